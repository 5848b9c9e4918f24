"""A placement judged, and its result in brief: the verdict, the instruments it takes at least."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import product

from attrs import frozen

from checker.pipeline import Checker
from checker.report.opening import leaves_mandate
from checker.result import RequiredInstrument, Result, Verdict
from checker.speech.instruments import KINDS
from checker.speech.node import Document

InstrumentCount = tuple[tuple[str, int], ...]

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


def outcome_of(result: Result) -> Outcome:
    """A result in brief."""
    numbers = Counter(one.kind for one in needed_instruments(result))
    counted = tuple((kind, numbers[kind]) for kind in KINDS if numbers[kind])
    outside = any(leaves_mandate(finding) for finding in result.findings)
    return Outcome(result.verdict, counted, outside)


def needed_instruments(result: Result) -> list[RequiredInstrument]:
    """What new findings and the proposal itself take, with what that takes in turn.

    Where one of several ways is enough, it is the one that is carried, else the one that adds
    fewest, else the first. What is needed anyhow, what cannot be had and what would not help is
    not counted; what is in place already is.
    """
    live = to_be_had(result)
    taken = brought(result)
    for ways in sorted(available_ways(result), key=len):
        taken |= dict.fromkeys(min(ways, key=lambda way: sum(id not in taken for id in way)))
    return [live[id] for id in with_needs(taken, result)]


def to_be_had(result: Result) -> dict[str, RequiredInstrument]:
    """The instruments by their ids, but for those that nobody asks for anew or that do not help."""
    return {
        one.id: one
        for one in result.instruments
        if not one.for_existing and one.status not in ("not needed", "not available", "refused")
    }


def brought(result: Result) -> dict[str, None]:
    """What the proposal itself brings, such as the change of the bylaw that is a rewording."""
    askers = {one.id for one in result.findings} | {one.id for one in result.instruments}
    return {id: None for id, one in to_be_had(result).items() if not askers & {*one.required_by}}


def available_ways(result: Result) -> list[list[tuple[str, ...]]]:
    """For each new finding the ways that may be had; where one is carried, that one."""
    live = to_be_had(result)
    found = []
    for finding in result.findings:
        ways = [way for way in finding.alternatives if live.keys() >= {*way}]
        if finding.chosen is not None and finding.alternatives[finding.chosen] in ways:
            ways = [finding.alternatives[finding.chosen]]
        if ways and finding.status == "new":
            found.append(ways)
    return found


def ways_to_choose(result: Result) -> Iterator[dict[str, None]]:
    """What may be taken of the open ways, one for each finding, with what is taken anyhow.

    A finding is no choice of its own where one of its ways is taken anyhow.
    """
    asked_for = available_ways(result)
    taken = brought(result)
    for ways in asked_for:
        taken |= dict.fromkeys(ways[0]) if len(ways) == 1 else {}
    left = [ways for ways in asked_for if not any(taken.keys() >= {*way} for way in ways)]
    for picked in product(*dict.fromkeys(map(tuple, left))):
        yield taken | {id: None for way in picked for id in way}


def with_needs(taken: Iterable[str], result: Result) -> dict[str, None]:
    """Instruments with what each needs in turn (of several ways the first), in their order."""
    live = to_be_had(result)
    found = dict.fromkeys(taken)
    while True:
        more = [
            one.id
            for one in live.values()
            if one.id not in found
            and found.keys() & {*one.required_by}
            and not found.keys() & {*one.alternative_of}
        ]
        if not more:
            return {id: None for id in live if id in found}
        found[more[0]] = None
