# SPDX-License-Identifier: EUPL-1.2
"""What the time of a row is made of: how many functions are called, what each takes, and where."""

from __future__ import annotations

import cProfile
import pstats
import re
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

from bench import by_hand
from bench.commands import answers, kept_folder
from bench.measuring import ROOT, side_by_side
from bench.shapes import SENTENCES, checker_of, proposals, town, written
from checker.commands.options import Shared
from checker.commands.runs import Spool, check_all, gathered, run_over
from checker.formats.catalogue import AskedFor, render
from checker.report.report import Options

HEAD = (
    "| row | asked, ms | ms | calls | µs a call | where, of 100 |\n"
    "| --- | ---: | ---: | ---: | ---: | --- |"
)
_GATES = {"text": 6, "sarif": 6, "json": 6}
_ROOM = re.compile(r"checker/(?:(\w+)/)?\w+\.py$")
_ROOMS = 5


def profile(rounds: int, only: str) -> Iterator[str]:
    """What the time of a row is made of: functions called, what each takes, and in which rooms.

    ``ms`` is measured without the profiler, which makes each call dearer.
    """
    for title, asked, each, makes in _rows(rounds):
        if only in title:
            ms = side_by_side(rounds, lambda number, makes=makes: makes(number))[0] / each
            stats = _profiled(makes, rounds + 1)  # what no round has asked
            calls = sum(called for (file, *_), (_, called, *_) in stats if file != "~") / each
            told = f"| {title} | {asked:.2f} | {ms:.2f} | {calls:.0f} | {ms * 1000 / calls:.2f}"
            yield f"{told} | {', '.join(_rooms(stats))} |"


def _rows(rounds: int) -> Iterator[tuple[str, float, int, Callable[[int], object]]]:
    """What is measured: its title, what is asked, of how many answers, and what makes them."""
    bare, _, told = answers(rounds + 1)
    yield "warm check of a kept case, findings and verdict", 2, 1, bare
    yield "the same with all readings, words and JSON", 8, 1, told
    said, made = town()
    warm = checker_of([*SENTENCES], said)
    tried = [*islice(proposals(made), rounds + 2)]
    read = [written(moves) for moves in tried]
    before = by_hand.find([*SENTENCES], made, by_hand.NOTHING)
    hand = side_by_side(rounds, lambda number: by_hand.check(before, made, tried[number]))[0]
    yield "twelve shapes of rules, 300 tasks", 3 * hand, 1, lambda number: warm.check(read[number])
    fresh = checker_of([*SENTENCES], said)
    moves = [each[:1] for each in tried]
    yield "re-check after one move", 2, 1, lambda number: fresh.check(written(moves[number]))
    with tempfile.TemporaryDirectory() as folder:
        count = kept_folder(folder)
        for format, asked in _GATES.items():
            title = f"a proposal of a gate as {format}"
            yield title, asked, count, lambda _, format=format: gate_of(folder, format)


def gate_of(folder: str, format: str) -> None:
    """Checks the proposals in a folder and writes what a gate tells of them."""
    run = run_over(gathered(Shared(), [folder], waiting=True), Shared(), "da")
    reads = AskedFor(frozenset({format}), lines=True)
    with Spool() as spool:
        report = check_all(run, spool, 1, quiet=True, reads=reads).report
        render(report, format, "da", Options(lines=True))


def _profiled(make: Callable[[int], object], number: int) -> list[tuple[tuple, tuple]]:
    """Of each function where it stands, how often it was called, and its own time."""
    profiler = cProfile.Profile(time.process_time)  # by the clock, others' turns would count
    profiler.runcall(make, number)
    return [*pstats.Stats(profiler).stats.items()]


def _rooms(stats: list[tuple[tuple, tuple]]) -> Iterator[str]:
    """The rooms in which most of the time is spent, with their share of it; what Python does
    itself, such as to make a record, is one of them."""
    own = Counter[str]()
    for (file, *_), (_, _, seconds, *_) in stats:
        found = _ROOM.search(Path(file).as_posix().removeprefix(f"{ROOT.as_posix()}/"))
        own[(found[1] or "checker") if found else "Python"] += seconds
    for room, seconds in own.most_common(_ROOMS):
        yield f"{room} {100 * seconds / own.total():.0f}"
