# SPDX-License-Identifier: EUPL-1.2
"""What is on the agenda of a proposal: each instrument that is required, and what answers it."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping, Sequence, Set
from datetime import date
from functools import cached_property
from operator import ge

from checker.lawbook.patterns import nested
from checker.municipality.carried import Carried, StepInBody
from checker.municipality.situation import View
from checker.records import frozen
from checker.speech.due import Due, Window, window_of
from checker.speech.instruments import (
    KINDS,
    Dispensation,
    KeyPart,
    matter_words,
    one_matter,
)
from checker.speech.node import Citation, Leader, Mayor, Named, Prose, Role
from checker.speech.organisation import HeldDispensation
from checker.speech.proposal import CarriedDispensation, State
from checker.speech.rule import Rule
from checker.speech.saying import Phrase, Ref

Key = tuple[str, ...]
Ways = tuple[tuple[Key, ...], ...]


@frozen(kw_only=True, eq=False, repr=False)
class AgendaItem:
    """One required instrument, with all that is required of it put together.

    Attributes:
        dues: when rules say that it is due.
        body: the council, committee or authority that acts.
        matter: what it is on.
        told_as: what it is called: its kind, or what a consultation is called else.
        unavailable: why it cannot be had.
        written: a dispensation as it is asked for, what several rules name put together.
        gap: the least days from one reading to the next; ``days_between``: the whole days
            between them, where it was said so.
        gap_rule, due_rule: the rules that set the gap, and when it is due.
        rules: those that ask for it; ``requirers``: the findings, by their ids.
        needs, entails: for each rule on this instrument, the ways to meet it.
        new, existing: whether findings of that status ask for it; duties, where nothing needs it.
        wanted: whether a finding other than a duty asks for it.
    """

    kind: str
    subject: Ref | None
    unavailable: Prose | None
    dues: tuple[Due, ...] = ()
    written: Dispensation | None = None
    norm: Citation | None = None
    authority: str | None = None
    granted_under: Citation | None = None
    one_term: bool = False
    holder: str | None = None
    source: str | None = None
    body: str | None = None
    matter: Prose | None = None
    told_as: str = ""
    count: int = 1
    gap: int | None = None
    days_between: int | None = None
    gap_rule: Rule | None = None
    due_rule: Rule | None = None
    rules: tuple[Rule, ...] = ()
    needs: tuple[tuple[Rule, Ways], ...] = ()
    entails: tuple[tuple[Rule, Ways], ...] = ()
    requirers: tuple[str, ...] = ()
    new: bool = False
    existing: bool = False
    wanted: bool = False

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
        if part == "matter":
            return "-".join(self.matter.da.split()) if self.matter else ""
        return str(getattr(self, part) or "")

    @cached_property
    def id(self) -> str:
        return ":".join(part for part in self.key if part)

    @cached_property
    def _done(self) -> Key:
        parts = zip(self.key, ("", *KINDS[self.kind].key, ""), strict=True)
        return tuple(told for told, part in parts if part != "of")

    def serves(self, other: AgendaItem) -> bool:
        """Whether what is done for it does for another too, whatever each is of."""
        much, asked = ((one.count, one.gap or 0) for one in (self, other))
        enough = all(map(ge, much, asked)) and {*other.dues} <= {*self.dues}
        return enough and self._done == other._done

    @cached_property
    def window(self) -> Window:
        """What bounds its first and its last day: what rules say, else what holds of its kind. A
        reading is held before effect, and what tells of an adoption follows it, whatever else is
        said."""
        own, said = KINDS[self.kind].window, window_of(self.dues)
        if said is None:
            return own
        tells = KINDS[self.kind].follows and said.last <= {"effective day"}
        return own.joined(said) if tells or self.kind == "reading" else said

    @cached_property
    def before_meeting(self) -> bool:
        """Whether the constituting meeting bounds its last day."""
        return "constituting meeting" in self.window.last

    @cached_property
    def asked(self) -> tuple[Ways, ...]:
        """The ways to meet each rule on it."""
        return tuple(ways for _, ways in (*self.needs, *self.entails))

    @cached_property
    def needed(self) -> tuple[Key, ...]:
        """All that it needs, whatever the way; what only follows from it left out."""
        return tuple(key for _, ways in self.needs for way in ways for key in way)

    @cached_property
    def parts(self) -> tuple[Key, ...]:
        """All that it asks for, whatever the way."""
        return tuple(key for ways in self.asked for way in ways for key in way)


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
        standing: the findings that do not hang on the proposal.
        idle: those that are open and ask for nothing that is not required anyway.
        asking: the items that rules on instruments were asked of; ``spoken``: the ids of those
            that spoke of one.
    """

    items: Mapping[Key, AgendaItem]
    ways: Mapping[str, Ways]
    root: Sequence[Key]
    remarks: Sequence[Remark]
    carried: Set[Key]
    adopted: Set[str]
    amended: Mapping[str, tuple[Citation, ...]]
    standing: Set[str]
    idle: Set[str]
    asking: Set[Key]
    spoken: Set[str]

    @cached_property
    def duties(self) -> frozenset[Key]:
        """The items that only follow: what neither the proposal nor a finding needs, in turn."""
        wanted = [key for key, item in self.items.items() if item.wanted]
        wanted += [key for id in self.adopted for way in self.ways[id] for key in way]
        needed = self._reached([*self.root, *wanted], lambda item: item.needed)
        return frozenset(self.items.keys() - needed)

    @cached_property
    def caused(self) -> frozenset[Key]:
        """The items that something the proposal causes or carries asks for, with what they need;
        of duties, those that follow from it."""
        keys = [*self.root, *(key for key, item in self.items.items() if item.new)]
        followed = self._reached(keys, lambda item: item.parts) & self.duties
        return followed | self._reached(keys, lambda item: item.needed)

    def _reached(
        self, keys: list[Key], deeper: Callable[[AgendaItem], tuple[Key, ...]]
    ) -> frozenset[Key]:
        """Some items with all that lies deeper, whatever the way."""
        left, found = [*keys], set[Key]()
        while left:
            key = left.pop()
            if key not in found:
                found.add(key)
                left += deeper(self.items[key])
        return frozenset(found)

    def with_needed(self, way: Iterable[Key]) -> frozenset[Key]:
        """What a way takes, with all that it needs in turn."""
        return self._reached([*way], lambda item: item.needed)

    @cached_property
    def chosen_items(self) -> list[Key]:
        """The items on chosen ways, that may be had: those that ask for more in their turn."""
        found: dict[Key, None] = {}
        left = self._last_first([(tuple(self.root),), *self.ways.values()])
        while left:
            key = left.pop()
            if key not in found and not self.items[key].unavailable:
                found[key] = None
                left += self._last_first(self.items[key].asked)
        return list(found)

    def _last_first(self, every: Iterable[Ways]) -> list[Key]:
        return [key for ways in every for way in self.chosen(ways) for key in way][::-1]

    def of_kind(self, kind: str) -> list[AgendaItem]:
        """The items of one kind."""
        return [one for one in self.items.values() if one.kind == kind]

    def chosen(self, ways: Ways) -> Ways:
        """The ways that are carried; where none is, the only one that may be had."""
        carried = [way for way in ways if not self.carried.isdisjoint(way)]
        if carried:
            return tuple(carried)
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

    def readings_about(self, item: AgendaItem) -> list[AgendaItem]:
        """The readings that the window of an instrument speaks of: of the change that it is asked
        for by, else all."""
        of = item.subject.id if item.subject and item.subject.kind == "instrument" else ""
        own = [one for one in self.items.values() if one.id == of]
        return [each for one in own for each in self.readings_of(one)] or self.of_kind("reading")


Permission = HeldDispensation | CarriedDispensation


def is_carried(item: AgendaItem, items: Iterable[AgendaItem], carried: Carried, view: View) -> bool:
    """Whether the proposal carries an instrument, or it is on file; ``items``: all there are."""
    if item.unavailable:
        return False
    match KINDS[item.kind].answered_by:
        case "dispensations":
            return bool(granting(item, carried, view) or held(item, carried, view))
        case "amendments":
            return any(source == item.source for source, _ in carried.amendments)
        case "bylaw change":
            return carried.changes_bylaw(item.source)
        case "readings":
            return bool(carried.of_kind(item.kind, item.body))
        case "steps":
            return bool(answering(item, items, carried, view))


def answering(
    item: AgendaItem,
    items: Iterable[AgendaItem],
    carried: Carried,
    view: View,
    *,
    early: bool = False,
) -> list[StepInBody]:
    """The steps carried that answer a required one, in the order of their days; ``early``: those
    that would, and come before the term that they are due in.

    A step names the matter, or fits the only one there is; one that names another than any that
    is required fits what is required without one. What is due after the term begins is not
    answered by an earlier step.
    """
    if KINDS[item.kind].answered_by != "steps":
        return []
    alike = (one.matter for one in items if one.kind == item.kind and one.body == item.body)
    if item.matter is None:
        there = carried.of_kind(item.kind, item.body)
        named = {word for one in alike for word in matter_words(one)} if there else set()
        there = [one for one in there if named.isdisjoint(matter_words(one.matter))]
    else:
        there = carried.on_matter(item.kind, item.body, item.matter)
        unnamed = any(one.matter is None for one in there)
        if unnamed and not all(one_matter(item.matter, one) for one in alike):
            there = [one for one in there if one.matter]

    first = first_of_term(view) if "term" in item.window.first else date.min
    return [one for one in there if early == bool(one.day and one.day < first)]


def first_of_term(view: View) -> date:
    """The first day of the council term that holds the day of effect; where it is on no file, the
    day of effect, which surely lies in it."""
    term = view.calendar.term_of(view.effective)
    return term.start if term and term.start else view.effective


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
    if item.subject is None or not is_subject(one.subject, item.subject, view):
        return False
    if one.authority and item.authority and one.authority.text != item.authority:
        return False
    return nested(one.norm, item.norm) and nested(one.granted_under, item.granted_under)


def is_subject(named: Named | Role, subject: Ref, view: View) -> bool:
    """Whether a dispensation for somebody is for a subject; the council has none of its own, and
    stands for the municipality."""
    if isinstance(named, Named):
        return view.now(named.name.text) == subject.id
    if named.role == "finance committee":
        return subject == Ref("committee", view.structure.finance or "")
    return subject.kind == "municipality"


def near_miss(item: AgendaItem, carried: Carried, view: View) -> Phrase | None:
    """What to say of a dispensation that answers but for its holder."""
    permissions: list[Permission] = [one for one, _ in carried.dispensations]
    for one in [*permissions, *carried.on_file]:
        if one.holder and item.holder and fits_but_for_holder(one, item, view):
            other = Ref("mayor", leader_id(one.holder, item, view) or "")
            return Phrase.of("r.other-holder", holder=other, needed=Ref("mayor", item.holder))
    return None


def last_day_needed(
    item: AgendaItem, carried: Carried, view: View, caused: Container[Key]
) -> date | None:
    """The last day that a dispensation is needed for: that of the committee that it is for, or of
    what is proposed where that asks for it; None: no end is known."""
    structure, name = view.structure, item.subject.id if item.subject else ""
    unit = structure.units.get(name)
    committee = structure.committees.get((unit.owner if unit else name) or "")
    ends = [committee.filed.until if committee else None]
    ends += [carried.until] if item.key in caused else []
    return min(filter(None, ends), default=None)


def leader_id(holder: Leader, item: AgendaItem, view: View) -> str | None:
    """The id of a mayor; the mayor of its committee follows the unit."""
    if not isinstance(holder, Mayor):
        return holder.text
    if holder.committee is None:
        return item.holder
    committee = view.body(holder.committee)
    there = view.structure.committees.get(committee or "")
    return there.leader if there else None
