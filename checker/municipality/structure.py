"""Committees, units and tasks as they stand: each as its statement declares it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from attrs import field, frozen

from checker.mistakes import Mistakes
from checker.source import Span
from checker.speech import organisation as written
from checker.speech.node import (
    Body,
    Citation,
    Construction,
    Leader,
    Mayor,
    Name,
    NoCommittee,
    Role,
)


@frozen
class Committee:
    """A committee as it stands in one structure."""

    id: str
    name: str
    kind: written.CommitteeKind
    administration: written.Titled | None
    mayor: written.Titled | None
    members: int | None
    described: tuple[Citation, ...]
    span: Span = field(repr=False, eq=False)

    @property
    def leader(self) -> str:
        """The id of its mayor, or ``mayor of KFU`` where none is on file."""
        return self.mayor.id.text if self.mayor else f"mayor of {self.id}"


@frozen
class Unit:
    """A unit; ``owner`` None means under no committee."""

    id: str
    name: str
    owner: str | None
    area: str | None
    construction: Construction | None
    described: tuple[Citation, ...]
    span: Span = field(repr=False, eq=False)


@frozen
class Task:
    """A task.

    Attributes:
        holders: the committees responsible; None where no source says who.
        performer: the unit that does the work, or None.
        of_unit: the one task that a unit with no listed task counts as; it bears its id.
        left_by: where the holder is on no file and the performing unit moves: receiving
            committee to the committee it leaves.
    """

    id: str
    name: str
    area: str | None
    holders: tuple[str, ...] | None
    performer: str | None
    described: tuple[Citation, ...]
    span: Span = field(repr=False, eq=False)
    of_unit: bool = False
    left_by: Mapping[str, str] = field(factory=dict)


@frozen
class Structure:
    """Committees, units and tasks, each by its id in the order they are on file."""

    committees: dict[str, Committee]
    units: dict[str, Unit]
    tasks: dict[str, Task]
    form: str | None

    @property
    def finance(self) -> str | None:
        """The id of the finance committee."""
        return next(
            (one.id for one in self.committees.values() if one.kind == "finance committee"), None
        )

    def leader_of(self, unit: str) -> str | None:
        """The mayor with the day-to-day leadership of a unit: that of its owner committee."""
        owner = self.units[unit].owner
        return self.committees[owner].leader if owner else None


def committee(node: written.Committee) -> Committee:
    """A committee as its statement declares it."""
    return Committee(
        node.id.text,
        node.name,
        node.kind,
        node.administration,
        node.mayor,
        node.members,
        node.described,
        node.span,
    )


def unit(node: written.Unit, roles: Mapping[str, str | None], complaints: Mistakes) -> Unit:
    """A unit as its statement declares it."""
    owner = None
    if not isinstance(node.owner, NoCommittee):
        owner = body_id(node.owner, roles, complaints)
    area = node.area.text if node.area else None
    return Unit(node.id.text, node.name, owner, area, node.construction, node.described, node.span)


def body_id(body: Body, roles: Mapping[str, str | None], complaints: Mistakes) -> str | None:
    """The id a body stands for: its own, or that of the finance committee or the council."""
    if isinstance(body, Name):
        return body.text
    found = roles.get(body.role)
    if found is None:
        complaints.add(body.span, "no-council" if body.role == "council" else "no-finance")
    return found


def task_of_unit(one: Unit) -> Task:
    """The one task that a unit with no listed task counts as."""
    assert one.owner is not None
    return Task(
        one.id, one.name, one.area, (one.owner,), one.id, one.described, one.span, of_unit=True
    )


def leader_names(leader: Leader | None) -> Iterator[tuple[Name, tuple[str, ...]]]:
    """The name in ``held by M`` with the kinds that fit."""
    if isinstance(leader, Name):
        yield leader, ("mayor",)
    elif isinstance(leader, Mayor) and isinstance(leader.committee, Name):
        yield leader.committee, ("committee",)


def role_ids(structure: Structure, council: str | None) -> dict[str, str | None]:
    """What ``the finance committee`` and ``the council`` stand for here."""
    return {"finance committee": structure.finance, "council": council}


def taken_by_area(name: Name, areas: Mapping[str, str], complaints: Mistakes) -> bool:
    """Notes an id that is the Danish word of an area: Danish could not tell them apart."""
    for area, word in areas.items():
        if name.text in (word, word[:1].upper() + word[1:]) and name.text != area:
            complaints.add(name.span, "word-of-area", id=name.text, area=area)
            return True
    return False


def as_role(body: Body | None, role: str) -> bool:
    """Whether a body is written as this role."""
    return isinstance(body, Role) and body.role == role
