# SPDX-License-Identifier: EUPL-1.2
"""``ressort organisations``, ``units``, ``tasks`` and ``areas``: what there is, by id."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from checker.commands import options
from checker.commands.options import Shared
from checker.commands.tongue import tongue
from checker.disk import output
from checker.errors import UsageError
from checker.files.documents import read_base
from checker.files.walk import organisation_here
from checker.say import Language, say
from checker.speech.node import Document
from checker.speech.organisation import municipality_of

if TYPE_CHECKING:
    from checker.municipality.town import Town
    from checker.pipeline import Checker

_FORMAT = options.choice("--format", ("text", "json"), "What is written.", "text")
_ORGANISATION = options.one(
    "--organisation", "ID", "Whose; without it, that of the folder, or the only one."
)
Row = dict[str, str | list[str] | None]


@click.command("organisations", epilog="ressort organisations")
@options.shared(_FORMAT, "rules", "organisations", "lang")
def organisations(format: str, shared: Shared) -> int:
    """List the organisations there are from here: id, name, day, file."""
    checker, known = _opened(shared)
    towns = {municipality_of(each).id.text: each for each in known}
    rows: list[Row] = []
    for id in checker.organisations:
        header = municipality_of(towns[id])
        path = towns[id].span.path
        rows.append({"id": id, "name": header.name, "as_of": str(header.as_of), "path": path})
    return _put({"organisations": rows}, rows, format, tongue(given=shared.lang) or "en")


@click.command("units", epilog="ressort units --organisation copenhagen-2013")
@options.shared(_ORGANISATION, _FORMAT, "rules", "organisations", "lang")
def units(organisation: str | None, format: str, shared: Shared) -> int:
    """List the units of an organisation: id, name, committee, area."""
    town = _town(_opened(shared)[0], organisation)
    rows: list[Row] = [
        {"id": each.id, "name": town.names[each.id], "committee": each.owner, "area": each.area}
        for each in town.structure.units.values()
    ]
    return _put({"organisation": town.id, "units": rows}, rows, format, _language(town, shared))


@click.command("tasks", epilog="ressort tasks --organisation copenhagen-2013")
@options.shared(_ORGANISATION, _FORMAT, "rules", "organisations", "lang")
def tasks(organisation: str | None, format: str, shared: Shared) -> int:
    """List the tasks of an organisation: id, name, committees, area, unit that performs it."""
    town = _town(_opened(shared)[0], organisation)
    rows: list[Row] = [
        {
            "id": each.id,
            "name": town.names[each.id],
            "committees": [*(each.holders or ())],
            "area": each.area,
            "unit": each.performer,
        }
        for each in town.structure.tasks.values()
        if not each.of_unit
    ]
    return _put({"organisation": town.id, "tasks": rows}, rows, format, _language(town, shared))


@click.command("areas", epilog="ressort areas --lang da")
@options.shared(_ORGANISATION, _FORMAT, "rules", "organisations", "lang")
def areas(organisation: str | None, format: str, shared: Shared) -> int:
    """List the areas of the rules: id, word, the area it lies in, and the committees of an
    organisation that hold tasks in it, where one is named or lies in this folder."""
    checker, _ = _opened(shared)
    chosen = organisation or organisation_here(checker.organisations)
    town = _town(checker, chosen) if chosen else None
    rows: list[Row] = []
    for id, area in checker.book.areas.items():
        row: Row = {
            "id": id,
            "word": area.word,
            "within": area.parent.text if area.parent else None,
        }
        if town:
            row["committees"] = _committees(town, id)
        rows.append(row)
    return _put(
        {"organisation": chosen, "areas": rows}, rows, format, tongue(given=shared.lang) or "en"
    )


def _committees(town: Town, area: str) -> list[str]:
    """The committees that hold a task, or have a unit, in an area itself."""
    held = [one for each in town.structure.tasks.values() if each.area == area
            for one in each.holders or ()]  # fmt: skip
    held += [each.owner for each in town.structure.units.values() if each.area == area
             and each.owner]  # fmt: skip
    return [*dict.fromkeys(held)]


def _opened(shared: Shared) -> tuple[Checker, Sequence[Document]]:
    read = read_base(shared.rules, shared.organisations, ["."])
    return read.checker(), read.organisations


def _town(checker: Checker, given: str | None) -> Town:
    chosen = given or organisation_here(checker.organisations)
    if chosen is None:
        raise UsageError("organisation-missing", more="", known=", ".join(checker.organisations))
    town = checker.organisation(chosen)
    if town is None:
        raise UsageError.unknown("unknown-organisation", chosen, checker.organisations)
    return town


def _language(town: Town, shared: Shared) -> Language:
    return shared.lang or town.document.surface


def _put(document: object, rows: Sequence[Row], format: str, language: Language) -> int:
    if not rows and format == "text":
        output.tell(say(language, "none-listed"))
    cells = [
        [", ".join(each) if isinstance(each, list) else each or "–" for each in row.values()]
        for row in rows
    ]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    lines = ["  ".join(map(str.ljust, row, widths)).rstrip() for row in cells]
    output.put_answer(document, lines, format)
    return 0
