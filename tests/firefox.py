# SPDX-License-Identifier: EUPL-1.2
"""Firefox for tests, by the protocol that it speaks itself (WebDriver BiDi), without a driver."""

import json
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest


class Firefox:
    """A tab of Firefox."""

    def __init__(self, line: Any) -> None:
        self._line, self._number = line, 0
        self.ask("session.new", capabilities={})
        self._tab = self.ask("browsingContext.getTree")["contexts"][0]["context"]

    def ask(self, method: str, **given: Any) -> Any:
        """What Firefox answers to a command."""
        self._number += 1
        self._line.send(json.dumps({"id": self._number, "method": method, "params": given}))
        while True:
            told = json.loads(self._line.recv())
            if told.get("id") == self._number:
                assert told["type"] == "success", told
                return told["result"]

    def open(self, address: str) -> None:
        self.ask("browsingContext.navigate", context=self._tab, url=address, wait="complete")

    def run(self, script: str) -> Any:
        """What an expression of JavaScript gives, as text or a number."""
        target = {"context": self._tab}
        told = self.ask("script.evaluate", expression=script, target=target, awaitPromise=True)
        return told["result"].get("value")

    def move_kbs(self) -> None:
        """Begins a proposal for Copenhagen on the page, and moves KBS under BIU."""
        self.run(
            "document.querySelector('#organisation').value = 'copenhagen-2013';"
            "document.querySelector('#title').value = 'KBS under BIU';"
            "document.querySelector('button.main').click()"
        )
        self.until("document.querySelector('[data-card=KBS] select')")
        self.run(
            "{ const it = document.querySelector('[data-card=KBS] select'); it.value = 'BIU';"
            "it.dispatchEvent(new Event('change', {bubbles: true})); }"
        )
        self.until("document.querySelector('#verdict-word')?.textContent === 'Ufuldstændigt'")

    def until(self, script: str, seconds: float = 30) -> None:
        """Waits until an expression is true."""
        until = time.monotonic() + seconds
        while not self.run(f"Boolean({script})"):
            assert time.monotonic() < until, self.run("document.body.innerText")
            time.sleep(0.05)


@contextmanager
def firefox(profile: Path) -> Iterator[Firefox]:
    """Firefox with a new profile; the test is skipped where it is not installed."""
    program = shutil.which("firefox-esr") or shutil.which("firefox")
    if program is None:
        pytest.skip("firefox-esr is not installed")
    websocket = pytest.importorskip("websocket")
    arguments = ("--headless", "--no-remote", "--remote-debugging-port=0", "--profile")
    command = [program, *arguments, str(profile)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, encoding="utf-8") as process:
        try:
            assert process.stderr
            told = (re.search(r"ws://\S+", line) for line in process.stderr)
            address = next(found[0] for found in told if found)
            line = websocket.create_connection(f"{address}/session", suppress_origin=True)
            yield Firefox(line)
            line.close()
        finally:
            process.terminate()
