"""What is wrong with a rule base as a whole, found by going through small municipalities.

Nothing is guessed: each report rests on every structure that the rules concerned can tell apart
(``worlds``), and bears the smallest of them. What could not be gone through wholly is said.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Literal

from attrs import define, field, frozen

from checker.audit.distinctions import Known, distinctions_of
from checker.audit.examples import Example
from checker.audit.look import Look
from checker.audit.reach import Bindings, Pairs, owner_of
from checker.audit.worlds import World, probes, transplanted
from checker.lawbook.book import Lawbook
from checker.source import Span
from checker.speech import rule as written

Kind = Literal["conflict", "redundant", "dead", "unused", "not fired", "never silent", "gap"]
Why = Literal["large", "procedure", "unconfirmed", "cases"]
FAR = date(2026, 1, 1)
EXAMPLE = "Eksempel Kommune"


@frozen
class Complaint:
    """Something that is wrong.

    Attributes:
        place: where the rule or the declaration stands.
        rules: ids of the rules it is about; the first is the one to be changed.
        names: ids of what else it is about.
        shows: ids of the rules that speak in the example.
        days: of a rule that is in force on no day: when it would begin, and the end before that.
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
        for rule in structural:
            self._dead(rule)
        pairs = Pairs(structural, self.book)
        for one, other in pairs.conflicting():
            self._conflict(one, other)
        for rule in structural:
            self._redundant(rule, pairs.beside(rule))

    # ------------------------------------------------------------ looking

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
                elif found is not None and not self._tells_of(other, rule):
                    shows = tuple(one.id.text for one in pair)
                    self._report("redundant", pair, rule, example=look.example(found), shows=shows)
                    return

    def _tells_of(self, other: written.Rule, rule: written.Rule) -> bool:
        """Whether two rules say the same and the other one comes later: it is told of then."""
        rules = self.book.rules
        if not self._bound.covers(rule, other) or rules.index(other) < rules.index(rule):
            return False
        look = self._look([rule, other])
        return all(look.said(other, world) == look.said(rule, world) for world in look.worlds())
