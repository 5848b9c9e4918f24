# SPDX-License-Identifier: EUPL-1.2
"""JSON to a grid of cells, and the rows of a table to JSON: labels and headings are its keys."""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from checker import limits
from checker.disk.nested import json_in
from checker.errors import UnreadableError
from checker.language.words import folded
from checker.shown import as_json
from checker.source import Source
from checker.speech.node import Surface
from checker.table.columns import CHANGES, HEADINGS, REMARK
from checker.table.grid import Grid, GridCell, tidy
from checker.table.writing import Rows

_TOKEN = re.compile(r'"(?:\\.|[^"\\])*"|[\[\]{}]')
_ROW_DEPTH = 3  # an object in a list in an object


def grid_in(data: bytes, shown: str) -> Grid:
    """The table in JSON: an object of labels with their values, and of a list of rows, each an
    object of headings with what stands below them.

    Raises UsageError for what is no JSON, and UnreadableError for JSON of another shape.
    """
    source = Source.of(_decoded(data, shown), shown)
    lines = iter(_lines_of_rows(source.text))
    labels: list[dict[int, GridCell]] = []
    rows: list[list[tuple[str, GridCell]]] = []
    names: dict[str, None] = {}
    for key, value in _entries(json_in(source, "table-json", every_key=True), shown):
        if isinstance(value, list):
            surface: Surface = "da" if folded(key) == folded(CHANGES.da) else "en"
            for number, row in enumerate(value, start=1):
                rows.append(list(_row(row, f"{key}[{number}]", next(lines, 1), shown)))
                names |= dict.fromkeys(name for name, _ in rows[-1])
            names = names or {HEADINGS[one].own(surface): None for one in ("change", "what")}
        else:
            labels.append({1: _cell(key, key, 1, 1), 2: _cell(value, key, 1, 2)})
    if not names:
        raise UnreadableError(shown, "table-json-shape")
    if len(rows) > limits.ROWS or len(names) > limits.COLUMNS:
        raise UnreadableError(shown, "table-huge", str(limits.ROWS))
    columns = {name: at for at, name in enumerate(names, start=1)}
    heading = {at: _cell(name, name, 1, at) for name, at in columns.items()}
    said = [{columns[name]: one for name, one in row if one.text} for row in rows]
    return Grid(shown, sha256(data).hexdigest(), (*labels, heading, *said))


def json_of(rows: Rows, heading: int, surface: Surface) -> str:
    """The JSON of the rows of a table, without the empty ones and empty cells."""
    names = [folded(name) for name in rows[heading]]
    above = [row for row in rows[:heading] if row]
    labels = {folded(row[0]): row[1] for row in above if row[0] != REMARK and row[1]}
    remarks = [row for row in above if row[0] == REMARK]
    said = [dict(zip(names, row, strict=False)) for row in (*remarks, *rows[heading + 1 :]) if row]
    told = [{name: text for name, text in row.items() if text} for row in said]
    return as_json(labels | {folded(CHANGES.own(surface)): told})


def _row(row: object, place: str, line: int, shown: str) -> Iterator[tuple[str, GridCell]]:
    found = set()
    for column, (name, value) in enumerate(_entries(row, shown), start=1):
        if name in found:
            raise UnreadableError(shown, "table-json-twice", f"{place}.{name}")
        found.add(name)
        yield name, _cell(value, f"{place}.{name}", line, column)


def _cell(value: object, place: str, line: int, column: int) -> GridCell:
    if value is None or (isinstance(value, str | int) and not isinstance(value, bool)):
        text = "" if value is None else tidy(str(value))
        return GridCell(text, tidy(place), line, column)
    return GridCell("?", tidy(place), line, column, "table.json-cell")


def _entries(value: object, shown: str) -> tuple[tuple[str, Any], ...]:
    """The keys of an object with their values. Raises UnreadableError for anything else."""
    if not isinstance(value, tuple):
        raise UnreadableError(shown, "table-json-shape")
    return value


def _lines_of_rows(text: str) -> Iterator[int]:
    """The line that each row begins in."""
    depth, line, at = 0, 1, 0
    for found in _TOKEN.finditer(text):
        depth += (found[0] in "[{") - (found[0] in "]}")
        if found[0] == "{" and depth == _ROW_DEPTH:
            line, at = line + text.count("\n", at, found.start()), found.start()
            yield line


def _decoded(data: bytes, shown: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UnreadableError(shown, "not-utf8", str(line)) from error
