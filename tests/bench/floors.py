# SPDX-License-Identifier: EUPL-1.2
"""What is left of a row where less is to be found out: no way to do the rest comes below it.

Some of it is the house's own, called with what it was called with in the row; some is the plainest
Python that gives as much.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from typing import Any
from unittest.mock import patch

from bench import by_hand
from bench.commands import answers, kept_case, kept_folder
from bench.measuring import Row, in_children, python, side_by_side
from bench.profile import gate_of
from bench.shapes import SENTENCES, checker_of, proposals, town, written
from bench.sweeps import by_numpy, moves_swept, units_in, units_swept
from checker.commands.options import Shared
from checker.commands.runs import gathered, report_of, run_over
from checker.files.documents import read_waiting
from checker.findings.find import Law
from checker.municipality.case import Terms
from checker.pipeline import Checker
from checker.records import evolve, fields
from checker.report.report import as_json
from checker.report.wording import Wording
from checker.result import Finding
from checker.speech.node import Document, Name
from checker.speech.saying import Phrase, Ref, Witness

_MADE = (Finding, Witness, Phrase, Ref)  # what a check makes anew of what it finds
_UNITS = 7
Make = Callable[[int], object]


def floor(rounds: int, only: str) -> Iterator[Row]:
    """What is left of each row that is not met where less is to be found out, beside the row."""
    every = {"shapes": _shapes, "check": _check, "recheck": _recheck, "gate": _gate}
    every |= {"sweep": _sweep, "moves": _moves}
    for name, measure in every.items():
        yield from measure(rounds) if only in name else ()


def _shapes(rounds: int) -> Iterator[Row]:
    """A check that has less and less to find out, beside all twelve rules by hand."""
    said, made = town()
    tried = [(moves, written(moves)) for moves in islice(proposals(made), rounds + 1)]
    before = by_hand.find([*SENTENCES], made, by_hand.NOTHING)
    every = {
        "shapes: the twelve rules": [*SENTENCES],
        "shapes: one that finds nothing": ["number-of-committees"],
        "shapes: no rule": [],
    }
    checkers = [checker_of(names, said) for names in every.values()]
    *times, hand = side_by_side(
        rounds,
        *(lambda at, warm=warm: warm.check(tried[at][1], rivals_too=False) for warm in checkers),
        lambda at: by_hand.check(before, made, tried[at][0]),
    )
    for title, ms in zip(every, times, strict=True):
        yield Row(title, ms, "all twelve by hand", hand, "≤ 3")


def _recheck(rounds: int) -> Iterator[Row]:
    """One move of 300 tasks, read and checked, with less and less of it."""
    said, made = town()
    warm, bare = checker_of([*SENTENCES], said), checker_of([], said)
    tried = [moves[:1] for moves in islice(proposals(made), rounds + 1)]
    whole, without, read = side_by_side(
        rounds,
        lambda at: warm.check(written(tried[at])),
        lambda at: bare.check(written(tried[at])),
        lambda at: written(tried[at]),
    )
    yield Row(
        "recheck: read, and checked without a rule", without, "read and checked", whole, "≤ 2 ms"
    )
    yield Row("recheck: read", read, "read and checked", whole, "≤ 2 ms")


# ------------------------------------------------------------ a check, and all of it in JSON


def _check(rounds: int) -> Iterator[Row]:
    """A kept case: its questions asked again; as little as can be done for its findings; for all
    that is told of it."""
    bare, _, told = answers(rounds)
    checker, text = kept_case()
    first, second = text(), text()
    checker.check(first, rivals_too=False)
    asked = _calls(Law, "found_about", lambda: checker.check(second, rivals_too=False))
    result = checker.check(text())
    report = report_of(checker, [result], "da")
    texts = _calls(Wording, "words", lambda: as_json(report.results[0]))
    document = as_json(report.results[0])
    plainest = _plainest(checker, text(), [one.args[1] for one in asked], result.findings)
    once = list({repr((one.args[1:], one.keywords)): one for one in texts}.values())
    makes: tuple[Make, ...] = (
        lambda _: [one() for one in asked],
        plainest,
        lambda _: [one() for one in once],
        lambda _: json.dumps(document, ensure_ascii=False),
    )
    check, whole, *times = side_by_side(rounds, bare, told, *makes)
    questions, plain, said, dumped = times
    of_check, of_json = "findings and verdict", "with all readings, words and JSON"
    yield Row(f"check: {len(asked)} questions asked", questions, of_check, check, "≤ 2 ms")
    yield Row("check: by the plainest Python", plain, of_check, check, "≤ 2 ms")
    yield Row(f"check: {len(once)} texts, each once", said, of_json, whole, "≤ 8 ms")
    yield Row("check: written by json.dumps", dumped, of_json, whole, "≤ 8 ms")
    every = plain + said + dumped
    yield Row("check: plainest Python, texts and json.dumps", every, of_json, whole, "≤ 8 ms")


def _plainest(
    checker: Checker, proposal: Document, asked: Iterable[Ref], findings: Iterable[Finding]
) -> Make:
    """What looks up each name, makes what moves anew, looks for each question at the thing before
    and after, and makes the findings of finished parts."""
    considered = checker.considered(proposal, Terms())
    kinds, tasks = considered.case.kinds, considered.applied.before.structure.tasks
    names = [one.text for one in proposal.walk() if isinstance(one, Name)]
    moved = [tasks[id] for id in considered.applied.after.changes.holders if id in tasks]
    ids, records = [one.id for one in asked], [*_records(findings, set())]

    def make(_: int) -> None:
        for name in names:
            kinds.get(name)
        after = {**tasks, **{one.id: evolve(one) for one in moved}}
        for id in ids:
            _differs(tasks.get(id), after.get(id))
        for record in records:
            record()

    return make


def _differs(one: object, other: object) -> bool:
    return one is not other


def _records(value: Any, known: set[int]) -> Iterator[Callable[[], object]]:
    """What makes all records in a value anew, each of finished parts."""
    if id(value) in known or not isinstance(value, (tuple, *_MADE)):
        return
    known.add(id(value))
    if isinstance(value, Finding):
        parts = {one.name: getattr(value, one.name) for one in fields(Finding)}
        yield partial(Finding, **parts)
        value = tuple(parts.values())
    elif isinstance(value, _MADE):
        yield partial(type(value), *value)
    for each in value:
        yield from _records(each, known)


def _calls(kind: type, name: str, run: Callable[[], object]) -> list[partial[object]]:
    """The calls of a method while something runs, but for those within one: each can be made
    again."""
    method, found, within = getattr(kind, name), list[partial[object]](), [False]

    def noting(*args: object, **named: object) -> object:
        if within[0]:
            return method(*args, **named)
        found.append(partial(method, *args, **named))
        within[0] = True
        try:
            return method(*args, **named)
        finally:
            within[0] = False

    with patch.object(kind, name, noting):
        run()
    return found


# ------------------------------------------------------------ a gate, a sweep


def _gate(_: int) -> Iterator[Row]:
    """A proposal of a gate: its file read; with a check, of which nothing is told."""
    with tempfile.TemporaryDirectory() as folder:
        count = kept_folder(folder)
        times = side_by_side(
            3,
            lambda _: gate_of(folder, "text"),
            lambda _: _read(folder, check=True),
            lambda _: _read(folder, check=False),
        )
    whole, checked, read = (ms / count for ms in times)
    yield Row("gate: a proposal read and checked", checked, "a proposal as text", whole, "≤ 6 ms")
    yield Row("gate: a proposal read", read, "a proposal as text", whole, "≤ 6 ms")


def _read(folder: str, *, check: bool) -> None:
    run = run_over(gathered(Shared(), [folder], waiting=True), Shared(), "da")
    for one in run.read.waiting:
        (proposal,) = read_waiting(run.read, [one])
        if check:
            run.checker.check(proposal)
            run.checker.forget(proposal)


def _sweep(_: int) -> Iterator[Row]:
    """Processes that begin a sweep of seven units, beside numpy by hand that is begun already."""
    if find_spec("numpy") is None:
        return
    with tempfile.TemporaryDirectory() as folder:
        units_in(Path(folder), _UNITS)
        files = [str(path) for path in sorted(Path(folder).iterdir())]
        reads = f"import numpy\nfor path in {files!r}: open(path).read()"
        every: dict[str, Make] = {
            "sweep: python": lambda _: python(["-c", "pass"]),
            "sweep: python, numpy and the files": lambda _: python(["-c", reads]),
            "sweep: two units": lambda _: units_swept(2),
            "sweep: seven units": lambda _: units_swept(_UNITS),
        }
        times = side_by_side(5, *every.values(), clock=in_children)
    (hand,) = side_by_side(5, lambda _: by_numpy(_UNITS))
    for title, ms in zip(every, times, strict=True):
        yield Row(title, ms, "numpy by hand", hand, "≤ 1")


def _moves(_: int) -> Iterator[Row]:
    """A sweep that has two of the twelve moves, and all of them."""
    two, whole = side_by_side(
        3, lambda _: moves_swept(2), lambda _: moves_swept(12), clock=in_children
    )
    yield Row("moves: two of the twelve, 4 ways", two, "4,096 ways", whole, "≤ 1 s")
