# SPDX-License-Identifier: EUPL-1.2
"""Law that changes soon: rules and sources that begin or end, dispensations that run out, gaps."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from engine import HEADER, LAW, TOWN

from checker.language.parser import parse
from checker.lawbook.gaps import is_followed, next_after
from checker.lawbook.load import load_lawbook
from checker.pipeline import Checker
from checker.source import Source

RULE = """
source OLD law "Old"{interval}
source NEW law "New" in force from 2015-01-01
rule old "O"
    a unit that moves between committees needs a bylaw change
    under OLD{own}
"""
MOVE = HEADER + "move KEjd from KU to ØU\n"


def coming(rules: str, town: str = TOWN, case: str = MOVE) -> list[tuple[object, ...]]:
    base = [parse(Source.of(LAW + rules, "law.ressort"))]
    checker = Checker(base, [parse(Source.of(town, "town.ressort"))])
    result = checker.check(parse(Source.of(case, "case.ressort")))
    return [(one.kind, one.id, one.way, str(one.day), one.gap) for one in result.coming]


@pytest.mark.parametrize(
    ("interval", "own", "told"),
    [
        (" in force until 2014-12-31", "", [("source", "OLD", "ends", "2014-12-31", True)]),
        (" in force until 2013-12-31", "", []),
        (" in force until 2018-06-30", "", []),
        (" in force until 2014-12-31 known from 2014-06-01", "", []),
        ("", "\n    in force until 2016-01-31", [("rule", "old", "ends", "2016-01-31", True)]),
        ("", "\n    in force from 2015-02-01", [("rule", "old", "begins", "2015-02-01", False)]),
        (" in force from 2016-01-01", "", [("source", "OLD", "begins", "2016-01-01", False)]),
        ("", "", []),
    ],
)
def test_what_begins_or_ends_within_a_term_is_told(
    interval: str, own: str, told: list[tuple[object, ...]]
) -> None:
    found = [one for one in coming(RULE.format(interval=interval, own=own)) if one[1] != "NEW"]

    assert found == told


def test_a_law_that_begins_where_another_ends_is_told_though_no_rule_rests_on_it() -> None:
    found = coming(RULE.format(interval=" in force until 2014-12-31", own=""))

    assert ("source", "NEW", "begins", "2015-01-01", False) in found


def test_what_the_proposal_does_not_touch_is_not_told() -> None:
    rules = RULE.format(interval=" in force until 2014-12-31", own="")

    assert coming(rules, case=HEADER + 'rename KU to KXU "Nyt Udvalg"\n') == []


def test_a_dispensation_that_runs_out_is_told_where_its_unit_moves() -> None:
    town = TOWN + "dispensation kd for KEjd from KSL § 17 by IM until 2015-05-31\n"
    rules = RULE.format(interval="", own="")

    assert coming(rules, town) == [("dispensation", "kd", "ends", "2015-05-31", False)]


def test_a_report_that_a_rule_also_rests_on_ends_without_a_change_of_law() -> None:
    rules = RULE.format(interval="", own=" and REPORT").replace(
        "rule old", 'source REPORT guideline "A report" in force until 2014-12-31\nrule old'
    )

    assert coming(rules) == []


AFTER = """
rule next "N"
    a unit that moves between committees needs a bylaw change
    under NEW
    in force from {start}
"""


@pytest.mark.parametrize(
    ("start", "day", "followed"),
    [("2015-01-01", "2015-01-01", True), ("2015-03-01", "2015-03-01", False)],
)
def test_a_rule_that_begins_on_the_day_after_takes_its_place(
    start: str, day: str, followed: bool
) -> None:
    text = RULE.format(interval=" in force until 2014-12-31", own="") + AFTER.format(start=start)
    book = load_lawbook(
        [parse(Source.of(LAW + text, "law.ressort"))], [parse(Source.of(TOWN, "town.ressort"))]
    )
    old = next(rule for rule in book.rules if rule.id.text == "old")

    assert (str(next_after(old, book)), is_followed(old, book)) == (day, followed)


def test_lint_and_every_report_tell_the_gap(ressort: Callable, tmp_path: Path) -> None:
    rules = RULE.format(interval=" in force until 2014-12-31", own="")
    (tmp_path / "law.ressort").write_text(LAW + rules, encoding="utf-8")
    (tmp_path / "town.ressort").write_text(TOWN, encoding="utf-8")
    (tmp_path / "case.ressort").write_text(MOVE, encoding="utf-8")
    where = ("--rules", tmp_path, "--organisations", tmp_path, "--lang", "en")

    lint = ressort("rules", "lint", *where)
    text = ressort("check", tmp_path / "case.ressort", *where)
    memo = ressort("check", tmp_path / "case.ressort", *where, "--format", "markdown")
    document = json.loads(
        ressort("check", tmp_path / "case.ressort", *where, "--format", "json").out
    )

    assert "`old` ends on 2014-12-31, and no rule takes its place on the day after" in lint.out
    for said in (text.out, memo.out):
        assert "Old ends on 31 December 2014" in said
        assert "no longer apply: “O”" in said
    assert document["results"][0]["coming"][0]["gap"] is True


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("more", [("--brief",), ("--full",), ("--format", "markdown")])
def test_what_comes_later_is_called_no_warning_where_none_is_counted(
    ressort: Callable, tmp_path: Path, more: tuple[str, ...], language: str
) -> None:
    rules = RULE.format(interval=" in force until 2014-12-31", own="")
    (tmp_path / "law.ressort").write_text(LAW + rules, encoding="utf-8")
    (tmp_path / "town.ressort").write_text(TOWN, encoding="utf-8")
    (tmp_path / "case.ressort").write_text(MOVE, encoding="utf-8")
    where = ("--rules", tmp_path / "law.ressort", "--organisations", tmp_path / "town.ressort")

    told = ressort("check", tmp_path / "case.ressort", *where, "--lang", language, *more)

    label = {"da": "kommende ændring", "en": "coming change"}[language]
    assert label in told.out.lower()
    assert not re.search(r"(?<!0 )(advars|warning)", told.out.lower())


@pytest.mark.parametrize(
    ("text", "words"),
    [(MOVE, "efter virkningsdagen"), (None, "efter den 1. juni 2013")],
)
def test_what_is_checked_alone_has_no_day_of_effect(
    ressort: Callable, tmp_path: Path, text: str | None, words: str
) -> None:
    rules = RULE.format(interval=" in force until 2014-12-31", own="").replace(
        "a unit that moves between committees needs", "a unit needs"
    )
    (tmp_path / "law.ressort").write_text(LAW + rules, encoding="utf-8")
    (tmp_path / "town.ressort").write_text(TOWN, encoding="utf-8")
    file = tmp_path / "town.ressort"
    if text:
        file = tmp_path / "case.ressort"
        file.write_text(text, encoding="utf-8")

    told = ressort("check", file, "--rules", tmp_path / "law.ressort", "--lang", "da")

    assert f"inden for en valgperiode {words}" in " ".join(told.out.split()), told.err
