# SPDX-License-Identifier: EUPL-1.2
"""The board: committees as columns, units and tasks as cards, with what a proposal does to them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Literal

from checker.board.state import PageState
from checker.municipality.apply import Applied
from checker.records import frozen
from checker.report.wording import spaced
from checker.speech.structure import CommitteeFacts, Structure, TaskFacts, UnitFacts

CardKind = Literal["unit", "task"]
ColumnState = Literal["", "new", "renamed", "ended"]
NOWHERE = ""  # the column of what stands under no committee, or under none that a file names


@frozen
class Card:
    """A unit or a task under one committee.

    Attributes:
        ref: its own on the page: what is held by two committees has a card under each.
        came_from: the committees that it comes from, where it moves.
        performer: the name of the unit that performs it, or "".
        performed_before: who did, where another one does now.
        was: its name before, where it is renamed.
        open: the committees between which its placement is left open.
    """

    ref: str
    id: str
    kind: CardKind
    name: str
    area: str
    performer: str = ""
    performed_before: str = ""
    came_from: tuple[str, ...] = ()
    new: bool = False
    was: str = ""
    open: tuple[str, ...] = ()

    @property
    def changed(self) -> bool:
        changes = self.came_from, self.new, self.was, self.performed_before, self.open
        return any(changes)


@frozen
class Column:
    """A committee with its cards.

    Attributes:
        gone: cards that leave it: their names, and the ids of the committees that they come to.
        hidden: how many of its cards the search leaves out.
        was: its name before, where it is renamed.
    """

    id: str
    name: str
    mayor: str = ""
    administration: str = ""
    state: ColumnState = ""
    was: str = ""
    cards: tuple[Card, ...] = ()
    gone: tuple[tuple[str, tuple[str, ...]], ...] = ()
    hidden: int = 0


@frozen
class Board:
    """The columns, and the committees that a card may be moved to: id to name."""

    columns: tuple[Column, ...]
    targets: Mapping[str, str]

    @property
    def moved(self) -> int:
        """How many cards are another than before."""
        return len({each.id for one in self.columns for each in one.cards if each.changed})


def board_of(
    applied: Applied,
    names: Mapping[str, str],
    state: PageState,
    choices: Callable[[str], tuple[str, ...]],
) -> Board:
    """The board of a proposal, as far as its cards are searched for.

    Args:
        names: id to name, of all on file and all that the proposal makes.
        choices: the committees between which a card is left open.
    """
    return _Painter(applied, names, state, choices).board()


@frozen(eq=False, repr=False)
class _Painter:
    applied: Applied
    names: Mapping[str, str]
    state: PageState
    choices: Callable[[str], tuple[str, ...]]

    def board(self) -> Board:
        before, after = self.applied.before.structure, self.applied.after.structure
        renamed = self.applied.after.changes.renamed
        cards = self._cards(before, after)
        columns = []
        for one in after.committees.values():
            columns.append(self._column(one, cards.get(one.id, ())))
        for one in before.committees.values():
            if one.id not in after.committees and one.id not in renamed:
                columns.append(self._column(one, (), ended=True))
        if cards.get(NOWHERE):
            shown = tuple(each for each in cards[NOWHERE] if self._is_shown(each))
            hidden = len(cards[NOWHERE]) - len(shown)
            columns.append(Column(NOWHERE, "", cards=shown, hidden=hidden))
        return Board(tuple(columns), {one: self._name(one) for one in after.committees})

    def _column(
        self, one: CommitteeFacts, cards: tuple[Card, ...], *, ended: bool = False
    ) -> Column:
        old = self.applied.after.changes.old(one.id)
        there = self.applied.before.structure.committees
        state: ColumnState = "ended" if ended else "renamed" if old != one.id else ""
        state = "new" if not state and one.id not in there else state
        shown = tuple(each for each in cards if self._is_shown(each))
        filed = one.filed
        return Column(
            one.id,
            self._name(one.id),
            filed.mayor.name if filed.mayor else "",
            filed.administration.name if filed.administration else "",
            state,
            self._name(old) if state == "renamed" else "",
            shown,
            tuple(self._gone(one.id if ended else old)),
            len(cards) - len(shown),
        )

    def _gone(self, committee: str) -> Iterator[tuple[str, tuple[str, ...]]]:
        """What leaves a committee that is told by its id before."""
        changes = self.applied.after.changes
        for unit, (left, entered) in changes.owners.items():
            if left == committee and entered != changes.renamed.get(committee, committee):
                yield self._name(unit), (entered,) if entered else ()
        tasks = self.applied.before.structure.tasks
        for task, (lost, got) in changes.holders.items():
            if committee in lost and not (task in tasks and tasks[task].of_unit):
                yield self._name(task), got

    def _cards(self, before: Structure, after: Structure) -> dict[str, tuple[Card, ...]]:
        found: dict[str, list[Card]] = {}
        for unit in after.units.values():
            found.setdefault(unit.owner or NOWHERE, []).append(self._unit(unit, before))
        for task in after.tasks.values():
            if not task.of_unit:
                for holder in task.holders or (NOWHERE,):
                    found.setdefault(holder, []).append(self._task(task, holder, before))
        return {committee: tuple(cards) for committee, cards in found.items()}

    def _unit(self, unit: UnitFacts, before: Structure) -> Card:
        changes = self.applied.after.changes
        old = changes.old(unit.id)
        ends = changes.owners.get(unit.id) or changes.owners.get(old)
        return Card(
            _ref(unit.id, unit.owner or NOWHERE),
            unit.id,
            "unit",
            self._name(unit.id),
            self._area(unit.area),
            came_from=(ends[0] or NOWHERE,) if ends else (),
            new=old not in before.units,
            was=self._name(old) if old != unit.id else "",
            open=self.choices(unit.id),
        )

    def _task(self, task: TaskFacts, holder: str, before: Structure) -> Card:
        changes = self.applied.after.changes
        lost, got = changes.holders.get(task.id, ((), ()))
        did, does = changes.performers.get(task.id, (None, None))
        return Card(
            _ref(task.id, holder),
            task.id,
            "task",
            self._name(task.id),
            self._area(task.area),
            self._name(task.performer) if task.performer else "",
            self._name(did) if did and did != does else "",
            came_from=(lost or (NOWHERE,)) if holder in got else (),
            new=task.id not in before.tasks,
            open=self.choices(task.id),
        )

    def _is_shown(self, card: Card) -> bool:
        shown, sought = self.state.shown, self.state.sought.casefold()
        if shown == "changed" and not card.changed:
            return False
        if shown in ("unit", "task") and card.kind != shown:
            return False
        told = f"{card.name} {card.id} {card.area} {card.performer}".casefold()
        return all(word in told for word in sought.split())

    def _name(self, id: str) -> str:
        return self.names.get(id, id)

    def _area(self, area: str | None) -> str:
        if not area:
            return ""
        word = self.applied.after.book.words.get(area, area)
        return spaced(word if self.state.language == "da" else area)


def _ref(id: str, committee: str) -> str:
    """What a card is called in the page: letters that every browser takes for an id."""
    told = f"card-{id}--{committee}"
    return "".join(each if each.isalnum() or each in "-_" else f"_{ord(each):x}" for each in told)
