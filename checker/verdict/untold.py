# SPDX-License-Identifier: EUPL-1.2
"""That no file tells what goes along with what a proposal moves: a note, where no rule asks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from checker.findings.compare import finding_id
from checker.lawbook.book import UNTOLD_RULE
from checker.municipality.apply import Applied
from checker.municipality.case import Case
from checker.result import Finding, Phrase, Ref


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
