# SPDX-License-Identifier: EUPL-1.2
"""Looks for inputs that make the command break a promise: ``python tests/fuzz.py --minutes 5``.

Each input is a case, a table, a bylaw, settings, a template or another thing that is read, made of
bytes that choose sentences of our own grammar and what is wrong with them. Where ``atheris`` is
installed it looks for bytes that lead to code which no input before led to; without it they are
drawn by chance. What breaks a promise is kept in the folder that ``--faults`` names, as the corpus
in ``tests/corpus`` keeps it; once mended it belongs there. Exit status: 1 where anything broke.
"""

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from hashlib import sha256
from importlib import import_module
from pathlib import Path

CORPUS = Path(__file__).parent / "corpus"
A_LIFE = 30_000  # inputs, after which a process gives way to a new one
LONGEST, SEEDS = 1024, 400


class Tally:
    """What came of the inputs so far, also of those that other processes tried."""

    def __init__(self, faults: Path, kept: Path | None = None) -> None:
        self.faults, self.kept = faults, kept
        self.counts: Counter[str] = Counter()
        self.slowest, self.peak, self.first = 0.0, 0, 0
        self.started = time.monotonic()

    def add(self, data: bytes) -> None:
        """Tries an input."""
        from fuzz_inputs import made
        from fuzz_run import MEMORY, peak, tried

        one = made(data)
        held = peak(anew=True)
        self.first = self.first or held
        if self.kept:
            self.kept.with_suffix(".now").write_bytes(data)
        outcome = tried(one, self.faults / f"folder-{os.getpid()}")
        self.counts["commands"] += 1
        self.counts["inputs"] += one.count
        self.counts["checked"] += outcome.checked
        self.counts[f"{one.reader}: inputs"] += one.count
        self.counts[f"{one.reader}: checked"] += outcome.checked
        taken = self.first + peak() - held  # not what the inputs before are remembered by
        self.slowest, self.peak = max(self.slowest, outcome.seconds), max(self.peak, taken)
        fault = outcome.fault or (f"{taken >> 20} MiB" if taken > MEMORY else "")
        if fault:
            self.counts["faults"] += 1
            self.note((outcome.tried or one).kept(), fault)
        if self.kept and self.counts["commands"] % 50 == 0:
            self.keep()

    def note(self, text: str, fault: str) -> None:
        """Keeps an input that breaks a promise, one for each way to break it."""
        kind = "".join(each if each.isalpha() else "-" for each in fault)[:80].strip("-")
        path = self.faults / f"{kind}-{sha256(kind.encode()).hexdigest()[:6]}.json"
        if not path.exists():
            path.write_text(text, encoding="utf-8")
            print(f"{fault}\n  kept as {path}", flush=True)

    def keep(self) -> None:
        """Writes the counts where the process above reads them."""
        assert self.kept
        told = {"counts": self.counts, "slowest": self.slowest, "peak": self.peak}
        self.kept.write_text(json.dumps(told), encoding="utf-8")

    def take(self, kept: Path) -> None:
        """Adds the counts of a process that ended."""
        if kept.exists():
            told = json.loads(kept.read_text(encoding="utf-8"))
            self.counts.update(told["counts"])
            self.slowest, self.peak = (
                max(self.slowest, told["slowest"]),
                max(self.peak, told["peak"]),
            )
            kept.unlink()

    def told(self) -> str:
        """The counts in words."""
        count, seconds = self.counts["inputs"], time.monotonic() - self.started
        lines = [
            f"{count} inputs in {self.counts['commands']} commands, "
            f"{self.counts['checked']} loaded and checked to the end "
            f"({100 * self.counts['checked'] // max(1, count)} %), {self.counts['faults']} faults",
            f"slowest {self.slowest:.2f} s, most memory {self.peak >> 20} MiB, "
            f"{count / max(seconds, 0.1):.0f} a second",
        ]
        for name in sorted(name for name in self.counts if name.endswith(": inputs")):
            reader = name.removesuffix(": inputs")
            lines.append(
                f"  {reader}: {self.counts[name]}, {self.counts[reader + ': checked']} checked"
            )
        return "\n".join(lines)


def give_up(*_: object) -> None:
    raise TimeoutError("given up")


def work(tally: Tally, seconds: float, inputs: int, found: Path, seed: int) -> None:
    """Tries inputs until the time or their number is up."""
    signal.signal(signal.SIGVTALRM, give_up)
    try:
        import atheris
    except ModuleNotFoundError:
        drawn, end = random.Random(seed), time.monotonic() + seconds
        while time.monotonic() < end and tally.counts["inputs"] < inputs:
            tally.add(drawn.randbytes(drawn.randrange(LONGEST)))
        tally.keep()
        return
    drawn = random.Random(seed)
    for number in range(SEEDS):
        (found / f"{seed}-{number}").write_bytes(drawn.randbytes(drawn.randrange(LONGEST)))
    with atheris.instrument_imports(include=["checker"]):
        import_module("checker.commands")
    options = (
        *(f"-max_total_time={max(1, int(seconds))}", f"-runs={inputs}", f"-max_len={LONGEST}"),
        "-len_control=0",
        *("-timeout=1000000", "-rss_limit_mb=2000", f"-seed={seed}", "-print_final_stats=0"),
        *("-verbosity=0", f"-artifact_prefix={tally.faults}/"),
    )
    atheris.Setup([sys.argv[0], *options, str(found)], tally.add)
    atheris.Fuzz()


def main() -> int:
    """Runs processes one after the other until the time is up, and tells what came of it."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--minutes", type=float, default=5)
    parser.add_argument("--inputs", type=int, default=10**9)
    parser.add_argument("--seed", type=int, default=time.time_ns() % 10**9)
    parser.add_argument("--faults", type=Path, default=Path(tempfile.gettempdir()) / "ressort-fuzz")
    parser.add_argument("--worker", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    asked.faults.mkdir(parents=True, exist_ok=True)
    found = asked.faults / "found"
    found.mkdir(exist_ok=True)
    tally = Tally(asked.faults, asked.worker)
    if asked.worker:
        work(tally, asked.minutes * 60, asked.inputs, found, asked.seed)
        return 0
    end, seed = time.monotonic() + asked.minutes * 60, asked.seed
    kept = asked.faults / f"tally-{os.getpid()}.json"
    environment = {**os.environ, "RESSORT_CACHE": "", "PYTHONHASHSEED": "0"}
    while (left := end - time.monotonic()) > 0 and tally.counts["inputs"] < asked.inputs:
        seed += 1
        count = min(A_LIFE, asked.inputs - tally.counts["inputs"])
        given = (f"--minutes={left / 60}", f"--inputs={count}", f"--seed={seed}")
        told = ("--faults", str(asked.faults), "--worker", str(kept))
        done = subprocess.run(
            [sys.executable, __file__, *given, *told],
            env=environment,
            stderr=(asked.faults / "log").open("ab"),
            check=False,
        )
        now = kept.with_suffix(".now")
        if done.returncode and now.exists():
            from fuzz_inputs import made

            tally.counts["faults"] += 1
            tally.note(made(now.read_bytes()).kept(), f"the process ended with {done.returncode}")
        tally.take(kept)
        print(tally.told(), flush=True)
    return int(tally.counts["faults"] > 0)


if __name__ == "__main__":
    sys.exit(main())
