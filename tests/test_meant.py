# SPDX-License-Identifier: EUPL-1.2
"""What somebody meant who wrote a wrong name, and what a file is for that is no proposal."""

from collections.abc import Callable
from pathlib import Path

import pytest

from checker.folders import FIXTURES, RULES
from checker.say import nearest

HEADER = """forslag "T"
    vedrører {town}
    fremsat 2013-06-18
    virkning fra 2014-01-01

"""


@pytest.fixture
def told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ressort: Callable) -> Callable:
    """told(change) is what ``check`` says of a proposal for Copenhagen with it."""
    monkeypatch.chdir(tmp_path)

    def said(changes: str, town: str = "copenhagen-2013") -> str:
        Path("p.ressort").write_text(f"{HEADER.format(town=town)}{changes}\n", "utf-8")
        done = ressort("check", "p.ressort")
        assert (done.status, done.out) == (2, "")
        return done.err

    return said


@pytest.mark.parametrize(
    ("name", "known", "meant"),
    [
        ("OEU", ["SOU", "ØU"], "ØU"),
        ("BUI", ["BUU", "BIU"], "BIU"),
        ("AARHUS", ["ARHUSK", "ÅRHUS"], "ÅRHUS"),
        ("aero", ["Ærø", "aeb"], "Ærø"),
        ("UB", ["BU"], "BU"),
        ("KFX", ["KFU", "BIU"], "KFU"),
        ("OU", ["SOU", "ØU"], "ØU"),
        ("miljo", ["kilde", "miljø"], "miljø"),
        ("BIUU", ["BUU", "BIU"], "BIU"),
        ("parkering", ["rekruttering", "parkeringstilladelser"], "parkeringstilladelser"),
        ("lønninger", ["udlejning", "løn"], "løn"),
        ("idrætten", ["ret", "idræt"], "idræt"),
        ("helt andet", ["KFU"], None),
    ],
)
def test_letters_of_another_keyboard_or_in_another_order(name: str, known: list, meant: str):
    assert nearest(name, known) == meant


@pytest.mark.slow
@pytest.mark.parametrize(
    ("change", "hint"),
    [
        ("flyt KBS fra OEU til BIU", "mente du `ØU`?"),
        ("flyt KBS fra ØU til Beskæftigelsesudvalget", "mente du `BIU` (»Beskæftigelses- og Int"),
        ("flyt Ejendomme til ØU\nflyt KBS til Jobudvalget", "kendte: BIU, "),
        ("flyt KBS fra ØU til Kutlurudvalget", "mente du `KFU` (»Kultur- og Fritidsudvalget«)?"),
        ("led Borgerservise som center", "mente du `KBS` (»Københavns Borgerservice«)?"),
        ("led Erhversservice som center", "mente du `KES` (»Københavns Erhvervsservice«)?"),
        ("led Konsernservice som center", "mente du `KS` (»Koncernservice«)?"),
        (
            "flyt Borgerservise fra ØU til BIU",
            "mente du `KBS` (»Københavns Borgerservice«) eller `borgerservice`?",
        ),
        ("flyt opgaver inden for loen fra ØU til KFU", "mente du `løn`?"),
        ("flyt KBS fra ØU til Kulturudvalget", "mente du `KFU` (»Kultur- og Fritidsudvalget«)?"),
        ("flyt Citizen til BIU\nled Borgerservice som center", "mente du `KBS` (»Københavns Borg"),
        (
            "flyt Københavns Borgerservice fra Økonomiudvalget til Beskæftigelses- og "
            "Integrationsudvalget",
            'skriv: flyt "Københavns Borgerservice" fra Økonomiudvalget til "Beskæftigelses- og '
            'Integrationsudvalget"',
        ),
        (
            "nedlæg Socialudvalget til Sundheds- og Omsorgsudvalget",
            'skriv: nedlæg Socialudvalget til "Sundheds- og Omsorgsudvalget"',
        ),
    ],
)
def test_a_name_in_place_of_an_id(told: Callable, change: str, hint: str):
    assert hint in told(change)


def test_what_a_hint_says_to_write_can_be_read(told: Callable):
    hint = told("flyt Københavns Borgerservice til Beskæftigelses- og Integrationsudvalgett")
    (line,) = [each for each in hint.splitlines() if each.startswith("= skriv: ")]

    assert "mente du `BIU` (»Beskæftigelses- og Integrationsudvalget«)?" in told(
        line.removeprefix("= skriv: ")
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    ("town", "hint"),
    [
        ("copenhagn-2013", "mente du `copenhagen-2013`? En organisation for jeres egen kommune"),
        ("københavn", "kendte: copenhagen-2013, copenhagen-2024"),
        ("Randers Kommune", 'skriv: vedrører "Randers Kommune"'),
        ("Randers", "mente du `randers-2018`?"),
    ],
)
def test_a_municipality_by_its_name(told: Callable, town: str, hint: str):
    Path("own").mkdir()
    Path("own/town.ressort").write_text('kommune lilleby "Lilleby" pr. 2018-01-01\n', "utf-8")

    assert hint in told("", town)


def test_a_name_that_is_wrong_many_times_is_one_error(told: Callable):
    said = told(
        "flyt KBS fra ØU til KFX\nflyt KEjd fra KFX til ØU\n"
        "ledsages af erklæring fra KFX den 2013-09-05\nflyt KES fra KES til ØU\n"
        "flyt KS fra KES til ØU"
    )

    assert said.count("`KFX`") == 1
    assert "= det står 3 steder: linje 6, 7, 8\n" in said
    assert said.count("`KES` er en enhed") == 1
    assert "= det står 2 steder: linje 9, 10" in said


def test_a_program_is_told_how_often_too(told: Callable, ressort: Callable):
    told("flyt KBS fra ØU til KFX\nflyt KEjd fra KFX til ØU")

    said = ressort("check", "p.ressort", "--format", "github").out
    assert "mente du `KFU`?; det står 2 steder: linje 6, 7" in said


def test_in_an_organisation_too_and_an_area_by_its_word(
    ressort: Callable, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(tmp_path)
    Path("town.ressort").write_text(
        'kommune lilleby "By" pr. 2018-01-01\nøkonomiudvalg ØU "Økonomiudvalget"\n'
        'enhed A "A" under OEU\nenhed B "B" under OEU inden for erhvervspolitk\n',
        "utf-8",
    )
    said = ressort("check", "town.ressort").err

    assert said.count("mente du `ØU`?\n= det står 2 steder: linje 3, 4\n") == 1
    assert "mente du `erhvervspolitik`?" in said


def test_in_a_rule_too_an_area_by_its_word_and_a_committee_by_its_name(
    ressort: Callable, tmp_path: Path
):
    rule = (
        'kilde XSV vedtægt "V" for "Københavns Kommune"\n'
        'regel x "X"\n    Kulturudvalget må kun varetage beskæftgelse\n    efter XSV § 1\n'
    )
    (tmp_path / "x.ressort").write_text(rule, "utf-8")
    rules = ("--rules", RULES, "--rules", tmp_path / "x.ressort")
    said = ressort("check", FIXTURES / "copenhagen-2013/kbs-biu.ressort", *rules).err

    assert "mente du `KFU` (»Kultur- og Fritidsudvalget«)?" in said
    assert "mente du `beskæftigelse`?" in said


def test_a_text_that_needs_quotes(ressort: Callable, tmp_path: Path):
    file = tmp_path / "p.ressort"
    file.write_text("forslag Mit forslag\n    vedrører copenhagen-2013\n", "utf-8")

    assert '= skriv: forslag "Mit forslag"\n' in ressort("check", file).err


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("notat.docx", "`ressort new organisation --from notat.docx`"),
        ("notat.docx", "`--bylaw notat.docx --report FILE.docx`"),
        ("notat.docx", "`--template notat.docx --report FILE.docx`"),
        ("gammel.odt", "save a bylaw or a template as .docx first"),
        ("notat.PDF", "a PDF is no proposal"),
        ("billede.png", "a picture is no proposal"),
        ("post.msg", "an e-mail is not opened"),
        ("alt.zip", "an archive is not opened"),
        ("dias.pptx", "slides are no proposal"),
    ],
)
def test_what_a_file_is_for_that_is_no_proposal(
    ressort: Callable, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, said: str
):
    monkeypatch.chdir(tmp_path)
    Path(name).write_bytes(b"PK\x03\x04\xff")

    done = ressort("check", name)

    assert (done.status, done.out) == (2, "")
    assert done.err.startswith(f"{name}: ")
    assert said in done.err


def test_a_workbook_that_is_no_proposal_is_told_to_a_dane(
    ressort: Callable, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "da_DK.UTF-8")
    Path("tal.csv").write_text("a;b\n1;2\n", "utf-8")

    said = ressort("check", "tal.csv").err

    assert "der er ingen række med overskrifter" in said
    assert "en tom tabel med lister skrives af `ressort new --table FIL.xlsx`" in said


def test_a_note_beside_a_file_that_cannot_be_read_is_told_to_a_dane(
    ressort: Callable, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "da_DK.UTF-8")
    town = FIXTURES / "randers-2018" / "organisation.ressort"
    Path("organisation.ressort").write_bytes(town.read_bytes())
    head = 'forslag "Prøve"\n    vedrører randers-2018\n    fremsat 2017-06-18\n'
    Path("ny.ressort").write_text(
        f"{head}    virkning fra 2018-01-01\n\nflyt to ord til BU\n", "utf-8"
    )

    done = ressort("check", "ny.ressort")

    assert done.status == 2
    assert "bemærk: organisation.ressort træder i stedet for" in done.err


def test_a_bylaw_that_is_no_word_file_is_told_as_what_it_is(ressort: Callable, tmp_path: Path):
    (tmp_path / "by.pdf").write_bytes(b"%PDF")

    assert (
        "en PDF er ikke et forslag"
        in ressort("new", "organisation", "--from", tmp_path / "by.pdf").err
    )


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("Passports", "`passports` (»Pas«)?"),
        ("parking permits", "`parking-permits` (»parkeringstilladelser«)?"),
        ("Culture and Leisure Committee", "`KFU` (»Kultur- og Fritidsudvalget«)?"),
        ("the Finance Committee", "`ØU` (»Økonomiudvalget«)?"),
        ("Copenhagen Properties", "`KEjd` (»Københavns Ejendomme«)?"),
        ("Copenhagen Citizen Service", "`KBS` (»Københavns Borgerservice«)?"),
        ("Group Services", "`KS` (»Koncernservice«)?"),
        ("Technical and Environmental Committee", "`TMU` (»Teknik- og Miljøudvalget«)?"),
        ("the Health and Care Committee", "`SOU` (»Sundheds- og Omsorgsudvalget«)?"),
        ("Children and Youth Committee", "`BUU` (»Børne- og Ungdomsudvalget«)?"),
    ],
)
def test_a_name_in_english_is_told_with_what_it_means(
    told: Callable, name: str, meant: str
) -> None:
    assert f"mente du {meant}" in told(f'flyt "{name}" til KFU')


@pytest.mark.parametrize("name", ["Committee", "Harbour Committee", "the and of"])
def test_a_name_in_english_that_may_mean_several_or_none_is_told_what_is_known(
    told: Callable, name: str
) -> None:
    assert "kendte: " in told(f'flyt "{name}" til KFU')


def test_a_quoted_name_is_told_as_what_it_should_have_named(told: Callable) -> None:
    said = told('flyt "Sekretariatet" fra "Miljø og teknikudvalget" til "Havneudvalget"')

    assert "ukendt enhed eller opgave eller område: `Sekretariatet`" in said
    assert "mente du `TMU` (»Teknik- og Miljøudvalget«)?" in said
    assert "ukendt udvalg: `Havneudvalget`" in said
    assert "kendte: BIU, BUU, KFU, SOU, SUD, TMU, ØU" in said
    assert said.index("Sekr") < said.index("`Miljø og") < said.index("`Havne")


@pytest.mark.parametrize(
    ("change", "written"),
    [
        ("nedlæg Børne og Ungdomsudvalget", 'nedlæg "Børne og Ungdomsudvalget"'),
        (
            "flyt KBS fra ØU til Sundheds og Omsorgsudvalget",
            'flyt KBS fra ØU til "Sundheds og Omsorgsudvalget"',
        ),
        ("nedlæg BIU og SUD", None),
        ("nedlæg Socialudvalget og Kulturudvalget", None),
    ],
)
def test_a_name_that_an_and_joins_is_quoted_as_one(told: Callable, change: str, written: str):
    said = told(change)

    assert (f"= skriv: {written}\n" in said) == bool(written)
    assert ("`og` var ikke ventet her" in said) == (not written)


def test_a_name_in_english_that_an_and_joins_is_quoted_as_one(
    tmp_path: Path, ressort: Callable
) -> None:
    path = tmp_path / "p.ressort"
    path.write_text(
        'proposal "T"\n    concerns copenhagen-2013\n    proposed 2013-06-18\n'
        "    effective 2014-01-01\n\nabolish Employment and Integration Committee\n"
        "move KBS from Finance Committee to Technical and Environmental Committee\n",
        "utf-8",
    )
    said = ressort("check", path).err

    assert '= write: abolish "Employment and Integration Committee"' in said
    assert 'from "Finance Committee" to "Technical and Environmental Committee"' in said
