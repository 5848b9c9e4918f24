# SPDX-License-Identifier: EUPL-1.2
"""The columns of a table without headings, told by what stands in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from checker.language.values import day_of
from checker.language.words import vocabulary
from checker.speech.node import Surface
from checker.table.columns import CONSTRUCTIONS, FORMS, HEADINGS, LABELS, REMARK, RowForm
from checker.table.grid import Grid, GridCell

Row = Mapping[int, GridCell]
_CHANGES = {surface: {form.change for form in forms} for surface, forms in FORMS.items()}
_KNOWN_BY_CELLS = ("date", "until", "status", "as", "members")
_PASSIVE = {"flyttes": "flyt", "nedlægges": "nedlæg", "oprettes": "opret", "moves": "move"}


def change_of(text: str, surface: Surface) -> str:
    """The change that a cell says, also in the words of a decision: ``Flyttes``."""
    said = text.casefold()
    return _PASSIVE.get(said, said) if surface == "da" else said


def first_row(grid: Grid, surface: Surface) -> int:
    """The number of the first row below the labelled cells, from 0; without any, of the first row
    where it says a change."""
    labels = {words.own(surface).casefold() for words in LABELS.values()}
    last = -1
    for at, row in enumerate(grid.rows):
        first = min(row, default=0)
        if first and row[first].text.casefold().rstrip(":") in labels:
            last = at
    rows = enumerate(grid.rows[last + 1 :], start=last + 1)
    at = next((at for at, row in rows if row), len(grid.rows))
    cells = [cell.text for cell in grid.rows[at].values()] if at < len(grid.rows) else []
    return at if last >= 0 or says_a_change(cells, surface) else len(grid.rows)


def says_a_change(cells: Sequence[str], surface: Surface) -> bool:
    """Whether some cells are a row of a table without headings: one of them says a change."""
    return len(cells) > 1 and any(change_of(each, surface) in _CHANGES[surface] for each in cells)


def guessed_columns(rows: Sequence[Row], surface: Surface) -> dict[int, str]:
    """The columns of rows, each the key of its heading; none where no column tells what the rows
    change, which is never guessed.

    What can stand in one column alone is known by it: days, a status, a construction, a number. The
    others are taken in the order in which a sentence of theirs is told.
    """
    texts: dict[int, list[str]] = {}
    for row in rows:
        for column, cell in row.items():
            texts.setdefault(column, []).append(cell.text)
    forms = {form.change: form for form in reversed(FORMS[surface])}
    known = {
        column: sum(change_of(text, surface) in {*forms, REMARK} for text in said)
        for column, said in texts.items()
    }
    change = max(sorted(known), key=lambda column: known[column], default=0)
    if not known.get(change) or 2 * known[change] < len(texts[change]):
        return {}
    found = {change: "change"}
    used = {change_of(text, surface) for text in texts[change]}
    taken = [forms[each] for each in forms if each in used]
    rest = []
    for column in sorted(set(texts) - {change}):
        key = next(_fitting(texts[column], surface, {*found.values()}), None)
        if key:
            found[column] = key
        else:
            rest.append(column)
    names = [key for key in HEADINGS if any(key in form.columns for form in taken)]
    names = [key for key in names if key not in (*_KNOWN_BY_CELLS, "change")]
    if len(rest) < len(names):
        names = [key for key in names if any(key in _needed(form) for form in taken)]
    found |= dict(zip(rest, [*names, "remark"], strict=False))
    return dict(sorted(found.items()))


def _needed(form: RowForm) -> set[str]:
    return {slot.column for group in form.groups if not group.optional for slot in group.slots} - {
        ""
    }


def _fitting(texts: Sequence[str], surface: Surface, taken: set[str]) -> Iterator[str]:
    """The columns that are known by their cells, and that all of some cells fit in."""
    words = vocabulary(surface)
    months = words.wordings["MONTH"] if surface == "en" else ()
    status = {form.status for form in FORMS[surface] if form.status}
    constructions = {words.printed(each).casefold() for each in CONSTRUCTIONS}
    said = [text.casefold() for text in texts]
    for key in _KNOWN_BY_CELLS:
        fits = {
            "date": lambda text: day_of(text, months) is not None,
            "until": lambda text: day_of(text, months) is not None,
            "status": status.__contains__,
            "as": constructions.__contains__,
            "members": str.isdecimal,
        }[key]
        if key not in taken and all(map(fits, said)):
            yield key
