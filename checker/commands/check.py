"""``ressort check``: proposals to their verdicts, shown and written to reports."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click
from attrs import evolve

from checker import documents, output
from checker.commands import options
from checker.commands.checking import checked, notify, told
from checker.documents import Library
from checker.errors import CheckerError, Language, UsageError
from checker.formats import FORMATS, Json, endings, of_ending, render
from checker.gate.places import repository
from checker.messages import say
from checker.prose.asked import Options

STREAMS = tuple(name for name, each in FORMATS.items() if each.streams)


@click.command("check")
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@options.rules
@options.organisations
@options.choice("--format", STREAMS, "What is written to standard output.", "text")
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
    templated = [name for name, each in FORMATS.items() if each.templated]
    if template and not used & {*templated}:
        raise UsageError("template-unused", formats=", ".join(templated))
    asked = Options(
        Path(template) if template else None, fail_on=fail_on, root=repository(Path.cwd())
    )
    try:
        read = documents.read(paths, rules, organisations)
        _protect(targets, read)
        language = lang or read.proposals[0].surface
        notify(read, language)
        checker, results = checked(read, law_date, as_of, interpretation)
    except CheckerError as error:
        if format == "github":
            from checker.gate.github import unusable

            output.put(unusable(error, lang or "en", asked))
        raise
    document = told(checker, results, language)
    written = {path: render(document, each, language, asked) for path, each in targets.items()}
    shown = render(document, format, language, evolve(asked, colour=output.in_colour()))
    output.write(written)
    assert isinstance(shown, str)
    output.put(shown)
    if format == "github":
        _summarise(document, language, asked)
    return int(any(asked.fails(result.verdict) for result in results))


def _targets(reports: Sequence[str]) -> dict[Path, str]:
    targets: dict[Path, str] = {}
    for report in reports:
        path = Path(report)
        format = of_ending(path)
        if format is None:
            raise UsageError("unknown-ending", path=path.as_posix(), endings=" ".join(endings()))
        if path.resolve() in {each.resolve() for each in targets}:
            raise UsageError("same-report", path=path.as_posix())
        targets[path] = format
    return targets


def _protect(targets: dict[Path, str], read: Library) -> None:
    for path in targets:
        if path.resolve() in read.files:
            raise UsageError("report-over-input", path=path.as_posix())


def _summarise(document: Json, language: Language, asked: Options) -> None:
    """Adds the summary of a job to the file that GitHub names, if it names one.

    Where that cannot be written the user is told, and the answer is the same.
    """
    named = os.environ.get("GITHUB_STEP_SUMMARY")
    if not named:
        return
    from checker.gate.comment import summary

    path = Path(named)
    try:
        before = path.read_text(encoding="utf-8", errors="replace") if path.exists() else ""
        output.write({path: before + summary(document, language, asked)})
    except (OSError, UsageError) as error:
        detail = error.told(language) if isinstance(error, UsageError) else error.strerror
        output.tell(say("no-summary", language, detail=detail))
