"""Paragraphs, headings, lists and tables into a Word file, before a place in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from attrs import define, field

from checker.desk import paper
from checker.report.wording import Wording, glued

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

Part = str | tuple[str, str]  # plain, or with its character style or "lang:da"

STRONG, SECOND, PLACE, SMALL, RULE = (
    "Strong",
    "ressort second hand",
    "ressort place",
    "ressort small",
    "ressort rule",
)


@define
class WordPieces:
    """Writes pieces into a document.

    Attributes:
        place: the paragraph before which all is written.
        ids: those of the styles, by their names.
        numbered: whether the headings are.
        headings: level, number, text and bookmark of each.
    """

    document: Document
    say: Wording
    place: Paragraph
    ids: dict[str, str]
    numbered: bool
    headings: list[tuple[int, str, str, str]] = field(factory=list)
    counts: list[int] = field(factory=list)

    def paragraph(self, *parts: Part, style: str = "Normal") -> Paragraph:
        """A new paragraph."""
        made = self.place.insert_paragraph_before()
        if style != "Normal":
            made._p.style = self.ids[style]
        self.write(made, *parts)
        return made

    def write(self, paragraph: Paragraph, *parts: Part) -> None:
        """Parts at the end of a paragraph."""
        for part in parts:
            text, kind = (part, "") if isinstance(part, str) else part
            run = paragraph.add_run(glued(text))
            if kind.startswith("lang:"):
                self._spoken(run, kind.removeprefix("lang:"))
            elif kind:
                run._r.style = self.ids[kind]

    def _spoken(self, run: Any, language: str) -> None:
        from docx.oxml.ns import qn
        from docx.oxml.parser import OxmlElement

        if language == self.say.language or language not in paper.LOCALES:
            return
        spoken = OxmlElement("w:lang")
        spoken.set(qn("w:val"), paper.LOCALES[language])
        run._r.get_or_add_rPr().append(spoken)

    def heading(self, level: int, text: str, language: str = "") -> None:
        """A heading, with a bookmark for the table of contents."""
        from docx.oxml.ns import qn
        from docx.oxml.parser import OxmlElement

        self.counts = [*self.counts[:level], *[0] * (level - len(self.counts))]
        self.counts[level - 1] += 1
        number = ".".join(map(str, self.counts)) if self.numbered else ""
        made = self.paragraph((text, f"lang:{language}"), style=f"Heading {level}")
        name = f"_Toc{len(self.headings) + 1:08d}"
        for kind in ("w:bookmarkStart", "w:bookmarkEnd"):
            mark = OxmlElement(kind)
            mark.set(qn("w:id"), str(len(self.headings) + 1))
            if kind == "w:bookmarkStart":
                mark.set(qn("w:name"), name)
                made.runs[0]._r.addprevious(mark)
            else:
                made._p.append(mark)
        self.headings.append((level, number, text, name))

    def items(self, texts: Sequence[Sequence[Part]]) -> None:
        """A list with bullets."""
        for parts in texts:
            self.paragraph(*parts, style="List Bullet")

    def table(
        self, heads: Sequence[str], rows: Sequence[Sequence[Sequence[Part]]], widths: Sequence[int]
    ) -> None:
        """A table; ``widths`` are the columns' shares, in percent. Lines of a cell end in a
        part that is a line break."""
        from docx.oxml.ns import qn

        from checker.desk.styles import TABLE, keep_row

        made = self.document.add_table(rows=0, cols=len(widths))
        made.style = self.document.styles[TABLE]
        made.autofit = False
        section = self.document.sections[-1]
        sides = (section.page_width, section.left_margin, section.right_margin)
        full = (sides[0] or 7560310) - (sides[1] or 914400) - (sides[2] or 914400)
        given = [[[head] for head in heads], *rows] if heads else list(rows)
        for number, row in enumerate(given):
            added = made.add_row()
            keep_row(added, head=bool(heads) and number == 0)
            for cell, parts, share in zip(added.cells, row, widths, strict=True):
                cell.width = full * share // 100
                self.write(cell.paragraphs[0], *parts)
                cell.paragraphs[0].paragraph_format.space_after = 0
        for column, share in zip(made.columns, widths, strict=True):
            column.width = full * share // 100
        look = made._tbl.tblPr.find(qn("w:tblLook"))
        if look is not None:
            look.attrib.clear()
            look.set(qn("w:val"), "0020" if heads else "0000")
            look.set(qn("w:firstRow"), "1" if heads else "0")
        self.place._p.addprevious(made._tbl)
        self.paragraph(style="ressort small gap")

    def contents(self, place: Paragraph, deepest: int) -> None:
        """The table of contents, in the place of a paragraph."""
        from docx.oxml.ns import qn
        from docx.oxml.parser import OxmlElement

        from checker.desk import styles

        shown = [each for each in self.headings if each[0] <= deepest]
        for index, (level, number, text, name) in enumerate(shown):
            line = place.insert_paragraph_before(style=f"toc {level}")
            if index == 0:
                styles.begin_field(line, rf'TOC \o "1-{deepest}" \h \z \u', dirty=True)
            link = OxmlElement("w:hyperlink")
            link.set(qn("w:anchor"), name)
            link.set(qn("w:history"), "1")
            line._p.append(link)
            link.append(line.add_run(f"{number}  {text}" if number else text)._r)
            if index == len(shown) - 1:
                styles.end_field(line)
        place._p.getparent().remove(place._p)
