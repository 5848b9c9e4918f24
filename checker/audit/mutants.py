# SPDX-License-Identifier: EUPL-1.2
"""A rule base that says one thing otherwise, and whether a kept case notices.

Each mutant changes one rule, or the days of one source, at one point: a modal, an area, a day, a
body, a number, a condition or exception, a way out, a qualifier.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Literal

from checker.days import days_later
from checker.errors import CheckerError
from checker.lawbook.book import Lawbook
from checker.municipality.town import Town
from checker.pipeline import Checker
from checker.records import evolve, frozen
from checker.speech import instruments
from checker.speech import rule as written
from checker.speech.amounts import Quantity
from checker.speech.counts import Count
from checker.speech.demands import Relation
from checker.speech.node import Document, Interval, Name, Node, Role, Things, children
from checker.speech.predicates import Condition, Predicate
from checker.speech.sentences import Alternative, Asks, Each, EachInstrument, MayNeed

Change = Literal[
    "modal",
    "area",
    "list",
    "date",
    "body",
    "number",
    "condition",
    "exception",
    "cure",
    "qualifier",
]
Statement = written.Rule | written.LegalSource
_Variants = Iterator[tuple[Change, Any]]
_Others = Callable[[Any], Sequence[Any]]

# What a rule rests on and where it was read is evidence: no case can tell it from another.
_LEFT_ALONE = frozenset(
    {"id", "bases", "despite", "interpretation", "read_in", "checked", "norm", "granted_under"}
)


@frozen
class Mutant:
    """One statement of a rule base, and what stands in its place."""

    change: Change
    before: Statement
    after: Statement


def mutants_of(checker: Checker, only: Sequence[str] = ()) -> tuple[Mutant, ...]:
    """Every mutant of a checker's rule base, in the order of the sources that rules rest on and of
    the rules; ``only``: those of some statements, by their ids.

    A rule of an interpretation that is not followed has none: no case could tell.
    """
    book = checker.book
    kinds = [town.kinds for _, town in _towns(checker)]
    around = _Around(book, (*kinds, dict.fromkeys(book.authorities, "authority")))
    silenced = book.silenced()
    rules = [rule for rule in book.rules if rule.id.text not in silenced]
    used = {base.source for rule in rules for base in rule.bases}
    sources = [one for name, one in book.sources.items() if name in used]
    statements: list[Statement] = [*sources, *rules]
    return tuple(
        Mutant(change, one, other)
        for one in statements
        if not only or one.id.text in only
        for change, other in dict.fromkeys(around.statement(one))
        if other != one
    )


def cases_to_try(
    checker: Checker, mutant: Mutant, cases: Sequence[tuple[str, tuple[str, ...]]]
) -> tuple[int, ...]:
    """The cases that could notice a mutant, as indices: those in which its rule speaks first.

    Args:
        cases: for each case the id of its organisation, and the rules that speak in it.
    """
    before, rules = mutant.before, {mutant.before.id.text}
    if isinstance(before, written.LegalSource):
        bound = [id for id, town in _towns(checker) if before.municipality in (None, town.name)]
        resting = [(rule.id.text, {base.source for base in rule.bases}) for rule in checker.rules]
        rules = {id for id, sources in resting if before.id.text in sources}
    else:
        bound = [id for id, town in _towns(checker) if checker.book.binds(before, town.name)]
    concerned = [at for at, (town, _) in enumerate(cases) if town in bound]
    return tuple(sorted(concerned, key=lambda at: (not rules & {*cases[at][1]}, at)))


def _towns(checker: Checker) -> list[tuple[str, Town]]:
    towns = [(name, checker.organisation(name)) for name in checker.organisations]
    return [(name, town) for name, town in towns if town]


def survives(checker: Checker, mutant: Mutant, cases: Sequence[Document]) -> bool:
    """Whether no case tells a mutant from the rule base: it loads and meets every expectation."""
    try:
        other = checker.with_one_changed(mutant.before, mutant.after)
        return not any(
            other.expectations(case, other.check(case, rivals_too=False)) for case in cases
        )
    except CheckerError:
        return False


@frozen
class _Around:
    """What a word may be changed to: the areas, and the bodies of each municipality."""

    book: Lawbook
    kinds: tuple[Mapping[str, str], ...]

    def statement(self, one: Statement) -> _Variants:
        if isinstance(one, written.LegalSource):
            for change, interval in self._parts(one.interval) if one.interval else ():
                yield change, evolve(one, interval=interval)
            return
        for other in one.sentence.otherwise_said():
            cures = one.otherwise if other.advice == one.sentence.advice else ()
            yield "modal", evolve(one, sentence=other, otherwise=cures)
        yield from self._within(one)
        yield from _at_points(one)

    def _within(self, node: Node) -> _Variants:
        """The node with one thing in it changed, at any depth."""
        kind: Any = type(node)
        for name in children(kind):
            if name in _LEFT_ALONE:
                continue
            value = getattr(node, name)
            if isinstance(value, tuple):
                for at, one in enumerate(value):
                    for change, other in self._parts(one, value):
                        changed = (*value[:at], other, *value[at + 1 :])
                        yield change, _with(node, name, changed)
            elif isinstance(value, date) and isinstance(node, Predicate):
                for day in _beside(value):
                    yield "date", _with(node, name, day)
            else:
                for change, other in self._parts(value):
                    yield change, _with(node, name, other)

    def _parts(self, value: Any, beside: tuple[Any, ...] = ()) -> _Variants:
        """What may stand in the place of a node: another, or the same with one thing changed."""
        match value:
            case Name():
                yield from self._names(value, beside)
            case Interval():
                yield from _intervals(value)
            case Node():
                yield from _at_points(value)
        if isinstance(value, Node):
            yield from self._within(value)

    def _names(self, name: Name, beside: tuple[Any, ...]) -> _Variants:
        """An area to the wider one and to one beside it; a body to the next of its kind."""
        area = self.book.areas.get(name.text)
        if area is not None:
            others = [area.parent.text] if area.parent else []
            siblings = [one for one in self.book.areas.values() if one.parent == area.parent]
            others += _next(name.text, [one.id.text for one in siblings])
            change: Change = "area"
        else:
            kinds = next((each for each in self.kinds if name.text in each), {})
            kind = kinds.get(name.text)
            others = _next(name.text, [one for one, its in kinds.items() if its == kind])
            change = "body"
        for other in others:
            new = evolve(name, text=other)
            if new not in beside:
                yield change, new


def _intervals(interval: Interval) -> _Variants:
    for bound in ("start", "end", "start_known", "end_known"):
        day: date | None = getattr(interval, bound)
        if day is not None:
            for other in _beside(day):
                yield "date", _with(interval, bound, other)
            left: Interval = _with(interval, bound, None)
            if left.start is None:
                left = evolve(left, start_known=None)
            if left.end is None:
                left = evolve(left, end_known=None)
            yield "date", None if left.start is None and left.end is None else left


def _with(node: Node, name: str, value: Any) -> Any:
    changes: dict[str, Any] = {name: value}
    return evolve(node, **changes)


def _beside(day: date) -> list[date]:
    return [days_later(day, days) for days in (-1, 1) if date.min < day < date.max]


def _next(name: str, known: Sequence[str]) -> list[str]:
    """The one after a name in a list that goes round, where there is another."""
    return [known[(known.index(name) + 1) % len(known)]] if len(known) > 1 else []


def _at_points(node: Node) -> _Variants:
    for kind, name, change, others in _POINTS:
        if isinstance(node, kind):
            for other in others(getattr(node, name)):
                yield change, _with(node, name, other)


def _less_one(least: int) -> _Others:
    """The items without each of them in turn, while at least so many are left."""
    return lambda items: [
        (*items[:at], *items[at + 1 :]) for at in range(len(items) if len(items) > least else 0)
    ]


def _one_off(least: int) -> _Others:
    return lambda number: [
        each for each in (() if number is None else (number - 1, number + 1)) if each >= least
    ]


def _exchanged(one: str, other: str) -> _Others:
    return lambda value: [other if value == one else one] if value in (one, other) else []


def _gone(value: object) -> list[Literal[False] | None]:
    return [False if value is True else None] if value not in (None, False) else []


# Where a node can say something else: an attribute, what is changed there, and what it becomes.
_POINTS: tuple[tuple[type[Node], str, Change, _Others], ...] = (
    (Role, "role", "body", _exchanged("council", "finance committee")),
    (Things, "names", "list", _less_one(1)),
    (Relation, "objects", "list", _less_one(1)),
    (Condition, "predicates", "condition", _less_one(1)),
    (Each, "clause", "condition", _gone),
    (Each, "noun", "body", _exchanged("committee", "standing committee")),
    (EachInstrument, "clause", "condition", _gone),
    (Asks, "alternatives", "cure", _less_one(1)),
    (MayNeed, "alternatives", "cure", _less_one(1)),
    (Alternative, "instruments", "cure", _less_one(1)),
    (Alternative, "unavailable", "exception", _gone),
    (Count, "number", "number", _one_off(0)),
    (Quantity, "number", "number", _one_off(0)),
    (instruments.Readings, "count", "number", _one_off(1)),
    (instruments.Readings, "days_apart", "number", _one_off(1)),
    (instruments.Readings, "days_apart", "qualifier", _gone),
    (instruments.Readings, "days_between", "number", _one_off(1)),
    (instruments.Readings, "days_between", "qualifier", _gone),
    (instruments.Readings, "dues", "qualifier", _less_one(0)),
    (instruments.Step, "dues", "qualifier", _less_one(0)),
    (instruments.Dispensation, "dues", "qualifier", _less_one(0)),
    (instruments.Dispensation, "one_term", "qualifier", _gone),
    (written.Rule, "when", "exception", _gone),
    (written.Rule, "unless", "exception", _gone),
    (written.Rule, "despite", "exception", _less_one(0)),
    (written.Rule, "otherwise", "cure", _less_one(0)),
)
