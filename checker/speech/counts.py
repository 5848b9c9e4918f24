"""How many there may be: the sentences that have no subject."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Literal

from attrs import evolve, frozen

from checker.speech.part import Tried
from checker.speech.relations import Candidate, Candidates, Things
from checker.speech.saying import NOBODY, Phrase, Ref, Witness
from checker.speech.sentences import COMMITTEE_KINDS, Noun, Sentence
from checker.speech.situation import Situation, TaskFacts
from checker.speech.truth import Test


@frozen
class ExactlyOne(Sentence):
    """``A tasks`` (or ``every task``, ``things`` None) ``must be held by exactly one committee``.

    ``verb`` hold: one committee; perform: one unit; be under: every unit, one committee.
    ``advice``: ``should``, not ``must``.
    """

    finding = "breach"
    of_all = True
    demands = True
    things: Things | None
    verb: Literal["hold", "perform", "be under"] = "hold"
    advice: bool = False

    @property
    def tried(self) -> Tried:
        performed = self.verb == "perform"
        return Tried(
            tasks=1 if self.things else 0,
            units=performed,
            several=performed,
            performed=performed,
            shared=self.verb == "hold",
            ownerless=self.verb == "be under",
        )

    @property
    def limited(self) -> object:
        return self.verb

    @property
    def named_things(self) -> Things | None:
        return self.things

    @property
    def subject_kind(self) -> str:
        return "unit" if self.verb == "be under" else "task"

    def otherwise_said(self) -> Iterator[Sentence]:
        if not self.advice:
            yield evolve(self, advice=True)

    def subjects(self, speakers: Sequence[Ref], situation: Situation) -> Sequence[Ref]:
        structure, kind = situation.structure, self.subject_kind
        there = structure.units if kind == "unit" else structure.tasks
        return [Ref(kind, name) for name in there]

    def message(self, subject: Ref, situation: Situation) -> Phrase:
        modal = "should" if self.advice else "exactly"
        return Phrase.of(f"{modal}-one.{self.verb.removeprefix('be ')}", subject=subject)

    def candidates(self, speakers: Sequence[Ref], situation: Situation) -> Candidates:
        structure, kinds = situation.structure, situation.kinds
        if self.verb == "be under":
            for unit in structure.units.values():
                yield Candidate(Ref("unit", unit.id), NOBODY, partial(_is_none, unit.owner))
        elif self.things is None:
            for task in structure.tasks.values():
                yield from self._of(Ref("task", task.id), partial(list, (task,)), situation)
        else:
            for one in self.things.names:
                subject = Ref(kinds.get(one.text, "area"), one.text)
                yield from self._of(subject, partial(_tasks_within, one.text, situation), situation)

    def _of(
        self, subject: Ref, group: Callable[[], list[TaskFacts]], situation: Situation
    ) -> Candidates:
        """A candidate for each doer, in breach where there is another; and one for nobody."""

        def shared(doer: str) -> Test:
            return lambda: doer in (found := self._doing(group())) and len(found) > 1

        kind = "committee" if self.verb == "hold" else "unit"
        for doer in sorted(self._doing(situation.structure.tasks.values())):
            yield Candidate(subject, Ref(kind, doer), shared(doer))
        yield Candidate(subject, NOBODY, lambda: self._by_nobody(group(), situation))

    def _doing(self, tasks: Iterable[TaskFacts]) -> set[str]:
        if self.verb == "perform":
            return {task.performer for task in tasks if task.performer}
        return {holder for task in tasks for holder in task.holders or ()}

    def _by_nobody(self, tasks: list[TaskFacts], situation: Situation) -> bool:
        """Whether nobody does any of some tasks; or, by the assumed answer, one whose holder is on
        no file breaks the unity, beside the one holder that is known or by itself."""
        known = self._doing(tasks)
        unknown = [task for task in tasks if task.holders is None and self.verb == "hold"]
        if not unknown:
            return not known
        question = "q.holder" if known else "q.one-holder"
        return len(known) < 2 and any(
            not situation.ask(question, task=Ref("task", task.id)) for task in unknown
        )


def _is_none(value: object) -> bool:
    return value is None


def _tasks_within(thing: str, situation: Situation) -> list[TaskFacts]:
    return [task for task in situation.structure.tasks.values() if situation.within(task, thing)]


@frozen
class Count(Sentence):
    """``there must be exactly 7 committees``: special ones count only by their own name."""

    finding = "breach"
    subject_kind = "municipality"
    comparison: Literal["exactly", "at least", "at most"]
    number: int
    noun: Noun

    @property
    def tried(self) -> Tried:
        most = self.number + 1
        return Tried(
            committees=most if self.noun in ("committee", "standing committee") else 0,
            special=most if self.noun == "special committee" else 0,
            numbered_units=most if self.noun == "unit" else 0,
            endless=self.noun in ("task", "administration"),
        )

    @property
    def demands(self) -> bool:
        return self.comparison != "at most"

    @property
    def limited(self) -> object:
        return "count", "committee" if "committee" in self.noun else self.noun

    def same(self, subject: Ref, what: Ref | None) -> tuple[object, ...]:
        return "count", self.noun

    def candidates(self, speakers: Sequence[Ref], situation: Situation) -> Candidates:
        return (Candidate(one, None, lambda: not self._is_kept(situation)) for one in speakers)

    def _is_kept(self, situation: Situation) -> bool:
        found = self._number(situation)
        return {
            "exactly": found == self.number,
            "at least": found >= self.number,
            "at most": found <= self.number,
        }[self.comparison]

    def _number(self, situation: Situation) -> int:
        structure = situation.structure
        if self.noun in ("unit", "task"):
            return len(structure.units if self.noun == "unit" else structure.tasks)
        if self.noun in COMMITTEE_KINDS:
            kinds = COMMITTEE_KINDS[self.noun]
            return sum(one.kind in kinds for one in structure.committees.values())
        own = [one for one in structure.committees.values() if one.kind != "special committee"]
        known = {one.administration.id.text for one in own if one.administration}
        without = [Ref("committee", one.id) for one in own if one.administration is None]
        return len(known) + sum(situation.ask("q.administration", committee=one) for one in without)

    def message(self, subject: Ref, situation: Situation) -> Phrase:
        if self.noun == "administration":
            found = sum(bool(one.administration) for one in situation.structure.committees.values())
        else:
            found = self._number(situation)
        return Phrase.of(
            "count",
            comparison=self.comparison,
            number=self.number,
            found=found,
            noun=self.noun,
        )

    def facts(self, situation: Situation) -> list[Witness]:
        structure = situation.structure
        names = list(structure.units if self.noun == "unit" else structure.tasks)
        if self.noun not in ("unit", "task"):
            names = [
                one.id
                for one in structure.committees.values()
                if (one.kind == "special committee") == (self.noun == "special committee")
            ]
        things = tuple(Ref("committee", name) for name in names)
        return [Witness(Phrase.of("f.count", things=things, noun=self.noun), None)]
