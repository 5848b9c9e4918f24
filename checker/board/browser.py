# SPDX-License-Identifier: EUPL-1.2
"""The page in a browser: what the worker of the single file calls, and what it is given to judge
by. It is the same application; only what carries requests and answers is another."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Mapping, Sequence
from json import dumps, loads
from typing import Any

from checker.board.application import Application
from checker.board.live import Base
from checker.board.state import Request, Upload
from checker.disk.keep import recall
from checker.language.parser import parse
from checker.source import Source
from checker.speech.node import Document

_BETWEEN_COLLECTIONS = 200_000  # new objects
Given = tuple[Sequence[Document], Sequence[Document], Sequence[Document]]


def carried(given: Given) -> str:
    """Rules, organisations and registers as a text that ``begin`` reads again."""
    return dumps([[_fields(each.span.source) for each in kind] for kind in given])


def begin(carried: str, formats: Iterable[str]) -> Application:
    """The application that judges by what is carried. Raises MistakesError where that is wrong."""
    gc.set_threshold(_BETWEEN_COLLECTIONS)
    rules, organisations, registers = (
        [_document(*fields) for fields in kind] for kind in loads(carried)
    )
    return Application(Base.of(rules, organisations, registers), tuple(formats))


def answer(
    application: Application,
    path: str,
    fields: Iterable[tuple[str, str]],
    files: Mapping[str, tuple[str, Any]],
) -> tuple[bytes, str, str, int]:
    """Asks the application: the fields of a form in their order, and files by their field, each a
    name and its bytes. Gives the body, its media type, the name of a file or "", and the status."""
    told: dict[str, tuple[str, ...]] = {}
    for name, value in fields:
        told[name] = (*told.get(name, ()), value)
    uploads = {name: Upload(title, bytes(data)) for name, (title, data) in files.items()}
    reply = application.answer(Request(path, told, uploads))
    return reply.data, reply.media, reply.name, reply.status


def _fields(source: Source) -> list[object]:
    lines = sorted(source.decomposed.items())
    return [source.path, source.text, source.sha256, lines]


def _document(path: str, text: str, sha256: str, lines: list[tuple[int, str]]) -> Document:
    source = Source(path, text, sha256, decomposed=dict(lines))
    return recall(source) or parse(source)
