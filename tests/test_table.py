# SPDX-License-Identifier: EUPL-1.2
"""Tables: a proposal in Excel or CSV says what its text says, and every place in it is a cell."""

from __future__ import annotations

import json
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
from openpyxl import Workbook, load_workbook
from shipped import mostly_slow

from checker import folders
from checker.commands.options import Shared
from checker.commands.printing import DocumentPrinter
from checker.files.documents import Reader
from checker.installed import adding
from checker.language.parser import parse
from checker.source import Source
from checker.speech.node import Document, Surface
from checker.table import files, reading, workbook, writing
from checker.table.columns import FORMS, HEADINGS, LABELS

HEAD = (
    "Forslag;P\nVedrører;copenhagen-2013\nFremsat;18-06-2013\nVirkning fra;2014-01-01\n\n"
    "Ændring;Hvad;Fra;Til;Navn;Ledet som;Medlemmer;Status;Dato;Sætning\n"
)
TEXT = (
    'forslag "P"\n    vedrører copenhagen-2013\n    fremsat 2013-06-18\n'
    "    virkning fra 2014-01-01\n\n"
)


@pytest.fixture(scope="module")
def printed() -> tuple[DocumentPrinter, tuple[Document, ...]]:
    reader = Reader()
    proposals = reader.proposals([str(folders.FIXTURES)])
    return DocumentPrinter(reader, Shared(), proposals), proposals


def table(tmp_path: Path, text: str, name: str = "t.csv", encoding: str = "utf-8") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding=encoding, newline="")
    return path


def made_workbook(tmp_path: Path, change: Callable[[Any, Any], None] | None = None) -> Path:
    """A workbook with one move, changed as a test wants it."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Ark1"
    for row in (line.split(";") for line in (HEAD + "flyt;KBS;ØU;BIU").split("\n")):
        sheet.append(row)
    if change:
        change(book, sheet)
    book.save(tmp_path / "t.xlsx")
    return tmp_path / "t.xlsx"


def same_again(text: str, path: Path) -> str:
    """A printed proposal put into a table of a file's kind, and read from it."""
    document = parse(Source.of(text))
    rows, heading = writing.rows_of(document)
    if path.suffix == ".csv":
        path.write_text(writing.csv_of(rows), encoding="utf-8")
    else:
        path.write_bytes(workbook.excel_of(rows, heading, document.surface, {}))
    return reading.source_of(files.read_grid(path, path.name)).text


@pytest.mark.slow
@pytest.mark.parametrize("surface", ["en", "da"])
@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_every_shipped_proposal_survives_a_table(
    printed: tuple[DocumentPrinter, tuple[Document, ...]],
    tmp_path: Path,
    surface: Surface,
    ending: str,
) -> None:
    printer, proposals = printed
    assert proposals
    for proposal in proposals if ending == ".csv" else proposals[::5]:
        text = printer.print(proposal, surface)
        back = same_again(text, tmp_path / f"t{ending}")
        assert printer.print(parse(Source.of(back)), surface) == text


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
        assert "f" not in {cell.data_type for row in sheet.iter_rows() for cell in row}  # type: ignore[union-attr]


@pytest.mark.parametrize("sign", "=+-@")
def test_what_begins_like_a_formula_is_shielded(sign: str) -> None:
    assert writing.csv_of([[f"{sign}1", f"'{sign}1"]]) == f"\ufeff'{sign}1;''{sign}1\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
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


@pytest.mark.slow
@pytest.mark.parametrize("case", CELLS)
def test_an_error_names_the_cell(ressort: Callable, tmp_path: Path, case: str) -> None:
    row, place, said = CELLS[case]

    done = ressort("check", table(tmp_path, HEAD + row + "\n"))

    assert (done.status, done.out) == (2, "")
    assert place in done.err
    assert said in done.err


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


@pytest.mark.slow
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


@pytest.mark.slow
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


def test_without_the_extra_the_message_names_it(tmp_path: Path) -> None:
    program = (
        "import sys; sys.modules['openpyxl'] = None;"
        "from checker.commands import run; sys.exit(run(sys.argv[1:]))"
    )
    arguments = [sys.executable, "-c", program, "check", str(made_workbook(tmp_path))]
    done = subprocess.run(arguments, capture_output=True, encoding="utf-8")

    assert done.returncode == 2
    assert adding("excel") in done.stderr


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
    assert ("ukendt navn" in ressort("check", path).err) != found


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


# ---------------------------------------------------------------- as it comes from elsewhere

NO_HEADINGS = HEAD.rpartition("Ændring")[0]
TAKEN = "kolonnerne er taget for: "


@pytest.mark.parametrize(
    ("rows", "said", "taken"),
    [
        ("flyt;KBS;ØU;BIU", "flyt KBS fra ØU til BIU", "A Ændring, B Hvad, C Fra, D Til"),
        ("Flyttes;KBS;BIU", "flyt KBS til BIU", "A Ændring, B Hvad, C Til"),
        ("KBS;flyt;ØU;BIU", "flyt KBS fra ØU til BIU", "A Hvad, B Ændring, C Fra, D Til"),
        (
            "flyt;KBS;ØU;BIU;drøftes",
            "flyt KBS fra ØU til BIU  # drøftes",
            "A Ændring, B Hvad, C Fra, D Til, E Bemærkning",
        ),
        (
            "ledsages af;høring;1/10-2013;afholdt",
            "ledsages af høring den 2013-10-01",
            "A Ændring, B Hvad, C Dato, D Status",
        ),
        ("led;KES;center", "led KES som center", "A Ændring, B Hvad, C Ledet som"),
    ],
)
def test_without_headings_the_columns_are_guessed_and_told(
    ressort: Callable, tmp_path: Path, rows: str, said: str, taken: str
) -> None:
    path = table(tmp_path, NO_HEADINGS + rows + "\n")

    done = ressort("convert", path, "--to", "ressort")

    assert (done.status, done.out) == (0, TEXT + said + "\n")
    assert f"t.csv:A6: bemærk: ingen kendte overskrifter; {TAKEN}{taken}\n" in done.err
    assert f"{TAKEN}{taken}\n" in ressort("check", path).err


def test_headings_in_other_words_are_passed_over_and_told(
    ressort: Callable, tmp_path: Path
) -> None:
    rows = "Ændring;Enhed;Nuværende udvalg;Nyt udvalg\nflyt;KBS;ØU;BIU\n"

    done = ressort("convert", table(tmp_path, NO_HEADINGS + rows), "--to", "ressort")

    assert (done.status, done.out) == (0, TEXT + "flyt KBS fra ØU til BIU\n")
    assert f"t.csv:A6: bemærk: ingen kendte overskrifter; {TAKEN}A Ændring, B Hvad" in done.err


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("åben;KBS;;Kultur- og Fritidsudvalget", "åben KBS under KFU"),
        ("åben;KBS;;KFU eller BIU", "åben KBS under KFU eller BIU"),
        (
            "åben;Københavns Borgerservice;;KFU – Kultur- og Fritidsudvalget eller Socialudvalget",
            "åben KBS under KFU eller SUD",
        ),
        ("sammenlæg;KFU og TMU;;KTU;N", 'sammenlæg KFU og TMU til KTU "N"'),
        (
            "sammenlæg;KFU – Kultur- og Fritidsudvalget og TMU – Teknik- og Miljøudvalget;;KTU;N",
            'sammenlæg KFU og TMU til KTU "N"',
        ),
        ("nedlæg;Kultur- og Fritidsudvalget;;TMU", "nedlæg KFU med opgaverne til TMU"),
    ],
)
def test_names_stand_where_several_ids_may(
    ressort: Callable, tmp_path: Path, row: str, said: str
) -> None:
    done = ressort("convert", table(tmp_path, HEAD + row + "\n"), "--to", "ressort")

    assert (done.status, done.out) == (0, f"{TEXT}{said}\n")


def test_a_name_that_is_a_word_of_the_other_language_is_a_name(
    ressort: Callable, tmp_path: Path
) -> None:
    head = "Proposal;P\nConcerns;copenhagen-2013\nProposed;2013-06-18\nEffective;2014-01-01\n"
    rows = "Change;What;From;To\nmove;Københavns Ejendomme;KFU;Økonomiudvalget\n"

    done = ressort("convert", table(tmp_path, head + rows), "--to", "ressort")

    assert "move KEjd from KFU to ØU\n" in done.out


def test_a_guess_is_told_beside_what_does_not_fit_it(ressort: Callable, tmp_path: Path) -> None:
    done = ressort("check", table(tmp_path, NO_HEADINGS + "flyt;KBS;ØU;BIU;x;y\n"))

    assert done.status == 2
    assert "t.csv:F6: denne kolonne har ingen overskrift" in done.err
    assert f"{TAKEN}A Ændring, B Hvad, C Fra, D Til, E Bemærkning\n" in done.err


def test_what_a_row_does_is_never_guessed(ressort: Callable, tmp_path: Path) -> None:
    done = ressort("check", table(tmp_path, NO_HEADINGS + "KBS;ØU;BIU\n"))

    assert done.status == 2
    assert "der er ingen række med overskrifter" in done.err


def test_headings_in_the_first_row_are_headings(ressort: Callable, tmp_path: Path) -> None:
    done = ressort("check", table(tmp_path, "Ændring;Hvad;Til\nflyt;KBS;BIU\n"))

    assert done.status == 2
    assert "t.csv:A1: `Forslag` mangler" in done.err
    assert "`Ændring`" not in done.err


@pytest.mark.parametrize(
    ("headings", "rows", "said"),
    [
        ("Ændring;Hvad;Fra", "flyt;KBS;ØU\nflyt;KEjd;KFU", "C6: kolonnen `Til` mangler; `flyt`"),
        ("Hvad;Fra;Til", "KBS;ØU;BIU\nKEjd;KFU;ØU", "C6: kolonnen `Ændring` mangler\n"),
        ("Ændring;Hvad", "ledsages af;høring", "B6: kolonnen `Status` mangler; `ledsages af`"),
    ],
)
def test_a_missing_column_is_told_once_and_at_the_headings(
    ressort: Callable, tmp_path: Path, headings: str, rows: str, said: str
) -> None:
    done = ressort("check", table(tmp_path, f"{NO_HEADINGS}{headings}\n{rows}\n"))

    assert done.status == 2
    assert f"t.csv:{said}" in done.err
    assert done.err.count("t.csv:") == 1


@pytest.mark.parametrize("name", ["t.tsv", "t.txt", "-"])
@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16"])
def test_what_is_copied_from_a_spreadsheet_is_read(
    tmp_path: Path, name: str, encoding: str
) -> None:
    pasted = (HEAD + "flyt;KBS;ØU;BIU\n").replace(";", "\t").encode(encoding)
    if name != "-":
        (tmp_path / name).write_bytes(pasted)

    done = subprocess.run(
        [sys.executable, "-m", "checker", "convert", name, "--to", "ressort"],
        input=pasted,
        capture_output=True,
        cwd=tmp_path,
    )

    assert (done.returncode, done.stdout.decode()) == (0, TEXT + "flyt KBS fra ØU til BIU\n")


def test_a_pasted_table_tells_its_mistakes_and_another_text_is_not_shown(
    ressort: Callable, tmp_path: Path
) -> None:
    pasted = (HEAD + "flyt;KBX;ØU;BIU\n").replace(";", "\t")
    assert "t.txt:B7: ukendt" in ressort("check", table(tmp_path, pasted, "t.txt")).err

    secret = ressort("check", table(tmp_path, "hemmeligt;x\nandet;y\n", "u.txt"))
    assert secret.status == 2
    assert "hemmeligt" not in secret.err


SPACES = "".join(
    f' xmlns:{space}="urn:oasis:names:tc:opendocument:xmlns:{own}:1.0"'
    for space, own in {
        **{each: each for each in ("office", "style", "table", "text")},
        "fo": "xsl-fo-compatible",
    }.items()
)
STYLES = """
<style:style style:name="white" style:parent-style-name="base"/>
<style:style style:name="base"><style:text-properties fo:color="#FFFFFF"/></style:style>
<style:style style:name="struck">
 <style:text-properties style:text-line-through-style="solid"/>
</style:style>
<style:style style:name="low"><style:table-row-properties style:row-height="0.01in"/></style:style>
<style:style style:name="away"><style:table-properties table:display="false"/></style:style>
"""
CALC_ROW = "<table:table-row{}>{}</table:table-row>"


def calc_cell(text: str, attributes: str = "") -> str:
    attributes = attributes or 'office:value-type="string"'
    return f"<table:table-cell {attributes}><text:p>{text}</text:p></table:table-cell>"


def calc(tmp_path: Path, last: str = "", beside: str = "", scripts: str = "") -> Path:
    """A Calc file with one move and, below it, what a test wants."""
    lines = [line.split(";") for line in (HEAD + "flyt;KBS;ØU;BIU").split("\n")]
    rows = "".join(CALC_ROW.format("", "".join(map(calc_cell, line))) for line in lines)
    rows = rows.replace(">18-06-2013<", "><text:s/>18-06-2013 <")
    body = f'<table:table table:name="Ark1">{rows}{last}</table:table>{beside}'
    content = (
        f"<office:document-content{SPACES}><office:scripts>{scripts}</office:scripts>"
        f"<office:automatic-styles>{STYLES}</office:automatic-styles><office:body>"
        f"<office:spreadsheet>{body}</office:spreadsheet></office:body></office:document-content>"
    )
    with ZipFile(tmp_path / "t.ods", "w") as pack:
        pack.writestr("content.xml", content)
        pack.writestr("META-INF/manifest.xml", "<manifest/>")
    return tmp_path / "t.ods"


def test_a_calc_file_says_what_the_text_says(ressort: Callable, tmp_path: Path) -> None:
    empty = CALC_ROW.format(' table:number-rows-repeated="2"', "<table:table-cell/>")
    day = calc_cell("1/10", 'office:value-type="date" office:date-value="2013-10-01T00:00:00"')
    gap = '<table:table-cell table:number-columns-repeated="5"/>'
    note = "<table:table-cell><office:annotation><text:p>skjult</text:p></office:annotation>"
    carried = f"{calc_cell('ledsages af')}{calc_cell('høring')}{gap}{calc_cell('afholdt')}{day}"
    carried += f"{note}</table:table-cell>"
    far = CALC_ROW.format(' table:number-rows-repeated="1048000"', "<table:table-cell/>")

    done = ressort(
        "convert", calc(tmp_path, empty + CALC_ROW.format("", carried) + far), "--to", "ressort"
    )

    said = TEXT + "flyt KBS fra ØU til BIU\n\nledsages af høring den 2013-10-01\n"
    assert (done.status, done.out, done.err) == (0, said, "")


CALC = {
    "unknown name": (
        "".join(map(calc_cell, ("flyt", "KBX", "ØU", "BIU"))),
        *("", "", "t.ods:Ark1!B8: ukendt"),
    ),
    "formula": (
        calc_cell("flyt", 'table:formula="of:=[.A1]" office:value-type="string"'),
        *("", "", "t.ods:Ark1!A8: en formel beregnes ikke"),
    ),
    "merged": (
        calc_cell("flyt", 'table:number-rows-spanned="2"'),
        *("", "", "Ark1!A8: denne celle er flettet"),
    ),
    "white": (calc_cell("flyt", 'table:style-name="white"'), "", "", "Ark1!A8: denne celle er sk"),
    "struck": (calc_cell("x", 'table:style-name="struck"'), "", "", "Ark1!A8: denne celle er sk"),
    "unshown": (
        '<table:table-cell office:value-type="string" office:string-value="flyt"/>',
        *("", "", "Ark1!A8: denne celle er skjult"),
    ),
    "second sheet": (
        "",
        f'<table:table table:name="Mere">{CALC_ROW.format("", calc_cell("x"))}</table:table>',
        *("", "only the first visible sheet is read, and `Mere` holds"),
    ),
    "macros": ("", "", "<x/>", "with macros"),
    "links": ("", "<table:dde-link/>", "", "links to other workbooks"),
}


@pytest.mark.parametrize("case", CALC)
def test_a_calc_file_that_cannot_be_read_safely_is_refused(
    ressort: Callable, tmp_path: Path, case: str
) -> None:
    cells, beside, scripts, said = CALC[case]

    done = ressort("check", calc(tmp_path, CALC_ROW.format("", cells), beside, scripts))

    assert (done.status, done.out) == (2, "")
    assert said in done.err


@pytest.mark.parametrize(
    ("attributes", "said"),
    [
        (' table:visibility="collapse"', "Ark1!A8: denne celle er skjult"),
        (' table:visibility="filter"', "Ark1!A8: denne celle er skjult"),
        (' table:style-name="low"', "Ark1!A8: denne celle er skjult"),
        (' table:number-rows-repeated="6000"', "beyond row 5000"),
    ],
)
def test_a_row_that_is_hidden_or_too_much_is_refused(
    ressort: Callable, tmp_path: Path, attributes: str, said: str
) -> None:
    done = ressort("check", calc(tmp_path, CALC_ROW.format(attributes, calc_cell("flyt"))))

    assert done.status == 2
    assert said in done.err


def test_rows_in_a_folded_group_are_hidden(ressort: Callable, tmp_path: Path) -> None:
    row = CALC_ROW.format("", calc_cell("flyt"))
    folded = f'<table:table-row-group table:display="false">{row}</table:table-row-group>'

    assert "Ark1!A8: denne celle er skjult" in ressort("check", calc(tmp_path, folded)).err
