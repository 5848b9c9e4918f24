"""The timetable: instruments to steps with the earliest and the latest day of each."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from checker.agenda.drafts import Draft
from checker.agenda.progress import Answer, Answers
from checker.result import ScheduledStep
from checker.speech.instruments import KINDS, Window


def plan(drafts: Iterable[Draft], answers: Answers) -> list[ScheduledStep]:
    """One step an instrument, and one for each reading, in the order they are best taken."""
    steps: list[ScheduledStep] = []
    for draft in drafts:
        window = KINDS[draft.kind].window
        if draft.unavailable or window is None:
            continue
        if draft.kind == "reading":
            steps += _readings(draft, answers)
        else:
            steps.append(_other(draft, window, answers))
    return sorted(steps, key=_order)


def _order(step: ScheduledStep) -> tuple[date, date, str, int, str]:
    day = step.day or step.latest or step.earliest or date.max
    if step.latest is None and step.day is None:
        day = date.max
    return day, step.earliest or date.min, step.step, step.number or 0, step.requires


def _readings(draft: Draft, answers: Answers) -> list[ScheduledStep]:
    """The last reading as late as its term allows, each earlier one by the least gap before."""
    answer = answers.of(draft)
    gap = draft.days_apart or 0
    last = answers.last_day(draft)
    earliest: date | None = answers.requirements.carried.proposed
    steps = []
    for number in range(1, draft.count + 1):
        day = answer.days[number - 1] if number <= len(answer.days) else None
        latest = last - timedelta(days=(draft.count - number) * gap)
        rule = draft.limit_rule if draft.before_meeting else draft.gap_rule
        rule = rule or next(iter(draft.rules), None)
        steps.append(
            ScheduledStep(
                "reading",
                number,
                draft.body,
                draft.id,
                day,
                earliest,
                latest,
                rule.id.text if rule else None,
                _reading_met(day, answer, last, gap, number),
                day is not None and (day in answer.tight or day == latest),
            )
        )
        earliest = (day or earliest) + timedelta(days=gap) if earliest else None
    return steps


def _reading_met(
    day: date | None, answer: Answer, last: date, gap: int, number: int
) -> bool | None:
    """Whether a reading keeps its terms; None where its day is not known."""
    if day is None:
        return None
    if day > last:
        return False
    before = answer.days[number - 2] if number > 1 else None
    return before is None or (day - before).days >= gap


def _other(draft: Draft, window: Window, answers: Answers) -> ScheduledStep:
    needed = answers.requirements
    answer = answers.of(draft)
    earliest = _adoption(answers) if window.first else None
    latest: date | None = needed.carried.effective if window.last else None
    if window.last == "last reading":
        latest = needed.last_reading() or _last_reading_latest(answers)
    day = answer.days[-1] if answer.days else None
    met: bool | None = None
    if day is not None:
        met = answer.state not in ("open", "failed")
    rule = next(iter(draft.rules), None)
    return ScheduledStep(
        draft.kind,
        None,
        draft.authority or draft.body,
        draft.id,
        day,
        earliest,
        latest,
        rule.id.text if rule else None,
        met,
        tight=False,
    )


def _reading_drafts(answers: Answers) -> list[Draft]:
    return [draft for draft in answers.requirements.drafts.values() if draft.kind == "reading"]


def _adoption(answers: Answers) -> date | None:
    """The day of the last reading, or the earliest day it can be held on."""
    known = answers.requirements.last_reading()
    if known:
        return known
    days = [_readings(draft, answers)[-1].earliest for draft in _reading_drafts(answers)]
    return max((day for day in days if day), default=None)


def _last_reading_latest(answers: Answers) -> date | None:
    days = [answers.last_day(draft) for draft in _reading_drafts(answers)]
    return min(days, default=answers.requirements.carried.effective)
