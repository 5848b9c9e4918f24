# SPDX-License-Identifier: EUPL-1.2
"""What is shown is what is there: nothing that is read steers a terminal or a program that runs
a job, in any format, on standard output, on standard error or in a file."""

import json
import re
import shutil
from collections.abc import Callable
from contextlib import chdir
from pathlib import Path
from zipfile import ZipFile

import pytest
from gits import commit, git
from towns import LAW, TOWN

from checker.commands import run
from checker.formats.catalogue import FORMATS, endings
from checker.shown import as_json, commandless, shown, width

STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
UNSEEN = "\u200b\u200d\u2060\ufeff\u034f\u115f\u3164\uffa0\ufe0e\U000e0041\U000e0141"
HIDDEN = re.compile(
    f"{STEERING.pattern}|(?<![@#!%:])\u200b|(?<=.)\ufeff"
    "|[\u034f\u115f\u1160\u200c\u200d\u2060-\u2065\u3164\uffa0\ufe00-\ufe0f\U000e0000-\U000e0fff]"
)
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


# ------------------------------------------------------------ every string, every command

WRITTEN = {
    "r.ressort": LAW.replace(
        "authority", 'source WEB law "Web" address "https://x.example/a"\nauthority', 1
    )
    + """rule r "Rule" da "Regel"
    C2 may only hold alfa tasks
    otherwise a dispensation from LAW § 64 by MIN or an amendment of LAW
    under LAW § 5
    because en "Reason" da "Grund"
    read in "Report", section "Part" anchor "a1" quoting "words"
rule two-fold "Two"
    a task that moves between committees needs a bylaw change
    under WEB § 2
rule council-readings "Readings"
    a bylaw change needs two readings in the council at least 6 days apart
    under LAW § 2
rule advice "Advice"
    C2 must not hold gamma tasks
    under ADV § 1
not coded WEB § 9 because "Not so"
""",
    "o.ressort": TOWN
    + """form "magistrate"
unit U1 "Unit" under C1 within alfa
unit U2 "Open" under C2
task t1 "Task" within gamma held by C1 performed by U1 described in BYL § 7 with words "task words"
task t2 "Other" held by C1
""",
    "w.ressort": """waivers of town
waive advice for C2
    because "Tried" decided by the council on 2013-01-02
    journal "2013-1" until 2029-12-31 in proposal "Case"
""",
    "p.ressort": PROPOSAL.format("Case").replace(
        "    effective 2014-01-01\n", '    effective 2014-01-01\n    reason "Why" da "Hvorfor"\n'
    )
    + """carries a reading in BR on 2013-10-10
carries a dispensation for t1 by MIN held by M2, applied 2013-10-01
insert "new words" in BYL § 8 of C2
rename C1 to C9 "Renamed"
create unit U9 "New" under C2
waive two-fold for t1 because "Own" decided by the council on 2013-01-02 journal "7"
""",
}
LAWS_AND_TOWN = ("--rules", "r.ressort", "--organisations", "o.ressort")
AROUND = (*LAWS_AND_TOWN, "--waivers", "w.ressort")
ONE_AND_OTHER = [(f"{one}.ressort", f"other/{one}.ressort") for one in "pro"]
TOLD = [
    *(("check", "p.ressort", *AROUND, "--format", each, "--full") for each in STREAMS),
    ("check", "p.ressort", "other/p.ressort", *AROUND, "--statistics", "--lang", "da"),
    ("check", "p.ressort", *AROUND, "--brief"),
    ("check", "p.ressort", *AROUND, "--baseline", "b.json"),
    ("check", "p.ressort", *AROUND, "--trust", "main", "--format", "comment"),
    ("check", "p.ressort", *AROUND, "--trust", "main"),
    ("check", "o.ressort", *LAWS_AND_TOWN[:2]),
    ("check", "t.csv", *AROUND),
    *(("explain", each, "p.ressort", *AROUND) for each in ("r", "two-fold", "council-readings")),
    *(
        (each, "p.ressort", *AROUND, "--format", form)
        for each in ("plan", "matrix", "sweep")
        for form in ("text", "json", "markdown", "html")
    ),
    *(
        ("diff", *each, *LAWS_AND_TOWN, "--format", form, "--cases", "other/p.ressort")
        for each in ONE_AND_OTHER
        for form in ("text", "json")
    ),
    ("rules", "list", *LAWS_AND_TOWN[:2]),
    ("rules", "lint", *LAWS_AND_TOWN[:2]),
    ("rules", "coverage", "p.ressort", *LAWS_AND_TOWN),
    ("rules", "show", "r", "LAW", "alfa", *LAWS_AND_TOWN[:2]),
    *(("rules", "format", f"{each}.ressort", *LAWS_AND_TOWN) for each in "prow"),
    *(("rules", "translate", f"{each}.ressort", "--to", "da", *LAWS_AND_TOWN) for each in "prow"),
    *((each, *LAWS_AND_TOWN) for each in ("organisations", "units", "tasks")),
    ("areas", *LAWS_AND_TOWN[:2]),
    ("convert", "p.ressort", "--to", "csv", *LAWS_AND_TOWN),
    ("config", "show", "--", *AROUND),
    ("verify", "k.json"),
]
REFUSED = [
    ("check", f"no{SIGNS}{UNSEEN}", *AROUND),
    ("check", "p.ressort", *AROUND, "--changed-since", f"x{SIGNS}{UNSEEN}"),
    ("explain", f"x{UNSEEN}", "p.ressort", *AROUND),
    ("rules", "show", f"x{UNSEEN}"),
]


def hostile(text: str) -> str:
    """A document in each string of which stand all signs that are not to be shown, but in the words
    of areas and in addresses, which are refused with them."""
    said = re.compile(r'(?<!address )"([^"\n]*)"')
    return "".join(
        line if line.startswith("area") else said.sub(rf'"\1{SIGNS}{UNSEEN}"', line)
        for line in text.splitlines(keepends=True)
    )


@pytest.fixture(scope="module")
def every(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository in which each document says in each string what is not to be shown; its branch
    changes all of them."""
    made = tmp_path_factory.mktemp("every")
    (made / "other").mkdir()
    with chdir(made):
        git("init", "-q", "-b", "main")
        for name, text in WRITTEN.items():
            Path(name).write_text(hostile(text), "utf-8")
        Path("ressort.toml").write_text(f'lang = "en"\nrules = "r{UNSEEN}.ressort"\n', "utf-8")
        commit()
        for name, text in WRITTEN.items():
            other = text.replace("2013-10-10", "2013-11-11").replace("§ 64", "§ 65")
            other = other.replace("C2 and FIN", "C1 and FIN").replace("Tried", "Tried again")
            Path("other", name).write_text(hostile(other), "utf-8")
        run(["check", "p.ressort", *AROUND, "--write-baseline", "b.json"])
        known = Path("b.json").read_text("utf-8").replace('"fails"', f'"{UNSEEN}": 1, "fails"')
        Path("b.json").write_text(known, "utf-8")
        run(["check", "p.ressort", *AROUND, "--receipt", "k.json"])
        run(["convert", "p.ressort", "--output", "t.csv", *LAWS_AND_TOWN])
        for name in ("r.ressort", "o.ressort", "w.ressort"):
            shutil.copy(Path("other", name), name)
    return made


@pytest.mark.parametrize("told", [*TOLD, *REFUSED], ids=lambda each: ascii(" ".join(each))[:60])
def test_no_string_of_any_document_is_shown_raw_by_any_command(
    every: Path, ressort: Callable, monkeypatch: pytest.MonkeyPatch, told: tuple[str, ...]
):
    monkeypatch.chdir(every)

    done = ressort(*told)

    assert done.status == 2 if told in REFUSED else done.status in (0, 1), done.err
    assert done.out + done.err
    assert not HIDDEN.search(done.out + done.err), HIDDEN.search(done.out + done.err)


@pytest.mark.slow
def test_no_string_of_any_document_stands_raw_in_any_report(
    every: Path, ressort: Callable, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(every)
    names = [f"x{each}" for each in endings() if each != ".pdf"]
    reports = (f"--report={each}" for each in names)
    assert ressort("check", "p.ressort", *AROUND, *reports).status == 1
    assert ressort("letters", "p.ressort", *AROUND, "--to", "letters").status == 0
    target = ("--output", "x.xlsx", "--force")
    assert ressort("convert", "p.ressort", *target, *LAWS_AND_TOWN).status == 0
    for path in (*map(Path, names), *Path("letters").iterdir(), Path("x.xlsx")):
        texts = [path.read_bytes()]
        if path.suffix in (".docx", ".xlsx"):
            with ZipFile(path) as pack:
                texts = [pack.read(each) for each in pack.namelist() if each.endswith(".xml")]
        for text in texts:
            assert not HIDDEN.search(text.decode("utf-8").replace("\r\n", "\n")), path
