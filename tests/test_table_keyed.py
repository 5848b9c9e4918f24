# SPDX-License-Identifier: EUPL-1.2
"""A proposal as JSON says what its text says, and each place in it is a key."""

import json
import sys
from collections.abc import Callable
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest
from tables import TEXT, table

from checker import source

ENGLISH = {
    "proposal": "P",
    "concerns": "copenhagen-2013",
    "proposed": "2013-06-18",
    "effective": "2014-01-01",
}
MOVE = {"change": "move", "what": "KBS", "from": "ØU", "to": "BIU"}


def written(folder: Path, changes: object, name: str = "p.json") -> Path:
    return table(folder, json.dumps(ENGLISH | {"changes": changes}, indent=1), name)


def test_a_proposal_is_written_as_json_and_read_back(ressort: Callable, tmp_path: Path) -> None:
    text = table(tmp_path, TEXT + "# note\nflyt KBS fra ØU til BIU\n", "t.ressort")
    said = ressort("convert", text, "--to", "json").out
    again = table(tmp_path, said, "again.json")

    assert json.loads(said)["ændringer"] == [
        {"ændring": "#", "hvad": "note"},
        {"ændring": "flyt", "hvad": "KBS", "fra": "ØU", "til": "BIU"},
    ]
    assert ressort("convert", again, "--to", "ressort").out == text.read_text(encoding="utf-8")


def test_check_says_of_json_what_it_says_of_the_text(ressort: Callable, tmp_path: Path) -> None:
    text = table(tmp_path, TEXT + "flyt KBS fra ØU til BIU\n", "t.ressort")
    files = (text, written(tmp_path, [MOVE]))
    one, other = (
        json.loads(ressort("check", path, "--format", "json").out)["results"][0] for path in files
    )
    lines = {(found["path"], found["line"]) for found in other["findings"]}

    assert [found["id"] for found in one["findings"]] == [x["id"] for x in other["findings"]]
    assert one["verdict"] == other["verdict"] == "incomplete"
    assert (files[1].as_posix(), 7) in lines


def test_another_program_hands_json_over(
    ressort: Callable, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(source, "_came", {})
    data = json.dumps(ENGLISH | {"changes": [MOVE | {"from": None}]}).encode()
    monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(data), encoding="utf-8"))

    assert "INCOMPLETE" in ressort("check", "-").out


def test_numbers_are_numbers_and_no_change_is_none(ressort: Callable, tmp_path: Path) -> None:
    resized = written(tmp_path, [{"change": "resize", "what": "KFU", "members": 9}])

    assert "resize KFU to 9 members" in ressort("convert", resized, "--to", "ressort").out
    assert ressort("convert", written(tmp_path, []), "--to", "ressort").out.endswith("2014-01-01\n")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ([MOVE | {"what": "KBSS"}], "p.json:changes[1].what: unknown unit or task or area: `KBSS`"),
        ([MOVE, MOVE | {"to": ["BIU"]}], "p.json:changes[2].to: here stands a text or a whole"),
        ([MOVE | {"to": True}], "p.json:changes[1].to: here stands a text or a whole"),
        ([{"change": "move", "waht": "KBS", "to": "BIU"}], "= did you mean `What`?"),
        (["move KBS to BIU"], "p.json: a proposal as JSON is an object of its labels"),
        ("move", "p.json: a proposal as JSON is an object of its labels"),
    ],
)
def test_an_error_names_the_key(
    ressort: Callable, tmp_path: Path, changes: object, said: str
) -> None:
    run = ressort("check", written(tmp_path, changes), "--lang", "en")

    assert (run.status, run.out) == (2, "")
    assert said in run.err


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[1]", "p.json: a proposal as JSON is an object of its labels"),
        ("{", "p.json:1:2: this is no JSON"),
        ('{"changes": ' + "[" * 500, "p.json:1:"),
        ('{"proposal": "a", "changes": [{"what": "a", "what": "b"}]}', "`changes[1].what` stands"),
    ],
)
def test_what_is_no_proposal_is_told_in_one_line(
    ressort: Callable, tmp_path: Path, text: str, said: str
) -> None:
    run = ressort("check", table(tmp_path, text, "p.json"), "--lang", "en")

    assert (run.status, run.err.count("\n")) == (2, 1)
    assert said in run.err


def test_a_folder_takes_no_json_for_a_table(ressort: Callable, tmp_path: Path) -> None:
    table(tmp_path, TEXT, "a.ressort")
    written(tmp_path, [MOVE])

    assert "sprunget over" not in ressort("check", tmp_path).err
