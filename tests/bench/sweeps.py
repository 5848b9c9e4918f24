# SPDX-License-Identifier: EUPL-1.2
"""What is left open, in all ways: all of them, exact, beside numpy by hand where it is there."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from bench.measuring import ROOT, Row, in_children
from checker.folders import FIXTURES

_PATIENCE = 60  # seconds by the clock
_RULES = """source KSL law "Lov"
area care "pleje"
area sport "sport"
rule most-units "R"
    a committee must have at most 2 units
    under KSL § 1
rule only-care "R"
    U0 may only be under C0 or C1
    under KSL § 2
rule dispensation-elsewhere "R"
    a unit that is led as contract unit needs a dispensation from KSL unless it is under C0
    under KSL § 3
"""


def _texts(units: int) -> dict[str, str]:
    committees = [f"C{number}" for number in range(7)]
    said = 'municipality town "T" as of 2026-01-01\nfinance committee C0 "C"\n'
    said += "".join(f'committee {one} "C"\n' for one in committees[1:])
    proposal = (
        'proposal "P"\n    concerns town\n    proposed 2026-02-01\n    effective 2027-01-01\n'
    )
    for number in range(units):
        built = "contract unit" if number % 2 else "centre"
        said += f'unit U{number} "U" under {committees[number % 7]} led as {built}\n'
        proposal += f"open U{number} under {' or '.join(committees)}\n"
    return {"rules": _RULES, "town": said, "proposal": proposal}


def _swept(folder: Path, *paths: str) -> tuple[float, dict[str, Any] | str]:
    """Seconds of processor time of a sweep, and its answer or why there is none."""
    options = ["--format=json", "--no-config", "--jobs=1", "--limit=999999"]
    arguments = [sys.executable, "-m", "checker", "sweep", *paths, *options]
    start = in_children()
    try:
        done = subprocess.run(
            arguments, cwd=folder, capture_output=True, timeout=_PATIENCE, check=False
        )
    except subprocess.TimeoutExpired:
        return _PATIENCE, f"no answer in {_PATIENCE} s"
    seconds = in_children() - start
    if done.returncode:
        return seconds, done.stderr.decode().strip().replace("\n", " ")
    return seconds, json.loads(done.stdout)


def units_in(folder: Path, units: int) -> None:
    """Writes so many open units, with their rules and their town."""
    for name, text in _texts(units).items():
        Path(folder, f"{name}.ressort").write_text(text, encoding="utf-8")


def units_swept(units: int) -> tuple[float, dict[str, int] | str]:
    """Seconds of processor time of a sweep of so many units, and how many of which verdict."""
    with tempfile.TemporaryDirectory() as folder:
        units_in(Path(folder), units)
        options = ("--rules=rules.ressort", "--organisations=town.ressort")
        seconds, found = _swept(Path(folder), "proposal.ressort", *options)
        return seconds, found if isinstance(found, str) else found["by_verdict"]


def by_numpy(units: int) -> Counter[str]:
    """The verdicts of all placements: what breaks a rule is forbidden, what else needs a
    dispensation anew is incomplete, the rest is clear."""
    import numpy as np

    size = 7**units
    at = np.arange(size)
    full = np.zeros((7, size), dtype=np.int8)
    broken, needs = np.zeros(size, dtype=bool), np.zeros(size, dtype=bool)
    for number in range(units):
        place = at // 7 ** (units - 1 - number) % 7
        for one in range(7):
            full[one] += place == one
        if number == 0:
            broken |= place > 1
        if number % 2:
            needs |= (place != 0) & (place != number % 7)
    before = Counter(number % 7 for number in range(units))
    for one in range(7):
        if before[one] <= 2:
            broken |= full[one] > 2
    counted = {"forbidden": broken, "incomplete": ~broken & needs, "clear": ~broken & ~needs}
    return Counter({verdict: int(which.sum()) for verdict, which in counted.items()})


def sweep(_: int, __: str) -> Iterator[Row | str]:
    """Units over seven committees in all ways: of seven units 823,543."""
    for units in (2, 3, 4, 7):
        seconds, found = units_swept(units)
        name = f"{units} units over 7 committees, {7**units:,} ways"
        if isinstance(found, str):
            yield Row(name, seconds * 1000, found)
            continue
        if find_spec("numpy") is None:
            yield Row(name, seconds * 1000, "numpy is not installed")
            continue
        by_numpy(1)
        start = time.process_time()
        by_hand = by_numpy(units)
        numpy = time.process_time() - start
        told = {verdict: found.get(verdict, 0) for verdict in by_hand}
        same = "the same counts" if told == by_hand else f"other counts: {told}, {dict(by_hand)}"
        yield Row(name, seconds * 1000, f"numpy by hand, {same}", numpy * 1000)


def counts(_: int, __: str) -> Iterator[Row | str]:
    """Twenty open units over seven committees, counted exactly."""
    seconds, found = units_swept(20)
    if not isinstance(found, str):
        counted = sum(found.values())
        found = "all of them" if counted == 7**20 else f"{counted} of {7**20}"
    yield Row("20 units over 7 committees", seconds * 1000, found, demand="exact, ≤ 2 s")


def moves_swept(count: int) -> tuple[float, dict[str, Any] | str]:
    """Seconds of processor time of a sweep of the first so many moves of 2024, and its answer."""
    folder = FIXTURES / "copenhagen-2024"
    numbers = range(1, count + 1)
    first = [sorted(folder.glob(f"flyt-{number:02}*.ressort"))[0] for number in numbers]
    return _swept(ROOT, *map(str, first))


def moves(_: int, __: str) -> Iterator[Row | str]:
    """The twelve moves of 2024, each taken or left: all 4,096."""
    seconds, found = moves_swept(12)
    said = found if isinstance(found, str) else f"{found['tried']} tried"
    yield Row("twelve moves, 4,096 ways", seconds * 1000, said, demand="≤ 1 s")
