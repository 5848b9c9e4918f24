# SPDX-License-Identifier: EUPL-1.2
"""What one rule finds in one structure, with the facts behind it."""

from __future__ import annotations

from collections.abc import Iterator

from checker.municipality.situation import View
from checker.records import frozen
from checker.speech.answers import Candidate
from checker.speech.changed import NOTHING
from checker.speech.node import Named
from checker.speech.rule import Rule
from checker.speech.saying import Phrase, Ref, Witness


@frozen(kw_only=True, eq=False, repr=False)
class RawFinding:
    """What one rule finds in one structure, before it is compared with the other.

    Attributes:
        subject: whom it is about.
        what: what fails; None for a need and for a count.
        message: the sentence, without the others that fail with it.
        question: what must be answered where a fact is on no file; None: it is so.
        note: whether it is a note, whatever the rule says.
        unlisted: whether it hangs on what comes of a committee that ends.
        witnesses: what fails; for a need, what makes it apply.
        support: what makes the rule apply to the subject.
        holder: the mayor who must hold a unit's dispensation.
    """

    rule: Rule
    subject: Ref
    what: Ref | None
    message: Phrase
    question: Phrase | None
    witnesses: tuple[Witness, ...]
    support: tuple[Witness, ...]
    holder: str | None = None
    note: bool = False
    unlisted: bool = False


def limit_that_ends(rule: Rule, view: View) -> Iterator[RawFinding]:
    """That the only one who may ends with the proposal, as a note: all may then."""
    if not (rule.sentence.of_others and isinstance(rule.subject, Named)):
        return
    name = rule.subject.name.text
    structure, subject = view.structure, Ref(view.kinds.get(name, "committee"), name)
    there = (structure.committees, structure.units, structure.tasks)
    if view.changes is NOTHING or any(view.now(name) in one for one in there):
        return
    place = view.changes.abolished.get(name)
    yield RawFinding(
        rule=rule,
        subject=subject,
        what=None,
        message=Phrase.of("only-may.ended", subject=subject),
        question=None,
        witnesses=(Witness(Phrase.of("f.abolished", thing=subject), place),),
        support=(),
        holder=_required_holder(subject, view),
        note=True,
    )


@frozen(eq=False, repr=False)
class About:
    """What is the same of all that a rule finds about one of its subjects.

    Attributes:
        message: the sentence.
        support: what makes the rule apply to the subject.
        holder: the mayor who must hold a unit's dispensation.
    """

    rule: Rule
    subject: Ref
    view: View
    message: Phrase
    support: tuple[Witness, ...]
    holder: str | None

    @classmethod
    def of(cls, rule: Rule, subject: Ref, view: View) -> About:
        """What it is in a view."""
        message = rule.sentence.message(subject, view)
        support = _facts_behind(rule, subject, view)
        return cls(rule, subject, view, message, support, _required_holder(subject, view))

    def finding(self, one: Candidate, outcome: bool | Phrase) -> RawFinding:
        """What is found by a candidate whose test holds, or hangs on a question."""
        question = outcome if isinstance(outcome, Phrase) else None
        fails = self.view.facts_of_failure
        limits = self.rule.sentence.limits
        return RawFinding(
            rule=self.rule,
            subject=self.subject,
            what=one.what,
            message=self.message,
            question=question,
            witnesses=tuple(fails(self.subject, one.what, one.task)) if limits else self.support,
            support=self.support,
            holder=self.holder,
            unlisted=one.unlisted,
        )


def _required_holder(subject: Ref, view: View) -> str | None:
    """The mayor who must hold a unit's dispensation: that of its owner committee."""
    if subject.kind == "unit" and subject.id in view.structure.units:
        return view.structure.leader_of(subject.id)
    return None


def _facts_behind(rule: Rule, subject: Ref, view: View) -> tuple[Witness, ...]:
    """The facts that make a rule apply to a subject, each once."""
    found = rule.sentence.facts(view)
    if isinstance(rule.subject, Named) and subject.kind == "unit":
        found.append(view.fact_of_unit(subject.id))
    for condition in rule.conditions:
        for predicate in condition.predicates:
            found += predicate.facts(subject, view)
    return tuple(dict.fromkeys(found))
