# SPDX-License-Identifier: EUPL-1.2
"""A text to its statements, and a statement to its words, strings, citations, dates and numbers."""

from __future__ import annotations

import re
from functools import cache
from itertools import islice
from typing import NamedTuple

from checker import limits
from checker.language.lines import patterns
from checker.language.words import folded
from checker.source import Source
from checker.speech.node import Comment

_CLOSING = '"”“«»'
_INDENT = re.compile(r"^( *)[^\s#]", re.MULTILINE)


class Extent(NamedTuple):
    """Where something stands: from ``start`` up to ``end``.

    Attributes:
        head: where its first word ends; None: as it does.
    """

    start: int
    end: int
    head: int | None = None

    @property
    def first(self) -> Extent:
        """Where its first word stands."""
        return Extent(self.start, self.end if self.head is None else self.head)


class Lexeme(NamedTuple):
    """A word of a statement, or the end of it.

    Attributes:
        kind: ``NAME`` (any word), ``STRING``, ``CITATION``, ``DATE``, ``NUMBER``, ``COMMA``,
            ``STRAY`` (a character that belongs to none; nothing after it is read), ``$END``.
        folded: a word with a small first letter, as keywords are looked up.
    """

    kind: str
    text: str
    folded: str
    start: int
    end: int


def statement_starts(text: str) -> list[int]:
    """Where the statements of a text begin: at its least indent."""
    least = min((len(match[1]) for match in _INDENT.finditer(text)), default=0)
    begin = re.compile(rf"^ {{{least}}}(?=[^\s#])", re.MULTILINE)
    return [match.end() for match in islice(begin.finditer(text), limits.WORDS)]


def scan(source: Source, start: int, end: int, comments: list[Comment]) -> list[Lexeme]:
    """The lexemes between two offsets, as many as a document can have; comments met on the way are
    added to ``comments``."""
    found: list[Lexeme] = []
    for match in _scanner().finditer(source.text, start, end):
        kind, text = match.lastgroup or "", match[0]
        if kind == "COMMENT":
            before = source.text[source.text.rfind("\n", 0, match.start()) + 1 : match.start()]
            comments.append(Comment(text[1:].strip(), match.start(), not before.strip()))
        elif kind != "SKIP":
            word = folded(text) if kind == "NAME" else text
            found.append(Lexeme(kind, text, word, match.start(), match.end()))
        if kind == "STRAY" or len(found) + len(comments) > limits.WORDS:
            break
    last = found[-1].end if found else start
    return [*found, Lexeme("$END", "", "", last, last)]


@cache
def _scanner() -> re.Pattern[str]:
    known = patterns()
    return re.compile(
        r"(?P<SKIP>\s+|\.(?=[ ]*(?:#[^\n]*)?(?:\n|\Z)))|(?P<COMMENT>#[^\n]*)"
        rf"|(?P<STRING>{known['STRING']})|(?P<CITATION>{known['CITATION']})"
        rf"|(?P<DATE>{known['DATE']})|(?P<NUMBER>{known['NUMBER']})"
        rf"|(?P<GENITIVE>(?<=[{_CLOSING}])(?:{known['GENITIVE']})(?!\w))"
        rf"|(?P<NAME>pr\.(?=\s)|{known['NAME']})|(?P<COMMA>,)|(?P<STRAY>.)"
    )
