# SPDX-License-Identifier: EUPL-1.2
"""A judged case as a result, of which what hangs on no verdict is worked out where it is asked
for: a gate tells neither timetable nor instruments of what passes."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain
from typing import Any

from checker.agenda.schedule import plan
from checker.result import Result
from checker.speech.placing import placing_of
from checker.verdict.besides import besides
from checker.verdict.considered import Considered


def result_of(considered: Considered, background: Mapping[str, Any]) -> Result:
    """The result of a case; ``background``: what it says of every id, whatever is proposed."""
    case, law, judged = considered.case, considered.law, considered.judgement
    before, after = considered.applied.before, considered.applied.after
    progress, agenda = considered.progress, considered.progress.agenda
    past = [one.id for key, one in agenda.items.items() if key in progress.missed - agenda.duties]

    def live() -> set[str]:
        return {one.id for one in judged.instruments if one.status != "not needed"}

    def missed() -> set[str]:
        return {row.requires for row in made.schedule if row.missed} if past else set()

    bylaw = considered.applied.bylaw
    structure = after.structure
    made = Result(
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
        schedule=lambda: plan(progress, live()),
        placing=lambda: placing_of(before.structure, structure, after.changes),
        meeting=lambda: after.calendar.meeting_span(after.effective),
        mayors=lambda: {one.id: one.leader for one in structure.committees.values()},
        besides=lambda: besides(progress.timing),
        silenced=lambda: tuple((one, rule.title) for one, rule in law.silenced(before, after)),
        missed=lambda: tuple(id for id in past if id in missed()),
        late=lambda: tuple(id for id in past if id in live() - missed()),
    )
    return made
