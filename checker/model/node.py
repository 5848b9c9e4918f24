"""What every part of a document is made of: nodes with a place, names, citations, dates."""

from __future__ import annotations

from datetime import date
from typing import Literal

from attrs import field, frozen

from checker.errors import TextWarning
from checker.source import Span

Surface = Literal["en", "da"]
DocumentKind = Literal["rules", "organisation", "proposal"]
Construction = Literal["centre", "contract unit", "order-supplier", "unit administration"]


@frozen
class Node:
    """Anything written in a document. Its place takes no part in equality."""

    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class Name(Node):
    """An id where something is declared or spoken of, or the word of an area.

    Once a document is settled, ``text`` is always an id: area words are replaced by the
    area's id and a genitive is stripped.
    """

    text: str


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
            comma = "" if unit == "§" else ","
            words[-1] += comma
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
    """From one day to another, both inclusive; None where the text leaves one out."""

    start: date | None = None
    end: date | None = None

    def covers(self, day: date) -> bool:
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


@frozen
class ReadIn(Node):
    """Where the author read it: a document and a section of it."""

    document: str
    section: str


@frozen
class Role(Node):
    """A body named by its office, so that general law names no city's own."""

    role: Literal["finance committee", "council", "municipality"]


@frozen
class Mayor(Node):
    """A mayor by office. ``committee`` None means the committee of the unit at hand."""

    committee: Name | Role | None


@frozen
class BuiltAs(Node):
    """A construction, as an object (``led as centre``)."""

    construction: Construction


@frozen
class NoCommittee(Node):
    """``under no committee``."""


Body = Name | Role
Leader = Name | Mayor


@frozen
class Named(Node):
    """Something by its id, or (``KBS unit administration``) a unit where it is led so."""

    name: Name
    construction: Construction | None = None


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
        statements: in the order they are written; for an organisation or a proposal the
            first is the header.
        comments: in the order they are written.
        warnings: places that may not mean what their author thinks.
    """

    kind: DocumentKind
    surface: Surface
    statements: tuple[Node, ...]
    comments: tuple[Comment, ...] = field(eq=False, repr=False, default=())
    warnings: tuple[TextWarning, ...] = field(eq=False, repr=False, default=())
    span: Span = field(eq=False, repr=False, kw_only=True)
