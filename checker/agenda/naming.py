# SPDX-License-Identifier: EUPL-1.2
"""Steps carried that do not say what they are of where more than one thing fits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import combinations

from checker.agenda.items import Agenda
from checker.lawbook.patterns import differing
from checker.mistakes import Mistakes
from checker.municipality.carried import Carried, StepInBody
from checker.speech.instruments import Dispensation, Readings, Step, is_of_committees_concerned
from checker.speech.node import Body, Prose
from checker.speech.rule import Rule


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


def apart(rules: Iterable[Rule]) -> frozenset[tuple[str, str]] | None:
    """The kinds of steps of which rules may ask for more than one, each with what tells them apart:
    ``body`` or ``matter``; None where two rules may ask for one dispensation of two kinds."""
    parts = [part for rule in rules for part in rule.spoken()]
    for one, two in combinations({one for one in parts if isinstance(one, Dispensation)}, 2):
        if (one.norm == two.norm or None in (one.norm, two.norm)) and differing(one, two):
            return None
    bodies, found = defaultdict[str, set[Body]](set), {("decision", "body")}  # of a mandate's giver
    for part in parts:
        if isinstance(part, Readings | Step) and part.body:
            bodies[part.kind].add(part.body)
            if is_of_committees_concerned(part) or len(bodies[part.kind]) > 1:
                found.add((part.kind, "body"))
        if isinstance(part, Step) and part.matter:
            found.add((part.kind, "matter"))
    return frozenset(found)


def surely_fits(carried: Carried, apart: frozenset[tuple[str, str]] | None) -> bool:
    """Whether what is carried fits what rules ask for, as far as can be told before they do.

    Args:
        apart: of those rules.
    """
    return apart is not None and not any(
        (step.kind, name) in apart and getattr(step, name) is None
        for step in carried.steps
        for name in ("body", "matter")
    )


def _told(step: StepInBody, matters: set[Prose | None]) -> str:
    language = step.span.source.language
    return ", ".join(sorted(f'"{one.said(language)}"' for one in matters if one))
