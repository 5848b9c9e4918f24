# SPDX-License-Identifier: EUPL-1.2
"""Several proposals in text: what decides of each, what is the municipality's own, what to ask."""

import io
import json
import re
import shlex
from collections.abc import Callable
from pathlib import Path

import made
import pytest
from jsonschema import Draft202012Validator

from checker.folders import REPORTS
from checker.page import text
from checker.records import evolve
from checker.report.entries import ChangedEntry, TrustEntry
from checker.report.express import express
from checker.report.report import Options

pytestmark = pytest.mark.slow

MOVE = """proposal "Move {number}"
    concerns copenhagen-2013
    proposed 2013-06-18
    effective 2014-01-01
"""
FAILS = "\nmove KEjd from KFU to ØU\n"


@pytest.fixture
def matters(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Thirty proposals, of which one fails."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "sager"
    folder.mkdir()
    for number in range(30):
        written = MOVE.format(number=number) + FAILS * (number == 7)
        (folder / f"sag-{number:02}.ressort").write_text(written, encoding="utf-8")
    return folder


def page(*results: object, **options: object) -> list[str]:
    document = express(results, "en", made.sentence)
    told = text.report(document, "en", Options(**{"lines": True, **options}))
    return "".join(told).splitlines()


@pytest.mark.usefixtures("matters")
def test_thirty_proposals_are_told_in_a_line_each_and_why_the_status_is_one(
    ressort: Callable,
) -> None:
    run = ressort("check", "sager")
    lines = run.out.splitlines()

    assert run.status == 1
    assert len(lines) <= 3 * 30
    assert [line for line in lines if "sag-07" in line] == [
        "sager/sag-07.ressort:6:1  error  unit-bylaw-change  Moving KEjd takes a "
        "change of the bylaw. (KSL § 17, stk. 1*)",
        "1 of 30 fails: sager/sag-07.ressort (incomplete ≥ incomplete)",
        "Next: ressort plan sager/sag-07.ressort",
        "      ressort explain unit-bylaw-change sager/sag-07.ressort",
    ]
    assert "sager/sag-03.ressort  clear  Move 3" in lines
    assert run.out.count("Existing matters: Københavns Kommune") == 1
    assert run.out.count("KBS needs a dispensation from KSL § 64 a. (KSL § 64 a* …)") == 1
    assert run.out.count("\n* from a secondary source\n") == 1
    assert "30 proposals: 1 error, 29 warnings, 37 notes" in lines


@pytest.mark.usefixtures("matters")
def test_the_same_is_said_in_danish(ressort: Callable) -> None:
    out = ressort("check", "sager", "--lang", "da").out

    assert "1 af 30 fejler: sager/sag-07.ressort (ufuldstændigt ≥ ufuldstændigt)\n" in out
    assert "Næste: ressort plan sager/sag-07.ressort --lang da\n" in out


def test_the_next_commands_can_be_run_as_they_stand(ressort: Callable, matters: Path) -> None:
    (matters / "sag-07.ressort").rename(matters / "sag 'syv'.ressort")
    asked = ("--law-date", "2013-12-31", "--interpretation", "six-days-suffice")
    (told,) = re.findall(r"^Next: (.*)\n +(.*)$", ressort("check", "sager", *asked).out, re.M)

    for command in told:
        name, *arguments = shlex.split(command)
        answer = ressort(*arguments)
        assert name == "ressort"
        assert arguments[-4:] == list(asked)
        assert (answer.status, answer.err) == (0, "")


@pytest.mark.usefixtures("matters")
def test_quiet_tells_only_what_fails(ressort: Callable) -> None:
    run = ressort("check", "sager", "--quiet")
    passing = ressort("check", "sager", "--quiet", "--fail-on", "forbidden")
    alone = ressort("check", "sager/sag-03.ressort", "--quiet")

    assert {line[:20] for line in run.out.splitlines() if line.startswith("sager")} == {
        "sager/sag-07.ressort"
    }
    assert "Existing matters" not in run.out
    assert "1 of 30 fails" in run.out
    assert (passing.status, passing.out, passing.err) == (0, "", "")
    assert (alone.status, alone.out, alone.err) == (0, "", "")


def test_all_is_told_where_that_is_asked_for(ressort: Callable, matters: Path) -> None:
    short = ressort("check", "sager")
    full = ressort("check", "sager", "--full")
    (matters.parent / "ressort.toml").write_text("brief = false\n", encoding="utf-8")
    kept = ressort("check", "sager")

    assert full.out.count("INCOMPLETE") == 1
    assert full.out == kept.out
    assert full.status == kept.status == short.status == 1
    assert "1 of 30 fails: sager/sag-07.ressort (incomplete ≥ incomplete)\n" in full.out
    assert full.out.count("\n") > ressort("check", "sager", "--brief").out.count("\n")


@pytest.mark.usefixtures("matters")
def test_one_proposal_is_told_as_ever(ressort: Callable) -> None:
    alone = ressort("check", "sager/sag-07.ressort")

    assert "INCOMPLETE" in alone.out
    assert "of 1 fails" not in alone.out
    assert alone.out == ressort("check", "sager/sag-07.ressort", "--full").out


def test_exit_zero_says_what_fails_and_ends_with_0(ressort: Callable, matters: Path) -> None:
    run = ressort("check", "sager", "--exit-zero")
    (matters / "sag-08.ressort").write_text("proposal", encoding="utf-8")

    assert run.status == 0
    assert "1 of 30 fails" in run.out
    assert ressort("check", "sager", "--exit-zero").status == 2


@pytest.mark.parametrize(
    ("case", "told"),
    [
        ("erhvervsfremme-biu", "BIU may not hold three tasks, only ØU may. (SV § 12"),
        ("erhvervsfremme-biu", "Three tasks lie outside what BIU may hold. (LAB § 14, stk. 3*)"),
        ("kbs-biu", "“Københavns Borgerservices opgaver, …” lies outside what BIU may hold."),
        ("kbs-biu", "KBS needs a dispensation from KSL § 64 a. (KSL § 64 a* …)"),
        ("biu-nedlagt", "Moving eight tasks takes a change of the bylaw. (KSL § 17, stk. 1*)"),
        ("ks-biu-fraveget", "The waiver for BIU has no effect: law cannot be waived. (KSL § 18"),
        ("loen-kfu", "KFU may not hold two tasks, only ØU may. (KSL § 18, stk. 3)"),
        ("kejd-oeu-seks-dage", "Fewer than 6 whole days between the readings. (KSL § 2, stk. 2"),
        ("kejd-oeu-i-moedeperioden", "Did the meeting on 3 December 2013 lie before the "),
    ],
)
def test_a_log_shows_a_finding_whole(ressort: Callable, case: str, told: str) -> None:
    path = f"fixtures/copenhagen-2013/{case}.ressort"
    other = "fixtures/copenhagen-2013/ingen-aendring.ressort"
    lines = ressort("check", path, other, "--lang", "en", "--exit-zero").out.splitlines()

    assert any(f"  {told}" in line for line in lines)
    own = [line.removeprefix(path) for line in lines if line.startswith(path)]
    assert max(map(len, own)) <= 130


def test_the_findings_are_as_many_as_in_every_other_format(ressort: Callable) -> None:
    paths = [
        "fixtures/copenhagen-2013/biu-nedlagt.ressort",
        "fixtures/copenhagen-2013/it-kfu.ressort",
    ]
    asked = ("--lang", "en", "--fail-on", "never")
    short, full, comment = (
        ressort("check", *paths, *asked, *more).out
        for more in ((), ("--full",), ("--format", "comment"))
    )
    (said,) = re.findall(r"^2 proposals: (.*)$", short, re.M)

    assert f"2 proposals: {said}\n" in full
    assert f"\n{said}.\n" in comment


def test_where_none_fails_it_says_so() -> None:
    clear = evolve(made.RESULT, verdict="clear", findings=(), instruments=())

    assert page(clear, clear)[-1] == "2 of 2 pass"
    assert page(made.RESULT, clear, fail_on="never")[-1] == "2 of 2 pass"


def test_more_than_three_lines_are_counted() -> None:
    lines = page(made.RESULT, made.RESULT)
    own = lines[: lines.index("")]

    assert len(own) == 6
    assert own[2] == own[5] == "    … and 2 more"


@pytest.mark.parametrize("width", [40, 80, 100])
def test_a_terminal_has_three_lines_of_each_too(width: int) -> None:
    lines = page(made.RESULT, made.RESULT, width=width)
    own = lines[: lines.index("")]
    words = {word for line in page(made.RESULT, made.RESULT) for word in line.split()}

    assert len(own) == 6
    assert max(map(len, own)) <= width
    assert {word for line in own for word in line.split()} <= words | {"…", "more", "and", "3"}


@pytest.mark.parametrize("width", [40, 60, 80])
def test_how_many_fail_fits_a_terminal_and_a_command_to_copy_stays_whole(width: int) -> None:
    lines = page(made.RESULT, made.RESULT, width=width, fail_on="incomplete")
    start = next(at for at, line in enumerate(lines) if line.startswith("2 of 2 fail"))
    end = next(at for at, line in enumerate(lines) if line.startswith("Next: "))
    (whole,) = (line for line in page(made.RESULT, made.RESULT) if line.startswith("2 of 2 fail"))

    assert max(map(len, lines[:end])) <= width
    assert " ".join(map(str.strip, lines[start:end])) == whole
    assert lines[end:] == page(made.RESULT, made.RESULT)[-2:]


def test_colour_changes_nothing_but_the_colour() -> None:
    painted = page(made.RESULT, made.RESULT, colour=True, width=60)

    assert re.sub(r"\x1b\[\d+m", "", "\n".join(painted)) == "\n".join(
        page(made.RESULT, made.RESULT, width=60)
    )
    assert "\x1b[31m" in painted[0]


def test_a_branch_that_fails_by_its_own_word_says_so() -> None:
    document = express([made.RESULT, made.RESULT], "en", made.sentence)
    changed = ChangedEntry("rule:x:removed", "rule", "error", "rule x is gone", (), "r", 1, 1)
    trusted = evolve(document, trust=TrustEntry("main", "0" * 40, (changed,)))
    told = "".join(text.report(trusted, "en", Options(lines=True, fail_on="never")))

    assert told.splitlines()[-2:] == [
        "the branch fails by what it changes of what judges it",
        "2 of 2 pass",
    ]


def test_the_gravest_that_fail_are_named_first() -> None:
    document = express([made.RESULT] * 4, "en", made.sentence)
    *others, last = document.results
    document = evolve(document, results=(*others, evolve(last, verdict="forbidden")))
    told = "".join(text.report(document, "en", Options(lines=True))).splitlines()

    (line,) = [each for each in told if " of 4 fail: " in each]
    assert line.startswith("4 of 4 fail: sag/kbs.ressort (forbidden ≥ incomplete), ")
    assert line.endswith(", … and 2 more")
    assert len(line) <= 130


@pytest.mark.usefixtures("matters")
@pytest.mark.parametrize("more", [(), ("--full",), ("--quiet",)])
def test_what_occurs_how_often_stands_at_the_end(ressort: Callable, more: tuple[str, ...]) -> None:
    out = ressort("check", "sager", "--statistics", *more).out
    verdicts, findings, rules, instruments = (
        [*map(str.split, group.splitlines())]
        for group in re.split(r"^(?:Verdicts|Findings .*|Rules|Instruments)$\n", out, flags=re.M)[
            1:
        ]
    )

    assert verdicts == [["29", "clear"], ["1", "incomplete"]]
    assert ["1", "need"] in findings
    assert ["1", "unit-bylaw-change"] in rules
    assert rules[0] == ["29", "changes-nothing"]
    assert ["1", "change", "of", "the", "bylaw"] in instruments


@pytest.mark.usefixtures("matters")
def test_the_statistics_are_a_key_of_json_and_told_beside_other_formats(ressort: Callable) -> None:
    document = json.loads(ressort("check", "sager", "--format", "json", "--statistics").out)
    beside = ressort("check", "sager", "--format", "sarif", "--statistics", "--lang", "da")
    schema = json.loads((REPORTS / "result.schema.json").read_text(encoding="utf-8"))

    assert document["statistics"]["verdicts"] == {"clear": 29, "incomplete": 1}
    assert document["statistics"]["instruments"]["bylaw change"] == 1
    Draft202012Validator(schema).validate(document)
    assert "Konklusioner\n  29  i orden\n   1  ufuldstændigt\n" in beside.err
    assert json.loads(beside.out)
    assert "statistics" not in json.loads(ressort("check", "sager", "--format", "json").out)


def test_the_format_goes_to_a_file_whole_or_not_at_all(ressort: Callable, matters: Path) -> None:
    there = ressort("check", "sager", "--format", "junit").out
    run = ressort("check", "sager", "--format", "junit", "--output-file", "svar.xml")
    text = ressort("check", "sager", "--output-file", "svar.txt")
    whole = Path("svar.xml").read_bytes()

    assert (run.status, run.out, run.err) == (1, "", "")
    assert whole.decode("utf-8") == there
    assert text.out == ""
    assert "1 of 30 fails" in Path("svar.txt").read_text(encoding="utf-8")
    refused = ("no/svar.xml", "sager/sag-01.ressort", "sager")
    for path in refused:
        again = ressort("check", "sager", "--output-file", path, "--report", "svar.json")
        assert (again.status, again.out) == (2, "")
        assert path in again.err
        assert not Path("svar.json").exists()
    same = ressort("check", "sager", "--output-file", "svar.json", "--report", "svar.json")
    assert same.status == 2
    (matters.parent / "ressort.toml").write_text('output-file = "x.txt"\n', encoding="utf-8")
    assert "config" not in ressort("check", "sager", "--no-config").err
    assert ressort("check", "sager").status == 2
    assert Path("svar.xml").read_bytes() == whole


@pytest.mark.usefixtures("matters")
def test_each_is_a_setting_too(ressort: Callable) -> None:
    settings = "quiet = true\nstatistics = true\nexit-zero = true\nbrief = false\n"
    Path("ressort.toml").write_text(settings, encoding="utf-8")
    run = ressort("check", "sager")

    assert run.status == 0
    assert run.out.count("INCOMPLETE") == 1
    assert "CLEAR" not in run.out
    assert "Verdicts\n" in run.out
    Path("ressort.toml").write_text('quiet = "yes"\n', encoding="utf-8")
    assert "ressort.toml:1:1" in ressort("check", "sager").err


def test_what_another_program_writes_is_checked_among_others(
    ressort: Callable, matters: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    piped = io.TextIOWrapper(
        io.BytesIO((MOVE.format(number=99) + FAILS).encode()), encoding="utf-8"
    )
    monkeypatch.setattr("sys.stdin", piped)
    (matters / "sag-07.ressort").unlink()
    run = ressort("check", "sager", "-")

    assert run.status == 1
    assert "\n-:6:1  error  unit-bylaw-change  Moving" in run.out
    assert run.out.endswith("1 of 30 fails: - (incomplete ≥ incomplete)\n")
