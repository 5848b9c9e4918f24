"""The grammar as lark runs it: the lexemes of a statement to what the builders make of it.

``grammar/ressort.lark`` holds the grammar of all four kinds of document for both surfaces; its
keywords stand in ``grammar/words.txt``. A keyword is read only where the grammar takes it at that
place, the longest first, so that a word may stand for several keywords and an id may look like a
keyword of another place; lark is therefore given one terminal at a time.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Container, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple, get_args

from checker.disk import keep
from checker.language.lines import grammar_text, hands_on, keeps_keywords, patterns
from checker.language.scanner import Extent, Lexeme
from checker.language.words import SURFACES, KeywordPhrase, Vocabulary, vocabulary
from checker.speech.node import DocumentKind, Surface

if TYPE_CHECKING:
    from lark import Lark

HEADERS = {"organisation": "MUNICIPALITY", "proposal": "PROPOSAL", "waivers": "WAIVERS"}
_KINDS: tuple[DocumentKind, ...] = get_args(DocumentKind)


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
    from lark import Token
    from lark.exceptions import UnexpectedInput

    parser: Any = _parser(kind).parse_interactive()
    given: list[Token] = []
    at = 0
    while True:
        terminal, count, wording = _fitting(parser, words, lexemes, at)
        if terminal == "$END" and "$END" in parser.accepts():
            return _built(parser.feed_eof(), builders)[0]
        if terminal in ("", "$END"):
            raise Unexpected(at, _accepted(kind, given))
        own = terminal in patterns() and terminal != "COMMA"
        value: object = lexemes[at].text if own else Keyword(terminal, wording)
        first = lexemes[at + (count > 1 and lexemes[at].kind == "COMMA")]
        last = lexemes[at + count - 1]
        token = Token(terminal, value, start_pos=first.start, end_pos=last.end)
        try:
            parser.feed_token(token)
        except UnexpectedInput:
            raise Unexpected(at, _accepted(kind, given)) from None
        given.append(token)
        at += count


def _fitting(
    parser: Any, words: Vocabulary, lexemes: list[Lexeme], at: int
) -> tuple[str, int, int]:
    """The terminal at a place, as ``recognise`` tells it; of several that are written alike, the
    first that lark does not only list but takes."""
    from lark import Token
    from lark.exceptions import UnexpectedInput

    first = found = recognise(parser.choices(), words, lexemes, at)
    taken = {*parser.choices()}
    while found[0] in words.wordings:
        taken.discard(found[0])
        other = recognise(taken, words, lexemes, at)
        if found is first and other[1] != first[1]:
            return first
        with contextlib.suppress(UnexpectedInput):
            parser.copy().feed_token(Token(found[0], ""))
            return found
        found = other
    return first


def _accepted(kind: DocumentKind, given: list[Any]) -> list[str]:
    """The terminals that lark takes after some tokens: not all that a state lists it takes."""
    parser: Any = _parser(kind).parse_interactive()
    for token in given:
        parser.feed_token(token)
    taken = parser.accepts()
    return [terminal for terminal in parser.choices() if terminal in taken]


def _built(node: Any, builders: Builders) -> tuple[Any, Extent]:
    """What the builders make of lark's tree, from its leaves up, and where it stands."""
    if not hasattr(node, "children"):
        place = Extent(node.start_pos, node.end_pos)
        keyword = isinstance(node.value, Keyword)
        return node.value if keyword else builders(node.type)(node.value, place), place
    name = str(node.data)
    built = [_built(child, builders) for child in node.children]
    (_, start), (_, end) = built[0], built[-1]
    place = Extent(start.start, end.end, start.first.end)
    keeps = keeps_keywords(name)
    values = [value for value, _ in built if keeps or not isinstance(value, Keyword)]
    if hands_on(name) and len(values) == 1:
        return values[0], place
    return builders(name)(place, *values), place


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
    for phrase in words.phrases.get(lexemes[at].folded, ()):
        rest = phrase.words[1:]
        if not rest or rest == tuple(one.text for one in lexemes[at + 1 : at + len(phrase.words)]):
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


def openings(kind: DocumentKind) -> list[str]:
    """The keywords that begin a statement of a kind of document."""
    keywords = vocabulary("en").wordings
    parser: Any = _parser(kind).parse_interactive()
    return [one for one in parser.choices() if one in keywords]


_openers = cache(openings)


def _opening(line: list[Lexeme], kind: DocumentKind, surface: Surface) -> str:
    return recognise(_openers(kind), vocabulary(surface), line, 0)[0]


# ---------------------------------------------------------------- lark


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
