# SPDX-License-Identifier: EUPL-1.2
"""What lies beside a public case: a bylaw in Word, a table, an organisation."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from docx import Document
from given_case import FORMS, questions

pytestmark = pytest.mark.slow

# ---------------------------------------------------------------- Gladsaxe 2026

NAMES = (
    "Trafik- og Teknikudvalget", "Klima- og Miljøudvalget", "Børne- og Undervisningsudvalget",
    "Kultur-, Fritids- og Idrætsudvalget", "Psykiatri- og Handicapudvalget",
    "Beskæftigelses- og Integrationsudvalget", "Omsorgs- og Sundhedsudvalget",
)  # fmt: skip
STATEMENTS = (
    "Stk. 2. Borgmesteren drager omsorg for, at der indhentes de nødvendige erklæringer fra"
    " udvalget."
)


def bylaw(path: Path, listed: str) -> Path:
    """The bylaw in Word: its committees in bullets, in numbers word by word, or in a table."""
    word = Document()
    word.add_paragraph("§ 4.")
    word.add_paragraph("Stk. 1. Borgmesteren er øverste daglige leder.")
    word.add_paragraph(STATEMENTS)
    word.add_paragraph("§ 6.")
    word.add_paragraph("Der nedsættes et Økonomiudvalg samt følgende stående udvalg:")
    table = word.add_table(rows=0, cols=2) if listed == "table" else None
    for name in NAMES:
        if table:
            for cell, text in zip(table.add_row().cells, (name, "7 medlemmer"), strict=True):
                cell.text = text
        elif listed == "bullets":
            word.add_paragraph(name, "List Bullet")
        else:
            paragraph = word.add_paragraph(style="List Number")
            for part in name.split(" "):
                paragraph.add_run(part)
                paragraph.add_run(" ")
    word.add_paragraph("§ 7.")
    word.add_paragraph("Udvalgene fører en protokol.")
    word.save(path)
    return path


ADDED = (
    "I § 4, stk. 2, indsættes som nyt sidste punktum: »Borgmesteren indhenter altid"
    " Økonomiudvalgets erklæring om flytning af opgaver.«."
)
AMENDING = {
    "bullets": [
        ADDED,
        "I § 6 udgår 1. bullit.",
        "I § 6, 2. bullit, ændres »Klima- og Miljøudvalget« til: »Klima- og Trafikudvalget«.",
        "I § 6, 5. bullit, ændres »Psykiatri- og Handicapudvalget« til: »Social-, Psykiatri- og"
        " Handicapudvalget«.",
    ],
    "runs": [
        ADDED,
        "I § 6 udgår nr. 1. Nr. 2-7 bliver herefter nr. 1-6.",
        "I § 6, nr. 2, ændres »Klima- og Miljøudvalget« til: »Klima- og Trafikudvalget«.",
        "I § 6, nr. 5, ændres »Psykiatri- og Handicapudvalget« til: »Social-, Psykiatri- og"
        " Handicapudvalget«.",
    ],
    "table": [
        ADDED,
        "I § 6 udgår »Trafik- og Teknikudvalget«.",
        "I § 6 ændres »Klima- og Miljøudvalget« til: »Klima- og Trafikudvalget«.",
        "I § 6 ændres »Psykiatri- og Handicapudvalget« til: »Social-, Psykiatri- og"
        " Handicapudvalget«.",
    ],
}


@pytest.mark.parametrize("listed", AMENDING)
def test_a_list_of_committees_is_changed_however_it_is_written(case, listed):
    town = case("gladsaxe-2026")
    word = bylaw(town.folder / "sv.docx", listed)
    letters = town.folder / "breve"
    done = town.ressort(
        *("letters", town.folder / "proposal.ressort", *town.known, "--no-config"),
        *("--bylaw", word, "--to", letters),
    )

    assert done.status == 0
    assert ("slet selv rækken" in done.err) == (listed == "table")
    annex = Document(letters / "vedtaegtsaendring.docx")
    lines = [each.text.replace("\xa0", " ") for each in annex.paragraphs]
    told = [each for each in lines if each.startswith("I § ")]
    assert told == AMENDING[listed]
    changed = Document(letters / "vedtaegt.docx")
    gone = "".join(changed.element.body.xpath("//w:delText/text()"))
    assert "".join(gone.split()) == "Trafik-ogTeknikudvalgetMiljøudvalget"


@pytest.mark.parametrize("form", FORMS)
def test_words_on_file_need_not_be_all_that_stands_in_a_provision(case, form):
    result = case("gladsaxe-2026").translate(form).judge()
    assert result["verdict"] == "incomplete"
    assert questions(result) == ["Hvor mange medlemmer har Klima- og Trafikudvalget?"]


# ---------------------------------------------------------------- Odense 2022


@pytest.mark.parametrize("table", ["navne", "ids"])
def test_a_table_with_names_or_ids_is_the_proposal(case, table):
    town = case("odense-2022")
    done = town.ressort("convert", town.folder / f"{table}.csv", "--to", "ressort", *town.known)
    written = (town.folder / "proposal.ressort").read_text("utf-8").splitlines()
    assert [each.partition("  #")[0] for each in done.out.splitlines()] == written
    assert done.out.endswith("# drøftes\n")


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ("word", "word.csv:A1: der er ingen række med overskrifter; den begynder med `Ændring`"),
        ("status", "status.csv:E8: `ledsages af` kræver `Status`, og cellen er tom"),
        ("no-status", "no-status.csv:D6: kolonnen `Status` mangler"),
    ],
)
def test_a_table_that_lacks_something_is_told_what_to_write(case, table, told):
    done = case("odense-2022").run(file=f"{table}.csv")
    assert done.status == 2
    assert told in done.err
    assert "\n= " in done.err


def test_a_planned_reading_with_a_day_is_announced(case):
    town = case("odense-2022")
    file = town.folder / "status.csv"
    rows = file.read_text("utf-8")
    file.write_text(rows.replace("høring af ØU;;;;", "høring af ØU;;;afholdt;25.04.2022"), "utf-8")
    done = town.ressort("convert", file, "--to", "ressort", *town.known)
    assert "ledsages af behandling i OB den 2022-05-25\n" in done.out


# ---------------------------------------------------------------- Navneby 2025


@pytest.mark.parametrize("asked", [".", "proposal.ressort"])
def test_the_organisation_beside_a_proposal_is_found(case, ressort, monkeypatch, asked):
    monkeypatch.chdir(case("navneby-2025").folder)
    done = ressort("check", asked, "--format", "json")
    assert done.status == 0
    assert [each["verdict"] for each in json.loads(done.out)["results"]] == ["clear"]
