"""A text to its document: the statements in it, or all that is wrong with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from attrs import evolve

from checker.language import complaints, scanner
from checker.language.grammar import Extent, Unexpected, read_statement
from checker.language.identity import Opening, identify, opening_of
from checker.language.lines import patterns
from checker.language.mistakes import FileMistakes, HalfReadError, Spoiled
from checker.language.oddities import Oddities
from checker.language.scanner import Lexemes
from checker.language.words import vocabulary
from checker.source import Source, Span
from checker.speech.node import Comment, Document, DocumentKind, Node, Surface


def parse(source: Source) -> Document:
    """The document in a text, its area words and genitives as they are written.

    Raises MistakesError with a TextError for each statement that cannot be read; it is a
    HalfReadError where some can be.
    """
    starts, _ = scanner.statement_starts(source.text)
    comments: list[Comment] = []
    scanner.scan(source, 0, starts[0] if starts else len(source.text), comments)
    if not starts:
        mistakes = FileMistakes(source=source)
        mistakes.at(Extent(0, 0, 0), "empty")
        mistakes.settle()
    ends = [*starts[1:], len(source.text)]
    lines = [scanner.scan(source, *ends_, comments) for ends_ in zip(starts, ends, strict=True)]
    kind, surface = identify(lines)
    source = evolve(source, language=surface)
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
    """Reads the statements of one file."""

    def __init__(self, source: Source, kind: DocumentKind, surface: Surface) -> None:
        self.kind, self.surface = kind, surface
        self.mistakes = FileMistakes(source=source)
        self.words = vocabulary(surface)
        self.builders = _Functions(Oddities(self.mistakes))

    def read(self, lines: list[Lexemes]) -> tuple[Node, ...]:
        """The nodes of all statements; what is wrong is noted in ``mistakes``."""
        statements: list[Node] = []
        groups: list[list[Lexemes]] = []
        for line in lines:
            opening = opening_of(line, self.kind, self.surface)
            if opening.fits and not groups:
                complaints.header_missing(self.mistakes, line, opening, self.kind)
            elif opening.fits and opening.is_header:
                complaints.header_again(self.mistakes, line, opening)
                opening = Opening("", self.kind, self.surface, fits=False)
                groups.append([])
                continue
            if opening.fits or not groups:
                groups.append([line])
            elif opening.terminal:
                complaints.wrong_opening(self.mistakes, line, opening, self.kind)
                groups.append([])
            elif complaints.nearly_opens(line, self.kind, self.words):
                complaints.unknown_opening(self.mistakes, line, self.kind)
                groups.append([])
            elif groups[-1]:
                groups[-1].append(line)
            else:
                continue
        for group in groups:
            node = self._statement(group) if group else None
            if node is not None:
                statements.append(node)
        return tuple(statements)

    def _statement(self, lines: list[Lexemes]) -> Node | None:
        lexemes = _joined(lines)
        try:
            node: Node = read_statement(self.kind, self.words, lexemes, self.builders)
        except Spoiled:
            node = None  # type: ignore[assignment]
        except Unexpected as error:
            self._failed(lines, lexemes, error)
            return None
        for line in lines[1:]:
            complaints.not_indented(self.mistakes, line)
        return node

    def _failed(self, lines: list[Lexemes], lexemes: Lexemes, error: Unexpected) -> None:
        """Notes why a statement cannot be read, and which of its lines are not indented."""
        if error.at == 0:
            complaints.unknown_opening(self.mistakes, lines[0], self.kind)
            return
        where = lexemes.starts[error.at]
        for number, line in enumerate(lines[1:], start=1):
            if lexemes.kinds[error.at] != "$END" and where == line.starts[0]:
                for unknown in lines[number:]:
                    complaints.unknown_opening(self.mistakes, unknown, self.kind)
                self._statement(lines[:number])
                return
            if where >= line.starts[0]:
                complaints.not_indented(self.mistakes, line)
        complaints.unexpected(self.mistakes, lexemes, error)


def _joined(lines: list[Lexemes]) -> Lexemes:
    if len(lines) == 1:
        return lines[0]
    joined = Lexemes([], [], [], [], [])
    for line in lines:
        end = None if line is lines[-1] else -1
        joined.kinds.extend(line.kinds[:end])
        joined.texts.extend(line.texts[:end])
        joined.folded.extend(line.folded[:end])
        joined.starts.extend(line.starts[:end])
        joined.ends.extend(line.ends[:end])
    return joined


class _Functions(dict[str, Callable[..., Any]]):
    """What builds each terminal that is no keyword, and each line once it is met."""

    def __init__(self, oddities: Oddities) -> None:
        super().__init__({name: getattr(oddities, name) for name in patterns()})
        self._oddities = oddities

    def __missing__(self, line: str) -> Callable[..., Any]:
        self[line] = self._oddities.function(line)
        return self[line]
