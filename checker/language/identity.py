"""What kind of document a text is, and in which language: told by how its statements begin."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple, get_args

from checker.language.grammar import openings, recognise
from checker.language.scanner import Lexemes
from checker.language.words import vocabulary
from checker.speech.node import DocumentKind, Surface

HEADERS = {"organisation": "MUNICIPALITY", "proposal": "PROPOSAL", "waivers": "WAIVERS"}
_KINDS: tuple[DocumentKind, ...] = get_args(DocumentKind)
_SURFACES: tuple[Surface, ...] = get_args(Surface)


class Opening(NamedTuple):
    """How a line begins: with which keyword, of which kind of document, in which language.

    ``terminal`` is "" where no statement begins so; ``fits`` says that it fits the file.
    """

    terminal: str
    kind: DocumentKind
    surface: Surface
    fits: bool = True

    @property
    def is_header(self) -> bool:
        return self.terminal in HEADERS.values()


def identify(lines: list[Lexemes]) -> tuple[DocumentKind, Surface]:
    """Kind and language of a text, by the first line that begins as only one language does."""
    first: tuple[DocumentKind, Surface] | None = None
    for line in lines:
        found = [
            (kind, surface)
            for surface in _SURFACES
            for kind in _KINDS
            if _opening(line, kind, surface)
        ]
        if len({surface for _, surface in found}) == 1:
            kind, surface = found[0]
            return (first[0] if first else kind), surface
        if found and not first:
            first = found[0][0], "da" if "til" in line.texts[:4] else "en"
    return first or ("rules", _nearest(lines))


def opening_of(line: Lexemes, kind: DocumentKind, surface: Surface) -> Opening:
    """How a line begins, looked for in the file's kind and language first."""
    terminal = _opening(line, kind, surface)
    if terminal:
        return Opening(terminal, kind, surface)
    for language in (surface, *(s for s in _SURFACES if s != surface)):
        for other in _KINDS:
            terminal = _opening(line, other, language)
            if terminal:
                return Opening(terminal, other, language, fits=False)
    return Opening("", kind, surface, fits=False)


def _opening(line: Lexemes, kind: DocumentKind, surface: Surface) -> str:
    return recognise(_openers(kind), vocabulary(surface), line, 0)[0]


@cache
def _openers(kind: DocumentKind) -> frozenset[str]:
    return frozenset(openings(kind))


def _nearest(lines: list[Lexemes]) -> Surface:
    met = {
        surface: sum(
            word in vocabulary(surface).phrases for line in lines[:50] for word in line.folded[:50]
        )
        for surface in _SURFACES
    }
    return "da" if met["da"] > met["en"] else "en"
