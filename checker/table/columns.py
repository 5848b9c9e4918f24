# SPDX-License-Identifier: EUPL-1.2
"""The columns of a table, ``grammar/table.txt``: what they and its rows are called, the sentence of
each row, and how a cell stands in it.

A cell is put into a sentence by ``in_sentence`` and taken out of one by ``slot_pattern`` and
``cell_of``; reader and writer share them, so that what is written is read as the same.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from typing import Literal, NamedTuple, TypeVar, get_args

from checker import folders
from checker.language.values import day_of, readings
from checker.language.wording import PartPrinter
from checker.language.words import SURFACES, folded, vocabulary
from checker.say import say
from checker.speech.node import Surface

_T = TypeVar("_T")
Shape = Literal["plain", "named", "either", "both", "quoted", "prose", "titled", "day", "number"]
TABLE = folders.GRAMMAR / "table.txt"
TITLE = "title"
NEEDED = (TITLE, "concerns", "proposed", "effective")
REMARK = "#"
_QUOTED = r"(?:\"[^\"]*\"|“[^“”]*”|»[^»«]*«|«[^»«]*»|„[^„“]*“)"
_BOTH = re.compile(r"([\"“»«„]).+[\"”«»“] (en|da) ([\"“»«„]).+[\"”«»“]")  # in both languages
_PATTERNS: dict[Shape, str] = {
    "plain": r"[^\"“»«„#]+?",
    "named": r"[^\"“»«„#]+?",
    "either": r"[^\"“»«„#]+?",
    "both": r"[^\"“»«„#]+?",
    "quoted": _QUOTED,
    "prose": rf"{_QUOTED}(?: (?:en|da) {_QUOTED})?",
    "titled": rf"\S+ {_QUOTED}",
    "day": r"\d{4}-\d\d-\d\d",
    "number": r"\d+",
}
_SLOT = re.compile(r"\{(\w+):?(\w*)\}|([^{}]+)")
_TITLED = re.compile(r"(\S+) [\"“»«„]?(.+?)[\"”«»“]?")
_JOINTS = {  # a name may hold the words that join several, but not before an id with its name
    "either": re.compile(r"(?:,| eller| or) "),
    "both": re.compile(r"(?:, | (?:og|and) (?=\S+ [–-] ))"),
}
_SHOWN = re.compile(r"\S+ [–-] .+")  # an id with its name, as a list shows them
_TASKS = re.compile(r"^(?:opgaver inden for|tasks within) | tasks$")
_WHOLE = re.compile(r"(\d+)(?:[.,]0+)?", re.ASCII)


class UnfitCellError(Exception):
    """A cell that cannot stand in its place.

    Attributes:
        key: of the message that says why; ``meant``: what it may mean.
    """

    def __init__(self, key: str, meant: str = "") -> None:
        super().__init__(key)
        self.key, self.meant = key, meant


class Words(NamedTuple):
    """What something is called in both languages."""

    en: str
    da: str

    def own(self, surface: Surface) -> str:
        return self.da if surface == "da" else self.en


class Slot(NamedTuple):
    """A part of a sentence: fixed words, or a column and how its cell stands there."""

    words: str
    column: str
    shape: Shape


class SlotGroup(NamedTuple):
    """Slots that stand together; an optional group goes where a cell of it is empty."""

    slots: tuple[Slot, ...]
    optional: bool

    def stands(self, filled: Container[str]) -> bool:
        return not self.optional or all(one.column in filled for one in self.slots if one.column)


class RowForm(NamedTuple):
    """A kind of row in one language: the words of its cells Change and Status, and its sentence."""

    change: str
    status: str
    groups: tuple[SlotGroup, ...]

    @property
    def columns(self) -> set[str]:
        """The columns that it takes a cell of."""
        said = {slot.column for group in self.groups for slot in group.slots if slot.column}
        return said | {"change"} | ({"status"} if self.status else set())


def in_sentence(shape: Shape, text: str, printer: PartPrinter) -> Iterator[tuple[str, int | None]]:
    """What a cell says in a sentence, in parts: each with the character of the cell it begins at,
    or None where it does not stand in the cell. Raises UnfitCellError where it cannot say it."""
    match shape:
        case "prose" if _BOTH.fullmatch(text):
            yield text, 0
        case "quoted" | "prose":
            yield from _quotation(text, 0, printer)
        case "titled":
            titled = _fitting(_TITLED.fullmatch(text), "table.titled")
            yield titled[1], 0
            yield " ", None
            yield from _quotation(titled[2], titled.start(2), printer)
        case "day":
            meant = [] if printer.danish else readings(text)
            if meant:
                raise UnfitCellError("danish-day", say("en", "or").join(meant))
            months = printer.vocabulary.wordings["MONTH"]
            yield _fitting(day_of(text, months), "table.day").isoformat(), 0
        case "number":
            yield _fitting(_WHOLE.fullmatch(text), "table.number")[1], 0
        case "named" if (
            (" " in text or _of_the_other(text, printer))
            and REMARK not in text
            and not _TASKS.search(text)
            and text not in printer.no_names
        ):
            yield from _quotation(text, 0, printer)
        case "either" | "both" if REMARK not in text:
            at = 0
            for joint in (*_JOINTS[shape].finditer(text), None):
                one = text[at : joint.start() if joint else None]
                is_name = " " in one and '"' not in one and shape == "either"
                is_name = is_name or _SHOWN.fullmatch(one) is not None
                yield from _quotation(one, at, printer) if is_name else [(one, at)]
                if joint:
                    yield joint[0], joint.start()
                    at = joint.end()
        case "plain" if REMARK not in text and _SHOWN.fullmatch(text):
            yield from _quotation(text, 0, printer)
        case _:
            if REMARK in text:  # it would hide the rest of the sentence
                raise UnfitCellError("table.remark")
            yield text, 0


def _of_the_other(text: str, printer: PartPrinter) -> bool:
    """Whether a name is a word of the other language, as a committee's is in an English table."""
    own, other = SURFACES if not printer.danish else SURFACES[::-1]
    said = folded(text)
    return said in vocabulary(other).reserved and said not in vocabulary(own).reserved


def _fitting(found: _T | None, key: str) -> _T:
    if found is None:
        raise UnfitCellError(key)
    return found


def _quotation(text: str, begin: int, printer: PartPrinter) -> Iterator[tuple[str, int | None]]:
    quoted = printer.text(text).replace("\0", " ")
    if quoted[1:-1] != text:
        raise UnfitCellError("table.marks")
    yield quoted[0], None
    yield text, begin
    yield quoted[-1], None


def slot_pattern(slot: Slot, name: str) -> str:
    """The regular expression of a slot, a column's as a group of some name."""
    return f"(?P<{name}>{_PATTERNS[slot.shape]})" if slot.column else re.escape(slot.words)


def cell_of(shape: Shape, said: str) -> str:
    """The cell that stands so in a sentence."""
    if shape == "quoted" or (shape == "prose" and not _BOTH.fullmatch(said)):
        return said[1:-1]
    if shape == "titled":
        id, _, title = said.partition(" ")
        return f"{id} {title[1:-1]}"
    return said


def _sections() -> dict[str, list[list[str]]]:
    sections: dict[str, list[list[str]]] = {}
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            rows = sections.setdefault(line.strip("[]"), [])
        elif line and not line.startswith("#"):
            rows.append(line.split(" | "))
    return sections


def _form(change: str, status: str, sentence: str) -> RowForm:
    shapes: dict[str, Shape] = {"": "plain", **{one: one for one in get_args(Shape)}}
    groups = []
    for piece in filter(None, re.split(r"(\[[^\]]*\])", sentence)):
        found = [each.groups("") for each in _SLOT.finditer(piece.strip("[]"))]
        slots = tuple(Slot(words, column, shapes[shape]) for column, shape, words in found)
        groups.append(SlotGroup(slots, piece.startswith("[")))
    return RowForm(change, status.strip("-"), tuple(groups))


_TABLE = _sections()
LABELS = {key: Words(en, da) for key, en, da in _TABLE["labels"]}
HEADINGS = {key: Words(en, da) for key, en, da in _TABLE["headings"]}
CHANGES = next(Words(en, da) for _, en, da in _TABLE["json"])
LISTS = next(Words(en, da) for _, en, da in _TABLE["sheet"])
FORMS: dict[Surface, tuple[RowForm, ...]] = {
    "en": tuple(_form(*row) for row in _TABLE["forms en"]),
    "da": tuple(_form(*row) for row in _TABLE["forms da"]),
}
LABEL_SHAPES: dict[str, Shape] = {
    TITLE: "prose",
    "concerns": "named",
    "reason": "prose",
    "read in": "plain",
}  # the others are days
CONSTRUCTIONS = ("CENTRE", "CONTRACT_UNIT", "ORDER_SUPPLIER", "UNIT_ADMINISTRATION")
SELDOM = ("until", "reason", "read in")  # labels that are written where there is something to say
