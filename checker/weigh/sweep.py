# SPDX-License-Identifier: EUPL-1.2
"""Placements judged: a result in brief, and every combination of what is left open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from typing import Any

from checker.errors import MistakesError
from checker.municipality.case import Terms
from checker.pipeline import Checker
from checker.records import asdict, define, field, frozen
from checker.report.opening import leaves_mandate
from checker.result import RequiredInstrument, Result, Verdict
from checker.speech.instruments import KINDS
from checker.speech.node import Document
from checker.verdict.considered import Considered
from checker.verdict.judge import Judgement
from checker.weigh.choices import Space
from checker.weigh.demands import Demand, Demanding

Answered = Result | Judgement
InstrumentCount = tuple[tuple[str, int], ...]
Ways = list[tuple[str, ...]]

_MOST_CHOICES = 1024

BEST_FIRST: tuple[Verdict, ...] = ("clear", "conditional", "incomplete", "forbidden")


@frozen
class Judge:
    """A checker with the flags that hold for all placements of one command.

    Attributes:
        following: interpretations to follow in place of those that the rule base follows.
    """

    checker: Checker
    law_date: date | None = None
    as_of: date | None = None
    following: tuple[str, ...] = ()

    def result(self, proposal: Document, as_of: date | None = None) -> Result:
        """The result of one placement; ``as_of``: on another day than the one that holds for all.

        Raises MistakesError where it does not fit.
        """
        return self.checker.check(
            proposal,
            law_date=self.law_date,
            as_of=as_of or self.as_of,
            following=self.following,
            rivals_too=False,
        )

    def considered(self, proposal: Document) -> Considered:
        """What one placement does and what the rules find. Raises MistakesError."""
        terms = Terms(self.law_date, self.as_of, self.following, rivals_too=False)
        return self.checker.considered(proposal, terms)


@frozen
class Outcome:
    """What is counted of a result.

    Attributes:
        instruments: kind to number, of those that it takes at the least.
        outside_mandate: whether it breaks a mandate that nobody has changed.
    """

    verdict: Verdict
    instruments: InstrumentCount
    outside_mandate: bool

    @property
    def rank(self) -> tuple[int, int]:
        """The better the verdict and the fewer the instruments, the less."""
        return BEST_FIRST.index(self.verdict), sum(number for _, number in self.instruments)

    @property
    def brief(self) -> dict[str, Any]:
        """It as keys of an entry."""
        return asdict(self, recurse=False) | {"instruments": dict(self.instruments)}


def outcome_of(result: Answered) -> Outcome:
    """A result in brief."""
    numbers = Counter(one.kind for one in needed_instruments(result))
    counted = tuple((kind, numbers[kind]) for kind in KINDS if numbers[kind])
    outside = any(leaves_mandate(finding) for finding in result.findings)
    return Outcome(result.verdict, counted, outside)


def needed_instruments(result: Answered) -> list[RequiredInstrument]:
    """What new findings and the proposal itself take, with what that takes in turn.

    Where one of several ways is enough, it is the one that is carried, else the one with which
    fewest are needed in all, else the first. What cannot be had and what would not help is not
    counted; what is in place already is.
    """
    live = to_be_had(result)
    return [live[id] for id in min(ways_to_choose(result), key=len)]


def to_be_had(result: Answered) -> dict[str, RequiredInstrument]:
    """The instruments by their ids, but for those that nobody asks for anew or that do not help."""
    return {
        one.id: one
        for one in result.instruments
        if not (one.for_existing or one.duty)
        and one.status not in ("not needed", "not available", "refused")
    }


def brought(result: Answered) -> dict[str, None]:
    """What the proposal itself brings, such as the change of the bylaw that is a rewording."""
    return dict.fromkeys(root.id for root in result.roots if root.id in to_be_had(result))


def available_ways(result: Answered) -> list[Ways]:
    """For each new finding but a duty the ways that may be had; where one is carried, that one."""
    live = to_be_had(result)
    found = []
    for finding in result.findings:
        ways = [way for way in finding.alternatives if live.keys() >= {*way}]
        if finding.chosen is not None and finding.alternatives[finding.chosen] in ways:
            ways = [finding.alternatives[finding.chosen]]
        if ways and finding.status == "new" and finding.kind != "duty":
            found.append(ways)
    return found


def ways_to_choose(result: Answered) -> Iterator[dict[str, None]]:
    """What may be taken of the open ways, one for each finding and for each thing that what is
    taken needs in turn, in the order of the instruments; some thousand are tried.

    It is no choice of its own where one of its ways is taken anyhow.
    """
    live = to_be_had(result)

    def needs(taken: Iterable[str]) -> list[Ways]:
        asked = (ways for id in taken for ways in live[id].needs)
        return [left for ways in asked if (left := [way for way in ways if live.keys() >= {*way}])]

    def closed(taken: dict[str, None], asked: list[Ways]) -> Iterator[dict[str, None]]:
        left = [ways for ways in asked if not any(taken.keys() >= {*way} for way in ways)]
        if not left:
            yield {id: None for id in live if id in taken}
            return
        first = min(left, key=len)
        for way in first:
            more = [id for id in way if id not in taken]
            rest = [ways for ways in left if ways is not first]
            yield from closed(taken | dict.fromkeys(more), rest + needs(more))

    root = brought(result)
    return islice(closed(root, available_ways(result) + needs(root)), _MOST_CHOICES)


# ------------------------------------------------------------ many of them


@define(eq=False)
class Learnt:
    """What a process has found out so far; another one begins with nothing."""

    demanding: Demanding | None = None
    outcomes: dict[frozenset[Demand], Outcome] = field(factory=dict)

    def __reduce__(self) -> tuple[type[Learnt], tuple[()]]:
        return Learnt, ()


@frozen
class Trial:
    """What a sweep is about, as each process has it.

    Attributes:
        known: what placements demand to what came of the first of them.
    """

    judge: Judge
    space: Space
    known: Learnt = field(factory=lambda: Learnt(), init=False, eq=False, repr=False)

    def result(self, number: int) -> Result:
        """The result of a combination. Raises MistakesError where it cannot be made."""
        return self.judge.result(self.space.document(number))

    def outcome(self, number: int) -> Outcome | str:
        """What comes of a combination, or why it cannot be made; of those that demand the same
        one is judged."""
        try:
            considered = self.considered(number)
            demands = self.demanding(considered).all(considered)
            if demands not in self.known.outcomes:
                self.known.outcomes[demands] = outcome_of(considered.judgement)
            return self.known.outcomes[demands]
        except MistakesError as mistakes:
            return mistakes.errors[0].message

    def check(self, number: int) -> Outcome | str:
        """What comes of a combination by itself, checked as any proposal is."""
        try:
            return outcome_of(self.result(number))
        except MistakesError as mistakes:
            return mistakes.errors[0].message

    def considered(self, number: int) -> Considered:
        """What a combination does and what the rules find. Raises MistakesError."""
        return self.judge.considered(self.space.document(number))

    def demanding(self, considered: Considered) -> Demanding:
        """What tells what placements demand, the same for all."""
        if self.known.demanding is None:
            self.known.demanding = Demanding(considered)
        return self.known.demanding
