"""The changes of one proposal put together: who holds and performs what afterwards."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

from attrs import define, evolve, field, frozen

from checker.law.complaints import Complaints
from checker.law.rulebook import RuleBook
from checker.law.structure import (
    Committee,
    Structure,
    Task,
    Unit,
    body_id,
    committee,
    task_of_unit,
    unit,
)
from checker.model import organisation as filed
from checker.model import proposal as written
from checker.model.node import Body, Citation, Node
from checker.source import Span


@frozen
class Moving:
    """One move as understood: what, from where, to where, written where."""

    kind: str
    name: str
    origin: str | None
    destination: str
    span: Span


_Change = TypeVar("_Change", bound=Node)


def _of(nodes: Iterable[Node], kind: type[_Change]) -> list[_Change]:
    return [node for node in nodes if isinstance(node, kind)]


@define
class Rearrangement:
    """The changes of one proposal while they are put together."""

    before: Structure
    book: RuleBook
    complaints: Complaints
    roles: Mapping[str, str | None]
    created: dict[str, Committee] = field(factory=dict)
    units_made: dict[str, Unit] = field(factory=dict)
    renamed: dict[str, tuple[str, str]] = field(factory=dict)
    successor: dict[str, str] = field(factory=dict)
    splits: dict[str, written.Split] = field(factory=dict)
    abolished: dict[str, Span] = field(factory=dict)
    resized: dict[str, int] = field(factory=dict)
    split_made: set[str] = field(factory=set)
    merge_made: set[str] = field(factory=set)
    moves: list[Moving] = field(factory=list)
    transfers: list[Moving] = field(factory=list)
    built_as: dict[str, written.Lead] = field(factory=dict)
    causes: dict[str, Span] = field(factory=dict)
    left: dict[str, list[str]] = field(factory=dict)

    # ------------------------------------------------------------ reading

    def read_committees(self, nodes: tuple[Node, ...]) -> None:
        for create in _of(nodes, written.CreateCommittee):
            made = committee(create.committee)
            self.created[made.id] = made
            self._cause(made.id, create.span)
        for rename in _of(nodes, written.Rename):
            old = self._id(rename.thing)
            if self._once(old, rename.span):
                self.renamed[old] = (rename.id.text, rename.name)
                self._cause(rename.id.text, rename.span)
        for resize in _of(nodes, written.Resize):
            self.resized[self._id(resize.committee)] = resize.members
            self._cause(self._id(resize.committee), resize.span)
        for merge in _of(nodes, written.Merge):
            self._read_merge(merge)
        for split in _of(nodes, written.Split):
            self._read_split(split)
        for abolish in _of(nodes, written.Abolish):
            old = self._id(abolish.thing)
            if self._ends(old, abolish.span):
                self.abolished[old] = abolish.span
        for make in _of(nodes, written.CreateUnit):
            made_unit = unit(make.unit, self.roles, self.complaints)
            owner = self._destination(made_unit.owner, make.span) if made_unit.owner else None
            self.units_made[made_unit.id] = evolve(made_unit, owner=owner)
            self._cause(made_unit.id, make.span)

    def _read_merge(self, merge: written.Merge) -> None:
        made = Committee(
            merge.id.text,
            merge.name,
            "committee",
            merge.administration,
            merge.mayor,
            None,
            (),
            merge.span,
        )
        self.created[made.id] = made
        self.merge_made.add(made.id)
        self._cause(made.id, merge.span)
        for body in merge.committees:
            old = self._id(body)
            if self._ends(old, merge.span):
                self.successor[old] = made.id

    def _read_split(self, split: written.Split) -> None:
        old = self._id(split.committee)
        if not self._ends(old, split.span):
            return
        self.splits[old] = split
        for part in split.parts:
            self.created[part.id.text] = Committee(
                part.id.text,
                part.name,
                "committee",
                part.administration,
                part.mayor,
                None,
                (),
                part.span,
            )
            self.split_made.add(part.id.text)
            self._cause(part.id.text, split.span)

    def _ends(self, name: str, span: Span) -> bool:
        if name in self.before.committees and name == self.before.finance:
            self.complaints.add(span, "abolish-finance")
            return False
        return self._once(name, span)

    def _once(self, name: str, span: Span) -> bool:
        taken = (
            name in self.renamed
            or name in self.successor
            or name in self.splits
            or name in self.abolished
        )
        if taken:
            self.complaints.add(span, "two-changes", id=name)
        return not taken

    def read_moves(self, nodes: tuple[Node, ...]) -> None:
        for move in _of(nodes, written.Move):
            self._read_move(move)
        for transfer in _of(nodes, written.Transfer):
            self._read_transfer(transfer)
        for lead in _of(nodes, written.Lead):
            if lead.unit.text in self.built_as:
                self.complaints.add(lead.span, "two-changes", id=lead.unit.text)
            self.built_as[lead.unit.text] = lead
            self._cause(lead.unit.text, lead.span)

    def _read_move(self, move: written.Move) -> None:
        name = self.old_id(move.thing.text)
        origin = self.old_id(self._id(move.origin)) if move.origin else None
        destination = self._destination(self._id(move.destination), move.destination.span)
        kind = self._kind(name)
        if origin is not None and not self._fits(move, kind, name, origin):
            return
        if kind == "unit" and self.before.units[name].owner == self.old_id(destination):
            self.complaints.add(move.span, "no-move", id=name, committee=destination)
        if kind == "area" and not self._tasks_within(name):
            self.complaints.add(move.thing.span, "no-tasks-anywhere", area=name)
        self.moves.append(Moving(kind, name, origin, destination, move.span))

    def _fits(self, move: written.Move, kind: str, name: str, origin: str) -> bool:
        """Whether the thing is where the proposal says that it comes from."""
        assert move.origin is not None
        say, span = self.complaints.say, move.origin.span
        if kind == "unit":
            owner = self.before.units[name].owner
            if owner == origin:
                return True
            held = say(span, "it-is-under", committee=owner) if owner else say(span, "under-none")
            self.complaints.add(span, "not-owner", id=name, committee=origin, hint=held, held="")
            return False
        if kind == "area":
            if any(origin in (task.holders or ()) for task in self._tasks_within(name)):
                return True
            self.complaints.add(span, "no-tasks", committee=origin, area=name)
            return False
        holders = self.before.tasks[name].holders
        if holders is None or origin in holders:
            return True
        held = say(span, "it-is-held", committee=", ".join(holders))
        self.complaints.add(span, "not-held", id=name, committee=origin, hint=held, held="")
        return False

    def _read_transfer(self, transfer: written.Transfer) -> None:
        name = self.old_id(transfer.thing.text)
        origin = self.old_id(transfer.origin.text) if transfer.origin else None
        kind = "area" if name in self.book.areas else "task"
        found = self._tasks_within(name) if kind == "area" else [self.before.tasks[name]]
        if not found:
            self.complaints.add(transfer.thing.span, "no-tasks-anywhere", area=name)
        elif origin and not any(task.performer == origin for task in found):
            assert transfer.origin is not None
            self.complaints.add(transfer.origin.span, "not-performed", id=name, unit=origin)
        destination = self._new(transfer.destination.text)
        self.transfers.append(Moving(kind, name, origin, destination, transfer.span))

    # ------------------------------------------------------------ names

    def _id(self, body: Body) -> str:
        return body_id(body, self.roles, self.complaints) or ""

    def old_id(self, name: str) -> str:
        return next((old for old, (new, _) in self.renamed.items() if new == name), name)

    def _new(self, name: str) -> str:
        return self.renamed[name][0] if name in self.renamed else name

    def _destination(self, name: str, span: Span) -> str:
        if name in self.successor or name in self.splits or name in self.abolished:
            self.complaints.add(span, "ends", committee=name)
        return self._new(name)

    def _kind(self, name: str) -> str:
        if name in self.before.units:
            return "unit"
        return "task" if name in self.before.tasks else "area"

    def _cause(self, name: str, span: Span) -> None:
        self.causes.setdefault(name, span)

    def _tasks_within(self, area: str) -> list[Task]:
        return [
            task
            for task in self.before.tasks.values()
            if task.area and area in self.book.lineage(task.area)
        ]

    # ------------------------------------------------------------ the structure afterwards

    def committees_after(self) -> dict[str, Committee]:
        after: dict[str, Committee] = {}
        gone = {*self.successor, *self.splits, *self.abolished}
        for old, one in self.before.committees.items():
            if old in gone:
                continue
            if old in self.renamed:
                new, name = self.renamed[old]
                one = evolve(one, id=new, name=name)
            if old in self.resized or one.id in self.resized:
                one = evolve(one, members=self.resized.get(old, self.resized.get(one.id)))
            after[one.id] = one
        return after | self.created

    def units_after(self) -> dict[str, Unit]:
        after: dict[str, Unit] = {}
        for old, one in self.before.units.items():
            if old in self.abolished:
                continue
            owner = self._owner_after(one)
            construction = one.construction
            if old in self.built_as:
                construction = self.built_as[old].construction
            name = one.name
            if old in self.renamed:
                new, name = self.renamed[old]
                one = evolve(one, id=new)
            after[one.id] = evolve(one, owner=owner, construction=construction, name=name)
        for made in self.units_made.values():
            lead = self.built_as.get(made.id)
            after[made.id] = evolve(made, construction=lead.construction) if lead else made
        return after

    def _owner_after(self, one: Unit) -> str | None:
        moves = [move for move in self.moves if self._moves_unit(move, one)]
        if moves:
            return self._narrowest(moves, one.id)
        if one.owner is None:
            return None
        return self._committee_after(one.owner, one.id, one.area, unit=one.id)

    def _moves_unit(self, move: Moving, one: Unit) -> bool:
        if move.kind == "unit":
            return move.name == one.id
        task = self.before.tasks.get(one.id)
        if move.kind != "area" or task is None or not task.of_unit:
            return False
        return self._reaches(move, task, one.owner or "")

    def tasks_after(self) -> dict[str, Task]:
        after: dict[str, Task] = {}
        transferred_to = set()
        for one in self.before.tasks.values():
            performer = self._performer_after(one)
            if performer != one.performer:
                transferred_to.add(performer)
            if one.of_unit and one.id in self.abolished and performer == one.performer:
                continue
            if performer in self.abolished and performer == one.performer:
                self.left.setdefault(performer or "", []).append(one.id)
            new = self._new(one.id) if one.of_unit else one.id
            name = self.renamed[one.id][1] if one.of_unit and one.id in self.renamed else one.name
            after[new] = evolve(
                one,
                id=new,
                name=name,
                performer=self._new(performer) if performer else None,
                holders=self._holders_after(one),
                left_by=self._left_by(one),
            )
        for made in self.units_made.values():
            if made.owner and made.id not in transferred_to:
                after[made.id] = task_of_unit(made)
        return after

    def _performer_after(self, task: Task) -> str | None:
        fitting = [
            move
            for move in self.transfers
            if (move.origin is None or move.origin == task.performer)
            and (
                move.name == task.id
                if move.kind == "task"
                else bool(task.area) and move.name in self.book.lineage(task.area or "")
            )
        ]
        if not fitting:
            return task.performer
        for move in fitting:
            self._cause(task.id, move.span)
        return self._narrowest(fitting, task.id)

    def _holders_after(self, task: Task) -> tuple[str, ...] | None:
        if task.holders is None:
            named = [m for m in self.moves if m.kind == "task" and m.name == task.id]
            if not named:
                return None
            self._cause(task.id, named[0].span)
            return (self._narrowest(named, task.id),)
        found = [self._holder_after(task, holder) for holder in task.holders]
        return tuple(dict.fromkeys(one for one in found if one))

    def _holder_after(self, task: Task, holder: str) -> str | None:
        moves = [move for move in self.moves if self._reaches(move, task, holder)]
        if moves:
            for move in moves:
                self._cause(task.id, move.span)
            return self._narrowest(moves, task.id)
        return self._committee_after(holder, task.id, task.area, unit=task.performer)

    def _reaches(self, move: Moving, task: Task, holder: str) -> bool:
        """Whether a move takes the responsibility for a task from one of its holders."""
        if move.kind == "unit":
            owner = self.before.units[move.name].owner
            return task.performer == move.name and holder == owner
        if move.origin is not None and move.origin != holder:
            return False
        if move.kind == "task":
            return move.name == task.id
        within = task.area is not None and move.name in self.book.lineage(task.area)
        return within and holder != self.old_id(move.destination)

    def _narrowest(self, moves: list[Moving], name: str) -> str:
        """Where the narrowest of several changes puts a thing; two equally narrow: a mistake."""
        ranked = sorted(moves, key=self._width)
        if len(ranked) > 1 and self._width(ranked[0]) == self._width(ranked[1]):
            last = max(ranked[:2], key=lambda move: move.span.start)
            self.complaints.add(last.span, "two-changes", id=name)
        return ranked[0].destination

    def _width(self, move: Moving) -> tuple[int, int]:
        if move.kind == "area":
            return 1, -len(self.book.lineage(move.name))
        return (0, 0) if move.kind == "task" else (2, 0)

    def _committee_after(
        self, holder: str, thing: str, area: str | None, *, unit: str | None
    ) -> str | None:
        """Where a committee's own change puts one of its things; None: it has no place left."""
        if holder in self.successor:
            return self.successor[holder]
        if holder in self.splits:
            place = self._part_for(self.splits[holder], thing, area, unit)
            if place is None:
                self.left.setdefault(holder, []).append(thing)
            return place
        if holder in self.abolished:
            self.left.setdefault(holder, []).append(thing)
            return None
        return self._new(holder)

    def _part_for(
        self, split: written.Split, thing: str, area: str | None, unit: str | None
    ) -> str | None:
        """The part of a split that takes a thing: by task, area, unit, else the rest."""
        lineage = self.book.lineage(area) if area else ()
        ranked: list[tuple[int, str]] = []
        for part in split.parts:
            for name in part.things:
                if name.text == thing:
                    ranked.append((0, part.id.text))
                elif name.text in lineage:
                    ranked.append((1 + lineage.index(name.text), part.id.text))
                elif name.text == unit:
                    ranked.append((1000, part.id.text))
        if ranked:
            ranked.sort()
            if len({place for rank, place in ranked if rank == ranked[0][0]}) > 1:
                self.complaints.add(split.span, "two-changes", id=thing)
            return ranked[0][1]
        return next((part.id.text for part in split.parts if not part.things), None)

    def _left_by(self, task: Task) -> dict[str, str]:
        """For a task whose holder is on no file: who may receive it, as its unit moves."""
        if task.holders is not None or task.performer not in self.before.units:
            return {}
        one = self.before.units[task.performer]
        if one.owner is None:
            return {}
        moves = [move for move in self.moves if self._moves_unit(move, one)]
        owner = moves[0].destination if moves else None
        if owner is None and one.owner in self.successor:
            owner = self.successor[one.owner]
        if owner is None and one.owner in self.splits:
            owner = self._part_for(self.splits[one.owner], task.id, task.area, one.id)
        return {owner: one.owner} if owner and owner != self._new(one.owner) else {}

    def check_left_over(self, provisions: Iterable[filed.Provision]) -> None:
        """Notes in one error a committee what has no place once it ends.

        A provision of a split committee goes where the tasks described in it go, else to the
        rest.
        """
        for provision in provisions:
            holder = self._id(provision.committee) if provision.committee else ""
            if holder in self.splits and not self._has_place(provision.provision, holder):
                self.left.setdefault(holder, []).append(str(provision.provision))
        for name, things in self.left.items():
            ending = self.splits.get(name)
            span = ending.span if ending else self.abolished[name]
            listed = ", ".join(dict.fromkeys(things))
            if name in self.before.units:
                self.complaints.add(span, "left-over-unit", unit=name, left=listed)
            else:
                self.complaints.add(span, "left-over", committee=name, left=listed)

    def _has_place(self, provision: Citation, holder: str) -> bool:
        split = self.splits[holder]
        described = [cite for task in self.before.tasks.values() for cite in task.described]
        described += [cite for unit in self.before.units.values() for cite in unit.described]
        return provision in described or any(not part.things for part in split.parts)
