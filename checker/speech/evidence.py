"""What stands in the files about a task, a unit or a move, as the facts behind a finding."""

from __future__ import annotations

from checker.speech.saying import Phrase, Ref, Witness
from checker.speech.situation import Situation
from checker.speech.structure import TaskFacts


def committee_or_none(name: str | None) -> Ref | str:
    return Ref("committee", name) if name else ""


def of_task(name: str, situation: Situation) -> Witness:
    """Who holds and performs a task, and where it is filed; a moved one also says so."""
    task, changes = situation.structure.tasks[name], situation.changes
    fact = Phrase.of(
        "f.task",
        task=Ref("task", name),
        holders=tuple(Ref("committee", one) for one in task.holders or ()),
        performer=Ref("unit", task.performer) if task.performer and not task.of_unit else "",
        area=Ref("area", task.area) if task.area else "",
    )
    return Witness(fact, (name in changes.holders and changes.causes.get(name)) or task.span)


def of_unit(name: str, situation: Situation) -> Witness:
    """Where a unit stands and how it is led."""
    unit = situation.structure.units.get(name)
    if unit is None:
        return Witness(Phrase.of("f.abolished", thing=Ref("unit", name)), None)
    fact = Phrase.of(
        "f.unit",
        unit=Ref("unit", name),
        owner=committee_or_none(unit.owner),
        construction=Ref("construction", unit.construction) if unit.construction else "",
    )
    return Witness(fact, unit.span)


def of_failure(
    subject: Ref, what: Ref | None, task: str | None, situation: Situation
) -> tuple[Witness, ...]:
    """What fails a rule, as it stands on file; nothing for a need or a count."""
    structure = situation.structure
    if task is not None:
        return (of_task(task, situation),)
    if what is None:
        return ()
    if what.kind == "mayor":
        fact = Phrase.of("f.led-by", unit=subject, mayor=what)
        return (Witness(fact, structure.units[subject.id].span),)
    if subject.kind == "unit":
        return (of_unit(subject.id, situation),)
    if subject.id in structure.tasks and (subject.kind == "task" or what.kind != "committee"):
        return (of_task(subject.id, situation),)
    if what.kind == "committee":
        return tuple(
            of_task(one.id, situation)
            for one in _filed_under(subject.id, situation)
            if what.id in (one.holders or ())
        )
    thing = what if what.kind == "area" else subject
    unknown = [one for one in _filed_under(thing.id, situation) if one.holders is None]
    if unknown:
        return tuple(of_task(one.id, situation) for one in unknown)
    return (Witness(Phrase.of("f.nobody", thing=thing), None),)


def _filed_under(area: str, situation: Situation) -> list[TaskFacts]:
    return [
        task
        for task in situation.structure.tasks.values()
        if task.area and area in situation.lineage(task.area)
    ]
