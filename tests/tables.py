# SPDX-License-Identifier: EUPL-1.2
"""Small tables and workbooks, for tests of what is read from one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from checker.language.parser import parse
from checker.source import Source
from checker.table import files, keyed, reading, workbook, writing

HEAD = (
    "Forslag;P\nVedrører;copenhagen-2013\nFremsat;18-06-2013\nVirkning fra;2014-01-01\n\n"
    "Ændring;Hvad;Fra;Til;Navn;Ledet som;Medlemmer;Status;Dato;Sætning\n"
)
TEXT = (
    'forslag "P"\n    vedrører copenhagen-2013\n    fremsat 2013-06-18\n'
    "    virkning fra 2014-01-01\n\n"
)


def table(tmp_path: Path, text: str, name: str = "t.csv", encoding: str = "utf-8") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding=encoding, newline="")
    return path


def made_workbook(tmp_path: Path, change: Callable[[Any, Any], None] | None = None) -> Path:
    """A workbook with one move, changed as a test wants it."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Ark1"
    for row in (line.split(";") for line in (HEAD + "flyt;KBS;ØU;BIU").split("\n")):
        sheet.append(row)
    if change:
        change(book, sheet)
    book.save(tmp_path / "t.xlsx")
    return tmp_path / "t.xlsx"


def same_again(text: str, path: Path) -> str:
    """A printed proposal put into a table of a file's kind, and read from it."""
    document = parse(Source.of(text))
    rows, heading = writing.rows_of(document)
    if path.suffix == ".csv":
        path.write_text(writing.csv_of(rows), encoding="utf-8")
    elif path.suffix == ".json":
        path.write_text(keyed.json_of(rows, heading, document.surface), encoding="utf-8")
    else:
        path.write_bytes(workbook.excel_of(rows, heading, document.surface, {}))
    return reading.source_of(files.read_grid(path, path.name)).text
