"""What to say where a statement cannot be read: the place, what was expected, what works."""

from __future__ import annotations

from checker.language.grammar import Extent, Unexpected, openings
from checker.language.identity import HEADERS, Opening
from checker.language.mistakes import FileMistakes
from checker.language.scanner import Lexemes
from checker.language.slips import Stop, known_slip
from checker.language.words import Vocabulary, folded
from checker.say import say
from checker.speech.node import DocumentKind

_QUOTES = '"“”„»«'
_LEAVES = ("NAME", "STRING", "CITATION", "DATE", "NUMBER", "$END")
_MOST = 7
_NEAR, _NEAR_SHORT, _NEAR_OPENING = 0.74, 0.66, 0.79


def header_missing(
    mistakes: FileMistakes, line: Lexemes, opening: Opening, kind: DocumentKind
) -> None:
    """Notes that the first statement is no header where one is needed."""
    header = HEADERS.get(kind)
    if header and opening.terminal != header:
        example = say(mistakes.source.language, f"example.{kind}")
        mistakes.at(_first(line), "no-header", word=mistakes.words.bare(header), example=example)


def header_again(mistakes: FileMistakes, line: Lexemes, opening: Opening) -> None:
    """Notes that a file has a second header."""
    mistakes.at(_first(line), "second-header", word=mistakes.words.bare(opening.terminal))


def wrong_opening(
    mistakes: FileMistakes, line: Lexemes, opening: Opening, kind: DocumentKind
) -> None:
    """Notes a statement of another kind of document, or in another language."""
    word, language = mistakes.words.bare(opening.terminal), mistakes.source.language
    if opening.surface != language:
        mistakes.at(_first(line), "mixed", text=line.texts[0], word=word)
        return
    here, there = say(language, f"in.{kind}"), say(language, f"into.{opening.kind}")
    mistakes.at(_first(line), "other-kind", text=word, here=here, there=there)


def not_indented(mistakes: FileMistakes, line: Lexemes) -> None:
    """Notes a line that belongs to the statement above it."""
    text = mistakes.source.line_at(line.starts[0]).strip()
    mistakes.at(_first(line), "indent", text=_short(text, 100))


def nearly_opens(line: Lexemes, kind: DocumentKind, words: Vocabulary) -> bool:
    """Whether a line begins with a word that stands for none, and is near one that opens."""
    known = line.folded[0] in words.phrases
    return not known and _near(line, 0, openings(kind), words, _NEAR_OPENING) is not None


def unknown_opening(mistakes: FileMistakes, line: Lexemes, kind: DocumentKind) -> None:
    """Notes a line that begins as no statement does."""
    if mistakes.full or _unclosed(mistakes, line, 0):
        return
    if near := _near(line, 0, openings(kind), mistakes.words):
        word, end = near
        place = Extent(line.starts[0], end, end)
        mistakes.at(place, "no-opening", text=mistakes.span(place).text, word=word)
    else:
        mistakes.at(_first(line), "no-opening", text=_visible(line.texts[0]))


def unexpected(mistakes: FileMistakes, lexemes: Lexemes, error: Unexpected) -> None:
    """Notes the lexeme that the grammar does not take, in the way that helps most."""
    at, accepted, words = error.at, error.accepted, mistakes.words
    if mistakes.full or _unclosed(mistakes, lexemes, at):
        return
    if known_slip(Stop(mistakes, words, lexemes, at, accepted)):
        return
    if lexemes.kinds[at : at + 2] == ["COMMA", "NAME"]:
        at += 1
    near = _near(lexemes, at, [t for t in accepted if t in words.wordings], words)
    word, end = near or ("", lexemes.ends[at])
    place = Extent(lexemes.starts[at], end, end)
    expected = _expected(mistakes, accepted)
    if lexemes.kinds[at] == "$END":
        mistakes.at(place, "ends-early", expected=expected)
    else:
        text = _visible(mistakes.span(place).text)
        mistakes.at(place, "unexpected", text=text, expected=expected, word=word)


def _first(line: Lexemes) -> Extent:
    return Extent(line.starts[0], line.ends[0], line.ends[0])


def _unclosed(mistakes: FileMistakes, lexemes: Lexemes, at: int) -> bool:
    """Notes a quotation that is never closed: the first that runs on, else the last."""
    kinds, texts, starts = lexemes.kinds, lexemes.texts, lexemes.starts
    if len(kinds) < 2 or kinds[-2] != "STRAY" or texts[-2] not in _QUOTES:
        return False
    strings = (n for n, kind in enumerate(kinds) if kind == "STRING" and "\n" in texts[n])
    start = starts[next(strings, len(kinds) - 2)]
    if starts[at] < start:
        return False
    end = mistakes.source.text.find("\n", start)
    end = end if end >= 0 else len(mistakes.source.text)
    mistakes.at(Extent(start, end, end), "unclosed")
    return True


def _near(
    lexemes: Lexemes, at: int, terminals: list[str], words: Vocabulary, least: float = 0.0
) -> tuple[str, int] | None:
    """The nearest of the keywords, and where the words that it is near to end."""
    from difflib import SequenceMatcher  # only a mistake needs it

    if lexemes.kinds[at] != "NAME" or lexemes.ends[at] - lexemes.starts[at] > 40:
        return None
    best: tuple[float, str, int] = (0.0, "", 0)
    for terminal in terminals:
        for number in range(len(words.wordings[terminal])):
            wording = words.bare(terminal, number)
            count = len(wording.split())
            written = [lexemes.folded[at], *lexemes.texts[at + 1 : at + count]]
            matcher = SequenceMatcher(None, " ".join(written), folded(wording))
            enough = max(best[0], least or (_NEAR_SHORT if len(wording) < 5 else _NEAR))
            if wording and matcher.real_quick_ratio() > enough and matcher.ratio() > enough:
                best = (matcher.ratio(), wording, lexemes.ends[at + len(written) - 1])
    return (best[1], best[2]) if best[1] else None


def _expected(mistakes: FileMistakes, accepted: list[str]) -> str:
    language, words = mistakes.source.language, mistakes.words
    leaves = (t.strip("$").lower() for t in _LEAVES if t in accepted)
    said = [say(language, f"expected.{leaf}") for leaf in leaves]
    keywords = (t for t in words.wordings if t in accepted and t != "NUMBER_WORD")
    said = [*dict.fromkeys([*said, *(f"`{words.bare(terminal)}`" for terminal in keywords)])]
    if len(said) > _MOST:
        return ", ".join(said[:_MOST]) + " " + say(language, "expected.more")
    return say(language, "or").join(filter(None, (", ".join(said[:-1]), *said[-1:])))


def _short(text: str, most: int = 40) -> str:
    text = " ".join(text.split())
    return text if len(text) <= most else text[:most] + "…"


def _visible(text: str) -> str:
    return "".join(c if c.isprintable() else f"U+{ord(c):04X}" for c in _short(text))
