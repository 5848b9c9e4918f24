# SPDX-License-Identifier: EUPL-1.2
"""A municipality with the facts that a proposal states of what is on file."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, TypeVar

from checker.lawbook.book import Lawbook
from checker.mistakes import Mistakes
from checker.municipality.names import kind_given
from checker.municipality.town import Town
from checker.records import evolve, fields
from checker.speech.node import Document, Name, children, nodes_of
from checker.speech.organisation import DECLARED, Given, facts_of
from checker.speech.saying import Argument, Phrase, Ref
from checker.speech.structure import CommitteeFacts, TaskFacts, UnitFacts, task_of_unit

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
        for field in stated(given):
            if field not in stated_of().get(kind, ()):
                mistakes.add(given.span, "given-of", kind=mistakes.kinds([kind], given.span))
        before = len(mistakes.errors)
        if name in committees:
            committees[name] = _with(committees[name], given, town, book, mistakes)
        elif name in units:
            units[name] = _with(units[name], given, town, book, mistakes)
            if name in tasks and units[name].owner and len(mistakes.errors) == before:
                tasks[name] = task_of_unit(units[name])
        elif name in tasks:
            tasks[name] = _with(tasks[name], given, town, book, mistakes)
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


def _with(one: _Facts, given: Given, town: Town, book: Lawbook, mistakes: Mistakes) -> _Facts:
    """A thing with what is given of it, which may not be otherwise than on file: in its statement,
    or beside it where a proposal can change it."""
    stands, says = dict[str, Any](), dict[str, Any]()
    own = {each.name for each in fields(type(one))}
    for name in stated(given):
        said = getattr(given, name)
        if name in own:
            said, on_file = _ids(said, town), getattr(one, name)
            stands[name] = on_file or said
        elif name in facts_of(type(one.filed)):
            says[name], on_file = said, getattr(one.filed, name) or None
        else:
            continue
        if on_file is not None and not _agree(on_file, said, book):
            mistakes.add(given.span, "given-otherwise", id=given.thing.text)
    return evolve(one, filed=evolve(one.filed, span=given.span, **says), **stands)


def _ids(said: object, town: Town) -> object:
    """What is said of a thing as it stands: bodies and names by their ids."""
    if isinstance(said, tuple):
        return tuple(town.named(each).text for each in said)
    return said.text if isinstance(said, Name) else said


def _agree(on_file: object, said: object, book: Lawbook) -> bool:
    """Whether a fact is as on file; an area may also lie within the one there."""
    if isinstance(on_file, tuple) and isinstance(said, tuple):
        return {*on_file} == {*said}
    if isinstance(on_file, Name) and isinstance(said, Name):
        return on_file.text in book.lineage(said.text)
    return on_file == said


def told(given: Given, town: Town) -> Iterator[Phrase]:
    """What is given, fact by fact."""
    there, name = town.structure, given.thing.text
    owned = "unit" if name in there.units else "task"
    thing = Ref("committee" if name in there.committees else owned, name)
    for fact in stated(given):
        said = _spoken(fact, getattr(given, fact), town)
        yield Phrase.of(f"given.{fact}", thing=thing, fact=said)


def _spoken(fact: str, said: object, town: Town) -> Argument:
    """What is given, as it is spoken of."""
    kind = kind_given(fact)
    if isinstance(said, tuple):
        return tuple(Ref(kind, town.named(each).text) for each in said)
    if isinstance(said, str):
        return Ref(kind, said)
    return Ref(kind, said.text) if isinstance(said, Name) else str(said)
