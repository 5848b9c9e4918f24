"""A proposal applied to its municipality: what stands before it and after, and what it carries."""

from __future__ import annotations

from attrs import evolve, frozen

from checker.lawbook.book import RuleBook
from checker.municipality import bylaw, carried
from checker.municipality.case import Case, mistakes_in
from checker.municipality.rearrangement import rearranged
from checker.municipality.situation import View
from checker.municipality.structure import NOTHING, Changes, Structure


@frozen
class Applied:
    """What a proposal does and carries: the same however the sources are read."""

    before: View
    after: View
    carried: carried.Carried
    bylaw: bylaw.Bylaw

    def under(self, lawbook: RuleBook) -> Applied:
        """The same in the eyes of a rule base that says one thing otherwise."""
        before, after = (
            evolve(view, book=lawbook, assumed={}) for view in (self.before, self.after)
        )
        return evolve(self, before=before, after=after)


def apply(case: Case) -> Applied:
    """The municipality without a proposal and with it.

    Raises MistakesError where the proposal does not fit.
    """
    town = case.town
    with mistakes_in(case.document) as complaints:
        structure, changed = rearranged(case.document, town, case.lawbook, complaints)
        brought = carried.read(
            case.document, case.terms.as_of, town.roles, town.dispensations, complaints
        )
        wording = bylaw.examine(town, structure, changed, brought, complaints)
    before = _view(case, town.structure, NOTHING)
    return Applied(before, _view(case, structure, changed), brought, wording)


def _view(case: Case, structure: Structure, changed: Changes) -> View:
    return View(
        structure,
        case.lawbook,
        case.town.calendar,
        case.header.effective,
        case.town.council,
        case.kinds,
        changed,
    )
