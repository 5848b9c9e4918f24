# SPDX-License-Identifier: EUPL-1.2
"""What every part of a document is made of: nodes with a place, names, citations, dates."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Container, Iterable, Iterator
from datetime import date
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeVar

from checker.errors import CheckerError, MistakesError
from checker.mistakes import TextWarning, by_place
from checker.records import field, fields, frozen
from checker.source import NOWHERE, Span

Surface = Literal["en", "da"]
DocumentKind = Literal["rules", "organisation", "proposal", "waivers"]
Office = Literal["finance committee", "council", "municipality", "committees concerned"]
Construction = Literal["centre", "contract unit", "order-supplier", "unit administration"]


_Kind = TypeVar("_Kind", bound="Node")


@frozen
class Node:
    """Anything written in a document. Its place and its wording take no part in equality."""

    span: Span = field(default=NOWHERE, eq=False, repr=False, kw_only=True)

    if not TYPE_CHECKING:

        def __getattr__(self, name):
            """A field of a kept node, made where it is asked for."""
            waiting = self.__dict__.get("_waiting")
            if waiting is None:
                raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
            maker, data = waiting
            made = self.__dict__[name] = maker.part(data, name)
            return made

    @classmethod
    def line(cls) -> str:
        """The line of the grammar that it is read by; in capitals, the keyword of a fixed one."""
        return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", cls.__name__).lower()

    def spoken_names(self) -> Fitting:
        """The names that it speaks of itself, each with the kinds that fit there."""
        return []

    def walk(self, without: Container[str] = ()) -> Iterator[Node]:
        """The node itself, then everything in it, depth first, in the order of writing; but for
        what stands in some fields."""
        waiting: list[Node] = [self]
        while waiting:
            node = waiting.pop()
            yield node
            kind: Any = type(node)
            for name in reversed(children(kind)):
                value = () if name in without else getattr(node, name)
                for one in reversed(value) if isinstance(value, tuple) else (value,):
                    if isinstance(one, Node):
                        waiting.append(one)


def nodes_of(nodes: Iterable[Node], kind: type[_Kind]) -> list[_Kind]:
    """Those of some nodes that are of a kind, in their order."""
    return [node for node in nodes if isinstance(node, kind)]


@cache
def children(kind: type[Any]) -> tuple[str, ...]:
    """The fields of a kind of node, all but its place and its wording."""
    return tuple(field.name for field in fields(kind) if field.eq)


@frozen
class Prose:
    """Free text that a reader is told, in one language or in both.

    A text that is written once stands for both: ``en`` and ``da`` are then equal.
    """

    en: str
    da: str

    @classmethod
    def of(cls, text: str) -> Prose:
        return cls(text, text)

    @property
    def translated(self) -> bool:
        return self.en != self.da

    def said(self, language: Surface) -> str:
        """The text in a language, or the only one there is."""
        return self.da if language == "da" else self.en


@frozen
class Name(Node):
    """An id where something is declared or spoken of, or the word of an area.

    Once a document is settled, ``text`` is always an id: area words are replaced by the
    area's id and a genitive is stripped.
    """

    text: str


Fitting = list[tuple[Name, tuple[str, ...]]]


def fitting(kinds: tuple[str, ...], *nodes: object) -> Fitting:
    """The names among some nodes, each with the kinds that fit."""
    return [(one, kinds) for one in nodes if isinstance(one, Name)]


@frozen
class Things(Node):
    """A list that is spoken of as one: ``employment, integration and business tasks``.

    A name is an area, a task, a unit (the tasks it performs) or a committee (the tasks it
    holds).
    """

    names: tuple[Name, ...]

    def spoken_names(self) -> Fitting:
        return fitting(("area", "task", "unit", "committee"), *self.names)


@frozen
class Citation(Node):
    """A source, or a provision of it.

    Attributes:
        source: the id of the source (``KSL``).
        parts: pairs of unit and number from the widest to the narrowest:
            ``(("§", "2"), ("stk", "3"), ("pkt", "1"))``; the letter of a § is in its
            number (``"64 a"``). Empty when the source as a whole is meant.
    """

    source: str
    parts: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        words = [self.source]
        for unit, number in self.parts:
            words[-1] += "" if unit == "§" else ","
            words.append(_PRINTED[unit].format(number))
        return " ".join(words)

    def holds(self, other: Citation) -> bool:
        """Whether ``other`` is this provision or lies in it."""
        depth = len(self.parts)
        return self.source == other.source and other.parts[:depth] == self.parts


_PRINTED = {
    "§": "§ {}",
    "stk": "stk. {}",
    "nr": "nr. {}",
    "litra": "litra {}",
    "pkt": "{}. pkt.",
    "bullit": "{}. bullit",
}


@frozen
class Interval(Node):
    """From one day to another, both inclusive; None where the text leaves one out.

    Attributes:
        start_known, end_known: the day since which it is known that the interval begins, or
            that it ends; None: always.
    """

    start: date | None = None
    end: date | None = None
    start_known: date | None = None
    end_known: date | None = None

    def covers(self, day: date, known_on: date | None = None) -> bool:
        """Whether the interval holds a day, as it was known on another (None: as it is written).

        What begins on a day that is not known yet is not there; an end that is not known yet
        ends nothing.
        """
        begun = self.start is None or self.start <= day
        ended = self.end is not None and day > self.end
        if known_on is not None:
            begun = begun and (self.start_known is None or self.start_known <= known_on)
            ended = ended and (self.end_known is None or self.end_known <= known_on)
        return begun and not ended


class Reading(NamedTuple):
    """Where something was read; ``text_digest``: of the text that was read there."""

    document: str
    section: str
    page: str | None = None
    anchor: str | None = None
    text_digest: str | None = None


def readings(places: Iterable[Reading | tuple[str, str]]) -> tuple[Reading, ...]:
    """Places as readings, those that are a document and a section alone too."""
    return tuple(each if isinstance(each, Reading) else Reading(*each) for each in places)


@frozen
class ReadIn(Node):
    """Where the author read it: a document, a section of it, and perhaps more.

    Attributes:
        page: of the document, as its own page numbers have it.
        anchor: the id in a page of the web that the text read stands under.
        quote: words read.
        text_digest: of the text read, as ``sources digest`` tells it.
    """

    document: str
    section: str
    page: str | None = None
    anchor: str | None = None
    quote: str | None = None
    text_digest: str | None = None


@frozen
class Role(Node):
    """A body named by its office, so that general law names no city's own."""

    role: Office


@frozen
class Mayor(Node):
    """A mayor by office. ``committee`` None means the committee of the unit at hand."""

    committee: Name | Role | None = None

    def spoken_names(self) -> Fitting:
        return fitting(("committee",), self.committee)


@frozen
class BuiltAs(Node):
    """A construction, as an object (``led as centre``)."""

    construction: Construction


class NoCommittee(Node):
    """``under no committee``."""


Body = Name | Role
Leader = Name | Mayor


@frozen
class Named(Node):
    """Something by its id, or (``KBS unit administration``) a unit where it is led so."""

    name: Name
    construction: Construction | None = None

    def spoken_names(self) -> Fitting:
        return fitting(("unit",) if self.construction else ("committee", "unit", "task"), self.name)


@frozen
class Comment:
    """A ``#`` comment: its text after the sign, where it stands, whether it has its own line."""

    text: str
    offset: int
    own_line: bool


@frozen
class Document:
    """One parsed file.

    Attributes:
        kind: what it is, told by its first statement.
        surface: the language it is written in, told by its keywords.
        statements: in the order they are written; for all but rules the first is
            the header.
        comments: in the order they are written.
        warnings: places that may not mean what their author thinks.
    """

    kind: DocumentKind
    surface: Surface
    statements: tuple[Node, ...]
    comments: tuple[Comment, ...] = field(eq=False, repr=False, default=())
    warnings: tuple[TextWarning, ...] = field(eq=False, repr=False, default=())
    span: Span = field(default=NOWHERE, eq=False, repr=False, kw_only=True)

    def walk(self) -> Iterator[Node]:
        """Everything that is written in it, in the order of writing."""
        return (node for statement in self.statements for node in statement.walk())

    @property
    def header(self) -> Node:
        """Its first statement."""
        return self.statements[0]

    @cached_property
    def ids(self) -> frozenset[str]:
        """Every id that it declares, wherever in a statement it stands."""
        named = (getattr(node, "id", None) for node in self.walk())
        return frozenset(name.text for name in named if name is not None)

    @cached_property
    def titles(self) -> dict[str, str]:
        """The ids that it declares, but for those of administrations, with their names."""
        named = [node for node in self.walk() if hasattr(node, "id") and hasattr(node, "name")]
        others = {id(getattr(node, "administration", None)) for node in named}
        return {node.id.text: node.name for node in named if id(node) not in others}

    @property
    def remarks(self) -> list[tuple[Node, Comment]]:
        """The comments in the lines of its statements but the header, each with its statement."""
        starts = [each.span.start for each in self.statements]
        placed = ((bisect_right(starts, one.offset) - 1, one) for one in self.comments)
        return [(self.statements[at], one) for at, one in placed if at > 0 and not one.own_line]

    @property
    def noted(self) -> tuple[tuple[str, str], ...]:
        """What a table notes of its rows, each with what the row says; a comment in a text is its
        author's own."""
        found = self.remarks if self.span.source.bare_names else ()
        return tuple((one.span.text.replace('"', ""), said.text) for one, said in found)

    def all_of(self, kind: type[_Kind]) -> list[_Kind]:
        """Its statements of a kind, in their order."""
        return nodes_of(self.statements, kind)


class HalfReadError(MistakesError):
    """All that is wrong with a text of which a part can be read.

    Attributes:
        readable: the document that the other statements make, so that what is wrong with their
            names can be said too.
    """

    def __init__(self, errors: list[CheckerError], readable: Document) -> None:
        self.readable = readable
        super().__init__(by_place(errors))
