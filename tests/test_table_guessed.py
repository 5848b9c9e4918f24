# SPDX-License-Identifier: EUPL-1.2
"""A table as it comes from elsewhere: what is guessed of its columns, and told."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest
from tables import HEAD, TEXT, table

from checker import source

NO_HEADINGS = HEAD.rpartition("Ændring")[0]
TAKEN = "kolonnerne er taget for: "


@pytest.mark.slow
@pytest.mark.parametrize(
    ("rows", "said", "taken"),
    [
        ("flyt;KBS;ØU;BIU", "flyt KBS fra ØU til BIU", "A Ændring, B Hvad, C Fra, D Til"),
        ("Flyttes;KBS;BIU", "flyt KBS til BIU", "A Ændring, B Hvad, C Til"),
        ("KBS;flyt;ØU;BIU", "flyt KBS fra ØU til BIU", "A Hvad, B Ændring, C Fra, D Til"),
        (
            "flyt;KBS;ØU;BIU;drøftes",
            "flyt KBS fra ØU til BIU  # drøftes",
            "A Ændring, B Hvad, C Fra, D Til, E Bemærkning",
        ),
        (
            "ledsages af;høring;1/10-2013;afholdt",
            "ledsages af høring den 2013-10-01",
            "A Ændring, B Hvad, C Dato, D Status",
        ),
        ("led;KES;center", "led KES som center", "A Ændring, B Hvad, C Ledet som"),
    ],
)
def test_without_headings_the_columns_are_guessed_and_told(
    ressort: Callable, tmp_path: Path, rows: str, said: str, taken: str
) -> None:
    path = table(tmp_path, NO_HEADINGS + rows + "\n")

    done = ressort("convert", path, "--to", "ressort")

    assert (done.status, done.out) == (0, TEXT + said + "\n")
    assert f"t.csv:A6: bemærk: ingen kendte overskrifter; {TAKEN}{taken}\n" in done.err
    assert f"{TAKEN}{taken}\n" in ressort("check", path).err


def test_headings_in_other_words_are_passed_over_and_told(
    ressort: Callable, tmp_path: Path
) -> None:
    rows = "Ændring;Enhed;Nuværende udvalg;Nyt udvalg\nflyt;KBS;ØU;BIU\n"

    done = ressort("convert", table(tmp_path, NO_HEADINGS + rows), "--to", "ressort")

    assert (done.status, done.out) == (0, TEXT + "flyt KBS fra ØU til BIU\n")
    assert f"t.csv:A6: bemærk: ingen kendte overskrifter; {TAKEN}A Ændring, B Hvad" in done.err


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("åben;KBS;;Kultur- og Fritidsudvalget", "åben KBS under KFU"),
        ("åben;KBS;;KFU eller BIU", "åben KBS under KFU eller BIU"),
        (
            "åben;Københavns Borgerservice;;KFU – Kultur- og Fritidsudvalget eller Socialudvalget",
            "åben KBS under KFU eller SUD",
        ),
        ("sammenlæg;KFU og TMU;;KTU;N", 'sammenlæg KFU og TMU til KTU "N"'),
        (
            "sammenlæg;KFU – Kultur- og Fritidsudvalget og TMU – Teknik- og Miljøudvalget;;KTU;N",
            'sammenlæg KFU og TMU til KTU "N"',
        ),
        ("nedlæg;Kultur- og Fritidsudvalget;;TMU", "nedlæg KFU med opgaverne til TMU"),
    ],
)
def test_names_stand_where_several_ids_may(
    ressort: Callable, tmp_path: Path, row: str, said: str
) -> None:
    done = ressort("convert", table(tmp_path, HEAD + row + "\n"), "--to", "ressort")

    assert (done.status, done.out) == (0, f"{TEXT}{said}\n")


def test_a_name_that_is_a_word_of_the_other_language_is_a_name(
    ressort: Callable, tmp_path: Path
) -> None:
    head = "Proposal;P\nConcerns;copenhagen-2013\nProposed;2013-06-18\nEffective;2014-01-01\n"
    rows = "Change;What;From;To\nmove;Københavns Ejendomme;KFU;Økonomiudvalget\n"

    done = ressort("convert", table(tmp_path, head + rows), "--to", "ressort")

    assert "move KEjd from KFU to ØU\n" in done.out


def test_a_guess_is_told_beside_what_does_not_fit_it(ressort: Callable, tmp_path: Path) -> None:
    done = ressort("check", table(tmp_path, NO_HEADINGS + "flyt;KBS;ØU;BIU;x;y\n"))

    assert done.status == 2
    assert "t.csv:F6: denne kolonne har ingen overskrift" in done.err
    assert f"{TAKEN}A Ændring, B Hvad, C Fra, D Til, E Bemærkning\n" in done.err


def test_what_a_row_does_is_never_guessed(ressort: Callable, tmp_path: Path) -> None:
    done = ressort("check", table(tmp_path, NO_HEADINGS + "KBS;ØU;BIU\n"))

    assert done.status == 2
    assert "A6: kolonnen `Ændring` mangler" in done.err


def test_headings_in_the_first_row_are_headings(ressort: Callable, tmp_path: Path) -> None:
    done = ressort("check", table(tmp_path, "Ændring;Hvad;Til\nflyt;KBS;BIU\n"))

    assert done.status == 2
    assert "t.csv:A1: `Forslag` mangler" in done.err
    assert "`Ændring`" not in done.err


@pytest.mark.parametrize(
    ("headings", "rows", "said"),
    [
        ("Ændring;Hvad;Fra", "flyt;KBS;ØU\nflyt;KEjd;KFU", "C6: kolonnen `Til` mangler; `flyt`"),
        ("Hvad;Fra;Til", "KBS;ØU;BIU\nKEjd;KFU;ØU", "C6: kolonnen `Ændring` mangler\n"),
        ("Ændring;Hvad", "ledsages af;høring", "B6: kolonnen `Status` mangler; `ledsages af`"),
    ],
)
def test_a_missing_column_is_told_once_and_at_the_headings(
    ressort: Callable, tmp_path: Path, headings: str, rows: str, said: str
) -> None:
    done = ressort("check", table(tmp_path, f"{NO_HEADINGS}{headings}\n{rows}\n"))

    assert done.status == 2
    assert f"t.csv:{said}" in done.err
    assert done.err.count("t.csv:") == 1


@pytest.mark.slow
@pytest.mark.parametrize("name", ["t.tsv", "t.txt", "-"])
@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16"])
def test_what_is_copied_from_a_spreadsheet_is_read(
    tmp_path: Path, name: str, encoding: str
) -> None:
    pasted = (HEAD + "flyt;KBS;ØU;BIU\n").replace(";", "\t").encode(encoding)
    if name != "-":
        (tmp_path / name).write_bytes(pasted)

    done = subprocess.run(
        [sys.executable, "-m", "checker", "convert", name, "--to", "ressort"],
        input=pasted,
        capture_output=True,
        cwd=tmp_path,
    )

    assert (done.returncode, done.stdout.decode()) == (0, TEXT + "flyt KBS fra ØU til BIU\n")


def test_a_pasted_table_tells_its_mistakes_and_another_text_is_not_shown(
    ressort: Callable, tmp_path: Path
) -> None:
    pasted = (HEAD + "flyt;KBX;ØU;BIU\n").replace(";", "\t")
    assert "t.txt:B7: ukendt" in ressort("check", table(tmp_path, pasted, "t.txt")).err

    misspelt = ressort("check", table(tmp_path, pasted.replace("Forslag", "Titel"), "t.txt"))
    assert "t.txt:A1: `Titel` er ingen ledetekst" in misspelt.err

    secret = ressort("check", table(tmp_path, "hemmeligt;x\nandet;y\n", "u.txt"))
    assert secret.status == 2
    assert "hemmeligt" not in secret.err


def test_a_table_of_markdown_is_read_and_its_cells_are_named_as_they_are_seen(
    ressort: Callable, tmp_path: Path
) -> None:
    rows = (HEAD + "flyt;KBS;ØU;BIU\n").splitlines()
    bars = [f"| {row.replace(';', ' | ')} |" if row else "" for row in rows]
    bars.insert(1, "|:---|---:|")

    done = ressort("convert", table(tmp_path, "\n".join(bars), "t.txt"), "--to", "ressort")
    assert done == (0, TEXT + "flyt KBS fra ØU til BIU\n", "")

    wrong = table(tmp_path, "\n".join(bars).replace("BIU |", "BUI |"), "u.txt")
    assert "u.txt:D8: ukendt udvalg: `BUI`" in ressort("check", wrong).err


@pytest.mark.parametrize("name", ["t.csv", "t.txt", "-"])
@pytest.mark.parametrize("sign", ["\t", ";", " | "])
def test_rows_alone_are_a_table_whose_columns_are_told_with_what_is_missing_above(
    ressort: Callable, tmp_path: Path, name: str, sign: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = sign.join(("flyt", "KBS", "ØU", "BIU\n")).encode()
    (tmp_path / name).write_bytes(data)
    monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(data), encoding="utf-8"))
    monkeypatch.setattr(source, "_came", {})

    done = ressort("check", name if name == "-" else tmp_path / name)

    assert done.status == 2
    assert f"A1: bemærk: ingen kendte overskrifter; {TAKEN}A Ændring, B Hvad, C Fra" in done.err
    for label in ("Forslag", "Vedrører", "Fremsat", "Virkning fra"):
        assert f"A1: `{label}` mangler; ledeteksten står over overskrifterne" in done.err


@pytest.mark.parametrize(("name", "between"), [("t.csv", ";"), ("t.tsv", "\t"), ("t.txt", "\t")])
def test_a_title_above_all_is_kept_as_a_remark(
    ressort: Callable, tmp_path: Path, name: str, between: str
) -> None:
    rows = f"Flytninger 2014\n\n{HEAD}flyt;KBS;ØU;BIU\n".replace(";", between)

    done = ressort("convert", table(tmp_path, rows, name), "--to", "ressort")

    assert (done.status, done.err) == (0, "")
    assert done.out == f"# Flytninger 2014\n\n{TEXT}flyt KBS fra ØU til BIU\n"


@pytest.mark.parametrize("title", ["Forslg", "Proposal", "Flytninger 2014;KBS"])
def test_what_may_be_a_label_is_no_title(ressort: Callable, tmp_path: Path, title: str) -> None:
    done = ressort(
        "check", table(tmp_path, f"{title}\n{HEAD.partition(chr(10))[2]}flyt;KBS;;BIU\n")
    )

    assert done.status == 2
    assert "t.csv:A1: " in done.err
    assert "er ingen ledetekst" in done.err
