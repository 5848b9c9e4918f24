# SPDX-License-Identifier: EUPL-1.2
"""What a proposal carries that no rule asks for, or asks for later: it is shown all the same."""

from __future__ import annotations

from collections.abc import Iterator

from checker.agenda.items import Agenda, answering, fits_but_for_holder
from checker.agenda.timing import Timing
from checker.municipality.carried import Carried
from checker.municipality.situation import View
from checker.records import evolve
from checker.result import InstrumentStatus, RequiredInstrument
from checker.speech.node import Name, Named, Role
from checker.speech.proposal import State
from checker.speech.saying import Ref


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
