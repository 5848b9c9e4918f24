"""What a sentence looks at: each thing that would fail it, with a test of whether it does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from attrs import frozen

from checker.findings import predicates
from checker.municipality.situation import View, all_of, any_of
from checker.municipality.structure import Task
from checker.result import Ref
from checker.speech import rule as written
from checker.speech.node import Name

Test = Callable[[], bool]
NOBODY = Ref("nobody", "nobody")


@frozen
class Candidate:
    """Something a rule might find: the test says whether it does."""

    subject: Ref
    what: Ref | None
    test: Callable[[], bool]
    task: str | None = None


def with_subject(
    sentence: written.MayOnly | written.Must, subject: Ref, view: View
) -> Iterator[Candidate]:
    relation = sentence.relation
    if isinstance(sentence, written.MayOnly):
        yield from _outside(relation, subject, view)
    elif sentence.negated:
        yield from related_to(relation, subject, view)
    elif relation.verb in ("hold", "perform"):
        yield from _missing(relation, subject, view)
    else:
        yield from _outside(relation, subject, view, must=True)


def _does(verb: str, name: str, task: Task, view: View) -> bool:
    return view.holds(name, task) if verb == "hold" else view.performs(name, task)


def _may_do(verb: str, name: str, task: Task) -> bool:
    """Whether it is worth asking: the file does not rule it out."""
    if verb == "perform":
        return task.performer == name
    return name in task.left_by if task.holders is None else name in task.holders


def _outside(
    relation: written.Relation, subject: Ref, view: View, *, must: bool = False
) -> Iterator[Candidate]:
    """What the subject stands in the relation to, beside the objects."""
    verb, name = relation.verb, subject.id
    if verb in ("hold", "perform"):
        allowed = [one.text for one in predicates.things(relation)]
        for task in view.structure.tasks.values():
            if not _may_do(verb, name, task):
                continue

            def outside(task: Task = task) -> bool:
                return all_of(
                    (
                        lambda: _does(verb, name, task, view),
                        lambda: not view.within_any(task, allowed),
                    )
                )

            yield Candidate(subject, Ref("task", task.id), outside, task.id)
        return
    if subject.kind == "task":
        yield from _not_done_by(relation, view.structure.tasks[name], view, must=must)
        return
    if name not in view.structure.units:
        return
    actual = _actual(verb, name, view)
    if actual == NOBODY and not must:
        return

    def otherwise() -> bool:
        return not any_of(
            partial(predicates.is_related, verb, name, one, view) for one in relation.objects
        )

    yield Candidate(subject, actual, otherwise)


def related_to(relation: written.Relation, subject: Ref, view: View) -> Iterator[Candidate]:
    """Each thing among the objects that the subject stands in the relation to."""
    verb, name = relation.verb, subject.id
    if verb in ("hold", "perform"):
        spoken_of = [one.text for one in predicates.things(relation)]
        for task in view.structure.tasks.values():
            if not _may_do(verb, name, task):
                continue

            def inside(task: Task = task) -> bool:
                return all_of(
                    (
                        lambda: _does(verb, name, task, view),
                        lambda: view.within_any(task, spoken_of),
                    )
                )

            yield Candidate(subject, Ref("task", task.id), inside, task.id)
        return
    if subject.kind == "task":
        yield from _done_by(relation, view.structure.tasks[name], view)
        return
    if name in view.structure.units:

        def is_so() -> bool:
            return any_of(
                partial(predicates.is_related, verb, name, one, view) for one in relation.objects
            )

        yield Candidate(subject, _actual(verb, name, view), is_so)


def _done_by(relation: written.Relation, task: Task, view: View) -> Iterator[Candidate]:
    """Each committee or unit named that a task is held, or performed, by."""
    held = relation.verb == "be held by"
    for one in predicates.bodies(relation, view):

        def is_so(one: str = one) -> bool:
            return view.held_by(task, one) if held else view.performs(one, task)

        yield Candidate(
            Ref("task", task.id), Ref("committee" if held else "unit", one), is_so, task.id
        )


def _not_done_by(
    relation: written.Relation, task: Task, view: View, *, must: bool
) -> Iterator[Candidate]:
    """Each committee that holds a task, or the unit that performs it, beside those named."""
    held = relation.verb == "be held by"
    kind, named = ("committee" if held else "unit"), predicates.bodies(relation, view)
    doing = (task.holders or ()) if held else (task.performer,) if task.performer else ()
    subject = Ref("task", task.id)

    def by_none() -> bool:
        return not predicates.done_by(relation, task, view)

    for one in doing:
        test = by_none if must else partial(_not_in, one, named)
        yield Candidate(subject, Ref(kind, one), test, task.id)
    if not doing and (must or (held and task.holders is None)):
        yield Candidate(subject, NOBODY, by_none, task.id)


def _not_in(one: str, named: list[str]) -> bool:
    return one not in named


def _missing(relation: written.Relation, subject: Ref, view: View) -> Iterator[Candidate]:
    """Each task within an object that the subject does not hold; or that there is none."""
    verb, name = relation.verb, subject.id
    for thing in predicates.things(relation):
        for task in view.structure.tasks.values():

            def lacks(task: Task = task, thing: Name = thing) -> bool:
                if not view.within(task, thing.text):
                    return False
                if verb == "hold":
                    return (task.holders is None and _left_open(name, task, view)) or (
                        task.holders is not None and name not in task.holders
                    )
                return task.performer != name

            yield Candidate(subject, Ref("task", task.id), lacks, task.id)

        def none(thing: Name = thing) -> bool:
            return not any_of(
                partial(view.within, task, thing.text) for task in view.structure.tasks.values()
            )

        yield Candidate(subject, Ref("area", thing.text), none)


def _left_open(name: str, task: Task, view: View) -> bool:
    """For a task whose holder is on no file: that it is not the one who must hold it."""
    return not view.held_by(task, name)


def _actual(verb: str, unit: str, view: View) -> Ref:
    """The committee, construction or mayor a unit has."""
    one = view.structure.units[unit]
    if verb == "be under":
        return Ref("committee", one.owner) if one.owner else NOBODY
    if verb == "be led as":
        return Ref("construction", one.construction) if one.construction else NOBODY
    leader = view.structure.leader_of(unit)
    return Ref("mayor", leader) if leader else NOBODY


def exactly_one(sentence: written.ExactlyOne, view: View) -> Iterator[Candidate]:
    structure = view.structure
    if sentence.verb == "be under":
        for unit in structure.units.values():
            yield Candidate(
                Ref("unit", unit.id),
                NOBODY,
                lambda unit=unit: unit.owner is None,  # type: ignore[misc]
            )
        return
    if sentence.things is None:
        groups = [(Ref("task", name), (name,)) for name in structure.tasks]
    else:
        groups = [
            (Ref(view.kinds.get(one.text, "area"), one.text), None)  # type: ignore[misc]
            for one in sentence.things.names
        ]
    for subject, names in groups:
        yield from _one_holder(sentence.verb, subject, names, view)


def _one_holder(
    verb: str, subject: Ref, names: tuple[str, ...] | None, view: View
) -> Iterator[Candidate]:
    """A candidate for each holder, in breach where there is another; and one for nobody."""

    def group() -> list[Task]:
        tasks = view.structure.tasks
        if names is not None:
            return [tasks[name] for name in names]
        return [task for task in tasks.values() if view.within(task, subject.id)]

    def known(task: Task) -> tuple[str, ...]:
        if verb == "perform":
            return (task.performer,) if task.performer else ()
        return task.holders or ()

    def holders() -> set[str]:
        return {one for task in group() for one in known(task)}

    def odd() -> bool:
        """Whether a task whose holder is on no file breaks the unity, by the assumed answer:
        beside the one holder that is known, or by itself."""
        if verb == "perform":
            return False
        question = "q.holder" if holders() else "q.one-holder"
        return any(
            not view.ask(question, task=Ref("task", task.id))
            for task in group()
            if task.holders is None
        )

    def nobody() -> bool:
        tasks = group()
        if not tasks:
            return True
        if any(task.holders is None for task in tasks) and verb == "hold":
            return len(holders()) < 2 and odd()
        return not any(known(task) for task in tasks)

    kind = "committee" if verb == "hold" else "unit"
    everyone = {one for task in view.structure.tasks.values() for one in known(task)}
    for holder in sorted(everyone):

        def shared(holder: str = holder) -> bool:
            found = holders()
            return holder in found and len(found) > 1

        yield Candidate(subject, Ref(kind, holder), shared)
    yield Candidate(subject, NOBODY, nobody)
