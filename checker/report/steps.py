# SPDX-License-Identifier: EUPL-1.2
"""What must be done next, by whom, by when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Sequence
from datetime import date
from typing import Any

from checker.days import days_later
from checker.records import evolve
from checker.report.entries import StepEntry
from checker.report.findings import asked, questions_to_answer
from checker.report.instruments import (
    about,
    alike_but_for_subject,
    change_of,
    grouped,
    named,
    source_named,
)
from checker.report.report import NextStepEntry, ShortStep, entry
from checker.report.ways import in_turn, needs_and_entails, outright, what_follows
from checker.report.wording import Wording, capital
from checker.result import UNDATED_STEP, RequiredInstrument, Result, ScheduledStep, Ways
from checker.speech.instruments import KINDS
from checker.speech.saying import Ref

_WANTED = ("missing", "declared", "expired")


def next_steps(result: Result, wording: Wording) -> list[NextStepEntry]:
    """What must be done, in the order it is best done: words, who acts, the last day."""
    new = [finding for finding in result.findings if finding.status == "new"]
    questions = asked(questions_to_answer(new), wording, cut=True)
    first = wording.words("brief.first")
    steps = [
        NextStepEntry(wording.sentence("do.answer", question=each), short=ShortStep(each, first))
        for each in questions
    ]
    for subject in dict.fromkeys(each.subject for each in new if each.requirement == "failed"):
        steps.append(undated(wording.sentence("do.reconsider", subject=subject)))
    steps += _instrument_steps(result, wording)
    return steps or [undated(wording.sentence("do.nothing"))]


def undated(words: str) -> NextStepEntry:
    """A step that has no day, and is told by a sentence on a short page too."""
    return NextStepEntry(words, short=ShortStep(words))


def _instrument_steps(result: Result, wording: Wording) -> list[NextStepEntry]:
    """What the proposal needs, then what is owed whatever becomes of it, each as an order or as one
    choice."""
    own, owed = _asked_for(result)
    rows = defaultdict[str, list[ScheduledStep]](list)
    for row in result.schedule:
        rows[row.requires].append(row)
    found: list[tuple[Any, list[NextStepEntry]]] = []
    for taken, existing in ((own, False), (owed, True)):
        as_told = [evolve(one, for_existing=existing) for one in result.instruments]
        wanted = {one.id: one for one in as_told if _is_to_be_done(one, result)}
        place = {id: (_turn(one), at) for at, (id, one) in enumerate(wanted.items())}
        sure = outright(taken)
        alone = sorted((wanted[id] for id in wanted if id in sure), key=_turn)
        for group in grouped(alone, map(_alike, alone)):
            steps = _steps_of(group, rows[group[0].id], result, wording)
            found.append((place[group[0].id], steps))
        for ways in (each for each in taken if len(each) > 1):
            made = [
                [
                    step
                    for one in (wanted[id] for id in way if id in wanted)
                    for step in _steps_of([one], rows[one.id], result, wording, other=at > 0)
                ]
                for at, way in enumerate(ways)
            ]
            if all(made):  # what is put forward is adopted by its readings, told by themselves
                first = min(place[id] for way in ways for id in way if id in place)
                found.append((first, [_one_of(made, wording)]))
    found.sort(key=lambda one: one[0])
    steps = [step for _, some in found for step in some]
    return [_anyway(each, wording) if each.regardless else each for each in steps]


def _asked_for(result: Result) -> tuple[list[Ways], list[Ways]]:
    """What the proposal takes, with what follows from it; and what is owed whatever becomes of it,
    though it would follow as well."""

    def is_owed(ways: Ways) -> bool:
        return ways in there and all(result.by_id[id].for_existing for way in ways for id in way)

    required = (one for one in result.findings if one.requirement not in (None, "failed"))
    standing = [one.alternatives for one in required if one.status == "existing"]
    own = what_follows(result)
    there = in_turn(standing, result, needs_and_entails, outright(own))
    own = [ways for ways in own if not is_owed(ways)]
    return own, [ways for ways in there if ways not in own]


def _alike(one: RequiredInstrument) -> Hashable:
    """What is the same for instruments that are one step."""
    if one.told_as == "statement" and one.matter is None:
        return one.status, one.dues, one.days
    return alike_but_for_subject(one)


def _anyway(step: NextStepEntry, wording: Wording) -> NextStepEntry:
    """A step that is due whatever becomes of the proposal, told as one."""

    def said(words: str) -> str:
        return wording.whole(wording.words("do.anyway", step=_lower(words))) if words else ""

    return evolve(step, words=said(step.words), intro=said(step.intro))


def _turn(instrument: RequiredInstrument) -> tuple[bool, bool, int]:
    """When something is best done: hearings, though they only follow, come before the readings."""
    if instrument.duty and KINDS[instrument.kind].hears:
        return instrument.for_existing, False, KINDS["reading"].turn - 1
    return instrument.for_existing, instrument.duty, KINDS[instrument.kind].turn


def _is_to_be_done(instrument: RequiredInstrument, result: Result) -> bool:
    """Whether it is a step of its own. A change of the bylaw that is put forward is adopted by
    its readings, and what is forbidden is not furthered by any step."""
    if result.verdict == "forbidden" and not instrument.for_existing:
        return False
    if instrument.kind == "bylaw change" and instrument.status == "declared":
        return not any(each.kind == "reading" for each in result.instruments)
    return instrument.status in _WANTED


def _one_of(made: list[list[NextStepEntry]], wording: Wording) -> NextStepEntry:
    """One step that is a choice between several, each of them one step or more."""
    then = wording.words("join.then")
    ways = [then.join(_lower(step.words).rstrip(".") for step in way) for way in made]
    lettered = [
        wording.words("do.choice", letter=letter, step=way)
        for letter, way in zip("abcdefgh", ways, strict=False)
    ]
    steps = [step for way in made for step in way]
    return NextStepEntry(
        wording.sentence("do.one-of", ways="; ".join(lettered)),
        by=max((each.by for each in steps if each.by), default=None),
        instruments=tuple(id for each in steps for id in each.instruments),
        intro=wording.words("do.one-of", ways="\0").partition("\0")[0].strip(),
        choices=tuple(wording.whole(way) for way in ways),
        regardless=all(each.regardless for each in steps),
        short=_short_choice([[step.short for step in way] for way in made], wording),
    )


def _short_choice(ways: Sequence[Sequence[ShortStep]], wording: Wording) -> ShortStep:
    """A choice under the day that all its ways have; where they have several, each with its own."""
    every = [each for way in ways for each in way]
    alike = len({each.when for each in every}) == 1
    told = [
        wording.words("join.with").join(
            each.what if alike or not each.when else f"{each.what} ({_lower(each.when)})"
            for each in way
        )
        for way in ways
    ]
    what = wording.words("way.either", ways=wording.join(told, "or"))
    last = max(every, key=lambda each: (each.turn, each.day))
    return evolve(last, what=what, when=last.when if alike else "")


def _steps_of(
    group: list[RequiredInstrument],
    rows: Sequence[ScheduledStep],
    result: Result,
    wording: Wording,
    *,
    other: bool = False,
) -> list[NextStepEntry]:
    """The steps that an instrument takes, once for all that are alike but for their subject; what
    was taken, and must only be told more of, is none.

    Args:
        rows: of the timetable, those of the first of the group.
        other: whether another way is told before it.
    """
    instrument = group[0]
    untold = [row for row in rows if row.day and row.met is None]
    if instrument.kind == "reading" and any(row.number for row in rows):
        ahead = (row for row in rows if row.number and not _is_held(row, result))
        return [_do(group, row, result, wording) for row in ahead if row not in untold]
    if untold and instrument.reason and instrument.reason.key == "r.order":
        return []
    row = rows[0] if rows else UNDATED_STEP
    return [_do(group, evolve(row, number=None), result, wording, other=other)]


def _is_held(row: ScheduledStep, result: Result) -> bool:
    """Whether a reading that counts was held by the proposal's day; one that is set for a later
    day is still to be held."""
    return row.met is True and row.day is not None and row.day <= result.proposal.as_of


def _do(
    group: list[RequiredInstrument],
    row: ScheduledStep,
    result: Result,
    wording: Wording,
    *,
    other: bool = False,
) -> NextStepEntry:
    instrument, proposal = group[0], result.proposal
    towards = tuple(ref for each in group for ref in about(each))
    body = instrument.authority or row.body
    # What must come before a decision is not helped by putting off the effective date.
    late = KINDS[instrument.kind].put_off and not instrument.fixed and row.met is False
    late = late and row.day is not None and row.latest is not None and row.day > row.latest
    name = named(instrument, result, wording, towards)
    bodies = tuple(dict.fromkeys(Ref("body", each.authority or "") for each in group))
    if len(bodies) > 1:
        name, body = wording.words("name.statement", body=bodies, about=towards), None
    if late and row.number:
        name = _reading(row, result, wording)
    key = _key(instrument, result, row)
    key = f"{key}-otherwise" if other and key == "do.law amendment" else key
    ended = dict(instrument.reason.args).get("until") if instrument.reason else None
    lacking = instrument.for_existing and key == "do.dispensation"
    lacking &= not isinstance(ended, date) or ended < proposal.as_of
    if lacking:  # it is due already, whenever the proposal takes effect
        key = "do.lacking"
    acting = body
    if instrument.kind == "reconstitution":  # by the council that adopts the change
        acting = next((one.authority for one in result.instruments if one.kind == "reading"), None)
    past = row.latest is not None and row.latest < proposal.as_of
    if late:
        barred = result.past and result.earliest_effective is None
        key = f"do.too-late{('-barred' if barred else '-past') if past else ''}"
    when = _window(row, result, wording, instrument)
    words = wording.words(
        key,
        name=name,
        dated=row.day,
        latest=row.latest,
        about=towards,
        of=change_of(instrument, result),
        matter=instrument.matter,
        authority=Ref("authority", body) if body else None,
        body=Ref("body", acting) if acting else None,
        source=source_named(instrument, result),
        day=None if past else row.latest or proposal.effective,
        number=row.number,
        since=days_later(ended, 1) if isinstance(ended, date) else None,
        when=when,
    )
    granted = proposal.effective if KINDS[instrument.kind].applied_for else None
    return NextStepEntry(
        wording.whole(words),
        who=body,
        by=None if lacking else row.latest or granted,
        instruments=tuple(each.id for each in group),
        regardless=instrument.for_existing,
        short=_short(
            instrument, row, key, words if key == "do.too-late" else name, when, result, wording
        ),
    )


def _short(
    instrument: RequiredInstrument,
    row: ScheduledStep,
    key: str,
    name: str,
    when: str | None,
    result: Result,
    wording: Wording,
) -> ShortStep:
    """A step as what must be in place; ``name``: of that, or all of it where it comes too late."""
    if row.number and not key.startswith("do.too-late"):
        name = _reading(row, result, wording)
    today = result.proposal.as_of
    day = row.latest if row.met is False else (row.met and row.day) or row.latest or row.day
    past = key.startswith("do.too-late") or (row.latest is not None and row.latest < today)
    if KINDS[instrument.kind].applied_for and not (past or row.latest):
        day = result.proposal.effective
        when = wording.words("window.latest", latest=day)
    said = []
    if instrument.own == "pending":
        said.append(wording.words("requirement.pending"))
    if key == "do.bylaw change-wording":
        said.append(wording.words("brief.unworded"))
    if instrument.kind == "dispensation":
        authority = Ref("authority", instrument.authority) if instrument.authority else None
        said.append(wording.words("brief.granted", authority=authority))
    what = wording.words("brief.step", name=name, remarks="; ".join(said))
    if past:
        missed = "missed.late" if key.startswith("do.too-late-") else "missed.step"
        late = wording.words(missed, step=name, dated=row.day, day=row.latest)
        if key == "do.too-late":
            return ShortStep(name, wording.words("brief.late"), 1, day or today)
        return ShortStep(late, wording.words("brief.past"), 1, day or today)
    if not when:
        return ShortStep(what, wording.words("brief.undated"), 2)
    first = row.earliest or result.proposal.effective
    return ShortStep(what, when, 3 if day else 4, day or first)


def _key(instrument: RequiredInstrument, result: Result, row: ScheduledStep) -> str:
    if instrument.kind == "reading":
        return f"do.reading{anew(row, result)}" if row.number else "do.readings"
    if KINDS[instrument.kind].awaited:
        if instrument.status == "declared":
            return f"do.await-{instrument.kind}"
        unworded = any(change.on_file == "none" for change in result.bylaw_changes)
        if instrument.kind == "bylaw change" and unworded:
            return "do.bylaw change-wording"
    return f"do.{instrument.told_as or instrument.kind}"


def _window(
    row: ScheduledStep, result: Result, wording: Wording, instrument: RequiredInstrument
) -> str | None:
    """When a step is to be taken."""
    key, today = None, result.proposal.as_of
    if row.latest and (row.latest < today or (row.earliest and row.latest < row.earliest)):
        read = any(each.day for each in result.schedule if each.step == "reading")
        key = "passed-readings" if instrument.fixed and read else "passed"
        barred = result.past and result.earliest_effective is None
        owed = instrument.duty or instrument.for_existing
        key = "passed-owed" if owed or (barred and key == "passed") else key
    elif row.day is not None and row.met is not False:
        key = "day"
    elif row.earliest and row.latest and row.earliest > today and not row.number:
        key = "between"
    elif row.latest or row.earliest:
        key = "latest" if row.latest else "earliest"
    if key == "earliest" and any(due.when == "after term begins" for due in instrument.dues):
        begun = row.earliest is not None and row.earliest <= today
        return None if begun else wording.words("window.term", day=row.earliest)
    days = {"day": row.day, "earliest": row.earliest, "latest": row.latest}
    return wording.words(f"window.{key}", **days) if key else None


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]


def step_entry(step: ScheduledStep, result: Result, wording: Wording) -> StepEntry:
    """One row of the timetable."""
    name = wording.full.get(step.requires, step.requires)
    words = wording.words("step.other", name=name)
    if step.step == "reading" and (step.day or step.number):
        words = _reading(step, result, wording)
    own = result.by_id.get(step.requires)
    begun = step.earliest is None or step.earliest <= result.proposal.as_of
    after_term = own and any(due.when == "after term begins" for due in own.dues)
    if after_term and not (step.day or begun):
        words = wording.words("step.term", step=words)
    if step.order:
        words = wording.words(f"step.{step.order}", step=words)
    day = step.day or step.latest
    weekday = day.isoweekday() if day else None
    kind = KINDS.get(step.step)
    outside = wording.kinds.get(step.body or "") == "authority"
    by_others = kind is not None and kind.is_for_others(outside)
    refused = own is not None and own.status == "refused"
    ending = "step.met" if step.met else "state.refused" if refused else "step.unmet"
    ahead = step.day is not None and step.day > result.proposal.as_of
    ending = "step.ahead" if ahead and step.met else ending
    outcome = "" if step.met is None else wording.words(ending)
    told = {"words": capital(words), "weekday": weekday, "by_others": by_others}
    return entry(StepEntry, step, **told, outcome=outcome)


def _reading(row: ScheduledStep, result: Result, wording: Wording) -> str:
    """The name of a reading: which one, in which body, and of which bylaw where several change."""
    key = f"step.reading{anew(row, result)}" if row.number else "step.idle-reading"
    own = result.by_id.get(row.requires)
    body = Ref("body", row.body) if row.body else None
    of = change_of(own, result) if own else None
    return wording.words(key, number=row.number, body=body, of=of)


def anew(row: ScheduledStep, result: Result) -> str:
    """What the keys of a numbered reading end in: of a new one, where it is to be held in place of
    one that does not count."""
    read = [each for each in result.schedule if each.requires == row.requires and each.day]
    last = max(read, key=lambda each: each.day or date.min, default=row)
    again = not row.day and last.step == "reading" and last.day and not last.number
    return "-again" if again else ""
