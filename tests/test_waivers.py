# SPDX-License-Identifier: EUPL-1.2
"""Waivers: decisions to let a finding stand, in a proposal or in a register."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from engine import HEADER, LAW, TOWN, checker

from checker.errors import MistakesError
from checker.language.parser import parse
from checker.pipeline import Checker
from checker.report.express import express
from checker.result import Finding, Result
from checker.source import Source

RULES = """
rule no-pay "KU holds no pay"
    KU must not hold payroll tasks
    under M
rule no-pay-by-bylaw "KU holds no pay"
    KU must not hold payroll tasks
    under SV § 1
rule no-pay-by-law "KU holds no pay"
    KU must not hold payroll tasks
    under KSL § 1
rule pay-advice "KU should hold no pay"
    KU should not hold payroll tasks
    under KSL § 1
rule no-pay-at-all "KU holds no pay"
    KU must not hold payroll tasks
    under SV § 2
    not waivable
rule who-holds "KU holds no property"
    KBS must be held by exactly one committee
    under KSL § 9
"""
ONE = RULES.split("rule no-pay-by-bylaw")[0]
MOVE = "move pay from ØU to KU\n"
DECIDED = 'because "A trial" decided by BR on 2013-06-10 journal "2013-0042"'


def rule(name: str) -> str:
    """One of the rules alone."""
    return next(f"rule {each}" for each in RULES.split("rule ") if each.startswith(f'{name} "'))


def check(
    changes: str,
    rules: str = ONE,
    registers: Sequence[str] = (),
    header: str = HEADER,
    **flags: object,
) -> Result:
    """The result of a proposal with some registers on file."""
    judge = Checker(
        [parse(Source.of(LAW + rules, "law.ressort"))],
        [parse(Source.of(TOWN, "town.ressort"))],
        [parse(Source.of(text, f"register-{at}.ressort")) for at, text in enumerate(registers)],
    )
    return judge.check(parse(Source.of(header + changes, "proposal.ressort")), **flags)


def of_rule(result: Result, name: str) -> Finding:
    (found,) = [one for one in result.findings if one.rule == name]
    return found


def rules_found(result: Result) -> list[str]:
    return sorted(one.rule for one in result.findings if one.rule.startswith("waiver-"))


def test_a_waived_finding_keeps_its_place_and_does_not_count() -> None:
    plain = check(MOVE)
    waived = check(f"{MOVE}waive no-pay for KU {DECIDED}")

    before, after = (of_rule(each, "no-pay") for each in (plain, waived))
    assert (plain.verdict, waived.verdict) == ("incomplete", "clear")
    assert (before.severity, after.severity) == ("error", "note")
    assert (before.id, before.status, before.place.line) == (
        after.id,
        after.status,
        after.place.line,
    )
    assert after.waived is not None
    assert (after.waived.by.id, after.waived.journal) == ("BR", "2013-0042")
    assert after.requirement is None
    assert waived.without_waivers == "incomplete"
    assert rules_found(waived) == []


def test_what_is_waived_asks_for_no_instrument() -> None:
    assert [one.kind for one in check(MOVE).instruments] == ["decision"]
    assert check(f"{MOVE}waive no-pay for KU {DECIDED}").instruments == ()


@pytest.mark.parametrize("name", ["no-pay", "no-pay-by-bylaw", "pay-advice"])
def test_bylaw_mandate_and_advice_can_be_waived(name: str) -> None:
    result = check(f"{MOVE}waive {name} for KU {DECIDED}", rule(name))

    assert of_rule(result, name).waived is not None
    assert result.verdict == "clear"


@pytest.mark.parametrize(
    ("name", "verdict"), [("no-pay-by-law", "forbidden"), ("no-pay-at-all", "incomplete")]
)
def test_law_and_what_says_so_itself_cannot_be_waived(name: str, verdict: str) -> None:
    result = check(f"{MOVE}waive {name} for KU {DECIDED}", rule(name))

    void = of_rule(result, "waiver-not-allowed")
    assert of_rule(result, name).waived is None
    assert (result.verdict, void.severity) == (verdict, "error")
    assert result.without_waivers is None
    assert [one.state for one in result.waivers] == ["not allowed"]


def test_a_need_that_rests_on_law_cannot_be_waived() -> None:
    needs = """
rule change "A move changes the bylaw"
    a unit that moves between committees needs a bylaw change
    under KSL § 17 and SV § 1
"""
    result = check(f"move KEjd from KU to BIU\nwaive change for KEjd {DECIDED}", needs)

    assert of_rule(result, "waiver-not-allowed").subject.id == "KEjd"
    assert result.verdict == "incomplete"


@pytest.mark.parametrize(
    ("decided", "until", "flags", "found"),
    [
        ("2013-06-18", "", {}, []),
        ("2013-06-19", "", {}, ["waiver-undecided"]),
        ("2013-06-19", "", {"as_of": "2013-06-19"}, []),
        ("2013-06-10", " until 2014-01-01", {}, []),
        ("2013-06-10", " until 2013-12-31", {}, ["waiver-expired"]),
        ("2013-06-10", " until 2013-06-17", {}, ["waiver-expired"]),
        ("2013-06-10", " until 2014-02-01", {"as_of": "2014-02-01"}, []),
        ("2013-06-10", " until 2014-02-01", {"as_of": "2014-02-02"}, ["waiver-expired"]),
    ],
)
def test_a_waiver_holds_from_its_decision_to_its_last_day(
    decided: str, until: str, flags: dict[str, str], found: list[str]
) -> None:
    from datetime import date

    days = {name: date.fromisoformat(day) for name, day in flags.items()}
    text = f'because "A" decided by BR on {decided} journal "1"{until}'
    result = check(f"{MOVE}waive no-pay for KU {text}", **days)

    assert rules_found(result) == found
    assert (of_rule(result, "no-pay").waived is None) == bool(found)
    assert result.verdict == ("incomplete" if found else "clear")
    assert [one.severity for one in result.findings if one.rule in found] == ["warning"] * len(
        found
    )


@pytest.mark.parametrize("subject", ["BIU", "pay", "the municipality", "the council"])
def test_a_waiver_for_another_subject_is_unused(subject: str) -> None:
    result = check(f"{MOVE}waive no-pay for {subject} {DECIDED}")

    assert rules_found(result) == ["waiver-unused"]
    assert of_rule(result, "waiver-unused").severity == "warning"
    assert result.verdict == "incomplete"


def test_what_the_proposal_ends_needs_no_waiver() -> None:
    rules = rule("no-pay").replace("KU must", "ØU must")
    result = check(f"{MOVE}waive no-pay for ØU {DECIDED}", rules)

    assert of_rule(result, "no-pay").status == "resolved"
    assert rules_found(result) == ["waiver-unused"]


def test_an_existing_finding_can_be_waived() -> None:
    rules = rule("no-pay").replace("KU must", "ØU must")
    result = check(f"waive no-pay for ØU {DECIDED}", rules)

    assert of_rule(result, "no-pay").waived is not None
    assert result.without_waivers == result.verdict == "clear"


@pytest.mark.parametrize("name", ["KU", "KFU"])
def test_a_renamed_committee_is_named_by_either_id(name: str) -> None:
    result = check(f'{MOVE}rename KU to KFU "Kultur og Fritid"\nwaive no-pay for {name} {DECIDED}')

    assert of_rule(result, "no-pay").waived is not None


def test_a_question_that_is_waived_is_no_longer_asked_but_still_listed() -> None:
    town_rule = """
rule pay-place "One committee holds the task"
    every task must be held by exactly one committee
    under M
"""
    town = TOWN + 'task other "Andet" within business\n'
    judge = checker(town_rule, town)

    def result(changes: str) -> Result:
        return judge.check(parse(Source.of(HEADER + changes, "proposal.ressort")))

    asked = of_rule(result(""), "pay-place")
    waived = result(f"waive pay-place for {asked.subject.id} {DECIDED}")
    assert asked.kind == "undetermined"
    assert of_rule(waived, "pay-place").waived is not None
    assert of_rule(waived, "pay-place").questions == asked.questions


def test_a_question_of_law_is_not_answered_by_a_decision() -> None:
    rule = """
rule one-place "One committee holds the task"
    every task must be held by exactly one committee
    under KSL
"""
    town = TOWN + 'task other "Andet" within business\n'
    waive = f"waive one-place for other {DECIDED}"
    result = checker(rule, town).check(parse(Source.of(HEADER + waive, "proposal.ressort")))

    assert of_rule(result, "one-place").waived is None
    assert [one.rule for one in result.findings if one.rule == "waiver-not-allowed"]


REGISTER = "waivers of town\n"


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


@pytest.mark.parametrize(
    ("left_out", "hint"),
    [
        ("for KU ", "= add `for KBS`"),
        ('because "A trial" ', '= add `because "The pilot ends with the year"`'),
        ("decided by BR on 2013-06-10 ", "= add `decided by BR on 2026-01-22`"),
        (' journal "2013-0042"', '= add `journal "2026-0123"`'),
    ],
)
def test_each_part_but_the_last_day_is_needed(left_out: str, hint: str) -> None:
    whole = f"waive no-pay for KU {DECIDED}"
    assert left_out in whole

    with pytest.raises(MistakesError) as wrong:
        check(MOVE + whole.replace(left_out, ""))

    assert hint in str(wrong.value)


@pytest.mark.parametrize(
    ("waiver", "said"),
    [
        (f"waive nopay for KU {DECIDED}", "did you mean `no-pay`?"),
        (f"waive no-pay for KUU {DECIDED}", "did you mean `KU`?"),
        (f"waive no-pay for KU {DECIDED.replace('by BR', 'by KBS')}", "`KBS` is a unit"),
        (f"waive no-pay for KU {DECIDED.replace('A trial', ' ')}", "needs words here"),
        (f"waive no-pay for KU {DECIDED.replace('2013-0042', '')}", "needs words here"),
        (f"waive no-pay for KU {DECIDED} until 2013-01-01", "dates are reversed"),
        (f"waive no-pay for KU {DECIDED} {DECIDED}", "given twice"),
    ],
)
def test_a_waiver_that_cannot_be_used_is_an_error(waiver: str, said: str) -> None:
    for changes, registers in ((MOVE + waiver, []), (MOVE, [REGISTER + waiver])):
        with pytest.raises(MistakesError) as wrong:
            check(changes, registers=registers)

        assert said in str(wrong.value)


def test_a_register_of_a_municipality_that_is_not_on_file_is_an_error() -> None:
    with pytest.raises(MistakesError, match="unknown municipality: `twon`"):
        check(MOVE, registers=["waivers of twon\n"])


def test_no_line_tells_one_waiver_from_another() -> None:
    near = check(f"{MOVE}waive no-pay for BIU {DECIDED}")
    far = check(f"\n\n{MOVE}\n\nwaive no-pay for BIU {DECIDED}")

    assert of_rule(near, "waiver-unused").id == of_rule(far, "waiver-unused").id


def summary(result: Result) -> str:
    document = express([result], "en", lambda rule: rule.id.text)
    text: str = document.results[0].summary
    return text


def test_a_verdict_that_is_clear_only_by_waivers_says_so() -> None:
    waived = check(f"{MOVE}waive no-pay for KU {DECIDED}")
    needless = check(f"waive no-pay for ØU {DECIDED}", rule("no-pay").replace("KU must", "ØU must"))

    assert "clear only by waiver" in summary(waived)
    assert "without that the proposal would be incomplete" in summary(waived)
    assert "only by waiver" not in summary(needless)
    assert "One finding is waived by decision." in summary(needless)


def test_the_summary_says_that_a_waiver_has_no_effect() -> None:
    void = check(f"{MOVE}waive no-pay-by-law for KU {DECIDED}", rule("no-pay-by-law"))

    assert "One waiver has no effect." in summary(void)


CASE = "fixtures/copenhagen-2024/model-1-otte-udvalg-fraveget.ressort"


@pytest.mark.slow
@pytest.mark.parametrize("format", ["text", "markdown", "html", "json"])
@pytest.mark.parametrize(("language", "day"), [("en", "2 October 2025"), ("da", "2. oktober 2025")])
def test_every_report_lists_who_decided_when_number_and_end(
    ressort: Callable, format: str, language: str, day: str
) -> None:
    run = ressort("check", CASE, "--format", format, "--lang", language)
    said = " ".join(run.out.split())

    shown = ["Borgerrepræsentationen", "eksempel-1", day, "2029"]
    if format == "json":
        (result,) = json.loads(run.out)["results"]
        said = json.dumps(result["waivers"], ensure_ascii=False)
        shown = ["Borgerrepræsentationen", "eksempel-1", "2025-10-02", "2029-12-31"]
    for each in shown:
        assert each in said


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
