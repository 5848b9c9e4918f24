# SPDX-License-Identifier: EUPL-1.2
"""Keeps aside what every command says of every kept case, in both languages, and compares later.

``python tests/net.py keep FOLDER`` writes it; ``python tests/net.py compare FOLDER`` makes it anew
and shows what differs; ``accept`` also keeps what differs in its place. With ``--sample N`` only N
of the cases are looked at, evenly spread, and of the other jobs those that take no time. Exit
status: 0 the same, 1 something differs.

Everything is made by the command line alone, in two processes that each work through many jobs, so
that the net stays as it is where the modules behind the command move. A Word file is kept as its
parts, without time stamps; a PDF is not kept, as it is made of the page in HTML.
"""

from __future__ import annotations

import multiprocessing
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from pathlib import Path

from net_jobs import ROOT, done, jobs

SHOWN, WIDTH = 20, 160


def made(sample: int | None) -> Iterator[tuple[str, dict[str, bytes]]]:
    """What every job keeps, from two processes, in a checkout whose surroundings are set aside."""
    os.chdir(ROOT)
    os.environ |= {"COLUMNS": "80", "TZ": "UTC"}
    with tempfile.TemporaryDirectory(prefix="net-") as cache:
        os.environ.setdefault("RESSORT_CACHE", cache)
        work = list(jobs(sample))
        with multiprocessing.Pool(2) as pool:
            yield from pool.imap_unordered(done, work)


def keep(folder: Path) -> int:
    """Writes what every job keeps; what a folder held before is taken away."""
    if folder.exists() and not (folder / "net").is_file() and any(folder.iterdir()):
        sys.exit(f"{folder} holds something else")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    (folder / "net").write_text("kept by tests/net.py\n", encoding="utf-8")
    count, failed = 0, []
    for job, files in made(None):
        failed += [job] if "failed" in files else []
        for name, data in files.items():
            path = folder / job / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
            count += 1
    print(f"{count} files kept in {folder}", *failed)
    return 1 if failed else 0


def compare(folder: Path, sample: int | None, *, accept: bool) -> int:
    """Shows which files are not as they were kept; 1 where there are any and none is accepted."""
    if not (folder / "net").is_file():
        sys.exit(f"{folder} was not kept by tests/net.py")
    same, differing, seen = 0, [], set()
    for job, files in made(sample):
        place = folder / job
        seen.add(place)
        names = {path.relative_to(place).as_posix() for path in place.rglob("*") if path.is_file()}
        for name in sorted(names | set(files)):
            was = (place / name).read_bytes() if name in names else None
            if was == files.get(name):
                same += 1
                continue
            differing.append(f"{job}/{name}: {told(was, files.get(name))}")
            if accept:
                (place / name).parent.mkdir(parents=True, exist_ok=True)
                (place / name).unlink(missing_ok=True)
                if name in files:
                    (place / name).write_bytes(files[name])
    if sample is None:
        kept = {path.parent for path in folder.rglob("*") if path.is_file()} - {folder}
        lost = [path for path in kept if not seen & {path, *path.parents}]
        differing += [f"{path.relative_to(folder).as_posix()}: no longer made" for path in lost]
    for each in sorted(differing)[:SHOWN]:
        print(each)
    if len(differing) > SHOWN:
        print(f"... and {len(differing) - SHOWN} more")
    print(f"{same} files the same, {len(differing)} differ")
    return 1 if differing and not accept else 0


def told(was: bytes | None, now: bytes | None) -> str:
    """The first lines in which two versions of a file differ, cut around the first sign."""
    if was is None or now is None:
        return "new" if was is None else "no longer made"
    old, new = (each.decode("utf-8").split("\n") for each in (was, now))
    pairs = enumerate(zip_longest(old, new), 1)
    number, (before, after) = next(pair for pair in pairs if pair[1][0] != pair[1][1])
    signs = enumerate(zip_longest(before or "", after or ""))
    start = max(next((at for at, (one, two) in signs if one != two), 0) - 60, 0)
    shown = ["(no line)" if each is None else each[start:][:WIDTH] for each in (before, after)]
    return f"line {number}\n  - {shown[0]}\n  + {shown[1]}"


def main(arguments: Sequence[str]) -> int:
    """Keeps or compares, as the arguments say."""
    match arguments:
        case ["keep", folder]:
            return keep(Path(folder).resolve())
        case ["compare" | "accept" as command, folder, *more]:
            match more:
                case []:
                    return compare(Path(folder).resolve(), None, accept=command == "accept")
                case ["--sample", count] if count.isdecimal() and int(count):
                    folder = Path(folder).resolve()
                    return compare(folder, int(count), accept=command == "accept")
    sys.exit("net.py keep FOLDER | net.py compare|accept FOLDER [--sample N]")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
