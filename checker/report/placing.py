# SPDX-License-Identifier: EUPL-1.2
"""Who has what before a proposal and after it, in one language: the units and committees that it
touches."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from checker.records import field, frozen
from checker.report.wording import Wording, capital
from checker.result import OPTIONAL, Result
from checker.speech.placing import CommitteeChange, Relocated, UnitChange, UnitPlace
from checker.speech.saying import Ref

_MOST = 4  # tasks between the same committees, units that stay: what is more is counted
_QUESTIONS = ("area", "leader", "cooperation", "construction")
Side = Literal["left", "entered"]


@frozen(eq=False, repr=False)
class SidesEntry:
    """A question about a unit with its answer before and after."""

    question: str
    before: str
    after: str


@frozen(eq=False, repr=False)
class UnitChangeEntry:
    """A unit that the proposal touches, and the four questions about it in words."""

    id: str
    name: str
    before: UnitPlace | None
    after: UnitPlace | None
    rows: tuple[SidesEntry, ...]


@frozen(eq=False, repr=False)
class HeldEntry:
    """A line of what a committee has on one side.

    Attributes:
        ids: the units or tasks that it tells of; ``more``: how it is with them.
        goes: whether they come from another committee or go to one.
    """

    kind: Literal["unit", "task"]
    ids: tuple[str, ...]
    words: str
    more: str
    goes: bool


@frozen(eq=False, repr=False)
class CommitteeSideEntry:
    """A committee on one side.

    Attributes:
        members: how many it has, where the proposal changes that.
    """

    id: str
    name: str
    held: tuple[HeldEntry, ...]
    members: int | None = field(default=None, metadata=OPTIONAL)


@frozen(eq=False, repr=False)
class CommitteeChangeEntry:
    """A committee that the proposal touches; no key for a side where there is none."""

    before: CommitteeSideEntry | None = field(metadata=OPTIONAL)
    after: CommitteeSideEntry | None = field(metadata=OPTIONAL)


@frozen(eq=False, repr=False)
class PlacingEntry:
    """Who has what before the proposal and after it."""

    committees: tuple[CommitteeChangeEntry, ...]
    units: tuple[UnitChangeEntry, ...]


def placing_entry(result: Result, wording: Wording) -> PlacingEntry | None:
    """Who has what before a proposal and after it; None where it moves nothing."""
    placing = result.placing
    if not placing.committees and not placing.units:
        return None
    telling = _Telling(wording, placing.transfers, placing.units)
    return PlacingEntry(
        tuple(map(telling.committee, placing.committees)),
        tuple(map(telling.unit, placing.units)),
    )


@frozen(eq=False, repr=False)
class _Telling:
    wording: Wording
    transfers: Sequence[Relocated]
    units: Sequence[UnitChange]

    def unit(self, one: UnitChange) -> UnitChangeEntry:
        """The four questions about a unit, as a report on its placing asks them."""
        before, after = map(self._answers, (one.before, one.after))
        rows = (
            SidesEntry(self.wording.words(f"unit.{key}"), capital(before[key]), capital(after[key]))
            for key in _QUESTIONS
        )
        return UnitChangeEntry(one.unit, self._name(one.unit), one.before, one.after, tuple(rows))

    def _answers(self, place: UnitPlace | None) -> dict[str, str]:
        say = self.wording.words
        if place is None:
            return dict.fromkeys(_QUESTIONS, say("unit.gone"))
        built = place.construction or "unstated"
        led = "supplier" if built == "order-supplier" else "led"
        holders = [self._name(one) for one in place.holders]
        area = [self.wording.join(holders)] if holders else []
        area += [say("unit.unstated", count=place.unstated)] if place.unstated else []
        return {
            "area": "; ".join(area) or say("unit.no-committee"),
            "leader": say(f"unit.{led}", mayor=Ref("mayor", place.leader or "")),
            "cooperation": say(
                f"unit.cooperation.{built}", administration=self._name(place.administration or "")
            ),
            "construction": say(f"unit.construction.{built}"),
        }

    def committee(self, one: CommitteeChange) -> CommitteeChangeEntry:
        """A committee with its units, and with the tasks that it gives or gets."""
        had, has = one.sizes
        before = self._side(one.before, one.had, had, "left")
        return CommitteeChangeEntry(before, self._side(one.after, one.has, has))

    def _side(
        self, id: str | None, units: Sequence[str], members: int | None, side: Side = "entered"
    ) -> CommitteeSideEntry | None:
        held = tuple(self._held(id, units, side)) if id else ()
        return CommitteeSideEntry(id, self._name(id), held, members) if id else None

    def _held(self, id: str, units: Sequence[str], side: Side) -> Iterator[HeldEntry]:
        here = [one for one in self.transfers if id in getattr(one, side)]
        going = {one.thing.id for one in here if one.thing.kind == "unit"}
        staying = [one for one in units if one not in going]
        for unit in staying[:_MOST]:
            yield HeldEntry("unit", (unit,), self._name(unit), self._built(unit, side), False)
        yield from self._more("unit", staying[_MOST:], "", goes=False)
        groups: dict[tuple[str, ...], list[Relocated]] = {}
        for one in here:
            if one.thing.kind == "task":
                groups.setdefault((*one.left, "", *one.entered), []).append(one)
                continue
            way = self._way(one, side)
            if one.tasks:
                way = f"{way} {self.wording.words('placing.with', count=one.tasks)}"
            more = "; ".join(filter(None, [way, self._built(one.thing.id, side)]))
            yield HeldEntry("unit", (one.thing.id,), self._name(one.thing.id), more, True)
        for group in groups.values():
            way, shown = self._way(group[0], side), _MOST + (len(group) == _MOST + 1)
            for one in group[:shown]:
                yield HeldEntry("task", (one.thing.id,), self._name(one.thing.id), way, True)
            yield from self._more("task", [one.thing.id for one in group[shown:]], way, goes=True)

    def _more(
        self, kind: Literal["unit", "task"], ids: Sequence[str], way: str, *, goes: bool
    ) -> Iterator[HeldEntry]:
        if ids:
            words = self.wording.words(f"placing.more-{kind}s", count=len(ids))
            yield HeldEntry(kind, tuple(ids), words, way, goes)

    def _way(self, one: Relocated, side: Side) -> str:
        """Where it goes to, or where it comes from."""
        key, others = ("to", one.entered) if side == "left" else ("from", one.left)
        named = self.wording.join([self._name(each) for each in others])
        return self.wording.words(f"placing.{key}", committees=named)

    def _built(self, unit: str, side: Side) -> str:
        """How a unit that the proposal touches is led."""
        own = [
            one.before if side == "left" else one.after for one in self.units if one.unit == unit
        ]
        built = own[0].construction if own and own[0] else None
        return self.wording.words(f"construction.{built}") if built else ""

    def _name(self, id: str) -> str:
        return self.wording.names.get(id, id)
