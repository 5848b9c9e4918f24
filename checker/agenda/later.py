# SPDX-License-Identifier: EUPL-1.2
"""Whether a day of effect leaves time for what is missing, from the day that is judged."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from checker.agenda.items import AgendaItem, Key
from checker.agenda.progress import Progress
from checker.days import days_later
from checker.result import Ways
from checker.speech.instruments import KINDS

_OPEN = ("open", "pending")


Late = dict[str, tuple[date, date]]


def too_late(progress: Progress) -> Late:
    """What a day of effect leaves too little time for: id to the first day that it can be had on
    and its last day.

    What others decide, a ministry or the legislature, is left out until its last day is past:
    nobody can date it.
    """
    chosen = {*progress.agenda.chosen_items}
    items = [one for one in _outstanding(progress) if one.key in chosen]
    return {one.id: days for one in items if (days := _too_late(one, progress)) is not None}


def next_day_of_effect(late: Late, before: Late, effective: date) -> date | None:
    """A later day of effect that may leave time; None where putting it off brought something no
    nearer than it was ``before``."""
    lacking, lacked = (
        {id: last - first for id, (first, last) in x.items()} for x in (late, before)
    )
    if lacking.items() & lacked.items():
        return None
    return max([*(first for first, _ in late.values()), days_later(effective, 1)])


def _too_late(item: AgendaItem, progress: Progress) -> tuple[date, date] | None:
    """The first day that an instrument can be had on and its last, where that is too late."""
    answer, timing, as_of = progress.answers[item.key], progress.timing, progress.as_of
    if answer.by or answer.doubt:
        return None
    if _is_others(item, progress):
        last = timing.last(item)
        return (as_of, last) if last and last < as_of else None
    if item.kind == "reading":
        run = timing.runs[item.key]
        if run.kept:
            return None
        day = max([run.earliest(as_of)[-1], *run.late.intersection(run.days)])
        if anew := [at for at in run.lacking if run.placed[at - 1] not in run.late]:
            day = max(day, days_later(as_of, (len(anew) - 1) * run.gap))
        return (day, run.last) if day > run.last else None
    last = timing.last(item)
    first = max(as_of, timing.earliest(item) or as_of)
    return (first, last) if last is not None and first > last else None


def left_to_others(progress: Progress, order: Sequence[str]) -> tuple[Ways, ...]:
    """What is outstanding and lies with others than the municipality, by its ids and in their
    order: of a choice only where each way hangs on them, as one of them."""
    agenda, found, seen = progress.agenda, dict[Ways, None](), set[Key]()
    outside = {one.key for one in _outstanding(progress) if _is_others(one, progress)}
    failed = {key for key, answer in progress.answers.items() if answer.state == "failed"}
    every: list[tuple[tuple[Key, ...], ...]] = [(tuple(agenda.root),), *agenda.ways.values()]
    waiting = every[::-1]
    while waiting:
        open_ = [way for way in waiting.pop() if failed.isdisjoint(way)]
        chosen = agenda.chosen(tuple(open_)) or open_
        theirs = [tuple(agenda.items[key].id for key in way if key in outside) for way in chosen]
        if len(chosen) != 1:
            found.update({tuple(theirs): None} if theirs and all(theirs) else {})
            continue
        found.update({((id,),): None for id in theirs[0]})
        anew = {*chosen[0]} - seen
        seen |= anew
        waiting += [deeper for key in anew for deeper in agenda.items[key].asked]
    alone = {ways[0] for ways in found if len(ways) == 1}
    left = [ways for ways in found if len(ways) == 1 or not alone.intersection(ways)]
    return tuple(sorted(left, key=lambda ways: order.index(ways[0][0])))


def _outstanding(progress: Progress) -> list[AgendaItem]:
    """What the proposal needs and has not got yet."""
    agenda = progress.agenda
    keys = agenda.caused - agenda.duties
    return [agenda.items[key] for key in keys if progress.answers[key].state in _OPEN]


def _is_others(item: AgendaItem, progress: Progress) -> bool:
    """Whether it lies with others than the municipality."""
    body = item.authority or item.body
    outside = body is not None and body not in progress.timing.view.kinds
    return KINDS[item.kind].is_for_others(outside)
