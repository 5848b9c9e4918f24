# SPDX-License-Identifier: EUPL-1.2
"""The comment on a change, and what it has room for."""

import re

import made
import pytest
from gate_reports import by_hand, everything

from checker.formats import comment
from checker.formats.catalogue import render
from checker.records import evolve
from checker.report.express import express
from checker.speech.node import Prose

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
