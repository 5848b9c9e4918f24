# SPDX-License-Identifier: EUPL-1.2
"""What an organisation document says: a municipality as it stands on a day; and what a proposal
gives of it."""

from __future__ import annotations

from datetime import date
from typing import Literal

from checker.records import field, fields, frozen
from checker.speech.node import (
    Body,
    Citation,
    Construction,
    Document,
    Interval,
    Leader,
    Name,
    Named,
    NoCommittee,
    Node,
    ReadIn,
    Role,
    children,
)

CommitteeKind = Literal["finance committee", "committee", "special committee"]


def read_as(option: str, *answers: str) -> dict[str, str | tuple[str, ...]]:
    """What a fact is read by in its statement, the line of the grammar of its option, and the
    questions that it answers beside the one that is called as it is."""
    return {"read_as": option, "answers": answers}


DESCRIBED = read_as("DESCRIBED_IN described (AND described)*")


@frozen
class Municipality(Node):
    """``municipality ID "…" as of D``: the header."""

    id: Name
    name: str
    as_of: date
    read_in: tuple[ReadIn, ...] = ()


def municipality_of(organisation: Document) -> Municipality:
    """The header of a document that is an organisation."""
    header = organisation.header
    assert isinstance(header, Municipality)
    return header


@frozen
class Form(Node):
    """``form "…"``."""

    form: str
    read_in: tuple[ReadIn, ...] = ()


@frozen
class Council(Node):
    """``council BR "…"``."""

    id: Name
    name: str
    members: int | None = None
    read_in: tuple[ReadIn, ...] = ()


@frozen
class Term(Node):
    """``term from D until D``."""

    interval: Interval
    read_in: tuple[ReadIn, ...] = ()


@frozen
class MeetingWindow(Node):
    """``constituting meeting between 1 December and 15 December``: (month, day) pairs."""

    first: tuple[int, int]
    last: tuple[int, int]
    read_in: tuple[ReadIn, ...] = ()


@frozen
class MeetingDay(Node):
    """``constituting meeting on D``."""

    day: date
    read_in: tuple[ReadIn, ...] = ()


@frozen
class Titled(Node):
    """An id with its name: an administration or a mayor."""

    id: Name
    name: str


@frozen
class Described(Node):
    """``described in SV § 12 [with words "…"]``: the provision, and the words in it that do."""

    provision: Citation
    words: str | None = None


@frozen
class Committee(Node):
    """``finance committee``, ``committee`` or ``special committee``, as on file or created.

    Attributes:
        until: the last day of a special committee that is to end.
    """

    kind: CommitteeKind
    id: Name
    name: str
    administration: Titled | None = field(default=None, metadata=read_as("ADMINISTRATION titled"))
    mayor: Titled | None = field(default=None, metadata=read_as("MAYOR titled"))
    members: int | None = field(
        default=None, metadata=read_as("WITH number MEMBERS", "q.odd", "q.half")
    )
    described: tuple[Described, ...] = field(default=(), metadata=DESCRIBED)
    until: date | None = field(default=None, metadata=read_as("UNTIL DATE"))
    read_in: tuple[ReadIn, ...] = ()


@frozen
class Unit(Node):
    """``unit KBS "…" under ØU [within A] [led as K] [described in SV § …]``."""

    id: Name
    name: str
    owner: Body | NoCommittee = field(metadata=read_as("UNDER_COMMITTEE body | no_committee"))
    area: Name | None = field(default=None, metadata=read_as("WITHIN NAME", "q.unit-within"))
    construction: Construction | None = field(default=None, metadata=read_as("LED_AS construction"))
    described: tuple[Described, ...] = field(default=(), metadata=DESCRIBED)
    read_in: tuple[ReadIn, ...] = ()


@frozen
class Task(Node):
    """``task ID "…" [within A] [held by C and D] [performed by U] [described in SV § …]``.

    ``holders`` is empty where no source says who holds it.
    """

    id: Name
    name: str
    area: Name | None = field(default=None, metadata=read_as("WITHIN NAME", "q.within"))
    holders: tuple[Body, ...] = field(
        default=(),
        metadata=read_as(
            "HELD_BY body ((COMMA | AND) body)*",
            *("q.own-task", "q.holder", "q.held-now", "q.held-by"),
            *("q.one-holder", "q.most-one-holder"),
        ),
    )
    performer: Name | None = field(default=None, metadata=read_as("PERFORMED_BY ident"))
    described: tuple[Described, ...] = field(default=(), metadata=DESCRIBED)
    read_in: tuple[ReadIn, ...] = ()


@frozen
class Given(Node):
    """``given passports held by ØU``: a fact of something on file that no file states."""

    thing: Name
    holders: tuple[Body, ...] = ()
    performer: Name | None = None
    area: Name | None = None
    construction: Construction | None = None
    members: int | None = None


@frozen
class HeldDispensation(Node):
    """``dispensation ID for S [from NORM] [by AUTHORITY] [held by M] [until D]``."""

    id: Name
    subject: Named | Role
    norm: Citation | None = None
    authority: Name | None = None
    granted_under: Citation | None = None
    holder: Leader | None = None
    until: date | None = None
    read_in: tuple[ReadIn, ...] = ()


@frozen
class Provision(Node):
    """``provision SV § 19, stk. 2 [of TMU and KFU] [phrase "…" and "…" | text "…" as of D]``.

    Attributes:
        phrases: words that are known to stand there among others.
    """

    provision: Citation
    committees: tuple[Body, ...] = ()
    phrases: tuple[str, ...] = ()
    text: str | None = None
    text_as_of: date | None = None
    read_in: tuple[ReadIn, ...] = ()


# What is declared of a municipality, each with facts.
DECLARED: tuple[type[Committee | Unit | Task], ...] = (Committee, Unit, Task)


def facts_of(kind: type[Committee | Unit | Task]) -> dict[str, str]:
    """The facts that a statement tells, each with what it is read by."""
    told = {each.name: each.metadata.get("read_as") for each in fields(kind)}
    return {name: line for name, line in told.items() if line}


def keyword_of(fact: str) -> str:
    """The keyword that a fact is read by; "" for what is no fact of a statement."""
    lines = {name: line for kind in DECLARED for name, line in facts_of(kind).items()}
    return lines.get(fact, "").partition(" ")[0]


def fact_asked(question: str) -> tuple[str, str] | None:
    """Of what kind a question asks a fact, and which; None where it asks for none on file."""
    for kind in DECLARED:
        for each in fields(kind):
            own = f"q.{each.name}" if each.name in children(Given) else ""
            if question in (own, *each.metadata.get("answers", ())):
                return kind.__name__.lower(), each.name
    return None
