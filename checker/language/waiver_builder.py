"""The sentences of registers of waivers, and the waivers in proposals, to nodes."""

from __future__ import annotations

from datetime import date

from checker.language.grammar import Place
from checker.language.leaves import Option
from checker.language.proposal_builder import ProposalBuilder
from checker.speech import node as n
from checker.speech import waiver as w

_EXAMPLES = {
    "en": ("BR on 2026-01-22", '"The pilot ends with the year"'),
    "da": ("BR den 2026-01-22", '"Forsøget slutter med året"'),
}


class WaiverBuilder(ProposalBuilder):
    """One method for each line of the grammar, named alike; it builds one node."""

    def register_header(self, place: Place, organisation: n.Name) -> w.Register:
        return w.Register(organisation, span=self.span(place))

    def waive(self, place: Place, rule: n.Name, *options: Option) -> w.Waive:
        fields = self.fields(options)
        decision, reason = _EXAMPLES[self.mistakes.surface]
        self.require(
            place,
            fields,
            ("finding_subject", "FOR_FINDING", "KBS"),
            ("reason", "BECAUSE", reason),
            ("decision", "DECIDED_BY", decision),
            ("journal", "JOURNAL", '"2026-0123"'),
        )
        for option in options:
            said = option.value.da if option.field == "reason" else option.value
            if option.field in ("reason", "journal", "proposal") and not said.strip():
                self.mistakes.add(option.place, "waiver-blank")
        by, day = fields.pop("decision")
        self.in_order(place, day, fields.get("until"))
        subject = fields.pop("finding_subject")
        return w.Waive(rule, subject, by=by, day=day, **fields, span=self.span(place))

    def set_decision(self, place: Place, by: n.Body, day: date) -> Option:
        return Option("decision", (by, day), place)
