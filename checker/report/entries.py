# SPDX-License-Identifier: EUPL-1.2
"""The entries of a report: what a result says in one language, in the order of JSON's keys.

Only those that are compared have an equality and a repr, which cost time at each start.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from checker.records import Piecemeal, field, frozen
from checker.report.sourced import BasisEntry, ProvisionEntry, ReadInEntry
from checker.report.wording import Language
from checker.result import (
    OPTIONAL,
    BylawChangeEntry,
    FindingKind,
    InstrumentStatus,
    RequirementState,
    ScheduledStep,
    Severity,
    Status,
    Verdict,
    WaiverState,
)
from checker.speech.saying import Ref

_COUNTED = {"of": "reading"}  # a key of that kind of instrument alone


@frozen(eq=False, repr=False)
class RuleEntry:
    """A rule: what it says, why, and what it rests on."""

    id: str
    title: str
    sentence: str | None
    because: str | None
    basis: tuple[BasisEntry, ...]
    second_hand: bool
    checked_on: date | None


@frozen(eq=False, repr=False)
class ConsiderationEntry:
    """What speaks for a placing or against it, with the sentence that says it."""

    text: str
    stance: Literal["for", "against"]
    committee: str
    read_in: tuple[ReadInEntry, ...]
    words: str
    matter: str | None = field(default=None, metadata=OPTIONAL)


@frozen(eq=False, repr=False)
class EndingEntry:
    """A committee that is created for a time, and its last day."""

    committee: str
    until: date
    words: str


@frozen(eq=False, repr=False)
class ProposalEntry(Piecemeal):
    """What the header of the proposal says, with the flags that override it.

    Attributes:
        alone: nothing is proposed; an organisation is seen as it stands.
        does: each change that is proposed, as a sentence.
    """

    path: str
    title: str
    effective: date
    organisation: str
    law_date: date
    as_of: date
    assuming: tuple[str, ...]
    assuming_language: Language
    language: Language
    proposed: date
    municipality: str
    until: date | None = field(default=None, metadata=OPTIONAL)
    endings: tuple[EndingEntry, ...] = field(default=(), metadata=OPTIONAL)
    reason: str | None = field(default=None, metadata=OPTIONAL)
    given: tuple[str, ...] = field(default=(), metadata=OPTIONAL)
    besides: tuple[str, ...] = field(default=(), metadata=OPTIONAL)
    changes: tuple[str, ...] = field(default=(), metadata=OPTIONAL)
    considerations: tuple[ConsiderationEntry, ...] = field(default=(), metadata=OPTIONAL)
    remarks: tuple[str, ...] = field(default=(), metadata=OPTIONAL)
    alone: bool = field(default=False, metadata=OPTIONAL)
    does: tuple[str, ...] = field(default=(), metadata={"key": ""})


@frozen
class WaiverEntry:
    """Who decided, when, under what number and until when, and what becomes of it."""

    rule: str
    subject: Ref
    reason: str
    reason_language: Language
    by: str
    by_name: str
    day: date
    journal: str
    until: date | None
    state: WaiverState
    for_all: bool
    findings: tuple[str, ...]
    path: str
    line: int
    column: int
    subject_name: str
    words: str


@frozen
class FactEntry:
    """A fact; ``asked``: it only says that no source has what the question asks for."""

    asked: bool
    fact: str
    path: str | None
    line: int | None
    subject: str | None
    task: str | None
    committee: str | None
    area: str | None


@frozen(eq=False, repr=False)
class QuestionEntry:
    """A question that no file answers, with the ids of what it is about.

    Attributes:
        id: of the question, which stays though other facts become known.
        finding: the id of the finding that hangs on it.
    """

    id: str
    finding: str
    text: str
    subject: str
    task: str | None
    committee: str | None
    area: str | None


@frozen(eq=False, repr=False)
class FindingEntry(Piecemeal):
    """A finding: the promised keys, then its words.

    Attributes:
        short: the message as a log has room for it, no key.
        ids: those put together in this entry, a key where it is more than one.
    """

    id: str
    rule: str
    kind: FindingKind
    status: Status
    severity: Severity
    subject: Ref
    message: str
    question: str | None
    path: str
    line: int
    column: int
    witnesses: tuple[FactEntry, ...]
    support: tuple[FactEntry, ...]
    basis: tuple[BasisEntry, ...]
    requirement: RequirementState | None
    alternatives: tuple[tuple[str, ...], ...]
    chosen: int | None
    title: str
    title_language: Language
    sentence: str | None
    because: str | None
    because_language: Language
    provisions: tuple[ProvisionEntry, ...]
    questions: tuple[str, ...]
    remarks: tuple[str, ...]
    suggested: tuple[str, ...]
    second_hand: bool
    checked_on: date | None
    way_out: str
    way_out_said: bool
    waived: WaiverEntry | None
    in_baseline: bool
    chain: tuple[str, ...]
    short: str = field(metadata={"key": ""})
    ids: tuple[str, ...] = field(default=(), metadata=OPTIONAL)

    @property
    def weight(self) -> Severity:
        """The severity that it is told with: what is in the baseline is a note."""
        return "note" if self.in_baseline else self.severity


@frozen(eq=False, repr=False)
class InstrumentEntry(Piecemeal):
    """An instrument: the promised keys, then its words.

    Attributes:
        start: the first day it must hold for.
        count, days_apart, before: keys of a reading alone.
        duty: it only follows, and the verdict does not hang on it.
        ids: those put together in this entry, a key where it is more than one.
        told_as: what a consultation is called else; no key.
    """

    id: str
    kind: str
    subject: Ref | None
    norm: str | None
    authority: str | None
    held_by: str | None
    basis: tuple[BasisEntry, ...]
    start: date | None = field(metadata={"key": "from"})
    until: date | None
    reason: str | None
    status: InstrumentStatus
    required_by: tuple[str, ...]
    alternative_of: tuple[str, ...]
    count: int | None = field(metadata=_COUNTED)
    days_apart: int | None = field(metadata=_COUNTED)
    before: date | None = field(metadata=_COUNTED)
    name: str
    state: RequirementState
    provisions: tuple[ProvisionEntry, ...]
    granted_under: str | None
    source: str | None
    days: tuple[date, ...]
    rules: tuple[str, ...]
    for_existing: bool
    second_hand: bool
    details: tuple[str, ...]
    duty: bool
    matter: str | None = field(default=None, metadata=OPTIONAL)
    days_between: int | None = field(default=None, metadata=OPTIONAL)
    reason_language: Language | None = field(default=None, metadata=OPTIONAL)
    ids: tuple[str, ...] = field(default=(), metadata=OPTIONAL)
    told_as: str = field(default="", metadata={"key": ""})


@frozen(eq=False, repr=False)
class ChangeEntry(BylawChangeEntry):
    """What the bylaw change does to one provision, with the sentence that says it."""

    words: str = field(kw_only=True)


@frozen(eq=False, repr=False)
class StepEntry(ScheduledStep):
    """One row of the timetable; ``weekday``: 1 to 7, of its day, else of its last day;
    ``by_others``: an authority or the legislature takes it, and nobody in the municipality;
    ``outcome``: what became of one whose day is known, in a word, where that can be said."""

    words: str = field(kw_only=True)
    weekday: int | None = field(kw_only=True)
    by_others: bool = field(default=False, kw_only=True, metadata={"key": ""})
    outcome: str = field(default="", kw_only=True, metadata={"key": ""})


@frozen(eq=False, repr=False)
class FindingGroup(Piecemeal):
    ids: tuple[str, ...]
    message: str
    short: str = field(metadata={"key": ""})
    questions: tuple[str, ...] = field(metadata={"key": ""})


@frozen(eq=False, repr=False)
class InstrumentGroup:
    ids: tuple[str, ...]
    name: str


@frozen(eq=False, repr=False)
class StepGroup:
    rows: tuple[int, ...]
    words: str


@frozen(eq=False, repr=False)
class GroupsEntry(Piecemeal):
    """What says the same of several things: the groups of two or more."""

    findings: tuple[FindingGroup, ...]
    instruments: tuple[InstrumentGroup, ...]
    schedule: tuple[StepGroup, ...]


@frozen(eq=False, repr=False)
class UncodedEntry:
    source: str
    provision: str
    reason: str
    reason_language: Language
    called: str = field(default="", metadata={"key": ""})  # of a whole source, its rest


@frozen(eq=False, repr=False)
class FollowedEntry:
    id: str
    text: str
    because: str | None


@frozen(eq=False, repr=False)
class TurnEntry:
    """What comes and what goes, in words."""

    come: tuple[str, ...]
    gone: tuple[str, ...]


@frozen(eq=False, repr=False)
class RivalEntry:
    """What another interpretation would change."""

    id: str
    text: str
    verdict: Verdict
    changes: bool
    findings: TurnEntry
    instruments: TurnEntry
    words: str


@frozen(eq=False, repr=False)
class DoubtEntry:
    """A question that the sources leave open, and the interpretation followed.

    Attributes:
        touched: whether the proposal has to do with it, and not an existing matter alone.
    """

    id: str
    question: str
    following: FollowedEntry
    changes: bool
    interpretations: tuple[RivalEntry, ...]
    read_in_words: str
    touched: bool


@frozen(eq=False, repr=False)
class RegisterEntry:
    """A legal sentence of the register: its number, what it says, and what became of it."""

    sentence: int | None
    text: str
    provision: str | None
    rules: tuple[str, ...]
    reason: str | None
    read_in_words: str


@frozen(eq=False, repr=False)
class ReceiptEntry:
    ressort: str
    rule_base: str
    rules_run: tuple[str, ...]


@frozen(eq=False, repr=False)
class AbbreviationEntry:
    id: str
    name: str


@frozen(eq=False, repr=False)
class ChangedEntry:
    """What a branch changes of what judges it, or what all that changes for a proposal; with the
    lines that go and come, or what comes and goes, as ``details``."""

    id: str
    what: str
    severity: Severity
    message: str
    details: tuple[str, ...]
    path: str
    line: int
    column: int


@frozen(eq=False, repr=False)
class TrustEntry:
    """The revision that judged, and what the branch changes of it."""

    revision: str
    commit: str
    changes: tuple[ChangedEntry, ...]
