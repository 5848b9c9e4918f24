"""The whole way in one place: parsed documents in, the result of a proposal out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from checker.language.names import area_words, settle
from checker.law import (
    bylaw,
    carried,
    changes,
    findings,
    judgement,
    proposal_names,
    rulebook,
    rulecheck,
    schedule,
    structure,
    verdict,
)
from checker.law.answers import Answers
from checker.law.complaints import Complaints
from checker.law.evaluator import Law
from checker.law.expectations import Unmet, unmet
from checker.law.requirements import Requirements
from checker.law.view import View
from checker.model import organisation as filed
from checker.model import proposal as written
from checker.model.node import Document
from checker.model.rule import Rule
from checker.result import InputFile, ProposalFacts, Ref, Result, Uncoded


class Checker:
    """A rule base and the organisations it can be asked about.

    Attributes:
        rules: settled, in the order of the files.
        words: area id to its Danish word.
    """

    def __init__(self, rules: Sequence[Document], organisations: Sequence[Document]) -> None:
        """Reads the rule base. Raises MistakesError where it, or an organisation, is wrong."""
        self.words = area_words(rules)
        self._complaints = Complaints(
            {one.span.path: one.surface for one in (*rules, *organisations)}
        )
        known = {*self.words}
        for document in organisations:
            known |= _declared_ids(document)
        settled = [settle(document, self.words, known) for document in rules]
        self._rule_documents = settled
        self.book = rulebook.load(settled, self._complaints)
        rulecheck.examine(self.book, self._complaints)
        self.rules: tuple[Rule, ...] = self.book.rules
        self._organisations = self._by_id(organisations)
        self._read: dict[str, structure.Organisation] = {}
        self._named: set[tuple[str, frozenset[str]]] = set()

    def _by_id(self, documents: Sequence[Document]) -> dict[str, Document]:
        found: dict[str, Document] = {}
        for document in documents:
            header = document.statements[0]
            assert isinstance(header, filed.Municipality)
            if header.id.text in found:
                other = found[header.id.text].span
                self._complaints.add(
                    header.id.span,
                    "duplicate",
                    id=header.id.text,
                    other=f"{other.path}:{other.line}",
                )
            found.setdefault(header.id.text, document)
        self._complaints.settle()
        return found

    def organisation(self, name: str) -> structure.Organisation | None:
        """The organisation with an id, or None. Raises MistakesError where its file is wrong."""
        if name not in self._read:
            document = self._organisations.get(name)
            if document is None:
                return None
            settled = settle(document, self.words, _declared_ids(document) | {*self.words})
            complaints = Complaints(self._complaints.languages)
            proposal_names.check_citations(settled, self.book, complaints)
            complaints.settle()
            self._read[name] = structure.read(settled, {*self.words}, complaints)
        return self._read[name]

    @property
    def organisations(self) -> tuple[str, ...]:
        """The ids of the organisations on file, sorted."""
        return tuple(sorted(self._organisations))

    def settled(self, proposal: Document) -> Document:
        """A proposal with area words and genitives replaced by ids."""
        header = proposal.statements[0]
        assert isinstance(header, written.Proposal)
        document = self._organisations.get(header.concerns.text)
        known = {*self.words} | {name.text for name, _, _ in changes.created_names(proposal)}
        if document:
            known |= _declared_ids(document)
        return settle(proposal, self.words, known)

    def check(
        self, proposal: Document, *, law_date: date | None = None, as_of: date | None = None
    ) -> Result:
        """The result of one proposal.

        Args:
            law_date: judges all on the law of this day; without it the structure is judged on
                the law of the effective date, a step on that of its own day.
            as_of: the proposal's day, in place of the one it names.

        Raises MistakesError where the proposal cannot be used.
        """
        document = self.settled(proposal)
        header = document.statements[0]
        assert isinstance(header, written.Proposal)
        complaints = Complaints(
            {**self._complaints.languages, document.span.path: document.surface}
        )
        organisation = self.organisation(header.concerns.text)
        if organisation is None:
            complaints.unknown(
                header.concerns.span,
                ["municipality"],
                header.concerns.text,
                self._organisations,
            )
            complaints.settle()
            raise AssertionError
        if header.effective < organisation.as_of:
            complaints.add(
                header.span, "before-as-of", day=header.effective, as_of=organisation.as_of
            )
        names, kinds = proposal_names.declare(document, organisation, complaints)
        proposal_names.check(document, organisation, kinds, self.book, complaints)
        complaints.settle()
        return self._judge(
            document, header, organisation, names, kinds, complaints, law_date, as_of
        )

    def _judge(
        self,
        document: Document,
        header: written.Proposal,
        organisation: structure.Organisation,
        names: dict[str, str],
        kinds: dict[str, str],
        complaints: Complaints,
        law_date: date | None,
        as_of: date | None,
    ) -> Result:
        day = law_date or header.effective
        binding = tuple(rule for rule in self.rules if self.book.binds(rule, organisation.name))
        self._check_rule_names(binding, organisation, kinds)
        in_force = tuple(rule for rule in binding if self.book.in_force(rule, day))
        before = self._view(organisation, header, kinds)
        proposed, changed = changes.apply(document, organisation, self.book, complaints)
        after = self._view(organisation, header, kinds, proposed, changed)
        roles = structure.role_ids(organisation.structure, organisation.council)
        brought = carried.read(document, as_of, roles, organisation.dispensations, complaints)
        wording = bylaw.examine(organisation, proposed, changed, brought, complaints)
        complaints.settle()
        groups = findings.compare(Law(in_force, organisation.id), before, after)
        requirements = Requirements(
            after,
            self.book,
            binding,
            brought,
            wording,
            Ref("proposal", header.title),
            organisation.name,
            law_date,
            header.span,
            complaints,
        )
        requirements.build(judgement.asked(groups))
        requirements.check_bodies()
        complaints.settle()
        answers = Answers(requirements)
        judged = judgement.judge(groups, requirements, answers, header.span)
        shown = [
            draft
            for draft in requirements.drafts.values()
            if {one.id: one.status for one in judged.instruments}[draft.id] != "not needed"
        ]
        all_names = self._names(names, header.effective)
        return Result(
            ProposalFacts(
                document.span.path,
                header.title,
                header.proposed,
                header.effective,
                organisation.id,
                day,
                brought.as_of,
                tuple(
                    node.text for node in document.statements if isinstance(node, written.Assuming)
                ),
                document.surface,
            ),
            organisation.name,
            verdict.of(judged.findings, judged.roots),
            judged.findings,
            judged.instruments,
            wording.entries,
            tuple(schedule.plan(shown, answers)),
            all_names,
            self._kinds(kinds),
            dict(self.words),
            {name: source.title for name, source in self.book.sources.items()},
            {one.id: one.leader for one in proposed.committees.values()},
            self._not_coded(organisation),
            tuple(rule.id.text for rule in in_force),
            self._inputs(document, organisation),
        )

    def _view(
        self,
        organisation: structure.Organisation,
        header: written.Proposal,
        kinds: dict[str, str],
        proposed: structure.Structure | None = None,
        changed: changes.Changes = changes.NOTHING,
    ) -> View:
        return View(
            proposed or organisation.structure,
            self.book,
            organisation.calendar,
            header.effective,
            organisation.council,
            kinds,
            changed,
        )

    def _check_rule_names(
        self,
        binding: Sequence[Rule],
        organisation: structure.Organisation,
        kinds: dict[str, str],
    ) -> None:
        """Names in rules are resolved once for each organisation and set of created names."""
        key = (organisation.id, frozenset(kinds))
        if key in self._named:
            return
        complaints = Complaints(self._complaints.languages)
        everything = {**dict.fromkeys(self.book.authorities, "authority"), **kinds}
        for rule in binding:
            rulecheck.check_names(rule, everything, complaints)
        complaints.settle()
        self._named.add(key)

    def _names(self, names: dict[str, str], day: date) -> dict[str, str]:
        authorities = {
            name: self.book.name_of_authority(one, day)
            for name, one in self.book.authorities.items()
        }
        return dict(sorted({**authorities, **names}.items()))

    def _kinds(self, kinds: dict[str, str]) -> dict[str, str]:
        own = dict.fromkeys(self.book.authorities, "authority")
        return {**own, **dict.fromkeys(self.book.sources, "source"), **kinds}

    def _not_coded(self, organisation: structure.Organisation) -> tuple[Uncoded, ...]:
        return tuple(
            Uncoded(one.provision.source, str(one.provision), one.reason)
            for one in self.book.not_coded
            if self.book.sources[one.provision.source].municipality in (None, organisation.name)
        )

    def _inputs(
        self, document: Document, organisation: structure.Organisation
    ) -> tuple[InputFile, ...]:
        documents = [document, organisation.document, *self._rule_documents]
        return tuple(
            InputFile(one.span.path, one.span.source.sha256, one.kind) for one in documents
        )

    def expectations(self, proposal: Document, result: Result) -> tuple[Unmet, ...]:
        """The ``expect`` sentences of a proposal that its result does not meet."""
        return unmet(self.settled(proposal), result, self.book)


def _declared_ids(document: Document) -> set[str]:
    """Every id that an organisation declares, for stripping genitives."""
    found = set()
    for node in document.statements:
        name = getattr(node, "id", None)
        if name is not None:
            found.add(name.text)
        for part in ("administration", "mayor"):
            titled = getattr(node, part, None)
            if titled is not None:
                found.add(titled.id.text)
    return found
