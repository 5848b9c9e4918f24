"""What must be done next, by whom, by when."""

from __future__ import annotations

from datetime import date

from attrs import evolve

from checker.report.entries import NextStepEntry
from checker.report.findings import asked, open_questions, open_ways
from checker.report.groups import instrument_groups
from checker.report.instruments import about, named
from checker.report.wording import Wording
from checker.result import Finding, Ref, RequiredInstrument, Result, ScheduledStep
from checker.speech.instruments import KINDS

Ways = tuple[tuple[str, ...], ...]

_WANTED = ("missing", "declared", "expired")


def next_steps(result: Result, wording: Wording) -> list[NextStepEntry]:
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


def _instrument_steps(result: Result, new: list[Finding], wording: Wording) -> list[NextStepEntry]:
    by_id = result.by_id
    wanted = [each for each in result.instruments if _is_to_be_done(each, result)]
    wanted.sort(key=lambda each: (each.for_existing, KINDS[each.kind].turn))
    choices = _choices(new, result)
    alike = {one.id: group for group in instrument_groups(result) for one in group}
    wanted = [each for each in wanted if choices.get(each.id, ((),))]
    steps: list[NextStepEntry] = []
    done: set[str] = set()
    for instrument in wanted:
        if instrument.id in done:
            continue
        if instrument.id not in choices:
            group = [each for each in alike[instrument.id] if each.id not in choices]
            done.update(each.id for each in group)
            steps += _steps_of(group, result, wording)
            continue
        ways = choices[instrument.id]
        done.update(id for way in ways for id in way)
        made = [
            [
                step
                for id in way
                if _is_to_be_done(by_id[id], result)
                for step in _steps_of([by_id[id]], result, wording)
            ]
            for way in ways
        ]
        steps.append(_one_of(made, wording))
    return steps


def _is_to_be_done(instrument: RequiredInstrument, result: Result) -> bool:
    """Whether it is a step of its own. A change of the bylaw that is put forward is adopted by
    its readings, and what is forbidden is not furthered by any step."""
    if instrument.kind == "bylaw change" and instrument.status == "declared":
        return not any(each.kind == "reading" for each in result.instruments)
    if result.verdict == "forbidden" and not instrument.for_existing:
        return False
    return instrument.status in _WANTED


def _choices(new: list[Finding], result: Result) -> dict[str, Ways]:
    """Instrument id to the ways of which one is enough; to none where another way is required
    anyhow."""
    asked_for = [
        tuple(way for way in open_ways(each, result) if set(way) <= result.by_id.keys())
        for each in new
        if each.requirement == "open"
    ]
    outright = {id for ways in asked_for if len(ways) == 1 for id in ways[0]}
    choices: dict[str, Ways] = {}
    for ways in asked_for:
        settled = any(outright.issuperset(way) for way in ways)
        for id in {id: None for way in ways for id in way}:
            if id not in outright and not choices.get(id):
                choices[id] = () if settled else ways
    return choices


def _one_of(made: list[list[NextStepEntry]], wording: Wording) -> NextStepEntry:
    """One step that is a choice between several, each of them one step or more."""
    then = wording.words("join.then")
    ways = [then.join(_lower(step.words).rstrip(".") for step in way) for way in made]
    lettered = [
        wording.words("do.choice", letter=letter, step=way)
        for letter, way in zip("abcdefgh", ways, strict=False)
    ]
    steps = [step for way in made for step in way]
    return evolve(
        _step(wording.words("do.one-of", ways="; ".join(lettered)), wording),
        by=max((each.by for each in steps if each.by), default=None),
        instruments=tuple(id for each in steps for id in each.instruments),
        intro=wording.words("do.one-of", ways="\0").partition("\0")[0].strip(),
        choices=tuple(wording.whole(way) for way in ways),
    )


def _steps_of(
    group: list[RequiredInstrument], result: Result, wording: Wording
) -> list[NextStepEntry]:
    """The steps that an instrument takes, once for all that are alike but for their subject."""
    instrument = group[0]
    rows = [row for row in result.schedule if row.requires == instrument.id]
    if instrument.kind == "reading" and any(row.number for row in rows):
        return [
            _do(group, row, result, wording, number=row.number)
            for row in rows
            if row.met is not True
        ]
    return [_do(group, rows[0] if rows else None, result, wording)]


def _do(
    group: list[RequiredInstrument],
    row: ScheduledStep | None,
    result: Result,
    wording: Wording,
    number: int | None = None,
) -> NextStepEntry:
    instrument = group[0]
    day = result.proposal.effective
    towards = tuple(ref for each in group for ref in about(each))
    body = instrument.authority or (row.body if row else None)
    late = _too_late(instrument, row)
    name = named(instrument, result, wording, towards)
    if late and number:
        acting = Ref("body", row.body) if row and row.body else None
        name = wording.words("step.reading", number=number, body=acting)
    words = wording.words(
        _late_key(row, result) if late else _key(instrument, result, number),
        name=name,
        dated=row.day if row else None,
        latest=row.latest if row else None,
        about=towards,
        authority=Ref("authority", body) if body else None,
        body=Ref("body", body) if body else None,
        source=instrument.source,
        day=day,
        number=number,
        when=_window(row, result.proposal.as_of, wording) if row else None,
    )
    if instrument.for_existing:
        words = wording.words("do.anyway", step=_lower(words))
    granted = KINDS[instrument.kind].applied_for
    latest = row.latest if row else None
    by = latest or (day if granted else None)
    return evolve(
        _step(words, wording),
        who=body,
        by=by,
        instruments=tuple(each.id for each in group),
    )


def _key(instrument: RequiredInstrument, result: Result, number: int | None) -> str:
    if instrument.kind == "reading":
        return "do.reading" if number else "do.readings"
    if KINDS[instrument.kind].spoken_of:
        if instrument.status == "declared":
            return f"do.await-{instrument.kind}"
        unworded = any(change.on_file == "none" for change in result.bylaw_changes)
        if instrument.kind == "bylaw change" and unworded:
            return "do.bylaw change-wording"
    return f"do.{instrument.kind}"


def _too_late(instrument: RequiredInstrument, row: ScheduledStep | None) -> bool:
    """Whether the proposal carries it on a day after the last one; what must come before a
    decision is not helped by putting off the effective date."""
    if row is None or row.day is None or row.latest is None or row.met is not False:
        return False
    return KINDS[instrument.kind].put_off and row.day > row.latest


def _late_key(row: ScheduledStep | None, result: Result) -> str:
    past = row is not None and row.latest is not None and row.latest < result.proposal.as_of
    return "do.too-late-past" if past else "do.too-late"


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


def _step(words: str, wording: Wording) -> NextStepEntry:
    return NextStepEntry(wording.whole(words))


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]
