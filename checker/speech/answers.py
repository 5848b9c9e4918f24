# SPDX-License-Identifier: EUPL-1.2
"""Answers assumed to open questions, tests that may meet such a question, and how they turn out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from itertools import islice

from checker import limits
from checker.records import frozen
from checker.speech.saying import Argument, Phrase, Ref

Test = Callable[[], bool]
Beside = Callable[[], tuple[Argument, ...]]
Given = tuple[tuple[Phrase, bool], ...]


@frozen
class Candidate:
    """Something a rule might find: the test says whether it does.

    Attributes:
        what: what would fail; None for a need and for a count.
        task: the id of the task that it hangs on.
        unlisted: whether it hangs on what comes of a committee that ends, and is not listed as its.
    """

    subject: Ref
    what: Ref | None
    test: Test
    task: str | None = None
    unlisted: bool = False


Candidates = Iterator[Candidate]


class UnknownError(Exception):
    """A fact that is needed and stands in no file."""

    def __init__(self, question: Phrase) -> None:
        self.question = question


class Answers:
    """The answers assumed to open questions, found by question or by what one is about."""

    def __init__(self) -> None:
        self.asked = 0  # how often a question has been put so far
        self._changes = 0  # how often they have been changed so far
        self._given: dict[Phrase, bool] = {}
        self._about: dict[Ref, dict[Phrase, bool]] = {}
        self._otherwise: bool | None = None

    @property
    def stand(self) -> int:
        """A number that is another once other answers are assumed; 0: none are."""
        return self._changes if self._given or self._otherwise is not None else 0

    def to(self, question: Phrase, beside: Beside | None = None) -> bool:
        """The answer to a question. Raises UnknownError where none is assumed.

        Args:
            beside: what it asks hangs on this, too, which its words pass over.
        """
        self.asked += 1
        if question not in self._given:
            if self._otherwise is None:
                raise UnknownError(question)
            self.assume(question, self._otherwise)
        return self._given[question]

    def about(self, thing: Ref) -> Mapping[Phrase, bool]:
        """The answers to the questions that are about a thing, in the order they were given."""
        return self._about.get(thing, {}) if self._given else {}

    def assume(self, question: Phrase, answer: bool) -> None:
        """Takes an answer for given."""
        self._changes += 1
        self._given[question] = answer
        for _, value in question.args:
            if isinstance(value, Ref):
                self._about.setdefault(value, {})[question] = answer

    def outcome(self, test: Test, given: Given, otherwise: bool | None = None) -> bool | Phrase:
        """The outcome of a test with some answers, and ``otherwise`` to all else that is asked."""
        self._changes += 1
        before, self._otherwise = len(self._given), otherwise
        for question, answer in given:
            self.assume(question, answer)
        try:
            return outcome_of(test)
        finally:
            self._changes += 1
            self._otherwise = None
            for question in [*islice(self._given, before, None)]:
                del self._given[question]
                for _, value in question.args:
                    if isinstance(value, Ref):
                        del self._about[value][question]


def surely() -> bool:
    """The test of what is so whatever is asked."""
    return True


def all_said(asked: Iterable[Callable[..., bool]], *of: object) -> bool:
    """Whether several things are true of the same; a question is open only where none surely is
    not."""
    open: list[Phrase] = []
    for one in asked:
        try:
            if not one(*of):
                return False
        except UnknownError as unknown:
            open.append(unknown.question)
    if open:
        raise UnknownError(min(open, key=_rank))
    return True


def _settled(tests: Iterable[Test], *, by: bool) -> bool:
    open: list[Phrase] = []
    for test in tests:
        try:
            if test() is by:
                return by
        except UnknownError as unknown:
            open.append(unknown.question)
    if open:
        raise UnknownError(min(open, key=_rank))
    return not by


# Whether one of several tests holds; a question is open only where none surely does.
any_of = partial(_settled, by=True)
# Whether all of several tests hold; a question is open only where none surely fails.
all_of = partial(_settled, by=False)


def _rank(question: Phrase) -> list[str]:
    """Of several open questions the one is asked that comes first by its ids."""
    ids = [one.id if isinstance(one, Ref) else str(one) for _, one in question.args]
    return [question.key, *ids]


def outcome_of(test: Test) -> bool | Phrase:
    """The outcome of a test, or the first question that it meets."""
    try:
        return test()
    except UnknownError as unknown:
        return unknown.question


def decide(test: Test, answers: Answers) -> bool | Phrase:
    """The outcome of a test, or the first question whose answer would change it.

    Exact however many questions are open: an outcome is certain where every way to answer them
    gives it. Where they would have to be put too often to find out, the first one stays open.
    """
    first = question = outcome_of(test)
    given: Given = ()
    search = _Search(test, answers)
    while not isinstance(question, bool):
        try:
            yes, no = (search.outcomes((*given, (question, one))) for one in (True, False))
        except _TooManyError:
            return first
        if yes != no:
            return question
        if len(yes) == 1:
            return yes.pop()
        given = (*given, (question, True))
        question = answers.outcome(test, given)
    return question


class _TooManyError(Exception):
    """Questions would be put more often than there is time for."""


class _Search:
    """Looks for every outcome that some answers to the open questions of a test give."""

    def __init__(self, test: Test, answers: Answers) -> None:
        self._test, self._answers = test, answers
        self._most = answers.asked + limits.ASKED

    def outcomes(self, given: Given) -> set[bool]:
        """Every outcome under some answers. Raises _TooManyError."""
        question, found = self._extremes(given)
        return self._further(given, question, found) if question else found

    def _extremes(self, given: Given) -> tuple[Phrase | None, set[bool]]:
        """The first question that is met, and what all others answered yes, and all no, give.

        Most tests lean one way in every question: that is then every outcome there is.
        """
        if self._answers.asked > self._most:
            raise _TooManyError
        question = self._answers.outcome(self._test, given)
        if isinstance(question, bool):
            return None, {question}
        return question, {
            bool(self._answers.outcome(self._test, given, otherwise)) for otherwise in (True, False)
        }

    def _further(self, given: Given, question: Phrase, found: set[bool]) -> set[bool]:
        """Where the extremes agree, what one question after another gives; both of its answers
        are looked at before any is followed further."""
        found, waiting = {*found}, []
        for answer in (True, False):
            if len(found) < 2:
                then = (*given, (question, answer))
                asked, some = self._extremes(then)
                found |= some
                waiting += [(then, asked)] if asked else []
        for then, asked in waiting:
            if len(found) < 2:
                found |= self._further(then, asked, found)
        return found
