# SPDX-License-Identifier: EUPL-1.2
"""One answer: whatever the surface, the run, the hash order or the folder."""

import json
import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
import shipped
from shipped import mostly_slow

from checker import folders
from checker.commands.runs import report_of
from checker.language.parser import parse
from checker.language.printer import print_document
from checker.memo import Memo
from checker.report.report import as_json
from checker.source import Source

pytestmark = pytest.mark.slow

CASES = [case for case in shipped.CASES if case.parent.name == "copenhagen-2013"]
PLACES = ("path", "line", "column", "inputs", "language", "assuming_language", "receipt")


def _placeless(value):
    if isinstance(value, dict):
        return {key: _placeless(each) for key, each in value.items() if key not in PLACES}
    return [_placeless(each) for each in value] if isinstance(value, list) else value


def answer(result):
    return _placeless(as_json(report_of(shipped.checker(), [result], "en")))


@pytest.mark.parametrize("case", mostly_slow(CASES), ids=lambda case: case.stem)
def test_english_and_danish_give_the_same_answer(case):
    checker, danish = shipped.checker(), shipped.proposals()[case]
    text = print_document(checker.settled(danish), "en", checker.words)
    english = parse(Source.of(text, case.name))

    assert (danish.surface, english.surface) == ("da", "en")
    assert answer(checker.check(english)) == answer(shipped.result(case))


def _run(folder, seed):
    environment = {**os.environ, "PYTHONHASHSEED": seed, "LC_ALL": "C", "TZ": "Pacific/Auckland"}
    done = subprocess.run(
        [sys.executable, "-m", "checker", "check", "cases", "--format", "json"],
        cwd=folder,
        env=environment,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 1, done.stderr.decode()
    return done.stdout


@pytest.mark.parametrize("case", mostly_slow(shipped.CASES), ids=lambda case: case.stem)
def test_a_checker_that_remembers_nothing_gives_the_same_answer(case):
    forgetting, proposal = forgetful(), shipped.proposals()[case]

    assert forgetting.check(proposal) == shipped.result(case)


@cache
def forgetful():
    return shipped.library().checker(Memo.none())


def test_the_command_is_told_to_forget(ressort):
    case = "fixtures/copenhagen-2013/kbs-biu.ressort"

    remembered, forgotten = (ressort("check", case, *flag) for flag in ((), ("--forget",)))

    assert forgotten == remembered


def test_the_same_bytes_in_every_run_and_every_folder(tmp_path):
    outputs = []
    for name, seed in (("one", "0"), ("to æøå", "1"), ("three", "77")):
        folder = tmp_path / name
        shutil.copytree(folders.FIXTURES / "copenhagen-2013", folder / "cases")
        outputs.append(_run(folder, seed))

    assert outputs[0] == outputs[1] == outputs[2]
    assert len(json.loads(outputs[0])["results"]) == len(CASES)
    assert str(Path(tmp_path)).encode() not in outputs[0]
