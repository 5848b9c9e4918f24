# SPDX-License-Identifier: EUPL-1.2
"""The command line: exit statuses, languages, formats, and what goes to which stream."""

import json
from collections.abc import Callable
from pathlib import Path

import click
import pytest

from checker import __version__, commands
from checker.folders import FIXTURES, RULES

CASES = FIXTURES / "copenhagen-2013"
CLEAR = CASES / "ingen-aendring.ressort"
CONDITIONAL = CASES / "kejd-oeu-planlagt.ressort"
INCOMPLETE = CASES / "kbs-biu.ressort"
FORBIDDEN = CASES / "ks-kfu.ressort"
ORGANISATION = CASES / "organisation.ressort"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("proposal", "flags", "status"),
    [
        (CLEAR, [], 0),
        (CONDITIONAL, [], 0),
        (INCOMPLETE, [], 1),
        (FORBIDDEN, [], 1),
        (CLEAR, ["--fail-on", "conditional"], 0),
        (CONDITIONAL, ["--fail-on", "conditional"], 1),
        (INCOMPLETE, ["--fail-on", "conditional"], 1),
        (INCOMPLETE, ["--fail-on", "incomplete"], 1),
        (INCOMPLETE, ["--fail-on", "forbidden"], 0),
        (FORBIDDEN, ["--fail-on", "forbidden"], 1),
        (FORBIDDEN, ["--fail-on", "never"], 0),
        (FORBIDDEN, ["--format", "json"], 1),
        (CLEAR, ["--format", "json"], 0),
        (FORBIDDEN, ["--format", "html", "--lang", "en"], 1),
        (CLEAR, ["--format", "markdown"], 0),
    ],
)
def test_the_status_is_that_of_the_worst_verdict(
    ressort: Callable, proposal: Path, flags: list[str], status: int
) -> None:
    done = ressort("check", proposal, *flags)

    assert (done.status, done.err) == (status, "")
    assert done.out


@pytest.mark.slow
def test_one_bad_proposal_among_many_decides(ressort: Callable) -> None:
    assert ressort("check", CLEAR, FORBIDDEN, CONDITIONAL, "--fail-on", "forbidden").status == 1
    assert ressort("check", CLEAR, CONDITIONAL).status == 0


WRONG_USAGE = {
    "no command": ([], "Usage: ressort"),
    "unknown command": (["chek"], "there is no command `chek`; did you mean `check`?"),
    "unknown rules command": (["rules", "lst"], "there is no command `lst`; did you mean `list`?"),
    "no path": (["check"], "PATH... is missing"),
    "no id": (["explain"], "ID is missing"),
    "unknown option": (["check", CLEAR, "--formt", "json"], "there is no option `--formt`"),
    "option without value": (["check", CLEAR, "--format"], "`--format` needs a value"),
    "unknown format": (["check", CLEAR, "--format", "jsn"], "did you mean `json`?"),
    "unknown language": (["check", CLEAR, "--lang", "de"], "`de` is no value for --lang"),
    "unknown level": (["check", CLEAR, "--fail-on", "clear"], "`clear` is no value"),
    "option twice": (
        ["check", CLEAR, "--as-of", "2013-07-01", "--as-of", "2013-08-01"],
        "`--as-of` is given twice",
    ),
    "short date": (["check", CLEAR, "--law-date", "2013-6-1"], "`2013-6-1` is not a date"),
    "compact date": (["check", CLEAR, "--as-of", "20130601"], "`20130601` is not a date"),
    "impossible date": (["check", CLEAR, "--as-of", "2013-02-30"], "`2013-02-30` is not a date"),
    "no such file": (["check", "nowhere.ressort"], "nowhere.ressort: there is no such file"),
    "no such rules": (["check", CLEAR, "--rules", "nowhere"], "nowhere: there is no such file"),
    "unknown ending": (["check", CLEAR, "--report", "a.doc"], "a.doc: the ending of a report"),
    "report twice": (
        ["check", CLEAR, "--report", "a.md", "--report", "./a.md"],
        "a.md: two reports cannot go to the same file",
    ),
    "template for nothing": (["check", CLEAR, "--template", "a.j2"], "--template needs"),
    "unknown rule": (["explain", "two-reading"], "did you mean `two-readings`?"),
    "unknown id": (["explain", "nothing-like-it", CLEAR], "no rule, finding or instrument"),
    "unknown shown": (["rules", "show", "two-reading"], "did you mean `two-readings`?"),
    "no language to translate to": (["rules", "translate", CLEAR], "--to is missing"),
    "nothing expected": (["rules", "test", "{empty}"], "no proposal was found"),
    "folder without proposal": (["check", RULES], "no proposal was found"),
    "empty folder of rules": (["check", CLEAR, "--rules", "{empty}"], "no rule was loaded"),
    "folder without organisation": (
        ["check", CLEAR, "--organisations", "{empty}"],
        "no organisation was found",
    ),
    "proposal is a rule document": (
        ["check", RULES / "general" / "ksl.ressort"],
        "et regeldokument",
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("case", WRONG_USAGE)
def test_what_cannot_be_checked_is_two_with_one_message(
    ressort: Callable, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, case: str
) -> None:
    arguments, message = WRONG_USAGE[case]
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty").mkdir()

    done = ressort(*[str(each).replace("{empty}", "empty") for each in arguments])

    assert (done.status, done.out) == (2, "")
    assert message in done.err
    assert "Traceback" not in done.err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["check", CLEAR, "--format", "jsn"], "mente du `json`?"),
        (["check", CLEAR, "--formt"], "der er intet tilvalg `--formt`"),
        (["check"], "PATH... mangler"),
        (["check", "ingen.ressort"], "ingen.ressort: filen eller mappen findes ikke"),
        (["chek"], "der er ingen kommando `chek`; mente du `check`?"),
    ],
)
def test_wrong_usage_is_told_in_danish(
    ressort: Callable, arguments: list[str], message: str
) -> None:
    done = ressort(*arguments, "--lang", "da")

    assert done.status == 2
    assert message in done.err


SURPRISES = {
    MemoryError(): "there is not enough memory",
    RecursionError(): "nested too deeply",
    OSError(28, "No space left on device"): "No space left on device",
    KeyError("law"): "internal error (KeyError: 'law')",
    BrokenPipeError(): "",
}


@pytest.mark.parametrize("surprise", SURPRISES, ids=lambda each: type(each).__name__)
def test_a_surprise_is_two_with_one_line(
    ressort: Callable, monkeypatch: pytest.MonkeyPatch, surprise: BaseException
) -> None:
    def surprising(*_: object, **__: object) -> None:
        raise surprise

    monkeypatch.setattr(commands.cli, "main", surprising)

    done = ressort("check", CLEAR)

    assert (done.status, done.out) == (2, "")
    assert SURPRISES[surprise] in done.err
    assert len(done.err.splitlines()) == (1 if SURPRISES[surprise] else 0)


@pytest.mark.parametrize("stop", [KeyboardInterrupt(), click.Abort()])
def test_an_interruption_is_told_in_one_line(
    ressort: Callable, monkeypatch: pytest.MonkeyPatch, stop: BaseException
) -> None:
    def stopped(*_: object, **__: object) -> None:
        raise stop

    monkeypatch.setattr(commands.cli, "main", stopped)

    assert ressort("check", CLEAR) == (2, "", "ressort: interrupted; nothing was checked\n")


def test_the_details_of_a_bug_are_shown_when_asked_for(
    ressort: Callable, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(commands.cli, "main", lambda *_, **__: {}["law"])
    monkeypatch.setenv("RESSORT_DEBUG", "1")

    assert "Traceback" in ressort("check", CLEAR).err


def test_the_version_is_that_of_the_package(ressort: Callable) -> None:
    assert ressort("--version") == (0, f"ressort {__version__}\n", "")


@pytest.mark.slow
def test_a_report_speaks_the_language_of_its_proposal(ressort: Callable) -> None:
    own, danish, english = (
        json.loads(ressort("check", INCOMPLETE, "--format", "json", *flags).out)
        for flags in ([], ["--lang", "da"], ["--lang", "en"])
    )

    assert own == danish != english


def test_several_proposals_give_one_document_in_the_order_of_the_paths(ressort: Callable) -> None:
    done = ressort("check", FORBIDDEN, CLEAR, "--format", "json")

    assert [each["verdict"] for each in json.loads(done.out)["results"]] == ["forbidden", "clear"]


@pytest.mark.slow
def test_the_law_of_another_day_can_be_asked_for(ressort: Callable) -> None:
    def rules_of(*flags: str) -> list[str]:
        done = ressort("check", CASES / "kejd-biu.ressort", "--format", "json", *flags)
        return [each["rule"] for each in json.loads(done.out)["results"][0]["findings"]]

    assert "employment-committee" in rules_of()
    assert "employment-committee" not in rules_of("--law-date", "2015-01-01")


@pytest.mark.slow
def test_a_path_that_would_break_the_line_is_shown_by_numbers(
    ressort: Callable, tmp_path: Path
) -> None:
    (tmp_path / "ny\nlinje.ressort").write_text(
        INCOMPLETE.read_text(encoding="utf-8"), encoding="utf-8"
    )
    (tmp_path / "ny\nfejl.ressort").write_text('forslag "x', encoding="utf-8")

    shown = ressort("check", tmp_path / "ny\nlinje.ressort").out
    assert "ny\\u000alinje.ressort:" in shown
    assert "\nlinje" not in shown
    assert "ny\\u000afejl.ressort:1:9: " in ressort("check", tmp_path / "ny\nfejl.ressort").err
