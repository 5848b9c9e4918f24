# SPDX-License-Identifier: EUPL-1.2
"""What is wrong with a rule base as a whole, found by going through small municipalities.

Nothing is guessed: each report rests on every structure that the rules concerned can tell apart
(``worlds``), and bears the smallest of them. What could not be gone through wholly is said.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from typing import Any, Literal

from checker.audit.distinctions import Distinctions, Known, distinctions_of
from checker.audit.examples import Example
from checker.audit.reach import Bindings, Pairs, owner_of
from checker.audit.worlds import World, probes, transplanted, worlds
from checker.days import in_year
from checker.errors import MistakesError
from checker.findings.find import Law
from checker.lawbook.book import Lawbook
from checker.lawbook.gaps import end_of, is_followed, next_after
from checker.mistakes import Mistakes
from checker.municipality.apply import rearranged
from checker.municipality.situation import Calendar, View
from checker.municipality.town import Town
from checker.records import define, evolve, field, frozen
from checker.source import Span
from checker.speech import proposal as proposed
from checker.speech import rule as written
from checker.speech.answers import decide
from checker.speech.changed import NOTHING
from checker.speech.node import Document, Interval, Name, Prose
from checker.speech.saying import Ref

Kind = Literal[
    "conflict", "redundant", "dead", "unused", "not fired", "never silent", "ends", "gap"
]
Why = Literal["large", "procedure", "unconfirmed", "cases"]
FAR = date(2026, 1, 1)
EXAMPLE = "Eksempel Kommune"
_MOST_WORLDS = 20_000


@frozen
class Complaint:
    """Something that is wrong.

    Attributes:
        place: where the rule or the declaration stands.
        rules: ids of the rules it is about; the first is the one to be changed.
        names: ids of what else it is about.
        shows: ids of the rules that speak in the example.
        days: of a rule that is in force on no day: when it would begin, and the end before that; of
            one that ends: when the next takes its place (far off: none), and its end.
    """

    kind: Kind
    place: Span
    rules: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    example: Example | None = None
    shows: tuple[str, ...] = ()
    days: tuple[date, date] | None = None


@frozen
class Passed:
    """What was not looked at, and why.

    ``large``: more structures than are gone through; ``procedure``: a rule on instruments that no
    example makes speak; ``unconfirmed``: the checker does not show it; ``cases``: none are kept.
    """

    rules: tuple[str, ...]
    why: Why


@define
class Look:
    """Some rules in all the worlds that they can tell apart."""

    book: Lawbook
    rules: tuple[written.Rule, ...]
    apart: Distinctions
    day: date
    municipality: str
    law: Law = field(init=False)
    whole: bool = field(init=False)
    _view: View | None = None
    _world: World | None = None

    def __attrs_post_init__(self) -> None:
        self.law = Law(self.rules, "eksempel")
        self.whole = self.apart.whole and self.apart.size() <= _MOST_WORLDS

    def worlds(self) -> Iterator[World]:
        for number, world in enumerate(worlds(self.apart)):
            if number >= _MOST_WORLDS:
                self.whole = False
                return
            if self._seen(world) is not None:
                yield world

    def speaks(self, rule: written.Rule, world: World) -> list[tuple[Ref, Ref | None]]:
        view = self._seen(world)
        return list(self.law.failing(rule, view)) if view else []

    def may_be_kept(self, rules: Sequence[written.Rule], world: World) -> bool:
        view = self._seen(world)
        return view is None or self.law.may_be_kept(rules, view)

    def said(self, rule: written.Rule, world: World) -> set[tuple[object, ...]]:
        """What a rule says in a world, by what fails or, of a need, by whom and what it needs."""
        return {rule.sentence.same(subject, what) for subject, what in self.speaks(rule, world)}

    def applying(self, rule: written.Rule, world: World) -> list[Ref]:
        """Whom a rule applies to in a world."""
        view = self._seen(world)
        if view is None:
            return []
        if rule.sentence.of_all:
            return [Ref("municipality", "eksempel")]
        law = self.law
        return [
            subject
            for subject in law.subjects(rule, view)
            if decide(partial(law.applies, rule, subject, view), view.assumed) is True
        ]

    def example(self, world: World) -> Example:
        effective = world.effective or self.day
        return Example(world, min(self.day, effective), self.municipality, effective)

    def _seen(self, world: World) -> View | None:
        """The view of a world with its change, or None where the change does not fit."""
        if world is self._world:
            return self._view
        self._world, self._view = world, None
        structure, changed, day = world.structure, NOTHING, world.effective or self.day
        start = day.year - (day.year - 2) % 4
        term = Interval(in_year(start, 1, 1), in_year(start + 3, 12, 31))
        kinds = {**dict.fromkeys(self.book.areas, "area"), **world.kinds}
        if world.changes:
            title, id = Prose.of("Eksempel"), Name("eksempel")
            header = proposed.Proposal(title, id, day, day)
            proposal = Document("proposal", "da", (header, *world.changes))
            try:
                structure, changed = rearranged(proposal, self._town(world), self.book, Mistakes())
            except MistakesError:  # a change that does not fit makes no world
                return None
            kinds |= dict.fromkeys(structure.committees, "committee")
            kinds |= dict.fromkeys(structure.units, "unit")
        changed = evolve(changed, unreasoned=not world.reasoned)
        self._view = View(
            structure, day, "BR", kinds, changed, book=self.book, calendar=Calendar((term,))
        )
        return self._view

    def _town(self, world: World) -> Town:
        """A world as the checker takes it."""
        return Town(
            "eksempel",
            self.municipality,
            self.day,
            "BR",
            Calendar(),
            world.structure,
            (),
            (),
            {id: id for id in world.kinds},
            world.kinds,
            Document("organisation", "da", ()),
        )


@define
class Lint:
    """One look at a rule base.

    Attributes:
        known: what names stand for, from the organisations on file.
        examples: the smallest municipality in which each rule speaks.
    """

    book: Lawbook
    known: Known
    reports: list[Complaint] = field(factory=list)
    passed: list[Passed] = field(factory=list)
    examples: dict[str, Example] = field(factory=dict)
    _bound: Bindings = field(init=False)

    def __attrs_post_init__(self) -> None:
        self._bound = Bindings.of(self.book)

    def run(self) -> None:
        """Looks for dead, redundant and contradicting rules."""
        structural = [rule for rule in self.book.rules if rule.subject_kind != "instrument"]
        for rule in self.book.rules:
            # A mandate and a guideline end by their nature.
            lasting = self.book.kind(rule) in ("law", "bylaw")
            if lasting and not is_followed(rule, self.book):
                days = next_after(rule, self.book) or date.max, end_of(rule, self.book) or date.max
                self._report("ends", [rule], rule, days=days)
        for rule in structural:
            self._dead(rule)
        pairs = Pairs(structural, self.book)
        for one, other in pairs.conflicting():
            self._conflict(one, other)
        for rule in structural:
            self._redundant(rule, pairs.beside(rule))

    def _look(self, rules: Sequence[written.Rule]) -> Look:
        """The worlds of some rules and of those that displace them."""
        with_others = list(
            {
                one.id.text: one
                for rule in rules
                for one in (rule, *self._bound.always_displacing(rule, rules))
            }.values()
        )
        days = self._bound.common_days(rules)
        day = min(max(days.start or date.min, FAR), days.end or date.max)
        owner = next((name for rule in rules if (name := owner_of(rule, self.book))), None)
        municipality = owner or EXAMPLE
        distinctions = distinctions_of(with_others, self.book, self.known, municipality)
        distinctions = evolve(distinctions, days=tuple(filter(days.covers, distinctions.days)))
        return Look(self.book, tuple(with_others), distinctions, day, municipality)

    def _report(
        self, kind: Kind, rules: Sequence[written.Rule], at: written.Rule, **told: Any
    ) -> None:
        ids = tuple(rule.id.text for rule in rules)
        self.reports.append(Complaint(kind, at.id.span, ids, **told))

    def _too_large(self, *rules: written.Rule) -> None:
        self.passed.append(Passed(tuple(rule.id.text for rule in rules), "large"))

    def _dead(self, rule: written.Rule) -> None:
        days = self._bound.days[rule.id.text]
        if days.start and days.end and days.start > days.end:
            self._report("dead", [rule], rule, days=(days.start, days.end))
            return
        look = self._look([rule])
        first: World | None = None
        for world in look.worlds():
            first = first or world
            if look.speaks(rule, world):
                self.examples[rule.id.text] = look.example(world)
                return
        if look.whole:
            self._report("dead", [rule], rule, example=look.example(first) if first else None)
        else:
            self._too_large(rule)

    def _conflict(self, *pair: written.Rule) -> None:
        """Two limits, of which one can be kept, and never where it applies beside the other."""
        if not self._bound.meet(*pair):
            return
        look = self._look(pair)
        at_peace, kept = [False, False], [False, False]
        examples: list[World | None] = [None, None]
        for world in probes(look.apart):
            both = look.may_be_kept(pair, world)
            for at, rule in enumerate(pair):
                at_peace[at] = at_peace[at] or bool(both and look.applying(rule, world))
        for world in () if all(at_peace) else look.worlds():
            both = look.may_be_kept(pair, world)
            for at, rule in enumerate(pair):
                if at_peace[at] or not look.applying(rule, world):
                    continue
                examples[at] = examples[at] or world
                kept[at] = kept[at] or not look.speaks(rule, world)
                at_peace[at] = both
            if all(at_peace):
                return
        if all(at_peace):
            return
        if not look.whole:
            self._too_large(*pair)
            return
        for example, peaceful, alone in zip(examples, at_peace, kept, strict=True):
            if example is not None and alone and not peaceful:
                shows = tuple(rule.id.text for rule in pair if look.speaks(rule, example))
                shown = look.example(example)
                self._report("conflict", pair, pair[1], example=shown, shows=shows)
                return

    def _redundant(self, rule: written.Rule, others: Sequence[written.Rule]) -> None:
        """A rule whose every finding another rule makes too, as strictly or more."""
        example = self.examples.get(rule.id.text)
        if example is None or rule.sentence.finding == "note":
            return
        for other in (one for one in others if self._bound.covers(one, rule)):
            look, pair = self._look([rule, other]), (rule, other)
            world = transplanted(example.world, look.apart)
            if not look.said(rule, world) <= look.said(other, world):
                continue
            found: World | None = None
            for world in look.worlds():
                said = look.said(rule, world)
                if said and not said <= look.said(other, world):
                    break
                if said and found is None:
                    found = world
            else:
                if not look.whole:
                    self._too_large(*pair)
                    continue
                # Two that say the same are told of once, at the later one.
                order = self.book.rules.index
                twice = (
                    self._bound.covers(rule, other)
                    and order(other) >= order(rule)
                    and all(
                        look.said(other, each) == look.said(rule, each) for each in look.worlds()
                    )
                )
                if found is not None and not twice:
                    shows = tuple(one.id.text for one in pair)
                    self._report("redundant", pair, rule, example=look.example(found), shows=shows)
                    return
