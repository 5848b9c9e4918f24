# SPDX-License-Identifier: EUPL-1.2
"""Pros and cons that a proposal keeps stand beside the legal cell of the check."""

import json

import pytest
from engine import TOWN
from pictured import CASES, cells, page, tables, told_of
from shipped import told

from checker.commands import run
from checker.formats.catalogue import render
from checker.report.report import Options


def weighed(changes: str, town: str = TOWN):
    return told_of(changes, town).results[0].weighed


def test_the_cells_of_the_report_stand_beside_the_legal_one_that_the_check_fills_in() -> None:
    (table,) = [
        one
        for one in tables(page(CASES / "kejd-oeu-fordele-og-ulemper.ressort"))
        if one.look == "weighed"
    ]
    rows = cells(table)

    assert table.caption == "Fordele og ulemper ved en placering under Økonomiudvalget"
    assert rows[0] == ["Hensyn", "Fordele", "Ulemper"]
    assert [row[0] for row in rows[1:]] == [
        "Politisk styring og forankring",
        "Faglige synergier og sammenhænge",
        "Kvalitet i opgaveløsningen",
        "Effektivitet og eksekvering",
        "Retlige rammer",
    ]
    assert rows[1][2] == (
        "Stort driftsområde i udvalgets samlede portefølje; "
        "Mindre tid til politiske drøftelser ift. KFU"
    )
    assert rows[4][2] == rows[5][1] == "–"
    assert rows[5][2].startswith("Ufuldstændigt. Det kræver ændring af styrelsesvedtægten")


def test_where_it_stays_nothing_new_is_taken_and_where_nothing_is_placed_nothing_is_judged() -> (
    None
):
    told = weighed(
        'move KEjd from KU to ØU\nconsideration "A" for KU\nconsideration "B" against BIU on "C"\n'
    )

    assert [(one.committee, one.legal.stance, one.legal.verdict) for one in told] == [
        ("ØU", "for", "clear"),
        ("KU", "for", None),
        ("BIU", None, None),
    ]
    assert told[0].rows == ()
    assert [(row.matter, row.speaks_for, row.against) for row in told[2].rows] == [
        ("C", (), ("B",))
    ]
    assert told[1].legal.words == "As it is now; it takes nothing new."


def test_a_proposal_that_weighs_nothing_has_no_such_table() -> None:
    assert weighed("move KEjd from KU to ØU\n") == ()


def test_cells_that_were_read_in_different_places_say_so_each() -> None:
    both = (
        'consideration "A" for ØU read in "memo", section 1\n'
        'consideration "B" for ØU read in "memo", section 2\n'
    )
    together = weighed("move KEjd from KU to ØU\n" + both.replace("section 2", "section 1"))[0]
    apart = weighed("move KEjd from KU to ØU\n" + both)[0]

    assert together.rows[0].speaks_for == ("A", "B")
    assert together.read_in_words == "memo, section 1"
    assert apart.rows[0].speaks_for == ("A (memo, section 1)", "B (memo, section 2)")
    assert apart.read_in_words is None


def test_a_full_stop_gives_way_to_the_semicolon_before_the_next_cell() -> None:
    said = 'consideration "A." for ØU\nconsideration "B." for ØU\n'
    report = told_of("move KEjd from KU to ØU\n" + said, TOWN)

    assert "A; B." in "".join(render(report, "text", "en", Options()))


@pytest.mark.slow
def test_a_matrix_prints_them_with_the_reason_of_its_own_cell(capsys) -> None:
    case = str(CASES / "kbs-biu-fordele-og-ulemper.ressort")

    assert run(["matrix", case, "--unit", "KBS", "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    cell = next(one for one in found["cells"] if one["committee"] == "BIU")

    (one,) = found["weighed"]
    assert (one["thing"], one["committee"]) == ("KBS", "BIU")
    assert one["legal"]["words"] == f"Ufuldstændigt. {cell['reason']}"
    assert one["rows"][0]["for"] == [
        "Vant til at styre og udvikle hjælp til borgere med særlige behov"
    ]

    assert run(["matrix", case, "--unit", "KES"]) == 0
    assert "Fordele" not in capsys.readouterr().out
    assert run(["matrix", case, "--unit", "KBS"]) == 0
    assert max(map(len, capsys.readouterr().out.splitlines())) <= 100


def test_a_terminal_has_the_tables_too_within_its_width() -> None:
    report = told(CASES / "kbs-biu-fordele-og-ulemper.ressort", "da")

    said = "".join(render(report, "text", "da", Options(width=60)))

    assert "Hvem har hvad, før og efter\n  Økonomiudvalget\n    Før: Koncernservice" in said
    assert "  Hvem har det administrative ledelsesansvar?\n    Før: Overborgmesteren\n" in said
    assert "\n    Ulemper: Ufuldstændigt. Det kræver enten" in said
    assert ".;" not in said
    tables = said[said.index("Hvem har hvad") : said.index("Forhold, forslaget")]
    assert max(map(len, tables.splitlines())) <= 60
