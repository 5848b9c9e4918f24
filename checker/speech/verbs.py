# SPDX-License-Identifier: EUPL-1.2
"""Verbs with their objects: what stands after a modal, or, in the finite, is a predicate. Who does
some tasks, where a unit stands, by whom a task is done."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Collection, Sequence
from functools import partial
from typing import ClassVar, assert_never

from checker.records import frozen
from checker.speech.answers import Test, UnknownError, all_of, any_of, outcome_of, surely
from checker.speech.demands import Demand
from checker.speech.node import BuiltAs, Fitting, Mayor, Name, NoCommittee, Role, Things, fitting
from checker.speech.part import NOTHING_TRIED, Tried
from checker.speech.saying import NOBODY, Argument, Phrase, Ref, Witness
from checker.speech.situation import Candidate, Candidates, Situation
from checker.speech.structure import TaskFacts

Object = Things | Name | Role | Mayor | BuiltAs | NoCommittee


@frozen
class Relation(Demand):
    """A verb with its objects; as a predicate (``holds A tasks``) or after a modal.

    Attributes:
        named: the kind that an object is where it is a name.
    """

    abstract = True
    of_tasks: ClassVar[bool] = True
    named: ClassVar[str] = "committee"
    objects: tuple[Object, ...]

    @classmethod
    def finite(cls) -> str:
        """``be_under`` to ``is_under``, ``hold`` to ``holds``."""
        line = cls.line()
        return f"is_{line[3:]}" if line.startswith("be_") else f"{line}s"

    @property
    @abstractmethod
    def verb(self) -> str:
        """As the phrases of ``reports/`` name it (``must.led-as``)."""

    @abstractmethod
    def beyond(self, subject: Ref, situation: Situation) -> Candidates:
        """What the subject stands in the relation to beside the objects."""

    @abstractmethod
    def among(self, subject: Ref, situation: Situation) -> Candidates:
        """Each thing among the objects that the subject stands in the relation to."""

    @abstractmethod
    def lacking(self, subject: Ref, situation: Situation) -> Candidates:
        """What the subject ought to stand in the relation to and may not."""

    @property
    def named_things(self) -> Things | None:
        first = self.objects[0]
        return first if isinstance(first, Things) else None

    @property
    def things(self) -> tuple[str, ...]:
        lists = (one for one in self.objects if isinstance(one, Things))
        return tuple(name.text for one in lists for name in one.names)

    def spoken_names(self) -> Fitting:
        return fitting((self.named,), *self.objects)

    def told(self, modal: str, subject: Ref, situation: Situation, **more: Argument) -> Phrase:
        objects = tuple(ref for one in self.objects for ref in self._refs(one, situation))
        return Phrase.of(f"{modal}.{self.verb}", subject=subject, objects=objects, **more)

    def _refs(self, one: Object, situation: Situation) -> list[Ref]:
        match one:
            case Things():
                kinds = situation.kinds
                return [Ref(kinds.get(name.text, "area"), name.text) for name in one.names]
            case BuiltAs():
                return [Ref("construction", one.construction)]
            case NoCommittee():
                return [NOBODY]
            case Mayor():
                whose = situation.body(one.committee) if one.committee else "its committee"
                return [Ref("mayor", f"mayor of {whose}")]
            case Name():
                return [Ref(self.named, situation.now(one.text))]
            case Role():
                return [Ref("committee", situation.body(one) or one.role)]
        assert_never(one)


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
        tasks = sorted(done, key=lambda task: subject.id not in self.doers(task))  # the sure first

        def some(thing: str) -> Test:
            among = situation.among([thing])
            return lambda: any_of(
                self._also(partial(among, one), one, subject, situation) for one in tasks
            )

        return subject.id in there and all_of(map(some, self.things))

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
        among = situation.among(self.things)

        def is_so(task: TaskFacts) -> bool:
            return among(task) is so

        for task in self.done_by(subject.id, situation):
            test: Test = surely
            try:
                if among(task) is not so:
                    continue
            except UnknownError:
                test = partial(is_so, task)
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
