# SPDX-License-Identifier: EUPL-1.2
"""Days of the calendar, which begins on 1 January of year 1 and ends on 31 December of 9999."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def iso_day(text: str) -> date | None:
    """The day that a text is, written as year-month-day; None where it is none of the calendar."""
    try:
        return date.fromisoformat(text) if _ISO.fullmatch(text) else None
    except ValueError:
        return None


def days_later(day: date, days: int) -> date:
    """So many days later, or earlier where they are fewer than none; the first or the last day of
    the calendar where that is none of it."""
    found = min(max(day.toordinal() + days, 1), date.max.toordinal())
    return date.fromordinal(found)


def in_year(year: int, month: int, day: int) -> date:
    """A day of a year, of the first or the last year of the calendar where that is none of it; 28
    February where a year has no 29th."""
    year = min(max(year, 1), date.max.year)
    return date(year, month, min(day, monthrange(year, month)[1]))
