# SPDX-License-Identifier: EUPL-1.2
"""What a proposal document says: its header, changes, what it carries, and what it expects; and
what it or a register says of waivers: decisions to let a finding stand."""

from __future__ import annotations

from datetime import date
from typing import Literal

from checker.records import evolve, field, frozen
from checker.speech.instruments import BylawChange, Instrument, LawAmendment
from checker.speech.node import (
    Body,
    Citation,
    Construction,
    Document,
    Leader,
    Name,
    Named,
    NoCommittee,
    Node,
    Prose,
    ReadIn,
    Role,
)
from checker.speech.organisation import Committee, Titled, Unit, municipality_of

VerdictWord = Literal["forbidden", "incomplete", "conditional", "clear"]
StatusWord = Literal["new", "existing", "resolved"]
Side = Literal["before", "after"]  # of the constituting meeting


@frozen
class Proposal(Node):
    """The header: title, ``concerns``, ``proposed``, ``as of``, ``effective … until``, ``reason``.

    Attributes:
        until: the last day of what is proposed; None: it stands until it is changed.
        reason: the objective reason of a change in the midst of a council term.
    """

    title: Prose
    concerns: Name
    proposed: date
    effective: date
    as_of: date | None = None
    until: date | None = None
    reason: Prose | None = None
    read_in: tuple[ReadIn, ...] = ()


def header_of(proposal: Document) -> Proposal:
    """The header of a document that is a proposal."""
    header = proposal.statements[0]
    assert isinstance(header, Proposal)
    return header


def as_it_stands(organisation: Document) -> Document:
    """The proposal to change nothing of an organisation, on the day it is as of."""
    town = municipality_of(organisation)
    title = Prose("The organisation as it stands", "Organisationen, som den er")
    header = Proposal(title, town.id, town.as_of, town.as_of, span=town.span)
    return evolve(organisation, kind="proposal", statements=(header,), comments=(), warnings=())


@frozen
class Move(Node):
    """``move N [from C] to D``: a unit, a task, or an area's tasks; a unit also to or from ``no
    committee``."""

    thing: Name
    destination: Body | NoCommittee
    origin: Body | NoCommittee | None = None


@frozen
class Transfer(Node):
    """``transfer N from U to V``: another unit performs it, the same committee holds it."""

    thing: Name
    destination: Name
    origin: Name | None = None


@frozen
class Lead(Node):
    """``lead U as CONSTRUCTION``."""

    unit: Name
    construction: Construction


@frozen
class Part(Node):
    """One committee that a split makes; ``things`` empty means the rest."""

    id: Name
    name: str
    things: tuple[Name, ...] = ()
    administration: Titled | None = None
    mayor: Titled | None = None
    members: int | None = None


@frozen
class Split(Node):
    """``split C into D "…" with A and B and E "…" with the rest``."""

    committee: Body
    parts: tuple[Part, ...]


@frozen
class Merge(Node):
    """``merge C and D into E "…"``."""

    committees: tuple[Body, ...]
    id: Name
    name: str
    administration: Titled | None = None
    mayor: Titled | None = None
    members: int | None = None


@frozen
class CreateCommittee(Node):
    """``create [special] committee C "…" [administration …] [mayor …] [with N members]``."""

    committee: Committee


@frozen
class CreateUnit(Node):
    """``create unit U "…" under C [within A] [led as K]``."""

    unit: Unit


@frozen
class Abolish(Node):
    """``abolish C [into D]``: D takes all that C had."""

    thing: Body
    successor: Body | None = None


@frozen
class Rename(Node):
    """``rename C to D "…"``."""

    thing: Body
    id: Name
    name: str


@frozen
class Resize(Node):
    """``resize C to 9 members``."""

    committee: Body
    members: int


@frozen
class Insert(Node):
    """``insert "…" in SV § 18 [of C and D]``."""

    text: str
    provision: Citation
    committees: tuple[Body, ...] = ()


@frozen
class Remove(Node):
    """``remove "…" from SV § 12 [of C and D]``."""

    text: str
    provision: Citation
    committees: tuple[Body, ...] = ()


@frozen
class Reword(Node):
    """``reword SV § 19, stk. 2 [of C and D] from "…" to "…"``."""

    provision: Citation
    old: str
    new: str
    committees: tuple[Body, ...] = ()


@frozen
class State(Node):
    """How far a carried instrument has come: ``planned``, ``applied D``, ``granted D [until D]``,
    ``refused D``, or (a reading or another step) ``on D``, kept as ``held``.

    Attributes:
        order: on which side of the constituting meeting it lay, where that is said.
    """

    state: Literal["planned", "applied", "granted", "refused", "held"]
    day: date | None = None
    until: date | None = None
    order: Side | None = None

    @property
    def moment(self) -> tuple[date, int]:
        """What states are ordered by: the day, and within it what is told of its order; a day that
        is not known comes last."""
        return self.day or date.max, {"before": 0, None: 1, "after": 2}[self.order]


@frozen
class CarriedStep(Node):
    """A reading (``kind`` reading) or another step that the proposal carries.

    Attributes:
        matter, wording: as of a step that a rule asks for.
    """

    kind: str
    body: Body | None = None
    matter: Prose | None = None
    wording: str = field(default="", eq=False, repr=False)


@frozen
class CarriedDispensation(Node):
    """``a dispensation for S [from NORM] [by AUTHORITY] [granted under …] [held by M]``."""

    subject: Named | Role
    norm: Citation | None = None
    authority: Name | None = None
    granted_under: Citation | None = None
    holder: Leader | None = None


@frozen
class Carries(Node):
    """``carries …, STATE``."""

    instrument: CarriedStep | CarriedDispensation | LawAmendment | BylawChange
    state: State


@frozen
class Open(Node):
    """``open KBS under KFU or BIU or ØU``: a placement left open, for sweep and plan."""

    thing: Name
    committees: tuple[Body, ...]


@frozen
class Placed(Node):
    """One committee tried for an open placement; no sentence says so, ``placement`` makes it."""

    thing: Name
    committee: Body


@frozen
class Assuming(Node):
    """``assuming "…"``."""

    text: Prose


@frozen
class Consideration(Node):
    """``consideration "…" for KFU`` or ``against``: what speaks for a placing, or against it.

    Attributes:
        matter: under what it is told, as «Political leadership».
    """

    text: Prose
    stance: Literal["for", "against"]
    committee: Body
    matter: Prose | None = None
    read_in: tuple[ReadIn, ...] = ()


@frozen
class ExpectVerdict(Node):
    """``expect incomplete``."""

    verdict: VerdictWord


@frozen
class ExpectFinding(Node):
    """``expect [no] [new | existing | resolved] RULE [for S]``."""

    rule: Name
    subject: Named | Role | None = None
    status: StatusWord | None = None
    negated: bool = False


@frozen
class ExpectNoFindingUnder(Node):
    """``expect no finding under KSL``."""

    provision: Citation


@frozen
class ExpectInstrument(Node):
    """``expect [no] a dispensation [from NORM] by IM held by the mayor of BIU``; any instrument.

    ``subject`` and ``holder`` are those of a dispensation.
    """

    instrument: Instrument
    subject: Named | Role | None = None
    holder: Leader | None = None
    negated: bool = False


@frozen
class Register(Node):
    """The header of a register: ``waivers of copenhagen-2013``."""

    concerns: Name


@frozen
class Waive(Node):
    """``waive RULE for S because "…" decided by B on D journal "…" [until D] [in proposal "…"]``.

    Attributes:
        by: the body or the office that decided; no person can be written.
        day: the day of the decision.
        journal: the number under which the decision is filed.
        until: the last day it holds, inclusive; None: until it is revoked.
        proposal: in a register, the title of the only proposal it holds for; None: for all.
    """

    rule: Name
    subject: Named | Role
    reason: Prose
    by: Body
    day: date
    journal: str
    until: date | None = None
    proposal: str | None = None


Change = (
    Move
    | Transfer
    | Lead
    | Split
    | Merge
    | CreateCommittee
    | CreateUnit
    | Abolish
    | Rename
    | Resize
    | Insert
    | Remove
    | Reword
)
Expectation = ExpectVerdict | ExpectFinding | ExpectNoFindingUnder | ExpectInstrument
