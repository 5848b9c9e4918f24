"""``ressort check``: proposals to their verdicts, shown and written to reports."""

from __future__ import annotations

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
from checker.errors import Language, UsageError
from checker.formats import FORMATS, endings, of_ending, render
from checker.messages import say
from checker.prose.asked import Options
from checker.result import Result

STREAMS = tuple(name for name, each in FORMATS.items() if each.streams)
_WORST_FIRST = ("forbidden", "incomplete", "conditional")


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
    read = documents.read(paths, rules, organisations, waivers)
    if write_baseline and Path(write_baseline).resolve() in {each.resolve() for each in targets}:
        raise UsageError("same-report", path=Path(write_baseline).as_posix())
    _protect([*targets, *([Path(write_baseline)] if write_baseline else [])], read)
    known = past.read(Path(baseline)) if baseline else None
    language = lang or read.proposals[0].surface
    notify(read, language)
    checker, results = checked(read, law_date, as_of, interpretation)
    if known is not None:
        results, elsewhere = past.compared(results, known)
        if elsewhere:
            output.tell(say("baseline-elsewhere", language, count=elsewhere))
    document = told(checker, results, language)
    asked = Options(Path(template) if template else None)
    written = {path: render(document, each, language, asked) for path, each in targets.items()}
    shown = render(document, format, language, evolve(asked, colour=output.in_colour()))
    if write_baseline:
        written[Path(write_baseline)] = past.written(results)
    output.write(written)
    assert isinstance(shown, str)
    output.put(shown)
    return _status(results, fail_on)


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


def _status(results: Sequence[Result], fail_on: str) -> int:
    if fail_on == "never":
        return 0
    failing = _WORST_FIRST[: _WORST_FIRST.index(fail_on) + 1]
    return int(any(past.verdict_beyond(result) in failing for result in results))
