"""The facts behind a finding: what stands in the files that made a rule speak."""

from __future__ import annotations

from checker.lawbook.spoken import conditions, subject_of
from checker.municipality.situation import View
from checker.result import Phrase, Ref, Witness
from checker.speech import rule as written
from checker.speech.node import Named


def failing(subject: Ref, what: Ref | None, task: str | None, view: View) -> tuple[Witness, ...]:
    """What fails a rule, as it stands on file; nothing for a need or a count."""
    found: list[Witness] = []
    if task is not None:
        found.append(of_task(task, view))
    elif what is not None and what.kind == "mayor":
        fact = Phrase.of("f.led-by", unit=subject, mayor=what)
        found.append(Witness(fact, view.structure.units[subject.id].span))
    elif what is not None and subject.kind == "unit":
        found.append(of_unit(subject.id, view))
    elif what is not None and what.kind == "committee":
        found += _tasks_held(subject, what.id, view)
    elif what is not None and subject.id in view.structure.tasks:
        found.append(of_task(subject.id, view))
    elif what is not None:
        thing = what if what.kind == "area" else subject
        found += _of_no_holder(thing, view)
    return tuple(found)


def behind(rule: written.Rule, subject: Ref, view: View) -> tuple[Witness, ...]:
    """The facts that make a rule apply to a subject, each once."""
    found: list[Witness] = []
    if isinstance(rule.sentence, written.Count):
        found.append(_of_count(rule.sentence, view))
    spoken_of = subject_of(rule)
    if isinstance(spoken_of, Named) and subject.kind == "unit":
        found.append(of_unit(subject.id, view))
    for condition in conditions(rule):
        for predicate in condition.predicates:
            found += _of_predicate(predicate, subject, view)
    return tuple(dict.fromkeys(found))


def of_task(name: str, view: View) -> Witness:
    """Who holds and performs a task, and where it is filed; a moved one also says so."""
    task = view.structure.tasks[name]
    place = view.changes.causes.get(name) if name in view.changes.holders else None
    holders = tuple(Ref("committee", one) for one in task.holders or ())
    fact = Phrase.of(
        "f.task",
        task=Ref("task", name),
        holders=holders,
        performer=Ref("unit", task.performer) if task.performer and not task.of_unit else "",
        area=Ref("area", task.area) if task.area else "",
    )
    return Witness(fact, place or task.span)


def of_unit(name: str, view: View) -> Witness:
    """Where a unit stands and how it is led."""
    if name not in view.structure.units:
        return Witness(Phrase.of("f.abolished", thing=Ref("unit", name)), None)
    unit = view.structure.units[name]
    fact = Phrase.of(
        "f.unit",
        unit=Ref("unit", name),
        owner=Ref("committee", unit.owner) if unit.owner else "",
        construction=Ref("construction", unit.construction) if unit.construction else "",
    )
    return Witness(fact, unit.span)


def of_move(subject: Ref, view: View) -> list[Witness]:
    """That a unit or a task moves, at the change that moves it."""
    if subject.kind == "unit":
        if subject.id not in view.changes.owners:
            return []
        origin, destination = view.changes.owners[subject.id]
    else:
        if subject.id not in view.changes.holders:
            return []
        left, entered = view.changes.holders[subject.id]
        origin, destination = (left or (None,))[0], (entered or (None,))[0]
    fact = Phrase.of(
        "f.moves",
        thing=subject,
        origin=Ref("committee", origin) if origin else "",
        destination=Ref("committee", destination) if destination else "",
    )
    return [Witness(fact, view.changes.causes.get(subject.id))]


def _of_predicate(predicate: written.Predicate, subject: Ref, view: View) -> list[Witness]:
    match predicate:
        case written.Moves() | written.MovesBetweenCommittees() | written.MovesWithoutUnit():
            return of_move(subject, view)
        case written.Becomes():
            return _of_becoming(predicate.change, subject, view)
        case written.PerformsForOthers():
            return _for_others(subject.id, view)
        case written.FormIs():
            form = view.structure.form
            return [Witness(Phrase.of("f.form", form=form), None)] if form else []
        case written.Relation(verb="hold" | "perform"):
            return _tasks_of(predicate, subject, view)
        case written.Relation() if subject.kind == "unit":
            return [of_unit(subject.id, view)]
        case written.Relation() if subject.id in view.structure.tasks:
            return [of_task(subject.id, view)]
        case _:
            return []


def _of_becoming(change: str, subject: Ref, view: View) -> list[Witness]:
    changes = view.changes
    place = changes.causes.get(subject.id)
    if change == "new" and subject.id in changes.new:
        return [Witness(Phrase.of("f.new", thing=subject), place)]
    if change == "abolished" and subject.id in changes.abolished:
        return [Witness(Phrase.of("f.abolished", thing=subject), changes.abolished[subject.id])]
    if change == "renamed" and subject.id in changes.renamed.values():
        old = Ref(subject.kind, changes.old(subject.id))
        return [Witness(Phrase.of("f.renamed", old=old, new=subject), place)]
    if change == "split" and subject.id in changes.split:
        return [Witness(Phrase.of("f.split", thing=subject), place)]
    if change == "merged" and subject.id in changes.merged:
        return [Witness(Phrase.of("f.merged", thing=subject), place)]
    if change == "resized" and subject.id in changes.resized:
        members = changes.resized[subject.id]
        return [Witness(Phrase.of("f.resized", committee=subject, members=members), place)]
    return []


def _for_others(unit: str, view: View) -> list[Witness]:
    if unit not in view.structure.units:
        return []
    owner = view.structure.units[unit].owner
    return [of_unit(unit, view)] + [
        of_task(task.id, view)
        for task in view.structure.tasks.values()
        if task.performer == unit and any(one != owner for one in task.holders or ())
    ]


def _tasks_of(relation: written.Relation, subject: Ref, view: View) -> list[Witness]:
    """The tasks that make ``holds`` or ``performs`` true, as far as the files say."""
    names = [
        name.text
        for one in relation.objects
        if isinstance(one, written.Things)
        for name in one.names
    ]
    found = []
    for task in view.structure.tasks.values():
        doing = (task.holders or ()) if relation.verb == "hold" else (task.performer,)
        if subject.id not in doing:
            continue
        lineage = view.book.lineage(task.area) if task.area else ()
        if any(name in lineage or name in (task.id, task.performer) for name in names):
            found.append(of_task(task.id, view))
    return found


def _tasks_held(subject: Ref, holder: str, view: View) -> list[Witness]:
    tasks = view.structure.tasks
    if subject.kind == "task":
        return [of_task(subject.id, view)] if subject.id in tasks else []
    return [
        of_task(task.id, view)
        for task in tasks.values()
        if holder in (task.holders or ())
        and task.area
        and subject.id in view.book.lineage(task.area)
    ]


def _of_no_holder(thing: Ref, view: View) -> list[Witness]:
    """The tasks of an area whose holder is on no file; without such, that nobody holds it."""
    unknown = [
        of_task(task.id, view)
        for task in view.structure.tasks.values()
        if task.holders is None and task.area and thing.id in view.book.lineage(task.area)
    ]
    return unknown or [Witness(Phrase.of("f.nobody", thing=thing), None)]


def _of_count(sentence: written.Count, view: View) -> Witness:
    if sentence.noun in ("unit", "task"):
        things = view.structure.units if sentence.noun == "unit" else view.structure.tasks
        names = tuple(things)
    else:
        names = tuple(
            one.id
            for one in view.structure.committees.values()
            if one.kind != "special committee" or sentence.noun == "special committee"
        )
    listed = tuple(Ref("committee", name) for name in names)
    return Witness(Phrase.of("f.count", things=listed, noun=sentence.noun), None)
