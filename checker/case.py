"""One proposal with the organisation it concerns: what a result says of it beside the findings."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Literal

from attrs import frozen

from checker.lawbook.book import RuleBook
from checker.lawbook.complaints import Complaints
from checker.municipality.structure import Organisation
from checker.result import InputFile, ProposalFacts, Uncoded
from checker.speech import proposal as written
from checker.speech.node import Document
from checker.verdict.waivers import Standing


@frozen
class Case:
    """A proposal whose names are all known, and how it is to be judged.

    Attributes:
        names, kinds: of every id on file or created by the proposal.
        law_date, as_of: the days asked for, where any are.
        registers: the municipality's registers of waivers; ``waivers``: those that speak of the
            proposal, its own among them.
    """

    document: Document
    header: written.Proposal
    organisation: Organisation
    names: dict[str, str]
    kinds: dict[str, str]
    complaints: Complaints
    law_date: date | None
    as_of: date | None
    registers: tuple[Document, ...] = ()
    waivers: tuple[Standing, ...] = ()

    @property
    def law_day(self) -> date:
        """The day whose law the structure is judged on."""
        return self.law_date or self.header.effective

    @property
    def day(self) -> date:
        """The proposal's day: what is known on it counts."""
        return self.as_of or self.header.as_of or self.header.proposed

    def facts(self, as_of: date) -> ProposalFacts:
        """What the header says, with the days that override it."""
        assumed = [one for one in self.document.statements if isinstance(one, written.Assuming)]
        return ProposalFacts(
            self.document.span.path,
            self.header.title,
            self.header.proposed,
            self.header.effective,
            self.organisation.id,
            self.law_day,
            as_of,
            tuple(one.text for one in assumed),
            self.document.surface,
        )

    def all_names(self, book: RuleBook) -> dict[str, str]:
        """Every id with its name on the effective date, sorted."""
        authorities = {
            name: book.name_of_authority(one, self.header.effective)
            for name, one in book.authorities.items()
        }
        return dict(sorted({**authorities, **self.names}.items()))

    def all_kinds(self, book: RuleBook) -> dict[str, str]:
        """Every id with its kind, authorities and sources among them."""
        authorities = dict.fromkeys(book.authorities, "authority")
        return {**authorities, **dict.fromkeys(book.sources, "source"), **self.kinds}

    def not_coded(self, book: RuleBook) -> tuple[Uncoded, ...]:
        """What no rule covers, of the sources that bind the municipality on the law's day."""
        found = []
        for one in book.not_coded:
            source = book.sources[one.provision.source]
            in_force = source.interval is None or source.interval.covers(self.law_day, self.day)
            if in_force and source.municipality in (None, self.organisation.name):
                english = self.complaints.language(one.span) == "en"
                language: Literal["en", "da"] = "en" if english else "da"
                cited = str(one.provision)
                found.append(Uncoded(one.provision.source, cited, one.reason, language))
        return tuple(found)

    def inputs(self, rules: Iterable[Document]) -> tuple[InputFile, ...]:
        """The files that the answer rests on, with their digests."""
        documents = [self.document, self.organisation.document, *self.registers, *rules]
        return tuple(
            InputFile(one.span.path, one.span.source.sha256, one.kind) for one in documents
        )
