# SPDX-License-Identifier: EUPL-1.2
"""What to say where a statement cannot be read: the place, what was expected, what works."""

from __future__ import annotations

from checker.language.grammar import Unexpected, openings
from checker.language.scanner import Extent, Lexeme
from checker.language.slips import SLIPS
from checker.language.stop import Stop, short, visible
from checker.mistakes import FileMistakes
from checker.speech.node import DocumentKind

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
