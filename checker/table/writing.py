"""A proposal to the rows of a table, and rows to an Excel or a CSV file."""

from __future__ import annotations

import gc
import re
import sys
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from datetime import date
from io import BytesIO
from tempfile import gettempdir
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from checker.errors import UsageError
from checker.language.wording import HARD_BLANK, PartPrinter
from checker.language.words import vocabulary
from checker.page.markup import csv_text, escape_csv
from checker.source import Span
from checker.speech import organisation as filed
from checker.speech.node import Document, Surface
from checker.speech.proposal import Proposal
from checker.table.columns import (
    FORMS,
    HEADINGS,
    LABEL_SHAPES,
    LABELS,
    LISTS,
    REMARK,
    SELDOM,
    RowForm,
    UnfitCellError,
    cell_of,
    in_sentence,
    slot_pattern,
)
from checker.table.files import column_letter

Rows = list[list[str]]
Lists = Mapping[str, Sequence[tuple[str, str]]]
_COLUMNS = [key for key in HEADINGS if key != "remark"]  # which no sentence says
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_TASKS = re.compile(
    r"^(flyt|overdrag|åben) opgaver inden for |(?<=\S) tasks(?= (?:from|to|under) )"
)
_WIDTHS = {"change": 24, "what": 30, "from": 24, "to": 24, "name": 36, "sentence": 60}
_CONSTRUCTIONS = ("CENTRE", "CONTRACT_UNIT", "ORDER_SUPPLIER", "UNIT_ADMINISTRATION")


# ---------------------------------------------------------------- rows


def rows_of(document: Document) -> tuple[Rows, int]:
    """The rows of a table for a proposal in its printed form, and where the headings stand."""
    surface, text = document.surface, document.span.source.text
    header = document.statements[0]
    assert isinstance(header, Proposal)
    title = header.title
    values = {
        "title": title.said(surface),
        "concerns": header.concerns.text,
        "proposed": header.proposed.isoformat(),
        "as of": header.as_of.isoformat() if header.as_of else "",
        "effective": header.effective.isoformat(),
    }
    printer = PartPrinter(surface, {})
    if title.translated:
        values["title"] = printer.prose(title).replace(HARD_BLANK, " ")
    if header.until:
        values["until"] = header.until.isoformat()
    if header.reason:
        both = printer.prose(header.reason).replace(HARD_BLANK, " ")
        values["reason"] = both if header.reason.translated else header.reason.said(surface)
    if header.read_in:
        read = " ".join(map(printer.read_in, header.read_in)).replace(HARD_BLANK, " ")
        values["read in"] = read.removeprefix(f"{printer.key('READ_IN')} ")
    head = [each for each in document.comments if each.offset < header.span.end]
    rows = [[REMARK, each.text.strip()] for each in head]
    if head and "\n\n" in text[head[-1].offset : header.span.start]:
        rows.append([])
    rows += [[LABELS[key].own(surface), value] for key, value in values.items()]
    rows += [[], [HEADINGS[key].own(surface) for key in HEADINGS]]
    heading = len(rows) - 1
    beside: dict[int, list[str]] = {}  # statement by number to the remarks on its lines
    things: list[tuple[int, int, list[str]]] = []
    starts = [each.span.start for each in document.statements]
    for comment in document.comments[len(head) :]:
        number = bisect_right(starts, comment.offset) - 1
        if comment.own_line or number < 1:
            things.append((comment.offset, comment.offset, [REMARK, comment.text.strip()]))
        else:
            beside.setdefault(number, []).append(comment.text.strip())
    for number, one in enumerate(document.statements[1:], start=1):
        row = row_of(_on_one_line(document, one.span), surface)
        row.append("; ".join(beside.get(number, ())))
        things.append((one.span.start, one.span.end, row))
    end = header.span.end
    for start, stop, row in sorted(things, key=lambda each: each[0]):
        if len(rows) > heading + 1 and "\n\n" in text[end:start]:
            rows.append([])
        rows.append(row)
        end = max(end, stop)
    return rows, heading


def blank_rows(given: Mapping[str, object], surface: Surface) -> tuple[Rows, int]:
    """The rows of a table without a change, its labelled cells filled as far as they are given."""
    rows = [
        [words.own(surface), str(given.get(key) or "")]
        for key, words in LABELS.items()
        if key not in SELDOM
    ]
    return [*rows, [], [HEADINGS[key].own(surface) for key in HEADINGS]], len(rows) + 1


def _on_one_line(document: Document, span: Span) -> str:
    """A statement on one line, without the comments in it."""
    text = document.span.source.text
    pieces, at = [], span.start
    for comment in document.comments:
        if span.start <= comment.offset < span.end:
            pieces.append(text[at : comment.offset])
            at = text.find("\n", comment.offset)
    return re.sub(r"\s*\n\s*", " ", "".join([*pieces, text[at : span.end]])).strip()


def row_of(said: str, surface: Surface) -> list[str]:
    """The cells of a sentence; one that fits no form goes into the last column whole."""
    plain = _TASKS.sub(lambda match: f"{match[1]} " if match[1] else "", said)
    for form in FORMS[surface]:
        cells = _cells(form, plain)
        if cells is not None and sentence_of(form, surface, cells) == plain:
            cells |= {"change": form.change, "status": form.status}
            return [cells.get(key, "") for key in _COLUMNS]
    return [""] * (len(_COLUMNS) - 1) + [said]


def _cells(form: RowForm, said: str) -> dict[str, str] | None:
    pattern = ""
    for group in form.groups:
        inner = "".join(slot_pattern(slot, slot.column) for slot in group.slots)
        pattern += f"(?:{inner})?" if group.optional else inner
    found = re.fullmatch(pattern, said)
    if found is None:
        return None
    shapes = {slot.column: slot.shape for group in form.groups for slot in group.slots}
    taken = {key: value for key, value in found.groupdict().items() if value is not None}
    return {key: cell_of(shapes[key], value) for key, value in taken.items()}


def sentence_of(form: RowForm, surface: Surface, cells: Mapping[str, str]) -> str | None:
    """The sentence that a row says, as the table is read; None where a cell does not fit in it."""
    printer, said = PartPrinter(surface, {}), ""
    try:
        for slot in (each for one in form.groups if one.stands(cells) for each in one.slots):
            parts = in_sentence(slot.shape, cells[slot.column], printer) if slot.column else ()
            said += slot.words + "".join(text for text, _ in parts)
    except UnfitCellError:
        return None
    return said


def choices_of(organisation: Document, areas: Mapping[str, str], surface: Surface) -> Lists:
    """What may be chosen in a column or a labelled cell: the organisation's own committees, units
    and tasks, the areas, and the words of rows; each the word that the cell takes and the title
    that a reader knows it by."""
    statements = organisation.statements
    header = statements[0]
    assert isinstance(header, filed.Municipality)
    committees = [(x.id.text, x.name) for x in statements if isinstance(x, filed.Committee)]
    units = [(x.id.text, x.name) for x in statements if isinstance(x, filed.Unit)]
    tasks = [(x.id.text, x.name) for x in statements if isinstance(x, filed.Task)]
    within = [(each, "") for each in sorted(areas.values() if surface == "da" else areas)]
    forms, words = FORMS[surface], vocabulary(surface)
    found = {
        "concerns": [(header.id.text, header.name)],
        "change": [(each, "") for each in dict.fromkeys(form.change for form in forms)],
        "what": [*units, *tasks, *within, *committees],
        "from": [*committees, *units],
        "to": [*committees, *units],
        "as": [(words.printed(each), "") for each in _CONSTRUCTIONS],
        "within": within,
        "status": [(form.status, "") for form in forms if form.status],
    }
    return {key: listed for key, listed in found.items() if listed}


# ---------------------------------------------------------------- files


def csv_of(rows: Rows) -> str:
    """A CSV file that a Danish Excel opens as it is: semicolons, and a mark of UTF-8."""
    return "\ufeff" + csv_text(rows, ";")


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
        raise UsageError("no-extra", format="xlsx", package="ressort[excel]") from error
    from openpyxl.styles import Font, PatternFill
    from openpyxl.worksheet.properties import PageSetupProperties

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = LABELS["title"].own(surface)
    bold, fill = Font(name="Calibri", size=11, bold=True), PatternFill("solid", fgColor="DDE5EE")
    dates = {words.own(surface) for key, words in LABELS.items() if key not in LABEL_SHAPES}
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
        sheet.column_dimensions[column_letter(column)].width = _WIDTHS.get(key, 16)
    sheet.freeze_panes = f"A{heading + 2}"
    _add_choices(book, rows, heading, surface, lists)
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


def _add_choices(book: Any, rows: Rows, heading: int, surface: Surface, lists: Lists) -> None:
    """Drop-down lists, their words and titles on a sheet of their own."""
    from openpyxl.worksheet.datavalidation import DataValidation

    if not lists:
        return
    first, second = book.active, book.create_sheet(LISTS.own(surface))
    for column, (key, words) in zip(range(1, 100, 2), lists.items(), strict=False):
        head = {**LABELS, **HEADINGS}[key].own(surface)
        _fill(second.cell(1, column), head, day=False)
        for at, (word, title) in enumerate(words, start=2):
            _fill(second.cell(at, column), word, day=False)
            _fill(second.cell(at, column + 1), title, day=False)
        second.column_dimensions[column_letter(column)].width = 26
        second.column_dimensions[column_letter(column + 1)].width = 44 if words[0][1] else 2
        area = (
            f"'{second.title}'!${column_letter(column)}$2:${column_letter(column)}${len(words) + 1}"
        )
        choice = DataValidation(
            type="list", formula1=area, allow_blank=True, showErrorMessage=False
        )
        if key in HEADINGS:
            name = column_letter(_COLUMNS.index(key) + 1)
            choice.add(f"{name}{heading + 2}:{name}{heading + 501}")
        else:
            choice.add(f"B{next(n for n, r in enumerate(rows, 1) if r and r[0] == head)}")
        first.add_data_validation(choice)
    second.freeze_panes = "A2"


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
        refused = str(error)
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
