# SPDX-License-Identifier: EUPL-1.2
"""What is told of a sweep, or of a part of one, which a file may keep; the parts put together say
what the whole says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from heapq import merge
from pathlib import Path
from typing import Any

from checker.disk.nested import json_in
from checker.errors import UsageError
from checker.records import evolve, field, frozen
from checker.result import Verdict
from checker.source import Source
from checker.speech.node import Document
from checker.speech.proposal import header_of
from checker.weigh.counting import How, Shard, Sweep
from checker.weigh.sweep import BEST_FIRST, Outcome, Trial
from checker.weigh.telling import FrameEntry, Teller

_BEST = 10
_OPTIONAL = {"optional": True}  # a key where it has a value
Place = list[Any]  # where a placement stands among others


@frozen(kw_only=True)
class PlacementEntry:
    """One combination of choices: what comes of it, the instruments by kind."""

    choices: tuple[str, ...]
    verdict: Verdict
    instruments: dict[str, int]
    outside_mandate: bool
    reason: str = field(default="", metadata=_OPTIONAL)


@frozen(kw_only=True)
class CountEntry:
    instruments: dict[str, int]
    placements: int


@frozen(kw_only=True)
class UnfitEntry:
    """Why so many combinations cannot be made, with the choices of one."""

    reason: str
    count: int
    example: tuple[str, ...]


@frozen(kw_only=True)
class SweepEntry(FrameEntry):
    """All combinations counted, with the best of them or all.

    Attributes:
        proposals: path and title of each.
        found: whether they were counted from tables or each looked at; ``checked``: how many were
            looked at; ``verified``: how many of them again, each by itself.
        looked_at_together: the rules for which no tables were made.
        combinations: all of them, told one after the other.
    """

    proposals: tuple[dict[str, str], ...]
    tried: int
    placements: int
    by_verdict: dict[Verdict, int]
    outside_mandate: int
    by_instruments: tuple[CountEntry, ...]
    best: tuple[PlacementEntry, ...]
    not_combined: tuple[UnfitEntry, ...]
    found: How
    checked: int
    verified: int
    looked_at_together: tuple[str, ...] = field(metadata=_OPTIONAL)


@frozen(kw_only=True)
class PartEntry:
    """A part of a sweep, as it is kept to be put together with the others.

    Attributes:
        shard: which of how many; ``of``: what tells the sweep from any other.
        looked: how many placements every part looks at for its tables.
        best, unfit, combinations: where each of these stands among those of the other parts.
    """

    shard: tuple[int, int]
    of: str
    looked: int
    sweep: SweepEntry
    best: tuple[Place, ...]
    unfit: tuple[int, ...]
    combinations: tuple[tuple[Place, PlacementEntry], ...]


@frozen(eq=False)
class Counted:
    """Tells of a sweep in one language."""

    teller: Teller
    trial: Trial
    sweep: Sweep

    def entry(self, proposals: Sequence[Document], verified: int) -> SweepEntry:
        """What came of all combinations; ``verified``: how many were checked by themselves."""
        sweep, teller = self.sweep, self.teller
        fit = [(one, count) for one, (count, _) in sweep.counts.items() if isinstance(one, Outcome)]
        unfit = [
            UnfitEntry(reason=why, count=count, example=self._choices(first))
            for why, count, first in self.unfit()
        ]
        placements, tried = sum(count for _, count in fit), sum(each.count for each in unfit)
        return SweepEntry(
            **teller.frame(self.trial.judge, self.trial.space.frame),
            proposals=tuple(
                {"path": one.span.path, "title": header_of(one).title.said(teller.language)}
                for one in proposals
            ),
            tried=placements + tried,
            placements=placements,
            by_verdict=_by_verdict((one.verdict, count) for one, count in fit),
            outside_mandate=sum(count for one, count in fit if one.outside_mandate),
            by_instruments=_by_instruments((dict(one.instruments), count) for one, count in fit),
            best=tuple(
                evolve(
                    self._placement(number, one), reason=teller.reason(self.trial.result(number))
                )
                for number, one in sweep.best(_BEST)
            ),
            not_combined=tuple(unfit),
            found=sweep.how,
            checked=sweep.looked + sweep.judged,
            verified=verified,
            looked_at_together=sweep.rules,
        )

    def unfit(self) -> list[tuple[str, int, int]]:
        """Why combinations cannot be made, with how many and the first; the most first."""
        found = [
            (why, count, first)
            for why, (count, first) in self.sweep.counts.items()
            if isinstance(why, str)
        ]
        return sorted(found, key=lambda one: (-one[1], one[2]))

    def every(self) -> Iterator[PlacementEntry]:
        """All placements, the best first."""
        return (self._placement(*each) for each in self.sweep.every())

    def part(self, entry: SweepEntry, part: Shard, of: str, *, every: bool) -> PartEntry:
        """What is kept of a part, so that it can be put together with the others."""
        return PartEntry(
            shard=(part.number, part.of),
            of=of,
            looked=self.sweep.looked,
            sweep=entry,
            best=tuple(self._place(*each) for each in self.sweep.best(_BEST)),
            unfit=tuple(first for _, _, first in self.unfit()),
            combinations=tuple(
                (self._place(*each), self._placement(*each))
                for each in (self.sweep.every() if every else ())
            ),
        )

    def _place(self, number: int, one: Outcome) -> Place:
        changes, changed, _ = self.sweep.order.key(number)
        return [*one.rank, changes, [*changed], number]

    def _placement(self, number: int, one: Outcome) -> PlacementEntry:
        return PlacementEntry(choices=self._choices(number), **one.brief)

    def _choices(self, number: int) -> tuple[str, ...]:
        return self.teller.choices(self.trial.space.pick(number))


def _by_verdict(counts: Iterable[tuple[Verdict, int]]) -> dict[Verdict, int]:
    """Every verdict with the number of placements that have it, worst first."""
    found = dict.fromkeys(reversed(BEST_FIRST), 0)
    for verdict, count in counts:
        found[verdict] += count
    return found


def _by_instruments(counts: Iterable[tuple[Mapping[str, int], int]]) -> tuple[CountEntry, ...]:
    """What placements take, with how many take just that; the fewest instruments first."""
    found: dict[tuple[tuple[str, int], ...], int] = {}
    for instruments, count in counts:
        key = tuple(instruments.items())
        found[key] = found.get(key, 0) + count
    ordered = sorted(found, key=lambda one: (sum(number for _, number in one), one))
    return tuple(CountEntry(instruments=dict(one), placements=found[one]) for one in ordered)


# ---------------------------------------------------------------- parts put together


@frozen(eq=False)
class Whole:
    """A sweep put together, with all placements where each part tells them."""

    entry: SweepEntry
    parts: Sequence[PartEntry]

    def every(self) -> Iterator[PlacementEntry]:
        """All that the parts list, as the whole would."""
        return (told for _, told in merge(*(one.combinations for one in self.parts), key=_first))


def put_together(parts: Sequence[PartEntry]) -> Whole:
    """The whole of which some parts are told. Raises UsageError where they are not all of one."""
    first, numbers = parts[0], sorted(one.shard[0] for one in parts)
    for one in parts:
        if (one.of, one.shard[1]) != (first.of, first.shard[1]):
            raise UsageError("parts-of-others")
    if numbers != [*range(1, first.shard[1] + 1)]:
        missing = sorted({*range(1, first.shard[1] + 1)} - {*numbers})
        raise UsageError("parts-missing", of=first.shard[1], missing=", ".join(map(str, missing)))
    sweeps = [one.sweep for one in parts]
    best = merge(*(zip(one.best, one.sweep.best, strict=True) for one in parts), key=_first)
    unfit: dict[str, tuple[int, int, UnfitEntry]] = {}
    for one in parts:
        for number, each in zip(one.unfit, one.sweep.not_combined, strict=True):
            count, before, example = unfit.get(each.reason, (0, number, each))
            told = each if number < before else example
            unfit[each.reason] = count + each.count, min(number, before), told
    ordered = sorted(unfit.values(), key=lambda one: (-one[0], one[1]))
    entry = evolve(
        first.sweep,
        tried=sum(one.tried for one in sweeps),
        placements=sum(one.placements for one in sweeps),
        by_verdict=_by_verdict(item for one in sweeps for item in one.by_verdict.items()),
        outside_mandate=sum(one.outside_mandate for one in sweeps),
        by_instruments=_by_instruments(
            (each.instruments, each.placements) for one in sweeps for each in one.by_instruments
        ),
        best=tuple(told for _, (_, told) in zip(range(_BEST), best, strict=False)),
        not_combined=tuple(evolve(told, count=count) for count, _, told in ordered),
        checked=first.looked + sum(one.sweep.checked - one.looked for one in parts),
        verified=sum(one.verified for one in sweeps),
    )
    return Whole(entry, parts)


def _first(one: tuple[Place, PlacementEntry]) -> Place:
    return one[0]


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
