"""The verbs: who does some tasks, where a unit stands, by whom a task is done."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import partial

from attrs import frozen

from checker.speech import evidence
from checker.speech.node import BuiltAs, Mayor, Name, NoCommittee, Role
from checker.speech.part import NOTHING_TRIED, Tried
from checker.speech.relations import Candidate, Candidates, Object, Relation
from checker.speech.saying import NOBODY, Ref, Witness
from checker.speech.situation import Situation, TaskFacts
from checker.speech.truth import Test, all_of, any_of

# ---------------------------------------------------------------- who does some tasks


@frozen
class Doing(Relation):
    """What a committee or unit does: tasks of some things."""

    abstract = True

    @abstractmethod
    def doers(self, task: TaskFacts) -> Collection[str | None]:
        """Who does a task, as far as the files say."""

    @abstractmethod
    def does(self, name: str, task: TaskFacts, situation: Situation) -> bool:
        """Whether it does a task. Raises UnknownError where no file says."""

    def might(self, name: str, task: TaskFacts) -> bool:
        """Whether it is worth asking: the file does not rule it out."""
        return name in self.doers(task)

    def lacks(self, name: str, task: TaskFacts, situation: Situation) -> bool:
        """Whether it is not the one who does a task. Raises UnknownError where no file says."""
        return name not in self.doers(task)

    def holds(self, subject: Ref, situation: Situation) -> bool:
        structure = situation.structure
        there = structure.committees if "committee" in self.said_of else structure.units
        tasks = structure.tasks.values()

        def some(thing: str) -> Test:
            tests = (self._within(subject, task, (thing,), situation, so=True) for task in tasks)
            return lambda: any_of(tests)

        return subject.id in there and all_of(map(some, self.things))

    def facts(self, subject: Ref, situation: Situation) -> list[Witness]:
        """The tasks that make it true, as far as the files say."""
        found = []
        for task in situation.structure.tasks.values():
            within = {task.id, task.performer, *(situation.lineage(task.area) if task.area else ())}
            if subject.id in self.doers(task) and not within.isdisjoint(self.things):
                found.append(evidence.of_task(task.id, situation))
        return found

    def beyond(self, subject: Ref, situation: Situation) -> Candidates:
        return self._done(subject, situation, so=False)

    def among(self, subject: Ref, situation: Situation) -> Candidates:
        return self._done(subject, situation, so=True)

    def lacking(self, subject: Ref, situation: Situation) -> Candidates:
        """Each task within an object that the subject does not do; or that there is none."""
        tasks = situation.structure.tasks.values()

        def lacks(task: TaskFacts, thing: str) -> Test:
            return lambda: situation.within(task, thing) and self.lacks(subject.id, task, situation)

        def none(thing: str) -> Test:
            return lambda: not any_of(_within(tasks, thing, situation))

        for thing in self.things:
            for task in tasks:
                yield Candidate(subject, Ref("task", task.id), lacks(task, thing), task.id)
            yield Candidate(subject, Ref("area", thing), none(thing))

    def _done(self, subject: Ref, situation: Situation, *, so: bool) -> Candidates:
        for task in situation.structure.tasks.values():
            if self.might(subject.id, task):
                test = self._within(subject, task, self.things, situation, so=so)
                yield Candidate(subject, Ref("task", task.id), test, task.id)

    def _within(
        self,
        subject: Ref,
        task: TaskFacts,
        things: tuple[str, ...],
        situation: Situation,
        *,
        so: bool,
    ) -> Test:
        """That the subject does a task, and that it is among some things, or is not."""

        def within(thing: str) -> Test:
            return lambda: situation.within(task, thing)

        tests: tuple[Test, ...] = (
            lambda: self.does(subject.id, task, situation),
            lambda: any_of(map(within, things)) is so,
        )
        return lambda: all_of(tests)


def _within(tasks: Iterable[TaskFacts], thing: str, situation: Situation) -> Iterator[Test]:
    return (partial(situation.within, task, thing) for task in tasks)


@frozen
class Hold(Doing):
    """The committee is responsible for the tasks."""

    verb = family = "hold"
    said_of = ("committee",)
    tried = NOTHING_TRIED
    demanded = Tried(shared=True)

    def doers(self, task: TaskFacts) -> Collection[str | None]:
        return task.holders or ()

    def does(self, name: str, task: TaskFacts, situation: Situation) -> bool:
        return situation.holds(name, task)

    def might(self, name: str, task: TaskFacts) -> bool:
        return name in (task.left_by if task.holders is None else task.holders)

    def lacks(self, name: str, task: TaskFacts, situation: Situation) -> bool:
        return not situation.held_by(task, name)


@frozen
class Perform(Doing):
    """The unit does the work of the tasks."""

    verb = family = "perform"
    said_of = ("unit",)
    tried = Tried(units=True, performed=True)

    def doers(self, task: TaskFacts) -> Collection[str | None]:
        return (task.performer,)

    def does(self, name: str, task: TaskFacts, situation: Situation) -> bool:
        return task.performer == name


# ---------------------------------------------------------------- where a unit stands


@frozen
class Standing(Relation):
    """What a unit has one of: a committee, a construction, a leader."""

    abstract = True
    of_tasks = False
    said_of = ("unit",)

    @abstractmethod
    def actual(self, unit: str, situation: Situation) -> Ref:
        """The one it has, or NOBODY."""

    @abstractmethod
    def is_so(self, unit: str, thing: Object, situation: Situation) -> bool:
        """Whether it is this one. Raises UnknownError where no file says."""

    def holds(self, subject: Ref, situation: Situation) -> bool:
        return subject.id in situation.structure.units and self._any(subject, situation)

    def _any(self, subject: Ref, situation: Situation) -> bool:
        return any_of(partial(self.is_so, subject.id, one, situation) for one in self.objects)

    def facts(self, subject: Ref, situation: Situation) -> list[Witness]:
        return [evidence.of_unit(subject.id, situation)] if subject.kind == "unit" else []

    def among(self, subject: Ref, situation: Situation) -> Candidates:
        if subject.id in situation.structure.units:
            actual = self.actual(subject.id, situation)
            yield Candidate(subject, actual, lambda: self._any(subject, situation))

    def lacking(self, subject: Ref, situation: Situation) -> Candidates:
        if subject.id in situation.structure.units:
            actual = self.actual(subject.id, situation)
            yield Candidate(subject, actual, lambda: not self._any(subject, situation))

    def beyond(self, subject: Ref, situation: Situation) -> Candidates:
        return (one for one in self.lacking(subject, situation) if one.what != NOBODY)


@frozen
class BeUnder(Standing):
    """The unit belongs to one of the committees, or to none."""

    verb, family = "under", "be under"
    tried = NOTHING_TRIED
    demanded = Tried(ownerless=True)

    def actual(self, unit: str, situation: Situation) -> Ref:
        owner = situation.structure.units[unit].owner
        return Ref("committee", owner) if owner else NOBODY

    def is_so(self, unit: str, thing: Object, situation: Situation) -> bool:
        owner = situation.structure.units[unit].owner
        if isinstance(thing, NoCommittee):
            return owner is None
        assert isinstance(thing, Name | Role)
        return owner is not None and owner == situation.body(thing)


@frozen
class BeLedAs(Standing):
    """The unit is led as one of the constructions."""

    verb, family = "led-as", "be led as"
    tried = NOTHING_TRIED

    def actual(self, unit: str, situation: Situation) -> Ref:
        construction = situation.structure.units[unit].construction
        return Ref("construction", construction) if construction else NOBODY

    def is_so(self, unit: str, thing: Object, situation: Situation) -> bool:
        assert isinstance(thing, BuiltAs)
        return situation.led_as(unit, thing.construction)


@frozen
class BeLedBy(Standing):
    """One of the mayors has the day-to-day leadership of the unit: that of its committee."""

    verb, family = "led-by", "be led by"
    named = "mayor"
    tried = NOTHING_TRIED

    def actual(self, unit: str, situation: Situation) -> Ref:
        leader = situation.structure.leader_of(unit)
        return Ref("mayor", leader) if leader else NOBODY

    def is_so(self, unit: str, thing: Object, situation: Situation) -> bool:
        actual = situation.structure.leader_of(unit)
        if actual is None:
            return False
        if isinstance(thing, Name):
            return actual == thing.text
        assert isinstance(thing, Mayor)
        if thing.committee is None:
            return True
        committee = situation.body(thing.committee)
        return committee is not None and committee == situation.structure.units[unit].owner


# ---------------------------------------------------------------- by whom a task is done


@frozen
class Done(Relation):
    """By whom a task is done."""

    abstract = True
    turned = True
    said_of = ("task",)

    @abstractmethod
    def doers(self, task: TaskFacts) -> Sequence[str]:
        """Who does it, as far as the files say."""

    @abstractmethod
    def is_by(self, one: str, task: TaskFacts, situation: Situation) -> bool:
        """Whether it is done by this one. Raises UnknownError where no file says."""

    def holds(self, subject: Ref, situation: Situation) -> bool:
        task = situation.structure.tasks.get(subject.id)
        return task is not None and self._by_any(task, situation)

    def facts(self, subject: Ref, situation: Situation) -> list[Witness]:
        there = subject.id in situation.structure.tasks
        return [evidence.of_task(subject.id, situation)] if there else []

    def among(self, subject: Ref, situation: Situation) -> Candidates:
        task = situation.structure.tasks[subject.id]
        for one in self._bodies(situation):
            test = partial(self.is_by, one, task, situation)
            yield Candidate(subject, Ref(self.named, one), test, task.id)

    def beyond(self, subject: Ref, situation: Situation) -> Candidates:
        task, named = situation.structure.tasks[subject.id], self._bodies(situation)
        for one in self.doers(task):
            test = partial(_is_not_in, one, named)
            yield Candidate(subject, Ref(self.named, one), test, task.id)
        if self.is_open(task):
            yield self._by_none(subject, NOBODY, situation)

    def lacking(self, subject: Ref, situation: Situation) -> Candidates:
        task = situation.structure.tasks[subject.id]
        doing = [Ref(self.named, one) for one in self.doers(task)] or [NOBODY]
        return (self._by_none(subject, one, situation) for one in doing)

    def is_open(self, task: TaskFacts) -> bool:
        """Whether no file says by whom it is done."""
        return False

    def _by_none(self, subject: Ref, what: Ref, situation: Situation) -> Candidate:
        task = situation.structure.tasks[subject.id]
        return Candidate(subject, what, lambda: not self._by_any(task, situation), task.id)

    def _by_any(self, task: TaskFacts, situation: Situation) -> bool:
        bodies = self._bodies(situation)
        return any_of(partial(self.is_by, one, task, situation) for one in bodies)

    def _bodies(self, situation: Situation) -> list[str]:
        """The ids of the committees or units that are named."""
        named = (situation.body(one) for one in self.objects if isinstance(one, Name | Role))
        return [one for one in named if one is not None]


def _is_not_in(one: str, named: list[str]) -> bool:
    return one not in named


@frozen
class BeHeldBy(Done):
    """One of the committees is responsible for the task."""

    verb, family = "held-by", "hold"
    tried = Tried(shared=True)

    def doers(self, task: TaskFacts) -> Sequence[str]:
        return task.holders or ()

    def is_by(self, one: str, task: TaskFacts, situation: Situation) -> bool:
        return situation.held_by(task, one)

    def is_open(self, task: TaskFacts) -> bool:
        return task.holders is None


@frozen
class BePerformedBy(Done):
    """One of the units does the work of the task."""

    verb, family = "performed-by", "perform"
    named = "unit"
    tried = Tried(units=True, performed=True)

    def doers(self, task: TaskFacts) -> Sequence[str]:
        return (task.performer,) if task.performer else ()

    def is_by(self, one: str, task: TaskFacts, situation: Situation) -> bool:
        return task.performer == one
