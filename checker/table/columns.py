"""What a table is called in both languages: labels, headings, changes, and the sentence of each.

A form is written as a sentence with the columns in braces: ``{to}`` takes a cell as it stands,
``{to:quoted}`` a text that is quoted, ``{mayor:titled}`` an id and the title after it. What stands
in brackets is left out where its cell is empty.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from checker.speech.node import Surface

Shape = Literal["", "quoted", "prose", "titled", "day", "number"]
Words = tuple[str, str]

TITLE = "title"
LABELS: dict[str, Words] = {
    "title": ("Proposal", "Forslag"),
    "concerns": ("Concerns", "Vedrører"),
    "proposed": ("Proposed", "Fremsat"),
    "as of": ("As of", "Pr."),
    "effective": ("Effective", "Virkning fra"),
}
NEEDED = ("title", "concerns", "proposed", "effective")
HEADINGS: dict[str, Words] = {
    "change": ("Change", "Ændring"),
    "what": ("What", "Hvad"),
    "from": ("From", "Fra"),
    "to": ("To", "Til"),
    "name": ("Name", "Navn"),
    "as": ("Led as", "Ledet som"),
    "within": ("Within", "Inden for"),
    "administration": ("Administration", "Forvaltning"),
    "mayor": ("Mayor", "Borgmester"),
    "members": ("Members", "Medlemmer"),
    "status": ("Status", "Status"),
    "date": ("Date", "Dato"),
    "until": ("Until", "Til og med"),
    "sentence": ("Sentence", "Sætning"),
}
LISTS: Words = ("Lists", "Lister")
REMARK = "#"
BOTH = re.compile(r"([\"“»«„]).+[\"”«»“] (en|da) ([\"“»«„]).+[\"”«»“]")  # a text in both languages


class Form(NamedTuple):
    """A kind of row: the words of its cells Change and Status, and the sentence it says."""

    change: Words
    sentence: Words
    status: Words = ("", "")


class Slot(NamedTuple):
    """A part of a form: fixed words, or a column and how its cell is written."""

    words: str
    column: str = ""
    shape: Shape = ""
    optional: bool = False


_CARRIES = ("carries", "ledsages af")
_COMMITTEE = (
    "[ administration {administration:titled}][ mayor {mayor:titled}]",
    "[ forvaltning {administration:titled}][ borgmester {mayor:titled}]",
)
FORMS = (
    Form(
        ("move", "flyt"),
        ("move {what}[ from {from}] to {to}", "flyt {what}[ fra {from}] til {to}"),
    ),
    Form(
        ("transfer", "overdrag"),
        ("transfer {what}[ from {from}] to {to}", "overdrag {what}[ fra {from}] til {to}"),
    ),
    Form(("lead", "led"), ("lead {what} as {as}", "led {what} som {as}")),
    Form(("open", "åben"), ("open {what} under {to}", "åben {what} under {to}")),
    Form(
        ("create committee", "opret udvalg"),
        (
            "create committee {what} {name:quoted}"
            + _COMMITTEE[0]
            + "[ with {members:number} members]",
            "opret udvalg {what} {name:quoted}"
            + _COMMITTEE[1]
            + "[ med {members:number} medlemmer]",
        ),
    ),
    Form(
        ("create special committee", "opret særligt udvalg"),
        (
            "create special committee {what} {name:quoted}"
            + _COMMITTEE[0]
            + "[ with {members:number} members]",
            "opret særligt udvalg {what} {name:quoted}"
            + _COMMITTEE[1]
            + "[ med {members:number} medlemmer]",
        ),
    ),
    Form(
        ("create unit", "opret enhed"),
        (
            "create unit {what} {name:quoted} under {to}[ within {within}][ led as {as}]",
            "opret enhed {what} {name:quoted} under {to}[ inden for {within}][ ledet som {as}]",
        ),
    ),
    Form(("abolish", "nedlæg"), ("abolish {what}", "nedlæg {what}")),
    Form(
        ("rename", "omdøb"),
        ("rename {what} to {to} {name:quoted}", "omdøb {what} til {to} {name:quoted}"),
    ),
    Form(
        ("merge", "sammenlæg"),
        (
            "merge {what} into {to} {name:quoted}" + _COMMITTEE[0],
            "sammenlæg {what} til {to} {name:quoted}" + _COMMITTEE[1],
        ),
    ),
    Form(
        ("resize", "ændr medlemstal"),
        (
            "resize {what} to {members:number} members",
            "ændr medlemstallet i {what} til {members:number}",
        ),
    ),
    Form(("insert", "indsæt"), ("insert {to:quoted} in {what}", "indsæt {to:quoted} i {what}")),
    Form(
        ("remove", "fjern"),
        ("remove {from:quoted} from {what}", "fjern {from:quoted} fra {what}"),
    ),
    Form(
        ("reword", "ændr ordlyd"),
        (
            "reword {what} from {from:quoted} to {to:quoted}",
            "ændr {what} fra {from:quoted} til {to:quoted}",
        ),
    ),
    Form(
        _CARRIES,
        ("carries {what}, planned", "ledsages af {what}, planlagt"),
        ("planned", "planlagt"),
    ),
    Form(
        _CARRIES,
        ("carries {what}, applied {date:day}", "ledsages af {what}, ansøgt den {date:day}"),
        ("applied", "ansøgt"),
    ),
    Form(
        _CARRIES,
        (
            "carries {what}, granted {date:day}[ until {until:day}]",
            "ledsages af {what}, meddelt den {date:day}[ til og med {until:day}]",
        ),
        ("granted", "meddelt"),
    ),
    Form(
        _CARRIES,
        ("carries {what}, refused {date:day}", "ledsages af {what}, afslået den {date:day}"),
        ("refused", "afslået"),
    ),
    Form(
        _CARRIES,
        ("carries {what} on {date:day}", "ledsages af {what} den {date:day}"),
        ("held", "afholdt"),
    ),
    Form(("assuming", "forudsat"), ("assuming {what:prose}", "forudsat {what:prose}")),
    Form(("expect", "forvent"), ("expect {what}", "forvent {what}")),
)  # fmt: skip


def number(surface: Surface) -> int:
    """Where a language stands in a pair of words."""
    return int(surface == "da")


def slots(form: Form, surface: Surface) -> Iterator[list[Slot]]:
    """The sentence of a form in groups; a group in brackets goes where its cell is empty."""
    for group in _groups(form.sentence[number(surface)]):
        optional = group.startswith("[")
        found = []
        for piece in group.strip("[]").replace("{", "\0{").replace("}", "\0").split("\0"):
            if piece.startswith("{"):
                column, _, shape = piece[1:].partition(":")
                found.append(Slot("", column, shape, optional))  # type: ignore[arg-type]
            elif piece:
                found.append(Slot(piece, optional=optional))
        yield found


def _groups(sentence: str) -> Iterator[str]:
    for piece in sentence.replace("[", "\0[").replace("]", "]\0").split("\0"):
        if piece:
            yield piece
