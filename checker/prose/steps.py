"""What must be done next, by whom, by when."""

from __future__ import annotations

from datetime import date
from typing import Any

from checker.prose.findings import asked, open_questions, open_ways
from checker.prose.wording import Wording
from checker.result import Finding, Ref, RequiredInstrument, Result, ScheduledStep

Json = dict[str, Any]

_ORDER = (
    "bylaw change",
    "consultation",
    "law amendment",
    "dispensation",
    "reading",
    "approval",
    "decision",
    "reconstitution",
    "notification",
    "publication",
)
_WANTED = ("missing", "declared", "expired")


def next_steps(result: Result, wording: Wording) -> list[Json]:
    """What must be done, in the order it is best done: words, who acts, the last day."""
    new = [finding for finding in result.findings if finding.status == "new"]
    steps = [
        _step(wording.words("do.answer", question=question), wording)
        for question in asked(open_questions(new), wording, cut=True)
    ]
    hopeless = dict.fromkeys(each.subject for each in new if each.requirement == "failed")
    steps += [
        _step(wording.words("do.reconsider", subject=subject), wording) for subject in hopeless
    ]
    steps += _instrument_steps(result, new, wording)
    return steps or [_step(wording.words("do.nothing"), wording)]


def _instrument_steps(result: Result, new: list[Finding], wording: Wording) -> list[Json]:
    by_id = {instrument.id: instrument for instrument in result.instruments}
    wanted = [each for each in result.instruments if _is_to_be_done(each, result)]
    wanted.sort(key=lambda each: (each.for_existing, _ORDER.index(each.kind)))
    choices = _choices(new, by_id)
    steps: list[Json] = []
    done: set[str] = set()
    for instrument in wanted:
        if instrument.id in done:
            continue
        group = choices.get(instrument.id, (instrument.id,))
        done.update(group)
        made = [step for id in group for step in _steps_of(by_id[id], result, wording)]
        steps += _one_of(group, made, wording) if len(group) > 1 else made
    return steps


def _is_to_be_done(instrument: RequiredInstrument, result: Result) -> bool:
    """Whether it is a step of its own. A change of the bylaw that is put forward is adopted by
    its readings, and what is forbidden is not furthered by any step."""
    if instrument.kind == "bylaw change" and instrument.status == "declared":
        return not any(each.kind == "reading" for each in result.instruments)
    if result.verdict == "forbidden" and not instrument.for_existing:
        return False
    return instrument.status in _WANTED


def _choices(
    new: list[Finding], by_id: dict[str, RequiredInstrument]
) -> dict[str, tuple[str, ...]]:
    """Instrument id to all those of which one is enough."""
    choices: dict[str, tuple[str, ...]] = {}
    for finding in new:
        ways = open_ways(finding, by_id)
        if finding.requirement == "open" and len(ways) > 1:
            group = tuple(dict.fromkeys(id for way in ways for id in way if id in by_id))
            for id in group:
                choices.setdefault(id, group)
    return choices


def _one_of(group: tuple[str, ...], made: list[Json], wording: Wording) -> list[Json]:
    lettered = zip("abcdefgh", made, strict=False)
    ways = "; ".join(
        wording.words("do.choice", letter=letter, step=_lower(step["words"]).rstrip("."))
        for letter, step in lettered
    )
    step = _step(wording.words("do.one-of", ways=ways), wording)
    intro = wording.words("do.one-of", ways="\0").partition("\0")[0].strip()
    choices = {"instruments": list(group), "by": max(_days(made), default=None)}
    return [step | choices | {"intro": intro, "choices": [each["words"] for each in made]}]


def _days(steps: list[Json]) -> list[str]:
    return [step["by"] for step in steps if step["by"]]


def _steps_of(instrument: RequiredInstrument, result: Result, wording: Wording) -> list[Json]:
    rows = [row for row in result.schedule if row.requires == instrument.id]
    if instrument.kind == "reading" and any(row.number for row in rows):
        return [
            _do(instrument, row, result, wording, number=row.number)
            for row in rows
            if row.met is not True
        ]
    return [_do(instrument, rows[0] if rows else None, result, wording)]


def _do(
    instrument: RequiredInstrument,
    row: ScheduledStep | None,
    result: Result,
    wording: Wording,
    number: int | None = None,
) -> Json:
    day = result.proposal.effective
    body = instrument.authority or (row.body if row else None)
    words = wording.words(
        _key(instrument, result, number),
        name=wording.instruments[instrument.id],
        authority=Ref("authority", body) if body else None,
        body=Ref("body", body) if body else None,
        source=instrument.source,
        day=day,
        number=number,
        when=_window(row, result.proposal.as_of, wording) if row else None,
    )
    if instrument.for_existing:
        words = wording.words("do.anyway", step=_lower(words))
    granted = instrument.kind in ("dispensation", "law amendment")
    latest = row.latest if row else None
    by = latest or (day if granted else None)
    step = _step(words, wording)
    return step | {
        "who": body,
        "by": by.isoformat() if by else None,
        "instruments": [instrument.id],
    }


def _key(instrument: RequiredInstrument, result: Result, number: int | None) -> str:
    if instrument.kind == "reading":
        return "do.reading" if number else "do.readings"
    if instrument.kind in ("dispensation", "law amendment", "bylaw change"):
        if instrument.status == "declared":
            return f"do.await-{instrument.kind}"
        unworded = any(change.on_file == "none" for change in result.bylaw_changes)
        if instrument.kind == "bylaw change" and unworded:
            return "do.bylaw change-wording"
    return f"do.{instrument.kind}"


def _window(row: ScheduledStep, today: date, wording: Wording) -> str | None:
    """When a step is to be taken; ``today`` is the proposal's day."""
    if row.latest and (row.latest < today or (row.earliest and row.latest < row.earliest)):
        return wording.words("window.passed", latest=row.latest)
    if row.day is not None and row.met is not False:
        return wording.words("window.day", day=row.day)
    if row.earliest and row.latest:
        return wording.words("window.between", earliest=row.earliest, latest=row.latest)
    if row.latest:
        return wording.words("window.latest", latest=row.latest)
    if row.earliest:
        return wording.words("window.earliest", earliest=row.earliest)
    return None


def _step(words: str, wording: Wording) -> Json:
    return {
        "words": wording.whole(words),
        "who": None,
        "by": None,
        "instruments": [],
        "intro": "",
        "choices": [],
    }


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]
