# SPDX-License-Identifier: EUPL-1.2
"""The rows of a table to an Excel file: with lists to choose from, days that are days, and a page
that fits on paper."""

from __future__ import annotations

import errno
import gc
import os
import re
import sys
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from tempfile import gettempdir
from textwrap import wrap
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from checker.errors import UsageError
from checker.folders import adding
from checker.language.names import shown_with
from checker.page.markup import escape_csv
from checker.say import say
from checker.speech.node import Surface
from checker.table.columns import HEADINGS, LABEL_SHAPES, LABELS, LISTS
from checker.table.grid import column_letter
from checker.table.writing import Lists, Rows, with_names

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_DAYS = ("date", "until")
_FORMATS = {"da": "dd-mm-yyyy", "en": "yyyy-mm-dd"}
_A4 = "9"
_ROOM = 500  # rows below the headings that lists and checks are laid on
_WIDEST = {"change": 22, "what": 32, "from": 28, "to": 28, "name": 32, "sentence": 44, "remark": 32}
_NARROW, _WIDE, _LISTED = 11, 24, 60  # characters
_LINE = 15.0  # points
_LETTERS = 1.15  # that stand in the width of a digit, on the average
_MAY_BE_OTHER = ("what", "from", "to")  # what a row creates, words, a provision


def excel_of(rows: Rows, heading: int, surface: Surface, lists: Lists) -> bytes:
    """An Excel file, the same bytes each time; no cell of it is ever a formula.

    Args:
        rows: as ``rows_of`` gives them, ``heading`` the row of the headings.
        lists: as ``choices_of`` gives them.
    Raises UsageError where the extra is not installed.
    """
    try:
        from openpyxl import Workbook
    except ModuleNotFoundError as error:
        raise UsageError("no-extra", format="xlsx", command=adding("excel")) from error

    rows = with_names(rows, heading, surface, lists)
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = LABELS["title"].own(surface)
    keys = {words.own(surface): key for key, words in HEADINGS.items()}
    columns = {keys[name]: at for at, name in enumerate(rows[heading], start=1)}
    _fill(sheet, rows, heading, surface, columns)
    widths = _widths(rows[heading:], columns)
    for column, width in widths.items():
        sheet.column_dimensions[column_letter(column)].width = width
    for at, row in enumerate(rows[heading:], start=heading + 1):
        cells = ((text, widths[column]) for column, text in enumerate(row, start=1))
        lines = max((len(wrap(text, int(_LETTERS * width))) for text, width in cells), default=1)
        if lines > 1:  # which not every program works out for itself
            sheet.row_dimensions[at].height = _LINE * lines
    sheet.freeze_panes = f"A{heading + 2}"
    sheet.print_title_rows = f"{heading + 1}:{heading + 1}"
    _add_checks(sheet, rows, heading, surface, columns)
    if lists:
        _add_lists(book, rows, heading, surface, lists, columns)
    for each in book.worksheets:
        _set_up(each)
    return _settled(book)


def _widths(table: Rows, columns: dict[str, int]) -> dict[int, int]:
    """How wide each column is, by what stands in it."""
    found = {}
    for key, column in columns.items():
        longest = max((len(row[column - 1]) for row in table if column <= len(row)), default=0)
        most = _WIDEST.get(key, _WIDE)
        least = most if key in (*_MAY_BE_OTHER, "remark") else _NARROW
        found[column] = max(least, min(longest + 4, most))
    return found


def _fill(sheet: Any, rows: Rows, heading: int, surface: Surface, columns: dict[str, int]) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    bold, fill = Font(name="Calibri", size=11, bold=True), PatternFill("solid", fgColor="DDE5EE")
    days = {columns[key] for key in _DAYS if key in columns}
    thin = Side("thin", "BBBBBB")
    for at, row in enumerate(rows, start=1):
        labelled = at <= heading
        for column in () if labelled else columns.values():
            sheet.cell(at, column).border = Border(thin, thin, thin, thin)
        for column, text in enumerate(row, start=1):
            if not text:
                continue
            cell = sheet.cell(at, column)
            is_day = column == 2 and row[0] in _day_labels(surface) if labelled else column in days
            _write(cell, text, surface if is_day else None)
            wrapped = not labelled or column == 1
            cell.alignment = Alignment("left", "top", wrap_text=wrapped)
            if at == heading + 1 or (labelled and column == 1):
                cell.font = bold
            if at == heading + 1:
                cell.fill = fill


def _day_labels(surface: Surface) -> set[str]:
    return {words.own(surface) for key, words in LABELS.items() if key not in LABEL_SHAPES}


def _write(cell: Any, text: str, day: Surface | None = None) -> None:
    if day and _DAY.fullmatch(text):
        cell.value = date.fromisoformat(text)
        cell.number_format = _FORMATS[day]
        return
    text = "".join(each if each >= " " else "\ufffd" for each in text)
    cell.value = text
    cell.data_type = "s"
    if escape_csv(text) != text:
        cell.quotePrefix = True


# ---------------------------------------------------------------- what a cell may hold


def _add_checks(
    sheet: Any, rows: Rows, heading: int, surface: Surface, columns: dict[str, int]
) -> None:
    """Days that are days, and numbers that are numbers."""
    from openpyxl.worksheet.datavalidation import DataValidation

    labelled = _day_labels(surface)
    days = [f"B{at}" for at, row in enumerate(rows[:heading], 1) if row and row[0] in labelled]
    days += [_below(columns[key], heading) for key in _DAYS if key in columns]
    numbers = [_below(columns["members"], heading)] if "members" in columns else []
    least: Any = {"operator": "greaterThanOrEqual"}
    for check, areas, key in (
        (DataValidation("date", "DATE(1900,1,1)", **least), days, "excel.date"),
        (DataValidation("whole", "1", **least), numbers, "excel.whole"),
    ):
        for area in areas:
            check.add(area)
        if areas:
            sheet.add_data_validation(_told(check, key, surface))


def _add_lists(
    book: Any,
    rows: Rows,
    heading: int,
    surface: Surface,
    lists: Lists,
    columns: dict[str, int],
) -> None:
    """Drop-down lists, what they hold on a sheet of their own: as it is shown, and the word."""
    from openpyxl.worksheet.datavalidation import DataValidation

    first, second = book.active, book.create_sheet(LISTS.own(surface))
    areas: dict[tuple[str, ...], str] = {}  # lists that are alike stand there once
    for key, words in lists.items():
        head = {**LABELS, **HEADINGS}[key].own(surface)
        shown = tuple(shown_with(word, title) if title else word for word, title in words)
        if shown not in areas:
            bare = tuple(word for word, _ in words)
            at = (second.max_column if areas else 0) + 1
            letter = column_letter(at)
            areas[shown] = f"'{second.title}'!${letter}$2:${letter}${len(words) + 1}"
            for column, texts in enumerate(dict.fromkeys((shown, bare)), start=at):
                _write(second.cell(1, column), head)
                width = min(_LISTED, max(map(len, texts)) + 4)
                second.column_dimensions[column_letter(column)].width = width
                for row, text in enumerate(texts, start=2):
                    _write(second.cell(row, column), text)
        area = areas[shown]
        choice = DataValidation("list", area, allow_blank=True)
        for place in _places(key, head, rows, heading, columns):
            choice.add(place)
            asks = key in _MAY_BE_OTHER
            choice.errorStyle = "warning" if asks else "stop"
            told = _told(choice, "excel.other" if asks else "excel.list", surface)
            first.add_data_validation(told)
    second.freeze_panes = "A2"


def _places(
    key: str, head: str, rows: Rows, heading: int, columns: dict[str, int]
) -> Iterator[str]:
    """The cells that a list is for: those of a column, or the one beside a label."""
    if key in columns:
        yield _below(columns[key], heading)
    elif key in LABELS:
        yield from (f"B{at}" for at, row in enumerate(rows[:heading], 1) if row[:1] == [head])


def _below(column: int, heading: int) -> str:
    name = column_letter(column)
    return f"{name}{heading + 2}:{name}{heading + 1 + _ROOM}"


def _told(check: Any, key: str, surface: Surface) -> Any:
    """A check that tells what is wrong where it stops a value."""
    check.allowBlank, check.showErrorMessage = True, True
    check.errorTitle, check.error = "ressort", say(surface, key)
    return check


# ---------------------------------------------------------------- paper and file


def _set_up(sheet: Any) -> None:
    """A page that is A4 on its side, as wide as the sheet, each numbered."""
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet.page_setup.paperSize = _A4
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    for side in ("left", "right", "top"):
        setattr(sheet.page_margins, side, 0.4)
    sheet.oddFooter.center.text = "&P / &N"


def _settled(book: Any) -> bytes:
    """The bytes of a workbook without the time at which it was written. Raises UsageError where
    the temporary files of its sheets cannot be written."""
    made, refused, out = BytesIO(), "", BytesIO()
    # A sheet that is half written fails once more when it is let go, where nobody can catch it.
    heard, sys.unraisablehook = sys.unraisablehook, lambda _: None
    try:
        book.save(made)
    except Exception as error:
        if not isinstance(error, OSError) and type(error).__name__ != "SerialisationError":
            raise
        # lxml tells the number of an error by its name alone: IO_EFBIG
        number = getattr(errno, str(error).removeprefix("IO_"), None)
        refused = str(error) if number is None else os.strerror(number)
    finally:
        if refused:
            gc.collect()
        sys.unraisablehook = heard
    if refused:
        raise UsageError("cannot-write", path=gettempdir(), detail=refused)
    with ZipFile(made) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "docProps/core.xml":
                data = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", b"2000-01-01T00:00:00Z", data)
            new.writestr(ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data, ZIP_DEFLATED)
    return out.getvalue()
