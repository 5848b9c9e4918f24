# SPDX-License-Identifier: EUPL-1.2
"""``ressort rules test``: proposals against what they expect of the rules, and what they try."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import partial
from itertools import compress
from typing import TYPE_CHECKING, Any, get_args

import click

from checker import folders
from checker.audit.mutants import Mutant, cases_to_try, mutants_of, survives
from checker.commands import options, settings
from checker.commands.options import Shared
from checker.commands.runs import asked_about, notify, run_over, unfit
from checker.disk import output
from checker.disk.parallel import mapped
from checker.errors import CheckerError, MistakesError, UsageError
from checker.files.documents import Library, read_library
from checker.language.printer import print_lines
from checker.records import evolve
from checker.report.wording import Wording
from checker.result import Result
from checker.say import Language, say
from checker.speech.node import Document
from checker.speech.proposal import Expectation

if TYPE_CHECKING:
    from checker.pipeline import Checker

Json = dict[str, Any]
_Task = tuple[int, tuple[int, ...]]


@click.command("test", epilog="ressort rules test sager --strict")
@click.argument("paths", metavar="[PATH...]", nargs=-1)
@click.option("--strict", is_flag=True, help="Fail, too, where a rule fires in no case.")
@click.option("--mutants", "wrong", is_flag=True, help="Try rules that say one thing otherwise.")
@options.many("--rule", "ID", "With --mutants: only of this rule; may be given again.")
@options.number("--jobs", "With --mutants: processes; without it, one a core.")
@options.flag("--quiet", "Tell only what fails; nothing, and status 0, where nothing is expected.")
@options.choice("--format", ("text", "json"), "What is written to standard output.", "text")
@settings.configured(*settings.SHARED)
@options.shared("rules", options.only, "organisations", "waivers", "lang")
def command(
    paths: tuple[str, ...],
    strict: bool,
    wrong: bool,
    quiet: bool,
    rule: tuple[str, ...],
    jobs: int | None,
    format: str,
    only: tuple[str, ...],
    shared: Shared,
) -> int:
    """Check proposals against their `expect` sentences; without PATH the shipped cases.

    Then it tells which rules fire in no case and which in all, and with --mutants which changes of
    one rule no case notices.

    Exit status: 0 every expectation is met, 1 one is not (with --strict also: a rule fires in no
    case), 2 a case cannot be checked.
    """
    if not wrong and (rule or jobs):
        raise UsageError("needs-option", name="--rule" if rule else "--jobs", other="--mutants")
    places = paths or (folders.FIXTURES.name,)
    try:
        library = read_library(places, shared.rules, shared.organisations, shared.waivers)
    except MistakesError as mistakes:
        if quiet and all(_finds_none(each) for each in mistakes.errors):
            return 0
        raise
    expectations = get_args(Expectation)
    cases = tuple(
        case
        for case in library.proposals
        if any(isinstance(each, expectations) for each in case.statements)
    )
    if not cases and quiet:
        return 0
    if not cases:
        raise UsageError("no-expectation", where=", ".join(places))
    library = evolve(library, proposals=cases, notices=library.notices if paths else ())
    run = run_over(library, shared, cases[0].surface)
    checker, language = run.checker, run.language
    notify(library, language)
    try:
        results = run.results(rivals_too=False)
    except MistakesError as mistakes:
        raise unfit(mistakes, paths, shared) from None
    about = asked_about(library, only)
    document = _tested(checker, cases, results, about, language)
    if wrong and not document["failed"]:
        names = [each.id for each in checker.rules]
        names += [each.id for each in checker.book.sources.values()]
        ids = rule or [name.text for name in names if only and name.span.path in about]
        document["mutants"] = _measured(library, checker, results, ids, jobs, language)
    if not quiet:
        output.put_answer(document, _lines(document, wrong, language), format)
    elif document["failed"]:
        output.put_answer(document, _failed(document, language), format)
    return int(document["failed"] > 0 or (strict and bool(document["unfired"])))


def _finds_none(error: CheckerError) -> bool:
    """Whether all that is wrong is that there is no proposal."""
    return isinstance(error, UsageError) and error.key == "no-proposal"


def _failed(document: Json, language: Language) -> Iterator[str]:
    """The cases that fail, and how many there are."""
    failed = [each for each in document["cases"] if not each["passed"]]
    yield from _cases(failed, language)
    yield say(language, "tested", cases=len(document["cases"]), failed=document["failed"])


def _cases(cases: Sequence[Json], language: Language) -> Iterator[str]:
    for case in cases:
        yield f"{say(language, 'passed' if case['passed'] else 'failed')}  {case['path']}"
        yield from (f"{each['path']}:{each['line']}: {each['message']}" for each in case["unmet"])


def _tested(
    checker: Checker,
    cases: Sequence[Document],
    results: Sequence[Result],
    about: Collection[str],
    language: Language,
) -> Json:
    """Every case with the expectations it does not meet, and every rule of the documents asked
    about with how often it fires."""
    said = Wording(language)
    told = []
    for case, result in zip(cases, results, strict=True):
        unmet = [
            {"path": each.span.path, "line": each.span.line, "message": said.say(each.phrase)}
            for each in checker.expectations(case, result)
        ]
        told.append({"path": case.span.path, "passed": not unmet, "unmet": unmet})
    fired = [{*result.speaking} for result in results]
    silenced = checker.book.silenced()
    own = [each for each in checker.rules if each.id.span.path in about]
    counts = {each.id.text: sum(each.id.text in one for one in fired) for each in own}
    rules = [{"id": id, "fired": n, "silent": len(cases) - n} for id, n in counts.items()]
    return {
        "version": 1,
        "cases": told,
        "failed": sum(not each["passed"] for each in told),
        "rules": rules,
        "unfired": [id for id, count in counts.items() if not count and id not in silenced],
        "always": [id for id, count in counts.items() if count == len(cases)],
        "not_followed": [id for id in counts if id in silenced],
    }


def _lines(document: Json, wrong: bool, language: Language) -> Iterator[str]:
    yield from _cases(document["cases"], language)
    cases, rules = len(document["cases"]), len(document["rules"])
    yield say(language, "tested", cases=cases, failed=document["failed"])
    fired = sum(each["fired"] > 0 for each in document["rules"])
    yield say(language, "fired", rules=rules, fired=fired)
    for key in ("unfired", "always", "not_followed"):
        if document[key]:
            yield say(language, key, rules=", ".join(document[key]))
    if "mutants" in document:
        yield from _mutant_lines(document["mutants"], language)
    elif wrong:
        yield say(language, "mutants-not-tried")


def _measured(
    library: Library,
    checker: Checker,
    results: Sequence[Result],
    only: Sequence[str],
    jobs: int | None,
    language: Language,
) -> Json:
    """How many mutants there are, how many some case notices, and those that none does.

    Args:
        only: ids of the statements that are changed; without any, all of them.
        jobs: the number of processes; None: one a core.

    Raises UsageError for an id that no rule and no source has.
    """
    known = [*(each.id.text for each in checker.rules), *checker.book.sources]
    for id in only:
        if id not in known:
            raise UsageError.unknown("unknown-rule", id, known)
    made = mutants_of(checker, only)
    cases = [(one.proposal.organisation, one.speaking) for one in results]
    tasks = [(at, cases_to_try(checker, mutant, cases)) for at, mutant in enumerate(made)]
    survived = mapped(partial(_survives, checker, made, library.proposals), tasks, jobs)
    told = []
    for mutant in compress(made, survived):
        before, after = (
            print_lines(each, language, checker.words) for each in (mutant.before, mutant.after)
        )
        told.append(
            {
                "rule": mutant.before.id.text,
                "change": mutant.change,
                "path": mutant.before.span.path,
                "line": mutant.before.span.line,
                "before": [line for line in before if line not in after],
                "after": [line for line in after if line not in before],
            }
        )
    return {"made": len(made), "killed": len(made) - len(told), "survivors": told}


def _survives(
    checker: Checker, mutants: Sequence[Mutant], cases: Sequence[Document], task: _Task
) -> bool:
    at, order = task
    return survives(checker, mutants[at], [cases[one] for one in order])


def _mutant_lines(told: Json, language: Language) -> Iterator[str]:
    """What was measured, as lines of text."""
    for each in told["survivors"]:
        change = say(language, f"mutant.{each['change']}")
        place = f"{each['path']}:{each['line']}: {each['rule']}"
        yield f"{say(language, 'survives')}  {place} ({change})"
        yield from (f"    - {line}" for line in each["before"])
        yield from (f"    + {line}" for line in each["after"])
    yield say(language, "mutants-killed", killed=told["killed"], made=told["made"])
