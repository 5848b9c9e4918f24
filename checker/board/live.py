# SPDX-License-Identifier: EUPL-1.2
"""A proposal as it lies on the board: what is read of its text, and what follows from it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from checker.board.edits import PATH, Editor, read
from checker.board.state import PageState
from checker.board.view import Board, board_of
from checker.errors import UsageError
from checker.files.documents import checker_of
from checker.files.printing import BasePrinter
from checker.formats.catalogue import extra
from checker.formats.made import report_of
from checker.language.parser import parse
from checker.memo import Memo, Same
from checker.mistakes import Mistakes
from checker.municipality.apply import Applied
from checker.municipality.case import Terms
from checker.municipality.town import Town
from checker.pipeline import Checker
from checker.records import evolve, frozen
from checker.report.express import wording_of
from checker.report.report import Report
from checker.report.wording import Wording
from checker.result import Result
from checker.say import Language
from checker.source import Source
from checker.speech import proposal as written
from checker.speech.node import Document
from checker.speech.organisation import municipality_of
from checker.speech.proposal import Proposal, header_of

if TYPE_CHECKING:
    from checker.desk.redline import BylawFile

OWN = "own.ressort"  # what a document of the user's own is called where it is named
_KEPT = 64  # proposals of which what follows is remembered


@frozen(eq=False, repr=False)
class Base:
    """Rules and organisations, what judges by them, and what writes by them."""

    rules: Sequence[Document]
    organisations: Sequence[Document]
    registers: Sequence[Document]
    checker: Checker
    editor: Editor

    @classmethod
    def of(
        cls,
        rules: Sequence[Document],
        organisations: Sequence[Document],
        registers: Sequence[Document] = (),
        memo: Memo | None = None,
    ) -> Base:
        """Raises MistakesError where one of them is wrong."""
        checker = checker_of(rules, organisations, registers, memo)
        printer = BasePrinter([*rules, *organisations])
        return cls(rules, organisations, registers, checker, Editor(printer))

    def with_own(self, documents: Sequence[Document]) -> Base:
        """The same with rules and organisations of the user's own: an organisation stands in place
        of one with its id, rules stand beside the others. Raises MistakesError."""
        towns = {municipality_of(each).id.text: each for each in self.organisations}
        towns |= {
            municipality_of(each).id.text: each for each in documents if each.kind == "organisation"
        }
        rules = [*self.rules, *(each for each in documents if each.kind == "rules")]
        registers = [*self.registers, *(each for each in documents if each.kind == "waivers")]
        return Base.of(rules, [*towns.values()], registers)

    @property
    def towns(self) -> list[tuple[str, str]]:
        """The organisations, id and name."""
        headers = map(municipality_of, self.organisations)
        return sorted((each.id.text, each.name) for each in headers)

    def organisation(self, id: str) -> Document:
        """Raises UsageError where there is none of that id."""
        known = {municipality_of(each).id.text: each for each in self.organisations}
        if id not in known:
            raise UsageError.unknown("unknown-organisation", id, known)
        return known[id]

    def days(self, organisation: Document) -> tuple[date, date]:
        """The days to begin a proposal with: that of the organisation, and the next term's first.

        Raises MistakesError where the organisation is wrong.
        """
        town = self.checker.organisation(municipality_of(organisation).id.text)
        assert town is not None
        return town.as_of, town.calendar.next_start(town.as_of) or town.as_of


class LiveProposal:
    """A proposal that can be judged, and what was found out of it so far."""

    def __init__(self, base: Base, text: str, path: str = PATH) -> None:
        """Raises CheckerError where the text is no proposal, or one that does not fit."""
        self.base, self.text, self.path = base, text, path
        self.document = read(text, path)
        self.judged = self._as_it_stands()
        self.result: Result = base.checker.check(self.judged, rivals_too=False)

    def _as_it_stands(self) -> Document:
        """The proposal where what it leaves open stays where it is. Raises MistakesError."""
        if not self.document.all_of(written.Open):
            return self.document
        with Mistakes() as mistakes:
            for error in self.base.checker.mistakes(self.document):
                mistakes.note(error)
        judged = [each for each in self.document.statements if not isinstance(each, written.Open)]
        return evolve(self.document, statements=tuple(judged))

    @property
    def digest(self) -> str:
        """What tells it from other proposals, in the ids of a page."""
        return self.document.span.source.sha256[:12]

    @property
    def header(self) -> Proposal:
        return header_of(self.document)

    @property
    def town(self) -> Town:
        """The municipality as it is on file."""
        found = self.base.checker.organisation(self.result.proposal.organisation)
        assert found is not None
        return found

    @cached_property
    def settled(self) -> Document:
        """The proposal with every name an id."""
        return self.base.editor.printer.settled(self.document)

    @cached_property
    def open(self) -> dict[str, tuple[str, ...]]:
        """What is left open (a unit, a task or an area) to the committees it may come under."""
        if self.judged is self.document:
            return {}
        named = self.town.named
        found = self.base.checker.settled(self.document).all_of(written.Open)
        return {one.thing.text: tuple(named(each).text for each in one.committees) for one in found}

    def choices(self, card: str) -> tuple[str, ...]:
        """The committees between which a unit or a task is left open, itself or by its area; none
        where it is not, or has a move of its own."""
        if not self.open or card in {each.thing.text for each in self.settled.all_of(written.Move)}:
            return ()
        structure = self.applied.after.structure
        one = structure.units.get(card) or structure.tasks.get(card)
        area = one.area if one else None
        lineage = self.base.checker.book.lineage(area) if area else ()
        names = (self.applied.after.changes.old(card), *lineage)
        return next((self.open[each] for each in names if each in self.open), ())

    @cached_property
    def applied(self) -> Applied:
        return self.base.checker.considered(self.judged, Terms()).applied

    @cached_property
    def full(self) -> Result:
        """The result with what other readings of the sources would make of it."""
        return self.base.checker.check(self.judged)

    def report(self, language: Language, *, rivals_too: bool = False) -> Report:
        """What is told of it in a language."""
        result = self.full if rivals_too else self.result
        return report_of(self.base.checker, [result], language)

    def wording(self, language: Language) -> Wording:
        """The words of a language that know the names of the result."""
        return wording_of(self.result, language)

    def board(self, state: PageState) -> Board:
        """Its cards, as far as they are searched for."""
        return board_of(self.applied, self.result.names, state, self.choices)


class LiveProposals:
    """The proposals that were asked about of late, each with all that follows from it."""

    def __init__(self, base: Base) -> None:
        self.shipped = base
        self._memo = Memo(_KEPT)

    def base(self, own: Sequence[str]) -> Base:
        """Rules and organisations with those of the user's own. Raises CheckerError."""
        if not own:
            return self.shipped
        return self._memo.once(("base", *own), lambda: self.shipped.with_own(parsed(own)))

    def bylaw(self, state: PageState) -> BylawFile | None:
        """The bylaw of a page as its Word file has it. Raises UsageError where that cannot be
        read."""
        file = state.bylaw_file
        if file is None:
            return None
        with extra("word"):
            from checker.desk.paper import users_own
            from checker.desk.redline import BylawFile

            with users_own(file):
                return self._memo.once(("bylaw", *state.bylaw), lambda: BylawFile.read(file))

    def of(self, state: PageState) -> LiveProposal:
        """What is known of the proposal of a page. Raises CheckerError."""
        base = self.base(state.own)
        return self._memo.once(
            ("draft", Same(base), state.text), lambda: LiveProposal(base, state.text)
        )


def parsed(texts: Sequence[str]) -> list[Document]:
    """The user's own rules and organisations. Raises CheckerError."""
    return [parse(Source.of(text, f"{number}-{OWN}")) for number, text in enumerate(texts, 1)]
