# SPDX-License-Identifier: EUPL-1.2
"""A text to its document: the statements in it, or all that is wrong with it: the place, what was
expected, what works."""

from __future__ import annotations

from functools import cache

from checker import limits
from checker.language.builder import Builder, Spoiled
from checker.language.grammar import (
    HEADERS,
    Unexpected,
    identify,
    opening_of,
    openings,
    read_statement,
)
from checker.language.scanner import Extent, Lexeme, scan, statement_starts
from checker.language.slips import SLIPS
from checker.language.stop import Stop, short, visible
from checker.language.words import vocabulary
from checker.mistakes import FileMistakes
from checker.records import evolve
from checker.say import say
from checker.source import Source, Span
from checker.speech.node import Comment, Document, DocumentKind, HalfReadError, Node, Surface


def parse(source: Source) -> Document:
    """The document in a text, its area words and genitives as they are written.

    Raises MistakesError with a TextError for each statement that cannot be read; it is a
    HalfReadError where some can be.
    """
    starts = statement_starts(source.text)
    comments: list[Comment] = []
    scan(source, 0, starts[0] if starts else len(source.text), comments)
    if not starts:
        with FileMistakes(source=source) as none:
            none.at(Extent(0, 0), "empty")
    ends = [*starts[1:], len(source.text)]
    lines: list[list[Lexeme]] = []
    room = limits.WORDS
    for start, end in zip(starts, ends, strict=True):
        lines.append(scan(source, start, end, comments))
        room -= len(lines[-1])
        if room < len(comments):
            break
    kind, surface = identify(lines)
    source = evolve(source, language=surface)
    if room < len(comments):
        with FileMistakes(source=source) as much:
            much.at(lines[-1][0], "too-many-words", most=limits.WORDS)
    reader = _StatementReader(source, kind, surface)
    statements = reader.read(lines)
    document = Document(
        kind,
        surface,
        statements,
        tuple(comments),
        tuple(reader.mistakes.warnings),
        span=Span(source, 0, len(source.text)),
    )
    if reader.mistakes.errors:
        raise HalfReadError(reader.mistakes.errors, document)
    return document


class _StatementReader:
    """Reads the statements of one file; what is wrong is noted in ``mistakes``."""

    def __init__(self, source: Source, kind: DocumentKind, surface: Surface) -> None:
        self.kind, self.surface = kind, surface
        self.mistakes = FileMistakes(source=source)
        self.words = vocabulary(surface)
        self.builder = Builder(self.mistakes)
        self.builders = cache(self.builder.function)

    def read(self, lines: list[list[Lexeme]]) -> tuple[Node, ...]:
        """The nodes of all statements."""
        groups: list[list[list[Lexeme]]] = []
        for line in lines:
            if self._begins(line, first=not groups):
                groups.append([line])
            elif self._is_refused(line):
                groups.append([])
            elif groups[-1]:
                groups[-1].append(line)
        nodes = [self._statement(group) for group in groups if group]
        return tuple(node for node in nodes if node is not None)

    def _begins(self, line: list[Lexeme], *, first: bool) -> bool:
        """Whether a line begins a statement. Notes that a header is needed and none is there."""
        opening = opening_of(line, self.kind, self.surface)
        header = HEADERS.get(self.kind)
        if first and opening.fits and header and opening.terminal != header:
            example = say(self.surface, f"example.{self.kind}")
            self.mistakes.at(line[0], "no-header", word=self.words.bare(header), example=example)
        return first or (opening.fits and opening.terminal != header)

    def _is_refused(self, line: list[Lexeme]) -> bool:
        """Notes a line that begins another kind of statement, or nearly begins one."""
        opening = opening_of(line, self.kind, self.surface)
        word = self.words.bare(opening.terminal) if opening.terminal else ""
        if opening.fits:
            self.mistakes.at(line[0], "second-header", word=word)
        elif not opening.terminal:
            return nearly_opens(self.mistakes, line, self.kind)
        elif opening.surface != self.surface:
            self.mistakes.at(line[0], "mixed", text=line[0].text, word=word)
        else:
            here, there = (
                say(self.surface, key) for key in (f"in.{self.kind}", f"into.{opening.kind}")
            )
            self.mistakes.at(line[0], "other-kind", text=word, here=here, there=there)
        return True

    def _statement(self, lines: list[list[Lexeme]]) -> Node | None:
        lexemes = [*(lexeme for line in lines for lexeme in line[:-1]), lines[-1][-1]]
        node: Node | None = None
        try:
            node = read_statement(self.kind, self.words, lexemes, self.builders)
        except Spoiled:
            pass
        except Unexpected as error:
            self._failed(lines, lexemes, error)
            return None
        self.builder.note_blank()
        for line in lines[1:]:
            not_indented(self.mistakes, line)
        return node

    def _failed(self, lines: list[list[Lexeme]], lexemes: list[Lexeme], error: Unexpected) -> None:
        """Notes why a statement cannot be read, and which of its lines are not indented."""
        if error.at == 0:
            unknown_opening(self.mistakes, lines[0], self.kind)
            return
        wrong = lexemes[error.at]
        for number, line in enumerate(lines[1:], start=1):
            if wrong.kind != "$END" and wrong.start == line[0].start:
                for unknown in lines[number:]:
                    unknown_opening(self.mistakes, unknown, self.kind)
                self._statement(lines[:number])
                return
            if wrong.start >= line[0].start:
                not_indented(self.mistakes, line)
        unexpected(self.mistakes, lexemes, error, self.kind)


_NEAR_OPENING = 0.79


def not_indented(mistakes: FileMistakes, line: list[Lexeme]) -> None:
    """Notes a line that belongs to the statement above it."""
    text = mistakes.source.line_at(line[0].start)
    mistakes.at(line[0], "indent", text=short(text, 100))


def nearly_opens(mistakes: FileMistakes, line: list[Lexeme], kind: DocumentKind) -> bool:
    """Whether a line begins with a word near one that opens, and no keyword, which is noted."""
    stop = Stop(mistakes, line, 0, openings(kind), kind)
    if stop.word() in stop.words.phrases or stop.near(_NEAR_OPENING) is None:
        return False
    unknown_opening(mistakes, line, kind)
    return True


def unknown_opening(mistakes: FileMistakes, line: list[Lexeme], kind: DocumentKind) -> None:
    """Notes a line that begins as no statement does."""
    stop = Stop(mistakes, line, 0, openings(kind), kind)
    if mistakes.full:
        mistakes.pass_over(mistakes.span(line[0]), "no-opening")
    if mistakes.full or stop.is_unclosed():
        return
    if near := stop.near():
        word, end = near
        place = Extent(line[0].start, end)
        mistakes.at(place, "no-opening", text=mistakes.span(place).text, word=word)
    else:
        mistakes.at(line[0], "no-opening", text=visible(line[0].text))


def unexpected(
    mistakes: FileMistakes, lexemes: list[Lexeme], error: Unexpected, kind: DocumentKind
) -> None:
    """Notes the lexeme that the grammar does not take, in the way that helps most."""
    stop = Stop(mistakes, lexemes, error.at, error.accepted, kind)
    if mistakes.full:
        mistakes.pass_over(mistakes.span(stop.place), "unexpected")
    if mistakes.full or stop.is_unclosed() or any(slip(stop) for slip in SLIPS):
        return
    if [one.kind for one in lexemes[stop.at : stop.at + 2]] == ["COMMA", "NAME"]:
        stop = stop._replace(at=stop.at + 1)
    stop.not_expected()
