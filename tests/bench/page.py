# SPDX-License-Identifier: EUPL-1.2
"""Moves on the page, over HTTP, without it and in the single file, beside a check."""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from browser import chromium
from serving import ask, served

from bench.measuring import Row, side_by_side
from checker.board.application import Application
from checker.board.live import Base
from checker.board.state import Request
from checker.commands import run
from checker.commands.options import Shared
from checker.commands.runs import run_over
from checker.files.documents import read_library
from checker.folders import FIXTURES
from checker.language.parser import parse
from checker.source import Source

_TEXT = """forslag "Nummer {number}"
    vedrører copenhagen-2013
    fremsat 2013-06-18
    virkning fra 2014-01-01

flyt KBS fra ØU til KFU
"""

_READY = "return document.getElementById('starting').hidden"
_ASKED = """
const [path, given, done] = arguments, form = new FormData(), begun = performance.now();
for (const [name, value] of Object.entries(given)) form.append(name, value);
ask(path, form).then(() => done(performance.now() - begun));
"""


def page(rounds: int, _: str) -> Iterator[Row]:
    """A move of a unit on the page, each of another proposal, by the clock."""
    library = read_library([str(FIXTURES)])
    checker = run_over(library, Shared(), "da").checker
    base = Base.of(library.rules, library.organisations, library.registers)
    application = Application(base)

    def fields(number: int) -> dict[str, str]:
        move = {"card": "KBS", "here": "KFU", "to": "BIU"}
        return {"text": _TEXT.format(number=number), **move}

    def bare(number: int) -> None:
        text = _TEXT.format(number=number).replace("KFU\n", "BIU\n")
        checker.check(parse(Source.of(text, "p")), rivals_too=False)

    def moved(number: int) -> None:
        sent = {name: (value,) for name, value in fields(number).items()}
        assert "BIU" in str(application.answer(Request("move", sent)).body)

    with served() as address:
        for number in range(rounds + 1):  # a page is shown before a card on it is moved
            application.answer(Request("show", {"text": (fields(number)["text"],)}))
            ask(address, "show", {"text": fields(number)["text"]})

        def over_http(number: int) -> None:
            assert ask(address, "move", fields(number)).status == 200

        makes = {"a bare check": bare, "a move": moved, "a move over HTTP": over_http}
        times = side_by_side(rounds, *makes.values(), clock=time.perf_counter)
    for what, ms in zip(makes, times, strict=True):
        demand = "≤ 100 ms" if "HTTP" in what else ""
        yield Row(what, ms, "a bare check", times[0], demand)
    try:
        opened, single = _in_single_file([fields(number) for number in range(rounds + 1)])
    except pytest.skip.Exception as error:
        print(f"the single file is left out: {error}")
        return
    yield Row("a move in the single file", single, "a bare check", times[0], "≤ 300 ms")
    yield Row("opening the single file", opened, "a bare check", times[0], "≤ 10 s")


def _in_single_file(moves: list[dict[str, str]]) -> tuple[float, float]:
    """Milliseconds until the single file can be used, and the median of moves in it."""
    runtime = os.environ.get("RESSORT_PYODIDE", "")
    if not runtime:
        pytest.skip("RESSORT_PYODIDE names no package of pyodide")
    with TemporaryDirectory() as folder, chromium(Path(folder)) as browser:
        file = Path(folder, "page.html")
        assert run(["page", "--to", str(file), "--runtime", runtime]) == 0
        begun = time.perf_counter()
        browser.get(file.as_uri())
        while not browser.execute_script(_READY):
            time.sleep(0.01)
        opened = (time.perf_counter() - begun) * 1000
        browser.set_script_timeout(60)
        times = []
        for move in moves:
            browser.execute_async_script(_ASKED, "show", {"text": move["text"]})
            times.append(browser.execute_async_script(_ASKED, "move", move))
    return opened, statistics.median(times[1:])
