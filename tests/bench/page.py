# SPDX-License-Identifier: EUPL-1.2
"""Moves on the page, over HTTP and without it, beside a check."""

from __future__ import annotations

import time
from collections.abc import Iterator

from serving import ask, served

from bench.measuring import Row, side_by_side
from checker.board.application import Application
from checker.board.live import Base
from checker.board.request import Request
from checker.commands.options import Shared
from checker.commands.session import session_over
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


def page(rounds: int, _: str) -> Iterator[Row]:
    """A move of a unit on the page, each of another proposal, by the clock."""
    library = read_library([str(FIXTURES)])
    checker = session_over(library, Shared(), "da").checker
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
