# SPDX-License-Identifier: EUPL-1.2
"""How often what occurs in all results: verdicts, kinds of findings, rules, instruments."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from checker.report.report import ResultEntry
from checker.report.wording import Wording

Statistics = dict[str, dict[str, int]]
_WORDED = {"verdicts": "verdict", "findings": "kind", "instruments": "instrument"}


def statistics_of(results: Sequence[ResultEntry]) -> Statistics:
    """The counts by ``verdicts``, ``findings``, ``rules`` and ``instruments``, the most frequent
    first; of findings those that a proposal brings, of instruments those that it needs."""
    counts = {key: Counter[str]() for key in ("verdicts", "findings", "rules", "instruments")}
    for result in results:
        counts["verdicts"][result.verdict] += 1
        for finding in result.findings:
            if finding.status == "new":
                counts["findings"][finding.kind] += 1
                counts["rules"][finding.rule] += 1
        for one in result.instruments:
            if one.status != "not needed" and not one.for_existing:
                counts["instruments"][one.kind] += 1
    return {
        key: dict(sorted(found.items(), key=lambda each: (-each[1], each[0])))
        for key, found in counts.items()
    }


def statistics_lines(statistics: Statistics, wording: Wording) -> Iterator[str]:
    """The counts as lines of text, each group under a heading."""
    numbers = [number for found in statistics.values() for number in found.values()]
    width = len(str(max(numbers, default=0)))
    for key, found in statistics.items():
        if found:
            yield wording.words(f"stat.{key}")
        for name, number in found.items():
            said = wording.words(f"{_WORDED[key]}.{name}") if key in _WORDED else name
            yield f"  {number:>{width}}  {said}"
