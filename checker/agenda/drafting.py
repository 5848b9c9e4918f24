"""Requirements to drafts: what is required of the same thing becomes one instrument."""

from __future__ import annotations

from attrs import define, field

from checker.agenda.drafts import Asked, Draft, Key
from checker.findings import predicates
from checker.lawbook.complaints import Complaints
from checker.lawbook.spoken import differing
from checker.municipality.situation import View
from checker.result import Ref
from checker.speech import instruments as written
from checker.speech.node import Prose
from checker.speech.organisation import HeldDispensation
from checker.speech.proposal import CarriedDispensation
from checker.speech.rule import Rule

Permission = HeldDispensation | CarriedDispensation


@define
class Drafting:
    """All drafts of one proposal, by what makes two requirements one.

    Attributes:
        proposal: the subject of a bylaw change.
    """

    view: View
    proposal: Ref
    complaints: Complaints
    drafts: dict[Key, Draft] = field(factory=dict)

    def draft(
        self,
        node: written.Instrument,
        unavailable: Prose | None,
        source: str | None,
        request: Asked | None,
        of: Draft | None,
    ) -> Draft:
        made = self._blank(node, unavailable, source, request, of)
        one = self.drafts.setdefault(made.key, made)
        if one is not made:
            self._merge(one, made, request.rule if request else None)
        self._note_terms(one, node, request.rule if request else None)
        return one

    def _blank(
        self,
        node: written.Instrument,
        unavailable: Prose | None,
        source: str | None,
        request: Asked | None,
        of: Draft | None,
    ) -> Draft:
        kind = node.kind
        subject = Ref("instrument", of.id) if of else request.subject if request else None
        gone = "unavailable" if unavailable else ""
        match node:
            case written.Dispensation():
                holder = request.holder if request else None
                key = self._dispensation_key(node, subject, holder, gone)
                return Draft(
                    key,
                    kind,
                    node,
                    subject,
                    norm=node.norm,
                    authority=node.authority.text if node.authority else None,
                    granted_under=node.granted_under,
                    one_term=node.one_term,
                    holder=holder,
                    unavailable=unavailable,
                )
            case written.LawAmendment():
                name = node.source.source
                return Draft(
                    ("law-amendment", name, gone),
                    kind,
                    node,
                    None,
                    source=name,
                    unavailable=unavailable,
                )
            case written.BylawChange():
                return Draft(
                    ("bylaw-change", source or "", gone),
                    kind,
                    node,
                    self.proposal,
                    source=source,
                    body=self.view.council,
                    unavailable=unavailable,
                )
            case written.Readings():
                body = predicates.body(node.body, self.view)
                return Draft(
                    ("reading", body or "", of.id if of else self._subject_key(subject), gone),
                    kind,
                    node,
                    subject,
                    body=body,
                    count=node.count,
                    days_apart=node.days_apart,
                    before_meeting=node.before_meeting,
                    unavailable=unavailable,
                    of=of,
                )
            case written.Step():
                body = predicates.body(node.body, self.view) if node.body else None
                return Draft(
                    (kind, body or "", of.id if of else self._subject_key(subject), gone),
                    kind,
                    node,
                    subject,
                    body=body,
                    unavailable=unavailable,
                    of=of,
                )
            case written.Reconstitution():
                return Draft(
                    ("reconstitution", gone),
                    kind,
                    node,
                    self.proposal,
                    unavailable=unavailable,
                )

    def _subject_key(self, subject: Ref | None) -> str:
        if subject is None or subject == self.proposal:
            return ""
        return subject.id

    def _dispensation_key(
        self, node: written.Dispensation, subject: Ref | None, holder: str | None, gone: str
    ) -> Key:
        tail = (subject.id if subject else "", holder or "", gone)
        norm = str(node.norm) if node.norm else ""
        if not norm:
            alike = [key for key in self.drafts if key[0] == "dispensation" and key[2:] == tail]
            if len(alike) == 1:
                return alike[0]
        return ("dispensation", norm, *tail)

    def _merge(self, one: Draft, other: Draft, rule: Rule | None) -> None:
        """The largest count, the largest gap; a named value fills an unnamed one."""
        if isinstance(one.node, written.Dispensation) and isinstance(
            other.node, written.Dispensation
        ):
            values = differing(one.node, other.node)
            if values and rule:
                self._conflict(one, other, rule, values)
            one.authority = one.authority or other.authority
            one.granted_under = one.granted_under or other.granted_under
            one.one_term = one.one_term or other.one_term
        one.count = max(one.count, other.count)
        gaps = [gap for gap in (one.days_apart, other.days_apart) if gap is not None]
        one.days_apart = max(gaps) if gaps else None
        one.before_meeting = one.before_meeting or other.before_meeting

    def _conflict(self, one: Draft, other: Draft, rule: Rule, values: list[str]) -> None:
        self.complaints.add(
            other.node.span,
            "two-values",
            rule=rule.id.text,
            other=one.rules[0].id.text if one.rules else rule.id.text,
            values=", ".join(values),
        )
        self.complaints.settle()

    def _note_terms(self, one: Draft, node: written.Instrument, rule: Rule | None) -> None:
        if rule is None or not isinstance(node, written.Readings):
            return
        if node.days_apart is not None and node.days_apart == one.days_apart:
            one.gap_rule = one.gap_rule or rule
        if node.before_meeting:
            one.limit_rule = one.limit_rule or rule
