# SPDX-License-Identifier: EUPL-1.2
"""A command cold, without its cache and warm; a gate of many proposals; memory."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from compileall import compile_dir
from itertools import islice
from pathlib import Path
from zipfile import ZipFile

from bench import by_hand
from bench.measuring import KBS_BIU, ROOT, Row, Taken, command, in_children, python, side_by_side
from bench.shapes import SENTENCES, checker_of, proposals, town, written
from checker.commands.options import Shared
from checker.commands.runs import report_of, run_over
from checker.files.documents import read_library
from checker.folders import FIXTURES
from checker.formats.catalogue import render
from checker.language.parser import parse
from checker.pipeline import Checker
from checker.source import Source
from checker.speech.node import Document

# As a command does: without collecting, and without taking down what was made.
_IMPORTED = """
import gc, os
gc.disable()
import checker.commands.check, checker.pipeline, checker.formats.made, checker.page.text
{more}
os._exit(0)
"""
# The classes of records that a check has attrs make, told on standard error.
_MADE = """
import sys
from checker.commands import run
run(["check", sys.argv[1]])
told = {
    f"{kind.__module__}.{kind.__qualname__}"
    for name, module in [*sys.modules.items()]
    if name.startswith("checker")
    for kind in vars(module).values()
    if isinstance(kind, type) and "__attrs_attrs__" in vars(kind) and "<" not in kind.__qualname__
}
print(*told, file=sys.stderr)
"""
_MAKES = """
from pkgutil import resolve_name
from checker.records import fields
for name in {made!r}:
    fields(resolve_name(name))
"""


def cold(rounds: int, _: str) -> Iterator[Row]:
    """Commands of an installed wheel in processes of their own, beside what they are made of."""
    with tempfile.TemporaryDirectory() as folder:
        installed, empty = _installed(Path(folder, "wheel")), Path(folder, "empty")
        empty.mkdir()
        check = ["-m", "checker", "check", KBS_BIU]
        completing = {
            "_RESSORT_COMPLETE": "bash_complete",
            "COMP_WORDS": "ressort check --f",
            "COMP_CWORD": "2",
        }
        shared = {"RESSORT_CACHE": str(Path(folder, "cache")), "PYTHONPATH": str(installed)}
        made = python(["-c", _MADE, KBS_BIU], empty, **shared).splitlines()[-1].split()
        classes = _IMPORTED.format(more=_MAKES.format(made=made))
        runs: dict[str, tuple[list[str], dict[str, str]]] = {
            "python -c pass": (["-c", "pass"], {}),
            "import click": (["-c", "import click"], {}),
            "import lark, attrs, click": (["-c", "import lark, attrs, click"], {}),
            "ressort --version": (["-m", "checker", "--version"], {}),
            "ressort check --f, completed": (["-m", "checker"], completing),
            "what a check imports": (["-c", _IMPORTED.format(more="")], {}),
            "what a check imports, and its classes made": (["-c", classes], {}),
            "ressort check": (check, {}),
            "ressort check --format json": ([*check, "--format=json"], {}),
            "ressort check, its first run": (check, {"RESSORT_CACHE": ""}),
        }
        makes: list[Callable[[int], object]] = [
            lambda _, run=run, more=more: python(run, empty, **{**shared, **more})
            for run, more in runs.values()
        ]
        taken = dict(zip(runs, side_by_side(rounds, *makes, clock=in_children), strict=True))
    beside = dict.fromkeys(runs, "import lark, attrs, click")
    beside["ressort check, its first run"] = "ressort check"
    demands = {"ressort check": "1.5", "ressort check, its first run": "1.1"}
    for what, ms in taken.items():
        yield Row(what, ms, beside[what], taken[beside[what]], demands.get(what, ""))


def _installed(folder: Path) -> Path:
    """The wheel of the checkout, unpacked and compiled as an installer does."""
    build = ["-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run([sys.executable, *build], cwd=ROOT, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    with ZipFile(wheel) as packed:
        packed.extractall(folder)
    compile_dir(folder, quiet=2)
    return folder


def warm(rounds: int, _: str) -> Iterator[Row]:
    """A kept case where the rule base is loaded, read anew each time."""
    text = (ROOT / KBS_BIU).read_text(encoding="utf-8")
    said = "findings and verdict", "with all readings", "with all readings, words and JSON"
    asked = "", "≤ 2 ms", "", "≤ 8 ms"
    makes = (lambda _: parse(Source.of(text, KBS_BIU)), *answers(rounds))
    times = side_by_side(rounds, *makes)
    for what, ms, demand in zip(("parse", *said), times, asked, strict=True):
        yield Row(what, ms, "findings and verdict", times[1], demand)


def answers(rounds: int) -> tuple[Callable[[int], object], ...]:
    """What answers a kept case, which no answer has seen before: with its findings and verdict,
    with all readings too, and all of it in JSON."""
    checker, read = kept_case()
    bare, whole, told = ([read() for _ in range(rounds + 1)] for _ in range(3))
    return (
        lambda number: checker.check(bare[number], rivals_too=False),
        lambda number: checker.check(whole[number]).doubts,
        lambda number: render(
            report_of(checker, [checker.check(told[number])], "da"), "json", "da"
        ),
    )


def kept_case() -> tuple[Checker, Callable[[], Document]]:
    """A checker of all that is shipped, and what reads a kept case anew."""
    checker = run_over(read_library([str(FIXTURES)]), Shared(), "en").checker
    text = (ROOT / KBS_BIU).read_text(encoding="utf-8")
    return checker, lambda: parse(Source.of(text, KBS_BIU))


def kept_folder(folder: str) -> int:
    """Writes every fourth of the kept cases to a folder; how many they are."""
    cases = kept_cases()[::4]
    for number, text in enumerate(cases):
        Path(folder, f"{number:04}.ressort").write_text(text, encoding="utf-8")
    return len(cases)


def kept_cases() -> list[str]:
    """The texts of the kept cases that a gate judges: Danish ones, with nothing left open."""
    fixtures = sorted((ROOT / "fixtures").rglob("*.ressort"))
    texts = [each.read_text(encoding="utf-8") for each in fixtures]
    return [each for each in texts if "vedrører" in each and "\nåben " not in each]


def recheck(rounds: int, _: str) -> Iterator[Row]:
    """One move of 300 tasks under twelve rules: read and checked anew."""
    said, made = town()
    warm = checker_of([*SENTENCES], said)
    before = by_hand.find(SENTENCES, made, by_hand.NOTHING)
    tried = [moves[:1] for moves in islice(proposals(made), rounds + 1)]
    ms, hand, first = side_by_side(
        rounds,
        lambda number: warm.check(written(tried[number])),
        lambda number: by_hand.check(before, made, tried[number]),
        lambda number: checker_of([*SENTENCES], said).check(written(tried[number])),
    )
    yield Row("one move read and checked", ms, "findings by hand", hand)
    yield Row("one move read and checked", ms, "rules and town too", first)


def gate(_: int, __: str) -> Iterator[Row]:
    """1,000 proposals on one core and on two, in processor time, by what is written of them."""
    cases = kept_cases()
    with tempfile.TemporaryDirectory() as folder:
        for number in range(1000):
            path = Path(folder, f"{number:04}.ressort")
            path.write_text(cases[number % len(cases)], encoding="utf-8")
        runs = (1, "text"), (2, "text"), (2, "sarif"), (2, "json")
        taken = {each: _gate(folder, *each) for each in runs}
    alone = taken[runs[0]][0].ms
    for (jobs, format), (one, seconds) in taken.items():
        told = f"--jobs {jobs} --format {format}"
        said = f"{told}: {seconds:.1f} s by the clock, at most {one.peak:.0f} MB"
        yield Row(said, one.ms, "text in one process", alone)


def _gate(folder: str, jobs: int, format: str) -> tuple[Taken, float]:
    start = time.perf_counter()
    taken = command("check", folder, f"--jobs={jobs}", "--no-config", f"--format={format}")
    return taken, time.perf_counter() - start


_GROWN = """
import gc, resource, sys
from itertools import islice
sys.path.insert(0, "tests")
from bench.shapes import SENTENCES, checker_of, proposals, town, written
from checker.commands import BETWEEN_COLLECTIONS
gc.set_threshold(BETWEEN_COLLECTIONS)  # as every command does
def now():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * resource.getpagesize() / 1024 / 1024
said, made = town()
warm = checker_of([*SENTENCES], said)
for number, moves in enumerate(islice(proposals(made), 1 + int(sys.argv[1]))):
    warm.check(written(moves))
    if number in (0, int(sys.argv[1]) // 10, int(sys.argv[1])):
        sys.stderr.write(f"{number} {now()}\\n")
"""


MEMORY_HEAD = "| re-checks | MB |\n| ---: | ---: |"


def memory(rounds: int, _: str) -> Iterator[str]:
    """The resident memory of one warm checker over many re-checks."""
    for line in python(["-c", _GROWN, str(rounds * 100)]).splitlines():
        number, size = line.split()
        yield f"| {number} | {float(size):.1f} |"
