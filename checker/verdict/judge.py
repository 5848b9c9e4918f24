"""Findings, drafts and answers put together to the data of a result."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import frozen

from checker.agenda.drafts import Asked, Draft, Remark
from checker.agenda.listing import listed
from checker.agenda.progress import Answers
from checker.agenda.requirements import Requirements
from checker.findings.compare import Group, finding_id
from checker.findings.sayings import instrument_phrase
from checker.lawbook.book import RuleBook
from checker.municipality.situation import View
from checker.result import (
    Finding,
    FindingKind,
    Phrase,
    Ref,
    RequiredInstrument,
    RequirementState,
    Root,
    Severity,
    Waiver,
    Witness,
)
from checker.source import Span
from checker.speech.instruments import KINDS
from checker.speech.rule import Alternative, MayNeed, Needs, NoteOn
from checker.verdict.waivers import Weighed

_STATUS_ORDER = {"new": 0, "existing": 1, "resolved": 2}
_KIND_ORDER = {"breach": 0, "need": 1, "undetermined": 2, "advice": 3, "note": 4}
# Where only a date is on no file, what a rule on instruments asks for is a note.
_DATES = ("q.adopted", "q.meeting", "q.term")


def asked(groups: Iterable[Group]) -> list[Asked]:
    """What the findings require, for ``Requirements.build``."""
    return [
        Asked(
            group.id,
            group.rule,
            group.subject,
            group.ways,
            group.holder,
            existing=group.status == "existing",
        )
        for group in groups
        if group.rule is not None and group.requires
    ]


@frozen
class Judgement:
    """The answer to one proposal before its names and inputs are added."""

    findings: tuple[Finding, ...]
    instruments: tuple[RequiredInstrument, ...]
    roots: tuple[Root, ...]


def judge(
    groups: list[Group],
    requirements: Requirements,
    answers: Answers,
    header: Span,
    weighed: Weighed,
) -> Judgement:
    """The findings with their requirements, and the instruments with their states.

    Args:
        weighed: the findings that are waived, and those that waivers make.
        header: where what no single change causes is shown.
    """
    view, book = requirements.view, requirements.book
    waived = weighed.waived
    made = [
        _finding(group, requirements, answers, view, book, header, waived.get(group.id))
        for group in groups
    ]
    made += weighed.findings
    made += [_remark(remark, view, book, header) for remark in requirements.remarks]
    made += [
        note for group in groups for note in _endless(group, requirements, answers, book, header)
    ]
    made += _broken_terms(requirements, answers, book, header)
    made.sort(key=_finding_order)
    states = {draft.key: answers.total(draft) for draft in requirements.drafts.values()}
    hopeless = any(
        one.status == "new"
        and one.requirement == "failed"
        and not one.alternatives
        and any(basis.kind == "law" for basis in one.basis)
        for one in made
    )
    instruments = [
        listed(draft, requirements, answers, hopeless=hopeless)
        for draft in requirements.drafts.values()
    ]
    instruments.sort(key=lambda one: (KINDS[one.kind].order, one.id))
    roots = tuple(
        Root(draft.id, states[draft.key], _barred(draft, answers, book))
        for draft in requirements.root
    )
    return Judgement(tuple(made), tuple(instruments), roots)


def _barred(draft: Draft, answers: Answers, book: RuleBook) -> bool:
    """Whether an instrument failed by what a rule on the basis of law asks of it."""
    failed = [(rule, ways) for rule, ways in draft.needs if answers.best(ways) == "failed"]
    return any(
        book.kind(rule) == "law" or any(_barred(one, answers, book) for way in ways for one in way)
        for rule, ways in failed
    )


def _finding_order(one: Finding) -> tuple[int, int, str, str, str]:
    return (
        _STATUS_ORDER[one.status],
        _KIND_ORDER[one.kind],
        one.rule,
        one.subject.id,
        one.id,
    )


def _finding(
    group: Group,
    requirements: Requirements,
    answers: Answers,
    view: View,
    book: RuleBook,
    header: Span,
    waived: Waiver | None,
) -> Finding:
    ways = requirements.ways.get(group.id, [])
    requirement: RequirementState | None = None
    if group.requires and not waived:
        requirement = answers.best(ways) if ways else "failed"
    return Finding(
        group.id,
        group.rule_id,
        group.rule,
        group.kind,
        group.status,
        "note" if waived else _severity(group, requirement),
        group.subject,
        group.message,
        group.questions,
        _place(group, view, header),
        group.witnesses,
        book.basis(group.rule) if group.rule else (),
        requirement,
        tuple(tuple(one.id for one in way) for way in ways),
        _chosen(ways, requirements, answers),
        () if requirement else _suggested(group, view),
        _remarks(ways, answers),
        group.support,
        waived,
    )


def _severity(group: Group, requirement: RequirementState | None) -> Severity:
    if group.kind == "note" or group.status == "resolved":
        return "note"
    if group.kind == "advice":
        return "warning"
    if group.status == "existing":
        return "note"
    if group.kind == "undetermined":
        return "error"
    return {"open": "error", "failed": "error", "pending": "warning", "met": "note"}[  # type: ignore[return-value]
        requirement or "open"
    ]


def _place(group: Group, view: View, header: Span) -> Span:
    """The change that brings a new finding; else the header of the proposal."""
    causes = view.changes.causes
    if group.status == "new":
        names = [group.subject.id, *(ref.id for ref in group.what)]
        for witness in (*group.witnesses, *group.support):
            names += [value.id for _, value in witness.fact.args if isinstance(value, Ref)]
        for name in names:
            if name in causes:
                return causes[name]
            if name in view.changes.abolished:
                return view.changes.abolished[name]
    return header


def _chosen(ways: list[list[Draft]], requirements: Requirements, answers: Answers) -> int | None:
    carried = [
        (answers.best([way]), index)
        for index, way in enumerate(ways)
        if any(requirements.is_carried(one) for one in way)
    ]
    order = ("met", "pending", "open", "failed")
    return min(carried, key=lambda one: (order.index(one[0]), one[1]))[1] if carried else None


def _remarks(ways: list[list[Draft]], answers: Answers) -> tuple[Phrase, ...]:
    found = [remark for way in ways for one in way for remark in answers.of(one).remarks]
    return tuple(dict.fromkeys(found))


def _suggested(group: Group, view: View) -> tuple[Phrase, ...]:
    """Instruments that are named but not listed: of points of attention, advice, needs that are
    resolved or waived."""
    if group.rule is None:
        return ()
    alternatives: tuple[Alternative, ...] = getattr(group.rule.sentence, "alternatives", ())
    return tuple(
        instrument_phrase(node, group.subject, group.holder, view)
        for way in alternatives
        for node in way.instruments
    )


def _remark(remark: Remark, view: View, book: RuleBook, header: Span) -> Finding:
    """A note from a rule on instruments, or a fact that it lacks."""
    rule, subject = remark.rule, Ref("instrument", remark.draft.id)
    sentence = rule.sentence
    message = Phrase.of("needs", subject=subject)
    if remark.question is not None:
        message = Phrase.of("undetermined", subject=subject)
    if isinstance(sentence, NoteOn):
        message = Phrase.of("note", text=sentence.text, subject=subject)
    elif isinstance(sentence, MayNeed):
        message = Phrase.of("may-need", subject=subject)
    alternatives: tuple[Alternative, ...] = getattr(sentence, "alternatives", ())
    suggested = tuple(
        instrument_phrase(node, subject, None, view)
        for way in alternatives
        for node in way.instruments
    )
    existing = remark.draft.existing and not remark.draft.new
    kind = _remark_kind(remark, book)
    severity: Severity = "warning" if kind == "advice" else "note"
    if kind == "undetermined" and not existing:
        severity = "error"
    what = [repr(remark.question)] if remark.question else []
    return Finding(
        finding_id(rule.id.text, subject, what),
        rule.id.text,
        rule,
        kind,
        "existing" if existing else "new",
        severity,
        subject,
        message,
        (remark.question,) if remark.question else (),
        header,
        (Witness(Phrase.of("f.effective", day=view.effective), header),),
        book.basis(rule),
        None,
        suggested=suggested,
    )


def _remark_kind(remark: Remark, book: RuleBook) -> FindingKind:
    if not isinstance(remark.rule.sentence, Needs):
        return "note"
    if remark.question is None:
        return "advice"
    dated = remark.question.key in _DATES
    return "note" if dated or book.kind(remark.rule) == "guideline" else "undetermined"


def _endless(
    group: Group, requirements: Requirements, answers: Answers, book: RuleBook, header: Span
) -> list[Finding]:
    """A dispensation on file answers the need though no end of it is known: a note."""
    drafts = [one for way in requirements.ways.get(group.id, []) for one in way]
    if group.rule is None or not any(answers.of(one).endless for one in drafts):
        return []
    return [
        Finding(
            finding_id(group.rule_id, group.subject, ["no end"]),
            group.rule_id,
            group.rule,
            "note",
            group.status,
            "note",
            group.subject,
            Phrase.of("m.no-end"),
            (Phrase.of("q.end", subject=group.subject),),
            header,
            (),
            book.basis(group.rule),
            None,
        )
    ]


def _broken_terms(
    requirements: Requirements, answers: Answers, book: RuleBook, header: Span
) -> list[Finding]:
    """A carried step that breaks its terms: a breach that another step cures."""
    made = []
    for draft in requirements.drafts.values():
        answer = answers.of(draft)
        if answer.broken is None:
            continue
        rule, message = answer.broken
        steps = requirements.carried.of_kind(draft.kind, draft.body)
        place = next((step.span for step in steps if step.day in answer.days), header)
        witnesses = tuple(
            Witness(Phrase.of("f.days", days=(step.day,)), step.span)
            for step in steps
            if step.day is not None
        )
        subject = Ref("instrument", draft.id)
        dates = [day.isoformat() for day in answer.days]
        made.append(
            Finding(
                finding_id(rule.id.text, subject, dates),
                rule.id.text,
                rule,
                "breach",
                "new",
                "error",
                subject,
                message,
                (),
                place,
                witnesses,
                book.basis(rule),
                "open",
                ((draft.id,),),
                0,
            )
        )
    return made
