# SPDX-License-Identifier: EUPL-1.2
"""Findings, agenda and progress put together to the findings and the verdict of a result."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date

from checker.agenda.items import Agenda, AgendaItem, Key, Remark, Ways
from checker.agenda.making import told_as
from checker.agenda.progress import Progress
from checker.findings.compare import Group, finding_id
from checker.municipality.apply import Applied
from checker.municipality.carried import Carried
from checker.municipality.case import Case
from checker.municipality.situation import View
from checker.records import Piecemeal, evolve, frozen
from checker.result import (
    Finding,
    FindingKind,
    RequiredInstrument,
    RequirementState,
    Root,
    Severity,
    Verdict,
    Waiver,
)
from checker.source import Span
from checker.speech import instruments as written
from checker.speech.rule import Rule
from checker.speech.saying import Phrase, Ref, Witness
from checker.verdict.assembly import asked_alike, notes_on, required_instruments
from checker.verdict.waivers import Weighed

_STATUS_ORDER = {"new": 0, "existing": 1, "resolved": 2}
_KIND_ORDER = {"breach": 0, "need": 1, "undetermined": 2, "advice": 3, "duty": 4, "note": 5}
_BEST_FIRST = ("met", "pending", "open", "failed")
_SEVERITY: dict[RequirementState | None, Severity] = {
    None: "error",
    "open": "error",
    "failed": "error",
    "pending": "warning",
    "met": "note",
}
# Where only a date is on no file, what a rule on instruments asks for is a note.
_DATES = ("q.adopted", "q.meeting", "q.term")


@frozen(eq=False, repr=False)
class Judgement(Piecemeal):
    """The answer to one proposal before its names and inputs are added."""

    findings: tuple[Finding, ...]
    instruments: tuple[RequiredInstrument, ...]  # told where somebody asks for them
    roots: tuple[Root, ...]
    verdict: Verdict


def judge(
    groups: Sequence[Group],
    progress: Progress,
    weighed: Weighed,
    applied: Applied,
    case: Case,
) -> Judgement:
    """The findings with their requirements, the instruments with their states, the verdict.

    Args:
        weighed: the waivers that let groups stand, and the findings that waivers make.
        applied: shows where the steps stand that break a term.
        case: what no single change causes is shown at its header.
    """
    judging = _Judging(progress, view := applied.after, case.header.span)
    agenda = judging.agenda
    left_out = {
        *agenda.amended,
        *agenda.idle,
        *(id for id, ways in agenda.ways.items() if ways == ((),)),
    }
    groups = [group for group in groups if group.id not in left_out]  # nobody is asked of ((),)
    found = [judging.finding(group, weighed.waived.get(group.id)) for group in groups]
    found += weighed.findings
    found += [judging.remark(remark) for remark in agenda.remarks]
    found += [finding for group in groups for finding in judging.endless(group)]
    found += [*judging.broken_terms(applied.carried), *judging.early()]
    found += judging.doubts(applied.carried)
    found = sorted(asked_alike(found), key=_order)
    found += [*notes_on(case, applied, found)]
    roots = tuple(judging.root(key) for key in agenda.root)
    hopeless = any(
        one.status == "new"
        and one.requirement == "failed"
        and not one.alternatives
        and any(basis.kind == "law" for basis in one.basis)
        for one in found
    )
    told = {"findings": tuple(found), "roots": roots, "verdict": verdict_of(found, roots)}
    return Judgement.made_by(
        lambda _: required_instruments(progress, view, hopeless=hopeless), **told
    )


def verdict_of(findings: Iterable[Finding], roots: Collection[Root]) -> Verdict:
    """The verdict on a proposal.

    Args:
        roots: what the proposal itself carries though no finding asks for it (a rewording is
            itself the bylaw change).

    Only a basis of kind law can forbid; where every way failed and the basis is another, the
    proposal is incomplete. What is waived does not count, and no duty does.
    """
    new = [
        finding
        for finding in findings
        if finding.status == "new" and not finding.waived and finding.kind != "duty"
    ]
    states = {finding.requirement for finding in new} | {root.state for root in roots}
    bases = [one for finding in new if finding.requirement == "failed" for one in finding.basis]
    barred = any(root.barred for root in roots) or any(finding.barred for finding in new)
    if barred or any(basis.kind == "law" for basis in bases):
        return "forbidden"
    if states & {"open", "failed"} or any(finding.kind == "undetermined" for finding in new):
        return "incomplete"
    return "conditional" if "pending" in states else "clear"


def _order(one: Finding) -> tuple[int, int, str, str, str]:
    status, kind = _STATUS_ORDER[one.status], _KIND_ORDER[one.kind]
    return status, kind, one.rule, one.subject.id, one.id


@frozen(eq=False, repr=False)
class _Judging:
    progress: Progress
    view: View
    header: Span

    @property
    def agenda(self) -> Agenda:
        return self.progress.agenda

    def finding(self, group: Group, waived: Waiver | None) -> Finding:
        ways = self.agenda.ways.get(group.id, ())
        requirement: RequirementState | None = None
        if group.requires and not waived:
            requirement = self.progress.best(ways)
        barred = requirement == "failed" and all(any(map(self._barred, way)) for way in ways)
        if group.kind == "duty":  # whatever becomes of it, nothing hangs on it
            barred, requirement = False, "open" if requirement == "failed" else requirement
        return Finding(
            id=group.id,
            rule=group.rule_id,
            definition=group.rule,
            kind=group.kind,
            status=group.status,
            severity=self._severity(group, requirement, waived),
            subject=group.subject,
            message=group.message,
            questions=group.questions,
            place=self._place(group),
            witnesses=group.witnesses,
            basis=self.view.book.basis(group.rule),
            requirement=requirement,
            alternatives=self._ids(ways),
            chosen=self._chosen(ways),
            suggested=()
            if requirement
            else self._suggested(group.rule, group.subject, group.holder),
            remarks=(*group.remarks, *self._remarks(ways)),
            support=group.support,
            waived=waived,
            barred=barred,
        )

    def _severity(
        self, group: Group, requirement: RequirementState | None, waived: Waiver | None
    ) -> Severity:
        if waived:
            return "note"
        adopted = group.id in self.agenda.adopted and group.status == "new"
        if group.kind == "duty":
            adopted = group.status == "new" and self._is_lost(group)
        return "warning" if adopted else _severity(group, requirement)

    def _is_lost(self, group: Group) -> bool:
        """Whether every way to do a duty is refused, or its last day is past."""
        ways, progress = self.agenda.ways.get(group.id, ()), self.progress
        lost = {key for key in progress.answers if progress.states[key] == "failed"}
        return all(not (lost | progress.missed).isdisjoint(way) for way in ways)

    def _ids(self, ways: Ways) -> tuple[tuple[str, ...], ...]:
        return tuple(tuple(self.agenda.items[key].id for key in way) for way in ways)

    def _place(self, group: Group) -> Span:
        """The change that brings a new finding; else the header of the proposal."""
        if group.status == "new":
            changes = self.view.changes
            names = [group.subject.id, *(ref.id for ref in group.what)]
            names += [new for new, old in changes.heirs.items() if group.subject.id in old]
            for witness in (*group.witnesses, *group.support):
                names += [value.id for _, value in witness.fact.args if isinstance(value, Ref)]
            for name in names:
                place = changes.causes.get(name) or changes.abolished.get(name)
                if place:
                    return place
        return self.header

    def _chosen(self, ways: Ways) -> int | None:
        carried = [
            (_BEST_FIRST.index(self.progress.best((way,))), index)
            for index, way in enumerate(ways)
            if not self.agenda.carried.isdisjoint(way)
        ]
        return min(carried)[1] if carried else None

    def _remarks(self, ways: Ways) -> tuple[Phrase, ...]:
        answers = self.progress.answers
        found = [remark for way in ways for key in way for remark in answers[key].remarks]
        return tuple(dict.fromkeys(found))

    def _suggested(self, rule: Rule, subject: Ref, holder: str | None) -> tuple[Phrase, ...]:
        """Instruments that are named but not listed: of points of attention, advice, needs that
        are resolved or waived."""
        return tuple(
            _named(node, subject, holder, self.view)
            for way in getattr(rule.sentence, "alternatives", ())
            for node in way.instruments
        )

    def endless(self, group: Group) -> Iterator[Finding]:
        """A dispensation on file answers the need though no end of it is known: a note."""
        ways, answers = self.agenda.ways.get(group.id, ()), self.progress.answers
        if any(answers[key].endless for way in ways for key in way):
            note = self._of_rule(group.rule, group.subject, ["no end"], Phrase.of("m.no-end"))
            question = Phrase.of("q.end", subject=group.subject)
            yield evolve(note, status=group.status, questions=(question,))

    def _of_rule(self, rule: Rule, subject: Ref, what: list[str], message: Phrase) -> Finding:
        """A new note of a rule, shown at the header; ``what`` tells it from others."""
        return Finding(
            id=finding_id(rule.id.text, subject, what),
            rule=rule.id.text,
            definition=rule,
            kind="note",
            status="new",
            severity="note",
            subject=subject,
            message=message,
            place=self.header,
            basis=self.view.book.basis(rule),
        )

    # ------------------------------------------------------------ findings on instruments

    def remark(self, remark: Remark) -> Finding:
        """A note from a rule on instruments, or a fact that it lacks."""
        rule, question, item = remark.rule, remark.question, self.agenda.items[remark.item]
        subject = Ref("instrument", item.id)
        existing, kind = item.existing and not item.new, self._kind(remark)
        severity: Severity = "warning" if kind == "advice" else "note"
        what = ["question"] if question else []
        return evolve(
            self._of_rule(rule, subject, what, _said(remark, subject, self.view)),
            kind=kind,
            status="existing" if existing else "new",
            severity="error" if kind == "undetermined" and not existing else severity,
            questions=(question,) if question else (),
            witnesses=(Witness(Phrase.of("f.effective", day=self.view.effective), self.header),),
            suggested=self._suggested(rule, subject, None),
        )

    def _kind(self, remark: Remark) -> FindingKind:
        sentence = remark.rule.sentence
        if not sentence.asks:
            return "advice" if sentence.advice and remark.question is None else "note"
        if remark.question is None:
            return "advice"
        if remark.rule.sentence.finding == "duty":
            return "note"
        slight = remark.question.key in _DATES or self.view.book.kind(remark.rule) == "guideline"
        return "note" if slight else "undetermined"

    def broken_terms(self, carried: Carried) -> Iterator[Finding]:
        """The carried steps that break their terms: breaches that another step cures."""
        for key, item in self.agenda.items.items():
            answer = self.progress.answers[key]
            if not answer.broken:
                continue
            subject = Ref("instrument", item.id)
            facts, caused = _dated(item, carried), key in self.agenda.caused
            places = [one.place for day, one in facts if one.place and day in answer.days]
            for rule, message in answer.broken:
                yield evolve(  # by which term it breaks: a day that moves is no other finding
                    self._of_rule(rule, subject, [message.key], message),
                    kind="breach",
                    status="new" if caused else "existing",
                    severity="error" if caused else "note",
                    place=next(iter(places), self.header),
                    witnesses=tuple(fact for _, fact in facts),
                    requirement="open",
                    alternatives=((item.id,),),
                    chosen=0,
                )

    def early(self) -> Iterator[Finding]:
        """What was told before it was adopted: a warning."""
        for key, item in self.agenda.items.items():
            if message := self.progress.answers[key].early:
                subject, rule = Ref("instrument", item.id), item.due_rule or item.rules[0]
                note = self._of_rule(rule, subject, ["early"], message)
                yield evolve(note, kind="advice", severity="warning")

    def doubts(self, carried: Carried) -> Iterator[Finding]:
        """Terms that hang on which side of the meeting a step lay; notes where none is on file."""
        for key, item in self.agenda.items.items():
            answer, timing = self.progress.answers[key], self.progress.timing
            if not (doubt := answer.doubt or timing.unplaced(item, answer.days)):
                continue
            subject, rule = Ref("instrument", item.id), item.due_rule or item.rules[0]
            message = Phrase.of("undetermined", subject=subject, rule=rule.title)
            there, duty = key not in self.agenda.caused, key in self.agenda.duties
            facts, slight = _dated(item, carried), duty or answer.doubt is None
            yield evolve(
                self._of_rule(rule, subject, ["order"], message),
                kind="note" if slight else "undetermined",
                status="existing" if there and not duty else "new",
                severity="note" if there or slight else "error",
                questions=(doubt,),
                place=next((one.place for _, one in facts[::-1] if one.place), self.header),
                witnesses=tuple(fact for _, fact in facts),
            )

    def root(self, key: Key) -> Root:
        """What the proposal itself carries, with how far it has come."""
        return Root(
            id=self.agenda.items[key].id,
            state=self.progress.states[key],
            barred=self._barred(key),
        )

    def _barred(self, key: Key) -> bool:
        """Whether an instrument failed by what a rule on the basis of law asks of it."""
        return any(
            self.view.book.kind(rule) == "law"
            or any(self._barred(one) for way in ways for one in way)
            for rule, ways in self.agenda.items[key].needs
            if self.progress.best(ways) == "failed"
        )


def _dated(item: AgendaItem, carried: Carried) -> list[tuple[date, Witness]]:
    """The days of the steps carried for an instrument, each with where it is written."""
    steps = carried.of_kind(item.kind, item.body)
    facts = [(one.day, Phrase.of("f.days", days=(one.day,)), one.span) for one in steps if one.day]
    return [(day, Witness(fact, span)) for day, fact, span in facts]


def _severity(group: Group, requirement: RequirementState | None) -> Severity:
    if group.kind in ("note", "duty") or group.status == "resolved":
        return "note"
    if group.kind == "advice":
        return "warning"
    if group.status == "existing":
        return "note"
    return "error" if group.kind == "undetermined" else _SEVERITY[requirement]


def _said(remark: Remark, subject: Ref, view: View) -> Phrase:
    if remark.question and remark.rule.sentence.finding != "note":
        return Phrase.of("undetermined", subject=subject, rule=remark.rule.title)
    return remark.rule.sentence.message(subject, view)


def _named(node: written.Instrument, subject: Ref | None, holder: str | None, view: View) -> Phrase:
    """An instrument as a rule names it, to be put into words."""
    match node:
        case written.Dispensation():
            return Phrase.of(
                "name.dispensation",
                norm=str(node.norm) if node.norm else "",
                subject=subject or "",
                holder=Ref("mayor", holder) if holder else "",
            )
        case written.LawAmendment():
            return Phrase.of("name.law amendment", source=Ref("source", node.source.source))
        case written.BylawChange():
            return Phrase.of("name.bylaw change", source="")
        case written.Readings():
            return Phrase.of(
                "name.reading",
                count=node.count,
                body=Ref("body", view.body(node.body) or ""),
                days=node.gap if node.days_between is None and node.gap is not None else "",
                between=node.days_between if node.days_between is not None else "",
            )
        case written.Step():
            there = view.body(node.body) if node.body else None
            body = Ref("body", there) if there else ""
            return Phrase.of(f"name.{told_as(node, view)}", body=body, matter=node.matter or "")
