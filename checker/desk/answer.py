# SPDX-License-Identifier: EUPL-1.2
"""An answer that is no memo (a matrix, a sweep, a plan, a register) as a Word file."""

from __future__ import annotations

from collections.abc import Sequence

from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.section import Section
from docx.shape import InlineShape
from docx.shared import Length, Mm
from markupsafe import Markup

from checker import folders
from checker.desk import paper, pieces
from checker.desk.pieces import WordPieces
from checker.page.blocks import Heading, Items, Paragraph, Plain, Table, Title, plain
from checker.report.wording import Language, Wording

_COLUMNS = 5  # the most that stand beside each other on upright paper
_CHARACTER, _MARGINS = Mm(1.95), 3  # how wide one is, and how many the margins of a cell take
_HIGHEST = Mm(100)  # of a picture
_LONGEST, _MOST = 16, 90  # characters of a word, and of a text that more room is sought for


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
    if any(len(one.lines[0]) > _COLUMNS for one in blocks if isinstance(one, Table)):
        _turn(made)
    writer = WordPieces.of(made, say)
    for block in blocks:
        _write(writer, block)
    writer.place._p.getparent().remove(writer.place._p)
    paper.speak(made, language)
    paper.sign(made, title, language)
    return paper.packed(made)


def _turn(made: Document) -> None:
    """Lays the paper on its side, with the page of how many at its new edge."""
    section = made.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    section.top_margin, section.bottom_margin = Mm(18), Mm(16)
    foot = section.footer.paragraphs[0].paragraph_format
    foot.tab_stops.clear_all()
    foot.tab_stops.add_tab_stop(_room(section), WD_TAB_ALIGNMENT.RIGHT)


def _room(section: Section) -> Length:
    """How wide a line of text is."""
    margins = (section.left_margin or 0) + (section.right_margin or 0)
    return Length((section.page_width or 0) - margins)


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
                _fit(writer.document.inline_shapes[-1])
            rows = [[[plain(one)] for one in row] for row in block.lines]
            writer.table(
                [cell[0] for cell in rows[0]],
                rows[1:],
                _shares(rows, _room(writer.document.sections[0])),
            )


def _fit(picture: InlineShape) -> None:
    """Makes a picture no higher than paper on its side has room for below a title."""
    if picture.height > _HIGHEST:
        picture.width = Length(picture.width * _HIGHEST // picture.height)
        picture.height = _HIGHEST


def _shares(rows: Sequence[Sequence[Sequence[str]]], room: Length) -> list[int]:
    """The widths of columns, in percent: its longest word fits each, and the rest of the line is
    shared by how much more stands in it."""
    least, more = [], []
    for column in zip(*rows, strict=True):
        texts = [cell[0] for cell in column]
        longest = max((len(word) for text in texts for word in text.split()), default=1)
        least.append(min(_LONGEST, longest) + _MARGINS)
        more.append(max(0, min(_MOST, sum(map(len, texts)) // len(texts)) - least[-1]))
    left = max(0, int(room / _CHARACTER) - sum(least))
    widths = [
        one + left * wanted // (sum(more) or 1) for one, wanted in zip(least, more, strict=True)
    ]
    return [100 * one // sum(widths) for one in widths]
