# SPDX-License-Identifier: EUPL-1.2
"""What is shown is what is there: nothing that is read steers a terminal or a program that runs
a job, in any format, on standard output, on standard error or in a file."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from towns import LAW, TOWN

from checker.formats.catalogue import FORMATS
from checker.shown import as_json, commandless, shown, width

STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
SIGNS = "\x1b[31mR\x1b]0;p\x07 \x01\x08\x7f\x85\x9b \u200f\u2028\u202evend\u2066"
STREAMS = [name for name, each in FORMATS.items() if each.streams]
LAWS = f'{LAW}rule r "R{SIGNS}"\n    C2 may only hold alfa tasks\n    under LAW § 5\n'
FACTS = f'{TOWN}task t1 "Pas{SIGNS}" within gamma held by C1\n'
PROPOSAL = """\
proposal "{0}"
    concerns town
    proposed 2013-06-18
    effective 2014-01-01

move t1 from C1 to C2
assuming "{0}"
"""


@pytest.fixture
def case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[str]]:
    """case(text) writes a proposal; it gives what ``check`` is to be told."""
    monkeypatch.chdir(tmp_path)
    Path("r.ressort").write_text(LAWS, "utf-8")
    Path("o.ressort").write_text(FACTS, "utf-8")

    def written(text: str, name: str = "p.ressort") -> list[str]:
        Path(name).write_text(text, "utf-8")
        return ["check", name, "--rules", "r.ressort", "--organisations", "o.ressort"]

    return written


@pytest.mark.parametrize("format", STREAMS)
def test_no_sign_that_steers_is_written(
    case: Callable, ressort: Callable, tmp_path: Path, format: str
):
    done = ressort(*case(PROPOSAL.format(SIGNS)), "--format", format)

    assert done.status in (0, 1), done.err
    assert not STEERING.search(done.out + done.err)
    assert "U+202E" in done.out or "\\u202e" in done.out
    if ending := FORMATS[format].ending:
        ressort(*case(PROPOSAL.format(SIGNS)), "--report", f"x{ending}")
        assert not STEERING.search((tmp_path / f"x{ending}").read_text(encoding="utf-8"))


@pytest.mark.parametrize("format", ["text", "github"])
def test_an_excerpt_shows_such_signs_by_number(case: Callable, ressort: Callable, format: str):
    text = PROPOSAL.format("P") + f'move t1 "{SIGNS}" \u202eto 一\x07 C2\n'
    done = ressort(*case(text), "--format", format)

    assert done.status == 2
    assert not STEERING.search(done.out + done.err)
    line, under = done.err.splitlines()[1:3]
    assert width(line[: under.index("^")]) == under.index("^")


def test_a_name_of_a_file_is_shown_on_one_line(case: Callable, ressort: Callable):
    name = "p\x1b[31m\u202e\n::error::x.ressort"

    for format in STREAMS:
        done = ressort(*case(PROPOSAL.format("P"), name), "--format", format)
        assert done.status in (0, 1), done.err
        assert not STEERING.search(done.out + done.err)
        assert "\n::error::x" not in done.out + done.err
        if format == "json":
            assert json.loads(done.out)["results"][0]["proposal"]["path"] == name


@pytest.mark.slow
@pytest.mark.parametrize("format", [each for each in STREAMS if each != "github"])
@pytest.mark.parametrize(
    "command", ["::error::x", "##[error]x", "##vso[task.setvariable]x", "##teamcity[x]"]
)
def test_no_line_is_a_command_of_what_runs_the_job(
    case: Callable, ressort: Callable, command: str, format: str
):
    title = f"{'w' * 98} {command} y"
    done = ressort(*case(PROPOSAL.format(title)), "--format", format)

    assert not re.search(r"^\s*::|##\w*\[", done.out + done.err, re.MULTILINE)
    wrong = ressort(*case(f'{PROPOSAL.format("P")}zz "\n {command}"\n'))
    assert wrong.status == 2
    assert not re.search(r"^\s*::|##\w*\[", wrong.err, re.MULTILINE)
    if format == "json":
        assert json.loads(done.out)["results"][0]["proposal"]["title"] == title


@pytest.mark.parametrize("before", ["", "x", "æ", "(", "é", "1", "_"])
@pytest.mark.parametrize("format", ["comment", "markdown"])
def test_no_text_calls_a_person_or_a_case(
    case: Callable, ressort: Callable, before: str, format: str
):
    done = ressort(*case(PROPOSAL.format(f"{before}@octocat {before}!12 g{before}#12")), "--format",
                   format)  # fmt: skip

    assert "octocat" in done.out
    assert not re.search(r"@octocat|!12|#12", done.out)


def test_colours_of_ours_are_all_that_is_left_to_a_terminal():
    assert shown("\x1b[1mA\x1b[0m \x1b[2J\x1b]0;x\x07", coloured=True) == (
        "\x1b[1mA\x1b[0m U+001B[2JU+001B]0;xU+0007"
    )
    assert commandless("a ::b::c\n::: note\n# # [x]") == "a ::b::c\n::: note\n# # [x]"


def test_json_is_laid_out_as_the_standard_library_does_it() -> None:
    value = {
        "text": 'a "b" \\ \n\té §',
        "": [True, False, None, 0, -12, 1.5],
        "deep": [[], {}, [[1], {"a": {"b": []}}], ("x", 2)],
    }
    assert as_json(value) == json.dumps(value, ensure_ascii=False, indent=2)
    odd = {SIGNS: [SIGNS, "##vso[task]", "#", "soft\xadhyphen"]}
    assert json.loads(as_json(odd)) == odd
    assert not STEERING.search(as_json(odd)), "of keys too"
    assert "##" not in as_json(odd)
