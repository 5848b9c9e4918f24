"""Which rules can have to do with one another: only those are set side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from attrs import frozen

from checker.lawbook.book import STRENGTH, RuleBook
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
        if None not in (self.subjects, other.subjects) and self.subjects.isdisjoint(  # type: ignore[union-attr]
            other.subjects  # type: ignore[arg-type]
        ):
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


def reach_of(rule: written.Rule, book: RuleBook) -> Reach:
    sentence, subject = rule.sentence, rule.subject
    turned = sentence.says is not None and sentence.says.turned
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

    def __init__(self, rules: Sequence[written.Rule], book: RuleBook) -> None:
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


def _is_advice(rule: written.Rule, book: RuleBook) -> bool:
    sentence = rule.sentence
    return book.kind(rule) == "guideline" or not sentence.limits or sentence.advice


def force(rule: written.Rule, book: RuleBook) -> Interval:
    """When a rule is in force: where its own interval and those of its sources meet."""
    bounds = [rule.interval, *(book.sources[base.source].interval for base in rule.bases)]
    starts = [one.start for one in bounds if one and one.start]
    ends = [one.end for one in bounds if one and one.end]
    return Interval(max(starts, default=None), min(ends, default=None), span=rule.span)


def owner_of(rule: written.Rule, book: RuleBook) -> str | None:
    """The only municipality that a rule binds, or None."""
    owners = (book.sources[base.source].municipality for base in rule.bases)
    return next((owner for owner in owners if owner), None)


def strength(rule: written.Rule, book: RuleBook) -> int:
    if rule.sentence.advice:
        return len(STRENGTH)
    return STRENGTH.index(book.kind(rule))
