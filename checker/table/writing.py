# SPDX-License-Identifier: EUPL-1.2
"""A proposal to the rows of a table, what may be chosen in one, and rows to a CSV file."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from checker.language.names import shown_with
from checker.language.wording import HARD_BLANK, PartPrinter
from checker.language.words import vocabulary
from checker.page.markup import csv_text
from checker.source import Span
from checker.speech import organisation as filed
from checker.speech.node import Document, Surface
from checker.speech.proposal import Proposal
from checker.table.columns import (
    CONSTRUCTIONS,
    FORMS,
    HEADINGS,
    LABELS,
    REMARK,
    SELDOM,
    RowForm,
    UnfitCellError,
    cell_of,
    in_sentence,
    slot_pattern,
)

Rows = list[list[str]]
Lists = Mapping[str, Sequence[tuple[str, str]]]
_COLUMNS = [key for key in HEADINGS if key != "remark"]  # which no sentence says
_TASKS = re.compile(
    r"^(flyt|overdrag|åben) opgaver inden for |(?<=\S) tasks(?= (?:from|to|under) )"
)
_ALWAYS = ("change", "what", "from", "to", "status", "date", "remark")


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
    beside: dict[int, list[str]] = {}  # where a statement begins to the remarks on its lines
    for one, comment in document.remarks:
        beside.setdefault(one.span.start, []).append(comment.text.strip())
    told = {comment.offset for _, comment in document.remarks}
    things: list[tuple[int, int, list[str]]] = [
        (each.offset, each.offset, [REMARK, each.text.strip()])
        for each in document.comments[len(head) :]
        if each.offset not in told
    ]
    for one in document.statements[1:]:
        row = row_of(_on_one_line(document, one.span), surface)
        row.append("; ".join(beside.get(one.span.start, ())))
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


def narrowed(rows: Rows, heading: int, surface: Surface) -> Rows:
    """The rows without the columns that are seldom used and that none of them uses, so that they
    can be read on a sheet of paper."""
    always = {HEADINGS[key].own(surface) for key in _ALWAYS}
    table = rows[heading:]
    used = [
        at
        for at, name in enumerate(rows[heading])
        if name in always or any(row[at] for row in table[1:] if at < len(row))
    ]
    return [
        *rows[:heading],
        *([row[at] for at in used if at < len(row)] for row in table),
    ]


def with_names(rows: Rows, heading: int, surface: Surface, lists: Lists) -> Rows:
    """The rows with its name after each id, as the lists show the two, where an id can stand so."""
    said = {key: {id: shown_with(id, title) for id, title in lists[key] if title} for key in lists}
    named = {
        form.change: {
            slot.column for group in form.groups for slot in group.slots if slot.shape == "named"
        }
        for form in FORMS[surface]
    }
    return [
        row
        if at < heading or not row
        else [
            said.get(key, {}).get(text, text) if key in named.get(row[0], ()) else text
            for key, text in zip(HEADINGS, row, strict=False)
        ]
        for at, row in enumerate(rows)
    ]


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
        "concerns": [(header.id.text, "")],
        "change": [(each, "") for each in dict.fromkeys([*(x.change for x in forms), REMARK])],
        "what": [*units, *tasks, *within, *committees],
        "from": [*committees, *units],
        "to": [*committees, *units],
        "as": [(words.printed(each), "") for each in CONSTRUCTIONS],
        "within": within,
        "status": [(form.status, "") for form in forms if form.status],
    }
    return {key: listed for key, listed in found.items() if listed}


# ---------------------------------------------------------------- files


def csv_of(rows: Rows) -> str:
    """A CSV file that a Danish Excel opens as it is: semicolons, and a mark of UTF-8."""
    return "\ufeff" + csv_text(rows, ";")
