# SPDX-License-Identifier: EUPL-1.2
"""What every format for a gate tells, and that none changes the exit status."""

import json
import re
import shutil
from collections import Counter
from pathlib import Path

import made
import net_jobs
import pytest
import shipped
from gate_reports import (
    CASE,
    LANGUAGES,
    SCHEMA,
    annotations,
    by_hand,
    everything,
    gitlab,
    junit,
    sarif,
    with_first,
)
from jsonschema import Draft202012Validator
from junitparser import Failure, JUnitXml, Skipped

from checker.folders import FIXTURES
from checker.formats.catalogue import FORMATS, AskedFor, endings, of_ending, render
from checker.formats.gate import VERDICT
from checker.records import evolve, fields
from checker.report.broken import BrokenEntry, MistakeEntry
from checker.report.entries import ChangedEntry, TrustEntry, WaiverEntry
from checker.report.express import express
from checker.report.report import Options
from checker.report.wording import phrases

GATES = tuple(name for name, each in FORMATS.items() if each.reads)
SEVERITIES = ("error", "warning", "note")
SHOWN = [
    pytest.param(name, marks=[pytest.mark.slow] * bool(each.extra))
    for name, each in FORMATS.items()
    if name != "calendar"  # of days alone
]


def each_alone(language):
    document = everything(language)
    for result in document.results:
        yield result, evolve(document, results=(result,))


def waiver(finding, words, reason):
    """A waiver that lets a finding stand."""
    given = dict.fromkeys((each.name for each in fields(WaiverEntry)), "")
    told = {"state": "used", "findings": (finding,), "reason": reason, "words": words}
    told |= {"day": made.START, "subject_name": "KBS", "path": "waivers.ressort"}
    return WaiverEntry(**given | told)


def counted(document, format, language):
    """Findings by severity, as a reader of the format would count them."""
    words = {phrases(language)[f"severity.{each}"]: each for each in SEVERITIES}
    match format:
        case "sarif":
            return Counter(each["level"] for each in sarif(document, language)["results"])
        case "junit":
            cases = [case for suite in junit(document, language) for case in list(suite)[1:]]
            told = [case.result[0].text if case.result else case.system_out for case in cases]
            return Counter(words[text.splitlines()[0].split(": ")[1]] for text in told if text)
        case "github":
            commands = {"error": "error", "warning": "warning", "notice": "note"}
            findings = [line for line in annotations(document, language) if ",line=" in line]
            return Counter(commands[line[2:].split(" ")[0]] for line in findings)
        case "gitlab":
            levels = {"blocker": "error", "critical": "error", "minor": "warning", "info": "note"}
            findings = [
                each for each in gitlab(document, language) if each["check_name"] != VERDICT
            ]
            return Counter(levels[each["severity"]] for each in findings)
        case "comment":
            page = render(document, "comment", language)
            return Counter(words[word] for word in re.findall(r"^- \*\*(.+?)\*\*", page, re.M))


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("format", GATES)
def test_every_shipped_case_has_the_same_findings_in_every_format(format, language):
    for result, alone in each_alone(language):
        wanted = {each: result.counts[f"{each}s"] for each in SEVERITIES}

        found = counted(alone, format, language)

        assert {each: found[each] for each in SEVERITIES} == wanted, result.proposal.path


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_all_cases_in_one_run_are_the_sum_of_each(language):
    document = everything(language)
    wanted = Counter()
    for result in document.results:
        wanted.update({each: result.counts[f"{each}s"] for each in SEVERITIES})

    for format in ("sarif", "junit", "github", "gitlab"):
        assert counted(document, format, language) == wanted
    line = render(document, "comment", language).splitlines()[3]
    assert [int(number) for number in re.findall(r"\d+", line)] == list(wanted.values())


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_verdict_is_said_in_every_format(language):
    for result, alone in each_alone(language):
        word = phrases(language)[f"verdict.{result.verdict}"]
        (suite,) = junit(alone, language)
        notified = sarif(alone, language)["invocations"][0]["toolExecutionNotifications"]
        entries = [each for each in gitlab(alone, language) if each["check_name"] == VERDICT]

        assert [each["properties"]["verdict"] for each in notified] == [result.verdict]
        assert word in notified[0]["message"]["text"]
        first = next(iter(suite))
        assert word in (first.result[0].message if first.result else first.system_out)
        assert word in annotations(alone, language)[0]
        assert f"| **{word}** |" in render(alone, "comment", language)
        assert [word in each["description"] for each in entries] == [True] * (
            result.verdict != "clear"
        )


@pytest.mark.slow
@pytest.mark.parametrize("format", GATES)
def test_no_format_says_what_a_reader_cannot_read(format):
    for language in LANGUAGES:
        text = render(everything(language), format, language)

        assert not re.search(r"\bNone\b(?! )|\{[a-z.]+\}|\.\.(?![./])", text)
        assert [key for key in phrases(language) if key.startswith("gate.") and key in text] == []


# all of them


def test_an_ending_tells_the_format_the_longest_first():
    endings = {
        "x.sarif": "sarif",
        "x.SARIF.json": "sarif",
        "x.xml": "junit",
        "gl-code-quality-report.gitlab.json": "gitlab",
        "x.comment.md": "comment",
        "x.json": "json",
        "x.md": "markdown",
        ".json": None,
        "x": None,
    }

    assert {name: of_ending(Path(name)) for name in endings} == endings


def test_the_net_keeps_every_format_but_a_pdf_which_is_made_of_the_page():
    assert {*net_jobs.ENDINGS, ".pdf"} == {*endings()}


def test_the_pages_tell_every_format():
    pages = (FIXTURES.parent / name for name in (".github/GATE.md", "reports/README.md"))
    told = " ".join(page.read_text(encoding="utf-8") for page in pages)

    assert [
        name for name, each in FORMATS.items() if each.streams and f"`{name}`" not in told
    ] == []
    assert [each for each in endings() if not re.search(f"[` ]{each}[` ]", told)] == []


@pytest.mark.slow
@pytest.mark.parametrize("format", shipped.mostly_slow(FORMATS, 4))
def test_the_format_never_changes_the_exit_status(format, ressort):
    if FORMATS[format].streams:
        assert ressort("check", CASE, "--format", format).status == 1
        assert ressort("check", CASE, "--format", format, "--fail-on", "never").status == 0


def test_reports_for_several_gates_are_written_at_once(tmp_path, ressort):
    names = ("a.sarif", "a.xml", "a.gitlab.json", "a.comment.md")
    reports = [part for name in names for part in ("--report", tmp_path / name)]

    assert ressort("check", CASE, *reports).status == 1

    assert all((tmp_path / name).stat().st_size > 500 for name in names)


@pytest.mark.slow
def test_what_is_in_the_baseline_is_told_so_and_fails_in_no_format(tmp_path, ressort, monkeypatch):
    monkeypatch.chdir(tmp_path)
    shutil.copy(FIXTURES / "copenhagen-2013" / "kes-enhedsforvaltning.ressort", "sag.ressort")
    check = ("check", "sag.ressort", "--lang", "en")
    ressort(*check, "--write-baseline", "b.json")
    old = json.loads((tmp_path / "b.json").read_text(encoding="utf-8"))["findings"]

    def shown(format):
        done = ressort(*check, "--baseline", "b.json", "--format", format)
        assert done.status == 0
        return done.out

    log = json.loads(shown("sarif"))
    cases = {
        each.name: each.result for each in next(iter(JUnitXml.fromstring(shown("junit").encode())))
    }

    Draft202012Validator(SCHEMA).validate(log)
    results = log["runs"][0]["results"]
    marked = [each for each in results if each["baselineState"] == "unchanged"]
    assert 0 < len(marked) < len(results)
    assert {each["properties"]["id"] for each in marked} <= {each["id"] for each in old}
    for each in results:
        assert ("suppressions" in each) == (each in marked)
    for each in marked:
        assert each["suppressions"][0]["justification"] == "In the baseline."
        assert isinstance(cases[each["properties"]["id"]][0], Skipped)
    assert not any(isinstance(one, Failure) for found in cases.values() for one in found)
    for format in ("github", "gitlab", "comment"):
        assert shown(format).count("In the baseline.") == len(marked)
    assert all("baselineState" not in each for each in sarif(by_hand())["results"])


def test_a_waived_finding_is_told_so_in_every_format():
    document = by_hand()
    first = document.results[0].findings[0]
    waivers = tuple(
        waiver(first.id, f"Waived by {body} on 1 May 2013", "For a year only")
        for body in ("BR", "KU")
    )
    document = evolve(document, results=(evolve(document.results[0], waivers=waivers),))
    each = [f"Waived by {body} on 1 May 2013: For a year only." for body in ("BR", "KU")]
    said = " ".join(each)

    (suite,) = junit(document)
    case = next(case for case in suite if case.name == first.id)

    assert [(type(each), each.message) for each in case.result] == [(Skipped, said)]
    suppressed = sarif(document)["results"][0]["suppressions"]
    assert [one["justification"] for one in suppressed] == each
    for format in ("github", "gitlab", "comment"):
        assert said in render(document, format, "en")


@pytest.mark.parametrize("format", SHOWN)
def test_a_waiver_and_the_baseline_are_to_be_seen_in_every_format_of_findings(format):
    document = by_hand()
    (result,) = document.results
    one = waiver(result.findings[0].id, "Waived by BR", "For a year only")
    told = with_first(evolve(document, results=(evolve(result, waivers=(one,)),)), waived=one)
    each = (document, told, with_first(document, in_baseline=True))

    shown = [render(one, format, "en", Options()) for one in each]

    assert len({*shown}) == 3


@pytest.mark.parametrize("format", SHOWN)
def test_what_could_not_be_checked_and_what_a_branch_changes_is_in_every_format(format):
    document = by_hand()
    mistake = MistakeEntry("unknown unit", None, None, 3, 1)
    change = ChangedEntry("a", "rule", "warning", "gone", (), "r.ressort", 1, 1)
    each = (
        document,
        evolve(document, broken=(BrokenEntry("broken.ressort", (mistake,)),)),
        evolve(document, trust=TrustEntry("main", "0" * 40, (change,))),
    )

    assert len({render(one, format, "en", Options()) for one in each}) == 3


def test_lines_put_no_finding_into_words_that_they_do_not_tell():
    existing = evolve(made.RESULT.findings[0], status="existing", id="there")
    quiet = evolve(existing, status="new", severity="note", id="beside")
    result = evolve(made.RESULT, findings=(existing, quiet))
    (entry,) = express([result], "en", made.sentence).results

    told = AskedFor(frozenset({"text"}), lines=True).of(entry).findings
    counted = AskedFor(frozenset({"text"}), lines=True, more=("findings",)).of(entry).findings

    assert [(one.id, hasattr(one, "message")) for one in told] == [("there", False)]
    assert [(one.id, hasattr(one, "short")) for one in counted] == [
        ("there", True),
        ("beside", False),
    ]


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("format", [*GATES, "text"])
def test_a_gate_tells_the_same_from_the_parts_that_it_reads(format, language):
    whole, reads = everything(language), AskedFor(frozenset({format}), lines=True)
    parts = evolve(whole, results=[*map(reads.of, whole.results)])

    assert not any(hasattr(each, "doubts") for each in parts.results)
    assert not any(hasattr(one, "chain") for each in parts.results for one in each.findings)
    for told in ({}, {"quiet": True}, {"fail_on": "conditional"}):
        options = Options(lines=format == "text", **told)
        assert render(parts, format, language, options) == render(whole, format, language, options)
