"""Slips that lawyers make, each with the sentence that works."""

from __future__ import annotations

import re
from typing import NamedTuple

from checker.language.grammar import Place, recognise
from checker.language.mistakes import Mistakes
from checker.language.scanner import Lexemes
from checker.language.words import Vocabulary, folded, vocabulary

_SECTIONS = re.compile(
    r"\s*§?\s*\d+(?:\s?[a-z](?!\w))?(?:\s*(?:,|-|–|and|og)\s*\d+(?:\s?[a-z](?!\w))?)*"
)
_SECTION = re.compile(r"(-|–)?\s*(\d+)(\s?[a-z](?!\w))?")
_ONE_SECTION = re.compile(r"[^§]+§\s*\d+(?:\s?[a-zæøå])?")
_LONGEST_RANGE = 20


class Stop(NamedTuple):
    """Where the grammar stopped: the statement, the lexeme, and what would have been taken."""

    mistakes: Mistakes
    words: Vocabulary
    lexemes: Lexemes
    at: int
    accepted: list[str]

    @property
    def place(self) -> Place:
        return self.span(self.at, self.at)

    def span(self, first: int, last: int) -> Place:
        """The place from one lexeme to another."""
        end = self.lexemes.ends[last]
        return Place(self.lexemes.starts[first], end, end)

    def word(self, offset: int = 0) -> str:
        """A lexeme before or after, with a small first letter."""
        at = self.at + offset
        return self.lexemes.folded[at] if 0 <= at < len(self.lexemes.folded) else ""

    def with_text(self, place: Place, text: str) -> str:
        """The line with another text in a place."""
        whole = self.mistakes.source.text
        start = whole.rfind("\n", 0, place.start) + 1
        end = whole.find("\n", place.end)
        after = whole[place.end : end if end >= 0 else len(whole)]
        line = " ".join(f"{whole[start : place.start]}{text}{after}".replace(" ,", ",").split())
        return line if len(line) <= 200 else f"{line[:200]}…"


def known_slip(stop: Stop) -> bool:
    """Notes a slip that is known, and how to mend it. False where it is none of them."""
    slips = (
        _section_list,
        _section_without_source,
        _keyword_for_source,
        _two_joints,
        _or_list,
        _tasks_again,
        _tasks_within_again,
        _comma,
        _needless_comma,
        _date,
        _other_language,
    )
    return any(slip(stop) for slip in slips)


def _section_list(stop: Stop) -> bool:
    before = stop.lexemes.kinds[stop.at - 1] if stop.at else ""
    if stop.word() != "§" or before != "NAME":
        return False
    source = stop.lexemes.texts[stop.at - 1]
    start = stop.lexemes.starts[stop.at]
    listed = _SECTIONS.match(stop.mistakes.source.text, start + 1)
    if not listed:
        return False
    joint = f" {stop.words.bare('AND')} "
    provisions = joint.join(f"{source} § {number}" for number in _numbers(listed[0]))
    end = listed.end()
    fixed = stop.with_text(Place(stop.lexemes.starts[stop.at - 1], end, end), provisions)
    stop.mistakes.add(Place(start, end, end), "section-list", text=fixed)
    return True


def _section_without_source(stop: Stop) -> bool:
    joint = stop.at if stop.word() == "," else stop.at - 1
    words = (",", stop.words.bare("AND"))
    if joint < 1 or stop.lexemes.folded[joint] not in words:
        return False
    first, cited = stop.lexemes.texts[joint + 1], stop.lexemes.texts[joint - 1]
    if stop.lexemes.kinds[joint - 1] != "CITATION":
        return False
    if first != "§" and not (
        stop.lexemes.kinds[joint + 1] == "NUMBER" and _ONE_SECTION.fullmatch(cited)
    ):
        return False
    listed = _SECTIONS.match(stop.mistakes.source.text, stop.lexemes.starts[joint + 1])
    if not listed:
        return False
    source = cited.partition("§")[0].strip()
    provisions = [f" {stop.words.bare('AND')} {source} § {n}" for n in _numbers(listed[0])]
    fixed = stop.with_text(
        Place(stop.lexemes.ends[joint - 1], listed.end(), listed.end()), "".join(provisions)
    )
    place = Place(stop.lexemes.starts[joint + 1], listed.end(), listed.end())
    stop.mistakes.add(place, "section-list", text=fixed)
    return True


def _keyword_for_source(stop: Stop) -> bool:
    word, sign, rest = stop.lexemes.texts[stop.at].partition("§")
    if stop.lexemes.kinds[stop.at] != "CITATION" or folded(word.strip()) not in stop.words.phrases:
        return False
    cited = stop.lexemes.kinds[stop.at - 1] == "CITATION"
    source = stop.lexemes.texts[stop.at - 1].partition("§")[0].strip() if cited else "KSL"
    end = stop.lexemes.ends[stop.at]
    place = Place(end - len(sign + rest), end, end)
    fixed = stop.with_text(place, f"{source} §{rest}")
    stop.mistakes.add(place, "no-source", text=fixed)
    return True


def _numbers(listed: str) -> list[str]:
    found: list[str] = []
    for dash, number, letter in _SECTION.findall(listed):
        first = int(found[-1]) + 1 if dash and found and found[-1].isdecimal() else int(number)
        first = first if first <= int(number) <= first + _LONGEST_RANGE else int(number)
        found += [str(n) for n in range(first, int(number))]
        found.append(number + (f" {letter.strip()}" if letter else ""))
    return found


def _two_joints(stop: Stop) -> bool:
    words = {stop.words.bare("AND"): "OR_CLAUSE", stop.words.bare("OR"): "AND_CLAUSE"}
    if words.get(stop.word()) not in stop.accepted:
        return False
    if stop.word() == stop.words.bare("OR") and "AND" in stop.accepted and not _verb_follows(stop):
        return False
    stop.mistakes.add(stop.place, "two-joints")
    return True


def _verb_follows(stop: Stop) -> bool:
    phrases = stop.words.phrases.get(stop.word(1), ())
    return any(phrase.terminal in stop.words.sections["predicates"] for phrase in phrases)


def _or_list(stop: Stop) -> bool:
    after_tasks = stop.word(-1) == stop.words.bare("TASKS")
    if stop.word() != stop.words.bare("OR") or not (after_tasks or "AND" in stop.accepted):
        return False
    first = stop.at - 1 if after_tasks else stop.at
    fixed = stop.with_text(stop.span(first, stop.at), stop.words.bare("AND"))
    stop.mistakes.add(stop.place, "or-list", text=fixed)
    return True


def _tasks_again(stop: Stop) -> bool:
    tasks = stop.words.bare("TASKS")
    if stop.word() not in (stop.words.bare("AND"), ",") or stop.word(-1) != tasks:
        return False
    place = stop.span(stop.at - 1, stop.at - 1)
    fixed = stop.with_text(place, "")
    stop.mistakes.add(place, "tasks-twice", word=tasks, text=fixed)
    return True


def _tasks_within_again(stop: Stop) -> bool:
    within = stop.words.bare("TASKS_WITHIN").split()
    last = stop.at + len(within) - 2
    if stop.lexemes.folded[stop.at - 1 : last + 1] != within:
        return False
    place = stop.span(stop.at - 1, last)
    fixed = stop.with_text(place, "")
    stop.mistakes.add(place, "tasks-twice", word=" ".join(within), text=fixed)
    return True


def _comma(stop: Stop) -> bool:
    after = stop.lexemes.kinds[stop.at + 1] if stop.word() == "," else ""
    if "AND" not in stop.accepted or after not in ("CITATION", "NAME"):
        return False
    before = stop.lexemes.kinds[stop.at - 1]
    if before != "CITATION" and after != "CITATION":
        return False
    fixed = stop.with_text(stop.place, f" {stop.words.bare('AND')}")
    stop.mistakes.add(stop.place, "bases-comma", text=fixed)
    return True


def _needless_comma(stop: Stop) -> bool:
    if stop.word() != ",":
        return False
    terminal, _, _ = recognise(stop.accepted, stop.words, stop.lexemes, stop.at + 1)
    if terminal not in stop.words.wordings:
        return False
    fixed = stop.with_text(stop.place, "")
    stop.mistakes.add(stop.place, "needless-comma", text=fixed)
    return True


def _date(stop: Stop) -> bool:
    if stop.accepted != ["DATE"] or stop.lexemes.kinds[stop.at] == "$END":
        return False
    start = stop.lexemes.starts[stop.at]
    written = stop.mistakes.source.text[start : start + 40].split("\n")[0].split()[0].rstrip(",")
    end = start + max(1, len(written))
    place = Place(start, end, end)
    stop.mistakes.add(place, "date-form", text=written or ",")
    return True


def _other_language(stop: Stop) -> bool:
    other = vocabulary("en" if stop.words.surface == "da" else "da")
    for phrase in other.phrases.get(stop.word(), ()):
        last = stop.at + len(phrase.words) - 1
        rest = tuple(stop.lexemes.texts[stop.at + 1 : last + 1])
        if phrase.terminal in stop.accepted and rest == phrase.words[1:]:
            place = stop.span(stop.at, last)
            text = stop.mistakes.source.text[place.start : place.end]
            word = stop.words.bare(phrase.terminal)
            stop.mistakes.add(place, "mixed", text=text, word=word)
            return True
    return False
