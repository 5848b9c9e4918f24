# SPDX-License-Identifier: EUPL-1.2
"""JUnit: what its readers take, and what fails in it."""

from xml.etree import ElementTree

import made
import pytest
from gate_reports import CASE, LANGUAGES, by_hand, everything, junit
from junitparser import Failure, JUnitXml

from checker.formats.catalogue import render
from checker.records import evolve
from checker.report.express import express
from checker.speech.node import Prose

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
NEEDED = {  # by the schema of Jenkins (xunit plugin, junit-10.xsd)
    "testsuite": {"name", "tests", "failures", "errors"},
    "property": {"name", "value"},
    "testcase": {"name"},
}


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_junit_has_what_its_readers_take_and_nothing_else(language):
    top = ElementTree.fromstring(render(everything(language), "junit", language))

    for element in top.iter():
        children, attributes = TAKEN[element.tag]
        assert {child.tag for child in element} <= children
        assert NEEDED.get(element.tag, set()) <= {*element.keys()} <= attributes
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
