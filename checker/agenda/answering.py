"""What a proposal carries and what is on file, set against what is required of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from checker.agenda.items import Agenda, AgendaItem
from checker.lawbook.spoken import nested
from checker.municipality.carried import Carried
from checker.municipality.situation import View
from checker.speech.instruments import KINDS
from checker.speech.node import Leader, Mayor
from checker.speech.organisation import HeldDispensation
from checker.speech.proposal import CarriedDispensation, State

Permission = HeldDispensation | CarriedDispensation


def is_carried(item: AgendaItem, carried: Carried, view: View) -> bool:
    """Whether the proposal carries an instrument, or it is on file."""
    if item.unavailable:
        return False
    match KINDS[item.kind].answered_by:
        case "dispensations":
            return bool(granting(item, carried, view) or held(item, carried, view))
        case "amendments":
            return any(source == item.source for source, _ in carried.amendments)
        case "bylaw change":
            return carried.bylaw_change_declared
        case "readings" | "steps":
            return bool(carried.of_kind(item.kind, item.body))
        case "":
            return False


def granting(item: AgendaItem, carried: Carried, view: View) -> list[State]:
    """The states of the carried dispensations that answer a required one."""
    return [state for one, state in carried.dispensations if fits(one, item, view)]


def held(item: AgendaItem, carried: Carried, view: View) -> list[HeldDispensation]:
    """The dispensations on file that answer a required one, but for their dates."""
    return [one for one in carried.on_file if fits(one, item, view)]


def fits(one: Permission, item: AgendaItem, view: View) -> bool:
    """Whether it answers: subject, norm, authority and holder. What it does not name fits."""
    if not fits_but_for_holder(one, item, view):
        return False
    if one.holder is None or item.holder is None:
        return True
    return leader_id(one.holder, item, view) == item.holder


def fits_but_for_holder(one: Permission, item: AgendaItem, view: View) -> bool:
    """Whether it answers but for the mayor who holds it."""
    if item.subject is None or view.now(one.subject.name.text) != item.subject.id:
        return False
    if one.authority and item.authority and one.authority.text != item.authority:
        return False
    return nested(one.norm, item.norm) and nested(one.granted_under, item.granted_under)


def leader_id(holder: Leader, item: AgendaItem, view: View) -> str | None:
    """The id of a mayor; the mayor of its committee follows the unit."""
    if not isinstance(holder, Mayor):
        return holder.text
    if holder.committee is None:
        return item.holder
    committee = view.body(holder.committee)
    there = view.structure.committees.get(committee or "")
    return there.leader if there else None


def adoption_day(item: AgendaItem, agenda: Agenda, carried: Carried) -> date | None:
    """The day an instrument's last required reading is carried for, where known."""
    required = agenda.readings_of(item)
    if not required and item.kind == "bylaw change":
        days = [step.day for step in carried.readings(None)]
        return max((day for day in days if day), default=None) if all(days) else None
    last = []
    for reading in required:
        dated = [step.day for step in carried.readings(reading.body) if step.day]
        if len(dated) < reading.count:
            return None
        kept = spaced(dated, reading.days_apart or 0)
        last.append(kept[reading.count - 1] if len(kept) >= reading.count else dated[-1])
    return max(last, default=None)


def spaced(days: Iterable[date], gap: int) -> list[date]:
    """The most days, from the earliest on, each at least ``gap`` days after the one before."""
    kept: list[date] = []
    for day in sorted(days):
        if not kept or (day - kept[-1]).days >= gap:
            kept.append(day)
    return kept
