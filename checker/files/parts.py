# SPDX-License-Identifier: EUPL-1.2
"""Parts of a sweep as they are kept in files, read back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from checker.disk.nested import json_in
from checker.errors import UsageError
from checker.source import Source
from checker.weigh.counted import CountEntry, PartEntry, PlacementEntry, SweepEntry, UnfitEntry


def read_part(path: Path) -> PartEntry:
    """A part of a sweep. Raises UnreadableError, and UsageError for anything but what ``--shard``
    writes."""
    source = Source.read(path)
    document = json_in(source, "part-json")
    try:
        return _part(document)
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        raise UsageError("not-a-part", path=source.path) from error


def _part(document: Any) -> PartEntry:
    number, of = map(int, document["shard"])
    told = document["sweep"]
    sweep = SweepEntry(
        **told
        | {
            "best": tuple(map(_placement, told["best"])),
            "by_instruments": tuple(CountEntry(**one) for one in told["by_instruments"]),
            "not_combined": tuple(UnfitEntry(**one) for one in told["not_combined"]),
            "looked_at_together": tuple(told.get("looked_at_together", ())),
        }
    )
    return PartEntry(
        shard=(number, of),
        of=str(document["of"]),
        looked=int(document["looked"]),
        sweep=sweep,
        best=tuple(document["best"]),
        unfit=tuple(map(int, document["unfit"])),
        combinations=tuple((place, _placement(one)) for place, one in document["combinations"]),
    )


def _placement(told: Any) -> PlacementEntry:
    return PlacementEntry(**told)
