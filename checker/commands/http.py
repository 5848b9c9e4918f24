# SPDX-License-Identifier: EUPL-1.2
"""The page over HTTP: who may ask, how much and how long, and a process that answers."""

from __future__ import annotations

import asyncio
import multiprocessing
import socket
import threading
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection

import h11
import uvicorn
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.requests import Request as HttpRequest
from starlette.responses import Response
from starlette.routing import Route
from uvicorn.protocols.http.h11_impl import H11Protocol

from checker import limits
from checker.board.application import Application
from checker.board.live import Base
from checker.board.state import Reply, Request, Upload
from checker.records import define, field, frozen
from checker.speech.node import Document

Given = tuple[Sequence[Document], Sequence[Document], Sequence[Document]]
HOST = "127.0.0.1"
FORMATS = ("html", "calendar", "csv", "excel", "word", "pdf", "letters")
_LONGER = ("rivals", "plan", "card")
_FIELDS = 200  # of one form
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; "
    "img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


@define(eq=False, repr=False)
class Answering:
    """A process that answers requests, one at a time; one that takes too long is ended, and
    another begun."""

    given: Given
    seconds: float = limits.REQUEST_SECONDS
    _lock: threading.Lock = field(factory=threading.Lock, init=False)
    _process: multiprocessing.process.BaseProcess | None = field(default=None, init=False)
    _line: Connection | None = field(default=None, init=False)

    def begin(self) -> None:
        """Begins the process, which reads nothing but what it is given."""
        context = multiprocessing.get_context("spawn")
        self._line, theirs = context.Pipe()
        self._process = context.Process(target=_answer, args=(self.given, theirs), daemon=True)
        self._process.start()
        theirs.close()

    def end(self) -> None:
        """Ends it, whatever it does."""
        if self._process is not None:
            self._process.kill()
            self._process.join()
        self._process = self._line = None

    def answer(self, request: Request) -> Reply | None:
        """What is answered; None where that took too long, or more than there is."""
        with self._lock:
            if self._process is None:
                self.begin()
            assert self._line is not None
            try:
                self._line.send(request)
                if self._line.poll(self.seconds):
                    reply = self._line.recv()
                    assert isinstance(reply, Reply)
                    return reply
            except (EOFError, OSError):
                pass
            self.end()
            return None


def _answer(given: Given, line: Connection) -> None:
    """What the process does: it reads a request, and sends what is answered."""
    application = Application(Base.of(*given), FORMATS)
    while True:
        try:
            line.send(application.answer(line.recv()))
        except (EOFError, KeyboardInterrupt):
            return


class Coming(H11Protocol):
    """A connection that is closed where a request is begun and does not come whole in its time, and
    that makes room for a new one where there are too many and it waits the longest."""

    _began = 0.0
    _clock: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # uvicorn's own
        """Begins the time of its first request."""
        super().connection_made(transport)
        self._begin()
        if len(self.connections) >= limits.CONNECTIONS:
            others = (each for each in self.connections if isinstance(each, Coming))
            waiting = [each for each in others if each is not self and each.is_waiting()]
            if waiting:
                min(waiting, key=lambda each: each._began).leave()

    def data_received(self, data: bytes) -> None:
        """Begins the time of a further request, and ends it where that has come whole."""
        if self._clock is None:
            self._begin()
        super().data_received(data)
        if self._clock is not None and not self.is_waiting():
            self._stop()

    def connection_lost(self, exc: Exception | None) -> None:
        """Ends its time."""
        self._stop()
        super().connection_lost(exc)

    def is_waiting(self) -> bool:
        """Whether there is no whole request that it is to answer."""
        return self.conn.their_state in (h11.IDLE, h11.SEND_BODY)

    def leave(self) -> None:
        """Closes it, whatever is under way."""
        self.connections.discard(self)
        self.transport.abort()

    def _begin(self) -> None:
        self._began = self.loop.time()
        self._clock = self.loop.call_later(limits.COMING_SECONDS, self.leave)

    def _stop(self) -> None:
        if self._clock is not None:
            self._clock.cancel()
        self._clock = None


@frozen(eq=False, repr=False)
class Site:
    """A page that is served: what it judges by, and the word in its address."""

    given: Given
    token: str


def serve(site: Site, port: int, tell: Callable[[str], None]) -> None:
    """Serves a page until it is interrupted; ``tell`` is given its address. Raises OSError where
    the port is taken."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((HOST, port))
        listening.listen()  # who asks as soon as the address is told is answered
        port = listening.getsockname()[1]
        answering = (Answering(site.given), Answering(site.given, limits.LONGER_SECONDS))
        config = uvicorn.Config(
            over_http(answering, site.token, port),
            log_level="error",
            access_log=False,
            server_header=False,
            http=Coming,
            limit_concurrency=2 * limits.CONNECTIONS,  # what was left to make room still counts
            timeout_keep_alive=30,
            h11_max_incomplete_event_size=16_384,
        )
        for each in answering:
            each.begin()
        tell(f"http://{HOST}:{port}/{site.token}/")
        try:
            uvicorn.Server(config).run([listening])
        except KeyboardInterrupt:
            pass
        finally:
            for each in answering:
                each.end()


def over_http(answering: tuple[Answering, Answering], token: str, port: int) -> Starlette:
    """The page as an application of Starlette, below the word in its address.

    Args:
        answering: what answers, and what answers that which may take longer: no move waits for it.
    """
    hosts = {f"{HOST}:{port}", f"localhost:{port}"}

    async def answered(asked: HttpRequest) -> Response:
        if asked.headers.get("host") not in hosts:
            raise HTTPException(421)
        origin = asked.headers.get("origin")
        if origin is not None and origin not in {f"http://{host}" for host in hosts}:
            raise HTTPException(403)
        if asked.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            raise HTTPException(403)
        if asked.method == "POST" and origin is None:
            raise HTTPException(403)
        try:
            request = await _request(asked)
        except ClientDisconnect as gone:
            raise HTTPException(400) from gone
        desk = answering[request.path in _LONGER]
        reply = await run_in_threadpool(desk.answer, request)
        if reply is None:
            raise HTTPException(503)
        headers = dict(_HEADERS)
        if reply.name:
            headers["Content-Disposition"] = f'attachment; filename="{reply.name}"'
        return Response(reply.data, reply.status, headers, media_type=reply.media)

    async def refused(_: HttpRequest, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else 500
        return Response(f"{status}\n", status, _HEADERS, media_type="text/plain")

    route = Route(f"/{token}/{{path:path}}", answered, methods=["GET", "POST"])
    kinds: list[int | type[Exception]] = [HTTPException, Exception]
    return Starlette(routes=[route], exception_handlers=dict.fromkeys(kinds, refused))


async def _request(asked: HttpRequest) -> Request:
    """What is asked, read no further than a page asks. Raises HTTPException for more."""
    path = asked.path_params["path"]
    if asked.method != "POST":
        return Request(path)
    length = asked.headers.get("content-length", "")
    if not length.isdigit():
        raise HTTPException(411)
    if int(length) > limits.REQUEST:
        raise HTTPException(413)
    fields: dict[str, tuple[str, ...]] = {}
    files: dict[str, Upload] = {}
    limited = {"max_files": 4, "max_fields": _FIELDS, "max_part_size": limits.REQUEST}
    async with asked.form(**limited) as form:
        for name, value in form.multi_items():
            if isinstance(value, UploadFile):
                if value.filename:
                    files[name] = Upload(value.filename, await value.read())
            else:
                fields[name] = (*fields.get(name, ()), value)
    return Request(path, fields, files)
