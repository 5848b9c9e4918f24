"""Rule sentences, predicates and instruments to text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

from checker.language.wording import Wording, is_neuter, terminal_of
from checker.speech import instruments as i
from checker.speech import node as n
from checker.speech.predicates import (
    Condition,
    Predicate,
)
from checker.speech.relations import Relation, Things
from checker.speech.sentences import (
    Alternative,
    Count,
    ExactlyOne,
    MayNeed,
    MayOnly,
    Must,
    Needs,
    NoteOn,
    OnlyMay,
    Sentence,
)
from checker.speech.subjects import Each, EachInstrument, Subject


class SentencePrinter(Wording):
    """Writes the sentences of rules in one surface."""

    def sentence(self, sentence: Sentence) -> list[str]:
        """A rule's sentence in the pieces that a line may be broken between."""
        match sentence:
            case MayOnly():
                return self._said(sentence.subject, "MAY_ONLY", self.infinitive(sentence.relation))
            case OnlyMay():
                subject, *rest = self._said(
                    sentence.subject, "MAY", self.infinitive(sentence.relation)
                )
                return [f"{self.key('ONLY')} {subject}", *rest]
            case Must():
                modal = "SHOULD" if sentence.advice else "MUST"
                modal += "_NOT" if sentence.negated else ""
                return self._said(sentence.subject, modal, self.infinitive(sentence.relation))
            case ExactlyOne():
                return [self._exactly_one(sentence)]
            case Count():
                return [self._count(sentence)]
            case Needs():
                return self._said(sentence.subject, "NEEDS", self.ways(sentence.alternatives))
            case MayNeed():
                return self._said(sentence.subject, "MAY_NEED", self.ways(sentence.alternatives))
            case NoteOn():
                subject = self.subject(sentence.subject)
                return [f"{self.key('NOTE_ON')} {subject} {self.prose(sentence.text)}"]
        raise TypeError(sentence)

    def _said(self, subject: Subject, modal: str, rest: str) -> list[str]:
        ends_clause = self.danish and getattr(subject, "clause", None) is not None
        said = self.subject(subject) + ("," if ends_clause else "")
        plural = int(modal == "NEEDS" and _is_plural(subject))
        return [said, f"{self.key(modal, plural)} {rest}"]

    def _exactly_one(self, sentence: ExactlyOne) -> str:
        terminal = {
            "hold": "BE_HELD_BY_ONE",
            "perform": "BE_PERFORMED_BY_ONE",
            "be under": "BE_UNDER_ONE",
        }[sentence.verb]
        terminal = f"{'SHOULD' if sentence.advice else 'MUST'}_{terminal}"
        if sentence.things is not None:
            return f"{self.things(sentence.things)} {self.key(terminal)}"
        every = "EVERY_UNIT" if sentence.verb == "be under" else "EVERY_TASK"
        return f"{self.key(every)} {self.key(terminal)}"

    def _count(self, count: Count) -> str:
        comparison = self.value("", count.comparison)
        noun = self.key(terminal_of("N_", count.noun) + "S", int(count.number == 1))
        return f"{self.key('THERE_MUST_BE')} {comparison} {count.number} {noun}"

    def subject(self, subject: Subject) -> str:
        match subject:
            case n.Named():
                is_area = subject.construction is None and subject.name.text in self.words
                tasks = f" {self.key('TASKS')}" if is_area and not self.danish else ""
                return self.named(subject) + tasks
            case n.Role():
                return self.body(subject)
            case Each():
                return self.value("A_", subject.noun) + self._clause(subject)
            case EachInstrument():
                return self.instrument(subject.instrument, article=True) + self._clause(subject)
        assert_never(subject)

    def _clause(self, subject: Each | EachInstrument) -> str:
        if subject.clause is None:
            return ""
        neuter = is_neuter(subject)
        predicates = [self.predicate(p, neuter=neuter) for p in subject.clause.predicates]
        joint = f" {self.key(subject.clause.joint.upper())} "
        return _glued(self.key("THAT")) + f" {joint.join(predicates)}"

    def condition(self, keyword: str, condition: Condition, *, neuter: bool) -> str:
        """``when it moves to ØU and is new``."""
        said: list[str] = []
        previous: Predicate | None = None
        for predicate in condition.predicates:
            text = self.predicate(predicate, neuter=neuter)
            if not predicate.clause and (previous is None or previous.clause):
                text = f"{self.key('IT', int(neuter))} {text}"
            said.append(text)
            previous = predicate
        joint = f" {self.key(condition.joint.upper())} "
        return f"{self.key(keyword)} {joint.join(said)}"

    def predicate(self, predicate: Predicate, *, neuter: bool = False) -> str:
        if isinstance(predicate, Relation):
            return self._relation(predicate, finite=True)
        return self.key(predicate.line().upper(), predicate.neuter if neuter else 0)

    def infinitive(self, relation: Relation) -> str:
        """``hold A and B tasks``, as it stands after a modal."""
        return self._relation(relation, finite=False)

    def _relation(self, relation: Relation, *, finite: bool) -> str:
        verb = relation.line().upper()
        if finite:
            verb = f"IS_{verb[3:]}" if verb.startswith("BE_") else f"{verb}S"
        first = relation.objects[0]
        if isinstance(first, n.NoCommittee):
            return self.key(f"{verb}_NO_COMMITTEE")
        if isinstance(first, Things):
            return f"{self.key(verb)} {self.things(first)}"
        return f"{self.key(verb)} {self.list(map(self._object, relation.objects), 'OR')}"

    def _object(self, thing: Things | n.Name | n.Role | n.Mayor | n.BuiltAs | n.NoCommittee) -> str:
        if isinstance(thing, n.BuiltAs):
            return self.value("", thing.construction)
        assert isinstance(thing, (n.Name, n.Role, n.Mayor))
        return self.body(thing)

    def things(self, things: Things) -> str:
        """``employment, integration and business tasks``."""
        said = self.list(map(self.name, things.names))
        return said if self.danish else f"{said} {self.key('TASKS')}"

    def ways(self, ways: Iterable[Alternative]) -> str:
        """Alternatives, joined by ``or``."""
        return f" {self.key('OR')} ".join(map(self.way_out, ways))

    def way_out(self, way: Alternative) -> str:
        """One alternative: its instruments, and why it cannot be had."""
        said = f" {self.key('AND')} ".join(map(self.instrument, way.instruments))
        if way.unavailable is None:
            return said
        return f"{said}{self.key('NOT_AVAILABLE_BECAUSE')} {self.prose(way.unavailable)}"

    def instrument(self, instrument: i.Instrument, *, article: bool = False) -> str:
        """An instrument; with its article where it is a subject."""
        key = self.with_article if article else self.key
        match instrument:
            case i.Dispensation():
                return " ".join([key("A_DISPENSATION"), *self.dispensation_terms(instrument)])
            case i.LawAmendment():
                return f"{key('AN_AMENDMENT_OF')} {self.citation(instrument.source)}"
            case i.BylawChange():
                return key("A_BYLAW_CHANGE")
            case i.Readings():
                return self._readings(instrument, key("A_READING"))
            case i.Step():
                return self.step(instrument.kind, instrument.body, article=article)
            case i.Reconstitution():
                return key("A_RECONSTITUTION")
        assert_never(instrument)

    def dispensation_terms(self, dispensation: i.Dispensation) -> list[str]:
        """``from NORM``, ``by AUTHORITY``, ``granted under …``, ``for one council term``."""
        said = self.granting(dispensation.norm, dispensation.authority, dispensation.granted_under)
        return said + ([self.key("FOR_ONE_TERM")] if dispensation.one_term else [])

    def granting(
        self, norm: n.Citation | None, authority: n.Name | None, under: n.Citation | None
    ) -> list[str]:
        """What all dispensations may name: their norm, who grants them, under what."""
        said = [f"{self.key('FROM')} {self.citation(norm)}"] if norm else []
        said += [f"{self.key('BY')} {authority.text}"] if authority else []
        return said + ([f"{self.key('GRANTED_UNDER')} {self.citation(under)}"] if under else [])

    def _readings(self, readings: i.Readings, one: str) -> str:
        count = one
        if readings.count != 1:
            count = f"{self.number(readings.count)} {self.key('READINGS')}"
        said = [f"{count} {self.key('READINGS_IN')} {self.body(readings.body)}"]
        if readings.days_apart is not None:
            apart = f"{self.key('APART')} {readings.days_apart} {self.key('DAYS_APART')}"
            said.append(apart)
        if readings.before_meeting:
            said.append(self.key("BEFORE_MEETING"))
        return " ".join(said)

    def step(self, kind: str, body: n.Body | None, *, article: bool) -> str:
        """A step and the body that takes it, where one is named."""
        alone, before_body = i.KINDS[kind].terminals
        terminal = (before_body if body else alone) or ""
        said = self.with_article(terminal) if article else self.key(terminal)
        return f"{said} {self.body(body)}" if body else said


def _is_plural(subject: Subject) -> bool:
    instrument = getattr(subject, "instrument", None)
    return isinstance(instrument, i.Readings) and instrument.count != 1


def _glued(keyword: str) -> str:
    return keyword if keyword.startswith(",") else f" {keyword}"
