# SPDX-License-Identifier: EUPL-1.2
"""The smallest parts of a statement to their values: names, strings, citations, dates, numbers and
texts."""

from __future__ import annotations

import re
from datetime import date

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
