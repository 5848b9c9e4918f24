"""Slips that lawyers make, each with the sentence that works."""

from __future__ import annotations

import re
from typing import NamedTuple

from checker.language.grammar import Extent, recognise
from checker.language.mistakes import FileMistakes
from checker.language.scanner import Lexemes
from checker.language.words import Vocabulary, folded, vocabulary

_SECTIONS = re.compile(
    r"\s*§?\s*\d+(?:\s?[a-z](?!\w))?(?:\s*(?:,|-|–|and|og)\s*\d+(?:\s?[a-z](?!\w))?)*"
)
_SECTION = re.compile(r"(-|–)?\s*(\d+)(\s?[a-z](?!\w))?")
_ONE_SECTION = re.compile(r"[^§]+§\s*\d+(?:\s?[a-zæøå])?")
_LONGEST_RANGE, _LONGEST_LINE = 20, 200


class Stop(NamedTuple):
    """Where the grammar stopped: the statement, the lexeme, and what would have been taken."""

    mistakes: FileMistakes
    words: Vocabulary
    lexemes: Lexemes
    at: int
    accepted: list[str]

    @property
    def place(self) -> Extent:
        return self.span(self.at, self.at)

    def span(self, first: int, last: int) -> Extent:
        """The place from one lexeme to another."""
        return self.between(self.lexemes.starts[first], self.lexemes.ends[last])

    @staticmethod
    def between(start: int, end: int) -> Extent:
        return Extent(start, end, end)

    def word(self, offset: int = 0) -> str:
        """A lexeme before or after, with a small first letter."""
        at = self.at + offset
        return self.lexemes.folded[at] if 0 <= at < len(self.lexemes.folded) else ""

    def sections(self, start: int) -> re.Match[str] | None:
        """A list of sections that stands at an offset."""
        return _SECTIONS.match(self.mistakes.source.text, start)

    def note(self, place: Extent, key: str, **values: object) -> bool:
        """Notes a slip; the answer is that it is one."""
        self.mistakes.at(place, key, **values)
        return True

    def write(
        self,
        place: Extent,
        key: str,
        text: str,
        *,
        noted: Extent | None = None,
        **values: object,
    ) -> bool:
        """Notes a slip at a place, or another, with the line as it is with a text in the place."""
        whole = self.mistakes.source.text
        start = whole.rfind("\n", 0, place.start) + 1
        end = whole.find("\n", place.end)
        after = whole[place.end : end if end >= 0 else len(whole)]
        line = " ".join(f"{whole[start : place.start]}{text}{after}".replace(" ,", ",").split())
        line = line if len(line) <= _LONGEST_LINE else f"{line[:_LONGEST_LINE]}…"
        return self.note(noted or place, key, text=line, **values)


def known_slip(stop: Stop) -> bool:
    """Notes a slip that is known, and how to mend it. False where it is none of them."""
    slips = (
        _section_list,
        _section_without_source,
        _keyword_for_source,
        _two_joints,
        _or_list,
        _tasks_again,
        _comma,
        _needless_comma,
        _date,
        _other_language,
    )
    return any(slip(stop) for slip in slips)


def _section_list(stop: Stop) -> bool:
    lexemes, before = stop.lexemes, stop.at - 1
    if stop.word() != "§" or before < 0 or lexemes.kinds[before] != "NAME":
        return False
    start = lexemes.starts[stop.at]
    if not (listed := stop.sections(start + 1)):
        return False
    joint = f" {stop.words.bare('AND')} "
    provisions = joint.join(f"{lexemes.texts[before]} § {one}" for one in _numbers(listed[0]))
    whole = stop.between(lexemes.starts[before], listed.end())
    noted = stop.between(start, listed.end())
    return stop.write(whole, "section-list", provisions, noted=noted)


def _section_without_source(stop: Stop) -> bool:
    lexemes, joint = stop.lexemes, stop.at if stop.word() == "," else stop.at - 1
    if joint < 1 or lexemes.folded[joint] not in (",", stop.words.bare("AND")):
        return False
    cited, first = lexemes.texts[joint - 1], joint + 1
    one_more = lexemes.kinds[first] == "NUMBER" and _ONE_SECTION.fullmatch(cited)
    if lexemes.kinds[joint - 1] != "CITATION" or not (lexemes.texts[first] == "§" or one_more):
        return False
    if not (listed := stop.sections(lexemes.starts[first])):
        return False
    source = cited.partition("§")[0].strip()
    provisions = (f" {stop.words.bare('AND')} {source} § {one}" for one in _numbers(listed[0]))
    whole = stop.between(lexemes.ends[joint - 1], listed.end())
    noted = stop.between(lexemes.starts[first], listed.end())
    return stop.write(whole, "section-list", "".join(provisions), noted=noted)


def _keyword_for_source(stop: Stop) -> bool:
    kinds, texts = stop.lexemes.kinds, stop.lexemes.texts
    word, sign, rest = texts[stop.at].partition("§")
    if kinds[stop.at] != "CITATION" or folded(word.strip()) not in stop.words.phrases:
        return False
    cited = kinds[stop.at - 1] == "CITATION"
    source = texts[stop.at - 1].partition("§")[0].strip() if cited else "KSL"
    end = stop.lexemes.ends[stop.at]
    return stop.write(stop.between(end - len(sign + rest), end), "no-source", f"{source} §{rest}")


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
    return stop.note(stop.place, "two-joints")


def _verb_follows(stop: Stop) -> bool:
    phrases = stop.words.phrases.get(stop.word(1), ())
    return any(phrase.terminal in stop.words.sections["predicates"] for phrase in phrases)


def _or_list(stop: Stop) -> bool:
    after_tasks = stop.word(-1) == stop.words.bare("TASKS")
    if stop.word() != stop.words.bare("OR") or not (after_tasks or "AND" in stop.accepted):
        return False
    whole = stop.span(stop.at - 1 if after_tasks else stop.at, stop.at)
    return stop.write(whole, "or-list", stop.words.bare("AND"), noted=stop.place)


def _tasks_again(stop: Stop) -> bool:
    tasks, within = stop.words.bare("TASKS"), stop.words.bare("TASKS_WITHIN").split()
    last = stop.at + len(within) - 2
    if stop.word() in (stop.words.bare("AND"), ",") and stop.word(-1) == tasks:
        return stop.write(stop.span(stop.at - 1, stop.at - 1), "tasks-twice", "", word=tasks)
    if stop.lexemes.folded[stop.at - 1 : last + 1] == within:
        return stop.write(stop.span(stop.at - 1, last), "tasks-twice", "", word=" ".join(within))
    return False


def _comma(stop: Stop) -> bool:
    kinds = stop.lexemes.kinds
    after = kinds[stop.at + 1] if stop.word() == "," else ""
    if "AND" not in stop.accepted or after not in ("CITATION", "NAME"):
        return False
    if kinds[stop.at - 1] != "CITATION" and after != "CITATION":
        return False
    return stop.write(stop.place, "bases-comma", f" {stop.words.bare('AND')}")


def _needless_comma(stop: Stop) -> bool:
    if stop.word() != ",":
        return False
    terminal, _, _ = recognise(stop.accepted, stop.words, stop.lexemes, stop.at + 1)
    return terminal in stop.words.wordings and stop.write(stop.place, "needless-comma", "")


def _date(stop: Stop) -> bool:
    if stop.accepted != ["DATE"] or stop.lexemes.kinds[stop.at] == "$END":
        return False
    start = stop.lexemes.starts[stop.at]
    line = stop.mistakes.source.text[start : start + 40].split("\n")[0]
    written = line.split()[0].rstrip(",") or ","
    return stop.note(stop.between(start, start + len(written)), "date-form", text=written)


def _other_language(stop: Stop) -> bool:
    other = vocabulary("en" if stop.words.surface == "da" else "da")
    for phrase in other.phrases.get(stop.word(), ()):
        last = stop.at + len(phrase.words) - 1
        rest = tuple(stop.lexemes.texts[stop.at + 1 : last + 1])
        if phrase.terminal in stop.accepted and rest == phrase.words[1:]:
            place = stop.span(stop.at, last)
            text = stop.mistakes.span(place).text
            return stop.note(place, "mixed", text=text, word=stop.words.bare(phrase.terminal))
    return False
