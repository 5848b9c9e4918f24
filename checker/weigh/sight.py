# SPDX-License-Identifier: EUPL-1.2
"""Which choices must be looked at together: those that touch what one finding may hang on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property

from checker.findings.find import Law
from checker.municipality.situation import View
from checker.records import frozen
from checker.speech.amounts import HaveNumber, Numbered, OfSize
from checker.speech.answers import UnknownError
from checker.speech.circumstances import IsLedAnew, IsTouched, IsTransferred, IsWithin, OfChange
from checker.speech.counts import Count, ExactlyOne
from checker.speech.node import Name, Named, Node
from checker.speech.predicates import (
    Becomes,
    FormIs,
    MovesWithoutUnit,
    NoReasonStated,
    OfMove,
    PerformsForOthers,
    Predicate,
)
from checker.speech.rule import Rule
from checker.speech.saying import Ref
from checker.speech.sentences import Asks, MayOnly, Must, OnlyMay
from checker.speech.structure import Structure, TaskFacts
from checker.speech.verbs import Doing, Standing
from checker.speech.workload import HoldsNone
from checker.verdict.considered import Considered
from checker.weigh.demands import is_carried

Fact = tuple[str, str]  # a unit, a task's holders, who performs it, a committee, a name; by id
Facts = frozenset[Fact]

# What is said of a subject by what is so of itself: for a unit of what it performs, too, and for a
# task of who performs it.
_OF_ITSELF = (
    OfMove,
    MovesWithoutUnit,
    Becomes,
    PerformsForOthers,
    FormIs,
    NoReasonStated,
    OfChange,
    IsLedAnew,
    IsTouched,
    IsTransferred,
    IsWithin,
    OfSize,
    Standing,
)


_OF_ALL = (FormIs, NoReasonStated, OfChange)  # whatever the subject


def counted_in(rule: Rule) -> int | None:
    """How many units a rule that counts them speaks of."""
    relation = rule.sentence.relation
    if isinstance(relation, HaveNumber) and relation.quantity.noun == "unit":
        return relation.quantity.number
    return None


def touched(without: Considered, considered: Considered) -> Facts:
    """The facts that are otherwise with a proposal, or would be beside another change."""
    one, other = without.applied.after, considered.applied.after
    changes = other.changes
    found = {*_differing(one.structure, other.structure)}
    found |= {("unit", name) for name in (*changes.owners, *changes.led)}
    found |= {("held", name) for name in changes.holders}
    for name, performers in changes.performers.items():
        found |= {("done", name), *(("unit", unit) for unit in performers if unit)}
    named = (*changes.renamed, *changes.renamed.values(), *changes.abolished)
    for name in (*changes.causes, *named, *changes.new, *changes.resized):
        found |= {*_of_any_kind(name, one.structure), *_of_any_kind(name, other.structure)}
    return frozenset(found)


def _of_any_kind(name: str, structure: Structure) -> Iterator[Fact]:
    if name in structure.units:
        yield "unit", name
    if name in structure.tasks:
        yield from (("held", name), ("done", name))
    if name in structure.committees:
        yield "committee", name


def _differing(one: Structure, other: Structure) -> Iterator[Fact]:
    for name in one.committees.keys() ^ other.committees.keys():
        yield from (("committee", name), ("name", name))
    for name in (
        *(one.units.keys() ^ other.units.keys()),
        *(one.tasks.keys() ^ other.tasks.keys()),
    ):
        yield "name", name
    for name in one.units.keys() | other.units.keys():
        before, after = one.units.get(name), other.units.get(name)
        if not before or not after or _of_unit(before) != _of_unit(after):
            yield "unit", name
    for name in one.tasks.keys() | other.tasks.keys():
        was, then = one.tasks.get(name), other.tasks.get(name)
        if not was or not then or (was.holders, was.left_by) != (then.holders, then.left_by):
            yield "held", name
        if not was or not then or was.performer != then.performer:
            yield "done", name


def _of_unit(unit: object) -> tuple[object, ...]:
    return tuple(getattr(unit, name) for name in ("owner", "construction", "area"))


# ---------------------------------------------------------------- what is looked at together


@frozen(eq=False, repr=False)
class Sight:
    """Tells what each finding of a law may hang on.

    Attributes:
        everything: all facts that some choice touches.
    """

    law: Law
    views: Sequence[View]
    everything: Facts

    @cached_property
    def tasks(self) -> dict[str, list[TaskFacts]]:
        """Each task in all its states."""
        found: dict[str, list[TaskFacts]] = defaultdict(list)
        for view in self.views:
            for name, task in view.structure.tasks.items():
                if task not in found[name]:
                    found[name].append(task)
        return dict(found)

    @cached_property
    def _performed(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for name, states in self.tasks.items():
            for one in states:
                found[one.performer or ""].add(name)
        return dict(found)

    def together(self) -> Iterator[tuple[Rule, Facts]]:
        """The facts that one finding of a rule may hang on, for each that it might make."""
        for rule in self.law.speaking:
            if rule.sentence.finding != "note" and rule not in self.counting:
                asked = self._asked(rule)
                for facts in self._findings(rule):
                    yield rule, (facts | asked) & self.everything

    @cached_property
    def counting(self) -> list[Rule]:
        """The rules that do nothing but count the units of each committee, where none is made,
        ended or renamed: what they find hangs on that number alone."""
        if any(kind in ("committee", "name") for kind, _ in self.everything):
            return []
        return [
            rule
            for rule in self.law.speaking
            if isinstance(rule.sentence, Must)
            and counted_in(rule) is not None
            and len(self.law.looked_at(rule)) == 1
            and all(isinstance(one, _OF_ALL) for one in _predicates(rule))
        ]

    def _asked(self, rule: Rule) -> Facts:
        """What is asked beside what is so of the subject itself, by names and in conditions."""
        found: set[Fact] = set()
        for one in self.law.looked_at(rule):
            found |= {("name", node.text) for node in one.walk() if isinstance(node, Name)}
            if one.sentence.of_others and isinstance(one.subject, Named):
                alone = one.subject.name.text  # those who may are asked, whoever it is about
                found |= {fact for fact in self.everything if fact[1] == alone}
            for predicate in _predicates(one):
                if isinstance(predicate, Doing):
                    found |= self._among(predicate.things)
                elif not (isinstance(predicate, _OF_ITSELF) or _sums(predicate)):
                    return self.everything
        return frozenset(found)

    def _findings(self, rule: Rule) -> Iterator[Facts]:
        sentence = rule.sentence
        asked = (one for each in self.law.looked_at(rule) for one in _predicates(each))
        if any(map(_sums, (*asked, sentence.relation))):
            yield from self._sums(rule)
            return
        match sentence:
            case Asks():
                yield from self._each_subject(rule)
            case MayOnly() | OnlyMay() | Must():
                yield from self._of_relation(sentence, rule)
            case ExactlyOne(things=things) if things and not sentence.each:
                for name in things.names:
                    yield self._among((name.text,))
            case ExactlyOne():
                yield from self._each_subject(rule)
            case Count() if sentence.noun not in ("unit", "task"):
                yield frozenset(one for one in self.everything if one[0] == "committee")
            case _:
                yield self.everything

    def _of_relation(self, sentence: MayOnly | OnlyMay | Must, rule: Rule) -> Iterator[Facts]:
        relation = sentence.relation
        if isinstance(relation, Doing):
            doers = self._units if "unit" in relation.said_of else ()
            if isinstance(sentence, Must) and not sentence.negated:  # that none does is one finding
                among = self._among(relation.things)
                yield from (among | own for own in self._committees_alone(rule))
                yield from (among | self._of_unit(one) for one in doers)
                yield among
            else:
                yield from map(self._of_task, self.tasks)
                yield from map(self._of_unit, doers)
        elif isinstance(relation, _OF_ITSELF):
            yield from self._each_subject(rule)
        else:
            yield self.everything

    # ------------------------------------------------------------ what is so of one

    def _each_subject(self, rule: Rule) -> Iterator[Facts]:
        if rule.subject_kind != "committee":
            yield from map(self._of_task, self.tasks)
            yield from map(self._of_unit, self._units)
        yield from self._committees_alone(rule)

    def _committees_alone(self, rule: Rule) -> Iterator[Facts]:
        for name in self._committees:
            if self._may_be_spoken_of(name, rule):
                yield frozenset({("committee", name)})

    def _sums(self, rule: Rule) -> Iterator[Facts]:
        """What a finding may hang on that looks at all that its subject has."""
        if rule.subject_kind in ("task", "municipality"):
            yield self.everything
        for name in self._committees:
            if self._may_be_spoken_of(name, rule):
                held = (one for one, states in self.tasks.items() if _may_hold(name, states))
                under = (one for one in self._units if ("committee", name) in self._of_unit(one))
                facts = (*map(self._of_task, held), *map(self._of_unit, under))
                yield frozenset({("committee", name)}).union(*facts)
        yield from map(self._of_unit, self._units)

    def _may_be_spoken_of(self, committee: str, rule: Rule) -> bool:
        """Whether a committee may be one that the conditions of a rule speak of, as far as they ask
        whether it is made, ended or changed."""
        ref = Ref("committee", committee)
        if rule.sentence.of_others:
            return True

        def may_hold(predicate: Predicate) -> bool:
            if not isinstance(predicate, Becomes):
                return True
            return any(predicate.holds(ref, view) for view in self.views)

        return all(
            (any if condition.joint == "or" else all)(map(may_hold, condition.predicates))
            for condition in rule.asked
        )

    @cached_property
    def _units(self) -> list[str]:
        return sorted({name for view in self.views for name in view.structure.units})

    @cached_property
    def _committees(self) -> list[str]:
        return sorted({name for view in self.views for name in view.structure.committees})

    def _of_task(self, name: str) -> Facts:
        found = {("held", name), ("done", name)}
        for one in self.tasks[name]:
            found |= {("unit", one.performer or "")}
            found |= {("committee", each) for each in (*(one.holders or ()), *one.left_by)}
        return frozenset(found)

    def _of_unit(self, name: str) -> Facts:
        found = {("unit", name)}
        for view in self.views:
            if unit := view.structure.units.get(name):
                found.add(("committee", unit.owner or ""))
        for task in self._performed.get(name, ()):
            found |= self._of_task(task)
        return frozenset(found)

    def _among(self, things: Collection[str]) -> Facts:
        """All of the tasks that may be among some things."""
        found = (self._of_task(name) for name in self.tasks if self._may_lie(name, things))
        return frozenset().union(*found)

    def _may_lie(self, task: str, things: Iterable[str]) -> bool:
        view = self.views[0]
        for thing in things:
            if view.kinds.get(thing) in ("unit", "committee"):
                return True
            for state in self.tasks[task]:
                try:
                    if view.within(state, thing):
                        return True
                except UnknownError:
                    return True
        return False


def _predicates(rule: Rule) -> Iterator[Predicate]:
    return (one for condition in rule.conditions for one in condition.predicates)


def _sums(part: object) -> bool:
    """Whether it counts what its subject has."""
    return isinstance(part, Numbered | HoldsNone)


def _may_hold(committee: str, states: Iterable[TaskFacts]) -> bool:
    """Whether a task may come to a committee; one whose holder is on no file may be anyone's."""
    return any(one.holders is None or committee in one.holders for one in states)


# ---------------------------------------------------------------- which choices these are


def mentioned(statements: Iterable[Node]) -> frozenset[str]:
    """The names in some statements."""
    nodes = (node for statement in statements for node in statement.walk())
    return frozenset(node.text for node in nodes if isinstance(node, Name))


def carries(statements: Iterable[Node]) -> bool:
    """Whether some statements do more than to change the structure."""
    return any(map(is_carried, statements))


def values(facts: Facts, views: Iterable[View]) -> frozenset[str]:
    """The committees that touched things stand under, before or after."""
    found: set[str] = set()
    for view in views:
        for kind, name in facts:
            if kind == "unit" and name in view.structure.units:
                found.add(view.structure.units[name].owner or "")
            elif kind == "held" and name in view.structure.tasks:
                task = view.structure.tasks[name]
                found |= {*(task.holders or ()), *task.left_by}
    return frozenset(found)
