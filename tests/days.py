# SPDX-License-Identifier: EUPL-1.2
"""Random proposals, of which none may contradict itself in its days.

``python tests/days.py 100000 --seed 1`` judges so many, in two processes, prints a case of each
kind of contradiction that it finds, and how many proposals contradict themselves.
"""

from __future__ import annotations

import argparse
import pkgutil
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from importlib import import_module

from contradictions import contradictions
from drawn import families
from hypothesis import HealthCheck, Phase, given, seed, settings
from towns import Written

import checker
from checker.errors import MistakesError
from checker.result import Result

FAMILY, PART = 6, 600


def each_judged(
    family: list[Written], tally: Counter[str]
) -> Iterator[tuple[Written, Result, list[str]]]:
    """Each proposal that fits together, what comes of it, and in what that contradicts itself."""
    for case in family:
        tally["proposals"] += 1
        try:
            result = case.result()
        except MistakesError:
            tally["do not fit together"] += 1
            continue
        said = [*contradictions(result)]
        tally[result.verdict] += 1
        tally["contradict themselves"] += bool(said)
        yield case, result, said


def look(part: int, of: int) -> tuple[Counter[str], dict[str, Written]]:
    """What one part of the random proposals comes to, and the shortest of each kind found.

    Args:
        of: the seed of the whole run.
    """
    tally, found = Counter[str](), dict[str, Written]()

    @seed(of * 1_000_003 + part)
    @settings(
        max_examples=PART // FAMILY,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(families(FAMILY))
    def tried(family: list[Written]) -> None:
        for case, _, said in each_judged(family, tally):
            for each in said:
                kind, *more = each.split(":")
                kind += more[0] if "named" in kind else ""
                found[kind] = min(found.get(kind, case), case, key=_length)

    tried()
    return tally, found


def load() -> None:
    """Loads the whole package: what is drawn hangs on the modules that are loaded."""
    for module in pkgutil.walk_packages(checker.__path__, "checker."):
        import_module(module.name)


def _length(case: Written) -> int:
    return sum(map(len, case.texts))


def main() -> int:
    """Tries random proposals and prints what they came to; 1 where one contradicts itself."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("proposals", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    asked = parser.parse_args()
    tally, found = Counter[str](), set[str]()
    with ProcessPoolExecutor(asked.jobs, initializer=load) as pool:
        parts = range(-(-asked.proposals // PART))
        for counted, cases in pool.map(partial(look, of=asked.seed), parts):
            tally += counted
            for kind in cases.keys() - found:
                print(f"# {kind}", *cases[kind].texts, sep="\n\n", flush=True)
            found |= cases.keys()
            wrong = tally["contradict themselves"]
            print(f"\r{tally['proposals']}: {wrong}", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    wrong = tally.pop("contradict themselves", 0)
    print(*(f"{number} {what}" for what, number in tally.most_common()), sep="\n")
    print(f"{wrong} contradict themselves")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
