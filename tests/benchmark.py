"""Prints how long ``ressort`` takes, as ratios measured side by side in one run.

Run it by hand: ``python tests/benchmark.py [ROUNDS]``. First a cold ``check`` beside what Python
itself takes, then how loading and linting grow from 10 to 1,000 rules. The commands take turns, so
that a busy machine slows them all alike; the figures are medians. Last, many proposals in one
process and in two, with the most memory that one of them takes, and where the time goes.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SIZES = (10, 100, 1000)
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


def growth(rounds: int) -> None:
    """Loads and lints rule bases of 10, 100 and 1,000 rules in turn, without the cache."""
    with tempfile.TemporaryDirectory() as folder:
        bases = {size: Path(folder, f"{size}") for size in SIZES}
        for size, base in bases.items():
            base.mkdir()
            (base / "rules.ressort").write_text(rule_base(size), encoding="utf-8")
            (base / "town.ressort").write_text(town(size), encoding="utf-8")
        taken: dict[tuple[str, int], list[float]] = {}
        for _ in range(rounds):
            for size, base in bases.items():
                for command in ("list", "lint"):
                    arguments = ["-m", "checker", "rules", command, "--rules", str(base)]
                    more = ["--organisations", str(base)] if command == "lint" else []
                    seconds = _seconds([*arguments, *more], RESSORT_CACHE="")
                    taken.setdefault((command, size), []).append(seconds)
    medians = {key: statistics.median(times) for key, times in taken.items()}
    print(
        f"\n{'rules':>8}  {'load s':>8}  {'lint s':>8}  {'x load':>8}  {'x lint':>8}  (of 10 rules)"
    )
    for size in SIZES:
        load, lint = medians["list", size], medians["lint", size]
        first = medians["list", SIZES[0]], medians["lint", SIZES[0]]
        ratios = f"{load / first[0]:8.1f}  {lint / first[1]:8.1f}"
        print(f"{size:8}  {load:8.2f}  {lint:8.2f}  {ratios}")


def many(sizes: tuple[int, ...]) -> None:
    """Checks so many copies of the kept cases in one process and in two."""
    cases = [each for each in sorted((ROOT / "fixtures").rglob("*.ressort")) if _proposes(each)]
    print(f"\n{'proposals':>9}  {'processes':>9}  {'s':>8}  {'ms each':>8}  {'MB':>6}")
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            for number in range(size):
                text = cases[number % len(cases)].read_text(encoding="utf-8")
                Path(folder, f"{number:05}.ressort").write_text(text, encoding="utf-8")
            for jobs in (1, 2):
                arguments = ["check", folder, "--jobs", str(jobs), "--no-config", "--format=json"]
                start = time.perf_counter()
                done = _program(_PEAK, *arguments)
                seconds = time.perf_counter() - start
                peak = int(done.splitlines()[-1]) / 1024
                each = seconds / size * 1000
                print(f"{size:9}  {jobs:9}  {seconds:8.1f}  {each:8.1f}  {peak:6.0f}")
            if size == sizes[0]:
                slowest = _program(_PROFILE, "check", folder, "--jobs", "1", "--no-config")
    print(f"\nThe slowest parts of {sizes[0]} in one process:\n{slowest}")


_PEAK = """
import resource, sys
from checker.commands import run
run(sys.argv[1:])
kinds = resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN
sys.stderr.write(f"\\n{max(resource.getrusage(kind).ru_maxrss for kind in kinds)}")
"""
_PROFILE = """
import cProfile, pstats, sys
from checker.commands import run
profile = cProfile.Profile()
profile.runcall(run, sys.argv[1:])
stats = pstats.Stats(profile, stream=sys.stderr).sort_stats("cumulative")
total = stats.total_tt
parts = [(time, f"{file.split('/checker/')[1]}:{name}") for (file, _, name), (_, _, _, time, _)
         in stats.stats.items() if "/checker/" in file]
for time, name in sorted(parts, reverse=True)[:25]:
    sys.stderr.write(f"{time / total:6.0%}  {name}\\n")
"""


def _proposes(path: Path) -> bool:
    text = path.read_text(encoding="utf-8")
    return "vedrører" in text and "\nåben " not in text


def _program(text: str, *arguments: str) -> str:
    command = [sys.executable, "-c", text, *arguments]
    done = subprocess.run(
        command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, encoding="utf-8"
    )
    return done.stderr


def inputs(doublings: int) -> None:
    """Checks each shape of large input, then twice as much of it, without the cache."""
    print(f"\n{'n':>8}  {'s':>7}  {'x half':>7}  {'MB':>5}  {'status':>6}  shape")
    for name, (size, made) in SHAPES.items():
        before = 0.0
        for doubling in range(doublings + 1):
            seconds, peak, status = _checked(made(size << doubling))
            ratio = f"{seconds / before:7.1f}" if before else " " * 7
            shown = f"{size << doubling:8}  {seconds:7.2f}  {ratio}  {peak:5.0f}  {status:6}"
            print(f"{shown}  {name}", flush=True)
            before = seconds


HEADER = """proposal "P"
    concerns town
    proposed 2026-02-01
    effective 2027-01-01
"""
TOWN = """municipality town "Prøveby Kommune" as of 2026-01-01
finance committee FIN "F"
committee C1 "C"
committee C2 "C"
"""
SOURCES = 'source KSL law "Lov"\narea care "pleje"\narea sport "sport"\n'
Texts = tuple[str, str, str]  # of rules, an organisation, a proposal


def _texts(rules: str = "", town: str = "", changes: str = "abolish C2 into C1\n") -> Texts:
    rule = 'rule r "R"\n    C1 may only hold care tasks\n    under KSL § 1\n'
    return SOURCES + (rules or rule), TOWN + town, HEADER + changes


def _each(line: str, size: int) -> str:
    return "".join(line.format(one, one + 1) for one in range(size))


def _layers(size: int) -> Texts:
    said = 'rule r{0}-{1} "R"\n    C1 must not hold care tasks\n    under KSL § 1\n'
    below = "    despite r{0}-0, r{0}-1 and r{0}-2\n"
    layers = ((layer, one) for layer in range(size) for one in range(3))
    rules = "".join(
        said.format(layer, one) + (below.format(layer - 1) if layer else "")
        for layer, one in layers
    )
    return _texts(
        rules, _each('task t{0} "T" within care held by C2\n', 4), "move t1 from C2 to C1\n"
    )


def _every(size: int) -> Texts:
    rule = 'rule r "R"\n    every task must be held by exactly one committee\n    under KSL § 1\n'
    return _texts(rule, _each('task t{0} "T" within care held by C2\n', size))


def _open(size: int) -> Texts:
    rule = 'rule r "R"\n    care tasks must be held by exactly one committee\n    under KSL § 1\n'
    return _texts(rule, _each('task t{0} "T"\n', size))


SHAPES = {
    "statements": (3000, lambda n: _texts(town=_each('task t{0} "T" held by C2\n', n))),
    "unknown names": (1000, lambda n: _texts(changes=_each("move X{0} from C1 to C2\n", n))),
    "lines that cannot be read": (1000, lambda n: _texts(changes=_each("mvoe X{0}\n", n))),
    "areas within areas": (500, lambda n: _texts(
        _texts()[0].removeprefix(SOURCES) + 'area a0 "a0"\n'
        + _each('area a{1} "a{1}" within a{0}\n', n))),
    "layers of despite": (25, _layers),
    "open facts": (10, _open),
    "tasks under every task": (1000, _every),
    "moves": (250, lambda n: _texts(
        town=_each('task t{0} "T" within care held by C2\n', n),
        changes=_each("move t{0} from C2 to C1\n", n))),
    "breaches": (125, lambda n: _texts(
        town=_each('task t{0} "T" within sport held by C2\n', n),
        changes=_each("move t{0} from C2 to C1\n", n))),
    "committees": (100, lambda n: _texts(
        'rule r "R"\n    a committee that holds care tasks must not hold sport tasks\n'
        "    under KSL\n",
        _each('committee D{0} "D"\ntask u{0} "U" within care held by D{0}\n', n))),
    "rules": (100, lambda n: _texts(_each(
        'rule r{0} "R"\n    C1 must not hold care tasks when it is renamed\n    under KSL\n',
        n))),
    "names in a list": (4000, lambda n: _texts(
        f'rule r "R"\n    C1 may only hold {"care, " * n}care and sport tasks\n    under KSL\n')),
}  # fmt: skip


def _checked(texts: Texts) -> tuple[float, float, int]:
    """Seconds of processor time, MB and exit status of one check."""
    with tempfile.TemporaryDirectory() as folder:
        for name, text in zip(("rules", "town", "proposal"), texts, strict=True):
            Path(folder, f"{name}.ressort").write_text(text, encoding="utf-8")
        options = ("--rules", "rules.ressort", "--organisations", "town.ressort", "--format=json")
        done = subprocess.run(
            [sys.executable, "-c", _MEASURED, "check", "proposal.ressort", *options],
            cwd=folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            env={**os.environ, "RESSORT_CACHE": ""},
        )
    seconds, peak, status = done.stderr.splitlines()[-1].split()
    return float(seconds), int(peak) / 1024, int(status)


_MEASURED = """
import resource, sys, time
from checker.commands import run
from checker.language.grammar import openings
openings("rules")
start = time.process_time()
status = run(sys.argv[1:])
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
sys.stderr.write(f"\\n{time.process_time() - start} {peak} {status}")
"""


def rule_base(size: int) -> str:
    """So many rules of ten kinds, each ten on their own committee, unit and areas."""
    said = ['source KSL law "Lov"\n']
    for number in range(size // 10):
        area, other, third = (f"{word}-{number}" for word in ("care", "sport", "trade"))
        said += [f'area {each} "{each}-ord"\n' for each in (area, other, third)]
        mine, its = f"C{number}", f"U{number}"
        for at, sentence in enumerate(
            (
                f"{mine} may only hold {area} and {other} tasks",
                f"only {mine} may hold {area} tasks",
                f"a committee that holds {area} and {third} tasks must hold {other} tasks",
                f"{mine} should not hold {area} tasks when it is renamed",
                f"{its} must be led as centre or contract unit unless it is under no committee",
                f"{its} needs a bylaw change when it moves from {mine}",
                f"{its} may only perform {area} tasks",
                f"{third} tasks must be held by exactly one committee",
                f'note on {mine} "N" when it is resized',
                f"a unit that performs {third} tasks should not be under {mine}",
            )
        ):
            said.append(f'rule r{number}-{at} "R"\n    {sentence}\n    under KSL § {number + 1}\n')
    return "".join(said)


def town(size: int) -> str:
    """The committees and units that the rules speak of."""
    said = ['municipality town "Prøveby Kommune" as of 2026-01-01\nfinance committee ØU "Ø"\n']
    for number in range(size // 10):
        said.append(f'committee C{number} "C"\nunit U{number} "U" under C{number}\n')
    return "".join(said)


def _seconds(arguments: list[str], **environment: str) -> float:
    start = time.perf_counter()
    subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        capture_output=True,
        check=False,
        env={**os.environ, **environment},
    )
    return time.perf_counter() - start


if __name__ == "__main__":
    if sys.argv[1:] == ["inputs"]:
        inputs(2)
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 21)
        growth(3)
        many((200, 1000))
        inputs(2)
