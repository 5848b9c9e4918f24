"""``ressort diff``: two versions of rules, a proposal or an organisation, compared in law."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any, get_args

import click
from attrs import frozen

from checker import folders
from checker.audit import comparison
from checker.commands import options
from checker.commands.options import Shared
from checker.commands.session import check_interpretations, report_of
from checker.disk import output
from checker.errors import CheckerError, MistakesError, UsageError
from checker.files.documents import Reader
from checker.language.names import area_words, declared_ids, resolve_names
from checker.language.printer import print_lines
from checker.pipeline import Checker
from checker.report.report import as_json
from checker.result import Result
from checker.say import Language
from checker.speech.node import Document, DocumentKind, Node, Prose
from checker.speech.organisation import municipality_of
from checker.speech.proposal import Expectation, header_of
from checker.speech.rule import Rule

Json = dict[str, Any]


@click.command("diff")
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
    beside = _Beside(reader, shared, cases, whole)
    compared = _COMPARED[kind](beside, versions)
    stated = _stated(compared, language)
    followed = _followed(compared, shared, language)
    for notice in reader.notices if cases else ():
        output.tell(notice.told(language))
    head = {"version": 1, "kind": kind, "language": language, "before": before, "after": after}
    document = head | stated | followed
    if format == "json":
        output.put_answer(document, (), format)
    else:
        from checker.commands import difference

        output.put(difference.render(document, format, language))
    differs = followed["cases"] or any(any(part.values()) for part in stated.values())
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
class _Beside:
    """What the two versions are checked with, read where it is needed; ``whole``: they are
    folders."""

    reader: Reader
    shared: Shared
    case_paths: tuple[str, ...]
    whole: bool

    def rules(self) -> tuple[Document, ...]:
        return self.reader.rules(self.shared.rules)

    def organisations(self) -> tuple[Document, ...]:
        return self.reader.organisations(self.shared.organisations)

    def registers(self) -> tuple[Document, ...]:
        return self.reader.registers((), self.shared.organisations)

    def cases(self, organisations: Sequence[str], *, named: bool = False) -> list[Document]:
        """The kept cases that concern some organisations; ``named``: all that the user names."""
        places = self.case_paths or (folders.FIXTURES.name,)
        found = self.reader.proposals(places)
        self.reader.finish()
        every = named and bool(self.case_paths)
        kept = [each for each in found if every or header_of(each).concerns.text in organisations]
        if not kept:
            raise UsageError("no-case", where=", ".join(places), ids=", ".join(organisations))
        return kept


@frozen
class _Versions:
    """Both versions: what checks them, their statements with the words of areas, and the cases."""

    checkers: Sequence[Checker]
    statements: Sequence[Sequence[Node]]
    words: Sequence[dict[str, str]]
    cases: Sequence[tuple[Document, Document]]


def _rules(beside: _Beside, versions: Sequence[Sequence[Document]]) -> _Versions:
    own = declared_ids(each for version in versions for each in version)
    shared = () if beside.whole and not beside.shared.rules else beside.rules()
    shared = tuple(each for each in shared if not declared_ids([each]) & own)
    organisations, registers = beside.organisations(), beside.registers()
    beside.reader.finish()
    bases = [(*shared, *version) for version in versions]
    checkers = [Checker(base, organisations, registers) for base in bases]
    cases = beside.cases(checkers[0].organisations, named=True)
    words = [area_words(base) for base in bases]
    stated = [
        _settled(base, own, declared_ids(base)) for base, own in zip(bases, words, strict=True)
    ]
    return _Versions(checkers, stated, words, [(each, each) for each in cases])


def _organisation(beside: _Beside, versions: Sequence[Sequence[Document]]) -> _Versions:
    ids = [municipality_of(version[0]).id.text for version in versions]
    if ids[0] != ids[1]:
        raise UsageError("other-organisation", before=ids[0], after=ids[1])
    rules = beside.rules()
    beside.reader.finish()
    checkers = [Checker(rules, version) for version in versions]
    for checker in checkers:
        checker.organisation(ids[0])
    cases = beside.cases(ids[:1])
    words = area_words(rules)
    stated = [_settled(one, words, declared_ids(one) | {*words}) for one in versions]
    return _Versions(checkers, stated, [words, words], [(each, each) for each in cases])


def _proposal(beside: _Beside, versions: Sequence[Sequence[Document]]) -> _Versions:
    rules, organisations = beside.rules(), beside.organisations()
    registers = beside.registers()
    beside.reader.finish()
    checker = Checker(rules, organisations, registers)
    (before,), (after,) = versions
    passed = get_args(Expectation)
    stated = [
        [one for one in checker.settled(each).statements if not isinstance(one, passed)]
        for each in (before, after)
    ]
    outcomes = [_outcome(checker, each, beside.shared) for each in (before, after)]
    errors = [error for each in outcomes if not isinstance(each, Result) for error in each]
    if errors:
        raise MistakesError(errors)
    return _Versions([checker, checker], stated, [checker.words] * 2, [(before, after)])


_COMPARED = {"rules": _rules, "organisation": _organisation, "proposal": _proposal}


def _settled(base: Sequence[Document], words: dict[str, str], known: Collection[str]) -> list[Node]:
    return [one for each in base for one in resolve_names(each, words, known).statements]


# ------------------------------------------------------------ what is written


def _stated(versions: _Versions, language: Language) -> Json:
    """The rules that differ, then whatever else does."""
    found = {}
    words = versions.words
    for key, wanted in (("rules", True), ("statements", False)):
        old, new = (
            [one for one in each if isinstance(one, Rule) == wanted] for each in versions.statements
        )
        edit = comparison.edit_of(old, new)
        found[key] = {
            "added": [_written(one, words[1], language) for one in edit.added],
            "removed": [_written(one, words[0], language) for one in edit.removed],
            "changed": [_rewritten(one, other, words, language) for one, other in edit.changed],
        }
    return found


def _written(node: Node, words: dict[str, str], language: Language) -> Json:
    name, title = getattr(node, "id", None), getattr(node, "title", None)
    return {
        "id": name.text if name else None,
        "title": title.said(language) if isinstance(title, Prose) else title,
        "path": node.span.path,
        "line": node.span.line,
        "lines": list(print_lines(node, language, words)),
    }


def _rewritten(
    before: Node, after: Node, words: Sequence[dict[str, str]], language: Language
) -> Json:
    """A changed statement, with the lines that its two versions do not share."""
    old, new = _written(before, words[0], language), _written(after, words[1], language)
    gone = [line for line in old["lines"] if line not in new["lines"]]
    come = [line for line in new["lines"] if line not in old["lines"]]
    return new | {"lines": new["lines"][:1], "before": gone, "after": come}


# ------------------------------------------------------------ what follows from it


def _followed(versions: _Versions, shared: Shared, language: Language) -> Json:
    """Every case under both versions; those without a difference are counted."""
    found, unchanged = [], 0
    hopeless: list[CheckerError] = []
    for case in versions.cases:
        pairs = list(zip(versions.checkers, case, strict=True))
        outcomes = [_outcome(checker, one, shared) for checker, one in pairs]
        errors = [[] if isinstance(one, Result) else one for one in outcomes]
        if all(errors):
            hopeless += errors[0]
            continue
        sides = [
            as_json(report_of(checker, [one], language).results[0])
            if isinstance(one, Result)
            else None
            for checker, one in zip(versions.checkers, outcomes, strict=True)
        ]
        difference = comparison.compare_results(*sides)
        if not comparison.differs(difference):
            unchanged += 1
            continue
        said = [[each.told(language) for each in one] for one in errors]
        found.append(
            {"path": case[1].span.path, "title": header_of(case[1]).title.said(language)}
            | difference
            | {"names": {name: said for one in sides for name, said in _names(one).items()}}
            | {"errors": {"before": said[0], "after": said[1]}}
        )
    if hopeless:
        raise MistakesError(hopeless)
    return {"cases": found, "unchanged": unchanged}


def _names(result: Json | None) -> dict[str, str]:
    """What ids are called, those of instruments among them."""
    if result is None:
        return {}
    instruments = {one["id"]: one["name"] for one in result["instruments"]}
    return {**result["names"], **instruments}


def _outcome(checker: Checker, case: Document, shared: Shared) -> Result | list[CheckerError]:
    check_interpretations(checker, shared.interpretation)
    try:
        return checker.check(case, **shared.how, rivals_too=False)
    except MistakesError as mistakes:
        return mistakes.errors
