# SPDX-License-Identifier: EUPL-1.2
"""What a rule says of days and their order, which no day may be able to meet."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

from checker.days import days_later
from checker.mistakes import Mistakes
from checker.speech import instruments
from checker.speech.circumstances import ChangeAtTermStart, ChangeDuringTerm, ChangeTakesEffect
from checker.speech.due import Due, clash
from checker.speech.predicates import (
    Adopted,
    Predicate,
    TakesEffect,
    TakesEffectAtTermStart,
    is_so,
)
from checker.speech.rule import Rule

_READINGS = 99
_TERM = 1461  # days: four years


def check_days(rule: Rule, mistakes: Mistakes) -> None:
    """Notes the readings, dues and conditions of a rule that no day can meet."""
    for node in rule.walk():
        if isinstance(node, instruments.Readings):
            _check_readings(node, mistakes)
        if dues := getattr(node, "dues", ()):
            _check_dues(dues, isinstance(node, instruments.Readings), mistakes)
    asked = [one for each in rule.asked if each.joint == "and" for one in each.predicates]
    for one, other in combinations(asked, 2):
        if _exclude(one, other):
            texts = {"one": one.span.text, "other": other.span.text}
            mistakes.add(other.span, "never-both", **texts)


def _exclude(one: Predicate, other: Predicate) -> bool:
    """Whether two conditions on days are so on no day together."""
    match one, other:
        case (Adopted(), Adopted()):
            return one.relation != other.relation
        case (ChangeTakesEffect() | TakesEffect(), ChangeTakesEffect() | TakesEffect()):
            near = [days_later(each.day, by) for each in (one, other) for by in (-1, 0, 1)]
            return not any(
                all(is_so(day, each.relation, each.day) for each in (one, other)) for day in near
            )
        case (
            ChangeAtTermStart() | TakesEffectAtTermStart(),
            ChangeAtTermStart() | TakesEffectAtTermStart(),
        ):
            return isinstance(one, ChangeDuringTerm) != isinstance(other, ChangeDuringTerm)
        case _:
            return False


def _check_readings(readings: instruments.Readings, mistakes: Mistakes) -> None:
    """That there is a reading, and another where they lie apart, and that their days stay within
    the calendar, wherever they are counted from."""
    if readings.count < 1:
        mistakes.add(readings.span, "no-reading")
    elif readings.count == 1 and readings.gap is not None:
        mistakes.add(readings.span, "one-reading-apart")
    elif readings.count > _READINGS or (readings.gap or 0) > _TERM:
        mistakes.add(readings.span, "many-readings", count=_READINGS, days=_TERM)


def _check_dues(dues: Iterable[Due], of_readings: bool, mistakes: Mistakes) -> None:
    """That each thing is said once of when a step is due, and nothing that cannot be, alone or
    beside what is said before it."""
    said: set[type | object] = set()
    before: list[Due] = []
    for due in dues:
        days = due.when if isinstance(due.when, int) else None
        what = due.when if days is None else int
        if what in said:
            mistakes.add(due.span, "twice", word=due.span.text)
        elif of_readings and due.when != "before":
            mistakes.add(due.span, "due-of-readings", text=due.span.text)
        elif days is not None and days > _TERM:
            mistakes.add(due.span, "due-days", days=_TERM)
        elif pair := clash(before, [due]):
            mistakes.add(due.span, "due-clash", one=pair[0].span.text, other=due.span.text)
        said.add(what)
        before.append(due)
