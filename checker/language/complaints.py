"""What to say where a statement cannot be read: the place, what was expected, what works."""

from __future__ import annotations

from checker.language.automaton import Place, Unexpected, takes
from checker.language.identity import HEADERS, Opening
from checker.language.mistakes import Mistakes
from checker.language.scanner import Lexemes
from checker.language.tables import Tables
from checker.language.words import Vocabulary, folded, vocabulary
from checker.model.node import DocumentKind

_QUOTES = '"“”„»«'
_EXAMPLES = {
    ("organisation", "en"): 'municipality copenhagen-2013 "Københavns Kommune" as of 2013-06-18',
    ("organisation", "da"): 'kommune copenhagen-2013 "Københavns Kommune" pr. 2013-06-18',
    ("proposal", "en"): 'proposal "…", concerns, proposed and effective',
    ("proposal", "da"): 'forslag "…", vedrører, fremsat og virkning fra',
}
_MOST = 7


def header_missing(mistakes: Mistakes, line: Lexemes, opening: Opening, kind: DocumentKind) -> None:
    """Notes that the first statement is no header where one is needed."""
    header = HEADERS.get(kind)
    if header and opening.terminal != header:
        word = vocabulary(mistakes.surface).bare(header)
        example = _EXAMPLES[kind, mistakes.surface]
        mistakes.add(_first(line), "no-header", "no-header-hint", word=word, example=example)


def header_again(mistakes: Mistakes, line: Lexemes, opening: Opening) -> None:
    """Notes that a file has a second header."""
    word = vocabulary(mistakes.surface).bare(opening.terminal)
    mistakes.add(_first(line), "second-header", "second-header-hint", word=word)


def wrong_opening(mistakes: Mistakes, line: Lexemes, opening: Opening, kind: DocumentKind) -> None:
    """Notes a statement of another kind of document, or in another language."""
    word = vocabulary(mistakes.surface).bare(opening.terminal)
    if opening.surface != mistakes.surface:
        mistakes.add(_first(line), "mixed", "mixed-hint", text=line.texts[0], word=word)
        return
    here, there = (mistakes.say(f"kind-{k}") for k in (kind, opening.kind))
    mistakes.add(_first(line), "other-kind", "other-kind-hint", text=word, here=here, there=there)


def not_indented(mistakes: Mistakes, line: Lexemes) -> None:
    """Notes a line that belongs to the statement above it."""
    text = mistakes.source.line_at(line.starts[0]).strip()
    mistakes.add(_first(line), "indent", "write", text=f"    {text}")


def unknown_opening(mistakes: Mistakes, line: Lexemes, tables: Tables, words: Vocabulary) -> None:
    """Notes a line that begins as no statement does."""
    if _unclosed(mistakes, line, 0):
        return
    terminals = [t for t in tables.states[tables.start] if t in words.wordings]
    near = _near(line, 0, terminals, words)
    if near:
        word, end = near
        text = mistakes.source.text[line.starts[0] : end]
        place = Place(line.starts[0], end, end)
        mistakes.add(place, "no-start", "did-you-mean", text=text, word=word)
    else:
        mistakes.add(_first(line), "no-start", "no-start-hint", text=line.texts[0])


def unexpected(
    mistakes: Mistakes, tables: Tables, words: Vocabulary, lexemes: Lexemes, error: Unexpected
) -> None:
    """Notes the lexeme that the grammar does not take, in the way that helps most."""
    at = error.at
    if _unclosed(mistakes, lexemes, at):
        return
    accepted = [t for t in tables.states[error.stack[-1]] if takes(tables, error.stack, t)]
    for special in (_section_list, _or_list, _tasks_twice, _comma, _date, _other_surface):
        if special(mistakes, words, lexemes, at, accepted):
            return
    near = _near(lexemes, at, [t for t in accepted if t in words.wordings], words)
    end = near[1] if near else lexemes.ends[at]
    place = Place(lexemes.starts[at], end, end)
    expected = _expected(mistakes, words, accepted)
    if lexemes.kinds[at] == "$END":
        mistakes.add(place, "ends-early", expected=expected)
        return
    text = _short(mistakes.source.text[place.start : place.end])
    if near:
        mistakes.add(
            place, "unexpected", "did-you-mean", text=text, expected=expected, word=near[0]
        )
    else:
        mistakes.add(place, "unexpected", text=text, expected=expected)


def _first(line: Lexemes) -> Place:
    return Place(line.starts[0], line.ends[0], line.ends[0])


def _unclosed(mistakes: Mistakes, lexemes: Lexemes, at: int) -> bool:
    if len(lexemes.kinds) < 2 or lexemes.kinds[-2] != "STRAY" or lexemes.texts[-2] not in _QUOTES:
        return False
    runs_on = [
        start
        for kind, text, start in zip(lexemes.kinds, lexemes.texts, lexemes.starts, strict=True)
        if kind == "STRING" and "\n" in text
    ]
    start = runs_on[0] if runs_on else lexemes.starts[-2]
    if start > lexemes.starts[-2] or (at and lexemes.starts[at] < start):
        return False
    end = mistakes.source.text.find("\n", start)
    end = end if end >= 0 else len(mistakes.source.text)
    mistakes.add(Place(start, end, end), "unclosed", "unclosed-hint")
    return True


def _section_list(
    mistakes: Mistakes,
    words: Vocabulary,
    lexemes: Lexemes,
    at: int,
    accepted: list[str],  # noqa: ARG001
) -> bool:
    if lexemes.texts[at] != "§":
        return False
    place = Place(lexemes.starts[at], lexemes.ends[at] + 1, lexemes.ends[at])
    mistakes.add(place, "section-list", "write", text="…")
    return True


def _or_list(
    mistakes: Mistakes, words: Vocabulary, lexemes: Lexemes, at: int, accepted: list[str]
) -> bool:
    if lexemes.folded[at] != words.bare("OR") or "AND" not in accepted:
        return False
    fixed = _replaced(mistakes, lexemes, at, words.bare("AND"))
    mistakes.add(_place(lexemes, at), "or-list", "write", text=fixed)
    return True


def _tasks_twice(
    mistakes: Mistakes,
    words: Vocabulary,
    lexemes: Lexemes,
    at: int,
    accepted: list[str],  # noqa: ARG001
) -> bool:
    tasks = words.bare("TASKS")
    joins = (words.bare("AND"), ",")
    if lexemes.folded[at] in joins and at and lexemes.folded[at - 1] == tasks:
        fixed = _replaced(mistakes, lexemes, at - 1, "")
        mistakes.add(_place(lexemes, at - 1), "tasks-twice", "write", word=tasks, text=fixed)
        return True
    if lexemes.folded[at] == tasks and at and lexemes.folded[at - 1] in joins:
        within = words.bare("TASKS_WITHIN")
        count = len(within.split())
        end = lexemes.ends[min(at + count, len(lexemes.ends)) - 1]
        fixed = _replaced(mistakes, lexemes, at, "", end)
        place = Place(lexemes.starts[at], end, end)
        mistakes.add(place, "tasks-twice", "write", word=within, text=fixed)
        return True
    return False


def _comma(
    mistakes: Mistakes, words: Vocabulary, lexemes: Lexemes, at: int, accepted: list[str]
) -> bool:
    follows = lexemes.kinds[at + 1] if at + 1 < len(lexemes.kinds) else ""
    if lexemes.kinds[at] != "COMMA" or "AND" not in accepted or follows not in ("CITATION", "NAME"):
        return False
    fixed = _replaced(mistakes, lexemes, at, f" {words.bare('AND')}")
    mistakes.add(_place(lexemes, at), "bases-comma", "write", text=fixed)
    return True


def _date(
    mistakes: Mistakes,
    words: Vocabulary,
    lexemes: Lexemes,
    at: int,
    accepted: list[str],
) -> bool:
    if accepted != ["DATE"] or lexemes.kinds[at] == "$END":
        return False
    text = mistakes.source.line_at(lexemes.starts[at])
    rest = mistakes.source.text[lexemes.starts[at] :].split("\n", 1)[0].split()
    del text
    end = lexemes.starts[at] + len(rest[0])
    mistakes.add(Place(lexemes.starts[at], end, end), "date-form", "date-form-hint", text=rest[0])
    return True


def _other_surface(
    mistakes: Mistakes, words: Vocabulary, lexemes: Lexemes, at: int, accepted: list[str]
) -> bool:
    other = vocabulary("en" if words.surface == "da" else "da")
    for phrase in other.phrases.get(lexemes.folded[at], ()):
        count = len(phrase.words)
        if (
            phrase.terminal in accepted
            and tuple(lexemes.texts[at + 1 : at + count]) == phrase.words[1:]
        ):
            end = lexemes.ends[at + count - 1]
            text = mistakes.source.text[lexemes.starts[at] : end]
            place = Place(lexemes.starts[at], end, end)
            word = words.bare(phrase.terminal)
            mistakes.add(place, "mixed", "mixed-hint", text=text, word=word)
            return True
    return False


def _place(lexemes: Lexemes, at: int) -> Place:
    return Place(lexemes.starts[at], lexemes.ends[at], lexemes.ends[at])


def _replaced(
    mistakes: Mistakes, lexemes: Lexemes, at: int, text: str, end: int | None = None
) -> str:
    """The line with another text in a lexeme's place."""
    start = lexemes.starts[at]
    end = lexemes.ends[at] if end is None else end
    whole = mistakes.source.text
    line_start = whole.rfind("\n", 0, start) + 1
    line_end = whole.find("\n", end)
    after = whole[end : line_end if line_end >= 0 else len(whole)]
    fixed = f"{whole[line_start:start]}{text}{after}"
    return _short(" ".join(fixed.replace(" ,", ",").split()), 110)


def _near(
    lexemes: Lexemes, at: int, terminals: list[str], words: Vocabulary
) -> tuple[str, int] | None:
    """The nearest of the keywords, and where the words that it is near to end."""
    from difflib import SequenceMatcher  # only a mistake needs it

    if lexemes.kinds[at] != "NAME":
        return None
    best: tuple[float, str, int] = (0.74, "", 0)
    for terminal in terminals:
        for number in range(len(words.wordings[terminal])):
            wording = words.bare(terminal, number)
            count = len(wording.split())
            written = [lexemes.folded[at], *lexemes.texts[at + 1 : at + count]]
            matcher = SequenceMatcher(None, " ".join(written), folded(wording))
            if wording and matcher.real_quick_ratio() > best[0] and matcher.ratio() > best[0]:
                best = (matcher.ratio(), wording, lexemes.ends[at + len(written) - 1])
    return (best[1], best[2]) if best[1] else None


def _expected(mistakes: Mistakes, words: Vocabulary, accepted: list[str]) -> str:
    named = {
        "NAME": "name",
        "STRING": "string",
        "CITATION": "citation",
        "DATE": "date",
        "NUMBER": "number",
        "$END": "end",
    }
    said = [mistakes.say(named[t]) for t in named if t in accepted]
    for terminal in words.wordings:
        if terminal in accepted:
            word = f"`{words.bare(terminal)}`"
            if word not in said and word != "``":
                said.append(word)
    if len(said) > _MOST:
        return ", ".join(said[:_MOST]) + " " + mistakes.say("more")
    if len(said) < 2:
        return "".join(said)
    return ", ".join(said[:-1]) + f" {mistakes.say('or')} {said[-1]}"


def _short(text: str, most: int = 40) -> str:
    text = " ".join(text.split())
    return text if len(text) <= most else text[:most] + "…"
