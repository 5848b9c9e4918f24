"""How far each required instrument has come: an agenda to statuses, states and days."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from itertools import pairwise

from attrs import frozen

from checker.agenda.items import (
    Agenda,
    AgendaItem,
    Key,
    Permission,
    Ways,
    adoption_day,
    fits_but_for_holder,
    granting,
    held,
    leader_id,
    spaced,
)
from checker.municipality.carried import Carried, StepInBody
from checker.municipality.situation import View
from checker.result import InstrumentStatus, Phrase, Ref, RequirementState
from checker.speech.instruments import KINDS
from checker.speech.proposal import State
from checker.speech.rule import Rule

_BEST_FIRST: tuple[RequirementState, ...] = ("met", "pending", "open", "failed")
_FINAL = ("planned", "applied", "held", "granted", "refused")


@frozen(eq=False, repr=False)
class Answer:
    """What there is for one instrument.

    Attributes:
        state: of this instrument alone.
        days: the days of the steps carried for it.
        reason: why it does not answer.
        remarks: what a reader should know though it answers.
        broken: the rule that set a term which the carried steps break, with what to say.
        tight: the days that meet their term with nothing to spare.
        endless: a dispensation answers, and no end of it is on file.
    """

    status: InstrumentStatus
    state: RequirementState
    days: tuple[date, ...] = ()
    reason: Phrase | None = None
    remarks: tuple[Phrase, ...] = ()
    broken: tuple[Rule, Phrase] | None = None
    tight: frozenset[date] = frozenset()
    endless: bool = False


@frozen(eq=False, repr=False)
class Progress:
    """How far all that is on an agenda has come.

    Attributes:
        answers: to each instrument alone.
        states: of each with all that it needs in turn.
        last_days: the last day that each may be had on, as far as it is known for certain.
        adopted: the day of the last required reading of a bylaw change, where it is known.
        proposed, effective: the proposal's days.
    """

    answers: Mapping[Key, Answer]
    states: Mapping[Key, RequirementState]
    last_days: Mapping[Key, date]
    adopted: date | None
    proposed: date
    effective: date

    def best(self, ways: Ways) -> RequirementState:
        """The state of a requirement: that of its best way."""
        return _best(ways, self.states.__getitem__)


def follow(agenda: Agenda, carried: Carried, view: View) -> Progress:
    """How far the proposal and what is on file bring each instrument of an agenda."""
    days = [adoption_day(one, agenda, carried) for one in agenda.of_kind("bylaw change")]
    adopted = max((day for day in days if day), default=None)
    following = _Following(agenda, carried, view, adopted)
    answers = {key: following.answer(item) for key, item in agenda.items.items()}
    return Progress(
        answers,
        _states(agenda, answers),
        {key: following.last_day(item) for key, item in agenda.items.items()},
        adopted,
        carried.proposed,
        carried.effective,
    )


def _states(agenda: Agenda, answers: Mapping[Key, Answer]) -> dict[Key, RequirementState]:
    states: dict[Key, RequirementState] = {}

    def state(key: Key) -> RequirementState:
        if key not in states:
            needs = [needed(key, ways) for _, ways in agenda.items[key].needs]
            states[key] = _worst([answers[key].state, *needs])
        return states[key]

    def needed(key: Key, ways: Ways) -> RequirementState:
        """While a dispensation is only applied for, what follows its grant is not late: as long as
        it is merely missing it is pending too."""
        best = _best(ways, state)
        applied = KINDS[agenda.items[key].kind].applied_for and answers[key].state == "pending"
        if best == "open" and applied:
            missing = all(answers[one].status == "missing" for way in ways for one in way)
            return "pending" if missing else best
        return best

    for key in agenda.items:
        state(key)
    return states


def _best(ways: Ways, state: Callable[[Key], RequirementState]) -> RequirementState:
    """A requirement is as good as its best way, and a way as its worst part."""
    states = [_worst(map(state, way)) for way in ways]
    return min(states, key=_BEST_FIRST.index, default="failed")


def _worst(states: Iterable[RequirementState]) -> RequirementState:
    return max(states, key=_BEST_FIRST.index, default="met")


@frozen(eq=False, repr=False)
class _Following:
    agenda: Agenda
    carried: Carried
    view: View
    adopted: date | None

    def answer(self, item: AgendaItem) -> Answer:
        if item.unavailable:
            reason = Phrase.of("r.unavailable", text=item.unavailable)
            return Answer("not available", "failed", reason=reason)
        match KINDS[item.kind].answered_by:
            case "dispensations":
                return self._dispensation(item)
            case "amendments":
                amendments = self.carried.amendments
                states = [state for source, state in amendments if source == item.source]
                return self._granted(states) or Answer("missing", "open")
            case "bylaw change":
                return self._bylaw_change(item)
            case "readings":
                return self._readings(item)
            case "steps":
                return self._step(item)
            case "":
                return Answer("missing", "open")

    # ------------------------------------------------------------ what others grant

    def _dispensation(self, item: AgendaItem) -> Answer:
        on_file = [self._on_file(one.until) for one in held(item, self.carried, self.view)]
        met = [one for one in on_file if one.state == "met"]
        granted = self._granted(granting(item, self.carried, self.view))
        if met or granted or on_file:
            return met[0] if met else granted or on_file[-1]
        return Answer("missing", "open", reason=self._near_miss(item))

    def _on_file(self, until: date | None) -> Answer:
        if until is None:
            return Answer("granted", "met", endless=True)
        if until < self.carried.effective:
            return Answer("expired", "open", reason=Phrase.of("r.expired", until=until))
        return Answer("granted", "met", remarks=(Phrase.of("m.ends", until=until),))

    def _near_miss(self, item: AgendaItem) -> Phrase | None:
        """A dispensation that answers but for its holder."""
        permissions: list[Permission] = [one for one, _ in self.carried.dispensations]
        for one in [*permissions, *self.carried.on_file]:
            if one.holder and item.holder and fits_but_for_holder(one, item, self.view):
                other = leader_id(one.holder, item, self.view)
                return Phrase.of(
                    "r.other-holder",
                    holder=Ref("mayor", other or ""),
                    needed=Ref("mayor", item.holder),
                )
        return None

    def _granted(self, states: list[State]) -> Answer | None:
        """What the latest known state of something applied for and granted says."""
        state = self._latest(states)
        if state is None:
            return None
        effective, day, until = self.carried.effective, state.day, state.until
        days = (day,) if day else ()
        if state.state == "refused":
            assert day is not None
            return Answer("refused", "failed", days, Phrase.of("r.refused", day=day))
        if state.state != "granted":
            return Answer("declared", "pending")
        if day is not None and day > effective:
            return Answer("declared", "open", days, _too_late(day, effective))
        if until is not None and until < effective:
            return Answer("expired", "open", days, Phrase.of("r.expired", until=until))
        if day is not None and day <= self.carried.as_of:
            ends = (Phrase.of("m.ends", until=until),) if until else ()
            return Answer("granted", "met", days, remarks=ends)
        return Answer("declared", "pending", days)

    def _latest(self, states: list[State]) -> State | None:
        """Of several states the latest known by the proposal's day; before it, the latest."""
        as_of = self.carried.as_of
        known = [state for state in states if state.day is not None and state.day <= as_of]
        later = [state for state in states if state.day is not None and state.day > as_of]
        for dated in (known, later):
            if dated:
                return max(dated, key=lambda state: (state.day, _FINAL.index(state.state)))
        return states[-1] if states else None

    # ------------------------------------------------------------ the bylaw and its readings

    def _bylaw_change(self, item: AgendaItem) -> Answer:
        if not self.carried.bylaw_change_declared:
            return Answer("missing", "open")
        readings = [self.answer(one) for one in self.agenda.readings_of(item)]
        if readings:
            done = all(one.state == "met" for one in readings)
        else:
            steps = self.carried.readings(None)
            done = bool(steps) and all(map(self._is_held, steps))
        days = tuple(dict.fromkeys(day for one in readings for day in one.days))
        return Answer("granted", "met", days) if done else Answer("declared", "pending", days)

    def _is_held(self, step: StepInBody) -> bool:
        last = min(self.carried.as_of, self.carried.effective)
        return step.day is not None and step.day <= last

    def last_day(self, item: AgendaItem) -> date:
        """The earliest of the days that bound an instrument's last one and are known."""
        effective = self.view.effective
        if item.before_meeting:
            before = self.view.calendar.last_day_before_meeting(effective)
            return min(before, effective) if before else effective
        return self.adopted if self.adopted and "last reading" in item.window.last else effective

    def _readings(self, item: AgendaItem) -> Answer:
        steps = self.carried.readings(item.body)
        days = tuple(sorted(step.day for step in steps if step.day))
        planned, last = len(steps) - len(days), self.last_day(item)
        in_time = [day for day in days if day <= last]
        kept = spaced(in_time, item.days_apart or 0)[: item.count]
        if len(kept) == item.count:
            tight = self._tight(kept, item)
            remarks = (Phrase.of("m.tight"),) if tight else ()
            status, state = _done(all(day <= self.carried.as_of for day in kept))
            return Answer(status, state, days, remarks=remarks, tight=tight)
        if not steps:
            return Answer("missing", "open")
        if len(kept) + planned < item.count:
            late = [day for day in days if day > last]
            if late:
                return self._too_late(item, days, late[0])
            if len(in_time) + planned >= item.count:
                return self._too_close(item, days, in_time)
        few = len(steps) < item.count
        reason = Phrase.of("r.too-few", held=len(steps), count=item.count) if few else None
        return Answer("declared", "pending", days, reason)

    def _too_late(self, item: AgendaItem, days: tuple[date, ...], late: date) -> Answer:
        last, broken = self.last_day(item), None
        if item.limit_rule and last < self.view.effective:
            broken = item.limit_rule, Phrase.of("terms.before", day=late, latest=last)
        return Answer("declared", "open", days, _too_late(late, last), broken=broken)

    def _too_close(self, item: AgendaItem, days: tuple[date, ...], near: list[date]) -> Answer:
        gap, broken = item.days_apart or 0, None
        if item.gap_rule:
            broken = item.gap_rule, Phrase.of("terms.apart", days=tuple(near), number=gap)
        reason = Phrase.of("r.too-close", days=tuple(near), number=gap)
        return Answer("declared", "open", days, reason, broken=broken)

    def _tight(self, kept: list[date], item: AgendaItem) -> frozenset[date]:
        """The days that meet their term with nothing to spare."""
        gap = item.days_apart
        tight = {later for day, later in pairwise(kept) if gap and (later - day).days == gap}
        if item.before_meeting and kept[-1] == self.last_day(item):
            tight.add(kept[-1])
        return frozenset(tight)

    # ------------------------------------------------------------ other steps

    def _step(self, item: AgendaItem) -> Answer:
        steps = self.carried.of_kind(item.kind, item.body)
        last = self._latest([step.state for step in steps])
        if last is None:
            return Answer("missing", "open")
        if last.state == "refused":
            assert last.day is not None
            return Answer("refused", "failed", (last.day,), Phrase.of("r.refused", day=last.day))
        given = [step for step in steps if step.state.state != "refused"]
        days = tuple(sorted(step.day for step in given if step.day))
        decisive = days[-1:] if KINDS[item.kind].refusable else days
        fitting = [day for day in decisive if self._outside(item, day) is None]
        if fitting:
            status, state = _done(fitting[0] <= self.carried.as_of)
            return Answer(status, state, days)
        late = self._outside(item, decisive[0]) if decisive else None
        return Answer("declared", "open" if decisive else "pending", days, late)

    def _outside(self, item: AgendaItem, day: date) -> Phrase | None:
        """What is wrong with a day that is not within the window of a step."""
        last = self.last_day(item)
        if "last reading" in item.window.first and self.adopted and day < self.adopted:
            return Phrase.of("r.before-readings", day=day, reading=self.adopted)
        if not item.window.last or day <= last:
            return None
        if "last reading" in item.window.last and self.adopted:
            return Phrase.of("r.after-readings", day=day, reading=self.adopted)
        return _too_late(day, last)


def _done(done: bool) -> tuple[InstrumentStatus, RequirementState]:
    return ("granted", "met") if done else ("declared", "pending")


def _too_late(day: date, latest: date) -> Phrase:
    return Phrase.of("r.too-late", day=day, latest=latest)
