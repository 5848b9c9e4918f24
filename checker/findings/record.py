# SPDX-License-Identifier: EUPL-1.2
"""What a law finds in a municipality as it stands, with all that each answer has read: whatever is
proposed, only what read something that is then otherwise is asked again."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import partial
from itertools import chain
from operator import is_
from typing import Any

from checker.findings.find import Law
from checker.findings.raw import RawFinding, limit_that_ends
from checker.findings.reads import Key, touched, watched
from checker.municipality.situation import View
from checker.records import field, frozen
from checker.speech.rule import Rule
from checker.speech.saying import Ref

Pieces = dict[Ref, tuple[RawFinding, ...]]


@frozen(eq=False, repr=False)
class RuleFindings:
    """What one rule finds in one view.

    Attributes:
        looked_at: the rules that it depends on.
        pieces: by the subject; those without a finding are left out.
        note: that the only one who may ends.
        kept: for what is worked out from it alone.
    """

    rule: Rule
    looked_at: tuple[Rule, ...]
    pieces: Pieces
    note: tuple[RawFinding, ...] = ()
    kept: dict[str, Any] = field(factory=dict, init=False)

    def __iter__(self) -> Iterator[RawFinding]:
        return chain(*self.pieces.values(), self.note)


@frozen(eq=False, repr=False)
class Found:
    """What a law finds without a proposal and with it, rule by rule."""

    before: Sequence[RuleFindings]
    after: Sequence[RuleFindings]

    def is_like(self, other: Found) -> bool:
        """Whether another has the very findings."""
        both = (self.before, other.before), (self.after, other.after)
        return all(_are(_told(one), _told(two)) for one, two in both)


@frozen(eq=False, repr=False)
class _Recorded:
    """What one rule finds in the municipality as it stands, and what that has read.

    Attributes:
        places: the subjects, each with its place among them.
        listed: what was read to tell the subjects.
    """

    answer: RuleFindings
    places: dict[Ref, int]
    listed: Collection[Key]

    def with_other(self, asked: Pieces) -> Pieces:
        """The pieces with some asked again; the very same where none of those finds anything."""
        there = self.answer.pieces
        if not any(asked.values()) and there.keys().isdisjoint(asked):
            return there
        found = {one: piece for one, piece in {**there, **asked}.items() if piece}
        return {one: found[one] for one in sorted(found, key=self.places.__getitem__)}


class Record:
    """A municipality as it stands, and what rules have found in it."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._watched = watched(view)
        self._rules: dict[str, _Recorded] = {}
        self._readers: dict[Key, dict[str, list[Ref]]] = {}  # by what they have read, by the rule

    def find(self, law: Law, view: View, kept: dict[str, RuleFindings]) -> list[RuleFindings]:
        """What the rules of a law find in another view of the municipality.

        Args:
            kept: what each rule found in the view when it was last asked.
        """
        looking = law.looking
        asked = []
        for rule in law.speaking:
            last, looked_at = kept.get(rule.id.text), looking[rule.id.text]
            if last is None or not (last.looked_at is looked_at or _are(last.looked_at, looked_at)):
                asked.append((rule, looked_at))
        if not asked:
            return [kept[rule.id.text] for rule in law.speaking]
        keys = view.keep(("touched", self), partial(touched, self._view, view))
        if keys is None:
            kept |= {rule.id.text: asked_of(law, rule, looked, view) for rule, looked in asked}
        else:
            known = [(rule, self._recorded(law, rule, looked_at)) for rule, looked_at in asked]
            again = self._readers_of(keys)
            for rule, one in known:
                name = rule.id.text
                if rule.sentence.of_others or name in again or not keys.isdisjoint(one.listed):
                    kept[name] = _answer(law, rule, one, view, keys, again.get(name, set()))
                else:
                    kept[name] = one.answer
        self._watched.forget()
        return [kept[rule.id.text] for rule in law.speaking]

    def _readers_of(self, keys: Iterable[Key]) -> dict[str, set[Ref]]:
        """Of each rule the subjects that have read something under some keys."""
        found: dict[str, set[Ref]] = {}
        for key in keys:
            for name, readers in self._readers.get(key, {}).items():
                found.setdefault(name, set()).update(readers)
        return found

    def _recorded(self, law: Law, rule: Rule, looked_at: tuple[Rule, ...]) -> _Recorded:
        name = rule.id.text
        known = self._rules.get(name)
        if known and _are(known.answer.looked_at, looked_at):
            return known
        for noted in self._readers.values() if known else ():
            noted.pop(name, None)
        view, reads = self._watched, self._watched.reads
        reads.keys = set()
        subjects = law.subjects(rule, view)
        listed = reads.keys
        pieces: Pieces = {}
        for one in subjects:
            reads.keys = set()
            pieces[one] = law.found_about(one, rule, view)
            for key in reads.keys:
                self._readers.setdefault(key, {}).setdefault(name, []).append(one)
        answer = RuleFindings(rule, looked_at, _telling(pieces.items()))
        places = {one: place for place, one in enumerate(subjects)}
        self._rules[name] = made = _Recorded(answer, places, listed)
        return made


def _answer(
    law: Law, rule: Rule, known: _Recorded, view: View, keys: set[Key], again: set[Ref]
) -> RuleFindings:
    """What a rule finds in a view in which what is read under some keys is otherwise.

    Args:
        again: the subjects that have read such.
    """
    note = tuple(limit_that_ends(rule, view))
    if keys.isdisjoint(known.listed):
        pieces = known.with_other({one: law.found_about(one, rule, view) for one in again})
    else:
        there = known.answer.pieces
        pieces = _telling(
            (
                one,
                law.found_about(one, rule, view)
                if one in again or one not in known.places
                else there.get(one, ()),
            )
            for one in law.subjects(rule, view)
        )
    if pieces is known.answer.pieces and not note:
        return known.answer
    return RuleFindings(rule, known.answer.looked_at, pieces, note)


def _told(found: Sequence[RuleFindings]) -> list[RawFinding]:
    """All that some rules find."""
    told: list[RawFinding] = []
    for one in found:
        if one.pieces or one.note:
            told += one
    return told


def _are(some: Sequence[object], others: Sequence[object]) -> bool:
    """Whether some things are the very same as others."""
    return some is others or (len(some) == len(others) and all(map(is_, some, others)))


def ask_all(law: Law, view: View) -> list[RuleFindings]:
    """What the rules of a law find in a view, each asked of all that it speaks of."""
    return [asked_of(law, rule, law.looked_at(rule), view) for rule in law.speaking]


def asked_of(law: Law, rule: Rule, looked_at: tuple[Rule, ...], view: View) -> RuleFindings:
    """What a rule finds in a view, asked of all that it speaks of."""
    subjects = law.subjects(rule, view)
    pieces = ((one, law.found_about(one, rule, view)) for one in subjects)
    return RuleFindings(rule, looked_at, _telling(pieces), tuple(limit_that_ends(rule, view)))


def _telling(pieces: Iterable[tuple[Ref, tuple[RawFinding, ...]]]) -> Pieces:
    return {subject: found for subject, found in pieces if found}
