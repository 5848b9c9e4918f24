"""``ressort check``: proposals to their verdicts, shown and written to reports."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

import click
from attrs import evolve

from checker import baseline as past
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
@options.waivers
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
@options.one("--baseline", "FILE", "Old findings, which are shown and do not fail the run.")
@options.one("--write-baseline", "FILE", "Write the baseline of all that is found now.")
def command(
    paths: tuple[str, ...],
    rules: tuple[str, ...],
    organisations: tuple[str, ...],
    waivers: tuple[str, ...],
    format: str,
    report: tuple[str, ...],
    template: str | None,
    lang: Language | None,
    law_date: date | None,
    as_of: date | None,
    interpretation: tuple[str, ...],
    fail_on: str,
    baseline: str | None,
    write_baseline: str | None,
) -> int:
    """Check proposals: files, or folders with all that is in them.

    Exit status: 0 passes, 1 a verdict at or above --fail-on on what is not in the --baseline, 2
    not checked.
    """
    targets = _targets(report)
    used = {format, *targets.values()}
    templated = [name for name, each in FORMATS.items() if each.templated]
    if template and not used & {*templated}:
        raise UsageError("template-unused", formats=", ".join(templated))
    asked = Options(
        Path(template) if template else None, fail_on=fail_on, root=repository(Path.cwd())
    )
    own = [Path(write_baseline)] if write_baseline else []
    if own and own[0].resolve() in {each.resolve() for each in targets}:
        raise UsageError("same-report", path=own[0].as_posix())
    try:
        read = documents.read(paths, rules, organisations, waivers)
        _protect([*targets, *own], read)
        known = past.read(Path(baseline)) if baseline else None
        language = lang or read.proposals[0].surface
        notify(read, language)
        checker, results = checked(read, law_date, as_of, interpretation)
    except CheckerError as error:
        if format == "github":
            from checker.gate.github import unusable

            output.put(unusable(error, lang or "en", asked))
        raise
    if known is not None:
        results, elsewhere = past.compared(results, known)
        if elsewhere:
            output.tell(say("baseline-elsewhere", language, count=elsewhere))
    document = told(checker, results, language)
    written = {path: render(document, each, language, asked) for path, each in targets.items()}
    shown = render(document, format, language, evolve(asked, colour=output.in_colour()))
    if write_baseline:
        written[Path(write_baseline)] = past.written(results)
    output.write(written)
    assert isinstance(shown, str)
    output.put(shown)
    if format == "github":
        _summarise(document, language, asked)
    return int(any(asked.fails(past.verdict_beyond(result)) for result in results))


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


def _protect(targets: Iterable[Path], read: Library) -> None:
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
