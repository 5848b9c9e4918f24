# SPDX-License-Identifier: EUPL-1.2
"""Rules on instruments: of which they speak, whether they apply, on the law of which day."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from functools import cached_property
from itertools import chain

from checker.agenda.items import Agenda, AgendaItem
from checker.agenda.timing import Adoption
from checker.municipality.bylaw import Bylaw
from checker.municipality.carried import Carried
from checker.municipality.situation import View
from checker.records import evolve, frozen
from checker.speech import instruments as written
from checker.speech.answers import decide
from checker.speech.node import Citation
from checker.speech.rule import Rule
from checker.speech.saying import Phrase, Ref
from checker.speech.sentences import EachInstrument


@frozen(eq=False, repr=False)
class Procedure:
    """The rules on instruments, as they are asked of one instrument.

    Attributes:
        rules: those on instruments that bind the municipality, on any day.
        law_date: the law's day where one is asked for.
    """

    view: View
    rules: tuple[Rule, ...]
    carried: Carried
    bylaw: Bylaw
    law_date: date | None

    def on(self, item: AgendaItem) -> list[Rule]:
        """The rules in force that may be on an instrument, in their order."""
        marks: set[object] = {None, item.source if item.kind == "law amendment" else item.body}
        if item.norm:
            parts = item.norm.parts
            marks |= {(item.norm.source, parts[:at]) for at in range(len(parts) + 1)}
        there = (self._by_mark.get((item.kind, mark), []) for mark in marks)
        return [rule for _, rule in sorted(chain(*there), key=lambda each: each[0])]

    @cached_property
    def _by_mark(self) -> dict[tuple[str, object], list[tuple[int, Rule]]]:
        """The rules in force, each with its place, by what first tells of which they speak: the
        kind, with the norm, the source or the body that they name."""
        found: dict[tuple[str, object], list[tuple[int, Rule]]] = {}
        for place, rule in enumerate(filter(self._in_force, self.rules)):
            pattern = _subject(rule).instrument
            mark: object = None
            match pattern:
                case written.Dispensation(norm=Citation() as norm):
                    mark = norm.source, norm.parts
                case written.LawAmendment(source=source):
                    mark = source.source
                case written.Readings(body=body) | written.Step(body=body) if body:
                    mark = self.view.body(body)
            found.setdefault((pattern.kind, mark), []).append((place, rule))
        return found

    @cached_property
    def _displacing(self) -> dict[str, list[Rule]]:
        """The rules in force that displace each, by its id."""
        found: dict[str, list[Rule]] = {}
        for _, rule in chain(*self._by_mark.values()):
            for name in rule.despite:
                found.setdefault(name.text, []).append(rule)
        return found

    def applies(
        self, rule: Rule, item: AgendaItem, adopted: Callable[[], Adoption]
    ) -> bool | Phrase:
        """Whether a rule in force applies to an instrument, or the question it hangs on."""
        outcome = self._applies_alone(rule, item, adopted)
        return False if outcome is False or self._displaced(rule, item, adopted) else outcome

    def _applies_alone(
        self, rule: Rule, item: AgendaItem, adopted: Callable[[], Adoption]
    ) -> bool | Phrase:
        """The same, whatever displaces it."""
        if not self.speaks_of(rule, item):
            return False
        view = evolve(self.view, instrument=_Facts(self, item, adopted))
        return decide(lambda: _true(rule, Ref("instrument", item.id), view), view.assumed)

    def may_speak(self, rules: Iterable[Rule], agenda: Agenda) -> bool:
        """Whether some rules may apply to an instrument of those that rules were asked of; one
        that hangs on when that is adopted may."""
        items = [agenda.items[key] for key in agenda.asking]
        ids = {*map(id, rules)}
        every = ((rule, item) for item in items for rule in self.on(item) if id(rule) in ids)
        try:
            return any(self.applies(*each, _undated) is not False for each in every)
        except _UndatedError:
            return True

    def speaks_of(self, rule: Rule, item: AgendaItem) -> bool:
        """Whether an instrument is of those that a rule is on."""
        pattern = _subject(rule).instrument
        if pattern.kind != item.kind:
            return False
        match pattern:
            case written.Dispensation():
                norm = pattern.norm is None or (
                    item.norm is not None and pattern.norm.holds(item.norm)
                )
                named = pattern.authority
                return norm and (named is None or named.text == item.authority)
            case written.LawAmendment():
                return pattern.source.source == item.source
            case written.Readings() | written.Step():
                matter = getattr(pattern, "matter", None)
                if matter is not None and not written.one_matter(matter, item.matter):
                    return False
                return pattern.body is None or self.view.body(pattern.body) == item.body
            case _:
                return True

    def _displaced(self, rule: Rule, item: AgendaItem, adopted: Callable[[], Adoption]) -> bool:
        """Whether a rule that displaces this one, and is not displaced itself, surely applies."""
        displaced: dict[str, bool] = {}
        waiting = [rule]
        while waiting:
            above = self._displacing.get(waiting[-1].id.text, ())
            lacking = [one for one in above if one.id.text not in displaced]
            waiting += lacking
            if not lacking and (here := waiting.pop()).id.text not in displaced:
                displaced[here.id.text] = any(
                    not displaced[one.id.text] and self._applies_alone(one, item, adopted) is True
                    for one in above
                )
        return displaced[rule.id.text]

    def _in_force(self, rule: Rule) -> bool:
        """Procedure is judged on the law of the last step's date where known, else the effective
        date; a law date asked for decides alone."""
        day = self.law_date or self._step_day(rule)
        return self.view.book.in_force(rule, day, self.carried.as_of)

    def _step_day(self, rule: Rule) -> date:
        days: list[date] = []
        for way in rule.sentence.asks:
            for node in way.instruments:
                if isinstance(node, written.Readings | written.Step):
                    body = self.view.body(node.body) if node.body else None
                    steps = self.carried.of_kind(node.kind, body)
                    days += [step.day for step in steps if step.day]
        return max(days, default=self.view.effective)


@frozen(eq=False, repr=False)
class _Facts:
    """What a rule on instruments can ask of one; see ``speech.situation.InstrumentFacts``."""

    procedure: Procedure
    item: AgendaItem
    adoption: Callable[[], Adoption]

    def takes_effect_at_term_start(self) -> bool:
        view = self.procedure.view
        known = view.calendar.starts_term(view.effective)
        return view.ask("q.term", day=view.effective.isoformat()) if known is None else known

    def adopted(self, relation: str) -> bool:
        adoption, ask = self.adoption(), self.procedure.view.ask
        if adoption.side:
            return relation == adoption.side
        day, instrument = adoption.day, Ref("instrument", self.item.id)
        if self.procedure.carried.span is None:
            after = ask("q.meeting", instrument=instrument)
        elif day is None:
            after = ask("q.adopted", instrument=instrument)
        else:
            after = not ask("q.order", day=day.isoformat())
        return after == (relation == "after")

    def touches(self, provision: Citation) -> bool:
        own = self.item.source in (None, provision.source)
        return own and self.procedure.bylaw.touches(provision)


class _UndatedError(Exception):
    """A rule asks when an instrument is adopted."""


def _undated() -> Adoption:
    raise _UndatedError


def _true(rule: Rule, instrument: Ref, view: View) -> bool:
    for condition in rule.asked:
        if not condition.holds(instrument, view):
            return False
    return not (rule.unless and rule.unless.holds(instrument, view))


def _subject(rule: Rule) -> EachInstrument:
    assert isinstance(rule.subject, EachInstrument)
    return rule.subject
