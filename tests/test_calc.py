# SPDX-License-Identifier: EUPL-1.2
"""A Calc file says what its text says, or is refused."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest
from tables import HEAD, TEXT

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


@pytest.mark.slow
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
