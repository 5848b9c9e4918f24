# SPDX-License-Identifier: EUPL-1.2
"""When a step can be due: the phrases that say so, and the days that they leave."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from typing import Literal

from checker.records import frozen
from checker.speech.node import Node

Bound = Literal[
    "term",
    "first reading",
    "second reading",
    "last reading",
    "constituting meeting",
    "effective day",
]


@frozen
class Window:
    """When an instrument may be had: the latest of what bounds its first day, the earliest of what
    bounds its last.

    Attributes:
        within: the most days from the last reading on; None: as many as there are.
    """

    first: frozenset[Bound] = frozenset()
    last: frozenset[Bound] = frozenset()
    within: int | None = None

    def joined(self, other: Window) -> Window:
        """The days that are in both windows."""
        most = [each for each in (self.within, other.within) if each is not None]
        return Window(self.first | other.first, self.last | other.last, min(most, default=None))

    @property
    def ends(self) -> bool:
        """Whether anything bounds the last day."""
        return bool(self.last) or self.within is not None

    @property
    def impossible(self) -> bool:
        """Whether no order of days leaves a day in it: before a reading and after adoption, which
        is the last one, or before the constituting meeting and in the term that follows it."""
        adopted = "last reading" in self.first or self.within is not None
        before = not self.last.isdisjoint(("first reading", "second reading"))
        return (before and adopted) or (
            "constituting meeting" in self.last and "term" in self.first
        )

    @property
    def hangs_on_effect(self) -> bool:
        """Whether a later day of effect moves the last day."""
        return self.within is None and self.last <= {"effective day", "constituting meeting"}


def _until(bound: Bound) -> Window:
    return Window(last=frozenset({bound}))


def _from(bound: Bound) -> Window:
    return Window(first=frozenset({bound}))


UNDATED = Window()
BEFORE_EFFECT = _until("effective day")
BEFORE_ADOPTION = _until("last reading")
AFTER_ADOPTION = _from("last reading")
DueWord = Literal[
    "before first reading",
    "before second reading",
    "before",
    "by effect",
    "after adoption",
    "after term begins",
]
_WINDOWS: dict[DueWord, Window] = {
    "before first reading": _until("first reading"),
    "before second reading": _until("second reading"),
    "before": _until("constituting meeting"),
    "by effect": BEFORE_EFFECT,
    "after adoption": AFTER_ADOPTION,
    "after term begins": _from("term"),
}


@frozen
class Due(Node):
    """When a step is due: ``before the first reading``, ``after adoption``; a number is that of
    ``within 30 days of adoption``, ``before`` is said of the constituting meeting."""

    when: DueWord | int

    @property
    def window(self) -> Window:
        """The days on which the step may be taken."""
        return Window(within=self.when) if isinstance(self.when, int) else _WINDOWS[self.when]


def clash(dues: Iterable[Due], more: Iterable[Due]) -> tuple[Due, Due] | None:
    """Two phrases, one of each, that no day can meet both."""
    pairs = ((one, other) for one in dues for other in more)
    return next((pair for pair in pairs if pair[0].window.joined(pair[1].window).impossible), None)


def window_of(dues: tuple[Due, ...]) -> Window | None:
    """The days that all of some phrases leave; None where nothing is said."""
    return reduce(Window.joined, (due.window for due in dues)) if dues else None
