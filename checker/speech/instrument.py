"""The legal instruments that a rule can require and a proposal can carry."""

from __future__ import annotations

from typing import Literal

from attrs import frozen

from checker.speech.node import Body, Citation, Name, Node

StepKind = Literal["approval", "notification", "consultation", "decision", "publication"]


@frozen
class Dispensation(Node):
    """``a dispensation [from NORM] [by AUTHORITY] [granted under …] [for one council term]``."""

    norm: Citation | None = None
    authority: Name | None = None
    granted_under: Citation | None = None
    one_term: bool = False


@frozen
class LawAmendment(Node):
    """``an amendment of SOURCE``: a change of law by the legislature."""

    source: Citation


@frozen
class BylawChange(Node):
    """``a bylaw change``."""


@frozen
class Readings(Node):
    """``N readings in BODY [at least D days apart] [before the constituting meeting]``."""

    count: int
    body: Body
    days_apart: int | None = None
    before_meeting: bool = False


@frozen
class Step(Node):
    """An approval by, a notification to, a consultation of, a decision by a body; publication."""

    kind: StepKind
    body: Body | None = None


@frozen
class Reconstitution(Node):
    """``a new constitution of the committees``."""


Instrument = Dispensation | LawAmendment | BylawChange | Readings | Step | Reconstitution
