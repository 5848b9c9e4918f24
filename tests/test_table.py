# SPDX-License-Identifier: EUPL-1.2
"""Tables: a proposal in Excel or CSV says what its text says, and every place in it is a cell."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from shipped import mostly_slow
from tables import HEAD, TEXT, made_workbook, same_again, table

from checker import folders
from checker.commands.options import Shared
from checker.commands.printing import DocumentPrinter
from checker.files.documents import Reader
from checker.folders import adding
from checker.language.parser import parse
from checker.source import Source
from checker.speech.node import Document, Surface
from checker.table import files, reading, writing
from checker.table.columns import FORMS, HEADINGS, LABELS

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def printed() -> tuple[DocumentPrinter, tuple[Document, ...]]:
    reader = Reader()
    proposals = reader.proposals([str(folders.FIXTURES)])
    return DocumentPrinter(reader, Shared(), proposals), proposals


@pytest.mark.parametrize("surface", ["en", "da"])
@pytest.mark.parametrize("ending", [".csv", ".json", ".xlsx"])
def test_every_shipped_proposal_survives_a_table(
    printed: tuple[DocumentPrinter, tuple[Document, ...]],
    tmp_path: Path,
    surface: Surface,
    ending: str,
) -> None:
    printer, proposals = printed
    assert proposals
    for proposal in proposals if ending != ".xlsx" else proposals[::5]:
        text = printer.print(proposal, surface)
        back = same_again(text, tmp_path / f"t{ending}")
        again = printer.print(parse(Source.of(back)), surface)
        if ending == ".json":  # no line is empty there, and each remark stands below the header
            assert parse(Source.of(again)).statements == parse(Source.of(text)).statements
            assert {*again.split("\n")} == {*text.split("\n")}
        else:
            assert again == text


def test_a_table_survives_the_text(ressort: Callable, tmp_path: Path) -> None:
    path = table(tmp_path, HEAD + "#;en bemærkning\nflyt;erhverv;TMU;KFU\n\nled;KES;;;;center\n")
    first = ressort("convert", path, "--to", "csv").out
    again = table(tmp_path, ressort("convert", path, "--to", "ressort").out, "t.ressort")

    assert ressort("convert", again, "--to", "csv").out == first
    assert "\nflyt;erhverv;TMU;KFU;" in first
    assert "\nled;KES;;;;center;" in first


def test_each_form_fits_both_ways_in_both_languages() -> None:
    cells = {
        **{"what": "KBS", "from": "ØU", "to": "BIU", "name": "N", "as": "center"},
        **{"within": "sport", "administration": "EF F", "mayor": "EB B", "members": "9"},
        **{"date": "2013-06-18", "until": "2014-06-18"},
    }
    for surface, forms in FORMS.items():
        for form in forms:
            said = writing.sentence_of(form, surface, cells)
            assert said
            columns = [key for key in HEADINGS if key != "remark"]
            row = dict(zip(columns, writing.row_of(said, surface), strict=True))
            assert row["sentence"] == ""
            assert (row["change"], row["status"]) == (form.change, form.status)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.text(st.characters(exclude_categories=["C", "Z"]) | st.just(" "), min_size=1).filter(
        lambda text: text == " ".join(text.split()) and not set(text) & set('"“”»«„\xad\ufffd')
    )
)
@pytest.mark.parametrize("ending", mostly_slow([".csv", ".xlsx"]))
def test_any_words_survive_and_none_become_a_formula(
    tmp_path: Path, ending: str, words: str
) -> None:
    text = Source.of(
        TEXT.replace("P", words, 1) + f'forudsat "{words}"\nindsæt "{words}" i SV § 1\n'
    ).text

    back = same_again(text, tmp_path / f"t{ending}")

    assert parse(Source.of(back)).statements == parse(Source.of(text)).statements
    if ending == ".xlsx":
        sheet = load_workbook(tmp_path / "t.xlsx").active
        assert "f" not in {cell.data_type for row in sheet.iter_rows() for cell in row}


@pytest.mark.parametrize("sign", "=+-@")
def test_what_begins_like_a_formula_is_shielded(sign: str) -> None:
    assert writing.csv_of([[f"{sign}1", f"'{sign}1"]]) == f"\ufeff'{sign}1;''{sign}1\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_a_csv_file_is_read_as_excel_saves_it(
    ressort: Callable, tmp_path: Path, encoding: str, separator: str
) -> None:
    text = (HEAD + "flyt;KBS;ØU;BIU\n").replace(";", separator).replace("\n", "\r\n")

    done = ressort("convert", table(tmp_path, text, encoding=encoding), "--to", "ressort")

    assert done == (0, TEXT + "flyt KBS fra ØU til BIU\n", "")


def test_dates_and_numbers_are_read_as_excel_holds_them(ressort: Callable, tmp_path: Path) -> None:
    def change(_: Any, sheet: Any) -> None:
        sheet["B3"], sheet["B4"] = date(2013, 6, 18), "1. januar 2014"
        sheet["A8"], sheet["B8"], sheet["G8"] = "ændr medlemstal", "KFU", 9.0
        sheet["A9"], sheet["B9"], sheet["G9"] = "ændr medlemstal", "TMU", "11,0"

    done = ressort("convert", made_workbook(tmp_path, change), "--to", "ressort")

    assert "fremsat 2013-06-18\n    virkning fra 2014-01-01" in done.out
    assert "ændr medlemstallet i KFU til 9\nændr medlemstallet i TMU til 11\n" in done.out


@pytest.mark.parametrize(
    "day",
    [
        *("2013-06-18", "18-06-2013", "18.6.2013", "18/6-2013", "18/6/2013", "18/6 2013"),
        *("18. juni 2013", "18 juni 2013", "den 18. juni 2013", "18. jun. 2013"),
    ],
)
def test_days_are_read_as_people_write_them(ressort: Callable, tmp_path: Path, day: str) -> None:
    path = table(tmp_path, HEAD.replace("18-06-2013", day) + "flyt;KBS;ØU;BIU\n")

    assert ressort("convert", path, "--to", "ressort").out == TEXT + "flyt KBS fra ØU til BIU\n"


@pytest.mark.parametrize("day", ["18/6-13", "31. juni 2013", "18. ju. 2013", "18. foo 2013"])
def test_what_is_no_day_is_told_so(ressort: Callable, tmp_path: Path, day: str) -> None:
    done = ressort("check", table(tmp_path, HEAD.replace("18-06-2013", day)))

    assert done.status == 2
    assert f"t.csv:B3: `{day}` er ikke en dato" in done.err


def test_check_says_of_a_table_what_it_says_of_the_text(ressort: Callable, tmp_path: Path) -> None:
    text = table(tmp_path, TEXT + "flyt KBS fra ØU til BIU\n", "t.ressort")
    one, other = (
        json.loads(ressort("check", path, "--format", "json").out)["results"][0]
        for path in (text, made_workbook(tmp_path))
    )
    ids, others = ([found["id"] for found in each["findings"]] for each in (one, other))
    places = [
        {(found["path"], found["line"], found["column"]) for found in each["findings"]}
        for each in (one, other)
    ]

    assert (ids, one["verdict"]) == (others, other["verdict"])
    assert (text.as_posix(), 6, 1) in places[0]
    assert ((tmp_path / "t.xlsx").as_posix(), 7, 1) in places[1]


def test_a_folder_says_which_tables_it_passed_over(ressort: Callable, tmp_path: Path) -> None:
    table(tmp_path, TEXT, "a.ressort")
    table(tmp_path, HEAD, "b.csv")

    assert "tabeller sprunget over, fordi de ikke selv er angivet: 1" in (
        ressort("check", tmp_path).err
    )


def test_a_remark_is_told_in_full_reports_and_a_comment_of_a_text_is_not(
    ressort: Callable, tmp_path: Path
) -> None:
    head = HEAD.replace("Sætning", "Bemærkning")
    path = table(tmp_path, head + "flyt;KBS;ØU;BIU;;;;;;drøftes med BIF\n")
    text = table(tmp_path, TEXT + "flyt KBS fra ØU til BIU  # drøftes med BIF\n", "t.ressort")
    said = "flyt KBS fra ØU til BIU: drøftes med BIF"

    assert f"Bemærkninger: {said}\n" in ressort("check", path, "--full").out
    assert said in ressort("check", path, "--format", "html").out
    told = json.loads(ressort("check", path, "--format", "json").out)["results"][0]
    assert told["proposal"]["remarks"] == [said]
    assert "drøftes med BIF" not in ressort("check", path, "--brief").out
    assert "drøftes med BIF" not in ressort("check", text, "--full").out


CELLS: dict[str, tuple[str, str, str]] = {
    "unknown name": ("flyt;KBX;ØU;BIU", "t.csv:B7: ", "mente du `KBS`?"),
    "unknown change": ("flyyt;KBS;ØU;BIU", "t.csv:A7: `flyyt` er ingen ændring", "`flyt`?"),
    "a word of the other language": ("move;KBS;ØU;BIU", "t.csv:A7: `move` er", "du `flyt`?"),
    "unknown status": ("ledsages af;høring;;;;;;planlat", "t.csv:H7: ", "`planlagt`?"),
    "no status": ("ledsages af;høring", "t.csv:H7: `ledsages af` kræver `Status`", ""),
    "empty cell": ("flyt;KBS;ØU", "t.csv:D7: `flyt` kræver `Til`", ""),
    "unused cell": ("nedlæg;BIU;;;;center", "t.csv:F7: `nedlæg` bruger ikke `Ledet som`", ""),
    "no change": (";KBS;ØU;BIU", "t.csv:B7: `Ændring` er tom", ""),
    "no column": ("flyt;KBS;ØU;BIU;;;;;;;x", "t.csv:K7: denne kolonne", ""),
    "beside a sentence": ("flyt;;;;;;;;;nedlæg BIU", "t.csv:A7: en række med en `Sætning`", ""),
    "no day": ("ledsages af;høring;;;;;;afholdt;1/6-13", "t.csv:I7: `1/6-13`", "31-01-2014"),
    "no number": ("ændr medlemstal;KFU;;;;;9,5", "t.csv:G7: `9,5` er ikke et helt tal", ""),
    "a remark in a cell": ("flyt;KBS til BIU # x;ØU;BIU", "t.csv:B7: `#` begynder", ""),
    "a formula": ("flyt;KBS;ØU;=A1", "t.csv:D7: en formel beregnes ikke", ""),
    "no sentence": (";;;;;;;;;flyt KBS ti BIU", "t.csv:J7: ", "til"),
}


@pytest.mark.parametrize("case", CELLS)
def test_an_error_names_the_cell(ressort: Callable, tmp_path: Path, case: str) -> None:
    row, place, said = CELLS[case]

    done = ressort("check", table(tmp_path, HEAD + row + "\n"))

    assert (done.status, done.out) == (2, "")
    assert place in done.err
    assert said in done.err


def test_names_of_several_words_are_told_at_their_cells_with_all_that_is_wrong(
    ressort: Callable, tmp_path: Path
) -> None:
    rows = "flyt;Københavns Ejendome;KFU;ØU\nflyt;KBS;OEU;Beskæftigelses- og Integrationsudvalg\n"

    told = ressort("check", table(tmp_path, f"{HEAD}{rows}")).err

    assert re.findall(r"t\.csv:(\w+): ukendt .*`(.*)`", told) == [
        ("B7", "Københavns Ejendome"),
        ("C8", "OEU"),
        ("D8", "Beskæftigelses- og Integrationsudvalg"),
    ]
    assert "\nB7 | Københavns Ejendome\n     ^" in told


def test_a_misspelt_heading_or_label_is_told_once(ressort: Callable, tmp_path: Path) -> None:
    text = HEAD.replace("Ændring", "Ændrng").replace("Virkning fra", "Virkning")

    done = ressort("check", table(tmp_path, text + "flyt;KBS;ØU;BIU\n"))

    assert [line.split(" er ")[0] for line in done.err.splitlines() if ": `" in line] == [
        f"{tmp_path.as_posix()}/t.csv:A4: `Virkning`",
        f"{tmp_path.as_posix()}/t.csv:A6: `Ændrng`",
    ]


def test_english_tables_are_told_of_in_english(ressort: Callable, tmp_path: Path) -> None:
    head = "".join(f"{words[0]};\n" for words in LABELS.values()) + "Change;Wat;From;To\n"

    done = ressort("check", table(tmp_path, head))

    assert "t.csv:B1: `Proposal` is missing" in done.err
    assert "t.csv:B9: `Wat` is no heading" in done.err
    assert "did you mean `What`?" in done.err


def test_a_row_with_line_breaks_keeps_the_place_of_its_cells(
    ressort: Callable, tmp_path: Path
) -> None:
    path = table(tmp_path, HEAD + '#;"to\nlinjer"\nflyt;KBX;ØU;BIU\n')
    source = reading.source_of(files.read_grid(path, "t.csv"))

    assert source.position(source.text.index("KBX")) == (9, 2)
    assert "t.csv:B8: " in ressort("check", path).err


def _hide(_: Any, sheet: Any) -> None:
    sheet.row_dimensions[7].hidden = True


def _hide_column(_: Any, sheet: Any) -> None:
    sheet.column_dimensions["D"].hidden = True


SHEETS: dict[str, tuple[Callable[[Any, Any], None], str]] = {
    "formula": (lambda _, s: s.__setitem__("D7", '=HYPERLINK("x")'), "t.xlsx:Ark1!D7: en formel"),
    "unknown name": (lambda _, s: s.__setitem__("B7", "KBX"), "t.xlsx:Ark1!B7: ukendt"),
    "error": (lambda _, s: s.__setitem__("D7", "#REF!"), "t.xlsx:Ark1!D7: denne celle"),
    "hidden row": (_hide, "t.xlsx:Ark1!A7: denne celle er skjult"),
    "hidden column": (_hide_column, "t.xlsx:Ark1!D6: denne celle er skjult"),
    "merged": (lambda _, s: s.merge_cells("A7:A8"), "t.xlsx:Ark1!A7: denne celle er flettet"),
    "far cell": (lambda _, s: s.__setitem__("XFD1048576", "x"), "beyond row 5000"),
    "huge merge": (lambda _, s: s.merged_cells.add("H9:CV4000"), "beyond row 5000"),
    "second sheet": (
        lambda book, _: book.create_sheet("Mere").__setitem__("A1", "x"),
        "only the first visible sheet is read, and `Mere` holds",
    ),
}


@pytest.mark.parametrize("case", SHEETS)
def test_a_workbook_that_cannot_be_read_safely_is_refused(
    ressort: Callable, tmp_path: Path, case: str
) -> None:
    change, said = SHEETS[case]

    done = ressort("check", made_workbook(tmp_path, change))

    assert (done.status, done.out) == (2, "")
    assert said in done.err


PARTS = {
    "bomb": ("xl/worksheets/sheet9.xml", b"0" * (17 << 20), "more than 16 MB"),
    "macros": ("xl/vbaProject.bin", b"x", "with macros"),
    "links": ("xl/externalLinks/externalLink1.xml", b"<a/>", "links to other workbooks"),
    "entities": ("xl/worksheets/sheet9.xml", b"<!DOCTYPE a><a/>", "not a workbook"),
}


@pytest.mark.parametrize("case", PARTS)
def test_a_hostile_part_is_refused_in_one_line(
    ressort: Callable, tmp_path: Path, case: str
) -> None:
    name, data, said = PARTS[case]
    path = made_workbook(tmp_path)
    with ZipFile(path, "a", ZIP_DEFLATED) as archive:
        archive.writestr(name, data)

    done = ressort("check", path)

    assert (done.status, done.out, done.err.count("\n")) == (2, "", 1)
    assert said in done.err


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("t.xlsx", b"hello", "not a workbook"),
        ("t.xlsm", b"hello", "with macros"),
        ("t.ods", b"hello", "not a workbook"),
        ("t.xls", b"hello", "save it as .xlsx, .ods or .csv"),
        ("t.csv", b"a\0b", "neither UTF-8 nor Windows"),
        ("t.csv", b"\x81", "neither UTF-8 nor Windows"),
        ("t.csv", b'Forslag;"x\n', "begins on line 1"),
        ("t.csv", b"", "there is no row of headings"),
    ],
)
def test_what_is_no_table_is_told_in_one_error(
    ressort: Callable, tmp_path: Path, name: str, data: bytes, said: str
) -> None:
    (tmp_path / name).write_bytes(data)

    done = ressort("check", tmp_path / name)

    assert (done.status, done.out) == (2, "")
    assert said in done.err


@pytest.mark.parametrize("above", ["", "Enhed;Gammelt udvalg;Nyt udvalg\n"])
def test_rows_that_say_no_change_are_told_the_column_that_is_missing(
    ressort: Callable, tmp_path: Path, above: str
) -> None:
    head = "Forslag;Prøve\nVedrører;copenhagen-2013\nFremsat;18/6-2013\nVirkning fra;1/1-2014\n\n"
    (tmp_path / "t.csv").write_text(f"{head}{above}KEjd;KFU;ØU\nKBS;ØU;BIU\n", "utf-8")

    done = ressort("check", tmp_path / "t.csv")

    assert (done.status, done.out) == (2, "")
    assert "t.csv:A6: kolonnen `Ændring` mangler\n" in done.err
    assert done.err.count("mangler") == 1
    assert "= skriv en af: flyt, " in done.err


def test_without_the_extra_the_message_names_it(tmp_path: Path) -> None:
    program = (
        "import sys; sys.modules['openpyxl'] = None;"
        "from checker.commands import run; sys.exit(run(sys.argv[1:]))"
    )
    arguments = [sys.executable, "-c", program, "check", str(made_workbook(tmp_path))]
    done = subprocess.run(arguments, capture_output=True, encoding="utf-8")

    assert done.returncode == 2
    assert adding("excel") in done.stderr
