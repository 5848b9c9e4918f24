# SPDX-License-Identifier: EUPL-1.2
"""``ressort new`` and ``new organisation`` at a terminal: lists, names, sentences, each answer
checked, and nothing lost that somebody typed."""

import os
import resource
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from checker.commands.dialogue import completions

pexpect = pytest.importorskip("pexpect")
ORGANISATION, TITLE, CHANGE = "Organisation[^\n]*: ", "Titel: ", "Ændring[^\n]*: "
PROPOSED, EFFECTIVE = r"Fremsat den[^\n]*: ", r"Virkning fra[^\n]*: "
HEADER = """forslag "Æbler på Østerbro"
    vedrører copenhagen-2013
    fremsat 2013-06-18
    virkning fra 2014-01-01
"""
Spawn = Callable[..., Any]


@pytest.fixture
def spawn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Spawn:
    """spawn("new", "a.ressort") is the command at a Danish terminal, in an empty folder."""
    monkeypatch.chdir(tmp_path)

    def command(*arguments: str, **more: Any) -> Any:
        env = {**os.environ, "LC_ALL": "da_DK.UTF-8", "TERM": "xterm", "COLUMNS": "500"}
        env |= more.pop("env", {})
        return pexpect.spawn(
            sys.executable,
            ["-m", "checker", *arguments],
            env=env,
            encoding="utf-8",
            timeout=60,
            dimensions=(50, 200),
            **more,
        )

    return command


def say(child: Any, *pairs: tuple[str, str]) -> str:
    """Answers each question, and gives what was shown meanwhile."""
    shown = ""
    for question, answer in pairs:
        child.expect(question)
        shown += child.before + child.after
        child.sendline(answer)
    return shown


def ended(child: Any) -> tuple[int, str]:
    child.expect(pexpect.EOF)
    child.close()
    return child.exitstatus, child.before


BEGUN = [
    (ORGANISATION, "copenhagen-2013"),
    (TITLE, "Æbler på Østerbro"),
    (PROPOSED, "18/6-2013"),
    (EFFECTIVE, "1. januar 2014"),
]


@pytest.mark.slow
def test_a_whole_conversation(spawn: Spawn) -> None:
    child = spawn("new", "a.ressort")
    shown = say(
        child,
        (ORGANISATION, ""),
        (ORGANISATION, "?randers"),
        (ORGANISATION, "Københavns Kommune"),
        (ORGANISATION, "copenhagn-2013"),
        *BEGUN[:2],
        (PROPOSED, "i morgen"),
        BEGUN[2],
        (EFFECTIVE, "?"),
        (EFFECTIVE, "1. maj 2013"),
        BEGUN[3],
        (CHANGE, ""),
        (CHANGE, "KBS ØU BUI"),
        (CHANGE, "Københavns Ejendomme KFU Økonomiudvalget"),
        (
            CHANGE,
            "flyt Københavns Borgerservice fra Økonomiudvalget til "
            "Beskæftigelses- og Integrationsudvalget",
        ),
        (CHANGE, "led KES som enhedsforvaltnin"),
        (CHANGE, "led KES som enhedsforvaltning"),
        (CHANGE, "virksomhedsservice fra TMU til KFU"),
        (CHANGE, ""),
    )
    status, rest = ended(child)

    for told in (
        "  randers-2018  Randers Kommune, 2018-01-01",
        "`Københavns Kommune` er navnet på flere; skriv id for en af dem: copenhagen-2013",
        "mente du `copenhagen-2013`?",
        "`i morgen` er ikke en dato",
        "Valgperioder begynder den:",
        "2013-05-01, dagen for virkningen, ligger før 2013-06-18",
        "Enheder:",
        "  KBS   Københavns Borgerservice",
        "mente du `BIU`?",
        "mente du `enhedsforvaltning`?",
        "\r\n  flyt KEjd fra KFU til ØU\r\n",
    ):
        assert told in shown
    assert shown.count("led KES som enhedsforvaltning\r\n") == 1  # as it was typed
    assert status == 0
    assert rest.endswith("skrevet: a.ressort\r\nnæste: ressort check a.ressort\r\n")
    assert (
        Path("a.ressort")
        .read_text("utf-8")
        .startswith(
            f"{HEADER}\nflyt KEjd fra KFU til ØU\nflyt KBS fra ØU til BIU\n"
            "led KES som enhedsforvaltning\n"
        )
    )
    assert [each.name for each in Path().iterdir()] == ["a.ressort"]


@pytest.mark.slow
def test_what_was_typed_is_kept_and_gone_on_with(spawn: Spawn) -> None:
    child = spawn("new", "a.ressort")
    say(child, *BEGUN, (CHANGE, "KBS ØU BIU"))
    child.expect(CHANGE)
    child.send("led KES so")
    child.expect("KES so")
    child.sendintr()
    status, told = ended(child)

    assert status == 2
    assert "afbrudt; det, du skrev, er gemt i a.ressort.draft, og dette fortsætter derfra: " in told
    assert told.endswith("checker new a.ressort\r\n") or "ressort new a.ressort" in told
    assert [each.name for each in Path().iterdir()] == ["a.ressort.draft"]

    child = spawn("new", "a.ressort")
    child.expect("fortsætter med det, der er gemt i a.ressort.draft")
    child.expect("KES so$")
    child.sendline("m enhedsforvaltning")
    say(child, (CHANGE, ""))

    assert ended(child)[0] == 0
    text = Path("a.ressort").read_text("utf-8")
    assert text == f"{HEADER}\nflyt KBS fra ØU til BIU\nled KES som enhedsforvaltning\n"
    assert [each.name for each in Path().iterdir()] == ["a.ressort"]


@pytest.mark.parametrize("command", ["new", "new organisation"])
def test_where_nothing_says_a_language_a_conversation_is_in_one(spawn: Spawn, command: str) -> None:
    child = spawn(*command.split(), env={"LC_ALL": "C"})
    first = {"new": r"Organisation \(\?: liste\): ", "new organisation": "Kommunens navn: "}
    child.expect(first[command])
    child.sendline("copenhagen-2013")
    child.expect(
        {"new": "Titel: ", "new organisation": "Organisationen, som den er den[^\n]*: "}[command]
    )
    child.sendeof()
    _, told = ended(child)

    assert "afbrudt" in told
    assert "interrupted" not in told


def test_an_end_of_input_keeps_it_too(spawn: Spawn) -> None:
    child = spawn("new", "--organisation", "copenhagen-2013", "--lang", "en")
    say(child, ("Title: ", "Apples"))
    child.expect("Proposed on[^\n]*: ")
    child.sendeof()
    status, told = ended(child)

    assert status == 2
    assert "new --organisation copenhagen-2013 --lang en" in told
    assert Path("new.draft").read_text("utf-8") == "--title Apples\n"


@pytest.mark.slow
def test_a_file_that_is_there_meanwhile_stays(spawn: Spawn) -> None:
    child = spawn("new", "a.ressort")
    say(child, *BEGUN)
    child.expect(CHANGE)
    Path("a.ressort").write_text("en andens", "utf-8")
    child.sendline("KBS ØU BIU")
    say(child, (CHANGE, ""))
    status, told = ended(child)

    assert status == 2
    assert "a.ressort: filen findes i forvejen" in told
    assert "det, du skrev, er gemt i a.ressort.draft" in told
    assert Path("a.ressort").read_text("utf-8") == "en andens"
    assert Path("a.ressort.draft").read_text("utf-8").endswith("--move KBS ØU BIU\n")


@pytest.mark.slow
def test_a_full_disk_leaves_what_was_typed_on_the_screen(spawn: Spawn) -> None:
    def no_room() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))

    child = spawn("new", "a.ressort", preexec_fn=no_room)
    say(child, *BEGUN, (CHANGE, "KBS ØU BIU"), (CHANGE, ""))
    status, told = ended(child)

    assert status == 2
    assert "a.ressort: kan ikke skrives" in told
    assert "--title Æbler på Østerbro\r\n" in told
    assert "--move KBS ØU BIU\r\n" in told
    assert "det, du skrev, står ovenfor" in told


def test_a_place_that_cannot_be_written_is_told_before_anything_is_typed(spawn: Spawn) -> None:
    status, told = ended(spawn("new", "ingen/a.ressort"))

    assert status == 2
    assert "ingen/a.ressort: der er ingen mappe ingen" in told


@pytest.mark.slow
def test_tab_completes_a_name_or_an_id(spawn: Spawn) -> None:
    child = spawn("new", "a.ressort", "--organisation", "copenhagen-2013", "--title", "T",
                  "--proposed", "2013-06-18", "--effective", "2014-01-01")  # fmt: skip
    child.expect(CHANGE)
    child.send("ned\t")
    child.expect("nedlæg")
    child.sendline(" SUD til")
    child.expect(CHANGE)
    child.send("KEj\t")
    child.expect("KEjd")
    child.send(" K\t")
    child.expect("KFU +Kultur- og Fritidsudvalget")
    child.send("FU Økonomiud\t")
    child.expect("Økonomiudvalget")
    child.sendline("")
    say(child, (CHANGE, ""))

    assert ended(child)[0] == 0
    assert "flyt KEjd fra KFU til ØU\n" in Path("a.ressort").read_text("utf-8")


@pytest.mark.slow
def test_without_a_file_a_name_is_asked_for_at_the_end(spawn: Spawn) -> None:
    Path("b.ressort").write_text("x", "utf-8")
    child = spawn("new")
    shown = say(
        child,
        *BEGUN,
        (CHANGE, ""),
        (CHANGE, ""),
        ("Skriv det til filen[^\n]*: ", "b"),
        ("Skriv det til filen[^\n]*: ", "c"),
    )
    assert ended(child)[0] == 0
    assert "b.ressort: filen findes i forvejen" in shown
    assert Path("c.ressort").read_text("utf-8").startswith(HEADER)


@pytest.mark.slow
def test_an_organisation(spawn: Spawn) -> None:
    child = spawn("new", "organisation", "o.ressort")
    more = "Stående udvalg[^\n]*: "
    shown = say(
        child,
        ("Kommunens navn: ", "?"),
        ("Kommunens navn: ", "Ærø Kommune"),
        ("Organisationen, som den er[^\n]*: ", "1. januar 2026"),
        ("Styreform[^\n]*: ", "?"),
        ("Styreform[^\n]*: ", "konge"),
        ("Styreform[^\n]*: ", "udvalgsstyre"),
        ("Kommunalbestyrelsen[^\n]*: ", "Ærø Kommunalbestyrelse 15"),
        ("Økonomiudvalget[^\n]*: ", "Økonomiudvalget 7"),
        (more, "ØU Andet Udvalg"),
        (more, "Teknik- og Havneudvalget 5"),
        (more, ""),
    )
    status, rest = ended(child)

    assert "Styreformer:" in shown
    assert "styreformen `konge`" in shown
    assert "`ØU` er allerede" in shown
    assert status == 0
    assert rest.endswith("næste: ressort check o.ressort\r\n")
    assert Path("o.ressort").read_text("utf-8").splitlines()[1:] == [
        'styreform "udvalgsstyre"',
        'kommunalbestyrelse ÆK "Ærø Kommunalbestyrelse" med 15 medlemmer',
        'økonomiudvalg ØU "Økonomiudvalget" med 7 medlemmer',
        'udvalg THU "Teknik- og Havneudvalget" med 5 medlemmer',
    ]


@pytest.mark.parametrize(
    ("line", "lines"),
    [
        ("KE", ["KEjd", "KES"]),
        ("flyt ke", ["flyt kejd", "flyt keS"]),
        ("KES oeko", ["KES Økonomiudvalget"]),
        ("Kultur- og", ["Kultur- og Fritidsudvalget"]),
        ("flyt KES fra kultur- o", ["flyt KES fra Kultur- og Fritidsudvalget"]),
        ("xyz", []),
    ],
)
def test_what_a_line_may_become(line: str, lines: list[str]) -> None:
    words = ["KEjd", "KES", "Økonomiudvalget", "Kultur- og Fritidsudvalget"]

    assert completions(line, words) == lines


@pytest.mark.slow
def test_tab_tells_how_many_more_there_are(spawn: Spawn) -> None:
    child = spawn("new", "a.ressort")
    say(child, *BEGUN)
    child.expect(CHANGE)
    child.send("\t\t")
    child.expect(r"\r\n  … og (\d+) mere; `\?ord` viser dem med et ord\r\n")

    assert int(child.match[1]) > 0
    child.close(force=True)


@pytest.mark.slow
def test_after_a_finished_word_tab_lists_what_may_come_next(spawn: Spawn) -> None:
    child = spawn("new", "a.ressort")
    say(child, *BEGUN)
    child.expect(CHANGE)
    child.send("flyt KEjd \t")
    child.expect("\r\n  fra\r\n  til\r\n")
    child.expect(CHANGE)
    child.send("fr\t\t\t")
    child.expect("\r\n  BIU  Beskæftigelses- og Integrationsudvalget\r\n")
    child.expect(CHANGE)
    assert "bygherre" not in child.before.lower()
    child.send("KFU \t")
    child.expect("fra KFU til")
    child.sendline(" ØU")
    say(child, (CHANGE, ""))

    assert ended(child)[0] == 0
    assert Path("a.ressort").read_text("utf-8").endswith("\nflyt KEjd fra KFU til ØU\n")
