"""A text to its statements, and a statement to its words, strings, citations, dates and numbers."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from checker.language.lines import patterns
from checker.source import Source
from checker.speech.node import Comment

_START = re.compile(r"^[^\s#]", re.MULTILINE)
_INDENT = re.compile(r"^( +)[^\s#]", re.MULTILINE)


class Lexemes(NamedTuple):
    """The words of a statement, side by side; the last is always ``$END``.

    Attributes:
        kinds: ``NAME`` (any word), ``STRING``, ``CITATION``, ``DATE``, ``NUMBER``, ``COMMA``,
            ``STRAY`` (a character that belongs to none; nothing after it is read), ``$END``.
        folded: the words with a small first letter, as keywords are looked up.
    """

    kinds: list[str]
    texts: list[str]
    folded: list[str]
    starts: list[int]
    ends: list[int]


def statement_starts(text: str) -> tuple[list[int], int]:
    """Where the statements of a text begin, and by how many blanks all of it is indented."""
    starts = [match.start() for match in _START.finditer(text)]
    if starts:
        return starts, 0
    indents = [match.end(1) - match.start(1) for match in _INDENT.finditer(text)]
    if not indents:
        return [], 0
    least = min(indents)
    begin = re.compile(rf"^ {{{least}}}(?=[^\s#])", re.MULTILINE)
    return [match.end() for match in begin.finditer(text)], least


def scan(source: Source, start: int, end: int, comments: list[Comment]) -> Lexemes:
    """The lexemes between two offsets; comments met on the way are added to ``comments``."""
    found = Lexemes([], [], [], [], [])
    kinds, texts, folded, starts, ends = found
    for match in _scanner().finditer(source.text, start, end):
        kind = match.lastgroup
        if kind == "SKIP":
            continue
        text = match[0]
        if kind == "COMMENT":
            comments.append(_comment(source, match.start(), text))
            continue
        assert kind is not None
        kinds.append(kind)
        texts.append(text)
        folded.append(text[0].lower() + text[1:] if kind == "NAME" else text)
        starts.append(match.start())
        ends.append(match.end())
        if kind == "STRAY":
            break
    last = ends[-1] if ends else start
    kinds.append("$END")
    texts.append("")
    folded.append("")
    starts.append(last)
    ends.append(last)
    return found


def _comment(source: Source, offset: int, text: str) -> Comment:
    before = source.text[source.text.rfind("\n", 0, offset) + 1 : offset]
    return Comment(text[1:].strip(), offset, not before.strip())


@cache
def _scanner() -> re.Pattern[str]:
    known = patterns()
    return re.compile(
        r"(?P<SKIP>\s+|\.(?=[ ]*(?:#[^\n]*)?(?:\n|\Z)))|(?P<COMMENT>#[^\n]*)"
        rf"|(?P<STRING>{known['STRING']})|(?P<CITATION>{known['CITATION']})"
        rf"|(?P<DATE>{known['DATE']})|(?P<NUMBER>{known['NUMBER']})"
        rf"|(?P<NAME>pr\.(?=\s)|{known['NAME']})|(?P<COMMA>,)|(?P<STRAY>.)"
    )
