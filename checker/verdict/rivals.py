"""Rival interpretations: what a result would be if the sources were read in another way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeVar

from checker.lawbook.book import Lawbook
from checker.municipality.case import Case
from checker.records import evolve
from checker.result import Finding, OpenDoubt, RequiredInstrument, Result, Rival
from checker.speech.rule import Interpretation

_T = TypeVar("_T", Finding, RequiredInstrument)


def in_play(case: Case, followed: frozenset[str]) -> Iterator[tuple[str, frozenset[str]]]:
    """The interpretations that are not followed of each doubt in play, and what is followed once
    one of them is.

    A doubt is in play that has rules which bind the municipality and may be in force.
    """
    speaking = {
        rule.interpretation.text
        for rule in case.lawbook.rules
        if rule.interpretation and case.lawbook.binds(rule, case.town.name)
        if rule.subject_kind == "instrument" or case.in_force(rule)
    }
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
    for doubt in book.doubts.values():
        answers = {each.id.text: each for each in doubt.interpretations}
        used = next(one for name, one in answers.items() if name in followed)
        asked = [(one, others[name]) for name, one in answers.items() if name in others]
        rules = {
            rule.id.text
            for rule in book.rules
            if rule.interpretation and rule.interpretation.text in answers
        }
        rivals = tuple(_rival(one, result, other) for one, other in asked)
        speaks = any(rules & {*one.speaking} for one in (result, *(one for _, one in asked)))
        if rivals and (speaks or any(rival.changes for rival in rivals)):
            found.append(OpenDoubt(doubt, used, rivals))
    return tuple(found)


def _rival(one: Interpretation, result: Result, other: Result) -> Rival:
    findings = _beyond(other.findings, result.findings)
    instruments = _beyond(other.instruments, result.instruments)
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


def _bare(items: Iterable[_T]) -> list[_T]:
    """Findings or instruments without the rule that asks: what they ask for is compared."""
    return [
        evolve(one, definition=None, rule="", id="", basis=())
        if isinstance(one, Finding)
        else evolve(one, rules=(), basis=(), required_by=(), **_unasked(one))
        for one in items
    ]


def _unasked(one: RequiredInstrument) -> dict[str, Any]:
    """Terms that ask for nothing more, since the days that are carried meet them."""
    kept = one.days and one.state in ("met", "pending")
    return {"count": None, "days_apart": None, "before": None} if kept else {}


def _beyond(items: tuple[_T, ...], others: tuple[_T, ...]) -> tuple[tuple[_T, ...], tuple[_T, ...]]:
    """What stands among the items alone, and what among the others alone."""
    bare, known = _bare(items), _bare(others)
    return (
        tuple(one for one, what in zip(items, bare, strict=True) if what not in known),
        tuple(one for one, what in zip(others, known, strict=True) if what not in bare),
    )
