# SPDX-License-Identifier: EUPL-1.2
"""The page asked as a browser asks it: what is sent, and what of its answer is looked at."""

import html
import re
from functools import cache

import shipped

from checker.board.application import Application
from checker.board.live import Base
from checker.board.state import Request

KBS_BIU = """forslag "KBS under BIU"
    vedrører copenhagen-2013
    fremsat 2013-06-18
    virkning fra 2014-01-01

flyt KBS fra ØU til BIU
"""


@cache
def application() -> Application:
    library = shipped.library()
    return Application(Base.of(library.rules, library.organisations, library.registers))


def asked(path: str, fields: dict[str, tuple[str, ...]] | None = None, **more: str) -> str:
    """What the page shows for a request with the fields of a form and some of its own."""
    sent = {**(fields or {}), **{name: (value,) for name, value in more.items()}}
    body = application().answer(Request(path, sent)).body
    assert isinstance(body, str)
    return body


def form(body: str) -> dict[str, tuple[str, ...]]:
    """The fields that a page carries."""
    carried = body[: body.index("</form>")]
    found: dict[str, tuple[str, ...]] = {}
    areas = re.findall(r'<textarea name="(\w+)" hidden>\n(.*?)</textarea>', carried, re.DOTALL)
    inputs = re.findall(r'<input type="hidden" name="(\w+)" value="(.*?)">', carried)
    for name, value in (*areas, *inputs):
        found[name] = (*found.get(name, ()), html.unescape(value))
    return found


def text(body: str) -> str:
    return form(body)["text"][0]


def moved(body: str, *moves: tuple[str, str, str]) -> str:
    for card, here, to in moves:
        body = asked("move", form(body), card=card, here=here, to=to)
    return body


def begun() -> str:
    return asked("new", organisation="copenhagen-2013", title="KBS under BIU")


def words(body: str) -> str:
    """What is read of a page, tags left out."""
    return " ".join(
        html.unescape(re.sub(r"<[^>]+>", " ", body))
        .replace("\xa0", " ")
        .replace("\xad", "")
        .split()
    )


def sent(
    path: str, body: str, fields: dict[str, tuple[str, ...]] | None = None, **more: str
) -> str:
    return asked(path, {**form(body), **(fields or {})}, **more)
