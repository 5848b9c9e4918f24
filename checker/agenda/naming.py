# SPDX-License-Identifier: EUPL-1.2
"""Steps carried that do not say what they are of where more than one thing fits."""

from __future__ import annotations

from checker.agenda.items import Agenda
from checker.mistakes import Mistakes
from checker.municipality.carried import Carried, StepInBody
from checker.speech.node import Prose


def check_naming(agenda: Agenda, carried: Carried, mistakes: Mistakes) -> None:
    """Notes each carried step that leaves out its body or its matter where more than one fits."""
    for step in carried.steps:
        fitting = [one for one in agenda.of_kind(step.kind) if not one.unavailable]
        bodies = {item.body for item in fitting if item.body}
        if step.body is None and len(bodies) > 1:
            mistakes.add(step.span, "body-needed", bodies=", ".join(sorted(bodies)))
        matters = {item.matter for item in fitting if step.body in (None, item.body)}
        if step.matter is None and None not in matters and len(matters) > 1:
            mistakes.add(step.span, "matter-needed", matters=_told(step, matters))


def _told(step: StepInBody, matters: set[Prose | None]) -> str:
    language = step.span.source.language
    return ", ".join(sorted(f'"{one.said(language)}"' for one in matters if one))
