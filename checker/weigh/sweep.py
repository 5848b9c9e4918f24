"""Placements judged: every combination of what is left open, or each thing under each committee."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from attrs import define, evolve, frozen

from checker.disk.parallel import mapped
from checker.errors import MistakesError
from checker.result import Ref, Result, Verdict
from checker.speech.node import Document, Name
from checker.weigh.choices import Ground, Space
from checker.weigh.outcome import BEST_FIRST, InstrumentCount, Judge, Outcome, outcome_of


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
            return reason_of(mistakes)


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


def reason_of(mistakes: MistakesError) -> str:
    """Why a proposal does not fit: the first mistake in it, in words."""
    return mistakes.errors[0].message


@frozen
class PlacedThing:
    """One thing under one committee.

    Attributes:
        stays: it is there already.
        result: of the move; None where it stays or cannot be placed there.
        problem: why it cannot.
    """

    thing: Ref
    committee: str
    stays: bool = False
    result: Result | None = None
    problem: str | None = None


def place_each(judge: Judge, frame: Document, names: Sequence[Name]) -> list[PlacedThing]:
    """Each thing under each committee, thing by thing, the committees as they are on file.

    Args:
        frame: a settled proposal that is nothing but its header.
        names: the things to be placed, by their ids.
    """
    ground, found = Ground.of(frame, judge.checker), []
    for name in names:
        thing = ground.ref(name.text)
        for committee in ground.town.structure.committees:
            if ground.present(thing) == (committee,):
                found.append(PlacedThing(thing, committee, stays=True))
                continue
            option = ground.placement(name, Name(committee, span=name.span))
            proposal = evolve(frame, statements=(*frame.statements, *option.statements))
            try:
                found.append(PlacedThing(thing, committee, result=judge.result(proposal)))
            except MistakesError as mistakes:
                found.append(PlacedThing(thing, committee, problem=reason_of(mistakes)))
    return found
