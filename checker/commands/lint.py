# SPDX-License-Identifier: EUPL-1.2
"""``ressort rules lint``: contradictions, idle rules and gaps, each with its smallest example."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from textwrap import indent
from typing import Any

import click

from checker import folders
from checker.audit.examination import Examination, examine_rules
from checker.audit.examples import Written
from checker.audit.lint import Complaint, Passed
from checker.commands import options, settings
from checker.commands.options import Shared
from checker.commands.runs import asked_about, run_over
from checker.disk import output
from checker.files.documents import Library, read_base, read_library
from checker.language.names import area_words, declared_ids, resolve_names
from checker.result import Result
from checker.say import Language, say

TOLD = ("gap", "ends")


@click.command("lint", epilog="ressort rules lint --rules egne-regler")
@click.argument("paths", metavar="[PATH...]", nargs=-1)
@settings.configured(*settings.SHARED)
@options.shared(
    "rules",
    options.only,
    "organisations",
    options.choice("--format", ("text", "json"), "How the answer is written.", "text"),
    "lang",
)
def command(paths: tuple[str, ...], only: tuple[str, ...], shared: Shared, format: str) -> int:
    """Look for rules that contradict each other, are idle or untested; PATH: the cases to count.

    Without PATH the shipped cases are counted for the shipped rules. Each report rests on every
    small structure that the rules can tell apart, and shows the smallest.
    Exit status: 0 nothing but gaps, 1 something to be put right, 2 the rules do not load.
    """
    library, results = _library(paths, shared)
    language = shared.lang or library.rules[0].surface
    words, towns = area_words(library.rules), library.organisations
    ids = declared_ids(library.rules)
    settled = [
        resolve_names(each, words, ids | declared_ids([each]))
        for each in (*towns, *library.proposals)
    ]
    ids |= declared_ids(towns)
    own = [resolve_names(each, words, ids) for each in library.rules]
    about = asked_about(library, only)
    found = examine_rules(own, towns, settled, results, language, about)
    output.put_answer(_document(found, language), _lines(found, language), format)
    return int(any(report.kind not in TOLD for report, _ in found.reports))


def _library(paths: tuple[str, ...], shared: Shared) -> tuple[Library, list[Result]]:
    """The rules, the organisations, and the cases with their results."""
    if paths or not shared.rules:
        places = paths or (folders.FIXTURES.name,)
        library = read_library(places, shared.rules, shared.organisations)
        run = run_over(library, shared, library.rules[0].surface)
        return library, run.results(rivals_too=False)
    return read_base(shared.rules, shared.organisations), []


def _lines(found: Examination, language: Language) -> Iterator[str]:
    gaps = []
    for report, example in found.reports:
        if report.kind == "gap":
            gaps.append((report.names[0], example))
            continue
        yield f"{report.place.path}:{report.place.line}: {_said(report, language)}"
        yield from _example(example, language)
    if gaps:
        yield say(language, "lint.gap", one=", ".join(name for name, _ in gaps))
        yield from _example(gaps[0][1], language)
    if found.passed:
        yield say(language, "lint.passed")
        yield from (f"  {_passed(each, language)}" for each in found.passed)
    yield say(language, "linted", rules=found.rules, **_counts(found))


def _example(example: Written | None, language: Language) -> Iterator[str]:
    if example is not None:
        yield f"  {say(language, 'lint.example')}"
        yield indent(f"{example.organisation}\n{example.proposal}", "    ").rstrip()


def _said(report: Complaint, language: Language) -> str:
    names = (*report.rules, *report.names)
    if report.days and report.kind == "ends":
        start, end = report.days
        key = "lint.ends" if start == date.max else "lint.ends-later"
        return say(language, key, one=names[0], start=start, end=end)
    if report.days:
        start, end = report.days
        return say(language, "lint.dead-days", one=names[0], start=start, end=end)
    return say(language, f"lint.{report.kind}", one=names[0], other=names[-1])


def _passed(passed: Passed, language: Language) -> str:
    return say(language, f"lint.passed {passed.why}", rules=", ".join(passed.rules))


def _counts(found: Examination) -> dict[str, int]:
    gaps = sum(report.kind in TOLD for report, _ in found.reports)
    return {"wrong": len(found.reports) - gaps, "gaps": gaps}


def _document(found: Examination, language: Language) -> dict[str, Any]:
    reports = [
        {
            "kind": report.kind,
            "rules": report.rules,
            "names": report.names,
            "message": _said(report, language),
            "path": report.place.path,
            "line": report.place.line,
            "example": example
            and {"organisation": example.organisation, "proposal": example.proposal},
        }
        for report, example in found.reports
    ]
    passed = [
        {"rules": each.rules, "why": each.why, "message": _passed(each, language)}
        for each in found.passed
    ]
    counts = {"rules": found.rules, **_counts(found)}
    return {"reports": reports, "not_looked_at": passed, "counts": counts}
