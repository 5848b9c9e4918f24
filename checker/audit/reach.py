# SPDX-License-Identifier: EUPL-1.2
"""Which rules can have to do with one another: what they speak of, where and when they bind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import combinations

from checker.findings.compare import ways_of
from checker.lawbook.book import STRENGTH, Lawbook
from checker.records import frozen
from checker.speech import rule as written
from checker.speech.node import Interval, Named, Role


@frozen
class Reach:
    """What a rule can speak of: it meets another rule only where their reaches meet.

    Attributes:
        family: what it limits (``hold``, ``be under``, …), or what it needs or counts.
        subjects: names of those it is about; None: anything of the kind.
        things: areas, tasks, units it limits; None: all of them.
        wider: those with every wider area.
        demands: whether it can only be kept by having something.
        certain: whether it is about certain ones that ``subjects`` does not name: the finance
            committee, or the holders of a task.
    """

    family: object
    subjects: frozenset[str] | None
    things: frozenset[str] | None
    wider: frozenset[str]
    demands: bool
    certain: bool = False

    def meets(self, other: Reach) -> bool:
        if self.family != other.family:
            return False
        own, others = self.subjects, other.subjects
        if own is not None and others is not None and own.isdisjoint(others):
            return False
        if self.things is None or other.things is None:
            return True
        return not (self.things.isdisjoint(other.wider) and other.things.isdisjoint(self.wider))

    def is_wider_than(self, other: Reach) -> bool:
        """Whether it speaks of anyone and the other by name, or of all areas and the other of
        some: it says more then."""
        more = self.subjects is None and other.subjects is not None
        return more or (self.things is None and other.things is not None)

    def leaves_room_for(self, other: Reach) -> bool:
        """Whether it only limits one by name while the other speaks of anyone: someone else can
        always do what the other demands."""
        limited = self.subjects is not None and not self.demands
        return limited and other.subjects is None and not other.certain


def reach_of(rule: written.Rule, book: Lawbook) -> Reach:
    """What a rule can speak of."""
    sentence, subject = rule.sentence, rule.subject
    turned = sentence.relation is not None and sentence.relation.turned
    subjects = things = None
    if isinstance(subject, Named) and subject.name.text not in book.areas:
        subjects = None if sentence.of_others or turned else frozenset([subject.name.text])
    spoken = sentence.named_things
    if spoken is not None and all(one.text in book.areas for one in spoken.names):
        things = frozenset(one.text for one in spoken.names)
    wider = frozenset(one for area in things or () for one in book.lineage(area))
    certain = turned or (sentence.limits and isinstance(subject, Role))
    return Reach(sentence.limited, subjects, things, wider, sentence.demands, certain)


class Pairs:
    """The pairs of rules whose reaches meet, in the order of the rule base."""

    def __init__(self, rules: Sequence[written.Rule], book: Lawbook) -> None:
        self.book = book
        self.families: dict[object, list[tuple[Reach, written.Rule]]] = {}
        self.reach: dict[str, Reach] = {}
        for rule in rules:
            reach = self.reach[rule.id.text] = reach_of(rule, book)
            self.families.setdefault(reach.family, []).append((reach, rule))

    def beside(self, rule: written.Rule) -> list[written.Rule]:
        """The other rules that may say all that a rule says."""
        mine = self.reach[rule.id.text]
        return [
            other
            for reach, other in self.families[mine.family]
            if other is not rule and mine.meets(reach) and not mine.is_wider_than(reach)
        ]

    def conflicting(self) -> Iterator[tuple[written.Rule, written.Rule]]:
        """The pairs of limits of which one at least demands something."""
        for family in self.families.values():
            for (mine, one), (theirs, other) in combinations(family, 2):
                if not (mine.demands or theirs.demands) or not mine.meets(theirs):
                    continue
                if mine.leaves_room_for(theirs) or theirs.leaves_room_for(mine):
                    continue
                if not (_is_advice(one, self.book) or _is_advice(other, self.book)):
                    yield one, other


def _is_advice(rule: written.Rule, book: Lawbook) -> bool:
    sentence = rule.sentence
    return book.kind(rule) == "guideline" or not sentence.limits or sentence.advice


def owner_of(rule: written.Rule, book: Lawbook) -> str | None:
    """The only municipality that a rule binds, or None."""
    owners = (book.sources[base.source].municipality for base in rule.bases)
    return next((owner for owner in owners if owner), None)


@frozen
class Bindings:
    """Where and when the rules of a rule base bind, and which go before which.

    Attributes:
        days: rule id to when it is in force.
        displacing: rule id to the rules that go before it somewhere.
    """

    book: Lawbook
    days: Mapping[str, Interval]
    displacing: Mapping[str, tuple[written.Rule, ...]]

    @classmethod
    def of(cls, book: Lawbook) -> Bindings:
        """Those of a rule base."""
        displacing: dict[str, tuple[written.Rule, ...]] = {}
        for rule in book.rules:
            for id in dict.fromkeys(name.text for name in rule.despite):
                displacing[id] = (*displacing.get(id, ()), rule)
        # A rule is in force where its own interval and those of its sources meet.
        days: dict[str, Interval] = {}
        for rule in book.rules:
            bounds = (rule.interval, *(book.sources[base.source].interval for base in rule.bases))
            days[rule.id.text] = _meeting(one for one in bounds if one)
        return cls(book, days, displacing)

    def common_days(self, rules: Iterable[written.Rule]) -> Interval:
        """When all of some rules are in force."""
        return _meeting(self.days[rule.id.text] for rule in rules)

    def always_displacing(
        self, rule: written.Rule, beside: Sequence[written.Rule]
    ) -> tuple[written.Rule, ...]:
        """The rules that go before a rule whenever and wherever it binds beside some others; where
        and when another one does not, the rule stands alone."""
        days = self.common_days(beside)
        owners = {None, *(owner_of(one, self.book) for one in beside)}
        readings = [None, *(one.interpretation for one in beside)]
        return tuple(
            other
            for other in self.displacing.get(rule.id.text, ())
            if _holds(self.days[other.id.text], days)
            and owner_of(other, self.book) in owners
            and other.interpretation in readings
        )

    def covers(self, other: written.Rule, rule: written.Rule) -> bool:
        """Whether one rule binds wherever and whenever another does, as strictly or more."""
        displacing = self.displacing.get(other.id.text, ())
        names = [{name.text for name in one.despite} for one in (rule, other)]
        return (
            other.sentence.finding != "note"
            and other.sentence.finding == rule.sentence.finding
            and _holds(self.days[other.id.text], self.days[rule.id.text])
            and names[0] <= names[1]
            and (other.not_waivable or not rule.not_waivable)
            # One that is displaced in some places or at some times only yields there.
            and self.always_displacing(other, [other]) == displacing
            and owner_of(other, self.book) in (owner_of(rule, self.book), None)
            and self._strength(other) <= self._strength(rule)
            and (
                not rule.sentence.limits
                or all(way in ways_of(rule, self.book) for way in ways_of(other, self.book))
            )
            and other.interpretation == rule.interpretation
        )

    def meet(self, one: written.Rule, other: written.Rule) -> bool:
        """Whether some day and municipality have both rules, under one interpretation of each
        doubt, and neither displaces the other."""
        days = self.common_days([one, other])
        displaced = {name.text for name in (*one.despite, *other.despite)}
        owners = {owner_of(one, self.book), owner_of(other, self.book)} - {None}
        names = {rule.interpretation.text for rule in (one, other) if rule.interpretation}
        rivals = (
            names & {each.id.text for each in doubt.interpretations}
            for doubt in self.book.doubts.values()
        )
        return (
            displaced.isdisjoint((one.id.text, other.id.text))
            and (days.start or date.min) <= (days.end or date.max)
            and len(owners) <= 1
            and all(len(named) <= 1 for named in rivals)
        )

    def _strength(self, rule: written.Rule) -> int:
        return len(STRENGTH) if rule.sentence.advice else STRENGTH.index(self.book.kind(rule))


def _meeting(intervals: Iterable[Interval]) -> Interval:
    days = list(intervals)
    starts, ends = [one.start for one in days if one.start], [one.end for one in days if one.end]
    return Interval(max(starts, default=None), min(ends, default=None))


def _holds(wide: Interval, narrow: Interval) -> bool:
    """Whether one interval holds another."""
    begins = (wide.start or date.min) <= (narrow.start or date.min)
    return begins and (wide.end or date.max) >= (narrow.end or date.max)
