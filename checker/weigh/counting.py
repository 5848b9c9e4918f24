# SPDX-License-Identifier: EUPL-1.2
"""All combinations of what is left open, counted: from tables where the choices can be looked at
apart, else one by one."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from random import Random
from typing import Any, Literal

from checker.errors import UsageError
from checker.records import frozen
from checker.weigh.choices import Space
from checker.weigh.factoring import NotApartError, factored
from checker.weigh.sweep import Outcome, Trial
from checker.weigh.tables import Order, Sum, Tables

How = Literal["factored", "enumerated"]
Came = Outcome | str  # what came of a placement, or why it cannot be made
# Does the same work on many items, in one process or in many; what it gives is in their order.
Spread = Callable[[Callable[[Any], Any], Sequence[Any]], Iterator[Any]]

_FEW = 64  # combinations that are no work for tables to save
_MOST_SUMS = 20_000


@frozen(eq=False)
class Shard:
    """Which of the combinations are counted: one of every so many."""

    number: int = 1
    of: int = 1

    def has(self, at: int) -> bool:
        """Whether what stands at a place is counted."""
        return at % self.of == self.number - 1


WHOLE = Shard()


@frozen(eq=False)
class Sweep(ABC):
    """What came of all combinations, or of a part of them.

    Attributes:
        looked: how many placements were looked at for the tables.
        rules: those that look at more choices together than tables are made of.
    """

    space: Space
    looked: int
    rules: tuple[str, ...]

    @property
    @abstractmethod
    def how(self) -> How:
        """How it was found out."""

    @property
    @abstractmethod
    def counts(self) -> dict[Came, tuple[int, int]]:
        """What came of placements to how many, and the first of them."""

    @property
    @abstractmethod
    def judged(self) -> int:
        """How many placements were looked at for their answers."""

    @abstractmethod
    def came(self, number: int) -> Came | None:
        """What came of a placement; None where it is not in this part."""

    @abstractmethod
    def best(self, most: int) -> list[tuple[int, Outcome]]:
        """The best placements: by verdict, the number of instruments and of changes; those that
        are equal in all of it in the order they are written."""

    @abstractmethod
    def every(self) -> Iterator[tuple[int, Outcome]]:
        """All of them, the best first."""

    @cached_property
    def order(self) -> Order:
        """How those are told that come to as much."""
        return Order(self.space)


@frozen(eq=False)
class Enumerated(Sweep):
    """All of it looked at one by one."""

    how = "enumerated"
    found: dict[int, Came]

    @cached_property
    def counts(self) -> dict[Came, tuple[int, int]]:
        """As of every sweep."""
        found: dict[Came, tuple[int, int]] = {}
        for number, one in self.found.items():
            count, first = found.get(one, (0, number))
            found[one] = count + 1, min(first, number)
        return found

    @property
    def judged(self) -> int:
        """As of every sweep."""
        return len(self.found)

    def came(self, number: int) -> Came | None:
        """As of every sweep."""
        return self.found.get(number)

    def best(self, most: int) -> list[tuple[int, Outcome]]:
        """As of every sweep."""
        return self._ranked[:most]

    def every(self) -> Iterator[tuple[int, Outcome]]:
        """As of every sweep."""
        return iter(self._ranked)

    @cached_property
    def _ranked(self) -> list[tuple[int, Outcome]]:
        fit = [(number, one) for number, one in self.found.items() if isinstance(one, Outcome)]
        return sorted(fit, key=lambda one: (*one[1].rank, *self.order.key(one[0])))


@frozen(eq=False)
class Factored(Sweep):
    """All of it told from tables.

    Attributes:
        sums: what placements demand, with how many do and the first.
        said: what comes of what is demanded.
    """

    how = "factored"
    tables: Tables
    sums: dict[Sum, tuple[int, int]]
    said: dict[Sum, Came]

    @cached_property
    def counts(self) -> dict[Came, tuple[int, int]]:
        """As of every sweep."""
        found: dict[Came, tuple[int, int]] = {}
        for sum, one in self.said.items():
            number, first = self.sums[sum]
            count, before = found.get(one, (0, first))
            found[one] = count + number, min(before, first)
        return found

    @property
    def judged(self) -> int:
        """As of every sweep."""
        return len(self.said)

    def came(self, number: int) -> Came | None:
        """As of every sweep."""
        return self.said.get(self.tables.sum_of(number))

    def best(self, most: int) -> list[tuple[int, Outcome]]:
        """As of every sweep."""
        found: list[tuple[int, Outcome]] = []
        for _, sums in sorted(self._by_rank.items()):
            if len(found) < most:
                for number in self.tables.best(sums, most - len(found)):
                    one = self.came(number)
                    assert isinstance(one, Outcome)
                    found.append((number, one))
        return found

    def every(self) -> Iterator[tuple[int, Outcome]]:
        """As of every sweep."""
        ranked: dict[tuple[int, int], list[tuple[int, Outcome]]] = defaultdict(list)
        for number, sum in self.tables.every():
            if isinstance(one := self.said.get(sum), Outcome):
                ranked[one.rank].append((number, one))
        for rank in sorted(ranked):
            yield from sorted(ranked[rank], key=lambda one: self.order.key(one[0]))

    @cached_property
    def _by_rank(self) -> dict[tuple[int, int], list[Sum]]:
        found: dict[tuple[int, int], list[Sum]] = defaultdict(list)
        for sum, one in self.said.items():
            if isinstance(one, Outcome):
                found[one.rank].append(sum)
        return found


def sweep_all(
    trial: Trial,
    spread: Spread,
    limit: int,
    part: Shard = WHOLE,
    progress: Callable[[int], None] = lambda _: None,
) -> Sweep:
    """All combinations counted; the answer does not depend on who does the work.

    Args:
        limit: how many placements may be looked at.
        progress: told how many are done, where they are looked at one by one.

    Raises UsageError where that is not enough.
    """
    rules: tuple[str, ...] = ()
    if trial.space.size > _FEW:
        try:
            return _from_tables(trial, spread, min(limit, trial.space.size // 2), part)
        except NotApartError as error:
            rules = error.rules
    if trial.space.size > limit * part.of:
        raise too_many(trial.space.size, limit, rules)
    numbers = range(part.number - 1, trial.space.size, part.of)
    return one_by_one(trial, spread, numbers, rules, progress)


def too_many(count: int, limit: int, rules: Sequence[str] = ()) -> UsageError:
    """That there are more combinations than may be looked at."""
    key = "too-many-together" if rules else "too-many"
    return UsageError(key, count=count, limit=limit, rules=", ".join(rules))


def one_by_one(
    trial: Trial,
    spread: Spread,
    numbers: Sequence[int],
    rules: tuple[str, ...] = (),
    progress: Callable[[int], None] = lambda _: None,
) -> Enumerated:
    """Some combinations, each looked at."""
    found = {}
    for number, one in zip(numbers, spread(trial.outcome, numbers), strict=True):
        found[number] = one
        progress(len(found))
    return Enumerated(trial.space, 0, rules, found)


def _from_tables(trial: Trial, spread: Spread, most: int, part: Shard) -> Factored:
    made = factored(trial.space, trial.judge.considered, most)
    sums = made.tables.sums(_MOST_SUMS)
    if sums is None or len(sums) > most:
        raise NotApartError
    own = [sum for at, sum in enumerate(sums) if part.has(at)]
    came = spread(trial.outcome, [sums[sum][1] for sum in own])
    said = dict(zip(own, came, strict=True))
    return Factored(trial.space, made.looked, (), made.tables, sums, said)


def held_to_checks(sweep: Sweep, trial: Trial, spread: Spread, most: int) -> int:
    """Checks some placements by themselves, the same for the same space; how many.

    Raises UsageError where one of them is counted otherwise.
    """
    drawn = Random(0)
    numbers = dict.fromkeys(drawn.randrange(sweep.space.size) for _ in range(most))
    own = [number for number in numbers if sweep.came(number) is not None]
    for number, one in zip(own, spread(trial.check, own), strict=True):
        if one != sweep.came(number):
            raise UsageError(
                "counted-otherwise", number=number, counted=sweep.came(number), found=one
            )
    return len(own)
