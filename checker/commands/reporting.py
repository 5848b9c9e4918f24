# SPDX-License-Identifier: EUPL-1.2
"""Where reports go: the files that ``--report`` names, each written by the format that its ending
tells, none of them twice and none over what was read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from checker.commands import options
from checker.disk import output
from checker.disk.git import leads_out
from checker.errors import UsageError
from checker.files.documents import Library
from checker.files.walk import real

Made = str | bytes | Iterator[str]

also = options.many("--report", "FILE", "Write the answer to a file too; the ending tells how.")


def targets(
    reports: Sequence[str], told_by: Callable[[Path], str | None], endings: Sequence[str]
) -> dict[Path, str]:
    """The files to be written, each with its format.

    Raises UsageError for an ending that tells none, and for a file that is named twice.
    """
    found: dict[Path, str] = {}
    for report in reports:
        path = Path(report)
        format = told_by(path)
        if format is None:
            raise UsageError("unknown-ending", path=path.as_posix(), endings=" ".join(endings))
        found[path] = format
    distinct([Path(report) for report in reports])
    return found


def answer_targets(reports: Sequence[str], *more: str) -> dict[Path, str]:
    """The files that an answer is written to; ``more``: endings that it alone has.

    Raises UsageError as ``targets`` does, and for a link that leads out of the repository.
    """
    from checker.formats import pages

    endings = {**pages.ENDINGS, **{f".{each}": each for each in more}}
    for report in reports:
        if leads_out(report):
            raise UsageError("leads-out", path=report)
    return targets(reports, lambda path: endings.get(path.suffix.casefold()), [*endings])


def answer(
    files: Mapping[Path, str], read: Library, format: str, make: Callable[[str], Made]
) -> None:
    """Writes an answer to its files and to standard output. Raises UsageError for a file that was
    read, and where one cannot be written."""
    protect(files, read)
    output.write({path: make(each) for path, each in files.items()})
    shown = make(format)
    assert not isinstance(shown, bytes)
    output.put(shown)


def distinct(paths: Sequence[Path]) -> None:
    """Raises UsageError for the first path that leads where one before it does."""
    seen: set[Path] = set()
    for path in paths:
        if real(path) in seen:
            raise UsageError("same-report", path=path.as_posix())
        seen.add(real(path))


def protect(paths: Iterable[Path], read: Library, given: Iterable[Path] = ()) -> None:
    """Raises UsageError for the first path that leads to what was read, or given beside it."""
    inputs = read.files | {real(each) for each in (*(one.file for one in read.waiting), *given)}
    for path in paths:
        if real(path) in inputs:
            raise UsageError("report-over-input", path=path.as_posix())
