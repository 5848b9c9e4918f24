# SPDX-License-Identifier: EUPL-1.2
"""The twelve shapes of rules on 7 committees, 24 units and 300 tasks, beside the same by hand."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from bench import by_hand
from bench.by_hand import Found, Moves, Town
from bench.measuring import Row, side_by_side
from checker.language.parser import parse
from checker.pipeline import Checker
from checker.result import Result
from checker.source import Source
from checker.speech.node import Document

SENTENCES = {
    "may-only": "C1 may only hold a2 and a3 tasks",
    "only-may": "only C2 may hold a4 tasks",
    "must-hold": "C3 must hold a6 tasks",
    "must-hold-some": "C4 must hold at least one a8 task",
    "not-beside": "a committee that holds a9 tasks must not hold a10 tasks",
    "every-task": "every task must be held by exactly one committee",
    "area-of-one": "a12 tasks must be held by exactly one committee",
    "most-units": "a committee must have at most 4 units",
    "number-of-committees": "there must be exactly 7 committees",
    "contract-unit": "a unit that is led as contract unit needs a dispensation from KSL"
    " unless it is under C0",
    "moved-task": "a task within a0 or a13 that moves needs approval by the council",
    "too-early": "a unit that moves needs approval by IM when the change takes effect before"
    " 2028-01-01",
}
_AREAS = [f"a{number}" for number in range(14)]  # two a committee, each with two within
_LAW = 'source KSL law "Lov"\nauthority IM "I"\n' + "".join(
    f'area {area} "{area}-ord"\n'
    + "".join(f'area {area}{part} "{area}{part}-ord" within {area}\n' for part in "xy")
    for area in _AREAS
)
_HEADER = 'proposal "P"\n    concerns town\n    proposed 2026-02-01\n    effective 2027-01-01\n'


def town(tasks: int = 300) -> tuple[str, Town]:
    """A town of so many tasks as it is written, and as one holds it in dicts by hand."""
    committees = [f"C{number}" for number in range(7)]
    said = ['municipality town "T" as of 2026-01-01\ncouncil BR "B"\nfinance committee C0 "C"\n']
    said += [f'committee {one} "C"\n' for one in committees[1:]]
    made = Town(committees, {}, {}, {}, {}, {})
    within: dict[str, frozenset[str]] = {}
    performers: dict[str, str] = {}
    built: dict[str, str] = {}
    for number in range(24):
        name, owner = f"U{number}", committees[number % 7]
        made.owners[name] = owner
        built[name] = "contract unit" if number % 3 == 0 else "centre"
        said.append(f'unit {name} "U" under {owner} led as {built[name]}\n')
    for number in range(tasks):
        name, at = f"t{number}", number % 14
        holders = [committees[at // 2]] if number % 37 else [committees[number % 7]]
        if number % 73 == 0:
            holders.append(committees[(number + 3) % 7])
        area = f"{_AREAS[at]}{'xy'[number // 14 % 2]}"
        own = [f"U{one}" for one in range(at // 2, 24, 7)]
        unit = own[number // 14 % len(own)]
        made.holders[name] = holders = list(dict.fromkeys(holders))
        within[name], performers[name] = frozenset((area, _AREAS[at])), unit
        held = " and ".join(holders)
        said.append(f'task {name} "T" within {area} held by {held} performed by {unit}\n')
    return "".join(said), made._replace(within=within, performers=performers, built=built)


def proposals(made: Town) -> Iterator[Moves]:
    """One, two or three moves, another each time."""
    number = 0
    while True:
        number += 1
        moves = []
        for at in range(number % 3 + 1):
            if at == 1:
                thing = f"U{(number * 5) % 24}"
                origin = made.owners[thing]
            else:
                thing = f"t{(number * 7 + at * 11) % 300}"
                origin = made.holders[thing][0]
            taken = made.performers.get(thing) in [one for one, *_ in moves]
            others = [one for one in made.committees if one not in made.holders.get(thing, origin)]
            if not taken:
                moves.append((thing, origin, others[(number + at) % len(others)]))
        units = [one for one, *_ in moves if one in made.owners]
        if not any(made.performers.get(one) in units for one, *_ in moves):
            yield moves


def written(moves: Moves) -> Document:
    """A proposal of some moves, read."""
    lines = "".join(f"move {thing} from {origin} to {place}\n" for thing, origin, place in moves)
    return parse(Source.of(_HEADER + lines, "proposal"))


def checker_of(names: list[str], said: str) -> Checker:
    """A checker that knows some of the twelve rules and the town."""
    rules = _LAW + "".join(
        f'rule {name} "R"\n    {SENTENCES[name]}\n    under KSL § 1\n' for name in names
    )
    return Checker([parse(Source.of(rules, "rules"))], [parse(Source.of(said, "town"))])


def findings(result: Result) -> Found:
    """A result's findings as those by hand are told."""
    found: Found = {}
    for one in result.findings:
        others = dict(one.message.args).get("others", ())
        found[one.rule, one.status, one.subject.id] = tuple(sorted(each.id for each in others))
    return found


def shapes(rounds: int, only: str) -> Iterator[Row]:
    """All twelve rules in one rule base, then each by itself.

    Every proposal is another, so that nothing is answered from memory but what the town is without
    one, which is kept by hand too.
    """
    said, made = town()
    tried = [(moves, written(moves)) for moves in islice(proposals(made), rounds + 1)]
    all_of = {"the twelve rules": [*SENTENCES]} | {name: [name] for name in SENTENCES}
    for title, names in all_of.items():
        if only in title:
            ms, other = _beside(names, said, made, tried)
            yield Row(title, ms, "by hand", other, "≤ 3")


def _beside(
    names: list[str], said: str, made: Town, tried: list[tuple[Moves, Document]]
) -> list[float]:
    """What the checker and the loops take, where they find the same."""
    warm, before = checker_of(names, said), by_hand.find(names, made, by_hand.NOTHING)
    results: list[Result] = []
    found: list[Found] = []
    times = side_by_side(
        len(tried) - 1,
        lambda at: results.append(warm.check(tried[at][1], rivals_too=False)),
        lambda at: found.append(by_hand.check(before, made, tried[at][0])),
    )
    for result, loops, (moves, _) in zip(results, found, tried, strict=True):
        assert findings(result) == loops, (names, moves)
    return times
