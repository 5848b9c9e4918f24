"""What findings require: instruments merged, chained to a fixed point, each with its state.

A draft is one required instrument while it is put together. Requirements on the same thing
merge; instruments are subjects of rules in their turn, along the chosen ways only.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from attrs import define, evolve, field

from checker.agenda import fitting
from checker.agenda.drafting import Drafting
from checker.agenda.drafts import Asked, Draft, Key, Remark
from checker.agenda.procedure import Procedure
from checker.lawbook.book import RuleBook
from checker.lawbook.complaints import Complaints
from checker.municipality.bylaw import Bylaw
from checker.municipality.carried import Carried
from checker.municipality.situation import View
from checker.result import Phrase, Ref
from checker.source import Span
from checker.speech import instruments as written
from checker.speech.instruments import KINDS
from checker.speech.proposal import State
from checker.speech.rule import Alternative, MayNeed, Needs, NoteOn, Rule


@define
class Requirements:
    """All that is required of a proposal, and how it was worked out.

    Attributes:
        ways: finding id to its ways, each the drafts it takes together.
        root: the bylaw changes that the proposal itself carries.
    """

    view: View
    book: RuleBook
    procedure: Procedure
    carried: Carried
    bylaw: Bylaw
    municipality: str
    header: Span
    complaints: Complaints
    drafting: Drafting
    ways: dict[str, list[list[Draft]]] = field(factory=dict)
    root: list[Draft] = field(factory=list)
    remarks: list[Remark] = field(factory=list)
    _seen: set[tuple[Key, str]] = field(factory=set)

    @property
    def drafts(self) -> dict[Key, Draft]:
        """Every instrument, by what makes it one."""
        return self.drafting.drafts

    def build(self, asked: Iterable[Asked]) -> None:
        """Drafts every instrument asked for, then what those need in turn."""
        requests = list(asked)
        for named in (True, False):
            for request in requests:
                self._request(request, named=named)
        for request in requests:
            self.ways[request.finding] = [
                [one for node in way.instruments for one in self._drafts(node, way, request)]
                for way in request.ways
            ]
        if self.carried.bylaw_change_declared:
            self.root = [
                self.drafting.draft(written.BylawChange(span=self.header), None, source, None, None)
                for source in self._carried_bylaws()
            ]
        self._chain()

    # ------------------------------------------------------------ drafting

    def _request(self, request: Asked, *, named: bool) -> None:
        """First the requirements that name a norm, then those that may merge with one."""
        for way in request.ways:
            for node in way.instruments:
                if (getattr(node, "norm", None) is not None) == named:
                    self._drafts(node, way, request)

    def _drafts(self, node: written.Instrument, way: Alternative, request: Asked) -> list[Draft]:
        found = []
        for source in self._bylaws_for(node, request):
            asking = request
            if self._decides_mandate(node, request.rule):
                asking = evolve(request, subject=self.drafting.proposal)
            one = self.drafting.draft(node, way.unavailable, source, asking, None)
            if request.finding not in one.requirers:
                one.requirers.append(request.finding)
            if request.rule not in one.rules:
                one.rules.append(request.rule)
            if request.existing:
                one.existing = True
            else:
                one.new = True
            found.append(one)
        return found

    def _decides_mandate(self, node: written.Instrument, rule: Rule) -> bool:
        """Whether a decision is that of the body that gave the mandate the rule rests on."""
        return (
            isinstance(node, written.Step)
            and node.kind == "decision"
            and self.book.kind(rule) == "mandate"
            and not isinstance(rule.sentence, Needs)
        )

    def _bylaws_for(self, node: written.Instrument, request: Asked) -> list[str | None]:
        if not isinstance(node, written.BylawChange):
            return [None]
        own = [
            base.source
            for base in request.rule.bases
            if self.book.sources[base.source].kind == "bylaw"
        ]
        touched = self.bylaw.sources_touched_by(request.subject.id)
        return list(touched or own[:1] or self._carried_bylaws())

    def _carried_bylaws(self) -> list[str | None]:
        touched = self.bylaw.sources
        return list(touched or self.book.bylaws(self.municipality)[:1]) or [None]

    # ------------------------------------------------------------ chaining

    def chosen(self, ways: list[list[Draft]]) -> list[list[Draft]]:
        """The ways that are carried; where none is, the only one that may be had."""
        carried = [way for way in ways if any(self.is_carried(one) for one in way)]
        if carried:
            return carried
        possible = [way for way in ways if not any(one.unavailable for one in way)]
        return possible if len(possible) == 1 else []

    def is_carried(self, draft: Draft) -> bool:
        """Whether the proposal carries an instrument, or it is on file."""
        if draft.unavailable:
            return False
        match KINDS[draft.kind].answered_by:
            case "dispensations":
                return bool(self.carried_for(draft)) or any(
                    fitting.fits(held, draft, self.view) for held in self.carried.on_file
                )
            case "amendments":
                return any(source == draft.source for source, _ in self.carried.amendments)
            case "bylaw change":
                return self.carried.bylaw_change_declared
            case "readings" | "steps":
                return bool(self.carried.of_kind(draft.kind, draft.body))
            case "":
                return False

    def _chain(self) -> None:
        """Asks every rule on instruments of every instrument on a chosen way, until none is new."""
        while True:
            before = len(self.drafts), len(self._seen)
            for draft in self._active():
                for rule in () if self._is_held(draft) else self.procedure.rules:
                    self._apply(rule, draft)
            if (len(self.drafts), len(self._seen)) == before:
                return

    def _is_held(self, draft: Draft) -> bool:
        """Whether a dispensation on file answers on the day of effect: what its grant took was
        done with it."""
        effective = self.carried.effective
        return draft.kind == "dispensation" and any(
            fitting.fits(one, draft, self.view) and (one.until is None or one.until >= effective)
            for one in self.carried.on_file
        )

    def _active(self) -> list[Draft]:
        found: dict[Key, Draft] = {}

        def visit(draft: Draft) -> None:
            if draft.key in found or draft.unavailable:
                return
            found[draft.key] = draft
            for _, ways in draft.needs:
                for way in self.chosen(ways):
                    for one in way:
                        visit(one)

        for draft in self.root:
            visit(draft)
        for ways in self.ways.values():
            for way in self.chosen(ways):
                for one in way:
                    visit(one)
        return list(found.values())

    def _apply(self, rule: Rule, draft: Draft) -> None:
        done = (draft.key, rule.id.text)
        outcome = done not in self._seen and self.procedure.applies(
            rule, draft, self.adoption_day(draft)
        )
        if outcome is False:
            return
        self._seen.add(done)
        advice = self.book.kind(rule) == "guideline"
        if advice or isinstance(rule.sentence, MayNeed | NoteOn):
            question = outcome if isinstance(outcome, Phrase) else None
            self.remarks.append(Remark(rule, draft, question))
        elif isinstance(outcome, Phrase):
            self.remarks.append(Remark(rule, draft, outcome))
        elif isinstance(rule.sentence, Needs):
            ways = []
            for way in rule.sentence.alternatives:
                ways.append([self._needed(node, way, rule, draft) for node in way.instruments])
            draft.needs.append((rule, ways))

    def _needed(self, node: written.Instrument, way: Alternative, rule: Rule, of: Draft) -> Draft:
        request = Asked("", rule, Ref("instrument", of.id), (), None, existing=False)
        source = of.source if isinstance(node, written.BylawChange) else None
        one = self.drafting.draft(node, way.unavailable, source, request, of)
        if rule not in one.rules:
            one.rules.append(rule)
        return one

    def check_bodies(self) -> None:
        """Notes each carried step that leaves out its body where more than one fits."""
        for step in self.carried.steps:
            fitting = {
                draft.body: None
                for draft in self.drafts.values()
                if draft.kind == step.kind and draft.body and not draft.unavailable
            }
            if step.body is None and len(fitting) > 1:
                self.complaints.add(step.span, "body-needed", bodies=", ".join(sorted(fitting)))

    # ------------------------------------------------------------ what answers a dispensation

    def carried_for(self, draft: Draft) -> list[State]:
        """The states of the carried dispensations that answer a required one."""
        return [
            state
            for one, state in self.carried.dispensations
            if fitting.fits(one, draft, self.view)
        ]

    # ------------------------------------------------------------ the bylaw change's readings

    def readings_of(self, draft: Draft) -> list[Draft]:
        """The readings that an instrument needs, on the chosen ways."""
        return [
            one
            for _, ways in draft.needs
            for way in self.chosen(ways)
            for one in way
            if one.kind == "reading"
        ]

    def last_reading(self) -> date | None:
        """The day of the last required reading of a bylaw change, where every day is known."""
        days = [
            day
            for draft in self.drafts.values()
            if draft.kind == "bylaw change"
            for day in [self.adoption_day(draft)]
            if day
        ]
        return max(days, default=None)

    def adoption_day(self, draft: Draft) -> date | None:
        """The day an instrument's last required reading is carried for, where known."""
        days = []
        required = self.readings_of(draft)
        if not required and draft.kind == "bylaw change":
            held = [step.day for step in self.carried.readings(None)]
            return max((day for day in held if day), default=None) if all(held) else None
        for reading in required:
            steps = self.carried.readings(reading.body)
            dated = [step.day for step in steps if step.day]
            if len(dated) < reading.count:
                return None
            kept = spaced(dated, reading.days_apart or 0)
            days.append(kept[reading.count - 1] if len(kept) >= reading.count else dated[-1])
        return max(days, default=None)


def spaced(days: list[date], gap: int) -> list[date]:
    """The most days, from the earliest on, each at least ``gap`` days after the one before."""
    kept: list[date] = []
    for day in sorted(days):
        if not kept or (day - kept[-1]).days >= gap:
            kept.append(day)
    return kept
