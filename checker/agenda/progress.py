"""How far each required instrument has come: drafts to statuses, states and dates."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from attrs import define, field, frozen

from checker.agenda import fitting
from checker.agenda.drafts import Draft, Key, Permission
from checker.agenda.requirements import Requirements, spaced
from checker.municipality.carried import Step
from checker.result import InstrumentStatus, Phrase, Ref, RequirementState
from checker.speech.instruments import KINDS, Window
from checker.speech.node import Interval
from checker.speech.proposal import State
from checker.speech.rule import Rule

_ORDER: tuple[RequirementState, ...] = ("met", "pending", "open", "failed")


@frozen
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
    until: date | None = None
    endless: bool = False


@define
class Answers:
    """The answers to all drafts of one set of requirements."""

    requirements: Requirements
    _known: dict[Key, Answer] = field(factory=dict)
    _totals: dict[Key, RequirementState] = field(factory=dict)

    def of(self, draft: Draft) -> Answer:
        """The answer to one instrument."""
        if draft.key not in self._known:
            self._known[draft.key] = self._work_out(draft)
        return self._known[draft.key]

    def total(self, draft: Draft) -> RequirementState:
        """The state of an instrument with all that it needs in turn."""
        if draft.key not in self._totals:
            states = [self.of(draft).state]
            states += [self._needed(draft, ways) for _, ways in draft.needs]
            self._totals[draft.key] = worst(states)
        return self._totals[draft.key]

    def _needed(self, draft: Draft, ways: list[list[Draft]]) -> RequirementState:
        """The state of what an instrument needs. While a dispensation is only applied for, what
        follows its grant is not late: as long as it is merely missing it is pending too."""
        state = self.best(ways)
        applied = KINDS[draft.kind].applied_for
        if state == "open" and applied and self.of(draft).state == "pending":
            missing = all(self.of(one).status == "missing" for way in ways for one in way)
            return "pending" if missing else state
        return state

    def best(self, ways: list[list[Draft]]) -> RequirementState:
        """The state of a requirement: that of its best way; a way is as good as its worst part."""
        states = [worst([self.total(one) for one in way]) for way in ways]
        return min(states, key=_ORDER.index, default="failed")

    # ------------------------------------------------------------ by kind

    def _work_out(self, draft: Draft) -> Answer:
        if draft.unavailable:
            reason = Phrase.of("r.unavailable", text=draft.unavailable)
            return Answer("not available", "failed", reason=reason)
        match KINDS[draft.kind].answered_by:
            case "dispensations":
                return self._dispensation(draft)
            case "amendments":
                states = [
                    state
                    for source, state in self.requirements.carried.amendments
                    if source == draft.source
                ]
                return self._granted(states) or Answer("missing", "open")
            case "bylaw change":
                return self._bylaw_change(draft)
            case "readings":
                return self._readings(draft)
            case "steps":
                return self._step(draft)
            case "":
                return Answer("missing", "open")

    def _dispensation(self, draft: Draft) -> Answer:
        needed = self.requirements
        fitting_on_file = [
            one for one in needed.carried.on_file if fitting.fits(one, draft, needed.view)
        ]
        on_file = [self._on_file(one.until) for one in fitting_on_file]
        carried = self._granted(needed.carried_for(draft))
        met = [one for one in on_file if one.state == "met"]
        if met:
            return met[0]
        if carried:
            return carried
        if on_file:
            return on_file[-1]
        return Answer("missing", "open", reason=self._near_miss(draft))

    def _on_file(self, until: date | None) -> Answer:
        effective = self.requirements.carried.effective
        if until is None:
            return Answer("granted", "met", endless=True)
        if until < effective:
            return Answer(
                "expired", "open", reason=Phrase.of("r.expired", until=until), until=until
            )
        return Answer("granted", "met", until=until, remarks=(Phrase.of("m.ends", until=until),))

    def _near_miss(self, draft: Draft) -> Phrase | None:
        """A dispensation that answers but for its holder."""
        needed = self.requirements
        permissions: list[Permission] = [one for one, _ in needed.carried.dispensations]
        for one in [*permissions, *needed.carried.on_file]:
            if fitting.fits_but_for_holder(one, draft, needed.view) and one.holder and draft.holder:
                other = fitting.leader_id(one.holder, draft, needed.view)
                return Phrase.of(
                    "r.other-holder",
                    holder=Ref("mayor", other or ""),
                    needed=Ref("mayor", draft.holder),
                )
        return None

    def _granted(self, states: list[State]) -> Answer | None:
        """What the latest known state of something applied for and granted says."""
        state = self._latest(states)
        if state is None:
            return None
        carried = self.requirements.carried
        day = state.day
        days = (day,) if day else ()
        match state.state:
            case "refused":
                assert day is not None
                return Answer("refused", "failed", days, Phrase.of("r.refused", day=day))
            case "granted" if day is not None and day > carried.effective:
                return self._too_late(day, carried.effective)
            case "granted" if state.until is not None and state.until < carried.effective:
                reason = Phrase.of("r.expired", until=state.until)
                return Answer("expired", "open", days, reason, until=state.until)
            case "granted" if day is not None and day <= carried.as_of:
                ends = (Phrase.of("m.ends", until=state.until),) if state.until else ()
                return Answer("granted", "met", days, until=state.until, remarks=ends)
            case "granted":
                return Answer("declared", "pending", days, until=state.until)
            case _:
                return Answer("declared", "pending")

    def _latest(self, states: list[State]) -> State | None:
        """Of several states the latest known by the proposal's day; before it, the latest."""
        as_of = self.requirements.carried.as_of
        known = [state for state in states if state.day is not None and state.day <= as_of]
        later = [state for state in states if state.day is not None and state.day > as_of]
        for dated in (known, later):
            if dated:
                return max(dated, key=lambda state: (state.day, _FINAL.index(state.state)))
        return states[-1] if states else None

    def _too_late(self, day: date, latest: date) -> Answer:
        reason = Phrase.of("r.too-late", day=day, latest=latest)
        return Answer("declared", "open", (day,), reason)

    def _bylaw_change(self, draft: Draft) -> Answer:
        needed = self.requirements
        if not needed.carried.bylaw_change_declared:
            return Answer("missing", "open")
        readings = needed.readings_of(draft)
        if readings:
            held = all(self.of(one).state == "met" for one in readings)
        else:
            carried = needed.carried.readings(None)
            held = bool(carried) and all(self._is_held(step) for step in carried)
        days = tuple(dict.fromkeys(day for one in readings for day in self.of(one).days))
        return Answer("granted", "met", days) if held else Answer("declared", "pending", days)

    def _is_held(self, step: Step) -> bool:
        carried = self.requirements.carried
        return step.day is not None and step.day <= min(carried.as_of, carried.effective)

    # ------------------------------------------------------------ readings

    def last_day(self, draft: Draft) -> date:
        """The last day a reading may be held on: before the meeting, and to take effect."""
        view = self.requirements.view
        effective = view.effective
        if not draft.before_meeting:
            return effective
        before = view.calendar.last_day_before_meeting(effective)
        return min(before, effective) if before else effective

    def _readings(self, draft: Draft) -> Answer:
        steps = self.requirements.carried.readings(draft.body)
        dated = sorted(step.day for step in steps if step.day)
        planned = len(steps) - len(dated)
        gap, wanted, last = draft.days_apart or 0, draft.count, self.last_day(draft)
        days = tuple(dated)
        in_time = [day for day in dated if day <= last]
        kept = spaced(in_time, gap)[:wanted]
        if len(kept) == wanted:
            held = all(day <= self.requirements.carried.as_of for day in kept)
            tight = self._tight(kept, draft)
            remarks = (Phrase.of("m.tight"),) if tight else ()
            if held:
                return Answer("granted", "met", days, remarks=remarks, tight=tight)
            return Answer("declared", "pending", days, remarks=remarks, tight=tight)
        if not steps:
            return Answer("missing", "open")
        late = [day for day in dated if day > last]
        broken: tuple[Rule, Phrase] | None = None
        reason = None
        if late and len(kept) + planned < wanted:
            reason = Phrase.of("r.too-late", day=late[0], latest=last)
            if (
                draft.limit_rule
                and draft.before_meeting
                and last < self.requirements.view.effective
            ):
                phrase = Phrase.of("terms.before", day=late[0], latest=last)
                broken = (draft.limit_rule, phrase)
        elif len(in_time) + planned >= wanted and len(kept) + planned < wanted:
            reason = Phrase.of("r.too-close", days=tuple(in_time), number=gap)
            if draft.gap_rule:
                phrase = Phrase.of("terms.apart", days=tuple(in_time), number=gap)
                broken = (draft.gap_rule, phrase)
        if reason:
            return Answer("declared", "open", days, reason, broken=broken)
        few = len(steps) < wanted
        reason = Phrase.of("r.too-few", held=len(steps), count=wanted) if few else None
        return Answer("declared", "pending", days, reason)

    def _tight(self, kept: list[date], draft: Draft) -> frozenset[date]:
        """The days that meet their term with nothing to spare."""
        tight = {
            later
            for day, later in pairwise(kept)
            if draft.days_apart and (later - day).days == draft.days_apart
        }
        if draft.before_meeting and kept[-1] == self.last_day(draft):
            tight.add(kept[-1])
        return frozenset(tight)

    # ------------------------------------------------------------ other steps

    def _step(self, draft: Draft) -> Answer:
        needed = self.requirements
        steps = needed.carried.of_kind(draft.kind, draft.body)
        if not steps:
            return Answer("missing", "open")
        state = self._latest([step.state for step in steps])
        assert state is not None
        if state.state == "refused":
            assert state.day is not None
            return Answer("refused", "failed", (state.day,), Phrase.of("r.refused", day=state.day))
        dated = sorted(step.day for step in steps if step.day)
        days = tuple(dated)
        window = KINDS[draft.kind].window
        assert window is not None
        fitting = [day for day in dated if self._outside(window, day) is None]
        if fitting:
            held = fitting[0] <= needed.carried.as_of
            return Answer("granted" if held else "declared", "met" if held else "pending", days)
        if len(dated) < len(steps):
            return Answer("declared", "pending", days)
        return Answer("declared", "open", days, self._outside(window, dated[0]))

    def _outside(self, window: Window, day: date) -> Phrase | None:
        """What is wrong with a day that is not within a window."""
        if window.first:
            return self._not_before_readings(day)
        if window.last == "last reading":
            return self._not_after_readings(day)
        return self._not_after_effect(day)

    def _not_after_effect(self, day: date) -> Phrase | None:
        effective = self.requirements.carried.effective
        return Phrase.of("r.too-late", day=day, latest=effective) if day > effective else None

    def _not_after_readings(self, day: date) -> Phrase | None:
        reading = self.requirements.last_reading()
        if reading is None:
            return self._not_after_effect(day)
        return Phrase.of("r.after-readings", day=day, reading=reading) if day > reading else None

    def _not_before_readings(self, day: date) -> Phrase | None:
        reading = self.requirements.last_reading()
        if reading is None or day >= reading:
            return None
        return Phrase.of("r.before-readings", day=day, reading=reading)

    # ------------------------------------------------------------ how long it must hold

    def interval(self, draft: Draft) -> tuple[date | None, date | None]:
        """For one council term: from the effective date to the end of the term that holds it."""
        if not draft.one_term:
            return None, None
        view = self.requirements.view
        term: Interval | None = view.calendar.term_of(view.effective)
        return view.effective, term.end if term else None


_FINAL = ("planned", "applied", "held", "granted", "refused")


def worst(states: list[RequirementState]) -> RequirementState:
    """The worst of several states that must all be reached."""
    return max(states, key=_ORDER.index, default="met")
