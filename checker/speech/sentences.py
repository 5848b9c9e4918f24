"""What a rule can say: a class for each sentence, with all that there is to say about it."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import ClassVar, Literal

from attrs import evolve, frozen

from checker.speech.instruments import Instrument
from checker.speech.node import Named, Node, Prose, Role
from checker.speech.part import NOTHING_TRIED, PartOfSpeech, Tried
from checker.speech.relations import Candidate, Candidates, Relation, Things
from checker.speech.saying import NOBODY, Argument, Phrase, Ref, Witness
from checker.speech.situation import Situation, TaskFacts
from checker.speech.subjects import COMMITTEE_KINDS, Noun, Subject, kind_of_subject
from checker.speech.truth import Test


@frozen
class Alternative(Node):
    """One way to make a breach lawful, or to meet a need: all its instruments together.

    ``unavailable`` is the reason where the law would ask for it and it cannot be had.
    """

    instruments: tuple[Instrument, ...]
    unavailable: Prose | None = None


@frozen
class Sentence(PartOfSpeech):
    """What a rule says.

    Attributes:
        finding: what it makes: a breach where it is not kept, else a need or a note.
        of_all: whether it binds everyone, so that lint asks nobody whether it applies.
        of_others: whether its subject is who may, and what it finds is about the others.
        only: whether it says ``only``: what it names is no breach of it.
    """

    abstract = True
    of_all: ClassVar[bool] = False
    of_others: ClassVar[bool] = False
    only: ClassVar[bool] = False

    @property
    @abstractmethod
    def finding(self) -> Literal["breach", "need", "note"]: ...

    @abstractmethod
    def candidates(self, speakers: Sequence[Ref], situation: Situation) -> Candidates:
        """What it might find of those it speaks of; of the municipality where it has no subject."""

    @abstractmethod
    def message(self, subject: Ref, situation: Situation) -> Phrase:
        """What it says of a subject; ``others`` is added when findings are grouped."""

    @property
    @abstractmethod
    def subject_kind(self) -> str | None:
        """The kind of subject it speaks of, as far as it tells itself; None: a name."""

    @property
    def speaks_of(self) -> Subject | None:
        """Its subject; None where it has none, as counts and ``exactly one``."""
        return None

    @property
    def says(self) -> Relation | None:
        """The relation it says of its subject, if any."""
        return None

    @property
    def advice(self) -> bool:
        """Whether it says ``should``."""
        return False

    @property
    def limits(self) -> bool:
        """Whether it can be breached, and so forbid; such a breach may have a way out."""
        return self.finding == "breach"

    @property
    def demands(self) -> bool:
        """Whether it can only be kept by having something."""
        return False

    @property
    def asks(self) -> tuple[Alternative, ...]:
        """The ways to meet it, where it is a need."""
        return ()

    @property
    def limited(self) -> object:
        """What it limits, needs or counts: only sentences on the same one meet."""
        return self

    @property
    def named_things(self) -> Things | None:
        """The things that it limits; None: all of them."""
        return None

    def subjects(self, speakers: Sequence[Ref], situation: Situation) -> Sequence[Ref]:
        """Whom it can find something about, of those it speaks of."""
        return speakers

    def facts(self, situation: Situation) -> list[Witness]:
        """What stands in the files about it, whatever its subject."""
        return []

    def same(self, subject: Ref, what: Ref | None) -> tuple[object, ...]:
        """What another sentence must find, too, to say the same."""
        return (what or subject,)

    def otherwise_said(self) -> Iterator[Sentence]:
        """The sentences that differ from it by their modal alone."""
        return iter(())


# ---------------------------------------------------------------- a modal and a relation


@frozen
class OnRelation(Sentence):
    """A subject, a modal and a relation."""

    abstract = True
    finding = "breach"
    subject: Subject
    relation: Relation

    @property
    def tried(self) -> Tried:
        return NOTHING_TRIED

    @property
    def speaks_of(self) -> Subject:
        return self.subject

    @property
    def says(self) -> Relation:
        return self.relation

    @property
    def limited(self) -> object:
        return self.relation.family

    @property
    def named_things(self) -> Things | None:
        first = self.relation.objects[0]
        return first if isinstance(first, Things) else None

    @property
    def subject_kind(self) -> str | None:
        return kind_of_subject(self.subject) or self.relation.said_of[0]

    def candidates(self, speakers: Sequence[Ref], situation: Situation) -> Candidates:
        for subject in speakers:
            yield from self.failing(subject, situation)

    @abstractmethod
    def failing(self, subject: Ref, situation: Situation) -> Candidates:
        """What would fail it of one subject."""

    def _said(self, modal: str, subject: Ref, situation: Situation, **more: Argument) -> Phrase:
        objects = self.relation.spoken_of(situation)
        return Phrase.of(f"{modal}.{self.relation.verb}", subject=subject, objects=objects, **more)

    def otherwise_said(self) -> Iterator[Sentence]:
        yield Must(self.subject, self.relation, advice=True, span=self.span)


@frozen
class MayOnly(OnRelation):
    """``S may only hold A, B and C tasks``: it holds no others."""

    only = True

    @property
    def named_things(self) -> None:
        return None

    def failing(self, subject: Ref, situation: Situation) -> Candidates:
        return self.relation.beyond(subject, situation)

    def message(self, subject: Ref, situation: Situation) -> Phrase:
        return self._said("may-only", subject, situation)


@frozen
class OnlyMay(OnRelation):
    """``only S may hold A tasks``: nobody else does."""

    of_all = of_others = only = True

    def subjects(self, speakers: Sequence[Ref], situation: Situation) -> Sequence[Ref]:
        structure, kind = situation.structure, self.relation.said_of[0]
        there = {"committee": structure.committees, "unit": structure.units}
        return [Ref(kind, name) for name in there.get(kind, structure.tasks)]

    def candidates(self, speakers: Sequence[Ref], situation: Situation) -> Candidates:
        return super().candidates(self.subjects(speakers, situation), situation)

    def failing(self, subject: Ref, situation: Situation) -> Candidates:
        return self.relation.among(subject, situation)

    def message(self, subject: Ref, situation: Situation) -> Phrase:
        may: tuple[Ref, ...] = ()
        if isinstance(self.subject, Named):
            name = self.subject.name.text
            may = (Ref(situation.kinds.get(name, "committee"), situation.now(name)),)
        elif isinstance(self.subject, Role) and situation.structure.finance:
            may = (Ref("committee", situation.structure.finance),)
        return self._said("only-may", subject, situation, may=may)


@frozen
class Must(OnRelation):
    """``S must``, ``must not``, ``should``, ``should not`` hold A tasks."""

    negated: bool = False
    advice: bool = False

    @property
    def tried(self) -> Tried:
        return NOTHING_TRIED if self.negated else self.relation.demanded

    @property
    def demands(self) -> bool:
        return not self.negated

    def failing(self, subject: Ref, situation: Situation) -> Candidates:
        fails = self.relation.among if self.negated else self.relation.lacking
        return fails(subject, situation)

    def message(self, subject: Ref, situation: Situation) -> Phrase:
        modal = "should" if self.advice else "must"
        return self._said(modal + ("-not" if self.negated else ""), subject, situation)

    def otherwise_said(self) -> Iterator[Sentence]:
        yield evolve(self, negated=not self.negated)
        if not self.advice:
            yield evolve(self, advice=True)


# ---------------------------------------------------------------- without a subject


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
                if self.noun == "special committee" or one.kind != "special committee"
            ]
        things = tuple(Ref("committee", name) for name in names)
        return [Witness(Phrase.of("f.count", things=things, noun=self.noun), None)]


# ---------------------------------------------------------------- what is needed, and notes


@frozen
class OfSubject(Sentence):
    """What is said of each subject that the conditions hold for."""

    abstract = True
    subject: Subject

    @property
    def tried(self) -> Tried:
        return NOTHING_TRIED

    @property
    def speaks_of(self) -> Subject:
        return self.subject

    @property
    def subject_kind(self) -> str | None:
        return kind_of_subject(self.subject)

    def candidates(self, speakers: Sequence[Ref], situation: Situation) -> Candidates:
        return (Candidate(one, None, lambda: True) for one in speakers)


@frozen
class Needs(OfSubject):
    """``S needs I``: the proposal must carry it, or have it on file."""

    finding = "need"
    alternatives: tuple[Alternative, ...]

    @property
    def asks(self) -> tuple[Alternative, ...]:
        return self.alternatives

    @property
    def limited(self) -> object:
        return self.alternatives

    def message(self, subject: Ref, situation: Situation) -> Phrase:
        return Phrase.of("needs", subject=subject)

    def same(self, subject: Ref, what: Ref | None) -> tuple[object, ...]:
        return subject, self.alternatives

    def otherwise_said(self) -> Iterator[Sentence]:
        yield MayNeed(self.subject, self.alternatives, span=self.span)


@frozen
class MayNeed(OfSubject):
    """``S may need I``: a point of attention, which asks for nothing."""

    finding = "note"
    alternatives: tuple[Alternative, ...]

    @property
    def limited(self) -> object:
        return self.alternatives

    def message(self, subject: Ref, situation: Situation) -> Phrase:
        return Phrase.of("may-need", subject=subject)


@frozen
class NoteOn(OfSubject):
    """``note on S "…"``: what a reader is to be told of it."""

    finding = "note"
    text: Prose

    def message(self, subject: Ref, situation: Situation) -> Phrase:
        return Phrase.of("note", text=self.text, subject=subject)
