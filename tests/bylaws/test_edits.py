# SPDX-License-Identifier: EUPL-1.2
"""Bylaws in Word as towns write them: contents, tables, parallel text, line breaks, numbers."""

import html
import re
from collections.abc import Callable
from pathlib import Path

import office
import pytest
from docx import Document
from docx.document import Document as Word
from drafts import BODY, CHANGES, OLD, _paragraphs, broken, plain
from engine import TOWN

NEW = "Udvalget varetager endvidere Erhvervsservice og puljer, samt anlæg."


def contents(*entries: str) -> Word:
    return plain("Indholdsfortegnelse", *entries, "Kapitel I. Udvalgene", *BODY)


def parallel(beside: str) -> Word:
    """Provisions in one column, another text in the other."""
    word = plain()
    table = word.add_table(rows=1, cols=2)
    for cell, text in zip(table.rows[0].cells, ("Vedtægten", "Bemærkninger"), strict=True):
        cell.text = text
    for each in BODY:
        cells = table.add_row().cells
        cells[0].text, cells[1].text = each, beside or each.replace("Udvalget", "The committee")
    return word


def labelled() -> Word:
    """The number of a provision in one cell, its words in the next."""
    word = plain()
    table = word.add_table(rows=0, cols=2)
    for each in BODY:
        cells = table.add_row().cells
        cells[0].text, cells[1].text = re.match(r"((?:§|Stk\.) \d+\.) (.*)", each).groups()
    return word


def boxed() -> Word:
    """All in one cell of a table."""
    word = plain()
    cell = word.add_table(rows=1, cols=1).rows[0].cells[0]
    for each in BODY:
        cell.add_paragraph(each)
    return word


def unsigned(form: str) -> Word:
    return plain(*(each.replace("§ ", form) for each in ("§ 17. Udvalgene.", *BODY)))


def missing() -> Word:
    """One sign is missing, and a list of numbers stands in a provision."""
    listed = ("1. Pas", "2. Folkeregister", "3. Valg")
    return plain(*BODY[:2], *listed, BODY[2].removeprefix("§ "), *BODY[3:])


STYLES = {
    "contents with pages": lambda: contents("§ 18\t7", "§ 19 ........ 8", "§ 20   9"),
    "contents with titles": lambda: contents(
        "Kapitel I", "§ 18. Kulturudvalget", "§ 19. Teknikudvalget", "§ 20. Protokol"
    ),
    "commentary beside": lambda: parallel("Business Service, herunder turisme, er ny."),
    "a translation beside": lambda: parallel(""),
    "numbers in a column": labelled,
    "in one cell": boxed,
    "line breaks": broken,
    "no blank": lambda: unsigned("§"),
    "a word for the sign": lambda: unsigned("Paragraf "),
    "a missing sign": missing,
    "a missing sign after contents": lambda: plain(
        "§ 18\t7",
        "§ 19. Teknikudvalget\t8",
        "§ 20\t9",
        *BODY[:2],
        BODY[2].removeprefix("§ "),
        *BODY[3:],
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("style", STYLES)
def test_a_provision_is_found_and_changed_in_each_style(
    drafted: Callable, read: Callable, style: str
) -> None:
    done = drafted(STYLES[style]())

    assert (done.status, done.err) == (0, "")
    new, old = "\n".join(read(accepted=True)), "\n".join(read(accepted=False))
    assert NEW in new
    assert OLD in old
    assert new.replace(NEW, OLD) == old


@pytest.mark.slow
def test_an_edit_without_a_place_is_told_by_a_check_too(drafted: Callable, tmp_path: Path) -> None:
    report = ("--report", tmp_path / "svar.docx", "--fail-on", "never")

    lost = drafted(plain("§ 20. Udvalgene."), CHANGES, "check", *report)
    found = drafted(plain(*BODY), CHANGES, "check", *report)

    assert lost.status == 2
    assert lost.err == "SV § 19, stk. 2 blev ikke fundet i sv.docx, så her er intet udkast.\n"
    assert (found.status, found.err) == (0, "")


def test_a_number_that_two_lines_could_be_is_none(drafted: Callable) -> None:
    twice = plain(*BODY[:2], "19. Kulturudvalget.", *BODY[2:3], *BODY[3:])
    twice.paragraphs[4].runs[0].text = "19. Udvalget består af 11 medlemmer."

    assert drafted(twice).status == 2


@pytest.mark.slow
def test_the_text_beside_is_told_where_the_bylaw_is_read(
    drafted: Callable, tmp_path: Path, ressort: Callable
) -> None:
    drafted(parallel(""), CHANGES, "check", "--report", tmp_path / "svar.docx")
    said = "\n".join(each.text for each in Document(tmp_path / "svar.docx").paragraphs)
    said = said.replace("\xa0", " ")
    made = ressort(
        *("new", "organisation", "--from", tmp_path / "sv.docx"),
        *("--name", "By", "--as-of", "2026-01-01", "--lang", "en"),
    )

    assert "Ved siden af SV § 19, stk. 2 står en anden tekst i tabellen" in said
    assert "only the first column was read" in made.err


PHRASED = f"""{TOWN}
provision SV § 19, stk. 2 of KU phrase "Business Service, herunder turisme"
provision SV § 18 of KU text "Kulturudvalget varetager kultur, idræt og fritid." as of 2013-01-01
"""


REWORDED = """
reword SV § 19, stk. 2 from "Business Service" to "Erhvervsservice"
remove "idræt" from SV § 18
"""


def test_a_phrase_is_drafted_between_gaps(checked: Callable, tmp_path: Path) -> None:
    checked(PHRASED, REWORDED, "svar.docx")
    drafted = [each for each in _paragraphs(tmp_path / "svar.docx") if each.has_track_changes]

    assert ("[…] Business Service, herunder turisme […]",
            "[…] Erhvervsservice, herunder turisme […]") in [
        (each.original_text, each.accepted_text) for each in drafted
    ]  # fmt: skip


@pytest.mark.slow
@office.needed
def test_office_accepts_and_rejects_a_rewording_and_a_phrase(
    checked: Callable, tmp_path: Path
) -> None:
    checked(PHRASED, REWORDED, "svar.docx")
    (tmp_path / "home").mkdir()
    new, old = (
        "\n".join(office.settled(tmp_path / "svar.docx", command, tmp_path / "home"))
        for command in ("AcceptAll", "RejectAll")
    )

    phrase, text = "[…] {}, herunder turisme […]", "Kulturudvalget varetager {}."
    for said, other, service, tasks in (
        (new, old, "Erhvervsservice", "kultur og fritid"),
        (old, new, "Business Service", "kultur, idræt og fritid"),
    ):
        mine, theirs = said.count(phrase.format(service)), other.count(phrase.format(service))
        assert mine > theirs
        assert said.count(text.format(tasks)) > other.count(text.format(tasks))


def test_an_edit_has_its_lines_and_its_amending_text_in_json(checked: Callable) -> None:
    first, second = checked(PHRASED, REWORDED)["bylaw_edits"]

    assert first["amending"] == ["I § 18 udgår », idræt«."]
    assert second["amending"] == [
        "I § 19, stk. 2, ændres »Business Service« til: »Erhvervsservice«."
    ]
    assert first["lines"] == [
        {
            "old": "Kulturudvalget varetager kultur, idræt og fritid.",
            "new": "Kulturudvalget varetager kultur og fritid.",
        }
    ]
    assert second["told"] == ["Kun de anførte ord foreligger; »[…]« er den øvrige tekst."]


@pytest.mark.parametrize("ending", ["md", "html", "docx"])
def test_reports_for_people_have_the_amending_text_and_both_wordings(
    checked: Callable, tmp_path: Path, ending: str
) -> None:
    checked(PHRASED, REWORDED, f"svar.{ending}")
    path = tmp_path / f"svar.{ending}"
    if ending == "docx":
        said = "\n".join(each.accepted_text for each in _paragraphs(path))
    else:
        said = html.unescape(path.read_text(encoding="utf-8")).replace("\\", "")
    said = said.replace("\xa0", " ")

    assert "Lovspejl" in said
    assert "I § 19, stk. 2, ændres »Business Service« til: »Erhvervsservice«." in said
    assert "[…] Business Service, herunder turisme […]" in said
    assert "Kulturudvalget varetager kultur og fritid." in said


def test_where_no_words_are_on_file_there_is_no_edit(checked: Callable) -> None:
    assert "bylaw_edits" not in checked(TOWN, "\nmove KBS from ØU to KU\n")
