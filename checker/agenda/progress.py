# SPDX-License-Identifier: EUPL-1.2
"""How far each required instrument has come: an agenda to statuses, states and days."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from itertools import pairwise

from checker.agenda.items import (
    Agenda,
    AgendaItem,
    Key,
    Ways,
    answering,
    granting,
    held,
    last_day_needed,
    near_miss,
)
from checker.agenda.readings import Run, spaced
from checker.agenda.spare import can_do_without
from checker.agenda.timing import Timing
from checker.municipality.carried import Carried, StepInBody
from checker.municipality.situation import View
from checker.records import evolve, frozen
from checker.result import InstrumentStatus, RequirementState
from checker.speech.instruments import KINDS
from checker.speech.proposal import State
from checker.speech.rule import Rule
from checker.speech.saying import Argument, Phrase, Ref

_BEST_FIRST: tuple[RequirementState, ...] = ("met", "pending", "open", "failed")
Days = tuple[date, ...]
_FINAL = ("planned", "applied", "held", "granted", "refused")


@frozen(eq=False, repr=False)
class Answer:
    """What there is for one instrument.

    Attributes:
        state: of this instrument alone.
        days: the days of the steps carried for it.
        by: the day of the one that answers.
        reason: why it does not answer.
        remarks: what a reader should know though it answers.
        broken: the rules that set the terms which the carried steps break, each with what to say.
        early: what to say where it was held before what it tells of.
        tight: the days that meet their term with nothing to spare.
        endless: a dispensation answers, and no end of it is on file.
        doubt: what must be told to know whether it answers: on which side of the constituting
            meeting a step lay.
    """

    status: InstrumentStatus
    state: RequirementState
    days: tuple[date, ...] = ()
    reason: Phrase | None = None
    remarks: tuple[Phrase, ...] = ()
    broken: tuple[tuple[Rule, Phrase], ...] = ()
    early: Phrase | None = None
    tight: frozenset[date] = frozenset()
    endless: bool = False
    by: date | None = None
    doubt: Phrase | None = None


@frozen(eq=False, repr=False)
class Progress:
    """How far all that is on an agenda has come.

    Attributes:
        answers: to each instrument alone.
        states: of each with all that it needs in turn.
        timing: when each may be had.
        missed: what the proposal causes, or what follows from it, and was not had by its last day,
            though that day is past, where no other way is left.
        proposed, as_of, effective: the proposal's days, and the day that is judged.
    """

    answers: Mapping[Key, Answer]
    states: Mapping[Key, RequirementState]
    timing: Timing
    missed: frozenset[Key]
    proposed: date
    as_of: date
    effective: date

    @property
    def agenda(self) -> Agenda:
        return self.timing.agenda

    def best(self, ways: Ways) -> RequirementState:
        """The state of a requirement: that of its best way."""
        return _best(ways, self.states.__getitem__)


def follow(timing: Timing) -> Progress:
    """How far the proposal and what is on file bring each instrument of an agenda."""
    agenda, carried, view = timing.agenda, timing.carried, timing.view
    following = _Following(agenda, carried, view, timing)
    answers = {key: following.answer(item) for key, item in agenda.items.items()}
    asked = agenda.caused | agenda.duties
    missed = frozenset(key for key in asked if following.is_missed(agenda.items[key], answers[key]))
    answers |= {key: evolve(answers[key], state="open", doubt=None) for key in missed}
    states = _states(agenda, answers)
    failed = frozenset(key for key in states if states[key] == "failed")
    left = missed - failed
    return Progress(
        answers=answers,
        states=states,
        timing=timing,
        missed=frozenset(k for k in left if not can_do_without(agenda, k, missed, failed)),
        proposed=carried.proposed,
        as_of=carried.as_of,
        effective=carried.effective,
    )


def _states(agenda: Agenda, answers: Mapping[Key, Answer]) -> dict[Key, RequirementState]:
    states = _States(agenda, answers)
    return {key: states[key] for key in agenda.items}


class _States(dict[Key, RequirementState]):
    """The state of each instrument with all that it needs in turn, worked out once."""

    def __init__(self, agenda: Agenda, answers: Mapping[Key, Answer]) -> None:
        super().__init__()
        self._agenda, self._answers = agenda, answers

    def __missing__(self, key: Key) -> RequirementState:
        needs = [_best(ways, self.__getitem__) for _, ways in self._agenda.items[key].needs]
        state = self[key] = _worst([self._answers[key].state, *needs])
        return state


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
    timing: Timing

    def is_missed(self, item: AgendaItem, answer: Answer) -> bool:
        """Whether the last day of an instrument, or of a reading, is past, and it was not had."""
        told = item.kind == "bylaw change" and self.agenda.readings_of(item)  # by its readings
        if told or answer.state not in ("open", "pending"):
            return False
        if item.kind == "reading":
            return self.timing.runs[item.key].is_missed
        last, had = self.timing.last(item), answer.by is not None or answer.doubt is not None
        return last is not None and last < self.carried.as_of and not had

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
                return self._granted(item, states) or Answer("missing", "open")
            case "bylaw change":
                return self._bylaw_change(item)
            case "readings":
                return self._readings(item)
            case "steps":
                return self._step(item)

    # ------------------------------------------------------------ what others grant

    def _dispensation(self, item: AgendaItem) -> Answer:
        on_file = [self._on_file(item, one.until) for one in held(item, self.carried, self.view)]
        met = [one for one in on_file if one.state == "met"]
        granted = self._granted(item, granting(item, self.carried, self.view))
        if met or granted or on_file:
            return met[0] if met else granted or on_file[-1]
        return Answer("missing", "open", reason=near_miss(item, self.carried, self.view))

    def _on_file(self, item: AgendaItem, until: date | None) -> Answer:
        if until is None:
            return Answer("granted", "met", endless=True)
        if short := self._short(item, until):
            return Answer("expired", "open", reason=short)
        return Answer("granted", "met", remarks=(Phrase.of("m.ends", until=until),))

    def _short(self, item: AgendaItem, until: date) -> Phrase | None:
        """What to say of a dispensation that ends before the day of effect, or before the end of
        what it is needed for."""
        last = last_day_needed(item, self.carried, self.view, self.agenda.caused)
        if until < self.carried.effective:
            return Phrase.of("r.ended" if until < self.carried.as_of else "r.expired", until=until)
        return Phrase.of("r.short", until=until, last=last) if last and until < last else None

    def _granted(self, item: AgendaItem, states: list[State]) -> Answer | None:
        """What the latest known state of something applied for and granted says."""
        state = self._latest(states)
        if state is None:
            return None
        day, until = state.day, state.until
        days = (day,) if day else ()
        if state.state == "refused":
            assert day is not None
            return Answer("refused", "failed", days, Phrase.of("r.refused", day=day))
        if state.state != "granted":
            return Answer("declared", "pending")
        if day is not None and (wrong := self._outside(item, state)):
            return Answer("declared", "open", days, wrong)
        if self.timing.in_time(item, state) is None:
            return _doubtful(days, day)
        if until is not None and (short := self._short(item, until)):
            return Answer("expired", "open", days, short)
        if day is not None and day <= self.carried.as_of:
            ends = (Phrase.of("m.ends", until=until),) if until else ()
            return Answer("granted", "met", days, remarks=ends)
        return Answer("declared", "pending", days, by=day)

    def _latest(self, states: list[State]) -> State | None:
        """Of several states the latest known by the proposal's day, or what is announced after a
        refusal; before it, the latest."""
        dated = [state for state in states if state.day]
        ordered = sorted(dated, key=lambda one: (one.moment, _FINAL.index(one.state)))
        known = [one for one in ordered if one.day and one.day <= self.carried.as_of]
        if known and known[-1].state == "refused":
            known += [one for one in ordered[len(known) :] if one.state != "refused"]
        return next((one[-1] for one in (known, ordered, states) if one), None)

    # ------------------------------------------------------------ the bylaw and its readings

    def _bylaw_change(self, item: AgendaItem) -> Answer:
        if not self.carried.changes_bylaw(item.source):
            return Answer("missing", "open")
        readings = [self.answer(one) for one in self.agenda.readings_of(item)]
        if readings:
            done = all(one.state == "met" for one in readings)
        else:
            steps = self.carried.readings(self.carried.council)
            done = bool(steps) and all(map(self._is_held, steps))
        days = tuple(dict.fromkeys(day for one in readings for day in one.days))
        return Answer("granted", "met", days) if done else Answer("declared", "pending", days)

    def _is_held(self, step: StepInBody) -> bool:
        last = min(self.carried.as_of, self.carried.effective)
        return step.day is not None and step.day <= last

    def _readings(self, item: AgendaItem) -> Answer:
        run, carried = self.timing.runs[item.key], self.carried.readings(item.body)
        days, number = run.days, len(run.days) + run.planned
        if run.kept:
            tight = self._tight(item, run)
            remarks = (Phrase.of("m.tight"),) if tight else ()
            status, state = _done(all(day <= self.carried.as_of for day in days))
            return Answer(status, state, days, remarks=remarks, tight=tight)
        if not carried:
            return Answer("missing", "open")
        if run.blocker:
            return self._blocked(run)
        possible = [day for day in days if day not in run.late]
        sure = [day for day in possible if day not in run.doubtful]
        fewest = item.count - run.planned
        if len(spaced(possible, run.gap)) < fewest:
            late = [day for day in days if day in run.late]
            tried = (each for each in (possible, days) if len(each) >= fewest)
            close = next((each for each in tried if len(spaced(each, run.gap)) < fewest), ())
            if late or close:
                return self._unfit(item, days, late, close, run.last)
        if len(spaced(sure, run.gap)) < fewest and len(sure) < len(possible):
            return _doubtful(days, possible[-1])
        if hindering := run.hindering:
            return self._unfit(item, days, hindering[:1], (), hindering[1])
        tail = "" if all(map(self._is_held, carried)) else "-planned"
        few = Phrase.of(f"r.too-few{tail}", held=number, count=item.count)
        return Answer("declared", "pending", days, few if number < item.count else None)

    def _blocked(self, run: Run) -> Answer:
        """Readings of which too few come after what was due before them: they do not count."""
        assert run.blocker is not None
        step = self.agenda.items[run.blocker]
        days, due = run.idle or run.days, Ref("instrument", step.id)
        rule = step.due_rule if run.idle else None
        broken = ((rule, Phrase.of("terms.after", days=days, step=due)),) if rule else ()
        reason = Phrase.of("r.not-counting", days=days, step=due)
        return Answer("declared", "open", run.days, reason, broken=broken)

    def _unfit(
        self, item: AgendaItem, days: Days, late: Sequence[date], close: Sequence[date], last: date
    ) -> Answer:
        """Readings of which some come after their last day, or too few are far enough apart."""
        effective = self.view.effective
        reasons, broken = list[Phrase](), list[tuple[Rule, Phrase]]()
        for day in late[:1]:
            reasons.append(_too_late(day, last))
            if item.due_rule and (last < effective or day <= effective):
                key = "terms.before" if day > last else "terms.after-meeting"
                broken.append((item.due_rule, Phrase.of(key, day=day, latest=last)))
        if close:
            between = item.days_between
            tail, number = ("", item.gap or 0) if between is None else ("-between", between)
            of: dict[str, Argument] = {"days": tuple(close), "number": number}
            reasons.append(Phrase.of(f"r.too-close{tail}" if item.gap else "r.one-day", **of))
            if item.gap_rule:
                broken.append((item.gap_rule, Phrase.of(f"terms.apart{tail}", **of)))
        return Answer("declared", "open", days, reasons[0], broken=tuple(broken))

    def _tight(self, item: AgendaItem, run: Run) -> frozenset[date]:
        """The days that meet their term with nothing to spare."""
        near = pairwise(run.days)
        tight = {later for day, later in near if (later - day).days == item.gap}
        if item.before_meeting and run.adopted == run.last:
            tight.add(run.last)
        return frozenset(tight)

    # ------------------------------------------------------------ other steps

    def _step(self, item: AgendaItem) -> Answer:
        steps = answering(item, self.agenda.items.values(), self.carried, self.view)
        last = self._latest([step.state for step in steps])
        if last is None:
            return Answer("missing", "open", reason=self.timing.why_too_early(item))
        if last.state == "refused":
            assert last.day is not None
            return Answer("refused", "failed", (last.day,), Phrase.of("r.refused", day=last.day))
        given = [step for step in steps if step.state.state not in ("applied", "refused")]
        dated = [(step.day, step.state) for step in given if step.day]
        days = tuple(sorted(day for day, _ in dated))
        decisive = days[-1:] if KINDS[item.kind].refusable else days
        states = [state for day, state in dated if day in decisive]
        possible = [one for one in states if self._outside(item, one) is None]
        sure = [one for one in possible if self.timing.in_time(item, one)]
        if fitting := [one.day for one in sure if one.day]:
            by = next((day for day in fitting if not self._early(item, [day])), fitting[0])
            early = self._early(item, fitting)
            status, state = _done(by <= self.carried.as_of)
            status = "declared" if early else status  # it is done again
            named = [one.matter for one in given if one.matter and item.matter is None]
            told = tuple(Phrase.of("m.matter", matter=matter) for matter in dict.fromkeys(named))
            return Answer(status, state, days, remarks=told, early=early, by=by)
        if possible:
            return _doubtful(days, possible[0].day)
        late = self._outside(item, states[0]) if states else None
        return Answer("declared", "open" if decisive else "pending", days, late)

    def _outside(self, item: AgendaItem, state: State) -> Phrase | None:
        """What is wrong with a day that is not within the window of a step."""
        day = state.day
        assert day is not None
        first, last = self.timing.earliest(item), self.timing.last(item)
        adopted = self.timing.adopted(item)
        if first and day < first and not KINDS[item.kind].follows:
            if first == adopted:
                return Phrase.of("r.before-readings", day=day, reading=first)
            return Phrase.of("r.too-early", day=day, earliest=first)
        if last is None or self.timing.in_time(item, state) is not False:
            return None
        if adopted and last == adopted and "last reading" in item.window.last:
            return Phrase.of("r.after-readings", day=day, reading=adopted)
        return _too_late(day, last)

    def _early(self, item: AgendaItem, days: list[date]) -> Phrase | None:
        """What is to be said of something that was told before it was adopted."""
        earliest = self.timing.earliest(item)
        if not KINDS[item.kind].follows or earliest is None or days[-1] >= earliest:
            return None
        step, adopted = Ref("instrument", item.id), self.timing.adopted(item)
        if adopted:
            return Phrase.of("terms.early", step=step, day=days[-1], reading=adopted)
        return Phrase.of("terms.early", step=step, day=days[-1], earliest=earliest)


def _done(done: bool) -> tuple[InstrumentStatus, RequirementState]:
    return ("granted", "met") if done else ("declared", "pending")


def _doubtful(days: tuple[date, ...], day: date | None) -> Answer:
    """What there is for an instrument that hangs on which side of the constituting meeting a step
    lay."""
    assert day is not None
    question = Phrase.of("q.order", day=day.isoformat())
    return Answer("declared", "pending", days, Phrase.of("r.order", day=day), doubt=question)


def _too_late(day: date, latest: date) -> Phrase:
    if day <= latest:
        return Phrase.of("r.after-meeting", day=day)
    return Phrase.of("r.too-late", day=day, latest=latest)
