# SPDX-License-Identifier: EUPL-1.2
"""The receipt: written with a run, and what is said when the run is made again."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from checker.commands import receipt as receipts
from checker.folders import FIXTURES, RULES

CASES = FIXTURES / "copenhagen-2013"


@pytest.fixture
def town(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with rules, an organisation and two proposals, and the working folder."""
    shutil.copytree(RULES, tmp_path / "regler")
    (tmp_path / "sager").mkdir()
    shutil.copy(CASES / "organisation.ressort", tmp_path)
    for name in ("kejd-oeu-planlagt", "ingen-aendring"):
        shutil.copy(CASES / f"{name}.ressort", tmp_path / "sager")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def written(ressort: Callable, town: Path) -> Path:
    path = town / "kvittering.json"
    arguments = ("--rules", "regler", "--organisations", "organisation.ressort")
    assert ressort("check", "sager", *arguments, "--receipt", path).status == 0
    return path


def differences(ressort: Callable, path: Path, *arguments: object) -> list[dict]:
    done = ressort("verify", path, "--format", "json", *arguments)
    found = json.loads(done.out)
    assert done.status == int(not found["same"])
    return found["differences"]


@pytest.mark.slow
def test_the_same_is_the_same_from_any_folder(
    ressort: Callable, town: Path, written: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = ressort("verify", written)
    assert (done.status, done.err) == (0, "")
    assert "the same answer" in done.out

    moved = town / "andetsteds"
    shutil.copytree(town, moved, ignore=lambda *_: ["andetsteds"])
    monkeypatch.chdir("/")
    assert ressort("verify", written, "--root", moved).status == 0
    (moved / "sager" / "ingen-aendring.ressort").unlink()
    elsewhere = shutil.move(written, moved.parent.parent / "kvittering.json")
    assert ressort("verify", elsewhere).status == 2
    assert ressort("verify", elsewhere, "--root", town).status == 0


@pytest.mark.slow
@pytest.mark.parametrize(("where", "starts"), [("sager", ".."), ("a/b", "../.."), ("..", None)])
def test_the_folder_that_the_paths_start_from_is_found(
    ressort: Callable,
    written: Path,
    monkeypatch: pytest.MonkeyPatch,
    where: str,
    starts: str | None,
) -> None:
    town, starts = written.parent, starts or written.parent.name
    (town / ".git").mkdir()
    (town / "a" / "b").mkdir(parents=True)
    monkeypatch.chdir(town / where)
    done = ressort("verify", town / written.name)

    assert (done.status, done.err) == (0, f"note: the paths in the receipt start in {starts}\n")
    monkeypatch.chdir(town)
    assert ressort("verify", written.name).err == ""


@pytest.mark.slow
def test_a_receipt_holds_no_path_of_the_machine(
    ressort: Callable, town: Path, written: Path
) -> None:
    absolute = town / "absolut.json"
    arguments = ("--rules", town / "regler", "--organisations", town / "organisation.ressort")
    assert ressort("check", town / "sager", *arguments, "--receipt", absolute).status == 0

    assert absolute.read_text(encoding="utf-8") == written.read_text(encoding="utf-8")
    assert str(town) not in written.read_text(encoding="utf-8")


@pytest.mark.slow
def test_a_changed_proposal_is_named_with_what_follows(
    ressort: Callable, town: Path, written: Path
) -> None:
    path = town / "sager" / "ingen-aendring.ressort"
    text = path.read_text(encoding="utf-8")
    path.write_text(text + "\nflyt KS fra ØU til KFU\n", encoding="utf-8")

    found = differences(ressort, written)

    about = {"path": "sager/ingen-aendring.ressort"}
    assert [each["what"] for each in found if each.items() >= about.items()][:2] == [
        "input",
        "verdict",
    ]
    verdict = next(each for each in found if each["what"] == "verdict")
    assert (verdict["was"], verdict["now"]) == ("clear", "forbidden")
    assert any(each["what"] == "finding" and each["was"] is None for each in found)
    assert "sager/kejd" not in json.dumps(found)
    said = ressort("verify", written, "--lang", "da").out
    assert "sager/ingen-aendring.ressort: udfaldet er forbidden, og det var clear" in said


@pytest.mark.slow
def test_a_comment_changes_the_input_and_not_the_answer(
    ressort: Callable, town: Path, written: Path
) -> None:
    path = town / "sager" / "ingen-aendring.ressort"
    path.write_text(path.read_text(encoding="utf-8") + "# set\n", encoding="utf-8")

    assert [each["what"] for each in differences(ressort, written)] == ["input"]


@pytest.mark.slow
def test_another_rule_base_and_another_engine_are_named(
    ressort: Callable, town: Path, written: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (town / "regler" / "ny.ressort").write_text(
        'kilde X lov "X"\nregel x "X"\n    KBS kræver dispensation\n    efter X § 1\n',
        encoding="utf-8",
    )
    monkeypatch.setattr(receipts, "engine", lambda: "0" * 64)

    found = {(each["what"], each.get("path")) for each in differences(ressort, written)}

    assert {("engine", None), ("rule_base", None), ("input", "regler/ny.ressort")} <= found


@pytest.mark.slow
def test_a_proposal_that_is_gone_or_new_is_named(
    ressort: Callable, town: Path, written: Path
) -> None:
    path = town / "sager" / "ingen-aendring.ressort"
    path.rename(path.with_name("omdøbt.ressort"))

    found = [each for each in differences(ressort, written) if each["what"] == "verdict"]

    assert {each["path"]: each["now"] for each in found} == {
        "sager/ingen-aendring.ressort": None,
        "sager/omdøbt.ressort": "clear",
    }


def test_what_cannot_be_made_again_says_why(ressort: Callable, town: Path, written: Path) -> None:
    (town / "organisation.ressort").unlink()

    done = ressort("verify", written)

    assert (done.status, done.out) == (2, "")
    assert "organisation.ressort: the file is missing" in done.err
    assert "the run cannot be made again" in done.err


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "1:2: this is not JSON"),
        ("[]", "`receipt` is missing"),
        ('{"receipt": 2}', "version 1"),
        ('{"receipt": 1, "ressort": 3}', "`ressort` is missing or of another kind"),
        ("[" * 100_000, "this is not JSON"),
    ],
)
def test_no_receipt_is_one_clear_error(
    ressort: Callable, tmp_path: Path, text: str, said: str
) -> None:
    path = tmp_path / "x.json"
    path.write_text(text, encoding="utf-8")

    done = ressort("verify", path)

    assert done.status == 2
    assert said in done.err


def test_a_part_of_another_kind_is_named(ressort: Callable, written: Path) -> None:
    whole = json.loads(written.read_text(encoding="utf-8"))
    for change, name in (
        ({"asked": {**whole["asked"], "rules": [1]}}, "asked.rules"),
        ({"asked": {**whole["asked"], "language": "sv"}}, "asked.language"),
        ({"inputs": [3]}, "inputs[0].path"),
        ({"proposals": [{}]}, "proposals[0].path"),
    ):
        written.write_text(json.dumps(whole | change), encoding="utf-8")
        assert f"`{name}` is missing or of another kind" in ressort("verify", written).err


def test_a_receipt_overwrites_no_input_and_no_report(ressort: Callable, town: Path) -> None:
    case = town / "sager" / "ingen-aendring.ressort"
    before = case.read_bytes()

    assert ressort("check", case, "--receipt", case).status == 2
    assert ressort("check", case, "--receipt", "x.json", "--report", "x.json").status == 2
    assert case.read_bytes() == before


@pytest.mark.slow
def test_dates_interpretation_baseline_and_language_are_kept(ressort: Callable, town: Path) -> None:
    flags = ["--as-of", "2013-08-01", "--law-date", "2014-01-01", "--lang", "en"]
    flags += ["--organisations", "organisation.ressort", "--rules", "regler"]
    case = "sager/kejd-oeu-planlagt.ressort"
    assert ressort("check", case, *flags, "--write-baseline", "old.json").status in (0, 1)
    flags += ["--baseline", "old.json", "--receipt", "k.json"]
    assert ressort("check", case, *flags).status == 0
    kept = json.loads((town / "k.json").read_text(encoding="utf-8"))

    assert kept["asked"]["as_of"] == "2013-08-01"
    assert kept["asked"]["baseline"] == "old.json"
    assert kept["proposals"][0]["law_date"] == "2014-01-01"
    assert ressort("verify", "k.json").status == 0
    baseline = town / "old.json"
    baseline.write_text('{"version": 1, "findings": []}', encoding="utf-8")
    assert {each["what"] for each in differences(ressort, Path("k.json"))} == {"input", "result"}
