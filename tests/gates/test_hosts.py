# SPDX-License-Identifier: EUPL-1.2
"""What GitHub and GitLab show of a run: annotations, summaries, the quality report."""

import re

import pytest
from gate_reports import (
    CASE,
    LANGUAGES,
    PROPOSAL,
    annotations,
    by_hand,
    everything,
    gitlab,
    sarif,
    with_first,
)

from checker.errors import UnreadableError
from checker.folders import FIXTURES
from checker.formats import comment, github
from checker.formats.gate import VERDICT
from checker.records import evolve
from checker.report.report import Options
from checker.speech.node import Prose


def test_no_text_begins_a_command_of_its_own():
    document = by_hand(title=Prose.of("100 %\n::set-env name=X::, a: b"))
    document = with_first(document, message="50 %\r\n::error::x")

    lines = annotations(document)

    assert len(lines) == 1 + len(document.results[0].findings)
    assert "100 %25%0A%3A%3Aset-env name=X%3A%3A%2C a%3A b" in lines[0]
    assert "::50 %25%0D%0A::error::x" in lines[1]


def test_what_cannot_be_read_is_annotated_and_the_status_is_the_same(tmp_path, ressort):
    broken = tmp_path / "sag.ressort"
    broken.write_text(PROPOSAL.replace("KFU\n", "KFX\n"), encoding="utf-8")

    done = ressort("check", broken, "--format", "github", "--lang", "en")

    assert done.status == 2
    (line,) = done.out.splitlines()
    assert re.match(r"::error title=ressort,file=\S+sag.ressort,line=6,col=21::.*KFX", line)
    assert "sag.ressort:6:21" in done.err
    assert ressort("check", broken, "--format", "sarif").out == ""


def test_a_file_that_is_missing_is_annotated_in_the_language_asked_for():
    error = UnreadableError("a,b", "no-such-file")

    line = github.unusable(error, "da", Options())

    assert line == "::error title=ressort,file=a%2Cb::a,b: filen eller mappen findes ikke\n"


@pytest.mark.slow
def test_the_summary_of_a_job_is_added_to_what_stands_there(tmp_path, monkeypatch, ressort):
    path = tmp_path / "summary"
    path.write_text("before\n", encoding="utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(path))

    ressort("check", CASE, "--lang", "en")
    assert path.read_text(encoding="utf-8") == "before\n"
    ressort("check", CASE, "--format", "github", "--lang", "en")

    assert path.read_text(encoding="utf-8").startswith(
        f"before\n{comment.MARK}\n### Legal check of a proposal\n"
    )


@pytest.mark.slow
@pytest.mark.parametrize("taken", [0, 900_000, 999_000, 999_900, 999_999, 1_000_000, 1_040_000])
def test_summaries_of_several_runs_keep_within_what_the_host_takes(
    tmp_path, monkeypatch, ressort, taken
):
    path = tmp_path / "summary"
    path.write_text("x" * taken, encoding="utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(path))

    done = ressort("check", CASE, "--format", "github", "--lang", "en")

    written = path.read_bytes()
    assert len(written) <= max(1_000_000, taken)
    assert written.startswith(b"x" * taken)
    full = taken > 999_800
    assert ("takes all the room" in done.err) == full == (len(written) == taken)
    if taken > 990_000 and not full:
        assert b"There is no room here" in written


def test_a_run_has_no_more_results_than_the_host_takes_and_says_what_is_left_out(monkeypatch):
    monkeypatch.setattr("checker.formats.sarif.RESULTS", 3)
    monkeypatch.setattr("checker.formats.sarif.PLACES", 2)
    document = by_hand()
    findings = document.results[0].findings
    assert len(findings) == 5

    run = sarif(document)

    gravest = sorted(findings, key=lambda one: ("error", "warning", "note").index(one.severity))
    kept = {each.id for each in gravest[:3]}
    assert [each["properties"]["id"] for each in run["results"]] == [
        one.id for one in findings if one.id in kept
    ]
    left, *_ = run["invocations"][0]["toolExecutionNotifications"]
    assert left["message"]["text"].startswith("Two findings are left out")
    facts = [len(one.witnesses) + len(one.support) for one in findings if one.id in kept]
    for result, count in zip(run["results"], facts, strict=True):
        assert len(result["relatedLocations"]) == min(count, 2)
        assert result["properties"].get("facts_left_out", 0) == max(count - 2, 0)


@pytest.mark.slow
def test_a_summary_that_cannot_be_written_changes_no_answer(tmp_path, monkeypatch, ressort):
    plain = ressort("check", CASE, "--format", "github", "--lang", "en")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "none" / "summary"))

    done = ressort("check", CASE, "--format", "github", "--lang", "en")

    assert (done.status, done.out) == (plain.status, plain.out)
    assert "the summary of the job was not written" in done.err


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_gitlab_has_the_fields_that_its_reader_asks_for(language):
    for entry in gitlab(everything(language), language, root=FIXTURES.parent):
        assert entry.keys() == {
            "description",
            "check_name",
            "fingerprint",
            "severity",
            "location",
        }
        assert entry["severity"] in {"info", "minor", "critical", "blocker"}
        assert re.fullmatch("[0-9a-f]{64}", entry["fingerprint"])
        assert entry["location"]["path"].startswith("fixtures/")
        assert entry["location"]["lines"]["begin"] >= 1
        assert entry["description"]


@pytest.mark.slow
def test_gitlab_calls_a_finding_with_no_way_out_a_blocker():
    document = everything("en")
    (result,) = [
        each
        for each in document.results
        if each.proposal.path.endswith("kes-enhedsforvaltning.ressort")
    ]

    entries = gitlab(evolve(document, results=(result,)))

    assert [each["check_name"] for each in entries if each["severity"] == "blocker"] == [
        VERDICT,
        "kes-unit-administration",
    ]
