"""Excel and CSV files to grids of cells. Nothing in a file is run, evaluated or followed."""

from __future__ import annotations

import csv
import hashlib
import re
import warnings
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator
from datetime import date, datetime, time
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from checker import limits
from checker.disk.office import BROKEN, declares, trouble
from checker.errors import UnreadableError, UsageError
from checker.records import frozen
from checker.source import bytes_of_file, normalised
from checker.table.columns import HEADINGS, LISTS
from checker.table.unseen import Unseen

_REFUSED = {
    ".xlsm": "table-macros",
    ".xls": "table-other",
    ".xlsb": "table-other",
    ".ods": "table-other",
}
_SEPARATOR = re.compile(r'"?sep=(?P<sign>[^\r\n"])"?(?=\r|\n|\Z)', re.IGNORECASE)
_MERGED = re.compile(rb"mergeCell\s[^<>]*")
_MERGED_FROM = re.compile(rb"\bref=[\"']([A-Z]+)(\d+):([A-Z]+)(\d+)[\"']")
_CELLS = re.compile(r"sheets?/|sharedstrings")
_SHEET = re.compile(rb"<(?:\w+:)?sheet\s")
_HEADINGS = {word.casefold() for words in HEADINGS.values() for word in words}


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


def read_grid(file: Path, shown: str) -> Grid:
    """The table in a file.

    Raises UnreadableError for a file that is no table, or not a safe one, and UsageError where
    the extra for Excel is not installed.
    """
    ending = file.suffix.casefold()
    if ending in _REFUSED:
        raise UnreadableError(shown, _REFUSED[ending])
    data = bytes_of_file(file, shown)
    return _excel(data, shown) if ending == ".xlsx" else _csv(data, shown)


def _csv(data: bytes, shown: str) -> Grid:
    text = _decoded(data, shown)
    separators = ";,\t"
    if said := _SEPARATOR.match(text):  # Excel's own first line, which is none of the table
        text, separators = text[said.end() :], said["sign"]
    tables = [_records(text, separator, shown) for separator in separators]
    rows = max(tables, key=_headings)
    if _headings(rows) < 2:
        for failed in tables:
            if isinstance(failed, UnreadableError):
                raise failed
    assert not isinstance(rows, UnreadableError)
    return Grid(shown, hashlib.sha256(data).hexdigest(), tuple(rows))


def _decoded(data: bytes, shown: str) -> str:
    wide = data.startswith((BOM_UTF16_LE, BOM_UTF16_BE))  # what Excel calls Unicode text
    for encoding in ("utf-16",) if wide else ("utf-8-sig", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise UnreadableError(shown, "table-encoding")


def _headings(rows: list[dict[int, GridCell]] | UnreadableError) -> int:
    """How many headings the best row has: what tells the separator."""
    if isinstance(rows, UnreadableError):
        return -1
    return max(
        (sum(cell.text.casefold() in _HEADINGS for cell in row.values()) for row in rows), default=0
    )


def _records(text: str, separator: str, shown: str) -> list[dict[int, GridCell]] | UnreadableError:
    rows = []
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
    line = 1
    try:
        for number, record in enumerate(reader, start=1):
            if number > limits.ROWS or len(record) > limits.COLUMNS:
                return UnreadableError(shown, "table-huge", str(limits.ROWS))
            cells = {}
            for column, written in enumerate(record, start=1):
                value = _tidy(written)
                if value:
                    wrong = "table.formula" if value.startswith("=") else ""
                    shielded = re.match(r"'+[=+\-@]", value)
                    value = value[1:] if shielded else value
                    cells[column] = GridCell(
                        value, cell_name("", number, column), line, column, wrong
                    )
            rows.append(cells)
            line = reader.line_num + 1
    except csv.Error:
        return UnreadableError(shown, "table-csv", str(line))
    return rows


def _tidy(text: str) -> str:
    return " ".join(normalised(text).split())


def _excel(data: bytes, shown: str) -> Grid:
    _inspect(data, shown)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            from openpyxl import load_workbook
        except ModuleNotFoundError as error:
            raise UsageError("no-extra", format="xlsx", package="ressort[excel]") from error
        try:
            book = load_workbook(BytesIO(data), keep_links=False, rich_text=True)
        except MemoryError:
            raise
        except Exception as error:  # openpyxl lets through whatever a broken file makes happen
            raise UnreadableError(shown, "table-broken") from error
    sheets = [each for each in book.worksheets if each.title not in LISTS]
    if not sheets:
        raise UnreadableError(shown, "table-empty")
    for sheet in sheets:
        if sheet.max_row > limits.ROWS or sheet.max_column > limits.COLUMNS:
            raise UnreadableError(shown, "table-huge", str(limits.ROWS))
    chosen = next((each for each in sheets if each.sheet_state == "visible"), sheets[0])
    for sheet in sheets:
        if (sheet is not chosen or sheet.sheet_state != "visible") and any(
            cell.value is not None for row in sheet.iter_rows() for cell in row
        ):
            raise UnreadableError(shown, "table-sheets", sheet.title)
    digest = hashlib.sha256(data).hexdigest()
    return Grid(shown, digest, tuple(_sheet(chosen)), _tidy(chosen.title))


def _inspect(data: bytes, shown: str) -> None:
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


def _sheet(sheet: Any) -> Iterator[dict[int, GridCell]]:
    merged = {(m.min_row, m.min_col) for m in sheet.merged_cells.ranges if m.size["rows"] > 1}
    unseen = Unseen(sheet)
    for row, cells in enumerate(sheet.iter_rows(), start=1):
        found = {}
        for column, cell in enumerate(cells, start=1):
            text = _tidy(_text(cell.value))
            if not text and cell.data_type != "f":
                continue
            wrong = ""
            if cell.data_type in ("f", "e"):
                wrong = "table.formula" if cell.data_type == "f" else "table.broken-cell"
            elif unseen.hides(cell):
                wrong = "table.hidden"
            elif (row, column) in merged:
                wrong = "table.merged"
            found[column] = GridCell(
                text or "=", cell_name(_tidy(sheet.title), row, column), row, column, wrong
            )
        yield found


def _text(value: object) -> str:
    """A cell's value as a person would type it; what is a formula stays its own text."""
    match value:
        case None:
            return ""
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case datetime() | date():
            return value.isoformat()
        case list():  # text that looks differently in its parts
            return "".join(map(str, value))
        case float() if value.is_integer():
            return str(int(value))
        case str() | int() | float():
            return str(value)
    return str(getattr(value, "text", value) or "=")
