# SPDX-License-Identifier: EUPL-1.2
"""What a proposal wants changed: its statements, each set against what is on file."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property
from itertools import chain
from operator import itemgetter

from checker.lawbook.book import Lawbook
from checker.mistakes import Mistakes
from checker.records import define, evolve, field, frozen
from checker.source import Span
from checker.speech import organisation as filed
from checker.speech import proposal as written
from checker.speech.node import Body, Document, Name, NoCommittee, Node, nodes_of
from checker.speech.structure import CommitteeFacts, Structure, TaskFacts, UnitFacts, body_id


@frozen(eq=False, repr=False)
class Moving:
    """One move as understood: what, from where, to where (None: to no committee), written where."""

    kind: str
    name: str
    origin: str | None
    destination: str | None
    span: Span


def committees_of(change: Node) -> tuple[filed.Committee, ...]:
    """The committees that a change creates, each as if it were stated."""
    match change:
        case written.CreateCommittee():
            return (change.committee,)
        case written.Merge():
            return (_stated(change),)
        case written.Split():
            return tuple(map(_stated, change.parts))
        case _:
            return ()


def _stated(one: written.Merge | written.Part) -> filed.Committee:
    return filed.Committee(
        "committee", one.id, one.name, one.administration, one.mayor, one.members, span=one.span
    )


def created_names(document: Document) -> list[tuple[Name, str, str]]:
    """What a proposal creates: name, title, kind; ids of mayors and administrations too."""
    made: list[tuple[Name, str, str]] = []
    for node in document.statements:
        for one in committees_of(node):
            made.append((one.id, one.name, "committee"))
            titles = (one.administration, "administration"), (one.mayor, "mayor")
            made += [(title.id, title.name, kind) for title, kind in titles if title]
        if isinstance(node, written.CreateUnit):
            made.append((node.unit.id, node.unit.name, "unit"))
        if isinstance(node, written.Rename):
            made.append((node.id, node.name, "renamed"))
    return made


@define(eq=False, repr=False)
class Wanted:
    """The changes of one proposal as understood, by the ids before it.

    Attributes:
        renamed: old id to new id.
        successor: a merged committee to what it becomes.
        causes: id to the place of the change that concerns it.
    """

    before: Structure
    book: Lawbook
    mistakes: Mistakes
    roles: Mapping[str, str | None]
    created: dict[str, CommitteeFacts] = field(factory=dict)
    units_made: dict[str, UnitFacts] = field(factory=dict)
    renamed: dict[str, str] = field(factory=dict)
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
    _old: dict[str, str] = field(factory=dict, init=False)
    _parts: dict[int, dict[str | None, set[str]]] = field(factory=dict, init=False)

    # ------------------------------------------------------------ reading

    def read_committees(self, nodes: tuple[Node, ...]) -> None:
        for create in nodes_of(nodes, written.CreateCommittee):
            for name in self._create(create):
                self.cause(name, create.span)
        for rename in nodes_of(nodes, written.Rename):
            old = self.id_of(rename.thing)
            if self._once(old, rename.span):
                self.renamed[old] = rename.id.text
                self._old.setdefault(rename.id.text, old)
                self.cause(rename.id.text, rename.span)
        made = {one.id.text: one for node in nodes for one in committees_of(node)}
        for resize in nodes_of(nodes, written.Resize):
            name = self.id_of(resize.committee)
            old = self.old_id(name)
            if old in self.resized:
                self.mistakes.add(resize.span, "two-changes", id=name)
            elif old in made:
                self._one_size(made[old], resize)
            self.resized[old] = resize.members
            self.cause(name, resize.span)
        for merge in nodes_of(nodes, written.Merge):
            self._read_merge(merge)
        for split in nodes_of(nodes, written.Split):
            self._read_split(split)
        heirs: dict[str, Body] = {}
        for abolish in nodes_of(nodes, written.Abolish):
            old = self.id_of(abolish.thing)
            if self._ends(old, abolish.span):
                self.abolished[old] = abolish.span
                if abolish.successor:
                    heirs[old] = abolish.successor
        for old, heir in heirs.items():
            if old in self.before.units:
                self.mistakes.add(heir.span, "into-of-unit", id=old)
            self.successor[old] = self._destination(self.id_of(heir), heir.span)
        for make in nodes_of(nodes, written.CreateUnit):
            made_unit = UnitFacts.stated(make.unit, self.roles, self.mistakes)
            owner = self._destination(made_unit.owner, make.span) if made_unit.owner else None
            self.units_made[made_unit.id] = evolve(made_unit, owner=owner)
            self.cause(made_unit.id, make.span)

    def _one_size(self, made: filed.Committee, resize: written.Resize) -> None:
        """Notes, at the later, that a committee is made with another size than it is given."""
        if made.members in (None, resize.members):
            return
        both: list[filed.Committee | written.Resize] = [made, resize]
        first, last = sorted(both, key=lambda one: one.span.start)
        self.mistakes.add(
            last.span,
            "two-sizes",
            id=made.id.text,
            size=last.members,
            other=first.members,
            place=f"{first.span.path}:{first.span.line}",
        )

    def _read_merge(self, merge: written.Merge) -> None:
        for made in self._create(merge):
            self.merge_made.add(made)
            self.cause(made, merge.span)
            for body in merge.committees:
                old = self.id_of(body)
                if self._ends(old, merge.span):
                    self.successor[old] = made

    def _read_split(self, split: written.Split) -> None:
        old = self.id_of(split.committee)
        if self._ends(old, split.span):
            self.splits[old] = split
            for made in self._create(split):
                self.split_made.add(made)
                self.cause(made, split.span)

    def _create(self, change: Node) -> list[str]:
        made = {one.id.text: CommitteeFacts.stated(one) for one in committees_of(change)}
        self.created |= made
        return [*made]

    def _ends(self, name: str, span: Span) -> bool:
        if name in self.before.committees and name == self.before.finance:
            self.mistakes.add(span, "abolish-finance", id=name)
            return False
        if name in self.resized:
            self.mistakes.add(span, "two-changes", id=name)
            return False
        return self._once(name, span)

    def _once(self, name: str, span: Span) -> bool:
        taken = any(name in one for one in (self.renamed, *self.ending))
        if taken:
            self.mistakes.add(span, "two-changes", id=name)
        return not taken

    def read_moves(self, nodes: tuple[Node, ...]) -> None:
        for move in nodes_of(nodes, written.Move):
            self._read_move(move)
        for placed in nodes_of(nodes, written.Placed):
            self._read_placed(placed)
        for transfer in nodes_of(nodes, written.Transfer):
            self._read_transfer(transfer)
        for lead in nodes_of(nodes, written.Lead):
            name = self.old_id(lead.unit.text)
            if name in self.built_as:
                self.mistakes.add(lead.span, "two-changes", id=lead.unit.text)
            self.built_as[name] = lead
            self.cause(lead.unit.text, lead.span)

    def _read_move(self, move: written.Move) -> None:
        name = self.old_id(move.thing.text)
        kind = self.kind_of(name)
        for end in (move.origin, move.destination):
            if isinstance(end, NoCommittee) and kind != "unit":
                key = "only-unit" if end is move.destination else "only-unit-from"
                self.mistakes.add(end.span, key, id=self.said(name, end.span))
                return
        origin = self._placed(move.origin)
        destination = self._placed(move.destination)
        if destination is not None:
            destination = self._destination(destination, move.destination.span)
        if move.origin is not None and not self._fits(
            move, kind, name, origin and self.old_id(origin)
        ):
            return
        if kind == "area" and not self.tasks_within(name):
            self._without_tasks(move.thing)
        self.moves.append(
            Moving(kind, name, origin and self.old_id(origin), destination, move.span)
        )

    def _placed(self, body: Body | NoCommittee | None) -> str | None:
        return None if body is None or isinstance(body, NoCommittee) else self.id_of(body)

    def _read_placed(self, placed: written.Placed) -> None:
        """A move, but that a thing may stay where it is."""
        name = self.old_id(placed.thing.text)
        destination = self._destination(self.id_of(placed.committee), placed.span)
        kind = self.kind_of(name)
        if kind == "area" and not self.tasks_within(name):
            self._without_tasks(placed.thing)
        self.moves.append(Moving(kind, name, None, destination, placed.span))

    def _without_tasks(self, area: Name) -> None:
        said = self.said(area.text, area.span)
        self.mistakes.add(area.span, "no-tasks-anywhere", area=said)

    def said(self, name: str, span: Span) -> str:
        """A name as it is told at a place: in Danish an area by its word."""
        danish = self.mistakes.language(span) == "da"
        return self.book.words.get(name, name) if danish else name

    def _fits(self, move: written.Move, kind: str, name: str, origin: str | None) -> bool:
        """Whether the thing is where the proposal says that it comes from."""
        assert move.origin is not None
        say, span = self.mistakes.say, move.origin.span
        if kind == "unit":
            owner = self.before.units[name].owner
            if owner == origin:
                return True
            held = say(span, "it-is-under", committee=owner) if owner else say(span, "under-none")
            self.mistakes.add(span, "not-owner", id=name, committee=origin or span.text, held=held)
            return False
        if kind == "area":
            found = self.tasks_within(name)
            if any(task.holders is None or origin in task.holders for task in found):
                return True
            others = ", ".join(dict.fromkeys(one for task in found for one in task.holders or ()))
            told = {"committee": origin, "area": self.said(name, span), "held": others}
            self.mistakes.add(span, "no-tasks", **told)
            return False
        holders = self.before.tasks[name].holders
        if holders is None or origin in holders:
            return True
        held = say(span, "it-is-held", committee=", ".join(holders))
        self.mistakes.add(span, "not-held", id=name, committee=origin, held=held)
        return False

    def _read_transfer(self, transfer: written.Transfer) -> None:
        name = self.old_id(transfer.thing.text)
        origin = self.old_id(transfer.origin.text) if transfer.origin else None
        kind = "area" if name in self.book.areas else "task"
        found = self.tasks_within(name) if kind == "area" else [self.before.tasks[name]]
        if not found:
            self._without_tasks(transfer.thing)
        elif origin and not any(task.performer == origin for task in found):
            assert transfer.origin is not None
            span = transfer.origin.span
            units = dict.fromkeys(task.performer for task in found if task.performer)
            told = {"id": self.said(name, span), "held": ", ".join(units)}
            self.mistakes.add(span, "not-performed", unit=origin, **told)
        destination = self.new_id(transfer.destination.text)
        self.transfers.append(Moving(kind, name, origin, destination, transfer.span))

    # ------------------------------------------------------------ names

    @property
    def resized_otherwise(self) -> dict[str, int]:
        """The committees that get another number of members."""
        sizes = {name: one.members for name, one in self.before.committees.items()}
        return {name: size for name, size in self.resized.items() if sizes.get(name) != size}

    @property
    def led_otherwise(self) -> list[str]:
        """The units that get another construction, or are created with one."""
        units = self.before.units
        made = [name for name, unit in self.units_made.items() if unit.construction]
        led = {name: lead.construction for name, lead in self.built_as.items()}
        return made + [
            name
            for name, built in led.items()
            if name not in made and (name not in units or units[name].construction != built)
        ]

    @property
    def ending(self) -> tuple[Collection[str], ...]:
        """What ends: merged, split, abolished."""
        return self.successor, self.splits, self.abolished

    def id_of(self, body: Body) -> str:
        return body_id(body, self.roles, self.mistakes) or ""

    def old_id(self, name: str) -> str:
        return self._old.get(name, name)

    def new_id(self, name: str) -> str:
        return self.renamed.get(name, name)

    def _destination(self, name: str, span: Span) -> str:
        if any(name in one for one in self.ending):
            self.mistakes.add(span, "ends", committee=name)
        return self.new_id(name)

    def kind_of(self, name: str) -> str:
        if name in self.before.units:
            return "unit"
        return "task" if name in self.before.tasks else "area"

    def cause(self, name: str, span: Span) -> None:
        self.causes.setdefault(name, span)

    def tasks_within(self, area: str) -> Sequence[TaskFacts]:
        return self.before.filed(self.book.within(area))

    # ------------------------------------------------------------ once all is read

    @cached_property
    def _moving(self) -> _ByName:
        return _by_name(self.moves)

    @cached_property
    def _transferred(self) -> _ByName:
        return _by_name(self.transfers)

    @cached_property
    def _concerned(self) -> Collection[str] | None:
        """The units that a change may touch, or all of a committee; None: it may be any unit."""
        if any(move.kind == "area" for move in self.moves):
            return None
        moved = (move.name for move in self.moves)
        return {*chain(*self.ending), *self.renamed, *self.built_as, *moved}

    def leaves(self, unit: UnitFacts) -> bool:
        """Whether no change can make another unit of one."""
        names = self._concerned
        return names is not None and unit.id not in names and unit.owner not in names

    def moves_of(self, thing: UnitFacts | TaskFacts) -> list[Moving]:
        """The moves of a thing, of what performs it and of its area, in the order written."""
        performer = thing.performer if isinstance(thing, TaskFacts) else None
        return self._named(self._moving, thing, performer)

    def transfers_of(self, task: TaskFacts) -> list[Moving]:
        """The transfers of a task and of its area, in the order written."""
        return self._named(self._transferred, task)

    def parts_of(self, split: written.Split) -> Mapping[str | None, set[str]]:
        """The parts of a split by what each is to take."""
        if id(split) not in self._parts:
            parts = self._parts[id(split)] = {}
            for part in split.parts:
                for name in part.things:
                    parts.setdefault(name.text, set()).add(part.id.text)
        return self._parts[id(split)]

    def _named(
        self, moving: _ByName, thing: UnitFacts | TaskFacts, performer: str | None = None
    ) -> list[Moving]:
        if not moving:
            return []
        areas = self.book.lineage(thing.area) if thing.area else ()
        names = {thing.id, performer or thing.id, *areas}
        found = [each for name in names if name in moving for each in moving[name]]
        return [move for _, move in sorted(found, key=itemgetter(0))]


_ByName = Mapping[str, list[tuple[int, Moving]]]


def _by_name(moves: Iterable[Moving]) -> _ByName:
    """Moves by what they move, each with its place among all."""
    found: dict[str, list[tuple[int, Moving]]] = {}
    for place, move in enumerate(moves):
        found.setdefault(move.name, []).append((place, move))
    return found
