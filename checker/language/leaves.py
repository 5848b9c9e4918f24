"""What all builders share: names, strings, citations, dates, numbers and options to values."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from checker.language.grammar import Keyword, Place
from checker.language.mistakes import Mistakes, Spoiled
from checker.language.words import folded, vocabulary
from checker.source import Span
from checker.speech.node import Citation, Interval, Name, Prose, ReadIn

_NEW_LINE = re.compile(r" *\n\s*")
_SENTENCES = re.compile(r"[^\W\d_]{3}[.!?]\s+[A-ZÆØÅ]")
_NUMBER_DOT = re.compile(r"(?<=\d)\.$")
_PROVISION = re.compile(r"([^\s§]+)\s*§\s*(\d+)\s?([a-zæøå](?!\w))?")
_PART = re.compile(
    r"(stk|nr|litra|pkt|bullit)(?!\w)\.?\s*(\d+|[a-zæøå](?!\w))|(\d+)\.?\s*(stk|nr|pkt|bullit)(?!\w)"
)
_WORD = re.compile(r"[^\W\d_](?:[^\W_]|-)*")
_NAMED_OTHERWISE = {"ORDER_SUPPLIER": "order-supplier"}


class Option(NamedTuple):
    """A part of a statement that may be left out: the field it fills, its value, its place."""

    field: str
    value: Any
    place: Place


class Leaves:
    """Builds the smallest nodes of a document, and sorts the options of a statement."""

    def __init__(self, mistakes: Mistakes) -> None:
        self.mistakes = mistakes
        self.source = mistakes.source

    def span(self, place: Place) -> Span:
        return Span(self.source, place.start, place.end)

    def NAME(self, text: str, place: Place) -> Name:  # noqa: N802
        if text[-2:-1] in "'’" or text[-1] in "'’":
            text = text.replace("’", "'").partition("'")[0]
        return Name(text, span=Span(self.source, place.start, place.start + len(text)))

    def STRING(self, text: str, place: Place) -> str:  # noqa: ARG002, N802
        return _NEW_LINE.sub(" ", text[1:-1]) if "\n" in text else text[1:-1]

    def CITATION(self, text: str, place: Place) -> Citation:  # noqa: N802
        source, parts = _provision(text)
        return Citation(source, parts, span=self.span(place))

    def DATE(self, text: str, place: Place) -> date:  # noqa: N802
        year, month, day = map(int, text.split("-"))
        try:
            return date(year, month, day)
        except ValueError:
            self.mistakes.add(place, "no-such-day", text=text)
            return date.min

    def NUMBER(self, text: str, place: Place) -> str:  # noqa: ARG002, N802
        return text

    def number(self, place: Place, text: str | int) -> int:
        if (isinstance(text, str) and not text.isascii()) or not str(text).isdigit():
            self.mistakes.add(place, "no-whole-number", text=str(text))
            return 0
        return int(str(text)[:9])

    def number_word(self, place: Place, word: Keyword) -> int:  # noqa: ARG002
        return word.wording % 10 + 1

    def whole_source(self, place: Place, name: Name) -> Citation:
        return Citation(name.text, span=self.span(place))

    def interval(self, place: Place, *ends: Option) -> Interval:
        given = {end.field: end.value for end in ends}
        (start, start_known), (end, end_known) = (
            given.get(field, (None, None)) for field in ("start", "end")
        )
        self.in_order(place, start, end)
        return Interval(start, end, start_known, end_known, span=self.span(place))

    def starts(self, place: Place, day: date, known: date | None = None) -> Option:
        return Option("start", (day, known), place)

    def ends(self, place: Place, day: date, known: date | None = None) -> Option:
        return Option("end", (day, known), place)

    def known(self, place: Place, day: date) -> date:  # noqa: ARG002
        return day

    def until_day(self, place: Place, day: date) -> Option:
        return Option("end", day, place)

    def prose(
        self,
        place: Place,  # noqa: ARG002
        text: str,
        translation: tuple[str, str, Place] | None = None,
    ) -> Prose:
        own = self.mistakes.surface
        if translation is None:
            return Prose.of(text)
        language, other, where = translation
        if language == own:
            head = Place(where.start, where.head, where.head)
            word = {"en": "da", "da": "en"}[own]
            self.mistakes.add(head, "own-language", word=word)
        return Prose(other, text) if own == "da" else Prose(text, other)

    def translation(self, place: Place, language: Keyword, text: str) -> tuple[str, str, Place]:
        return word(language), text, place

    def set_read_in(
        self, place: Place, document: str, section: str | Name, quote: str | None = None
    ) -> Option:
        text = section.text if isinstance(section, Name) else _NUMBER_DOT.sub("", section)
        return Option("read_in", ReadIn(document, text, quote, span=self.span(place)), place)

    def quote(self, place: Place, text: str) -> str:
        if _SENTENCES.search(text) or not text.strip():
            self.mistakes.add(place, "long-quote")
        return text

    def in_order(self, place: Place, start: date | None, end: date | None) -> None:
        """Notes that two days stand in the wrong order."""
        if start and end and end < start and date.min not in (start, end):
            self.mistakes.add(place, "reversed-dates", start=str(start), end=str(end))

    def declared(self, name: Name) -> Name:
        """A name where it is given to something. Notes one that the language needs itself."""
        if folded(name.text) in _reserved():
            self.mistakes.add_span(name.span, "reserved", name=name.text)
        return name

    def fields(
        self, options: Iterable[Option], *, many: frozenset[str] = frozenset({"read_in"})
    ) -> dict[str, Any]:
        """Fields to values. Those in ``many`` may repeat and become tuples; others may not."""
        given: dict[str, Any] = {}
        for option in options:
            if option.field in many:
                values = option.value if isinstance(option.value, tuple) else (option.value,)
                given.setdefault(option.field, []).extend(values)
            elif option.field in given:
                text = self.source.text[option.place.start : option.place.head]
                head = Place(option.place.start, option.place.head, option.place.head)
                self.mistakes.add(head, "twice", word=text)
            else:
                given[option.field] = option.value
        return {key: tuple(v) if key in many else v for key, v in given.items()}

    def require(
        self,
        place: Place,
        given: dict[str, Any],
        *required: tuple[str, str, str],
        key: str = "missing",
    ) -> None:
        """Notes fields that are missing: (field, keyword, an example). Raises Spoiled then."""
        missing = [row for row in required if row[0] not in given]
        for _, keyword, example in missing:
            word = vocabulary(self.mistakes.surface).bare(keyword)
            head = Place(place.start, place.head, place.head)
            self.mistakes.add(head, key, word=word, example=example)
        if missing:
            raise Spoiled


def word(keyword: Keyword) -> str:
    """What a keyword is called in the model: ``A_STANDING_COMMITTEE`` is a standing committee."""
    name = keyword.terminal
    if name.startswith("N_"):
        name = name[2:].removesuffix("S")
    for article in ("A_", "AN_", "THE_", "IS_"):
        name = name.removeprefix(article)
    return _NAMED_OTHERWISE.get(name) or name.lower().replace("_", " ")


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
