# SPDX-License-Identifier: EUPL-1.2
"""Small municipalities for a few rules: every structure that they can tell apart, smallest first.

A rule tells structures apart by the names it speaks of and by nothing else. So the structures made
of these names, of one committee, unit and area that no rule names, and of as many tasks as the
rules can look at together show everything that the rules can do; see ``Distinctions.tasks``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import cache
from itertools import combinations, combinations_with_replacement, permutations, product
from typing import Any, TypeVar

from checker.audit.distinctions import MAKING, UNNAMED, Distinctions, made_up
from checker.mistakes import Mistakes
from checker.records import evolve, frozen
from checker.speech import organisation as filed
from checker.speech import proposal as proposed
from checker.speech.node import Construction, Name, NoCommittee, Node
from checker.speech.part import TriedChange
from checker.speech.structure import CommitteeFacts, Structure, TaskFacts, UnitFacts, tasks_of_units


@frozen
class World:
    """A small municipality as it stands, and what a proposal changes in it; ``effective``: on
    which day, where that matters; ``reasoned``: whether it states a reason."""

    structure: Structure
    changes: tuple[Node, ...] = ()
    effective: date | None = None
    reasoned: bool = False

    @classmethod
    def of(
        cls,
        committees: Iterable[CommitteeFacts],
        units: Iterable[UnitFacts],
        tasks: Iterable[TaskFacts],
        form: str,
        council: int | None = None,
    ) -> World:
        """The one of some committees, units and tasks, the finance committee first; ``council``:
        how many members it has."""
        structure = Structure(
            committees={one.id: one for one in committees},
            units={one.id: one for one in units},
            tasks={one.id: one for one in tasks},
            form=form,
            council_members=council,
        )
        own = tasks_of_units(structure)
        return cls(evolve(structure, tasks={**structure.tasks, **own}) if own else structure)

    def with_tasks(self, tasks: Iterable[TaskFacts]) -> World:
        """The same with some tasks."""
        council = self.structure.council_members
        world = World.of(self.committees, self.units, tasks, self.form, council)
        if not (self.effective or self.reasoned):
            return world
        return evolve(world, effective=self.effective, reasoned=self.reasoned)

    @property
    def committees(self) -> list[CommitteeFacts]:
        return [*self.structure.committees.values()]

    @property
    def units(self) -> list[UnitFacts]:
        return [*self.structure.units.values()]

    @property
    def tasks(self) -> list[TaskFacts]:
        return [one for one in self.structure.tasks.values() if not one.of_unit]

    @property
    def form(self) -> str:
        return self.structure.form or ""

    @property
    def kinds(self) -> dict[str, str]:
        """Every id to its kind."""
        return {
            **dict.fromkeys(self.structure.committees, "committee"),
            **dict.fromkeys(self.structure.units, "unit"),
            **{one.id: "task" for one in self.tasks},
        }

    def statements(self) -> list[Node]:
        """Committees, units and tasks as an organisation states them."""
        nodes: list[Node] = [one.filed for one in self.committees]
        nodes += [one.filed for one in self.units]
        return nodes + [one.filed for one in self.tasks]


# The same few things stand in thousands of worlds.
@cache
def small_committee(
    id: str, kind: filed.CommitteeKind, mayor: str | None = None, members: int | None = None
) -> CommitteeFacts:
    """A committee, with a mayor where a rule names one, and a size where a rule asks for it."""
    titled = filed.Titled(Name(mayor), mayor) if mayor else None
    return CommitteeFacts.stated(filed.Committee(kind, Name(id), id, mayor=titled, members=members))


@cache
def _unit(id: str, owner: str | None, construction: Construction | None) -> UnitFacts:
    under = Name(owner) if owner else NoCommittee()
    node = filed.Unit(Name(id), id, under, construction=construction)
    return UnitFacts.stated(node, {}, Mistakes())


@cache
def small_task(
    id: str,
    area: str | None,
    holders: tuple[str, ...],
    performer: str | None = None,
    facts: tuple[tuple[str, object], ...] = (),
) -> TaskFacts:
    """A task; ``facts``: what else its statement says, by field."""
    node = filed.Task(
        Name(id),
        id,
        area=Name(area) if area else None,
        holders=tuple(map(Name, holders)),
        performer=Name(performer) if performer else None,
    )
    others: dict[str, Any] = dict(facts)
    return TaskFacts.stated(evolve(node, **others), {}, Mistakes())


def worlds(apart: Distinctions) -> Iterator[World]:
    """Every small municipality, those with the fewest tasks and changes first."""
    for count in range(apart.tasks + 1):
        for changed in (False, True) if apart.changes else (False,):
            for frame in _frames(apart):
                if not changed and _still_to_come(apart, frame):
                    continue
                for tasks in _task_lists(apart, frame, count):
                    world = frame.with_tasks(tasks)
                    if not changed:
                        yield world
                        continue
                    for made in _all_changes(apart, world):
                        yield evolve(world, changes=made)


def probes(apart: Distinctions) -> Iterator[World]:
    """A few worlds that show most: one committee that holds one task of each area.

    They stand among ``worlds`` too, but later; what a probe shows need not be looked for.
    """
    frame = next(_frames(apart))
    if apart.named_tasks or apart.changes:
        return
    for count in range(1, apart.tasks + 1):
        for areas in combinations(apart.areas, count):
            for one in frame.committees:
                tasks = [
                    small_task(made_up(f"opgave-{number}"), area, (one.id,))
                    for number, area in enumerate(areas, 1)
                ]
                yield frame.with_tasks(tasks)


def transplanted(world: World, apart: Distinctions) -> World:
    """A world with the committees and units of wider distinctions beside its own."""
    frame = next(_frames(apart))
    own = world.structure
    seats = [one for one in frame.committees if one.id not in own.committees]
    units = [one for one in frame.units if one.id not in own.units]
    council = own.council_members
    committees = [*world.committees, *(small_committee(one.id, one.kind) for one in seats)]
    whole = World.of(committees, [*world.units, *units], world.tasks, world.form, council)
    return evolve(world, structure=whole.structure)


def _frames(v: Distinctions) -> Iterator[World]:
    """Committees, units and form, without tasks."""
    fixed: list[tuple[str, filed.CommitteeKind]] = [(v.finance, "finance committee")]
    fixed += [(id, "committee") for id in v.standing]
    fixed += [(id, "special committee") for id in v.special]
    sizes = [fixed]
    if v.committees_counted or v.special_counted:
        ordinary = [fixed[:-1], fixed]
        ordinary += [
            [*fixed, *((made_up(f"Udvalg-{at}"), "committee") for at in range(number))]
            for number in range(1, v.committees_counted + 1)
        ]
        sizes = [
            [*each, *((made_up(f"Særudvalg-{at}"), "special committee") for at in range(number))]
            for each in ordinary
            for number in range(v.special_counted + 1)
        ]
    # A unit that no rule names has a task at least, so it may also be away.
    unit_lists = list(dict.fromkeys((v.units, tuple(u for u in v.units if u not in UNNAMED))))
    if v.units_counted:
        more = [made_up(f"Enhed-{number}") for number in range(v.units_counted)]
        unit_lists = [(*v.units, *more[:number]) for number in range(len(more) + 1)]
    for gone, all_committees, all_units in product(("", *v.creatable), sizes, unit_lists):
        committees = [one for one in all_committees if one[0] != gone]
        units = [one for one in all_units if one != gone]
        owners: list[str | None] = [id for id, _ in committees]
        if not v.owned:
            owners = owners[:1]
        if v.ownerless:
            owners.append(None)
        places = [
            [_unit(unit, owner, built) for owner in owners for built in v.constructions or (None,)]
            for unit in units
        ]
        seats = [id for id, _ in committees]
        mayors = [
            dict(zip(chosen, v.mayors, strict=True))
            for chosen in permutations(seats, len(v.mayors))
        ]
        of_size = product(*(v.sizes for _ in committees))
        for put, form, mayor, members, council, day, reasoned in product(
            product(*places), v.forms, mayors, of_size, v.councils, v.days or (None,), v.reasons
        ):
            seated = [
                small_committee(id, kind, mayor.get(id), size)
                for (id, kind), size in zip(committees, members, strict=True)
            ]
            world = World.of(seated, put, (), form, council)
            yield evolve(world, effective=day, reasoned=reasoned)


def _task_lists(v: Distinctions, frame: World, count: int) -> Iterator[list[TaskFacts]]:
    committees = [one.id for one in frame.committees]
    holders: list[tuple[str, ...]] = [(id,) for id in committees]
    if v.shared:
        holders += list(combinations(committees, 2))
        holders += [tuple(committees)] if len(committees) > 2 else []
    performers: list[str | None] = [None]
    if v.performed:
        performers += [one.id for one in frame.units]
    kinds = list(product(v.areas or (None,), holders, performers, _any_of(v.facts)))
    names = [*v.named_tasks, *(made_up(f"opgave-{number}") for number in range(1, count + 1))]
    wanted = max(count, len(v.named_tasks))
    for chosen in combinations_with_replacement(kinds, wanted):
        yield [small_task(id, *one) for id, one in zip(names, chosen, strict=False)]


_NEW, _REST, _NEW_UNIT = made_up("Udvalg-N"), made_up("Udvalg-R"), made_up("Enhed-N")
_Changed = Iterator[tuple[Node, ...]]
_Thing = TypeVar("_Thing")


def _all_changes(v: Distinctions, world: World) -> _Changed:
    """What a proposal can change in a world, of the kinds that can be told apart."""
    coming = _still_to_come(v, world)
    for change, make in CHANGES.items():
        if change in v.changes and (coming is None or change in MAKING):
            yield from make(v, world)


def _unit_moves(_apart: Distinctions, world: World) -> _Changed:
    for unit in world.units:
        for one in world.committees:
            if one.id != unit.owner:
                yield (moved(unit.id, one.id, unit.owner),)


def _task_moves(_apart: Distinctions, world: World) -> _Changed:
    for task in world.tasks:
        for one in world.committees:
            if one.id not in (task.holders or ()):
                yield (moved(task.id, one.id),)


def _transfers(_apart: Distinctions, world: World) -> _Changed:
    for task in world.tasks:
        for unit in world.units:
            if unit.id != task.performer:
                yield (proposed.Transfer(Name(task.id), Name(unit.id)),)


def _leadings(v: Distinctions, world: World) -> _Changed:
    for unit in world.units:
        for built in v.constructions or ("unit administration",):
            if built != unit.construction:
                yield (proposed.Lead(Name(unit.id), built),)


def _renamings(_apart: Distinctions, world: World) -> _Changed:
    named = [(one.id, _NEW) for one in world.committees]
    named += [(unit.id, _NEW_UNIT) for unit in world.units]
    for id, new in named:
        yield (proposed.Rename(Name(id), Name(new), new),)


def _resizings(_apart: Distinctions, world: World) -> _Changed:
    for one in world.committees:
        for members in (9, 8, 11):
            if members != one.members:
                yield (proposed.Resize(Name(one.id), members),)


def _abolitions(_apart: Distinctions, world: World) -> _Changed:
    busy = {name for task in world.tasks for name in (*(task.holders or ()), task.performer)}
    busy |= {unit.owner for unit in world.units}
    for id in (*(unit.id for unit in world.units), *_standing(world)):
        if id not in busy:
            yield (proposed.Abolish(Name(id)),)


def _splits(v: Distinctions, world: World) -> _Changed:
    made = _made_committee(v, world)
    for id in _standing(world):
        own = [task for task in world.tasks if id in (task.holders or ())]
        if made and len(own) > 1:
            parts = (
                proposed.Part(Name(made), made, (Name(own[0].id),)),
                proposed.Part(Name(_REST), _REST),
            )
            yield (proposed.Split(Name(id), parts),)


def _mergers(v: Distinctions, world: World) -> _Changed:
    made = _made_committee(v, world)
    for pair in combinations(_standing(world), 2):
        if made:
            yield (proposed.Merge(tuple(map(Name, pair)), Name(made), made),)


def _standing(world: World) -> list[str]:
    return [one.id for one in world.committees if one.kind == "committee"]


def _made_committee(v: Distinctions, world: World) -> str | None:
    """What a split or merger makes; None where it cannot make what is still to come."""
    coming = _still_to_come(v, world)
    return None if coming in (*v.units, *v.special) else coming or _NEW


def _still_to_come(v: Distinctions, world: World) -> str | None:
    """The committee or unit that rules name and a proposal must make first."""
    return next((id for id in v.creatable if id not in world.kinds), None)


def _creations(v: Distinctions, world: World) -> _Changed:
    """A new committee with any of the tasks, or a new unit that performs any of them; where one
    that rules name is still to come, that one."""
    coming = _still_to_come(v, world)
    kinds: tuple[filed.CommitteeKind, ...] = ("committee", "special committee")
    for kind in kinds:
        if coming and coming not in (v.special if kind == "special committee" else v.standing):
            continue
        new = coming or _NEW
        create = proposed.CreateCommittee(filed.Committee(kind, Name(new), new))
        for chosen in _any_of(world.tasks):
            yield (create, *(moved(task.id, new) for task in chosen))
    if coming and coming not in v.units:
        return
    new = coming or _NEW_UNIT
    owners = [one.id for one in world.committees] if v.owned else [v.finance]
    for owner, construction in product(owners, v.constructions or (None,)):
        unit = filed.Unit(Name(new), new, Name(owner), construction=construction)
        create_unit = proposed.CreateUnit(unit)
        for chosen in _any_of([task for task in world.tasks if task.performer]):
            yield (create_unit, *(proposed.Transfer(Name(task.id), Name(new)) for task in chosen))


def _any_of(things: Sequence[_Thing]) -> Iterator[tuple[_Thing, ...]]:
    """None of some things, each of them, and each of them with any of the others."""
    return (some for n in range(len(things) + 1) for some in combinations(things, n))


def moved(thing: str, destination: str, origin: str | None = None) -> Node:
    """The change that moves a thing to a committee."""
    left = Name(origin) if origin else None
    return proposed.Move(Name(thing), Name(destination), left)


CHANGES: dict[TriedChange, Callable[[Distinctions, World], _Changed]] = {
    "new": _creations,
    "split": _splits,
    "merged": _mergers,
    "move unit": _unit_moves,
    "move task": _task_moves,
    "transfer": _transfers,
    "led": _leadings,
    "renamed": _renamings,
    "resized": _resizings,
    "abolished": _abolitions,
}
