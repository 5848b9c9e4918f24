"""What a waiver says: a decision to let a finding stand, in a proposal or in a register."""

from __future__ import annotations

from datetime import date

from attrs import frozen

from checker.speech.node import Body, Name, Named, Node, Prose, Role


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
