# SPDX-License-Identifier: EUPL-1.2
"""Who has what before a proposal and after it, as tables: the committees, then each unit."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from checker.page.blocks import (
    Block,
    Items,
    ListItem,
    Parts,
    Piece,
    Subsection,
    Table,
    TableCell,
)
from checker.page.pictures import structure
from checker.report.placing import (
    CommitteeChangeEntry,
    CommitteeSideEntry,
    HeldEntry,
    PlacingEntry,
)
from checker.report.report import ResultEntry
from checker.report.wording import Wording


def changed_blocks(result: ResultEntry, wording: Wording, number: int) -> Iterator[Block]:
    """What is proposed, change by change, and who has what before and after it."""
    if does := result.proposal.does:
        yield Items(tuple(ListItem((each,)) for each in does))
    if result.placing:
        yield from placing_blocks(result.placing, wording, number)


def placing_blocks(
    placing: PlacingEntry, wording: Wording, number: int = 1
) -> Iterator[Subsection]:
    """The tables of what a proposal moves, the committees with a picture of them."""
    say = wording.words
    before, after = say("l.before"), say("l.after")
    if placing.committees:
        title = say("h.placing")
        heads = (say("l.committee"), before, after)
        rows = tuple(_committee(one, wording) for one in placing.committees)
        picture = structure(placing, wording, f"structure-{number}")
        table = Table(title, heads, rows, (26, 37, 37), "placing", picture=picture)
        yield Subsection("placing", title, (table,))
    for one in placing.units:
        title = say("h.unit", name=one.name)
        rows = tuple(
            tuple(TableCell((text,)) for text in (row.question, row.before, row.after))
            for row in one.rows
        )
        table = Table(title, (say("l.question"), before, after), rows, (26, 37, 37), "placing")
        yield Subsection(f"unit-{one.id}", title, (table,))


def _committee(one: CommitteeChangeEntry, wording: Wording) -> tuple[TableCell, ...]:
    """A committee, with what it has on each side."""
    shown = one.after or one.before
    assert shown
    under: Parts = ()
    if one.before and one.after and one.before.name != one.after.name:
        under = (wording.words("placing.former", name=one.before.name),)
    sides = (TableCell(_held(side, wording)) for side in (one.before, one.after))
    return TableCell((shown.name,), under), *sides


def _way(each: HeldEntry) -> str:
    """Where a task goes to or comes from; nothing for what is told by itself."""
    return each.more if each.kind == "task" and each.goes else ""


def _held(side: CommitteeSideEntry | None, wording: Wording) -> Parts:
    if side is None or not (side.held or side.members):
        return (wording.words("placing.nothing" if side else "placing.none"),)
    parts: list[str | Piece] = []
    if side.members:
        parts.append(wording.words("placing.members", count=side.members))
    for way, alike in groupby(side.held, key=_way):
        told = [*alike]
        lead = f"{way}: " if len(told) > 1 and way else ""  # said once of all that go the same way
        for each in told:
            parts += [Piece("; ", "break")] if parts else []
            more = f" ({each.more})" if each.more and not lead else ""
            parts.append(f"{lead if each is told[0] else ''}{each.words}{more}")
    return tuple(parts)
