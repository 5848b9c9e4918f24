# SPDX-License-Identifier: EUPL-1.2
"""A sweep as a product of small tables: choices that no finding looks at together apart from each
other, each table visited by itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations, product
from math import prod

from checker.errors import MistakesError
from checker.findings.compare import ways_of
from checker.records import define, evolve, field, frozen
from checker.speech.node import Document, Named
from checker.speech.saying import Ref
from checker.verdict.considered import Considered
from checker.weigh.choices import Space, statements_together
from checker.weigh.demands import Demand, Demanding, Found, is_private
from checker.weigh.sight import Facts, Sight, carries, counted_in, mentioned, touched, values
from checker.weigh.tables import Picked, Row, Rows, Sum, Tables, Tally, UnitCount, Visited

Consider = Callable[[Document], Considered]


class NotApartError(Exception):
    """The choices of a space cannot be looked at apart from each other.

    Attributes:
        rules: those that look at them together; none where it is not for a rule.
    """

    def __init__(self, rules: Iterable[str] = ()) -> None:
        self.rules = tuple(dict.fromkeys(rules))


@frozen(eq=False)
class Made:
    """The tables of a space, and how many placements were looked at for them."""

    tables: Tables
    looked: int


def factored(space: Space, consider: Consider, most: int) -> Made:
    """The tables of a space.

    Args:
        consider: what tells of a placement; it raises MistakesError where that cannot be made.
        most: how many rows may be looked at.

    Raises NotApartError where some choices must be looked at together that have more rows.
    """
    work = _Factoring(space, consider, most)
    work.look_alone()
    parts = work.parts()
    tables = work.tables(parts, [work.visit(part) for part in parts])
    return Made(tables, work.looked)


@define(eq=False)
class _Factoring:
    space: Space
    consider: Consider
    most: int
    open: list[int] = field(init=False)
    without: Considered = field(init=False)
    demanding: Demanding = field(init=False)
    base: Visited = field(init=False)
    alone: dict[tuple[int, int], Considered] = field(factory=dict, init=False)
    looked: int = field(default=0, init=False)
    touching: dict[int, Facts] = field(factory=dict, init=False)
    sight: Sight = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.open = [at for at, options in enumerate(self.space.choices) if len(options) > 1]

    def document(self, picked: Picked) -> Document:
        """What some options make, with what is left out as it stands."""
        options = [
            choice[picked.get(at, 0)]
            for at, choice in enumerate(self.space.choices)
            if at in picked or len(choice) == 1
        ]
        statements = statements_together(one.statements for one in options)
        frame = self.space.frame
        return evolve(frame, statements=(*frame.statements, *statements))

    def look(self, picked: Picked) -> Visited:
        """What some options come to beside what stays."""
        try:
            return self._told(picked, self._considered(picked))
        except MistakesError as mistakes:
            return Visited(picked, mistakes=tuple(str(one) for one in mistakes.errors))

    def _considered(self, picked: Picked) -> Considered:
        self.looked += 1
        return self.consider(self.document(picked))

    def _told(self, picked: Picked, considered: Considered) -> Visited:
        demanding = self.demanding
        found = frozenset(demanding.found(considered))
        units = considered.applied.after.structure.units
        owners = {name: one.owner for name, one in units.items()}
        return Visited(picked, found, frozenset(demanding.context(considered)), owners)

    # ------------------------------------------------------------ which choices are apart

    def look_alone(self) -> None:
        """Looks at each option by itself. Raises NotApartError where one needs another to fit."""
        if 1 + sum(len(self.space.choices[at]) for at in self.open) > self.most:
            raise NotApartError
        try:
            self.without = self._considered({})
            for at in self.open:
                for option in range(len(self.space.choices[at])):
                    self.alone[at, option] = self._considered({at: option})
        except MistakesError as mistakes:
            raise NotApartError from mistakes
        self.demanding = Demanding(self.without)
        self.base = self._told({}, self.without)
        if any(one.findings for each in self._all() for one in each.weighed.waivers):
            raise NotApartError  # a waiver hangs on all that is found of its subject

    def _all(self) -> Iterator[Considered]:
        yield self.without
        yield from self.alone.values()

    def parts(self) -> list[list[int]]:
        """The choices, those together that a finding may hang on. Raises NotApartError."""
        views = [one.applied.after for one in self._all()]
        self.touching = touching = {
            at: frozenset().union(
                *(touched(self.without, self.alone[at, one]) for one in self._options(at))
            )
            for at in self.open
        }
        everything = frozenset().union(*touching.values())
        parts = _Parts({at: at for at in self.open})
        for one, other in self._beside(touching):
            parts.join([one, other], "")
        self.sight = Sight(self.without.law, views, everything)
        for rule, facts in self.sight.together():
            near = [at for at in self.open if touching[at] & facts]
            parts.join(near, rule.id.text)
        found = parts.found()
        if sum(map(self._rows, found)) > self.most or len(found) < 2:
            largest = max(found, key=self._rows, default=[])
            raise NotApartError(parts.reasons(largest))
        return found

    def _options(self, at: int) -> range:
        return range(len(self.space.choices[at]))

    def _rows(self, part: Sequence[int]) -> int:
        return prod(len(self.space.choices[at]) for at in part)

    def _beside(self, touching: dict[int, Facts]) -> Iterator[tuple[int, int]]:
        """Choices that change the same thing, or a committee that the other speaks of; and those
        that carry something."""
        views = [one.applied.after for one in self._all()]
        before = self.without.applied.before
        told: dict[int, frozenset[str]] = {}
        carrying = set()
        for at in self.open:
            statements = [node for one in self.space.choices[at] for node in one.statements]
            told[at] = mentioned(statements) | values(touching[at], [before, *views])
            if carries(statements):
                carrying.add(at)
        for one, other in combinations(self.open, 2):
            either, both = touching[one] | touching[other], touching[one] & touching[other]
            committees = {name for kind, name in either if kind == "committee"}
            if both or {one, other} <= carrying or committees & told[one] & told[other]:
                yield one, other

    # ------------------------------------------------------------ the tables

    def visit(self, part: Sequence[int]) -> list[Visited]:
        """Each row of some choices."""
        rows = []
        for options in product(*map(self._options, part)):
            picked = dict(zip(part, options, strict=True))
            seen = self.alone.get(next(iter(picked.items()))) if len(picked) == 1 else None
            rows.append(self._told(picked, seen) if seen else self.look(picked))
        return rows

    def tables(self, choices: Sequence[Sequence[int]], parts: Sequence[Rows]) -> Tables:
        """What the rows demand, as sums. Raises NotApartError where two tables find the same."""
        counting = {rule.id.text for rule in self.sight.counting}
        self.base = self.base.but_for(counting)
        parts = [[row.but_for(counting) for row in rows] for rows in parts]
        base, none = self.base.found, frozenset[Found]()
        fit = [[row for row in rows if not row.mistakes] for rows in parts]
        added = [none.union(*(row.found - base for row in rows)) for rows in fit]
        gone = [none.union(*(base - row.found for row in rows)) for rows in fit]
        for one, other in combinations(range(len(parts)), 2):
            if added[one] & added[other] or gone[one] & gone[other]:
                raise NotApartError
        always = {demand for _, _, demand in base.difference(*gone)}
        coding = _Coding(self, parts, added, gone, always)
        counts = self._counts(choices, fit) if counting else []
        tally = Tally(
            tuple(one.anyhow for one in counts),
            tuple(tuple(map(coding.bits_of, one.demanded)) for one in counts),
        )
        made = []
        for at, (rows, removed) in enumerate(zip(parts, gone, strict=True)):
            table: dict[Sum, list[int]] = defaultdict(list)
            for row in rows:
                there = tuple(one.number(at, row) for one in counts)
                table[coding.sum_of(row, removed, there)].append(self.space.part(row.picked))
            made.append([Row(sum, sorted(numbers)) for sum, numbers in table.items()])
        return Tables(self.space, choices, made, coding.unfit, tally)

    def _counts(self, choices: Sequence[Sequence[int]], parts: Sequence[Rows]) -> list[UnitCount]:
        """What rules demand by the number of units of a committee, for each on which something
        hangs. Raises NotApartError where no placement shows it."""
        touched = [
            frozenset(name for at in part for kind, name in self.touching[at] if kind == "unit")
            for part in choices
        ]
        anyhow = self.base.owners.keys() - frozenset[str]().union(*touched)
        rules = {rule.id.text: rule for rule in self.sight.counting}
        most = 1 + max(counted_in(rule) or 0 for rule in rules.values())
        found = []
        for committee in self.without.applied.after.structure.committees:
            count = UnitCount(committee, touched, most)
            count.anyhow = min(most, sum(self.base.owners[one] == committee for one in anyhow))
            for number, picked in count.reached(parts).items():
                try:
                    considered = self._considered(picked)
                except MistakesError as mistakes:
                    raise NotApartError from mistakes
                count.demanded[number] = frozenset(
                    demand
                    for whom, _, demand in self.demanding.found(considered)
                    if demand[0] in rules and whom == Ref("committee", committee)
                )
            if len({*count.demanded}) > 1:
                found.append(count)
        return found


@define(eq=False)
class _Parts:
    """Choices joined to parts, with what joined them."""

    leads: dict[int, int]
    joined: list[tuple[int, str]] = field(factory=list)

    def _lead(self, at: int) -> int:
        while self.leads[at] != at:
            at = self.leads[at]
        return at

    def join(self, choices: Sequence[int], why: str) -> None:
        for at in choices[1:]:
            one, other = sorted((self._lead(choices[0]), self._lead(at)))
            if one != other:
                self.leads[other] = one
                self.joined.append((at, why))

    def found(self) -> list[list[int]]:
        parts: dict[int, list[int]] = defaultdict(list)
        for at in self.leads:
            parts[self._lead(at)].append(at)
        return list(parts.values())

    def reasons(self, part: Sequence[int]) -> list[str]:
        """The rules that joined a part."""
        return [why for at, why in self.joined if at in part and why]


@define(eq=False)
class _Coding:
    """Demands as the bits and figures of a sum.

    A demand on somebody that only one table speaks of, and that is met in one way, is told by its
    kind: whose it is makes no difference.
    """

    work: _Factoring
    parts: Sequence[Sequence[Visited]]
    added: Sequence[frozenset[Found]]
    gone: Sequence[frozenset[Found]]
    always: set[Demand]
    bits: dict[object, int] = field(factory=dict, init=False)
    kinds: dict[object, int] = field(factory=dict, init=False)
    unfit: int = field(default=0, init=False)
    private: set[object] = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.private = self._private()

    def _private(self) -> set[object]:
        """Those whose demands are told by their kind."""
        on_file = self.work.without.applied.carried.on_file
        held = {one.subject.name.text for one in on_file if isinstance(one.subject, Named)}
        speaking: dict[object, set[int]] = defaultdict(set)
        left_alone = {demand[3] for demand in self.always if is_private(demand)}
        book = self.work.without.applied.after.book
        ways = {rule.id.text: len(ways_of(rule, book)) for rule in self.work.without.law.speaking}
        for at, (added, gone) in enumerate(zip(self.added, self.gone, strict=True)):
            for whom, _, demand in added | gone:
                if is_private(demand):
                    speaking[demand[3]].add(at)
                    if ways[str(demand[0])] != 1 or whom.id in held or whom.kind != "unit":
                        left_alone.add(demand[3])
        carries = any(one[0] == "carried" for one in self.work.base.context)
        carries = carries or any(
            one[0] == "carried" for rows in self.parts for row in rows for one in row.context
        )
        if carries:
            return set()
        return {whom for whom, tables in speaking.items() if len(tables) == 1} - left_alone

    def bits_of(self, demands: Iterable[Demand]) -> int:
        """Some demands as bits."""
        any = 0
        for demand in demands:
            any |= 0 if demand in self.always else self._bit(demand)
        return any

    def sum_of(self, row: Visited, removed: frozenset[Found], counts: tuple[int, ...]) -> Sum:
        """What a row demands."""
        if row.mistakes:
            bit = self._bit(("unfit", row.mistakes))
            self.unfit |= bit
            return bit, 0, ()
        base = self.work.base
        own = (row.found - base.found) | (removed & row.found)
        any, many = 0, 0
        whose: dict[object, set[Demand]] = defaultdict(set)
        for _, _, demand in own:
            if is_private(demand) and demand[3] in self.private:
                whose[demand[3]].add((*demand[:3], None, None, *demand[5:]))
            elif demand not in self.always:
                any |= self._bit(demand)
        for demand in row.context - base.context:
            any |= self._bit(demand)
        for demand in base.context - row.context:
            any |= self._bit(("without", demand))
        for demands in whose.values():
            many += self._figure(frozenset(demands))
        return any, many, counts

    def _bit(self, demand: object) -> int:
        return 1 << self.bits.setdefault(demand, len(self.bits))

    def _figure(self, demands: object) -> int:
        """One of a kind, in a figure of its own: there are never as many as there are choices."""
        place = self.kinds.setdefault(demands, len(self.kinds))
        return 1 << place * self._most().bit_length()

    def _most(self) -> int:
        units = self.work.without.applied.after.structure.units
        return len(units) + sum(len(rows) for rows in self.parts)
