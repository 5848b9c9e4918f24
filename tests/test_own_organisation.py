# SPDX-License-Identifier: EUPL-1.2
"""An organisation of the user's own: found beside the proposal, and checked alone."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from checker import check, folders

TOWN = """kommune navneby-2025 "Navneby Kommune" pr. 2025-09-01
kommunalbestyrelse BY "Navneby Byråd"
økonomiudvalg ØU "Økonomiudvalget"
udvalg KU "Kulturudvalget"
udvalg EU "Erhvervsudvalget"
enhed museet "Museet" under KU
opgave turistkontor "Turistkontoret" varetaget af EU
"""
PROPOSAL = """forslag "Turisme til KU"
    vedrører navneby-2025
    fremsat 2025-09-01
    virkning fra 2026-01-01

flyt turistkontor fra EU til KU
"""
RENAMED = """forslag "Nyt navn"
    vedrører randers-2018
    fremsat 2018-09-01
    virkning fra 2019-01-01

omdøb UDV til UU "Udviklings- og erhvervsudvalget"
"""


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def place(**texts: str) -> None:
    """Files by their paths, ``__`` for a slash."""
    for name, text in texts.items():
        path = Path(name.replace("__", "/") + ".ressort")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def inputs(done: tuple[int, str, str]) -> list[str]:
    (result,) = json.loads(done[1])["results"]
    return [each["path"] for each in result["inputs"]]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("organisation", "asked"),
    [("organisation", "forslag.ressort"), ("min_by", "."), ("min_by", "forslag.ressort")],
)
def test_an_organisation_in_the_same_folder_is_found(
    ressort: Callable, organisation: str, asked: str
) -> None:
    place(forslag=PROPOSAL, **{organisation: TOWN})

    done = ressort("check", asked, "--format", "json")

    assert (done.status, done.err) == (1, "")
    assert f"{organisation}.ressort" in inputs(done)


@pytest.mark.slow
def test_it_is_looked_for_upwards_to_the_root_of_the_repository(
    ressort: Callable, monkeypatch: pytest.MonkeyPatch
) -> None:
    place(repo__sager__a__forslag=PROPOSAL, organisation=TOWN)
    Path("repo/.git").mkdir()
    monkeypatch.chdir("repo/sager/a")

    assert "ukendt kommune: `navneby-2025`" in ressort("check", "forslag.ressort").err

    Path("../../organisation.ressort").write_text(TOWN, encoding="utf-8")
    done = ressort("check", "forslag.ressort", "--format", "json")

    assert "../../organisation.ressort" in inputs(done)


def test_without_a_repository_it_is_looked_for_up_to_the_working_folder(ressort: Callable) -> None:
    place(sager__a__forslag=PROPOSAL, organisation=TOWN)

    done = ressort("check", "sager/a/forslag.ressort", "--format", "json")

    assert "organisation.ressort" in inputs(done)


def test_one_of_a_shipped_id_comes_before_the_shipped_one(ressort: Callable) -> None:
    shipped = folders.FIXTURES / "randers-2018" / "organisation.ressort"
    place(by=shipped.read_text(encoding="utf-8"), forslag=RENAMED)

    done = ressort("check", ".", "--format", "json")

    own = [each for each in inputs(done) if "rules" not in each]
    assert own == ["forslag.ressort", "by.ressort"]
    assert done.err == (
        "bemærk: by.ressort træder i stedet for den medfølgende organisation `randers-2018`\n"
    )


def test_the_option_wins(ressort: Callable) -> None:
    place(forslag=PROPOSAL, organisation="kommune navneby-2025", andre__by=TOWN)

    done = ressort("check", "forslag.ressort", "--organisations", "andre", "--format", "json")

    assert "andre/by.ressort" in inputs(done)


def test_two_of_one_id_are_an_error_that_names_both(ressort: Callable) -> None:
    place(forslag=PROPOSAL, organisation=TOWN, gammel=TOWN)

    done = ressort("check", "forslag.ressort")

    assert done.status == 2
    assert done.err.startswith(
        "organisation.ressort:1:9: `navneby-2025` er angivet i to organisationer, her og i "
        "gammel.ressort:1\n"
    )
    assert "--organisations" in done.err


@pytest.mark.parametrize(
    ("files", "hint"),
    [
        ({"andre__by": TOWN}, "= den står i andre/by.ressort; angiv filen med --organisations"),
        (
            {"by": TOWN.replace("-2025", "-2024")},
            "= organisationen i by.ressort hedder `navneby-2024`; skriv dens id",
        ),
        ({}, "= kendte: albertslund-2015, copenhagen-2013"),
    ],
)
def test_an_unknown_municipality_names_the_file_that_could_be_meant(
    ressort: Callable, files: dict[str, str], hint: str
) -> None:
    place(forslag=PROPOSAL, **files)

    done = ressort("check", "forslag.ressort")

    assert done.status == 2
    assert hint in done.err


def test_another_town_is_not_taken_for_one_of_a_like_year(ressort: Callable) -> None:
    place(forslag=PROPOSAL.replace("navneby-2025", "odense-2024"))

    told = ressort("check", "forslag.ressort").err

    assert "mente du" not in told
    assert "`ressort new organisation`" in told


@pytest.mark.slow
def test_a_program_finds_it_too() -> None:
    place(forslag=PROPOSAL, organisation=TOWN)

    assert check("forslag.ressort").municipality == "Navneby Kommune"


def test_a_waiver_beside_it_is_found_with_it(ressort: Callable) -> None:
    waived = "fravigelser for navneby-2025\nfraviger gammel-regel\n"
    place(forslag=PROPOSAL, organisation=TOWN, fravigelser=waived)

    assert "fravigelser.ressort" in ressort("check", "forslag.ressort").err


@pytest.mark.parametrize("language", ["da", "en"])
def test_an_organisation_is_checked_alone(ressort: Callable, language: str) -> None:
    place(organisation=TOWN.replace('"Kulturudvalget"', '"Kulturudvalget" med 8 medlemmer'))

    done = ressort("check", "organisation.ressort", "--lang", language, "--format", "json")
    (result,) = json.loads(done.out)["results"]

    assert (done.status, done.err) == (0, "")
    assert result["verdict"] == "clear"
    assert {each["status"] for each in result["findings"]} <= {"existing"}
    assert result["proposal"]["organisation"] == "navneby-2025"
    assert result["proposal"]["effective"] == "2025-09-01"
    assert [each["path"] for each in result["inputs"]].count("organisation.ressort") == 1
    assert result["proposal"]["alone"] is True


def test_of_an_organisation_checked_alone_no_reason_is_lacking(ressort: Callable) -> None:
    rule = """kilde L lov "Loven"
regel r "R"
    bemærkning til museet "N", når ingen begrundelse er angivet
    efter L
"""
    place(organisation=TOWN, regler=rule)

    told = ressort("check", "organisation.ressort", "--rules", "regler.ressort", "--format", "json")

    (result,) = json.loads(told.out)["results"]
    assert (result["verdict"], result["findings"]) == ("clear", [])


@pytest.mark.parametrize(
    ("language", "head"),
    [
        (
            "da",
            "Navneby Kommune · som den er pr. 1. september 2025\n"
            "bedømt pr. 1. september 2025 · retsgrundlag: som kendt pr. 1. september 2025\n",
        ),
        ("en", "Navneby Kommune · as it is on 1 September 2025\njudged as of 1 September 2025 ·"),
    ],
)
def test_the_head_of_one_checked_alone_speaks_of_no_proposal(
    ressort: Callable, language: str, head: str
) -> None:
    place(organisation=TOWN)

    told = ressort("check", "organisation.ressort", "--lang", language)
    memo = ressort("check", "organisation.ressort", "--lang", language, "--format", "markdown")

    assert head in told.out
    for word in ("Fremsat", "Virkning fra", "Proposed", "Effective date", "forslaget kræver"):
        assert word not in memo.out


def test_a_folder_that_holds_an_organisation_alone_names_it(ressort: Callable) -> None:
    place(organisation=TOWN)

    done = ressort("check", ".", "--lang", "da")

    assert done.status == 2
    assert "der er intet forslag i ." in done.err
    assert "organisation.ressort" in done.err


def test_the_existing_findings_of_a_shipped_organisation_are_shown(ressort: Callable) -> None:
    done = ressort("check", folders.FIXTURES / "copenhagen-2013" / "organisation.ressort")

    assert done.status == 0
    assert "Intet foreslås" in done.out
    assert "dispensation fra styrelseslovens § 64 a" in done.out


def test_an_organisation_is_no_proposal_to_convert(ressort: Callable) -> None:
    place(organisation=TOWN)

    assert ressort("convert", "organisation.ressort", "--to", "csv").status == 2


@pytest.mark.slow
def test_a_broken_organisation_of_another_town_is_no_hindrance(ressort: Callable) -> None:
    place(forslag=PROPOSAL, organisation=TOWN, andet='kommune andet-2025 "Andet" pr. 2025-09-41\n')

    done = ressort("check", "forslag.ressort")

    assert (done.status, done.err) == (1, "")
    told = "bemærk: sprunget over, fordi det ikke er forslag: andet.ressort\n"
    assert ressort("check", ".").err == told


def test_a_broken_one_that_is_concerned_is_told(ressort: Callable) -> None:
    place(forslag=PROPOSAL, organisation=TOWN.replace("udvalg KU", "udvlg KU"))

    done = ressort("check", "forslag.ressort")

    assert done.status == 2
    assert "organisation.ressort:4:1" in done.err


def test_one_is_found_by_its_name_too(ressort: Callable) -> None:
    place(forslag=PROPOSAL.replace("navneby-2025", '"Navneby Kommune"'), organisation=TOWN)

    assert ressort("check", "forslag.ressort", "--lang", "da").status == 1


@pytest.mark.parametrize(
    ("name", "step"),
    [
        ("Magistraten", "Indhent Magistratens erklæring"),
        ("Økonomi- og Planudvalget", "Indhent Økonomiudvalgets erklæring"),
    ],
)
def test_a_finance_committee_of_another_name_gives_its_own_statement(
    ressort: Callable, name: str, step: str
) -> None:
    place(forslag=PROPOSAL, organisation=TOWN.replace('"Økonomiudvalget"', f'"{name}"'))

    assert step in ressort("check", "forslag.ressort", "--lang", "da").out
