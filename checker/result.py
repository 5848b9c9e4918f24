# SPDX-License-Identifier: EUPL-1.2
"""What a check gives, as data: no prose, no language, no I/O. ``report`` turns it to words."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import Literal

from checker.called import Anew
from checker.records import Piecemeal, field, frozen
from checker.source import Span
from checker.speech.due import Due
from checker.speech.node import DocumentKind, Prose, Reading, readings
from checker.speech.placing import UNCHANGED, Placing
from checker.speech.proposal import Consideration, Side
from checker.speech.rule import ComingChange, Doubt, Interpretation, LegalSentence, Rule, Signature
from checker.speech.saying import Phrase, Ref, Witness

OPTIONAL = {"optional": True}  # of an entry: a key where it has a value
FindingKind = Literal["breach", "need", "duty", "undetermined", "advice", "note"]
Status = Literal["new", "existing", "resolved"]
Severity = Literal["error", "warning", "note"]
RequirementState = Literal["open", "pending", "met", "failed"]
Verdict = Literal["forbidden", "incomplete", "conditional", "clear"]
Ways = tuple[tuple[str, ...], ...]  # of ids: outer alternatives, inner all of them together
WaiverState = Literal["used", "unused", "expired", "undecided", "not allowed"]
InstrumentStatus = Literal[
    "missing", "declared", "granted", "refused", "expired", "not available", "not needed"
]


@frozen
class Basis:
    """A provision a rule rests on, where it was read, where its source is published, which
    offices signed the rule off, and the day it was last held against its text."""

    source: str
    kind: Literal["law", "bylaw", "mandate", "guideline"]
    provision: str
    checked: bool
    read_in: tuple[Reading, ...] = field(converter=readings)
    address: str | None = None
    signed: tuple[Signature, ...] = ()
    checked_on: date | None = None


@frozen
class Waiver:
    """A decision to let a finding stand, and what becomes of it in a proposal.

    Attributes:
        by: who decided; ``until``: the last day it holds, None: until it is revoked.
        for_all: it speaks of every proposal of the municipality.
        findings: ids of the findings that it speaks of.
    """

    rule: str
    subject: Ref
    reason: Prose
    by: Ref
    day: date
    journal: str
    until: date | None
    place: Span
    for_all: bool
    state: WaiverState
    findings: tuple[str, ...]


@frozen
class Root:
    """What the proposal itself carries though no finding asks for it, and how far it has come.

    Attributes:
        barred: it failed by a rule that rests on law.
    """

    id: str
    state: RequirementState
    barred: bool


@frozen(kw_only=True)
class Finding:
    """Something a rule says of the proposal.

    Attributes:
        id: depends on rule, subject and what fails, never on a line number.
        rule: the rule's id; ``definition`` is the rule itself, None for one of the checker's own.
        message: what is the case, as one sentence; ``questions``: what must be answered.
        place: where it is to be shown: the change that brings it, else the fact.
        alternatives: ids of instruments.
        chosen: index into ``alternatives`` of the way the proposal carries, or None.
        suggested: instruments that a point of attention names but that are not listed.
        witnesses: what fails; for a need, what makes it apply.
        support: the other facts that make the rule apply.
        remarks: further sentences (a dispensation without an end, a tight date).
        waived: the decision that lets it stand; it then asks for nothing and does not count.
        in_baseline: it is an old one, which the user's baseline has.
        barred: every way failed by what a law asks of it in turn.
    """

    id: str
    rule: str
    definition: Rule | None
    kind: FindingKind
    status: Status
    severity: Severity
    subject: Ref
    message: Phrase
    questions: tuple[Phrase, ...] = ()
    place: Span
    witnesses: tuple[Witness, ...] = ()
    basis: tuple[Basis, ...] = ()
    requirement: RequirementState | None = None
    alternatives: Ways = ()
    chosen: int | None = None
    suggested: tuple[Phrase, ...] = ()
    remarks: tuple[Phrase, ...] = ()
    support: tuple[Witness, ...] = ()
    waived: Waiver | None = None
    in_baseline: bool = False
    barred: bool = False


@frozen(kw_only=True)
class RequiredInstrument:
    """An instrument that is required, with how far it has come.

    Attributes:
        authority: id of the body that grants or acts; None: not stated in the sources.
        held_by: id of the mayor who must hold a dispensation, ``mayor of KFU`` where none
            is on file.
        start, until: the days it must hold for (``from`` and ``until`` in JSON).
        reason: why it is not available, expired, too late, not needed.
        state: its requirement, with all it needs in turn; ``own``: without.
        told_as: what it is called if not its kind; ``matter``: what it is on; ``dues``: when due.
        duty: it only follows, and the verdict does not hang on it.
        fixed: whether its last day stays where it is when the day of effect is put off.
        count, days_apart, before: of readings; ``days_between``: where whole days are counted.
        days: the days of the steps carried, for readings and other steps.
        rules: ids of the rules that ask for it; ``needs``, ``entails``: ways to meet those on it.
    """

    id: str
    kind: str
    subject: Ref | None
    norm: str | None
    authority: str | None
    held_by: str | None
    granted_under: str | None
    basis: tuple[Basis, ...]
    start: date | None
    until: date | None
    reason: Phrase | None
    status: InstrumentStatus
    state: RequirementState
    own: RequirementState = field(metadata={"key": ""})
    required_by: tuple[str, ...]
    alternative_of: tuple[str, ...] = ()
    count: int | None = None
    days_apart: int | None = None
    before: date | None = None
    days: tuple[date, ...] = ()
    rules: tuple[str, ...] = ()
    source: str | None = None
    for_existing: bool = False
    matter: Prose | None = None
    told_as: str = ""
    duty: bool = False
    fixed: bool = False
    dues: tuple[Due, ...] = ()
    days_between: int | None = None
    needs: tuple[Ways, ...] = ()
    entails: tuple[Ways, ...] = ()


@frozen
class BylawChangeEntry:
    """What the bylaw change does to one provision, at the level the file supports.

    Attributes:
        cut, put: the words that go and the words that come, as the proposal wrote them.
        text, text_as_of: its wording on file, and of which day; else ``phrases``: words of it.
        beside: the other provisions on file, each with its text.
        committees: whose provision it is, or whom the words concern, where several.
        anew: the committee whose name or size is another.
    """

    provision: str | None
    committee: str | None
    action: Literal["insert", "remove", "reword"]
    tasks: tuple[str, ...]
    old: str | None
    new: str | None
    on_file: Literal["text", "phrase", "none"]
    cut: str | None = None
    put: str | None = None
    text: str | None = None
    text_as_of: date | None = None
    committees: tuple[str, ...] = field(default=(), metadata=OPTIONAL)
    phrases: tuple[str, ...] = field(default=(), metadata={"key": ""})
    beside: tuple[tuple[str, str], ...] = field(default=(), metadata={"key": ""})
    anew: Anew | None = field(default=None, metadata={"key": ""})


@frozen(kw_only=True)
class ScheduledStep:
    """One step with the days it may be taken on.

    Attributes:
        step: the kind of instrument; a reading also has its ``number`` (1, 2).
        met: None where no day is known, its order within the day, or the meeting it is due before.
        missed, late: its last day is past, and it was not taken, or not so that it counts.
        order: on which side of the constituting meeting it lay, where the proposal says so.
    """

    step: str
    body: str | None = None
    requires: str
    day: date | None = field(default=None, metadata={"key": "date"})
    earliest: date | None = None
    latest: date | None = None
    rule: str | None = None
    met: bool | None = None
    tight: bool = False
    number: int | None = None
    missed: bool = False
    late: bool = field(default=False, metadata={"key": ""})
    order: Side | None = field(default=None, metadata=OPTIONAL)


UNDATED_STEP = ScheduledStep(step="", requires="")  # where nothing says when


@frozen
class Uncoded:
    """A provision that no rule covers, and why; ``language``: the reason's."""

    source: str
    provision: str
    reason: Prose
    language: Literal["en", "da"] | None = None


@frozen
class InputFile:
    path: str
    sha256: str
    kind: DocumentKind = field(default="rules", metadata={"key": ""})


@frozen
class ProposalFacts(Piecemeal):
    """What the header says, with the flags that override it, and what else the proposal states.

    Attributes:
        until: its last day, if it has one; ``endings``: of the committees created for a time.
        reason: its objective reason; ``given``: the facts that it states of what is on file.
        alone: nothing is proposed, and an organisation is seen as it stands.
        changed: the place of each change with what it does, in brief; ``does``: as a phrase.
        remarks: what a table notes of its rows, with what each row says.
    """

    path: str
    title: Prose
    proposed: date
    effective: date
    organisation: str
    law_date: date
    as_of: date
    assuming: tuple[Prose, ...]
    language: Literal["en", "da"]
    until: date | None = None
    endings: tuple[tuple[str, date], ...] = ()
    reason: Prose | None = None
    given: tuple[Phrase, ...] = ()
    considerations: tuple[Consideration, ...] = ()
    alone: bool = False
    changed: tuple[tuple[str, str], ...] = ()
    remarks: tuple[tuple[str, str], ...] = ()
    does: tuple[Phrase, ...] = ()


@frozen
class Seen:
    """What a baseline knows of a proposal.

    Attributes:
        count: the findings and instruments in it; ``roots``: what the proposal itself carries.
        gone: ids of the entries that no longer occur.
        beyond: the verdict on what is not in it.
    """

    count: int
    roots: tuple[str, ...] = field(metadata={"key": ""})
    gone: tuple[str, ...]
    beyond: Verdict


@frozen
class Rival:
    """What another interpretation would make of the proposal.

    Attributes:
        come, gone: findings that are new or other under it, and those that go; also instruments.
        changes: whether anything in the result is another.
    """

    interpretation: Interpretation
    result: Result
    changes: bool
    come: tuple[Finding, ...]
    gone: tuple[Finding, ...]
    instruments_come: tuple[RequiredInstrument, ...]
    instruments_gone: tuple[RequiredInstrument, ...]


@frozen
class OpenDoubt:
    """A question that the sources leave open, where its rules have a say in the result."""

    doubt: Doubt
    followed: Interpretation
    rivals: tuple[Rival, ...]


@frozen(kw_only=True)
class Result(Piecemeal):
    """The whole answer to one proposal; every list is in a defined order.

    Attributes:
        names: id to name on the effective date, also of authorities, administrations and mayors.
        mayors: committee id to the id of its mayor, where one is on file.
        kinds: for the same ids; ``words``: area id to Danish word; ``sentences``: of the register.
        rules_run: ids of the rules that bind the municipality and are in force.
        doubts: what hangs on the interpretation followed; ``turning``: where the verdict does.
        roots: what the proposal itself carries though no finding asks for it.
        waivers: that let a finding stand, or were to; ``without_waivers``: the verdict without.
        missed, late: ids of what was not held by a past day, or not so that it counts.
        others: what is still wanted and lies with others, whom nobody here can date, a choice as
            its ways; ``then_required``: what is required beside, where it takes effect on that day.
        amended: ids of the rules on numbers that the change of the bylaw sets anew.
        besides: what it carries unasked; ``silenced``: who ends, and titles of rules that name it.
        baseline: what the user's baseline knows; ``placing``: who has what before and after it.
        meeting: first and last possible day of the constituting meeting before it takes effect.
    """

    proposal: ProposalFacts
    municipality: str
    verdict: Verdict
    findings: tuple[Finding, ...]
    instruments: tuple[RequiredInstrument, ...]
    bylaw_changes: tuple[BylawChangeEntry, ...]
    schedule: tuple[ScheduledStep, ...]
    names: dict[str, str] = field(factory=dict)
    kinds: dict[str, str] = field(factory=dict)
    words: dict[str, str] = field(factory=dict)
    sources: dict[str, str] = field(factory=dict)
    mayors: dict[str, str] = field(factory=dict)
    not_coded: tuple[Uncoded, ...] = ()
    rules_run: tuple[str, ...] = ()
    inputs: tuple[InputFile, ...] = ()
    doubts: tuple[OpenDoubt, ...] = ()
    turning: tuple[Doubt, ...] = ()
    sentences: tuple[LegalSentence, ...] = ()
    roots: tuple[Root, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    without_waivers: Verdict | None = None
    baseline: Seen | None = None
    amended: tuple[str, ...] = ()
    besides: tuple[RequiredInstrument, ...] = ()
    silenced: tuple[tuple[Ref, Prose], ...] = ()
    missed: tuple[str, ...] = ()
    late: tuple[str, ...] = ()
    earliest_effective: date | None = None
    others: tuple[Ways, ...] = ()
    then_required: tuple[RequiredInstrument, ...] = ()
    coming: tuple[ComingChange, ...] = ()
    placing: Placing = UNCHANGED
    meeting: tuple[date, date] | None = None

    @property
    def past(self) -> tuple[str, ...]:
        """The ids of what was to be had by a past day and was not."""
        return (*self.missed, *self.late)

    @cached_property
    def by_id(self) -> dict[str, RequiredInstrument]:
        """The instruments by their ids."""
        return {instrument.id: instrument for instrument in self.instruments}

    @cached_property
    def speaking(self) -> tuple[str, ...]:
        """The ids of the rules that make a finding, an instrument or a step, each once."""
        found = [one.rule for one in self.findings]
        found += [rule for one in self.instruments for rule in one.rules]
        found += [step.rule for step in self.schedule if step.rule]
        return tuple(dict.fromkeys([*found, *self.amended]))
