# SPDX-License-Identifier: EUPL-1.2
"""A municipality with the facts that a proposal states of what is on file."""

from __future__ import annotations

from collections.abc import Iterator

from checker.lawbook.book import Lawbook
from checker.mistakes import Mistakes
from checker.municipality.town import Town
from checker.records import evolve, fields
from checker.result import Phrase, Ref
from checker.speech.node import Document, Name, nodes_of
from checker.speech.proposal import Given
from checker.speech.structure import CommitteeFacts, TaskFacts, UnitFacts, task_of_unit

STATED_OF = {
    "committee": ("members",),
    "unit": ("area", "construction"),
    "task": ("holders", "performer", "area"),
}


def with_given(town: Town, document: Document, book: Lawbook, mistakes: Mistakes) -> Town:
    """The municipality with what a settled proposal states of it.

    What a file says otherwise, and what cannot be said of such a thing, goes to ``mistakes``.
    """
    found = nodes_of(document.statements, Given)
    if not found:
        return town
    there = town.structure
    committees, units, tasks = {**there.committees}, {**there.units}, {**there.tasks}
    for at, given in enumerate(found):
        name = given.thing.text
        if any(_differ(given, one) for one in found[:at]):
            mistakes.add(given.span, "given-above", id=name)
            continue
        kind = town.kinds.get(name, "")
        for field in stated(given):
            if field not in STATED_OF.get(kind, ()):
                mistakes.add(given.span, "given-of", kind=mistakes.kinds([kind], given.span))
        before = len(mistakes.errors)
        if name in committees:
            committees[name] = _committee(committees[name], given, mistakes)
        elif name in units:
            units[name] = _unit(units[name], given, book, mistakes)
            if name in tasks and units[name].owner and len(mistakes.errors) == before:
                tasks[name] = task_of_unit(units[name])
        elif name in tasks:
            tasks[name] = _task(tasks[name], given, town, book, mistakes)
    structure = evolve(there, committees=committees, units=units, tasks=tasks)
    return evolve(town, structure=structure)


def _differ(given: Given, other: Given) -> bool:
    """Whether two state one fact of one thing otherwise."""
    both = {*stated(given)} & {*stated(other)} if given.thing == other.thing else set()
    return any(_values(given, field) != _values(other, field) for field in both)


def _values(given: Given, field: str) -> set[object]:
    value = getattr(given, field)
    return {*value} if isinstance(value, tuple) else {value}


def stated(given: Given) -> list[str]:
    """The facts that are given of a thing."""
    told = (one.name for one in fields(Given) if one.name not in ("span", "thing"))
    return [name for name in told if getattr(given, name)]


def _committee(one: CommitteeFacts, given: Given, mistakes: Mistakes) -> CommitteeFacts:
    _agree(one.members, given.members, given, mistakes)
    return evolve(one, members=one.members or given.members)


def _unit(one: UnitFacts, given: Given, book: Lawbook, mistakes: Mistakes) -> UnitFacts:
    area = _area(one.area, given, book, mistakes)
    _agree(one.construction, given.construction, given, mistakes)
    filed = evolve(one.filed, area=area, span=given.span)
    return evolve(one, filed=filed, construction=one.construction or given.construction)


def _task(one: TaskFacts, given: Given, town: Town, book: Lawbook, mistakes: Mistakes) -> TaskFacts:
    area = _area(one.area, given, book, mistakes)
    holders = tuple(town.named(each).text for each in given.holders) or None
    performer = given.performer.text if given.performer else None
    _agree(one.holders and {*one.holders}, holders and {*holders}, given, mistakes)
    _agree(one.performer, performer, given, mistakes)
    filed = evolve(one.filed, area=area, span=given.span)
    return evolve(
        one, filed=filed, holders=one.holders or holders, performer=one.performer or performer
    )


def _area(on_file: str | None, given: Given, book: Lawbook, mistakes: Mistakes) -> Name | None:
    """The area that is given, which may lie within the one on file."""
    if given.area is None:
        return Name(on_file) if on_file else None
    if on_file and on_file not in book.lineage(given.area.text):
        mistakes.add(given.span, "given-otherwise", id=given.thing.text)
    return given.area


def _agree(on_file: object, said: object, given: Given, mistakes: Mistakes) -> None:
    if on_file is not None and said is not None and on_file != said:
        mistakes.add(given.span, "given-otherwise", id=given.thing.text)


def told(given: Given, town: Town) -> Iterator[Phrase]:
    """What is given, fact by fact."""
    thing = Ref("unit" if given.thing.text in town.structure.units else "task", given.thing.text)
    if given.holders:
        holders = tuple(Ref("committee", town.named(one).text) for one in given.holders)
        yield Phrase.of("given.holders", thing=thing, holders=holders)
    if given.performer:
        unit = Ref("unit", given.performer.text)
        yield Phrase.of("given.performer", thing=thing, unit=unit)
    if given.area:
        yield Phrase.of("f.within", unit=thing, area=Ref("area", given.area.text))
    if given.construction:
        construction = Ref("construction", given.construction)
        yield Phrase.of("given.construction", unit=thing, construction=construction)
    if given.members:
        committee = Ref("committee", given.thing.text)
        yield Phrase.of("given.members", committee=committee, members=str(given.members))
