# SPDX-License-Identifier: EUPL-1.2
"""The instruments of a result: an agenda and its progress, in the order a report lists them; and
what is said of a proposal where no rule asks, at its first line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Literal

from checker.agenda.items import Agenda, AgendaItem, Key, Ways
from checker.agenda.progress import Progress
from checker.findings.compare import finding_id
from checker.lawbook.book import IDLE_RULE, UNTOLD_RULE
from checker.municipality.apply import Applied
from checker.municipality.case import Case
from checker.municipality.situation import View
from checker.records import evolve, frozen
from checker.result import Finding, InstrumentStatus, RequiredInstrument
from checker.speech.instruments import KINDS
from checker.speech.saying import Phrase, Ref


def required_instruments(
    progress: Progress, view: View, *, hopeless: bool
) -> tuple[RequiredInstrument, ...]:
    """All that is required, with how far it has come and what it is required by.

    Args:
        hopeless: whether the proposal is against the law whatever is carried.
    """
    listing = _Listing(progress, view, hopeless)
    made = [listing.instrument(item) for item in progress.agenda.items.values()]
    idle = listing.idle_duties(made)
    if idle:
        made = [
            evolve(one, required_by=tuple(id for id in one.required_by if id not in idle))
            for one in made
            if one.id not in idle
        ]
    return tuple(sorted(made, key=lambda one: (KINDS[one.kind].order, one.id)))


@frozen(eq=False, repr=False)
class _Listing:
    """What is asked of one item after another."""

    progress: Progress
    view: View
    hopeless: bool

    @property
    def agenda(self) -> Agenda:
        return self.progress.agenda

    @cached_property
    def askers(self) -> dict[Key, list[tuple[str, Ways]]]:
        """What asks for an item, finding or item, by its id, each with the ways that it leaves."""
        agenda, found = self.agenda, dict[Key, list[tuple[str, Ways]]]()
        for key, item in agenda.items.items():
            found.setdefault(key, []).extend((id, agenda.ways[id]) for id in item.requirers)
        for item in agenda.items.values():
            for ways in item.asked:
                for key in dict.fromkeys(key for way in ways for key in way):
                    found[key].append((item.id, ways))
        return found

    def idle_duties(self, made: Sequence[RequiredInstrument]) -> set[str]:
        """The ids of duties that only what is not needed entails, and that nothing answers."""
        idle = {one.id for one in made if one.status == "not needed"}
        found: set[str] = set()
        while more := {
            one.id
            for one in made
            if one.duty and one.status in ("missing", "not needed") and one.id not in found
            if idle | found >= {*one.required_by}
        }:
            found |= more
        return found

    def instrument(self, item: AgendaItem) -> RequiredInstrument:
        answer = self.progress.answers[item.key]
        bases = [basis for rule in item.rules for basis in self.view.book.basis(rule)]
        effective = self.progress.effective
        meeting = self.progress.timing.carried.span if item.before_meeting else None
        term = self.view.calendar.term_of(effective) if item.one_term else None
        status, reason = self._status(item)
        reading = item.kind == "reading"
        return RequiredInstrument(
            id=item.id,
            kind=item.kind,
            subject=item.subject,
            norm=str(item.norm) if item.norm else None,
            authority=item.authority or item.body,
            held_by=item.holder,
            granted_under=str(item.granted_under) if item.granted_under else None,
            basis=tuple(dict.fromkeys(bases)),
            start=effective if item.one_term else None,
            until=term.end if term else None,
            reason=reason,
            status=status,
            state=self.progress.states[item.key],
            own=answer.state,
            required_by=tuple(dict.fromkeys(id for id, _ in self.askers[item.key])),
            alternative_of=self._alternatives(item),
            count=item.count if reading else None,
            days_apart=item.gap,
            days_between=item.days_between,
            before=meeting[0] if meeting else None,
            days=answer.days,
            rules=tuple(rule.id.text for rule in item.rules),
            source=item.source,
            for_existing=item.key not in self.agenda.caused,
            matter=item.matter,
            duty=item.key in self.agenda.duties,
            fixed=not item.window.hangs_on_effect,
            dues=item.dues,
            told_as=item.told_as,
            needs=tuple(sorted({self._ids(ways) for _, ways in item.needs})),
            entails=tuple(sorted({self._ids(ways) for _, ways in item.entails})),
        )

    def _ids(self, ways: Ways) -> tuple[tuple[str, ...], ...]:
        return tuple(tuple(self.agenda.items[key].id for key in way) for way in ways)

    def _status(self, item: AgendaItem) -> tuple[InstrumentStatus, Phrase | None]:
        """The status, with what makes a missing instrument superfluous."""
        answer = self.progress.answers[item.key]
        if answer.status == "missing":
            if self.hopeless and item.key in self.agenda.caused:
                return "not needed", Phrase.of("r.not-needed")
            if self._spare(item):
                return "not needed", Phrase.of("r.not-needed-beside")
        return answer.status, answer.reason

    def _spare(self, item: AgendaItem) -> bool:
        """Whether each finding that asks for it is met, or will be, in another way."""
        beside = [[way for way in ways if item.key not in way] for _, ways in self.askers[item.key]]
        return (
            item.key not in self.agenda.root
            and bool(beside)
            and all(
                any(self.progress.best((way,)) in ("pending", "met") for way in ways)
                for ways in beside
            )
        )

    def _alternatives(self, item: AgendaItem) -> tuple[str, ...]:
        ways = [way for _, ways in self.askers[item.key] for way in ways if item.key not in way]
        return tuple(dict.fromkeys(self.agenda.items[key].id for way in ways for key in way))


def asked_alike(found: Sequence[Finding]) -> list[Finding]:
    """Findings that ask in one way who holds a task without the proposal: until the move, where
    any of them asks so."""
    moving = {one.args for each in found for one in each.questions if one.key == "q.held-by"}

    def said(one: Phrase) -> Phrase:
        here = one.key == "q.held-now" and one.args in moving
        return one._replace(key="q.held-by") if here else one

    if not moving:
        return [*found]
    return [
        evolve(each, questions=tuple(dict.fromkeys(map(said, each.questions)))) for each in found
    ]


def notes_on(case: Case, applied: Applied, found: Iterable[Finding]) -> Iterator[Finding]:
    """The warning, where neither the structure nor the words of a bylaw become others; the note,
    with all that is asked by none of the findings."""
    if not (applied.carried.wordings or case.alone) and applied.after.changes.are_none:
        yield _note(case, IDLE_RULE, "advice", "warning")
    asked = {_about(each) for one in found if one.status == "new" for each in one.questions}
    questions = [one for one in applied.after.changes.untold if _about(one) not in asked]
    if questions:
        yield _note(case, UNTOLD_RULE, "note", "note", sorted(questions, key=repr))


def _about(question: Phrase) -> tuple[bool, object]:
    """What is asked of: the area of a task, or else who holds it."""
    return question.key == "q.within", dict(question.args).get("task")


def _note(
    case: Case,
    rule: str,
    kind: Literal["advice", "note"],
    severity: Literal["warning", "note"],
    questions: Iterable[Phrase] = (),
) -> Finding:
    proposal = Ref("proposal", case.header.title.da)
    return Finding(
        id=finding_id(rule, proposal, []),
        rule=rule,
        definition=None,
        kind=kind,
        status="new",
        severity=severity,
        subject=proposal,
        message=Phrase.of(rule),
        questions=tuple(questions),
        place=case.header.span,
    )
