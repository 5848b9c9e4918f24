# SPDX-License-Identifier: EUPL-1.2
"""Calc files (OpenDocument) to grids of cells. Nothing in a file is run, evaluated or followed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from io import BytesIO
from xml.etree import ElementTree
from xml.etree.ElementTree import Element
from zipfile import ZipFile

from checker import limits
from checker.disk.nested import BROKEN
from checker.errors import UnreadableError
from checker.table.columns import LISTS
from checker.table.grid import Grid, GridCell, cell_name, inspect, tidy
from checker.table.unseen import CalcUnseen, named, said

_PARTS = ("content.xml", "styles.xml")
_MACROS = ("Basic/", "Scripts/")
_LINKS = ("table:table-source", "table:cell-range-source", "table:dde-link")
_CELLS = (named("table:table-cell"), named("table:covered-table-cell"))
_LOOKS = "table:default-cell-style-name"
_SHEETS = "/".join(map(named, ("office:body", "office:spreadsheet", "table:table")))


def read_calc(data: bytes, shown: str) -> Grid:
    """The table in a Calc file. Raises UnreadableError for what is none, or no safe one."""
    inspect(data, shown)
    try:
        with ZipFile(BytesIO(data)) as pack:
            names = pack.namelist()
            if b"encryption-data" in pack.read("META-INF/manifest.xml"):
                raise UnreadableError(shown, "table-locked")
            content, *rest = (ElementTree.fromstring(pack.read(x)) for x in _PARTS if x in names)
    except (*BROKEN, ElementTree.ParseError) as error:
        raise UnreadableError(shown, "table-broken") from error
    scripts = content.find(named("office:scripts"))
    if (scripts is not None and len(scripts)) or any(x.startswith(_MACROS) for x in names):
        raise UnreadableError(shown, "table-macros")
    if any(content.find(f".//{named(link)}") is not None for link in _LINKS):
        raise UnreadableError(shown, "table-links")
    unseen = CalcUnseen([*rest, content])
    sheets = [one for one in content.findall(_SHEETS) if said(one, "table:name") not in LISTS]
    if not sheets:
        raise UnreadableError(shown, "table-empty")
    chosen = next((one for one in sheets if not unseen.hides_sheet(one)), sheets[0])
    grids = {one: [*_Sheet(one, unseen, shown).rows()] for one in sheets}
    for one, rows in grids.items():
        if (one is not chosen or unseen.hides_sheet(one)) and any(rows):
            raise UnreadableError(shown, "table-sheets", said(one, "table:name"))
    digest, name = hashlib.sha256(data).hexdigest(), tidy(said(chosen, "table:name"))
    return Grid(shown, digest, tuple(grids[chosen]), name)


class _Sheet:
    """The cells of a sheet, of which each may stand for many that are alike."""

    def __init__(self, sheet: Element, unseen: CalcUnseen, shown: str) -> None:
        self.sheet, self.unseen, self.shown = sheet, unseen, shown
        self.name = tidy(said(sheet, "table:name"))
        self.columns: list[tuple[bool, str]] = []  # whether it is hidden, and how its cells look
        for each, folded in unseen.parts_of(sheet, "column"):
            hidden = folded or unseen.hides_band(each, "column")
            looks = hidden, said(each, _LOOKS)
            room = limits.COLUMNS - len(self.columns)
            self.columns += [looks] * min(_times(each, "columns"), room)

    def rows(self) -> Iterator[dict[int, GridCell]]:
        """Its rows up to the last with something in it."""
        empty = at = 0
        for each, folded in self.unseen.parts_of(self.sheet, "row"):
            hidden = folded or self.unseen.hides_band(each, "row")
            times = _times(each, "rows")
            if not any(self._cells(each, 1, hidden)):
                empty, at = empty + times, at + times
                continue
            if at + times > limits.ROWS:
                raise UnreadableError(self.shown, "table-huge", str(limits.ROWS))
            yield from ({} for _ in range(empty))
            for row in range(at + 1, at + times + 1):
                yield {one.column: one for one in self._cells(each, row, hidden)}
            empty, at = 0, at + times

    def _cells(self, row: Element, number: int, hidden: bool) -> Iterator[GridCell]:
        last = 0
        for cell in row:
            if cell.tag not in _CELLS:
                continue
            begin, last = last + 1, last + _times(cell, "columns")
            text = tidy(_text(cell))
            if not text and not said(cell, "table:formula"):
                continue
            if last > limits.COLUMNS:
                raise UnreadableError(self.shown, "table-huge", str(limits.ROWS))
            for column in range(begin, last + 1):
                out, looks = next(iter(self.columns[column - 1 : column]), (False, ""))
                looks = said(cell, "table:style-name") or said(row, _LOOKS) or looks
                wrong = self._wrong(cell, looks, hidden=hidden or out)
                place = cell_name(self.name, number, column)
                yield GridCell(text or "=", place, number, column, wrong)

    def _wrong(self, cell: Element, looks: str, *, hidden: bool) -> str:
        if said(cell, "table:formula"):
            return "table.formula"
        if hidden or not tidy(_shown(cell)) or self.unseen.hides(cell, looks):
            return "table.hidden"
        rows = said(cell, "table:number-rows-spanned")
        return "table.merged" if rows not in ("", "1") else ""


def _times(element: Element, what: str) -> int:
    """How often a row, a column or a cell stands there."""
    number = said(element, f"table:number-{what}-repeated")
    return int(number) if number.isdecimal() and len(number) < 9 else 1


def _text(cell: Element) -> str:
    """A cell's value as a person would type it."""
    match said(cell, "office:value-type"):
        case "date":
            return said(cell, "office:date-value").removesuffix("T00:00:00")
        case "float" | "currency" | "percentage":
            value = said(cell, "office:value")
            return value.removesuffix(".0")
    return said(cell, "office:string-value") or _shown(cell)


def _shown(cell: Element) -> str:
    """What is to be seen in a cell."""
    return "\n".join(_words(each) for each in cell if each.tag == named("text:p"))


def _words(element: Element) -> str:
    """What stands in a paragraph, without remarks that are pinned to it."""
    pieces = [element.text or ""]
    for each in element:
        if each.tag == named("text:s"):
            pieces.append(" ")
        elif each.tag in (named("text:tab"), named("text:line-break")):
            pieces.append("\n")
        elif each.tag != named("office:annotation"):
            pieces.append(_words(each))
        pieces.append(each.tail or "")
    return "".join(pieces)
