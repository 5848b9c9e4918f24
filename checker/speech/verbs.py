# SPDX-License-Identifier: EUPL-1.2
"""Verbs with their objects: what stands after a modal, or, in the finite, is a predicate. Who does
some tasks, where a unit stands, by whom a task is done."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Collection, Sequence
from functools import partial

from checker.speech.answers import (
    Candidate,
    Candidates,
    Test,
    UnknownError,
    all_of,
    any_of,
    outcome_of,
    surely,
)
from checker.speech.demands import Object, Relation
from checker.speech.node import BuiltAs, Mayor, Name, NoCommittee, Role
from checker.speech.part import NOTHING_TRIED, Tried
from checker.speech.saying import NOBODY, Ref, Witness
from checker.speech.situation import Situation
from checker.speech.structure import TaskFacts

# ---------------------------------------------------------------- who does some tasks


class Doing(Relation):
    """What a committee or unit does: tasks of some things."""

    abstract = True

    @abstractmethod
    def doers(self, task: TaskFacts) -> Collection[str | None]:
        """Who does a task, as far as the files say."""

    def does(self, name: str, task: TaskFacts, situation: Situation) -> bool:
        """Whether it does a task. Raises UnknownError where no file says."""
        return name in self.doers(task)

    @abstractmethod
    def done_by(self, name: str, situation: Situation) -> Sequence[TaskFacts]:
        """The tasks that it may do: the file does not rule it out."""

    def lacks(self, name: str, task: TaskFacts, situation: Situation) -> bool:
        """Whether it is not the one who does a task. Raises UnknownError where no file says."""
        return name not in self.doers(task)

    def holds(self, subject: Ref, situation: Situation) -> bool:
        there = situation.structure.ids(self.said_of[0])
        done = self.done_by(subject.id, situation)

        def some(thing: str) -> bool:
            among, known = situation.among([thing]), situation.known_among([thing])
            tests: list[Test] = []
            for task in done:
                if (lies := known.get(task.area or "")) is False:
                    continue
                if lies and subject.id in self.doers(task):
                    return True
                tests.append(self._also(partial(among, task), task, subject, situation))
            return any_of(tests)

        return subject.id in there and all_of([partial(some, thing) for thing in self.things])

    def facts(self, subject: Ref, situation: Situation) -> list[Witness]:
        """The tasks that make it true, as far as the files say."""
        found, things = [], {*self.things}
        for task in self.done_by(subject.id, situation):
            if subject.id in self.doers(task):
                areas = situation.lineage(task.area) if task.area else ()
                if not things.isdisjoint((task.id, task.performer, *areas)):
                    found.append(situation.fact_of_task(task.id))
        return found

    def beyond(self, subject: Ref, situation: Situation) -> Candidates:
        return self._done(subject, situation, so=False)

    def among(self, subject: Ref, situation: Situation) -> Candidates:
        return self._done(subject, situation, so=True)

    def lacking(self, subject: Ref, situation: Situation) -> Candidates:
        """Each task within an object that the subject does not do; or that there is none."""

        def lacks(task: TaskFacts, within: Test) -> Test:
            return lambda: within() and self.lacks(subject.id, task, situation)

        def none(tasks: Sequence[TaskFacts], thing: str) -> Test:
            return lambda: not any_of(partial(situation.within, task, thing) for task in tasks)

        for thing in self.things:
            tasks = situation.tasks_near(thing)
            for task in tasks:
                within = partial(situation.within, task, thing)
                if outcome_of(within) is not False:
                    yield Candidate(subject, Ref("task", task.id), lacks(task, within), task.id)
            yield Candidate(subject, Ref("area", thing), none(tasks, thing))

    def _done(self, subject: Ref, situation: Situation, *, so: bool) -> Candidates:
        """Each task that the subject may do and that may be among the things, or may not be."""
        among, known = situation.among(self.things), situation.known_among(self.things)

        def is_so(task: TaskFacts) -> bool:
            return among(task) is so

        for task in self.done_by(subject.id, situation):
            test: Test = surely
            if (lies := known.get(task.area or "")) is None:
                try:
                    lies = among(task)
                except UnknownError:
                    lies, test = so, partial(is_so, task)
            if lies is not so:
                continue
            test = self._also(test, task, subject, situation)
            yield Candidate(subject, Ref("task", task.id), test, task.id, task.falls(subject.id))

    def _also(self, so: Test, task: TaskFacts, subject: Ref, situation: Situation) -> Test:
        """That something is so of a task and the subject does it."""
        if subject.id in self.doers(task):
            return so
        return partial(all_of, (so, partial(self.does, subject.id, task, situation)))


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

    def done_by(self, name: str, situation: Situation) -> Sequence[TaskFacts]:
        return situation.structure.held(name)

    def lacks(self, name: str, task: TaskFacts, situation: Situation) -> bool:
        return not situation.held_by(task, name)

    def holds(self, subject: Ref, situation: Situation) -> bool:
        unlisted = partial(situation.gets_unlisted, subject.id)  # a single task is listed
        listed = any(situation.kinds.get(one) != "area" for one in self.things)
        known = partial(super().holds, subject, situation)
        return known() if listed else any_of((known, unlisted))


class Perform(Doing):
    """The unit does the work of the tasks."""

    verb = family = "perform"
    said_of = ("unit",)
    tried = Tried(units=True, performed=True)

    def doers(self, task: TaskFacts) -> Collection[str | None]:
        return (task.performer,)

    def done_by(self, name: str, situation: Situation) -> Sequence[TaskFacts]:
        return situation.structure.performed(name)


# ---------------------------------------------------------------- where a unit stands


class Standing(Relation):
    """What a unit has one of: a committee, a construction, a leader; or a task, of those who do it.

    Where it is a task, that is what fails.
    """

    abstract = True
    of_tasks = False

    @abstractmethod
    def actual(self, name: str, situation: Situation) -> list[Ref]:
        """Those it has, as far as the files say."""

    @abstractmethod
    def is_so(self, name: str, thing: Object, situation: Situation) -> bool:
        """Whether it has this one. Raises UnknownError where no file says."""

    def is_there(self, subject: Ref, situation: Situation) -> bool:
        return subject.id in situation.structure.ids(self.said_of[0])

    def has_any(self, subject: Ref, situation: Situation) -> bool:
        """Whether it has one of the objects. Raises UnknownError where no file says."""
        return any_of(partial(self.is_so, subject.id, one, situation) for one in self.objects)

    def holds(self, subject: Ref, situation: Situation) -> bool:
        return self.is_there(subject, situation) and self.has_any(subject, situation)

    def facts(self, subject: Ref, situation: Situation) -> list[Witness]:
        return [situation.fact_of_unit(subject.id)] if subject.kind == "unit" else []

    def among(self, subject: Ref, situation: Situation) -> Candidates:
        if self.is_there(subject, situation):
            (actual,) = self.actual(subject.id, situation) or [NOBODY]
            yield Candidate(subject, actual, lambda: self.has_any(subject, situation))

    def lacking(self, subject: Ref, situation: Situation) -> Candidates:
        if self.is_there(subject, situation):
            task = subject.id if self.of_tasks else None
            for actual in self.actual(subject.id, situation) or [NOBODY]:
                yield Candidate(subject, actual, lambda: not self.has_any(subject, situation), task)

    def beyond(self, subject: Ref, situation: Situation) -> Candidates:
        return (one for one in self.lacking(subject, situation) if one.what != NOBODY)


class BeUnder(Standing):
    """The unit belongs to one of the committees, or to none."""

    said_of = ("unit",)
    verb, family = "under", "be under"
    tried = NOTHING_TRIED
    demanded = Tried(ownerless=True)

    def actual(self, name: str, situation: Situation) -> list[Ref]:
        owner = situation.structure.units[name].owner
        return [Ref("committee", owner)] if owner else []

    def is_so(self, name: str, thing: Object, situation: Situation) -> bool:
        owner = situation.structure.units[name].owner
        if isinstance(thing, NoCommittee):
            return owner is None
        assert isinstance(thing, Name | Role)
        return owner is not None and owner == situation.body(thing)


class BeLedAs(Standing):
    """The unit is led as one of the constructions."""

    said_of = ("unit",)
    verb, family = "led-as", "be led as"
    tried = NOTHING_TRIED

    def actual(self, name: str, situation: Situation) -> list[Ref]:
        construction = situation.structure.units[name].construction
        return [Ref("construction", construction)] if construction else []

    def is_so(self, name: str, thing: Object, situation: Situation) -> bool:
        assert isinstance(thing, BuiltAs)
        return situation.led_as(name, thing.construction)


class BeLedBy(Standing):
    """One of the mayors has the day-to-day leadership of the unit: that of its committee."""

    said_of = ("unit",)
    verb, family = "led-by", "be led by"
    named = "mayor"
    tried = NOTHING_TRIED

    def actual(self, name: str, situation: Situation) -> list[Ref]:
        leader = situation.structure.leader_of(name)
        return [Ref("mayor", leader)] if leader else []

    def is_so(self, name: str, thing: Object, situation: Situation) -> bool:
        leader = situation.structure.leader_of(name)
        if leader is None:
            return False
        if isinstance(thing, Name):
            return leader == thing.text
        assert isinstance(thing, Mayor)
        if thing.committee is None:
            return True
        committee = situation.body(thing.committee)
        return committee is not None and committee == situation.structure.units[name].owner


# ---------------------------------------------------------------- by whom a task is done


class Done(Standing):
    """By whom a task is done."""

    abstract = True
    of_tasks = turned = True
    said_of = ("task",)

    def facts(self, subject: Ref, situation: Situation) -> list[Witness]:
        there = self.is_there(subject, situation)
        return [situation.fact_of_task(subject.id)] if there else []

    def among(self, subject: Ref, situation: Situation) -> Candidates:
        for one in self.objects:
            assert isinstance(one, Name | Role)
            if (body := situation.body(one)) is not None:
                test = partial(self.is_so, subject.id, one, situation)
                yield Candidate(subject, Ref(self.named, body), test, subject.id)

    def beyond(self, subject: Ref, situation: Situation) -> Candidates:
        named = [one.what for one in self.among(subject, situation)]
        others = (one for one in self.actual(subject.id, situation) if one not in named)
        return (Candidate(subject, one, lambda: True, subject.id) for one in others)


class BeHeldBy(Done):
    """One of the committees is responsible for the task."""

    verb, family = "held-by", "hold"
    tried = Tried(shared=True)

    def actual(self, name: str, situation: Situation) -> list[Ref]:
        return [Ref("committee", one) for one in situation.structure.tasks[name].holders or ()]

    def is_so(self, name: str, thing: Object, situation: Situation) -> bool:
        assert isinstance(thing, Name | Role)
        committee, task = situation.body(thing), situation.structure.tasks[name]
        return committee is not None and situation.held_by(task, committee)

    def beyond(self, subject: Ref, situation: Situation) -> Candidates:
        yield from super().beyond(subject, situation)
        if situation.structure.tasks[subject.id].holders is None:
            yield from self.lacking(subject, situation)


class BePerformedBy(Done):
    """One of the units does the work of the task."""

    verb, family = "performed-by", "perform"
    named = "unit"
    tried = Tried(units=True, performed=True)

    def actual(self, name: str, situation: Situation) -> list[Ref]:
        performer = situation.structure.tasks[name].performer
        return [Ref("unit", performer)] if performer else []

    def is_so(self, name: str, thing: Object, situation: Situation) -> bool:
        assert isinstance(thing, Name | Role)
        performer = situation.structure.tasks[name].performer
        return performer is not None and performer == situation.body(thing)
