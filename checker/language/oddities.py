"""Lines of the grammar that do not simply become the class they name, and what more is checked."""

from __future__ import annotations

from calendar import monthrange
from itertools import pairwise
from typing import Any

from checker.language.builder import Builder
from checker.language.grammar import Extent, Keyword
from checker.language.leaves import FilledField, is_word
from checker.language.words import folded, vocabulary
from checker.speech import instruments as i
from checker.speech import node as n
from checker.speech import organisation as o
from checker.speech import proposal as p
from checker.speech import rule as r
from checker.speech import waiver as w
from checker.speech.counts import ExactlyOne
from checker.speech.predicates import Condition
from checker.speech.relations import Relation, Things
from checker.speech.sentences import Must
from checker.speech.subjects import Subject

_EXACTLY_ONE = {"HELD_BY": "hold", "PERFORMED_BY": "perform", "UNDER": "be under"}


class Oddities(Builder):
    """One method for a line of the grammar, named alike."""

    # Rules

    def interval(self, place: Extent, *ends: FilledField) -> n.Interval:
        made: n.Interval = self.node("interval", place, *ends)
        self.in_order(place, made.start, made.end)
        return made

    def authority(self, place: Extent, *parts: Any) -> r.Authority:
        made: r.Authority = self.node("authority", place, *parts)
        for earlier, later in pairwise(made.names):
            self.in_order(place, earlier.until, later.until)
        return made

    def area(self, place: Extent, id: n.Name, text: str, *parts: FilledField) -> r.Area:
        start = self.source.text.rfind(text, place.start, place.end)
        inside = Extent(start, start + len(text), place.end) if start >= 0 else place
        if not is_word(text):
            self.mistakes.at(inside, "area-word", word=text)
        elif folded(text) in vocabulary("da").reserved:
            self.mistakes.at(inside, "reserved", name=text)
        made: r.Area = self.node("area", place, id, text, *parts)
        return made

    def legal_sentence(self, place: Extent, *parts: Any) -> r.LegalSentence:
        made: r.LegalSentence = self.node("legal_sentence", place, *parts)
        if made.number is None and not made.bases:
            head = Extent(place.start, place.head, place.head)
            self.mistakes.at(head, "number-or-provision")
        return made

    def doubt(self, place: Extent, id: n.Name, *parts: Any) -> r.Doubt:
        if sum(isinstance(part, r.Interpretation) for part in parts) < 2:
            self.mistakes.add(id.span, "two-interpretations")
        made: r.Doubt = self.node("doubt", place, id, *parts)
        self._once_a_language(made.because)
        return made

    def rule(self, place: Extent, id: n.Name, *parts: Any) -> r.Rule:
        made: r.Rule = self.node("rule", place, id, *parts)
        self._once_a_language(made.because)
        if not made.bases:
            self.mistakes.add(id.span, "no-basis", name=id.text)
        for part in parts:
            if isinstance(part, FilledField) and part.name == "bases":
                self._may_mean_granted_under(made, part.place)
        return made

    def _once_a_language(self, reasons: tuple[r.Because, ...]) -> None:
        seen: set[str] = set()
        for reason in reasons:
            if reason.language in seen:
                self.mistakes.add(reason.span, "twice", word=reason.language)
            seen.add(reason.language)

    def _may_mean_granted_under(self, rule: r.Rule, place: Extent) -> None:
        for way in (*getattr(rule.sentence, "alternatives", ()), *rule.otherwise):
            for instrument in way.instruments:
                if isinstance(instrument, i.Dispensation) and not instrument.granted_under:
                    between = self.source.text[instrument.span.end : place.start]
                    if not between.strip(" ,") and "\n" not in between:
                        self.mistakes.warn(place, "granted-under")

    # Sentences, their subjects and predicates

    def must(self, place: Extent, subject: Subject, modal: str, relation: Relation) -> Must:
        negated, advice = modal.endswith("not"), modal.startswith("should")
        return Must(subject, relation, negated, advice, span=self.span(place))

    def exactly_one(self, place: Extent, things: Things | None, terminal: str) -> ExactlyOne:
        modal, verb = terminal.removesuffix("_ONE").split("_BE_")
        advice = modal == "SHOULD"
        return ExactlyOne(things, _EXACTLY_ONE[verb], advice, span=self.span(place))  # type: ignore[arg-type]

    def every_task(self, place: Extent, terminal: str) -> ExactlyOne:
        return self.exactly_one(place, None, terminal)

    every_unit = every_task

    def one_holder(self, place: Extent, keyword: Keyword) -> str:  # noqa: ARG002
        return keyword.terminal

    one_owner = one_holder

    def spoken_of(self, place: Extent, things: Things) -> n.Named:
        if len(things.names) > 1:
            self.mistakes.at(place, "one-subject")
        return n.Named(things.names[0], span=things.names[0].span)

    def condition(self, place: Extent, *parts: Any) -> Condition:
        predicates = tuple(part for part in parts if not isinstance(part, str))
        joint: Any = next((part for part in parts if isinstance(part, str)), "and")
        return Condition(joint, predicates, span=self.span(place))

    relative_condition = condition

    def reading_count(self, place: Extent, number: int = 1) -> int:  # noqa: ARG002
        return number

    # Organisations

    def term(self, place: Extent, interval: n.Interval, *parts: FilledField) -> o.Term:
        self.in_order(place, interval.start, interval.end)
        made: o.Term = self.node("term", place, interval, *parts)
        return made

    def meeting_window(self, place: Extent, *parts: Any) -> o.MeetingWindow:
        made: o.MeetingWindow = self.node("meeting_window", place, *parts)
        if made.last < made.first:
            start, end = (f"{day}.{month}." for month, day in (made.first, made.last))
            self.mistakes.at(place, "reversed-dates", start=start, end=end)
        return made

    def day_month(self, place: Extent, *parts: str | int) -> tuple[int, int]:
        month = next(part for part in parts if isinstance(part, int))
        text = next(part for part in parts if isinstance(part, str)).removesuffix(".")
        if not text.isdecimal() or not 1 <= int(text[:3]) <= monthrange(2000, month)[1]:
            written = self.source.text[place.start : place.end]
            self.mistakes.at(place, "no-such-day", text=written)
            return month, 1
        return month, int(text)

    def month(self, place: Extent, keyword: Keyword) -> int:  # noqa: ARG002
        return keyword.wording + 1

    def provision(self, place: Extent, *parts: Any) -> o.Provision:
        made: o.Provision = self.node("provision", place, *parts)
        if made.text and made.phrase is not None:
            self.mistakes.at(place, "phrase-and-text")
        return made

    # Proposals and waivers

    def create_committee(self, place: Extent, *parts: Any) -> p.CreateCommittee:
        return p.CreateCommittee(self.node("committee", place, *parts), span=self.span(place))

    def create_unit(self, place: Extent, *parts: Any) -> p.CreateUnit:
        return p.CreateUnit(self.node("unit", place, *parts), span=self.span(place))

    def state(self, place: Extent, *parts: Any) -> p.State:
        made: p.State = self.node("state", place, *parts)
        self.in_order(place, made.day, made.until)
        return made

    def expect_dispensation(self, place: Extent, *parts: FilledField) -> p.ExpectInstrument:
        outer = [part for part in parts if part.name in ("subject", "holder", "negated")]
        inner = [part for part in parts if part not in outer]
        wanted = self.node("dispensation", place, *inner)
        made: p.ExpectInstrument = self.node("expect_instrument", place, wanted, *outer)
        return made

    def waive(self, place: Extent, *parts: Any) -> w.Waive:
        made: w.Waive = self.node("waive", place, *parts)
        for part in parts:
            if isinstance(part, FilledField) and part.name in ("reason", "journal", "proposal"):
                said = part.values[0].da if part.name == "reason" else part.values[0]
                if not said.strip():
                    self.mistakes.at(part.place, "waiver-blank")
        self.in_order(place, made.day, made.until)
        return made
