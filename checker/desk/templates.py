# SPDX-License-Identifier: EUPL-1.2
"""Makes the Word templates in ``reports/``: ``python -m checker.desk.templates FOLDER``."""

from __future__ import annotations

import tomllib
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any, get_args

import click
import docx
from docx.document import Document
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from checker import folders
from checker.desk import paper, pieces
from checker.disk import output
from checker.report.wording import Language
from checker.say import say

DAY = date(2026, 1, 1)
_INK = RGBColor(0x1B, 0x1B, 0x1B)


def memo() -> bytes:
    """The template of the memo, in either language."""
    made = _blank()
    pieces.number_headings(made)
    _edge(made)
    made.add_paragraph("{{ kind }}", "Subtitle")
    made.add_paragraph("{{ title }}", "Title")
    made.add_paragraph("{{p memo }}")
    return _finished(made)


def letter(kind: str, language: Language) -> bytes:
    """The template of a letter: its words are in ``reports/letters.*.toml``, style and text."""
    made = _blank()
    _heading(made, "Title", 15, 0)
    _heading(made, "Heading 1", 13, 12)
    made.styles["Normal"].paragraph_format.line_spacing = 1  # or a greeting is alone on its page
    letters = _told(language)
    for first, *rest in chain.from_iterable(
        letters["part"][line[1]] if line[0] == "part" else [line] for line in letters[kind]
    ):
        if first == "table":
            _schedule(made, rest[0].split("|"))
        elif rest:
            told = made.add_paragraph(rest[0], first)
            # A lead stays with its list, and a greeting with what is signed.
            told.paragraph_format.keep_with_next = rest[0].endswith(":") or "kept" in rest or None
        else:
            made.add_paragraph(first)
    ready = paper.node("w:documentProtection", edit="forms", enforcement=0)
    made.settings.element.xpath("./w:defaultTabStop")[0].addprevious(ready)
    return _finished(made)


def kinds(language: Language) -> list[str]:
    """The letters that have a template, and those that a municipality has its own form of."""
    return [each for each in _told(language) if each != "part"]


def _told(language: Language) -> dict[str, Any]:
    text = (folders.REPORTS / f"letters.{language}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _schedule(made: Document, heads: list[str]) -> None:
    """A table with one row a step; ``{%tr %}`` are rows that only steer."""
    table = made.add_table(rows=4, cols=len(heads), style=pieces.TABLE)
    table.autofit = False
    keys = ("step", "when")
    for cell, head, key in zip(range(len(heads)), heads, keys, strict=True):
        table.rows[0].cells[cell].text = head
        table.rows[2].cells[cell].text = f"{{{{ row.{key} }}}}"
    pieces.keep_row(table.rows[0], head=True)
    pieces.keep_row(table.rows[2])
    table.rows[1].cells[0].text = "{%tr for row in schedule %}"
    table.rows[3].cells[0].text = "{%tr endfor %}"
    for column, width in zip(table.columns, (90, 70), strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)
            cell.paragraphs[0].paragraph_format.space_after = Pt(0)
    made.add_paragraph("", "ressort small gap")


def _blank() -> Document:
    """An A4 page with our fonts and sizes."""
    made = docx.Document()
    section = made.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(25)
    section.top_margin, section.bottom_margin = Mm(24), Mm(22)
    normal = made.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(11)
    normal.paragraph_format.space_after = Pt(6)
    for level in range(1, pieces.LEVELS + 2):
        _heading(made, f"Heading {level}", (15, 13, 11.5, 11, 11)[level - 1], 20 - 4 * level)
    _heading(made, "Title", 20, 0)
    _heading(made, "Subtitle", 11, 0)
    title = made.styles["Title"].element.pPr
    for border in title.xpath("./w:pBdr"):
        title.remove(border)
    made.styles["Subtitle"].font.italic = False
    made.styles["Subtitle"].font.color.rgb = pieces.QUIET
    for name in ("List Bullet", "List Number"):
        made.styles[name].paragraph_format.space_after = Pt(3)
    pieces.ensure(made)
    return made


def _heading(made: Document, name: str, size: float, before: float) -> None:
    style = made.styles[name]
    style.font.size, style.font.color.rgb = Pt(size), _INK
    style.font.name, style.font.bold = "Calibri", name != "Subtitle"
    style.font.italic = False
    for fonts in style.element.xpath("./w:rPr/w:rFonts"):
        for each in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{each}"), None)
    look = style.paragraph_format
    look.space_before, look.space_after = Pt(max(before, 6)), Pt(4)


def _edge(made: Document) -> None:
    """The running title, and the page of how many."""
    section = made.sections[0]
    head, foot = section.header.paragraphs[0], section.footer.paragraphs[0]
    head.add_run("{{ short_title }}", "ressort small")
    foot.paragraph_format.tab_stops.add_tab_stop(Mm(160), WD_TAB_ALIGNMENT.RIGHT)
    made.styles["Footer"].paragraph_format.tab_stops.clear_all()
    foot.add_run("{{ municipality }}\t{{ page }} ")
    _field(foot, "PAGE")
    foot.add_run(" {{ of }} ")
    _field(foot, "NUMPAGES")
    for style in ("Header", "Footer"):
        made.styles[style].font.size = Pt(9)
        made.styles[style].font.color.rgb = pieces.QUIET


def _field(paragraph: Paragraph, code: str) -> None:
    pieces.begin_field(paragraph, code)
    paragraph.add_run("1")
    pieces.end_field(paragraph)


def _finished(made: Document) -> bytes:
    paper.speak(made, "da")
    paper.sign(made, "", "da", DAY)
    return paper.packed(made)


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--force", is_flag=True, help="Overwrite the files that are there.")
def main(folder: Path, force: bool) -> None:
    """Write every template into FOLDER, none over one that is there already and may be edited."""
    made = {folder / "memo.docx": memo()}
    for language in get_args(Language):
        for kind in kinds(language):
            made[folder / f"{kind}.{language}.docx"] = letter(kind, language)
    there = [say("en", "exists", path=each.as_posix()) for each in made if each.exists()]
    if there and not force:
        raise click.UsageError("\n".join(there))
    output.write(made)


if __name__ == "__main__":
    main()
