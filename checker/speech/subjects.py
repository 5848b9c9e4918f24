"""Whom a sentence speaks of: something by its name, an office, everything of a kind."""

from __future__ import annotations

from typing import Literal

from attrs import frozen

from checker.speech.instruments import Instrument
from checker.speech.node import Named, Node, Role
from checker.speech.predicates import Condition

Noun = Literal[
    "committee", "standing committee", "special committee", "unit", "task", "administration"
]
COMMITTEE_KINDS: dict[str, tuple[str, ...]] = {
    "committee": ("finance committee", "committee"),
    "standing committee": ("committee",),
    "special committee": ("special committee",),
}


@frozen
class Each(Node):
    """``a standing committee that …``: everything of a kind, with an optional relative clause."""

    noun: Noun
    clause: Condition | None = None

    @property
    def kind(self) -> str:
        return "committee" if self.noun in COMMITTEE_KINDS else self.noun


@frozen
class EachInstrument(Node):
    """``a bylaw change that …``: every required instrument of this kind."""

    instrument: Instrument
    clause: Condition | None = None


Subject = Named | Role | Each | EachInstrument


def kind_of_subject(subject: Subject) -> str | None:
    """The kind of thing that a subject is, as far as it tells itself; None: a name."""
    match subject:
        case Named():
            return "unit" if subject.construction else None
        case Role():
            return "committee" if subject.role == "finance committee" else subject.role
        case Each():
            return subject.kind
        case EachInstrument():
            return "instrument"
