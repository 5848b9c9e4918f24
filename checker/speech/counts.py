# SPDX-License-Identifier: EUPL-1.2
"""How many there may be: the sentences that have no subject."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Literal

from checker.records import evolve, frozen
from checker.speech.answers import Candidate, Candidates, Test, all_of, any_of, surely
from checker.speech.circumstances import Comparison, compared
from checker.speech.node import Things
from checker.speech.part import Tried
from checker.speech.saying import NOBODY, Argument, Phrase, Ref, Witness
from checker.speech.sentences import COMMITTEE_KINDS, Noun, Sentence
from checker.speech.situation import Situation
from checker.speech.structure import TaskFacts

Doing = Literal["hold", "perform", "be under"]


@frozen
class ExactlyOne(Sentence):
    """``A tasks`` (or ``every task``, ``things`` None) ``must be held by exactly one committee``.

    ``verb`` hold: one committee; perform: one unit; be under: every unit, one committee.
    ``advice``: ``should``, not ``must``; ``comparison``: at least one, or at most.
    ``each``: ``every A task``, each by itself, not the area as a whole.
    """

    finding = "breach"
    of_all = True
    demands = True
    things: Things | None
    verb: Doing = "hold"
    advice: bool = False
    comparison: Comparison = "exactly"
    each: bool = False

    @property
    def tried(self) -> Tried:
        performed = self.verb == "perform"
        return Tried(
            tasks=1 if self.things and not self.each else 0,
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
        kind = self.subject_kind
        if self.things and not self.each:
            return [Ref(situation.kinds.get(n.text, "area"), n.text) for n in self.things.names]
        return [Ref(kind, name) for name in situation.structure.ids(kind)]

    def message(self, subject: Ref, situation: Situation) -> Phrase:
        verb, modal = self.verb.removeprefix("be "), "should" if self.advice else "must"
        if self.comparison != "exactly":
            than = "at-least" if self.comparison == "at least" else "at-most"
            return Phrase.of(f"{than}-one.{verb}", subject=subject, modal=modal)
        return Phrase.of(f"{'should' if self.advice else 'exactly'}-one.{verb}", subject=subject)

    def candidates(self, subject: Ref, situation: Situation) -> Candidates:
        structure = situation.structure
        if self.verb == "be under":
            owner = structure.units[subject.id].owner
            yield Candidate(subject, NOBODY, partial(_is_none, owner))
        elif self.things is None or self.each:
            task = structure.tasks[subject.id]
            names = [one.text for one in self.things.names] if self.things else []
            among = partial(situation.among(names), task)
            for one in self._of(subject, [(task, surely)], situation):
                yield evolve(one, test=partial(all_of, (among, one.test))) if names else one
        else:
            tasks = situation.tasks_near(subject.id)
            tests = [partial(situation.within, task, subject.id) for task in tasks]
            yield from self._of(subject, [*zip(tasks, tests, strict=True)], situation)

    def _of(
        self, subject: Ref, tasks: list[tuple[TaskFacts, Test]], situation: Situation
    ) -> Candidates:
        """A candidate for each doer, in breach where there is another; and one for nobody.

        Args:
            tasks: those that may be among the things, each with a test whether it is; or the one
                that is spoken of.
        """
        kind = "committee" if self.verb == "hold" else "unit"
        if tasks and tasks[0][1] is surely and (doers := self._doing(tasks[0][0])):
            if self.comparison != "at least" and len(doers) > 1:
                yield from (Candidate(subject, Ref(kind, one), surely) for one in sorted(doers))
            return
        done = [(within, self._doing(task)) for task, within in tasks]
        known = [within for within, doers in done if doers]
        unknown = [] if self.verb == "perform" else [one for one in tasks if one[0].holders is None]

        def shared(doer: str) -> Test:
            own = [within for within, doers in done if doer in doers]
            others = [within for within, doers in done if doers - {doer}]
            return partial(all_of, (partial(any_of, own), partial(any_of, others)))

        def broken(task: TaskFacts) -> bool:
            """By a task whose holder is on no file, beside the one that is known or by itself."""
            alone = "q.most-one-holder" if self.comparison == "at most" else "q.one-holder"
            question = "q.holder" if any_of(known) else alone
            return not situation.ask(
                question, beside=partial(whose, task), task=Ref("task", task.id)
            )

        def whose(task: TaskFacts) -> tuple[Argument, ...]:
            """Those that it may have been taken from, for the one that is known to hold it now."""
            sure = {one for within, doers in done if doers and within() for one in doers}
            if len(tasks) == 1:  # of one task: no change parts those that hold it
                return () if self.comparison == "at most" else task.left_by.get("", ())
            if not sure:  # hangs on what becomes of all of unknown holders
                return tuple(repr(sorted(one.left_by.items())) for one, _ in unknown if one.left_by)
            return tuple(one for each in sorted(sure) for one in situation.sources(task, each))

        def held(task: TaskFacts) -> bool:
            lost = task.left_by.get("", ())
            return situation.ask("q.holder", beside=lambda: lost, task=Ref("task", task.id))

        every = {doer: shared(doer) for doer in sorted({one for _, some in done for one in some})}
        if self.comparison == "at least":
            some: list[Test] = [
                partial(all_of, (within, partial(held, task))) for task, within in unknown
            ]
            yield Candidate(subject, NOBODY, partial(all_of, [*map(_fails, (*known, *some))]))
            return
        for doer, test in every.items():
            yield Candidate(subject, Ref(kind, doer), test)
        nobody = [_fails(within) for within in (*known, *(within for _, within in unknown))]
        apart = [partial(all_of, (within, partial(broken, task))) for task, within in unknown]
        unity: list[Test] = [*map(_fails, every.values()), partial(any_of, apart)]
        if self.comparison == "at most":
            yield Candidate(subject, NOBODY, partial(all_of, unity))
            return
        yield Candidate(
            subject, NOBODY, partial(any_of, (partial(all_of, nobody), partial(all_of, unity)))
        )

    def _doing(self, task: TaskFacts) -> set[str]:
        if self.verb == "perform":
            return {task.performer} if task.performer else set()
        return {*(task.holders or ())}


def _fails(test: Test) -> Test:
    return lambda: not test()


def _is_none(value: object) -> bool:
    return value is None


@frozen
class Count(Sentence):
    """``there must be exactly 7 committees``: special ones count only by their own name."""

    finding = "breach"
    subject_kind = "municipality"
    comparison: Comparison
    number: int
    noun: Noun
    advice: bool = False

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

    def candidates(self, subject: Ref, situation: Situation) -> Candidates:
        yield Candidate(subject, None, lambda: not self._is_kept(situation))

    def _is_kept(self, situation: Situation) -> bool:
        return compared(self._number(situation), self.comparison, self.number)

    def _number(self, situation: Situation) -> int:
        structure = situation.structure
        if self.noun in ("unit", "task"):
            return len(structure.ids(self.noun))
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
            modal="should" if self.advice else "must",
            comparison=self.comparison,
            number=self.number,
            found=found,
            noun=self.noun,
        )

    def facts(self, situation: Situation) -> list[Witness]:
        names, special = situation.structure.ids(self.noun), self.noun == "special committee"
        if self.noun not in ("unit", "task"):
            there = situation.structure.committees.values()
            names = [one.id for one in there if (one.kind == "special committee") == special]
        things = tuple(Ref("committee", name) for name in names)
        return [Witness(Phrase.of("f.count", things=things, noun=self.noun), None)]
