# SPDX-License-Identifier: EUPL-1.2
"""The styles, lists and fields of our Word files, and what is written into one: paragraphs,
headings, lists and tables. A file that has a style of the name keeps it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any, Self

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.parts.numbering import NumberingPart
from docx.shared import Mm, Pt, RGBColor
from docx.table import _Row
from docx.text.paragraph import Paragraph
from resvg_py import svg_to_bytes

from checker.desk.paper import LOCALES, node
from checker.page.blocks import Picture
from checker.page.drawing import svg
from checker.records import define, field
from checker.report.wording import Wording, glued

Part = str | tuple[str, str]  # plain, or with its character style or "lang:da"

STRONG, SECOND, PLACE, SMALL, RULE = (
    "Strong",
    "ressort second hand",
    "ressort place",
    "ressort small",
    "ressort rule",
)
TABLE = "ressort table"
BECAUSE, ANNEX, ROW, LABEL = (
    "ressort because",
    "ressort annex",
    "ressort annex row",
    "ressort label",
)
QUIET = RGBColor(0x54, 0x54, 0x54)
LEVELS = 4
MEMO = '<w:p><w:bookmarkStart w:id="0" w:name="ressort_memo"/><w:bookmarkEnd w:id="0"/></w:p>'
_PICTURE, _SHARP = 112, 3  # millimetres; points of a picture to its unit
_STEPS = (("decimal", "%1.", 425), ("lowerLetter", "%2)", 850))
_HEADINGS = tuple(
    ("decimal", ".".join(f"%{each}" for each in range(1, level + 1)) + "\u2003", 0)
    for level in range(1, LEVELS + 1)
)
_BRIEF = (  # style, size, and what is left before and after it
    ("Normal", 9, 0, Pt(2)),
    ("List Bullet", 9, 0, Pt(1)),
    ("Subtitle", 9, 0, 0),
    ("Title", 15, 0, Pt(3)),
    ("Heading 1", 11.5, Pt(6), Pt(2)),
    ("Heading 2", 10, Pt(5), Pt(2)),
    ("ressort verdict", 9, 0, Pt(2)),
)
_FULL = (
    ("Normal", 10, 0, Pt(3)),
    ("List Bullet", 10, 0, Pt(1)),
    ("List Number", 10, 0, Pt(1)),
    ("Title", 18, Pt(2), Pt(4)),
    ("Heading 1", 13, Pt(9), Pt(3)),
    ("Heading 2", 11, Pt(6), Pt(2)),
    ("Heading 3", 10, Pt(5), Pt(1)),
    ("Heading 4", 10, Pt(4), Pt(1)),
    ("ressort verdict", 10.5, 0, Pt(4)),
    ("ressort mark", 9, 0, Pt(1)),
    ("toc 1", 10, 0, 0),
    ("toc 2", 10, 0, 0),
)
_WIDE, _FOOTER = str(Mm(160).twips), RELATIONSHIP_TYPE.FOOTER  # where lines of ours end
_LINE = 'w:val="single" w:sz="4" w:space="0" w:color="B9B4A8"'


def ensure(document: Document) -> None:
    """Adds each style that a memo uses and a file lacks."""
    for level in range(1, LEVELS + 2):
        _style(document, f"Heading {level}", 15 - level, bold=True, before=16 - 2 * level)
    _style(document, "Title", 20, bold=True, after=10)
    _style(document, "Subtitle", 11, quiet=True)
    for name in ("List Bullet", "List Number", "Caption"):
        _style(document, name, after=3)
    if verdict := _style(document, "ressort verdict", 11.5, after=8):
        borders = f'<w:pBdr {nsdecls("w")}><w:left w:val="single" w:sz="18" w:space="8"/></w:pBdr>'
        verdict.element.get_or_add_pPr().insert(0, parse_xml(borders))
        verdict.paragraph_format.keep_together = True
    if mark := _style(document, "ressort mark", 9, quiet=True, after=3):
        mark.paragraph_format.keep_with_next = True
    for level in (1, 2):
        if contents := _style(document, f"toc {level}", after=2):
            look = contents.paragraph_format
            look.tab_stops.add_tab_stop(Mm(160), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
            look.left_indent = Mm(6 * (level - 1))
    _style(document, STRONG, of=_TEXT, bold=True)
    _style(document, SECOND, of=_TEXT, italic=True)
    _style(document, SMALL, 9, of=_TEXT, quiet=True)
    _style(document, RULE, of=_TEXT, italic=True)
    if gap := _style(document, "ressort small gap", 4, after=4):
        gap.paragraph_format.line_spacing = Pt(6)
    if place := _style(document, PLACE, 8, of=_TEXT, quiet=True):
        place.font.name = "Consolas"
    _style(document, LABEL, of=_TEXT, quiet=True)
    _style(document, BECAUSE)
    _style(document, ANNEX, 8, after=2)
    if row := _style(document, ROW, 8, after=1):
        row.paragraph_format.left_indent, row.paragraph_format.first_line_indent = Mm(3), Mm(-3)
    if not _has(document, TABLE):
        lines = "".join(f"<w:{side} {_LINE}/>" for side in ("top", "bottom", "insideH"))
        document.styles.element.append(
            parse_xml(
                f'<w:style {nsdecls("w")} w:type="table" w:customStyle="1" '
                f'w:styleId="ressorttable"><w:name w:val="{TABLE}"/><w:uiPriority w:val="59"/>'
                '<w:pPr><w:spacing w:before="40" w:after="40"/></w:pPr>'
                '<w:rPr><w:sz w:val="19"/></w:rPr>'
                f"<w:tblPr><w:tblBorders>{lines}</w:tblBorders><w:tblCellMar>"
                '<w:left w:w="60" w:type="dxa"/><w:right w:w="100" w:type="dxa"/>'
                '</w:tblCellMar></w:tblPr><w:tblStylePr w:type="firstRow">'
                '<w:rPr><w:color w:val="545454"/></w:rPr></w:tblStylePr></w:style>'
            )
        )


def tighten(document: Document, *, brief: bool) -> None:
    """Makes a file of ours small enough for a page, or for the fewest that are read with ease."""
    for name, size, before, after in _BRIEF if brief else _FULL:
        style = document.styles[name]
        style.font.size = Pt(size)
        style.paragraph_format.space_before, style.paragraph_format.space_after = before, after
        style.paragraph_format.line_spacing = 1
    for section in document.sections:
        section.left_margin = section.right_margin = Mm(20)
        section.top_margin = section.bottom_margin = Mm(14 if brief else 18)
    feet = [each for each in document.part.rels.values() if each.reltype == _FOOTER]
    for element in (document.styles.element, *(each.target_part.element for each in feet)):
        for tab in element.iter(qn("w:tab")):
            if tab.get(qn("w:pos")) == _WIDE:
                tab.set(qn("w:pos"), str(Mm(170).twips))


_TEXT, _WHOLE = WD_STYLE_TYPE.CHARACTER, WD_STYLE_TYPE.PARAGRAPH


def _has(document: Document, name: str) -> bool:
    return any(each.name == name for each in document.styles)


def _style(
    document: Document,
    name: str,
    size: float | None = None,
    *,
    of: WD_STYLE_TYPE = _WHOLE,
    bold: bool = False,
    italic: bool = False,
    quiet: bool = False,
    before: float = 0,
    after: float = 6,
) -> Any:
    """A style that was added, or None where the file has one of the name."""
    if _has(document, name):
        return None
    style: Any = document.styles.add_style(name, of, builtin=of == _WHOLE or name == STRONG)
    style.quick_style = True
    style.font.bold, style.font.italic = bold or None, italic or None
    if size:
        style.font.size = Pt(size)
    if quiet:
        style.font.color.rgb = QUIET
    if of == _WHOLE:
        style.base_style = document.styles["Normal"] if _has(document, "Normal") else None
        style.paragraph_format.space_before = Pt(max(before, 0))
        style.paragraph_format.space_after = Pt(after)
    if name.startswith("Heading "):
        style.paragraph_format.keep_with_next = True
        style.element.get_or_add_pPr().append(node("w:outlineLvl", val=int(name[-1]) - 1))
    return style


def keep_row(row: _Row, head: bool = False) -> None:
    """Keeps a row on one page; the head of a table stands on each, and never last on one."""
    properties = row._tr.get_or_add_trPr()
    properties.append(node("w:cantSplit"))
    if head:
        properties.append(node("w:tblHeader"))
        for cell in row.cells:
            cell.paragraphs[0].paragraph_format.keep_with_next = True


def _numbering(document: Document) -> Any:
    """The numbering of a file, made where it has none."""
    for relation in document.part.rels.values():
        if relation.reltype == RELATIONSHIP_TYPE.NUMBERING:
            return relation.target_part.element
    blank = f"<w:numbering {nsdecls('w')}/>".encode()
    part = NumberingPart.load(
        PackURI("/word/numbering.xml"), CONTENT_TYPE.WML_NUMBERING, blank, document.part.package
    )
    document.part.relate_to(part, RELATIONSHIP_TYPE.NUMBERING)
    return part.element


def _outline(document: Document, levels: tuple[tuple[str, str, int], ...], styled: bool) -> int:
    """A new list with levels; gives its number."""
    within = _numbering(document)
    ids = [int(each) for each in within.xpath("./w:abstractNum/@w:abstractNumId")]
    number, made = max(ids, default=-1) + 1, ""
    for index, (kind, text, left) in enumerate(levels):
        made += f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
        if styled:
            id = document.styles[f"Heading {index + 1}"].style_id
            made += f'<w:pStyle w:val="{id}"/><w:suff w:val="nothing"/>'
        indent = f'w:left="{left}" w:hanging="425"' if left else 'w:left="0" w:firstLine="0"'
        made += f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        made += f"<w:pPr><w:ind {indent}/></w:pPr></w:lvl>"
    element = parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}">'
        f'<w:multiLevelType w:val="multilevel"/>{made}</w:abstractNum>'
    )
    first = within.xpath("./w:num")
    first[0].addprevious(element) if first else within.append(element)
    return int(within.add_num(number).numId)


def number_headings(document: Document) -> None:
    """Numbers the headings 1, 1.1, 1.1.1 …"""
    id = _outline(document, _HEADINGS, styled=True)
    for level in range(1, LEVELS + 1):
        list_item(document.styles[f"Heading {level}"].element, id, level - 1)


def are_numbered(document: Document) -> bool:
    """Whether the headings of a file are numbered."""
    return bool(document.styles["Heading 1"].element.xpath("./w:pPr/w:numPr"))


def new_list(document: Document) -> int:
    """A list of steps that begins with 1; gives its number."""
    return _outline(document, _STEPS, styled=False)


def list_item(element: Any, id: int, level: int) -> None:
    """Makes a paragraph, or those of a style, an item of a list."""
    number = element.get_or_add_pPr().get_or_add_numPr()
    number.get_or_add_ilvl().val = level
    number.get_or_add_numId().val = id


def begin_field(paragraph: Paragraph, code: str, *, dirty: bool = False) -> None:
    """The start of a field of Word, up to what it shows until Word works it out."""
    _field_mark(paragraph, "begin")
    if dirty:
        paragraph.runs[-1]._r[-1].set(qn("w:dirty"), "true")
    said = node("w:instrText")
    said.set(qn("xml:space"), "preserve")
    said.text = f" {code} "
    paragraph.add_run()._r.append(said)
    _field_mark(paragraph, "separate")


def end_field(paragraph: Paragraph) -> None:
    """The end of a field."""
    _field_mark(paragraph, "end")


def _field_mark(paragraph: Paragraph, kind: str) -> None:
    paragraph.add_run()._r.append(node("w:fldChar", fldCharType=kind))


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

    @classmethod
    def of(cls, document: Document, say: Wording, **own: Any) -> Self:
        """A writer for a template that has been filled in; ``own``: what a kind of it has more."""
        ensure(document)
        found = document.element.body.xpath(".//w:p[w:bookmarkStart[@w:name='ressort_memo']]")
        place = Paragraph(found[0], document._body) if found else document.add_paragraph()
        ids = {each.name: each.style_id for each in document.styles if each.name}
        return cls(document, say, place, ids, are_numbered(document), **own)

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
            if kind.startswith("#"):  # it leads to a heading
                link = node("w:hyperlink", anchor=kind[1:].replace("-", "_"), history=1)
                paragraph._p.append(link)
                link.append(run._r)
                kind = SECOND
            language = kind.removeprefix("lang:")
            if kind and kind == language:
                run._r.style = self.ids[kind]
            elif language != self.say.language and language in LOCALES:
                run._r.get_or_add_rPr().append(node("w:lang", val=LOCALES[language]))

    def heading(self, level: int, text: str, language: str = "", mark: str = "") -> Paragraph:
        """A heading, with a bookmark for the table of contents, and one that links lead to."""
        self.counts = [*self.counts[:level], *[0] * (level - len(self.counts))]
        self.counts[level - 1] += 1
        number = ".".join(map(str, self.counts)) if self.numbered else ""
        made = self.paragraph((text, f"lang:{language}"), style=f"Heading {level}")
        id = len(self.headings) + 1
        made.runs[0]._r.addprevious(node("w:bookmarkStart", id=id, name=f"_Toc{id:08d}"))
        made._p.append(node("w:bookmarkEnd", id=id))
        if mark:
            named = node("w:bookmarkStart", id=f"1{id:05d}", name=mark.replace("-", "_"))
            made.runs[0]._r.addprevious(named)
            made._p.append(node("w:bookmarkEnd", id=f"1{id:05d}"))
        self.headings.append((level, number, text, f"_Toc{id:08d}"))
        return made

    def items(self, texts: Iterable[Sequence[Part]]) -> None:
        """A list with bullets."""
        for parts in texts:
            self.paragraph(*parts, style="List Bullet")

    def table(
        self, heads: Sequence[str], rows: Sequence[Sequence[Sequence[Part]]], widths: Sequence[int]
    ) -> None:
        """A table; ``widths`` are the columns' shares, in percent. Lines of a cell end in a
        part that is a line break."""
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

    def picture(self, picture: Picture) -> None:
        """A picture, with its name and description for whoever does not see it."""
        drawn = BytesIO(svg_to_bytes(svg_string=svg(picture), zoom=_SHARP, background="white"))
        paragraph = self.paragraph()
        paragraph.paragraph_format.keep_with_next = True
        told = paragraph.add_run().add_picture(drawn, width=Mm(_PICTURE))._inline.docPr
        told.set("title", picture.name)
        told.set("descr", f"{picture.name}. {picture.description}")

    def contents(self, place: Paragraph, deepest: int) -> None:
        """The table of contents, in the place of a paragraph."""
        shown = [each for each in self.headings if each[0] <= deepest]
        for index, (level, number, text, name) in enumerate(shown):
            line = place.insert_paragraph_before(style=f"toc {level}")
            line.paragraph_format.keep_with_next = index < len(shown) - 1
            if index == 0:
                begin_field(line, rf'TOC \o "1-{deepest}" \h \z \u', dirty=True)
            link = node("w:hyperlink", anchor=name, history=1)
            line._p.append(link)
            link.append(line.add_run(f"{number}  {text}" if number else text)._r)
            if index == len(shown) - 1:
                end_field(line)
        place._p.getparent().remove(place._p)
