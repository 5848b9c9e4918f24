# SPDX-License-Identifier: EUPL-1.2
"""Excel, Calc and CSV files to grids of cells. Nothing in a file is run, evaluated or followed."""

from __future__ import annotations

import csv
import hashlib
import re
import warnings
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator
from datetime import date, datetime, time
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

from checker import limits
from checker.errors import UnreadableError, UsageError
from checker.folders import adding
from checker.language.words import SURFACES
from checker.source import bytes_of_file, normalised
from checker.table.columns import HEADINGS, LABELS, LISTS, REMARK
from checker.table.grid import Grid, GridCell, cell_name, inspect, tidy
from checker.table.guess import says_a_change
from checker.table.unseen import Unseen

_REFUSED = {".xlsm": "table-macros", ".xls": "table-other", ".xlsb": "table-other"}
_SEPARATOR = re.compile(r'"?sep=(?P<sign>[^\r\n"])"?(?=\r|\n|\Z)', re.IGNORECASE)
_HEADINGS = {word.casefold() for words in HEADINGS.values() for word in words}
_LABELS = {word.casefold() for words in LABELS.values() for word in words}
_SEPARATORS = ";,\t|"
_RULE = re.compile(r"[-:| \t]*-[-:| \t]*")
_FIRST = re.compile(
    rf"\s*\"?(?P<label>[^{_SEPARATORS}\"\n]+?):?\"?\s*[{_SEPARATORS}][^\n]*\n+(?=\S)"
)
_SEEN = 8  # lines
_Rows = list[dict[int, GridCell]]


def begins_a_table(data: bytes) -> bool:
    """Whether what has no ending begins as a table that was copied from a spreadsheet: with a label
    and a value beside it, and the next line is not indented, as it is in a proposal; or with
    another word there and labels below; or with a row of cells, one of which says a change; or
    so below a title. Or as JSON does."""
    if _is_keyed(data):
        return True
    wide = data.startswith((BOM_UTF16_LE, BOM_UTF16_BE))
    whole = len(data) if wide else data.rfind(b"\n") + 1  # no letter is cut in two
    try:
        text = normalised(_decoded(data[:whole], "").replace("\t", ";"))
    except UnreadableError:
        return False
    lines = [line for line in _unbarred(text).splitlines() if line.strip()][:_SEEN]
    found = [_FIRST.match("\n".join(lines[at : at + 2])) for at in range(len(lines))]
    cells = [each.strip(' "') for each in re.split(r"[;|]", "".join(lines[:1]))]
    if any(says_a_change(cells, one) for one in SURFACES):
        return True
    said = [one["label"].strip().casefold() if one else "" for one in found]
    if not any(said[:1]) and said[1:2] and said[1] in {*_HEADINGS, *_LABELS}:
        said = said[1:]  # a title above all
    if any(word in {*_HEADINGS, REMARK} for word in said[:1]):
        return True
    return any(said[:1]) and sum(word in _LABELS for word in said) > (said[0] not in _LABELS)


def _unbarred(text: str) -> str:
    """A table between bars, as in Markdown, without those at the edges and the rule below the
    headings; another text as it is."""
    if not text.lstrip().startswith("|"):
        return text
    lines = ("" if _RULE.fullmatch(line) else line.strip() for line in text.splitlines())
    return "\n".join(line.removeprefix("|").removesuffix("|").strip() for line in lines)


def read_grid(file: Path, shown: str) -> Grid:
    """The table in a file.

    Raises UnreadableError for a file that is no table, or not a safe one, and UsageError where
    the extra for Excel is not installed.
    """
    if (ending := file.suffix.casefold()) in _REFUSED:  # it is not even read
        raise UnreadableError(shown, _REFUSED[ending])
    return grid_of(bytes_of_file(file, shown), shown, ending)


def grid_of(data: bytes, shown: str, ending: str) -> Grid:
    """The table in what a file of some ending holds. Raises as ``read_grid``."""
    if ending in _REFUSED:
        raise UnreadableError(shown, _REFUSED[ending])
    match ending:
        case ".json" | ".txt" | "" if ending == ".json" or _is_keyed(data):
            from checker.table.keyed import grid_in

            return grid_in(data, shown)
        case ".xlsx":
            return _excel(data, shown)
        case ".ods":
            from checker.table.calc import read_calc

            return read_calc(data, shown)
    return _csv(data, shown)


def _is_keyed(data: bytes) -> bool:
    """Whether it begins as an object of JSON."""
    return data.removeprefix(BOM_UTF8).lstrip().startswith(b"{")


def _csv(data: bytes, shown: str) -> Grid:
    text, separators = _decoded(data, shown), _SEPARATORS
    if said := _SEPARATOR.match(text):  # Excel's own first line, which is none of the table
        text, separators = text[said.end() :], said["sign"]
    tables = [
        _records(_unbarred(text) if separator == "|" else text, separator, shown)
        for separator in separators
    ]
    failed = [each for each in tables if isinstance(each, UnreadableError)]
    read = [each for each in tables if not isinstance(each, UnreadableError)]
    rows = max(read, key=lambda each: (_headings(each), _labels(each), _changes(each)), default=[])
    if failed and _headings(rows) < 2 and _labels(rows) < 2:
        raise failed[0]
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


def _headings(rows: _Rows) -> int:
    """How many headings the best row has: what tells the separator."""
    return max(
        (sum(cell.text.casefold() in _HEADINGS for cell in row.values()) for row in rows), default=0
    )


def _labels(rows: _Rows) -> int:
    """How many rows begin with a label and have something beside it."""
    firsts = (row[1].text for row in rows if 1 in row and len(row) > 1)
    return sum(text.casefold().rstrip(":") in _LABELS for text in firsts)


def _changes(rows: _Rows) -> int:
    """How many rows say a change in one of their cells."""
    texts = [[cell.text for cell in row.values()] for row in rows]
    return sum(any(says_a_change(row, each) for each in SURFACES) for row in texts)


def _records(text: str, separator: str, shown: str) -> _Rows | UnreadableError:
    rows = []
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
    line = 1
    try:
        for number, record in enumerate(reader, start=1):
            if number > limits.ROWS or len(record) > limits.COLUMNS:
                return UnreadableError(shown, "table-huge", str(limits.ROWS))
            cells = {}
            for column, written in enumerate(record, start=1):
                value = tidy(written)
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


def _excel(data: bytes, shown: str) -> Grid:
    inspect(data, shown)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            from openpyxl import load_workbook
        except ModuleNotFoundError as error:
            raise UsageError("no-extra", format="xlsx", command=adding("excel")) from error
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
    return Grid(shown, digest, tuple(_sheet(chosen)), tidy(chosen.title))


def _sheet(sheet: Any) -> Iterator[dict[int, GridCell]]:
    merged = {(m.min_row, m.min_col) for m in sheet.merged_cells.ranges if m.size["rows"] > 1}
    unseen = Unseen(sheet)
    for row, cells in enumerate(sheet.iter_rows(), start=1):
        found = {}
        for column, cell in enumerate(cells, start=1):
            text = tidy(_text(cell.value))
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
                text or "=", cell_name(tidy(sheet.title), row, column), row, column, wrong
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
