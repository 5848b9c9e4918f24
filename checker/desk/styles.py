"""The styles, lists and fields of our Word files; a file that has a style of the name keeps it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import OxmlElement
from docx.parts.numbering import NumberingPart
from docx.shared import Mm, Pt, RGBColor

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import _Row
    from docx.text.paragraph import Paragraph

QUIET = RGBColor(0x54, 0x54, 0x54)
TABLE = "ressort table"
LEVELS = 4
_STEPS = (("decimal", "%1.", 425), ("lowerLetter", "%2)", 850))
_HEADINGS = tuple(
    ("decimal", ".".join(f"%{each}" for each in range(1, level + 1)) + "\u2003", 0)
    for level in range(1, LEVELS + 1)
)
_LINE = 'w:val="single" w:sz="4" w:space="0" w:color="B9B4A8"'


def ensure(document: Document) -> None:
    """Adds each style that a memo uses and a file lacks."""
    for level in range(1, LEVELS + 2):
        _paragraph(document, f"Heading {level}", 15 - level, bold=True, before=16 - 2 * level)
    _paragraph(document, "Title", 20, bold=True, after=10)
    _paragraph(document, "Subtitle", 11, quiet=True)
    for name in ("List Bullet", "List Number", "Caption"):
        _paragraph(document, name, None, after=3)
    verdict = _paragraph(document, "ressort verdict", 11.5, after=8)
    if verdict is not None:
        borders = f'<w:pBdr {nsdecls("w")}><w:left w:val="single" w:sz="18" w:space="8"/></w:pBdr>'
        verdict.element.get_or_add_pPr().insert(0, parse_xml(borders))
        verdict.paragraph_format.keep_together = True
    mark = _paragraph(document, "ressort mark", 9, quiet=True, after=3)
    if mark is not None:
        mark.paragraph_format.keep_with_next = True
    for level in (1, 2):
        contents = _paragraph(document, f"toc {level}", None, after=2)
        if contents is not None:
            look = contents.paragraph_format
            look.tab_stops.add_tab_stop(Mm(160), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
            look.left_indent = Mm(6 * (level - 1))
    _character(document, "Strong", bold=True)
    _character(document, "ressort second hand", italic=True)
    _character(document, "ressort small", size=9, quiet=True)
    _character(document, "ressort rule", italic=True)
    gap = _paragraph(document, "ressort small gap", 4, after=4)
    if gap is not None:
        gap.paragraph_format.line_spacing = Pt(6)
    place = _character(document, "ressort place", size=8, quiet=True)
    if place is not None:
        place.font.name = "Consolas"
    _table(document)


def _missing(document: Document, name: str) -> bool:
    return all(each.name != name for each in document.styles)


def _paragraph(
    document: Document,
    name: str,
    size: float | None,
    *,
    bold: bool = False,
    quiet: bool = False,
    before: float = 0,
    after: float = 6,
) -> Any:
    if not _missing(document, name):
        return None
    style: Any = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=True)
    style.base_style = document.styles["Normal"] if not _missing(document, "Normal") else None
    style.paragraph_format.space_before = Pt(max(before, 0))
    style.paragraph_format.space_after = Pt(after)
    _look(style, size, bold=bold, quiet=quiet)
    if name.startswith("Heading "):
        style.paragraph_format.keep_with_next = True
        level = OxmlElement("w:outlineLvl")
        level.set(qn("w:val"), str(int(name[-1]) - 1))
        style.element.get_or_add_pPr().append(level)
    return style


def _character(
    document: Document,
    name: str,
    *,
    bold: bool = False,
    italic: bool = False,
    size: float | None = None,
    quiet: bool = False,
) -> Any:
    if not _missing(document, name):
        return None
    style: Any = document.styles.add_style(name, WD_STYLE_TYPE.CHARACTER, builtin=name == "Strong")
    _look(style, size, bold=bold, quiet=quiet)
    style.font.italic = italic or None
    return style


def _look(style: Any, size: float | None, *, bold: bool, quiet: bool) -> None:
    style.quick_style = True
    style.font.bold = bold or None
    if size:
        style.font.size = Pt(size)
    if quiet:
        style.font.color.rgb = QUIET


def keep_row(row: _Row, head: bool = False) -> None:
    """Keeps a row on one page; the head of a table stands on each."""
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if head:
        properties.append(OxmlElement("w:tblHeader"))


def _table(document: Document) -> None:
    if not _missing(document, TABLE):
        return
    lines = "".join(f"<w:{side} {_LINE}/>" for side in ("top", "bottom", "insideH"))
    document.styles.element.append(
        parse_xml(
            f'<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="ressorttable">'
            f'<w:name w:val="{TABLE}"/><w:uiPriority w:val="59"/>'
            '<w:pPr><w:spacing w:before="40" w:after="40"/></w:pPr>'
            '<w:rPr><w:sz w:val="19"/></w:rPr>'
            f"<w:tblPr><w:tblBorders>{lines}</w:tblBorders><w:tblCellMar>"
            '<w:left w:w="60" w:type="dxa"/><w:right w:w="100" w:type="dxa"/>'
            '</w:tblCellMar></w:tblPr><w:tblStylePr w:type="firstRow">'
            '<w:rPr><w:color w:val="545454"/></w:rPr></w:tblStylePr></w:style>'
        )
    )


def numbering(document: Document) -> Any:
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
    within = numbering(document)
    ids = [int(each) for each in within.xpath("./w:abstractNum/@w:abstractNumId")]
    number = max(ids, default=-1) + 1
    made = "".join(
        f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
        + (f'<w:pStyle w:val="{_style_id(document, index + 1)}"/>' if styled else "")
        + ('<w:suff w:val="nothing"/>' if styled else "")
        + f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/><w:pPr>'
        + (
            f'<w:ind w:left="{left}" w:hanging="425"/>'
            if left
            else '<w:ind w:left="0" w:firstLine="0"/>'
        )
        + "</w:pPr></w:lvl>"
        for index, (kind, text, left) in enumerate(levels)
    )
    element = parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}">'
        f'<w:multiLevelType w:val="multilevel"/>{made}</w:abstractNum>'
    )
    first = within.xpath("./w:num")
    first[0].addprevious(element) if first else within.append(element)
    return int(within.add_num(number).numId)


def _style_id(document: Document, level: int) -> str:
    return str(document.styles[f"Heading {level}"].style_id)


def number_headings(document: Document) -> None:
    """Numbers the headings 1, 1.1, 1.1.1 …"""
    id = _outline(document, _HEADINGS, styled=True)
    for level in range(1, LEVELS + 1):
        properties = document.styles[f"Heading {level}"].element.get_or_add_pPr()
        number = properties.get_or_add_numPr()
        number.get_or_add_ilvl().val = level - 1
        number.get_or_add_numId().val = id


def are_numbered(document: Document) -> bool:
    """Whether the headings of a file are numbered."""
    return bool(document.styles["Heading 1"].element.xpath("./w:pPr/w:numPr"))


def new_list(document: Document) -> int:
    """A list of steps that begins with 1; gives its number."""
    return _outline(document, _STEPS, styled=False)


def list_item(paragraph: Paragraph, id: int, level: int) -> None:
    """Makes a paragraph an item of a list."""
    number = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    number.get_or_add_ilvl().val = level
    number.get_or_add_numId().val = id


def field(paragraph: Paragraph, code: str, shown: str, *, dirty: bool = False) -> None:
    """A field of Word, and what it shows until Word works it out."""
    begin_field(paragraph, code, dirty=dirty)
    paragraph.add_run(shown)
    end_field(paragraph)


def begin_field(paragraph: Paragraph, code: str, *, dirty: bool = False) -> None:
    """The start of a field, up to what it shows."""
    begin = _field_mark(paragraph, "begin")
    if dirty:
        begin.set(qn("w:dirty"), "true")
    said = OxmlElement("w:instrText")
    said.set(qn("xml:space"), "preserve")
    said.text = f" {code} "
    paragraph.add_run()._r.append(said)
    _field_mark(paragraph, "separate")


def end_field(paragraph: Paragraph) -> None:
    """The end of a field."""
    _field_mark(paragraph, "end")


def _field_mark(paragraph: Paragraph, kind: str) -> Any:
    mark = OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    paragraph.add_run()._r.append(mark)
    return mark
