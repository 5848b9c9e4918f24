"""What to say where a statement cannot be read: the place, what was expected, what works."""

from __future__ import annotations

from checker.language.grammar import Place, Unexpected, openings
from checker.language.identity import HEADERS, Opening
from checker.language.mistakes import Mistakes
from checker.language.scanner import Lexemes
from checker.language.slips import Stop, known_slip
from checker.language.words import Vocabulary, folded, vocabulary
from checker.speech.node import DocumentKind

_QUOTES = '"“”„»«'
_EXAMPLES = {
    ("organisation", "en"): 'municipality copenhagen-2013 "Københavns Kommune" as of 2013-06-18',
    ("organisation", "da"): 'kommune copenhagen-2013 "Københavns Kommune" pr. 2013-06-18',
    ("proposal", "en"): 'proposal "Title"',
    ("proposal", "da"): 'forslag "Titel"',
    ("waivers", "en"): "waivers of copenhagen-2013",
    ("waivers", "da"): "fravigelser for copenhagen-2013",
}
_MOST = 7
_NEAR, _NEAR_SHORT, _NEAR_OPENING = 0.74, 0.66, 0.79


def header_missing(mistakes: Mistakes, line: Lexemes, opening: Opening, kind: DocumentKind) -> None:
    """Notes that the first statement is no header where one is needed."""
    header = HEADERS.get(kind)
    if header and opening.terminal != header:
        word = vocabulary(mistakes.surface).bare(header)
        example = _EXAMPLES[kind, mistakes.surface]
        mistakes.add(_first(line), "no-header", word=word, example=example)


def header_again(mistakes: Mistakes, line: Lexemes, opening: Opening) -> None:
    """Notes that a file has a second header."""
    word = vocabulary(mistakes.surface).bare(opening.terminal)
    mistakes.add(_first(line), "second-header", word=word)


def wrong_opening(mistakes: Mistakes, line: Lexemes, opening: Opening, kind: DocumentKind) -> None:
    """Notes a statement of another kind of document, or in another language."""
    word = vocabulary(mistakes.surface).bare(opening.terminal)
    if opening.surface != mistakes.surface:
        mistakes.add(_first(line), "mixed", text=line.texts[0], word=word)
        return
    here, there = mistakes.say(f"in.{kind}"), mistakes.say(f"into.{opening.kind}")
    mistakes.add(_first(line), "other-kind", text=word, here=here, there=there)


def not_indented(mistakes: Mistakes, line: Lexemes) -> None:
    """Notes a line that belongs to the statement above it."""
    text = mistakes.source.line_at(line.starts[0]).strip()
    mistakes.add(_first(line), "indent", text=_short(text, 100))


def nearly_opens(line: Lexemes, kind: DocumentKind, words: Vocabulary) -> bool:
    """Whether a line begins with a word that stands for none, and is near one that opens."""
    if line.folded[0] in words.phrases:
        return False
    near = _near(line, 0, openings(kind), words, _NEAR_OPENING)
    return near is not None


def unknown_opening(
    mistakes: Mistakes, line: Lexemes, kind: DocumentKind, words: Vocabulary
) -> None:
    """Notes a line that begins as no statement does."""
    if mistakes.full or _unclosed(mistakes, line, 0):
        return
    near = _near(line, 0, openings(kind), words)
    if near:
        word, end = near
        text = mistakes.source.text[line.starts[0] : end]
        place = Place(line.starts[0], end, end)
        mistakes.add(place, "no-opening", text=text, word=word)
    else:
        text = _visible(line.texts[0])
        mistakes.add(_first(line), "no-opening", text=text)


def unexpected(mistakes: Mistakes, words: Vocabulary, lexemes: Lexemes, error: Unexpected) -> None:
    """Notes the lexeme that the grammar does not take, in the way that helps most."""
    at = error.at
    if mistakes.full or _unclosed(mistakes, lexemes, at):
        return
    accepted = error.accepted
    if known_slip(Stop(mistakes, words, lexemes, at, accepted)):
        return
    if lexemes.kinds[at : at + 2] == ["COMMA", "NAME"]:
        at += 1
    near = _near(lexemes, at, [t for t in accepted if t in words.wordings], words)
    end = near[1] if near else lexemes.ends[at]
    place = Place(lexemes.starts[at], end, end)
    expected = _expected(mistakes, words, accepted)
    if lexemes.kinds[at] == "$END":
        mistakes.add(place, "ends-early", expected=expected)
        return
    said = {"text": _visible(mistakes.source.text[place.start : place.end]), "expected": expected}
    if near:
        mistakes.add(place, "unexpected", word=near[0], **said)
    else:
        mistakes.add(place, "unexpected", **said)


def _first(line: Lexemes) -> Place:
    return Place(line.starts[0], line.ends[0], line.ends[0])


def _unclosed(mistakes: Mistakes, lexemes: Lexemes, at: int) -> bool:
    """Notes a quotation that is never closed: the first that runs on, else the last."""
    if len(lexemes.kinds) < 2 or lexemes.kinds[-2] != "STRAY" or lexemes.texts[-2] not in _QUOTES:
        return False
    runs_on = [
        start
        for kind, text, start in zip(lexemes.kinds, lexemes.texts, lexemes.starts, strict=True)
        if kind == "STRING" and "\n" in text
    ]
    start = runs_on[0] if runs_on else lexemes.starts[-2]
    if lexemes.starts[at] < start:
        return False
    end = mistakes.source.text.find("\n", start)
    end = end if end >= 0 else len(mistakes.source.text)
    mistakes.add(Place(start, end, end), "unclosed")
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


def _expected(mistakes: Mistakes, words: Vocabulary, accepted: list[str]) -> str:
    named = {
        "NAME": "expected.name",
        "STRING": "expected.string",
        "CITATION": "expected.citation",
        "DATE": "expected.date",
        "NUMBER": "expected.number",
        "$END": "expected.end",
    }
    said = [mistakes.say(named[t]) for t in named if t in accepted]
    for terminal in words.wordings:
        if terminal in accepted and terminal != "NUMBER_WORD":
            word = f"`{words.bare(terminal)}`"
            if word not in said:
                said.append(word)
    if len(said) > _MOST:
        return ", ".join(said[:_MOST]) + " " + mistakes.say("expected.more")
    if len(said) < 2:
        return "".join(said)
    return ", ".join(said[:-1]) + mistakes.say("or") + said[-1]


def _short(text: str, most: int = 40) -> str:
    text = " ".join(text.split())
    return text if len(text) <= most else text[:most] + "…"


def _visible(text: str) -> str:
    return "".join(c if c.isprintable() else f"U+{ord(c):04X}" for c in _short(text))
