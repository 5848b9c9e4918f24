"""Prints how long a cold ``ressort check`` takes, as a ratio to what Python itself takes.

Run it by hand: ``python tests/benchmark.py [ROUNDS]``. The commands take turns, so that a busy
machine slows them all alike; the figures are medians.
"""

import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
CASE = "fixtures/copenhagen-2013/kbs-biu.ressort"
COMMANDS = {
    "python -c pass": ["-c", "pass"],
    "python -c 'import lark, attrs, click'": ["-c", "import lark, attrs, click"],
    "ressort check": ["-m", "checker", "check", CASE],
    "ressort check --format json": ["-m", "checker", "check", CASE, "--format", "json"],
    "ressort --version": ["-m", "checker", "--version"],
}


def main(rounds: int) -> None:
    """Times every command in turn and prints the medians beside their ratios."""
    taken: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for _ in range(rounds + 1):
        for name, arguments in COMMANDS.items():
            taken[name].append(_seconds(arguments))
    medians = {name: statistics.median(times[1:]) for name, times in taken.items()}
    bare, imports, *_ = medians.values()
    print(f"{'ms':>8}  {'x python':>8}  {'x imports':>9}  command ({rounds} rounds)")
    for name, median in medians.items():
        print(f"{median * 1000:8.1f}  {median / bare:8.2f}  {median / imports:9.2f}  {name}")


def _seconds(arguments: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, *arguments], cwd=ROOT, capture_output=True, check=False)
    return time.perf_counter() - start


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 21)
