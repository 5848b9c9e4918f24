# SPDX-License-Identifier: EUPL-1.2
"""The references to what is numbered anew in a provision, or goes out of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from checker.provision import LineChange

_REFERENCE = re.compile(
    r"(?:§\s*(?P<number>\d+(?:\s*[a-z]\b)?)(?P<of>,?\s*)|(?<!\w))"
    r"(?:stk\.\s*(?P<part>\d+)(?:,?\s*(?:nr\.|litra)\s*(?P<sub>\d+|[a-zæøå]\b))?"
    r"|(?:nr\.|litra)\s*(?P<item>\d+|[a-zæøå]\b))"
)
Told = tuple[str, dict[str, str]]


def references(
    provision: str | None, rows: Sequence[LineChange], others: Iterable[tuple[str, str]]
) -> Iterator[Told]:
    """The keys of what is told of each reference, with what they speak of.

    Args:
        others: the other texts of the bylaw, each with its place; the rows are looked at too.
    """
    own = re.search(r"§\s*(\d+(?:\s*[a-z]\b)?)", provision or "")
    cited = re.search(r"stk\. (\d+)", provision or "")
    moved = {place: new for place, new in _moved(rows, cited[1] if cited else "1") if place != new}
    if own is None or not moved:
        return
    number = "".join(own[1].split())
    here = ((provision or "", row.new.body) for row in rows if row.new)
    for where, text in (*here, *others):
        for found in _REFERENCE.finditer(text):
            at = "".join((found["number"] or "").split())
            same = where == provision
            if at != number and not (same and not at):
                continue
            told = (found["part"] or "1", found["sub"] or found["item"] or "")
            if told not in moved:
                continue
            new, old = moved[told], found[0].strip()
            if new is None:
                yield "w.ask-reference", {"where": where, "old": old}
            else:
                said = re.sub(r"(?<=stk\. )\d+", new[0], old)
                said = re.sub(r"(\d+|[a-zæøå])$", new[1], said) if told[1] else said
                yield "w.reference", {"where": where, "old": old, "new": said}


def _moved(
    rows: Sequence[LineChange], part: str
) -> Iterator[tuple[tuple[str, str], tuple[str, str] | None]]:
    """The places that lines had, each with the one that it has then; None where it goes."""
    new_part = part
    for row in rows:
        for line in (row.old, row.new):
            if line and line.part:
                part = line.part if line is row.old else part
                new_part = line.part if line is row.new else new_part
        if row.old is None:
            continue
        item = row.old.item
        number = (item["n"] or "") if item else ""
        if not number and not row.old.part:
            continue
        if row.new is None:
            yield (part, number), None
        else:
            other = row.new.item
            yield (part, number), (new_part, (other["n"] or "") if other else "")
