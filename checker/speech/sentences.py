# SPDX-License-Identifier: EUPL-1.2
"""What a rule can say: a class for each sentence, with all that there is to say about it; and of
whom: something by its name, an office, everything of a kind."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Sequence
from functools import partial
from typing import ClassVar, Literal

from checker.records import evolve, frozen
from checker.speech.answers import Candidate, Candidates
from checker.speech.circumstances import IsWithin
from checker.speech.demands import Demand
from checker.speech.instruments import Instrument
from checker.speech.node import Fitting, Name, Named, Node, Prose, Role, Things, fitting
from checker.speech.part import NOTHING_TRIED, PartOfSpeech, Tried
from checker.speech.predicates import Condition
from checker.speech.saying import Phrase, Ref, Witness
from checker.speech.situation import Situation

Noun = Literal[
    "committee", "standing committee", "special committee", "unit", "task", "administration"
]
COMMITTEE_KINDS: dict[str, tuple[str, ...]] = {
    "committee": ("finance committee", "committee"),
    "standing committee": ("committee",),
    "special committee": ("special committee",),
}


@frozen
class Each(Node):
    """``a task within A that …``: everything of a kind, perhaps within some areas and with a
    relative clause."""

    noun: Noun
    within: tuple[Name, ...] = ()
    clause: Condition | None = None

    @property
    def kind(self) -> str:
        return "committee" if self.noun in COMMITTEE_KINDS else self.noun

    @property
    def conditions(self) -> list[Condition]:
        """What it says of those it speaks of."""
        where = [Condition("and", (IsWithin(self.within, span=self.span),), span=self.span)]
        return [*(where if self.within else ()), *([self.clause] if self.clause else ())]

    def spoken_names(self) -> Fitting:
        return fitting(("area",), *self.within)


@frozen
class EachInstrument(Node):
    """``a bylaw change that …``: every required instrument of this kind."""

    instrument: Instrument
    clause: Condition | None = None

    @property
    def conditions(self) -> list[Condition]:
        """What it says of those it speaks of."""
        return [self.clause] if self.clause else []


Subject = Named | Role | Each | EachInstrument


@frozen
class Alternative(Node):
    """One way to make a breach lawful, or to meet a need: all its instruments together.

    ``unavailable`` is the reason where the law would ask for it and it cannot be had.
    """

    instruments: tuple[Instrument, ...]
    unavailable: Prose | None = None


class Sentence(PartOfSpeech):
    """What a rule says.

    Attributes:
        finding: what it makes: a breach where it is not kept, else a need, a duty or a note.
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
    def finding(self) -> Literal["breach", "need", "duty", "note"]: ...

    @abstractmethod
    def candidates(self, subject: Ref, situation: Situation) -> Candidates:
        """What it might find about one of its subjects; the municipality where it has none."""

    @abstractmethod
    def message(self, subject: Ref, situation: Situation) -> Phrase:
        """What it says of a subject; ``others`` is added when findings are grouped."""

    @property
    @abstractmethod
    def subject_kind(self) -> str | None:
        """The kind of subject it speaks of, as far as it tells itself; None: a name."""

    @property
    def subject(self) -> Subject | None:
        """Its subject; None where it has none, as counts and ``exactly one``."""
        return None

    @property
    def relation(self) -> Demand | None:
        """The relation it says of its subject, if any."""
        return None

    @property
    def advice(self) -> bool:
        """Whether it says ``should``, or warns."""
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
        """The ways to meet it, where it is a need or a duty."""
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


@frozen
class OfSubject(Sentence):
    """What is said of each subject that the conditions hold for."""

    abstract = True
    subject: Subject

    @property
    def tried(self) -> Tried:
        return NOTHING_TRIED

    @property
    def subject_kind(self) -> str | None:
        match self.subject:
            case Named():
                return "unit" if self.subject.construction else None
            case Role(role=role):
                return "committee" if role == "finance committee" else role
            case Each(kind=kind):
                return kind
            case EachInstrument():
                return "instrument"

    def candidates(self, subject: Ref, situation: Situation) -> Candidates:
        yield Candidate(subject, None, lambda: True)


# ---------------------------------------------------------------- a modal and a relation


@frozen
class OnRelation(OfSubject):
    """A subject, a modal and a relation."""

    abstract = True
    finding = "breach"
    relation: Demand

    @property
    def limited(self) -> object:
        return self.relation.family

    @property
    def named_things(self) -> Things | None:
        return self.relation.named_things

    @property
    def subject_kind(self) -> str | None:
        return super().subject_kind or self.relation.said_of[0]

    def otherwise_said(self) -> Iterator[Sentence]:
        yield Must(self.subject, self.relation, advice=True, span=self.span)

    def _unlisted(self, subject: Ref, situation: Situation) -> Candidates:
        """What comes of a committee that ends with nothing on file, and may be what the subject may
        not hold."""
        if self.relation.family == "hold" and subject.id in situation.changes.brought:
            test = partial(situation.gets_unlisted, subject.id)
            yield Candidate(subject, None, test, unlisted=True)


class MayOnly(OnRelation):
    """``S may only hold A, B and C tasks``: it holds no others."""

    only = True

    @property
    def named_things(self) -> None:
        return None

    def candidates(self, subject: Ref, situation: Situation) -> Candidates:
        yield from self.relation.beyond(subject, situation)
        yield from self._unlisted(subject, situation)

    def message(self, subject: Ref, situation: Situation) -> Phrase:
        return self.relation.told("may-only", subject, situation)


class OnlyMay(OnRelation):
    """``only S may hold A tasks``: nobody else does."""

    of_all = of_others = only = True

    def subjects(self, speakers: Sequence[Ref], situation: Situation) -> Sequence[Ref]:
        kind = self.relation.said_of[0]
        return [Ref(kind, name) for name in situation.structure.ids(kind)]

    def candidates(self, subject: Ref, situation: Situation) -> Candidates:
        return self.relation.among(subject, situation)

    def message(self, subject: Ref, situation: Situation) -> Phrase:
        may: tuple[Ref, ...] = ()
        if isinstance(self.subject, Named):
            name = self.subject.name.text
            may = (Ref(situation.kinds.get(name, "committee"), situation.now(name)),)
        elif isinstance(self.subject, Role) and situation.structure.finance:
            may = (Ref("committee", situation.structure.finance),)
        return self.relation.told("only-may", subject, situation, may=may)


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

    def candidates(self, subject: Ref, situation: Situation) -> Candidates:
        if not self.negated:
            yield from self.relation.lacking(subject, situation)
            return
        yield from self.relation.among(subject, situation)
        if any(situation.kinds.get(one) == "area" for one in self.relation.things):
            yield from self._unlisted(subject, situation)

    def message(self, subject: Ref, situation: Situation) -> Phrase:
        modal = "should" if self.advice else "must"
        modal += "-not" if self.negated else ""
        return self.relation.told(modal, subject, situation)

    def otherwise_said(self) -> Iterator[Sentence]:
        yield evolve(self, negated=not self.negated)
        if not self.advice:
            yield evolve(self, advice=True)


# ---------------------------------------------------------------- what is needed, and notes


@frozen
class Asks(OfSubject):
    """What asks for instruments, in one way or another."""

    abstract = True
    alternatives: tuple[Alternative, ...]

    @property
    def asks(self) -> tuple[Alternative, ...]:
        return self.alternatives

    @property
    def limited(self) -> object:
        return self.alternatives

    def same(self, subject: Ref, what: Ref | None) -> tuple[object, ...]:
        return subject, self.finding, self.alternatives

    def otherwise_said(self) -> Iterator[Sentence]:
        yield MayNeed(self.subject, self.alternatives, span=self.span)


class Needs(Asks):
    """``S needs I``: the proposal must carry it, or have it on file."""

    finding = "need"

    def message(self, subject: Ref, situation: Situation) -> Phrase:
        return Phrase.of("needs", subject=subject)


class Entails(Asks):
    """``S entails I``: a duty that follows, which the verdict does not hang on."""

    finding = "duty"

    def message(self, subject: Ref, situation: Situation) -> Phrase:
        return Phrase.of("entails", subject=subject)


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


@frozen
class WarningOn(NoteOn):
    """``warning on S "…"``: a note that a reader must not miss; it fails no check."""

    advice = True
