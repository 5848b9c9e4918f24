# SPDX-License-Identifier: EUPL-1.2
"""The command against what is broken: every input that once broke a promise, and new ones.

``python tests/fuzz.py --minutes 5`` looks for more, and for as long as it is told to.
"""

import os
import random
import signal
from pathlib import Path

import fuzz
import pytest
from fuzz_inputs import Made, made
from fuzz_run import tried

CORPUS = sorted(fuzz.CORPUS.glob("*.json"))
SEEDS, OF_EACH = 10, 100


@pytest.fixture(autouse=True)
def _no_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RESSORT_CACHE", "")
    signal.signal(signal.SIGVTALRM, fuzz.give_up)


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_what_once_broke_a_promise(path: Path, tmp_path: Path):
    outcome = tried(Made.of(path.read_text(encoding="utf-8")), tmp_path / "case")

    assert outcome.fault == "", outcome.err


@pytest.mark.slow
@pytest.mark.parametrize(
    "seed", [pytest.param(each, marks=pytest.mark.slow if each else ()) for each in range(SEEDS)]
)
def test_no_input_breaks_a_promise_and_a_fifth_is_checked(seed: int, tmp_path: Path):
    drawn = random.Random(seed)
    inputs = [made(drawn.randbytes(drawn.randrange(fuzz.LONGEST))) for _ in range(OF_EACH)]

    outcomes = [tried(one, tmp_path / f"case-{os.getpid()}") for one in inputs]

    assert [(one.tried, one.fault) for one in outcomes if one.fault] == []
    assert sum(one.checked for one in outcomes) > sum(one.count for one in inputs) / 5
    assert sum(one.count for one in inputs) > 300
    assert len({one.reader for one in inputs}) > 10
