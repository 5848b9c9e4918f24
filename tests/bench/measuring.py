# SPDX-License-Identifier: EUPL-1.2
"""How long something takes beside something else, and how that is told."""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent.parent
KBS_BIU = "fixtures/copenhagen-2013/kbs-biu.ressort"


class Row(NamedTuple):
    """A line of a table.

    Attributes:
        what: what is measured; ``beside``: what it is measured beside.
        ms: the median of what it takes; ``other``: of what stands beside it.
        demand: what is to be reached: a largest ratio, or words.
    """

    what: str
    ms: float
    beside: str = ""
    other: float = 0.0
    demand: str = ""

    def __str__(self) -> str:
        ratio = f"{self.ms / self.other:.2f}" if self.other else ""
        other = f"{self.other:.2f}" if self.other else ""
        cells = (self.what, f"{self.ms:.2f}", self.beside, other, ratio, self.demand)
        return f"| {' | '.join(cells)} |"


HEAD = "| what | ms | beside | ms | ratio | demand |\n| --- | ---: | --- | ---: | ---: | --- |"


def show(title: str, head: str, rows: Iterable[Row | str]) -> None:
    """Prints a table row by row, as each is known."""
    print(f"\n### {title}\n\n{head}", flush=True)
    for row in rows:
        print(row, flush=True)


def side_by_side(
    rounds: int, *makes: Callable[[int], object], clock: Callable[[], float] = time.process_time
) -> list[float]:
    """The medians, in ms, of what each takes: they take turns, so that a busy machine slows them
    all alike. The first round is not counted; each is told which round it is."""
    taken: list[list[float]] = [[] for _ in makes]
    for number in range(rounds + 1):
        for make, times in zip(makes, taken, strict=True):
            start = clock()
            make(number)
            times.append(clock() - start)
    return [statistics.median(times[1:]) * 1000 for times in taken]


def in_children() -> float:
    """The processor time, in seconds, of all processes that were started and have ended."""
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


def python(arguments: Iterable[str], folder: Path = ROOT, **environment: str) -> str:
    """What Python writes on standard error when it is run so."""
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        check=False,
        encoding="utf-8",
        env={**os.environ, **environment},
    )
    return done.stderr


class Taken(NamedTuple):
    """What a command took: processor time in ms, its children's too, its most memory in MB, and
    its exit status."""

    ms: float
    peak: float
    status: int


def command(*arguments: str, folder: Path = ROOT, **environment: str) -> Taken:
    """What one run of ``ressort`` takes, as its user starts it."""
    run = subprocess.Popen(
        [sys.executable, "-m", "checker", *arguments],
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, **environment},
    )
    _, status, spent = os.wait4(run.pid, 0)
    run.returncode = os.waitstatus_to_exitcode(status)
    return Taken((spent.ru_utime + spent.ru_stime) * 1000, spent.ru_maxrss / 1024, run.returncode)
