# SPDX-License-Identifier: EUPL-1.2
"""Every unit against every committee: the right answers of the 2013 report, cell by cell."""

import csv
import json
from collections.abc import Callable
from io import StringIO

import pytest

from checker.folders import FIXTURES
from checker.page.markup import csv_text

CASES = FIXTURES / "copenhagen-2013"
BYLAW = {"bylaw change": 1, "reading": 1, "consultation": 1}  # duties beside are no steps of it
KBS = BYLAW | {"dispensation": 1}
BESIDES_ØU = ("KFU", "TMU", "BIU", "BUU", "SUD", "SOU")


@pytest.fixture
def matrix(once: Callable) -> Callable:
    """matrix(…) gives the cells by subject and committee."""

    def cells(*arguments: object) -> dict:
        done = once("matrix", *arguments, "--format", "json")
        assert (done.status, done.err) == (0, "")
        cells = json.loads(done.out)["cells"]
        return {(cell["subject"]["id"], cell["committee"]): cell for cell in cells}

    return cells


@pytest.fixture
def of_2013(matrix: Callable) -> dict:
    return matrix("--organisation", "copenhagen-2013")


@pytest.mark.slow
def test_every_unit_meets_every_committee(of_2013: dict) -> None:
    units, committees = ("KEjd", "KBS", "KES", "KS"), ("ØU", "KFU", "TMU", *BESIDES_ØU[2:])

    assert list(of_2013) == [(unit, committee) for unit in units for committee in committees]
    assert {cell["subject"]["kind"] for cell in of_2013.values()} == {"unit"}


@pytest.mark.slow
@pytest.mark.parametrize(("unit", "owner"), [("KEjd", "KFU"), ("KBS", "ØU"), ("KES", "TMU")])
def test_where_a_unit_is_nothing_changes(of_2013: dict, unit: str, owner: str) -> None:
    cell = of_2013[unit, owner]

    assert (cell["verdict"], cell["instruments"], cell["stays"]) == ("clear", {}, True)
    assert cell["reason"].startswith("Ingen ændring")


@pytest.mark.parametrize(
    ("unit", "committee", "instruments"),
    [
        ("KEjd", "ØU", BYLAW),
        ("KEjd", "BIU", BYLAW | {"dispensation": 1}),
        ("KBS", "KFU", KBS),
        ("KBS", "SUD", KBS),
        ("KBS", "BIU", KBS | {"dispensation": 2}),
        ("KES", "KFU", BYLAW),
    ],
)
def test_what_a_placement_takes(
    of_2013: dict, unit: str, committee: str, instruments: dict
) -> None:
    cell = of_2013[unit, committee]

    assert (cell["verdict"], cell["instruments"]) == ("incomplete", instruments)


@pytest.mark.parametrize("committee", BESIDES_ØU)
def test_the_pay_office_may_be_nowhere_else(of_2013: dict, committee: str) -> None:
    cell = of_2013["KS", committee]

    assert (cell["verdict"], cell["instruments"]) == ("forbidden", {})
    assert "KSL § 18, stk. 3" in cell["reason"]


def test_chosen_tasks_and_areas(matrix: Callable) -> None:
    cells = matrix(
        "--organisation", "copenhagen-2013", "--task", "municipal-planning", "--area", "løn"
    )

    assert {subject for subject, _ in cells} == {"municipal-planning", "payroll"}
    assert cells["municipal-planning", "ØU"]["stays"]
    assert cells["municipal-planning", "KFU"]["verdict"] == "incomplete"
    assert cells["payroll", "KFU"]["verdict"] == "forbidden"


def test_days_come_from_the_proposal_or_the_flags(matrix: Callable) -> None:
    path = CASES / "kejd-oeu-midt-i-perioden-uden-skridt.ressort"

    days = ("--proposed", "2014-01-15", "--effective", "2014-06-01")
    of_file = matrix(path, "--unit", "KBS")["KBS", "BIU"]
    of_flags = matrix(path, "--unit", "KBS", *days)["KBS", "BIU"]

    # the limit of LAB ended with 2014, and the file takes effect in 2015
    assert of_file["instruments"] == KBS
    assert of_flags["instruments"] == KBS | {"dispensation": 2}


def test_without_days_they_are_those_of_the_organisation(ressort: Callable) -> None:
    document = json.loads(ressort("matrix", CASES / "organisation.ressort", "--format", "json").out)

    assert document["proposed"] == document["as_of"] == "2013-06-18"
    assert document["effective"] == document["law_date"] == "2014-01-01"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("flags", "told"),
    [
        (["--unit", "KBX"], "there is no unit `KBX` on file; did you mean `KBS`?"),
        (["--task", "KBS"], "there is no task `KBS` on file"),
        (["--area", "no-such"], "there is no area `no-such` in the rules"),
        (["--effective", "2014"], "`2014` is not a date"),
        (["--format", "pdf"], "`pdf` is no value for --format"),
    ],
)
def test_wrong_usage_is_told(ressort: Callable, flags: list[str], told: str) -> None:
    done = ressort("matrix", "--organisation", "copenhagen-2013", *flags)

    assert (done.status, done.out) == (2, "")
    assert told in done.err


def test_an_unknown_organisation_is_told(ressort: Callable) -> None:
    done = ressort("matrix", "--organisation", "kopenhagen-2013")

    assert done.status == 2
    assert "did you mean `copenhagen-2013`?" in done.err


@pytest.mark.slow
@pytest.mark.parametrize(
    ("language", "row", "why"),
    [
        ("en", "KFU no change incomplete (4) incomplete (3)", "BUU, SUD or SOU: It"),
        ("da", "KFU uændret ufuldstændigt (4) ufuldstændigt (3) ulovligt", "SUD eller SOU: Det"),
    ],
)
def test_the_table_fits_the_page(ressort: Callable, language: str, row: str, why: str) -> None:
    page = ressort("matrix", "--organisation", "copenhagen-2013", "--lang", language).out

    assert row in [" ".join(line.split()) for line in page.splitlines()]
    assert why in page
    assert max(map(len, page.splitlines())) <= 100


@pytest.mark.slow
def test_a_wide_table_is_parted(ressort: Callable) -> None:
    tasks = ("passports", "municipal-planning", "website", "grounds", "security", "rent-board")
    flags = [flag for task in tasks for flag in ("--task", task)]

    page = ressort("matrix", "--organisation", "copenhagen-2013", *flags).out

    assert sum(line.startswith("Udvalg ") for line in page.splitlines()) > 1
    assert max(map(len, page.splitlines())) <= 100


def test_no_reason_becomes_a_formula_in_a_spreadsheet() -> None:
    page = csv_text([["KBS", "BIU", "clear", "=1+1"]])

    assert page.endswith("clear,'=1+1\n")


@pytest.mark.slow
def test_a_spreadsheet_gets_a_row_a_cell(ressort: Callable) -> None:
    page = ressort("matrix", "--organisation", "copenhagen-2013", "--format", "csv").out

    rows = list(csv.DictReader(StringIO(page)))

    assert len(rows) == 28
    assert [row["dispensation"] for row in rows if row["subject"] == "KBS"] == list("0112111")
