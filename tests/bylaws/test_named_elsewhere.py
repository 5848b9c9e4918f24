# SPDX-License-Identifier: EUPL-1.2
"""The words of a bylaw that name a renamed unit, or a committee that ends or its offices."""

from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from drafts import lines, plain
from engine import TOWN

OF_TWO = "Kulturudvalget hører Beskæftigelsesudvalget."
TEXTS = (
    'provision SV § 8 text "Borgerservices åbningstider og Borgerserviceloven." as of 2013-01-01',
    'provision SV § 9 of ØU text "ØU spørger Beskæftigelsesudvalget." as of 2013-01-01',
    f'provision SV § 10 of ØU text "{OF_TWO}" as of 2013-01-01',
    'provision SV § 11 of BIU text "Beskæftigelsesudvalget varetager job." as of 2013-01-01',
    'provision SV § 12 text "Kulturforvaltningen, og kulturborgmesterens sager." as of 2013-01-01',
)
ON_FILE = "\n".join((TOWN, *TEXTS, ""))
UNIT = '\nrename KBS to BC "Borgercenter"\n'
RENAMED = '\nrename KU to FU "Fritidsudvalget"\n'
INTO = "\nabolish BIU into KU\n"
MERGED = (
    '\nmerge KU and BIU into KBU "Kultur- og Jobudvalget" administration KJF'
    ' "Kultur- og Jobforvaltningen" mayor KJB "Kultur- og jobborgmesteren"\n'
)
WHAT = "Hvad skal der stå i stedet for »{}« i styrelsesvedtægtens § {}, når navnet ændres?"
OTHER = (
    "Skal der stå andet end »{}« i styrelsesvedtægtens § {}, når udvalget får et andet navn"
    " eller ophører?"
)


@pytest.mark.parametrize(
    ("change", "becomes", "asked"),
    [
        (UNIT, {"SV § 8": "Borgercenters åbningstider og Borgerserviceloven."},
         {WHAT.format("Borgerserviceloven", 8)}),
        (RENAMED, {"SV § 10": "Fritidsudvalget hører Beskæftigelsesudvalget."},
         {OTHER.format("Kulturforvaltningen", 12), OTHER.format("kulturborgmesterens", 12)}),
        (INTO, {"SV § 9": "ØU spørger Kulturudvalget."},
         {WHAT.format("Beskæftigelsesudvalget", 10), WHAT.format("Beskæftigelsesudvalget", 11)}),
        ("\nabolish BIU\nmove jobs from BIU to ØU\n", {},
         {WHAT.format("Beskæftigelsesudvalget", each) for each in (9, 10, 11)}),
        (MERGED, {"SV § 9": "ØU spørger Kultur- og Jobudvalget.",
                  "SV § 12": "Kultur- og Jobforvaltningen, og kultur- og jobborgmesterens sager."},
         {WHAT.format("Kulturudvalget", 10), WHAT.format("Beskæftigelsesudvalget", 10),
          WHAT.format("Beskæftigelsesudvalget", 11)}),
    ],
)  # fmt: skip
def test_names_on_file_become_others_or_are_asked_about(
    checked: Callable, change: str, becomes: dict[str, str], asked: set[str]
) -> None:
    edits = checked(ON_FILE, change)["bylaw_edits"]
    changed = {each["provision"]: lines(each) for each in edits}
    questions = [one for each in edits for one in each["questions"]]

    assert {
        cite: rows[0][1] for cite, rows in changed.items() if rows[0][0] != rows[0][1]
    } == becomes
    assert {*questions} == asked
    assert len(questions) == len(asked)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (UNIT, ["I styrelsesvedtægtens § 8 ændres ordene »Borgerservice« til »Borgercenter«."]),
        (MERGED, [
            "I styrelsesvedtægtens § 9 ændres ordene »Beskæftigelsesudvalget« til »Kultur- og "
            "Jobudvalget«.",
            "Hvad der skal stå i stedet for »Beskæftigelsesudvalget«, hvor det står i "
            "styrelsesvedtægtens § 11, skal afgøres.",
            "I styrelsesvedtægtens § 12 ændres ordene »Kulturforvaltningen« til »Kultur- og "
            "Jobforvaltningen«.",
        ]),
    ],
)  # fmt: skip
def test_each_provision_is_told_with_the_name_that_it_says(
    checked: Callable, tmp_path: Path, change: str, told: list[str]
) -> None:
    checked(ON_FILE, change, "svar.md")
    said = (tmp_path / "svar.md").read_text(encoding="utf-8").replace("\xa0", " ")

    assert [each for each in told if f"- {each}\n" not in said] == []


def test_what_the_bylaw_need_not_name_is_told_as_a_condition(
    checked: Callable, tmp_path: Path
) -> None:
    checked(TOWN, UNIT, "svar.md")

    said = (tmp_path / "svar.md").read_text(encoding="utf-8")
    assert "- Står »Borgerservice« i vedtægten, ændres det til »Borgercenter«.\n" in said
    assert "foreligger" not in said.partition("Vedtægtsændringer")[2].partition("\n#")[0]


@pytest.mark.parametrize(
    ("change", "becomes"),
    [
        (UNIT, ["§ 8. Borgercenters åbningstider.", "§ 9. Økonomiudvalget hører Kulturudvalget.",
                "§ 10. Kulturudvalget varetager kultur."]),
        ("\nabolish KU into BIU\n", ["§ 8. Borgerservices åbningstider.",
                "§ 9. Økonomiudvalget hører Beskæftigelsesudvalget.",
                "§ 10. Kulturudvalget varetager kultur."]),
    ],
)  # fmt: skip
def test_names_in_a_bylaw_in_word_become_others(
    drafted: Callable, read: Callable, change: str, becomes: list[str]
) -> None:
    word = plain("§ 8. Borgerservices åbningstider.", "§ 9. Økonomiudvalget hører Kulturudvalget.",
                 "§ 10. Kulturudvalget varetager kultur.")  # fmt: skip

    done = drafted(word, change)

    assert done.status == 0, done.err
    assert read(accepted=True)[1:] == becomes
    assert read(accepted=False)[1:] == [each.text for each in word.paragraphs[1:]]


def test_what_stands_nowhere_in_a_bylaw_in_word_and_need_not_is_no_lost_edit(
    drafted: Callable,
) -> None:
    done = drafted(plain("§ 10. Kulturudvalget varetager kultur."), UNIT)

    assert done.status == 0, done.err
    assert "Borgerservice" not in done.err


def test_a_name_is_changed_as_a_whole_in_the_amending_text(checked: Callable) -> None:
    on_file = f'{TOWN}provision SV § 12 text "Kulturudvalget er et udvalg." as of 2013-01-01\n'
    edits = checked(on_file, '\nrename KU to FKU "Fritids- og Kulturudvalget"\n')["bylaw_edits"]

    amended = [one.replace("\xa0", " ") for one in edits[0]["amending"]]
    assert amended == ["I § 12 ændres »Kulturudvalget« til: »Fritids- og Kulturudvalget«."]


def test_the_lines_of_a_draft_ask_in_the_margin(drafted: Callable, tmp_path: Path) -> None:
    drafted(plain("§ 12. Kulturudvalget og kulturborgmesteren."), RENAMED)
    asked = [each.text for each in Document(tmp_path / "breve/vedtaegt.docx").comments]

    assert any("andet end »kulturborgmesteren«" in each for each in asked)
