"""How placements are judged: by which law, as of which day, under which interpretations."""

from __future__ import annotations

from datetime import date

from attrs import frozen

from checker.pipeline import Checker
from checker.result import Result
from checker.speech.node import Document


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
