# SPDX-License-Identifier: EUPL-1.2
"""Placements counted without visiting each: choices that no finding looks at together are tables of
their own, and what the rows of several tables demand together is what each demands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, reduce
from itertools import accumulate, chain
from operator import or_

from checker.records import define, evolve, field, frozen
from checker.weigh.choices import Space
from checker.weigh.demands import Demand, Found

# What is demanded at all, a bit each; what of several, a figure each; and what else is counted, up
# to where more makes no difference, or -1 where no number does.
Sum = tuple[int, int, tuple[int, ...]]


@frozen(eq=False)
class Tally:
    """What is counted over all tables.

    Attributes:
        start: of each, how many there are anyhow.
        demanded: of each, by how many there are, what is demanded, a bit each.
    """

    start: tuple[int, ...] = ()
    demanded: tuple[tuple[int, ...], ...] = ()
    _known: dict[tuple[int, tuple[int, ...]], tuple[int, tuple[int, ...]]] = field(
        factory=dict, init=False
    )

    @cached_property
    def _still(self) -> list[list[int]]:
        """Of each, by how many there are, all that may be demanded yet."""
        return [
            [*accumulate(reversed(each), lambda one, other: one | other)][::-1]
            for each in self.demanded
        ]

    @cached_property
    def _matter(self) -> int:
        """All that is demanded by how many there are of something."""
        return reduce(or_, (still[0] for still in self._still), 0)

    def counted(self, one: Sum) -> Sum:
        """A sum without the numbers that make no difference any more."""
        any, many, counts = one
        like = any & self._matter, counts
        if like not in self._known:
            self._known[like] = self._counted(*like)
        demanded, left = self._known[like]
        return any | demanded, many, left

    def _counted(self, any: int, counts: tuple[int, ...]) -> tuple[int, tuple[int, ...]]:
        left = []
        for number, demanded, still in zip(counts, self.demanded, self._still, strict=True):
            if number >= len(demanded) - 1:
                any, number = any | demanded[-1], -1
            left.append(-1 if number >= 0 and not still[number] & ~any else number)
        return any, tuple(left)

    def at_the_end(self, one: Sum) -> Sum:
        """A sum with what the numbers demand in their place."""
        any, many, counts = one
        for number, demanded in zip(counts, self.demanded, strict=False):
            any |= demanded[number] if number >= 0 else 0
        return any, many, ()


@frozen(eq=False)
class Order:
    """The order in which placements that come to as much are told: those with fewer changes first,
    then as they are written."""

    space: Space

    def key(self, number: int) -> tuple[int, tuple[int, ...], int]:
        """What sorts placements by their numbers."""
        picked = self.space.pick(number)
        changed = tuple(at for at, option in enumerate(picked) if option.changes)
        return sum(option.changes for option in picked), changed, number

    def first(self, numbers: Iterable[int], most: int) -> list[int]:
        """The first of some placements, and those that may be among the first once more is chosen:
        which of two goes before is settled where they have as many changes in as many places."""
        alike: dict[tuple[int, int], list[tuple[int, tuple[int, ...], int]]] = defaultdict(list)
        for number in numbers:
            key = self.key(number)
            alike[key[0], len(key[1])].append(key)
        kept: list[int] = []
        for changes in sorted({changes for changes, _ in alike}):
            if len(kept) >= most:
                break
            for like, keys in alike.items():
                if like[0] == changes:
                    kept += [number for *_, number in sorted(keys)[:most]]
        return kept


@frozen(eq=False)
class Row:
    """The rows of a table that demand the same, by the part that they make of a number."""

    sum: Sum
    numbers: list[int]


@frozen(eq=False)
class Tables:
    """All combinations of a space, as tables of what the options of few choices demand.

    Attributes:
        parts: the choices that each table is made of.
        unfit: the bits that tell what cannot be made; beside it nothing is demanded.
        tally: what hangs on how many there are of something.
    """

    space: Space
    parts: Sequence[Sequence[int]]
    tables: Sequence[Sequence[Row]]
    unfit: int
    tally: Tally = Tally()
    _known: list[dict[Sum, list[Sum]]] = field(factory=list, init=False)

    def together(self, one: Sum, other: Sum) -> Sum:
        """What rows of different tables demand together."""
        any = one[0] | other[0]
        if any & self.unfit:
            return any & self.unfit, 0, ()
        counts = tuple([a if a < 0 else a + b for a, b in zip(one[2], other[2], strict=True)])
        return self.tally.counted((any, one[1] + other[1], counts))

    @cached_property
    def _start(self) -> Sum:
        return self.tally.counted((0, 0, self.tally.start))

    def _steps(self, at: int) -> dict[Sum, list[Sum]]:
        """All that may be demanded before a table, each with what it is with each row of it."""
        for table in self.tables[len(self._known) : at + 1]:
            there = chain(*self._known[-1].values()) if self._known else [self._start]
            same: dict[Sum, Sum] = {}
            self._known.append(
                {
                    one: [same.setdefault(sum, sum) for sum in self._with_each(one, table)]
                    for one in dict.fromkeys(there)
                }
            )
        return self._known[at]

    def _with_each(self, one: Sum, table: Sequence[Row]) -> Iterator[Sum]:
        return (self.together(one, row.sum) for row in table)

    def sums(self, most: int) -> dict[Sum, tuple[int, int]] | None:
        """All that placements demand, with how many do and the first of them; None where that is
        more than ``most``."""
        found = {self._start: (1, 0)}
        for at, table in enumerate(self.tables):
            then: dict[Sum, tuple[int, int]] = {}
            for one, (count, first) in found.items():
                for row, sum in zip(table, self._steps(at)[one], strict=True):
                    number = first + row.numbers[0]
                    known, before = then.get(sum, (0, number))
                    then[sum] = known + count * len(row.numbers), min(before, number)
            found = then
            if len(found) > most:
                return None
        ended: dict[Sum, tuple[int, int]] = {}
        for one, (count, first) in found.items():
            sum = self.tally.at_the_end(one)
            known, before = ended.get(sum, (0, first))
            ended[sum] = known + count, min(before, first)
        return ended

    def best(self, wanted: Iterable[Sum], most: int) -> list[int]:
        """The first placements that demand one of some sums."""
        order, needed = Order(self.space), self._leading_to({*wanted})
        found: dict[Sum, list[int]] = {self._start: [0]}
        for at, (table, there) in enumerate(zip(self.tables, needed[1:], strict=True)):
            then: dict[Sum, list[int]] = defaultdict(list)
            for place, row in enumerate(table):
                own = order.first(row.numbers, most)
                for one, numbers in found.items():
                    if (sum := self._steps(at)[one][place]) in there:
                        then[sum] += [a + b for a in numbers for b in own]
            found = {sum: order.first(numbers, most) for sum, numbers in then.items()}
        left = [one for numbers in found.values() for one in numbers]
        return sorted(left, key=order.key)[:most]

    def _leading_to(self, wanted: set[Sum]) -> list[set[Sum]]:
        """Before the first table and after each, the sums that may still come to be wanted."""
        steps = [self._steps(at) for at in range(len(self.tables))]
        last = {*chain(*steps[-1].values())} if steps else {self._start}
        needed = [{one for one in last if self.tally.at_the_end(one) in wanted}]
        for each in reversed(steps):
            needed.append({one for one, then in each.items() if not needed[-1].isdisjoint(then)})
        return needed[::-1]

    def sum_of(self, number: int) -> Sum:
        """What a placement demands."""
        sum = self._start
        for choices, by_part in zip(self.parts, self._by_part, strict=True):
            part = self.space.part({at: self.space.place(number, at) for at in choices})
            sum = self.together(sum, by_part[part])
        return self.tally.at_the_end(sum)

    @cached_property
    def _by_part(self) -> list[dict[int, Sum]]:
        return [{one: row.sum for row in table for one in row.numbers} for table in self.tables]

    def every(self) -> Iterator[tuple[int, Sum]]:
        """Each placement by its number, in no order, with what it demands."""

        def further(at: int, number: int, sum: Sum) -> Iterator[tuple[int, Sum]]:
            if at == len(self.tables):
                yield number, self.tally.at_the_end(sum)
                return
            for row in self.tables[at]:
                then = self.together(sum, row.sum)
                for one in row.numbers:
                    yield from further(at + 1, number + one, then)

        return further(0, 0, self._start)


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
