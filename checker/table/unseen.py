# SPDX-License-Identifier: EUPL-1.2
"""What a person who opens a workbook, of Excel or of Calc, does not see though it is there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any
from xml.etree.ElementTree import Element

from checker import limits

_LEAST_HEIGHT, _LEAST_WIDTH, _LEAST_SIZE = 3.0, 0.6, 3.0  # points, characters, points
_ALIKE = 48  # how far two colours may be apart, over red, green and blue, and look the same
_WHITE, _BLACK = (255, 255, 255), (0, 0, 0)
_THEME = {0: _WHITE, 1: _BLACK}
_INDEXED = {0: _BLACK, 1: _WHITE, 8: _BLACK, 9: _WHITE, 64: _BLACK, 65: _WHITE}


class Unseen:
    """What is hidden in a sheet: rows and columns, also by their size, and cells whose text is
    struck through, as its ground is coloured, tiny, or shown by a format that shows nothing."""

    def __init__(self, sheet: Any) -> None:
        self.sheet = sheet
        whole = sheet.sheet_format
        self.rows_hidden = bool(whole.zeroHeight) or _small(whole.defaultRowHeight, _LEAST_HEIGHT)
        self.columns_hidden = _small(whole.defaultColWidth, _LEAST_WIDTH)
        self.columns = {
            column: bool(one.hidden) or (one.customWidth and _small(one.width, _LEAST_WIDTH))
            for one in sheet.column_dimensions.values()
            for column in range(one.min or 0, min(one.max or 0, limits.COLUMNS) + 1)
        }

    def hides(self, cell: Any) -> bool:
        """Whether what stands in a cell is not to be seen."""
        row = self.sheet.row_dimensions.get(cell.row)
        height = row.height if row is not None else None
        if row is not None and row.hidden:
            return True
        if _small(height, _LEAST_HEIGHT) if height is not None else self.rows_hidden:
            return True
        return self.columns.get(cell.column, self.columns_hidden) or _shows_nothing(cell)


def _shows_nothing(cell: Any) -> bool:
    format = str(cell.number_format or "")
    if format and not format.strip("; "):
        return True
    ground = cell.fill.fgColor if cell.fill.fill_type == "solid" else None
    return any(_is_unseen(font, ground) for font in _fonts(cell))


def _fonts(cell: Any) -> Iterator[Any]:
    """The fonts of a cell and of the parts of its text."""
    parts = cell.value if isinstance(cell.value, list) else ()
    own = [getattr(part, "font", None) for part in parts]
    yield from (each for each in own if each is not None)
    if not parts or None in own:
        yield cell.font


def _is_unseen(font: Any, ground: Any) -> bool:
    if font.strike or _small(font.sz, _LEAST_SIZE):
        return True
    ink, under = _colour(font.color, _BLACK), _colour(ground, _WHITE)
    return ink is not None and under is not None and _alike(ink, under)


def _alike(ink: tuple[int, int, int], under: tuple[int, int, int]) -> bool:
    return sum(abs(one - other) for one, other in zip(ink, under, strict=True)) < _ALIKE


def _colour(colour: Any, default: tuple[int, int, int]) -> tuple[int, int, int] | None:
    """Red, green and blue; None where the workbook's own colours tell."""
    if colour is None or colour.type == "auto":
        return default
    if colour.tint:
        return None
    if colour.type == "theme":
        return _THEME.get(colour.theme)
    if colour.type == "indexed":
        return _INDEXED.get(colour.indexed)
    try:
        red, green, blue = bytes.fromhex(str(colour.rgb)[-6:])
    except ValueError:
        return None
    return red, green, blue


def _small(size: Any, least: float) -> bool:
    return size is not None and float(size) < least


# ---------------------------------------------------------------- Calc

_SPACES = {"fo": "xsl-fo-compatible", "number": "datastyle"}
_POINTS = {"pt": 1.0, "in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4, "": 1.0}
_LENGTH = re.compile(r"([0-9.]+)(pt|in|cm|mm|)")
_BANDS = {  # in points
    "row": ("style:row-height", _LEAST_HEIGHT),
    "column": ("style:column-width", 5.0),
}
_DEEPEST = 16  # styles that rest on one another
_NOTHING = (
    ("table:display", "false"),
    ("table:visibility", "collapse"),
    ("table:visibility", "filter"),
)


@cache
def named(name: str) -> str:
    """A name of OpenDocument, such as ``table:table-cell``, as the parser of XML has it."""
    space, _, own = name.partition(":")
    return f"{{urn:oasis:names:tc:opendocument:xmlns:{_SPACES.get(space, space)}:1.0}}{own}"


def said(element: Element, name: str) -> str:
    """What an element says under a name, or "" where it says nothing."""
    return element.get(named(name), "")


class CalcUnseen:
    """What is hidden in the sheets of a Calc file: sheets, rows and columns, also by their size or
    in a group that is folded, and cells whose text is struck through, as its ground is coloured,
    or tiny; what a format shows is the text itself."""

    def __init__(self, parts: Sequence[Element]) -> None:
        """``parts``: what holds styles, the last one first heard."""
        found = [one for part in parts for one in part.iter(named("style:style"))]
        self.styles = {said(one, "style:name"): one for one in found}
        self._look = cache(self._looked)

    def parts_of(self, sheet: Element, what: str) -> Iterator[tuple[Element, bool]]:
        """Its rows or columns, those in groups too, each with whether a group of it is folded."""

        def within(element: Element, folded: bool) -> Iterator[tuple[Element, bool]]:
            for each in element:
                if each.tag == named(f"table:table-{what}"):
                    yield each, folded
                elif each.tag.startswith(named(f"table:table-{what}")) or each.tag == named(
                    f"table:table-header-{what}s"
                ):
                    yield from within(each, folded or _is_nothing(each))

        return within(sheet, False)

    def hides_sheet(self, sheet: Element) -> bool:
        """Whether a sheet is not shown."""
        return self._look(said(sheet, "table:style-name"), "table:display") == "false"

    def hides_band(self, band: Element, what: str) -> bool:
        """Whether a row or a column is not shown, or too small to be seen."""
        size, least = _BANDS[what]
        long = _points(self._look(said(band, "table:style-name"), size))
        return _is_nothing(band) or _small(long, least)

    def hides(self, cell: Element, own: str) -> bool:
        """Whether the text of a cell that looks so, or of a part of it, is not to be seen."""
        parts = [said(one, "text:style-name") for one in cell.iter(named("text:span"))]
        ground = _rgb(self._look(own, "fo:background-color"), _WHITE)
        for each in ([each, own] for each in parts or [""]):
            ink = _rgb(self._look_first(each, "fo:color"), _BLACK)
            struck = self._look_first(each, "style:text-line-through-style") or "none"
            size = _points(self._look_first(each, "fo:font-size"))
            if struck != "none" or _small(size, _LEAST_SIZE) or _alike(ink, ground):
                return True
        return False

    def _look_first(self, names: Sequence[str], what: str) -> str:
        return next(filter(None, (self._look(name, what) for name in names)), "")

    def _looked(self, name: str, what: str) -> str:
        """What a style says of a thing, or what it rests on does."""
        for _ in range(_DEEPEST):
            style = self.styles.get(name)
            if style is None:
                return ""
            if found := next(filter(None, (said(each, what) for each in style.iter())), ""):
                return found
            name = said(style, "style:parent-style-name")
        return ""


def _is_nothing(element: Element) -> bool:
    return any(said(element, name) == value for name, value in _NOTHING)


def _points(length: str) -> float | None:
    found = _LENGTH.fullmatch(length)
    return float(found[1]) * _POINTS[found[2]] if found else None


def _rgb(colour: str, default: tuple[int, int, int]) -> tuple[int, int, int]:
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", colour):
        return default
    red, green, blue = bytes.fromhex(colour[1:])
    return red, green, blue
