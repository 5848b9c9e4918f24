"""Lines of the grammar that do not simply become the class they name, and what more is checked."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from checker.language.builder import Builder, FilledField
from checker.language.grammar import Keyword
from checker.language.scanner import Extent
from checker.language.words import folded, vocabulary
from checker.speech import instruments as i
from checker.speech import node as n
from checker.speech import organisation as o
from checker.speech import proposal as p
from checker.speech import rule as r
from checker.speech.counts import ExactlyOne
from checker.speech.predicates import Condition
from checker.speech.relations import Relation, Things
from checker.speech.sentences import Must, Subject

_WORD = re.compile(r"[^\W\d_](?:[^\W_]|-)*")
Parts = tuple[Any, ...]
_EXACTLY_ONE = {"HELD_BY": "hold", "PERFORMED_BY": "perform", "UNDER": "be under"}


class Oddities(Builder):
    """One method for a line of the grammar, named alike; ``check_…`` looks at its node."""

    # Rules

    def check_interval(self, made: n.Interval, place: Extent, _: Parts) -> None:
        self.in_order(place, made.start, made.end)

    def check_authority(self, made: r.Authority, place: Extent, _: Parts) -> None:
        for earlier, later in pairwise(made.names):
            self.in_order(place, earlier.until, later.until)

    def check_area(self, made: r.Area, place: Extent, _: Parts) -> None:
        start = self.source.text.rfind(made.word, place.start, place.end)
        inside = Extent(start, start + len(made.word)) if start >= 0 else place
        if not _WORD.fullmatch(made.word):
            self.mistakes.at(inside, "area-word", word=made.word)
        elif folded(made.word) in vocabulary("da").reserved:
            self.mistakes.at(inside, "reserved", name=made.word)

    def check_legal_sentence(self, made: r.LegalSentence, place: Extent, _: Parts) -> None:
        if made.number is None and not made.bases:
            self.mistakes.at(place.first, "number-or-provision")

    def doubt(self, place: Extent, id: n.Name, *parts: Any) -> Any:
        if sum(isinstance(part, r.Interpretation) for part in parts) < 2:
            self.mistakes.add(id.span, "two-interpretations")
        return self.node("doubt", place, id, *parts)

    def check_doubt(self, made: r.Doubt | r.Rule, _: Extent, __: Parts) -> None:
        seen: set[str] = set()
        for reason in made.because:
            if reason.language in seen:
                self.mistakes.add(reason.span, "twice", word=reason.language)
            seen.add(reason.language)

    def check_rule(self, made: r.Rule, place: Extent, parts: Parts) -> None:
        self.check_doubt(made, place, parts)
        if not made.bases:
            self.mistakes.add(made.id.span, "no-basis", name=made.id.text)
        ways = (*getattr(made.sentence, "alternatives", ()), *made.otherwise)
        granted = [
            one for way in ways for one in way.instruments if isinstance(one, i.Dispensation)
        ]
        for bases in _options(parts, "bases"):
            for one in granted:
                between = self.source.text[one.span.end : bases.place.start]
                if not (one.granted_under or between.strip(" ,") or "\n" in between):
                    self.mistakes.warn(bases.place, "granted-under")

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

    def check_term(self, made: o.Term, place: Extent, _: Parts) -> None:
        self.in_order(place, made.interval.start, made.interval.end)

    def check_meeting_window(self, made: o.MeetingWindow, place: Extent, _: Parts) -> None:
        if made.last < made.first:
            start, end = (f"{day}.{month}." for month, day in (made.first, made.last))
            self.mistakes.at(place, "reversed-dates", start=start, end=end)

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

    def check_provision(self, made: o.Provision, place: Extent, _: Parts) -> None:
        if made.text and made.phrase is not None:
            self.mistakes.at(place, "phrase-and-text")

    # Proposals and waivers

    def create_committee(self, place: Extent, *parts: Any) -> p.CreateCommittee:
        return p.CreateCommittee(self.node("committee", place, *parts), span=self.span(place))

    def create_unit(self, place: Extent, *parts: Any) -> p.CreateUnit:
        return p.CreateUnit(self.node("unit", place, *parts), span=self.span(place))

    def check_state(self, made: p.State, place: Extent, _: Parts) -> None:
        self.in_order(place, made.day, made.until)

    def expect_dispensation(self, place: Extent, *parts: FilledField) -> Any:
        outer = [*_options(parts, "subject", "holder", "negated")]
        inner = [part for part in parts if part not in outer]
        wanted = self.node("dispensation", place, *inner)
        return self.node("expect_instrument", place, wanted, *outer)

    def check_waive(self, made: p.Waive, place: Extent, parts: Parts) -> None:
        for part in _options(parts, "reason", "journal", "proposal"):
            said = part.values[0].da if part.name == "reason" else part.values[0]
            if not said.strip():
                self.mistakes.at(part.place, "waiver-blank")
        self.in_order(place, made.day, made.until)


def _options(parts: Parts, *names: str) -> Iterator[FilledField]:
    return (part for part in parts if isinstance(part, FilledField) and part.name in names)
