# SPDX-License-Identifier: EUPL-1.2
"""Many proposals: one answer whatever the processes, only what changed, and little in memory."""

import gc
import os
import pickle
import signal
import subprocess
import sys
import time
import tracemalloc
import weakref
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from shipped import mostly_slow, told

from checker.commands.spool import IN_MEMORY, Spool
from checker.disk import output
from checker.disk.parallel import mapped
from checker.errors import UsageError
from checker.files import documents
from checker.folders import FIXTURES
from checker.formats import catalogue
from checker.language.parser import parse
from checker.records import evolve
from checker.source import Source
from checker.speech.node import Document

pytestmark = pytest.mark.slow

CASES = FIXTURES / "copenhagen-2013"
CASE = CASES / "ingen-aendring.ressort"
STREAMED = tuple(name for name, each in catalogue.FORMATS.items() if each.streams)
FORMATS = ("text", "json", "html", "sarif", "junit")


@pytest.fixture
def many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with forty proposals, two verdicts among them."""
    for number in range(40):
        name = "ks-kfu" if number % 20 == 7 else CASE.stem
        text = (CASES / f"{name}.ressort").read_text(encoding="utf-8")
        (tmp_path / f"{number:02}.ressort").write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _square(number: int) -> int:
    return number * number


def _die(number: int) -> int:
    if number == 70:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def test_a_process_that_is_ended_is_told() -> None:
    with pytest.raises(UsageError, match="ended from outside"):
        list(mapped(_die, range(100), 2))


def test_what_is_not_begun_is_left_when_the_work_is_broken_off(tmp_path: Path) -> None:
    done = mapped(partial(_marked, tmp_path), range(400), 2)
    next(done)
    done.close()

    assert len([*tmp_path.iterdir()]) < 200


def _marked(folder: Path, number: int) -> int:
    time.sleep(0.01)
    (folder / str(number)).touch()
    return number


ORPHANING = """
import os, sys, time
from checker.disk.parallel import mapped
def work(number):
    with open(sys.argv[1], "a") as file:
        file.write(f"{os.getpid()}\\n")
    time.sleep(number and 60)
list(mapped(work, range(100), 2))
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the work is given to forked processes")
def test_no_process_outlives_the_one_that_started_it(tmp_path: Path) -> None:
    told = tmp_path / "told"
    told.touch()
    starter = subprocess.Popen([sys.executable, "-c", ORPHANING, told])
    while len(set(told.read_text(encoding="utf-8").split())) < 2:
        assert starter.poll() is None
        time.sleep(0.05)
    starter.kill()
    starter.wait()

    assert all(_ends(int(each)) for each in set(told.read_text(encoding="utf-8").split()))


def _ends(process: int) -> bool:
    for _ in range(200):
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_the_order_is_that_of_the_items(jobs: int) -> None:
    assert list(mapped(_square, range(100), jobs)) == [n * n for n in range(100)]


def test_the_answer_does_not_depend_on_the_processes(ressort: Callable, many: Path) -> None:
    reports = [each for name in FORMATS for each in ("--report", f"x.{name}")]
    reports = [each.replace(".text", ".txt").replace(".junit", ".xml") for each in reports]
    answers = []
    for jobs in (1, 2):
        done = ressort("check", ".", "--jobs", jobs, *reports)
        assert (done.status, done.err) == (1, "")
        answers.append([done.out, *(path.read_bytes() for path in sorted(many.glob("x.*")))])

    assert answers[0] == answers[1]
    assert len(answers[0]) == len(FORMATS) + 1


def test_the_same_is_wrong_whatever_the_processes(ressort: Callable, many: Path) -> None:
    (many / "03.ressort").write_text('forslag "X"\n    vedrører\n', encoding="utf-8")
    text = (many / "31.ressort").read_text(encoding="utf-8")
    (many / "31.ressort").write_text(text + "\nflyt XYZ fra ØU til KFU\n", encoding="utf-8")

    one, two = (ressort("check", ".", "--jobs", jobs) for jobs in (1, 2))

    assert one.status == 2
    assert one == two
    assert "ikke kontrolleret: 03.ressort, 31.ressort" in one.out
    assert one.err.index("03.ressort:2") < one.err.index("31.ressort:")


def test_results_are_read_from_disk_in_their_order() -> None:
    with Spool() as spool:
        for number in range(5):
            spool.append(pickle.dumps(number))

        assert list(spool) == [0, 1, 2, 3, 4]
        assert spool[-1] == 4
        assert spool[1:3] == [1, 2]
        with pytest.raises(IndexError):
            spool[5]


def test_a_result_that_something_else_wrote_is_not_taken() -> None:
    with Spool() as spool:
        spool.append(pickle.dumps(1))
        spool._file.seek(0)
        spool._file.write(pickle.dumps(2))

        with pytest.raises(UsageError, match="temporary file"):
            spool[0]


@pytest.mark.usefixtures("many")
def test_progress_is_for_a_person_at_a_terminal(
    ressort: Callable, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CI", raising=False)
    assert ressort("check", ".").err == ""
    shown: list[str] = []
    monkeypatch.setattr(output, "progress", shown.append)

    ressort("check", ".", "--jobs", 1, "--lang", "en")

    assert shown[19] == "[############............] 20 of 40 proposals"
    assert shown[-1] == ""
    shown.clear()
    monkeypatch.setenv("CI", "1")
    ressort("check", ".", "--jobs", 1, "--lang", "en")
    assert shown == []


PEAK = """
import resource, sys
from checker.commands import run
run(sys.argv[1:])
sys.stderr.write(f"\\n{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss}")
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the peak is counted in kB on Linux alone")
def test_memory_does_not_grow_with_the_proposals(tmp_path: Path) -> None:
    text = CASE.read_text(encoding="utf-8")
    peaks = []
    for number in range(160):
        (tmp_path / f"{number:03}.ressort").write_text(text, encoding="utf-8")
        if number + 1 in (20, 160):
            arguments = ["check", str(tmp_path), "--jobs", "1", "--format", "json"]
            done = subprocess.run(
                [sys.executable, "-c", PEAK, *arguments], capture_output=True, encoding="utf-8"
            )
            peaks.append(int(done.stderr.splitlines()[-1]))

    # 140 results are 4 MB of JSON, and several times that as objects
    assert peaks[1] - peaks[0] < 4096 + IN_MEMORY // 1024


@pytest.mark.usefixtures("many")
def test_of_many_proposals_one_is_in_memory_at_a_time(
    ressort: Callable, monkeypatch: pytest.MonkeyPatch
) -> None:
    read, seen, alive = documents.read_waiting, [], []

    def counted(*given: object) -> tuple[Document, ...]:
        if len(seen) % 10 == 1:
            gc.collect()
            alive.append(sum(one() is not None for one in seen))
        proposals = read(*given)
        seen.extend(map(weakref.ref, proposals))
        return proposals

    monkeypatch.setattr(documents, "read_waiting", counted)

    ressort("check", ".", "--jobs", 1)

    assert len(seen) > 40
    assert max(alive) <= 1


@pytest.mark.parametrize("format", mostly_slow(STREAMED))
def test_a_report_is_written_a_result_at_a_time(format: str) -> None:
    report = told(CASES / "ks-kfu.ressort", "da")
    data = pickle.dumps(report.results[0])
    peaks = []
    for count in (5, 45):
        with Spool() as spool:
            for _ in range(count):
                spool.append(data)
            tracemalloc.start()
            assert max(map(len, catalogue.written(evolve(report, results=spool), format, "da"))) > 0
            peaks.append(tracemalloc.get_traced_memory()[1])
            tracemalloc.stop()

    # forty more are several times this as objects
    assert peaks[1] - peaks[0] < 20 * len(data)


def test_what_another_process_made_is_what_it_was(tmp_path: Path) -> None:
    document = parse(Source.of((CASES / "kbs-biu.ressort").read_text("utf-8")))
    (tmp_path / "kept").write_bytes(pickle.dumps((document, document.statements)))
    said = """
import pickle, sys
document, statements = pickle.loads(open(sys.argv[1], "rb").read())
from checker.records import evolve
assert evolve(document, statements=statements) == document
assert len({*statements, *(evolve(one) for one in statements)}) == len({*statements})
"""

    subprocess.run([sys.executable, "-c", said, tmp_path / "kept"], check=True)
