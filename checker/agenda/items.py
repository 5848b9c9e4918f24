"""What is on the agenda of a proposal: each instrument that is required, and what answers it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from datetime import date
from functools import cached_property

from attrs import frozen

from checker.lawbook.check import nested
from checker.municipality.carried import Carried
from checker.municipality.situation import View
from checker.result import Phrase, Ref
from checker.speech.instruments import KINDS, Dispensation, KeyPart, Window
from checker.speech.node import Citation, Leader, Mayor, Prose
from checker.speech.organisation import HeldDispensation
from checker.speech.proposal import CarriedDispensation, State
from checker.speech.rule import Rule

Key = tuple[str, ...]
Ways = tuple[tuple[Key, ...], ...]


@frozen(kw_only=True, eq=False, repr=False)
class AgendaItem:
    """One required instrument, with all that is required of it put together.

    Attributes:
        window: what bounds its first and its last day.
        body: the council, committee or authority that acts.
        unavailable: why it cannot be had.
        written: a dispensation as it is asked for, what several rules name put together.
        gap_rule, limit_rule: the rules that set the gap and the limit of readings.
        rules: those that ask for it; ``requirers``: the findings, by their ids.
        needs: for each rule on this instrument, the ways to meet it.
        new, existing: whether findings of that status ask for it.
    """

    kind: str
    subject: Ref | None
    unavailable: Prose | None
    window: Window
    written: Dispensation | None = None
    norm: Citation | None = None
    authority: str | None = None
    granted_under: Citation | None = None
    one_term: bool = False
    holder: str | None = None
    source: str | None = None
    body: str | None = None
    count: int = 1
    days_apart: int | None = None
    gap_rule: Rule | None = None
    limit_rule: Rule | None = None
    rules: tuple[Rule, ...] = ()
    needs: tuple[tuple[Rule, Ways], ...] = ()
    requirers: tuple[str, ...] = ()
    new: bool = False
    existing: bool = False

    @cached_property
    def key(self) -> Key:
        """What makes two requirements one."""
        kind = KINDS[self.kind]
        gone = "unavailable" if self.unavailable else ""
        return (kind.slug, *(self._part(part) for part in kind.key), gone)

    def _part(self, part: KeyPart) -> str:
        subject = self.subject
        if part == "of":
            return subject.id if subject and subject.kind != "proposal" else ""
        if part == "subject":
            return subject.id if subject else ""
        return str(getattr(self, part) or "")

    @property
    def id(self) -> str:
        return ":".join(part for part in self.key if part)

    @property
    def before_meeting(self) -> bool:
        """Whether the constituting meeting bounds its last day."""
        return "constituting meeting" in self.window.last

    @property
    def parts(self) -> tuple[Key, ...]:
        """All that it needs, whatever the way."""
        return tuple(key for _, ways in self.needs for way in ways for key in way)


@frozen
class Remark:
    """A note that a rule on instruments gives, or a question it leaves open."""

    rule: Rule
    item: Key
    question: Phrase | None


@frozen(kw_only=True, eq=False, repr=False)
class Agenda:
    """All that is required of a proposal.

    Attributes:
        items: every instrument, by what makes it one.
        ways: finding id to its ways, each the items it takes together.
        root: the bylaw changes that the proposal itself carries.
        carried: the items that the proposal carries, or that are on file.
        adopted: the findings on a mandate which the body that gave it departs from by its own
            adoption of the change.
        amended: the findings on a count that a change of its bylaw sets anew, each with the
            provisions that so join what the change touches.
    """

    items: Mapping[Key, AgendaItem]
    ways: Mapping[str, Ways]
    root: Sequence[Key]
    remarks: Sequence[Remark]
    carried: Set[Key]
    adopted: Set[str]
    amended: Mapping[str, tuple[Citation, ...]]

    def of_kind(self, kind: str) -> list[AgendaItem]:
        """The items of one kind."""
        return [one for one in self.items.values() if one.kind == kind]

    def chosen(self, ways: Ways) -> Ways:
        """The ways that are carried; where none is, the only one that may be had."""
        carried = tuple(way for way in ways if not self.carried.isdisjoint(way))
        if carried:
            return carried
        possible = [way for way in ways if not any(self.items[key].unavailable for key in way)]
        return tuple(possible) if len(possible) == 1 else ()

    def readings_of(self, item: AgendaItem) -> list[AgendaItem]:
        """The readings that an instrument needs, on the chosen ways."""
        return [
            self.items[key]
            for _, ways in item.needs
            for way in self.chosen(ways)
            for key in way
            if self.items[key].kind == "reading"
        ]


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
