"""What commands share: options to a session, proposals to results, results to words."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

from attrs import frozen

from checker.commands.options import Shared
from checker.disk import output
from checker.errors import UsageError
from checker.files import documents
from checker.files.documents import Library
from checker.language.printer import print_sentence
from checker.mistakes import Mistakes
from checker.pipeline import Checker
from checker.report.express import express
from checker.report.report import Report
from checker.result import Result
from checker.say import Language
from checker.source import together
from checker.speech.node import Document
from checker.speech.rule import Rule


@frozen(eq=False, repr=False)
class Session:
    """What a command works with: files read, a rule base that judges, and the language spoken."""

    library: Library
    checker: Checker
    language: Language
    shared: Shared

    def results(self, *, rivals_too: bool = True) -> list[Result]:
        """Every proposal checked, in order.

        Raises MistakesError with all that is wrong in any, and UsageError for an interpretation
        to follow that no doubt has.
        """
        check_interpretations(self.checker, self.shared.interpretation)
        results: list[Result] = []
        mistakes = Mistakes()
        for proposal in self.library.proposals:
            with mistakes.noting():
                result = self.checker.check(proposal, **self.shared.how, rivals_too=rivals_too)
                results.append(result)
        mistakes.settle()
        return results

    def expressed(self, results: Sequence[Result], run: Collection[str] | None = None) -> Report:
        """Results as the report that every format is made from; ``run`` as in ``report_of``."""
        return report_of(self.checker, results, self.language, run)


def session_over(library: Library, shared: Shared, surface: Language) -> Session:
    """The session over files that are read; it speaks ``surface`` unless asked otherwise."""
    checker = Checker(library.rules, library.organisations, library.registers)
    return Session(library, checker, shared.lang or surface, shared)


def open_session(shared: Shared, paths: Sequence[str], *, one: bool = False) -> Session:
    """The session that judges some proposals; what the user should know of them is told.

    Raises CheckerError as ``gathered`` does, and where there must be ``one`` and are several.
    """
    library = gathered(shared, paths)
    if one and len(library.proposals) > 1:
        raise UsageError("one-proposal", where=paths[0], count=len(library.proposals))
    session = session_over(library, shared, library.proposals[0].surface)
    notify(library, session.language)
    return session


def gathered(shared: Shared, paths: Sequence[str], *, waiting: bool = False) -> Library:
    """The files of a run; ``waiting``: proposals are found, and read when they are checked.

    Raises CheckerError where one cannot be read, and where the rule base is another than the
    pinned one.
    """
    places = (shared.rules, shared.organisations, shared.waivers)
    library = documents.read_library(paths, *places, waiting=waiting)
    check_pin(library.rules, shared.rule_base)
    return library


def check_interpretations(checker: Checker, following: Sequence[str]) -> None:
    """Raises UsageError for an interpretation to follow that no doubt has."""
    known = [
        each.id.text for doubt in checker.book.doubts.values() for each in doubt.interpretations
    ]
    for name in following:
        if name not in known:
            raise UsageError.unknown("no-interpretation", name, known)


def report_of(
    checker: Checker,
    results: Sequence[Result],
    language: Language,
    run: Collection[str] | None = None,
) -> Report:
    """Results as the report that every format is made from.

    ``run``: the rules that it lists, where these are others than those that ran for the results.
    """

    def sentence(rule: Rule) -> str:
        return print_sentence(rule, language, checker.words)

    if run is None:
        run = {name for result in results for name in result.rules_run}
    applied = [
        (rule, checker.book.basis(rule)) for rule in checker.book.rules if rule.id.text in run
    ]
    return express(results, language, sentence, applied)


def rule_base(rules: Iterable[Document]) -> str:
    """The digest of all rule documents, as every result's receipt shows it."""
    return together(each.span.source.sha256 for each in rules)


def asked_about(library: Library, only: Sequence[str]) -> frozenset[str]:
    """The paths of the rule documents that are asked about: those in some files and folders, or
    all. Raises UsageError for a file or folder that holds none of the rules in use."""
    paths = [each.span.path for each in library.rules]
    whole = {path: Path(path).resolve() for path in paths}
    found: set[str] = set()
    for one in only:
        place = Path(one).resolve()
        within = [path for path in paths if whole[path].is_relative_to(place)]
        if not within:
            known = dict.fromkeys(
                name for path in paths for name in (path, Path(path).parent.as_posix())
            )
            raise UsageError.unknown("not-among-rules", one, known, where=one)
        found.update(within)
    return frozenset(found if only else paths)


def check_pin(rules: Iterable[Document], pinned: str | None) -> None:
    """Raises UsageError where the rule base is another one than that which is pinned."""
    found = rule_base(rules)
    if pinned and pinned != found:
        raise UsageError("other-rule-base", pinned=f"sha256:{pinned}", found=f"sha256:{found}")


def notify(library: Library, language: Language) -> None:
    """Tells what the user should know though nothing is wrong."""
    for notice in library.notices:
        output.tell(notice.told(language))
    for document in (
        *library.rules,
        *library.organisations,
        *library.registers,
        *library.proposals,
    ):
        for warning in document.warnings:
            output.tell(str(warning))
