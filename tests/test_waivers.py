# SPDX-License-Identifier: EUPL-1.2
"""Waivers: decisions to let a finding stand, in a proposal or in a register."""

import json
from collections.abc import Callable

import pytest
from engine import HEADER, TOWN, checker
from waived import DECIDED, MOVE, REGISTER, check, of_rule, rule, rules_found

from checker.errors import MistakesError
from checker.language.parser import parse
from checker.report.express import express
from checker.result import Result
from checker.source import Source


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
