"""Settled organisation documents to municipalities as they stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import pairwise
from typing import TypeVar

from attrs import evolve

from checker.lawbook.complaints import Complaints
from checker.lawbook.walk import walk
from checker.municipality.calendar import Calendar
from checker.municipality.structure import (
    Organisation,
    Structure,
    Task,
    body_id,
    committee,
    leader_names,
    taken_by_area,
    task_of_unit,
    unit,
)
from checker.source import Span
from checker.speech import organisation as written
from checker.speech.node import Body, Citation, Document, Name, NoCommittee, Node


def read(document: Document, areas: Mapping[str, str], complaints: Complaints) -> Organisation:
    """The organisation in a settled document; what is wrong goes to ``complaints``.

    Args:
        areas: the areas that the rule base declares: id to Danish word.
    """
    nodes = document.statements
    header = nodes[0]
    assert isinstance(header, written.Municipality)
    names, kinds = _declared(nodes, areas, complaints)
    _check_names(nodes, kinds, complaints)
    _check_provisions(nodes, complaints)
    finance = [n for n in nodes if isinstance(n, written.Committee)]
    finance = [n for n in finance if n.kind == "finance committee"]
    for extra in finance[1:]:
        complaints.add(extra.id.span, "two-finance")
    complaints.settle()
    council = _only(nodes, written.Council, complaints)
    form = _only(nodes, written.Form, complaints)
    committees = {
        node.id.text: committee(node) for node in nodes if isinstance(node, written.Committee)
    }
    roles = {"finance committee": finance[0].id.text if finance else None}
    units = {
        node.id.text: unit(node, roles, complaints)
        for node in nodes
        if isinstance(node, written.Unit)
    }
    tasks = {
        node.id.text: _task(node, roles, complaints)
        for node in nodes
        if isinstance(node, written.Task)
    }
    structure = Structure(committees, units, tasks, form.form if form else None)
    calendar = _calendar(nodes, complaints)
    complaints.settle()
    return Organisation(
        header.id.text,
        header.name,
        header.as_of,
        council.id.text if council else None,
        calendar,
        evolve(structure, tasks={**tasks, **tasks_of_units(structure)}),
        tuple(node for node in nodes if isinstance(node, written.HeldDispensation)),
        tuple(node for node in nodes if isinstance(node, written.Provision)),
        names,
        kinds,
        document,
    )


def _task(node: written.Task, roles: Mapping[str, str | None], complaints: Complaints) -> Task:
    holders = tuple(dict.fromkeys(body_id(one, roles, complaints) or "" for one in node.holders))
    return Task(
        node.id.text,
        node.name,
        node.area.text if node.area else None,
        holders or None,
        node.performer.text if node.performer else None,
        node.described,
        node.span,
    )


def tasks_of_units(structure: Structure) -> dict[str, Task]:
    """The one task that each unit with no listed task counts as."""
    performing = {task.performer for task in structure.tasks.values()}
    return {
        one.id: task_of_unit(one)
        for one in structure.units.values()
        if one.owner and one.id not in performing
    }


_Statement = TypeVar("_Statement", bound=Node)


def _only(
    nodes: tuple[Node, ...], kind: type[_Statement], complaints: Complaints
) -> _Statement | None:
    found = [node for node in nodes if isinstance(node, kind)]
    for extra in found[1:]:
        what = extra.span.text.split("\n")[0].split('"')[0].strip()
        complaints.add(extra.span, "stated-twice", what=f"`{what}`")
    return found[0] if found else None


_KINDS: dict[type[Node], str] = {
    written.Municipality: "municipality",
    written.Council: "council",
    written.Committee: "committee",
    written.Unit: "unit",
    written.Task: "task",
    written.HeldDispensation: "dispensation",
}


def _declared(
    nodes: tuple[Node, ...], areas: Mapping[str, str], complaints: Complaints
) -> tuple[dict[str, str], dict[str, str]]:
    names: dict[str, str] = {}
    kinds: dict[str, str] = {}
    places: dict[str, Span] = {}

    def declare(name: Name, title: str, kind: str) -> None:
        shared = kind in ("mayor", "administration") and kinds.get(name.text) == kind
        if name.text in places and not (shared and names[name.text] == title):
            other = places[name.text]
            complaints.add(name.span, "duplicate", id=name.text, other=f"{other.path}:{other.line}")
            return
        if taken_by_area(name, areas, complaints):
            return
        if name.text in areas:
            complaints.add(name.span, "duplicate", id=name.text, other="area")
            return
        places[name.text], names[name.text], kinds[name.text] = name.span, title, kind

    for node in nodes:
        kind = _KINDS.get(type(node))
        if kind:
            title = getattr(node, "name", "")
            declare(node.id, title, kind)  # type: ignore[attr-defined]
        if isinstance(node, written.Committee):
            if node.administration:
                declare(node.administration.id, node.administration.name, "administration")
            if node.mayor:
                declare(node.mayor.id, node.mayor.name, "mayor")
    kinds.update(dict.fromkeys(areas, "area"))
    return names, kinds


def _check_names(nodes: tuple[Node, ...], kinds: dict[str, str], complaints: Complaints) -> None:
    for name, allowed in _spoken_of(nodes):
        complaints.expect(name.span, name.text, allowed, kinds)


def _spoken_of(nodes: tuple[Node, ...]) -> Iterator[tuple[Name, tuple[str, ...]]]:
    for statement in nodes:
        for node in walk(statement):
            match node:
                case written.Unit():
                    yield from _bodies(node.owner)
                    yield from ((name, ("area",)) for name in [node.area] if name)
                case written.Task():
                    for holder in node.holders:
                        yield from _bodies(holder)
                    yield from ((name, ("area",)) for name in [node.area] if name)
                    yield from ((name, ("unit",)) for name in [node.performer] if name)
                case written.HeldDispensation():
                    kinds = ("unit",) if node.subject.construction else ("committee", "unit")
                    yield node.subject.name, kinds
                    yield from leader_names(node.holder)
                case written.Provision(committee=body) if body:
                    yield from _bodies(body)


def _bodies(body: Body | NoCommittee) -> Iterator[tuple[Name, tuple[str, ...]]]:
    if isinstance(body, Name):
        yield body, ("committee",)


def _check_provisions(nodes: tuple[Node, ...], complaints: Complaints) -> None:
    seen: set[Citation] = set()
    for node in nodes:
        if isinstance(node, written.Provision):
            if node.provision in seen:
                complaints.add(node.provision.span, "stated-twice", what=str(node.provision))
            seen.add(node.provision)


def _calendar(nodes: tuple[Node, ...], complaints: Complaints) -> Calendar:
    terms = sorted(
        (node.interval for node in nodes if isinstance(node, written.Term)),
        key=lambda term: term.start or date.min,
    )
    for one, two in pairwise(terms):
        if one.end and two.start and two.start <= one.end:
            complaints.add(two.span, "terms-overlap")
    window = _only(nodes, written.MeetingWindow, complaints)
    days = [node for node in nodes if isinstance(node, written.MeetingDay)]
    for node in days:
        if window and not window.first <= (node.day.month, node.day.day) <= window.last:
            shown = " – ".join(f"{day}.{month}." for month, day in (window.first, window.last))
            complaints.add(node.span, "meeting-outside", day=node.day, window=shown)
    return Calendar(
        tuple(terms),
        (window.first, window.last) if window else None,
        tuple(sorted(node.day for node in days)),
    )
