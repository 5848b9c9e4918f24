# SPDX-License-Identifier: EUPL-1.2
"""Tables that are made to be filled in, as an office fills them in."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from tables import HEAD, TEXT, table

from checker import folders
from checker.table.columns import FORMS, HEADINGS, LABELS

NEW = ["new", "--organisation", "copenhagen-2013", "--lang"]
GIVEN = ["--title", "=1+1", "--proposed", "2013-06-18", "--effective", "2014-01-01"]


@pytest.mark.parametrize(
    ("language", "what", "label"), [("da", "ejendomme", "Forslag"), ("en", "property", "Proposal")]
)
def test_the_empty_table_offers_what_the_organisation_has(
    ressort: Callable, tmp_path: Path, language: str, what: str, label: str
) -> None:
    path = tmp_path / "a.xlsx"

    assert ressort(*NEW, language, "--table", path).status == 0

    book = load_workbook(path)
    sheet, lists = book.worksheets
    offered = {str(cell.value) for row in lists.iter_rows() for cell in row}
    assert {"KBS", "ØU", "copenhagen-2013", what} <= offered
    assert (sheet["A1"].value, sheet["B2"].value) == (label, "copenhagen-2013")
    assert sheet.freeze_panes == "A8"
    checks = [each.type for each in sheet.data_validations.dataValidation]
    assert checks.count("list") == 8
    assert {"date", "whole"} <= {*checks}
    assert lists.sheet_properties.pageSetUpPr.fitToPage


@pytest.mark.slow
def test_a_table_filled_from_options_is_checked_and_its_bytes_repeat(
    ressort: Callable, tmp_path: Path
) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        options = ["--table", tmp_path / name, "--move", "KBS ØU BIU"]
        assert ressort(*NEW, "da", *GIVEN, *options).status == 0

    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    assert load_workbook(tmp_path / "a.xlsx").worksheets[0]["B1"].data_type == "s"
    assert ressort("check", tmp_path / "a.xlsx").status == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--to", "xlsx"], "--output is missing"),
        ([], "--to or --output is missing"),
        (["--output", "x.docx"], "the ending does not fit"),
        (["--to", "csv", "--output", "x.xlsx"], "use one of: .csv"),
    ],
)
def test_convert_says_what_is_missing(
    ressort: Callable, tmp_path: Path, arguments: list[str], said: str
) -> None:
    done = ressort("convert", table(tmp_path, HEAD), *arguments)

    assert done.status == 2
    assert said in done.err


def test_convert_keeps_the_file_that_is_there(ressort: Callable, tmp_path: Path) -> None:
    path, old = table(tmp_path, HEAD), table(tmp_path, "old", "b.ressort")

    refused = ressort("convert", path, "--output", old)

    assert (refused.status, old.read_text(encoding="utf-8")) == (2, "old")
    assert ressort("convert", path, "--output", path, "--force").status == 2
    assert ressort("convert", path, "--output", old, "--force").status == 0
    assert old.read_text(encoding="utf-8") == TEXT.rstrip("\n") + "\n"


def test_the_reference_names_every_column_and_change_in_both_languages() -> None:
    text = (folders.GRAMMAR / "README.md").read_text(encoding="utf-8")
    both = list(zip(FORMS["en"], FORMS["da"], strict=True))
    pairs = [*LABELS.values(), *HEADINGS.values(), *((en.change, da.change) for en, da in both)]
    pairs += [(en.status, da.status) for en, da in both if en.status]

    assert [pair for pair in pairs if f"| {pair[0]} | {pair[1]} |" not in text] == []


REAL = """\
Forslag;Endelig opgaveportefølje
Vedrører;{concerns}
Fremsat;18.06.2013
Virkning fra;1/1-2014

Ændring;Hvad;Fra;Til;Status;Dato;Bemærkning
{rows}
"""


@pytest.mark.slow
@pytest.mark.parametrize(
    "rows",
    [
        "flyt;KEjd;KFU;ØU",
        "Flyttes;KEjd;KFU;ØU;;;drøftes",
        "flyt;Københavns Ejendomme;Kultur- og Fritidsudvalget;Økonomiudvalget",
        "flyt;københavns ejendomme;KFU;økonomiudvalget",
    ],
)
def test_a_table_as_it_comes_from_an_office_says_the_same(
    ressort: Callable, tmp_path: Path, rows: str
) -> None:
    file = tmp_path / "t.csv"
    file.write_text(REAL.format(concerns="copenhagen-2013", rows=rows), "utf-8")

    said = ressort("rules", "format", "--check", file)
    shown = ressort("convert", file, "--to", "ressort")

    assert said.status in (0, 1)
    assert shown.status == 0
    assert "virkning fra 2014-01-01" in shown.out
    checked = ressort("check", file, "--fail-on", "never", "--format", "json")
    assert [one["committee"] for one in json.loads(checked.out)["results"][0]["bylaw_changes"]] == [
        "KFU",
        "ØU",
    ]


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ("ledsages af;behandling i BR;;;planlagt;25-05-2013", None),
        ("ledsages af;behandling i BR;;;;", "skriv en af: planlagt, ansøgt"),
        ("flyt;Ejendomme i København;KFU;ØU", "`Ejendomme i København`"),
    ],
)
def test_a_planned_step_may_have_its_day(
    ressort: Callable, tmp_path: Path, rows: str, told: str | None
) -> None:
    file = tmp_path / "t.csv"
    text = REAL.format(concerns="copenhagen-2013", rows=rows).replace("18.06.2013", "18.05.2013")
    file.write_text(text, "utf-8")

    said = ressort("check", file, "--fail-on", "never")

    assert (told or "") in said.err
    assert said.status == (2 if told else 0)


LISTED = """\
forslag "P"
    vedrører copenhagen-2013
    fremsat 2013-06-18
    virkning fra 2014-01-01

flyt KBS fra ØU til BIU  # drøftes
# en linje for sig
opret udvalg EU "Erhvervsudvalget"
flyt KES fra ØU til EU
åben KEjd under KFU eller ØU
ledsages af behandling i BR den 2013-10-10
ændr SV § 12 fra "ØU" til "EU"
"""


def test_an_excel_file_shows_ids_with_their_names_and_reads_them_back(
    ressort: Callable, tmp_path: Path
) -> None:
    text, path = table(tmp_path, LISTED, "t.ressort"), tmp_path / "t.xlsx"
    assert ressort("convert", text, "--output", path).status == 0

    sheet = load_workbook(path).worksheets[0]
    rows = [[cell.value for cell in row[:4]] for row in sheet.iter_rows(min_row=8)]
    assert rows[0] == [
        "flyt",
        "KBS – Københavns Borgerservice",
        "ØU – Økonomiudvalget",
        "BIU – Beskæftigelses- og Integrationsudvalget",
    ]
    assert rows[3] == ["flyt", "KES – Københavns Erhvervsservice", "ØU – Økonomiudvalget", "EU"]
    assert rows[-1] == ["ændr ordlyd", "SV § 12", "ØU", "EU"]
    assert ressort("convert", path, "--to", "ressort").out == LISTED


@pytest.mark.slow
@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("ØU – Økonomiudvalget", True),
        ("ØU - økonomiudvalget", True),
        ("ØU – Kultur- og Fritidsudvalget", False),
    ],
)
def test_an_id_with_its_name_is_read_wherever_it_stands(
    ressort: Callable, tmp_path: Path, cell: str, found: bool
) -> None:
    path = table(tmp_path, HEAD + f"flyt;KEjd;KFU;{cell}\nåben;KBS;;{cell}\n")

    done = ressort("convert", path, "--to", "ressort")

    assert ("flyt KEjd fra KFU til ØU\nåben KBS under ØU\n" in done.out) == found
    assert ("ukendt udvalg" in ressort("check", path).err) != found


def test_a_written_excel_file_checks_what_is_typed_and_fits_on_paper(
    ressort: Callable, tmp_path: Path
) -> None:
    text, path = table(tmp_path, LISTED, "t.ressort"), tmp_path / "t.xlsx"
    ressort("convert", text, "--output", path)
    sheet = load_workbook(path).worksheets[0]
    checks = {str(each.sqref): each for each in sheet.data_validations.dataValidation}

    date_column = next(cell.column_letter for cell in sheet[7] if cell.value == "Dato")
    days = next(each for each in checks.values() if each.type == "date")
    assert days.errorStyle in (None, "stop")
    assert {"B3", "B5", f"{date_column}8:{date_column}507"} <= set(str(days.sqref).split())
    assert checks["A8:A507"].errorStyle == "stop"
    assert checks["D8:D507"].errorStyle == "warning"  # another row may create what stands here
    assert all(each.showErrorMessage and each.error for each in checks.values())
    assert sheet["B3"].is_date
    assert sheet[f"{date_column}13"].is_date
    setup = sheet.page_setup
    assert (setup.paperSize, setup.orientation) == (9, "landscape")
    assert sheet.print_title_rows == "$7:$7"
    assert "Borgmester" not in [cell.value for cell in sheet[7]]  # which no row uses
    assert sheet.row_dimensions[8].height > 15  # a long name stands on two lines


def test_a_row_is_hardly_higher_than_its_text(ressort: Callable, tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    ressort(
        "convert",
        Path(__file__).parents[1] / "fixtures/copenhagen-2013/kbs-biu.ressort",
        "--output",
        path,
    )
    sheet = load_workbook(path).worksheets[0]
    number = next(each.row for each in sheet["A"] if each.value == "forudsat")
    text, width = sheet[f"B{number}"].value, sheet.column_dimensions["B"].width

    assert len(text) / (1.2 * width) <= sheet.row_dimensions[number].height / 15
    assert sheet.row_dimensions[number].height / 15 <= len(text) / width + 1
