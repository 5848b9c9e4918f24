# SPDX-License-Identifier: EUPL-1.2
"""The pictures of a memo: the timetable, and who has what before and after; each from the report to
the positions that its template draws."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import reduce

from checker.days import days_later
from checker.page.blocks import Picture
from checker.page.drawing import SIZE, SMALL, WIDTH, PictureText, lines_of, wide
from checker.records import frozen
from checker.report.entries import StepEntry
from checker.report.placing import CommitteeSideEntry, PlacingEntry
from checker.report.report import ResultEntry
from checker.report.wording import Wording

# ------------------------------------------------------------ the timetable

_ROW = 26
_MOST_TICKS, _MOST_YEARS = 14, 60


@frozen
class Bar:
    """From the first to the last day of a step; ``endless``: it has none."""

    x: float
    y: float
    width: float
    endless: bool = False
    missed: bool = False


@frozen
class MarkedDay:
    """The day on file of a step; ``state``: ``met``, ``unmet`` or ``open``."""

    x: float
    y: float
    state: str


@frozen
class DayLine:
    """A day that all steps are seen against, from its words down."""

    x: float
    y: float
    dashed: bool


@frozen
class TimetableValues:
    """What ``timetable.svg.j2`` draws."""

    height: float
    top: float
    rows: tuple[float, ...]
    ticks: tuple[float, ...]
    band: Bar | None
    lines: tuple[DayLine, ...]
    bars: tuple[Bar, ...]
    days: tuple[MarkedDay, ...]
    words: tuple[PictureText, ...]


def timetable(
    result: ResultEntry,
    rows: Sequence[StepEntry],
    wording: Wording,
    id: str,
    *,
    weekdays: bool = False,
) -> Picture | None:
    """The steps of a proposal on a line of days; None where none of them has a day."""
    known = [day for row in rows for day in (row.day, row.earliest, row.latest) if day]
    if not known:
        return None
    proposal, meeting = result.proposal, result.meeting
    first_day, last_day = min(*known, proposal.as_of), max(*known, proposal.effective)
    drawn = _Timetable(first_day, last_day, wording, weekdays)
    near = meeting if meeting and drawn.first <= meeting[0] and meeting[1] <= drawn.last else None
    first, last = map(wording.day, (drawn.first, drawn.last))
    return Picture(
        id,
        "timetable.svg.j2",
        wording.words("picture.timetable", first=first, last=last),
        wording.words(
            "picture.timetable.says",
            count=len(rows),
            missed=sum(row.missed for row in rows) or None,
            **(drawn.span(near) if near else {"from": None, "until": None}),
            effective=wording.day(proposal.effective),
        ),
        drawn.values(rows, near, proposal.as_of, proposal.effective),
    )


@frozen
class _Timetable:
    first: date
    last: date
    wording: Wording
    weekdays: bool

    def x(self, day: date) -> float:
        """Where a day is."""
        days = max(1, (self.last - self.first).days)
        return 6 + (WIDTH - 18) * (day - self.first).days / days

    def short(self, day: date) -> str:
        """A day with the month, and the day of the week where that is told, in three letters."""
        month = self.wording.words(f"month.{day.month}")[:3]
        told = self.wording.words("date.short", day=str(day.day), month=month, year=str(day.year))
        weekday = self.wording.words(f"weekday-name.{day.weekday()}")[:3]
        return f"{weekday} {told}" if self.weekdays else told

    def span(self, days: tuple[date, date]) -> dict[str, str]:
        """The first day of the meeting, and the last where that is another."""
        first, last = map(self.short, days)
        return {"from": first, "until": last if last != first else ""}

    def values(
        self,
        rows: Sequence[StepEntry],
        meeting: tuple[date, date] | None,
        as_of: date,
        effective: date,
    ) -> TimetableValues:
        """All positions: three lines of days that matter, then a row a step."""
        heads = [(as_of, "as-of"), (effective, "effective")]
        told = [(self.x(day), self.wording.words(f"picture.{key}", day=self.short(day)))
                for day, key in heads]  # fmt: skip
        band = None
        if meeting:
            start, end = self.x(meeting[0]), self.x(days_later(meeting[1], 1))
            band = Bar(start, 0, max(2.5, end - start))
            told.insert(1, (start, self.wording.words("picture.meeting", **self.span(meeting))))
        words = []
        for at, (x, text) in enumerate(told):
            long = wide(text, SMALL)
            left = x if x + long <= WIDTH else max(0, x - long)
            anchored = (x, "end") if left == x - long else (left, "start")
            words.append(PictureText(anchored[0], 10 + 12 * at, text, "small", anchored[1]))
        top = 12 * len(told) + 6
        bars, days = [], []
        for at, row in enumerate(rows):
            y = top + 13 + _ROW * at
            look = "strong" if row.missed else ""
            bounds = self._bounds(row)
            words += lines_of(row.words, 0, y, WIDTH - wide(bounds, SMALL) - 8, look, most=1)
            words.append(PictureText(WIDTH, y, bounds, "small", "end"))
            if row.earliest or row.latest:
                start, end = self.x(row.earliest or self.first), self.x(row.latest or self.last)
                width = max(2.5, end - start)
                bars.append(Bar(start, y + 4, width, row.latest is None, row.missed))
            if row.day:
                state = "open" if row.met is None else "met" if row.met else "unmet"
                days.append(MarkedDay(self.x(row.day), y + 6.5, state))
        return TimetableValues(
            top + _ROW * len(rows) + 4,
            top,
            tuple(top + 15.0 + _ROW * at for at in range(len(rows))),
            tuple(self._ticks()),
            band,
            (
                DayLine(told[0][0], 11, dashed=True),
                DayLine(told[-1][0], 12 * len(told) - 1, dashed=False),
            ),
            tuple(bars),
            tuple(days),
            tuple(words),
        )

    def _bounds(self, row: StepEntry) -> str:
        """The days of a step beside its name; the last one first, as it is the one that presses."""
        say = self.wording.words
        if row.missed and row.latest:
            return f"{say('picture.until', day=self.short(row.latest))}: {say('picture.missed')}"
        if row.day:
            return ": ".join(filter(None, [self.short(row.day), row.outcome]))
        if row.latest:
            return say("picture.until", day=self.short(row.latest))
        return (
            say("picture.from", day=self.short(row.earliest))
            if row.earliest
            else say("picture.none")
        )

    def _ticks(self) -> list[float]:
        """The first days of months, or of years where those are too many."""
        first, last = (12 * day.year + day.month - 1 for day in (self.first, self.last))
        step = 1 if last - first < _MOST_TICKS else 12
        months = range(first - first % step, last + 1, step)
        days = [date(one // 12, one % 12 + 1, 1) for one in months[:_MOST_YEARS]]
        return [self.x(day) for day in days if day >= self.first]


# ------------------------------------------------------------ who has what

_BOX, _PAD = 172, 7


@frozen
class Box:
    """A committee."""

    x: float
    y: float
    width: float
    height: float


@frozen
class Arrow:
    """From where something was to where it comes."""

    x: float
    y: float
    middle: float
    to_x: float
    to_y: float


@frozen
class StructureValues:
    """What ``structure.svg.j2`` draws."""

    height: float
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    words: tuple[PictureText, ...]


def structure(placing: PlacingEntry, wording: Wording, id: str) -> Picture:
    """The committees that a proposal touches, before and after."""
    words = [
        PictureText(0, 12, wording.words("l.before"), "strong"),
        PictureText(WIDTH - _BOX, 12, wording.words("l.after"), "strong"),
    ]
    boxes: list[Box] = []
    shown = [side for one in placing.committees for side in (one.before, one.after) if side]
    shown.sort(key=lambda side: -len(side.name))  # each box is headed by its id
    ids = {side.name: side.id for side in shown}
    lines: list[dict[tuple[str, ...], list[float]]] = [{}, {}]
    ends = [20.0, 20.0]
    for one in placing.committees:
        both = (one.before, one.after)
        sides = [(at, side) for at, side in enumerate(both) if side]
        top = max(ends[at] for at, _ in sides)
        for at, side in sides:
            x = at * (WIDTH - _BOX)
            end = _committee(side, x, top + _PAD + SIZE - 1, words, lines[at], ids, wording)
            boxes.append(Box(x, top, _BOX, end - top))
            ends[at] = end + 8
    arrows = tuple(
        Arrow(_BOX, y, WIDTH / 2, WIDTH - _BOX, to)
        for ids, starts in lines[0].items()
        for y in starts
        for to in lines[1].get(ids, ())
    )
    return Picture(
        id,
        "structure.svg.j2",
        wording.words("picture.structure"),
        wording.words("picture.structure.says"),
        StructureValues(max(ends), tuple(boxes), arrows, tuple(words)),
    )


def _committee(
    side: CommitteeSideEntry,
    x: float,
    y: float,
    words: list[PictureText],
    lines: dict[tuple[str, ...], list[float]],
    ids: Mapping[str, str],
    wording: Wording,
) -> float:
    """Writes a committee into a box; gives where the box ends."""
    room, within = _BOX - 2 * _PAD, x + _PAD
    title = side.name if side.name.startswith(side.id) else f"{side.id} · {side.name}"
    words += (made := lines_of(title, within, y, room, "strong"))
    if side.members:
        size = wording.words("placing.members", count=side.members)
        words += (made := lines_of(size, within, made[-1].y + SIZE, room, "small"))
    for each in side.held:
        y = made[-1].y + SIZE + 5
        if each.goes:
            lines.setdefault(each.ids, []).append(y - 4)
        words += (made := lines_of(each.words, within, y, room))
        if each.more:
            more = reduce(lambda said, name: said.replace(name, ids[name]), ids, each.more)
            words += (made := lines_of(more, within, made[-1].y + SIZE, room, "small"))
    return made[-1].y + _PAD
