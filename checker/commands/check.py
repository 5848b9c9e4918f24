# SPDX-License-Identifier: EUPL-1.2
"""``ressort check``: proposals to their verdicts, shown and written to reports."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from checker.commands import options, reporting, settings
from checker.commands.options import Shared
from checker.commands.runs import (
    Spool,
    check_all,
    gathered,
    notify,
    run_over,
    surface,
    warn,
)
from checker.commands.tongue import tongue
from checker.disk import output
from checker.disk.git import leads_out, repository
from checker.errors import CheckerError, UsageError
from checker.files import baseline as past
from checker.formats.catalogue import (
    FORMATS,
    AskedFor,
    endings,
    extra,
    of_ending,
    templated_by,
    written,
)
from checker.records import evolve
from checker.say import Language, say
from checker.source import File, bytes_of_file

if TYPE_CHECKING:
    from checker.report.report import Options, Report

_GIVEN = ParameterSource.COMMANDLINE
STREAMS = tuple(name for name, each in FORMATS.items() if each.streams)


@click.command(
    "check",
    cls=options.Repeatable,
    epilog="ressort check forslag.ressort --report svar.html --report svar.docx",
)
@click.argument("paths", metavar="PATH...", nargs=-1)
@settings.configured()
@options.shared(
    "rules",
    "organisations",
    "waivers",
    options.choice("--format", STREAMS, "What is written to standard output.", "text"),
    click.option(
        "--brief/--full",
        default=None,
        help="One page a proposal, in a template of your own too, or all of it; without either, as"
        " text of several what decides, of one on a terminal a page.",
    ),
    options.many("--report", "FILE", "Write one more report; the ending tells its format."),
    options.one("--receipt", "FILE", "Write a receipt, which `verify` makes the run again from."),
    options.one(
        "--template", "FILE", "A template of your own: .docx for Word, else for the others."
    ),
    options.one("--bylaw", "FILE", "The bylaw as a Word file, for the tracked changes in Word."),
    "lang",
    "law_date",
    "as_of",
    "interpretation",
    options.choice(
        "--fail-on",
        options.FAILS_AT,
        "Exit with 1 from this verdict upwards.",
        "incomplete",
    ),
    options.baseline,
    options.one("--write-baseline", "FILE", "Write the baseline of all that is found now."),
    "rule_base",
    "forget",
    options.flag("--quiet", "As text, tell only what fails, and nothing where all passes."),
    options.flag("--statistics", "Count verdicts, kinds of findings, rules and instruments too."),
    options.flag("--exit-zero", "End with 0 also where a proposal fails."),
)
@options.one("--output-file", "FILE", "Where the --format goes, instead of standard output.")
@options.one("--changed-since", "REV", "Only the proposals that changed since a git revision.")
@options.one("--trust", "REV", "Judge by what a git revision holds, not by the branch's own rules.")
@options.jobs
@click.pass_context
def command(
    ctx: click.Context,
    paths: tuple[str, ...],
    shared: Shared,
    format: str,
    brief: bool | None,
    report: tuple[str, ...],
    receipt: str | None,
    template: str | None,
    bylaw: str | None,
    fail_on: str,
    baseline: str | None,
    write_baseline: str | None,
    quiet: bool,
    statistics: bool,
    exit_zero: bool,
    output_file: str | None,
    changed_since: str | None,
    trust: str | None,
    jobs: int | None,
) -> int:
    """Check proposals: files, or folders with all that is in them.

    Exit status: 0 passes, 1 a verdict at or above --fail-on on what is not in the --baseline, 2
    not all checked, or an edit that has no place in the --bylaw. --write-baseline lists what it
    keeps, and ends with 0 where all was checked. With --changed-since or --trust, also what the
    branch changes of its own judges is told, and it fails where either fails.
    """
    revision, bench = changed_since if trust is None else trust, None
    if revision is not None:
        from checker.commands import trust as trusted

        bench = trusted.bench_of(ctx)
        if bench is None:
            return trusted.judge_by(revision, ctx)
        paths = paths or bench.branch["paths"]
    if not paths:
        raise click.MissingParameter(ctx=ctx, param=ctx.command.params[0])
    targets = reporting.targets(report, of_ending, endings())
    used = {format, *targets.values()}
    file = bench.file if bench else Path
    from checker.report.report import Options
    from checker.report.statistics import statistics_lines, statistics_of

    asked = Options(
        file(template) if template else None,
        file(bylaw) if bylaw else None,
        brief=bool(brief),
        quiet=quiet,
        again=_again(ctx),
        fail_on=fail_on,
        root=repository(Path.cwd()),
    )
    templated = templated_by(asked.template) if asked.template else []
    if templated and not used & {*templated}:
        raise UsageError("template-unused", formats=", ".join(templated))
    if bylaw and "word" not in used:
        raise UsageError("bylaw-unused")
    own = [Path(each) for each in (write_baseline, receipt) if each]
    aside = [Path(output_file)] if output_file else []
    reporting.distinct([*targets, *own, *aside])
    for each in filter(None, (*map(str, [*targets, *own, *aside]), template, bylaw)):
        if leads_out(each):
            raise UsageError("leads-out", path=each)
    spool = ctx.with_resource(Spool())
    try:
        read = bench.gather(shared, paths) if bench else gathered(shared, paths, waiting=True)
        reporting.protect(
            [*targets, *own, *aside], read, [*map(Path, filter(None, (template, bylaw)))]
        )
        if asked.bylaw:  # what cannot be read is told before anything is judged
            _open(asked.bylaw)
        known_in = bench.baseline if bench else past.read_baseline
        known = known_in(baseline) if baseline else None
        language = shared.lang or surface(read)
        if not quiet:
            notify(read, language)
        if bench and changed_since is not None:
            read = bench.narrowed(changed_since, ctx.params, language)
        run = run_over(read, shared, language)
        run = evolve(run, admit=bench.admit) if bench else run
        reads = AskedFor(
            frozenset(used),
            lines=format == "text" and brief is None and "text" not in targets.values(),
            more=("findings", "instruments", "verdict") if statistics else (),
        )
        whole = bool(bench or receipt or brief)
        batch = check_all(run, spool, jobs, known, quiet=quiet, reads=None if whole else reads)
        told, failed = bench.weigh(ctx, batch, known, jobs) if bench else (None, False)
    except CheckerError as error:
        if format == "github":
            from checker.formats.github import unusable

            output.put(unusable(error, tongue(given=shared.lang) or "en", asked), commands=True)
        raise
    if batch.elsewhere and changed_since is None and not quiet:
        output.tell(say(language, "baseline-elsewhere", count=batch.elsewhere))
    if not (quiet or changed_since) and not all(each.named for each in read.waiting):
        warn(batch.idle, language)
    for unwritten in own if batch.unread else ():
        output.tell(say(language, "not-all-checked", path=unwritten.as_posix()))
    counted = statistics_of(batch.report.results) if statistics else None
    found = evolve(batch.report, trust=told, statistics=counted)
    if not batch.verdicts:
        targets = _of_nothing(targets, language)
    made = {
        path: written(found, each, language, evolve(asked, over=path))
        for path, each in targets.items()
    }
    if write_baseline and not batch.unread:
        made[Path(write_baseline)] = past.baseline_text(batch.counting)
    if receipt and not batch.unread:
        proposals = [each.shown for each in read.waiting] if bench else paths
        at = {"trust": bench.tree.commit} if bench else {}
        made[Path(receipt)] = _receipt(found, {**ctx.params, "paths": proposals}, at, file)
    entries = past.kept(batch.counting) if write_baseline and not batch.unread else None
    if entries is not None and format == "text":
        shown: str | Iterator[str] = (f"{one.told}\n" for one in entries if not quiet)
    else:
        shown = _shown(found, format, language, asked, brief, in_file=bool(aside))
    if aside:
        made[aside[0]] = shown
    output.write(made)
    if not aside:
        output.put(shown, commands=format == "github")
    if counted and format not in ("text", "json"):
        from checker.report.wording import Wording

        output.tell("\n".join(statistics_lines(counted, Wording(language))))
    if entries is not None:
        output.tell(say(language, "baseline-kept", path=write_baseline, count=len(entries)))
    if format == "github":
        _summarise(found, language, asked)
    if batch.unread:
        raise batch.unread
    if asked.bylaw and _tells_lost(found, language, asked.bylaw):
        return 2
    if entries is not None:
        return 0
    return int(not exit_zero and (failed or any(map(asked.fails, batch.verdicts))))


def _shown(
    found: Report,
    format: str,
    language: Language,
    asked: Options,
    brief: bool | None,
    *,
    in_file: bool,
) -> str | Iterator[str]:
    """What goes to standard output, or to a file in its place: of several proposals text tells
    what decides, of one on a terminal a page."""
    several, text = len(found.results) + len(found.broken) > 1, format == "text" and brief is None
    seen = evolve(asked, lines=text and (several or asked.quiet))
    if not in_file:
        short = asked.brief or (text and output.on_terminal())
        seen = evolve(seen, colour=output.in_colour(), width=output.columns(), brief=short)
    shown = written(found, format, language, seen)
    assert not isinstance(shown, bytes)
    return shown


def _again(ctx: click.Context) -> tuple[str, ...]:
    """What of the command line holds as well for the commands that tell more of a proposal."""
    given = []
    for param in ctx.command.params:
        value = ctx.params.get(param.name or "")
        if param.name in options.JUDGING and ctx.get_parameter_source(param.name) is _GIVEN:
            for each in value if isinstance(value, tuple) else (value,):
                given += [param.opts[0], str(each)]
    return tuple(given)


def _open(bylaw: File) -> None:
    """Raises UsageError for a bylaw that is no Word file."""
    with extra("word"):
        from checker.desk.paper import opened

        opened(bylaw)


def _tells_lost(found: Report, language: Language, bylaw: File) -> bool:
    """Tells each edit that found no place in the bylaw; whether there is any."""
    from checker.desk.redline import lost

    sentences = lost(found, language, bylaw)
    for each in sentences:
        output.tell(each)
    return bool(sentences)


def _of_nothing(targets: Mapping[Path, str], language: Language) -> dict[Path, str]:
    """The reports that are written though nothing was checked: those that programs read on."""
    for path, format in targets.items():
        if not FORMATS[format].streams:
            output.tell(say(language, "nothing-in-report", path=path.as_posix()))
    return {path: format for path, format in targets.items() if FORMATS[format].streams}


def _receipt(
    found: Report, asked: Mapping[str, Any], more: Mapping[str, str], at: Callable[[str], Path]
) -> str:
    """The receipt of a run as text; raises as ``receipt_of`` does."""
    from checker.commands.receipt import receipt_of

    kept = ("paths", "rules", "organisations", "waivers", "interpretation", "baseline")
    days = {name: asked[name] and asked[name].isoformat() for name in ("law_date", "as_of")}
    told = {**{name: asked[name] for name in kept}, **days, **more}
    return output.as_text(receipt_of(found, told, at))


def _summarise(found: Report, language: Language, asked: Options) -> None:
    """Adds the summary of a job to the file that GitHub names, if it names one.

    Where that cannot be written the user is told, and the answer is the same.
    """
    named = os.environ.get("GITHUB_STEP_SUMMARY")
    if not named:
        return
    from checker.formats.comment import summary

    path = Path(named)
    try:
        data = bytes_of_file(path, named) if path.exists() else b""
        added = summary(found, language, asked, len(data))
        if not added:
            raise UsageError("summary-full")
        output.write({path: data + output.encoded(added)})
    except (OSError, CheckerError) as error:
        detail = error.told(language) if isinstance(error, CheckerError) else error.strerror
        output.tell(say(language, "no-summary", detail=detail))
