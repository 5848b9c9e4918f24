# SPDX-License-Identifier: EUPL-1.2
"""A citation or a day as it is written, to what it says."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from datetime import MINYEAR, date
from functools import cache

_PROVISION = re.compile(r"([^\s§]+)\s*§\s*(\d+)\s?([a-zæøå](?!\w))?")
_PART = re.compile(
    r"(stk|nr|litra|pkt|bullit)(?!\w)\.?\s*(\d+|[a-zæøå](?!\w))|(\d+)\.?\s*(stk|nr|pkt|bullit)(?!\w)"
)

_MONTHS = (
    *("januar", "februar", "marts", "april", "maj", "juni"),
    *("juli", "august", "september", "oktober", "november", "december"),
)
_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_NUMBERED = re.compile(
    r"([0-9]{1,2})(?:-([0-9]{1,2})-|\.([0-9]{1,2})\.|/([0-9]{1,2})[-/ ])([0-9]{4})"
)
_NAMED = re.compile(r"(?:den )?([0-9]{1,2})\.? ?([^\W\d_]+)\.? ([0-9]{4})")
_SHORT = 3  # letters that tell a month


@cache
def cited(text: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The source and the parts of a citation."""
    head = _PROVISION.match(text)
    assert head is not None
    source, number, letter = head.groups()
    parts = [("§", f"{number} {letter}" if letter else number)]
    for unit, after, before, unit_after in _PART.findall(text, head.end()):
        parts.append((unit or unit_after, after or before))
    return source, tuple(parts)


def is_iso(text: str) -> bool:
    """Whether a day is written as year, month, day."""
    return _ISO.fullmatch(text) is not None


def day_of(text: str, months: Sequence[str] = ()) -> date | None:
    """The day that a text says: 2013-10-11, or as Danes write it 11-10-2013, 11.10.2013, 11/10-2013
    or 11/10 2013, 11. oktober 2013, den 11. okt. 2013; None where it is none. Years have four
    digits.

    Args:
        months: those of another language.
    """
    if found := _ISO.fullmatch(text):
        return _day(*found.groups())
    if found := _NUMBERED.fullmatch(text):
        day, month, year = filter(None, found.groups())
        return _day(year, month, day)
    found = _NAMED.fullmatch(text)
    if found and len(said := found[2].casefold()) >= _SHORT:
        for number, month in enumerate(months or _MONTHS, start=1):
            if month.casefold().startswith(said):
                return _day(found[3], str(number), found[1])
    return None


def readings(text: str) -> list[str]:
    """The days that a text may mean to one who does not know which number is the month, what a
    Dane reads first."""
    found = _NUMBERED.fullmatch(text)
    if found is None:
        return []
    one, two, year = filter(None, found.groups())
    return [*dict.fromkeys(str(day) for day in (_day(year, two, one), _day(year, one, two)) if day)]


def last_of_month(text: str) -> str | None:
    """The last day of the month that a day beyond its end names; None where it names none."""
    found = _ISO.fullmatch(text) or _NUMBERED.fullmatch(text)
    numbers = [*map(int, filter(None, found.groups()))] if found else []
    year, month, day = numbers if is_iso(text) else numbers[::-1] or (0, 0, 0)
    if not (1 <= month <= 12 and year >= MINYEAR and day > 1):
        return None
    return str(date(year, month, monthrange(year, month)[1]))


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
