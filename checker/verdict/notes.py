# SPDX-License-Identifier: EUPL-1.2
"""What is said of a proposal where no rule asks: that it changes nothing, a warning, and what no
file tells of what goes along with what it moves, a note; both at its first line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from checker.findings.compare import finding_id
from checker.lawbook.book import IDLE_RULE, UNTOLD_RULE
from checker.municipality.apply import Applied
from checker.municipality.case import Case
from checker.records import evolve
from checker.result import Finding
from checker.speech.saying import Phrase, Ref


def asked_alike(found: Sequence[Finding]) -> list[Finding]:
    """Findings that ask in one way who holds a task without the proposal: until the move, where
    any of them asks so."""
    moving = {one.args for each in found for one in each.questions if one.key == "q.held-by"}

    def said(one: Phrase) -> Phrase:
        here = one.key == "q.held-now" and one.args in moving
        return one._replace(key="q.held-by") if here else one

    if not moving:
        return [*found]
    return [
        evolve(each, questions=tuple(dict.fromkeys(map(said, each.questions)))) for each in found
    ]


def notes_on(case: Case, applied: Applied, found: Iterable[Finding]) -> Iterator[Finding]:
    """The warning, where neither the structure nor the words of a bylaw become others; the note,
    with all that is asked by none of the findings."""
    if not (applied.carried.wordings or case.alone) and applied.after.changes.are_none:
        yield _note(case, IDLE_RULE, "advice", "warning")
    asked = {_about(each) for one in found if one.status == "new" for each in one.questions}
    questions = [one for one in applied.after.changes.untold if _about(one) not in asked]
    if questions:
        yield _note(case, UNTOLD_RULE, "note", "note", sorted(questions, key=repr))


def _about(question: Phrase) -> tuple[bool, object]:
    """What is asked of: the area of a task, or else who holds it."""
    return question.key == "q.within", dict(question.args).get("task")


def _note(
    case: Case,
    rule: str,
    kind: Literal["advice", "note"],
    severity: Literal["warning", "note"],
    questions: Iterable[Phrase] = (),
) -> Finding:
    proposal = Ref("proposal", case.header.title.da)
    return Finding(
        id=finding_id(rule, proposal, []),
        rule=rule,
        definition=None,
        kind=kind,
        status="new",
        severity=severity,
        subject=proposal,
        message=Phrase.of(rule),
        questions=tuple(questions),
        place=case.header.span,
    )
