# SPDX-License-Identifier: EUPL-1.2
"""What two rules that speak of one subject together may not both ask for."""

from __future__ import annotations

from collections.abc import Set
from datetime import date
from itertools import chain

from checker.lawbook.book import Lawbook
from checker.lawbook.patterns import differing
from checker.mistakes import Mistakes
from checker.records import evolve
from checker.speech import instruments
from checker.speech.due import Due, clash
from checker.speech.node import Interval
from checker.speech.predicates import Condition, Predicate
from checker.speech.rule import Rule
from checker.speech.sentences import Alternative, Each, EachInstrument, Subject


def check_dues(book: Lawbook, mistakes: Mistakes) -> None:
    """Two sentences on one subject, or one, that ask for a step when no day can meet both."""
    before: dict[object, dict[tuple[Due, ...], list[tuple[Rule, instruments.Step]]]] = {}
    for rule in book.rules:
        for one in (one for way in _ways(rule) for one in way.instruments):
            if not isinstance(one, instruments.Step) or not one.dues:
                continue
            alike = before.setdefault((_bare(rule.subject), evolve(one, dues=())), {})
            for other, two in (each for dues in alike if dues != one.dues for each in alike[dues]):
                pair = clash(two.dues, one.dues)
                if not pair or not (other is rule or _beside(rule, other, book)):
                    continue
                texts = [due.span.text for due in pair]
                if other is rule:
                    mistakes.add(pair[1].span, "due-clash", one=texts[0], other=texts[1])
                else:
                    told = {"rule": rule.id.text, "other": other.id.text}
                    mistakes.add(pair[1].span, "two-dues", **told, one=texts[0], two=texts[1])
                break
            alike.setdefault(one.dues, []).append((rule, one))


def check_values(book: Lawbook, mistakes: Mistakes) -> None:
    """Two rules on one subject that name two authorities for one dispensation."""
    wanted = [
        (rule, one)
        for rule in book.rules
        for way in _ways(rule)
        for one in way.instruments
        if isinstance(one, instruments.Dispensation) and not way.unavailable
    ]
    before: dict[object, dict[object, list[tuple[Rule, instruments.Dispensation]]]] = {}
    for rule, one in wanted:
        alike = before.setdefault((one.norm, _bare(rule.subject)), {})
        own = one.authority, one.granted_under
        alike.setdefault(own, []).append((rule, one))
        for other, two in (each for said in alike if said != own for each in alike[said]):
            values = differing(one, two)
            if values and other is not rule and _beside(rule, other, book):
                mistakes.add(
                    one.span,
                    "two-values",
                    rule=rule.id.text,
                    other=other.id.text,
                    values=", ".join(values),
                )


def _ways(rule: Rule) -> tuple[Alternative, ...]:
    return (*rule.sentence.asks, *rule.otherwise)


def _bare(subject: Subject | None) -> Subject | None:
    """A subject without what is asked of it."""
    match subject:
        case Each():
            return evolve(subject, within=(), clause=None)
        case EachInstrument():
            return evolve(subject, clause=None)
        case _:
            return subject


def _beside(rule: Rule, other: Rule, book: Lawbook) -> bool:
    """Whether of two rules on one subject one speaks wherever the other does, on some day."""
    one, two = _asked(rule), _asked(other)
    if rule.subject is None or not (one <= two or two <= one):
        return False
    exempt = (_bars(each.unless, one | two) for each in (rule, other) if each.unless)
    return not any(exempt) and _meet(rule, other, book)


def _asked(rule: Rule) -> frozenset[frozenset[Predicate]]:
    """What must be so of the subject of a rule: of each set one."""
    ways = (
        [one.predicates] if one.joint == "or" else [(each,) for each in one.predicates]
        for one in rule.asked
    )
    return frozenset(map(frozenset, chain.from_iterable(ways)))


def _bars(unless: Condition, asked: Set[frozenset[Predicate]]) -> bool:
    """Whether an exception holds wherever what is asked is so."""
    if unless.joint == "or":
        return any(each <= {*unless.predicates} for each in asked)
    return all(frozenset([each]) in asked for each in unless.predicates)


def _meet(rule: Rule, other: Rule, book: Lawbook) -> bool:
    """Whether some day has both rules in force, in one municipality, neither displacing one."""
    if {rule.id.text, other.id.text} & {name.text for name in (*rule.despite, *other.despite)}:
        return False
    if _rivals(rule, other, book):
        return False
    intervals: list[Interval] = []
    owners = set()
    for one in (rule, other):
        intervals += [one.interval] if one.interval else []
        for base in one.bases:
            source = book.sources[base.source]
            owners.add(source.municipality)
            intervals += [source.interval] if source.interval else []
    start = max((i.start for i in intervals if i.start), default=date.min)
    end = min((i.end for i in intervals if i.end), default=date.max)
    return start <= end and len(owners - {None}) <= 1


def _rivals(rule: Rule, other: Rule, book: Lawbook) -> bool:
    """Whether two rules belong to different interpretations of one doubt."""
    names = [one.interpretation.text if one.interpretation else "" for one in (rule, other)]
    return names[0] != names[1] and any(
        {*names} <= {each.id.text for each in doubt.interpretations}
        for doubt in book.doubts.values()
    )
