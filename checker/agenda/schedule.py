"""The timetable: an agenda and its progress to steps with the earliest and latest day of each."""

from __future__ import annotations

from collections.abc import Container
from datetime import date, timedelta

from checker.agenda.items import Agenda, AgendaItem
from checker.agenda.progress import Answer, Progress
from checker.result import ScheduledStep
from checker.speech.instruments import UNDATED


def plan(agenda: Agenda, progress: Progress, idle: Container[str]) -> tuple[ScheduledStep, ...]:
    """One step an instrument, and one for each reading, in the order they are best taken.

    Args:
        idle: ids of the instruments that are not needed.
    """
    readings = agenda.of_kind("reading")
    held = {item.key: _readings(item, progress) for item in readings}
    last_days = [progress.last_days[item.key] for item in readings]
    adopted = progress.adopted or min(last_days, default=progress.effective)
    from_day = progress.adopted or max(
        (rows[-1].earliest for rows in held.values() if rows[-1].earliest), default=None
    )
    steps: list[ScheduledStep] = []
    for key, item in agenda.items.items():
        if item.id in idle or item.unavailable or item.window == UNDATED:
            continue
        steps += held.get(key) or [_step(item, progress, from_day, adopted)]
    return tuple(sorted(steps, key=_order))


def _order(step: ScheduledStep) -> tuple[date, date, str, int, str]:
    day = step.day or step.latest or step.earliest or date.max
    if step.latest is None and step.day is None:
        day = date.max
    return day, step.earliest or date.min, step.step, step.number or 0, step.requires


def _readings(item: AgendaItem, progress: Progress) -> list[ScheduledStep]:
    """The last reading as late as its term allows, each earlier one by the least gap before."""
    answer, last = progress.answers[item.key], progress.last_days[item.key]
    gap = timedelta(days=item.days_apart or 0)
    rule = item.limit_rule if item.before_meeting else item.gap_rule
    rule = rule or next(iter(item.rules), None)
    earliest = progress.proposed
    steps = []
    for number in range(1, item.count + 1):
        day = answer.days[number - 1] if number <= len(answer.days) else None
        latest = last - (item.count - number) * gap
        steps.append(
            ScheduledStep(
                step=item.kind,
                number=number,
                body=item.body,
                requires=item.id,
                day=day,
                earliest=earliest,
                latest=latest,
                rule=rule.id.text if rule else None,
                met=_reading_met(day, answer, last, gap, number),
                tight=day is not None and (day in answer.tight or day == latest),
            )
        )
        earliest = (day or earliest) + gap
    return steps


def _reading_met(
    day: date | None, answer: Answer, last: date, gap: timedelta, number: int
) -> bool | None:
    """Whether a reading keeps its terms; None where its day is not known."""
    if day is None or day > last:
        return None if day is None else False
    return number == 1 or day - answer.days[number - 2] >= gap


def _step(
    item: AgendaItem, progress: Progress, from_day: date | None, adopted: date
) -> ScheduledStep:
    """The row of any other instrument.

    Args:
        from_day: the day of the last reading, or the earliest that it can be held on.
        adopted: the day of the last reading, or the latest.
    """
    answer = progress.answers[item.key]
    latest = adopted if "last reading" in item.window.last else progress.effective
    rule = next(iter(item.rules), None)
    return ScheduledStep(
        step=item.kind,
        number=None,
        body=item.authority or item.body,
        requires=item.id,
        day=answer.days[-1] if answer.days else None,
        earliest=from_day if item.window.first else None,
        latest=latest if item.window.last else None,
        rule=rule.id.text if rule else None,
        met=answer.state not in ("open", "failed") if answer.days else None,
        tight=False,
    )
