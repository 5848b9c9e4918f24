# SPDX-License-Identifier: EUPL-1.2
"""Waivers weighed: which findings they let stand, and what is wrong with the waivers themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from checker.findings.compare import Group, finding_id
from checker.municipality.case import Case, WaiverAtHand
from checker.municipality.situation import View
from checker.records import field, frozen
from checker.result import Basis, Finding, FindingKind, Severity, Waiver, WaiverState
from checker.speech.node import Body, Name, Named, Role
from checker.speech.proposal import Waive
from checker.speech.saying import Argument, Phrase, Ref


@frozen(eq=False, repr=False)
class Weighed:
    """What waivers do to a proposal.

    Attributes:
        waived: id of a group of findings to the waiver that lets it stand.
        findings: what is wrong with the waivers themselves.
        waivers: all that speak of the proposal, with what becomes of them.
    """

    waived: Mapping[str, Waiver] = field(factory=dict)
    findings: tuple[Finding, ...] = ()
    waivers: tuple[Waiver, ...] = ()


def weigh(
    case: Case,
    groups: Sequence[Group],
    view: View,
) -> Weighed:
    """Which groups of findings the waivers of a case let stand.

    A waiver must hold on the proposal's day and on the day of effect. What rests on a law is
    waived by nobody: a municipality has no power to set the law aside.
    """
    if not case.waivers:
        return Weighed()
    weighing = _Weighing(case, groups, view)
    weighed = [weighing.weighed(each) for each in case.waivers]
    waived: dict[str, Waiver] = {}
    for each, found in weighed:
        for group in found if each.state == "used" else ():
            waived.setdefault(group.id, each)
    made = [finding for each, found in weighed for finding in weighing.findings(each, found)]
    return Weighed(waived, tuple(made), tuple(each for each, _ in weighed))


class _Weighing:
    def __init__(self, case: Case, groups: Sequence[Group], view: View) -> None:
        self.groups = [one for one in groups if one.status != "resolved"]
        self.view, self.book, self.town, self.day = view, view.book, case.town, case.day
        self.rules = view.book.by_id

    def weighed(self, each: WaiverAtHand) -> tuple[Waiver, list[Group]]:
        """A waiver with what becomes of it, and the findings that it speaks of."""
        written = each.statement
        found = [one for one in self.groups if self._is_meant(one, written)]
        waiver = Waiver(
            rule=written.rule.text,
            subject=self._subject(written.subject),
            reason=written.reason,
            by=self._body(written.by),
            day=written.day,
            journal=written.journal,
            until=written.until,
            place=written.span,
            for_all=each.for_all,
            state=self._state(written, found),
            findings=tuple(one.id for one in found),
        )
        return waiver, found

    def _is_meant(self, group: Group, written: Waive) -> bool:
        subject = written.subject
        if group.rule_id != written.rule.text:
            return False
        if isinstance(subject, Named):
            changes = self.view.changes
            return subject.name.text in (group.subject.id, changes.old(group.subject.id))
        return group.subject == self._subject(subject)

    def _state(self, written: Waive, found: Sequence[Group]) -> WaiverState:
        if self._is_barred(written, found):
            return "not allowed"
        if written.day > self.day:
            return "undecided"
        if written.until is not None and written.until < self._needed(written.until):
            return "expired"
        return "used" if found else "unused"

    def _is_barred(self, written: Waive, found: Sequence[Group]) -> bool:
        rule = self.rules.get(written.rule.text)
        if rule is None:
            return False
        by_law = self.book.kind(rule) == "law"
        bound = any(one.requires or one.kind == "undetermined" for one in found)
        return rule.not_waivable or (by_law and bound)

    def _needed(self, until: date) -> date:
        """The day that a waiver should have held on: the first that comes after its end."""
        missed = [one for one in sorted((self.day, self.view.effective)) if one > until]
        return missed[0] if missed else until

    def _subject(self, subject: Named | Role) -> Ref:
        if isinstance(subject, Named):
            return self._ref(subject.name.text, "area")
        if subject.role == "municipality":
            return Ref("municipality", self.town.id)
        return self._body(subject)

    def _body(self, body: Body) -> Ref:
        name = body.text if isinstance(body, Name) else self.town.roles.get(body.role)
        return self._ref(name or "", "authority")

    def _ref(self, name: str, otherwise: str) -> Ref:
        kinds = self.view.kinds
        return Ref(kinds.get(name, otherwise), name)

    def findings(self, waiver: Waiver, found: Sequence[Group]) -> Iterator[Finding]:
        """What is wrong with a waiver. One for every proposal need not fit each of them."""
        if waiver.state == "used":
            return
        rule = self.rules.get(waiver.rule)
        bases = self.book.basis(rule) if rule and waiver.state == "not allowed" else ()
        key = f"waiver-{waiver.state.replace(' ', '-')}"
        kind: FindingKind = "advice"
        severity: Severity = "warning"
        if waiver.state == "not allowed":
            kind, severity = "breach", "error"
        elif waiver.for_all and not found:
            kind = severity = "note"
        yield Finding(
            id=finding_id(key, waiver.subject, _told(waiver)),
            rule=key,
            definition=None,
            kind=kind,
            status="new",
            severity=severity,
            subject=waiver.subject,
            message=self._message(key, waiver, bases),
            place=waiver.place,
            basis=bases,
        )

    def _message(self, key: str, waiver: Waiver, bases: Sequence[Basis]) -> Phrase:
        said: dict[str, Argument] = {
            "rule": rule.title if (rule := self.rules.get(waiver.rule)) else waiver.rule,
            "subject": waiver.subject,
            "by": waiver.by,
            "day": waiver.day,
            "journal": waiver.journal,
        }
        if waiver.state == "undecided":
            said["as_of"] = self.day
        if waiver.state == "expired" and waiver.until is not None:
            said |= {"until": waiver.until, "needed": self._needed(waiver.until)}
        if waiver.state == "not allowed":
            if self.rules[waiver.rule].not_waivable:
                return Phrase.of(f"{key}-rule", **said)
            said["provisions"] = tuple(one.provision for one in bases if one.kind == "law")
        return Phrase.of(key, **said)


def _told(waiver: Waiver) -> list[str]:
    """What tells a waiver from any other: never the line it stands on."""
    return [waiver.rule, waiver.by.id, str(waiver.day), waiver.journal, str(waiver.until)]
