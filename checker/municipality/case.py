"""One proposal with the municipality it concerns, and how it is to be judged."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from attrs import field, frozen

from checker.language.names import resolve_names
from checker.lawbook import names
from checker.lawbook.book import RuleBook
from checker.mistakes import Mistakes
from checker.municipality import proposal_names
from checker.municipality.town import Town
from checker.municipality.wanted import created_names
from checker.result import InputFile, ProposalFacts, Uncoded
from checker.speech import proposal as written
from checker.speech.node import Document
from checker.speech.rule import Rule
from checker.speech.waiver import Waive


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
class Standing:
    """A waiver that speaks of a proposal; ``for_all``: of every one of the municipality."""

    statement: Waive
    for_all: bool


@frozen
class Case:
    """A proposal whose names are all known, and how it is to be judged.

    Attributes:
        given: the document as it was read; in ``document`` every name is an id.
        names, kinds: of every id on file or created by the proposal.
        waivers: those that speak of the proposal, its own among them.
    """

    given: Document
    document: Document
    header: written.Proposal
    town: Town
    lawbook: RuleBook
    names: dict[str, str] = field(repr=False)
    kinds: dict[str, str] = field(repr=False)
    waivers: tuple[Standing, ...] = ()
    terms: Terms = Terms()

    @property
    def law_day(self) -> date:
        """The day whose law the structure is judged on."""
        return self.terms.law_date or self.header.effective

    @property
    def day(self) -> date:
        """The proposal's day: what is known on it counts."""
        return self.terms.as_of or self.header.as_of or self.header.proposed

    def in_force(self, rule: Rule) -> bool:
        """Whether a rule is in force on the law's day, as far as it was known on the proposal's."""
        return self.lawbook.in_force(rule, self.law_day, self.day)

    def binding(self, followed: frozenset[str]) -> tuple[Rule, ...]:
        """The rules that bind the municipality where some interpretations are followed."""
        return tuple(
            rule
            for rule in self.lawbook.rules
            if self.lawbook.binds(rule, self.town.name)
            and (rule.interpretation is None or rule.interpretation.text in followed)
        )

    def check_rule_names(self, rules: Sequence[Rule]) -> None:
        """Raises MistakesError for what rules name that is unknown to the municipality."""
        everything = {**dict.fromkeys(self.lawbook.authorities, "authority"), **self.kinds}
        with mistakes_in(self.document) as complaints:
            for rule in rules:
                names.check_names(rule, everything, complaints)

    # ------------------------------------------------------------ what a result says of it

    def facts(self) -> ProposalFacts:
        """What the header says, with the days that override it."""
        assumed = [one for one in self.document.statements if isinstance(one, written.Assuming)]
        return ProposalFacts(
            self.document.span.path,
            self.header.title,
            self.header.proposed,
            self.header.effective,
            self.town.id,
            self.law_day,
            self.day,
            tuple(one.text for one in assumed),
            self.document.surface,
        )

    def all_names(self) -> dict[str, str]:
        """Every id with its name on the effective date, sorted."""
        authorities = {
            name: self.lawbook.name_of_authority(one, self.header.effective)
            for name, one in self.lawbook.authorities.items()
        }
        return dict(sorted({**authorities, **self.names}.items()))

    def all_kinds(self) -> dict[str, str]:
        """Every id with its kind, authorities and sources among them."""
        authorities = dict.fromkeys(self.lawbook.authorities, "authority")
        return {**authorities, **dict.fromkeys(self.lawbook.sources, "source"), **self.kinds}

    def not_coded(self) -> tuple[Uncoded, ...]:
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

    def inputs(self) -> tuple[InputFile, ...]:
        """The files that the answer rests on, with their digests."""
        town = [self.town.document, *self.town.registers]
        documents = [self.document, *town, *self.lawbook.documents]
        return tuple(
            InputFile(one.span.path, one.span.source.sha256, one.kind) for one in documents
        )


def mistakes_in(proposal: Document) -> Mistakes:
    """Collects what is wrong with a proposal, told in the language that it is to be told in."""
    return Mistakes(dict.fromkeys((one.span.path for one in proposal.statements), proposal.surface))


def resolved(proposal: Document, known: set[str], lawbook: RuleBook) -> Document:
    """A proposal with every name an id; ``known``: the ids on file."""
    created = {name.text for name, _, _ in created_names(proposal)}
    return resolve_names(proposal, lawbook.words, known | created)


def _standing(proposal: Document, header: written.Proposal, town: Town) -> tuple[Standing, ...]:
    """The waivers that speak of a proposal: its own, those that name it, those for all; each
    once."""
    own = [one for one in proposal.statements if isinstance(one, Waive)]
    for title in dict.fromkeys((header.title.da, header.title.en)):
        own += town.waivers.get(title, ())
    found = [Standing(one, for_all=False) for one in own]
    found += [Standing(one, for_all=True) for one in town.waivers.get(None, ())]
    return tuple(dict.fromkeys(found))


def resolve(proposal: Document, town: Town, lawbook: RuleBook) -> Case:
    """A proposal with all its names known. Raises MistakesError."""
    document = resolved(proposal, {*town.kinds}, lawbook)
    header = document.statements[0]
    assert isinstance(header, written.Proposal)
    with mistakes_in(document) as complaints:
        if date.min < header.effective < town.as_of:
            complaints.add(header.span, "before-as-of", day=header.effective, as_of=town.as_of)
        names, kinds = proposal_names.declare(document, town, lawbook.words, complaints)
        proposal_names.check(document, town, kinds, lawbook, complaints)
        standing = _standing(document, header, town)
        for one in standing:
            known = town.kinds if one.for_all else kinds
            proposal_names.check_waiver(one.statement, known, lawbook, complaints)
    return Case(
        given=proposal,
        document=document,
        header=header,
        town=town,
        lawbook=lawbook,
        names=names,
        kinds=kinds,
        waivers=standing,
    )
