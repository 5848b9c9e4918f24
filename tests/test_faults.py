# SPDX-License-Identifier: EUPL-1.2
"""What is promised when something fails: the disk is full, a process is ended at any step, rights
are lost, a bit is flipped, two write at once."""

import errno
import hashlib
import json
import os
import random
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fuzz_files import bylaw_file, outcomes, plain_case

from checker.formats.catalogue import endings

pytestmark = pytest.mark.slow

AROUND = ("--rules", "r.ressort", "--organisations", "o.ressort")
REPORTS = ("--report", "x.html", "--report", "x.json", "--report", "x.ics", "--report", "x.docx")
# Every command that writes a file, and what it writes.
WRITING = {
    "reports": (("check", "p.ressort", *AROUND, *REPORTS), {"x.html", "x.json", "x.ics", "x.docx"}),
    "baseline": (("check", "p.ressort", *AROUND, "--write-baseline", "b.json"), {"b.json"}),
    "receipt": (("check", "p.ressort", *AROUND, "--receipt", "q.json"), {"q.json"}),
    "table": (("convert", "p.ressort", *AROUND, "--output", "t.xlsx", "--force"), {"t.xlsx"}),
    "proposal": (
        (
            *("new", "n.ressort", *AROUND, "--organisation", "town", "--title", "N", "--force"),
            *("--proposed", "2013-06-18", "--effective", "2014-01-01", "--move", "U1 C1 C2"),
        ),
        {"n.ressort"},
    ),
    "letters": (
        ("letters", "p.ressort", *AROUND, "--to", "out", "--force"),
        {"out/council-item-1.docx"},
    ),
    "sign-off": (
        ("rules", "sign", "r0", *AROUND, "--by", "Juridisk Afdeling", "--on", "2014-01-01"),
        {"sign-offs.ressort"},
    ),
}
# Runs the command; before or after each step of writing a file it may be ended.
STEPPING = """
import os, signal, sys
from pathlib import Path
from checker.commands import main
from checker.disk import output

at, how, seen = int(sys.argv[1]), sys.argv[2], 0

def stepped(function):
    def step(*given, **named):
        before()
        result = function(*given, **named)
        before()
        return result
    return step

def before():
    global seen
    seen += 1
    if seen == at:
        os.kill(os.getpid(), getattr(signal, how))

opened = Path.open
Path.open = lambda self, mode="r", *given, **named: (
    stepped(opened) if mode == "xb" else opened)(self, mode, *given, **named)
for owner, name in ((output, "_draft"), (os, "fsync"), (Path, "replace"), (Path, "chmod")):
    setattr(owner, name, stepped(getattr(owner, name)))
sys.argv[1:] = sys.argv[3:]
main()
"""
MOST_STEPS = 60


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a case in it."""
    monkeypatch.chdir(tmp_path)
    for name, data in plain_case().items():
        Path(name).write_bytes(data)
    return tmp_path


def written(desk: Path) -> dict[str, str]:
    """The digests of the files that commands wrote."""
    files = {each.relative_to(desk).as_posix(): each for each in desk.rglob("*") if each.is_file()}
    return {
        name: hashlib.sha256(each.read_bytes()).hexdigest()
        for name, each in files.items()
        if name not in plain_case()
    }


def made_old(desk: Path, names: set[str]) -> dict[str, str]:
    """The digests of the files before they are written anew; sign-offs are read, too, and so there
    are none before."""
    for name in names:
        (desk / name).unlink(missing_ok=True)
        if name != "sign-offs.ressort":
            (desk / name).parent.mkdir(exist_ok=True)
            (desk / name).write_text("old", encoding="utf-8")
    return {name: digest for name, digest in written(desk).items() if not name.startswith(".")}


def python(code: str, *arguments: object, **given: object) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, check=False, **given)


def run_whole(command: tuple[str, ...], desk: Path) -> dict[str, str]:
    """What a command writes where nothing fails."""
    done = python("from checker.commands import main; main()", *command)
    assert done.returncode in (0, 1), done.stderr
    return written(desk)


@pytest.mark.parametrize("how", ["SIGKILL", "SIGTERM"])
@pytest.mark.parametrize("command", WRITING)
def test_a_process_that_is_ended_leaves_each_file_whole_the_old_or_the_new(
    desk: Path, command: str, how: str
):
    arguments, names = WRITING[command]
    new = run_whole(arguments, desk)
    assert names <= {*new}
    for at in range(1, MOST_STEPS):
        before = made_old(desk, names)
        done = python(STEPPING, at, how, *arguments)
        if done.returncode in (0, 1):
            break
        assert done.returncode == (-signal.SIGKILL if how == "SIGKILL" else 2), done.stderr
        for name in names:
            assert written(desk).get(name) in (new[name], before.get(name)), (at, name)
        left = [*desk.rglob(".*.draft")]
        assert not left or how == "SIGKILL"
        for draft in left:
            draft.unlink()
    assert 4 < at < MOST_STEPS - 1
    assert {name: written(desk)[name] for name in names} == {name: new[name] for name in names}


FULL = """
import resource, signal, sys
from checker.commands import main
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
room = int(sys.argv.pop(1))
resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
main()
"""


@pytest.mark.parametrize("command", WRITING)
def test_a_full_disk_changes_no_file_and_leaves_none(desk: Path, command: str):
    arguments, names = WRITING[command]
    for room in (0, 40):
        before = made_old(desk, names)
        done = python(FULL, room, *arguments)
        assert done.returncode == 2
        said = (b"cannot be written (File too large)", b"No usable temporary directory")
        assert any(each in done.stderr for each in said), done.stderr
        assert written(desk) == before


def test_a_full_disk_leaves_no_empty_folder(desk: Path):
    done = python(FULL, 0, "letters", "p.ressort", *AROUND, "--to", "new")

    assert done.returncode == 2
    assert not (desk / "new").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a name is text")
def test_a_name_that_is_no_text_stands_in_every_report(desk: Path, ressort: Callable):
    folder = desk / os.fsdecode(b"d\xff")
    folder.mkdir()
    (folder / os.fsdecode(b"p\xfe.ressort")).write_bytes((desk / "p.ressort").read_bytes())
    reports = [f"x{ending}" for ending in endings()]

    done = ressort("check", folder.name, *AROUND, *(f"--report={each}" for each in reports))

    assert (done.status, done.err) == (1, "")
    assert all((desk / each).stat().st_size for each in reports)


# ---------------------------------------------------------------- rights


READING = {
    "p.ressort": ("check", "p.ressort", *AROUND),
    "o.ressort": ("check", "p.ressort", *AROUND),
    "r.ressort": ("check", "p.ressort", *AROUND),
    "w.ressort": ("check", "p.ressort", *AROUND, "--waivers", "w.ressort"),
    "b.json": ("check", "p.ressort", *AROUND, "--baseline", "b.json"),
    "r.json": ("verify", "r.json"),
    "s.toml": ("check", "p.ressort", *AROUND, "--config", "s.toml"),
    "p.csv": ("check", "p.csv", *AROUND),
    "p.xlsx": ("check", "p.xlsx", *AROUND),
    "v.docx": ("letters", "p.ressort", *AROUND, "--bylaw", "v.docx", "--to", "out"),
    "t.html": ("check", "p.ressort", *AROUND, "--template", "t.html", "--format", "html"),
    "t.docx": ("check", "p.ressort", *AROUND, "--template", "t.docx", "--report", "x.docx"),
}


@pytest.fixture
def all_kinds(desk: Path) -> Path:
    """A folder with one of everything that is read."""
    files = {**outcomes(), "v.docx": bylaw_file(0), "t.docx": bylaw_file(1)}
    files |= {"w.ressort": b"waivers of town\n", "s.toml": b'lang = "en"\n', "t.html": b"a"}
    for name, data in files.items():
        (desk / name).write_bytes(data)
    change = 'reword BYL § 7 from "Udvalget" to "Det"\n'
    with (desk / "p.ressort").open("a", encoding="utf-8") as case:
        case.write(change)
    return desk


@pytest.mark.usefixtures("all_kinds")
@pytest.mark.parametrize("name", READING)
@pytest.mark.parametrize("code", [errno.EACCES, errno.EIO, errno.ESTALE, errno.EMFILE])
def test_a_file_that_is_not_given_out_is_named_with_what_the_system_says(
    ressort: Callable,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    code: int,
):
    import builtins
    import io

    def refusing(opened: Callable) -> Callable:
        def open_(file: object, *given: object, **named: object) -> object:
            if isinstance(file, str | os.PathLike) and Path(file).name == name:
                raise OSError(code, os.strerror(code), str(file))
            return opened(file, *given, **named)

        return open_

    for owner, opening in ((io, "open"), (builtins, "open"), (os, "open")):
        monkeypatch.setattr(owner, opening, refusing(getattr(owner, opening)))
    done = ressort(*READING[name])

    assert done.status == 2, done.out
    assert name in done.err
    assert "internal" not in done.err
    assert os.strerror(code) in done.err


# ---------------------------------------------------------------- bits


@pytest.mark.parametrize("name", READING)
def test_a_flipped_bit_is_told_of_or_makes_no_internal_error(
    all_kinds: Path, ressort: Callable, name: str
):
    data, drawn = (all_kinds / name).read_bytes(), random.Random(name)
    for at in drawn.sample(range(len(data) * 8), min(25, len(data) * 8)):
        changed = bytearray(data)
        changed[at // 8] ^= 1 << at % 8
        (all_kinds / name).write_bytes(changed)

        done = ressort(*READING[name])

        assert done.status in (0, 1, 2)
        assert "internal" not in done.err, (name, at)
        assert done.status != 2 or done.err.strip()


# ---------------------------------------------------------------- two at once


def answers(desk: Path, *arguments: str) -> Iterator[tuple[int, bytes]]:
    """What six of a command say that run at once, with one cache."""
    environment = {**os.environ, "RESSORT_CACHE": str(desk.parent / f"kept-{desk.name}")}
    code = "from checker.commands import main; main()"
    running = [
        subprocess.Popen(
            [sys.executable, "-c", code, *arguments],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for _ in range(6)
    ]
    for one in running:
        out, err = one.communicate()
        yield one.returncode, out + err


def test_two_at_once_say_the_same_and_leave_one_whole_file(desk: Path):
    arguments, names = WRITING["reports"]
    new = run_whole(arguments, desk)
    for name in names:
        (desk / name).unlink()

    told = {*answers(desk, *arguments)}

    assert len(told) == 1
    assert written(desk) == new
    assert json.loads((desk / "x.json").read_text(encoding="utf-8"))["results"]
