# SPDX-License-Identifier: EUPL-1.2
"""A case of which it is known what the proposal does and what the rules find, and what follows."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from checker import limits
from checker.agenda.ask import ask
from checker.agenda.procedure import Procedure
from checker.agenda.progress import Progress, follow
from checker.findings import compare
from checker.findings.find import Law
from checker.findings.record import Found
from checker.municipality.apply import Applied
from checker.municipality.case import Case, mistakes_in
from checker.records import frozen
from checker.speech.rule import Rule
from checker.speech.saying import Ref
from checker.verdict import waivers
from checker.verdict.judge import Judgement, judge


@frozen(eq=False, repr=False)
class Considered:
    """A case as far as what the proposal does and what the rules find.

    Attributes:
        found: what the rules find.
        weighed: the waivers that let some of the groups stand.
    """

    case: Case
    law: Law
    applied: Applied
    found: Found
    groups: Sequence[compare.Group]
    weighed: waivers.Weighed

    @classmethod
    def of(cls, case: Case, law: Law, applied: Applied, found: Found) -> Considered:
        """A case with what is found in it. Raises MistakesError where that is too much."""
        groups = compare.compare(found, law, applied.before, applied.after)
        with mistakes_in(case.document) as mistakes:
            if len(groups) > limits.FINDINGS:
                mistakes.add(case.header.span, "too-many-findings", most=limits.FINDINGS)
        return cls(case, law, applied, found, groups, waivers.weigh(case, groups, applied.after))

    def procedure(self, rules: tuple[Rule, ...]) -> Procedure:
        """Some rules on instruments, as they are asked of one."""
        applied, day = self.applied, self.case.terms.law_date
        return Procedure(applied.after, rules, applied.carried, applied.bylaw, day)

    def comes_to(self, law: Law, found: Found) -> bool:
        """Whether it comes to the same under another law: what that finds is the very same, and of
        the rules on instruments that only one of both laws has none speaks.

        Raises MistakesError as ``progress``.
        """
        if not self.found.is_like(found):
            return False
        here, there = self.law.procedural, law.procedural
        ids, others = {*map(id, here)}, {*map(id, there)}
        gone = {one.id.text for one in here if id(one) not in others}
        come = [one for one in there if id(one) not in ids]
        agenda = self.progress.agenda if gone or come else None
        return agenda is None or not (
            agenda.amended  # which makes what the bylaw change touches another in its course
            or agenda.spoken & gone
            or self.procedure(there).may_speak(come, agenda)
        )

    @cached_property
    def progress(self) -> Progress:
        """What it takes in turn, and how far that has come.

        Raises MistakesError where the rules, or what is carried, do not fit.
        """
        case, procedure = self.case, self.procedure(self.law.procedural)
        asking = [
            one
            for one in self.groups
            if (one.requires or one.comes_along) and one.id not in self.weighed.waived
        ]
        proposal = Ref("proposal", case.header.title.da)
        with mistakes_in(case.document) as mistakes:
            timing = ask(asking, procedure, case.town.name, proposal, mistakes)
        return follow(timing)

    @cached_property
    def judgement(self) -> Judgement:
        """The findings, the instruments and the verdict. Raises MistakesError as ``progress``."""
        return judge(self.groups, self.progress, self.weighed, self.applied, self.case)
