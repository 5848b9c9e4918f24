"""The cells of a table, each with its place: what both kinds of file are read to."""

from __future__ import annotations

from bisect import bisect_right

from attrs import field, frozen

from checker.say import Language
from checker.source import Source, Span

LARGEST_ROW, LARGEST_COLUMN = 5_000, 50


@frozen
class Cell:
    """One cell.

    Attributes:
        text: what stands in it, as text; blanks and line breaks as single blanks.
        place: what it is called (``Ark1!C5``; without a sheet in a CSV file).
        row: the line in the file, or the row of the sheet.
        column: counted from 1.
        wrong: the message that says why it cannot be read, or "".
    """

    text: str
    place: str
    row: int
    column: int
    wrong: str = ""


@frozen
class Grid:
    """A table: its rows, empty ones too, each its cells with something in them by column."""

    path: str
    sha256: str
    rows: tuple[dict[int, Cell], ...]
    sheet: str = ""

    def cell(self, row: int, column: int) -> Cell:
        """The cell of a row and a column, both from 1, or an empty one at that place."""
        cells = self.rows[row - 1] if row <= len(self.rows) else {}
        if column in cells:
            return cells[column]
        line = next((each.row for each in cells.values()), row)
        return Cell("", place(self.sheet, row, column), line, column)


def place(sheet: str, row: int, column: int) -> str:
    """``Ark1!C5``."""
    return f"{sheet}!{letter(column)}{row}" if sheet else f"{letter(column)}{row}"


def letter(column: int) -> str:
    """A column by its letters."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


@frozen
class Stretch:
    """A stretch of text that stands in a cell, from a character of it on."""

    start: int
    end: int
    cell: Cell
    begin: int = 0


@frozen
class TableSource(Source):
    """The text that a table says; every place in it is that of a cell."""

    stretches: tuple[Stretch, ...] = field(default=(), repr=False)

    def position(self, offset: int) -> tuple[int, int]:
        """Row and column of the cell."""
        cell = self._stretch(offset).cell
        return cell.row, cell.column

    def place(self, offset: int) -> str:
        return self._stretch(offset).cell.place

    def line_of(self, offset: int) -> tuple[str, str, int]:
        found = self._stretch(offset)
        at = found.begin + min(max(offset, found.start), found.end) - found.start
        name = found.cell.place.rpartition("!")[2]
        return name, found.cell.text, at + 1

    def _stretch(self, offset: int) -> Stretch:
        at = bisect_right(self.stretches, offset, key=lambda each: each.start)
        return self.stretches[max(0, at - 1)]


def span_of(grid: Grid, cell: Cell, language: Language) -> Span:
    """The place of a cell, all of it."""
    whole = Stretch(0, len(cell.text), cell)
    source = TableSource(grid.path, cell.text, grid.sha256, (whole,), language=language)
    return Span(source, 0, len(cell.text))
