"""What kept cases try of a rule base: the changes of one rule that they notice."""

from __future__ import annotations

from collections.abc import Sequence

from checker.audit.mutants import Mutant
from checker.audit.mutants import mutants as all_mutants
from checker.errors import CheckerError
from checker.pipeline import Checker
from checker.speech.node import Document
from checker.speech.rule import LegalSource


def mutants(checker: Checker, only: Sequence[str] = ()) -> tuple[Mutant, ...]:
    """The mutants of a checker's rule base; ``only``: those of some statements, by their ids."""
    towns = [checker.organisation(name) for name in checker.organisations]
    made = all_mutants(checker.book, [town.kinds for town in towns if town])
    return tuple(one for one in made if not only or one.before.id.text in only)


def order(
    checker: Checker, mutant: Mutant, cases: Sequence[tuple[str, tuple[str, ...]]]
) -> tuple[int, ...]:
    """The cases that could notice a mutant, as indices: those in which its rule speaks first.

    Args:
        cases: for each case the id of its organisation, and the rules that speak in it.
    """
    bound = set(_bound(checker, mutant))
    concerned = [at for at, (town, _) in enumerate(cases) if town in bound]
    rules = {mutant.before.id.text}
    if isinstance(mutant.before, LegalSource):
        rules = {
            rule.id.text
            for rule in checker.rules
            if any(base.source in rules for base in rule.bases)
        }
    return tuple(sorted(concerned, key=lambda at: (not rules & {*cases[at][1]}, at)))


def _bound(checker: Checker, mutant: Mutant) -> list[str]:
    """The organisations that a mutant's statement says something of."""
    towns = [(name, checker.organisation(name)) for name in checker.organisations]
    if isinstance(mutant.before, LegalSource):
        owner = mutant.before.municipality
        return [name for name, town in towns if town and owner in (None, town.name)]
    rule = mutant.before
    return [name for name, town in towns if town and checker.book.binds(rule, town.name)]


def survives(checker: Checker, mutant: Mutant, cases: Sequence[Document]) -> bool:
    """Whether no case tells a mutant from the rule base: it loads and meets every expectation."""
    try:
        other = checker.with_one_changed(mutant.before, mutant.after)
        return not any(
            other.expectations(case, other.check(case, rivals_too=False)) for case in cases
        )
    except CheckerError:
        return False
