# SPDX-License-Identifier: EUPL-1.2
"""Tables whose cells may have two lines, the timetable with its picture, and days as pieces."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from checker.page.blocks import Parts, Picture, Piece, Table, TableCell
from checker.page.pictures import timetable
from checker.records import evolve
from checker.report import sheet
from checker.report.report import ResultEntry
from checker.report.wording import Wording, capital

# A row of a table, and the same where a cell has one line.
Row = tuple[tuple[TableCell, ...], tuple[Parts, ...]]


def table_of(
    wording: Wording,
    key: str,
    heads: tuple[str, ...],
    widths: tuple[int, ...],
    rows: Iterable[Row],
    look: str = "",
    picture: Picture | None = None,
    last: str = "remark",
) -> Table:
    """A table; ``last``: the head of the column that it has more where a cell has one line."""
    labels = tuple(wording.words(f"l.{head}") for head in heads)
    cells, flat = zip(*rows, strict=True)
    flat_heads = tuple((label,) for label in (*labels, wording.words(f"l.{last}")))
    title = wording.words(f"h.{key}")
    return Table(title, labels, cells, widths, look or key, (flat_heads, *flat), picture)


def day_piece(day: date | None, wording: Wording) -> Piece:
    """A day, or that there is none."""
    return Piece(wording.day(day), "day", of=str(day)) if day else Piece("–", "empty")


def weekday_piece(day: date | None, wording: Wording) -> Piece:
    """A day with its name, or that there is none."""
    piece = day_piece(day, wording)
    return evolve(piece, text=wording.weekday(day)) if day else piece


def schedule_table(result: ResultEntry, wording: Wording, number: int) -> Table | None:
    """The rows of the timetable that the proposal brings; None where there are none."""
    rows = sheet.own_rows(result)
    if not rows:
        return None
    dated = any(each.day for each in rows)
    heads = ("step", "earliest", "latest", *(["day"] if dated else []))
    told: list[Row] = []
    for step in rows:
        tight = wording.words("step.tight") if step.tight else ""
        cells = (
            TableCell((step.words,), (f"{capital(tight)}.",) if tight else ()),
            TableCell((weekday_piece(step.earliest, wording),)),
            TableCell((weekday_piece(step.latest, wording),)),
            TableCell((weekday_piece(step.day, wording),), (step.outcome,) if step.outcome else ()),
        )[: len(heads)]
        remark: Parts = (step.outcome, f"; {tight}" if tight else "")
        told.append((cells, (*(cell.parts for cell in cells), remark)))
    widths = (37, 21, 21, 21) if dated else (42, 29, 29)
    picture = timetable(result, rows, wording, f"timetable-{number}")
    return table_of(wording, "schedule", heads, widths, told, picture=picture)
