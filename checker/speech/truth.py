"""Yes, no, or a question that no file answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Protocol

from checker.speech.saying import Phrase

Test = Callable[[], bool]
_MOST_BRANCHES = 400


class UnknownError(Exception):
    """A fact that is needed and stands in no file."""

    def __init__(self, question: Phrase) -> None:
        self.question = question


class Assuming(Protocol):
    """What takes answers to open questions."""

    @property
    def assumed(self) -> dict[Phrase, bool]: ...


def any_of(tests: Iterable[Test]) -> bool:
    """Whether one of several tests holds; a question is open only where none surely does."""
    return _settled(tests, by=True)


def all_of(tests: Iterable[Test]) -> bool:
    """Whether all of several tests hold; a question is open only where none surely fails."""
    return _settled(tests, by=False)


def _settled(tests: Iterable[Test], *, by: bool) -> bool:
    open_question: UnknownError | None = None
    for test in tests:
        try:
            if test() is by:
                return by
        except UnknownError as unknown:
            open_question = open_question or unknown
    if open_question:
        raise open_question
    return not by


def decide(test: Test, situation: Assuming) -> bool | Phrase:
    """The outcome of a test, or the first question whose answer would change it.

    Every way to answer the open questions is tried; where all give one outcome, the open
    questions do not matter. Beyond a few hundred ways the first question is returned.
    """
    assumed = situation.assumed
    left = [_MOST_BRANCHES]

    def explore() -> tuple[frozenset[bool], Phrase | None]:
        left[0] -= 1
        try:
            return frozenset([test()]), None
        except UnknownError as unknown:
            question = unknown.question
        if left[0] <= 0:
            return frozenset([True, False]), question
        assumed[question] = True
        yes, in_yes = explore()
        assumed[question] = False
        no, in_no = explore()
        del assumed[question]
        pivot = question if yes != no else in_yes or in_no
        return yes | no, pivot

    outcomes, question = explore()
    if len(outcomes) == 1:
        return next(iter(outcomes))
    assert question is not None
    return question
