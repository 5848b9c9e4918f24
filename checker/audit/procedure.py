"""Rules on instruments: which of them speak in some proposal, and which another one makes idle."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import product

from attrs import evolve

from checker.audit.examples import Example
from checker.audit.reach import owner_of
from checker.lawbook.book import Lawbook
from checker.lawbook.check import may_be
from checker.source import NOWHERE
from checker.speech import instruments
from checker.speech import proposal as proposed
from checker.speech import rule as written
from checker.speech.node import Node
from checker.speech.predicates import FormIs, Touches
from checker.speech.subjects import EachInstrument

_WEEK = timedelta(days=7)


def on_instruments(book: Lawbook) -> list[tuple[written.Rule, EachInstrument]]:
    """The rules whose subject is an instrument, with that subject."""
    return [
        (rule, subject)
        for rule in book.rules
        if isinstance(subject := rule.subject, EachInstrument)
    ]


def asked_for(rule: written.Rule) -> list[instruments.Instrument]:
    """The instruments that a rule requires, or names as a way out."""
    ways = (*rule.sentence.asks, *rule.otherwise)
    return [one for way in ways for one in way.instruments]


def tries(
    rule: written.Rule,
    subject: EachInstrument,
    book: Lawbook,
    examples: Mapping[str, Example],
) -> Iterator[Example]:
    """Small proposals that may make a rule on an instrument speak: with effect at the start of a
    term and in its midst, adopted before and after the constituting meeting, under each form of
    government that the rule names, touching each provision that it names or none."""
    forms = [node.form for node in rule.walk() if isinstance(node, FormIs)]
    for trigger in _triggers(subject.instrument, book, set()):
        example = examples.get(trigger.id.text)
        owners = {owner_of(rule, book), owner_of(trigger, book)} - {None}
        if example is None or len(owners) > 1:
            continue
        municipality = next(iter(owners), example.municipality) or example.municipality
        for form in forms or [example.world.form]:
            structure = evolve(example.world.structure, form=form)
            world, touching = evolve(example.world, structure=structure), _touching(rule)
            for (effective, carries), touched in product(
                _times(example.day), (touching, ()) if touching else ((),)
            ):
                yield Example(world, example.day, municipality, effective, (*carries, *touched))


def _triggers(
    pattern: instruments.Instrument, book: Lawbook, seen: set[str]
) -> Iterator[written.Rule]:
    """The rules on structures that ask for an instrument, themselves or by what they ask for."""
    for rule in book.rules:
        if rule.id.text in seen or not any(may_be(pattern, one) for one in asked_for(rule)):
            continue
        seen.add(rule.id.text)
        subject = rule.subject
        if isinstance(subject, EachInstrument):
            yield from _triggers(subject.instrument, book, seen)
        else:
            yield rule


def _times(day: date) -> Iterator[tuple[date, tuple[Node, ...]]]:
    start = date(day.year - day.year % 4 + 2 + 4, 1, 1)
    for effective in (start, start + timedelta(days=400), day):
        yield effective, ()
    yield start + timedelta(days=400), _readings(start + _WEEK)


def _readings(first: date) -> tuple[Node, ...]:
    return tuple(
        proposed.Carries(
            proposed.CarriedStep("reading", span=NOWHERE),
            proposed.State("held", when, span=NOWHERE),
            span=NOWHERE,
        )
        for when in (first, first + _WEEK)
    )


def _touching(rule: written.Rule) -> tuple[Node, ...]:
    return tuple(
        proposed.Insert("…", node.provision, span=NOWHERE)
        for node in rule.walk()
        if isinstance(node, Touches)
    )


def implied(
    rules: Sequence[tuple[written.Rule, EachInstrument]],
) -> Iterator[tuple[str, str]]:
    """The rules on instruments that ask for nothing another one does not ask for too, whatever the
    instrument: the other speaks of no narrower instrument, under no further condition."""
    displaced = {name.text for rule, _ in rules for name in rule.despite}
    for (rule, subject), (other, pattern) in product(rules, rules):
        if (
            rule is not other
            and other.id.text not in displaced
            and not rule.despite
            and rule.sentence.asks
            and other.sentence.asks
            and _bound(other) == _bound(rule)
            and pattern.instrument == subject.instrument
            and _conditions(other, pattern) <= _conditions(rule, subject)
            and _asks_no_more(rule, other)
        ):
            yield rule.id.text, other.id.text


def _bound(rule: written.Rule) -> tuple[object, ...]:
    sources = frozenset(base.source for base in rule.bases)
    return rule.interval, rule.interpretation, rule.unless, sources


def _conditions(rule: written.Rule, subject: EachInstrument) -> frozenset[object]:
    parts = [part for part in (subject.clause, rule.when) if part]
    return frozenset(
        one if part.joint == "and" or len(part.predicates) == 1 else part
        for part in parts
        for one in (part.predicates if part.joint == "and" else (part,))
    )


def _asks_no_more(rule: written.Rule, other: written.Rule) -> bool:
    if rule.sentence.asks == other.sentence.asks:
        return True
    mine, theirs = asked_for(rule), asked_for(other)
    match mine, theirs:
        case [instruments.Readings() as one], [instruments.Readings() as two]:
            return (
                one.body == two.body
                and one.count <= two.count
                and (one.days_apart or 0) <= (two.days_apart or 0)
                and one.before_meeting <= two.before_meeting
            )
    return False
