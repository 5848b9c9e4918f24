# SPDX-License-Identifier: EUPL-1.2
"""What a rule says to its nodes, where a line of the grammar does not simply become its class."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from checker.alike import called, foreign
from checker.language.grammar import Keyword
from checker.language.scanner import Extent
from checker.language.values import cited, day_of, is_iso, last_of_month, readings
from checker.language.words import word
from checker.mistakes import FileMistakes, TextError
from checker.say import say
from checker.shown import steady
from checker.source import Span
from checker.speech import node as n
from checker.speech.amounts import (
    Amount,
    HaveHalf,
    HaveNumber,
    Quantity,
)
from checker.speech.circumstances import Comparison
from checker.speech.counts import Count, Doing, ExactlyOne
from checker.speech.demands import Demand
from checker.speech.node import Things
from checker.speech.predicates import Condition
from checker.speech.sentences import Must, Subject
from checker.speech.workload import HoldNumber, PerformNumber

_NEW_LINE = re.compile(r" *\n\s*")
_DIGEST = re.compile(r"[0-9a-f]{16,64}")
_SENTENCES = re.compile(r"[^\W\d_]{3}[.!?]\s+[A-ZÆØÅ]")
_NUMBER_DOT = re.compile(r"(?<=\d)\.$")
_DIGITS = 100


class LeafBuilder:
    """Builds the smallest parts of one file, and notes what is wrong with them."""

    def __init__(self, mistakes: FileMistakes) -> None:
        self.mistakes = mistakes
        self.source = mistakes.source
        self._blank: list[Extent] = []

    def span(self, place: Extent) -> Span:
        return Span(self.source, place.start, place.end)

    def NAME(self, text: str, place: Extent) -> n.Name:
        text = text.replace("’", "'").partition("'")[0]
        if sign := foreign(text):
            self.mistakes.at(place, "foreign-letter", id=text, sign=called(sign))
        return n.Name(text, span=Span(self.source, place.start, place.start + len(text)))

    def quoted_name(self, place: Extent, title: str) -> n.Name:
        return n.Name(f'"{title}"', span=self.span(place))

    def STRING(self, text: str, place: Extent) -> str:
        if not text[1:-1].strip():
            self._blank.append(place)
        return steady(_NEW_LINE.sub(" ", text[1:-1]) if "\n" in text else text[1:-1])

    def note_blank(self) -> None:
        """Notes each text without words of the statement built last, unless something else is noted
        of it."""
        for place in self._blank:
            if not self.is_noted(place):
                self.mistakes.at(place, "no-words")
        self._blank.clear()

    def is_noted(self, place: Extent) -> bool:
        """Whether anything is noted there."""
        noted = (one.span for one in self.mistakes.errors if isinstance(one, TextError))
        return any(one.start < place.end and place.start < one.end for one in noted)

    def CITATION(self, text: str, place: Extent) -> n.Citation:
        source, parts = cited(text)
        if sign := foreign(text.replace("§", "")):
            self.mistakes.at(place, "foreign-letter", id=text, sign=called(sign))
        return n.Citation(source, parts, span=self.span(place))

    def DATE(self, text: str, place: Extent) -> date:
        day, language = day_of(text), self.mistakes.source.language
        meant = [] if language == "da" or is_iso(text) else readings(text) or [str(day or "")]
        if any(meant):
            self.mistakes.at(place, "danish-day", text=text, meant=say("en", "or").join(meant))
        elif day is None:
            self.mistakes.at(place, "no-such-day", text=text, last=last_of_month(text))
        return day or date.min

    def NUMBER(self, text: str, place: Extent) -> str:
        if not text.isascii():
            self.mistakes.at(place, "no-whole-number", text=text)
        return text

    def number(self, place: Extent, text: str | int) -> int:
        digits = str(text)
        if not (digits.isascii() and digits.isdigit()):
            self.mistakes.at(place, "no-whole-number", text=digits)
        elif len(digits) > _DIGITS:
            self.mistakes.at(place, "long-number", most=_DIGITS)
        else:
            return int(digits)
        return 0

    def number_word(self, place: Extent, word: Keyword) -> int:
        return word.wording % 10 + 1

    def whole_source(self, place: Extent, name: n.Name) -> n.Citation:
        return n.Citation(name.text, span=self.span(place))

    def prose(
        self,
        place: Extent,
        text: str,
        translation: tuple[str, str, Extent] | None = None,
    ) -> n.Prose:
        own = self.mistakes.source.language
        if translation is None:
            return n.Prose.of(text)
        language, other, where = translation
        if language == own:
            other_language = {"en": "da", "da": "en"}[own]
            self.mistakes.at(where.first, "own-language", word=other_language)
        return n.Prose(other, text) if own == "da" else n.Prose(text, other)

    def translation(self, place: Extent, language: Keyword, text: str) -> tuple[str, str, Extent]:
        return word(language.terminal), text, place

    def section(self, place: Extent, section: str | n.Name) -> str:
        return section.text if isinstance(section, n.Name) else _NUMBER_DOT.sub("", section)

    def check_quote(self, place: Extent, text: str) -> None:
        if _SENTENCES.search(text):
            self.mistakes.at(place, "long-quote")

    def check_digest(self, place: Extent, text: str) -> None:
        if text.strip() and not _DIGEST.fullmatch(text):
            self.mistakes.at(place, "digest-form", text=text)

    def in_order(self, place: Extent, start: date | None, end: date | None) -> None:
        """Notes that two days stand in the wrong order."""
        if start and end and end < start and date.min not in (start, end):
            self.mistakes.at(place, "reversed-dates", start=str(start), end=str(end))


_DOERS: dict[str, Doing] = {"HELD_BY": "hold", "PERFORMED_BY": "perform", "UNDER": "be under"}
_OneDoer = tuple[Doing, bool, Comparison]


class SentenceBuilder(LeafBuilder):
    """One method for a line of the grammar, named alike."""

    def must(self, place: Extent, subject: Subject, modal: str, relation: Demand) -> Must:
        negated, advice = modal.endswith("not"), modal.startswith("should")
        return Must(subject, relation, negated, advice, span=self.span(place))

    def at_most(self, place: Extent, subject: Subject, amount: Amount) -> Must:
        return Must(subject, amount, span=self.span(place))

    def most_half(self, place: Extent) -> HaveHalf:
        return HaveHalf("at most", span=self.span(place))

    def most_had(self, place: Extent, number: int, noun: str) -> HaveNumber:
        return HaveNumber(self.quantity(place, "at most", number, noun), span=self.span(place))

    def most_held(self, place: Extent, number: int, *areas: n.Name) -> HoldNumber:
        return HoldNumber(self.quantity(place, "at most", number, *areas), span=self.span(place))

    def most_performed(self, place: Extent, *parts: Any) -> PerformNumber:
        return PerformNumber(self.most_held(place, *parts).quantity, span=self.span(place))

    def quantity(self, place: Extent, comparison: Any, number: int, *of: Any) -> Quantity:
        noun: Any = of[0] if of and isinstance(of[0], str) else "task"
        areas = of if noun == "task" else ()
        return Quantity(comparison, number, noun, areas, span=self.span(place))

    def exactly_one(self, place: Extent, things: Things | None, how: _OneDoer) -> ExactlyOne:
        return ExactlyOne(things, *how, span=self.span(place))

    def every_task(self, place: Extent, how: _OneDoer) -> ExactlyOne:
        return self.exactly_one(place, None, how)

    every_unit = every_task

    def every_of(self, place: Extent, *parts: Any) -> ExactlyOne:
        *names, how = parts
        things = Things(tuple(names), span=names[0].span)
        verb, advice, comparison = how
        return ExactlyOne(things, verb, advice, comparison, each=True, span=self.span(place))

    def one_holder(self, place: Extent, keyword: Keyword) -> _OneDoer:
        modal, doer = keyword.terminal.removesuffix("_ONE").split("_BE_")
        verb, _, comparison = doer.partition("_AT_")
        compared: Any = f"at {comparison.lower()}" if comparison else "exactly"
        return _DOERS[verb], modal == "SHOULD", compared

    one_owner = one_holder

    def count(self, place: Extent, there: str, comparison: Any, number: int, noun: Any) -> Count:
        advice = there == "there should be"
        return Count(comparison, number, noun, advice, span=self.span(place))

    def spoken_of(self, place: Extent, things: Things) -> n.Named:
        if len(things.names) > 1:
            self.mistakes.at(place, "one-subject")
        return n.Named(things.names[0], span=things.names[0].span)

    def condition(self, place: Extent, *parts: Any) -> Condition:
        predicates = tuple(part for part in parts if not isinstance(part, str))
        joint: Any = next((part for part in parts if isinstance(part, str)), "and")
        return Condition(joint, predicates, span=self.span(place))

    relative_condition = condition
