# SPDX-License-Identifier: EUPL-1.2
"""What is shown is what is there in PDF, receipts, tables, bylaws, templates and pages too."""

import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
import pytest
from serving import ask, served
from test_shown import (
    AROUND,
    HIDDEN,
    LAWS_AND_TOWN,
    SIGNS,
    UNSEEN,
    WRITTEN,
    hostile,
)

TELLABLE = re.sub("[\x00-\x08\x0b-\x1f]", "", SIGNS) + UNSEEN  # what XML can hold
pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("town")]


@pytest.fixture
def town(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in which each document says in each string what is not to be shown."""
    monkeypatch.chdir(tmp_path)
    for name, text in WRITTEN.items():
        Path(name).write_text(hostile(text), "utf-8")
    return tmp_path


def test_nothing_hidden_stands_in_a_pdf(ressort: Callable) -> None:
    done = ressort("check", "p.ressort", *AROUND, "--report", "x.pdf")
    assert done.status == 1, done.err
    text = subprocess.run(["pdftotext", "x.pdf", "-"], capture_output=True, check=True)
    said = text.stdout.decode("utf-8").replace("\f", "\n")
    assert "U+202E" in said
    assert not HIDDEN.search(said), HIDDEN.search(said)
    info = subprocess.run(["pdfinfo", "x.pdf"], capture_output=True, check=True)
    assert not HIDDEN.search(info.stdout.decode("utf-8"))


@pytest.mark.parametrize("ending", [".xlsx", ".ods", ".csv"])
def test_nothing_hidden_of_a_table_is_shown(ressort: Callable, ending: str) -> None:
    done = ressort("convert", "p.ressort", "--output", "t.xlsx", *LAWS_AND_TOWN)
    assert done.status == 0, done.err
    book = openpyxl.load_workbook("t.xlsx")
    sheet = next(each for each in book.worksheets if each.sheet_state == "visible")
    sheet.title = f"A{TELLABLE}".replace("[", "").replace("]", "")[:25]
    wrong = Path("w.xlsx")
    last = sheet.max_row + 1
    for column in range(1, 6):
        sheet.cell(last, column, f"x{TELLABLE}y")
    book.save(wrong)
    if ending == ".csv":
        rows = ["\t".join(str(c.value or "") for c in row) for row in sheet.iter_rows()]
        Path("w.csv").write_text("\n".join(rows), "utf-8")
    elif ending == ".ods":
        subprocess.run(
            ["soffice", "--headless", "--convert-to", "ods", "w.xlsx"],
            check=True,
            capture_output=True,
        )
    for name in ("t.xlsx", f"w{ending}"):
        done = ressort("check", name, *AROUND)
        assert done.status in (1, 2)
        assert done.out + done.err
        assert not HIDDEN.search(done.out + done.err), (HIDDEN.search(done.out + done.err), done)
    assert done.status == 2


def test_nothing_hidden_of_a_bylaw_is_shown(ressort: Callable) -> None:
    word = docx.Document()
    for line in (
        f"§ 7. task words{TELLABLE}",
        f"§ 8. Udvalget{TELLABLE} »Teknik{TELLABLE}«",
        f"Styrelsesvedtægt for Town{TELLABLE} Kommune",
        "Stk. 2. Der nedsættes et Økonomiudvalg samt følgende stående udvalg:",
        f"Børne- og Ungeudvalget{TELLABLE}",
    ):
        word.add_paragraph(line)
    word.core_properties.title = f"T{TELLABLE}"
    word.save("v.docx")
    for told in (
        ("check", "p.ressort", *AROUND, "--bylaw", "v.docx", "--report", "r.docx"),
        ("letters", "p.ressort", *AROUND, "--bylaw", "v.docx", "--to", "l"),
        ("new", "organisation", "n.ressort", "--from", "v.docx"),
    ):
        done = ressort(*told)
        assert done.out + done.err
        assert not HIDDEN.search(done.out + done.err), (
            told,
            HIDDEN.search(done.out + done.err),
            ascii(done.err),
        )


@pytest.mark.parametrize("ending", [".html", ".md"])
def test_nothing_hidden_of_a_template_is_written(ressort: Callable, ending: str) -> None:
    Path(f"part{ending}").write_text(f"part{SIGNS}{UNSEEN}", "utf-8")
    own = (
        f"A{SIGNS}{UNSEEN}{{{{ results[0].proposal.title }}}}{{{{ '{SIGNS}{UNSEEN}'|safe }}}}"
        "{% for one in results[0].findings %}{{ one.message }}{{ one.message|safe }}{% endfor %}"
        f"{{% include 'part{ending}' %}}"
    )
    Path(f"own{ending}").write_text(own, "utf-8")
    done = ressort(
        "check", "p.ressort", *AROUND, "--template", f"own{ending}", "--report", f"x{ending}"
    )
    assert done.status == 1, done.err
    said = Path(f"x{ending}").read_text("utf-8")
    assert not HIDDEN.search(said), [hex(ord(x[0])) for x in HIDDEN.finditer(said)]
    Path(f"own{ending}").write_text(f"{{{{ x{UNSEEN} }}}}{{{{ no['{SIGNS}{UNSEEN}'] }}}}", "utf-8")
    done = ressort(
        "check",
        "p.ressort",
        *AROUND,
        "--template",
        f"own{ending}",
        "--report",
        f"x{ending}",
        "--force",
    )
    assert done.status == 2
    assert not HIDDEN.search(done.err), ascii(done.err)


def test_nothing_hidden_of_a_receipt_is_shown(ressort: Callable) -> None:
    ressort("check", "p.ressort", *AROUND, "--receipt", "k.json")
    whole = json.loads(Path("k.json").read_text("utf-8"))
    assert not HIDDEN.search(Path("k.json").read_text("utf-8"))

    def places(value, path=()):
        yield path
        if isinstance(value, dict):
            for key in value:
                yield from places(value[key], (*path, key))
        elif isinstance(value, list):
            for at, each in enumerate(value):
                yield from places(each, (*path, at))

    for path in places(whole):
        for other in (f"x{SIGNS}{UNSEEN}", [f"x{SIGNS}{UNSEEN}"], {f"x{SIGNS}{UNSEEN}": 1}):
            told = json.loads(json.dumps(whole))
            at = told
            for key in path[:-1]:
                at = at[key]
            if path:
                at[path[-1]] = other
            else:
                told = other
            Path("k.json").write_text(json.dumps(told, ensure_ascii=False), "utf-8")
            done = ressort("verify", "k.json")
            assert done.status in (0, 1, 2), path
            assert not HIDDEN.search(done.out + done.err), (path, ascii(done.err))
            assert "internal" not in done.err, (path, done.err)


def test_nothing_hidden_is_served() -> None:
    with served(*LAWS_AND_TOWN) as address:
        text = hostile(WRITTEN["p.ressort"])
        for path, fields in (
            ("", None),
            ("open", {"text": text}),
            ("move", {"text": text, "card": "U1", "here": "C1", "to": "C2"}),
            ("save/proposal", {"text": text}),
            (
                "move",
                {
                    "text": text,
                    "card": f"U{UNSEEN}",
                    "here": f"C{SIGNS}",
                    "to": f"x{SIGNS}{UNSEEN}",
                },
            ),
        ):
            answer = ask(address, path, fields)
            if path.startswith("save"):
                continue
            # What is edited goes back as it was written.
            told = re.sub(r"<textarea.*?</textarea>|value=\"[^\"]*\"", "", answer.text, flags=re.S)
            found = HIDDEN.search(told.replace("\r\n", "\n"))
            assert not found, (path, ascii(told[max(0, found.start() - 200) : found.end() + 50]))
