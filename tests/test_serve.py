# SPDX-License-Identifier: EUPL-1.2
"""The page over HTTP: who is answered, what is refused, and how long and how much may be asked."""

import asyncio
import socket
import time
from collections.abc import Iterator
from contextlib import suppress
from urllib.parse import urlsplit

import pytest
import uvicorn
from boards import KBS_BIU
from serving import ask, served

from checker import limits
from checker.board.state import Request
from checker.commands import http
from checker.commands import run as ressort


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with served() as found:
        yield found


@pytest.mark.slow
def test_the_page_is_served_with_all_that_it_loads_and_nothing_else_may(address):
    page = ask(address)

    assert page.status == 200
    assert "Prøv en placering" in page.text
    for name in ("page.css", "page.js", "htmx.min.js"):
        assert ask(address, name).status == 200
    policy = page.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert page.headers["X-Content-Type-Options"] == "nosniff"
    assert page.headers["Referrer-Policy"] == "same-origin"
    assert "Access-Control-Allow-Origin" not in page.headers


@pytest.mark.slow
def test_a_move_is_answered_and_a_file_is_saved(address):
    moved = ask(address, "move", {"text": KBS_BIU, "card": "KBS", "here": "BIU", "to": "KFU"})
    assert "flyt KBS fra ØU til KFU" in moved.text

    saved = ask(address, "save/proposal", {"text": KBS_BIU})
    assert saved.text == KBS_BIU
    assert saved.headers["Content-Disposition"] == 'attachment; filename="forslag.ressort"'


def test_only_who_knows_the_word_in_the_address_is_answered(address):
    parts = urlsplit(address)
    root = f"http://{parts.netloc}/"

    assert len(parts.path) > 30
    for path in ("", "x/", parts.path.strip("/")[:-1] + "/"):
        assert ask(root, path).status == 404
        assert "Ressort" not in ask(root, path).text


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
    ids=lambda headers: "-".join(headers.values()),
)
def test_another_page_is_refused(address, headers):
    assert ask(address, "show", {"text": KBS_BIU}, headers).status == 403
    if "Sec-Fetch-Site" in headers:
        assert ask(address, headers=headers).status == 403


def test_another_name_of_this_machine_and_a_post_from_nowhere_are_refused(address):
    assert ask(address, headers={"Host": "evil.example"}).status == 421
    parts = urlsplit(address)
    with socket.create_connection((parts.hostname, parts.port)) as line:
        head = (
            f"POST {parts.path}show HTTP/1.1\r\nHost: {parts.netloc}\r\nContent-Length: 0\r\n\r\n"
        )
        line.sendall(f"{head}\r\n\r\n".encode())
        assert b" 403 " in line.recv(100)


def test_too_much_is_refused_before_it_is_read(address):
    parts = urlsplit(address)
    with socket.create_connection((parts.hostname, parts.port)) as line:
        head = (
            f"POST {parts.path}show HTTP/1.1\r\nHost: {parts.netloc}\r\n"
            f"Origin: http://{parts.netloc}\r\nContent-Length: {limits.REQUEST + 1}\r\n\r\n"
        )
        line.sendall(head.encode())
        assert b" 413 " in line.recv(100)
    many = {f"f{number}": "x" for number in range(1000)}
    assert ask(address, "show", many).status == 400
    assert ask(address, "show", {"text": KBS_BIU}).status == 200


def test_other_methods_and_broken_forms_are_refused(address):
    kind = {"Content-Type": "multipart/form-data; boundary=x"}

    assert ask(address, "show", body=b"--x\r\nbroken", headers=kind).status in (200, 400)
    assert ask(address, "../../etc/passwd").status in (400, 404)


def test_who_goes_before_the_whole_form_came_breaks_nothing():
    answering = http.Answering(([], [], []))
    host, form = b"127.0.0.1:1", b"application/x-www-form-urlencoded"
    told = {b"host": host, b"origin": b"http://" + host, b"content-length": b"9"}
    headers = [*told.items(), (b"content-type", form)]
    scope = {"type": "http", "method": "POST", "path": "/w/show", "headers": headers}
    sent = []

    async def receive():
        return {"type": "http.disconnect"}

    async def send(message):
        sent.append(message)

    page = http.over_http((answering, answering), "w", 1)
    asyncio.run(page({**scope, "query_string": b"", "root_path": ""}, receive, send))

    assert sent[0]["status"] == 400


def test_who_begins_a_request_and_does_not_end_it_keeps_nobody_else_waiting(address):
    parts = urlsplit(address)
    post = (
        f"POST {parts.path}show HTTP/1.1\r\nHost: {parts.netloc}\r\nOrigin: http://{parts.netloc}"
        "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 99999\r\n\r\na="
    )
    for begun in (f"GET {parts.path} HTTP/1.1\r\nHo", post, ""):
        there = (parts.hostname, parts.port)
        lines = [socket.create_connection(there) for _ in range(2 * limits.CONNECTIONS)]
        for line in lines:
            with suppress(OSError):  # closed already, to make room
                line.sendall(begun.encode())
        assert ask(address).status == 200
        for line in lines:
            line.close()


def test_a_request_that_does_not_come_whole_in_its_time_is_left(monkeypatch):
    async def app(_, receive, send):
        while (await receive()).get("more_body"):
            pass
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"all"})

    async def said(*pieces):
        reading, writing = await asyncio.open_connection(http.HOST, port)
        for piece in pieces:
            writing.write(piece)
            await asyncio.sleep(0.2)
        try:
            return await asyncio.wait_for(reading.read(), 30)
        except ConnectionResetError:
            return b""
        finally:
            writing.close()

    async def tried():
        server = uvicorn.Server(config)
        serving = asyncio.create_task(server.serve([listening]))
        head = b"GET / HTTP/1.1\r\nHost: x\r\n"
        late = [
            await said(head),
            await said(head + b"Content-Length: 9\r\n\r\n", b"a"),
            await said(),
        ]
        whole = await said(head, b"Connection: close\r\n\r\n")
        server.should_exit = True
        await serving
        return late, whole

    monkeypatch.setattr(limits, "COMING_SECONDS", 1.0)
    config = uvicorn.Config(app, http=http.Coming, log_level="error", lifespan="off")
    with socket.create_server((http.HOST, 0)) as listening:
        port = listening.getsockname()[1]
        late, whole = asyncio.run(tried())

    assert late == [b"", b"", b""]
    assert b"\r\nall\r\n" in whole


def test_it_listens_on_this_machine_alone(address):
    port = urlsplit(address).port
    others = {each[4][0] for each in socket.getaddrinfo(socket.gethostname(), None)}
    for other in others - {"127.0.0.1", "127.0.1.1", "::1"}:
        with pytest.raises(OSError, match=r".+"):
            socket.create_connection((other, port), timeout=2).close()


@pytest.mark.slow
def test_what_takes_too_long_is_ended_and_the_next_is_answered():
    answering = http.Answering(([], [], []), seconds=0.2)

    begun = time.monotonic()
    assert answering.answer(Request("show")) is None  # it is not even begun in that time
    assert time.monotonic() - begun < 5
    answering.seconds = 60
    reply = answering.answer(Request("no-such-path"))
    answering.end()
    assert reply is None or reply.status == 404


def test_a_taken_port_and_a_wrong_one_are_told(address, capsys):
    port = str(urlsplit(address).port)

    assert ressort(["serve", "--port", port]) == 2
    assert "in use" in capsys.readouterr().err
    assert ressort(["serve", "--port", "x"]) == 2
