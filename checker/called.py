# SPDX-License-Identifier: EUPL-1.2
"""How the text of a bylaw names a committee, an office or a unit and tells how many members there
are, and both as they become."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from typing import Literal

from checker.provision import GAP, STARTS, LineChange, ProvisionLine, Revision
from checker.records import frozen

_WORDS = (
    "nul", "en", "to", "tre", "fire", "fem", "seks", "syv", "otte", "ni", "ti", "elleve", "tolv",
    "tretten", "fjorten", "femten", "seksten", "sytten", "atten", "nitten", "tyve",
)  # fmt: skip
NUMBER = rf"(?P<n>\d{{1,2}}|{'|'.join(_WORDS[1:])})"
_OF = r"(?:af \w+s )?(?P<more>andre |øvrige |yderligere )?"  # 6 af byrådets øvrige medlemmer
SIZE = re.compile(
    r"(?P<who>[^.;:]*?)\s+(?:(?:består|bestå)\b(?: hver)? af (?P<lead>[^.;:\d]*?)\b|har (?:hver )?)"
    rf"{NUMBER}\s+{_OF}medlemmer", re.IGNORECASE
)  # fmt: skip
LISTED = re.compile(
    r"\W*(?:(?:nr\.\s*)?\d{1,2}[.)]|[a-zæøå][.)])?\s*"
    r"(?P<name>(?!(?:De|Følgende|Stående|Særlige|Udvalg)\b)\w[^:;.()\d]*?[uU]dvalg(?:et)?"
    r"|Udvalget? for [^:;.()\d]+?)"
    r"(?:[\s,(:–|-]+(?:der |som )?(?:bestå\w* af |på |med )?" + NUMBER + r"(?: medlemmer)?\)?)?"
    r"\s*(?:,|;|\.|og|samt)*\s*"
)  # fmt: skip
EACH = re.compile(r"(?:de |hvert |hvert af de )?(?:øvrige |stående )*udvalg(?:ene)?$|udvalgene$"
                  r"|hvert (?:af )?(?:stående )?udvalg(?:ene)?$", re.IGNORECASE)  # fmt: skip
_CALLED = re.compile(r"(udvalg|forvaltning|borgmester|rådmand)(?:et|en)?$", re.IGNORECASE)
_MEMBERS = re.compile(rf"\b{NUMBER}\s+{_OF}medlemmer", re.I)
_CELL = re.compile(rf"\s*{NUMBER}(?: medlemmer)?\.?\s*", re.IGNORECASE)
_COMPOSED = re.compile(r"(?P<who>[^.;:]*?)\s+(?:består|bestå)\b[^.;:]*\bmedlemmer", re.IGNORECASE)
_ONE_OF_TWO = re.compile(r"[\w-]+-(?:,\s+[\w-]+-)*,?\s+(?:og|samt)\s+$")


@frozen
class Anew:
    """What of a committee is another, its name or its number of members, or a unit's name.

    Attributes:
        name: what it is called before the proposal.
        apart: the names of all others, before and after.
        own: the provision is of this committee alone.
        stands: the bylaw must name it; else, as of what ends or of a unit, it may.
        rivals: names beside which the new one would stand twice.
        offices: the names of its administration and mayor, each with the one that comes, if any
            is told.
    """

    what: Literal["name", "size"]
    name: str
    apart: tuple[str, ...]
    own: bool = False
    stands: bool = True
    rivals: tuple[str, ...] = ()
    offices: tuple[tuple[str, str | None], ...] = ()


def definite(name: str) -> str:
    """The name of a committee as it stands in a sentence: in the definite form."""
    return _forms(name)[0]


def number_of(text: str) -> int:
    """A number as a bylaw writes it."""
    return int(text) if text.isdigit() else _WORDS.index(text.lower())


def has_chair_apart(size: re.Match[str]) -> bool:
    """Whether a number of members leaves out the chair, who is named beside it."""
    led = re.search(r"\bformand|borgmester", size["lead"] or "", re.IGNORECASE)
    return bool(led or size["more"])


def says(words: str, anew: Anew, new: str) -> bool:
    """Whether words that a proposal writes itself tell the name, or the size, that comes."""
    if anew.what == "name":
        return any(each and each in words for each in (*_forms(anew.name), *_forms(new)))
    return any(each.group() == _like(each.group(), int(new)) for each in re.finditer(r"\w+", words))


def told_name(
    anew: Anew, change: tuple[str | None, str | None], text: str | None
) -> tuple[str | None, str | None]:
    """The old name that a text says, with what comes: the first that stands there."""
    said = (each for each in anew.offices if text and any(_alone(text, each[0], anew.apart)))
    return change if not text or any(_alone(text, anew.name, anew.apart)) else next(said, change)


# ------------------------------------------------------------ names


def rename(revision: Revision, renamed: Iterable[tuple[Anew, str | None]]) -> bool:
    """Puts new names in the place of old ones wherever they stand; whether any stood there. What
    may be another name, is a part of a word, or has no name that is sure to come, is asked about
    and stays."""
    names: dict[str, tuple[str | None, str]] = {}
    apart: dict[str, None] = {}
    text = "\n".join(each.new.full for each in revision.rows if each.new)
    for anew, new in renamed:
        twice = any(True for each in anew.rivals for _ in _alone(text, each, anew.apart))
        sure = anew.stands or not (anew.own or twice)
        names[anew.name] = new if sure else None, "w.ask-name"
        names |= {old: (one if sure else None, "w.ask-office") for old, one in anew.offices}
        apart |= dict.fromkeys(anew.apart)
    done = False
    for at, row in enumerate(revision.rows):
        if row.new is None:
            continue
        full = row.new.full
        found = [*_new_names(full, names, apart)]
        asked = ((key, {"words": full[start:end]}) for start, end, one, key in found if one is None)
        revision.doubts += [each for each in asked if each not in revision.doubts]
        for start, end, words, _ in reversed(found):
            if words is not None:
                full, done = full[:start] + words + full[end:], True
        if full != row.new.full:
            revision.rows[at] = LineChange(row.old, row.new.with_full(full))
    return done


def standing(text: str, anew: Iterable[Anew]) -> list[tuple[int, int]]:
    """Where names stand in a text that are another."""
    named = [(each, one) for each in anew if each.what == "name" for one in
             (each.name, *(old for old, _ in each.offices))]  # fmt: skip
    return [hit.span() for each, one in named for hit in _alone(text, one, each.apart)]


def _new_names(
    text: str, names: Mapping[str, tuple[str | None, str]], apart: Collection[str]
) -> Iterator[tuple[int, int, str | None, str]]:
    """Where old names stand, in order, each with what it becomes, and the question where that is
    None."""
    hits = [(found, old) for old in names for found in _alone(text, old, apart)]
    for found, old in sorted(hits, key=lambda each: each[0].start()):
        start, end = found.span()
        new, key = names[old]
        if before := _ONE_OF_TWO.search(text[:start]):
            yield before.start(), end, None, "w.ask-name"
        else:
            words = None if new is None else _inflected(found, old, new)
            yield start, end, words, key if new is None else "w.ask-name"


@cache
def _forms(name: str) -> tuple[str, str]:
    """A name in the definite form and, of a committee or an office that is called so, in the
    other."""
    if called := _CALLED.search(name):
        bare = name[: called.end(1)]
        return f"{bare}{'et' if called[1].casefold() == 'udvalg' else 'en'}", bare
    if begins := re.match(r"udvalg(et)? ", name, re.IGNORECASE):
        rest = name[begins.end() :]
        return f"{name[:6]}et {rest}", f"{name[:6]} {rest}"
    return name, ""


def _named(text: str, name: str) -> Iterator[re.Match[str]]:
    """Where a name stands in a text, in whichever form, or as the first part of a word."""
    begins, pattern = _pattern(name)
    if begins in text.casefold():
        yield from pattern.finditer(text)


@cache
def _pattern(name: str) -> tuple[str, re.Pattern[str]]:
    """What a text must have in which a name can stand, and the name in each form."""
    forms = [each for each in _forms(name) if each]
    flags = re.IGNORECASE if len(forms) > 1 else re.NOFLAG
    either = "|".join(r"\s+".join(map(re.escape, each.split())) for each in forms)
    genitive = r"(?P<of>s|['’]s?)?(?![\w-])"
    whole = re.compile(rf"(?<![\w-])(?P<form>{either})(?:{genitive}|[\w-]+)", flags)
    return forms[-1].split()[0].casefold(), whole


def _alone(text: str, name: str, apart: Collection[str]) -> Iterator[re.Match[str]]:
    """Where a name stands that is not a part of another."""
    hits = [*_named(text, name)]
    longer = [each for each in apart if hits and _holds(each, name)]
    others = [one.span() for each in longer for one in _named(text, each)]
    for found in hits:
        start, end = found.span()
        if not any(first <= start and end <= last and last - first > end - start
                   for first, last in others):  # fmt: skip
            yield found


@cache
def _holds(other: str, name: str) -> bool:
    """Whether a name is a part of another."""
    long, short = ([each.casefold() for each in _forms(one) if each] for one in (other, name))
    return other != name and any(each in one for each in short for one in long)


def _inflected(found: re.Match[str], old: str, new: str) -> str | None:
    """The new name in the form and the letters of the old one; None where it has no such form."""
    form = " ".join(found["form"].split())
    index = [each.casefold() for each in _forms(old)].index(form.casefold())
    was, word = _forms(old)[index], _forms(new)[index]
    if not word or (found["of"] is None and found.end() != found.end("form")):
        return None
    for letters in (str.upper, str.lower, str.capitalize):
        if form == letters(was) != was:
            word = letters(word)
    ending = "’" if word[-1] in "sxz" else "S" if form.isupper() else "s"
    return f"{word}{ending}" if found["of"] else word


# ------------------------------------------------------------ sizes


def resize(revision: Revision, anew: Anew, old: int | None, new: int) -> bool:
    """Puts a new number of members in the place of that of a committee; whether it stands there for
    sure. What is said of several, is put together of more than one number, or is not the number
    that is on file, is asked about."""
    sure, about = False, anew.own
    for at, row in enumerate(revision.rows):
        if row.new is None:
            continue
        about = _is_about(row.new, anew, before=about)
        edits: list[tuple[int, int, str]] = []
        for size, chair, plain in _sizes(row.new, anew, about):
            if not plain:
                doubt = ("w.ask-size-in", {"words": " ".join(size[0].split())})
                revision.doubts += [doubt] if doubt not in revision.doubts else []
                continue
            sure, number = True, number_of(size["n"]) + chair
            if number == new:
                continue
            if old is not None and number != old:
                said = {"words": size["n"], "name": anew.name, "number": str(old - chair)}
                revision.doubts.append(("w.ask-size", said))
            edits.append((*size.span("n"), _like(size["n"], new - chair)))
        full = row.new.full
        for start, end, words in reversed(edits):
            full = full[:start] + words + full[end:]
        if edits:
            revision.rows[at] = LineChange(row.old, row.new.with_full(full))
    return sure


def _is_about(line: ProvisionLine, anew: Anew, *, before: bool) -> bool:
    """Whether ``the committee`` is the one in question, from a line on."""
    begins = line.body.removeprefix("Et ").removeprefix("For ")
    if any(found.start() == 0 for found in _alone(begins, anew.name, anew.apart)):
        return True
    return before and not any(found.start() == 0 for each in anew.apart
                              for found in _named(begins, each))  # fmt: skip


def _sizes(
    line: ProvisionLine, anew: Anew, about: bool
) -> Iterator[tuple[re.Match[str], bool, bool]]:
    """The sizes that a line tells, or may tell, of a committee: whether each leaves out the chair,
    and whether it is for sure of this committee alone."""
    full = line.full
    starts = STARTS.match(full)
    item = LISTED.fullmatch(full, starts.end() if starts else 0)
    if item and item["n"] and _is(item["name"], anew.name):
        yield item, False, True
        return
    cell = _CELL.fullmatch(full)
    if cell and "medlem" in line.column.casefold() and _is(line.row, anew.name):
        yield cell, False, True
        return
    found = [*SIZE.finditer(full, line.head)]
    ends = {each.end() for each in found}
    for size in (*found, *_COMPOSED.finditer(full, line.head)):
        who = " ".join(size["who"].split())
        own = any(_alone(who, anew.name, anew.apart))
        others = any(_is_other(each, anew.name) for one in anew.apart for each in _named(who, one))
        several = bool(EACH.search(who)) and not re.match("økonomi", anew.name, re.IGNORECASE)
        alone = (own and not others and not several) or (about and who.casefold() == "udvalget")
        if size.re is SIZE and (alone or own or several):
            chairs = re.findall("formand|borgmester", size["lead"] or "", re.IGNORECASE)
            yield size, has_chair_apart(size), alone and len(chairs) < 2
        elif size.re is _COMPOSED and alone and size.end() not in ends:
            yield size, False, False
    if anew.own and not found and GAP in full:
        for one in _MEMBERS.finditer(full):
            yield one, bool(one["more"]), True


def _is(written: str, name: str) -> bool:
    return " ".join(written.split()).casefold() in (each.casefold() for each in _forms(name))


def _is_other(found: re.Match[str], name: str) -> bool:
    """Whether a name that stands in a text is not only a part of the one in question."""
    return found["form"].casefold() not in name.casefold()


def _like(number: str, new: int) -> str:
    """A number written in figures or letters, as another is."""
    return str(new) if number.isdigit() or new >= len(_WORDS) else _WORDS[new]
