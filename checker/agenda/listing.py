"""The instruments of a result: drafts with their answers, in the order a report lists them."""

from __future__ import annotations

from checker.agenda.drafts import Draft
from checker.agenda.progress import Answer, Answers
from checker.agenda.requirements import Requirements
from checker.result import Basis, InstrumentStatus, Phrase, RequiredInstrument


def listed(
    draft: Draft, requirements: Requirements, answers: Answers, *, hopeless: bool
) -> RequiredInstrument:
    answer = answers.of(draft)
    start, until = answers.interval(draft)
    status, reason = _status(draft, answer, requirements, answers, hopeless=hopeless)
    basis: dict[Basis, None] = {}
    for rule in draft.rules:
        basis.update(dict.fromkeys(requirements.book.basis(rule)))
    reading = draft.kind == "reading"
    before = None
    if reading and draft.before_meeting:
        view = requirements.view
        span = view.calendar.meeting_span(view.effective)
        before = span[0] if span else None
    return RequiredInstrument(
        draft.id,
        draft.kind,
        draft.subject,
        str(draft.norm) if draft.norm else None,
        draft.authority or draft.body,
        draft.holder,
        str(draft.granted_under) if draft.granted_under else None,
        tuple(basis),
        start,
        until,
        reason,
        status,
        answers.total(draft),
        _required_by(draft, requirements),
        _alternative_of(draft, requirements),
        draft.count if reading else None,
        draft.days_apart if reading else None,
        before,
        answer.days,
        tuple(rule.id.text for rule in draft.rules),
        draft.source,
        for_existing=not is_new(draft, requirements),
    )


def _status(
    draft: Draft,
    answer: Answer,
    requirements: Requirements,
    answers: Answers,
    *,
    hopeless: bool,
) -> tuple[InstrumentStatus, Phrase | None]:
    """The status, with what makes a missing instrument superfluous."""
    if answer.status == "missing" and is_new(draft, requirements):
        beside = [
            requirements.ways[finding]
            for finding in draft.requirers
            if any(
                answers.best([way]) in ("pending", "met")
                for way in requirements.ways[finding]
                if draft not in way
            )
        ]
        spare = bool(draft.requirers) and len(beside) == len(draft.requirers)
        spare = spare and draft not in requirements.root and not _needed_by(draft, requirements)
        if hopeless:
            return "not needed", Phrase.of("r.not-needed")
        if spare:
            return "not needed", Phrase.of("r.not-needed-beside")
    return answer.status, answer.reason


def _needed_by(draft: Draft, requirements: Requirements) -> list[str]:
    return [
        other.id
        for other in requirements.drafts.values()
        for _, ways in other.needs
        if any(draft in way for way in ways)
    ]


def is_new(draft: Draft, requirements: Requirements) -> bool:
    """Whether something that the proposal causes or carries asks for an instrument."""
    if draft.new or draft in requirements.root:
        return True
    parents = [
        other
        for other in requirements.drafts.values()
        for _, ways in other.needs
        if any(draft in way for way in ways)
    ]
    return any(is_new(other, requirements) for other in parents)


def _required_by(draft: Draft, requirements: Requirements) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*draft.requirers, *_needed_by(draft, requirements)]))


def _alternative_of(draft: Draft, requirements: Requirements) -> tuple[str, ...]:
    others: dict[str, None] = {}
    needs = [ways for other in requirements.drafts.values() for _, ways in other.needs]
    for ways in (*(requirements.ways[one] for one in draft.requirers), *needs):
        if any(draft in way for way in ways):
            for way in ways:
                if draft not in way:
                    others.update(dict.fromkeys(one.id for one in way))
    return tuple(others)
