# SPDX-License-Identifier: EUPL-1.2
"""Rival interpretations: what a result would be if the sources were read in another way."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar

from checker.findings.find import Law
from checker.lawbook.book import Lawbook
from checker.municipality.case import Case
from checker.records import fields
from checker.result import Finding, OpenDoubt, RequiredInstrument, Result, Rival, Verdict
from checker.speech.rule import Doubt, Interpretation
from checker.verdict.considered import Considered

_T = TypeVar("_T", Finding, RequiredInstrument)


def in_play(case: Case, law: Law, followed: frozenset[str]) -> Iterator[tuple[str, frozenset[str]]]:
    """The interpretations that are not followed of each doubt in play, and what is followed once
    one of them is.

    Args:
        law: the rules under every interpretation: a doubt is in play that has any of them.
    """
    every = (*law.rules, *law.procedural)
    speaking = {rule.interpretation.text for rule in every if rule.interpretation}
    for doubt in case.lawbook.doubts.values():
        names = [each.id.text for each in doubt.interpretations]
        for name in names if speaking & {*names} else ():
            if name not in followed:
                yield name, case.lawbook.followed([*case.terms.following, name])


def weigh(
    book: Lawbook, followed: frozenset[str], result: Result, others: Mapping[str, Result]
) -> tuple[OpenDoubt, ...]:
    """The doubts that have a say in a result, in the order of the rule base.

    Args:
        followed: the interpretations under which ``result`` holds.
        others: interpretation id to the result under it in place of its rival.
    """
    found = []
    disputed = {
        rule.id.text: rule.interpretation.text for rule in book.rules if rule.interpretation
    }
    for doubt in book.doubts.values():
        answers = {each.id.text: each for each in doubt.interpretations}
        used = next(one for name, one in answers.items() if name in followed)
        asked = [(one, others[name]) for name, one in answers.items() if name in others]
        rules = {name for name, answer in disputed.items() if answer in answers}
        rivals = tuple(_rival(one, result, other) for one, other in asked)
        speaks = any(rules & {*one.speaking} for one in (result, *(one for _, one in asked)))
        if rivals and (speaks or any(rival.changes for rival in rivals)):
            found.append(OpenDoubt(doubt, used, rivals))
    return tuple(found)


def turning(book: Lawbook, verdict: Verdict, others: Mapping[str, Considered]) -> tuple[Doubt, ...]:
    """The doubts that a verdict hangs on, in the order of the rule base.

    Args:
        others: interpretation id to the case under it in place of its rival.
    """
    turned = {name for name, one in others.items() if one.judgement.verdict != verdict}
    found = book.doubts.values()
    return tuple(
        one for one in found if any(each.id.text in turned for each in one.interpretations)
    )


def _rival(one: Interpretation, result: Result, other: Result) -> Rival:
    if other is result:
        return Rival(one, other, False, (), (), (), ())
    here, there = (one.findings for one in (result, other))
    findings = _beyond(there, here), _beyond(here, there)
    asked, asked_there = (one.instruments for one in (result, other))
    instruments = _beyond(asked_there, asked), _beyond(asked, asked_there)
    changes = (
        any((*findings, *instruments))
        or (result.verdict, result.bylaw_changes) != (other.verdict, other.bylaw_changes)
        or _days(result) != _days(other)
    )
    return Rival(one, other, changes, *findings, *instruments)


def _days(result: Result) -> list[tuple[object, ...]]:
    """The timetable as it still binds: what is carried in time has no last day to mind."""
    return [
        (step.met, step.tight, *((step.earliest, step.latest) if step.met is not True else ()))
        for step in result.schedule
    ]


_ASKED_BY: dict[Any, tuple[str, ...]] = {
    Finding: ("definition", "rule", "id", "basis"),
    RequiredInstrument: ("rules", "basis", "required_by", "needs"),
}
_TERMS = "count", "days_apart", "before"


def _bare(one: _T) -> tuple[object, ...]:
    """What a finding says or an instrument takes, without the rule that asks for it and without
    terms that ask for nothing more, since the days that are carried meet them."""
    kind: Any = type(one)
    met: Any = isinstance(one, RequiredInstrument) and one.days and one.state in ("met", "pending")
    return _all_but(kind, (*_ASKED_BY[kind], *(_TERMS if met else ())))(one)


@cache
def _all_but(kind: Any, left_out: tuple[str, ...]) -> Callable[[object], tuple[object, ...]]:
    return attrgetter(*(each.name for each in fields(kind) if each.name not in left_out))


def _beyond(items: Sequence[_T], others: Sequence[_T]) -> tuple[_T, ...]:
    """What has no like among others; only what is of the same kind and subject can be like."""
    there = {*map(id, others)}
    left = [one for one in items if id(one) not in there]
    known: dict[Hashable, list[tuple[object, ...]]] = {}
    for one in others if left else ():
        known.setdefault((one.kind, one.subject and one.subject.id), []).append(_bare(one))
    return tuple(
        one
        for one in left
        if _bare(one) not in known.get((one.kind, one.subject and one.subject.id), ())
    )
