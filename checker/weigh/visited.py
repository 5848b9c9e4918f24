# SPDX-License-Identifier: EUPL-1.2
"""Placements that are looked at for the tables of a sweep, and units that are counted over them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from checker.records import define, evolve, field, frozen
from checker.weigh.demands import Demand, Found

Picked = dict[int, int]  # choice to its option; one that is left out stays as it is


@frozen(eq=False)
class Visited:
    """A row that was looked at: what is found, and what else its outcome can hang on; or what is
    wrong with it."""

    picked: Picked
    found: frozenset[Found] = frozenset()
    context: frozenset[Demand] = frozenset()
    owners: Mapping[str, str | None] = field(factory=dict)
    mistakes: tuple[str, ...] = ()

    def but_for(self, rules: Collection[str]) -> Visited:
        """It without what some rules find."""
        return evolve(self, found=frozenset(one for one in self.found if one[2][0] not in rules))


Rows = Sequence[Visited]


@define(eq=False)
class UnitCount:
    """How many units a committee has.

    Attributes:
        touched: for each table the units that its choices place.
        most: where more makes no difference.
        anyhow: those that no choice places.
        demanded: by their number what rules demand.
    """

    committee: str
    touched: Sequence[frozenset[str]]
    most: int
    anyhow: int = field(default=0, init=False)
    demanded: list[frozenset[Demand]] = field(factory=list, init=False)

    def number(self, at: int, row: Visited) -> int:
        """How many the row of a table places there."""
        return sum(row.owners.get(one) == self.committee for one in self.touched[at])

    def reached(self, parts: Sequence[Rows]) -> dict[int, Picked]:
        """The numbers that there may be, each with options that come to it."""
        self.demanded = [frozenset()] * (self.most + 1)
        found: dict[int, Picked] = {self.anyhow: {}}
        for at, rows in enumerate(parts):
            then: dict[int, Picked] = {}
            for row in rows:
                for number, picked in found.items():
                    more = min(self.most, number + self.number(at, row))
                    then.setdefault(more, picked | row.picked)
            found = then
        return found
