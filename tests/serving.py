# SPDX-License-Identifier: EUPL-1.2
"""A page that is served for tests, and what asks it."""

import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPResponse
from urllib.parse import urlencode, urlsplit


@contextmanager
def served(*arguments: str) -> Iterator[str]:
    """The address of a page, which ends with the test."""
    command = [sys.executable, "-m", "checker", "serve", *arguments]
    with subprocess.Popen(command, stderr=subprocess.PIPE, encoding="utf-8") as process:
        assert process.stderr
        try:
            line = process.stderr.readline()
            yield re.search(r"http://\S+", line)[0]
        finally:
            process.terminate()


def ask(
    address: str,
    path: str = "",
    fields: Mapping[str, str] | None = None,
    headers: Mapping[str, str] | None = None,
    body: bytes | None = None,
) -> HTTPResponse:
    """The answer to one request, its ``body`` read; with fields it is posted as a page does."""
    parts = urlsplit(address)
    origin = f"{parts.scheme}://{parts.netloc}"
    line = HTTPConnection(parts.hostname or "", parts.port, timeout=60)
    if fields is None and body is None:
        line.request("GET", parts.path + path, headers=dict(headers or {}))
    else:
        sent = urlencode(fields or {}).encode() if body is None else body
        told = {"Origin": origin, "Content-Type": "application/x-www-form-urlencoded"}
        line.request("POST", parts.path + path, sent, {**told, **(headers or {})})
    answer = line.getresponse()
    answer.text = answer.read().decode("utf-8", "replace")
    line.close()
    return answer
