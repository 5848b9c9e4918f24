# SPDX-License-Identifier: EUPL-1.2
"""Slips that lawyers make where a statement cannot be read: each function notes the sentence that
works, and says whether it is the slip."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from checker.language.grammar import openings, phrases_at, recognise
from checker.language.scanner import Extent
from checker.language.stop import LEAVES, Stop
from checker.language.words import folded, vocabulary
from checker.mistakes import ENDS_AS_BODY
from checker.say import say
from checker.speech.instruments import STEPS

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
_LONGEST_RANGE = 20
_LEAST_NAME = 5  # letters; what is shorter, or in capitals, is an id
_CLAUSES = {"THAT", "WHEN", "UNLESS"}
_NEGATIONS = {"not", "doesn", "isn", "ikke"}
# What changes one thing, the name of which stands first.
_CHANGES = {
    *("MOVE", "TRANSFER", "LEAD", "ABOLISH", "RENAME", "RESIZE", "SPLIT", "MERGE", "OPEN", "GIVEN")
}
# What gives something a name, which its id comes before.
_NAMES = {
    *("CREATE", "MERGE", "RENAME", "SPLIT", "COUNCIL", "UNIT", "TASK"),
    *("COMMITTEE", "FINANCE_COMMITTEE", "SPECIAL_COMMITTEE"),
}


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


def _negated(stop: Stop) -> bool:
    """A clause that says what is not so: the language has exceptions in its place."""
    opened = [
        phrase.terminal
        for at in range(stop.at)
        for phrase in phrases_at(stop.words, stop.lexemes, at)
        if phrase.terminal in _CLAUSES
    ]
    near = (stop.at + offset for offset in range(3) if stop.word(offset) in _NEGATIONS)
    if not opened or (at := next(near, None)) is None:
        return False
    turned = stop.words.bare("WHEN" if opened[-1] == "UNLESS" else "UNLESS")
    return stop.note(stop.span(at, at), "negated", word=turned)


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


def _matter_of_step(stop: Stop) -> bool:
    """A matter of a reading, or one without quotes, where a day is taken to follow."""
    if stop.accepted != ["DATE"] or stop.word(-1) != stop.words.bare("ON_MATTER"):
        return False
    if stop.opening != "CARRIES" or stop.lexeme.kind not in ("NAME", "STRING"):
        return False
    if stop.lexeme.kind == "STRING":
        return stop.note(stop.span(stop.at - 1, stop.at), "matter-of-none")
    of_matter = recognise({*STEPS}, stop.words, stop.lexemes, 1)[0]
    if not of_matter or stop.lexemes[stop.at + 1].folded != stop.words.bare("STEP_ON"):
        return False
    return stop.write(stop.place, "text-in-quotes", f'"{stop.lexeme.text}"')


def _planned_day(stop: Stop) -> bool:
    """What is planned, with the day that it is planned for."""
    before, on = stop.at - 1, stop.words.bare("STEP_ON")
    if stop.opening != "CARRIES" or stop.word(-1) != stop.words.bare("PLANNED"):
        return False
    day = stop.lexemes[stop.at + (stop.word() == on)]
    if day.kind != "DATE":
        return False
    comma = stop.lexemes[before - 1].kind == "COMMA"
    whole = Extent(stop.lexemes[before - comma].start, day.end)
    return stop.write(whole, "planned-day", f"{' ' * comma}{on} {day.text}", noted=stop.place)


def _day_alone(stop: Stop) -> bool:
    """A day without the word before it, or with that in short."""
    on, place = stop.words.bare("STEP_ON"), stop.place
    if "STEP_ON" not in stop.accepted and "ON" not in stop.accepted:
        return False
    if stop.words.surface == "da" and stop.text.startswith("d.", place.start):
        return stop.write(Extent(place.start, place.end + 1), "day-alone", on, word=on)
    if stop.lexeme.kind != "DATE":
        return False
    text = f"{on} {stop.lexeme.text}"
    return stop.write(place, "day-alone", text, word=on)


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


def _name_without_id(stop: Stop) -> bool:
    """A name where an id stands before it, in quotes or, with nothing after it, without."""
    place, kind, before = stop.place, stop.lexeme.kind, stop.lexemes[stop.at - 1]
    if kind != "STRING":
        place = stop.span(stop.at - 1, stop.at - 1)
        is_id = before.text.isupper() or len(before.text) < _LEAST_NAME
        if kind == "NAME" or stop.accepted != ["STRING"] or before.kind != "NAME" or is_id:
            return False
    elif "NAME" not in stop.accepted or "STRING" in stop.accepted:
        return False
    if stop.opening not in _NAMES:
        return False
    places = [place, *_later_parts(stop)]
    names = [stop.mistakes.span(one).text.strip('"') for one in places]
    ids = [_id_of(name) for name in names]
    if not all(ids):
        return False
    text, end = "", place.start
    for at, (one, name, id) in enumerate(zip(places, names, ids, strict=True)):
        again = str(ids[:at].count(id) + 1) if id in ids[:at] else ""
        text += f'{stop.text[end : one.start]}{id}{again} "{name}"'
        end = one.end
    whole = Extent(place.start, end)
    return all(stop.write(whole, "id-before-name", text, noted=one) for one in places)


def _later_parts(stop: Stop) -> Iterator[Extent]:
    """The parts of a split after the first that have a name, and no id either."""
    joins = {"og", "and", ","}
    goes_on = {stop.words.bare(each) for each in ("WITH", "ADMINISTRATION", "MAYOR")}
    for at in range(stop.at + 1, len(stop.lexemes) - 1 if stop.opening == "SPLIT" else 0):
        before, one, after = stop.lexemes[at - 1 : at + 2]
        if one.kind == "STRING" and before.folded in joins and after.folded in goes_on:
            yield stop.span(at, at)


def _id_of(name: str) -> str:
    """An id that a name suggests: the capital letters of its words, or how its one word begins."""
    words = re.findall(r"[^\W\d_]+", name)
    first = [one[0] for one in words if one[0].isupper()] if len(words) > 1 else words
    return "".join(first)[:3].upper()


def _name_of_words(stop: Stop) -> bool:
    """A name of several words that stands without quotes."""
    lexemes, at = stop.lexemes, stop.at - 1
    if at < 1 or lexemes[at].kind != "NAME" or not _runs_on(stop, stop.at):
        return False
    if recognise(openings("proposal"), stop.words, lexemes, 0)[0] in ("", "WAIVE"):
        return False  # only a proposal names by names, and a waiver's office has none
    whole, text = Extent(lexemes[at].start, stop.lexeme.end), ""
    kinds = say(stop.words.surface, "kinds-of-things").split()
    while at < len(lexemes) and "\n" not in stop.text[whole.start : lexemes[at].start]:
        first = at
        while at + 1 < len(lexemes) and _runs_on(stop, at + 1):
            at += 1
        text += stop.text[whole.end : lexemes[first].start] if text else ""
        whole = Extent(whole.start, lexemes[at].end)
        first += at > first and lexemes[first].folded in kinds
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
    place = Extent(stop.lexeme.start, stop.line_end(stop.lexeme.start))
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
            if key == "due-of-none" and stop.opening == "CARRIES":
                key = "due-carried"
            return stop.note(place, key, text=stop.mistakes.span(place).text)
    return False


def _keyword_as_name(stop: Stop) -> bool:
    """A keyword that was taken for a name: one of several words, or that after the first one."""
    long = (len(each.words) for each in phrases_at(stop.words, stop.lexemes, stop.at - 1))
    count = max(long, default=0)
    if count < 2:
        first = stop.at == 2 and stop.opening in _CHANGES
        if not first or stop.word(-1) not in stop.words.reserved:
            return False
    place = stop.span(stop.at - 1, stop.at - 1 + max(count, 1) - 1)
    text, expected = stop.mistakes.span(place).text, say(stop.words.surface, "expected.name")
    return stop.note(place, "unexpected", text=text, expected=expected)


def _statement_amid(stop: Stop) -> bool:
    """A statement that begins within another, on a line of its own or in a proposal anywhere."""
    start = stop.text.rfind("\n", 0, stop.lexeme.start) + 1
    own_line = not stop.text[start : stop.lexeme.start].strip()
    found, count, _ = recognise(openings(stop.kind), stop.words, stop.lexemes, stop.at)
    if not found or not (own_line or stop.kind == "proposal"):
        return False
    place = stop.span(stop.at, stop.at + count - 1)
    return stop.note(place, "statement-amid", text=stop.mistakes.span(place).text)


def _several_at_once(stop: Stop) -> bool:
    """Several things that one sentence is to change."""
    joint = stop.word() in (",", stop.words.bare("AND"))
    return (
        joint
        and stop.opening in _CHANGES
        and stop.note(stop.place, "one-change", text=stop.lexeme.text)
    )


def _followed_amiss(stop: Stop) -> bool:
    """A keyword in its place, before what it cannot stand before."""
    for phrase in phrases_at(stop.words, stop.lexemes, stop.at):
        leaf = phrase.follow.upper()
        if leaf in LEAVES and phrase.terminal in stop.accepted:
            after = stop.at + len(phrase.words)
            return stop._replace(at=after, accepted=[leaf]).not_expected()
    return False


SLIPS = (
    _section_list,
    _section_without_source,
    _keyword_for_source,
    _two_joints,
    _negated,
    _or_list,
    _tasks_again,
    _comma,
    _needless_comma,
    _matter_of_step,
    _planned_day,
    _day_alone,
    _date,
    _other_language,
    _name_without_id,
    _name_of_words,
    _text_without_quotes,
    _of_no_step,
    _followed_amiss,
    _keyword_as_name,
    _statement_amid,
    _several_at_once,
)
