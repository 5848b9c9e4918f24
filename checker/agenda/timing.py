# SPDX-License-Identifier: EUPL-1.2
"""When each step may be taken: what bounds its window, as days. Nothing else reads a window."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property

from checker.agenda.items import Agenda, AgendaItem, Key, answering, first_of_term
from checker.agenda.readings import Run, is_in_time, last_day_of, run_of
from checker.days import days_later
from checker.municipality.carried import Carried, StepInBody
from checker.municipality.situation import View
from checker.records import field, frozen
from checker.speech.proposal import Side, State
from checker.speech.saying import Phrase

_BEST: tuple[Side, Side] = ("before", "after")


@frozen
class Adoption:
    """When an instrument is adopted.

    Attributes:
        day: of its last reading, where it is known.
        side: on which side of the constituting meeting that lies, where it is certain.
    """

    day: date | None
    side: Side | None


@frozen(eq=False, repr=False)
class Timing:
    """The bounds of all that is on an agenda.

    Attributes:
        runs: the readings that count towards each required reading.
    """

    agenda: Agenda
    carried: Carried
    view: View
    _adoptions: dict[Key, Adoption] = field(factory=dict, init=False)
    _about: dict[Key, list[Run]] = field(factory=dict, init=False)

    @cached_property
    def runs(self) -> Mapping[Key, Run]:
        return {
            item.key: run_of(item, self.agenda, self.carried, self.view)
            for item in self.agenda.of_kind("reading")
        }

    def adoption(self, item: AgendaItem) -> Adoption:
        """When an instrument is adopted, as far as the days of its readings tell."""
        if item.key not in self._adoptions:
            self._adoptions[item.key] = self._adoption(item)
        return self._adoptions[item.key]

    def _adoption(self, item: AgendaItem) -> Adoption:
        carried, required = self.carried, self.agenda.readings_of(item)
        runs = [self.runs[one.key] for one in required]
        days = [run.adopted for run in runs]
        earliest = [run.earliest(carried.proposed)[-1] for run in runs]
        readings = [step for one in required for step in carried.readings(one.body)]
        if not required and item.kind == "bylaw change":
            readings = carried.readings(carried.council)
            days = [step.day for step in readings]
            earliest = [day for day in days if day]
        day = max((day for day in days if day), default=None) if all(days) else None
        if day:
            sides = [carried.side(step.state) for step in readings if step.day == day]
            side = min((one for one in sides if one), default=None, key=_BEST.index)
            return Adoption(day, side)
        first = max([carried.proposed, *earliest])
        after = carried.meeting is not None and first > carried.meeting[1]
        return Adoption(None, "after" if after else None)

    def adopted(self, item: AgendaItem) -> date | None:
        """The day of the last reading that an instrument's window speaks of, where it is known."""
        days = [run.adopted for run in self._runs_about(item)]
        return max((day for day in days if day), default=None)

    def last(self, item: AgendaItem, *, meeting: bool = True) -> date | None:
        """The last day of an instrument: of a step on no file, its own last day counts; None:
        nothing bounds it.

        Args:
            meeting: whether it must lie safely before the constituting meeting, where that bounds
                it.
        """
        if item.kind == "reading":
            return self.runs[item.key].last
        window, found = item.window, list[date]()
        if "effective day" in window.last:
            found.append(self.view.effective)
        if "constituting meeting" in window.last:
            found.append(last_day_of(item, self.carried) if meeting else self.view.effective)
        for run in self._runs_about(item):
            if "first reading" in window.last:
                found.append(days_later(run.no_later(1), -1))
            if "second reading" in window.last:
                found.append(days_later(run.no_later(min(2, run.count)), -1))
            if "last reading" in window.last:
                found.append(run.no_later(run.count))
            if window.within is not None:
                found.append(days_later(run.no_later(run.count), window.within))
        return min(found, default=self.view.effective) if window.ends else None

    def in_time(self, item: AgendaItem, state: State) -> bool | None:
        """Whether a step was taken by its last day; None where nothing tells on which side of the
        constituting meeting it lay."""
        last = self.last(item, meeting=False)
        if last is None or state.day is None:
            return True
        if state.day > last or not item.before_meeting:
            return state.day <= last
        return is_in_time(item, state, self.carried)

    def unplaced(self, item: AgendaItem, days: Sequence[date]) -> Phrase | None:
        """What must be told of the last of some days that must lie before a constituting meeting of
        which nothing is on file."""
        if not days or not item.before_meeting or self.carried.meeting is not None:
            return None
        return Phrase.of("q.order", day=days[-1].isoformat())

    def earliest(self, item: AgendaItem) -> date | None:
        """The first day that an instrument can be had on, if all before it is had at once."""
        runs, proposed = self._runs_about(item), self.carried.proposed
        days = [run.adopted or day for run in runs for day in run.earliest(proposed)[-1:]]
        found = days if "last reading" in item.window.first else []
        if "term" in item.window.first:
            found.append(first_of_term(self.view))
        return max(found, default=None)

    def too_early(self, item: AgendaItem) -> list[StepInBody]:
        """The steps carried that would answer an instrument, and come before the term that it is
        due in."""
        return answering(item, self.agenda.items.values(), self.carried, self.view, early=True)

    def why_too_early(self, item: AgendaItem) -> Phrase | None:
        """What to say of the last of those steps."""
        steps, first = self.too_early(item), first_of_term(self.view)
        day = steps[-1].day if steps else None
        return Phrase.of("r.too-early", day=day, earliest=first) if day else None

    def _runs_about(self, item: AgendaItem) -> list[Run]:
        """The readings that the window of an instrument speaks of; where no rule asks for any,
        those that are carried of the council, which alone adopts."""
        if item.key not in self._about:
            found = [self.runs[one.key] for one in self.agenda.readings_about(item)]
            self._about[item.key] = found or self._carried_runs
        return self._about[item.key]

    @cached_property
    def _carried_runs(self) -> list[Run]:
        steps, last = self.carried.readings(self.carried.council), self.carried.effective
        days = tuple(step.day for step in steps if step.day)
        count, planned = len(steps), len(steps) - len(days)
        run = Run(count=count, gap=0, last=last, days=days, planned=planned)
        return [run] if steps else []
