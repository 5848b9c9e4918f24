# SPDX-License-Identifier: EUPL-1.2
"""How what is large grows: each kind of it at three sizes, each twice the last."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from bench.measuring import command
from bench.shapes import SENTENCES, checker_of, town, written
from checker import limits
from checker.pipeline import Checker

_HEADER = 'proposal "P"\n    concerns town\n    proposed 2026-02-01\n    effective 2027-01-01\n'
_TOWN = """municipality town "Prøveby Kommune" as of 2026-01-01
finance committee FIN "F"
committee C1 "C"
committee C2 "C"
"""
_SOURCES = 'source KSL law "Lov"\narea care "pleje"\narea sport "sport"\n'
_RULE = 'rule r "R"\n    C1 may only hold care tasks\n    under KSL § 1\n'
HEAD = (
    "| what | sizes | s | s | s | last / first | linear |\n"
    "| --- | --- | ---: | ---: | ---: | ---: | --- |"
)
_MOST = 2.6  # times as much for twice the size is still linear


class Texts(NamedTuple):
    """A rule base, an organisation and a proposal."""

    rules: str
    town: str
    proposal: str


def _texts(rules: str = _RULE, town: str = "", changes: str = "abolish C2 into C1\n") -> Texts:
    return Texts(_SOURCES + rules, _TOWN + town, _HEADER + changes)


def _each(line: str, size: int) -> str:
    return "".join(line.format(one, one + 1) for one in range(size))


def _tasks(area: str, size: int) -> str:
    return _each(f'task t{{0}} "T" within {area} held by C2\n', size)


def _layers(size: int) -> Texts:
    said = 'rule r{0}-{1} "R"\n    C1 must not hold care tasks\n    under KSL § 1\n'
    below = "    despite r{0}-0, r{0}-1 and r{0}-2\n"
    layers = ((layer, one) for layer in range(size) for one in range(3))
    rules = "".join(
        said.format(layer, one) + (below.format(layer - 1) if layer else "")
        for layer, one in layers
    )
    return _texts(rules, _tasks("care", 4), "move t1 from C2 to C1\n")


def _cycle(size: int) -> Texts:
    said = 'rule r{} "R"\n    C1 needs publication\n    under KSL\n    despite r{}\n'
    return _texts("".join(said.format(one, (one + 1) % size) for one in range(size)))


def _every(size: int) -> Texts:
    rule = 'rule r "R"\n    every task must be held by exactly one committee\n    under KSL § 1\n'
    return _texts(rule, _tasks("care", size))


def _answers(size: int) -> Texts:
    rule = 'rule r "R"\n    care tasks must be held by exactly one committee\n    under KSL § 1\n'
    return _texts(rule, _each('task t{0} "T"\n', size))


def _conditions(size: int) -> Texts:
    rule = (
        'rule r "R"\n    a committee that holds care tasks must not hold sport tasks'
        " unless it is new\n    under KSL\n"
    )
    held = 'committee D{0} "D"\ntask u{0} "U" within care held by D{0}\n'
    return _texts(rule, _each(held, size))


def _rules(size: int) -> Texts:
    said = 'rule r{0} "R"\n    C1 must not hold care tasks when it is renamed\n    under KSL\n'
    return _texts(_each(said, size))


def _areas(size: int) -> Texts:
    within = 'area a0 "a0"\n' + _each('area a{1} "a{1}" within a{0}\n', size)
    return _texts(_RULE + within)


def _lines(size: int) -> Texts:
    return _texts(town=_tasks("care", size))


def _findings(size: int) -> Texts:
    rule = 'rule r "R"\n    a task must be held by the finance committee\n    under KSL § 1\n'
    return _texts(rule, _tasks("care", size))


def _moves(size: int) -> Texts:
    return _texts(town=_tasks("care", size), changes=_each("move t{0} from C2 to C1\n", size))


def _breaches(size: int) -> Texts:
    return _texts(town=_tasks("sport", size), changes=_each("move t{0} from C2 to C1\n", size))


def _list(size: int) -> Texts:
    said = f"C1 may only hold {'care, ' * size}care and sport tasks"
    return _texts(f'rule r "R"\n    {said}\n    under KSL\n')


def _carried(size: int) -> Texts:
    return _texts(changes="abolish C2 into C1\n" + _each("carries publication, planned\n", size))


SHAPES: dict[str, tuple[int, Callable[[int], Texts]]] = {
    "unknown names": (750, lambda n: _texts(changes=_each("move X{0} from C1 to C2\n", n))),
    "lines that cannot be read": (750, lambda n: _texts(changes=_each("mvoe X{0}\n", n))),
    "moves": (500, _moves),
    "moves that break a rule": (500, _breaches),
    "tasks under every task": (1500, _every),
    "a condition on every committee": (200, _conditions),
    "rules": (500, _rules),
    "rules in layers of despite": (50, _layers),
    "a circle of rules": (500, _cycle),
    "questions": (10, _answers),
    "words for findings": (700, _findings),
    "areas within areas": (500, _areas),
    "names in a list": (4000, _list),
    "steps carried": (500, _carried),
    "lines": (1500, _lines),
}
_REFUSED = "unknown names", "lines that cannot be read", "a circle of rules"


def _checked(texts: Texts, *, refused: bool = False) -> float:
    """Seconds of processor time of one check, without the cache."""
    with tempfile.TemporaryDirectory() as folder:
        for name, text in texts._asdict().items():
            Path(folder, f"{name}.ressort").write_text(text, encoding="utf-8")
        options = ("--rules=rules.ressort", "--organisations=town.ressort", "--format=json")
        taken = command(
            "check", "proposal.ressort", *options, folder=Path(folder), RESSORT_CACHE=""
        )
        assert (taken.status == 2) is refused  # what is past a limit takes no time
        return taken.ms / 1000


def growth(_: int, only: str) -> Iterator[str]:
    """Each kind of large input at three sizes, beside the smallest input there is."""
    bare = min(_checked(_texts()) for _ in range(3))
    for name, (size, made) in SHAPES.items():
        if only in name:
            sizes = [size << doubling for doubling in range(3)]
            refused = name in _REFUSED
            taken = [_checked(made(each), refused=refused) - bare for each in sizes]
            yield _grown(name, sizes, taken)


def forms(_: int, only: str) -> Iterator[str]:
    """Each form of sentence on so many tasks: the first check of a proposal that moves one.

    A file has room for some 5,000; here it has for more.
    """
    limits.WORDS = 1_000_000
    sizes = [2500, 5000, 10_000]
    towns = {size: town(size)[0] for size in sizes}
    bare = [_first_check(checker_of([], towns[size])) for size in sizes]
    yield _grown("no rule", sizes, bare)
    for name in SENTENCES:
        if only in name:
            taken = [_first_check(checker_of([name], towns[size])) for size in sizes]
            yield _grown(name, sizes, taken)


def _first_check(checker: Checker) -> float:
    proposal = written([("t1", "C0", "C3")])
    start = time.process_time()
    checker.check(proposal, rivals_too=False)
    return time.process_time() - start


def _grown(name: str, sizes: list[int], taken: list[float]) -> str:
    least = 0.02  # seconds: less is told by no clock
    first, _, last = (max(each, least) for each in taken)
    linear = "yes" if last / first <= _MOST**2 else "**no**"
    seconds = " | ".join(f"{each:.2f}" for each in taken)
    shown = ", ".join(f"{each:,}" for each in sizes)
    return f"| {name} | {shown} | {seconds} | {last / first:.1f} | {linear} |"
