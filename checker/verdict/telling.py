# SPDX-License-Identifier: EUPL-1.2
"""A judged case as a result, of which what hangs on no verdict is worked out where it is asked
for: a gate tells neither timetable nor instruments of what passes. What a proposal carries that no
rule asks for, or asks for later, is shown all the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from itertools import chain
from typing import Any

from checker.agenda.items import Agenda, answering, fits_but_for_holder
from checker.agenda.schedule import plan
from checker.agenda.timing import Timing
from checker.municipality.carried import Carried
from checker.municipality.situation import View
from checker.records import evolve
from checker.result import InstrumentStatus, RequiredInstrument, Result, ScheduledStep
from checker.speech.node import Name, Named, Role
from checker.speech.placing import placing_of
from checker.speech.proposal import State
from checker.speech.saying import Ref
from checker.verdict.considered import Considered


def result_of(considered: Considered, background: Mapping[str, Any]) -> Result:
    """The result of a case; ``background``: what it says of every id, whatever is proposed."""
    case, law, judged = considered.case, considered.law, considered.judgement
    before, after = considered.applied.before, considered.applied.after
    progress, agenda = considered.progress, considered.progress.agenda
    past = [one.id for key, one in agenda.items.items() if key in progress.missed - agenda.duties]

    def live() -> set[str]:
        return {one.id for one in judged.instruments if one.status != "not needed"}

    @cache
    def schedule() -> tuple[ScheduledStep, ...]:
        return plan(progress, live())

    def missed() -> set[str]:
        return {row.requires for row in schedule() if row.missed} if past else set()

    bylaw = considered.applied.bylaw
    structure = after.structure
    return Result(
        proposal=case.facts,
        municipality=case.town.name,
        verdict=judged.verdict,
        findings=judged.findings,
        instruments=(),
        bylaw_changes=(),
        schedule=(),
        rules_run=tuple(rule.id.text for rule in law.rules),
        inputs=case.inputs,
        roots=judged.roots,
        waivers=considered.weighed.waivers,
        amended=tuple(one.rule_id for one in considered.groups if one.id in agenda.amended),
        **background,
    ).later(
        instruments=lambda: judged.instruments,
        bylaw_changes=lambda: bylaw.with_provisions(chain(*agenda.amended.values())).entries,
        schedule=schedule,
        placing=lambda: placing_of(before.structure, structure, after.changes),
        meeting=lambda: after.calendar.meeting_span(after.effective),
        mayors=lambda: {one.id: one.leader for one in structure.committees.values()},
        besides=lambda: besides(progress.timing),
        silenced=lambda: tuple((one, rule.title) for one, rule in law.silenced(before, after)),
        missed=lambda: tuple(id for id in past if id in missed()),
        late=lambda: tuple(id for id in past if id in live() - missed()),
    )


def besides(timing: Timing) -> tuple[RequiredInstrument, ...]:
    """What is carried and answers nothing on an agenda, as instruments that nothing requires; with
    a reason where it is required, but later."""
    return (*_steps(timing), *_granted(timing.agenda, timing.carried, timing.view))


def _steps(timing: Timing) -> Iterator[RequiredInstrument]:
    carried, items = timing.carried, timing.agenda.items.values()
    asked = [step for item in items for step in answering(item, items, carried, timing.view)]
    early = [(step, item) for item in items for step in timing.too_early(item)]
    # A change of the bylaw is adopted by its readings, whether a rule asks for them or not.
    read = {item.body for item in items if item.kind in ("reading", "bylaw change")}
    for step in carried.steps:
        of_change = step.kind == "reading" and (step.body in read or (step.body is None and read))
        if step not in asked and not of_change:
            made = _made(step.kind, step.state, carried)
            made = evolve(made, authority=step.body, matter=step.matter, count=1)
            for of in [item for one, item in early if one is step][:1]:
                why = timing.why_too_early(of)
                made = evolve(made, subject=of.subject, told_as=of.told_as, reason=why)
            yield made


def _granted(agenda: Agenda, carried: Carried, view: View) -> Iterator[RequiredInstrument]:
    wanted = agenda.of_kind("dispensation")
    for one, state in carried.dispensations:
        if not any(fits_but_for_holder(one, item, view) for item in wanted):
            yield evolve(
                _made("dispensation", state, carried),
                subject=_subject(one.subject, view),
                norm=str(one.norm) if one.norm else None,
                held_by=one.holder.text if isinstance(one.holder, Name) else None,
            )
    changed = {item.source for item in agenda.of_kind("law amendment")}
    for source, state in carried.amendments:
        if source not in changed:
            yield evolve(_made("law amendment", state, carried), source=source)


def _subject(subject: Named | Role, view: View) -> Ref | None:
    if isinstance(subject, Role):
        finance = view.structure.finance if subject.role == "finance committee" else None
        return Ref("committee", finance) if finance else None
    name = view.now(subject.name.text)
    return Ref(view.kinds.get(name, "unit"), name)


def _made(kind: str, state: State, carried: Carried) -> RequiredInstrument:
    status: InstrumentStatus = "refused" if state.state == "refused" else "declared"
    if state.state in ("held", "granted") and state.day and state.day <= carried.as_of:
        status = "granted"
    return RequiredInstrument(
        id="",
        kind=kind,
        subject=None,
        norm=None,
        authority=None,
        held_by=None,
        granted_under=None,
        basis=(),
        start=None,
        until=state.until,
        reason=None,
        status=status,
        state="met",
        own="met",
        required_by=(),
        days=(state.day,) if state.day else (),
    )
