"""Placements judged: a result in brief, and every combination of what is left open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import islice

from checker.disk.parallel import mapped
from checker.errors import MistakesError
from checker.pipeline import Checker
from checker.records import define, frozen
from checker.report.opening import leaves_mandate
from checker.result import RequiredInstrument, Result, Verdict
from checker.speech.instruments import KINDS
from checker.speech.node import Document
from checker.weigh.choices import Space

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

    Where one of several ways is enough, it is the one that is carried, else the one with which
    fewest are needed in all, else the first. What cannot be had and what would not help is not
    counted; what is in place already is.
    """
    live = to_be_had(result)
    return [live[id] for id in min(ways_to_choose(result), key=len)]


def to_be_had(result: Result) -> dict[str, RequiredInstrument]:
    """The instruments by their ids, but for those that nobody asks for anew or that do not help."""
    return {
        one.id: one
        for one in result.instruments
        if not (one.for_existing or one.duty)
        and one.status not in ("not needed", "not available", "refused")
    }


def brought(result: Result) -> dict[str, None]:
    """What the proposal itself brings, such as the change of the bylaw that is a rewording."""
    return dict.fromkeys(root.id for root in result.roots if root.id in to_be_had(result))


def available_ways(result: Result) -> list[Ways]:
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


def ways_to_choose(result: Result) -> Iterator[dict[str, None]]:
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


@frozen
class Trial:
    """What a sweep is about, as each process has it."""

    judge: Judge
    space: Space

    def result(self, number: int) -> Result:
        """The result of a combination. Raises MistakesError where it cannot be made."""
        return self.judge.result(self.space.document(number))

    def outcome(self, number: int) -> Outcome | str:
        """What comes of a combination, or why it cannot be made."""
        try:
            return outcome_of(self.result(number))
        except MistakesError as mistakes:
            return mistakes.errors[0].message


@define
class Sweep:
    """What came of all combinations.

    Attributes:
        outcomes: combination number to what came of it.
        unfit: combination number to why it cannot be made.
    """

    space: Space
    outcomes: dict[int, Outcome]
    unfit: dict[int, str]

    @property
    def by_verdict(self) -> dict[Verdict, int]:
        """Every verdict with the number of placements that have it, worst first."""
        numbers = Counter(one.verdict for one in self.outcomes.values())
        return {verdict: numbers[verdict] for verdict in reversed(BEST_FIRST)}

    @property
    def by_instruments(self) -> list[tuple[InstrumentCount, int]]:
        """What placements take, with how many take just that; the fewest instruments first."""
        numbers = Counter(one.instruments for one in self.outcomes.values())
        return sorted(numbers.items(), key=lambda one: (sum(n for _, n in one[0]), one[0]))

    @property
    def not_combined(self) -> list[tuple[str, int, int]]:
        """Why combinations cannot be made, with how many and the first; the most first."""
        numbers = Counter(self.unfit.values())
        first = {why: number for number, why in reversed(self.unfit.items())}
        return sorted(
            ((why, many, first[why]) for why, many in numbers.items()),
            key=lambda one: (-one[1], one[2]),
        )

    def ranked(self) -> list[int]:
        """The placements by their numbers, the best first: by verdict, the number of instruments
        and of changes; those that are equal in all of it in the order they are written."""

        def key(number: int) -> tuple[object, ...]:
            picked = self.space.pick(number)
            changed = tuple(at for at, option in enumerate(picked) if option.changes)
            changes = sum(option.changes for option in picked)
            return (*self.outcomes[number].rank, changes, changed, number)

        return sorted(self.outcomes, key=key)


def sweep_all(
    trial: Trial,
    jobs: int | None = None,
    progress: Callable[[int], None] = lambda _: None,
    numbers: Sequence[int] | None = None,
) -> Sweep:
    """All combinations checked; the answer does not depend on the number of processes.

    Args:
        jobs: the number of processes; None: one a core.
        numbers: the combinations that are checked, where it is not all of them.
        progress: told how many combinations are done.
    """
    found = Sweep(trial.space, {}, {})
    numbers = range(trial.space.size) if numbers is None else numbers
    outcomes = mapped(trial.outcome, numbers, jobs)
    for done, (number, one) in enumerate(zip(numbers, outcomes, strict=True), start=1):
        if isinstance(one, Outcome):
            found.outcomes[number] = one
        else:
            found.unfit[number] = one
        progress(done)
    return found
