# SPDX-License-Identifier: EUPL-1.2
"""What a law finds in a municipality as it stands, with all that each answer has read: whatever is
proposed, only what read something that is then otherwise is asked again."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain
from typing import Any

from checker.findings.find import Law, RawFinding, limit_that_ends
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
    """What a law finds without a proposal and with it, rule by rule, and the rules by which that
    is followed."""

    before: Sequence[RuleFindings]
    after: Sequence[RuleFindings]
    procedural: tuple[Rule, ...]

    def is_like(self, other: Found) -> bool:
        """Whether another comes to the same: the very findings, followed by the same rules."""
        both = (self.before, other.before), (self.after, other.after)
        rules = self.procedural, other.procedural
        found = ((chain(*one), chain(*two)) for one, two in both)
        return all([*map(id, one)] == [*map(id, two)] for one, two in (*found, rules))


@frozen(eq=False, repr=False)
class _Recorded:
    """What one rule finds in the municipality as it stands, and what that has read.

    Attributes:
        places: the subjects, each with its place among them.
        listed: what was read to tell the subjects.
        readers: what was read to the subjects of whose pieces it was.
    """

    answer: RuleFindings
    places: dict[Ref, int]
    listed: Collection[Key]
    readers: dict[Key, list[Ref]]

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

    def find(self, law: Law, view: View, kept: dict[str, RuleFindings]) -> list[RuleFindings]:
        """What the rules of a law find in another view of the municipality.

        Args:
            kept: what each rule found in the view when it was last asked.
        """
        keys = touched(self._view, view)
        found = []
        for rule in law.speaking:
            last, looked_at = kept.get(rule.id.text), law.looked_at(rule)
            if last is None or [*map(id, last.looked_at)] != [*map(id, looked_at)]:
                last = kept[rule.id.text] = self._answer(law, rule, looked_at, view, keys)
            found.append(last)
        self._watched.forget()
        return found

    def _answer(
        self, law: Law, rule: Rule, looked_at: tuple[Rule, ...], view: View, keys: set[Key] | None
    ) -> RuleFindings:
        if keys is None:
            return _asked(law, rule, looked_at, view)
        note = tuple(limit_that_ends(rule, view))
        known = self._recorded(law, rule, looked_at)
        again = {one for key in keys & known.readers.keys() for one in known.readers[key]}
        if keys.isdisjoint(known.listed):
            pieces = known.with_other({one: _found(law, rule, one, view) for one in again})
        else:
            there = known.answer.pieces
            pieces = _telling(
                (
                    one,
                    _found(law, rule, one, view)
                    if one in again or one not in known.places
                    else there.get(one, ()),
                )
                for one in law.subjects(rule, view)
            )
        if pieces is known.answer.pieces and not note:
            return known.answer
        return RuleFindings(rule, looked_at, pieces, note)

    def _recorded(self, law: Law, rule: Rule, looked_at: tuple[Rule, ...]) -> _Recorded:
        known = self._rules.get(rule.id.text)
        if known and [*map(id, known.answer.looked_at)] == [*map(id, looked_at)]:
            return known
        view, reads = self._watched, self._watched.reads
        reads.keys = set()
        subjects = law.subjects(rule, view)
        listed = reads.keys
        pieces: Pieces = {}
        readers: dict[Key, list[Ref]] = {}
        for one in subjects:
            reads.keys = set()
            pieces[one] = _found(law, rule, one, view)
            for key in reads.keys:
                readers.setdefault(key, []).append(one)
        answer = RuleFindings(rule, looked_at, _telling(pieces.items()))
        places = {one: place for place, one in enumerate(subjects)}
        self._rules[rule.id.text] = made = _Recorded(answer, places, listed, readers)
        return made


def ask_all(law: Law, view: View) -> list[RuleFindings]:
    """What the rules of a law find in a view, each asked of all that it speaks of."""
    return [_asked(law, rule, law.looked_at(rule), view) for rule in law.speaking]


def _asked(law: Law, rule: Rule, looked_at: tuple[Rule, ...], view: View) -> RuleFindings:
    subjects = law.subjects(rule, view)
    pieces = ((one, _found(law, rule, one, view)) for one in subjects)
    return RuleFindings(rule, looked_at, _telling(pieces), tuple(limit_that_ends(rule, view)))


def _found(law: Law, rule: Rule, subject: Ref, view: View) -> tuple[RawFinding, ...]:
    return tuple(law.found_about(subject, rule, view))


def _telling(pieces: Iterable[tuple[Ref, tuple[RawFinding, ...]]]) -> Pieces:
    return {subject: found for subject, found in pieces if found}
