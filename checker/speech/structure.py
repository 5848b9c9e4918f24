# SPDX-License-Identifier: EUPL-1.2
"""Committees, units and tasks as they stand: each as its statement declares it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from itertools import compress
from operator import is_not
from typing import Any, Self

from checker.mistakes import Mistakes
from checker.records import evolve, field, frozen
from checker.source import Span
from checker.speech import organisation as written
from checker.speech.node import Body, Citation, Construction, Name, NoCommittee
from checker.speech.saying import Ref

Roles = Mapping[str, str | None]


@frozen(eq=False, repr=False)
class CommitteeFacts:
    """A committee as it stands in one structure.

    Attributes:
        filed: the statement that declares it, with every fact it gives.
    """

    filed: written.Committee
    id: str
    members: int | None

    @classmethod
    def stated(cls, node: written.Committee) -> Self:
        """A committee as its statement declares it."""
        return cls(node, node.id.text, node.members)

    @property
    def kind(self) -> written.CommitteeKind:
        return self.filed.kind

    @property
    def administration(self) -> written.Titled | None:
        return self.filed.administration

    @property
    def leader(self) -> str:
        """The id of its mayor, or ``mayor of KFU`` where none is on file."""
        return self.filed.mayor.id.text if self.filed.mayor else f"mayor of {self.id}"


class _Filed:
    """What a unit and a task have in common: the statement that declares them."""

    __slots__ = ()
    filed: written.Unit | written.Task

    @cached_property
    def area(self) -> str | None:
        return self.filed.area.text if self.filed.area else None

    @property
    def described(self) -> tuple[Citation, ...]:
        return tuple(each.provision for each in self.filed.described)

    @property
    def worded(self) -> tuple[tuple[Citation, str], ...]:
        """The provisions whose words that describe it are on file, each with these."""
        return tuple((one.provision, one.words) for one in self.filed.described if one.words)

    @property
    def span(self) -> Span:
        return self.filed.span


@frozen(eq=False, repr=False)
class UnitFacts(_Filed):
    """A unit; ``owner`` None means under no committee.

    Attributes:
        filed: the statement that declares it, with every fact it gives.
    """

    filed: written.Unit
    id: str
    owner: str | None
    construction: Construction | None

    @classmethod
    def stated(cls, node: written.Unit, roles: Roles, mistakes: Mistakes) -> Self:
        """A unit as its statement declares it."""
        owner = None
        if not isinstance(node.owner, NoCommittee):
            owner = body_id(node.owner, roles, mistakes)
        return cls(node, node.id.text, owner, node.construction)


@frozen(eq=False, repr=False)
class TaskFacts(_Filed):
    """A task.

    Attributes:
        filed: the statement that declares it, with every fact it gives.
        holders: the committees responsible; None where no source says who.
        performer: the unit that does the work, or None.
        of_unit: the one task that a unit with no listed task counts as; it bears its id.
        left_by: where the holder is on no file: receiving committee to those that it comes from,
            by their old ids, where one of them holds it; "": no committee receives it.
        falls_to: where the holder is on no file: committee to those that end and whose tasks it
            gets, by their old ids, where no move takes it from them.
    """

    filed: written.Task
    id: str
    holders: tuple[str, ...] | None
    performer: str | None
    of_unit: bool = False
    left_by: Mapping[str, tuple[str, ...]] = field(factory=dict)
    falls_to: Mapping[str, tuple[str, ...]] = field(factory=dict)

    @classmethod
    def stated(cls, node: written.Task, roles: Roles, mistakes: Mistakes) -> Self:
        """A task as its statement declares it."""
        holders = dict.fromkeys(body_id(one, roles, mistakes) or "" for one in node.holders)
        performer = node.performer.text if node.performer else None
        return cls(node, node.id.text, tuple(holders) or None, performer)

    def come_from(self, committee: str) -> tuple[str, ...]:
        """The committees that it comes from to another, where one of them holds it."""
        return (*self.left_by.get(committee, ()), *self.falls_to.get(committee, ()))

    def falls(self, committee: str) -> bool:
        """Whether it can come to a committee only from one that ends, and by no move."""
        return committee in self.falls_to and committee not in self.left_by


_Keys = Callable[[TaskFacts], Iterable[str | None]]


def others_in(some: Mapping[str, object], others: Mapping[str, object]) -> list[str]:
    """The ids of some things that are not the very same among others: mostly few of many."""
    if [*some] == [*others]:
        return [*compress(some, map(is_not, some.values(), others.values()))]
    return [name for name, one in some.items() if others.get(name) is not one]


class Listed:
    """Tasks found by what is said of each, in the order they are on file.

    A table of all is made once; of tasks of which few differ from others, it is that of the others
    with those few in their place.
    """

    def __init__(self, tasks: Mapping[str, TaskFacts]) -> None:
        self._tasks = tasks
        self._tables: dict[_Keys, dict[str | None, list[TaskFacts]]] = {}
        self._found: dict[tuple[_Keys, str | None], Sequence[TaskFacts]] = {}
        self._others: Listed | None = None
        self._differing: dict[str, TaskFacts | None] = {}

    def differ_from(self, others: Listed) -> None:
        """Tells of tasks that most of them are the very same."""
        old, new = others._tasks, self._tasks
        differing: dict[str, TaskFacts | None] = {name: new[name] for name in others_in(new, old)}
        differing.update((name, None) for name in old if name not in new)
        if 4 * len(differing) < len(new):
            self._others, self._differing = others, differing

    def of(self, keys: _Keys, key: str | None) -> Sequence[TaskFacts]:
        """The tasks that have a key."""
        if self._others is None:
            return self._table(keys).get(key, ())
        if (keys, key) not in self._found:
            differing = self._differing
            found = [one for one in self._others.of(keys, key) if one.id not in differing]
            more = [one for one in differing.values() if one and key in keys(one)]
            self._found[keys, key] = self.in_order(found + more) if more else found
        return self._found[keys, key]

    def in_order(self, tasks: Iterable[TaskFacts]) -> Sequence[TaskFacts]:
        """Some of the tasks, each once, in the order they are on file."""
        found = {one.id: one for one in tasks}
        if len(found) < 2:
            return [*found.values()]
        return [found[name] for name in sorted(found, key=self._places.__getitem__)]

    @cached_property
    def _places(self) -> dict[str, int]:
        return {name: place for place, name in enumerate(self._tasks)}

    def _table(self, keys: _Keys) -> dict[str | None, list[TaskFacts]]:
        if keys not in self._tables:
            table: dict[str | None, list[TaskFacts]] = {}
            for task in self._tasks.values():
                for key in keys(task):
                    table.setdefault(key, []).append(task)
            self._tables[keys] = table
        return self._tables[keys]


def takers(task: TaskFacts) -> Iterable[str | None]:
    """The committees that hold a task, or may get it; None among them where no file says who."""
    return (None, *{**task.left_by, **task.falls_to}) if task.holders is None else task.holders


def _performers(task: TaskFacts) -> Iterable[str | None]:
    return (task.performer,)


def _areas(task: TaskFacts) -> Iterable[str | None]:
    return (task.area,)


@frozen(eq=False, repr=False)
class Structure:
    """Committees, units and tasks, each by its id in the order they are on file.

    Attributes:
        form, council_members: None where no file says.
    """

    committees: dict[str, CommitteeFacts]
    units: dict[str, UnitFacts]
    tasks: dict[str, TaskFacts]
    form: str | None
    council_members: int | None = None
    _kept: list[Listed] = field(factory=list, init=False)

    @property
    def _listed(self) -> Listed:
        if not self._kept:
            self._kept.append(Listed(self.tasks))
        return self._kept[0]

    def on(self, day: date) -> Structure:
        """It as it stands on a day: a committee that ended before is gone, and who holds what it
        held is on no file."""
        gone = {
            name
            for name, one in self.committees.items()
            if one.filed.until and one.filed.until < day
        }
        if not gone:
            return self
        return evolve(
            self,
            committees={name: one for name, one in self.committees.items() if name not in gone},
            units={
                name: evolve(one, owner=None) if one.owner in gone else one
                for name, one in self.units.items()
            },
            tasks={
                name: evolve(
                    one,
                    holders=tuple(each for each in one.holders or () if each not in gone) or None,
                )
                for name, one in self.tasks.items()
            },
        )

    def beside(self, other: Structure) -> Self:
        """It, knowing that most of its tasks are the very same in another."""
        self._listed.differ_from(other._listed)
        return self

    def ids(self, kind: str) -> Collection[str]:
        """The ids of all committees, units or tasks."""
        others = self.units if kind == "unit" else self.tasks
        return self.committees if kind == "committee" else others

    def stated(self, thing: Ref, fact: str) -> tuple[Any, Span | None]:
        """A fact of a committee, unit or task as it stands, and where it is told; None where no
        file says."""
        there: Mapping[str, CommitteeFacts | UnitFacts | TaskFacts] = getattr(
            self, f"{thing.kind}s"
        )
        if (one := there.get(thing.id)) is None:
            return None, None
        return getattr(one, fact, None) or getattr(one.filed, fact, None), one.filed.span

    # ------------------------------------------------------------ found without a search

    def held(self, committee: str) -> Sequence[TaskFacts]:
        """The tasks that a committee holds, or may get where their holder is on no file."""
        return self._listed.of(takers, committee)

    @property
    def unheld(self) -> Sequence[TaskFacts]:
        """The tasks whose holder is on no file."""
        return self._listed.of(takers, None)

    def performed(self, unit: str) -> Sequence[TaskFacts]:
        """The tasks that a unit performs."""
        return self._listed.of(_performers, unit)

    def filed(self, areas: Iterable[str | None]) -> Sequence[TaskFacts]:
        """The tasks that are filed under one of some areas, or (None) under none."""
        return self.in_order(one for area in areas for one in self._listed.of(_areas, area))

    def in_order(self, tasks: Iterable[TaskFacts]) -> Sequence[TaskFacts]:
        """Some of its tasks, each once, in the order they are on file."""
        return self._listed.in_order(tasks)

    def under(self, committee: str) -> Sequence[UnitFacts]:
        """The units that belong to a committee."""
        return [one for one in self.units.values() if one.owner == committee]

    @property
    def finance(self) -> str | None:
        """The id of the finance committee."""
        return next(
            (one.id for one in self.committees.values() if one.kind == "finance committee"), None
        )

    def leader_of(self, unit: str) -> str | None:
        """The mayor with the day-to-day leadership of a unit: that of its owner committee; None
        where it has none, or is the council's own."""
        owner = self.committees.get(self.units[unit].owner or "")
        return owner.leader if owner else None


def task_of_unit(one: UnitFacts) -> TaskFacts:
    """The one task that a unit with no listed task counts as."""
    assert one.owner is not None
    unit = one.filed
    node = written.Task(
        unit.id, unit.name, area=unit.area, described=unit.described, span=unit.span
    )
    return TaskFacts(node, one.id, (one.owner,), one.id, of_unit=True)


def tasks_of_units(structure: Structure) -> dict[str, TaskFacts]:
    """The one task that each unit with no listed task counts as."""
    performing = {task.performer for task in structure.tasks.values()}
    return {
        one.id: task_of_unit(one)
        for one in structure.units.values()
        if one.owner and one.id not in performing
    }


def body_id(body: Body, roles: Roles, mistakes: Mistakes) -> str | None:
    """The id a body stands for: its own, or that of the finance committee or the council."""
    if isinstance(body, Name):
        return body.text
    found = roles.get(body.role)
    if found is None:
        keys = {"council": "no-council", "committees concerned": "name-each-committee"}
        mistakes.add(body.span, keys.get(body.role, "no-finance"))
    return found
