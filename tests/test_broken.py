# SPDX-License-Identifier: EUPL-1.2
"""One broken file among others: what can be checked is, in every format, and the status is 2."""

import json
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from jsonschema import Draft202012Validator

from checker.folders import REPORTS

MOVE = """proposal "Move {number}"
    concerns copenhagen-2013
    proposed 2013-06-18
    effective 2014-01-01

move KEjd from KFU to {to}
"""
CLOSE = 'close it with the mark that fits: "…", “…” or »…«'
SAID = f"this quotation is never closed – {CLOSE}"
SCHEMA = json.loads(
    (Path(__file__).parent / "schemas/sarif-2.1.0.json").read_text(encoding="utf-8")
)


@pytest.fixture
def matters(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two proposals that can be checked, and before and between them two that cannot."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    folder = tmp_path / "sager"
    folder.mkdir()
    (folder / "a.ressort").write_text('proposal "never closed\n', encoding="utf-8")
    for number, (name, to) in enumerate({"b": "ØU", "c": "ØX", "d": "TMU"}.items()):
        text = MOVE.format(number=number, to=to)
        (folder / f"{name}.ressort").write_text(text, encoding="utf-8")
    return folder


def told(ressort: Callable, format: str, *more: str) -> str:
    run = ressort("check", "sager", "--format", format, *more)
    assert run.status == 2
    assert "sager/a.ressort:1:10: this quotation is never closed\n" in run.err
    assert "sager/c.ressort:6:23: unknown committee: `ØX`" in run.err
    return run.out


@pytest.mark.slow
@pytest.mark.usefixtures("matters")
@pytest.mark.parametrize("more", [(), ("--exit-zero",), ("--fail-on", "never"), ("--jobs", "2")])
def test_in_text_the_others_are_told_and_the_broken_named(
    ressort: Callable, more: tuple[str, ...]
) -> None:
    out = told(ressort, "text", *more)

    assert f"sager/a.ressort:1:10  error  {SAID}\n" in out
    assert "sager/b.ressort:6:1  error  unit-bylaw-change  Moving" in out
    assert "2 of 4 not checked: sager/a.ressort, sager/c.ressort\n" in out
    assert ("2 of 4 fail: " in out) == ("never" not in more)
    assert f"\nNot checked\nsager/a.ressort:1:10  error  {SAID}\n" in told(
        ressort, "text", "--full", *more
    )


@pytest.mark.usefixtures("matters")
def test_as_json_they_are_a_list(ressort: Callable) -> None:
    document = json.loads(told(ressort, "json"))
    schema = json.loads((REPORTS / "result.schema.json").read_text(encoding="utf-8"))

    assert [each["proposal"]["title"] for each in document["results"]] == ["Move 0", "Move 2"]
    assert [each["path"] for each in document["broken"]] == ["sager/a.ressort", "sager/c.ressort"]
    assert document["broken"][0]["errors"] == [
        {
            "message": "this quotation is never closed",
            "hint": CLOSE,
            "path": "sager/a.ressort",
            "line": 1,
            "column": 10,
        }
    ]
    Draft202012Validator(schema).validate(document)


@pytest.mark.usefixtures("matters")
def test_in_sarif_they_are_results_and_the_run_did_not_succeed(ressort: Callable) -> None:
    log = json.loads(told(ressort, "sarif"))
    (run,) = log["runs"]
    broken = [each for each in run["results"] if each["ruleId"] == "ressort/not-checked"]

    Draft202012Validator(SCHEMA).validate(log)
    assert not run["invocations"][0]["executionSuccessful"]
    assert [each["level"] for each in broken] == ["error", "error"]
    place = broken[0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "sager/a.ressort"
    assert place["region"] == {"startLine": 1, "startColumn": 10}
    assert broken[0]["message"]["text"] == SAID
    assert run["tool"]["driver"]["rules"][broken[0]["ruleIndex"]]["id"] == "ressort/not-checked"
    noted = run["invocations"][0]["toolExecutionNotifications"]
    assert next(each["message"]["text"] for each in noted if each["level"] == "error") == SAID
    assert len(run["results"]) > 2


@pytest.mark.usefixtures("matters")
def test_in_junit_they_are_cases_that_ended_in_an_error(ressort: Callable) -> None:
    suites = ElementTree.fromstring(told(ressort, "junit"))
    first = suites.find("testsuite/testcase/error")

    assert suites.get("errors") == "2"
    assert first is not None
    assert first.get("message") == SAID
    assert [each.get("name") for each in suites] == [
        "sager/a.ressort",
        "sager/c.ressort",
        "Move 0",
        "Move 2",
    ]


@pytest.mark.slow
@pytest.mark.usefixtures("matters")
def test_github_gitlab_and_the_comment_have_them_first(ressort: Callable) -> None:
    assert told(ressort, "github").startswith(
        f"::error title=ressort,file=sager/a.ressort,line=1,col=10::{SAID}".replace(" – ", "%0A")
    )
    entries = json.loads(told(ressort, "gitlab"))
    assert entries[0] == {
        "description": f"not checked: {SAID}",
        "check_name": "ressort/not-checked",
        "fingerprint": entries[0]["fingerprint"],
        "severity": "critical",
        "location": {"path": "sager/a.ressort", "lines": {"begin": 1}},
    }
    assert len({each["fingerprint"] for each in entries}) == len(entries)
    rows = [line for line in told(ressort, "comment").splitlines() if line.startswith("| **")]
    assert [" | ".join(row.split(" | ")[:2]) for row in rows] == [
        "| **not checked** | –",
        "| **not checked** | –",
        "| **incomplete** | fails",
        "| **incomplete** | fails",
    ]


@pytest.mark.slow
@pytest.mark.usefixtures("matters")
@pytest.mark.parametrize(("ending", "heading"), [("md", "# Not checked"), ("html", "Not checked<")])
def test_on_paper_they_come_before_all(ressort: Callable, ending: str, heading: str) -> None:
    told(ressort, "text", "--report", f"svar.{ending}")
    page = Path(f"svar.{ending}").read_text(encoding="utf-8")

    assert page.index(heading) < page.index("sager/a.ressort:1:10") < page.rindex("Move 0")


@pytest.mark.slow
def test_in_word_they_come_before_all(ressort: Callable, matters: Path) -> None:
    docx = pytest.importorskip("docx")
    told(ressort, "text", "--report", "svar.docx")
    lines = [each.text for each in docx.Document(str(matters.parent / "svar.docx")).paragraphs]

    assert f"sager/a.ressort:1:10: {SAID}" in lines


def test_what_would_be_read_on_is_not_written(ressort: Callable, matters: Path) -> None:
    run = ressort("check", "sager", "--write-baseline", "b.json", "--receipt", "r.json")

    assert run.status == 2
    assert "b.json: not written, as not all could be checked" in run.err
    assert "r.json: not written, as not all could be checked" in run.err
    assert [each.name for each in matters.parent.iterdir()] == ["sager"]


def test_where_none_can_be_checked_nothing_is_written(ressort: Callable, matters: Path) -> None:
    for name in "bd":
        (matters / f"{name}.ressort").unlink()
    run = ressort("check", "sager", "--report", "svar.sarif")

    assert (run.status, run.out) == (2, "")
    assert not Path("svar.sarif").exists()
    assert "never closed" in run.err
    assert "ØX" in run.err


def test_the_report_speaks_the_language_of_the_first_that_can_be_read(
    ressort: Callable, matters: Path
) -> None:
    danish = MOVE.format(number=0, to="ØU").replace("proposal ", "forslag ")
    for english, word in (
        ("concerns", "vedrører"),
        ("proposed", "fremsat"),
        ("effective", "virkning fra"),
        ("move KEjd from KFU to", "flyt KEjd fra KFU til"),
    ):
        danish = danish.replace(english, word)
    (matters / "b.ressort").write_text(danish, encoding="utf-8")

    assert "2 af 4 ikke kontrolleret: " in told(ressort, "text")
