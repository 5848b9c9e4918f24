# SPDX-License-Identifier: EUPL-1.2
"""Files of Word and Excel as offices save them: what is not to be read is told in plain words, and
what a person does not see is not taken for what is there."""

import io
from collections.abc import Callable
from copy import copy
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from fuzz_files import outcomes, plain_case
from openpyxl import Workbook, load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.colors import Color

TRANSITIONAL = b"http://schemas.openxmlformats.org/officeDocument/2006/"
PURE = b"http://purl.oclc.org/ooxml/officeDocument/"
AROUND = ("--rules", "r.ressort", "--organisations", "o.ressort", "--lang", "en")
LOCKED = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(512)


@pytest.fixture
def case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ressort: Callable) -> Callable:
    """case(name, data, *arguments) runs a command beside a file."""
    monkeypatch.chdir(tmp_path)
    for name, data in plain_case().items():
        Path(name).write_bytes(data)

    def told(name: str, data: bytes, *arguments: str):
        Path(name).write_bytes(data)
        return ressort(*arguments, *AROUND)

    return told


def word(change: Callable[[str, bytes], bytes] = lambda _, part: part) -> bytes:
    """A Word file with each of its parts changed."""
    document, saved, made = docx.Document(), io.BytesIO(), io.BytesIO()
    document.add_heading("§ 7. Udvalget", level=1)
    document.add_paragraph("Udvalget varetager alfa.", style="List Number")
    document.save(saved)
    with ZipFile(saved) as old, ZipFile(made, "w") as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return made.getvalue()


STRICT = word(lambda _, part: part.replace(TRANSITIONAL, PURE))
DOCTYPE = word(
    lambda name, part: (
        part.replace(b"<w:document", b"<!DOCTYPE a [<!ENTITY b 'c'>]><w:document", 1)
        if name.endswith("document.xml")
        else part
    )
)
NO_NUMBER = word(
    lambda name, part: (
        part.replace(b'w:numId="', b'w:numId="" w:x="') if name.endswith("numbering.xml") else part
    )
)
WORD_USES = [
    ("letters", "p.ressort", "--to", "out", "--bylaw", "v.docx"),
    ("check", "p.ressort", "--report", "x.docx", "--bylaw", "v.docx"),
    ("check", "p.ressort", "--report", "x.docx", "--template", "v.docx"),
]


@pytest.mark.slow
@pytest.mark.parametrize("use", WORD_USES, ids=lambda use: use[-2])
@pytest.mark.parametrize(
    ("data", "said"),
    [
        (LOCKED, "protected by a password"),
        (STRICT, "Strict Open XML; save it as a Word document (.docx)"),
        (DOCTYPE, "declares a kind of document of its own"),
        (word()[:400], "not a Word file"),
    ],
    ids=["locked", "strict", "doctype", "cut"],
)
def test_a_word_file_that_is_not_read_is_told_of(
    case: Callable, use: tuple[str, ...], data: bytes, said: str
):
    done = case("v.docx", data, *use)

    assert (done.status, done.err.startswith("ressort: v.docx: ")) == (2, True), done.err
    assert said in done.err


@pytest.mark.slow
@pytest.mark.parametrize("use", WORD_USES, ids=lambda use: use[-2])
def test_a_number_that_is_missing_in_a_word_file_is_no_internal_error(
    case: Callable, use: tuple[str, ...]
):
    done = case("v.docx", NO_NUMBER, *use)

    assert done.status in (0, 1) or "not as Word writes it" in done.err
    assert "internal" not in done.err


def test_a_day_that_is_none_in_a_bylaw_is_left_out(case: Callable):
    document, saved = docx.Document(), io.BytesIO()
    document.add_paragraph("Vedtægt for By Kommune med virkning fra den 31. februar 2014")
    document.save(saved)
    given = ("--id", "by", "--name", "By", "--as-of", "2014-01-01", "--form", "udvalgsstyre")

    done = case("v.docx", saved.getvalue(), "new", "organisation", "n.ressort", "--from", "v.docx",
                *given, "--council", "BR", "--finance", "ØU")  # fmt: skip

    assert "internal" not in done.err


# ---------------------------------------------------------------- workbooks


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (LOCKED, "protected by a password"),
        (b"PK\3\4 not a workbook", "not a workbook"),
    ],
    ids=["locked", "cut"],
)
def test_a_workbook_that_is_not_read_is_told_of(case: Callable, data: bytes, said: str):
    done = case("t.xlsx", data, "check", "t.xlsx")

    assert (done.status, done.err.startswith("t.xlsx: ")) == (2, True), done.err
    assert said in done.err


def test_a_workbook_saved_as_strict_is_told_of(case: Callable):
    made = io.BytesIO()
    with ZipFile(io.BytesIO(outcomes()["p.xlsx"])) as old, ZipFile(made, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(TRANSITIONAL, PURE))

    done = case("t.xlsx", made.getvalue(), "check", "t.xlsx")

    assert (done.status, "Strict Open XML" in done.err) == (2, True), done.err


def _at(book: Workbook) -> tuple[object, str]:
    """The sheet, and the place of the unit that moves."""
    sheet = book.worksheets[0]
    return sheet, next(
        cell.coordinate
        for row in sheet.iter_rows()
        for cell in row
        if str(cell.value).split(" – ")[0] == "U1"
    )


def _unseen(
    font: Font | None = None, fill: PatternFill | None = None, format: str = ""
) -> Callable:
    def change(sheet, place: str) -> None:
        cell = sheet[place]
        cell.font = font or copy(cell.font)
        cell.fill = fill or copy(cell.fill)
        cell.number_format = format or cell.number_format

    return change


def _row(sheet, place: str) -> None:
    sheet.row_dimensions[sheet[place].row].height = 0.5


def _column(sheet, place: str) -> None:
    sheet.column_dimensions[sheet[place].column_letter].width = 0.1


def _part_struck(sheet, place: str) -> None:
    sheet[place].value = CellRichText(TextBlock(InlineFont(strike=True), "U1"))


def _solid(colour: str) -> PatternFill:
    return PatternFill("solid", fgColor=colour)


@pytest.mark.slow
@pytest.mark.parametrize(
    "change",
    [
        _row,
        _column,
        _part_struck,
        _unseen(Font(strike=True)),
        _unseen(Font(color="FFFFFFFF")),
        _unseen(Font(color="FFFEFEFE")),
        _unseen(Font(color=Color(theme=0))),
        _unseen(Font(color=Color(indexed=9))),
        _unseen(Font(color="FF336699"), _solid("FF336699")),
        _unseen(None, _solid("FF000000")),
        _unseen(Font(sz=1)),
        _unseen(format=";;;"),
    ],
)
def test_what_a_person_does_not_see_is_an_error(case: Callable, change: Callable):
    book = load_workbook(io.BytesIO(outcomes()["p.xlsx"]))
    sheet, place = _at(book)
    change(sheet, place)
    saved = io.BytesIO()
    book.save(saved)

    done = case("t.xlsx", saved.getvalue(), "check", "t.xlsx")

    assert done.status == 2, done.out
    assert f"!{place}: this cell is hidden" in done.err


@pytest.mark.parametrize(
    "change",
    [
        lambda *_: None,
        _unseen(Font(color="FFFFFFFF"), _solid("FF1F3864")),
        _unseen(Font(color="FF808080", b=True, i=True, sz=9)),
        _unseen(format="@"),
    ],
)
def test_what_a_person_sees_is_read(case: Callable, change: Callable):
    book = load_workbook(io.BytesIO(outcomes()["p.xlsx"]))
    change(*_at(book))
    saved = io.BytesIO()
    book.save(saved)

    assert case("t.xlsx", saved.getvalue(), "check", "t.xlsx").status in (0, 1)


# ---------------------------------------------------------------- CSV


@pytest.mark.slow
@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("first", ["sep={}\r\n", '"sep={}"\r\n', "SEP={}\n", ""])
def test_a_csv_file_as_excel_writes_it_is_read(
    case: Callable, separator: str, encoding: str, first: str
):
    if separator == "|" and not first:
        return
    text = outcomes()["p.csv"].decode("utf-8-sig").replace(";", separator)

    done = case("t.csv", (first.format(separator) + text).encode(encoding), "check", "t.csv")

    assert done.status in (0, 1), done.err
    line = text[: text.index("U1")].count("\n") + bool(first) + 1
    assert f"t.csv:{line}:" in done.out


def test_a_csv_file_that_is_no_text_is_told_how_to_be_saved(case: Callable):
    done = case("t.csv", "Ændring;Hvad\n".encode("utf-16-le"), "check", "t.csv")

    assert (done.status, "save it as CSV UTF-8" in done.err) == (2, True), done.err
