# SPDX-License-Identifier: EUPL-1.2
"""Who has what before a change and after it: the units and the committees that it touches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from checker.records import frozen
from checker.speech.changed import Changes
from checker.speech.node import Construction
from checker.speech.saying import Ref
from checker.speech.structure import Structure


@frozen
class UnitPlace:
    """Where a unit stands on one side of the change.

    Attributes:
        owner: the committee that it belongs to; None: none.
        holders: the committees that hold what it does, in the order on file.
        tasks: how many tasks it does; ``unstated``: of how many no file says who holds them.
        leader: the id of the mayor who leads it, ``mayor of KFU`` where none is on file.
        administration: the id of the one that belongs to its committee.
    """

    owner: str | None
    holders: tuple[str, ...]
    tasks: int
    unstated: int
    leader: str | None
    administration: str | None
    construction: Construction | None


@frozen
class UnitChange:
    """A unit that the change touches; a side is None where there is no such unit."""

    unit: str
    before: UnitPlace | None
    after: UnitPlace | None


@frozen
class CommitteeChange:
    """A committee that the change touches, by its id on each side; None where there is none.

    Attributes:
        had, has: its units on each side.
        sizes: how many members it has on each side, where the change is of that.
    """

    before: str | None
    after: str | None
    had: tuple[str, ...] = ()
    has: tuple[str, ...] = ()
    sizes: tuple[int | None, int | None] = (None, None)


@frozen
class Relocated:
    """What goes from some committees to others; of a unit ``tasks`` says how many go with it."""

    thing: Ref
    left: tuple[str, ...]
    entered: tuple[str, ...]
    tasks: int = 0


@frozen
class Placing:
    """All of it, each list in the order on file."""

    committees: tuple[CommitteeChange, ...] = ()
    units: tuple[UnitChange, ...] = ()
    transfers: tuple[Relocated, ...] = ()


UNCHANGED = Placing()


def placing_of(before: Structure, after: Structure, changes: Changes) -> Placing:
    """Who has what before some changes and after them."""
    if changes.are_none:
        return UNCHANGED
    transfers = tuple(_transfers(after, changes))
    return Placing(
        tuple(_committees(before, after, changes, transfers)),
        tuple(_units(before, after, changes)),
        transfers,
    )


def _transfers(after: Structure, changes: Changes) -> Iterator[Relocated]:
    with_unit = dict.fromkeys(changes.owners, 0)
    alone = []
    for task, ends in changes.holders.items():
        unit = after.tasks[task].performer
        if unit in with_unit and ends == tuple((one,) for one in changes.owners[unit]):
            with_unit[unit] += not after.tasks[task].of_unit
        else:
            alone.append(Relocated(Ref("task", task), *ends))
    for unit in after.units:
        if unit in with_unit:
            left, entered = (tuple(filter(None, [one])) for one in changes.owners[unit])
            yield Relocated(Ref("unit", unit), left, entered, with_unit[unit])
    yield from alone


def _committees(
    before: Structure, after: Structure, changes: Changes, transfers: Iterable[Relocated]
) -> Iterator[CommitteeChange]:
    made = {unit for unit in (*changes.led, *changes.new) if unit in after.units}
    owners = [before.units[one].owner for one in changes.abolished if one in before.units]
    entered = {name for one in transfers for name in one.entered}
    entered |= {owner for unit in made if (owner := after.units[unit].owner)}
    old = {name for one in transfers for name in one.left}
    old |= {
        *filter(None, owners),
        *changes.ended,
        *chain.from_iterable(changes.heirs.values()),
        *changes.renamed,
        *map(changes.old, changes.resized),
    }
    old |= {*map(changes.old, entered)}
    new = {*entered, *changes.new, *changes.split, *changes.merged}
    here = [one for one in before.committees if one in old]
    for one in here:
        name = changes.renamed.get(one, one)
        now = name if name in after.committees and name not in changes.merged else None
        yield CommitteeChange(
            one,
            now,
            tuple(unit.id for unit in before.under(one)),
            tuple(unit.id for unit in after.under(now)) if now else (),
            (before.committees[one].members, after.committees[name].members)
            if name in changes.resized
            else (None, None),
        )
    for one in after.committees:
        if one in new and changes.old(one) not in here:
            yield CommitteeChange(None, one, (), tuple(unit.id for unit in after.under(one)))


def _units(before: Structure, after: Structure, changes: Changes) -> Iterator[UnitChange]:
    ends = chain(changes.owners, changes.led, *changes.performers.values())
    touched = {changes.old(one) for one in ends if one}
    doing = (after.tasks[task].performer for task in changes.holders)
    touched |= {changes.old(one) for one in doing if one}
    for old in (one for one in before.units if one in touched or one in changes.abolished):
        new = changes.renamed.get(old, old)
        yield UnitChange(new, _place(before, old), _place(after, new))
    for one in after.units:
        if changes.old(one) not in before.units:
            yield UnitChange(one, None, _place(after, one))


def _place(structure: Structure, name: str) -> UnitPlace | None:
    if name not in structure.units:
        return None
    unit, tasks = structure.units[name], structure.performed(name)
    held = {one for task in tasks for one in task.holders or ()}
    owner = structure.committees.get(unit.owner or "")
    return UnitPlace(
        owner=unit.owner,
        holders=tuple(one for one in structure.committees if one in held),
        tasks=sum(not task.of_unit for task in tasks),
        unstated=sum(task.holders is None for task in tasks),
        leader=owner.leader if owner else None,
        administration=owner.administration.id.text if owner and owner.administration else None,
        construction=unit.construction,
    )
