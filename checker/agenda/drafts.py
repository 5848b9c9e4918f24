"""Required instruments while they are put together, and what asks for them."""

from __future__ import annotations

from attrs import define, field, frozen

from checker.result import Phrase, Ref
from checker.speech import instruments as written
from checker.speech.node import Citation, Prose
from checker.speech.organisation import HeldDispensation
from checker.speech.proposal import CarriedDispensation
from checker.speech.rule import Alternative, Rule

Key = tuple[str, ...]
Permission = HeldDispensation | CarriedDispensation


@define(eq=False)
class Draft:
    """One required instrument.

    Attributes:
        key: what makes two requirements one.
        body: the council, committee or authority that acts.
        of: the instrument that needs it, or None.
        gap_rule, limit_rule: the rules that set the gap and the limit of readings.
        needs: for each rule on this instrument, the ways to meet it.
        requirers: ids of the findings that ask for it.
    """

    key: Key
    kind: str
    node: written.Instrument
    subject: Ref | None
    norm: Citation | None = None
    authority: str | None = None
    granted_under: Citation | None = None
    one_term: bool = False
    holder: str | None = None
    source: str | None = None
    body: str | None = None
    count: int = 1
    days_apart: int | None = None
    before_meeting: bool = False
    unavailable: Prose | None = None
    of: Draft | None = None
    gap_rule: Rule | None = None
    limit_rule: Rule | None = None
    rules: list[Rule] = field(factory=list)
    needs: list[tuple[Rule, list[list[Draft]]]] = field(factory=list)
    requirers: list[str] = field(factory=list)
    new: bool = False
    existing: bool = False

    @property
    def id(self) -> str:
        return ":".join(part for part in self.key if part)


@frozen
class Asked:
    """What a finding asks for: the ways as written, and the rule that asks."""

    finding: str
    rule: Rule
    subject: Ref
    ways: tuple[Alternative, ...]
    holder: str | None
    existing: bool


@frozen
class Remark:
    """A note that a rule on instruments gives, or a question it leaves open."""

    rule: Rule
    draft: Draft
    question: Phrase | None
