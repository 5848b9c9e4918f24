# SPDX-License-Identifier: EUPL-1.2
"""The rule base: one law that binds, to be asked what is in force and what it rests on."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from checker.records import field, frozen
from checker.result import Basis, Result
from checker.speech import rule as written
from checker.speech.node import Citation, Document, Fitting, Reading, nodes_of

_PARAGRAPH = re.compile(r"§ (\d+(?: [a-zæøå]\b)?)")
_Standing = TypeVar("_Standing", bound=written.StandingLaw)
_Told = TypeVar("_Told")
STRENGTH: tuple[written.SourceKind, ...] = ("law", "bylaw", "mandate", "guideline")
# Rules that no file declares: findings of the checker itself.
IDLE_RULE, UNTOLD_RULE = "changes-nothing", "what-moves"
WAIVER_RULES = ("waiver-expired", "waiver-not-allowed", "waiver-undecided", "waiver-unused")


@frozen(eq=False, repr=False)
class Lawbook:
    """All rule documents together.

    Attributes:
        rules: in the order of files and of lines; displaced and expired ones included.
        sentences: what became of each legal sentence of the sources.
        doubts: the questions that the sources leave open, by their id.
        sign_offs: the word of offices for rules as they stood.
        signatures: the same, beside the rules as they stand.
        standing: what is law in every municipality without its saying so.
        documents: with every name an id, in the order of the files.
        words: area id to its Danish word.
    """

    sources: dict[str, written.LegalSource]
    authorities: dict[str, written.Authority]
    areas: dict[str, written.Area]
    rules: tuple[written.Rule, ...]
    not_coded: tuple[written.NotCoded, ...]
    sentences: tuple[written.LegalSentence, ...]
    doubts: dict[str, written.Doubt]
    sign_offs: tuple[written.SignOff, ...]
    signatures: tuple[written.Signature, ...]
    standing: tuple[written.StandingLaw, ...]
    documents: tuple[Document, ...]
    words: dict[str, str]
    _checked: dict[Citation, date]  # the last day each was held against its text
    _lineages: dict[str, tuple[str, ...]] = field(factory=dict, init=False)
    _within: dict[str, tuple[str, ...]] = field(factory=dict, init=False)
    _lying: dict[tuple[str, ...], dict[str, bool]] = field(factory=dict, init=False)
    _binding: dict[str, tuple[written.Rule, ...]] = field(factory=dict, init=False)
    _known: dict[tuple[str, int], tuple[written.Rule, Any]] = field(factory=dict, init=False)

    @cached_property
    def by_id(self) -> dict[str, written.Rule]:
        """The rules by their ids."""
        return {rule.id.text: rule for rule in self.rules}

    def lineage(self, area: str) -> tuple[str, ...]:
        """The area and every wider one, narrowest first."""
        if area not in self._lineages:
            path, name = dict.fromkeys([area]), area
            while name in self.areas and (parent := self.areas[name].parent):
                name = parent.text
                if name in path or name not in self.areas:
                    break
                path[name] = None
            self._lineages[area] = tuple(path)
        return self._lineages[area]

    def once(self, make: Callable[[written.Rule], _Told], rule: written.Rule) -> _Told:
        """What is told of a rule, worked out once; with it the rule is kept, so that no other is
        taken for it."""
        key = make.__name__, id(rule)
        if key not in self._known:
            self._known[key] = rule, make(rule)
        told: _Told = self._known[key][1]
        return told

    def known_of(self, areas: tuple[str, ...]) -> dict[str, bool]:
        """Of areas whether they lie within one of some, as far as it has been worked out."""
        return self._lying.setdefault(areas, {})

    def within(self, area: str) -> tuple[str, ...]:
        """The area and every one within it."""
        if area not in self._within:
            within = [one for one in self.areas if area in self.lineage(one)]
            self._within[area] = tuple(dict.fromkeys((area, *within)))
        return self._within[area]

    def names_of(self, rule: written.Rule) -> Fitting:
        """Every name a rule speaks of, with the kinds that fit there, looked up once."""
        return self.once(names_in, rule)

    def kind(self, rule: written.Rule) -> written.SourceKind:
        """The strongest kind among the sources a rule rests on."""
        return self.once(self._kind_of, rule)

    def _kind_of(self, rule: written.Rule) -> written.SourceKind:
        kinds = {self.sources[base.source].kind for base in rule.bases}
        return next(kind for kind in STRENGTH if kind in kinds)

    def in_force(self, rule: written.Rule, day: date, known_on: date | None = None) -> bool:
        """Whether the rule's own interval and those of all its sources hold the day.

        Args:
            known_on: takes only what was known on this day of when they begin and end.
        """
        intervals = [rule.interval, *(self.sources[base.source].interval for base in rule.bases)]
        return all(interval is None or interval.covers(day, known_on) for interval in intervals)

    def followed(self, instead: Sequence[str] = ()) -> frozenset[str]:
        """The interpretation of each doubt that is followed, or the last one that is to be in its
        place.

        Raises KeyError for an interpretation that no doubt has.
        """
        answers = {
            each.id.text: doubt.id.text
            for doubt in self.doubts.values()
            for each in doubt.interpretations
        }
        chosen = {name: doubt.following.text for name, doubt in self.doubts.items()}
        chosen.update((answers[one], one) for one in instead)
        return frozenset(chosen.values())

    def silenced(self) -> frozenset[str]:
        """Ids of the rules that do not speak because another interpretation is followed."""
        followed = self.followed()
        return frozenset(one.id.text for one in self.rules if not one.speaks_under(followed))

    def binding(self, municipality: str) -> tuple[written.Rule, ...]:
        """The rules that bind a municipality, whatever interpretation is followed."""
        if municipality not in self._binding:
            found = (rule for rule in self.rules if self.binds(rule, municipality))
            self._binding[municipality] = tuple(found)
        return self._binding[municipality]

    def binds(
        self, rule: written.Rule | written.LegalSentence | written.StandingLaw, municipality: str
    ) -> bool:
        """Whether the rule binds a municipality: none of its sources is another one's own."""
        owners = {self.sources[base.source].municipality for base in rule.bases}
        return owners <= {None, municipality}

    def standing_law(self, kind: type[_Standing], municipality: str) -> tuple[_Standing, ...]:
        """What the law says to a municipality of one matter without its saying so."""
        found = nodes_of(self.standing, kind)
        return tuple(one for one in found if self.binds(one, municipality))

    def forms(self, form: str) -> list[written.KnownForm]:
        """The forms of government that are called so."""
        return [one for one in self._known_forms if form.casefold() in one.names]

    @cached_property
    def _known_forms(self) -> list[written.KnownForm]:
        return nodes_of(self.standing, written.KnownForm)

    def same_form(self, one: str, other: str) -> bool:
        """Whether two words are said of one form of government."""
        said = {one.casefold(), other.casefold()}
        return len(said) == 1 or any(said <= {*form.names} for form in self.forms(one))

    def bylaws(self, municipality: str, day: date | None = None) -> list[str]:
        """Ids of the bylaws of a municipality, in the order of the rule base; those in force on a
        day, where one is given."""
        return [
            source.id.text
            for source in self.sources.values()
            if source.kind == "bylaw" and source.municipality in (None, municipality)
            if not (day and source.interval) or source.interval.covers(day)
        ]

    def basis(self, rule: written.Rule) -> tuple[Basis, ...]:
        """The provisions of a rule as a report shows them.

        A provision whose own text was read for one rule is second hand in none. A place that names
        the paragraph of one of them, such as § 40, is where that one was read and not the others.
        """
        return self.once(self._basis_of, rule)

    def _basis_of(self, rule: written.Rule) -> tuple[Basis, ...]:
        numbers = {base.parts[0] for base in rule.bases if base.parts}
        named = {
            read: {("§", found[1])} & numbers
            for read in rule.read_in
            if (found := _PARAGRAPH.match(read.section))
        }
        signed = self._signed.get(rule.id.text, ())
        return tuple(
            Basis(
                base.source,
                self.sources[base.source].kind,
                str(base),
                base in self._checked,
                tuple(
                    Reading(read.document, read.section, read.page, read.anchor, read.text_digest)
                    for read in rule.read_in
                    if not named.get(read) or {*base.parts[:1]} & named[read]
                ),
                self.sources[base.source].address,
                signed,
                self._checked.get(base),
            )
            for base in rule.bases
        )

    @cached_property
    def _signed(self) -> dict[str, tuple[written.Signature, ...]]:
        """The signatures beside each rule that has one, by its id."""
        found: dict[str, tuple[written.Signature, ...]] = {}
        for one in self.signatures:
            found[one.rule] = (*found.get(one.rule, ()), one)
        return found

    def name_of_authority(self, authority: written.Authority, day: date) -> str:
        """The name an authority bears on a day."""
        for name in authority.names:
            if name.until is None or day <= name.until:
                return name.name
        return authority.names[-1].name

    def sentences_at_hand(self, result: Result) -> tuple[written.LegalSentence, ...]:
        """The sentences that the rules on what the proposal touches code, and those that no rule
        judges though they state a provision these rules rest on, or were read in the same section
        as one of the city's own.

        A sentence under another municipality's own source is none of the matter.
        """
        speaking = _bearing(result)
        rules = [rule for rule in self.rules if rule.id.text in speaking]
        bases = {base for rule in rules for base in rule.bases if base.parts}
        sections = {
            (read.document, read.section)
            for rule in rules
            if any(self.sources[base.source].municipality is not None for base in rule.bases)
            for read in rule.read_in
        }

        def is_at_hand(one: written.LegalSentence) -> bool:
            coded = {name.text for name in one.rules}
            if coded and coded <= self.by_id.keys():
                # What is only a line of a provision says nothing that its rule does not say.
                told = one.number is not None or one.uncoded or one.read_in
                return bool(told and speaking & coded)
            read_in = {(read.document, read.section) for read in one.read_in}
            return bool(one.uncoded or coded) and bool(bases & {*one.bases} or sections & read_in)

        return tuple(
            one
            for one in self.sentences
            if self.binds(one, result.municipality) and is_at_hand(one)
        )


def names_in(rule: written.Rule) -> Fitting:
    """Every name a rule speaks of, with the kinds that fit there."""
    return [found for node in rule.spoken() for found in node.spoken_names()]


def _bearing(result: Result) -> set[str]:
    """The ids of the rules that speak of what the proposal touches."""
    brought = {one.id for one in result.instruments if not one.for_existing}
    found = {one.rule for one in result.findings if one.status != "existing"}
    found |= {rule for one in result.instruments if one.id in brought for rule in one.rules}
    found |= {step.rule for step in result.schedule if step.rule and step.requires in brought}
    return found | {*result.amended}
