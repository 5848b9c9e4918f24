# SPDX-License-Identifier: EUPL-1.2
"""Which of the readings that a proposal carries count: the latest run that keeps the terms."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cached_property
from itertools import pairwise

from checker.agenda.items import Agenda, AgendaItem, Key, answering, granting, held
from checker.days import days_later
from checker.municipality.carried import Carried, StepInBody
from checker.municipality.situation import View
from checker.records import frozen
from checker.speech.due import Bound
from checker.speech.instruments import KINDS
from checker.speech.proposal import State

_DUE_BEFORE: tuple[Bound, Bound] = ("first reading", "second reading")


@frozen(kw_only=True)
class Run:
    """The readings that count towards a requirement, on file or planned.

    Attributes:
        count, gap: how many it takes, and the least days from one to the next.
        last: the last day that the last of them may be held on.
        days: of those that count, in their order; where they keep no terms, of all carried.
        planned: how many count beside them whose day is not known.
        late, doubtful: the days of those carried that come too late, and of those that do where
            they lay after the constituting meeting, which nothing tells.
        floors: the days that each must come after.
        soonest: the first day that one on no file may be held on.
        idle: the days of those carried that do not count.
        blocker: what was due before a reading that does not come after it.
    """

    count: int
    gap: int
    last: date
    days: tuple[date, ...]
    planned: int = 0
    late: frozenset[date] = frozenset()
    doubtful: frozenset[date] = frozenset()
    floors: tuple[date, ...] = ()
    soonest: date = date.min
    idle: tuple[date, ...] = ()
    blocker: Key | None = None

    @property
    def kept(self) -> bool:
        """Whether all that it takes are dated, in time for certain and far enough apart."""
        spaced = all((later - day).days >= self.gap for day, later in pairwise(self.days))
        in_time = (self.late | self.doubtful).isdisjoint(self.days)
        return len(self.days) == self.count and spaced and in_time

    @property
    def lacking(self) -> list[int]:
        """Which of the readings are on no file, or keep their terms not."""
        every = range(1, self.count + 1)
        return [at for at in every if self.placed[at - 1] is None or self.keeps(at) is False]

    @property
    def is_missed(self) -> bool:
        """Whether the last day is past of one that was not held by then."""
        return any(self.last_day(number) < self.soonest for number in self.lacking)

    def keeps(self, number: int) -> bool | None:
        """Whether one of the readings keeps its terms; None where its day is not known, or its
        order within it."""
        day, before = self.placed[number - 1], self.placed[number - 2] if number > 1 else None
        if not self._leaves_time(number):
            return False
        if day is None or day in self.doubtful:
            return None
        apart = before is None or (day - before).days >= self.gap
        return apart and day not in self.late

    @property
    def hindering(self) -> tuple[date, date] | None:
        """The day of a reading that leaves too little time for the next, and its last day."""
        every = enumerate(self.placed, 1)
        found = ((day, self.safe_day(at)) for at, day in every if day and not self._leaves_time(at))
        return next(found, None)

    def _leaves_time(self, number: int) -> bool:
        """Whether the next reading, where it has no day that keeps its terms, can still be held in
        time after one of them."""
        day = self.placed[number - 1]
        if day is None or number == self.count or day <= self.safe_day(number):
            return True
        if self.placed[number] is None:
            return day in self.doubtful
        return self.keeps(number + 1) is not False

    def _stands_on(self, number: int) -> date | None:
        """The day of one of the readings, but where it is to come and must be brought forward."""
        day = self.placed[number - 1]
        return None if day and day > self.soonest and not self._leaves_time(number) else day

    def safe_day(self, number: int) -> date:
        """The last day of one of the readings that leaves time for those after it."""
        return days_later(self.last, (number - self.count) * self.gap)

    @property
    def adopted(self) -> date | None:
        """The day of the last reading, where all are dated."""
        return self.days[-1] if len(self.days) >= self.count > 0 else None

    @cached_property
    def placed(self) -> list[date | None]:
        """The days of those that it takes, None for each on no file: after the others, or before
        them where too few days are left and that helps."""
        lacking = max(self.count - len(self.days), 0)
        after, before = [*self.days, *[None] * lacking], 0
        if lacking and self.days and self.gap and self.late.isdisjoint(self.days):
            left = max((self.last - self.days[-1]).days, 0) // self.gap
            before = max(lacking - left, 0)
        if before:
            first = days_later(self.days[0], -before * self.gap)
            floors = self.floors[before:]
            if first < self.soonest or first <= self.floors[0] or self.days[0] <= max(floors):
                before = 0
        return [*[None] * before, *after[: self.count - before]]

    def no_later(self, number: int) -> date:
        """The day of one of the readings, or its last day."""
        if day := self._stands_on(number):
            return day
        latest = self.safe_day(number)
        following = enumerate(self.placed[number:], 1)
        dated = [days_later(day, -steps * self.gap) for steps, day in following if day]
        return min([latest, *dated])

    def last_day(self, number: int) -> date:
        """The last day that one of the readings could be held on."""
        return self.safe_day(number) if self.placed[number - 1] else self.no_later(number)

    def earliest(self, proposed: date) -> list[date]:
        """The first day that each reading may be held on, given those before it."""
        found: list[date] = []
        for number in range(self.count):
            day = (self.placed[number - 1] if number else None) or (found or [proposed])[-1]
            floor = self.floors[number] if self.floors else date.min
            found.append(max(days_later(day, self.gap if number else 0), days_later(floor, 1)))
        return found


def run_of(item: AgendaItem, agenda: Agenda, carried: Carried, view: View) -> Run:
    """The readings that count towards a required one: the latest that keep count and gap and come
    after each step due before them; two of one day are never both."""
    steps = carried.readings(item.body)
    days = [step.day for step in steps if step.day]
    planned, last = len(steps) - len(days), last_day_of(item, carried)
    count, gap = item.count, item.gap or 1
    due = _due_before(item, agenda, carried, view)
    floors = [max((day for day, _ in one), default=date.min) for one in due]
    floors = [floors[0] if at == 0 < count - 1 else max(floors) for at in range(count)]
    late, doubtful = _late_and_doubtful(item, steps, carried)
    sure = [day for day in days if day not in late | doubtful]
    possible = [day for day in days if day not in late]

    def run(kept: Sequence[date], undated: int, blocker: Key | None = None) -> Run:
        idle = tuple(day for day in days if day not in kept)
        return Run(
            count=count,
            gap=gap,
            last=last,
            days=tuple(kept),
            planned=undated,
            late=late,
            doubtful=doubtful,
            floors=tuple(floors),
            soonest=max(carried.proposed, carried.as_of),
            idle=idle,
            blocker=blocker,
        )

    fewest = max(count - planned, 0)
    found = [
        run(part, count - dated)
        for in_time in (sure, possible)
        for dated in range(count, fewest - 1, -1)
        if (part := _latest(in_time, floors[:dated], gap)) is not None
    ]
    if found:
        return next((one for one in found if not one.is_missed), found[0])
    blocking = [pair for one in due for pair in one]
    blocker = max(blocking)[1] if blocking else None
    if _latest(possible, [date.min] * count, gap):
        parts = (_latest(possible, floors[:dated], gap) for dated in range(count - 1, -1, -1))
        return run(next(filter(None, parts), []), planned, blocker)
    after = [day for day in days if day > floors[0]]
    return run(after, planned, blocker if len(after) < len(days) else None)


def is_in_time(item: AgendaItem, state: State, carried: Carried) -> bool | None:
    """Whether a step lay before effect and, where the meeting bounds it, before that; None where
    nothing tells on which side of the meeting it lay."""
    assert state.day is not None
    if not item.before_meeting or state.day > carried.effective:
        return state.day <= carried.effective
    if side := carried.side(state):
        return side == "before"
    return state.day <= last_day_of(item, carried) or None


def last_day_of(item: AgendaItem, carried: Carried) -> date:
    """The last day of the readings themselves: that of effect, or before the meeting."""
    if not item.before_meeting or carried.span is None:
        return carried.effective
    return min(days_later(carried.span[0], -1), carried.effective)


def _late_and_doubtful(
    item: AgendaItem, steps: Iterable[StepInBody], carried: Carried
) -> tuple[frozenset[date], frozenset[date]]:
    """The days of readings that come too late, and of those of which it is not known; of several
    on one day the best counts."""
    found: dict[bool | None, set[date]] = {True: set(), None: set(), False: set()}
    for step in steps:
        if step.day:
            found[is_in_time(item, step.state, carried)].add(step.day)
    doubtful = found[None] - found[True]
    return frozenset(found[False] - doubtful - found[True]), frozenset(doubtful)


def spaced(days: Iterable[date], gap: int) -> list[date]:
    """The most days, from the earliest on, each at least ``gap`` days after the one before."""
    kept: list[date] = []
    for day in sorted(days):
        if not kept or (day - kept[-1]).days >= gap:
            kept.append(day)
    return kept


def _latest(days: Iterable[date], floors: Sequence[date], gap: int) -> list[date] | None:
    """The latest days, one after each floor, each at least ``gap`` days after the one before."""
    left, found = sorted(days), list[date]()
    for floor in reversed(floors):
        least = days_later(found[0], -gap) if found else date.max
        while left and left[-1] > least:
            left.pop()
        if not left or left[-1] <= floor:
            return None
        found.insert(0, left.pop())
    return found


def _due_before(
    item: AgendaItem, agenda: Agenda, carried: Carried, view: View
) -> list[list[tuple[date, Key]]]:
    """What is due before the first reading and before the second, each with the day that it was
    taken on, or can be at the earliest."""
    found: list[list[tuple[date, Key]]] = [[], []]
    for key in agenda.chosen_items:
        other = agenda.items[key]
        bounds = [at for at, bound in enumerate(_DUE_BEFORE) if bound in other.window.last]
        if not bounds or key in agenda.duties:
            continue
        if item.key in [one.key for one in agenda.readings_about(other)]:
            day = _taken(other, agenda, carried, view)
            for at in bounds:
                found[at].append((day, key))
    return found


def _taken(item: AgendaItem, agenda: Agenda, carried: Carried, view: View) -> date:
    """The day that answers an instrument; where none is carried, the day that is judged."""
    states = [step.state for step in answering(item, agenda.items.values(), carried, view)]
    if item.kind == "dispensation":
        if held(item, carried, view):
            return date.min
        states = granting(item, carried, view)
    days = [one.day for one in states if one.day and one.state in ("held", "granted")]
    if not days:
        return carried.as_of
    return max(days) if KINDS[item.kind].refusable else min(days)
