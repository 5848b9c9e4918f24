# SPDX-License-Identifier: EUPL-1.2
"""Prints how long ``ressort`` takes, as ratios measured side by side in one run.

Run it by hand: ``python tests/benchmark.py [PART ...] [--rounds N] [--only WORD]``; without a part
all of them. What is compared takes turns, so that a busy machine slows it alike; the figures are
medians of processor time.
"""

import argparse
import gc

from bench import commands, floors, growth, page, profile, shapes, sweeps
from bench.measuring import HEAD, show

from checker.commands import BETWEEN_COLLECTIONS

PARTS = {
    "shapes": (shapes.shapes, 40, HEAD),
    "floor": (floors.floor, 40, HEAD),
    "sweep": (sweeps.sweep, 1, HEAD),
    "counts": (sweeps.counts, 1, HEAD),
    "moves": (sweeps.moves, 1, HEAD),
    "cold": (commands.cold, 11, HEAD),
    "warm": (commands.warm, 15, HEAD),
    "recheck": (commands.recheck, 15, HEAD),
    "gate": (commands.gate, 1, HEAD),
    "profile": (profile.profile, 5, profile.HEAD),
    "page": (page.page, 30, HEAD),
    "memory": (commands.memory, 20, commands.MEMORY_HEAD),
    "growth": (growth.growth, 1, growth.HEAD),
    "forms": (growth.forms, 1, growth.HEAD),
}


def main() -> None:
    """Measures the parts that are named, or all, and prints a table for each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS))
    parser.add_argument("--rounds", type=int, help="how often each is measured")
    parser.add_argument("--only", default="", help="of a part, what has this word in its name")
    asked = parser.parse_args()
    if unknown := {*asked.parts} - {*PARTS}:
        parser.error(f"no part is called {', '.join(sorted(unknown))}")
    gc.set_threshold(BETWEEN_COLLECTIONS)  # as every command does
    for name in asked.parts or PARTS:
        measure, rounds, head = PARTS[name]
        title = (measure.__doc__ or "").partition("\n")[0]
        show(f"{name}: {title}", head, measure(asked.rounds or rounds, asked.only))


if __name__ == "__main__":
    main()
