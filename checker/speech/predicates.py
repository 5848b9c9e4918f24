# SPDX-License-Identifier: EUPL-1.2
"""What a condition can say of its subject: a class each, with all that there is to say about it.

A predicate without fields is read and printed as the keyword of its name (``IsNew``: ``IS_NEW`` in
``grammar/words.txt``); what else stands in its line of the grammar, the class says.
"""

from __future__ import annotations

from abc import abstractmethod
from datetime import date
from functools import partial
from typing import ClassVar, Literal

from checker.records import frozen
from checker.speech.answers import Test, all_of, any_of
from checker.speech.node import Body, Citation, Fitting, Node, fitting
from checker.speech.part import NOTHING_TRIED, PartOfSpeech, Tried
from checker.speech.saying import NOBODY, Argument, Phrase, Ref, SubjectKind, Witness
from checker.speech.situation import Ends, Situation, or_nobody
from checker.speech.structure import TaskFacts


class Predicate(PartOfSpeech):
    """Something that is true of a subject, or is not.

    Attributes:
        of_ended: whether it can be true of what the proposal abolishes.
        neuter: which of its wordings suits a Danish ``det``.
        clause: whether it is a clause of its own, which no ``it`` goes before.
        read_as: its line of the grammar, where that is more than its keyword.
    """

    abstract = True
    read_as: ClassVar[str] = ""
    of_ended: ClassVar[bool] = False
    neuter: ClassVar[int] = 0
    clause: ClassVar[bool] = False

    @classmethod
    def finite(cls) -> str:
        """The line of the grammar that it is read by in a condition."""
        return cls.line()

    @property
    @abstractmethod
    def said_of(self) -> tuple[SubjectKind, ...]:
        """The kinds of subject it can be said of; none: of any."""

    @abstractmethod
    def holds(self, subject: Ref, situation: Situation) -> bool:
        """Whether it is true of a subject. Raises UnknownError where no file says."""

    @abstractmethod
    def facts(self, subject: Ref, situation: Situation) -> list[Witness]:
        """What stands in the files about it, whether it is true or not."""


@frozen
class Condition(Node):
    """Predicates joined by ``and`` or by ``or``; one alone is joined by ``and``."""

    joint: Literal["and", "or"]
    predicates: tuple[Predicate, ...]

    def holds(self, subject: Ref, situation: Situation) -> bool:
        """Whether it is true of a subject. Raises UnknownError where no file says."""
        if len(self.predicates) == 1:
            return self.predicates[0].holds(subject, situation)

        def test(predicate: Predicate) -> Test:
            return lambda: predicate.holds(subject, situation)

        tests = map(test, self.predicates)
        return any_of(tests) if self.joint == "or" else all_of(tests)

    def whoever(self, situation: Situation, *, otherwise: bool) -> bool:
        """Whether it is true where all that it says of its subject is taken to be so, or not."""

        def test(predicate: Predicate) -> Test:
            return lambda: predicate.holds(NOBODY, situation) if predicate.clause else otherwise

        tests = map(test, self.predicates)
        return any_of(tests) if self.joint == "or" else all_of(tests)


# ---------------------------------------------------------------- moving


class OfMove(Predicate):
    """What is said of a unit or a task that gets another committee."""

    abstract = True

    def holds(self, subject: Ref, situation: Situation) -> bool:
        moves = situation.moves_of(subject)
        fits = [so for ends, so in moves if self.fits(subject, ends, situation)] if moves else []
        return any_of(fits) if fits else False

    def fits(self, subject: Ref, ends: Ends, situation: Situation) -> bool:
        """Whether it is said of one that leaves and gets these."""
        return True

    def facts(self, subject: Ref, situation: Situation) -> list[Witness]:
        """That it moves, at the change that moves it."""
        if (ends := situation.left_and_entered(subject)) is None:
            return []
        origin, destination = (or_nobody("committee", (end or (None,))[0]) for end in ends)
        fact = Phrase.of("f.moves", thing=subject, origin=origin, destination=destination)
        return [Witness(fact, situation.changes.causes.get(subject.id))]


@frozen
class Moves(OfMove):
    """The unit or task gets another committee."""

    read_as = "MOVES (set_origin | set_destination)*"
    said_of = ("unit", "task")
    origin: Body | None = None
    destination: Body | None = None

    @property
    def tried(self) -> Tried:
        return Tried(changes=("move unit", "move task"), ownerless=not self.origin)

    def fits(self, subject: Ref, ends: Ends, situation: Situation) -> bool:
        def is_among(body: Body, committees: tuple[str | None, ...]) -> bool:
            named = situation.body(body)
            old = situation.changes.old(named) if named else None
            return named is not None and (named in committees or old in committees)

        return all(
            end is None or is_among(end, committees)
            for end, committees in zip((self.origin, self.destination), ends, strict=True)
        )

    def spoken_names(self) -> Fitting:
        return fitting(("committee",), self.origin, self.destination)


class MovesBetweenCommittees(OfMove):
    """It leaves one committee and gets another, neither being none."""

    said_of = ("unit", "task")
    tried = Tried(changes=("move unit", "move task"))

    def fits(self, subject: Ref, ends: Ends, situation: Situation) -> bool:
        return all(end and end[0] is not None for end in ends)


class MovesWithoutUnit(OfMove):
    """The task gets another committee while the unit that performs it does not go there."""

    said_of = ("task",)
    tried = Tried(changes=("move task",), tasks=1, performed=True)

    def fits(self, subject: Ref, ends: Ends, situation: Situation) -> bool:
        _, entered = ends
        performer = situation.structure.tasks[subject.id].performer
        _, owner = situation.changes.owners.get(performer or "", (None, None))
        return bool(entered) and owner not in entered


# ---------------------------------------------------------------- becoming


class Becomes(Predicate):
    """What is said of something that the proposal makes, ends or changes."""

    abstract = True

    @property
    @abstractmethod
    def change(self) -> str:
        """The field of the changes that has its id; its fact in ``reports/`` is called alike."""

    def holds(self, subject: Ref, situation: Situation) -> bool:
        return subject.id in getattr(situation.changes, self.change)

    def facts(self, subject: Ref, situation: Situation) -> list[Witness]:
        if not self.holds(subject, situation):
            return []
        fact = Phrase.of(f"f.{self.change}", **self.told(subject, situation))
        return [Witness(fact, situation.changes.causes.get(subject.id))]

    def told(self, subject: Ref, situation: Situation) -> dict[str, Argument]:
        """What its fact speaks of."""
        return {"thing": subject}


class IsNew(Becomes):
    """The proposal creates it."""

    said_of = ("committee", "unit")
    tried = Tried(changes=("new",))
    change = "new"
    neuter = 1


class IsAbolished(Becomes):
    """The proposal abolishes it."""

    said_of = ("committee", "unit")
    tried = Tried(changes=("abolished",))
    change = "abolished"
    of_ended = True

    def facts(self, subject: Ref, situation: Situation) -> list[Witness]:
        place = situation.changes.abolished.get(subject.id)
        return [fact._replace(place=place) for fact in super().facts(subject, situation)]


class IsRenamed(Becomes):
    """The proposal gives it another id and name."""

    said_of = ("committee", "unit")
    tried = Tried(changes=("renamed",))
    change = "renamed"

    def holds(self, subject: Ref, situation: Situation) -> bool:
        return subject.id in situation.changes.former

    def told(self, subject: Ref, situation: Situation) -> dict[str, Argument]:
        return {"old": Ref(subject.kind, situation.changes.old(subject.id)), "new": subject}


class IsSplit(Becomes):
    """The committee is made by a split of another."""

    said_of = ("committee",)
    tried = Tried(changes=("split",), tasks=2)
    change = "split"


class IsMerged(Becomes):
    """The committee is made by a merger of others."""

    said_of = ("committee",)
    tried = Tried(changes=("merged",), third="merged")
    change = "merged"


class IsResized(Becomes):
    """The proposal gives the committee another number of members."""

    said_of = ("committee",)
    tried = Tried(changes=("resized",))
    change = "resized"

    def told(self, subject: Ref, situation: Situation) -> dict[str, Argument]:
        return {"committee": subject, "members": situation.changes.resized[subject.id]}


# ---------------------------------------------------------------- as it stands


class PerformsForOthers(Predicate):
    """The unit performs a task that another committee than its own holds."""

    said_of = ("unit",)
    # What a unit does for its old committee goes with it: only a third is another still.
    tried = Tried(tasks=1, performed=True, third="move unit")

    def holds(self, subject: Ref, situation: Situation) -> bool:
        unit = situation.structure.units.get(subject.id)
        if unit is None:
            return False
        performed = situation.structure.performed(unit.id)
        if any(holder != unit.owner for task in performed for holder in task.holders or ()):
            return True

        def of_another(task: TaskFacts) -> Test:
            sources = partial(situation.sources, task, unit.owner or "")
            asked = Ref("task", task.id)
            return lambda: (
                not situation.ask("q.own-task", beside=lambda: tuple(sources()), task=asked)
            )

        return any_of(of_another(task) for task in performed if task.holders is None)

    def facts(self, subject: Ref, situation: Situation) -> list[Witness]:
        unit = situation.structure.units.get(subject.id)
        if unit is None:
            return []
        return [situation.fact_of_unit(unit.id)] + [
            situation.fact_of_task(task.id)
            for task in situation.structure.performed(unit.id)
            if any(one != unit.owner for one in task.holders or ())
        ]


@frozen
class FormIs(Predicate):
    """The municipality has this form of government."""

    read_as = "FORM_IS STRING"
    said_of = ()
    tried = NOTHING_TRIED
    clause = True
    form: str

    def holds(self, subject: Ref, situation: Situation) -> bool:
        if situation.structure.form is None:
            return situation.ask("q.form", form=self.form)
        return situation.is_form(self.form)

    def facts(self, subject: Ref, situation: Situation) -> list[Witness]:
        form = situation.structure.form
        return [Witness(Phrase.of("f.form", form=form), None)] if form else []


@frozen
class NoReasonStated(Predicate):
    """A change is proposed and no reason stated for it."""

    said_of = ()
    tried = NOTHING_TRIED
    clause = True

    def holds(self, subject: Ref, situation: Situation) -> bool:
        return situation.is_unreasoned

    def facts(self, subject: Ref, situation: Situation) -> list[Witness]:
        return []


# ---------------------------------------------------------------- of a required instrument


class OfInstrument(Predicate):
    """What is said of a required instrument: lint shows it in small proposals of its own."""

    abstract = True
    said_of = ("instrument",)
    tried = NOTHING_TRIED

    def facts(self, subject: Ref, situation: Situation) -> list[Witness]:
        return []


@frozen
class TakesEffect(OfInstrument):
    """The day that the proposal takes effect on lies before or after a day, or is it."""

    read_as = "TAKES_EFFECT effect_relation DATE"
    relation: Literal["before", "after", "on"]
    day: date

    def holds(self, subject: Ref, situation: Situation) -> bool:
        return is_so(situation.effective, self.relation, self.day)


class TakesEffectAtTermStart(OfInstrument):
    """The proposal takes effect on the first day of a council term."""

    read_as = "TAKES_EFFECT AT_TERM_START"

    def holds(self, subject: Ref, situation: Situation) -> bool:
        one = situation.instrument
        return one is not None and one.takes_effect_at_term_start()


@frozen
class Adopted(OfInstrument):
    """Its last reading is held before or after the constituting meeting."""

    read_as = "IS_ADOPTED adopted_relation"
    relation: Literal["before", "after"]

    def holds(self, subject: Ref, situation: Situation) -> bool:
        return situation.instrument is not None and situation.instrument.adopted(self.relation)


@frozen
class Touches(OfInstrument):
    """The proposal changes what this provision says."""

    read_as = "TOUCHES citation"
    provision: Citation

    def holds(self, subject: Ref, situation: Situation) -> bool:
        return situation.instrument is not None and situation.instrument.touches(self.provision)


def is_so(day: date, relation: str, other: date) -> bool:
    """Whether a day lies before another, or after it, or is that day."""
    return {"before": day < other, "after": day > other, "on": day == other}[relation]
