"""The whole way in one place: parsed documents in, the result of a proposal out."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from datetime import date

from attrs import evolve, frozen

from checker.agenda.ask import ask
from checker.agenda.procedure import Procedure, procedural
from checker.agenda.progress import follow
from checker.agenda.schedule import plan
from checker.case import Case
from checker.errors import CheckerError, MistakesError
from checker.findings import compare
from checker.findings.find import Found, Law
from checker.language.names import area_words, declared_ids, settle
from checker.lawbook import book, check, names, register, spoken
from checker.lawbook.complaints import Complaints
from checker.municipality import (
    bylaw,
    carried,
    changes,
    organisation_reader,
    proposal_names,
    structure,
)
from checker.municipality.situation import View
from checker.result import Ref, Result
from checker.speech import organisation as filed
from checker.speech import proposal as written
from checker.speech.node import Document
from checker.speech.rule import Doubt, LegalSource, Rule
from checker.speech.waiver import Register
from checker.verdict import rivals, waivers
from checker.verdict.expectations import Unmet, unmet
from checker.verdict.judge import judge

Kept = dict[tuple[str, bool], list[Found]]


@frozen
class _Work:
    """What a proposal does and carries: the same however the sources are read.

    Attributes:
        before, after: the structure without the proposal and with it.
        kept: what the rules of no interpretation found before.
    """

    before: View
    after: View
    brought: carried.Carried
    wording: bylaw.Bylaw
    kept: Kept


_REMEMBERED = 64  # kinds of proposal for which what they share is not worked out anew


class Checker:
    """A rule base and the organisations it can be asked about.

    Attributes:
        rules: settled, in the order of the files.
        words: area id to its Danish word.
    """

    def __init__(
        self,
        rules: Sequence[Document],
        organisations: Sequence[Document],
        registers: Sequence[Document] = (),
    ) -> None:
        """Reads the rule base. Raises MistakesError where it, or another document, is wrong.

        Args:
            registers: of the waivers that are on file beside those in proposals.
        """
        self.words = area_words(rules)
        self._complaints = Complaints(
            {one.span.path: one.surface for one in (*rules, *organisations, *registers)}
        )
        known = {*self.words}
        for document in organisations:
            known |= declared_ids([document])
        settled = [settle(document, self.words, known) for document in rules]
        self._rule_documents = settled
        self.book = book.load(settled, self._complaints)
        check.examine(self.book, self._complaints)
        self.rules: tuple[Rule, ...] = self.book.rules
        self._organisations = self._by_id(organisations)
        self._registers = registers
        self._check_registers()
        self._registered: dict[str, tuple[tuple[Document, ...], waivers.Filed]] = {}
        self._read: dict[str, structure.Organisation] = {}
        self._named: set[tuple[str, date, date, frozenset[str], frozenset[str]]] = set()
        self._before: dict[tuple[object, ...], list[Found]] = {}
        self._filed: dict[str, set[str]] = {}
        self._kept: dict[tuple[object, ...], dict[tuple[str, bool], list[Found]]] = {}
        self._apart: frozenset[str] | None = None

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

    def _check_registers(self) -> None:
        """Notes registers of municipalities that are not on file."""
        for document in self._registers:
            header = document.statements[0]
            assert isinstance(header, Register)
            name = header.concerns
            if name.text not in self._organisations:
                self._complaints.unknown(
                    name.span, ["municipality"], name.text, self._organisations
                )
        self._complaints.settle()

    def _registers_of(self, name: str) -> tuple[tuple[Document, ...], waivers.Filed]:
        """The settled registers of an organisation, in the order of the files, and what is in
        them."""
        if name not in self._registered:
            settled = tuple(
                settle(document, self.words, self._known(name))
                for document in self._registers
                if isinstance(document.statements[0], Register)
                and document.statements[0].concerns.text == name
            )
            self._registered[name] = settled, waivers.filed(settled)
        return self._registered[name]

    def organisation(self, name: str) -> structure.Organisation | None:
        """The organisation with an id, or None. Raises MistakesError where its file is wrong."""
        if name not in self._read:
            document = self._organisations.get(name)
            if document is None:
                return None
            settled = settle(document, self.words, self._known(name))
            complaints = Complaints(self._complaints.languages)
            proposal_names.check_citations(settled, self.book, complaints)
            complaints.settle()
            self._read[name] = organisation_reader.read(settled, self.words, complaints)
        return self._read[name]

    @property
    def organisations(self) -> tuple[str, ...]:
        """The ids of the organisations on file, sorted."""
        return tuple(sorted(self._organisations))

    def with_organisations(self, organisations: Sequence[Document]) -> Checker:
        """A checker of the same rule base for other organisations.

        Raises MistakesError where one of them is wrong.
        """
        other = copy(self)
        other._complaints = Complaints(
            {**self._complaints.languages, **{one.span.path: one.surface for one in organisations}}
        )
        other._organisations = other._by_id(organisations)
        other._read, other._named = {}, set()
        other._filed, other._before, other._kept, other._registered = {}, {}, {}, {}
        return other

    def with_one_changed(self, old: Rule | LegalSource, new: Rule | LegalSource) -> Checker:
        """A checker whose rule base says one thing otherwise; what is read of organisations stays.

        Raises MistakesError where the rule base is then wrong.
        """
        other = copy(self)
        other._complaints = Complaints(self._complaints.languages)
        other.book = self.book.with_one_changed(old, new)
        check.examine(other.book, other._complaints)
        other.rules = other.book.rules
        other._named, other._before = set(), {}
        other._apart = self.book.touched_by(old) | other.book.touched_by(new)
        return other

    def settled(self, proposal: Document) -> Document:
        """A proposal with area words and genitives replaced by ids."""
        header = proposal.statements[0]
        assert isinstance(header, written.Proposal)
        created = {name.text for name, _, _ in changes.created_names(proposal)}
        return settle(proposal, self.words, self._known(header.concerns.text) | created)

    def _known(self, organisation: str) -> set[str]:
        """The ids that an organisation and the rules declare."""
        if organisation not in self._filed:
            document = self._organisations.get(organisation)
            self._filed[organisation] = declared_ids([document] if document else ()) | {*self.words}
        return self._filed[organisation]

    def check(
        self,
        proposal: Document,
        *,
        law_date: date | None = None,
        as_of: date | None = None,
        following: Sequence[str] = (),
        rivals_too: bool = True,
    ) -> Result:
        """The result of one proposal.

        Args:
            law_date: judges all on the law of this day; without it the structure is judged on
                the law of the effective date, a step on that of its own day.
            as_of: the proposal's day, in place of the one it names.
            following: interpretations to follow in place of those that the rule base follows.
            rivals_too: whether it is also worked out what their rivals would change.

        Raises MistakesError where the proposal cannot be used, KeyError for an interpretation
        that no doubt has.
        """
        followed = self.book.followed(following)
        case = self._case(proposal, law_date, as_of)
        self._binding(case, followed)  # what is wrong with the rules is told first
        work = self._work(case)
        result = self._judge(case, followed, work)
        if any(finding.waived for finding in result.findings):
            bare = self._judge(evolve(case, waivers=()), followed, work)
            result = evolve(result, without_waivers=bare.verdict)
        if not rivals_too:
            return result
        others = {
            each.id.text: self._judge(case, self.book.followed([*following, each.id.text]), work)
            for doubt in self._in_play(case)
            for each in doubt.interpretations
            if each.id.text not in followed
        }
        return evolve(
            result,
            doubts=rivals.weigh(self.book, followed, result, others),
            sentences=register.at_hand(self.book, result),
        )

    def _in_play(self, case: Case) -> list[Doubt]:
        """The doubts that have rules which bind the municipality and may be in force."""
        speaking = {
            rule.interpretation.text
            for rule in self.rules
            if rule.interpretation and self.book.binds(rule, case.organisation.name)
            if spoken.subject_kind(rule) == "instrument" or self._in_force(rule, case)
        }
        return [
            doubt
            for doubt in self.book.doubts.values()
            if speaking & {each.id.text for each in doubt.interpretations}
        ]

    def _in_force(self, rule: Rule, case: Case) -> bool:
        return self.book.in_force(rule, case.law_day, case.day)

    def mistakes(self, proposal: Document) -> list[CheckerError]:
        """What is wrong with the names in a proposal of which not all could be read."""
        header = proposal.statements[0] if proposal.statements else None
        if not isinstance(header, written.Proposal):
            return []
        try:
            self._case(proposal, None, None)
        except MistakesError as found:
            return found.errors
        return []

    def names(self, proposal: Document) -> tuple[dict[str, str], dict[str, str]]:
        """Name and kind of every id on file or created by a proposal. Raises MistakesError."""
        case = self._case(proposal, None, None)
        return case.names, case.kinds

    def _case(self, proposal: Document, law_date: date | None, as_of: date | None) -> Case:
        """A proposal with all its names known. Raises MistakesError."""
        document = self.settled(proposal)
        header = document.statements[0]
        assert isinstance(header, written.Proposal)
        read = dict.fromkeys((one.span.path for one in document.statements), document.surface)
        complaints = Complaints({**self._complaints.languages, **read})
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
        if date.min < header.effective < organisation.as_of:
            complaints.add(
                header.span, "before-as-of", day=header.effective, as_of=organisation.as_of
            )
        names, kinds = proposal_names.declare(document, organisation, self.words, complaints)
        proposal_names.check(document, organisation, kinds, self.book, complaints)
        registers, on_file = self._registers_of(organisation.id)
        standing = waivers.standing(document, header, on_file)
        for one in standing:
            known = organisation.kinds if one.for_all else kinds
            proposal_names.check_waiver(one.statement, known, self.book, complaints)
        complaints.settle()
        return Case(
            document,
            header,
            organisation,
            names,
            kinds,
            complaints,
            law_date,
            as_of,
            registers,
            standing,
        )

    def _binding(self, case: Case, followed: frozenset[str]) -> tuple[Rule, ...]:
        """The rules that bind the municipality. Raises MistakesError for a name unknown to it."""
        binding = tuple(
            rule
            for rule in self.rules
            if self.book.binds(rule, case.organisation.name)
            and (rule.interpretation is None or rule.interpretation.text in followed)
        )
        self._check_rule_names(binding, case, followed)
        return binding

    def _work(self, case: Case) -> _Work:
        organisation, complaints = case.organisation, case.complaints
        proposed, changed = changes.apply(case.document, organisation, self.book, complaints)
        before = self._view(case, organisation.structure, changes.NOTHING)
        after = self._view(case, proposed, changed)
        roles = structure.role_ids(organisation.structure, organisation.council)
        brought = carried.read(
            case.document, case.as_of, roles, organisation.dispensations, complaints
        )
        wording = bylaw.examine(organisation, proposed, changed, brought, complaints)
        complaints.settle()
        return _Work(before, after, brought, wording, {})

    def _judge(self, case: Case, followed: frozenset[str], work: _Work) -> Result:
        """The result under the interpretations that are followed."""
        organisation, complaints = case.organisation, case.complaints
        before, after, brought, wording = work.before, work.after, work.brought, work.wording
        binding = self._binding(case, followed)
        in_force = tuple(rule for rule in binding if self._in_force(rule, case))
        law = Law(in_force, organisation.id, work.kept, self.book.of_interpretations)
        if self._apart is not None:
            same = (case.document.span.source, case.law_day, case.day, followed)
            law = Law(in_force, organisation.id, self._kept.setdefault(same, {}), self._apart)
        groups = compare.compare(self._found_before(law, before, case), law, before, after)
        procedure = Procedure(
            after, self.book, procedural(binding), brought, wording, case.law_date
        )
        weighed = waivers.weigh(case.waivers, groups, after, organisation, case.day)
        asking = [one for one in groups if one.requires and one.id not in weighed.waived]
        proposal = Ref("proposal", case.header.title.da)
        agenda = ask(asking, procedure, organisation.name, proposal, complaints)
        complaints.settle()
        progress = follow(agenda, brought, after)
        judged = judge(
            groups,
            agenda,
            progress,
            waived=weighed.waived,
            of_waivers=weighed.findings,
            carried=brought,
            view=after,
            header=case.header.span,
        )
        idle = {one.id for one in judged.instruments if one.status == "not needed"}
        return Result(
            proposal=case.facts(brought.as_of),
            municipality=organisation.name,
            verdict=judged.verdict,
            findings=judged.findings,
            instruments=judged.instruments,
            bylaw_changes=wording.entries,
            schedule=plan(agenda, progress, idle),
            names=case.all_names(self.book),
            kinds=case.all_kinds(self.book),
            words=dict(self.words),
            sources={name: source.title for name, source in self.book.sources.items()},
            mayors={one.id: one.leader for one in after.structure.committees.values()},
            not_coded=case.not_coded(self.book),
            rules_run=tuple(rule.id.text for rule in in_force),
            inputs=case.inputs(self._rule_documents),
            roots=judged.roots,
            waivers=weighed.waivers,
        )

    def _found_before(self, law: Law, before: View, case: Case) -> list[Found]:
        """What the law finds without the proposal, worked out once for all that share it."""
        rules, kinds = tuple(rule.id.text for rule in law.rules), frozenset(case.kinds.items())
        key = (case.organisation.id, rules, case.header.effective, kinds)
        if key not in self._before:
            if len(self._before) >= _REMEMBERED:
                self._before.clear()
            self._before[key] = law.find(before)
        return self._before[key]

    def _view(self, case: Case, shown: structure.Structure, changed: changes.Changes) -> View:
        organisation = case.organisation
        return View(
            shown,
            self.book,
            organisation.calendar,
            case.header.effective,
            organisation.council,
            case.kinds,
            changed,
        )

    def _check_rule_names(
        self, binding: Sequence[Rule], case: Case, followed: frozenset[str]
    ) -> None:
        """Names are resolved in the rules that may speak: those in force on the law's day, and
        those on instruments, which are judged on the day of their steps."""
        key = (case.organisation.id, case.law_day, case.day, frozenset(case.kinds), followed)
        if key in self._named:
            return
        complaints = Complaints(self._complaints.languages)
        everything = {**dict.fromkeys(self.book.authorities, "authority"), **case.kinds}
        for rule in binding:
            procedural = spoken.subject_kind(rule) == "instrument"
            if procedural or self._in_force(rule, case):
                names.check_names(rule, everything, complaints)
        complaints.settle()
        if len(self._named) >= _REMEMBERED:
            self._named.clear()
        self._named.add(key)

    def expectations(self, proposal: Document, result: Result) -> tuple[Unmet, ...]:
        """The ``expect`` sentences of a proposal that its result does not meet."""
        return unmet(self.settled(proposal), result)
