# SPDX-License-Identifier: EUPL-1.2
"""What can stand after a modal, whatever it is made of."""

from __future__ import annotations

from abc import abstractmethod
from typing import ClassVar

from checker.speech.node import Things
from checker.speech.part import NOTHING_TRIED, Tried
from checker.speech.predicates import Predicate
from checker.speech.saying import Argument, Phrase, Ref
from checker.speech.situation import Candidates, Situation


class Demand(Predicate):
    """What can stand after a modal, and, in the finite, is a predicate.

    Attributes:
        of_tasks: whether a task is what fails.
        turned: whether it tells of the task what others tell of who does it.
        demanded: what lint tries beside where it must be so.
        things: the names of the tasks, areas, units or committees it speaks of.
        named_things: these as a list; None where it speaks of all.
    """

    abstract = True
    of_tasks: ClassVar[bool] = False
    turned: ClassVar[bool] = False
    demanded: ClassVar[Tried] = NOTHING_TRIED

    @property
    @abstractmethod
    def family(self) -> str:
        """What it limits, from whichever side it is told."""

    @abstractmethod
    def among(self, subject: Ref, situation: Situation) -> Candidates:
        """What of it is so of the subject."""

    @abstractmethod
    def lacking(self, subject: Ref, situation: Situation) -> Candidates:
        """What of it ought to be so of the subject and may not."""

    def beyond(self, subject: Ref, situation: Situation) -> Candidates:
        """What else is so of the subject."""
        return self.lacking(subject, situation)

    @abstractmethod
    def told(self, modal: str, subject: Ref, situation: Situation, **more: Argument) -> Phrase:
        """It as it is said of a subject in a message."""

    @property
    def things(self) -> tuple[str, ...]:
        return ()

    @property
    def named_things(self) -> Things | None:
        return None
