# SPDX-License-Identifier: EUPL-1.2
"""What can be asked of a structure on a day: yes, no, or a question that no file answers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from checker.days import in_year
from checker.lawbook.book import Lawbook
from checker.records import define, frozen
from checker.speech.node import Interval
from checker.speech.rule import LegalMeeting, LegalTerms
from checker.speech.situation import Situation

Window = tuple[tuple[int, int], tuple[int, int]]


@frozen(eq=False, repr=False)
class Calendar:
    """Terms, the window of the constituting meeting, and the meetings whose day is known.

    Attributes:
        legal_terms, legal_windows: those of the law, where a municipality states none of its own.
    """

    terms: tuple[Interval, ...] = ()
    window: Window | None = None
    meetings: tuple[date, ...] = ()
    legal_terms: tuple[LegalTerms, ...] = ()
    legal_windows: tuple[LegalMeeting, ...] = ()

    def term_of(self, day: date) -> Interval | None:
        """The council term that holds a day, or None where it is not on file."""
        own = (term for term in self.terms if term.covers(day))
        return next(own, None) or self.term_by_law(day)

    def term_by_law(self, day: date) -> Interval | None:
        """The term that the law says holds a day."""
        return next(filter(None, (law.term_of(day) for law in self.legal_terms)), None)

    def next_start(self, day: date) -> date | None:
        """The first day of the next term after a day, or None where it is not on file."""
        starts = [term.start for term in self.terms if term.start and term.start > day]
        return min([*starts, *(law.next_start(day) for law in self.legal_terms)], default=None)

    def windows_on(self, day: date) -> list[Window]:
        """The windows of the constituting meeting in which a day may lie: the municipality's own,
        else the law's of that day."""
        legal = [(law.first, law.last) for law in self.legal_windows if law.stands_on(day)]
        return [self.window] if self.window else legal

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
            if self.next_start(meeting) == term.start:
                return meeting, meeting
        return self._window_before(term.start)

    def _window_before(self, start: date) -> tuple[date, date] | None:
        for year in (start.year, start.year - 1):
            for first, last in self.windows_on(in_year(year, 12, 31)):
                begin, end = in_year(year, *first), in_year(year, *last)
                if begin < start:
                    return begin, end
        return None


@define(kw_only=True)
class View(Situation):
    """A situation with the law that it is looked at by, and its calendar."""

    book: Lawbook
    calendar: Calendar

    def is_form(self, form: str) -> bool:
        """Whether a form of government is the one on file, by whatever name."""
        return self.book.same_form(self.structure.form or "", form)

    def starts_term(self) -> bool | None:
        return self.calendar.starts_term(self.effective)

    def lineage(self, area: str) -> Sequence[str]:
        return self.book.lineage(area)

    def areas_within(self, area: str) -> Sequence[str]:
        return self.book.within(area)

    def known_of(self, areas: tuple[str, ...]) -> dict[str, bool]:
        return self.book.known_of(areas)
