# SPDX-License-Identifier: EUPL-1.2
"""What was understood of a bylaw; no package for Word is needed to hold it."""

from __future__ import annotations

import re
from datetime import date

from checker.records import define, field, frozen


@define
class ReadCommittee:
    """A committee: its name in the definite form and as written, and where each is read."""

    name: str
    written: str
    where: str
    members: int | None = None
    size_where: str | None = None


@frozen
class ReadProvision:
    """A provision on the tasks of a committee, word for word."""

    parts: tuple[tuple[str, str], ...]
    committee: str
    text: str


@define
class ReadBylaw:
    """What was understood of a bylaw, and what was not: keys of messages with their values."""

    file: str
    town: str | None = None
    day: date | None = None
    council: str | None = None
    council_members: int | None = None
    council_where: str = ""
    listed: tuple[tuple[str, str], ...] = ()
    committees: list[ReadCommittee] = field(factory=list)
    provisions: list[ReadProvision] = field(factory=list)
    left_out: list[tuple[str, dict[str, object]]] = field(factory=list)

    def committee(self, name: str) -> ReadCommittee | None:
        """The committee of a name, in whichever form it is written."""
        key = key_of(name)
        return next((each for each in self.committees if key_of(each.name) == key), None)


def is_finance(name: str) -> bool:
    """Whether a committee is the finance committee by its name."""
    return key_of(name).startswith("økonomi") and "udvalg" in name.casefold()


def key_of(name: str) -> str:
    """The name of a committee, the same in each form it is written in."""
    return re.sub(r"(?<=udvalg)et$", "", name.casefold())


def place_of(parts: tuple[tuple[str, str], ...]) -> str:
    """``§ 12, stk. 2``."""
    return ", ".join(f"{'§' if unit == '§' else 'stk.'} {number}" for unit, number in parts)
