# SPDX-License-Identifier: EUPL-1.2
"""What becomes of a unit, where something lies, and the day of the change, as conditions; and how
a fact of something on file compares with what is said of it."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date
from functools import cached_property, partial
from typing import Literal

from checker.records import frozen
from checker.speech.answers import all_of, any_of
from checker.speech.node import Fitting, Name, fitting
from checker.speech.part import NOTHING_TRIED, Tried
from checker.speech.predicates import OfMove, Predicate, is_so
from checker.speech.saying import Phrase, Ref, Witness
from checker.speech.situation import Situation

Comparison = Literal["exactly", "at least", "at most"]


def compared(found: int, comparison: Comparison, number: int) -> bool:
    """Whether a number found is exactly, at least or at most another."""
    return {
        "exactly": found == number,
        "at least": found >= number,
        "at most": found <= number,
    }[comparison]


def has_number(
    thing: Ref, fact: str, comparison: Comparison, number: int, situation: Situation
) -> bool:
    """Whether a fact that is a number is so large, as a question on it asks (``q.members``).
    Raises UnknownError where no file says."""
    known, _ = situation.structure.stated(thing, fact)

    def at_most(number: int) -> bool:
        if known is not None or number < 1:
            return known is not None and known <= number
        asked = Phrase.of(f"q.{fact}", **{thing.kind: thing}, number=str(number))
        return situation.ask_number(asked, number, grows=True)

    return kept_by(at_most, comparison, number)


def kept_by(at_most: Callable[[int], bool], comparison: Comparison, number: int) -> bool:
    """Whether there are exactly, at least or at most so many, told by what tells the last."""
    if comparison == "at most":
        return at_most(number)
    least = not at_most(number - 1)
    return least and (comparison == "at least" or at_most(number))


def told_of(
    fact: str, thing: Ref, situation: Situation, changed: Collection[str] = ()
) -> list[Witness]:
    """What the files say of a fact, at the change of it or where it is stated; ``changed``: the
    things of which the proposal changes it."""
    said, place = situation.structure.stated(thing, fact)
    if said is None:
        return []
    anew = thing.id in changed
    told = Phrase.of(f"f.{fact}{'.then' * anew}", **{thing.kind: thing, fact: said})
    return [Witness(told, situation.changes.causes.get(thing.id, place) if anew else place)]


class IsLedAnew(Predicate):
    """The proposal says how the unit is led."""

    said_of = ("unit",)
    tried = Tried(changes=("led",), units=True)

    def holds(self, subject: Ref, situation: Situation) -> bool:
        return subject.id in situation.changes.led

    def facts(self, subject: Ref, situation: Situation) -> list[Witness]:
        return [situation.fact_of_unit(subject.id)] if self.holds(subject, situation) else []


class IsTouched(OfMove):
    """The proposal moves the unit, leads it anew, or transfers tasks to or from it."""

    said_of = ("unit",)
    tried = Tried(
        changes=("move unit", "transfer", "led"), units=True, several=True, performed=True
    )

    def holds(self, subject: Ref, situation: Situation) -> bool:
        changes, unit = situation.changes, subject.id
        moves = super().holds(subject, situation)
        return moves or unit in changes.led or bool(changes.handed_over(unit))

    def facts(self, subject: Ref, situation: Situation) -> list[Witness]:
        handed = situation.changes.handed_over(subject.id)
        return [*super().facts(subject, situation), *map(situation.fact_of_transfer, handed)]


class IsTransferred(Predicate):
    """Another unit performs the task than before."""

    said_of = ("task",)
    tried = Tried(changes=("transfer",), tasks=1, units=True, several=True, performed=True)

    def holds(self, subject: Ref, situation: Situation) -> bool:
        return subject.id in situation.changes.performers

    def facts(self, subject: Ref, situation: Situation) -> list[Witness]:
        return [situation.fact_of_transfer(subject.id)] if self.holds(subject, situation) else []


@frozen
class IsWithin(Predicate):
    """It lies within one of the areas; a unit by its own area, else where all its tasks do."""

    read_as = "IS_WITHIN NAME ((COMMA | OR | AND) NAME)*"
    said_of = ("unit", "task")
    tried = Tried(tasks=1, performed=True)
    areas: tuple[Name, ...]

    @cached_property
    def _named(self) -> tuple[str, ...]:
        return tuple(one.text for one in self.areas)

    def holds(self, subject: Ref, situation: Situation) -> bool:
        structure = situation.structure
        lies = situation.lies_in(self._named)
        if subject.kind == "task" and subject.id in structure.tasks:
            return lies(structure.tasks[subject.id])
        if (unit := structure.units.get(subject.id)) is None:
            return False
        performed = structure.performed(unit.id)
        if unit.area is None and performed:
            tests = [partial(lies, one) for one in performed]
            if (every := all_of(tests)) or not any_of(tests):
                return every
        return lies(unit)

    def facts(self, subject: Ref, situation: Situation) -> list[Witness]:
        if subject.kind == "task":
            return [situation.fact_of_task(subject.id)]
        unit = situation.structure.units.get(subject.id)
        if unit and unit.area:
            fact = Phrase.of("f.within", unit=subject, area=Ref("area", unit.area))
            return [Witness(fact, unit.span)]
        tasks = situation.structure.performed(subject.id)
        return [situation.fact_of_task(one.id) for one in tasks]

    def spoken_names(self) -> Fitting:
        return fitting(("area",), *self.areas)


class OfChange(Predicate):
    """What is said of the day of the change, whatever the subject."""

    abstract = True
    said_of = ()
    tried = NOTHING_TRIED
    clause = True

    def facts(self, subject: Ref, situation: Situation) -> list[Witness]:
        return [Witness(Phrase.of("f.effective", day=situation.day), None)]


@frozen
class ChangeTakesEffect(OfChange):
    """The change takes effect before or after a day, or on it."""

    read_as = "CHANGE_TAKES_EFFECT effect_relation DATE"
    relation: Literal["before", "after", "on"]
    day: date

    def holds(self, subject: Ref, situation: Situation) -> bool:
        return is_so(situation.day, self.relation, self.day)


class ChangeAtTermStart(OfChange):
    """The change takes effect on the first day of a council term."""

    read_as = "CHANGE_TAKES_EFFECT AT_TERM_START"

    def holds(self, subject: Ref, situation: Situation) -> bool:
        starts = situation.starts_term()
        day = situation.day.isoformat()
        return situation.ask("q.term", day=day) if starts is None else starts


class ChangeDuringTerm(ChangeAtTermStart):
    """The change takes effect on another day than the first of a council term."""

    read_as = "CHANGE_TAKES_EFFECT DURING_TERM"

    def holds(self, subject: Ref, situation: Situation) -> bool:
        return not super().holds(subject, situation)
