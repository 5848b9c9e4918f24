# SPDX-License-Identifier: EUPL-1.2
"""The gates of repositories: one result seen in every format, and other people's readers of them.

``schemas/sarif-2.1.0.json`` is the schema of the OASIS standard as the npm package
``@microsoft/sarif-multitool`` 5.7.0 carries it. For JUnit and for GitLab no package carries one:
what their readers take is stated here.
"""

import json
import re
import shutil
from collections import Counter
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import made
import net
import pytest
import shipped
from jsonschema import Draft202012Validator
from junitparser import Failure, JUnitXml, Skipped

from checker.commands.options import Shared
from checker.commands.runs import report_of, run_over
from checker.errors import UnreadableError
from checker.files.documents import read_library
from checker.folders import FIXTURES, RULES
from checker.formats import comment, github
from checker.formats.catalogue import FORMATS, AskedFor, endings, of_ending, render, repository
from checker.formats.gate import VERDICT, Gate
from checker.records import evolve, fields
from checker.report.entries import WaiverEntry
from checker.report.express import express
from checker.report.report import Options
from checker.report.wording import phrases
from checker.speech.node import Prose

GATES = ("sarif", "junit", "github", "gitlab", "comment")
LANGUAGES = ("en", "da")
SEVERITIES = ("error", "warning", "note")
SCHEMA = json.loads(
    (Path(__file__).parent / "schemas/sarif-2.1.0.json").read_text(encoding="utf-8")
)
CASE = FIXTURES / "copenhagen-2013" / "kbs-biu.ressort"
PROPOSAL = """proposal "KBS under KFU"
    concerns copenhagen-2013
    proposed 2013-06-18
    effective 2014-01-01

move KBS from ØU to KFU
"""


def checked(library):
    """The checker over files that are read, and what comes of each proposal."""
    run = run_over(library, Shared(), "en")
    return run.checker, run.results()


SHOWN = [
    pytest.param(name, marks=[pytest.mark.slow] * bool(each.extra))
    for name, each in FORMATS.items()
    if name != "calendar"  # of days alone
]


@pytest.fixture(autouse=True)
def _no_gate_around(monkeypatch):
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)


@cache
def everything(language):
    """All shipped cases in one document."""
    return report_of(shipped.checker(), [shipped.result(each) for each in shipped.CASES], language)


def each_alone(language):
    document = everything(language)
    for result in document.results:
        yield result, evolve(document, results=(result,))


def by_hand(language="en", **given):
    """The document of the result made by hand, its proposal's facts changed."""
    facts = evolve(made.RESULT.proposal, **given)
    return express([evolve(made.RESULT, proposal=facts)], language, made.sentence)


def with_first(document, **given):
    """The same document, its first finding changed."""
    (result,) = document.results
    first, *others = result.findings
    changed = evolve(result, findings=(evolve(first, **given), *others))
    return evolve(document, results=(changed,))


def waiver(finding, words, reason):
    """A waiver that lets a finding stand."""
    given = dict.fromkeys((each.name for each in fields(WaiverEntry)), "")
    told = {"state": "used", "findings": (finding,), "reason": reason, "words": words}
    told |= {"day": made.START, "subject_name": "KBS", "path": "waivers.ressort"}
    return WaiverEntry(**given | told)


def sarif(document, language="en", **options):
    return json.loads(render(document, "sarif", language, Options(**options)))["runs"][0]


def junit(document, language="en", **options):
    return JUnitXml.fromstring(render(document, "junit", language, Options(**options)).encode())


def annotations(document, language="en", **options):
    return render(document, "github", language, Options(**options)).splitlines()


def gitlab(document, language="en", **options):
    return json.loads(render(document, "gitlab", language, Options(**options)))


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


# SARIF


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_sarif_keeps_the_published_schema(language):
    Draft202012Validator(SCHEMA).validate(
        json.loads(render(everything(language), "sarif", language))
    )


@pytest.mark.slow
def test_sarif_describes_every_rule_that_was_applied():
    document = everything("en")
    run = sarif(document)
    rules = run["tool"]["driver"]["rules"]
    ids = [rule["id"] for rule in rules]
    applied = {name for each in document.results for name in each.receipt.rules_run}

    assert len(ids) == len({*ids})
    own = {name for name in {*ids} - applied if not name.startswith("waiver-")}
    assert own == {"changes-nothing"}
    assert "construction-label" in applied
    assert applied <= {*ids}
    assert all(ids[each["ruleIndex"]] == each["ruleId"] for each in run["results"])
    helped = {rule["id"]: rule["help"]["text"] for rule in rules}
    assert "needs a dispensation from KSL § 64 a" in helped["unit-administration"]
    assert (
        "Legal basis: KSL § 64 a; KSL § 65 c, stk. 2; from a secondary source."
        in (helped["unit-administration"])
    )
    assert "second hand" not in helped["finance-committee-statement"]


def test_sarif_links_a_rule_to_the_address_of_its_source(tmp_path):
    (tmp_path / "sag.ressort").write_text(PROPOSAL, encoding="utf-8")
    (tmp_path / "regler.ressort").write_text(
        'source A law "An act" address "https://example.org/eli/1"\n'
        'source B law "Another" address "javascript:alert(1)"\n'
        'rule first "One"\n'
        "    a unit that moves between committees needs a bylaw change\n    under A § 1\n"
        'rule second "Two"\n    KBS should be under ØU\n    under B § 2\n',
        encoding="utf-8",
    )
    checker, results = checked(
        read_library(
            [str(tmp_path / "sag.ressort")], [str(RULES), str(tmp_path / "regler.ressort")]
        )
    )

    rules = sarif(report_of(checker, results, "en"))["tool"]["driver"]["rules"]

    links = {rule["id"]: rule.get("helpUri") for rule in rules}
    assert links["first"] == "https://example.org/eli/1"
    assert links["second"] is None


@pytest.mark.slow
def test_each_shipped_rule_on_a_law_that_was_read_links_to_its_text():
    rules = sarif(everything("en"))["tool"]["driver"]["rules"]
    links = {rule["id"]: rule.get("helpUri") for rule in rules}
    told = {
        each.id: {one.provision.split()[0] for one in each.basis} for each in everything("en").rules
    }

    for id, sources in told.items():
        if id in links and sources & {"KSL", "LAB", "LOB"}:
            assert re.fullmatch(
                r"https://www\.retsinformation\.dk/eli/lta/\d{4}/\d+", links[id] or ""
            ), id
    assert links["two-readings"] == "https://www.retsinformation.dk/eli/lta/2019/47"
    assert sum(map(bool, links.values())) > 60


def test_sarif_text_is_no_link_and_asks_for_no_argument():
    page = sarif(by_hand(title=Prose.of("Se [her](https://example.org) og {0}")))
    document = with_first(by_hand(), message="Se [her](https://example.org) og {0}.")

    text = sarif(document)["results"][0]["message"]["text"]

    assert text.startswith("Se [her] (https://example.org) og {{0}}.")
    assert page["invocations"][0]["executionSuccessful"] is True


# fingerprints


def fingerprints(tmp_path, text, name="sag.ressort"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    checker, results = checked(read_library([str(path)]))
    document = report_of(checker, results, "en")
    run, entries = sarif(document, root=tmp_path), gitlab(document, root=tmp_path)
    known = {each["properties"]["id"]: each["partialFingerprints"] for each in run["results"]}
    assert [each["fingerprint"] for each in entries if each["check_name"] != VERDICT] == [
        each["ressort/v1"] for each in known.values()
    ]
    return known


@pytest.mark.slow
def test_no_line_move_changes_what_a_finding_is_known_by(tmp_path):
    before = fingerprints(tmp_path, PROPOSAL)

    after = fingerprints(tmp_path, "# a remark\n\n" + PROPOSAL.replace("\nmove", "\n\n\n\nmove"))

    assert before == after


@pytest.mark.slow
def test_another_subject_is_another_finding_and_another_file_too(tmp_path):
    before = fingerprints(tmp_path, PROPOSAL)

    other = fingerprints(tmp_path, PROPOSAL.replace("KBS from ØU to KFU", "KES from TMU to KFU"))
    copied = fingerprints(tmp_path, PROPOSAL, "kopi.ressort")

    assert before["unit-bylaw-change:KBS:c67fba50"] not in other.values()
    assert before.keys() == copied.keys()
    assert not {each["ressort/v1"] for each in before.values()} & {
        each["ressort/v1"] for each in copied.values()
    }


@pytest.mark.slow
def test_no_two_findings_of_a_run_are_known_by_the_same():
    for format in (gitlab, lambda document: sarif(document)["results"]):
        entries = format(everything("en"))
        known = [
            each.get("fingerprint") or each["partialFingerprints"]["ressort/v1"] for each in entries
        ]
        assert len(known) == len({*known}) > 500


def test_findings_that_are_alike_are_known_by_their_order():
    places = Gate("en", Options())

    first, second = places.fingerprint("a", "x"), places.fingerprint("a", "x")

    assert first != second
    assert [first, second] == [Gate("en", Options()).fingerprint("a", "x"), second]


# paths


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "uri", "annotated"),
    [
        ("med mellemrum.ressort", "med%20mellemrum.ressort", "med mellemrum.ressort"),
        ("æøå.ressort", "%C3%A6%C3%B8%C3%A5.ressort", "æøå.ressort"),
        ("100%.ressort", "100%25.ressort", "100%25.ressort"),
        ("a\nb,c:d.ressort", "a%0Ab%2Cc%3Ad.ressort", "a%0Ab%2Cc%3Ad.ressort"),
        ("#1?.ressort", "%231%3F.ressort", "#1?.ressort"),
    ],
)
def test_a_path_of_any_kind_is_told_from_the_root_of_the_repository(
    name, uri, annotated, tmp_path, monkeypatch, ressort
):
    (tmp_path / ".git").mkdir()
    folder = tmp_path / "sager"
    folder.mkdir()
    (folder / name).write_text(PROPOSAL, encoding="utf-8")
    monkeypatch.chdir(folder)

    files = [
        tmp_path / f"a{ending}" for ending in (".sarif", ".gitlab.json", ".comment.md", ".xml")
    ]
    reports = [part for file in files for part in ("--report", file)]
    lines = ressort("check", name, "--format", "github", *reports).out.splitlines()
    log, entries = (json.loads(file.read_text(encoding="utf-8")) for file in files[:2])
    page = files[2].read_text(encoding="utf-8")
    suites = JUnitXml.fromstring(files[3].read_bytes())

    located = log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    assert located["artifactLocation"] == {"uri": f"sager/{uri}", "uriBaseId": "%SRCROOT%"}
    assert all(f"file=sager/{annotated}" in line for line in lines)
    assert {each["location"]["path"] for each in entries} == {f"sager/{name}"}
    assert page.count("\n|") == 3
    assert next(iter(next(iter(suites)))).classname == f"sager/{name}"


def test_a_path_out_of_the_repository_is_told_whole(tmp_path):
    places = Gate("en", Options(root=tmp_path / "repo"))

    assert places.path(str(tmp_path / "x y.ressort")) == (tmp_path / "x y.ressort").as_posix()
    assert places.uri(str(tmp_path / "x y.ressort")) == (
        f"file://{tmp_path.as_posix()}/x%20y.ressort",
        False,
    )


def test_a_repository_begins_where_git_keeps_its_own(tmp_path):
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / ".git").write_text("gitdir: elsewhere", encoding="utf-8")

    assert repository(tmp_path / "a" / "b") == tmp_path / "a"
    assert repository(tmp_path) == tmp_path


# JUnit

TAKEN = {
    "testsuites": ({"testsuite"}, {"name", "tests", "failures", "errors"}),
    "testsuite": (
        {"properties", "testcase"},
        {"name", "tests", "failures", "errors", "skipped", "file"},
    ),
    "properties": ({"property"}, set()),
    "property": (set(), {"name", "value"}),
    "testcase": ({"failure", "skipped", "system-out"}, {"classname", "name"}),
    "failure": (set(), {"type", "message"}),
    "skipped": (set(), {"message"}),
    "system-out": (set(), set()),
}


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_junit_has_what_its_readers_take_and_nothing_else(language):
    top = ElementTree.fromstring(render(everything(language), "junit", language))

    for element in top.iter():
        children, attributes = TAKEN[element.tag]
        assert {child.tag for child in element} <= children
        assert {*element.keys()} <= attributes
    for suite in top:
        names = [case.get("name") for case in suite.iter("testcase")]
        assert len(names) == len({*names}) == int(suite.get("tests"))
        assert len([*suite.iter("failure")]) == int(suite.get("failures"))


def test_junit_passes_the_rules_that_found_nothing():
    (suite,) = junit(by_hand())

    cases = {case.name: case for case in suite}

    assert cases["committee"].result[0].message.startswith("Beskæftigelses- og")
    assert "construction-label" in cases["construction-label"].system_out
    silent = express([evolve(made.RESULT, findings=())], "en", made.sentence)
    assert [case.name for case in next(iter(junit(silent)))] == [
        "Verdict",
        "committee",
        "moved-unit",
    ]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("fail_on", "fails"), [("never", False), ("forbidden", False), ("incomplete", True)]
)
def test_the_verdict_fails_where_the_exit_status_does(fail_on, fails, ressort):
    done = ressort("check", CASE, "--format", "junit", "--fail-on", fail_on)

    first = next(iter(next(iter(JUnitXml.fromstring(done.out.encode())))))

    assert done.status == int(fails)
    assert [type(each) for each in first.result] == [Failure] * fails


def test_junit_shows_what_xml_cannot_hold_as_unknown():
    document = by_hand(title=Prose.of("Flyt \x1b[31m<KBS> & \ud800"))

    (suite,) = junit(document)

    assert suite.name == "Flyt �[31m<KBS> & �"


# GitHub


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


# GitLab


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


# the comment


@pytest.mark.slow
def test_a_comment_of_many_proposals_is_no_longer_than_the_host_takes():
    document = everything("da")
    results = document.results

    page = render(document, "comment", "da")

    assert len(page.encode()) <= comment.COMMENT
    left = int(re.search(r"enkelthederne i (\d+) forslag", page)[1])
    assert left + page.count("<details>") == len(results)
    assert page.count("<details") == page.count("</details>")
    assert page.count("\n| **") == len(results)


@pytest.mark.slow
def test_a_comment_of_very_many_says_what_its_table_leaves_out():
    document = everything("da")
    results = document.results * 20

    page = render(evolve(document, results=results), "comment", "da")

    assert len(page.encode()) <= comment.COMMENT
    left = int(re.search(r"Tabellen udelader (\d+) forslag", page)[1])
    assert left + page.count("\n| **") == len(results)
    assert f"{len(results)} forslag" in page.splitlines()[1]


def test_a_comment_on_what_finds_nothing_has_nothing_to_fold_out():
    nothing = evolve(made.RESULT, findings=(), verdict="clear")

    page = render(express([nothing], "en", made.sentence), "comment", "en")

    assert "| **clear** |" in page
    assert "<details" not in page


def test_a_comment_says_how_many_findings_it_has_no_room_for():
    document = by_hand()
    (result,) = document.results
    result = evolve(result, findings=result.findings * 400)

    page = render(evolve(document, results=(result,)), "comment", "en")

    shown = len(re.findall(r"^- \*\*", page, re.M))
    left = int(re.search(r"and (\d+) more findings", page)[1])
    assert shown + left == len(result.findings)
    assert len(page.encode()) <= comment.COMMENT


@pytest.mark.slow
def test_the_worst_comes_first():
    page = render(everything("en"), "comment", "en")

    verdicts = re.findall(r"^\| \*\*(\w+)\*\*", page, re.M)

    order = ["forbidden", "incomplete", "conditional", "clear"]
    assert verdicts == sorted(verdicts, key=order.index)


def test_a_hostile_title_is_shown_as_text_and_calls_nobody():
    document = by_hand(title=Prose.of("<script>x</script> | @alle #12 [a](b) </summary>"))
    document = evolve(document, results=document.results * 2)

    page = render(document, "comment", "en")

    assert "<script>" not in page
    assert page.count("</summary>") == 2
    assert not re.search(r"@alle|#12|\[a\]\(b\)", re.sub("<b>.*", "", page))
    assert "@alle" not in page


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
    assert {*net.ENDINGS, ".pdf"} == {*endings()}


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


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("format", [*GATES, "text"])
def test_a_gate_tells_the_same_from_the_parts_that_it_reads(format, language):
    whole, reads = everything(language), AskedFor(frozenset({format}), lines=True)
    parts = evolve(whole, results=[*map(reads.of, whole.results)])

    assert not any(hasattr(each, "doubts") for each in parts.results)
    for told in ({}, {"quiet": True}, {"fail_on": "conditional"}):
        options = Options(lines=format == "text", **told)
        assert render(parts, format, language, options) == render(whole, format, language, options)
