"""An empty table for an organisation, and what may be chosen in its cells."""

from __future__ import annotations

from collections.abc import Mapping

from checker.language.words import vocabulary
from checker.speech.node import Document, Surface
from checker.speech.organisation import Committee, Municipality, Task, Unit
from checker.table.columns import FORMS, HEADINGS, LABELS, number
from checker.table.writing import Rows

Choices = dict[str, list[tuple[str, str]]]
_CONSTRUCTIONS = ("CENTRE", "CONTRACT_UNIT", "ORDER_SUPPLIER", "UNIT_ADMINISTRATION")


def blank_rows(given: Mapping[str, object], surface: Surface) -> tuple[Rows, int]:
    """The rows of a table without a change, its labelled cells filled as far as they are given."""
    own = number(surface)
    rows = [[words[own], str(given.get(key) or "")] for key, words in LABELS.items()]
    return [*rows, [], [words[own] for words in HEADINGS.values()]], len(rows) + 1


def choices(organisation: Document, areas: Mapping[str, str], surface: Surface) -> Choices:
    """The organisation's own committees, units and tasks, the areas, and the words of rows.

    Each is the word that the cell takes and the title that a reader knows it by.
    """
    own = number(surface)
    statements = organisation.statements
    header = statements[0]
    assert isinstance(header, Municipality)
    committees = [(x.id.text, x.name) for x in statements if isinstance(x, Committee)]
    units = [(x.id.text, x.name) for x in statements if isinstance(x, Unit)]
    tasks = [(x.id.text, x.name) for x in statements if isinstance(x, Task)]
    within = sorted(areas.values() if own else areas)
    areas_listed = [(each, "") for each in within]
    words = vocabulary(surface)
    found: Choices = {
        "concerns": [(header.id.text, header.name)],
        "change": [(each, "") for each in dict.fromkeys(form.change[own] for form in FORMS)],
        "what": [*units, *tasks, *areas_listed, *committees],
        "from": [*committees, *units],
        "to": [*committees, *units],
        "as": [(words.printed(each), "") for each in _CONSTRUCTIONS],
        "within": areas_listed,
        "status": [(form.status[own], "") for form in FORMS if form.status[own]],
    }
    return {key: listed for key, listed in found.items() if listed}
