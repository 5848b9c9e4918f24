# SPDX-License-Identifier: EUPL-1.2
"""What speaks for a placing and against it, as a table with the legal cell last."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checker.page.blocks import Paragraph, Parts, Piece, Table, TableCell
from checker.report.sourced import WeighedEntry
from checker.report.wording import Wording


def weighed_blocks(
    weighed: WeighedEntry, wording: Wording, language: str = ""
) -> Iterator[Table | Paragraph]:
    """The table of one placing, and where its cells were read; ``language``: of what the proposal's
    author wrote."""
    yield _table(weighed, wording, language)
    if read := weighed.read_in_words:
        yield Paragraph((wording.sentence("weighed.read", read=read),))


def _table(weighed: WeighedEntry, wording: Wording, language: str) -> Table:
    say = wording.words
    rows = [
        (
            TableCell((Piece(row.matter or say("weighed.other"), language=language),)),
            TableCell(_told(row.speaks_for, language)),
            TableCell(_told(row.against, language)),
        )
        for row in weighed.rows
    ]
    legal, words = weighed.legal, (weighed.legal.words,)
    rows.append(
        (
            TableCell((say("weighed.legal"),), () if legal.stance else words),
            TableCell(words if legal.stance == "for" else _told((), "")),
            TableCell(words if legal.stance == "against" else _told((), "")),
        )
    )
    flat: list[tuple[Parts, ...]] = [tuple(cell.parts for cell in row) for row in rows]
    if not legal.stance:
        flat[-1] = ((f"{say('weighed.legal')}: {legal.words}",), *flat[-1][1:])
    heads = (say("weighed.matter"), say("weighed.for"), say("weighed.against"))
    told = tuple((head,) for head in heads)
    return Table(weighed.title, heads, tuple(rows), (24, 38, 38), "weighed", (told, *flat))


def _told(texts: Sequence[str], language: str) -> Parts:
    if not texts:
        return (Piece("–", "empty"),)
    parts: list[str | Piece] = []
    for at, text in enumerate(texts, 1):
        parts += [Piece("; ", "break")] if parts else []
        said = text if at == len(texts) else text.removesuffix(".")
        parts.append(Piece(said, language=language))
    return tuple(parts)
