# SPDX-License-Identifier: EUPL-1.2
"""A case of which it is known what the proposal does and what the rules find, and what follows."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from checker.agenda.ask import ask
from checker.agenda.procedure import Procedure
from checker.agenda.progress import Progress, follow
from checker.findings import compare
from checker.findings.find import Law
from checker.findings.record import Found
from checker.municipality.apply import Applied
from checker.municipality.case import Case, mistakes_in
from checker.records import frozen
from checker.result import Ref
from checker.verdict import waivers
from checker.verdict.judge import Judgement, judge


@frozen(eq=False, repr=False)
class Considered:
    """A case as far as what the proposal does and what the rules find.

    Attributes:
        weighed: the waivers that let some of the groups stand.
    """

    case: Case
    law: Law
    applied: Applied
    groups: Sequence[compare.Group]
    weighed: waivers.Weighed

    @classmethod
    def of(cls, case: Case, law: Law, applied: Applied, found: Found) -> Considered:
        """A case with what is found in it."""
        groups = compare.compare(found, applied.after)
        return cls(case, law, applied, groups, waivers.weigh(case, groups, applied.after))

    @cached_property
    def progress(self) -> Progress:
        """What it takes in turn, and how far that has come.

        Raises MistakesError where the rules, or what is carried, do not fit.
        """
        case, applied, law = self.case, self.applied, self.law
        procedure = Procedure(
            applied.after, law.procedural, applied.carried, applied.bylaw, case.terms.law_date
        )
        asking = [one for one in self.groups if one.requires and one.id not in self.weighed.waived]
        proposal = Ref("proposal", case.header.title.da)
        with mistakes_in(case.document) as mistakes:
            timing = ask(asking, procedure, case.town.name, proposal, mistakes)
        return follow(timing)

    @cached_property
    def judgement(self) -> Judgement:
        """The findings, the instruments and the verdict. Raises MistakesError as ``progress``."""
        return judge(self.groups, self.progress, self.weighed, self.applied, self.case)
