"""The smallest parts of a statement: names, strings, citations, dates, numbers and texts."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from checker.language.grammar import Extent, Keyword
from checker.language.mistakes import FileMistakes
from checker.language.words import folded, vocabulary, word
from checker.source import Span
from checker.speech.node import Citation, Name, Prose

_NEW_LINE = re.compile(r" *\n\s*")
_SENTENCES = re.compile(r"[^\W\d_]{3}[.!?]\s+[A-ZÆØÅ]")
_NUMBER_DOT = re.compile(r"(?<=\d)\.$")
_PROVISION = re.compile(r"([^\s§]+)\s*§\s*(\d+)\s?([a-zæøå](?!\w))?")
_PART = re.compile(
    r"(stk|nr|litra|pkt|bullit)(?!\w)\.?\s*(\d+|[a-zæøå](?!\w))|(\d+)\.?\s*(stk|nr|pkt|bullit)(?!\w)"
)
_WORD = re.compile(r"[^\W\d_](?:[^\W_]|-)*")
_DIGITS = 100


class FilledField(NamedTuple):
    """What an option says: the field that it fills, the values of its parts, its place."""

    name: str
    values: tuple[Any, ...]
    place: Extent


class Leaves:
    """Builds the smallest nodes of a document."""

    def __init__(self, mistakes: FileMistakes) -> None:
        self.mistakes = mistakes
        self.source = mistakes.source

    def span(self, place: Extent) -> Span:
        return Span(self.source, place.start, place.end)

    def NAME(self, text: str, place: Extent) -> Name:  # noqa: N802
        if text[-2:-1] in "'’" or text[-1] in "'’":
            text = text.replace("’", "'").partition("'")[0]
        return Name(text, span=Span(self.source, place.start, place.start + len(text)))

    def STRING(self, text: str, place: Extent) -> str:  # noqa: ARG002, N802
        return _NEW_LINE.sub(" ", text[1:-1]) if "\n" in text else text[1:-1]

    def CITATION(self, text: str, place: Extent) -> Citation:  # noqa: N802
        source, parts = _provision(text)
        return Citation(source, parts, span=self.span(place))

    def DATE(self, text: str, place: Extent) -> date:  # noqa: N802
        year, month, day = map(int, text.split("-"))
        try:
            return date(year, month, day)
        except ValueError:
            self.mistakes.at(place, "no-such-day", text=text)
            return date.min

    def NUMBER(self, text: str, place: Extent) -> str:  # noqa: ARG002, N802
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

    def number_word(self, place: Extent, word: Keyword) -> int:  # noqa: ARG002
        return word.wording % 10 + 1

    def whole_source(self, place: Extent, name: Name) -> Citation:
        return Citation(name.text, span=self.span(place))

    def prose(
        self,
        place: Extent,  # noqa: ARG002
        text: str,
        translation: tuple[str, str, Extent] | None = None,
    ) -> Prose:
        own = self.mistakes.source.language
        if translation is None:
            return Prose.of(text)
        language, other, where = translation
        if language == own:
            head = Extent(where.start, where.head, where.head)
            word = {"en": "da", "da": "en"}[own]
            self.mistakes.at(head, "own-language", word=word)
        return Prose(other, text) if own == "da" else Prose(text, other)

    def translation(self, place: Extent, language: Keyword, text: str) -> tuple[str, str, Extent]:
        return word(language.terminal), text, place

    def section(self, place: Extent, section: str | Name) -> str:  # noqa: ARG002
        return section.text if isinstance(section, Name) else _NUMBER_DOT.sub("", section)

    def quote(self, place: Extent, text: str) -> str:
        if _SENTENCES.search(text) or not text.strip():
            self.mistakes.at(place, "long-quote")
        return text

    def in_order(self, place: Extent, start: date | None, end: date | None) -> None:
        """Notes that two days stand in the wrong order."""
        if start and end and end < start and date.min not in (start, end):
            self.mistakes.at(place, "reversed-dates", start=str(start), end=str(end))

    def declared(self, name: Name) -> Name:
        """A name where it is given to something. Notes one that the language needs itself."""
        if folded(name.text) in _reserved():
            self.mistakes.add(name.span, "reserved", name=name.text)
        return name


def is_word(text: str) -> bool:
    """Whether a text is one word, or several joined by hyphens."""
    return _WORD.fullmatch(text) is not None


@cache
def _provision(text: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    head = _PROVISION.match(text)
    assert head is not None
    source, number, letter = head.groups()
    parts = [("§", f"{number} {letter}" if letter else number)]
    for unit, after, before, unit_after in _PART.findall(text, head.end()):
        parts.append((unit or unit_after, after or before))
    return source, tuple(parts)


@cache
def _reserved() -> frozenset[str]:
    return vocabulary("en").reserved | vocabulary("da").reserved
