# SPDX-License-Identifier: EUPL-1.2
"""An editor: what it is told of a document that is being written."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from checker.commands.lsp import EditorAnswers
from checker.commands.options import Shared
from checker.folders import adding

pytestmark = pytest.mark.slow

NOTICES = ("initialized", "exit", "textDocument/didOpen", "textDocument/didChange")
HEAD = (
    'proposal "P"\n    concerns copenhagen-2013\n    proposed 2013-06-18\n'
    "    effective 2014-01-01\n\n"
)


def messages(data: bytes) -> list[dict[str, Any]]:
    """What was sent, each with its length before it."""
    found = []
    while data:
        head, _, rest = data.partition(b"\r\n\r\n")
        size = int(head.split(b"Content-Length: ")[1].split(b"\r\n")[0])
        found.append(json.loads(rest[:size]))
        data = rest[size:]
    return found


def told(folder: Path, *asked: tuple[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """What the server answers to some messages."""
    start = {"processId": None, "rootUri": folder.as_uri(), "capabilities": {}}
    said = [("initialize", start), ("initialized", {}), *asked, ("shutdown", {}), ("exit", {})]
    sent = b""
    for number, (method, params) in enumerate(said):
        message = {"jsonrpc": "2.0", "method": method, "params": params}
        if method not in NOTICES:
            message["id"] = number
        body = json.dumps(message).encode()
        sent += b"Content-Length: %d\r\n\r\n" % len(body) + body
    command = [sys.executable, "-X", "utf8", "-W", "ignore", "-m", "checker", "lsp"]
    done = subprocess.run(command, input=sent, capture_output=True, timeout=120, check=False)
    return messages(done.stdout)


def test_an_editor_is_told_of_mistakes_of_the_form_and_of_meanings(tmp_path: Path) -> None:
    path = tmp_path / "p.ressort"
    text = HEAD + "move   KBSS to BIU\n"
    item = {"uri": path.as_uri(), "languageId": "ressort", "version": 1, "text": text}
    its = {"textDocument": {"uri": path.as_uri()}}
    mended = HEAD + "move   KBS to BIU\n"
    change = {"textDocument": its["textDocument"] | {"version": 2}}
    rule = tmp_path / "r.ressort"
    rules = {"uri": rule.as_uri(), "languageId": "ressort", "version": 1}
    rules |= {"text": 'rule x "X"\n    KBS needs a dispensation\n    despite two-readings\n'}
    options = {"options": {"tabSize": 4, "insertSpaces": True}}
    answers = told(
        tmp_path,
        ("textDocument/didOpen", {"textDocument": item}),
        ("textDocument/didChange", change | {"contentChanges": [{"text": mended}]}),
        ("textDocument/formatting", its | options),
        ("textDocument/didOpen", {"textDocument": rules}),
        (
            "textDocument/hover",
            {"textDocument": {"uri": rule.as_uri()}, "position": {"line": 2, "character": 15}},
        ),
    )
    shown = [each["params"] for each in answers if "publishDiagnostics" in each.get("method", "")]
    results = [each["result"] for each in answers if "result" in each]
    (wrong,) = shown[0]["diagnostics"]

    assert wrong["range"] == {
        "start": {"line": 5, "character": 7},
        "end": {"line": 5, "character": 11},
    }
    assert wrong["message"] == "unknown unit or task or area: `KBSS`\ndid you mean `KBS`?"
    assert (wrong["severity"], shown[1]["diagnostics"]) == (1, [])
    assert results[1][0]["newText"] == HEAD + "move KBS to BIU\n"
    assert "legal basis" in shown[2]["diagnostics"][0]["message"]
    assert "two-readings" in results[2]["contents"]["value"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (HEAD + "move biz to BIU\n", ["unknown unit or task or area: `biz`"]),
        (HEAD + "move KBS to BIU", []),
        ("", ["the file holds no statement"]),
        ('municipality m "M" as of 2013-01-01\nunit U "U" under XX\n', ["unknown committee: `XX`"]),
        ('rule r "R"\n    KBS needs a dispensation\n    under KLS\n', ["unknown source: `KLS`"]),
    ],
)
def test_each_kind_of_document_is_looked_through(
    tmp_path: Path, text: str, said: list[str]
) -> None:
    found = EditorAnswers(Shared()).mistakes(text, (tmp_path / "d.ressort").as_posix())

    assert [each.message for each in found] == said


def test_what_cannot_be_read_is_not_printed_anew(tmp_path: Path) -> None:
    path = (tmp_path / "d.ressort").as_posix()

    assert EditorAnswers(Shared()).meaning("nothing-so") is None
    assert EditorAnswers(Shared()).printed(HEAD + "abolish  BIU\n", path).endswith("abolish BIU\n")


def test_without_the_extra_the_message_names_it(
    ressort: Callable, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("checker.commands.lsp.find_spec", lambda _: None)
    done = ressort("lsp")

    assert done.status == 2
    assert adding("editor") in done.err
