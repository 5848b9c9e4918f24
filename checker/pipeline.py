# SPDX-License-Identifier: EUPL-1.2
"""The whole way in one place: parsed documents in, the result of a proposal out."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from datetime import date
from functools import cache

from checker.agenda.later import Late, left_to_others, next_day_of_effect, too_late
from checker.agenda.naming import apart, surely_fits
from checker.errors import CheckerError, MistakesError
from checker.findings.find import Law
from checker.findings.record import Found, Record, RuleFindings, ask_all
from checker.language.names import declared_ids, titles_in
from checker.language.printer import print_sentence
from checker.lawbook.book import Lawbook
from checker.lawbook.load import load_lawbook, with_one_changed
from checker.memo import Memo, Same, same
from checker.mistakes import Mistakes
from checker.municipality.apply import Applied, apply, standing
from checker.municipality.case import Case, Terms, mistakes_in, resolve, resolved
from checker.municipality.town import Town, by_id, called, read_town
from checker.records import evolve
from checker.result import OpenDoubt, Result
from checker.speech import organisation as filed
from checker.speech.node import Document, Surface
from checker.speech.proposal import Proposal, Register
from checker.speech.rule import LegalSource, Rule
from checker.verdict import rivals
from checker.verdict.coming import coming_changes
from checker.verdict.considered import Considered
from checker.verdict.expectations import Unmet, unmet
from checker.verdict.telling import result_of

_MOST_DAYS = 100
_PRINTED = 4096  # words of rules


def check(lawbook: Lawbook, town: Town, proposal: Document, terms: Terms, memo: Memo) -> Result:
    """The result of one proposal.

    Raises MistakesError where the proposal cannot be used, KeyError for an interpretation that no
    doubt has.
    """
    followed = lawbook.followed(terms.following)
    case = _resolved(lawbook, town, proposal, terms, memo)
    law = _law(case, followed, memo)  # what is wrong with the rules is told first
    considered = _considered(case, law, _applied(case, memo), memo)
    result = _judged(considered, memo)
    if any(finding.waived for finding in result.findings):
        bare = _considered(evolve(case, waivers=()), law, considered.applied, memo)
        result = evolve(result, without_waivers=bare.judgement.verdict)
    if result.past and result.verdict != "forbidden":
        result = _with_a_later_day(result, case, followed, memo)
    return _with_rivals(result, considered, memo) if terms.rivals_too else result


def _with_rivals(result: Result, considered: Considered, memo: Memo) -> Result:
    """A result with what another reading would make of it and what is to come, told once asked.

    Raises MistakesError where under another reading the proposal cannot be used.
    """
    case, applied = considered.case, considered.applied
    book, followed = case.lawbook, case.lawbook.followed(case.terms.following)
    key = "in play", Same(case.town.document), followed, case.terms.following, *_days(case)
    in_play = memo.once(key, lambda: tuple(rivals.in_play(case, _every_law(case, memo), followed)))
    laws = {name: _law(case, read, memo) for name, read in in_play}

    @cache
    def otherwise() -> dict[str, Considered]:
        return {
            name: _considered(case, law, applied, memo)
            for name, law in laws.items()
            if not considered.comes_to(law, _found(case, law, applied, memo))
        }

    def doubts() -> tuple[OpenDoubt, ...]:
        judged = {name: _judged(one, memo) for name, one in otherwise().items()}
        return rivals.weigh(book, followed, result, dict.fromkeys(laws, result) | judged)

    told = result.later(
        doubts=doubts,
        turning=lambda: rivals.turning(book, result.verdict, otherwise()),
        sentences=lambda: book.sentences_at_hand(result),
        coming=lambda: coming_changes(case, applied, result, case.binding(followed)),
    )
    known = memo.once(("apart", Same(book)), lambda: apart(book.rules))
    return told if surely_fits(applied.carried, known) else told.but(doubts=told.doubts)


def _resolved(lawbook: Lawbook, town: Town, proposal: Document, terms: Terms, memo: Memo) -> Case:
    key = "case", Same(proposal), Same(town), Same(lawbook.documents)
    case = memo.once(key, lambda: resolve(proposal, town, lawbook))
    return evolve(case, lawbook=lawbook, terms=terms)


def _applied(case: Case, memo: Memo) -> Applied:
    applied = memo.once(("applied", _about(case)), lambda: apply(case))
    return applied.under(case.lawbook)


def _found(case: Case, law: Law, applied: Applied, memo: Memo) -> Found:
    if memo.forgets:
        return Found(ask_all(law, applied.before), ask_all(law, applied.after))
    key = "findings", Same(law), _about(case), case.created
    return memo.once(key, lambda: _asked(case, law, applied, memo))


def _asked(case: Case, law: Law, applied: Applied, memo: Memo) -> Found:
    as_it_stands = Same(case.on_file), Same(case.lawbook.documents)
    record = memo.once(("record", *as_it_stands), lambda: Record(standing(case)))
    before, after = (
        record.find(law, view, memo.once(key, dict[str, RuleFindings]))
        for view, key in (
            (applied.before, ("before", _on_file(case), case.created)),
            (applied.after, ("after", _about(case))),
        )
    )
    return Found(before, after)


def _considered(case: Case, law: Law, applied: Applied, memo: Memo) -> Considered:
    return Considered.of(case, law, applied, _found(case, law, applied, memo))


def _with_a_later_day(
    result: Result, case: Case, followed: frozenset[str], memo: Memo, *, anew: bool = False
) -> Result:
    """A result with the first day of effect that leaves time for what is missing, and what is
    required beside on it, readings held ``anew`` too; as it is where there is none."""
    day, before, end = max(case.header.effective, case.day), Late(), case.header.until or date.max
    for _ in range(_MOST_DAYS):
        other = evolve(case, header=evolve(case.header, effective=day))
        law, applied = _law(other, followed, memo), _applied(other, memo)
        applied = evolve(applied, carried=applied.carried.read_anew) if anew else applied
        considered = _considered(other, law, applied, memo)
        if not (late := too_late(considered.progress)):
            then = _judged(considered, memo)
            helps = (anew or day > case.header.effective) and day <= end
            if then.verdict == "forbidden" or then.past or not helps:
                break  # nothing cures it, or what is proposed, or the calendar, ends before
            live = [one for one in then.instruments if one.status != "not needed"]
            new = ("reading", "bylaw change") if anew else ()
            known = {one.id for one in result.instruments if one.kind not in new}
            return evolve(
                result,
                earliest_effective=day,
                others=left_to_others(considered.progress, [one.id for one in then.instruments]),
                then_required=tuple(x for x in live if not (x.for_existing or x.id in known)),
            )
        if (later := next_day_of_effect(late, before, day)) is None:
            break
        day, before = later, late
    once = anew or not applied.carried.readings(None)
    return result if once else _with_a_later_day(result, case, followed, memo, anew=True)


def _judged(considered: Considered, memo: Memo) -> Result:
    """The result under a law: under the interpretations that are followed."""
    case = considered.case
    key = "background", *_days(case), _on_file(case), case.created
    return result_of(considered, memo.once(key, case.background))


def _law(case: Case, followed: frozenset[str], memo: Memo) -> Law:
    """The rules that bind the municipality and are in force, and those on instruments.

    Raises MistakesError for a name unknown to the municipality in one of them.
    """
    key = "law", Same(case.town.document), followed, *_days(case)
    law = memo.once(key, lambda: _every_law(case, memo).under(followed))
    known = memo.once(("names", Same(case.lawbook), _on_file(case), case.created), set[str])
    case.check_rule_names((*law.rules, *law.procedural), known)
    return law


def _every_law(case: Case, memo: Memo) -> Law:
    """The same, whatever interpretation is followed."""

    def bound() -> Law:
        binding = case.lawbook.binding(case.town.name)
        procedural = tuple(rule for rule in binding if rule.subject_kind == "instrument")
        return Law(tuple(filter(case.in_force, binding)), case.town.id, procedural)

    return memo.once(("every law", Same(case.town.document), *_days(case)), bound)


def _days(case: Case) -> tuple[Hashable, ...]:
    """What of a rule base is in force depends on this."""
    day = case.terms.law_date
    return Same(case.lawbook), case.header.proposed, case.header.effective, case.day, day


def _on_file(case: Case) -> Hashable:
    """What is seen of a municipality depends on this, whatever is proposed."""
    return Same(case.town), Same(case.lawbook.documents), case.header.effective


def _about(case: Case) -> Hashable:
    """What a proposal does depends on this."""
    return Same(case.given), _on_file(case), case.terms.as_of


Nearby = Callable[[str], Mapping[str, str]]


def no_files(_: str) -> Mapping[str, str]:
    """Nothing is known of the files around one."""
    return {}


class Checker:
    """A rule base, the organisations it can be asked about, and what is remembered of both.

    Attributes:
        book: the rule base, loaded; ``rules``: in the order of the files.
        words: area id to its Danish word.
        printed: what reports say of a rule, whatever is checked.
    """

    def __init__(
        self,
        rules: Sequence[Document] | Lawbook,
        organisations: Iterable[Document],
        registers: Sequence[Document] = (),
        memo: Memo | None = None,
        nearby: Nearby = no_files,
    ) -> None:
        """Raises MistakesError where the rule base, or another document, is wrong.

        Args:
            rules: the documents of a rule base, or one that is loaded.
            registers: of the waivers that are on file beside those in proposals.
            memo: without one, nothing is remembered yet.
            nearby: organisation files around a file, by their ids.
        """
        organisations = tuple(organisations)
        self.book = rules if isinstance(rules, Lawbook) else load_lawbook(rules, organisations)
        self._organisations = by_id(organisations)
        self._registers = registers
        self._memo = memo or Memo()
        self.printed = Memo(_PRINTED)
        self._nearby = nearby
        self._check_registers()

    @property
    def rules(self) -> tuple[Rule, ...]:
        return self.book.rules

    @property
    def words(self) -> dict[str, str]:
        return self.book.words

    def sentence(self, rule: Rule, language: Surface) -> str:
        """What a rule says, on one line; it is printed once, however many findings show it."""
        key = Same(rule), language
        return self.printed.once(key, lambda: print_sentence(rule, language, self.words))

    @property
    def organisations(self) -> tuple[str, ...]:
        """The ids of the organisations on file, sorted."""
        return tuple(sorted(self._organisations))

    def _check_registers(self) -> None:
        """Notes registers of municipalities that are not on file."""
        with Mistakes() as mistakes:
            for document in self._registers:
                header = document.statements[0]
                assert isinstance(header, Register)
                self._check_on_file(header, mistakes)

    def _check_on_file(self, header: Register | Proposal, mistakes: Mistakes) -> None:
        name, found = header.concerns, called(self._organisations, header)
        if len(found) > 1:
            listed = ", ".join(found)
            mistakes.add(name.span, "ambiguous-name", name=name.text.strip('"'), ids=listed)
        elif not found:
            near = self._nearby(name.span.path)
            known = {id: filed.municipality_of(one).name for id, one in self._organisations.items()}
            mistakes.unknown_town(name.span, name.text, known, near)

    def organisation(self, name: str) -> Town | None:
        """The organisation with an id, or None. Raises MistakesError where its file is wrong."""
        document = self._organisations.get(name)
        if document is None:
            return None
        key = "town", Same(document), Same(self.book.documents), same(self._registers)
        return self._memo.once(key, lambda: read_town(document, self.book, self._registers))

    def with_organisations(self, organisations: Sequence[Document]) -> Checker:
        """A checker of the same rule base for other organisations, with no registers.

        Raises MistakesError where one of them is wrong.
        """
        return Checker(self.book, organisations, memo=self._memo)

    def with_one_changed(self, old: Rule | LegalSource, new: Rule | LegalSource) -> Checker:
        """A checker whose rule base says one thing otherwise.

        Raises MistakesError where the rule base is then wrong.
        """
        book = with_one_changed(self.book, old, new)
        return Checker(book, self._organisations.values(), self._registers, self._memo)

    def check(
        self,
        proposal: Document,
        *,
        law_date: date | None = None,
        as_of: date | None = None,
        following: Sequence[str] = (),
        rivals_too: bool = True,
    ) -> Result:
        """The result of one proposal; the flags are those of ``Terms``.

        Raises MistakesError where the proposal cannot be used, KeyError for an interpretation
        that no doubt has.
        """
        terms = Terms(law_date, as_of, tuple(following), rivals_too)
        return check(self.book, self._town_of(proposal), proposal, terms, self._memo)

    def forget(self, proposal: Document) -> None:
        """Lets go of what was worked out of a proposal that is not asked about again."""
        self._memo.forget(proposal)

    def considered(self, proposal: Document, terms: Terms) -> Considered:
        """What a proposal does and what the rules find, before anything follows from it.

        Raises as ``check``.
        """
        case = _resolved(self.book, self._town_of(proposal), proposal, terms, self._memo)
        law = _law(case, self.book.followed(terms.following), self._memo)
        return _considered(case, law, _applied(case, self._memo), self._memo)

    def mistakes(self, proposal: Document) -> list[CheckerError]:
        """What is wrong with the names in a proposal of which not all could be read."""
        if not proposal.statements or not isinstance(proposal.statements[0], Proposal):
            return []
        try:
            self._case(proposal)
        except MistakesError as found:
            return found.errors
        return []

    def names(self, proposal: Document) -> tuple[dict[str, str], dict[str, str]]:
        """Name and kind of every id on file or created by a proposal. Raises MistakesError."""
        case = self._case(proposal)
        return case.names, case.kinds

    def _case(self, proposal: Document) -> Case:
        return _resolved(self.book, self._town_of(proposal), proposal, Terms(), self._memo)

    def _town_of(self, proposal: Document) -> Town:
        """The organisation that a proposal concerns. Raises MistakesError."""
        header = proposal.statements[0]
        assert isinstance(header, Proposal)
        with mistakes_in(proposal) as mistakes:
            self._check_on_file(header, mistakes)
        found = self.organisation(called(self._organisations, header)[0])
        assert found is not None
        return found

    def settled(self, proposal: Document) -> Document:
        """A proposal with area words and genitives replaced by ids."""
        header = proposal.statements[0]
        assert isinstance(header, Proposal)
        found = called(self._organisations, header)
        documents = [self._organisations[one] for one in found] if len(found) == 1 else []
        ids = declared_ids(documents)
        return resolved(proposal, ids | {*self.words}, self.book, titles_in(documents))

    def expectations(self, proposal: Document, result: Result) -> tuple[Unmet, ...]:
        """The ``expect`` sentences of a proposal that its result does not meet."""
        return unmet(self._case(proposal).document, result)
