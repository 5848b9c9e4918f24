"""Yes, no, or a question that no file answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import islice

from checker.speech.saying import Phrase, Ref

Test = Callable[[], bool]


class UnknownError(Exception):
    """A fact that is needed and stands in no file."""

    def __init__(self, question: Phrase) -> None:
        self.question = question


class Answers:
    """The answers assumed to open questions, found by question or by what one is about."""

    def __init__(self) -> None:
        self._given: dict[Phrase, bool] = {}
        self._about: dict[Ref, dict[Phrase, bool]] = {}
        self._otherwise: bool | None = None

    def to(self, question: Phrase) -> bool:
        """The answer to a question. Raises UnknownError where none is assumed."""
        if question not in self._given:
            if self._otherwise is None:
                raise UnknownError(question)
            self.assume(question, self._otherwise)
        return self._given[question]

    def about(self, thing: Ref) -> Mapping[Phrase, bool]:
        """The answers to the questions that are about a thing, in the order they were given."""
        return self._about.get(thing, {})

    def assume(self, question: Phrase, answer: bool) -> None:
        """Takes an answer for given."""
        self._given[question] = answer
        for _, value in question.args:
            if isinstance(value, Ref):
                self._about.setdefault(value, {})[question] = answer

    @contextmanager
    def assuming(
        self, *answers: tuple[Phrase, bool], otherwise: bool | None = None
    ) -> Iterator[None]:
        """For a while some answers are assumed, and ``otherwise`` to all else that is asked."""
        before, self._otherwise = len(self._given), otherwise
        for question, answer in answers:
            self.assume(question, answer)
        try:
            yield
        finally:
            self._otherwise = None
            for question in [*islice(self._given, before, None)]:
                del self._given[question]
                for _, value in question.args:
                    if isinstance(value, Ref):
                        del self._about[value][question]


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


def decide(test: Test, answers: Answers) -> bool | Phrase:
    """The outcome of a test, or the first question whose answer would change it.

    Exact however many questions are open: an outcome is certain where every way to answer them
    gives it.
    """
    given: tuple[tuple[Phrase, bool], ...] = ()
    while True:
        with answers.assuming(*given):
            question = _outcome(test)
        if isinstance(question, bool):
            return question
        yes, no = (_outcomes(test, answers, *given, (question, one)) for one in (True, False))
        if yes != no:
            return question
        if len(yes) == 1:
            return yes.pop()
        given = (*given, (question, True))


def _outcome(test: Test) -> bool | Phrase:
    """The outcome of a test, or the first question that it meets."""
    try:
        return test()
    except UnknownError as unknown:
        return unknown.question


def _outcomes(test: Test, answers: Answers, *given: tuple[Phrase, bool]) -> set[bool]:
    """Every outcome that some answers to the open questions give.

    Most tests lean one way in every question: all answered yes, and all no, give both outcomes at
    once. Only where these two agree is one question answered after another.
    """
    with answers.assuming(*given):
        question = _outcome(test)
        if isinstance(question, bool):
            return {question}
        found = set()
        for answer in (True, False):
            with answers.assuming(otherwise=answer):
                found.add(test())
    for answer in (True, False):
        if len(found) < 2:
            found |= _outcomes(test, answers, *given, (question, answer))
    return found
