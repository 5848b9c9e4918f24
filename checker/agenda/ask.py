# SPDX-License-Identifier: EUPL-1.2
"""Findings to the agenda: what is required of the same thing is one, and asks in its turn.

Instruments are subjects of rules themselves: those on a chosen way are asked what they need, until
nothing new is needed.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from checker import limits
from checker.agenda.adoption import (
    adopter,
    adoption,
    breaks_number,
    decides_mandate,
    provisions_of,
)
from checker.agenda.items import (
    Agenda,
    AgendaItem,
    Key,
    Remark,
    Ways,
    held,
    is_carried,
)
from checker.agenda.making import item_of
from checker.agenda.naming import check_naming
from checker.agenda.procedure import Procedure
from checker.agenda.timing import Timing
from checker.findings.compare import Group, ways_of
from checker.lawbook.patterns import differing, nested
from checker.mistakes import Mistakes
from checker.municipality.bylaw import Bylaw
from checker.municipality.carried import Carried
from checker.municipality.situation import View
from checker.records import define, evolve, field
from checker.speech import instruments as written
from checker.speech.node import Citation
from checker.speech.rule import Rule
from checker.speech.saying import Phrase, Ref
from checker.speech.sentences import Alternative

_T = TypeVar("_T")


def ask(
    groups: Sequence[Group],
    procedure: Procedure,
    municipality: str,
    proposal: Ref,
    mistakes: Mistakes,
) -> Timing:
    """All that some findings and the proposal itself require, with what that needs in turn, and
    when each may be had.

    Args:
        groups: the findings that ask for instruments, or may do so by tasks that come along.
        proposal: the subject of a bylaw change.

    What is wrong with rules or with the steps carried goes to ``mistakes``. Raises MistakesError
    where rules ask for one dispensation of two kinds.
    """
    view, carried, bylaw = procedure.view, procedure.carried, procedure.bylaw
    in_force = view.book.bylaws(municipality, carried.proposed)
    bylaws = bylaw.sources or in_force[:1] or (None,)
    asking = _Asking(procedure, view, carried, bylaw, bylaws, proposal, mistakes)
    return asking.asked(groups)


@define(eq=False, repr=False)
class _Asking:
    """What is asked so far.

    Attributes:
        bylaws: those that a bylaw change changes where no finding tells which.
        seen: which rule spoke of which item already; ``asking``, ``spoken``: as of an agenda.
        settled: what is asked so far, until more is.
        adopted, amended, standing, idle: as of an agenda.
    """

    procedure: Procedure
    view: View
    carried: Carried
    bylaw: Bylaw
    bylaws: Sequence[str | None]
    proposal: Ref
    mistakes: Mistakes
    items: dict[Key, AgendaItem] = field(factory=dict, init=False)
    ways: dict[str, Ways] = field(factory=dict, init=False)
    root: list[Key] = field(factory=list, init=False)
    remarks: list[Remark] = field(factory=list, init=False)
    settled: Timing | None = field(default=None, init=False)
    seen: set[tuple[Key, str]] = field(factory=set, init=False)
    asking: set[Key] = field(factory=set, init=False)
    spoken: set[str] = field(factory=set, init=False)
    adopted: set[str] = field(factory=set, init=False)
    amended: dict[str, tuple[Citation, ...]] = field(factory=dict, init=False)
    standing: set[str] = field(factory=set, init=False)
    idle: set[str] = field(factory=set, init=False)

    @property
    def so_far(self) -> Timing:
        """The agenda as it stands, with its bounds."""
        if self.settled is None:
            # What a step answers hangs on what else of its kind is required.
            every = self.items.values()
            carried = {one.key for one in every if is_carried(one, every, self.carried, self.view)}
            agenda = Agenda(
                items=self.items,
                ways=self.ways,
                root=self.root,
                remarks=self.remarks,
                carried=carried,
                adopted=self.adopted,
                amended=self.amended,
                standing=self.standing,
                idle=self.idle,
                asking=self.asking,
                spoken=self.spoken,
            )
            self.settled = Timing(agenda, self.carried, self.view)
        return self.settled

    def asked(self, groups: Sequence[Group]) -> Timing:
        """First what stands by itself, then what a change of the bylaw may settle: a count that it
        sets anew, last a mandate that its adoption departs from."""
        open_, groups = [[one for one in groups if one.comes_along is so] for so in (True, False)]
        self.standing.update(one.id for one in groups if one.status == "existing")
        counts = [one for one in groups if breaks_number(one, self.view)]
        mandates = [one for one in groups if adopter(one, self.view)]
        later = {one.id for one in (*counts, *mandates)}
        self._ask([one for one in groups if one.id not in later])
        for source in filter(self.carried.changes_bylaw, self.bylaws):
            change = AgendaItem(
                kind="bylaw change",
                subject=self.proposal,
                unavailable=None,
                source=source,
                body=self.view.council,
            )
            self._keep(self.items.get(change.key, change))
            self.root.append(change.key)
        self._chain()
        if counts:
            self._amend(counts)
        if mandates:
            self._adopt(mandates)
        self.idle.update(one.id for one in open_ if self._is_certain(one, groups))
        check_naming(self.so_far.agenda, self.carried, self.mistakes)
        return self.so_far

    def _amend(self, counts: Sequence[Group]) -> None:
        changed = {item.source for item in self.so_far.agenda.of_kind("bylaw change")}
        for group in counts:
            own = provisions_of(group, self.view)
            if changed.intersection(cite.source for cite in own):
                self.amended[group.id] = own
        provisions = [cite for own in self.amended.values() for cite in own]
        self.procedure = evolve(self.procedure, bylaw=self.bylaw.with_provisions(provisions))
        self._ask([one for one in counts if one.id not in self.amended])
        self._chain()

    def _adopt(self, mandates: Sequence[Group]) -> None:
        for group in mandates:
            if way := adoption(group, self.so_far.agenda, self.carried, self.view):
                self.ways[group.id] = (way,)
                self.adopted.add(group.id)
                self.settled = None
        self._ask([one for one in mandates if one.id not in self.adopted])
        self._chain()

    def _is_certain(self, open_: Group, groups: Sequence[Group]) -> bool:
        """Whether what an open finding may ask for is required anyway: a step that is taken for one
        thing serves all that it is asked for."""
        agenda = self.so_far.agenda
        maybe = [
            [one for node in way.instruments for one in self._made(node, way, open_)]
            for way in open_.ways
        ]

        def does(way: tuple[Key, ...]) -> bool:
            told = [self.items[key] for key in agenda.with_needed(way)]
            return any(all(any(x.serves(one) for x in told) for one in each) for each in maybe)

        if not maybe:
            return any(each.rule is open_.rule and each.status == "new" for each in groups)
        duty = open_.rule.sentence.finding == "duty"
        new = [one for one in groups if one.status == "new" and (duty or one.kind != "duty")]
        sure = [self.ways.get(one.id, ()) for one in new]
        return any(
            ways and all(map(does, ways)) for ways in (*sure, *(((key,),) for key in self.root))
        )

    def _ask(self, groups: Sequence[Group]) -> None:
        wanted = [
            (node, way, group) for group in groups for way in group.ways for node in way.instruments
        ]
        # Those that name a norm come before those that may merge with one.
        order = sorted(
            range(len(wanted)), key=lambda at: getattr(wanted[at][0], "norm", None) is None
        )
        made = {at: self._required(*wanted[at]) for at in order}
        found = iter(made[at] for at in range(len(wanted)))
        for group in groups:
            ways = [
                tuple(key for _ in way.instruments for key in next(found)) for way in group.ways
            ]
            self.ways[group.id] = tuple(dict.fromkeys(ways))  # two may come to the same
        self.settled = None

    def _keep(self, item: AgendaItem) -> Key:
        self.items[item.key] = item
        if len(self.items) > limits.REQUIRED:
            span = item.rules[-1].id.span
            self.mistakes.add(span, "too-many-instruments", most=limits.REQUIRED)
            self.mistakes.settle()
        self.settled = None
        return item.key

    # ------------------------------------------------------------ what findings ask for

    def _required(self, node: written.Instrument, way: Alternative, group: Group) -> list[Key]:
        """What a finding asks for, put to what is asked for already."""
        return [self._keep(self._merged(one)) for one in self._made(node, way, group)]

    def _made(
        self, node: written.Instrument, way: Alternative, group: Group
    ) -> Sequence[AgendaItem]:
        """A change of each bylaw, a statement of each committee concerned, or the one item."""
        rule = group.rule
        subject = self.proposal if decides_mandate(node, rule, self.view) else group.subject
        sources = self._bylaws_for(node, rule, group.subject)
        made = [
            item_of(node, way, rule, subject, one, self.proposal, self.view, group)
            for one in sources
        ]
        if written.is_of_committees_concerned(node):
            return [evolve(made[0], body=one) for one in self.view.concerned(group.subject)]
        return made

    def _bylaws_for(
        self, node: written.Instrument, rule: Rule, subject: Ref
    ) -> Sequence[str | None]:
        if not isinstance(node, written.BylawChange):
            return [None]
        sources = self.view.book.sources
        own = [base.source for base in rule.bases if sources[base.source].kind == "bylaw"]
        return self.bylaw.sources_touched_by(subject.id) or own[:1] or self.bylaws

    def _merged(self, item: AgendaItem) -> AgendaItem:
        """An item with the one that is there already: the largest count, the largest gap, the
        narrowest window; a named value fills an unnamed one."""
        one = self._alike(item)
        if one is None:
            return item
        wanted = one.wanted or item.wanted
        told: dict[str, Any] = {
            "rules": _joined(one.rules, item.rules, key=lambda rule: rule.id.text),
            "requirers": _joined(one.requirers, item.requirers, key=lambda ref: ref),
            "new": any(each.new for each in (one, item) if each.wanted or not wanted),
            "existing": one.existing or item.existing,
            "wanted": wanted,
        }
        if one.written and item.written:
            self._check_values(one, item.written, item.rules[0])
            named = one.written.authority or item.written.authority
            granted = one.granted_under or item.granted_under
            told["written"] = evolve(one.written, authority=named, granted_under=granted)
            told["authority"], told["granted_under"] = one.authority or item.authority, granted
            told["one_term"] = one.one_term or item.one_term
        if item.kind == "reading":
            told["count"] = max(one.count, item.count)
            if item.gap is not None and (one.gap_rule is None or item.gap >= (one.gap or 0)):
                known = one.gap_rule if item.gap == one.gap else None
                between = one.days_between if known else None
                told["gap"] = item.gap
                told["days_between"] = item.days_between if between is None else between
                told["gap_rule"] = _first(known, item.gap_rule)
        if item.dues:
            told["dues"] = tuple(sorted({*one.dues, *item.dues}, key=repr))
            told["due_rule"] = _first(one.due_rule, item.due_rule)
        return evolve(one, **told)

    def _alike(self, item: AgendaItem) -> AgendaItem | None:
        """The item that is there already; for a dispensation from no named norm the only one."""
        if item.kind == "dispensation" and item.norm is None:
            tail = item.key[2:]
            alike = [
                one for key, one in self.items.items() if (key[0], key[2:]) == (item.kind, tail)
            ]
            if len(alike) == 1:
                return alike[0]
        if item.matter:
            for key, one in self.items.items():
                rest = key[:3] + key[4:] == item.key[:3] + item.key[4:]
                if rest and written.one_matter(one.matter, item.matter):
                    return one
        return self.items.get(item.key)

    def _check_values(self, one: AgendaItem, node: written.Dispensation, rule: Rule) -> None:
        assert one.written is not None
        values = differing(one.written, node)

        def names_another(other: Rule) -> bool:
            asked = (part for part in other.walk() if isinstance(part, written.Dispensation))
            return any(nested(part.norm, node.norm) and differing(part, node) for part in asked)

        if values:
            self.mistakes.add(
                node.span,
                "two-values",
                rule=rule.id.text,
                other=next(filter(names_another, one.rules), rule).id.text,
                values=", ".join(values),
            )
            self.mistakes.settle()

    # ------------------------------------------------------------ what instruments need in turn

    def _chain(self) -> None:
        """Asks every rule on instruments of every item on a chosen way, until none says more."""
        while self._asks_more():
            pass

    def _asks_more(self) -> bool:
        before = len(self.items), len(self.seen)
        for key in self.so_far.agenda.chosen_items:
            item = self.items[key]
            if self._is_held(item):
                continue
            self.asking.add(key)
            for rule in self.procedure.on(item):
                self._apply(rule, key)
        return (len(self.items), len(self.seen)) != before

    def _is_held(self, item: AgendaItem) -> bool:
        """Whether a dispensation on file answers on the day of effect: what its grant took was
        done with it."""
        effective = self.view.effective
        return item.kind == "dispensation" and any(
            one.until is None or one.until >= effective
            for one in held(item, self.carried, self.view)
        )

    def _apply(self, rule: Rule, key: Key) -> None:
        item = self.items[key]
        if (key, rule.id.text) in self.seen:
            return
        outcome = self.procedure.applies(rule, item, lambda: self.so_far.adoption(item))
        if outcome is False:
            return
        self.seen.add((key, rule.id.text))
        self.spoken.add(rule.id.text)
        question = outcome if isinstance(outcome, Phrase) else None
        advice = self.view.book.kind(rule) == "guideline" and rule.sentence.finding != "duty"
        if question or advice or rule.sentence.finding == "note":
            self.remarks.append(Remark(rule, key, question))
        elif rule.sentence.asks:
            ways = tuple(
                tuple(self._needed(node, way, rule, item) for node in way.instruments)
                for way in ways_of(rule, self.view.book)
            )
            item = self.items[key]
            if rule.sentence.finding == "duty":
                self._keep(evolve(item, entails=(*item.entails, (rule, ways))))
            else:
                self._keep(evolve(item, needs=(*item.needs, (rule, ways))))

    def _needed(
        self, node: written.Instrument, way: Alternative, rule: Rule, of: AgendaItem
    ) -> Key:
        subject = Ref("instrument", of.id)
        made = item_of(node, way, rule, subject, of.source, self.proposal, self.view)
        return self._keep(self._merged(made))


def _first(*rules: Rule | None) -> Rule | None:
    return min(filter(None, rules), key=lambda one: one.id.text, default=None)


def _joined(ones: tuple[_T, ...], more: Iterable[_T], key: Callable[[_T], Any]) -> tuple[_T, ...]:
    """What stands in order, each once, with more put where it belongs; nothing is sorted anew."""
    for each in more:
        at = bisect_left(ones, key(each), key=key)
        if at == len(ones) or key(ones[at]) != key(each):
            ones = (*ones[:at], each, *ones[at:])
    return ones
