# SPDX-License-Identifier: EUPL-1.2
"""Registers of waivers: what they hold for, where they are found, and who reads them."""

from collections.abc import Callable
from pathlib import Path

import pytest
from engine import HEADER, LAW, TOWN
from waived import DECIDED, MOVE, ONE, REGISTER, check, of_rule

from checker.errors import MistakesError


def test_a_register_holds_for_every_proposal_or_for_the_one_it_names() -> None:
    for_all = check(MOVE, registers=[f"{REGISTER}waive no-pay for KU {DECIDED}"])
    named = check(MOVE, registers=[f'{REGISTER}waive no-pay for KU {DECIDED} in proposal "Prøve"'])
    other = check(MOVE, registers=[f'{REGISTER}waive no-pay for KU {DECIDED} in proposal "Andet"'])

    assert [each.verdict for each in (for_all, named, other)] == ["clear", "clear", "incomplete"]
    assert [len(each.waivers) for each in (for_all, named, other)] == [1, 1, 0]
    assert [each.path for each in for_all.inputs][2] == "register-0.ressort"


def test_what_holds_for_every_proposal_and_matches_nothing_here_is_a_note() -> None:
    for_all = check("", registers=[f"{REGISTER}waive no-pay for KU {DECIDED}"])
    named = check("", registers=[f'{REGISTER}waive no-pay for KU {DECIDED} in proposal "Prøve"'])

    assert of_rule(for_all, "waiver-unused").severity == "note"
    assert of_rule(named, "waiver-unused").severity == "warning"


def test_the_same_waiver_in_the_proposal_and_in_the_register_is_one() -> None:
    waiver = f"waive no-pay for KU {DECIDED}"
    result = check(f"{MOVE}{waiver}", registers=[f'{REGISTER}{waiver} in proposal "Prøve"'])

    assert [one.place.path for one in result.waivers if one.state == "used"] == [
        "proposal.ressort",
        "register-0.ressort",
    ]
    assert of_rule(result, "no-pay").waived == result.waivers[0]


def test_a_danish_register_says_the_same() -> None:
    danish = (
        'fravigelser for town\nfravig no-pay for KU, fordi "A trial", besluttet af BR den'
        ' 2013-06-10, journalnummer "2013-0042"'
    )
    english = f"{REGISTER}waive no-pay for KU {DECIDED}"

    said = [
        [
            (one.rule, one.subject, one.by, one.day, one.journal, one.reason)
            for one in check(MOVE, registers=[each]).waivers
        ]
        for each in (danish, english)
    ]
    assert said[0] == said[1]


def test_a_register_of_a_municipality_that_is_not_on_file_is_an_error() -> None:
    with pytest.raises(MistakesError, match="unknown municipality: `twon`"):
        check(MOVE, registers=["waivers of twon\n"])


def test_a_register_is_no_proposal_and_cannot_be_compared(
    ressort: Callable, tmp_path: Path
) -> None:
    register = tmp_path / "register.ressort"
    register.write_text(REGISTER, encoding="utf-8")

    checked, compared = ressort("check", register), ressort("diff", register, register)

    assert (checked.status, compared.status) == (2, 2)
    assert "this is a register of waivers, and a proposal is needed here" in checked.err
    assert "is a register of waivers; rules" in compared.err


def test_registers_are_found_beside_the_organisations_or_where_they_are_named(
    ressort: Callable, tmp_path: Path
) -> None:
    towns, elsewhere = tmp_path / "towns", tmp_path / "elsewhere"
    for folder in (towns, elsewhere):
        folder.mkdir()
    (tmp_path / "law.ressort").write_text(LAW + ONE, encoding="utf-8")
    (towns / "town.ressort").write_text(TOWN, encoding="utf-8")
    (tmp_path / "proposal.ressort").write_text(HEADER + MOVE, encoding="utf-8")
    register = f"{REGISTER}waive no-pay for KU {DECIDED}\n"
    command = (
        *("check", tmp_path / "proposal.ressort", "--rules", tmp_path / "law.ressort"),
        *("--organisations", towns),
    )

    none = ressort(*command).status
    (elsewhere / "register.ressort").write_text(register, encoding="utf-8")
    named = ressort(*command, "--waivers", elsewhere).status
    wrong = ressort(*command, "--waivers", towns)
    (towns / "register.ressort").write_text(register, encoding="utf-8")
    beside = ressort(*command).status

    assert (none, named, beside) == (1, 0, 0)
    assert wrong.status == 2
    assert "no register of waivers was found" in wrong.err


@pytest.mark.parametrize("kept", ["flag", "file"])
@pytest.mark.parametrize(
    ("command", "barred"),
    [
        (("plan",), "Verdict: incomplete"),
        (("sweep",), "1 × a decision"),
        (("matrix", "--task", "pay"), "incomplete (1)"),
        (("rules", "test"), "FAILED"),
        (("explain", "no-pay"), "[decision:BR]"),
    ],
)
def test_whatever_judges_a_proposal_reads_the_registers_that_are_named(
    ressort: Callable,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    command: tuple[str, ...],
    barred: str,
    kept: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    texts = {
        "law": LAW + ONE,
        "town": TOWN,
        "p": f"{HEADER}{MOVE}expect clear\n",
        "register": f'{REGISTER}waive no-pay for KU {DECIDED} in proposal "Prøve"\n',
    }
    for name, text in texts.items():
        Path(f"{name}.ressort").write_text(text, encoding="utf-8")
    run = (*command, "p.ressort", "--rules", "law.ressort", "--organisations", "town.ressort")

    without = ressort(*run, "--lang", "en").out
    if kept == "file":
        Path("ressort.toml").write_text('waivers = ["register.ressort"]\n', encoding="utf-8")
    flag = ("--waivers", "register.ressort") if kept == "flag" else ()
    waived = ressort(*run, "--lang", "en", *flag)

    assert barred in without
    assert waived.out
    assert barred not in waived.out
    assert waived.status == 0


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_waiver_for_a_proposal_that_is_in_no_folder_is_told(
    ressort: Callable, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, jobs: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("cases").mkdir()
    register = [
        f'waive no-pay for KU {DECIDED} in proposal "{title}"' for title in ("Prøve", "Prøv")
    ]
    texts = {
        "law": LAW + ONE,
        "town": TOWN,
        "register": "\n".join([REGISTER, *register]),
        "cases/a": HEADER + MOVE,
        "cases/b": HEADER.replace("Prøve", "Andet"),
    }
    for name, text in texts.items():
        Path(f"{name}.ressort").write_text(text, encoding="utf-8")
    known = ("--rules", "law.ressort", "--organisations", "town.ressort", "--jobs", jobs)
    known += ("--waivers", "register.ressort")

    whole = ressort("check", "cases", *known)
    one = ressort("check", "cases/a.ressort", *known)

    assert whole.err.count("has no effect") == 1
    assert "register.ressort:4:1: no proposal that is checked here is called “Prøv”" in whole.err
    assert "= did you mean `Prøve`?" in whole.err
    assert (whole.status, one.status, one.err) == (0, 0, "")
