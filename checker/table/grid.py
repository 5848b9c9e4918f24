# SPDX-License-Identifier: EUPL-1.2
"""The cells of a table, whatever file they stand in, and what keeps a workbook from being read."""

from __future__ import annotations

import re
from io import BytesIO
from zipfile import ZipFile

from checker import limits
from checker.disk.nested import BROKEN, declares, trouble
from checker.errors import UnreadableError
from checker.records import frozen
from checker.source import normalised

_MERGED = re.compile(rb"mergeCell\s[^<>]*")
_MERGED_FROM = re.compile(rb"\bref=[\"']([A-Z]+)(\d+):([A-Z]+)(\d+)[\"']")
_CELLS = re.compile(r"sheets?/|sharedstrings|^content\.xml$")
_SHEET = re.compile(rb"<(?:\w+:)?sheet\s")


@frozen
class GridCell:
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
    rows: tuple[dict[int, GridCell], ...]
    sheet: str = ""

    def cell(self, row: int, column: int) -> GridCell:
        """The cell of a row and a column, both from 1, or an empty one at that place."""
        cells = self.rows[row - 1] if row <= len(self.rows) else {}
        if column in cells:
            return cells[column]
        line = next((each.row for each in cells.values()), row)
        return GridCell("", cell_name(self.sheet, row, column), line, column)


def cell_name(sheet: str, row: int, column: int) -> str:
    """``Ark1!C5``."""
    return f"{sheet}!{column_letter(column)}{row}" if sheet else f"{column_letter(column)}{row}"


def column_letter(column: int) -> str:
    """A column by its letters."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def tidy(text: str) -> str:
    """A text as a cell holds it: in one line, with single blanks."""
    return " ".join(normalised(text).split())


def inspect(data: bytes, shown: str) -> None:
    """Refuses a workbook that could do harm, before anything in it is unpacked for reading."""
    try:
        if wrong := trouble(data):
            raise UnreadableError(shown, f"table-{wrong}")
        with ZipFile(BytesIO(data)) as archive:
            parts, tags = archive.infolist(), 0
            if limits.unpacks_too_far(parts, len(data), limits.WORKBOOK_UNPACKED):
                most = str(limits.WORKBOOK_UNPACKED // limits.MB)
                raise UnreadableError(shown, "table-bomb", most)
            for part in parts:
                name = part.filename.casefold()
                if "vbaproject" in name or "/macrosheets/" in name:
                    raise UnreadableError(shown, "table-macros")
                if "/externallinks/" in name:
                    raise UnreadableError(shown, "table-links")
                if name.endswith((".xml", ".rels")):
                    xml = archive.read(part)
                    tags += xml.count(b"<") * (1 if _CELLS.search(name) else 20)
                    if tags > limits.TAGS or len(_SHEET.findall(xml)) > limits.SHEETS:
                        raise UnreadableError(shown, "table-huge", str(limits.ROWS))
                    _inspect_part(xml, shown)
    except BROKEN as error:
        raise UnreadableError(shown, "table-broken") from error


def _inspect_part(xml: bytes, shown: str) -> None:
    if declares(xml):
        raise UnreadableError(shown, "table-broken")
    places, whole = (_MERGED_FROM.search(found[0]) for found in _MERGED.finditer(xml)), 0
    for left, top, right, bottom in (each.groups() for each in places if each):
        size = (int(bottom) - int(top) + 1) * (_number(right) - _number(left) + 1)
        whole += size
        if (
            size > limits.MERGED
            or whole > limits.ROWS * limits.COLUMNS
            or len(bottom) > len(str(limits.ROWS))
        ):
            raise UnreadableError(shown, "table-huge", str(limits.ROWS))


def _number(letters: bytes) -> int:
    number = 0
    for each in letters[:4]:
        number = number * 26 + each - 64
    return number
