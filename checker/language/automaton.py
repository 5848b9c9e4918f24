"""The lexemes of a statement to its tree: an LALR automaton whose keywords depend on its state.

A keyword is read only where the grammar takes it at that place, the longest first. So words such
as ``under`` can stand for several keywords, and an id may look like a keyword of another place.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from checker.language.scanner import Lexemes
from checker.language.tables import Production, Tables
from checker.language.words import Phrase, Vocabulary


class Place(NamedTuple):
    """Where something stands: from ``start`` up to ``end``; its first word ends at ``head``."""

    start: int
    end: int
    head: int


class Keyword(NamedTuple):
    """A keyword whose choice matters to the tree."""

    terminal: str
    wording: int


class Unexpected(Exception):  # noqa: N818  (becomes a TextError where the words are known)
    """A lexeme that the grammar does not take at its place.

    Attributes:
        at: its number among the lexemes.
        stack: the states of the automaton, the last on top.
    """

    def __init__(self, at: int, stack: list[int]) -> None:
        super().__init__(at)
        self.at, self.stack = at, stack


Builders = dict[str, Callable[..., Any]]


def run(tables: Tables, words: Vocabulary, lexemes: Lexemes, builders: Builders) -> Any:
    """What the builders make of a statement. Raises Unexpected at the first wrong lexeme.

    ``builders`` has a function for each production, called with a Place and the values of its
    parts, and one for each terminal that is no keyword, called with the text and a Place.
    """
    states, productions = tables.states, tables.productions
    kinds, texts, _, starts, ends = lexemes
    stack = [tables.start]
    values: list[list[Any]] = []
    places: list[Place] = []
    at = 0
    while True:
        actions = states[stack[-1]]
        terminal, count, wording = recognise(actions, words, lexemes, at)
        if terminal == "":
            raise Unexpected(at, stack)
        action = actions[terminal]
        before = stack[:] if action < 0 else stack
        while action < 0:
            production = productions[-action - 1]
            _reduce(builders, production, stack, values, places)
            stack.append(states[stack[-1]][production.origin])
            if stack[-1] == tables.end and terminal == "$END":
                return values[0][0]
            actions = states[stack[-1]]
            if terminal not in actions:
                raise Unexpected(at, before)
            action = actions[terminal]
        last = at + count - 1
        place = Place(starts[at], ends[last], ends[last])
        if kinds[at] == "COMMA" and count > 1:
            place = Place(starts[at + 1], ends[last], ends[last])
        if terminal in builders:
            values.append([builders[terminal](texts[at], place)])
        else:
            values.append([Keyword(terminal, wording)])
        places.append(place)
        stack.append(action)
        at += count


def recognise(
    actions: dict[str, int], words: Vocabulary, lexemes: Lexemes, at: int
) -> tuple[str, int, int]:
    """The terminal at a place, how many lexemes it takes, and which wording of it stands there.

    The terminal is "" where nothing that the state takes stands there.
    """
    kind = lexemes.kinds[at]
    if kind == "NAME" or kind == "COMMA":
        folded = lexemes.folded
        for phrase in words.phrases.get(folded[at], ()):
            if phrase.terminal in actions:
                count = len(phrase.words)
                if (count == 1 or _follows(phrase, lexemes, at)) and (
                    not phrase.follow or _looks_ahead(phrase, words, lexemes, at + count)
                ):
                    return phrase.terminal, count, phrase.wording
    return (kind, 1, 0) if kind in actions else ("", 0, 0)


def takes(tables: Tables, stack: list[int], terminal: str) -> bool:
    """Whether the automaton would take a terminal: not all that a state lists it takes."""
    stack = list(stack)
    while True:
        action = tables.states[stack[-1]].get(terminal)
        if action is None:
            return False
        if action >= 0:
            return True
        production = tables.productions[-action - 1]
        if production.length:
            del stack[-production.length :]
        stack.append(tables.states[stack[-1]][production.origin])
        if stack[-1] == tables.end:
            return terminal == "$END"


def _reduce(
    builders: Builders,
    production: Production,
    stack: list[int],
    values: list[list[Any]],
    places: list[Place],
) -> None:
    builder, _, length, kept, inlined, transparent = production
    first = len(values) - length
    if length:
        place = Place(places[first].start, places[-1].end, places[first].head)
    else:
        place = Place(places[-1].end, places[-1].end, places[-1].end)
    parts: list[Any]
    if inlined and kept and kept[0] == 0:
        parts, kept = values[first], kept[1:]
    else:
        parts = []
    for number in kept:
        parts += values[first + number]
    if length:
        del stack[-length:], values[first:], places[first:]
    if not (inlined or (transparent and len(parts) == 1)):
        parts = [builders[builder](place, *parts)]
    values.append(parts)
    places.append(place)


def _follows(phrase: Phrase, lexemes: Lexemes, at: int) -> bool:
    rest = phrase.words[1:]
    return tuple(lexemes.texts[at + 1 : at + 1 + len(rest)]) == rest


def _looks_ahead(phrase: Phrase, words: Vocabulary, lexemes: Lexemes, at: int) -> bool:
    if phrase.follow == "part":
        return lexemes.kinds[at : at + 2] == ["NAME", "STRING"]
    if phrase.follow == "citation":
        return lexemes.kinds[at] == "CITATION"
    clauses = words.sections["predicates"]
    return any(
        other.terminal in clauses and _follows(other, lexemes, at)
        for other in words.phrases.get(lexemes.folded[at], ())
    )
