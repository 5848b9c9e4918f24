# SPDX-License-Identifier: EUPL-1.2
"""A proposal applied to its municipality: what stands before it and after, and what it carries."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain, repeat
from typing import Any, TypeVar

from checker.lawbook.book import Lawbook
from checker.mistakes import Mistakes
from checker.municipality.bylaw import Bylaw, bylaw_of
from checker.municipality.carried import Carried, read_carried
from checker.municipality.case import Case, mistakes_in
from checker.municipality.difference import difference
from checker.municipality.situation import View
from checker.municipality.town import Town
from checker.municipality.wanted import Moving, Wanted
from checker.records import define, evolve, field, frozen
from checker.speech import organisation as filed
from checker.speech import proposal as written
from checker.speech.answers import Answers
from checker.speech.changed import NOTHING, Changes
from checker.speech.node import Citation, Document
from checker.speech.structure import CommitteeFacts, Structure, TaskFacts, UnitFacts, task_of_unit


@frozen(eq=False, repr=False)
class Applied:
    """What a proposal does and carries: the same however the sources are read."""

    before: View
    after: View
    carried: Carried
    bylaw: Bylaw

    def under(self, lawbook: Lawbook) -> Applied:
        """The same in the eyes of a rule base that says one thing otherwise."""
        before, after = (
            evolve(view, book=lawbook, assumed=Answers()) for view in (self.before, self.after)
        )
        return evolve(self, before=before, after=after)


def apply(case: Case) -> Applied:
    """The municipality without a proposal and with it.

    Raises MistakesError where the proposal does not fit.
    """
    town = case.town
    with mistakes_in(case.document) as mistakes:
        structure, changed = rearranged(case.document, town, case.lawbook, mistakes)
        brought = read_carried(case, changed.renamed, mistakes)
        wording = bylaw_of(town, structure, changed, brought, case.names, mistakes)
    unreasoned = case.header.reason is None and not case.alone
    changed = evolve(changed, unreasoned=unreasoned)
    before = _view(case, town.structure, NOTHING)
    return Applied(before, _view(case, structure, changed), brought, wording)


def standing(case: Case) -> View:
    """The municipality of a case as it is on file."""
    town = case.on_file
    return _view(evolve(case, town=town, kinds=town.kinds), town.structure, NOTHING)


def _view(case: Case, structure: Structure, changed: Changes) -> View:
    return View(
        structure.on(case.header.effective),
        case.header.effective,
        case.town.council,
        case.kinds,
        changed,
        book=case.lawbook,
        calendar=case.town.calendar,
    )


def rearranged(
    document: Document, town: Town, book: Lawbook, mistakes: Mistakes
) -> tuple[Structure, Changes]:
    """The structure after a settled proposal, and what changed.

    All changes take effect together: their order does not matter. The narrower wins: task,
    area, unit, committee. Raises MistakesError where the proposal does not fit.
    """
    before = town.structure
    wanted = Wanted(before, book, mistakes, town.roles)
    nodes = document.statements
    for node in nodes:
        if isinstance(node, written.Open):
            mistakes.add(node.span, "open", id=wanted.said(node.thing.text, node.span))
    mistakes.settle()
    wanted.read_committees(nodes)
    wanted.read_moves(nodes)
    mistakes.settle()
    work = _Rearrangement(wanted)
    committees, units = work.committees_after(), work.units_after()
    tasks = work.tasks_after(work.reached(units))
    after = evolve(before, committees=committees, units=units, tasks=tasks)
    work.check_left_over(town.provisions)
    mistakes.settle()
    return after.beside(before), difference(before, after, wanted)


@define(eq=False, repr=False)
class _Rearrangement:
    """The structure after a proposal while it is put together.

    Attributes:
        left: a committee or unit that ends to what has no place then.
        rivals: where the changes begin that another as narrow was told of.
    """

    wanted: Wanted
    left: dict[str, list[str]] = field(factory=dict)
    rivals: set[int] = field(factory=set)

    def committees_after(self) -> dict[str, CommitteeFacts]:
        after: dict[str, CommitteeFacts] = {}
        for old, one in (self.wanted.before.committees | self.wanted.created).items():
            if not any(old in ending for ending in self.wanted.ending):
                new = self.wanted.new_id(old)
                members = self.wanted.resized.get(old, one.members)
                after[new] = _with(one, id=new, members=members)
        return after

    def units_after(self) -> dict[str, UnitFacts]:
        led = self.wanted.built_as
        after: dict[str, UnitFacts] = {}
        for old, one in self.wanted.before.units.items():
            if self.wanted.leaves(one):
                after[old] = one
            elif old not in self.wanted.abolished:
                new = self.wanted.new_id(old)
                built = led[old].construction if old in led else one.construction
                owner = self._owner_after(one)
                after[new] = _with(one, id=new, owner=owner, construction=built)
        for name, made in self.wanted.units_made.items():
            after[name] = evolve(made, construction=led[name].construction) if name in led else made
        return after

    def _owner_after(self, one: UnitFacts) -> str | None:
        if moves := self._moves_of_unit(one):
            return self._narrowest(moves, one.id)
        return one.owner and self._committee_after(one.owner, one.id, one.area, unit=one.id)

    def _moves_of_unit(self, one: UnitFacts) -> list[Moving]:
        return [move for move in self.wanted.moves_of(one) if self._moves_unit(move, one)]

    def _moves_unit(self, move: Moving, one: UnitFacts) -> bool:
        if move.kind == "unit":
            return move.name == one.id
        task = self.wanted.before.tasks.get(one.id)
        if move.kind != "area" or task is None or not task.of_unit:
            return False
        return self._reaches(move, task, one.owner or "")

    def reached(self, units: Mapping[str, UnitFacts]) -> set[str]:
        """The tasks that any change may reach: all others stay what they are.

        Args:
            units: as they are afterwards.
        """
        before, wanted = self.wanted.before, self.wanted
        lists: list[Sequence[TaskFacts]] = [
            before.performed(name)
            for name, one in before.units.items()
            if units.get(wanted.new_id(name)) is not one
        ]
        changing = {*chain(*wanted.ending), *wanted.renamed} & before.committees.keys()
        lists += map(before.held, changing)
        lists += [before.unheld] if changing else []
        for move in (*wanted.moves, *wanted.transfers):
            if move.kind == "area":
                lists.append(before.filed(wanted.book.within(move.name)))
            elif move.kind == "unit":
                lists.append(before.performed(move.name))
            else:
                lists.append([before.tasks[move.name]])
        return {task.id for tasks in lists for task in tasks}

    def tasks_after(self, reached: Collection[str]) -> dict[str, TaskFacts]:
        after: dict[str, TaskFacts] = {}
        transferred_to = set()
        for one in self.wanted.before.tasks.values():
            if one.id not in reached:
                after[one.id] = one
                continue
            performer = self._performer_after(one)
            if performer != one.performer:
                transferred_to.add(performer)
            if one.of_unit and performer == one.performer and self._ends_with_unit(one.id):
                continue
            if performer in self.wanted.abolished and performer == one.performer:
                self.left.setdefault(performer or "", []).append(one.id)
            new = self.wanted.new_id(one.id) if one.of_unit else one.id
            holders = self._holders_after(one)
            left, falls = self._coming(one) if holders is None else ({}, {})
            after[new] = _with(
                one,
                id=new,
                performer=self.wanted.new_id(performer) if performer else None,
                holders=holders,
                left_by=left,
                falls_to=falls,
            )
        arriving = [*self.wanted.units_made.values(), *self._newly_owned()]
        for made in arriving:
            if made.owner and made.id not in transferred_to:
                after[made.id] = task_of_unit(made)
        return after

    def _ends_with_unit(self, unit: str) -> bool:
        """Whether the one task that a unit counts as ends: the unit does, or has no committee."""
        ends = unit in self.wanted.abolished
        return ends or self._owner_after(self.wanted.before.units[unit]) is None

    def _newly_owned(self) -> Iterator[UnitFacts]:
        """The units without tasks that were under no committee and get one."""
        before = self.wanted.before
        for one in before.units.values():
            ends = one.id in self.wanted.abolished
            if one.owner is None and not (ends or before.performed(one.id)):
                owner = self._owner_after(one)
                yield evolve(one, id=self.wanted.new_id(one.id), owner=owner)

    def _performer_after(self, task: TaskFacts) -> str | None:
        fitting = [
            move
            for move in self.wanted.transfers_of(task)
            if (move.origin is None or move.origin == task.performer)
            and (
                move.name == task.id if move.kind == "task" else self._lies_within(task, move.name)
            )
        ]
        if not fitting:
            return task.performer
        for move in fitting:
            self.wanted.cause(task.id, move.span)
        return self._narrowest(fitting, task.id)

    def _holders_after(self, task: TaskFacts) -> tuple[str, ...] | None:
        if task.holders is None:
            taking = [one for one in self.wanted.moves_of(task) if self._takes(one, task)]
            if not taking:
                return None
            for move in taking:
                self.wanted.cause(task.id, move.span)
            place = self._narrowest(taking, task.id)
            sure = any(move.kind == "task" for move in taking)
            places = {*chain(*(there for _, there in self._places(task).values()))}
            return (place,) if place and (sure or places == {place}) else None
        found = [self._holder_after(task, holder) for holder in task.holders]
        return tuple(dict.fromkeys(one for one in found if one))

    def _holder_after(self, task: TaskFacts, holder: str) -> str | None:
        moves = [one for one in self.wanted.moves_of(task) if self._reaches(one, task, holder)]
        if moves:
            for move in moves:
                self.wanted.cause(task.id, move.span)
            return self._narrowest(moves, task.id)
        return self._committee_after(holder, task.id, task.area, unit=task.performer)

    def _reaches(self, move: Moving, task: TaskFacts, holder: str) -> bool:
        """Whether a move takes the responsibility for a task from one of its holders."""
        if move.kind == "unit":
            owner = self.wanted.before.units[move.name].owner
            return task.performer == move.name and holder == owner
        if move.origin is not None and move.origin != holder:
            return False
        if move.kind == "task":
            return move.name == task.id
        return self._lies_within(task, move.name)

    def _takes(self, move: Moving, task: TaskFacts) -> bool:
        """Whether a move takes a task whose holder is on no file."""
        if move.kind == "task":
            return move.name == task.id
        return move.kind == "area" and move.origin is None and self._lies_within(task, move.name)

    def _lies_within(self, task: TaskFacts, area: str) -> bool:
        return task.area is not None and area in self.wanted.book.lineage(task.area)

    def _narrowest(self, moves: list[Moving], name: str) -> str | None:
        """Where the narrowest of several changes puts a thing; two equally narrow: a mistake, told
        once of all that they move."""
        ranked = sorted(moves, key=self._width)
        if len(ranked) > 1 and self._width(ranked[0]) == self._width(ranked[1]):
            last = max(ranked[:2], key=lambda move: move.span.start)
            if last.span.start not in self.rivals:
                self.rivals.add(last.span.start)
                self.wanted.mistakes.add(last.span, "two-changes", id=name)
        return ranked[0].destination

    def _width(self, move: Moving) -> tuple[int, int]:
        if move.kind == "area":
            return 1, -len(self.wanted.book.lineage(move.name))
        return (0, 0) if move.kind == "task" else (2, 0)

    def _committee_after(
        self, holder: str, thing: str, area: str | None, *, unit: str | None
    ) -> str | None:
        """Where a committee's own change puts one of its things; None: it has no place left."""
        places = self._heirs(holder, thing, area, unit)
        if len(places) > 1:
            self.wanted.mistakes.add(self.wanted.splits[holder].span, "two-changes", id=thing)
        if not places:
            self.left.setdefault(holder, []).append(thing)
        return min(places, default=None)

    def _heirs(self, holder: str, thing: str, area: str | None, unit: str | None) -> set[str]:
        """Who has something of a committee after its own change: the part of a split that takes it
        by task, area, unit, else the rest. None: it has no place; more than one: a mistake."""
        if holder in self.wanted.successor:
            return {self.wanted.successor[holder]}
        if holder in self.wanted.splits:
            split = self.wanted.splits[holder]
            for name in (thing, *(self.wanted.book.lineage(area) if area else ()), unit):
                if places := self.wanted.parts_of(split).get(name):
                    return places
            return {part.id.text for part in split.parts if not part.things}
        return set() if holder in self.wanted.abolished else {self.wanted.new_id(holder)}

    def _coming(
        self, task: TaskFacts
    ) -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
        """For a task whose holder is on no file: who receives it from whom, if they hold it; by a
        move, and by what becomes of a committee alone."""
        found: tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]] = {}, {}
        for holder, (moved, places) in self._places(task, leaving=True).items():
            coming = found[not moved]
            for place in places - {self.wanted.new_id(holder)}:
                coming[place] = (*coming.get(place, ()), holder)
        return found

    def _places(
        self, task: TaskFacts, *, leaving: bool = False
    ) -> dict[str, tuple[bool, set[str]]]:
        """Where each committee would leave a task if it held it ("": at none), and whether as it
        moves, alone or with the unit that performs it; where asked of those alone that may."""
        unit, moves = self.wanted.before.units.get(task.performer or ""), self.wanted.moves_of(task)
        found = {}
        for one in self.wanted.before.committees:
            along = unit is not None and one == unit.owner
            if along or any(map(self._reaches, moves, repeat(task), repeat(one))):
                found[one] = True, {self._holder_after(task, one) or ""}
            elif not leaving or any(one in ending for ending in self.wanted.ending):
                found[one] = False, self._heirs(one, task.id, task.area, task.performer)
        return found

    def check_left_over(self, provisions: Iterable[filed.Provision]) -> None:
        """Notes in one error a committee what has no place once it ends.

        A provision of a split committee goes where the tasks described in it go, else to the
        rest.
        """
        for provision in provisions:
            for holder in map(self.wanted.id_of, provision.committees):
                if holder in self.wanted.splits and not self._has_place(
                    provision.provision, holder
                ):
                    self.left.setdefault(holder, []).append(str(provision.provision))
        for name, things in self.left.items():
            ending = self.wanted.splits.get(name)
            span = ending.span if ending else self.wanted.abolished[name]
            listed = ", ".join(dict.fromkeys(things))
            if name in self.wanted.before.units:
                self.wanted.mistakes.add(span, "left-over-unit", unit=name, left=listed)
            else:
                whole = None if ending else name
                told = {"committee": name, "left": listed, "abolished": whole}
                self.wanted.mistakes.add(span, "left-over", **told)

    def _has_place(self, provision: Citation, holder: str) -> bool:
        split = self.wanted.splits[holder]
        return provision in self._described or any(not part.things for part in split.parts)

    @cached_property
    def _described(self) -> frozenset[Citation]:
        before = self.wanted.before
        things = (*before.tasks.values(), *before.units.values())
        return frozenset(cite for one in things for cite in one.described)


_Facts = TypeVar("_Facts", CommitteeFacts, UnitFacts, TaskFacts)


def _with(one: _Facts, **facts: Any) -> _Facts:
    """Something with some facts otherwise; the very same where they are not."""
    if facts.items() <= vars(one).items():
        return one
    return evolve(one, **facts)
