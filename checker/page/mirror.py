# SPDX-License-Identifier: EUPL-1.2
"""The edits of a bylaw as blocks: the amending text, and the old wording beside the new."""

from __future__ import annotations

from collections.abc import Iterator

from checker.page.blocks import (
    Block,
    Items,
    ListItem,
    Paragraph,
    Piece,
    Subsection,
    Table,
    TableCell,
)
from checker.report.report import EditEntry, ResultEntry
from checker.report.wording import Wording
from checker.speech.saying import Ref


def edit_blocks(result: ResultEntry, say: Wording) -> Iterator[Block]:
    """The amending text of all edits, point by point, and their lines side by side."""
    edits = result.bylaw_edits
    if not edits:
        return
    points = (
        ListItem((Piece(one, language="da"),), flat=one) for each in edits for one in each.amending
    )
    asked = (ListItem((Piece(one, "question"),)) for each in edits for one in each.questions)
    yield Subsection("amending", say.words("h.amending"), (Items(tuple(points), "steps"),))
    if questions := tuple(asked):
        yield Subsection("edit-questions", say.words("h.edit-questions"), (Items(questions),))
    heads = tuple(say.words(key) for key in ("l.provision", "l.old", "l.new"))
    rows = tuple(row for each in edits for row in _rows(each, say))
    table = Table(say.words("h.mirror"), heads, rows, (20, 40, 40), "mirror")
    of = dict.fromkeys(one for each in edits for one in each.told)
    told = (Paragraph((" ".join(of),)),) if of else ()
    yield Subsection("mirror", say.words("h.mirror"), (*told, table))


def title_of(edit: EditEntry, say: Wording) -> str:
    """What an edit is headed with: its provision, or whose it is."""
    committees = tuple(Ref("committee", each) for each in edit.committees)
    return edit.provision or say.words("w.provision-of", committee=committees)


def _rows(edit: EditEntry, say: Wording) -> Iterator[tuple[TableCell, ...]]:
    title = title_of(edit, say)  # on each row: a head of a row that is empty says nothing aloud
    for line in edit.lines:
        old, new = (TableCell((text or "",)) for text in (line.old, line.new))
        yield TableCell((title,)), old, new
