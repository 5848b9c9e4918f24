# SPDX-License-Identifier: EUPL-1.2
"""``ressort new``: what it writes can be read, checked, and stands in its one written form."""

from collections.abc import Callable
from pathlib import Path

import pytest
from shipped import mostly_slow

from checker import folders

CASES = folders.FIXTURES / "copenhagen-2013"
KNOWN_DAY = Path(__file__).parent / "known_meeting_day"
GIVEN = [
    *("--organisation", "copenhagen-2013", "--title", "Mit forslag"),
    *("--proposed", "2013-06-18", "--effective", "2014-01-01"),
]


def without(*names: str) -> list[str]:
    pairs = zip(GIVEN[::2], GIVEN[1::2], strict=True)
    return [each for name, value in pairs if name not in names for each in (name, value)]


@pytest.mark.slow
@pytest.mark.parametrize("language", mostly_slow(["en", "da"]))
@pytest.mark.parametrize(
    "moves",
    [[], ["KBS ØU BIU"], ["KEjd ØU", "business TMU KFU"], ["ejendomme KFU ØU"]],
    ids=",".join,
)
def test_what_is_written_can_be_checked_and_is_well_formed(
    ressort: Callable, tmp_path: Path, language: str, moves: list[str]
) -> None:
    path = tmp_path / "mit forslag.ressort"
    flags = [flag for move in moves for flag in ("--move", move)]

    done = ressort("new", path, *GIVEN, *flags, "--lang", language)

    assert (done.status, done.out) == (0, "")
    assert path.as_posix() in done.err
    assert ressort("rules", "format", "--check", path) == (0, "", "")
    assert ressort("check", path).status == (1 if moves else 0)


def test_names_do_for_ids_and_the_next_command_is_told(ressort: Callable, tmp_path: Path) -> None:
    path = tmp_path / "a.ressort"
    move = "Københavns Borgerservice Økonomiudvalget Beskæftigelses- og Integrationsudvalget"
    town = ["--organisation", "Randers Kommune", *without("--organisation", "--effective")]

    done = ressort("new", path, *GIVEN, "--move", move, "--lang", "da")
    named = ressort("new", *town, "--effective", "2019-01-01")

    assert path.read_text("utf-8").endswith("\nflyt KBS fra ØU til BIU\n")
    assert done.err.endswith(f"\nnæste: ressort check {path.as_posix()}\n")
    assert "\n    vedrører randers-2018\n" in named.out


def test_a_command_that_is_meant_is_no_file(ressort: Callable) -> None:
    assert "did you mean `new organisation`?" in ressort("new", "organisatoin").err


def test_without_a_file_it_goes_to_standard_output(ressort: Callable) -> None:
    done = ressort("new", *GIVEN, "--move", "KBS ØU BIU")

    assert done == (
        0,
        'forslag "Mit forslag"\n'
        "    vedrører copenhagen-2013\n"
        "    fremsat 2013-06-18\n"
        "    virkning fra 2014-01-01\n"
        "\n"
        "flyt KBS fra ØU til BIU\n",
        "",
    )


def test_a_file_is_only_overwritten_by_force(ressort: Callable, tmp_path: Path) -> None:
    path = tmp_path / "a.ressort"
    path.write_text("old", encoding="utf-8")

    refused = ressort("new", path, *GIVEN)
    kept = path.read_text(encoding="utf-8")
    forced = ressort("new", path, *GIVEN, "--force")

    assert (refused.status, kept) == (2, "old")
    assert "--force overwrites it" in refused.err
    assert forced.status == 0
    assert path.read_text(encoding="utf-8") != "old"


WRONG = {
    "no title": ([*without("--title")], "--title is missing"),
    "no day": ([*without("--effective")], "--effective is missing"),
    "no day and no title": (
        [*without("--title", "--effective")],
        "--title, --effective is missing",
    ),
    "nothing": (
        [],
        "--title, --proposed, --effective, --organisation is missing; known: albertslund-2015",
    ),
    "no organisation": (
        [*without("--organisation"), "--organisations", CASES, "--organisations", KNOWN_DAY],
        "--organisation is missing; known: copenhagen-2013, copenhagen-2013-kendt-moede",
    ),
    "unknown organisation": (
        [*without("--organisation"), "--organisation", "copenhagen-2031"],
        "did you mean `copenhagen-2013`?",
    ),
    "empty title": ([*without("--title"), "--title", "  "], "cannot be a title"),
    "title with every mark": ([*without("--title"), "--title", "\"'»«”“’"], "cannot be a title"),
    "no move": ([*GIVEN, "--move", "KBS"], "`KBS` is no move"),
    "long move": ([*GIVEN, "--move", "KBS fra ØU til BIU"], "is no move"),
    "unknown unit": ([*GIVEN, "--move", "KBX ØU BIU"], "`KBX`"),
    "wrong origin": ([*GIVEN, "--move", "KBS KFU BIU"], "KBS"),
    "nothing but the organisation": (
        ["--organisation", "copenhagen-2013"],
        "--title, --proposed, --effective is missing",
    ),
    "no such organisation": (
        [*without("--organisation"), "--organisation", "kbh"],
        "there is no organisation `kbh`; known: albertslund-2015, ",
    ),
    "name of several": (
        [*without("--organisation"), "--organisation", "Københavns Kommune"],
        "is the name of several; write the id of one: copenhagen-2013, copenhagen-2024",
    ),
    "impossible day": ([*without("--effective"), "--effective", "2014-13-01"], "is not a date"),
}


def test_a_table_with_moves_is_told_all_that_it_lacks(ressort: Callable, tmp_path: Path) -> None:
    done = ressort("new", "--table", tmp_path / "a.csv", *GIVEN[:4], "--move", "KBS ØU BIU")

    assert (done.status, done.err) == (2, "ressort: --proposed, --effective is missing\n")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
@pytest.mark.parametrize("case", WRONG)
def test_what_cannot_be_written_leaves_no_file(
    ressort: Callable, tmp_path: Path, case: str
) -> None:
    arguments, message = WRONG[case]

    done = ressort("new", tmp_path / "a.ressort", *arguments, "--lang", "en")

    assert (done.status, done.out) == (2, "")
    assert message in done.err
    assert list(tmp_path.iterdir()) == []


def test_no_text_goes_into_a_file_that_ends_as_a_table(ressort: Callable, tmp_path: Path) -> None:
    done = ressort("new", tmp_path / "a.xlsx", *GIVEN, "--lang", "en")

    assert (done.status, list(tmp_path.iterdir())) == (2, [])
    assert f"--table {tmp_path.as_posix()}/a.xlsx" in done.err


SENTENCES = [
    "led KES som enhedsforvaltning",
    'forudsat "en # to"',
    "ledsages af dispensation til KBS' enhedsforvaltning, planlagt",
    "flyt opgaver inden for erhverv fra TMU til KFU",
    "forvent ufuldstændigt",
]


def test_any_sentence_can_be_given(ressort: Callable, tmp_path: Path) -> None:
    path = tmp_path / "a.ressort"
    wanted = SENTENCES
    flags = [flag for sentence in wanted for flag in ("--statement", sentence)]

    assert ressort("new", path, *GIVEN, *flags).status == 0

    assert path.read_text(encoding="utf-8").split("\n")[5:-1] == wanted
    assert ressort("rules", "format", "--check", path) == (0, "", "")


@pytest.mark.parametrize("sentence", ["nedlgæ BIU", "# intet", "", "forslag", "flyt KBX til BIU"])
def test_what_is_no_sentence_is_refused(ressort: Callable, tmp_path: Path, sentence: str) -> None:
    done = ressort("new", tmp_path / "a.ressort", *GIVEN, "--statement", sentence, "--lang", "da")

    assert (done.status, done.out) == (2, "")
    assert "er ingen sætning i et forslag: " in done.err or "`KBX`" in done.err
    assert list(tmp_path.iterdir()) == []


def test_at_a_terminal_moves_are_asked_for(
    ressort: Callable, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter(["KBS", "KBBS BIU", "KBS ØU BIU", ""])
    monkeypatch.setattr("checker.commands.new.answers", lambda: True)
    monkeypatch.setattr("click.prompt", lambda *_, **__: next(answers))

    done = ressort("new", *GIVEN)

    assert done.out.endswith("\n\nflyt KBS fra ØU til BIU\n")
    assert "`KBS` er ingen flytning" in done.err
    assert "mente du `KBS`?" in done.err
