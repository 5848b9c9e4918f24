"""``ressort check``: proposals to their verdicts, shown and written to reports."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import click
from attrs import evolve

from checker.commands import options, settings
from checker.commands.options import Shared
from checker.commands.session import Spool, check_all, gathered, notify, session_over, surface
from checker.disk import output
from checker.disk.git import repository
from checker.errors import CheckerError, UsageError
from checker.files import baseline as past
from checker.files.documents import Library
from checker.files.kinds import ENDING
from checker.folders import FIXTURES, RULES
from checker.formats.catalogue import (
    FORMATS,
    endings,
    of_ending,
    templated_by,
    written,
)
from checker.report.report import Options, Report
from checker.say import Language, say
from checker.source import bytes_of_file

STREAMS = tuple(name for name, each in FORMATS.items() if each.streams)


@click.command("check")
@click.argument("paths", metavar="PATH...", nargs=-1)
@settings.configured()
@options.shared(
    "rules",
    "organisations",
    "waivers",
    options.choice("--format", STREAMS, "What is written to standard output.", "text"),
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
        ("forbidden", "incomplete", "conditional", "never"),
        "Exit with 1 from this verdict upwards.",
        "incomplete",
    ),
    options.one("--baseline", "FILE", "Old findings, which are shown and do not fail the run."),
    options.one("--write-baseline", "FILE", "Write the baseline of all that is found now."),
    "rule_base",
)
@options.one("--changed-since", "REV", "Only the proposals that changed since a git revision.")
@options.jobs
@click.pass_context
def command(
    ctx: click.Context,
    paths: tuple[str, ...],
    shared: Shared,
    format: str,
    report: tuple[str, ...],
    receipt: str | None,
    template: str | None,
    bylaw: str | None,
    fail_on: str,
    baseline: str | None,
    write_baseline: str | None,
    changed_since: str | None,
    jobs: int | None,
) -> int:
    """Check proposals: files, or folders with all that is in them.

    Exit status: 0 passes, 1 a verdict at or above --fail-on on what is not in the --baseline, 2
    not checked.
    """
    if not paths:
        raise click.MissingParameter(ctx=ctx, param=ctx.command.params[0])
    targets = _targets(report)
    used = {format, *targets.values()}
    asked = Options(
        Path(template) if template else None,
        Path(bylaw) if bylaw else None,
        fail_on=fail_on,
        root=repository(Path.cwd()),
    )
    templated = templated_by(asked.template) if asked.template else []
    if templated and not used & {*templated}:
        raise UsageError("template-unused", formats=", ".join(templated))
    if bylaw and "word" not in used:
        raise UsageError("bylaw-unused")
    own = [Path(each) for each in (write_baseline, receipt) if each]
    _distinct([*targets, *own])
    spool = ctx.with_resource(Spool())
    try:
        read = gathered(shared, paths, waiting=True)
        _protect([*targets, *own], read, asked)
        known = past.read_baseline(Path(baseline)) if baseline else None
        language = shared.lang or surface(read)
        notify(read, language)
        if changed_since is not None:
            read = _narrowed(read, changed_since, language, ctx)
        batch = check_all(session_over(read, shared, language), spool, jobs, known)
    except CheckerError as error:
        if format == "github":
            from checker.formats.github import unusable

            output.put(unusable(error, shared.lang or "en", asked), commands=True)
        raise
    if batch.elsewhere and changed_since is None:
        output.tell(say(language, "baseline-elsewhere", count=batch.elsewhere))
    if changed_since is None and not all(each.named for each in read.waiting):
        for warning in batch.idle:
            output.tell(str(warning))
    found = batch.report
    if not batch.verdicts:
        targets = _of_nothing(targets, language)
    made = {path: written(found, each, language, asked) for path, each in targets.items()}
    if write_baseline:
        made[Path(write_baseline)] = past.baseline_text(batch.counting)
    if receipt:
        proposals = [each.shown for each in read.waiting] if changed_since is not None else paths
        made[Path(receipt)] = _receipt(found, {**ctx.params, "paths": proposals})
    shown = written(found, format, language, evolve(asked, colour=output.in_colour()))
    output.write(made)
    assert not isinstance(shown, bytes)
    output.put(shown, commands=format == "github")
    if format == "github":
        _summarise(found, language, asked)
    return int(any(asked.fails(verdict) for verdict in batch.verdicts))


def _of_nothing(targets: Mapping[Path, str], language: Language) -> dict[Path, str]:
    """The reports that are written though nothing was checked: those that programs read on."""
    for path, format in targets.items():
        if not FORMATS[format].streams:
            output.tell(say(language, "nothing-in-report", path=path.as_posix()))
    return {path: format for path, format in targets.items() if FORMATS[format].streams}


def _receipt(found: Report, asked: Mapping[str, Any]) -> str:
    """The receipt of a run as text."""
    from checker.commands import verify

    kept = ("paths", "rules", "organisations", "waivers", "interpretation", "baseline")
    days = {name: asked[name] and asked[name].isoformat() for name in ("law_date", "as_of")}
    return output.as_text(verify.receipt_of(found, {name: asked[name] for name in kept} | days))


def _narrowed(read: Library, revision: str, language: Language, ctx: click.Context) -> Library:
    """The library with the proposals alone that changed since a revision or that git does not know,
    as they are untracked, ignored or in no repository; of a submodule that changed, all.

    Where what all rest on has changed, all stay: a rule document or an organisation, also one that
    is no longer there, the settings or the baseline. The user is told.

    Raises UsageError where there is no git, no repository or no such revision.
    """
    asked, used = ctx.params, settings.used(ctx)
    named = (*asked["rules"], *asked["organisations"], *asked["waivers"])
    tops = [_real(Path(each)) for each in named or (RULES, FIXTURES)]
    beside = [_real(Path(each)) for each in (used and used.path, asked["baseline"]) if each]
    changed, known = _files(revision)

    def differs(path: Path) -> bool:
        return not changed.isdisjoint((path, *path.parents))

    waiting = {each: _real(each.file) for each in read.waiting}
    shared = {*read.files, *beside}.difference(waiting.values())
    gone = [path for path in changed if path.suffix.casefold() == ENDING and not path.exists()]
    gone = [path for path in gone if any(path.is_relative_to(top) for top in tops)]
    if others := {*filter(differs, shared), *gone}:
        path = Path(os.path.relpath(min(others))).as_posix()
        output.tell(say(language, "all-again", path=path, revision=revision))
        return read
    kept = [each for each, path in waiting.items() if path not in known or differs(path)]
    if not kept:
        output.tell(say(language, "none-changed", revision=revision))
    return evolve(read, waiting=tuple(kept))


def _files(revision: str) -> tuple[set[Path], set[Path]]:
    """What differs from a revision, whether it is committed or not: files, and the folders of
    submodules; and every file that git knows."""
    from subprocess import CalledProcessError, run

    def git(*arguments: str, at: Path | None = None) -> bytes:
        try:
            return run(["git", *arguments], capture_output=True, check=True, cwd=at).stdout
        except OSError as error:
            raise UsageError("no-git", detail=error.strerror) from error

    try:
        top = git("rev-parse", "--show-toplevel")
    except CalledProcessError as error:
        raise UsageError("no-repository", folder=Path.cwd().as_posix()) from error
    try:
        named = ("--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
        commit = os.fsdecode(git("rev-parse", *named)).strip()
    except (CalledProcessError, ValueError) as error:
        raise UsageError("no-revision", name=revision) from error
    folder = Path(os.fsdecode(top.removesuffix(b"\n")))
    differing = git("diff", "--name-only", "-z", "--no-renames", commit, "--", at=folder)
    untracked = git("ls-files", "--others", "--exclude-standard", "-z", at=folder)
    known = git("ls-files", "--recurse-submodules", "-z", at=folder)
    changed = {_real(path) for path in _paths(folder, differing + untracked)}
    return changed, {*_paths(_real(folder), known)}


def _paths(folder: Path, names: bytes) -> Iterator[Path]:
    return (folder / os.fsdecode(name) for name in names.split(b"\0") if name)


def _real(path: Path) -> Path:
    return Path(os.path.realpath(path))


def _targets(reports: Sequence[str]) -> dict[Path, str]:
    targets: dict[Path, str] = {}
    for report in reports:
        path = Path(report)
        format = of_ending(path)
        if format is None:
            raise UsageError("unknown-ending", path=path.as_posix(), endings=" ".join(endings()))
        _distinct([*targets, path])
        targets[path] = format
    return targets


def _distinct(paths: Sequence[Path]) -> None:
    """Raises UsageError for the first path that leads where one before it does."""
    seen: set[Path] = set()
    for path in paths:
        if _real(path) in seen:
            raise UsageError("same-report", path=path.as_posix())
        seen.add(_real(path))


def _protect(paths: Iterable[Path], read: Library, asked: Options) -> None:
    given = [each for each in (asked.template, asked.bylaw) if each]
    inputs = read.files | {_real(each) for each in (*(one.file for one in read.waiting), *given)}
    for path in paths:
        if _real(path) in inputs:
            raise UsageError("report-over-input", path=path.as_posix())


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
        before = data.decode("utf-8", errors="replace")
        output.write({path: before + summary(found, language, asked)})
    except (OSError, CheckerError) as error:
        detail = error.told(language) if isinstance(error, CheckerError) else error.strerror
        output.tell(say(language, "no-summary", detail=detail))
