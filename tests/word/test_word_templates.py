# SPDX-License-Identifier: EUPL-1.2
"""Word files as templates: the shipped ones, and those of the user's own."""

import subprocess
import sys
from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document
from memos import OLD_18, SHIPPED, bylaw
from openxml_audit import OpenXmlValidator
from papers import text_of

from checker.desk import paper, templates
from checker.errors import UsageError
from checker.folders import REPORTS


@pytest.mark.slow
def test_the_shipped_templates_are_those_the_script_makes():
    made_now = {"memo": templates.memo()}
    made_now |= {
        f"{kind}.{n}": templates.letter(kind, n)
        for n in ("da", "en")
        for kind in templates.kinds(n)
    }

    assert sorted(made_now) == sorted(each.stem for each in REPORTS.glob("*.docx"))
    for name, data in made_now.items():
        with ZipFile(BytesIO(data)) as new, ZipFile(REPORTS / f"{name}.docx") as old:
            for part in ("word/document.xml", "word/styles.xml", "word/numbering.xml"):
                assert new.read(part) == old.read(part), name


@pytest.mark.slow
def test_staff_can_change_a_template(check, folder):
    own = Document(REPORTS / "memo.docx")
    own.paragraphs[0].insert_paragraph_before("Brevhoved for {{ municipality }}")
    own.save(folder / "vores.docx")

    check("--report", folder / "svar.docx", "--template", folder / "vores.docx")

    assert Document(folder / "svar.docx").paragraphs[0].text == "Brevhoved for Prøveby Kommune"


@pytest.mark.slow
def test_a_plain_word_file_is_a_template_too(check, folder):
    plain = Document()
    plain.add_paragraph("Vores papir")
    plain.save(folder / "papir.docx")

    done = check("--report", folder / "svar.docx", "--template", folder / "papir.docx")
    word = Document(folder / "svar.docx")

    assert done.status == 1
    assert word.paragraphs[0].text == "Vores papir"
    assert OLD_18 in text_of(word)


def test_a_template_of_the_letters(check, folder):
    own = folder / "skabeloner"
    own.mkdir()
    word = Document()
    word.add_paragraph("Kære {{ authority }} om {{ norm }}")
    word.save(own / "application.da.docx")

    check("--to", folder / "breve", "--templates", own, name="letters")

    letter = Document(folder / "breve/ansoegning-1-ksl-64-a-kbs.docx")
    assert letter.paragraphs[0].text == "Kære Indenrigsministeriet om styrelseslovens § 64 a"
    assert (folder / "breve/indstilling-1.docx").exists()


@pytest.mark.slow
def test_templates_that_are_there_are_kept_each_told_unless_forced(folder):
    command = [sys.executable, "-m", "checker.desk.templates", folder]
    own = folder / "memo.docx"
    own.write_bytes(b"vores")

    kept = subprocess.run(command, capture_output=True, encoding="utf-8")
    assert (kept.returncode, own.read_bytes()) == (2, b"vores")
    assert "memo.docx: the file is there already; --force overwrites it" in kept.stderr
    assert not (folder / "notification.da.docx").exists()
    assert subprocess.run([*command, "--force"]).returncode == 0
    assert (folder / "notification.da.docx").exists()


@pytest.mark.parametrize("text", ["{{ ukendt }}", "{% if %}", "{{ ().__class__.__mro__ }}"])
def test_a_broken_template_is_one_line(check, folder, text):
    word = Document()
    word.add_paragraph(text)
    word.save(folder / "vores.docx")

    done = check("--report", folder / "svar.docx", "--template", folder / "vores.docx")

    assert done.status == 2
    assert "vores.docx" in done.err
    assert done.err.count("\n") == 1


def test_a_word_template_is_for_word_and_another_is_not(check, folder):
    (folder / "t.md.j2").write_text("Hej\n", encoding="utf-8")
    word = REPORTS / "memo.docx"

    assert check("--template", word, "--report", folder / "a.md").status == 2
    assert check("--template", folder / "t.md.j2", "--report", folder / "a.docx").status == 2


def test_no_template_asks_for_what_is_not_there():
    with pytest.raises(UsageError, match="cannot be used"):
        paper.filled(REPORTS / "application.da.docx", {})


@pytest.mark.slow
def test_every_word_file_is_valid(check, folder):
    path = bylaw(folder / "sv.docx", *SHIPPED)
    plain = Document()
    plain.save(folder / "papir.docx")
    check("--report", folder / "svar.docx", "--bylaw", path)
    check("--report", folder / "andet.docx", "--template", folder / "papir.docx")
    check("--to", folder / "breve", name="letters")

    written = [folder / "svar.docx", folder / "andet.docx", *(folder / "breve").iterdir()]
    for each in [*written, *REPORTS.glob("*.docx")]:
        assert OpenXmlValidator().validate(each).errors == []
