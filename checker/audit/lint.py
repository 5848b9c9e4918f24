"""What is wrong with a rule base as a whole, found by going through small municipalities.

Nothing is guessed: each report rests on every structure that the rules concerned can tell apart
(``worlds``), and bears the smallest of them. What could not be gone through wholly is said.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Literal

from attrs import define, field, frozen

from checker.audit.distinctions import Distinctions, Known, distinctions_of
from checker.audit.examples import Example
from checker.audit.reach import Pairs, force, owner_of, strength
from checker.audit.worlds import NOWHERE, World, probes, transplanted, worlds
from checker.errors import MistakesError
from checker.findings.compare import ways_of
from checker.findings.find import Law
from checker.lawbook.book import RuleBook
from checker.mistakes import Mistakes
from checker.municipality.calendar import Calendar
from checker.municipality.rearrangement import rearranged
from checker.municipality.situation import View
from checker.municipality.structure import NOTHING
from checker.municipality.town import Town
from checker.result import Ref
from checker.source import Span
from checker.speech import proposal as proposed
from checker.speech import rule as written
from checker.speech.node import Document, Interval, Name, Prose
from checker.speech.truth import decide

Kind = Literal["conflict", "redundant", "dead", "unused", "not fired", "never silent", "gap"]
Why = Literal["large", "procedure", "unconfirmed", "cases"]
_MOST_WORLDS = 20_000
FAR = date(2026, 1, 1)
EXAMPLE = "Eksempel Kommune"


@frozen
class Report:
    """Something that is wrong.

    Attributes:
        rules: ids of the rules it is about; the first is the one to be changed.
        names: ids of what else it is about.
        place: where the rule or the declaration stands.
        shows: ids of the rules that speak in the example.
        days: of a rule that is in force on no day: when it would begin, and the end before that.
    """

    kind: Kind
    rules: tuple[str, ...]
    names: tuple[str, ...]
    place: Span
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
class Lint:
    """One look at a rule base.

    Attributes:
        known: what names stand for, from the organisations on file.
        examples: the smallest municipality in which each rule speaks.
    """

    book: RuleBook
    known: Known
    reports: list[Report] = field(factory=list)
    passed: list[Passed] = field(factory=list)
    examples: dict[str, Example] = field(factory=dict)
    _displacing: dict[str, tuple[written.Rule, ...]] = field(factory=dict)
    _days: dict[str, Interval] = field(factory=dict)

    def run(self) -> None:
        """Looks for dead, redundant and contradicting rules."""
        self._days = {rule.id.text: force(rule, self.book) for rule in self.book.rules}
        self._displacing = {
            rule.id.text: tuple(
                other
                for other in self.book.rules
                if any(name.text == rule.id.text for name in other.despite)
            )
            for rule in self.book.rules
        }
        structural = [rule for rule in self.book.rules if rule.subject_kind != "instrument"]
        for rule in structural:
            self._dead(rule)
        pairs = Pairs(structural, self.book)
        for one, other in pairs.conflicting():
            self._conflict(one, other)
        for rule in structural:
            self._redundant(rule, pairs.beside(rule))

    def _always_displacing(
        self, rule: written.Rule, beside: Sequence[written.Rule]
    ) -> tuple[written.Rule, ...]:
        """The rules that go before a rule whenever and wherever it binds beside some others; where
        and when another one does not, the rule stands alone."""
        days = self._common_days(beside)
        owners = {None, *(owner_of(one, self.book) for one in beside)}
        readings = [None, *(one.interpretation for one in beside)]
        return tuple(
            other
            for other in self._displacing[rule.id.text]
            if _holds(self._days[other.id.text], days)
            and owner_of(other, self.book) in owners
            and other.interpretation in readings
        )

    def _common_days(self, rules: Sequence[written.Rule]) -> Interval:
        """When all of some rules are in force."""
        days = [self._days[rule.id.text] for rule in rules]
        starts = [one.start for one in days if one.start]
        ends = [one.end for one in days if one.end]
        return Interval(max(starts, default=None), min(ends, default=None), span=NOWHERE)

    # ------------------------------------------------------------ looking

    def _look(self, rules: Sequence[written.Rule]) -> _Look:
        """The worlds of some rules and of those that displace them."""
        with_others = list(
            {
                one.id.text: one
                for rule in rules
                for one in (rule, *self._always_displacing(rule, rules))
            }.values()
        )
        days = self._common_days(rules)
        day = min(max(days.start or date.min, FAR), days.end or date.max)
        owner = next((name for rule in rules if (name := owner_of(rule, self.book))), None)
        municipality = owner or EXAMPLE
        distinctions = distinctions_of(with_others, self.book, self.known, municipality)
        return _Look(self.book, tuple(with_others), distinctions, day, municipality)

    def _dead(self, rule: written.Rule) -> None:
        days = self._days[rule.id.text]
        if days.start and days.end and days.start > days.end:
            ends = (days.start, days.end)
            self.reports.append(Report("dead", (rule.id.text,), (), rule.id.span, days=ends))
            return
        look = self._look([rule])
        first: World | None = None
        for world in look.worlds():
            first = first or world
            if look.speaks(rule, world):
                self.examples[rule.id.text] = look.example(world)
                return
        if not look.whole:
            self.passed.append(Passed((rule.id.text,), "large"))
            return
        example = look.example(first) if first else None
        self.reports.append(Report("dead", (rule.id.text,), (), rule.id.span, example))

    def _conflict(self, one: written.Rule, other: written.Rule) -> None:
        """Two limits, of which one can be kept, and never where it applies beside the other."""
        if not self._meet(one, other):
            return
        look = self._look([one, other])
        pair = (one, other)
        at_peace, kept = [False, False], [False, False]
        examples: list[World | None] = [None, None]
        for world in probes(look.apart):
            both = look.may_be_kept(pair, world)
            for at, rule in enumerate(pair):
                if both and look.applying(rule, world):
                    at_peace[at] = True
        if all(at_peace):
            return
        for world in look.worlds():
            both = look.may_be_kept(pair, world)
            for at, rule in enumerate(pair):
                if at_peace[at] or not look.applying(rule, world):
                    continue
                examples[at] = examples[at] or world
                kept[at] = kept[at] or not look.speaks(rule, world)
                at_peace[at] = both
            if all(at_peace):
                return
        names = (one.id.text, other.id.text)
        if not look.whole:
            self.passed.append(Passed(names, "large"))
            return
        for at in (0, 1):
            example = examples[at]
            if not at_peace[at] and kept[at] and example is not None:
                shows = tuple(rule.id.text for rule in pair if look.speaks(rule, example))
                self.reports.append(
                    Report("conflict", names, (), other.id.span, look.example(example), shows)
                )
                return

    def _redundant(self, rule: written.Rule, others: Sequence[written.Rule]) -> None:
        """A rule whose every finding another rule makes too, as strictly or more."""
        example = self.examples.get(rule.id.text)
        if example is None or rule.sentence.finding == "note":
            return
        for other in (one for one in others if self._covers(one, rule)):
            look = self._look([rule, other])
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
                names = (rule.id.text, other.id.text)
                if not look.whole:
                    self.passed.append(Passed(names, "large"))
                elif found is not None:
                    if self._tells_of(other, rule):
                        continue
                    self.reports.append(
                        Report("redundant", names, (), rule.id.span, look.example(found), names)
                    )
                    return

    def _tells_of(self, other: written.Rule, rule: written.Rule) -> bool:
        """Whether two rules say the same and the other one comes later: it is told of then."""
        rules = self.book.rules
        if not self._covers(rule, other) or rules.index(other) < rules.index(rule):
            return False
        look = self._look([rule, other])
        return all(look.said(other, world) == look.said(rule, world) for world in look.worlds())

    def _covers(self, other: written.Rule, rule: written.Rule) -> bool:
        """Whether one rule binds wherever and whenever another does, as strictly or more."""
        if other.sentence.finding == "note":
            return False
        if other.sentence.finding != rule.sentence.finding:
            return False
        mine, theirs = self._days[rule.id.text], self._days[other.id.text]
        in_time = _holds(theirs, mine)
        displaces_more = {name.text for name in rule.despite} - {
            name.text for name in other.despite
        }
        lasting = other.not_waivable or not rule.not_waivable
        owners = {owner_of(rule, self.book), None}
        strict = strength(other, self.book) <= strength(rule, self.book)
        cures = not rule.sentence.limits or all(
            way in ways_of(rule, self.book) for way in ways_of(other, self.book)
        )
        return (
            in_time
            and not displaces_more
            and lasting
            and not self._yields_at_times(other)
            and owner_of(other, self.book) in owners
            and strict
            and cures
            and other.interpretation == rule.interpretation
        )

    def _yields_at_times(self, rule: written.Rule) -> bool:
        """Whether a rule is displaced in some places or at some times only."""
        return self._always_displacing(rule, [rule]) != self._displacing[rule.id.text]

    def _meet(self, one: written.Rule, other: written.Rule) -> bool:
        """Whether some day and municipality have both rules, under one interpretation of each
        doubt, and neither displaces the other."""
        if {one.id.text, other.id.text} & {name.text for name in (*one.despite, *other.despite)}:
            return False
        days = self._common_days([one, other])
        owners = {owner_of(one, self.book), owner_of(other, self.book)} - {None}
        names = {rule.interpretation.text for rule in (one, other) if rule.interpretation}
        rivals = any(
            len(names & {each.id.text for each in doubt.interpretations}) > 1
            for doubt in self.book.doubts.values()
        )
        meet = (days.start or date.min) <= (days.end or date.max)
        return meet and len(owners) <= 1 and not rivals


@define
class _Look:
    """Some rules in all the worlds that they can tell apart."""

    book: RuleBook
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
            if decide(lambda subject=subject: law.applies(rule, subject, view), view) is True  # type: ignore[misc]
        ]

    def example(self, world: World) -> Example:
        return Example(world, self.day, self.municipality)

    def _seen(self, world: World) -> View | None:
        """The view of a world with its change, or None where the change does not fit."""
        if world is self._world:
            return self._view
        self._world, self._view = world, None
        structure, changed = world.structure, NOTHING
        kinds = {**dict.fromkeys(self.book.areas, "area"), **world.kinds}
        if world.changes:
            complaints = Mistakes()
            try:
                structure, changed = rearranged(
                    _proposal(world, self.day),
                    _organisation(world, self.day, self.municipality),
                    self.book,
                    complaints,
                )
            except MistakesError:  # a change that does not fit makes no world
                return None
            kinds |= dict.fromkeys(structure.committees, "committee")
            kinds |= dict.fromkeys(structure.units, "unit")
        self._view = View(structure, self.book, Calendar(), self.day, "BR", kinds, changed)
        return self._view


def _holds(wide: Interval, narrow: Interval) -> bool:
    """Whether one interval holds another."""
    begins = (wide.start or date.min) <= (narrow.start or date.min)
    return begins and (wide.end or date.max) >= (narrow.end or date.max)


# ---------------------------------------------------------------- a world as the checker takes it


def _proposal(world: World, day: date) -> Document:
    header = proposed.Proposal(
        Prose.of("Eksempel"), Name("eksempel", span=NOWHERE), day, day, span=NOWHERE
    )
    return Document("proposal", "da", (header, *world.changes), span=NOWHERE)


def _organisation(world: World, day: date, municipality: str) -> Town:
    return Town(
        "eksempel",
        municipality,
        day,
        "BR",
        Calendar(),
        world.structure,
        (),
        (),
        {id: id for id in world.kinds},
        world.kinds,
        Document("organisation", "da", (), span=NOWHERE),
    )
