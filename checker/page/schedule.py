# SPDX-License-Identifier: EUPL-1.2
"""The timetable as a table with its picture, and days as pieces of a page."""

from __future__ import annotations

from datetime import date

from checker.page.blocks import Parts, Piece, Table, TableCell
from checker.page.pictures import timetable
from checker.records import evolve
from checker.report import sheet
from checker.report.report import ResultEntry
from checker.report.wording import Wording, capital


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
    told = []
    flat: list[tuple[Parts, ...]] = [
        tuple((wording.words(f"l.{key}"),) for key in (*heads, "remark"))
    ]
    for step in rows:
        tight = wording.words("step.tight") if step.tight else ""
        cells = (
            TableCell((step.words,), (f"{capital(tight)}.",) if tight else ()),
            TableCell((weekday_piece(step.earliest, wording),)),
            TableCell((weekday_piece(step.latest, wording),)),
            TableCell((weekday_piece(step.day, wording),), (step.outcome,) if step.outcome else ()),
        )[: len(heads)]
        told.append(cells)
        remark: Parts = (step.outcome, f"; {tight}" if tight else "")
        flat.append((*(cell.parts for cell in cells), remark))
    return Table(
        wording.words("h.schedule"),
        tuple(wording.words(f"l.{key}") for key in heads),
        tuple(told),
        (37, 21, 21, 21) if dated else (42, 29, 29),
        "schedule",
        tuple(flat),
        timetable(result, rows, wording, f"timetable-{number}"),
    )
