# SPDX-License-Identifier: EUPL-1.2
"""That a proposal changes nothing: a warning at its first line."""

from __future__ import annotations

from collections.abc import Iterator

from checker.findings.compare import finding_id
from checker.lawbook.book import IDLE_RULE
from checker.municipality.apply import Applied
from checker.municipality.case import Case
from checker.result import Finding
from checker.speech.saying import Phrase, Ref


def what_is_idle(case: Case, applied: Applied) -> Iterator[Finding]:
    """The warning, where neither the structure nor the words of a bylaw become others."""
    if applied.carried.wordings or case.alone or not applied.after.changes.are_none:
        return
    proposal = Ref("proposal", case.header.title.da)
    yield Finding(
        id=finding_id(IDLE_RULE, proposal, []),
        rule=IDLE_RULE,
        definition=None,
        kind="advice",
        status="new",
        severity="warning",
        subject=proposal,
        message=Phrase.of(IDLE_RULE),
        place=case.header.span,
    )
