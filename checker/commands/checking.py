"""What every command that checks proposals does: documents to results, results to words."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from pathlib import Path

from checker.disk import output
from checker.errors import UsageError
from checker.files.documents import Library
from checker.language.printer import print_sentence
from checker.mistakes import Mistakes
from checker.pipeline import Checker
from checker.report.entries import Report
from checker.report.express import express
from checker.result import Result
from checker.say import Language, nearest
from checker.source import together
from checker.speech.node import Document
from checker.speech.rule import Rule


def checked(
    library: Library,
    law_date: date | None = None,
    as_of: date | None = None,
    following: Sequence[str] = (),
    *,
    rivals_too: bool = True,
) -> tuple[Checker, list[Result]]:
    """Every proposal checked, in order. Raises MistakesError with all that is wrong in any, and
    UsageError for an interpretation to follow that no doubt has."""
    checker = Checker(library.rules, library.organisations, library.registers)
    check_interpretations(checker, following)
    results: list[Result] = []
    mistakes = Mistakes()
    for proposal in library.proposals:
        with mistakes.noting():
            results.append(
                checker.check(
                    proposal,
                    law_date=law_date,
                    as_of=as_of,
                    following=following,
                    rivals_too=rivals_too,
                )
            )
    mistakes.settle()
    return checker, results


def check_interpretations(checker: Checker, following: Sequence[str]) -> None:
    """Raises UsageError for an interpretation to follow that no doubt has."""
    known = [
        each.id.text for doubt in checker.book.doubts.values() for each in doubt.interpretations
    ]
    for name in following:
        if name not in known:
            raise UsageError("no-interpretation", nearest(name, known), name=name)


def told(
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


def asked(library: Library, only: Sequence[str]) -> frozenset[str]:
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
            raise UsageError("not-among-rules", nearest(one, known), where=one)
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
