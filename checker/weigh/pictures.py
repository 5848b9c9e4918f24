# SPDX-License-Identifier: EUPL-1.2
"""The pictures of placements: a matrix with verdict and cost a cell, and a sweep as bars."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from checker.page.blocks import Picture
from checker.page.charts import BarRow, bars
from checker.page.drawing import WIDTH, PictureText, lines_of
from checker.records import frozen
from checker.report.wording import Wording, capital
from checker.weigh.counted import SweepEntry
from checker.weigh.telling import MatrixEntry

_LABEL, _CELL, _ROW = 124, 46, 26
_COLUMNS, _ROWS = 8, 40  # committees beside each other; things below each other
_MARKS = ("clear", "conditional", "incomplete", "forbidden", "stays", "problem")
_SHADES = {"clear": 4, "conditional": 3, "incomplete": 1, "forbidden": 0}


@frozen
class MatrixCell:
    """A cell with its mark; without a width the mark alone."""

    x: float
    y: float
    width: float
    height: float
    at_x: float
    at_y: float
    mark: str


@frozen
class MatrixValues:
    """What ``matrix.svg.j2`` draws."""

    height: float
    cells: tuple[MatrixCell, ...]
    words: tuple[PictureText, ...]


def cost(instruments: Mapping[str, int]) -> int:
    """How many instruments a placement takes."""
    return sum(instruments.values())


def matrix_picture(told: MatrixEntry, wording: Wording) -> Picture:
    """Each thing under each committee, eight committees beside each other."""
    by_place = {(one.subject.id, one.committee): one for one in told.cells}
    cells: list[MatrixCell] = []
    words: list[PictureText] = []
    y, subjects = 0.0, told.subjects[:_ROWS]
    for first in range(0, len(told.committees), _COLUMNS):
        committees = told.committees[first : first + _COLUMNS]
        width = min(_CELL, (WIDTH - _LABEL - 1) / len(committees))
        xs = [_LABEL + at * width for at in range(len(committees))]
        for x, committee in zip(xs, committees, strict=True):
            words += lines_of(
                committee["id"], x + width / 2, y + 11, width, "strong small", "middle", 1
            )
        y += 16
        for subject in subjects:
            words += lines_of(subject["name"], 0, y + 11, _LABEL - 6, "small")
            for x, committee in zip(xs, committees, strict=True):
                one = by_place[subject["id"], committee["id"]]
                number = cost(one.instruments)
                at_x = x + width / 2 - (7 if number else 0)
                seen = "stays" if one.stays else one.verdict or "problem"
                cells.append(MatrixCell(x, y, width, _ROW, at_x, y + _ROW / 2, seen))
                if number:
                    words.append(PictureText(at_x + 9, y + _ROW / 2 + 4, str(number)))
            y += _ROW
        y += 8
    used = {one.mark for one in cells}
    for at, mark in enumerate(one for one in _MARKS if one in used):
        x, line = 6 + at % 3 * 132, y + 8 + at // 3 * 16
        cells.append(MatrixCell(0, 0, 0, 0, x, line, mark))
        words.append(PictureText(x + 9, line + 3.5, _said(mark, wording), "small"))
    return Picture(
        "matrix",
        "matrix.svg.j2",
        wording.words("matrix.title", things=tuple(one["name"] for one in told.subjects[:3])),
        wording.sentence(
            "picture.matrix.says",
            things=len(subjects),
            committees=len(told.committees),
            left=len(told.subjects) - len(subjects) or None,
        ),
        MatrixValues(y + 16 * ((len(used) + 2) // 3) + 4, tuple(cells), tuple(words)),
    )


def _said(mark: str, wording: Wording) -> str:
    kind = "matrix" if mark in ("stays", "problem") else "verdict"
    return wording.words(f"{kind}.{mark}")


def sweep_picture(told: SweepEntry, wording: Wording) -> Picture:
    """The placements by verdict, and by how many instruments they take."""
    return bars(
        _sweep_rows(told, wording),
        "sweep",
        wording.words("picture.sweep"),
        wording.sentence("picture.sweep.says", count=told.placements),
    )


def _sweep_rows(told: SweepEntry, wording: Wording) -> Iterator[BarRow]:
    yield BarRow(wording.words("picture.by-verdict"))
    for verdict, number in told.by_verdict.items():
        said = capital(wording.words(f"verdict.{verdict}"))
        yield BarRow(said, str(number), ((number, _SHADES[verdict]),))
    found = Counter[int]()
    for each in told.by_instruments:
        found[cost(each.instruments)] += each.placements
    if found:
        yield BarRow(wording.words("picture.by-cost"))
    for number, placements in sorted(found.items()):
        said = wording.words("picture.cost", count=number or None)
        yield BarRow(said, str(placements), ((placements, 1),))
