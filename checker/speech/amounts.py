# SPDX-License-Identifier: EUPL-1.2
"""How many members or units a committee has, counted as far as the files say.

What is unknown widens a count: there is a question only where the limit lies within.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Iterator
from functools import partial
from typing import ClassVar, Literal

from checker.records import frozen
from checker.speech.answers import Candidate, Candidates, Test, UnknownError, surely
from checker.speech.circumstances import Comparison, compared, has_number, told_of
from checker.speech.demands import Demand
from checker.speech.node import Fitting, Name, Node, fitting
from checker.speech.part import Tried
from checker.speech.saying import Argument, Phrase, Ref, Witness
from checker.speech.situation import Situation
from checker.speech.structure import CommitteeFacts


@frozen
class Quantity(Node):
    """``at most 6 units``, ``exactly 3 employment tasks``; ``areas``: of tasks alone, and none
    where all are meant."""

    comparison: Comparison
    number: int
    noun: Literal["member", "unit", "task"]
    areas: tuple[Name, ...] = ()

    def is_kept(self, found: int) -> bool:
        return compared(found, self.comparison, self.number)

    def spoken_names(self) -> Fitting:
        return fitting(("area",), *self.areas)


class Amount(Demand):
    """What is demanded or said of how many a committee or a unit has."""

    abstract = True

    @classmethod
    def finite(cls) -> str:
        """``have_number`` to ``has_number``, ``hold_number`` to ``holds_number``."""
        verb, _, rest = cls.line().partition("_")
        return f"{'has' if verb == 'have' else verb + 's'}_{rest}"

    def among(self, subject: Ref, situation: Situation) -> Candidates:
        yield Candidate(subject, None, partial(self.holds, subject, situation))

    def lacking(self, subject: Ref, situation: Situation) -> Candidates:
        yield Candidate(subject, None, lambda: not self.holds(subject, situation))


# ---------------------------------------------------------------- members


class OfSize(Amount):
    """What is said of the number of a committee's members."""

    abstract = True
    said_of = ("committee",)
    family = "committee member"

    def holds(self, subject: Ref, situation: Situation) -> bool:
        there = situation.structure.committees.get(subject.id)
        return there is not None and self.fits(there, situation)

    @abstractmethod
    def fits(self, committee: CommitteeFacts, situation: Situation) -> bool:
        """Whether its size is as it is said. Raises UnknownError where no file says."""

    def facts(self, subject: Ref, situation: Situation) -> list[Witness]:
        return _sizes(subject, situation)


@frozen
class HaveParity(OfSize):
    """The committee has an odd or an even number of members."""

    tried = Tried(sizes=(9, 10))
    parity: Literal["odd number", "even number"]

    def fits(self, committee: CommitteeFacts, situation: Situation) -> bool:
        if committee.members is None:
            odd = situation.ask("q.odd", committee=Ref("committee", committee.id))
        else:
            odd = committee.members % 2 == 1
        return odd is (self.parity == "odd number")

    def told(self, modal: str, subject: Ref, situation: Situation, **more: Argument) -> Phrase:
        key = "have.odd" if self.parity == "odd number" else "have.even"
        found = _size(subject, situation)
        return Phrase.of(key, subject=subject, modal=modal, found=found, **more)


@frozen
class HaveHalf(OfSize):
    """The committee has at most, at least or exactly half as many members as the council."""

    tried = Tried(sizes=(9,), half=True)
    comparison: Comparison

    def fits(self, committee: CommitteeFacts, situation: Situation) -> bool:
        council, members = situation.structure.council_members, committee.members
        whom = Ref("committee", committee.id)
        if council is not None and members is not None:
            return compared(2 * members, self.comparison, council)
        if council is not None:
            half = council // 2 if self.comparison == "at most" else (council + 1) // 2
            even = council % 2 == 0 or self.comparison != "exactly"
            return even and has_number(whom, "members", self.comparison, half, situation)
        if members is None:
            return situation.ask("q.half", committee=whom, comparison=self.comparison)
        compared_to = self.comparison
        asked = Phrase.of("q.council", committee=whom, comparison=compared_to, number=str(members))
        leans = None if compared_to == "exactly" else compared_to == "at least"
        return situation.ask_number(asked, members, grows=leans)

    def told(self, modal: str, subject: Ref, situation: Situation, **more: Argument) -> Phrase:
        return Phrase.of(
            "have.half",
            subject=subject,
            modal=modal,
            comparison=self.comparison,
            found=_size(subject, situation),
            council=_known(situation.structure.council_members),
            **more,
        )


def _size(subject: Ref, situation: Situation) -> int | str:
    return _known(situation.structure.stated(subject, "members")[0])


def _sizes(subject: Ref, situation: Situation) -> list[Witness]:
    changes = situation.changes
    return told_of("members", subject, situation, {*changes.resized, *changes.made})


def refs_of(areas: Iterable[Name]) -> tuple[Ref, ...]:
    """Areas by their kind and id."""
    return tuple(Ref("area", one.text) for one in areas)


def _known(number: int | None) -> int | str:
    return "" if number is None else number


# ---------------------------------------------------------------- members, units and tasks


@frozen
class Numbered(Amount):
    """What is said of a number of things.

    Attributes:
        verb: as the phrases of ``reports/`` name it (``hold.number``).
    """

    abstract = True
    verb: ClassVar[str]
    quantity: Quantity

    @property
    def tried(self) -> Tried:
        number, noun = self.quantity.number, self.quantity.noun
        most = number + (self.quantity.comparison != "at least")
        return Tried(
            sizes=(max(number - 1, 1), number, number + 1) if noun == "member" else (),
            numbered_units=most if noun == "unit" else 0,
            tasks=most if noun == "task" else 0,
            units=noun == "unit" or "unit" in self.said_of,
            performed="unit" in self.said_of,
            changes=("new",) if noun == "task" and "committee" in self.said_of else (),
        )

    @property
    def family(self) -> str:
        return f"{self.said_of[0]} {self.quantity.noun}"

    def told(self, modal: str, subject: Ref, situation: Situation, **more: Argument) -> Phrase:
        quantity = self.quantity
        low, high = self.interval(subject, situation)[:2]
        return Phrase.of(
            f"{self.verb}.number",
            subject=subject,
            modal=modal,
            comparison=quantity.comparison,
            number=quantity.number,
            noun=quantity.noun,
            areas=refs_of(quantity.areas),
            found=low if low == high else "",
            least=low,
            **more,
        )

    @abstractmethod
    def tests(self, subject: Ref, situation: Situation) -> Iterator[Test]:
        """For each thing that may count whether it does."""

    def interval(self, subject: Ref, situation: Situation) -> tuple[int, int, Phrase | None]:
        """How many there are at least and at most, and the first question that is between."""
        low = high = 0
        question: Phrase | None = None
        for test in self.tests(subject, situation):
            try:
                counts = test()
                low, high = low + counts, high + counts
            except UnknownError as unknown:
                high, question = high + 1, question or unknown.question
        return low, high, question

    def holds(self, subject: Ref, situation: Situation) -> bool:
        if subject.id not in situation.structure.ids(self.said_of[0]):
            return False
        low, high, question = self.interval(subject, situation)
        kept = {self.quantity.is_kept(found) for found in range(low, high + 1)}
        if question and len(kept) > 1:
            raise UnknownError(question)
        return kept.pop()


@frozen
class HaveNumber(Numbered):
    """The committee has so many members, or so many units under it."""

    verb = "have"
    said_of = ("committee",)

    def tests(self, subject: Ref, situation: Situation) -> Iterator[Test]:
        return (surely for _ in situation.structure.under(subject.id))

    def holds(self, subject: Ref, situation: Situation) -> bool:
        there = situation.structure.committees.get(subject.id)
        if there is None or self.quantity.noun == "unit":
            return super().holds(subject, situation)
        return has_number(
            subject, "members", self.quantity.comparison, self.quantity.number, situation
        )

    def interval(self, subject: Ref, situation: Situation) -> tuple[int, int, Phrase | None]:
        size = _size(subject, situation)
        if self.quantity.noun == "unit":
            return super().interval(subject, situation)
        return (size, size, None) if isinstance(size, int) else (0, 1, None)

    def facts(self, subject: Ref, situation: Situation) -> list[Witness]:
        if self.quantity.noun == "member":
            return _sizes(subject, situation)
        units = situation.structure.under(subject.id)
        return [situation.fact_of_unit(one.id) for one in units]
