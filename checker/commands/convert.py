# SPDX-License-Identifier: EUPL-1.2
"""``ressort convert``: a proposal as a table, and a table as a proposal."""

from __future__ import annotations

import os
from pathlib import Path

import click

from checker.commands import options
from checker.commands.draft import keep_what_is_there, write
from checker.commands.options import Shared
from checker.commands.printing import DocumentPrinter
from checker.commands.runs import warn
from checker.disk.output import put
from checker.errors import UsageError
from checker.files import documents
from checker.language.parser import parse
from checker.source import Source
from checker.table.keyed import json_of
from checker.table.workbook import excel_of
from checker.table.writing import choices_of, csv_of, narrowed, rows_of

KINDS = ("ressort", "xlsx", "csv", "json")


@click.command("convert", epilog="ressort convert forslag.ressort --output forslag.xlsx")
@click.argument("file", metavar="FILE")
@options.choice("--to", KINDS, "What to write; without it, what the ending of --output tells.")
@options.one("--output", "FILE", "Write to a file instead of standard output.")
@click.option("--force", is_flag=True, help="Overwrite the file of --output.")
@options.shared("rules", "organisations", "lang")
def command(file: str, to: str | None, output: str | None, force: bool, shared: Shared) -> int:
    """Write a proposal as .ressort, .xlsx, .csv or .json; nothing it says is lost.

    It may be one of these, a Calc file (.ods), or rows copied from a spreadsheet (.tsv, .txt, -).
    With --lang it is written in that language.
    """
    kind = _kind(to, output)
    target = Path(output) if output else None
    if target and os.path.realpath(target) == os.path.realpath(file):
        raise UsageError("over-itself", path=target.as_posix())
    keep_what_is_there(target, force)
    reader = documents.Reader()
    proposals = reader.proposals([file])
    printer = DocumentPrinter(reader, shared, proposals)
    if len(proposals) > 1:
        raise UsageError("one-proposal", where=file, count=len(proposals))
    warn(proposals[0].warnings, proposals[0].surface)
    text = printer.print(proposals[0], shared.lang)
    made: str | bytes = text
    if kind != "ressort":
        printed = parse(Source.of(text, file))
        rows, heading = rows_of(printed)
        if kind == "xlsx":
            surface, town = printed.surface, printer.town_of(proposals[0])
            lists = choices_of(town, printer.words, surface) if town else {}
            made = excel_of(narrowed(rows, heading, surface), heading, surface, lists)
        elif kind == "json":
            made = json_of(rows, heading, printed.surface)
        else:
            made = csv_of(rows)
    if target:
        write(target, made, shared.lang or proposals[0].surface)
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
