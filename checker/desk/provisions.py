# SPDX-License-Identifier: EUPL-1.2
"""A bylaw in Word line by line, as towns write it: which provision each line stands in."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, pairwise
from typing import Any

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.text.paragraph import Paragraph

from checker.desk import tracked
from checker.desk.numbering import labels
from checker.provision import BETWEEN, ITEM_STARTS, PART_STARTS, STARTS, ProvisionLine
from checker.records import evolve, frozen

Number = tuple[str, str | None]  # ("12", "a")

OUTSIDE = re.compile(r"\s*(kapitel|afsnit|bilag)\b", re.IGNORECASE)
_STYLED = re.compile(r"(toc|indholdsfortegnelse) \d", re.IGNORECASE)
_HEADING = re.compile(r"(heading|overskrift) \d", re.IGNORECASE)
_UNSIGNED = re.compile(r"\s*(\d{1,3})(?:\.\s*(?=[A-ZÆØÅ]|stk\.|$)|\s+(?=[A-ZÆØÅ])|\s*$)")
_PAGE = re.compile(r"(?:\s*\.{3,}\s*|\s*…+\s*|\t+|\s{2,})\d{1,3}\s*$")
_BREAK = re.compile(r"\n(?=\s*(?:(?:§|paragraf|par\.)\s*\d|stk\.?\s*\d|stykke\s*\d"
                    r"|\d{1,2}[.)]\s|[a-zæøå]\)\s|[-–•]\s))", re.IGNORECASE)  # fmt: skip
BULLET = "•"
_LONGEST_ENTRY = 120
_ALL = ".//w:p[not(ancestor::w:txbxContent)]"


@frozen(eq=False)
class WordLine:
    """A paragraph, or what stands in one from a line break on that a number follows.

    Attributes:
        start, end: where it stands in the text of its paragraph.
        counted: the number that Word counts itself, or the sign of a bullet.
        text: as a reader sees it, with that number.
        number: that of the provision which begins here.
        section: that of the provision which it stands in; none is None.
        part: the number of the part (stk.) that begins here.
        label: how much of the text those numbers are.
        row: that of the table it stands in; ``listed``: it is one of a list, not of a layout.
        beside: another text stands in parallel to it.
    """

    paragraph: Paragraph
    start: int
    end: int
    counted: str
    text: str
    style: str
    row: Any = None
    listed: bool = False
    beside: bool = False
    number: Number | None = None
    section: Number | None = None
    part: int | None = None
    label: int = 0

    @property
    def typed(self) -> ProvisionLine:
        """The line as its provision is drafted from it."""
        text = tracked.shown(self.paragraph)[self.start : self.end]
        return ProvisionLine(text, self.counted, *self._cell())

    def _cell(self) -> tuple[str, str]:
        """What the row and the column of its cell begin with, where it is in neither."""
        if not self.listed:
            return "", ""
        cells = self.row.xpath("./w:tc")
        head = self.row.getparent().xpath("./w:tr[1]/w:tc")
        own = self.paragraph._p.xpath("ancestor::w:tc[1]")[0]
        at = cells.index(own) if own in cells else 0
        plain = len(head) == len(cells) and not self.row.xpath(".//w:gridSpan") and own not in head
        return (_text(cells[0]), _text(head[at])) if at and plain else ("", "")

    @property
    def is_heading(self) -> bool:
        """Whether it is a heading between provisions, by its style or its place."""
        centred = self.paragraph.alignment == WD_ALIGN_PARAGRAPH.CENTER
        return bool(_HEADING.match(self.style)) or centred


def lines_of(document: Document) -> list[WordLine]:
    """The lines of a bylaw in their order: no contents, typed or made by Word, and of parallel
    texts the first."""
    found = [each for each in _read(document) if not _STYLED.match(each.style)]
    found = _without_contents(found)
    numbers = _numbers(found)
    made: list[WordLine] = []
    section: Number | None = None
    for index, line in enumerate(found):
        label = 0
        number = numbers.get(index)
        if number:
            section = number
            starts = STARTS.match(line.text) or _UNSIGNED.match(line.text)
            label = starts.end() if starts else 0
        elif OUTSIDE.match(line.text):
            section = None
        rest = line.text[label:]
        blanks = len(rest) - len(rest.lstrip(" .,:\t"))
        part = PART_STARTS.match(rest[blanks:])
        if part:
            label += blanks + part.end()
        made.append(evolve(line, number=number, section=section, label=label,
                           part=int(part[1]) if part else None))  # fmt: skip
    return made


# ------------------------------------------------------------ paragraphs to lines


def _read(document: Document) -> Iterator[WordLine]:
    body = document.element.body
    elements = body.xpath(_ALL)
    aside, layouts = _tables(body)
    styles = _styles(document)
    for element, label in zip(elements, labels(document, elements), strict=True):
        cell = next(iter(element.xpath("ancestor::w:tc[1]")), None)
        if cell is not None and cell in aside:
            continue
        paragraph = Paragraph(element, document._body)
        style = styles.get(element.style, styles[None])
        shown = tracked.shown(paragraph)
        row = cell.getparent() if cell is not None else None
        table = row.getparent() if row is not None else None
        cuts = [0, *(each.end() for each in _BREAK.finditer(shown)), len(shown) + 1]
        for start, following in pairwise(cuts):
            counted = re.sub(r"^(?:o|[^\w§]+)$", BULLET, label) if start == 0 else ""
            text = shown[start : following - 1]
            yield WordLine(
                paragraph, start, following - 1, counted,
                f"{counted} {text}".removeprefix(" "), style, row,
                listed=row is not None and table not in layouts,
                beside=layouts.get(table, False),
            )  # fmt: skip


def _styles(document: Document) -> dict[str | None, str]:
    """The name of each style of a paragraph by its id, and by None that of a paragraph without
    one: asked for a paragraph, python-docx goes through all styles."""
    default = document.styles.default(WD_STYLE_TYPE.PARAGRAPH)
    named: dict[str | None, str] = {None: (default and default.name) or ""}
    for each in document.styles:
        kind, style = each.type, each.style_id
        name = each.name if kind == WD_STYLE_TYPE.PARAGRAPH else named[None]
        named.setdefault(style, name or "")
    return named


def _tables(body: Any) -> tuple[set[Any], dict[Any, bool]]:
    """The cells whose text stands beside that of a provision; and the tables that only lay a
    bylaw out, each with whether it has such cells."""
    aside: set[Any] = set()
    layouts: dict[Any, bool] = {}
    for table in body.xpath(".//w:tbl[not(ancestor::w:txbxContent)]"):
        rows = [
            row.xpath("./w:tc | ./w:sdt/w:sdtContent/w:tc")
            for row in table.xpath("./w:tr | ./w:sdt/w:sdtContent/w:tr")
        ]
        heads = [_begins(row[0]) for row in rows if row]
        if not any(heads):
            continue
        text = 1 if "label" in heads and "words" not in heads else 0
        others = [cell for row in rows for cell in row[text + 1 :] if _text(cell)]
        aside.update(others)
        layouts[table] = bool(others)
    return aside, layouts


def _begins(cell: Any) -> str:
    """What begins in a cell: the number of a provision alone, one with its words, or nothing."""
    text = _text(cell)
    starts = STARTS.match(text) or PART_STARTS.match(text)
    if starts is None:
        return ""
    rest = PART_STARTS.sub("", text[starts.end() :].strip(" .,:"), count=1)
    return "words" if rest.strip(" .,:") else "label"


def _text(cell: Any) -> str:
    return "".join(each.text or "" for each in cell.xpath(".//w:t")).strip()


# ------------------------------------------------------------ contents


def _without_contents(lines: list[WordLine]) -> list[WordLine]:
    """Without a list of contents that was typed: entries with their page, or provisions that are
    only named, before the first of them that stands again."""
    counts = Counter(map(_start, lines))
    paged = any(_PAGE.search(each.text) and counts[_start(each)] > 1
                for each in lines if _start(each))  # fmt: skip
    lines = [each for each in lines if not (_PAGE.search(each.text)
             and ("..." in each.text or (paged and _start(each))))]  # fmt: skip
    starts = [index for index, each in enumerate(lines) if _start(each)]
    seen: set[Number | None] = set()
    for index in starts:
        if _start(lines[index]) in seen:
            first = starts[0]
            named = [each for each in lines[first:index] if each.text.strip()]
            if index - first > 1 and all(map(_is_entry, named)):
                return [*lines[:first], *lines[index:]]
            break
        seen.add(_start(lines[index]))
    return lines


def _start(line: WordLine) -> Number | None:
    starts = STARTS.match(line.text)
    return (starts[1], starts[2]) if starts else None


def _is_entry(line: WordLine) -> bool:
    """Whether a line could stand in a list of contents: it ends in no sentence."""
    text = _PAGE.sub("", line.text).strip()
    starts = STARTS.match(text)
    rest = text[starts.end() :].lstrip(" .") if starts else text
    return len(text) <= _LONGEST_ENTRY and not re.search(r"\w[.;:,]$", rest)


# ------------------------------------------------------------ the numbers of provisions


def _numbers(lines: Sequence[WordLine]) -> Mapping[int, Number]:
    """The lines that a provision begins with. Where the sign § is missing, a number counts that
    is the next one, and no other line could be."""
    starts = ((index, _start(line)) for index, line in enumerate(lines))
    found = {index: number for index, number in starts if number}
    if not found:
        return _run(lines, range(len(lines)), 1, None)
    at = [(index, int(number[0])) for index, number in found.items()]
    more: dict[int, Number] = {}
    for (start, low), (end, high) in pairwise([(-1, 0), *at]):
        if high - low > 1 and (low or high > 1):
            more |= _run(lines, range(start + 1, end), low + 1, high - 1)
    last, number = at[-1]
    more |= _run(lines, range(last + 1, len(lines)), number + 1, None)
    return dict(sorted((found | more).items()))


def _run(
    lines: Sequence[WordLine], within: range, first: int, last: int | None
) -> dict[int, Number]:
    """The lines of a stretch that begin with the numbers from one to another without a sign, each
    where no two of them could be it."""
    read = ((index, _UNSIGNED.match(lines[index].text)) for index in within)
    seen = [(at, int(number[1])) for at, number in read if number and not lines[at].listed]
    forward: list[tuple[int, int]] = []
    for each in seen:
        if each[1] == first + len(forward) and (last is None or each[1] <= last):
            forward.append(each)
    backward: list[tuple[int, int]] = []
    wanted = forward[-1][1] if forward else 0
    for each in reversed(seen):
        if each[1] == wanted >= first:
            backward.append(each)
            wanted -= 1
    return {index: (str(n), None) for index, n in forward if (index, n) in backward}


# ------------------------------------------------------------ one provision


_CITED = {
    unit: re.compile(pattern)
    for unit, pattern in (("stk", r"stk\. (\d+)"), ("item", r"nr\. (\d+)|litra (\w)"),
                          ("bullet", r"(\d+)\. bullit"))
}  # fmt: skip
_PROVISION = re.compile(r"§\s*(\d+)(?:\s*([a-z])\b)?")


def provision(lines: Sequence[WordLine], cite: str) -> list[WordLine]:
    """The lines of a provision, or of a part or an item of it; none where it is not found.

    The first part of a provision has no number of its own.
    """
    if beside := BETWEEN.search(cite):
        return headings(lines, cite[: beside.start()].strip()).get(cite, [])
    wanted = _PROVISION.search(cite)
    if wanted is None:
        return []
    number = (wanted[1], wanted[2])
    first = next((at for at, each in enumerate(lines) if each.number == number), None)
    if first is None:
        return []
    found: list[WordLine] = []
    for line in lines[first:]:
        if line.section != number or (found and line.number not in (None, number)):
            break
        found.append(line)
    found = trimmed(found)
    if part := _CITED["stk"].search(cite):
        found = _part_of(found, int(part[1]))
    if item := _CITED["item"].search(cite):
        found = [each for each in found if item_of(each) == (item[1] or item[2])]
    elif bullet := _CITED["bullet"].search(cite):
        listed = [each for each in found if ITEM_STARTS.match(each.text)]
        found = listed[int(bullet[1]) - 1 : int(bullet[1])] or []
    return found


def headings(lines: Sequence[WordLine], source: str) -> dict[str, list[WordLine]]:
    """The lines that stand in no provision, by the one that they stand before, or after."""
    found: dict[str, list[WordLine]] = {}
    waiting: list[WordLine] = []
    last = ""
    for _, grouped in groupby(lines, lambda each: each.section):
        group = [*grouped]
        if group[0].section is None:
            waiting += group
            continue
        if waiting:
            found[f"{source} overskriften før {place_of(group[0])}".strip()] = waiting
        last = place_of(group[0])
        waiting = group[len(trimmed(group)) :]
    if waiting:
        found[f"{source} teksten efter {last}".strip()] = waiting
    return found


def item_of(line: WordLine) -> str:
    """The number of an item: ``2``; a bullet has none."""
    found = ITEM_STARTS.match(line.text)
    return (found["n"] or "") if found else ""


def place_of(line: WordLine) -> str:
    """The provision that a line stands in: ``§ 12 a``, or nothing."""
    return f"§ {' '.join(filter(None, line.section))}" if line.section else ""


def _part_of(lines: Sequence[WordLine], wanted: int) -> list[WordLine]:
    number, found = 1, []
    for line in lines:
        number = line.part or number
        if number == wanted:
            found.append(line)
    return trimmed(found)


def trimmed(lines: list[WordLine]) -> list[WordLine]:
    """Without the blank lines and the headings before what comes next."""
    found = [*lines]
    while found[1:] and (not found[-1].text.strip() or found[-1].is_heading):
        found.pop()
    return found
