# SPDX-License-Identifier: EUPL-1.2
"""What of a proposal is past its last day, how far its readings have come, and from when it can
still take effect."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from checker.report.findings import all_ways
from checker.report.ways import is_past, takes
from checker.report.wording import Wording
from checker.result import Finding, Result, Ways
from checker.speech.saying import Ref


def past_steps(result: Result, new: Iterable[Finding], wording: Wording) -> str:
    """What the proposal needs and was to be had by a day that is past, by that day; of a choice
    that is past on every way, the ways together."""
    called, had = wording.instruments, readings_so_far(result, wording)
    days = _last_days(result)

    def dated(names: Sequence[str], day: date | None) -> str:
        step, so_far = wording.join(names), had.get(names[0])
        return wording.words("missed.step", step=step, had=so_far, day=day) if day else step

    found: dict[str, set[date]] = {}
    for id, ways, day in _past_rows(result, new, wording, days):
        name = called[id]
        if ways:
            ids = [id for way in ways for id in way]
            each = called if day else {id: dated([called[id]], days.get(id)) for id in ids}
            name = wording.words("missed.choice", ways=all_ways(ways, wording, each, "and"))
        found.setdefault(name, set()).update([day] if day else [])
    together: dict[tuple[date | None, str | None], list[str]] = {}
    for name, last in found.items():
        together.setdefault((min(last, default=None), had.get(name)), []).append(name)
    steps = [dated(names, day) for (day, _), names in together.items()]
    if 1 < len(steps) < len(found):
        return wording.words("join.listed", list="; ".join(steps[:-1]), last=steps[-1])
    return wording.join(steps)


def _last_days(result: Result) -> dict[str, date]:
    """The days that are past, by what was to be had by them."""
    rows = [one for one in reversed(result.schedule) if one.missed or one.late]
    return {one.requires: one.latest for one in rows if one.latest}


def _past_rows(
    result: Result, new: Iterable[Finding], wording: Wording, days: Mapping[str, date]
) -> Iterator[tuple[str, Ways, date | None]]:
    """What is past, with the ways of a choice that is past with it, and the day, where it is one
    on all of them."""
    lost = {id: ways for ways in _lost_choices(result, new, wording) for way in ways for id in way}
    for id in result.past:
        ways = lost.get(id, ())
        alike = len({days.get(one) for way in ways for one in way}) < 2
        yield id, ways, days.get(id) if alike else None


def what_is_left(
    result: Result, new: list[Finding], wording: Wording, form: str = "summary"
) -> list[str]:
    """Which choices leave no way any more, and from when a proposal can still take effect of which
    a last day is past."""
    past = [ways for ways in takes(result, new) if is_past(ways, result)]
    told = _lost_choices(result, new, wording)
    past = [] if result.verdict == "forbidden" else [ways for ways in past if ways not in told]
    said = [
        wording.sentence("summary.no-way", ways=all_ways(ways, wording, wording.definite))
        for ways in past
    ]
    if result.earliest_effective is None:
        return said
    left_out = tuple(all_ways(ways, wording) for ways in result.others)
    known, outside = result.by_id, {id for ways in result.others for way in ways for id in way}
    more = [one.id for one in result.then_required if one.id not in known and one.id not in outside]
    then = tuple(Ref("instrument", id) for id in more)
    held_anew = any(one.id in known for one in result.then_required)
    key = f"{form}.earliest{'-anew' if held_anew else ''}"
    day = result.earliest_effective
    if day == result.proposal.effective and not (left_out or then):
        return said  # it is the day proposed
    return [*said, wording.sentence(key, day=day, others=left_out, then=then)]


def _lost_choices(result: Result, new: Iterable[Finding], wording: Wording) -> list[Ways]:
    """The choices of which every step on every way is past itself, but for those with a step that
    reads like another that is past."""
    named = wording.instruments
    lost = []
    for ways in takes(result, new):
        own = {id for way in ways for id in way}
        others = {named[id] for id in result.past if id not in own}
        if (
            is_past(ways, result)
            and {*result.past} >= own
            and others.isdisjoint(map(named.get, own))
        ):
            lost.append(ways)
    return lost


def so_far(names: Iterable[str], result: Result, wording: Wording) -> list[str]:
    """Names of what is taken; of readings that are not all as far, with how far each is."""
    had = readings_so_far(result, wording)
    return [wording.words("way.so-far", way=name, had=had.get(name)) for name in names]


def readings_so_far(result: Result, wording: Wording) -> dict[str, str]:
    """What readings are called, with which of them were held, are planned and are still to come,
    where that is not the same of all."""
    found, today = dict[str, str](), result.proposal.as_of
    for one in (one for one in result.instruments if one.kind == "reading"):
        rows = [row for row in result.schedule if row.requires == one.id and row.number]
        said = {
            row.number: "planned" if row.day and row.day > today else "held" if row.day else "left"
            for row in rows
        }
        kept = all(row.met is not False for row in rows if row.day)
        if kept and len({*said.values()}) > 1:
            found[wording.instruments[one.id]] = wording.join(
                [
                    wording.words(f"had.{said[row.number]}", number=row.number, day=row.day)
                    for row in sorted(rows, key=lambda row: row.number or 0)
                ]
            )
    return found
