# SPDX-License-Identifier: EUPL-1.2
"""One proposal with the municipality it concerns, all its names known, and how it is judged."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from functools import cached_property
from itertools import islice
from typing import Any

from checker.alike import drawn
from checker.language.names import resolve_names
from checker.lawbook.book import IDLE_RULE, UNTOLD_RULE, WAIVER_RULES, Lawbook
from checker.lawbook.check import check_names
from checker.mistakes import Mistakes
from checker.municipality.does import briefly, told_changes
from checker.municipality.given import told, with_given
from checker.municipality.names import (
    authorities_of,
    check_citations,
    check_offices,
    check_titles,
    names_declared,
    names_on_file,
    taken_by_area,
)
from checker.municipality.town import Town, check_standing
from checker.municipality.wanted import created_names
from checker.records import evolve, frozen
from checker.result import InputFile, ProposalFacts, Uncoded
from checker.source import Span
from checker.speech import proposal as written
from checker.speech.node import Document, Name, Named, Node, nodes_of
from checker.speech.organisation import Given
from checker.speech.proposal import Waive
from checker.speech.rule import Rule


@frozen
class Terms:
    """How a proposal is to be judged.

    Attributes:
        law_date: all is judged on the law of this day; without it the structure is judged on
            the law of the effective date, a step on that of its own day.
        as_of: the proposal's day, in place of the one it names.
        following: interpretations to follow in place of those that the rule base follows.
        rivals_too: whether it is also worked out what their rivals would change.
    """

    law_date: date | None = None
    as_of: date | None = None
    following: tuple[str, ...] = ()
    rivals_too: bool = True


@frozen
class WaiverAtHand:
    """A waiver that speaks of a proposal; ``for_all``: of every one of the municipality."""

    statement: Waive
    for_all: bool


@frozen(eq=False, repr=False)
class Case:
    """A proposal whose names are all known, and how it is to be judged.

    Attributes:
        given: the document as it was read; in ``document`` every name is an id.
        town: with what the proposal states of it; ``on_file``: without.
        names, kinds: of every id on file or created by the proposal.
        waivers: those that speak of the proposal, its own among them.
    """

    given: Document
    document: Document
    header: written.Proposal
    town: Town
    on_file: Town
    lawbook: Lawbook
    names: dict[str, str]
    kinds: dict[str, str]
    waivers: tuple[WaiverAtHand, ...] = ()
    terms: Terms = Terms()

    @property
    def law_day(self) -> date:
        """The day whose law the structure is judged on."""
        return self.terms.law_date or self.header.effective

    @property
    def day(self) -> date:
        """The proposal's day: what is known on it counts."""
        return self.terms.as_of or self.header.as_of or self.header.proposed

    @cached_property
    def created(self) -> tuple[tuple[str, str, str], ...]:
        """Id, name and kind of what the proposal creates."""
        own = islice(self.names, len(self.town.names), None)
        return tuple((id, self.names[id], self.kinds[id]) for id in own)

    def in_force(self, rule: Rule) -> bool:
        """Whether a rule is in force on the law's day, as far as it was known on the proposal's.

        A mandate binds who proposes: its day is that of the proposal.
        """
        mandate = self.lawbook.kind(rule) == "mandate" and not self.terms.law_date
        day = self.header.proposed if mandate else self.law_day
        return self.lawbook.in_force(rule, day, self.day)

    def binding(self, followed: frozenset[str]) -> tuple[Rule, ...]:
        """The rules that bind the municipality where some interpretations are followed."""
        every = self.lawbook.binding(self.town.name)
        return tuple(rule for rule in every if rule.speaks_under(followed))

    def check_rule_names(self, rules: Iterable[Rule], known: set[str]) -> None:
        """Makes rules ``known``, by their ids. Raises MistakesError for a name on no file."""
        if not (ids := {rule.id.text for rule in rules} - known):
            return
        everything = {**dict.fromkeys(self.lawbook.authorities, "authority"), **self.kinds}
        titles = {**self.lawbook.words, **self.town.titles}
        with mistakes_in(self.document, titles) as mistakes:
            for rule in (one for one in self.lawbook.rules if one.id.text in ids):
                check_names(rule, self.lawbook, everything, mistakes)
        known |= ids

    # ------------------------------------------------------------ what a result says of it

    @cached_property
    def facts(self) -> ProposalFacts:
        """What the header says, with the days that override it."""
        statements = self.document.statements
        assumed = nodes_of(statements, written.Assuming)
        weighed = nodes_of(statements, written.Consideration)
        given = nodes_of(statements, Given)
        created = [one.committee for one in nodes_of(statements, written.CreateCommittee)]
        changes = [one for one in statements if isinstance(one, written.Change)]
        kinds, named = self.kinds, self.town.named
        facts = ProposalFacts(
            self.document.span.path,
            self.header.title,
            self.header.proposed,
            self.header.effective,
            self.town.id,
            self.law_day,
            self.day,
            tuple(one.text for one in assumed),
            self.document.surface,
            self.header.until,
            tuple((one.id.text, one.until) for one in created if one.until),
            self.header.reason,
            tuple(fact for one in given for fact in told(one, self.town)),
            tuple(evolve(one, committee=named(one.committee)) for one in weighed),
            self.alone,
            remarks=self.document.noted,
        )
        return facts.later(
            changed=lambda: tuple((one.span.place, briefly(one)) for one in changes),
            does=lambda: told_changes(changes, kinds, named),
        )

    @property
    def alone(self) -> bool:
        """Whether the organisation is seen as it stands, with nothing proposed."""
        return self.document.span.source.sha256 == self.town.document.span.source.sha256

    def background(self) -> dict[str, Any]:
        """What a result says of every id, of areas and sources, and of what no rule covers."""
        book, day = self.lawbook, self.header.effective
        named = {id: book.name_of_authority(one, day) for id, one in book.authorities.items()}
        authorities = dict.fromkeys(book.authorities, "authority")
        return {
            "names": dict(sorted({**named, **self.names}.items())),
            "kinds": {**authorities, **dict.fromkeys(book.sources, "source"), **self.kinds},
            "words": dict(book.words),
            "sources": {name: source.title for name, source in book.sources.items()},
            "not_coded": self._not_coded(),
        }

    def _not_coded(self) -> tuple[Uncoded, ...]:
        """What no rule covers, of the sources that bind the municipality on the law's day."""
        surfaces = {one.span.path: one.surface for one in self.lawbook.documents}
        found = []
        for one in self.lawbook.not_coded:
            source = self.lawbook.sources[one.provision.source]
            in_force = source.interval is None or source.interval.covers(self.law_day, self.day)
            if in_force and source.municipality in (None, self.town.name):
                cited, language = str(one.provision), surfaces[one.span.path]
                found.append(Uncoded(one.provision.source, cited, one.reason, language))
        return tuple(found)

    @cached_property
    def inputs(self) -> tuple[InputFile, ...]:
        """The files that the answer rests on, with their digests."""
        town = [self.town.document, *self.town.registers]
        own = [] if self.alone else [self.document]
        documents = [*own, *town, *self.lawbook.documents]
        return tuple(
            InputFile(one.span.path, one.span.source.sha256, one.kind) for one in documents
        )


def mistakes_in(proposal: Document, titles: Mapping[str, str] | None = None) -> Mistakes:
    """Collects what is wrong with a proposal, told in the language that it is to be told in."""
    told_in = dict.fromkeys((one.span.path for one in proposal.statements), proposal.surface)
    return Mistakes(told_in, titles=titles or {})


def resolved(
    proposal: Document,
    known: Collection[str],
    lawbook: Lawbook,
    titles: Mapping[str, str] | None = None,
) -> Document:
    """A proposal with every name an id; ``known``: the ids on file, ``titles``: their names."""
    created = {name.text for name, _, _ in created_names(proposal)}
    known = {*known, *created} if created else known
    return resolve_names(proposal, lawbook.words, known, titles)


def _standing(proposal: Document, header: written.Proposal, town: Town) -> tuple[WaiverAtHand, ...]:
    """The waivers that speak of a proposal: its own, those that name it, those for all; each
    once."""
    own = [one for one in proposal.statements if isinstance(one, Waive)]
    for title in dict.fromkeys((header.title.da, header.title.en)):
        own += town.waivers.get(title, ())
    found = [WaiverAtHand(one, for_all=False) for one in own]
    found += [WaiverAtHand(one, for_all=True) for one in town.waivers.get(None, ())]
    return tuple(dict.fromkeys(found))


def resolve(proposal: Document, town: Town, lawbook: Lawbook) -> Case:
    """A proposal with all its names known. Raises MistakesError."""
    document = resolved(proposal, town.kinds, lawbook, town.titles)
    nodes = [*document.walk()]
    header = document.statements[0]
    assert isinstance(header, written.Proposal)
    with mistakes_in(document, {**lawbook.words, **town.titles}) as mistakes:
        if header.effective < header.proposed:
            mistakes.add(
                header.span,
                "effect-before-proposed",
                day=header.effective,
                proposed=header.proposed,
            )
        elif date.min < header.effective < town.as_of:
            mistakes.add(header.span, "before-as-of", day=header.effective, as_of=town.as_of)
        check_titles(document, nodes, town.titles, town.kinds, mistakes)
        check_standing(town, lawbook, header.effective, mistakes)
        _check_lasting(document, town, header.effective, mistakes)
        names, kinds = _declare(document, town, lawbook.words, mistakes)
        _check_proposal(nodes, town, kinds, lawbook, mistakes)
        check_citations(nodes, lawbook, mistakes)
        standing = _standing(document, header, town)
        for one in standing:
            known = town.kinds if one.for_all else kinds
            _check_waiver(one.statement, known, lawbook, mistakes)
        mistakes.settle()
        stated = with_given(town, document, lawbook, mistakes)
    return Case(
        given=proposal,
        document=document,
        header=header,
        town=stated,
        on_file=town,
        lawbook=lawbook,
        names=names,
        kinds=kinds,
        waivers=standing,
    )


def _check_lasting(document: Document, town: Town, effective: date, mistakes: Mistakes) -> None:
    """Notes a special committee that ends before the day of effect, where something is to go
    there or where it is created."""
    for made in nodes_of(document.statements, written.CreateCommittee):
        if made.committee.until and made.committee.until < effective:
            told = {"id": made.committee.id.text, "day": made.committee.until}
            mistakes.add(made.span, "ends-before-effect", **told, effective=effective)
    ended = {name: until for name, until in town.ending.items() if until < effective}
    for node in document.statements if ended else ():
        into: object = None
        match node:
            case written.Move():
                into = node.destination
            case written.Abolish():
                into = node.successor
            case written.CreateUnit():
                into = node.unit.owner
            case written.Placed():
                into = node.committee
            case _:
                pass
        if isinstance(into, Name) and into.text in ended:
            day = ended[into.text]
            mistakes.add(into.span, "committee-ended", committee=into.text, day=day)


def _declare(
    document: Document,
    town: Town,
    areas: Mapping[str, str],
    mistakes: Mistakes,
) -> tuple[dict[str, str], dict[str, str]]:
    """Names and kinds of all ids, those on file and those the proposal creates."""
    names, kinds = dict(town.names), dict(town.kinds)
    places: dict[str, Span] = {}
    created = created_names(document)
    seen = {drawn(id): id for id in kinds} if created else {}
    for name, title, kind in created:
        if kind == "renamed":
            thing = _renamed(document, name)
            kind = kinds.get(thing, "committee")
        if taken_by_area(name, areas, mistakes):
            continue
        if name.text in kinds or name.text in places:
            other = places.get(name.text)
            place = f"{other.path}:{other.line}" if other else town.document.span.path
            mistakes.add(name.span, "duplicate", id=name.text, other=place)
            continue
        mistakes.expect_unlike(name.span, name.text, seen)
        places[name.text], names[name.text] = name.span, title
        kinds[name.text] = kind
    return names, kinds


def _renamed(document: Document, name: Name) -> str:
    for node in document.statements:
        if isinstance(node, written.Rename) and node.id is name and isinstance(node.thing, Name):
            return node.thing.text
    return ""


def _check_proposal(
    nodes: Iterable[Node],
    town: Town,
    kinds: dict[str, str],
    book: Lawbook,
    mistakes: Mistakes,
) -> None:
    """Notes every name in a proposal that is unknown or of the wrong kind.

    Things that move must be on file; committees that receive may be created by the proposal.
    """
    filed = town.kinds
    everything = {**authorities_of(book), **kinds}
    for node in nodes:
        if isinstance(node, Name):
            continue  # what names it says which kinds fit
        if isinstance(node, written.ExpectFinding):
            own = IDLE_RULE, UNTOLD_RULE, *WAIVER_RULES
            rules = dict.fromkeys((*book.by_id, *own), "rule")
            mistakes.expect(node.rule.span, node.rule.text, ("rule",), rules)
            if isinstance(node.subject, Named):
                name = node.subject.name
                mistakes.expect(name.span, name.text, _FOUND_ON, everything)
        if isinstance(node, written.Insert | written.Remove | written.Reword):
            source = book.sources.get(node.provision.source)
            if source and source.kind != "bylaw":
                mistakes.add(node.provision.span, "not-bylaw", id=node.provision.source)
            elif isinstance(node, written.Reword) and node.old == node.new:
                mistakes.add(node.span, "same-words")
        check_offices(node, mistakes)
        for name, allowed in names_on_file(node):
            mistakes.expect(name.span, name.text, allowed, filed)
        for name, allowed in names_declared(node):
            mistakes.expect(name.span, name.text, allowed, everything)


def _check_waiver(
    waiver: Waive, kinds: Mapping[str, str], book: Lawbook, mistakes: Mistakes
) -> None:
    """Notes every name in a waiver that is unknown or of the wrong kind: a person has no id.

    Args:
        kinds: of the ids that it may speak of.
    """
    rules = dict.fromkeys(book.by_id, "rule")
    mistakes.expect(waiver.rule.span, waiver.rule.text, ("rule",), rules)
    everything = {**authorities_of(book), **kinds}
    if isinstance(waiver.subject, Named):
        name = waiver.subject.name
        mistakes.expect(name.span, name.text, _FOUND_ON, everything)
    if isinstance(waiver.by, Name):
        mistakes.expect(waiver.by.span, waiver.by.text, _DECIDING, everything)


_FOUND_ON = ("committee", "unit", "task", "area", "municipality")
_DECIDING = ("council", "committee", "authority", "administration", "mayor")
