# SPDX-License-Identifier: EUPL-1.2
"""``ressort diff``: two versions of rules, a proposal or an organisation, compared in law."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, get_args

import click

from checker import folders
from checker.commands import difference, options
from checker.commands.options import Shared
from checker.commands.runs import check_interpretations, report_of
from checker.commands.statements import settled, stated
from checker.disk import output
from checker.errors import CheckerError, MistakesError, UsageError
from checker.files.documents import Reader, checker_of
from checker.language.names import area_words, declared_ids
from checker.pipeline import Checker
from checker.records import frozen
from checker.report.report import as_json
from checker.result import Result
from checker.say import Language
from checker.speech.node import Document, DocumentKind, Node
from checker.speech.organisation import municipality_of
from checker.speech.proposal import Expectation, header_of

Json = dict[str, Any]


@click.command("diff", epilog="ressort diff forslag-1.ressort forslag-2.ressort")
@click.argument("before", metavar="A")
@click.argument("after", metavar="B")
@options.shared(
    "rules",
    "organisations",
    options.many("--cases", "PATH", "Proposals to check, instead of the shipped ones."),
    options.choice("--format", ("text", "json", "markdown"), "What is written.", "text"),
    *options.JUDGING[4:],
)
@click.option("--exit-code", is_flag=True, help="Exit with 1 where anything differs.")
def command(
    before: str,
    after: str,
    shared: Shared,
    cases: tuple[str, ...],
    format: str,
    exit_code: bool,
) -> int:
    """Compare two versions in law: which verdicts, findings and instruments come and go.

    A and B are two proposals, two organisations, or the rules in two files or folders; of rules
    and organisations every kept case is checked under both. Two folders are two whole rule bases;
    a file is taken with the rest of the rules in use, but for those that declare the same ids.

    Exit status: 0 compared, 1 with --exit-code where anything differs, 2 not compared.
    """
    reader = Reader()
    versions = [reader.documents([path]) for path in (before, after)]
    reader.finish()
    kind = _kind(before, versions[0], after, versions[1])
    language = shared.lang or versions[0][0].surface
    read = zip((before, after), versions, strict=True)
    whole = all(each[0].span.path != Path(path).as_posix() for path, each in read)
    compared = _COMPARED[kind](_Comparison(versions, reader, shared, cases, whole))
    statements = stated(compared.statements, compared.words, language)
    followed = _followed(compared, shared, language)
    for notice in reader.told if cases else ():
        output.tell(notice.told(language))
    head = {"version": 1, "kind": kind, "language": language, "before": before, "after": after}
    document = head | statements | followed
    if format == "json":
        output.put_answer(document, (), format)
    else:
        output.put(difference.render(document, format, language))
    differs = followed["cases"] or any(any(part.values()) for part in statements.values())
    return int(exit_code and bool(differs))


def _kind(
    before: str, old: Sequence[Document], after: str, new: Sequence[Document]
) -> DocumentKind:
    """What both versions are. Raises UsageError where they are not two versions of one thing."""
    for path, documents in ((before, old), (after, new)):
        kinds = {each.kind for each in documents}
        if len(kinds) > 1:
            raise UsageError("mixed-kinds", where=path)
        if kinds != {"rules"} and len(documents) > 1:
            raise UsageError("one-document", where=path, count=len(documents))
    if old[0].kind != new[0].kind:
        raise UsageError("not-versions", before=before, after=after)
    if old[0].kind not in _COMPARED:
        raise UsageError("not-compared", where=before)
    return old[0].kind


@frozen
class _Versions:
    """Both versions: what checks them, their statements with the words of areas, and the cases."""

    checkers: Sequence[Checker]
    statements: Sequence[Sequence[Node]]
    words: Sequence[dict[str, str]]
    cases: Sequence[tuple[Document, Document]]


@frozen
class _Comparison:
    """Two versions of one thing, and where what they are checked with is read from, each only
    where it is needed; ``whole``: they are folders."""

    versions: Sequence[Sequence[Document]]
    reader: Reader
    shared: Shared
    case_paths: tuple[str, ...]
    whole: bool

    def rules(self) -> _Versions:
        """Two rule bases: every kept case under both."""
        reader, shared = self.reader, self.shared
        own = declared_ids(each for version in self.versions for each in version)
        others = () if self.whole and not shared.rules else reader.rules(shared.rules)
        others = tuple(each for each in others if not declared_ids([each]) & own)
        organisations = reader.organisations(shared.organisations)
        registers = reader.registers((), shared.organisations)
        reader.finish()
        bases = [(*others, *version) for version in self.versions]
        checkers = [Checker(base, organisations, registers) for base in bases]
        cases = self._cases(checkers[0].organisations, named=True)
        words = [area_words(base) for base in bases]
        stated = [
            settled(base, own, declared_ids(base)) for base, own in zip(bases, words, strict=True)
        ]
        return _Versions(checkers, stated, words, cases)

    def organisation(self) -> _Versions:
        """Two organisations: every kept case that concerns them under both."""
        ids = [municipality_of(version[0]).id.text for version in self.versions]
        if ids[0] != ids[1]:
            raise UsageError("other-organisation", before=ids[0], after=ids[1])
        rules = self.reader.rules(self.shared.rules)
        self.reader.finish()
        checkers = [Checker(rules, version) for version in self.versions]
        for checker in checkers:
            checker.organisation(ids[0])
        cases = self._cases(ids[:1])
        words = area_words(rules)
        stated = [settled(one, words, declared_ids(one) | {*words}) for one in self.versions]
        return _Versions(checkers, stated, [words, words], cases)

    def proposal(self) -> _Versions:
        """Two proposals, which are themselves the case."""
        reader, shared = self.reader, self.shared
        rules = reader.rules(shared.rules)
        near = [each.span.path for version in self.versions for each in version]
        organisations = reader.organisations(shared.organisations, near)
        registers = reader.registers((), shared.organisations, organisations)
        reader.finish()
        checker = checker_of(rules, organisations, registers)
        (before,), (after,) = self.versions
        passed = get_args(Expectation)
        stated = [
            [one for one in checker.settled(each).statements if not isinstance(one, passed)]
            for each in (before, after)
        ]
        outcomes = [_outcome(checker, each, shared) for each in (before, after)]
        errors = [error for each in outcomes if not isinstance(each, Result) for error in each]
        if errors:
            raise MistakesError(errors)
        return _Versions([checker, checker], stated, [checker.words] * 2, [(before, after)])

    def _cases(
        self, organisations: Sequence[str], *, named: bool = False
    ) -> list[tuple[Document, Document]]:
        """The kept cases that concern some organisations; ``named``: all that the user names."""
        places = self.case_paths or (folders.FIXTURES.name,)
        found = self.reader.proposals(places)
        self.reader.finish()
        every = named and bool(self.case_paths)
        kept = [each for each in found if every or header_of(each).concerns.text in organisations]
        if not kept:
            raise UsageError("no-case", where=", ".join(places), ids=", ".join(organisations))
        return [(each, each) for each in kept]


_COMPARED: dict[str, Callable[[_Comparison], _Versions]] = {
    "rules": _Comparison.rules,
    "organisation": _Comparison.organisation,
    "proposal": _Comparison.proposal,
}


# ------------------------------------------------------------ what follows from it


def _followed(versions: _Versions, shared: Shared, language: Language) -> Json:
    """Every case under both versions; those without a difference are counted."""
    found, unchanged = [], 0
    hopeless: list[CheckerError] = []
    for case in versions.cases:
        errors: list[list[CheckerError]] = []
        sides: list[Json | None] = []
        for checker, one in zip(versions.checkers, case, strict=True):
            outcome = _outcome(checker, one, shared)
            if isinstance(outcome, Result):
                errors.append([])
                sides.append(as_json(report_of(checker, [outcome], language).results[0]))
            else:
                errors.append(outcome)
                sides.append(None)
        if all(errors):
            hopeless += errors[0]
            continue
        differing = difference.compare_results(*sides)
        if not difference.differs(differing):
            unchanged += 1
            continue
        names: Json = {}
        for side in filter(None, sides):
            instruments = {each["id"]: each["name"] for each in side["instruments"]}
            names |= side["names"] | instruments
        said = [[each.told(language) for each in one] for one in errors]
        found.append(
            {"path": case[1].span.path, "title": header_of(case[1]).title.said(language)}
            | differing
            | {"names": names, "errors": {"before": said[0], "after": said[1]}}
        )
    if hopeless:
        raise MistakesError(hopeless)
    return {"cases": found, "unchanged": unchanged}


def _outcome(checker: Checker, case: Document, shared: Shared) -> Result | list[CheckerError]:
    check_interpretations(checker, shared.interpretation)
    try:
        return checker.check(case, **shared.how, rivals_too=False)
    except MistakesError as mistakes:
        return mistakes.errors
