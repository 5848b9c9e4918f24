# SPDX-License-Identifier: EUPL-1.2
"""What an outcome depends on: placements that demand the same come to the same."""

from __future__ import annotations

from collections.abc import Hashable, Iterator

from checker.agenda.adoption import decides_mandate
from checker.findings.compare import Group
from checker.memo import Same
from checker.municipality.carried import Carried
from checker.municipality.situation import View
from checker.records import field, frozen
from checker.speech import instruments
from checker.speech import proposal as written
from checker.speech.node import Body, Citation, Mayor, Named, Node
from checker.speech.organisation import HeldDispensation
from checker.speech.predicates import Touches
from checker.speech.rule import Rule
from checker.speech.saying import Ref
from checker.speech.sentences import EachInstrument
from checker.verdict.considered import Considered

Demand = tuple[Hashable, ...]
Found = tuple[Ref, Ref | None, Demand]  # of whom, what fails, and what that demands

_CHANGES = (
    written.Placed
    | written.Move
    | written.Transfer
    | written.Lead
    | written.Split
    | written.Merge
    | written.CreateCommittee
    | written.CreateUnit
    | written.Abolish
    | written.Rename
    | written.Resize
)
_SAID = _CHANGES | written.Assuming | written.Consideration


def is_carried(node: Node) -> bool:
    """Whether a statement of a proposal neither changes the structure nor is merely said."""
    return not isinstance(node, _SAID)


@frozen(eq=False, repr=False)
class Demanding:
    """Tells what placements under one law demand.

    Attributes:
        touched: the provisions that a rule on instruments asks about.
        bodies: those that rules name.
        idle: the duties that no outcome hangs on.
    """

    touched: tuple[Citation, ...] = field(init=False)
    bodies: tuple[Body, ...] = field(init=False)
    idle: frozenset[str] = field(init=False)
    _first: Considered

    def __attrs_post_init__(self) -> None:
        law, view = self._first.law, self._first.applied.after
        asked = (one for rule in law.procedural for one in rule.walk())
        touched = dict.fromkeys(one.provision for one in asked if isinstance(one, Touches))
        object.__setattr__(self, "touched", tuple(touched))
        steps = (
            one.body
            for rule in (*law.speaking, *law.procedural)
            for one in rule.walk()
            if isinstance(one, instruments.Step | instruments.Readings) and one.body
        )
        object.__setattr__(self, "bodies", tuple(dict.fromkeys(steps)))
        idle = _idle([*law.speaking], law.procedural, view)
        object.__setattr__(self, "idle", frozenset(idle))

    def found(self, considered: Considered) -> Iterator[Found]:
        """What the rules find that an outcome can hang on, finding by finding."""
        carries = not _is_bare(considered.applied.carried)
        for group in considered.groups:
            if group.status == "resolved" or group.id in considered.weighed.waived:
                continue
            if group.status == "existing" and not group.ways:
                continue  # it asks for nothing
            if group.requires and (carries or group.rule_id not in self.idle):
                demand = self._demand(group, considered)
            elif group.kind == "undetermined" and group.status == "new":
                demand = ("asks",)
            else:
                continue
            for what in group.what or (None,):
                yield group.subject, what, demand

    def context(self, considered: Considered) -> Iterator[Demand]:
        """What else the answer to a demand can hang on."""
        applied = considered.applied
        changes, structure, bylaw = applied.after.changes, applied.after.structure, applied.bylaw
        yield from (("source", one) for one in bylaw.sources)
        yield from (("touched", one) for one in self.touched if bylaw.touches(one))
        for one in considered.case.document.statements[1:]:
            if is_carried(one):
                yield "carried", Same(one)
        made = (*changes.new, *changes.split, *changes.merged)
        there = structure.committees.values()
        changed = made or changes.renamed or changes.abolished or changes.resized
        if changes.renamed or changes.abolished:
            yield "bodies", structure.finance, *map(applied.after.body, self.bodies)
            held = applied.carried.on_file
            yield "held", *(_as_it_is_held(one, applied.after) for one in held)
        if changed and not _is_bare(applied.carried):
            yield "committees", *((one.id, Same(one.filed), one.members) for one in there)
            yield "made", *sorted(made)
            yield "renamed", *sorted(changes.renamed.items())

    def all(self, considered: Considered) -> frozenset[Demand]:
        """All that the outcome of a placement depends on."""
        demands = (demand for _, _, demand in self.found(considered))
        return frozenset((*demands, *self.context(considered)))

    def _demand(self, group: Group, considered: Considered) -> Demand:
        view, rule, whom = considered.applied.after, group.rule, group.subject
        nodes = [node for way in group.ways for node in way.instruments]
        named = any(_names(node, whom, rule, view) for node in nodes)
        held = any(isinstance(node, instruments.Dispensation) for node in nodes)
        unit = view.structure.units.get(whom.id) if whom.kind == "unit" else None
        heard = any(map(instruments.is_of_committees_concerned, nodes))
        changed = any(isinstance(node, instruments.BylawChange) for node in nodes)
        bylaw = considered.applied.bylaw
        return (
            rule.id.text,
            group.kind,
            group.status,
            whom if named else None,
            (group.holder, unit and unit.owner) if held else None,
            tuple(sorted(view.concerned(whom))) if heard else (),
            tuple(sorted(bylaw.sources_touched_by(whom.id))) if changed else (),
        )


def _as_it_is_held(one: HeldDispensation, view: View) -> tuple[str | None, ...]:
    """For whom a dispensation on file is, and who holds it."""
    whom = view.now(one.subject.name.text) if isinstance(one.subject, Named) else None
    of = one.holder.committee if isinstance(one.holder, Mayor) else None
    committee = view.structure.committees.get(view.body(of) or "") if of else None
    return whom, committee.leader if committee else None


def is_private(demand: Demand) -> bool:
    """Whether a demand is one on somebody."""
    return len(demand) > 3 and demand[3] is not None


def _names(node: instruments.Instrument, whom: Ref, rule: Rule, view: View) -> bool:
    """Whether the instrument is another for another subject."""
    match node:
        case instruments.BylawChange() | instruments.LawAmendment():
            return False
        case instruments.Step():
            whole = node.matter is not None and whom.kind in ("unit", "task")
            if whole or instruments.is_of_committees_concerned(node):
                return False
            own = instruments.KINDS[node.kind].about_its_subject
            return own and not decides_mandate(node, rule, view)
    return True


def _is_bare(carried: Carried) -> bool:
    """Whether a proposal carries nothing at all."""
    brought = carried.steps, carried.dispensations, carried.amendments, carried.wordings
    return not (any(brought) or carried.bylaw_change)


def _idle(rules: list[Rule], procedural: tuple[Rule, ...], view: View) -> Iterator[str]:
    """The duties to take steps that nothing else asks for, and from which nothing follows."""
    every = [*rules, *procedural]
    asked = [
        node
        for rule in every
        if rule.sentence.finding != "duty"
        for way in (*rule.sentence.asks, *rule.otherwise)
        for node in way.instruments
    ]
    asked += [_decision(view, rule) for rule in rules if view.book.kind(rule) == "mandate"]
    subjects = (rule.subject for rule in procedural)
    spoken = {one.instrument.kind for one in subjects if isinstance(one, EachInstrument)}

    def meets(node: instruments.Instrument) -> bool:
        if not isinstance(node, instruments.Step) or node.kind in spoken:
            return True
        alike = (one for one in asked if isinstance(one, instruments.Step))
        return any(one.kind == node.kind and _may_be_one(one, node, view) for one in alike)

    for rule in rules:
        nodes = [node for way in rule.sentence.asks for node in way.instruments]
        if rule.sentence.finding == "duty" and not any(map(meets, nodes)):
            yield rule.id.text


def _decision(view: View, rule: Rule) -> instruments.Step:
    """That of the body which gave the mandate that a rule rests on."""
    sources = (view.book.sources[base.source] for base in rule.bases)
    given = next(one.given_by for one in sources if one.kind == "mandate")
    return instruments.Step("decision", given, span=rule.span)


def _may_be_one(one: instruments.Step, other: instruments.Step, view: View) -> bool:
    """Whether two steps may be taken by one body."""

    def body(node: Body | None) -> str | None:
        return view.body(node) if node else None

    nodes = [each for each in (one, other) if not instruments.is_of_committees_concerned(each)]
    bodies = [body(each.body) for each in nodes]
    if len(nodes) < 2:  # the committees concerned, never the finance committee
        concerned = view.structure.committees.keys() - {view.structure.finance}
        return not bodies or bodies[0] is None or bodies[0] in concerned
    return None in bodies or bodies[0] == bodies[1]
