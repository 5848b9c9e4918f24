# SPDX-License-Identifier: EUPL-1.2
"""Whole files, made once, of which inputs are mutated."""

import io
import tempfile
from contextlib import redirect_stderr, redirect_stdout
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape
from zipfile import ZipFile

import docx
from fuzz_sentences import BASE

from checker.commands import run

ALL = ("--rules", "r.ressort", "--organisations", "o.ressort")
FILE_OF = {"rules": "r.ressort", "organisation": "o.ressort", "proposal": "p.ressort"}


def plain_case() -> dict[str, bytes]:
    return {name: BASE[kind].encode() + b"move U1 from C1 to C2\n" * (kind == "proposal")
            for kind, name in FILE_OF.items()}  # fmt: skip


# ------------------------------------------------------------ what is mutated


@cache
def outcomes() -> dict[str, bytes]:
    """What commands write of the plain case, for the readers that read it again."""
    from fuzz_run import in_folder

    with tempfile.TemporaryDirectory() as folder, in_folder(Path(folder)):
        for name, data in plain_case().items():
            Path(name).write_bytes(data)
        with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
            kept = ("--write-baseline", "b.json", "--receipt", "r.json")
            run(["check", "p.ressort", *ALL, *kept])
            for output in ("p.csv", "p.xlsx", "p.json"):
                run(["convert", "p.ressort", "--output", output, *ALL])
        return {path.name: path.read_bytes() for path in Path().iterdir()}


@cache
def calc_file() -> bytes:
    """The plain case as a Calc file, with what hides and repeats in one."""
    rows = [line.split(";") for line in outcomes()["p.csv"].decode("utf-8-sig").split("\n")]
    cell = '<table:table-cell table:style-name="c" office:value-type="string"><text:p>'
    end = "</text:p></table:table-cell>"
    row = '<table:table-row table:number-rows-repeated="1">'
    told = ("".join(f"{cell}{escape(text)}{end}" for text in line) for line in rows)
    spaces = {"fo": "xsl-fo-compatible", **{x: x for x in ("office", "style", "table", "text")}}
    named = (
        f'xmlns:{k}="urn:oasis:names:tc:opendocument:xmlns:{v}:1.0"' for k, v in spaces.items()
    )
    style = 'fo:color="#000000" fo:font-size="11pt" style:text-line-through-style="none"'
    content = (
        f"<office:document-content {' '.join(named)}><office:automatic-styles>"
        '<style:style style:name="c" style:parent-style-name="d">'
        f"<style:text-properties {style}/></style:style>"
        '<style:style style:name="d" style:parent-style-name="c"/></office:automatic-styles>'
        '<office:body><office:spreadsheet><table:table table:name="Ark"><table:table-column '
        'table:number-columns-repeated="20" table:default-cell-style-name="c"/>'
        + "".join(f"{row}{each}</table:table-row>" for each in told)
        + "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    made = io.BytesIO()
    with ZipFile(made, "w") as pack:
        pack.writestr("content.xml", content)
        pack.writestr("META-INF/manifest.xml", "<manifest/>")
    return made.getvalue()


@cache
def bylaw_file(which: int) -> bytes:
    """A bylaw as Word writes one."""
    document = docx.Document()
    for number in range(5, 9):
        document.add_heading(f"§ {number}. Udvalg {number}", level=1)
        document.add_paragraph(
            "Udvalget varetager alfa.", style=("Normal", "List Number", "List Bullet")[which]
        )
        document.add_paragraph("Udvalget består af 7 medlemmer.", style="List Number 2")
    document.add_table(2, 2).cell(0, 0).text = "Udvalget"
    document.add_paragraph("Vedtaget den 1. januar 2014.")
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()
