# SPDX-License-Identifier: EUPL-1.2
"""Reports as the gates read them, of every case and of results made by hand."""

import json
from functools import cache
from pathlib import Path

import made
import shipped
from junitparser import JUnitXml

from checker.commands.runs import report_of
from checker.folders import FIXTURES
from checker.formats.catalogue import render
from checker.records import evolve
from checker.report.express import express
from checker.report.report import Options

LANGUAGES = ("en", "da")
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


@cache
def everything(language):
    """All shipped cases in one document."""
    return report_of(shipped.checker(), [shipped.result(each) for each in shipped.CASES], language)


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


def sarif(document, language="en", **options):
    return json.loads(render(document, "sarif", language, Options(**options)))["runs"][0]


def junit(document, language="en", **options):
    return JUnitXml.fromstring(render(document, "junit", language, Options(**options)).encode())


def annotations(document, language="en", **options):
    return render(document, "github", language, Options(**options)).splitlines()


def gitlab(document, language="en", **options):
    return json.loads(render(document, "gitlab", language, Options(**options)))
