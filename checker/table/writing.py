"""A proposal to the rows of a table, and rows to an Excel or a CSV file."""

from __future__ import annotations

import csv
import gc
import re
import sys
from collections.abc import Mapping, Sequence
from datetime import date
from io import BytesIO, StringIO
from tempfile import gettempdir
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from checker.errors import UsageError
from checker.language.wording import PartPrinter
from checker.page.inline import escape_csv
from checker.speech.node import Comment, Document, Surface
from checker.speech.proposal import Proposal
from checker.table.columns import (
    BOTH,
    FORMS,
    HEADINGS,
    LABELS,
    LISTS,
    REMARK,
    Form,
    Slot,
    number,
    slots,
)
from checker.table.grid import letter

Rows = list[list[str]]
_COLUMNS = list(HEADINGS)
_QUOTED = r"(?:\"([^\"]*)\"|“([^“”]*)”|»([^»«]*)«|«([^»«]*)»|„([^„“]*)“)"
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_TASKS = re.compile(
    r"^(flyt|overdrag|åben) opgaver inden for |(?<=\S) tasks(?= (?:from|to|under) )"
)
_WIDTHS = {"change": 24, "what": 30, "from": 24, "to": 24, "name": 36, "sentence": 60}
_DATES = ("proposed", "as of", "effective")


def rows_of(document: Document) -> tuple[Rows, int]:
    """The rows of a table for a proposal in its printed form, and where the headings stand."""
    surface, text = document.surface, document.span.source.text
    header = document.statements[0]
    assert isinstance(header, Proposal)
    own = number(surface)
    values = {
        "title": PartPrinter(surface, {}).prose(header.title).replace("\0", " "),
        "concerns": header.concerns.text,
        "proposed": header.proposed.isoformat(),
        "as of": header.as_of.isoformat() if header.as_of else "",
        "effective": header.effective.isoformat(),
    }
    if not header.title.translated:
        values["title"] = header.title.said(surface)
    head, body = _remarks(document, header.span.end)
    rows = [[REMARK, each.text.strip()] for each in head]
    if head and "\n\n" in text[head[-1].offset : header.span.start]:
        rows.append([])
    rows += [[LABELS[key][own], value] for key, value in values.items()]
    rows.append([])
    heading = len(rows)
    rows.append([words[own] for words in HEADINGS.values()])
    things: list[tuple[int, int, list[str]]] = [
        (each.offset, each.offset, [REMARK, each.text.strip()]) for each in body
    ]
    for statement in document.statements[1:]:
        span = statement.span
        said = _said(document, span.start, span.end)
        things.append((span.start, span.end, _row(said, surface)))
    end = header.span.end
    for start, stop, row in sorted(things, key=lambda each: each[0]):
        if len(rows) > heading + 1 and "\n\n" in text[end:start]:
            rows.append([])
        rows.append(row)
        end = max(end, stop)
    return rows, heading


def _remarks(document: Document, until: int) -> tuple[list[Comment], list[Comment]]:
    head = [each for each in document.comments if each.offset < until]
    return head, [each for each in document.comments if each.offset >= until]


def _said(document: Document, start: int, end: int) -> str:
    """A statement on one line, without the comments in it."""
    text = document.span.source.text
    pieces, at = [], start
    for comment in document.comments:
        if start <= comment.offset < end:
            pieces.append(text[at : comment.offset])
            at = text.find("\n", comment.offset)
    return re.sub(r"\s*\n\s*", " ", "".join([*pieces, text[at:end]])).strip()


def _row(said: str, surface: Surface) -> list[str]:
    """The cells of a sentence; one that fits no form goes into the last column whole."""
    plain = _TASKS.sub(lambda match: f"{match[1]} " if match[1] else "", said)
    for form in FORMS:
        cells = _cells(form, surface, plain)
        if cells is not None and composed(form, surface, cells) == plain:
            own = number(surface)
            cells |= {"change": form.change[own], "status": form.status[own]}
            return [cells.get(key, "") for key in _COLUMNS]
    return [""] * (len(_COLUMNS) - 1) + [said]


def _cells(form: Form, surface: Surface, said: str) -> dict[str, str] | None:
    pattern = ""
    columns: list[Slot] = []
    for group in slots(form, surface):
        inner = ""
        for slot in group:
            inner += _pattern(slot, len(columns)) if slot.column else re.escape(slot.words)
            columns += [slot] if slot.column else []
        pattern += f"(?:{inner})?" if group[0].optional else inner
    found = re.fullmatch(pattern, said)
    if found is None:
        return None
    cells = {}
    for at, slot in enumerate(columns):
        value = found[f"c{at}"]
        if value is None:
            continue
        if slot.shape == "quoted" or (slot.shape == "prose" and not BOTH.fullmatch(value)):
            value = value[1:-1]
        elif slot.shape == "titled":
            id, _, title = value.partition(" ")
            value = f"{id} {title[1:-1]}"
        cells[slot.column] = value
    return cells


def _pattern(slot: Slot, at: int) -> str:
    plain = _QUOTED.replace("([", "(?:[")
    shape = {
        "": r"[^\"“»«„#]+?",
        "quoted": plain,
        "prose": rf"{plain}(?: (?:en|da) {plain})?",
        "titled": rf"\S+ {plain}",
        "day": _DAY.pattern,
        "number": r"\d+",
    }[slot.shape]
    return f"(?P<c{at}>{shape})"


def composed(form: Form, surface: Surface, cells: Mapping[str, str]) -> str:
    """The sentence that a row says, as the table is read."""
    wording, said = PartPrinter(surface, {}), ""
    for group in slots(form, surface):
        if any(slot.optional and slot.column and slot.column not in cells for slot in group):
            continue
        for slot in group:
            value = cells.get(slot.column, "")
            if not slot.column:
                said += slot.words
            elif slot.shape == "prose" and BOTH.fullmatch(value):
                said += value
            elif slot.shape in ("quoted", "prose"):
                said += wording.text(value).replace("\0", " ")
            elif slot.shape == "titled":
                id, _, title = value.partition(" ")
                said += f"{id} {wording.text(title)}".replace("\0", " ")
            else:
                said += value
    return said


def csv_of(rows: Rows) -> str:
    """A CSV file that a Danish Excel opens as it is: semicolons, and a mark of UTF-8."""
    written = StringIO()
    writer = csv.writer(written, delimiter=";", lineterminator="\n")
    for row in rows:
        writer.writerow([escape_csv(text) for text in row])
    return "\ufeff" + written.getvalue()


def excel_of(
    rows: Rows, heading: int, surface: Surface, lists: Mapping[str, Sequence[tuple[str, str]]]
) -> bytes:
    """An Excel file, the same bytes each time; no cell of it is ever a formula.

    Args:
        rows: as ``rows_of`` gives them, ``heading`` the row of the headings.
        lists: what may be chosen in a column or a labelled cell: words, each with its title.
    Raises UsageError where the extra is not installed.
    """
    try:
        from openpyxl import Workbook
    except ModuleNotFoundError as error:
        raise UsageError("no-extra", format="xlsx", package="ressort[excel]") from error
    from openpyxl.styles import Font, PatternFill
    from openpyxl.worksheet.properties import PageSetupProperties

    own = number(surface)
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = LABELS["title"][own]
    bold, fill = Font(name="Calibri", size=11, bold=True), PatternFill("solid", fgColor="DDE5EE")
    dates = {LABELS[key][own] for key in _DATES}
    days = {_COLUMNS.index(key) for key in ("date", "until")}
    for at, row in enumerate(rows, start=1):
        for column, text in enumerate(row, start=1):
            if not text:
                continue
            cell = sheet.cell(at, column)
            day = column - 1 in days if at > heading else column == 2 and row[0] in dates
            _fill(cell, text, day=day)
            if at == heading + 1 or (at <= heading and column == 1):
                cell.font = bold
            if at == heading + 1:
                cell.fill = fill
    for column, key in enumerate(_COLUMNS, start=1):
        sheet.column_dimensions[letter(column)].width = _WIDTHS.get(key, 16)
    sheet.freeze_panes = f"A{heading + 2}"
    _choices(book, sheet, rows, heading, own, lists)
    for each in book.worksheets:  # as wide as the paper
        each.page_setup.orientation = "landscape"
        each.page_setup.fitToHeight = 0
        each.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    return _settled(book)


def _fill(cell: Any, text: str, *, day: bool) -> None:
    if day and _DAY.fullmatch(text):
        cell.value = date.fromisoformat(text)
        cell.number_format = "yyyy-mm-dd"
        return
    text = "".join(each if each >= " " else "\ufffd" for each in text)
    cell.value = text
    cell.data_type = "s"
    if escape_csv(text) != text:
        cell.quotePrefix = True


def _choices(
    book: Any,
    sheet: Any,
    rows: Rows,
    heading: int,
    own: int,
    lists: Mapping[str, Sequence[tuple[str, str]]],
) -> None:
    """Drop-down lists, their words and titles on a sheet of their own."""
    from openpyxl.worksheet.datavalidation import DataValidation

    if not lists:
        return
    second = book.create_sheet(LISTS[own])
    for number_, (key, words) in enumerate(lists.items()):
        column = 2 * number_ + 1
        head = {**LABELS, **HEADINGS}[key][own]
        _fill(second.cell(1, column), head, day=False)
        for at, (word, title) in enumerate(words, start=2):
            _fill(second.cell(at, column), word, day=False)
            _fill(second.cell(at, column + 1), title, day=False)
        second.column_dimensions[letter(column)].width = 26
        second.column_dimensions[letter(column + 1)].width = 44 if words[0][1] else 2
        area = f"'{LISTS[own]}'!${letter(column)}$2:${letter(column)}${len(words) + 1}"
        choice = DataValidation(
            type="list", formula1=area, allow_blank=True, showErrorMessage=False
        )
        if key in HEADINGS:
            name = letter(_COLUMNS.index(key) + 1)
            choice.add(f"{name}{heading + 2}:{name}{heading + 501}")
        else:
            choice.add(f"B{next(n for n, r in enumerate(rows, 1) if r and r[0] == head)}")
        sheet.add_data_validation(choice)
    second.freeze_panes = "A2"


def _saved(book: Any) -> BytesIO:
    """A workbook as it is written. Raises UsageError where the temporary files of its sheets
    cannot be."""
    made, refused = BytesIO(), ""
    # A sheet that is half written fails once more when it is let go, where nobody can catch it.
    heard, sys.unraisablehook = sys.unraisablehook, lambda _: None
    try:
        book.save(made)
    except Exception as error:
        if not isinstance(error, OSError) and type(error).__name__ != "SerialisationError":
            raise
        refused = str(error)
    finally:
        if refused:
            gc.collect()
        sys.unraisablehook = heard
    if refused:
        raise UsageError("cannot-write", path=gettempdir(), detail=refused)
    return made


def _settled(book: Any) -> bytes:
    """The bytes of a workbook without the time at which it was written."""
    out = BytesIO()
    with ZipFile(_saved(book)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "docProps/core.xml":
                data = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", b"2000-01-01T00:00:00Z", data)
            new.writestr(ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data, ZIP_DEFLATED)
    return out.getvalue()
