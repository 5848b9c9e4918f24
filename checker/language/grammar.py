"""The grammar as lark runs it: the lexemes of a statement to what the builders make of it.

``grammar/ressort.lark`` holds the grammar of all four kinds of document for both surfaces; its
keywords stand in ``grammar/words.txt``. A keyword is read only where the grammar takes it at that
place, the longest first, so that a word may stand for several keywords and an id may look like a
keyword of another place; lark is therefore given one terminal at a time.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Container
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from checker.disk import keep
from checker.language.lines import grammar_text, hands_on, keeps_keywords
from checker.language.words import KeywordPhrase, Vocabulary, vocabulary
from checker.speech.node import DocumentKind

if TYPE_CHECKING:
    from lark import Lark, Tree

    from checker.language.scanner import Lexemes


class Extent(NamedTuple):
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
        accepted: the terminals that would have been taken, ``$END`` among them.
    """

    def __init__(self, at: int, accepted: list[str]) -> None:
        super().__init__(at)
        self.at, self.accepted = at, accepted


Builders = dict[str, Callable[..., Any]]


def read_statement(
    kind: DocumentKind, words: Vocabulary, lexemes: Lexemes, builders: Builders
) -> Any:
    """What the builders make of a statement. Raises Unexpected at the first wrong lexeme.

    ``builders`` has a function for each line of the grammar, called with a Extent and the values
    of its parts, and one for each terminal that is no keyword, called with the text and a Extent.
    """
    from lark import Token
    from lark.exceptions import UnexpectedInput

    parser: Any = _parser(kind).parse_interactive()
    given: list[Token] = []
    at = 0
    while True:
        terminal, count, wording = recognise(parser.choices(), words, lexemes, at)
        if terminal == "$END":
            tree = parser.feed_eof() if "$END" in parser.accepts() else None
            if tree is not None:
                return _Walk(builders).value(tree)
        if terminal in ("", "$END"):
            raise Unexpected(at, _accepted(kind, given))
        value: object = lexemes.texts[at] if terminal in builders else Keyword(terminal, wording)
        first = at + (count > 1 and lexemes.kinds[at] == "COMMA")
        token = Token(
            terminal,
            value,
            start_pos=lexemes.starts[first],
            end_pos=lexemes.ends[at + count - 1],
        )
        try:
            parser.feed_token(token)
        except UnexpectedInput:
            raise Unexpected(at, _accepted(kind, given)) from None
        given.append(token)
        at += count


def _accepted(kind: DocumentKind, given: list[Any]) -> list[str]:
    """The terminals that lark takes after some tokens: not all that a state lists it takes."""
    parser: Any = _parser(kind).parse_interactive()
    for token in given:
        parser.feed_token(token)
    taken = parser.accepts()
    return [terminal for terminal in parser.choices() if terminal in taken]


def openings(kind: DocumentKind) -> list[str]:
    """The keywords that begin a statement of a kind of document."""
    keywords = vocabulary("en").wordings
    parser: Any = _parser(kind).parse_interactive()
    return [one for one in parser.choices() if one in keywords]


def recognise(
    taken: Container[str], words: Vocabulary, lexemes: Lexemes, at: int
) -> tuple[str, int, int]:
    """The terminal at a place, how many lexemes it takes, and which wording of it stands there.

    The terminal is "" where nothing of what is taken stands there.
    """
    kind = lexemes.kinds[at]
    if kind in ("NAME", "COMMA"):
        for phrase in words.phrases.get(lexemes.folded[at], ()):
            if phrase.terminal in taken:
                count = len(phrase.words)
                if (count == 1 or _follows(phrase, lexemes, at)) and (
                    not phrase.follow or _looks_ahead(phrase, words, lexemes, at + count)
                ):
                    return phrase.terminal, count, phrase.wording
    return (kind, 1, 0) if kind in taken else ("", 0, 0)


def _follows(phrase: KeywordPhrase, lexemes: Lexemes, at: int) -> bool:
    rest = phrase.words[1:]
    return tuple(lexemes.texts[at + 1 : at + 1 + len(rest)]) == rest


def _looks_ahead(phrase: KeywordPhrase, words: Vocabulary, lexemes: Lexemes, at: int) -> bool:
    if phrase.follow == "part":
        return lexemes.kinds[at : at + 2] == ["NAME", "STRING"]
    if phrase.follow in ("citation", "string"):
        return lexemes.kinds[at] == phrase.follow.upper()
    clauses = words.sections["predicates"]
    return any(
        other.terminal in clauses and _follows(other, lexemes, at)
        for other in words.phrases.get(lexemes.folded[at], ())
    )


class _Walk:
    """Goes through lark's tree from the leaves up and calls the builders."""

    def __init__(self, builders: Builders) -> None:
        self.builders = builders
        self.end = 0

    def value(self, node: Tree[Any]) -> Any:
        return self._visit(node)[0]

    def _visit(self, node: Any) -> tuple[Any, Extent]:
        if hasattr(node, "children"):
            return self._tree(node)
        place = Extent(node.start_pos, node.end_pos, node.end_pos)
        self.end = node.end_pos
        if node.type in self.builders:
            return self.builders[node.type](node.value, place), place
        return node.value, place

    def _tree(self, tree: Any) -> tuple[Any, Extent]:
        name = str(tree.data)
        keeps = keeps_keywords(name)
        visited = [self._visit(child) for child in tree.children]
        places = [place for _, place in visited]
        place = (
            Extent(places[0].start, places[-1].end, places[0].head)
            if places
            else Extent(self.end, self.end, self.end)
        )
        values = [value for value, _ in visited if keeps or not isinstance(value, Keyword)]
        if hands_on(name) and len(values) == 1:
            return values[0], place
        return self.builders[name](place, *values), place


@cache
def _parser(kind: DocumentKind) -> Lark:
    """The parser of one kind of document, from the user's cache where it is there.

    Each kind has its own, so that a word that ends a part in one kind does not do so in another.
    """
    from lark import Lark

    text = source()
    options: dict[str, Any] = {"parser": "lalr", "lexer": "basic", "start": kind}
    options["maybe_placeholders"] = False
    kept = keep.place(f"grammar-{kind}", text)
    if kept is not None:
        with contextlib.suppress(OSError):
            return Lark(text, cache=str(kept), **options)
    return Lark(text, **options)


def source() -> str:
    """The grammar with its keywords declared, as lark is given it."""
    return f"{grammar_text()}\n%declare {' '.join(vocabulary('en').wordings)}\n"
