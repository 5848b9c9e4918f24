# SPDX-License-Identifier: EUPL-1.2
"""An answer that is no memo (a matrix, a sweep, a plan, a register) as a Word file."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from checker import folders
from checker.desk import paper, pieces
from checker.desk.pieces import WordPieces
from checker.page.blocks import Heading, Items, Paragraph, Plain, Table, Title, plain
from checker.report.wording import Language, Wording


def word(blocks: Sequence[Plain], language: Language) -> bytes:
    """A page without sections as a Word file, its paper that of the memo."""
    blocks, say = paper.clean(tuple(blocks)), Wording(language)
    title = next((one.text for one in blocks if isinstance(one, Title)), "ressort")
    scope = {
        "title": title,
        "short_title": title if len(title) <= 90 else f"{title[:89]}…",
        "kind": "",
        "municipality": "",
        "page": say.words("l.page"),
        "of": say.words("l.of"),
        "memo": Markup(pieces.MEMO),
    }
    made = paper.filled(folders.REPORTS / "memo.docx", scope)
    writer = WordPieces.of(made, say)
    for block in blocks:
        _write(writer, block)
    writer.place._p.getparent().remove(writer.place._p)
    paper.speak(made, language)
    paper.sign(made, title, language)
    return paper.packed(made)


def _write(writer: WordPieces, block: Plain) -> None:
    match block:
        case Title():
            pass  # the paper has it
        case Heading():
            writer.heading(1, block.text)
        case Paragraph():
            writer.paragraph(block.text)
        case Items():
            steps = pieces.new_list(writer.document) if block.look and block.items else None
            for item in block.items:
                style = "List Bullet" if steps is None else "List Number"
                made = writer.paragraph(item.flat, style=style)
                if steps is not None:
                    pieces.list_item(made._p, steps, 0)
        case Table():
            if block.picture:
                writer.picture(block.picture)
            rows = [[[plain(one)] for one in row] for row in block.lines]
            writer.table([cell[0] for cell in rows[0]], rows[1:], _shares(rows))


def _shares(rows: Sequence[Sequence[Sequence[str]]]) -> list[int]:
    """The widths of columns, in percent: by how much stands in each, and its longest word."""
    weights = []
    for column in zip(*rows, strict=True):
        texts = [cell[0] for cell in column]
        longest = max((len(word) for text in texts for word in text.split()), default=1)
        weights.append(max(4, min(20, longest), min(60, sum(map(len, texts)) // len(texts))))
    return [100 * one // sum(weights) for one in weights]
