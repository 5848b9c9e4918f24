"""Every combination of what is left open, checked; counted by what it takes, and ranked."""

from __future__ import annotations

import os
import signal
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor

from attrs import define, frozen

from checker.errors import MistakesError, TextError
from checker.placement import outcome
from checker.placement.choices import Space
from checker.placement.judge import Judge
from checker.placement.outcome import BEST_FIRST, Count, Outcome
from checker.result import Verdict

_FEWEST = 16  # combinations for which another process is worth its start
_LARGEST_PART = 64


@frozen
class Task:
    """What a sweep is about, as each process has it."""

    judge: Judge
    space: Space

    def outcome(self, number: int) -> Outcome | str:
        """What comes of a combination, or why it cannot be made."""
        proposal = self.space.document(self.space.pick(number))
        try:
            result = self.judge.result(proposal)
        except MistakesError as mistakes:
            return reason(mistakes)
        return outcome.of(result)


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
    def by_instruments(self) -> list[tuple[Count, int]]:
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


def run(
    task: Task,
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
    found = Sweep(task.space, {}, {})
    numbers = range(task.space.size) if numbers is None else numbers
    for done, (number, one) in enumerate(zip(numbers, _outcomes(task, numbers, jobs), strict=True)):
        if isinstance(one, Outcome):
            found.outcomes[number] = one
        else:
            found.unfit[number] = one
        progress(done + 1)
    return found


def _outcomes(task: Task, numbers: Sequence[int], jobs: int | None) -> Iterator[Outcome | str]:
    jobs = min(jobs or os.cpu_count() or 1, len(numbers) // _FEWEST)
    if jobs <= 1:
        yield from map(task.outcome, numbers)
        return
    size = max(1, min(_LARGEST_PART, len(numbers) // (jobs * 4)))
    parts = [numbers[at : at + size] for at in range(0, len(numbers), size)]
    with ProcessPoolExecutor(jobs, initializer=_start, initargs=(task,)) as pool:
        try:
            for done in pool.map(_part, parts):
                yield from done
        finally:
            pool.shutdown(cancel_futures=True)


_tasks: list[Task] = []


def _start(task: Task) -> None:
    """Makes a process ready: it leaves an interruption to the one that started it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _tasks[:] = [task]


def _part(numbers: Sequence[int]) -> list[Outcome | str]:
    return [_tasks[0].outcome(number) for number in numbers]


def reason(mistakes: MistakesError) -> str:
    """Why a proposal does not fit: the first mistake in it, in words."""
    first = mistakes.errors[0]
    return first.message if isinstance(first, TextError) else str(first)
