# SPDX-License-Identifier: EUPL-1.2
"""Public cases of real municipalities as they lie in ``real``: what is right of each comes out, as
written, in English, and back in Danish."""

from __future__ import annotations

import json
import shutil

import pytest
from given_case import FORMS, found, questions, wanted

from checker import folders

pytestmark = pytest.mark.slow


# ---------------------------------------------------------------- Bornholm 2025


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("order", "verdict", "asked"),
    [
        ("", "incomplete", ["Lå mødet den 11. december 2025 før det konstituerende møde?"]),
        (" før det konstituerende møde", "clear", []),
        (" efter det konstituerende møde", "incomplete", []),
    ],
)
def test_the_order_within_the_day_decides(case, form, order, verdict, asked):
    last = "behandling i KB den 2025-12-11"
    result = case("bornholm-2025").change(last, last + order).translate(form).judge()

    assert result["verdict"] == verdict
    assert questions(result) == asked
    (statement,) = [each for each in wanted(result, "consultation") if each["authority"] == "ØU"]
    assert statement["status"] == "granted"  # ØEPU is the committee that this renames
    assert not wanted(result, "reconstitution")
    assert not {each for each in found(result) if each.startswith(("reason", "reconstitution"))}
    if "efter" not in order:
        assert "udskyd" not in json.dumps(result, ensure_ascii=False)


# ---------------------------------------------------------------- Aarhus 2025

CONFIRMED = "godkendelse fra IM, meddelt den 2025-11-20"
FOUR = (
    "dispensation til MAG fra KSL § 64 meddelt af IM med hjemmel i KSL § 65 c, stk. 2,"
    " meddelt den 2025-11-20 til og med 2029-12-31"
)
BEFORE_THE_READINGS = "økonomiudvalgets erklæring den 2025-10-07"


@pytest.mark.parametrize("form", FORMS)
def test_a_magistrate_takes_confirmation_and_dispensation_before_it_is_constituted(case, form):
    result = case("aarhus-2025").translate(form).judge()

    assert result["verdict"] == "incomplete"
    assert not {each for each in found(result) if "size" in each}
    (approval,), (dispensation,) = wanted(result, "approval"), wanted(result, "dispensation")
    assert (approval["status"], dispensation["status"]) == ("missing", "missing")
    assert approval["authority"] == dispensation["authority"] == "IM"
    assert dispensation["norm"] == "KSL § 64"
    assert dispensation["granted_under"] == "KSL § 65 c, stk. 2"
    assert dispensation["until"] == "2029-12-31"
    last = {each["step"]: each["latest"] for each in result["schedule"]}
    assert last["approval"] == last["dispensation"] == "2025-11-30"


@pytest.mark.parametrize("form", FORMS)
def test_a_magistrate_with_both_and_the_statement_is_in_order(case, form):
    full = case("aarhus-2025").carry(CONFIRMED, FOUR, BEFORE_THE_READINGS).translate(form).judge()
    assert full["verdict"] == "clear"
    assert [each["status"] for each in wanted(full, "dispensation")] == ["granted"]


def test_an_unknown_form_is_refused_with_those_that_are_known(case):
    town = case("aarhus-2025").change("magistratsstyre", "magistratsstyret", "organisation")
    done = town.run("--lang", "da")
    assert done.status == 2
    assert "magistratsstyre" in done.err
    assert "udvalgsstyre" in done.err


# ---------------------------------------------------------------- Køge 2017

TERM = "valgperiode fra 2018-01-01 til og med 2021-12-31\n"
SECOND = "behandling i KB den 2017-12-21"


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("facts", [TERM, f"{TERM}konstituerende møde den 2013-12-05\n", ""])
def test_the_meeting_is_held_by_law_though_no_file_names_it(case, form, facts):
    town = case("koege-2017").change(TERM, facts, "organisation")
    result = town.translate(form).judge()

    assert result["verdict"] == "incomplete"
    last = [each["latest"] for each in result["schedule"] if each["step"] == "reading"]
    assert last[-1] == "2017-11-30"


def test_a_reading_in_the_window_of_the_meeting_is_asked_about(case):
    town = case("koege-2017").change(SECOND, "behandling i KB den 2017-12-05")
    result = town.change("pr. 2017-12-22", "pr. 2017-12-06").judge()

    assert result["verdict"] == "incomplete"
    assert any("det konstituerende møde" in each for each in questions(result))


# ---------------------------------------------------------------- Randers 2015


@pytest.mark.parametrize("form", FORMS)
def test_a_merger_in_mid_term_is_clear_once_sizes_are_given_with_the_warning_at_the_top(case, form):
    bare = case("randers-2015").translate(form)
    assert bare.judge()["verdict"] == "incomplete"
    for name in ("Erhvervs- og Arbejdsmarkedsudvalget", "Social- og Sundhedsudvalget"):
        members = "with 7 members" if form == "in English" else "med 7 medlemmer"
        bare.change(f'"{name}"', f'"{name}" {members}')
    result = bare.judge()

    assert result["verdict"] == "clear"
    assert "Advarsel: Ændringen får virkning midt i en valgperiode" in result["summary"]
    assert [each["duty"] for each in wanted(result, "reconstitution")] == [True]
    assert questions(result) == []


def test_a_bylaw_of_later_years_is_not_the_one_to_change(case):
    town = case("randers-2015")
    shutil.copytree(folders.RULES / "randers", town.folder / "rules")
    result = town.judge()
    assert [each["source"] for each in wanted(result, "bylaw change")] == [None]
    assert not any("Socialcentret" in each for each in questions(result))


# ---------------------------------------------------------------- Slagelse 2018

PERMIT = (
    "dispensation til {body} fra KSL § 17 meddelt af IM med hjemmel i KSL § 65 c, stk. 1, {state}"
)
SAID = "økonomiudvalgets erklæring den 2018-02-20"


@pytest.mark.parametrize("form", FORMS)
def test_even_or_more_than_half_takes_a_permission_and_nothing_else_helps(case, form):
    result = case("slagelse-2018").translate(form).judge()

    assert result["verdict"] == "incomplete"
    permits = wanted(result, "dispensation")
    assert {each["granted_under"] for each in permits} == {"KSL § 65 c, stk. 1"}
    broken = {(each["rule"], each["subject"]["id"]) for each in result["findings"]}
    assert ("committee-size-odd-mid-term", "SBU") in broken
    assert ("finance-committee-size-half-mid-term", "ØU") in broken


@pytest.mark.parametrize(
    ("state", "verdict"),
    [
        ("meddelt den 2018-03-15 til og med 2021-12-31", "clear"),
        ("afslået den 2018-03-15", "forbidden"),
    ],
)
def test_a_permission_decides_of_the_number(case, state, verdict):
    steps = [PERMIT.format(body=each, state=state) for each in ("SBU", "ØU")]
    assert case("slagelse-2018").carry(SAID, *steps).judge()["verdict"] == verdict


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("slagelse-2018", "Advarsel: Ændringen får virkning midt i en valgperiode"),
        ("slagelse-2018", "ny første behandling i Slagelse Byråd (sidste dag var mandag"),
        ("slagelse-2018", "hvis det, som andre afgør, foreligger inden da."),
        ("koege-2017", "har Børne- og Skoleudvalget? Hvor mange medlemmer har Klima- og"),
        (
            "koege-2017",
            "anden behandling i Køge Byråd (den 21. december 2017 er for sent; sidste dag var",
        ),
    ],
)
def test_the_short_page_tells_what_is_late_and_what_is_asked(case, name, told):
    said = " ".join(case(name).run("--brief", "--lang", "da").out.split())
    assert told in said
    assert "?;" not in said


def test_a_number_that_is_changed_stands_on_both_sides(case):
    (row, _) = case("slagelse-2018").judge()["placing"]["committees"]
    assert (row["before"]["members"], row["after"]["members"]) == (9, 17)
    said = " ".join(case("bornholm-2025").run("--full", "--lang", "da").out.split())
    assert "Efter: 9 medlemmer" in said


# ---------------------------------------------------------------- a theme committee, 2007

WITHOUT_TASKS = (
    "dispensation til TEMA fra KSL § 17, stk. 1 meddelt af IM med hjemmel i KSL § 65 c, stk. 1,"
    " meddelt den 2007-05-16 til og med 2009-12-31"
)


@pytest.mark.parametrize("form", FORMS)
def test_a_committee_that_holds_nothing_takes_a_dispensation(case, form):
    town = case("temakommune-2007")
    bare = town.judge()
    assert bare["verdict"] == "incomplete"
    assert [each["status"] for each in wanted(bare, "dispensation")] == ["missing"]

    town.carry(WITHOUT_TASKS, "økonomiudvalgets erklæring den 2007-05-02").translate(form)
    full = town.judge()
    assert full["verdict"] == "clear"
    (shown,) = wanted(full, "dispensation")
    assert (shown["status"], shown["until"]) == ("granted", "2009-12-31")
    told = town.run("--lang", "da", "--full").out.replace("\xa0", " ")
    assert "31. december 2009" in told
