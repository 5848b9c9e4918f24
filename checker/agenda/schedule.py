# SPDX-License-Identifier: EUPL-1.2
"""The timetable: an agenda and its progress to steps with the earliest and latest day of each."""

from __future__ import annotations

from collections.abc import Container
from datetime import date

from checker.agenda.items import AgendaItem, granting
from checker.agenda.progress import Answer, Progress
from checker.records import evolve
from checker.result import ScheduledStep
from checker.speech.due import UNDATED
from checker.speech.instruments import KINDS
from checker.speech.proposal import Side
from checker.speech.rule import Rule


def plan(progress: Progress, live: Container[str]) -> tuple[ScheduledStep, ...]:
    """One step an instrument, and one for each reading, in the order they are best taken.

    Args:
        live: ids of the instruments that are needed.
    """
    steps: list[ScheduledStep] = []
    for item in progress.agenda.items.values():
        if item.id not in live or item.unavailable or _stands_for_others(item, progress):
            continue
        rows = _readings(item, progress) if item.kind == "reading" else [_step(item, progress)]
        steps += [_past(row, item, progress) for row in rows]
    return tuple(sorted(steps, key=_order))


def _stands_for_others(item: AgendaItem, progress: Progress) -> bool:
    """Whether it has no days of its own: its readings have, or nothing is said of when."""
    if item.kind == "bylaw change":
        return item.key not in progress.missed
    own = KINDS[item.kind].answered_by == "steps" and progress.answers[item.key].days
    return item.window == UNDATED and not own


def _order(step: ScheduledStep) -> tuple[date, date, str, int, str]:
    day = step.day or step.latest or step.earliest or date.max
    if step.latest is None and step.day is None:
        day = date.max
    return day, step.earliest or date.min, step.step, step.number or 0, step.requires


def _readings(item: AgendaItem, progress: Progress) -> list[ScheduledStep]:
    """The last reading as late as its term allows, each earlier one by the least gap before; and
    those carried that do not count."""
    run, answer = progress.timing.runs[item.key], progress.answers[item.key]
    rule = (item.due_rule if item.before_meeting else None) or item.gap_rule
    rule = rule or next(iter(item.rules), None)
    steps = []
    earliest = run.earliest(progress.proposed)
    for number, (first, day) in enumerate(zip(earliest, run.placed, strict=True), 1):
        safe = run.safe_day(number)
        met = run.keeps(number)
        latest = run.last_day(number)
        if day and met:
            latest = max(safe, day)
        steps.append(
            ScheduledStep(
                step=item.kind,
                number=number,
                body=item.body,
                requires=item.id,
                day=day,
                earliest=first if first <= latest else None,
                latest=latest,
                rule=_id(rule),
                met=_unless_unplaced(met, item, day, progress),
                tight=day is not None and (day in answer.tight or day == safe),
                order=_order_told(item, day, progress),
            )
        )
    blocker = progress.agenda.items[run.blocker] if run.blocker else item
    return steps + [_idle(day, item, blocker.due_rule) for day in run.idle]


def _unless_unplaced(
    met: bool | None, item: AgendaItem, day: date | None, progress: Progress
) -> bool | None:
    """Whether a step kept its days; None where it is due before a meeting that no file tells of."""
    unplaced = met and day and progress.timing.unplaced(item, [day])
    return None if unplaced else met


def _idle(day: date, item: AgendaItem, rule: Rule | None) -> ScheduledStep:
    """A reading that does not count; ``rule``: the one that says what was due before it."""
    return ScheduledStep(
        step=item.kind, body=item.body, requires=item.id, day=day, rule=_id(rule), met=False
    )


def _step(item: AgendaItem, progress: Progress) -> ScheduledStep:
    """The row of any other instrument."""
    answer: Answer = progress.answers[item.key]
    earliest, latest = progress.timing.earliest(item), progress.timing.last(item)
    day = answer.by or (answer.days[-1] if answer.days else None)
    met = answer.state not in ("open", "failed") and not answer.early
    if day and latest and met and not answer.doubt:  # it lay before the meeting, as is said
        latest = max(latest, day)
    return ScheduledStep(
        step=item.kind,
        body=item.authority or item.body,
        requires=item.id,
        day=day,
        earliest=None if earliest and latest and earliest > latest else earliest,
        latest=latest,
        rule=_id(next(iter(item.rules), None)),
        met=_unless_unplaced(met, item, day, progress) if day and not answer.doubt else None,
        order=_order_told(item, day, progress),
    )


def _order_told(item: AgendaItem, day: date | None, progress: Progress) -> Side | None:
    """The side of the constituting meeting on which the proposal says a step lay."""
    timing = progress.timing
    states = [step.state for step in timing.carried.of_kind(item.kind, item.body)]
    states += granting(item, timing.carried, timing.view)
    told = sorted((one for one in states if one.day == day), key=lambda one: one.moment)
    return next((one.order for one in told if day and one.order), None)


def _past(step: ScheduledStep, item: AgendaItem, progress: Progress) -> ScheduledStep:
    """A row that tells whether its last day is past: of what was not held, and of what was held,
    but too late or in no way that counts."""
    last = step.latest or progress.as_of
    past = item.key in progress.missed and last < progress.as_of
    past = past and (step.day is None or step.met is False)
    held = step.day is not None and step.day <= progress.as_of
    return evolve(step, missed=past and not held, late=past and held)


def _id(rule: Rule | None) -> str | None:
    return rule.id.text if rule else None
