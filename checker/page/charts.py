# SPDX-License-Identifier: EUPL-1.2
"""Numbers as bars below each other: a chart from its rows to the positions that ``bars.svg.j2``
draws."""

from __future__ import annotations

from collections.abc import Iterable

from checker.page.blocks import Picture
from checker.page.drawing import SIZE, SMALL, WIDTH, PictureText, lines_of, wide
from checker.records import frozen

_ROW, _HEAD, _LABEL = 27, 20, 150
_THOUSAND = 1000


@frozen
class BarRow:
    """A row of a chart; without numbers a heading.

    Attributes:
        told: the numbers in words, which stand at the end of the row.
        shares: each number with the shade of its part, from 0 (dark) to 4 (white).
    """

    label: str
    told: str = ""
    shares: tuple[tuple[int, int], ...] = ()


@frozen
class BarPart:
    """A part of a bar."""

    x: float
    y: float
    width: float
    shade: int


@frozen
class BarsValues:
    """What ``bars.svg.j2`` draws."""

    height: float
    parts: tuple[BarPart, ...]
    words: tuple[PictureText, ...]


def bars(rows: Iterable[BarRow], id: str, name: str, description: str) -> Picture:
    """Rows of numbers, each bar as long as its numbers are large beside the largest between two
    headings."""
    parts: list[BarPart] = []
    words: list[PictureText] = []
    y = 0.0
    for group in _groups(rows):
        most = max((sum(number for number, _ in row.shares) for row in group), default=1) or 1
        for row in group:
            if not row.shares:
                words += lines_of(row.label, 0, y + 14, WIDTH, "strong", most=1)
                y += _HEAD
                continue
            room = WIDTH - wide(row.told, SMALL) - 8
            if room < min(wide(row.label, SIZE), _LABEL):  # each has a line of its own
                words += lines_of(row.label, 0, y + 12, WIDTH, most=1)
                room, y = 0, y + 12
            if room:
                words += lines_of(row.label, 0, y + 12, room, most=1)
            words.append(PictureText(WIDTH, y + 12, row.told, "small", "end"))
            x = 0.5
            for number, shade in row.shares:
                # in whole numbers: there may be more placements than a fraction can hold
                width = max(1.5, (WIDTH - 1) * (_THOUSAND * number // most) / _THOUSAND)
                if number:
                    parts.append(BarPart(x, y + 15.5, width, shade))
                    x += width
            y += _ROW
    return Picture(
        id, "bars.svg.j2", name, description, BarsValues(y + 4, tuple(parts), tuple(words))
    )


def _groups(rows: Iterable[BarRow]) -> list[list[BarRow]]:
    """The rows from one heading to the next."""
    groups: list[list[BarRow]] = [[]]
    for row in rows:
        if not row.shares and groups[-1]:
            groups.append([])
        groups[-1].append(row)
    return groups
