"""The sentences of proposal documents to nodes."""

from __future__ import annotations

from datetime import date
from typing import Any

from checker.language.grammar import Keyword, Place
from checker.language.leaves import Option, word
from checker.language.organisation_builder import OrganisationBuilder
from checker.speech import instruments as i
from checker.speech import node as n
from checker.speech import proposal as p
from checker.speech import rule as r


class ProposalBuilder(OrganisationBuilder):
    """One method for each line of the grammar, named alike; it builds one node."""

    def proposal_header(self, place: Place, title: n.Prose, *options: Option) -> p.Proposal:
        fields = self.fields(options)
        self.require(
            place,
            fields,
            ("concerns", "CONCERNS", "copenhagen-2013"),
            ("proposed", "PROPOSED", "2013-06-18"),
            ("effective", "EFFECTIVE", "2014-01-01"),
            key="header-line",
        )
        return p.Proposal(title, **fields, span=self.span(place))

    def move(self, place: Place, thing: n.Name, *options: Option) -> p.Move:
        fields = self.fields(options)
        self.require(place, fields, ("destination", "TO", "BIU"))
        return p.Move(thing, **fields, span=self.span(place))

    def transfer(self, place: Place, thing: n.Name, *options: Option) -> p.Transfer:
        fields = self.fields(options)
        self.require(place, fields, ("destination", "TO", "KBS"))
        return p.Transfer(thing, **fields, span=self.span(place))

    def set_from_unit(self, place: Place, unit: n.Name) -> Option:
        return Option("origin", unit, place)

    def set_to_unit(self, place: Place, unit: n.Name) -> Option:
        return Option("destination", unit, place)

    def lead(self, place: Place, unit: n.Name, construction: Any) -> p.Lead:
        return p.Lead(unit, construction, span=self.span(place))

    def split(self, place: Place, committee: n.Body, *parts: p.Part) -> p.Split:
        return p.Split(committee, parts, span=self.span(place))

    def part(self, place: Place, id: n.Name, name: str, *options: Option) -> p.Part:
        fields = self.fields(options)
        return p.Part(self.declared(id), name, **fields, span=self.span(place))

    def set_things(self, place: Place, things: r.Things | None = None) -> Option:
        return Option("things", things.names if things else (), place)

    def merge(self, place: Place, *parts: Any) -> p.Merge:
        fields = self.fields([part for part in parts if isinstance(part, Option)])
        *committees, id, name = [part for part in parts if not isinstance(part, Option)]
        span = self.span(place)
        return p.Merge(tuple(committees), self.declared(id), name, **fields, span=span)

    def create_committee(self, place: Place, *parts: Any) -> p.CreateCommittee:
        return p.CreateCommittee(self.committee(place, *parts), span=self.span(place))

    def created_kind(self, place: Place, keyword: Keyword) -> str:  # noqa: ARG002
        return word(keyword)

    def create_unit(self, place: Place, *parts: Any) -> p.CreateUnit:
        return p.CreateUnit(self.unit(place, *parts), span=self.span(place))

    def abolish(self, place: Place, thing: n.Body) -> p.Abolish:
        return p.Abolish(thing, span=self.span(place))

    def rename(self, place: Place, thing: n.Body, id: n.Name, name: str) -> p.Rename:
        return p.Rename(thing, self.declared(id), name, span=self.span(place))

    def resize(self, place: Place, committee: n.Body, members: int) -> p.Resize:
        return p.Resize(committee, members, span=self.span(place))

    def insert(self, place: Place, text: str, provision: n.Citation) -> p.Insert:
        return p.Insert(text, provision, span=self.span(place))

    def remove(self, place: Place, text: str, provision: n.Citation) -> p.Remove:
        return p.Remove(text, provision, span=self.span(place))

    def reword(self, place: Place, provision: n.Citation, old: str, new: str) -> p.Reword:
        return p.Reword(provision, old, new, span=self.span(place))

    def carries(self, place: Place, instrument: Any, state: p.State) -> p.Carries:
        return p.Carries(instrument, state, span=self.span(place))

    def carried_reading(self, place: Place, body: n.Body | None = None) -> p.CarriedStep:
        return p.CarriedStep("reading", body, span=self.span(place))

    def carried_step(self, place: Place, step: i.Step) -> p.CarriedStep:
        return p.CarriedStep(step.kind, step.body, span=self.span(place))

    def carried_dispensation(self, place: Place, *options: Option) -> p.CarriedDispensation:
        fields = self.fields(options)
        self.require(place, fields, ("subject", "FOR", "KBS"))
        return p.CarriedDispensation(**fields, span=self.span(place))

    def state(self, place: Place, state: p.State) -> p.State:  # noqa: ARG002
        return state

    def planned(self, place: Place) -> p.State:
        return p.State("planned", span=self.span(place))

    def applied(self, place: Place, day: date) -> p.State:
        return p.State("applied", day, span=self.span(place))

    def granted(self, place: Place, day: date, until: Option | None = None) -> p.State:
        end = until.value if until else None
        self.in_order(place, day, end)
        return p.State("granted", day, end, span=self.span(place))

    def refused(self, place: Place, day: date) -> p.State:
        return p.State("refused", day, span=self.span(place))

    def held(self, place: Place, day: date) -> p.State:
        return p.State("held", day, span=self.span(place))

    def open(self, place: Place, thing: n.Name, *committees: n.Body) -> p.Open:
        return p.Open(thing, committees, span=self.span(place))

    def assuming(self, place: Place, text: n.Prose) -> p.Assuming:
        return p.Assuming(text, span=self.span(place))

    def expect_verdict(self, place: Place, verdict: Any) -> p.ExpectVerdict:
        return p.ExpectVerdict(verdict, span=self.span(place))

    def verdict(self, place: Place, keyword: Keyword) -> str:  # noqa: ARG002
        return word(keyword)

    status = verdict

    def no(self, place: Place) -> bool:  # noqa: ARG002
        return True

    def expect_finding(self, place: Place, *parts: Any) -> p.ExpectFinding:
        rule = next(part for part in parts if isinstance(part, n.Name))
        subject = next((part.value for part in parts if isinstance(part, Option)), None)
        status = next((part for part in parts if isinstance(part, str)), None)
        span = self.span(place)
        return p.ExpectFinding(rule, subject, status, True in parts, span=span)  # type: ignore[arg-type]

    def expect_no_finding_under(
        self, place: Place, provision: n.Citation
    ) -> p.ExpectNoFindingUnder:
        return p.ExpectNoFindingUnder(provision, span=self.span(place))

    def expect_instrument(self, place: Place, *parts: Any) -> p.ExpectInstrument:
        instrument = next(
            part for part in parts if part is not True and not isinstance(part, Option)
        )
        fields = self.fields([part for part in parts if isinstance(part, Option)])
        span = self.span(place)
        return p.ExpectInstrument(instrument, **fields, negated=parts[0] is True, span=span)

    def expect_dispensation(self, place: Place, *parts: Any) -> p.ExpectInstrument:
        options = [part for part in parts if isinstance(part, Option)]
        outer = [option for option in options if option.field in ("subject", "holder")]
        inner = [option for option in options if option not in outer]
        fields, span = self.fields(outer), self.span(place)
        wanted = i.Dispensation(**self.fields(inner), span=span)
        return p.ExpectInstrument(wanted, **fields, negated=parts[:1] == (True,), span=span)
