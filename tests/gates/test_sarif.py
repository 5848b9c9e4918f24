# SPDX-License-Identifier: EUPL-1.2
"""SARIF: the schema, links to the law, and what a finding is known by."""

import json
import re

import pytest
from gate_reports import LANGUAGES, PROPOSAL, SCHEMA, by_hand, everything, gitlab, sarif, with_first
from jsonschema import Draft202012Validator
from junitparser import JUnitXml

from checker.commands.options import Shared
from checker.commands.runs import report_of, run_over
from checker.files.documents import read_library
from checker.folders import RULES
from checker.formats.catalogue import render, repository
from checker.formats.gate import VERDICT, Gate
from checker.report.report import Options
from checker.speech.node import Prose


def checked(library):
    """The checker over files that are read, and what comes of each proposal."""
    run = run_over(library, Shared(), "en")
    return run.checker, run.results()


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
    assert own == {"changes-nothing", "what-moves"}
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
    assert sum(map(bool, links.values())) > 55


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
