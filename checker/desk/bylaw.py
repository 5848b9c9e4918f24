# SPDX-License-Identifier: EUPL-1.2
"""What a bylaw in Word says of a municipality: its council, its committees, and their tasks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from checker.called import EACH, LISTED, SIZE, has_chair_apart, number_of
from checker.desk import tracked
from checker.desk.bylaw_read import (
    ReadBylaw,
    ReadCommittee,
    ReadProvision,
    is_finance,
    key_of,
    place_of,
)
from checker.desk.paper import opened, users_own
from checker.desk.provisions import BULLET, OUTSIDE, WordLine, lines_of
from checker.desk.unseen import hidden_in
from checker.language.values import day_of
from checker.records import frozen

_MARKS = ({'"'}, {"“", "”"}, {"»", "«"})
_JOIN = r"(?:-, og |-, |- og |, og |, | og )"
_OTHER = r"(?!\w*[Uu]dvalg)(?!samt\b)\w+"
_NAMES = re.compile(
    rf"(?=[A-ZÆØÅ])(?:{_OTHER}{_JOIN})*(?:(?:\w+-)?\w+udvalg(?:et)?|\w+ Udvalg)\b"
    rf"|\bUdvalget? for {_OTHER}(?:{_JOIN}{_OTHER})*"
)
_SET_UP = re.compile(
    r"nedsæt(?:tes|ter)|følgende (?:stående )?udvalg|stående udvalg (?:er|nedsat)", re.IGNORECASE
)
_COUNCIL = re.compile(r"byråd|kommunalbestyrelse|borgerrepræsentation|regionsråd", re.IGNORECASE)
_TASKS = re.compile(r"\b(?:varetager|forvalter|forvaltning af|opgaver|ansvar(?:et|lig) for|"
                    r"hører under|bestyrer)\b", re.IGNORECASE)  # fmt: skip
_TITLE = re.compile(
    r"vedtægt(?:en)?\s+for\s+(?:styrelsen af\s+|styrelse af\s+)?(?P<name>[\w .-]{2,40}?kommune)\b",
    re.IGNORECASE,
)
_MONTHS = "januar februar marts april maj juni juli august september oktober november december"
_FROM = re.compile(
    r"(?:virkning fra|i kraft|gælder fra|gældende fra|gyldig fra)(?: og med)?(?: den)? "
    rf"(?P<day>[0-9]{{1,2}})\. (?P<month>{_MONTHS.replace(' ', '|')}) (?P<year>[0-9]{{4}})",
    re.IGNORECASE,
)


@frozen
class BylawLine:
    """A paragraph, or a row of a table with its cells side by side, and where it stands.

    Attributes:
        hidden: what stands there and is not to be seen.
    """

    text: str
    section: tuple[tuple[str, str], ...]
    in_table: bool
    hidden: str = ""


def read_bylaw(path: Path) -> ReadBylaw:
    """What the Word file of a bylaw says. Raises UsageError for what is no Word file."""
    found = ReadBylaw(path.name)
    with users_own(path):
        _read([*_lines(path, found)], found)
    return found


def _read(lines: list[BylawLine], found: ReadBylaw) -> None:
    head = " ".join(each.text for each in lines[:15])
    if title := _TITLE.search(head) or _TITLE.search(" ".join(each.text for each in lines)):
        found.town = _titled(title["name"])
    days = [*_FROM.finditer(head), *_FROM.finditer(" ".join(one.text for one in lines[-15:]))]
    if days:
        found.day = day_of(f"{days[0]['day']}. {days[0]['month']} {days[0]['year']}")
    _read_committees(lines, found)
    _read_sizes(lines, found)
    _read_tasks(lines, found)
    for each in (line for line in lines if line.hidden):
        where = place_of(each.section) or found.file
        found.left_out.append(("bylaw-hidden", {"where": where, "words": each.hidden[:80]}))
    told = {one.committee for one in found.provisions}
    unsized = [one.name for one in found.committees if one.members is None]
    idle = [one.name for one in found.committees if one.name not in told]
    for key, names in (("bylaw-no-size", unsized), ("bylaw-no-tasks", idle)):
        if names:
            found.left_out.append((key, {"names": ", ".join(names)}))
    if found.council is None:
        found.left_out.append(("bylaw-no-council", {}))


def _lines(path: Path, found: ReadBylaw) -> Iterator[BylawLine]:
    """The lines of a bylaw; a row of a table that only lists things is one."""
    section: tuple[tuple[str, str], ...] = ()
    lines = lines_of(opened(path))
    if any(each.beside for each in lines):
        found.left_out.append(("bylaw-beside", {}))
    for row, grouped in groupby(lines, lambda each: each.row if each.listed else None):
        if row is not None:
            text, hidden = _row([*grouped])
            yield BylawLine(text, section, in_table=True, hidden=hidden)
            continue
        for line in grouped:
            if line.number:
                section = (("§", " ".join(filter(None, line.number))),)
            elif OUTSIDE.match(line.text) or line.style.startswith(("Heading", "Overskrift")):
                section = ()
            if line.part and section:
                section = (*section[:1], ("stk", str(line.part)))
            text = line.text[line.label :].lstrip(" .,") if line.label else line.text
            text = _squeezed(text.removeprefix(line.counted if line.counted == BULLET else ""))
            hidden = hidden_in(line.paragraph) if line.start == 0 else ""
            if text or hidden:
                yield BylawLine(text, section, in_table=False, hidden=hidden)


def _row(lines: Sequence[WordLine]) -> tuple[str, str]:
    """The cells of a row side by side, and what is hidden in them."""
    cells: dict[Any, list[str]] = {}
    for line in lines:
        cells.setdefault(tracked.cell_of(line.paragraph), []).append(line.text)
    text = " | ".join(each for one in cells.values() if (each := " ".join(one)).strip())
    return _squeezed(text), _squeezed(" ".join(hidden_in(each.paragraph) for each in lines))


def _read_committees(lines: Sequence[BylawLine], found: ReadBylaw) -> None:
    """The committees that a provision sets up, in its sentence or in the list after it."""
    at = next((n for n, each in enumerate(lines) if each.section and _SET_UP.search(each.text)
               and _sets_up(lines, n)), None)  # fmt: skip
    if at is None:
        found.left_out.append(("bylaw-no-list", {}))
        return
    first = lines[at]
    where = place_of(first.section)
    found.listed = first.section
    for written in _names_in(first.text):
        found.committees.append(ReadCommittee(_named(written), written, where))
    for line in lines[at + 1 :]:
        if line.section[:1] != first.section[:1]:
            break
        if line.section != first.section:
            continue
        item = LISTED.fullmatch(line.text)
        if item is None or len(_names_in(line.text)) > 1:
            if not re.search(r"udvalg|medlemmer", line.text, re.IGNORECASE) or line.in_table:
                named = _names_in(line.text)
            else:
                named = []
            for written in named:
                if not found.committee(written):
                    found.committees.append(ReadCommittee(_named(written), written, where))
            if not (named or SIZE.search(line.text) or (line.in_table and _heading(line.text))):
                found.left_out.append(("bylaw-line", {"where": where, "words": line.text[:80]}))
            continue
        written = _bare(item["name"])
        known = found.committee(written)
        if known is None:
            known = ReadCommittee(_named(written), written, where)
            found.committees.append(known)
        if item["n"]:
            known.members, known.size_where = number_of(item["n"]), where


def _heading(text: str) -> bool:
    return bool(re.fullmatch(r"(?:udvalg\w*|navn|antal|medlem\w*|medlemstal|\||\s)+", text, re.I))


def _sets_up(lines: Sequence[BylawLine], at: int) -> bool:
    """Whether a sentence that could set up committees names some, or a list of some follows."""
    if _names_in(lines[at].text):
        return True
    after = lines[at + 1 : at + 3]
    return any(LISTED.fullmatch(each.text) for each in after)


def _names_in(text: str) -> list[str]:
    """The committees that a sentence names; ``et Økonomiudvalg`` among them."""
    return [_bare(each[0]) for each in _NAMES.finditer(text)]


def _read_sizes(lines: Iterable[BylawLine], found: ReadBylaw) -> None:
    about: ReadCommittee | None = None
    for_all: tuple[int, str] | None = None
    section: tuple[tuple[str, str], ...] = ()
    for line in lines:
        if line.section[:1] != section[:1]:
            about, section = None, line.section
        if not line.section:
            continue
        where = place_of(line.section)
        if named := _speaks_of(line.text, found):
            about = named
        for size in SIZE.finditer(line.text):
            who, number = _squeezed(size["who"]), number_of(size["n"])
            number += has_chair_apart(size)
            own = _speaks_of(who, found)
            if _COUNCIL.search(who) and not own:
                if found.council_members is None:
                    found.council, found.council_where = _council(who), where
                    found.council_members = number
            elif own or (re.fullmatch(r"udvalget", who, re.IGNORECASE) and about):
                one = own or about
                assert one is not None
                one.members, one.size_where = number, where
            elif EACH.search(who):
                for_all = number, where
            else:
                words = _squeezed(size[0])[:80]
                found.left_out.append(("bylaw-line", {"where": where, "words": words}))
    for one in found.committees if for_all else ():
        assert for_all is not None
        if one.members is None and not is_finance(one.name):
            one.members, one.size_where = for_all


def _read_tasks(lines: Sequence[BylawLine], found: ReadBylaw) -> None:
    """The paragraphs on what a committee does, each with the lines that belong to it."""
    about: ReadCommittee | None = None
    section: tuple[tuple[str, str], ...] = ()
    texts: dict[tuple[tuple[str, str], ...], list[str]] = {}
    owners: dict[tuple[tuple[str, str], ...], ReadCommittee | None] = {}
    for line in lines:
        if line.section[:1] != section[:1]:
            about = None
        section = line.section
        if not section or section[:1] == found.listed[:1]:
            continue
        named = _speaks_of(line.text, found)
        about = named or about
        texts.setdefault(section, []).append(line.text)
        owners.setdefault(section, about)
        owners[section] = owners[section] or about
    for place, said in texts.items():
        text, owner = " ".join(said), owners[place]
        if owner is None or not _TASKS.search(text):
            continue
        if all(marks & {*text} for marks in _MARKS):
            found.left_out.append(("bylaw-marks", {"where": place_of(place)}))
            continue
        found.provisions.append(ReadProvision(place, owner.name, text))


def _speaks_of(text: str, found: ReadBylaw) -> ReadCommittee | None:
    """The committee that a text begins with, or None."""
    for one in sorted(found.committees, key=lambda each: -len(each.name)):
        stem = key_of(one.name)
        if re.match(rf"(?:et |for )?{re.escape(stem)}(?:et)?(?:s)?\b", text.casefold()):
            return one
    return None


def _council(who: str) -> str:
    """The council as a sentence calls it: its last words with a capital letter."""
    words = who.split()
    at = next(n for n, each in enumerate(words) if _COUNCIL.search(each))
    town = [each for each in words[max(0, at - 1) : at] if each[:1].isupper()]
    name = " ".join([*town, words[at]])
    return name[:1].upper() + name[1:]


def _bare(name: str) -> str:
    """The name of a committee as it is written, without what stands around it."""
    return re.sub(r"^(?:et|Et) ", "", _squeezed(name).strip(" ,;–-|"))


def _named(written: str) -> str:
    """The name of a committee, that of the finance committee in its definite form."""
    name = f"{written}et" if written.casefold() == "økonomiudvalg" else written
    return name[:1].upper() + name[1:]


def _titled(name: str) -> str:
    """The name of a town; what is written in capitals alone gets small ones."""
    name = _squeezed(name)
    return name.title() if name.isupper() else re.sub(r"kommune$", "Kommune", name)


def _squeezed(text: str) -> str:
    return " ".join(text.split())
