# SPDX-License-Identifier: EUPL-1.2
"""The baseline: old findings are shown and do not fail, told by what they are about alone."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

FORMATS = ("text", "markdown", "html", "sarif", "junit", "github", "gitlab", "comment")
CASE = Path(__file__).parent.parent / "fixtures" / "copenhagen-2013"


@pytest.fixture
def proposal(tmp_path: Path) -> Path:
    """A proposal that is forbidden by law, in a folder of its own."""
    return copied("ks-biu", tmp_path / "ks.ressort")


def copied(name: str, to: Path, *changed: tuple[str, str]) -> Path:
    text = (CASE / f"{name}.ressort").read_text(encoding="utf-8")
    for old, new in changed:
        assert old in text
        text = text.replace(old, new)
    to.write_text(text, encoding="utf-8")
    return to


def entries(baseline: Path) -> list[dict[str, str]]:
    found: list[dict[str, str]] = json.loads(baseline.read_text(encoding="utf-8"))["findings"]
    return found


def results(text: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(text)["results"]
    return found


def test_what_is_in_the_baseline_does_not_fail_and_stays_visible(
    ressort: Callable, proposal: Path, tmp_path: Path
) -> None:
    before = ressort("check", proposal)
    assert ressort("check", proposal, "--write-baseline", tmp_path / "b.json").status == 0
    after = ressort("check", proposal, "--baseline", tmp_path / "b.json", "--lang", "en")
    document = ressort("check", proposal, "--baseline", tmp_path / "b.json", "--format", "json")

    (result,) = results(document.out)
    marked = [each["id"] for each in result["findings"] if each["in_baseline"]]
    assert (before.status, after.status) == (1, 0)
    assert result["verdict"] == "forbidden"
    assert "FORBIDDEN" in after.out
    assert "in the baseline" in after.out
    assert marked
    count = len(entries(tmp_path / "b.json"))
    assert result["baseline"] == {"count": count, "gone": [], "beyond": "clear"}
    assert set(marked) <= {each["id"] for each in entries(tmp_path / "b.json")}


def test_without_a_baseline_nothing_is_said_of_one(ressort: Callable, proposal: Path) -> None:
    (result,) = results(ressort("check", proposal, "--format", "json").out)

    assert result["baseline"] is None
    assert not any(each["in_baseline"] for each in result["findings"])


def test_another_file_and_other_lines_change_nothing(
    ressort: Callable, proposal: Path, tmp_path: Path
) -> None:
    ressort("check", proposal, "--write-baseline", tmp_path / "b.json")
    (tmp_path / "deep").mkdir()
    text = proposal.read_text(encoding="utf-8")
    moved = tmp_path / "deep" / "moved.ressort"
    moved.write_text("# a comment\n\n\n" + text.replace("\nflyt ", "\n\n\nflyt "), encoding="utf-8")

    written = ressort("check", moved, "--write-baseline", tmp_path / "other.json")
    checked = ressort("check", moved, "--baseline", tmp_path / "b.json")

    assert (tmp_path / "other.json").read_bytes() == (tmp_path / "b.json").read_bytes()
    assert (written.status, checked.status) == (0, 0)
    assert ressort("check", moved).status == 1


@pytest.mark.parametrize("old", ["BIU", "Koncernservice under"])
def test_another_committee_or_another_proposal_is_another_finding(
    ressort: Callable, proposal: Path, tmp_path: Path, old: str
) -> None:
    ressort("check", proposal, "--write-baseline", tmp_path / "b.json")
    text = proposal.read_text(encoding="utf-8")
    if old == "BIU":
        text = text.replace("til BIU", "til SUD")
    else:
        text = text.replace('forslag "', 'forslag "Nyt: ')
    proposal.write_text(
        "\n".join(line for line in text.split("\n") if not line.startswith("forvent")),
        encoding="utf-8",
    )

    assert ressort("check", proposal, "--baseline", tmp_path / "b.json").status == 1


def test_entries_that_no_longer_occur_are_told_and_dropped(
    ressort: Callable, proposal: Path, tmp_path: Path
) -> None:
    baseline = tmp_path / "b.json"
    ressort("check", proposal, "--write-baseline", baseline)
    document = json.loads(baseline.read_text(encoding="utf-8"))
    document["findings"].append(document["findings"][0] | {"id": "no-rule:KS:00000000"})
    document["findings"].append(document["findings"][0] | {"proposal": "Another"})
    baseline.write_text(json.dumps(document), encoding="utf-8")

    told = ressort("check", proposal, "--baseline", baseline, "--lang", "en")
    ressort("check", proposal, "--baseline", baseline, "--write-baseline", baseline)

    assert "no-rule:KS:00000000" in told.out
    assert "not checked here: 1" in told.err
    assert told.status == 0
    assert "no-rule" not in baseline.read_text(encoding="utf-8")
    assert entries(baseline) == sorted(
        entries(baseline), key=lambda each: (each["organisation"], each["proposal"], each["id"])
    )


def test_what_the_proposal_itself_carries_is_in_the_baseline_too(
    ressort: Callable, tmp_path: Path
) -> None:
    wording = CASE / "kes-ordlyd.ressort"
    before = ressort("check", wording)
    assert ressort("check", wording, "--write-baseline", tmp_path / "b.json").status == 0
    after = ressort("check", wording, "--baseline", tmp_path / "b.json")

    assert (before.status, after.status) == (1, 0)


def test_a_baseline_that_leaves_one_finding_out_does_not_pass(
    ressort: Callable, proposal: Path, tmp_path: Path
) -> None:
    baseline = tmp_path / "b.json"
    ressort("check", proposal, "--write-baseline", baseline)
    document = json.loads(baseline.read_text(encoding="utf-8"))
    (result,) = results(ressort("check", proposal, "--format", "json").out)
    failing = {each["id"] for each in result["findings"] if each["requirement"] == "failed"}
    document["findings"] = [each for each in document["findings"] if each["id"] not in failing]
    baseline.write_text(json.dumps(document), encoding="utf-8")

    assert failing
    assert ressort("check", proposal, "--baseline", baseline).status == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"version": 1,\n "findings": [}', "b.json:2:15: this is no baseline"),
        ("[" * 100_000, "this is no baseline"),
        ("[" * 100_000, "write it anew with --write-baseline"),
        ("[]", "`--write-baseline` writes one"),
        ('{"version": 2, "findings": []}', "another version than 1"),
        ('{"version": 1, "findings": [{"organisation": "o", "id": "x"}]}', "entry 1"),
        ('{"version": 1, "findings": ["x"]}', "entry 1"),
        (None, "no such file"),
    ],
)
def test_a_file_that_is_no_baseline_is_refused(
    ressort: Callable, proposal: Path, tmp_path: Path, text: str | None, said: str
) -> None:
    baseline = tmp_path / "b.json"
    if text is not None:
        baseline.write_text(text, encoding="utf-8")

    run = ressort("check", proposal, "--baseline", baseline, "--lang", "en")

    assert run.status == 2
    assert said in run.err
    assert run.out == ""


def test_a_baseline_is_written_over_no_input_and_no_report(
    ressort: Callable, proposal: Path, tmp_path: Path
) -> None:
    report = tmp_path / "r.json"
    over_input = ressort("check", proposal, "--write-baseline", proposal)
    over_report = ressort("check", proposal, "--report", report, "--write-baseline", report)

    assert (over_input.status, over_report.status) == (2, 2)
    assert not report.exists()
    assert "forslag" in proposal.read_text(encoding="utf-8")


@pytest.mark.parametrize("format", ["text", "markdown", "html"])
def test_every_report_counts_what_is_in_the_baseline(
    ressort: Callable, proposal: Path, tmp_path: Path, format: str
) -> None:
    ressort("check", proposal, "--write-baseline", tmp_path / "b.json")
    run = ressort(
        "check", proposal, "--baseline", tmp_path / "b.json", "--lang", "en", "--format", format
    )

    assert f"In the baseline: {len(entries(tmp_path / 'b.json'))}." in run.out


MOVE = """proposal "A move"
    concerns copenhagen-2013
    proposed 2013-06-18
    effective 2014-01-01

"""


@pytest.mark.parametrize(
    ("change", "other"),
    [
        ("move KEjd from KFU to ØU", "move KEjd from KFU to TMU"),
        ("move passports from ØU to KFU", "move passports from ØU to SUD"),
        ('rename TMU to TBU "Teknik- og Byggeudvalget"', 'rename TMU to TU "Teknikudvalget"'),
        ("abolish BIU into SUD", "abolish BIU into BUU"),
        ("move KEjd from KFU to no committee", "move KEjd from KFU to ØU"),
    ],
)
def test_another_target_of_a_change_is_another_finding(
    ressort: Callable, tmp_path: Path, change: str, other: str
) -> None:
    proposal, baseline = tmp_path / "a.ressort", tmp_path / "b.json"
    proposal.write_text(f"{MOVE}{change}\n", encoding="utf-8")
    ressort("check", proposal, "--write-baseline", baseline)
    same = ressort("check", proposal, "--baseline", baseline)
    proposal.write_text(f"{MOVE}{other}\n", encoding="utf-8")
    another = ressort("check", proposal, "--baseline", baseline, "--lang", "en", "--format", "json")

    assert (same.status, another.status) == (0, 1)
    (result,) = results(another.out)
    assert not any(each["in_baseline"] for each in result["findings"])
    assert {each["id"] for each in entries(baseline)} == {*result["baseline"]["gone"]}


def test_where_a_thing_came_from_and_what_it_is_called_change_nothing(
    ressort: Callable, tmp_path: Path
) -> None:
    proposal, baseline = tmp_path / "a.ressort", tmp_path / "b.json"
    text = f'{MOVE}move KEjd from KFU to ØU\nrename TMU to TU "Teknik"\n'
    proposal.write_text(text, encoding="utf-8")
    ressort("check", proposal, "--write-baseline", baseline)
    for old, new in ((" from KFU", ""), ('"Teknik"', '"Teknikudvalget"')):
        text = text.replace(old, new)
    proposal.write_text(text, encoding="utf-8")

    assert ressort("check", proposal, "--baseline", baseline).status == 0


def test_a_baseline_that_says_of_no_change_is_read_as_ever(
    ressort: Callable, proposal: Path, tmp_path: Path
) -> None:
    baseline = tmp_path / "b.json"
    ressort("check", proposal, "--write-baseline", baseline)
    old = [
        {key: each[key] for key in ("organisation", "proposal", "id")} for each in entries(baseline)
    ]
    baseline.write_text(json.dumps({"version": 1, "findings": old}), encoding="utf-8")

    assert ressort("check", proposal, "--baseline", baseline).status == 0
    ressort("check", proposal, "--baseline", baseline, "--write-baseline", baseline)
    assert all("changes" in each for each in entries(baseline))


def test_what_was_kept_is_listed(ressort: Callable, proposal: Path, tmp_path: Path) -> None:
    baseline = tmp_path / "b.json"
    run = ressort("check", proposal, "--write-baseline", baseline, "--lang", "en")
    as_json = ressort("check", proposal, "--write-baseline", baseline, "--format", "json")

    assert run.out.splitlines() == [
        f"{each['proposal']}: {each['id']} ({', '.join(each['changes'])})"
        for each in entries(baseline)
    ]
    count = len(entries(baseline))
    assert f"{baseline.as_posix()}: entries kept: {count}; `--baseline" in run.err
    assert (run.status, as_json.status) == (0, 0)
    assert results(as_json.out)


@pytest.mark.parametrize("language", ["en", "da"])
def test_what_is_known_is_a_note_everywhere(
    ressort: Callable, proposal: Path, tmp_path: Path, language: str
) -> None:
    baseline = tmp_path / "b.json"
    ressort("check", proposal, "--write-baseline", baseline)
    asked = ("check", proposal, "--baseline", baseline, "--lang", language)
    say = {format: ressort(*asked, "--format", format).out for format in FORMATS}

    (run,) = json.loads(say["sarif"])["runs"]
    assert {each["level"] for each in run["results"]} == {"note"}
    assert "<failure" not in say["junit"]
    assert {line.split(" ")[0] for line in say["github"].splitlines()} == {"::notice"}
    assert {each["severity"] for each in json.loads(say["gitlab"])} == {"info"}
    errors = {
        "en": ("0 errors, 0 warnings", "**error**"),
        "da": ("0 fejl, 0 advarsler", "**fejl**"),
    }
    for format in ("comment", "text"):
        assert errors[language][0] in say[format]
        assert errors[language][1] not in say[format]
    state = {"en": "passes", "da": "består"}[language]
    assert f"** | {state} |" in say["comment"]
    for format in ("text", "markdown", "html"):
        assert not re.search(r"\b(error|fejl)\b[^s,]", say[format])


def test_the_tables_tell_failing_from_passing(
    ressort: Callable, proposal: Path, tmp_path: Path
) -> None:
    baseline = tmp_path / "b.json"
    ressort("check", proposal, "--write-baseline", baseline)
    other = copied("kbs-biu", tmp_path / "kbs.ressort")
    asked = ("check", proposal, other, "--baseline", baseline, "--lang", "en")
    full = ressort(*asked, "--full").out
    markdown = ressort(*asked, "--format", "markdown").out

    assert re.search(r"^  forbidden   passes  ", full, re.M)
    assert re.search(r"^  incomplete  fails   ", full, re.M)
    assert "| Forbidden – passes |" in markdown
    assert "| Incomplete – fails |" in markdown
    assert "Forbidden – passes<br>" in ressort(*asked, "--format", "html").out
