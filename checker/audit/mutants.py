"""A rule base that says one thing otherwise: what a kept case should notice.

Each mutant changes one rule, or the days of one source, at one point: a modal, an area, a day, a
body, a number, a condition or exception, a way out, a qualifier.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Literal

from attrs import evolve, frozen

from checker.lawbook.book import RuleBook
from checker.speech import instruments
from checker.speech import rule as written
from checker.speech.counts import Count
from checker.speech.node import Interval, Name, Node, Role, children
from checker.speech.predicates import Condition, Predicate
from checker.speech.relations import Relation, Things
from checker.speech.sentences import Alternative, MayNeed, Needs
from checker.speech.subjects import Each, EachInstrument, Noun

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

# What a rule rests on and where it was read is evidence: no case can tell it from another.
_LEFT_ALONE = frozenset(
    {"id", "bases", "despite", "interpretation", "read_in", "checked", "norm", "granted_under"}
)
_OTHER_NOUN: dict[Noun, Noun] = {
    "committee": "standing committee",
    "standing committee": "committee",
}
_OTHER_ROLE: dict[str, Literal["finance committee", "council"]] = {
    "council": "finance committee",
    "finance committee": "council",
}


@frozen
class Mutant:
    """One statement of a rule base, and what stands in its place."""

    change: Change
    before: Statement
    after: Statement


def mutants(book: RuleBook, kinds: Sequence[Mapping[str, str]]) -> tuple[Mutant, ...]:
    """Every mutant of a rule base, in the order of the sources that rules rest on and of the rules.

    A rule of an interpretation that is not followed has none: no case could tell.

    Args:
        kinds: for each organisation on file, id to kind: a body gives way to the next of its kind.
    """
    around = _Around(book, (*kinds, dict.fromkeys(book.authorities, "authority")))
    silenced = book.silenced()
    rules = [rule for rule in book.rules if rule.id.text not in silenced]
    used = {base.source for rule in rules for base in rule.bases}
    sources = [one for name, one in book.sources.items() if name in used]
    statements: list[Statement] = [*sources, *rules]
    return tuple(
        Mutant(change, one, other)
        for one in statements
        for change, other in dict.fromkeys(around.statement(one))
        if other != one
    )


@frozen
class _Around:
    """What a word may be changed to: the areas, and the bodies of each municipality."""

    book: RuleBook
    kinds: tuple[Mapping[str, str], ...]

    def statement(self, one: Statement) -> _Variants:
        if isinstance(one, written.LegalSource):
            for change, interval in self._parts(one.interval) if one.interval else ():
                yield change, evolve(one, interval=interval)
            return
        yield from self._modals(one)
        yield from self._within(one)
        for name in ("when", "unless"):
            if getattr(one, name):
                yield "exception", _with(one, name, None)
        for despite in _less_one(one.despite):
            yield "exception", evolve(one, despite=despite)
        for otherwise in _less_one(one.otherwise):
            yield "cure", evolve(one, otherwise=otherwise)

    def _modals(self, rule: written.Rule) -> _Variants:
        for other in rule.sentence.otherwise_said():
            cures = rule.otherwise if other.advice == rule.sentence.advice else ()
            yield "modal", evolve(rule, sentence=other, otherwise=cures)

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
        if isinstance(value, Node):
            yield from self._own(value, beside)
            yield from self._within(value)

    def _own(self, node: Node, beside: tuple[Any, ...]) -> _Variants:
        """What may stand in the place of a node itself."""
        match node:
            case Name():
                yield from self._names(node, beside)
            case Role(role="council" | "finance committee"):
                yield "body", evolve(node, role=_OTHER_ROLE[node.role])
            case Interval():
                yield from _intervals(node)
            case Things():
                for names in _less_one(node.names, least=1):
                    yield "list", evolve(node, names=names)
            case Relation():
                for objects in _less_one(node.objects, least=1):
                    yield "list", evolve(node, objects=objects)
            case Condition():
                for predicates in _less_one(node.predicates, least=1):
                    yield "condition", evolve(node, predicates=predicates)
            case Each():
                if node.clause:
                    yield "condition", evolve(node, clause=None)
                if node.noun in _OTHER_NOUN:
                    yield "body", evolve(node, noun=_OTHER_NOUN[node.noun])
            case EachInstrument():
                if node.clause:
                    yield "condition", evolve(node, clause=None)
            case Needs() | MayNeed():
                for ways in _less_one(node.alternatives, least=1):
                    yield "cure", evolve(node, alternatives=ways)
            case Alternative():
                for together in _less_one(node.instruments, least=1):
                    yield "cure", evolve(node, instruments=together)
                if node.unavailable:
                    yield "exception", evolve(node, unavailable=None)
            case Count():
                for number in _one_off(node.number, least=0):
                    yield "number", evolve(node, number=number)
            case instruments.Readings():
                yield from _readings(node)
            case instruments.Dispensation():
                if node.one_term:
                    yield "qualifier", evolve(node, one_term=False)

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


def _readings(node: instruments.Readings) -> _Variants:
    for count in _one_off(node.count, least=1):
        yield "number", evolve(node, count=count)
    if node.days_apart is not None:
        for days in _one_off(node.days_apart, least=1):
            yield "number", evolve(node, days_apart=days)
        yield "qualifier", evolve(node, days_apart=None)
    if node.before_meeting:
        yield "qualifier", evolve(node, before_meeting=False)


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
    return [day + timedelta(days=days) for days in (-1, 1) if date.min < day < date.max]


def _one_off(number: int, least: int) -> list[int]:
    return [other for other in (number - 1, number + 1) if other >= least]


def _less_one(items: tuple[Any, ...], least: int = 0) -> Iterator[tuple[Any, ...]]:
    """The items without each of them in turn, while at least so many are left."""
    if len(items) > least:
        for at in range(len(items)):
            yield (*items[:at], *items[at + 1 :])


def _next(name: str, known: Sequence[str]) -> list[str]:
    """The one after a name in a list that goes round, where there is another."""
    return [known[(known.index(name) + 1) % len(known)]] if len(known) > 1 else []
