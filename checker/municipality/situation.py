"""What can be asked of a structure on a day: yes, no, or a question that no file answers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from attrs import define, frozen

from checker.lawbook.book import Lawbook
from checker.speech.node import Interval
from checker.speech.situation import Situation

ONE_DAY = timedelta(days=1)


@frozen(eq=False, repr=False)
class Calendar:
    """Terms, the window of the constituting meeting, and the meetings whose day is known."""

    terms: tuple[Interval, ...] = ()
    window: tuple[tuple[int, int], tuple[int, int]] | None = None
    meetings: tuple[date, ...] = ()

    def term_of(self, day: date) -> Interval | None:
        """The council term that holds a day, or None where it is not on file."""
        return next((term for term in self.terms if term.covers(day)), None)

    def starts_term(self, day: date) -> bool | None:
        """Whether a council term begins on the day; None where no term on file holds it."""
        term = self.term_of(day)
        return None if term is None else term.start == day

    def meeting_span(self, day: date) -> tuple[date, date] | None:
        """First and last possible day of the constituting meeting of the term that holds a day.

        A meeting whose day is known belongs to the next term that begins after it.
        """
        term = self.term_of(day)
        if term is None or term.start is None:
            return None
        for meeting in self.meetings:
            following = [t.start for t in self.terms if t.start and t.start > meeting]
            if following and min(following) == term.start:
                return meeting, meeting
        return self._window_before(term.start)

    def _window_before(self, start: date) -> tuple[date, date] | None:
        if self.window is None:
            return None
        first, last = self.window
        for year in (start.year, start.year - 1):
            begin, end = date(year, *first), date(year, *last)
            if begin < start:
                return begin, end
        return None

    def last_day_before_meeting(self, day: date) -> date | None:
        """The last day that is safely before the constituting meeting of the day's term."""
        span = self.meeting_span(day)
        return None if span is None else span[0] - ONE_DAY


@define(kw_only=True)
class View(Situation):
    """A situation with the law that it is looked at by, and its calendar."""

    book: Lawbook
    calendar: Calendar

    def lineage(self, area: str) -> Sequence[str]:
        return self.book.lineage(area)
