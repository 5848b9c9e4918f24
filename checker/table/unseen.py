"""What a person who opens a workbook does not see though it is there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

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
    if ink is None or under is None:
        return False
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
