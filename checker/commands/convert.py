"""``ressort convert``: a proposal as an Excel or CSV table, and a table as a proposal."""

from __future__ import annotations

from pathlib import Path

import click

from checker.commands import options
from checker.commands.options import Shared
from checker.commands.printing import DocumentPrinter
from checker.disk.output import put, tell, write
from checker.errors import UsageError
from checker.files.documents import Reader
from checker.language.parser import parse
from checker.say import say
from checker.source import Source
from checker.table import writing

KINDS = ("ressort", "xlsx", "csv")


@click.command("convert")
@click.argument("file", metavar="FILE")
@options.choice("--to", KINDS, "What to write; without it, what the ending of --output tells.")
@options.one("--output", "FILE", "Write to a file instead of standard output.")
@click.option("--force", is_flag=True, help="Overwrite the file of --output.")
@options.shared("rules", "organisations", "lang")
def command(file: str, to: str | None, output: str | None, force: bool, shared: Shared) -> int:
    """Write a proposal (.ressort, .xlsx or .csv) as another of these; nothing it says is lost.

    With --lang it is written in that language.
    """
    kind = _kind(to, output)
    target = Path(output) if output else None
    if target and target.resolve() == Path(file).resolve():
        raise UsageError("over-itself", path=target.as_posix())
    if target and target.exists() and not force:
        raise UsageError("exists", path=target.as_posix())
    reader = Reader()
    proposals = reader.proposals([file])
    printer = DocumentPrinter(reader, shared, proposals)
    if len(proposals) > 1:
        raise UsageError("one-proposal", where=file, count=len(proposals))
    text = printer.print(proposals[0], shared.lang)
    made: str | bytes = text
    if kind != "ressort":
        printed = parse(Source.of(text, file))
        rows, heading = writing.rows_of(printed)
        made = writing.csv_of(rows)
        if kind == "xlsx":
            made = writing.excel_of(rows, heading, printed.surface, {})
    if target:
        write({target: made})
        tell(say(shared.lang or proposals[0].surface, "written", path=target.as_posix()))
    else:
        assert isinstance(made, str)
        put(made)
    return 0


def _kind(to: str | None, target: str | None) -> str:
    """What is to be written. Raises UsageError where nothing tells, or two things disagree."""
    ending = Path(target).suffix.casefold().removeprefix(".") if target else ""
    kind = to or ending
    if not to and not target:
        raise UsageError("convert-missing")
    if kind not in KINDS or (target and ending != kind):
        fitting = " ".join(f".{each}" for each in ([to] if to else KINDS))
        raise UsageError("convert-ending", path=Path(target or "").as_posix(), endings=fitting)
    if kind == "xlsx" and not target:
        raise UsageError("output-missing")
    return kind
