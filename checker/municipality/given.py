# SPDX-License-Identifier: EUPL-1.2
"""A municipality with the facts that a proposal states of what is on file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, TypeVar

from checker.lawbook.book import Lawbook
from checker.mistakes import Mistakes
from checker.municipality.town import Town
from checker.records import evolve
from checker.speech.node import Document, Name, children, nodes_of
from checker.speech.organisation import DECLARED, facts_of
from checker.speech.proposal import Given
from checker.speech.saying import Phrase, Ref
from checker.speech.structure import CommitteeFacts, TaskFacts, UnitFacts, task_of_unit

_TOLD = ("holders", "performer", "area", "construction", "members")  # in words of their own
_Facts = TypeVar("_Facts", CommitteeFacts, UnitFacts, TaskFacts)


@cache
def stated_of() -> dict[str, tuple[str, ...]]:
    """The facts that can be given of each kind of thing."""
    given = children(Given)
    return {kind.line(): tuple(filter(facts_of(kind).get, given)) for kind in DECLARED}


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
        known: dict[str, Any]
        for field in stated(given):
            if field not in stated_of().get(kind, ()):
                mistakes.add(given.span, "given-of", kind=mistakes.kinds([kind], given.span))
        before = len(mistakes.errors)
        if name in committees:
            known = {"members": given.members}
            committees[name] = _with(committees[name], known, given, mistakes)
        elif name in units:
            known = {"construction": given.construction}
            area = _area(units[name].area, given, book, mistakes)
            units[name] = _with(units[name], known, given, mistakes, area=area, span=given.span)
            if name in tasks and units[name].owner and len(mistakes.errors) == before:
                tasks[name] = task_of_unit(units[name])
        elif name in tasks:
            holders = tuple(town.named(each).text for each in given.holders) or None
            performer = given.performer.text if given.performer else None
            known = {"holders": holders, "performer": performer}
            area = _area(tasks[name].area, given, book, mistakes)
            tasks[name] = _with(tasks[name], known, given, mistakes, area=area, span=given.span)
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
    return [name for name in children(Given) if name != "thing" and getattr(given, name)]


def _with(
    one: _Facts, known: Mapping[str, Any], given: Given, mistakes: Mistakes, **filed: Any
) -> _Facts:
    """A thing with what is given of it, which may not be otherwise than on file; ``known``: what a
    proposal can change; ``filed``: what its statement says instead."""
    others = {*stated(given)} & facts_of(type(one.filed)).keys() - {"area", *known}
    plain = {name: getattr(given, name) for name in others}
    for source, facts in ((one, known), (one.filed, plain)):
        for name, fact in facts.items():
            _agree(getattr(source, name), fact, given, mistakes)
    statement = evolve(one.filed, **filed, **plain)
    both = {name: getattr(one, name) or fact for name, fact in known.items()}
    return evolve(one, filed=statement, **both)


def _area(on_file: str | None, given: Given, book: Lawbook, mistakes: Mistakes) -> Name | None:
    """The area that is given, which may lie within the one on file."""
    if given.area is None:
        return Name(on_file) if on_file else None
    if on_file and on_file not in book.lineage(given.area.text):
        mistakes.add(given.span, "given-otherwise", id=given.thing.text)
    return given.area


def _agree(on_file: object, said: object, given: Given, mistakes: Mistakes) -> None:
    if isinstance(on_file, tuple) and isinstance(said, tuple):
        on_file, said = {*on_file}, {*said}
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
    for name in stated(given):
        if name not in _TOLD:
            yield Phrase.of(f"given.{name}", thing=thing, fact=str(getattr(given, name)))
