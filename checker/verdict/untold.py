# SPDX-License-Identifier: EUPL-1.2
"""What no file tells, asked in one way; a note on what goes along with what a proposal moves, where
no rule asks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from checker.findings.compare import finding_id
from checker.lawbook.book import UNTOLD_RULE
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


def what_is_untold(case: Case, applied: Applied, found: Iterable[Finding]) -> Iterator[Finding]:
    """The note with all that is asked by none of the findings."""
    asked = {_about(each) for one in found if one.status == "new" for each in one.questions}
    questions = [one for one in applied.after.changes.untold if _about(one) not in asked]
    if not questions:
        return
    proposal = Ref("proposal", case.header.title.da)
    yield Finding(
        id=finding_id(UNTOLD_RULE, proposal, []),
        rule=UNTOLD_RULE,
        definition=None,
        kind="note",
        status="new",
        severity="note",
        subject=proposal,
        message=Phrase.of(UNTOLD_RULE),
        questions=tuple(sorted(questions, key=repr)),
        place=case.header.span,
    )


def _about(question: Phrase) -> tuple[bool, object]:
    """What is asked of: the area of a task, or else who holds it."""
    return question.key == "q.within", dict(question.args).get("task")
