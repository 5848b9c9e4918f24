# SPDX-License-Identifier: EUPL-1.2
"""The grammar at work: the lexemes of a statement to what the builders make of it.

``grammar/ressort.lark`` holds the grammar of all four kinds of document for both surfaces; its
keywords stand in ``grammar/words.txt``. A keyword is read only where the grammar takes it at that
place, the longest first, so that a word may stand for several keywords and an id may look like a
keyword of another place; a table is therefore given one terminal at a time.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator
from functools import cache
from typing import Any, NamedTuple, get_args

from checker.disk import keep
from checker.language.lines import grammar_text, hands_on, keeps_keywords, patterns
from checker.language.scanner import Extent, Lexeme
from checker.language.tables import Branch, Leaf, ParseTable, Walk, made_by_lark
from checker.language.words import SURFACES, KeywordPhrase, Vocabulary, vocabulary
from checker.speech.node import DocumentKind, Surface

HEADERS = {"organisation": "MUNICIPALITY", "proposal": "PROPOSAL", "waivers": "WAIVERS"}
_KINDS: tuple[DocumentKind, ...] = get_args(DocumentKind)
_OPENINGS, _TABLE = "openings", "grammar-"  # what is kept of the grammar


class Keyword(NamedTuple):
    """A keyword whose choice matters to the tree."""

    terminal: str
    wording: int


class Unexpected(Exception):  # noqa: N818  (becomes a TextError where the words are known)
    """A lexeme that the grammar does not take at its place.

    Attributes:
        at: its number among the lexemes.
        accepted: the terminals that would have been taken, ``$END`` among them.
    """

    def __init__(self, at: int, accepted: list[str]) -> None:
        super().__init__(at)
        self.at, self.accepted = at, accepted


# The function that makes the value of a line of the grammar, called with an Extent and the values
# of its parts, or of a terminal that is no keyword, called with the text and an Extent.
Builders = Callable[[str], Callable[..., Any]]


def read_statement(
    kind: DocumentKind, words: Vocabulary, lexemes: list[Lexeme], builders: Builders
) -> Any:
    """What the builders make of a statement. Raises Unexpected at the first wrong lexeme."""
    walk = Walk(_table(kind))
    at = 0
    while True:
        terminal, count, wording = _fitting(walk, words, lexemes, at)
        if not walk.takes(terminal):
            raise Unexpected(at, [one for one in walk.listed if walk.takes(one)])
        own = terminal in patterns() and terminal not in ("COMMA", "GENITIVE")
        value: object = lexemes[at].text if own else Keyword(terminal, wording)
        first = lexemes[at + (count > 1 and lexemes[at].kind == "COMMA")]
        last = lexemes[at + count - 1]
        tree = walk.take(Leaf(terminal, value, first.start, last.end))
        if tree is not None:
            return _built(tree, builders)[0]
        at += count


def _fitting(walk: Walk, words: Vocabulary, lexemes: list[Lexeme], at: int) -> tuple[str, int, int]:
    """The terminal at a place, as ``recognise`` tells it; of several that are written alike, the
    first that may not only be listed but follow."""
    first = found = recognise(walk.listed, words, lexemes, at)
    taken = {*walk.listed} if first[0] in words.wordings else set()
    while found[0] in words.wordings:
        taken.discard(found[0])
        other = recognise(taken, words, lexemes, at)
        if (found is first and other[1] != first[1]) or walk.takes(found[0]):
            return found
        found = other
    return first


def _built(node: Leaf | Branch, builders: Builders) -> tuple[Any, Extent]:
    """What the builders make of a tree, from its leaves up, and where it stands."""
    if isinstance(node, Leaf):
        place = Extent(node.start, node.end)
        keyword = isinstance(node.value, Keyword)
        return node.value if keyword else builders(node.terminal)(node.value, place), place
    built = [_built(child, builders) for child in node.children]
    (_, start), (_, end) = built[0], built[-1]
    place = Extent(start.start, end.end, start.first.end)
    keeps = keeps_keywords(node.line)
    values = [value for value, _ in built if keeps or not isinstance(value, Keyword)]
    if hands_on(node.line) and len(values) == 1:
        return values[0], place
    return builders(node.line)(place, *values), place


def recognise(
    taken: Container[str], words: Vocabulary, lexemes: list[Lexeme], at: int
) -> tuple[str, int, int]:
    """The terminal at a place, how many lexemes it takes, and which wording of it stands there.

    The terminal is "" where nothing of what is taken stands there.
    """
    kind = lexemes[at].kind
    if kind in ("NAME", "COMMA"):
        for phrase in phrases_at(words, lexemes, at):
            after = at + len(phrase.words)
            if phrase.terminal in taken and _looks_ahead(phrase, words, lexemes, after):
                return phrase.terminal, len(phrase.words), phrase.wording
    return (kind, 1, 0) if kind in taken else ("", 0, 0)


def phrases_at(words: Vocabulary, lexemes: list[Lexeme], at: int) -> Iterator[KeywordPhrase]:
    """The phrases that stand at a place, whatever follows, the longest first."""
    second = ""
    if at + 1 < len(lexemes):
        after_comma = lexemes[at].kind == "COMMA"
        second = lexemes[at + 1].folded if after_comma else lexemes[at + 1].text
    for phrase in words.phrases.get(lexemes[at].folded, ()):
        _, *rest = phrase.words
        if not rest or (
            rest[0] == second
            and rest[1:] == [one.text for one in lexemes[at + 2 : at + len(phrase.words)]]
        ):
            yield phrase


def _looks_ahead(phrase: KeywordPhrase, words: Vocabulary, lexemes: list[Lexeme], at: int) -> bool:
    """Whether what a phrase must be followed by stands at a place."""
    if phrase.follow == "part":
        return [one.kind for one in lexemes[at : at + 2]] == ["NAME", "STRING"]
    if phrase.follow in ("citation", "string"):
        return lexemes[at].kind == phrase.follow.upper()
    if phrase.follow == "number":
        return recognise(("NUMBER", "NUMBER_WORD"), words, lexemes, at)[0] != ""
    clauses = words.sections["predicates"]
    return not phrase.follow or any(
        other.terminal in clauses for other in phrases_at(words, lexemes, at)
    )


# ---------------------------------------------------------------- how statements begin


class Opening(NamedTuple):
    """How a line begins: with which keyword, of which kind of document, in which language.

    ``terminal`` is "" where no statement begins so; ``fits`` says that it fits the file.
    """

    terminal: str
    kind: DocumentKind
    surface: Surface
    fits: bool = False


def identify(lines: list[list[Lexeme]]) -> tuple[DocumentKind, Surface]:
    """Kind and language of a text, each by the first line that begins as only one does."""
    first: tuple[DocumentKind, Surface] | None = None
    kinds: set[DocumentKind] = set()
    surfaces: set[Surface] = set()
    for line in lines:
        found = [
            (kind, surface)
            for surface in SURFACES
            for kind in _KINDS
            if _opening(line, kind, surface)
        ]
        if found and not first:
            danish = "til" in [one.text for one in line[:4]]
            first = found[0][0], "da" if danish else "en"
        kinds = kinds if len(kinds) == 1 else {kind for kind, _ in found}
        surfaces = surfaces if len(surfaces) == 1 else {surface for _, surface in found}
        if len(kinds) == len(surfaces) == 1:
            return kinds.pop(), surfaces.pop()
    if first:
        kind = kinds.pop() if len(kinds) == 1 else first[0]
        return kind, surfaces.pop() if len(surfaces) == 1 else first[1]
    words = [lexeme.folded for line in lines[:50] for lexeme in line[:50]]
    en, da = (sum(word in vocabulary(one).phrases for word in words) for one in SURFACES)
    return "rules", "da" if da > en else "en"


def opening_of(line: list[Lexeme], kind: DocumentKind, surface: Surface) -> Opening:
    """How a line begins, looked for in the file's kind and language first."""
    if terminal := _opening(line, kind, surface):
        return Opening(terminal, kind, surface, fits=True)
    for language in (surface, *(one for one in SURFACES if one != surface)):
        for other in _KINDS:
            if terminal := _opening(line, other, language):
                return Opening(terminal, other, language)
    return Opening("", kind, surface)


@cache
def openings(kind: DocumentKind) -> list[str]:
    """The keywords that begin a statement of a kind of document."""
    return _openings()[kind]


@cache
def _openings() -> dict[str, list[str]]:
    """The same of every kind: most of them are asked for this alone."""

    def made() -> dict[str, list[str]]:
        keywords = vocabulary("en").wordings
        return {
            kind: [one for one in Walk(_table(kind)).listed if one in keywords] for kind in _KINDS
        }

    return keep.kept(_OPENINGS, made)


def _opening(line: list[Lexeme], kind: DocumentKind, surface: Surface) -> str:
    return recognise(openings(kind), vocabulary(surface), line, 0)[0]


# ---------------------------------------------------------------- tables


@cache
def _table(kind: DocumentKind) -> ParseTable:
    """The table of one kind of document, from where such are kept or made by lark.

    Each kind has its own, so that a word that ends a part in one kind does not do so in another.
    """
    return ParseTable(_table_data(kind))


def _table_data(kind: DocumentKind) -> Any:
    return keep.kept(_TABLE + kind, lambda: made_by_lark(source(), kind))


def made() -> dict[str, Any]:
    """All that is made of the grammar and kept, each under the kind it is kept as."""
    return {_OPENINGS: _openings()} | {_TABLE + kind: _table_data(kind) for kind in _KINDS}


def source() -> str:
    """The grammar with its keywords declared, as lark is given it."""
    return f"{grammar_text()}\n%declare {' '.join(vocabulary('en').wordings)}\n"
