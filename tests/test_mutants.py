# SPDX-License-Identifier: EUPL-1.2
"""``rules test``: which rules fire, and which rules that say one thing otherwise go unnoticed."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from engine import HEADER, LAW, PROCEDURE, TOWN, checker

from checker.audit import mutants
from checker.language.parser import parse
from checker.language.printer import print_lines
from checker.source import Source

LIMIT = """
rule limit "L"
    a committee that holds employment tasks
        may only hold employment and business-policy tasks
    otherwise a dispensation from LAB or an amendment of LAB
    under LAB
    in force from 2013-01-01 until 2014-06-30
    unless it is new
"""
MOVE = f"{HEADER}\nmove KBS from ØU to BIU\n"


def changes(rules: str, law: str = LAW) -> set[tuple[str, str]]:
    """The mutants of the rules, as what is changed and the lines that are then otherwise."""
    own = checker(rules, law=law)
    found = set()
    for one in mutants.mutants_of(own):
        before = print_lines(one.before, "en", own.words)
        after = print_lines(one.after, "en", own.words)
        found.add((one.change, " / ".join(line for line in after if line not in before)))
    return found


def test_the_modal_of_every_kind_of_sentence_is_changed():
    said = changes(
        """
rule a "A"
    KU must hold payroll tasks
    under KSL
rule b "B"
    BIU may only hold payroll tasks
    otherwise an amendment of KSL
    under KSL
rule c "C"
    only ØU may hold payroll tasks
    under KSL
rule d "D"
    a unit that is new needs a bylaw change
    under KSL
"""
    )

    modals = {line for change, line in said if change == "modal"}
    assert modals == {
        "KU must not hold payroll tasks",
        "KU should hold payroll tasks",
        "BIU should hold payroll tasks",
        "ØU should hold payroll tasks",
        "a unit that is new may need a bylaw change",
    }


def test_an_area_becomes_the_wider_one_or_one_beside_it_or_is_left_out():
    said = {
        line.removeprefix("ØU must hold ")
        for change, line in changes(
            'rule a "A"\n    ØU must hold payroll and business-policy tasks\n    under KSL\n'
        )
        if change in ("area", "list")
    }

    assert said == {
        "property and business-policy tasks",
        "payroll and business tasks",
        "payroll and business-service tasks",
        "payroll tasks",
        "business-policy tasks",
    }


def test_days_bodies_numbers_exceptions_cures_and_terms_are_changed():
    said = changes(LIMIT + PROCEDURE)

    assert {
        ("date", "in force from 2012-12-31 until 2014-06-30"),
        ("date", "in force from 2013-01-01 until 2014-07-01"),
        ("date", "in force until 2014-06-30"),
        ("cure", "otherwise an amendment of LAB"),
        ("number", "a bylaw change needs three readings in the council at least 6 days apart"),
        ("number", "a bylaw change needs two readings in the council at least 7 days apart"),
        (
            "body",
            "a bylaw change needs two readings in the finance committee at least 6 days apart",
        ),
        (
            "qualifier",
            "a bylaw change that takes effect at the start of a council term needs two readings in"
            " the council",
        ),
        ("condition", "a bylaw change needs two readings in the council before the constituting"
         " meeting"),
    } <= said  # fmt: skip
    assert any(change == "exception" and "unless" not in line for change, line in said)


def test_a_body_becomes_the_next_of_its_kind_on_file():
    said = changes('rule a "A"\n    a unit that is new needs approval by BIU\n    under KSL\n')

    assert ("body", "a unit that is new needs approval by ØU") in said


def test_a_source_that_no_rule_rests_on_has_no_mutants():
    assert not any("LAB" in line for _, line in changes(PROCEDURE))
    assert ("date", 'source LAB law "Beskæftigelsesloven"') in changes(LIMIT)


def test_a_rule_of_an_interpretation_that_is_not_followed_is_left_alone(
    ressort: Callable, place: Callable
):
    doubt = """
doubt apart "How far apart?"
    interpretation near "Six"
    interpretation far "Seven"
    following near
"""
    rule = IDLE.rstrip("\n") + "\n    in interpretation far\n"
    given = place(PROCEDURE + doubt + rule, "expect incomplete")

    done = ressort("rules", "test", *given, "--format", "json", "--strict")
    assert done.err == ""
    told = json.loads(done.out)

    assert (told["unfired"], told["not_followed"]) == ([], ["idle"])
    assert changes(doubt + rule) == set()


def test_no_mutant_says_what_the_rule_said_already():
    own = checker(LIMIT + PROCEDURE)

    for one in mutants.mutants_of(own):
        assert one.before != one.after
        assert print_lines(one.before, "en", own.words) != print_lines(one.after, "en", own.words)


@pytest.mark.parametrize("kind", ["unless", "despite"])
def test_what_a_changed_rule_displaced_looks_again(kind):
    general = (
        'rule general "G"\n    a unit that moves needs a bylaw change\n    under KSL\n'
        'rule special "S"\n    a unit that moves needs consultation of ØU\n    under KSL\n'
        "    despite general\n"
    )
    own = checker(general)
    case = parse(Source.of(f"{MOVE}expect no general\nexpect special for KBS\n", "case"))
    assert own.expectations(case, own.check(case)) == ()
    wanted = "exception" if kind == "despite" else "modal"
    (mutant, *_) = [one for one in mutants.mutants_of(own, ["special"]) if one.change == wanted]

    for _ in range(2):
        assert mutants.survives(own, mutant, [case]) is (kind == "unless")


@pytest.fixture
def place(tmp_path: Path) -> Callable[..., tuple[str, ...]]:
    """place(rules, *expectations) is what to give ``rules test`` for one small case."""

    def written(rules: str, *expectations: str) -> tuple[str, ...]:
        for name, text in (
            ("rules", LAW + rules),
            ("town", TOWN),
            ("case", MOVE + "".join(f"{each}\n" for each in expectations)),
        ):
            (tmp_path / f"{name}.ressort").write_text(text, "utf-8")
        case, rulebase, town = (
            (tmp_path / f"{name}.ressort").as_posix() for name in ("case", "rules", "town")
        )
        return (case, "--rules", rulebase, "--organisations", town)

    return written


IDLE = 'rule idle "I"\n    a unit that is new needs a bylaw change\n    under KSL\n'


def test_a_rule_that_no_case_makes_fire_is_named(ressort: Callable, place: Callable):
    given = place(PROCEDURE + IDLE, "expect incomplete")

    done = ressort("rules", "test", *given, "--lang", "en")

    assert done.status == 0
    assert "fired by no case: idle" in done.out
    assert ressort("rules", "test", *given, "--strict").status == 1
    assert ressort("rules", "test", *place(PROCEDURE, "expect incomplete"), "--strict").status == 0


def test_every_rule_is_counted_also_one_that_makes_only_an_instrument_or_a_step(
    ressort: Callable, place: Callable
):
    given = place(PROCEDURE + IDLE, "expect incomplete")

    told = json.loads(ressort("rules", "test", *given, "--format", "json").out)

    assert told["rules"] == [
        {"id": "change-on-move", "fired": 1, "silent": 0},
        {"id": "two-readings", "fired": 1, "silent": 0},
        {"id": "before-meeting", "fired": 1, "silent": 0},
        {"id": "idle", "fired": 0, "silent": 1},
    ]
    assert (told["unfired"], told["always"]) == (
        ["idle"],
        ["change-on-move", "two-readings", "before-meeting"],
    )
    assert (told["failed"], told["cases"][0]["passed"]) == (0, True)


MEETING = 'rule to-biu "M"\n    a unit that moves to BIU needs two readings in BR\n    under KSL\n'


def test_what_no_case_notices_is_shown_with_both_sentences(ressort: Callable, place: Callable):
    given = place(MEETING, "expect new to-biu for KBS", "expect incomplete")

    done = ressort("rules", "test", *given, "--mutants", "--jobs", 1, "--lang", "en")

    assert done.status == 0
    assert "    - a unit that moves to BIU needs two readings in BR\n" in done.out
    assert "    + a unit that moves to BIU needs three readings in BR\n" in done.out
    assert "may need" not in done.out


def test_an_expectation_more_kills_what_survived(ressort: Callable, place: Callable):
    def survivors(*expectations: str) -> list[str]:
        given = place(MEETING, *expectations)
        done = ressort("rules", "test", *given, "--mutants", "--jobs", 1, "--format", "json")
        told = json.loads(done.out)["mutants"]
        assert told["made"] - told["killed"] == len(told["survivors"])
        return [each["change"] for each in told["survivors"]]

    assert survivors("expect incomplete") == ["number", "number"]
    assert survivors("expect incomplete", "expect two readings in BR") == []


@pytest.mark.slow
def test_processes_and_runs_make_no_difference(ressort: Callable, place: Callable):
    given = place(LIMIT + PROCEDURE, "expect incomplete")

    one, two = (
        ressort("rules", "test", *given, "--mutants", "--jobs", jobs, "--format", "json").out
        for jobs in (1, 2)
    )

    assert one == two


def test_one_rule_can_be_asked_for(ressort: Callable, place: Callable):
    given = place(LIMIT + PROCEDURE, "expect incomplete")

    done = ressort(
        "rules", "test", *given, "--mutants", "--jobs", 1, "--rule", "limit", "--format", "json"
    )
    wrong = ressort("rules", "test", *given, "--mutants", "--rule", "limits")

    assert {each["rule"] for each in json.loads(done.out)["mutants"]["survivors"]} == {"limit"}
    assert (wrong.status, wrong.out) == (2, "")
    assert "did you mean `limit`?" in wrong.err


@pytest.mark.parametrize("flags", [("--rule", "limit"), ("--jobs", "2")], ids=" ".join)
def test_what_belongs_to_mutants_needs_them(ressort: Callable, place: Callable, flags: tuple):
    done = ressort("rules", "test", *place(LIMIT, "expect incomplete"), *flags)

    assert (done.status, done.out) == (2, "")
    assert "--mutants" in done.err


@pytest.mark.parametrize("jobs", ["0", "-1", "two"])
def test_a_number_of_processes_is_a_number(ressort: Callable, place: Callable, jobs: str):
    done = ressort("rules", "test", *place(LIMIT), "--mutants", f"--jobs={jobs}")

    assert done.status == 2
    assert f"`{jobs}`" in done.err


def test_where_a_case_fails_no_mutant_is_tried(ressort: Callable, place: Callable):
    given = place(LIMIT, "expect clear")

    done = ressort("rules", "test", *given, "--mutants", "--lang", "en")

    assert done.status == 1
    assert done.out.splitlines()[-1].startswith("no mutant was tried")


@pytest.mark.slow
def test_the_shipped_cases_notice_most_changes_of_a_shipped_rule(ressort: Callable):
    done = ressort(
        "rules", "test", "--mutants", "--rule", "two-readings", "--jobs", 1, "--format", "json"
    )

    told = json.loads(done.out)["mutants"]
    assert (done.status, told["made"] > 4) == (0, True)
    assert told["survivors"] == []
