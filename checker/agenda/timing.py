"""When each step may be taken: what bounds its window, as days. Nothing else reads a window."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cached_property

from checker.agenda.items import Agenda, AgendaItem, Key, first_of_term
from checker.agenda.readings import Run, is_in_time, last_day_of, run_of, runs_about
from checker.days import days_later
from checker.municipality.carried import Carried
from checker.municipality.situation import View
from checker.records import frozen
from checker.speech.proposal import State


@frozen
class Timing:
    """The bounds of all that is on an agenda.

    Attributes:
        runs: the readings that count towards each required reading.
    """

    agenda: Agenda
    carried: Carried
    view: View

    @cached_property
    def runs(self) -> Mapping[Key, Run]:
        return {
            item.key: run_of(item, self.agenda, self.carried, self.view)
            for item in self.agenda.of_kind("reading")
        }

    def adopted(self, item: AgendaItem) -> date | None:
        """The day of the last reading that an instrument's window speaks of, where it is known."""
        days = [run.adopted for run in self._about(item)]
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
            found.append(last_day_of(item, self.view) if meeting else self.view.effective)
        for run in self._about(item):
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
        return is_in_time(item, state, self.carried, self.view)

    def earliest(self, item: AgendaItem) -> date | None:
        """The first day that an instrument can be had on, if all before it is had at once."""
        runs, proposed = self._about(item), self.carried.proposed
        days = [run.adopted or day for run in runs for day in run.earliest(proposed)[-1:]]
        found = days if "last reading" in item.window.first else []
        if "term" in item.window.first:
            found.append(first_of_term(self.view))
        return max(found, default=None)

    def _about(self, item: AgendaItem) -> list[Run]:
        return runs_about(item, self.runs, self.agenda, self.carried)
