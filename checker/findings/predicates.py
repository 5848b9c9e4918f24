"""Conditions: relative clauses, ``when`` and ``unless``, asked of a subject in a view."""

from __future__ import annotations

from functools import partial
from typing import Protocol, assert_never

from checker.municipality.situation import View, all_of, any_of
from checker.municipality.structure import Task
from checker.result import Ref
from checker.speech import rule as written
from checker.speech.node import Body, BuiltAs, Citation, Mayor, Name, NoCommittee, Role


class InstrumentFacts(Protocol):
    """What can be asked of a required instrument; any of them may raise UnknownError."""

    def takes_effect_at_term_start(self) -> bool: ...

    def adopted(self, relation: str) -> bool: ...

    def touches(self, provision: Citation) -> bool: ...


def holds(
    condition: written.Condition,
    subject: Ref,
    view: View,
    instrument: InstrumentFacts | None = None,
) -> bool:
    """Whether a condition is true of a subject. Raises UnknownError where no file says."""
    tests = [partial(_true, one, subject, view, instrument) for one in condition.predicates]
    return any_of(tests) if condition.joint == "or" else all_of(tests)


def _true(
    predicate: written.Predicate, subject: Ref, view: View, instrument: InstrumentFacts | None
) -> bool:
    changes = view.changes
    match predicate:
        case written.Relation():
            return related(predicate, subject, view)
        case written.Moves():
            return _moves(predicate, subject, view)
        case written.MovesBetweenCommittees():
            if subject.kind == "unit":
                before, after = changes.owners.get(subject.id, (None, None))
                return before is not None and after is not None
            left, entered = changes.holders.get(subject.id, ((), ()))
            return bool(left and entered)
        case written.MovesWithoutUnit():
            return _moves_without_unit(subject, view)
        case written.Becomes():
            return _becomes(predicate.change, subject.id, view)
        case written.PerformsForOthers():
            return subject.id in view.structure.units and view.performs_for_others(subject.id)
        case written.FormIs():
            return view.form_is(predicate.form)
        case written.TakesEffect():
            day, effective = predicate.day, view.effective
            relation = predicate.relation
            return {"before": effective < day, "after": effective > day, "on": effective == day}[
                relation
            ]
        case written.TakesEffectAtTermStart():
            return instrument is not None and instrument.takes_effect_at_term_start()
        case written.Adopted():
            return instrument is not None and instrument.adopted(predicate.relation)
        case written.Touches():
            return instrument is not None and instrument.touches(predicate.provision)
        case _:
            assert_never(predicate)


def body(node: Body, view: View) -> str | None:
    """The id that a body stands for in a view."""
    if isinstance(node, Role):
        return view.structure.finance if node.role == "finance committee" else view.council
    return view.now(node.text)


def related(relation: written.Relation, subject: Ref, view: View) -> bool:
    """Whether the subject stands in a relation, as a predicate: some of each object."""
    structure, name = view.structure, subject.id
    match relation.verb:
        case "hold" | "perform":
            if name not in (structure.committees if relation.verb == "hold" else structure.units):
                return False
            return all_of(
                partial(_does_some, relation.verb, name, one.text, view) for one in things(relation)
            )
        case "be held by" | "be performed by":
            return name in structure.tasks and done_by(relation, structure.tasks[name], view)
        case _:
            return name in structure.units and any_of(
                partial(is_related, relation.verb, name, one, view) for one in relation.objects
            )


def things(relation: written.Relation) -> tuple[Name, ...]:
    """The names of the tasks, areas, units or committees a relation speaks of."""
    return tuple(
        name for one in relation.objects if isinstance(one, written.Things) for name in one.names
    )


def bodies(relation: written.Relation, view: View) -> list[str]:
    """The ids of the committees or units a relation names."""
    named = [body(one, view) for one in relation.objects if isinstance(one, Name | Role)]
    return [one for one in named if one is not None]


def done_by(relation: written.Relation, task: Task, view: View) -> bool:
    """Whether a task is held, or performed, by any that a relation names."""
    if relation.verb == "be performed by":
        return task.performer in bodies(relation, view)
    return any_of(partial(view.held_by, task, one) for one in bodies(relation, view))


def _does_some(verb: str, name: str, thing: str, view: View) -> bool:
    """Whether a committee holds, or a unit performs, some task of a thing."""
    doing = view.performs if verb == "perform" else view.holds
    return any_of(
        partial(all_of, (partial(doing, name, task), partial(view.within, task, thing)))
        for task in view.structure.tasks.values()
    )


def is_related(verb: str, unit: str, thing: object, view: View) -> bool:
    """Whether a unit is under, led as or led by one object."""
    one = view.structure.units[unit]
    if isinstance(thing, NoCommittee):
        return one.owner is None
    if isinstance(thing, BuiltAs):
        return view.led_as(unit, thing.construction)
    if verb == "be under":
        assert isinstance(thing, Name | Role)
        return one.owner is not None and one.owner == body(thing, view)
    assert isinstance(thing, Name | Mayor)
    return leads(thing, unit, view)


def leads(leader: Name | Mayor, unit: str, view: View) -> bool:
    """Whether a mayor has the day-to-day leadership of a unit."""
    actual = view.structure.leader_of(unit)
    if actual is None:
        return False
    if isinstance(leader, Name):
        return actual == leader.text
    if leader.committee is None:
        return True
    committee = body(leader.committee, view)
    return committee is not None and committee == view.structure.units[unit].owner


def _moves(predicate: written.Moves, subject: Ref, view: View) -> bool:
    if subject.kind == "unit":
        if subject.id not in view.changes.owners:
            return False
        before, after = view.changes.owners[subject.id]
        left, entered = (before,), (after,)
    else:
        if subject.id not in view.changes.holders:
            return False
        left, entered = view.changes.holders[subject.id]  # type: ignore[assignment]
    return _is_at(predicate.origin, left, view) and _is_at(predicate.destination, entered, view)


def _is_at(end: Body | None, committees: tuple[str | None, ...], view: View) -> bool:
    if end is None:
        return True
    named = body(end, view)
    return named is not None and (named in committees or view.changes.old(named) in committees)


def _moves_without_unit(subject: Ref, view: View) -> bool:
    """A task that changes holder while no performing unit goes the same way."""
    _, entered = view.changes.holders.get(subject.id, ((), ()))
    if not entered:
        return False
    performer = view.structure.tasks[subject.id].performer
    _, owner = view.changes.owners.get(performer or "", (None, None))
    return owner not in entered


def _becomes(change: written.Becoming, name: str, view: View) -> bool:
    changes = view.changes
    match change:
        case "new":
            return name in changes.new
        case "abolished":
            return name in changes.abolished
        case "renamed":
            return name in changes.renamed.values()
        case "split":
            return name in changes.split
        case "merged":
            return name in changes.merged
        case "resized":
            return name in changes.resized
        case _:
            assert_never(change)
