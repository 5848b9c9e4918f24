"""``ressort check``: proposals to their verdicts, shown and written to reports."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import click

from checker import documents, output
from checker.commands import options
from checker.commands.checking import checked, notify, told
from checker.documents import Library
from checker.errors import Language, UsageError
from checker.result import Result

FORMATS = ("text", "json", "markdown", "html")
ENDINGS = {".html": "html", ".md": "markdown", ".json": "json", ".txt": "text"}
_TEMPLATED = ("markdown", "html")
_WORST_FIRST = ("forbidden", "incomplete", "conditional")


@click.command("check")
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@options.rules
@options.organisations
@options.choice("--format", FORMATS, "What is written to standard output.", "text")
@options.many("--report", "FILE", "Write one more report; the ending tells its format.")
@options.one("--template", "FILE", "A template of your own for Markdown and HTML.")
@options.language
@options.dates
@options.interpretations
@options.choice(
    "--fail-on",
    ("forbidden", "incomplete", "conditional", "never"),
    "Exit with 1 from this verdict upwards.",
    "incomplete",
)
def command(
    paths: tuple[str, ...],
    rules: tuple[str, ...],
    organisations: tuple[str, ...],
    format: str,
    report: tuple[str, ...],
    template: str | None,
    lang: Language | None,
    law_date: date | None,
    as_of: date | None,
    interpretation: tuple[str, ...],
    fail_on: str,
) -> int:
    """Check proposals: files, or folders with all that is in them.

    Exit status: 0 passes, 1 a verdict at or above --fail-on, 2 not checked.
    """
    targets = _targets(report)
    used = {format, *targets.values()}
    if template and not used & set(_TEMPLATED):
        raise UsageError("template-unused", formats=", ".join(_TEMPLATED))
    read = documents.read(paths, rules, organisations)
    _protect(targets, read)
    language = lang or read.proposals[0].surface
    notify(read, language)
    checker, results = checked(read, law_date, as_of, interpretation)
    document = told(checker, results, language)
    texts = {each: _render(document, each, language, template) for each in sorted(used)}
    output.write({path: texts[each] for path, each in targets.items()})
    output.put(_coloured(document, language) if format == "text" else texts[format])
    return _status(results, fail_on)


def _targets(reports: Sequence[str]) -> dict[Path, str]:
    targets: dict[Path, str] = {}
    for report in reports:
        path = Path(report)
        if path.suffix.lower() not in ENDINGS:
            raise UsageError("unknown-ending", path=path.as_posix(), endings=" ".join(ENDINGS))
        if path.resolve() in {each.resolve() for each in targets}:
            raise UsageError("same-report", path=path.as_posix())
        targets[path] = ENDINGS[path.suffix.lower()]
    return targets


def _protect(targets: dict[Path, str], read: Library) -> None:
    for path in targets:
        if path.resolve() in read.files:
            raise UsageError("report-over-input", path=path.as_posix())


def _render(document: dict[str, Any], format: str, language: Language, template: str | None) -> str:
    from checker.renderer import render

    own = Path(template) if template and format in _TEMPLATED else None
    return render(document, format, language, template=own)


def _coloured(document: dict[str, Any], language: Language) -> str:
    from checker.text import render

    return render(document, language, colour=output.in_colour())


def _status(results: Sequence[Result], fail_on: str) -> int:
    if fail_on == "never":
        return 0
    failing = _WORST_FIRST[: _WORST_FIRST.index(fail_on) + 1]
    return int(any(result.verdict in failing for result in results))
