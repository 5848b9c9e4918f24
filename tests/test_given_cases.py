# SPDX-License-Identifier: EUPL-1.2
"""Public cases of real municipalities as they lie in ``real``: what is right of each comes out, as
written, in English, and back in Danish."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document

from checker import folders

REAL = Path(__file__).parent / "real"
GENERAL = folders.RULES / "general"
FORMS = ("as written", "in English", "back in Danish")
pytestmark = pytest.mark.slow


class Case:
    """A case in a folder of its own, to be changed and judged."""

    def __init__(self, folder: Path, ressort: Callable) -> None:
        self.folder, self.ressort = folder, ressort

    def change(self, old: str, new: str, name: str = "proposal") -> Case:
        file = self.folder / f"{name}.ressort"
        text = file.read_text("utf-8")
        assert old in text
        file.write_text(text.replace(old, new), "utf-8")
        return self

    def carry(self, *steps: str) -> Case:
        """The proposal with more steps."""
        with (self.folder / "proposal.ressort").open("a", encoding="utf-8") as file:
            file.writelines(f"ledsages af {step}\n" for step in steps)
        return self

    @property
    def known(self) -> tuple[object, ...]:
        own = self.folder / "rules"
        rules = ("--rules", GENERAL, *(("--rules", own) if own.exists() else ()))
        return (*rules, "--organisations", self.folder / "organisation.ressort")

    def translate(self, form: str) -> Case:
        for language in ("en", "da")[: FORMS.index(form)]:
            files = [*self.folder.rglob("*.ressort")]
            made = [
                self.ressort("rules", "translate", each, "--to", language, *self.known)
                for each in files
            ]
            for file, done in zip(files, made, strict=True):
                assert (done.status, done.err) == (0, "")
                file.write_text(done.out, "utf-8")
        return self

    def run(self, *options: object, file: str = "proposal.ressort"):
        return self.ressort("check", self.folder / file, *self.known, *options, "--no-config")

    def judge(self, *options: object) -> dict:
        """What comes out, in Danish."""
        done = self.run("--format", "json", "--lang", "da", *options)
        assert done.status in (0, 1), done.err
        (result,) = json.loads(done.out)["results"]
        return result


@pytest.fixture
def case(tmp_path: Path, ressort: Callable) -> Callable[[str], Case]:
    def copied(name: str) -> Case:
        shutil.copytree(REAL / name, tmp_path / name)
        return Case(tmp_path / name, ressort)

    return copied


def wanted(result: dict, kind: str) -> list[dict]:
    return [each for each in result["instruments"] if each["kind"] == kind]


def questions(result: dict) -> list[str]:
    return [*dict.fromkeys(each["text"].replace("\xa0", " ") for each in result["questions"])]


def found(result: dict) -> set[str]:
    return {each["rule"] for each in result["findings"] if each["status"] == "new"}


# ---------------------------------------------------------------- Bornholm 2025


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("order", "verdict", "asked"),
    [
        ("", "incomplete", ["Lå mødet den 11. december 2025 før det konstituerende møde?"]),
        (" før det konstituerende møde", "clear", []),
        (" efter det konstituerende møde", "incomplete", []),
    ],
)
def test_the_order_within_the_day_decides(case, form, order, verdict, asked):
    last = "behandling i KB den 2025-12-11"
    result = case("bornholm-2025").change(last, last + order).translate(form).judge()

    assert result["verdict"] == verdict
    assert questions(result) == asked
    (statement,) = [each for each in wanted(result, "consultation") if each["authority"] == "ØU"]
    assert statement["status"] == "granted"  # ØEPU is the committee that this renames
    assert not wanted(result, "reconstitution")
    assert not {each for each in found(result) if each.startswith(("reason", "reconstitution"))}
    if "efter" not in order:
        assert "udskyd" not in json.dumps(result, ensure_ascii=False)


# ---------------------------------------------------------------- Aarhus 2025

CONFIRMED = "godkendelse fra IM, meddelt den 2025-11-20"
FOUR = (
    "dispensation til MAG fra KSL § 64 meddelt af IM med hjemmel i KSL § 65 c, stk. 2,"
    " meddelt den 2025-11-20 til og med 2029-12-31"
)
BEFORE_THE_READINGS = "økonomiudvalgets erklæring den 2025-10-07"


@pytest.mark.parametrize("form", FORMS)
def test_a_magistrate_takes_confirmation_and_dispensation_before_it_is_constituted(case, form):
    result = case("aarhus-2025").translate(form).judge()

    assert result["verdict"] == "incomplete"
    assert not {each for each in found(result) if "size" in each}
    (approval,), (dispensation,) = wanted(result, "approval"), wanted(result, "dispensation")
    assert (approval["status"], dispensation["status"]) == ("missing", "missing")
    assert approval["authority"] == dispensation["authority"] == "IM"
    assert dispensation["norm"] == "KSL § 64"
    assert dispensation["granted_under"] == "KSL § 65 c, stk. 2"
    assert dispensation["until"] == "2029-12-31"
    last = {each["step"]: each["latest"] for each in result["schedule"]}
    assert last["approval"] == last["dispensation"] == "2025-11-30"


@pytest.mark.parametrize("form", FORMS)
def test_a_magistrate_with_both_and_the_statement_is_in_order(case, form):
    full = case("aarhus-2025").carry(CONFIRMED, FOUR, BEFORE_THE_READINGS).translate(form).judge()
    assert full["verdict"] == "clear"
    assert [each["status"] for each in wanted(full, "dispensation")] == ["granted"]


def test_an_unknown_form_is_refused_with_those_that_are_known(case):
    town = case("aarhus-2025").change("magistratsstyre", "magistratsstyret", "organisation")
    done = town.run("--lang", "da")
    assert done.status == 2
    assert "magistratsstyre" in done.err
    assert "udvalgsstyre" in done.err


# ---------------------------------------------------------------- Køge 2017

TERM = "valgperiode fra 2018-01-01 til og med 2021-12-31\n"
SECOND = "behandling i KB den 2017-12-21"


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("facts", [TERM, f"{TERM}konstituerende møde den 2013-12-05\n", ""])
def test_the_meeting_is_held_by_law_though_no_file_names_it(case, form, facts):
    town = case("koege-2017").change(TERM, facts, "organisation")
    result = town.translate(form).judge()

    assert result["verdict"] == "incomplete"
    last = [each["latest"] for each in result["schedule"] if each["step"] == "reading"]
    assert last[-1] == "2017-11-30"


def test_a_reading_in_the_window_of_the_meeting_is_asked_about(case):
    town = case("koege-2017").change(SECOND, "behandling i KB den 2017-12-05")
    result = town.change("pr. 2017-12-22", "pr. 2017-12-06").judge()

    assert result["verdict"] == "incomplete"
    assert any("det konstituerende møde" in each for each in questions(result))


# ---------------------------------------------------------------- Randers 2015


@pytest.mark.parametrize("form", FORMS)
def test_a_merger_in_mid_term_is_clear_once_sizes_are_given_with_the_warning_at_the_top(case, form):
    bare = case("randers-2015").translate(form)
    assert bare.judge()["verdict"] == "incomplete"
    for name in ("Erhvervs- og Arbejdsmarkedsudvalget", "Social- og Sundhedsudvalget"):
        members = "with 7 members" if form == "in English" else "med 7 medlemmer"
        bare.change(f'"{name}"', f'"{name}" {members}')
    result = bare.judge()

    assert result["verdict"] == "clear"
    assert "Advarsel: Ændringen får virkning midt i en valgperiode" in result["summary"]
    assert [each["duty"] for each in wanted(result, "reconstitution")] == [True]
    assert questions(result) == []


def test_a_bylaw_of_later_years_is_not_the_one_to_change(case):
    town = case("randers-2015")
    shutil.copytree(folders.RULES / "randers", town.folder / "rules")
    result = town.judge()
    assert [each["source"] for each in wanted(result, "bylaw change")] == [None]
    assert not any("Socialcentret" in each for each in questions(result))


# ---------------------------------------------------------------- Slagelse 2018

PERMIT = (
    "dispensation til {body} fra KSL § 17 meddelt af IM med hjemmel i KSL § 65 c, stk. 1, {state}"
)
SAID = "økonomiudvalgets erklæring den 2018-02-20"


@pytest.mark.parametrize("form", FORMS)
def test_even_or_more_than_half_takes_a_permission_and_nothing_else_helps(case, form):
    result = case("slagelse-2018").translate(form).judge()

    assert result["verdict"] == "incomplete"
    permits = wanted(result, "dispensation")
    assert {each["granted_under"] for each in permits} == {"KSL § 65 c, stk. 1"}
    broken = {(each["rule"], each["subject"]["id"]) for each in result["findings"]}
    assert ("committee-size-odd-mid-term", "SBU") in broken
    assert ("finance-committee-size-half-mid-term", "ØU") in broken


@pytest.mark.parametrize(
    ("state", "verdict"),
    [
        ("meddelt den 2018-03-15 til og med 2021-12-31", "clear"),
        ("afslået den 2018-03-15", "forbidden"),
    ],
)
def test_a_permission_decides_of_the_number(case, state, verdict):
    steps = [PERMIT.format(body=each, state=state) for each in ("SBU", "ØU")]
    assert case("slagelse-2018").carry(SAID, *steps).judge()["verdict"] == verdict


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("slagelse-2018", "Advarsel: Ændringen får virkning midt i en valgperiode"),
        ("slagelse-2018", "ny første behandling i Slagelse Byråd (sidste dag var mandag"),
        ("slagelse-2018", "hvis det, som andre afgør, foreligger inden da."),
        ("koege-2017", "har Børne- og Skoleudvalget? Hvor mange medlemmer har Klima- og"),
        (
            "koege-2017",
            "anden behandling i Køge Byråd (den 21. december 2017 er for sent; sidste dag var",
        ),
    ],
)
def test_the_short_page_tells_what_is_late_and_what_is_asked(case, name, told):
    said = " ".join(case(name).run("--brief", "--lang", "da").out.split())
    assert told in said
    assert "?;" not in said


def test_a_number_that_is_changed_stands_on_both_sides(case):
    (row, _) = case("slagelse-2018").judge()["placing"]["committees"]
    assert (row["before"]["members"], row["after"]["members"]) == (9, 17)
    said = " ".join(case("bornholm-2025").run("--full", "--lang", "da").out.split())
    assert "Efter: 9 medlemmer" in said


# ---------------------------------------------------------------- a theme committee, 2007

WITHOUT_TASKS = (
    "dispensation til TEMA fra KSL § 17, stk. 1 meddelt af IM med hjemmel i KSL § 65 c, stk. 1,"
    " meddelt den 2007-05-16 til og med 2009-12-31"
)


@pytest.mark.parametrize("form", FORMS)
def test_a_committee_that_holds_nothing_takes_a_dispensation(case, form):
    town = case("temakommune-2007")
    bare = town.judge()
    assert bare["verdict"] == "incomplete"
    assert [each["status"] for each in wanted(bare, "dispensation")] == ["missing"]

    town.carry(WITHOUT_TASKS, "økonomiudvalgets erklæring den 2007-05-02").translate(form)
    full = town.judge()
    assert full["verdict"] == "clear"
    (shown,) = wanted(full, "dispensation")
    assert (shown["status"], shown["until"]) == ("granted", "2009-12-31")
    told = town.run("--lang", "da", "--full").out.replace("\xa0", " ")
    assert "31. december 2009" in told


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
        "I § 6, 2. bullit, ændres »Miljøudvalget« til: »Trafikudvalget«.",
        "I § 6, 5. bullit, indsættes før »Psykiatri-«: »Social-,«.",
    ],
    "runs": [
        ADDED,
        "I § 6 udgår nr. 1. Nr. 2-7 bliver herefter nr. 1-6.",
        "I § 6, nr. 2, ændres »Miljøudvalget« til: »Trafikudvalget«.",
        "I § 6, nr. 5, indsættes før »Psykiatri-«: »Social-,«.",
    ],
    "table": [
        ADDED,
        "I § 6 udgår »Trafik- og Teknikudvalget«.",
        "I § 6 ændres »Miljøudvalget« til: »Trafikudvalget«.",
        "I § 6 indsættes før »Psykiatri-«: »Social-,«.",
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
