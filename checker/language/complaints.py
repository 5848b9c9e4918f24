# SPDX-License-Identifier: EUPL-1.2
"""What to say where a statement cannot be read: the place, what was expected, what works."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import NamedTuple

from checker.language.grammar import Unexpected, openings, phrases_at, recognise
from checker.language.scanner import Extent, Lexeme
from checker.language.words import Vocabulary, folded, vocabulary
from checker.mistakes import ENDS_AS_BODY, FileMistakes
from checker.say import say
from checker.speech.node import DocumentKind

_QUOTES = '"“”„»«'
_LEAVES = ("NAME", "STRING", "CITATION", "DATE", "NUMBER", "$END")
_MOST = 7
_NEAR, _NEAR_SHORT, _NEAR_OPENING = 0.74, 0.66, 0.79
_OF_STEPS = {
    "due-of-none": (
        *("BEFORE_FIRST_READING", "BEFORE_SECOND_READING", "BEFORE_MEETING", "BY_EFFECT"),
        *("AFTER_ADOPTION", "WITHIN_DAYS", "AFTER_TERM_BEGINS"),
    ),
    "matter-of-none": ("ON_MATTER",),
}
_SECTIONS = re.compile(
    r"\s*§?\s*\d+(?:\s?[a-z](?!\w))?(?:\s*(?:,|-|–|and|og)\s*\d+(?:\s?[a-z](?!\w))?)*"
)
_SECTION = re.compile(r"(-|–)?\s*(\d+)(\s?[a-z](?!\w))?")
_ONE_SECTION = re.compile(r"[^§]+§\s*\d+(?:\s?[a-zæøå])?")
_LONGEST_RANGE, _LONGEST_LINE = 20, 200


class Stop(NamedTuple):
    """Where the grammar stopped: the statement, the lexeme, and what would have been taken."""

    mistakes: FileMistakes
    lexemes: list[Lexeme]
    at: int
    accepted: list[str]

    @property
    def words(self) -> Vocabulary:
        return vocabulary(self.mistakes.source.language)

    @property
    def text(self) -> str:
        """The whole text that is read."""
        return self.mistakes.source.text

    @property
    def lexeme(self) -> Lexeme:
        return self.lexemes[self.at]

    @property
    def place(self) -> Extent:
        return self.span(self.at, self.at)

    def span(self, first: int, last: int) -> Extent:
        """The place from one lexeme to another."""
        return Extent(self.lexemes[first].start, self.lexemes[last].end)

    def word(self, offset: int = 0) -> str:
        """A lexeme before or after, with a small first letter."""
        at = self.at + offset
        return self.lexemes[at].folded if 0 <= at < len(self.lexemes) else ""

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
        start, end = self.text.rfind("\n", 0, place.start) + 1, self._line_end(place.end)
        line = f"{self.text[start : place.start]}{text}{self.text[place.end : end]}"
        line = _short(line.replace(" ,", ","), _LONGEST_LINE)
        return self.note(noted or place, key, text=line, **values)

    def _line_end(self, offset: int) -> int:
        end = self.text.find("\n", offset)
        return end if end >= 0 else len(self.text)

    def is_unclosed(self) -> bool:
        """Notes a quotation that is never closed: the first that runs on, else the last."""
        *before, stray, _ = self.lexemes if len(self.lexemes) > 1 else self.lexemes * 2
        if stray.kind != "STRAY" or stray.text not in _QUOTES:
            return False
        strings = (one for one in before if one.kind == "STRING" and "\n" in one.text)
        start = next(strings, stray).start
        place = Extent(start, self._line_end(start))
        return self.lexeme.start >= start and self.note(place, "unclosed")

    def near(self, least: float = 0.0) -> tuple[str, int] | None:
        """The nearest of the keywords, and where the words that it is near to end."""
        from difflib import SequenceMatcher  # only a mistake needs it

        if self.lexeme.kind != "NAME" or self.lexeme.end - self.lexeme.start > 40:
            return None
        best: tuple[float, str, int] = (0.0, "", 0)
        for terminal in self.accepted:
            for number in range(len(self.words.wordings.get(terminal, ()))):
                wording = self.words.bare(terminal, number)
                written = self.lexemes[self.at : self.at + len(wording.split())]
                text = " ".join([self.word(), *(one.text for one in written[1:])])
                matcher = SequenceMatcher(None, text, folded(wording))
                enough = max(best[0], least or (_NEAR_SHORT if len(wording) < 5 else _NEAR))
                if wording and matcher.real_quick_ratio() > enough and matcher.ratio() > enough:
                    best = (matcher.ratio(), wording, written[-1].end)
        return best[1:] if best[1] else None

    def expected(self) -> str:
        """What would have been taken, as it is told."""
        language, words = self.mistakes.source.language, self.words
        leaves = (t.strip("$").lower() for t in _LEAVES if t in self.accepted)
        keywords = (t for t in words.wordings if t in self.accepted and t != "NUMBER_WORD")
        said = [say(language, f"expected.{leaf}") for leaf in leaves]
        said = [*dict.fromkeys([*said, *(f"`{words.bare(terminal)}`" for terminal in keywords)])]
        if len(said) > _MOST:
            return ", ".join(said[:_MOST]) + " " + say(language, "expected.more")
        return say(language, "or").join(filter(None, (", ".join(said[:-1]), *said[-1:])))


def not_indented(mistakes: FileMistakes, line: list[Lexeme]) -> None:
    """Notes a line that belongs to the statement above it."""
    text = mistakes.source.line_at(line[0].start)
    mistakes.at(line[0], "indent", text=_short(text, 100))


def nearly_opens(mistakes: FileMistakes, line: list[Lexeme], kind: DocumentKind) -> bool:
    """Whether a line begins with a word near one that opens, and no keyword, which is noted."""
    stop = Stop(mistakes, line, 0, openings(kind))
    if stop.word() in stop.words.phrases or stop.near(_NEAR_OPENING) is None:
        return False
    unknown_opening(mistakes, line, kind)
    return True


def unknown_opening(mistakes: FileMistakes, line: list[Lexeme], kind: DocumentKind) -> None:
    """Notes a line that begins as no statement does."""
    stop = Stop(mistakes, line, 0, openings(kind))
    if mistakes.full:
        mistakes.pass_over(mistakes.span(line[0]), "no-opening")
    if mistakes.full or stop.is_unclosed():
        return
    if near := stop.near():
        word, end = near
        place = Extent(line[0].start, end)
        mistakes.at(place, "no-opening", text=mistakes.span(place).text, word=word)
    else:
        mistakes.at(line[0], "no-opening", text=_visible(line[0].text))


def unexpected(mistakes: FileMistakes, lexemes: list[Lexeme], error: Unexpected) -> None:
    """Notes the lexeme that the grammar does not take, in the way that helps most."""
    stop = Stop(mistakes, lexemes, error.at, error.accepted)
    if mistakes.full:
        mistakes.pass_over(mistakes.span(stop.place), "unexpected")
    if mistakes.full or stop.is_unclosed() or any(slip(stop) for slip in _SLIPS):
        return
    if [one.kind for one in lexemes[stop.at : stop.at + 2]] == ["COMMA", "NAME"]:
        stop = stop._replace(at=stop.at + 1)
    _not_expected(stop)


def _not_expected(stop: Stop) -> bool:
    word, end = stop.near() or ("", stop.lexeme.end)
    place = Extent(stop.lexeme.start, end)
    text, expected = _visible(stop.mistakes.span(place).text), stop.expected()
    if stop.lexeme.kind == "$END":
        return stop.note(place, "ends-early", expected=expected)
    return stop.note(place, "unexpected", text=text, expected=expected, word=word)


def _short(text: str, most: int = 40) -> str:
    text = " ".join(text.split())
    return text if len(text) <= most else text[:most] + "…"


def _visible(text: str) -> str:
    return "".join(c if c.isprintable() else f"U+{ord(c):04X}" for c in _short(text))


# ---------------------------------------------------------------- slips that lawyers make
# Each notes the sentence that works, and says whether it is the slip.


def _section_list(stop: Stop) -> bool:
    before = stop.at - 1
    if stop.word() != "§" or before < 0 or stop.lexemes[before].kind != "NAME":
        return False
    if not (listed := _SECTIONS.match(stop.text, stop.lexeme.start + 1)):
        return False
    source, joint = stop.lexemes[before], f" {stop.words.bare('AND')} "
    provisions = joint.join(f"{source.text} § {one}" for one in _numbers(listed[0]))
    whole, noted = Extent(source.start, listed.end()), Extent(stop.lexeme.start, listed.end())
    return stop.write(whole, "section-list", provisions, noted=noted)


def _section_without_source(stop: Stop) -> bool:
    joint = stop.at if stop.word() == "," else stop.at - 1
    if joint < 1 or stop.lexemes[joint].folded not in (",", stop.words.bare("AND")):
        return False
    cited, first = stop.lexemes[joint - 1], stop.lexemes[joint + 1]
    one_more = first.kind == "NUMBER" and _ONE_SECTION.fullmatch(cited.text)
    if cited.kind != "CITATION" or not (first.text == "§" or one_more):
        return False
    if not (listed := _SECTIONS.match(stop.text, first.start)):
        return False
    source = cited.text.partition("§")[0].strip()
    provisions = (f" {stop.words.bare('AND')} {source} § {one}" for one in _numbers(listed[0]))
    whole, noted = Extent(cited.end, listed.end()), Extent(first.start, listed.end())
    return stop.write(whole, "section-list", "".join(provisions), noted=noted)


def _keyword_for_source(stop: Stop) -> bool:
    before, end = stop.lexemes[stop.at - 1], stop.lexeme.end
    word, sign, rest = stop.lexeme.text.partition("§")
    if stop.lexeme.kind != "CITATION" or folded(word.strip()) not in stop.words.phrases:
        return False
    source = before.text.partition("§")[0].strip() if before.kind == "CITATION" else "KSL"
    return stop.write(Extent(end - len(sign + rest), end), "no-source", f"{source} §{rest}")


def _numbers(listed: str) -> list[str]:
    found: list[str] = []
    for dash, number, letter in _SECTION.findall(listed):
        first = int(found[-1]) + 1 if dash and found and found[-1].isdecimal() else int(number)
        first = first if first <= int(number) <= first + _LONGEST_RANGE else int(number)
        found += [str(n) for n in range(first, int(number))]
        found.append(number + (f" {letter.strip()}" if letter else ""))
    return found


def _two_joints(stop: Stop) -> bool:
    either, clauses = stop.words.bare("OR"), stop.words.sections["predicates"]
    words = {stop.words.bare("AND"): "OR_CLAUSE", either: "AND_CLAUSE"}
    if words.get(stop.word()) not in stop.accepted:
        return False
    if stop.word() == either and "AND" in stop.accepted:
        following = stop.words.phrases.get(stop.word(1), ())
        if all(phrase.terminal not in clauses for phrase in following):
            return False
    return stop.note(stop.place, "two-joints")


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
    if [one.folded for one in stop.lexemes[stop.at - 1 : last + 1]] == within:
        return stop.write(stop.span(stop.at - 1, last), "tasks-twice", "", word=" ".join(within))
    return False


def _comma(stop: Stop) -> bool:
    after = stop.lexemes[stop.at + 1].kind if stop.word() == "," else ""
    if "AND" not in stop.accepted or after not in ("CITATION", "NAME"):
        return False
    if "CITATION" not in (stop.lexemes[stop.at - 1].kind, after):
        return False
    return stop.write(stop.place, "bases-comma", f" {stop.words.bare('AND')}")


def _needless_comma(stop: Stop) -> bool:
    if stop.word() != ",":
        return False
    terminal, _, _ = recognise(stop.accepted, stop.words, stop.lexemes, stop.at + 1)
    return terminal in stop.words.wordings and stop.write(stop.place, "needless-comma", "")


def _date(stop: Stop) -> bool:
    if stop.accepted != ["DATE"] or stop.lexeme.kind == "$END":
        return False
    start = stop.lexeme.start
    written = stop.text[start : start + 40].split("\n")[0].split()[0].rstrip(",") or ","
    return stop.note(Extent(start, start + len(written)), "date-form", text=written)


def _other_language(stop: Stop) -> bool:
    other = vocabulary("en" if stop.words.surface == "da" else "da")
    for phrase in phrases_at(other, stop.lexemes, stop.at):
        if phrase.terminal in stop.accepted:
            place = stop.span(stop.at, stop.at + len(phrase.words) - 1)
            text = stop.mistakes.span(place).text
            return stop.note(place, "mixed", text=text, word=stop.words.bare(phrase.terminal))
    return False


def _name_of_words(stop: Stop) -> bool:
    """A name of several words that stands without quotes."""
    lexemes, at = stop.lexemes, stop.at - 1
    if at < 1 or lexemes[at].kind != "NAME" or not _runs_on(stop, stop.at):
        return False
    if recognise(openings("proposal"), stop.words, lexemes, 0)[0] in ("", "WAIVE"):
        return False  # only a proposal names by names, and a waiver's office has none
    whole, text = Extent(lexemes[at].start, stop.lexeme.end), ""
    while at < len(lexemes) and "\n" not in stop.text[whole.start : lexemes[at].start]:
        first = at
        while at + 1 < len(lexemes) and _runs_on(stop, at + 1):
            at += 1
        text += stop.text[whole.end : lexemes[first].start] if text else ""
        whole = Extent(whole.start, lexemes[at].end)
        said = stop.text[lexemes[first].start : whole.end]
        text += f'"{said}"' if at > first else said
        at += 1
    return stop.write(whole, "name-of-words", text, noted=stop.span(stop.at - 1, stop.at))


def _runs_on(stop: Stop, at: int) -> bool:
    """Whether a word goes on with the name that the word before it belongs to."""
    before, one = stop.lexemes[at - 1 : at + 1]
    if one.folded == stop.words.bare("AND") and _joins(stop, at):
        return True
    if one.kind not in ("NAME", "COMMA") or before.text in stop.words.phrases:
        return at > 1 and before.folded == stop.words.bare("AND") and _runs_on(stop, at - 1)
    if before.kind not in ("NAME", "COMMA"):
        return False
    if before.text.endswith("-"):
        return one.folded in (",", stop.words.bare("AND")) or one.folded not in stop.words.phrases
    if before.kind == "COMMA":
        return at > 1 and _runs_on(stop, at - 1)
    return one.text[:1].isupper()


def _joins(stop: Stop, at: int) -> bool:
    """Whether an ``and`` joins the words of one name: it ends as a body's does, and not before."""
    words, after = stop.words.phrases, stop.lexemes[at + 1 :]
    rest = takewhile(lambda one: one.kind == "NAME" and one.text not in words, after)
    ends = [ENDS_AS_BODY.search(one.folded) for one in (stop.lexemes[at - 1], *rest)]
    return bool(ends[-1]) and not ends[0]


def _text_without_quotes(stop: Stop) -> bool:
    """A text that stands without quotes after the first word, where nothing else can stand."""
    if stop.at != 1 or stop.accepted != ["STRING"] or stop.lexeme.kind not in ("NAME", "NUMBER"):
        return False
    place = Extent(stop.lexeme.start, stop._line_end(stop.lexeme.start))
    text = stop.text[place.start : place.end].rstrip()
    return '"' not in text and stop.write(place, "text-in-quotes", f'"{text}"')


def _of_no_step(stop: Stop) -> bool:
    """What is said of a step, where there is none that it can be said of."""
    for key, terminals in _OF_STEPS.items():
        terminal, count, _ = recognise(terminals, stop.words, stop.lexemes, stop.at)
        if terminal == "WITHIN_DAYS":
            days = recognise(("DAYS_OF_ADOPTION",), stop.words, stop.lexemes, stop.at + 2)[1]
            count = days and count + 1 + days
        if count:
            place = stop.span(stop.at, stop.at + count - 1)
            return stop.note(place, key, text=stop.mistakes.span(place).text)
    return False


def _followed_amiss(stop: Stop) -> bool:
    """A keyword in its place, before what it cannot stand before."""
    for phrase in phrases_at(stop.words, stop.lexemes, stop.at):
        leaf = phrase.follow.upper()
        if leaf in _LEAVES and phrase.terminal in stop.accepted:
            after = stop.at + len(phrase.words)
            return _not_expected(stop._replace(at=after, accepted=[leaf]))
    return False


_SLIPS = (
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
    _name_of_words,
    _text_without_quotes,
    _of_no_step,
    _followed_amiss,
)
