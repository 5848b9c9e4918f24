# SPDX-License-Identifier: EUPL-1.2
"""What lint finds in a rule base, what it leaves alone, and that its examples show it."""

from datetime import date

import pytest
from linted import TOWN, linted, rules
from rule_trees import FIXED

from checker.audit.examination import examine_rules
from checker.language.parser import parse
from checker.language.words import vocabulary
from checker.pipeline import Checker
from checker.source import Source
from checker.speech.predicates import OfInstrument, Predicate


def found(*sentences: str) -> list[tuple[str, ...]]:
    kinds = ("conflict", "redundant", "dead")
    return sorted((r.kind, *r.rules) for r, _ in linted(*sentences).reports if r.kind in kinds)


CONFLICTS = [
    ("only KFU may hold payroll tasks", "TMU must hold payroll tasks"),
    ("TMU must not hold care tasks", "TMU must hold care tasks"),
    ("BIU may only hold business tasks", "BIU must hold payroll tasks"),
    ("there must be exactly 7 committees", "there must be at most 6 committees"),
    ("there must be exactly 7 committees", "there must be exactly 6 committees"),
    ("KES must be led as centre", "KES must not be led as centre or contract unit"),
    ("KES must be under TMU", "KES may only be under ØU or BIU"),
    ("KES must be under no committee", "every unit must be under exactly one committee"),
    (
        "a committee that holds care tasks must hold business tasks",
        "a committee that holds care tasks must not hold business tasks",
    ),
    (
        "a standing committee that holds care tasks must hold payroll tasks",
        "only the finance committee may hold payroll tasks",
    ),
    ("KES must be led by the mayor of TMU", "KES must be led by the mayor of BIU"),
    ("the finance committee must hold payroll tasks", "ØU must not hold payroll tasks"),
    ("KES must perform passports", "passports must be performed by KBS"),
    ("BIU must not hold passports", "passports must be held by BIU"),
    ("TMU must hold business-policy tasks", "TMU must not hold business tasks"),
    ("TMU must hold business-policy tasks", "only KFU may hold business tasks"),
    ("TMU must hold care tasks when the change takes effect during a council term",
          "TMU must not hold care tasks when the change takes effect during a council term"),
    ("a standing committee must have an odd number of members", "KFU must have exactly 8 members"),
    ("KFU must have at most 6 members", "a committee must have at least 7 members"),
    (
        'there must be exactly 2 special committees when the form is "udvalgsstyre"',
        "there must be exactly 3 special committees",
    ),
]  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("pair", CONFLICTS, ids=" / ".join)
def test_rules_that_no_structure_keeps_together_conflict(pair: tuple[str, str]) -> None:
    assert ("conflict", "r1", "r2") in found(*pair)


AT_PEACE = [
    ("only KFU may hold payroll tasks", "KFU must hold payroll tasks"),
    ("BIU may only hold business and payroll tasks", "BIU must hold payroll tasks"),
    ("BIU may only hold business tasks", "BIU must hold business-policy tasks"),
    ("TMU must hold business tasks", "TMU must not hold business-policy tasks"),
    ("there must be at least 3 committees", "there must be at most 6 committees"),
    ("KES must be led as centre", "KES must not be led as unit administration"),
    (
        "a committee that holds care tasks must hold business tasks",
        "a committee that holds payroll tasks must not hold business tasks",
    ),
    (
        "a committee that holds care tasks must hold payroll tasks",
        "only the finance committee may hold payroll tasks",
    ),
    ("only KFU may hold payroll tasks\n under KSL\n in force from 2015-01-01",
          "TMU must hold payroll tasks\n under OLD"),
    ("TMU must hold care tasks", "TMU should not hold care tasks"),
    ("TMU must hold care tasks when the change takes effect before 2026-01-01",
          "TMU must not hold care tasks when the change takes effect after 2026-01-01"),
    ("a standing committee must have an odd number of members", "KFU must have exactly 9 members"),
    ("a committee must have at most half of the council's members",
          "KFU must have exactly 15 members"),
    ("KFU must have exactly 8 members",
          "a standing committee that holds care tasks must have exactly 9 members"),
    ("KES must be under no committee", "every unit should be under exactly one committee"),
    ("TMU must hold care tasks", "TMU must not hold care tasks\n despite r1\n under KSL"),
    ("a task must be held by TMU", "a task must be held by BIU"),
    ("a task that is held by BIU must be held by TMU",
          "a task that is held by BIU must be held by KFU"),
    ("care tasks must be performed by exactly one unit",
          "every task must be performed by exactly one unit"),
    ("KES may only perform care tasks", "a task must be performed by KES"),
    ("KES must be under ØU\n under G", "KES must not be under ØU"),
    ("TMU must hold care tasks",
          "TMU must not hold care tasks\n in force from 2015-01-01\n under KSL",
          "TMU must hold payroll tasks\n despite r1\n in force from 2015-01-01\n under KSL"),
]  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("pair", AT_PEACE, ids=" / ".join)
def test_rules_that_some_structure_keeps_together_do_not_conflict(pair: tuple[str, ...]) -> None:
    examined = linted(*pair)

    assert [one for one, _ in examined.reports if one.kind == "conflict"] == []
    assert ("r1", "r2") not in [one.rules for one in examined.passed]


IMPLIED = [
    ("BIU must not hold payroll tasks", "BIU may only hold business tasks"),
    ("TMU must not hold payroll tasks", "only KFU may hold payroll tasks"),
    ("there must be at least 6 committees", "there must be exactly 7 committees"),
    ("KES must not be under BIU", "KES may only be under TMU or ØU"),
    ("BIU should not hold care tasks", "BIU must not hold care tasks"),
    (
        "every task should be held by exactly one committee",
        "every task must be held by exactly one committee",
    ),
    ("BIU must not hold business-policy tasks", "a committee must not hold business tasks"),
    (
        "KES needs a bylaw change when it moves from ØU to TMU",
        "a unit that moves between committees needs a bylaw change",
    ),
    (
        "a committee that is new must not hold care tasks",
        "a committee must not hold care tasks",
    ),
    (
        "a bylaw change needs two readings in the council",
        "a bylaw change needs two readings in the council at least 6 days apart",
    ),
]


@pytest.mark.parametrize("pair", IMPLIED, ids=" / ".join)
def test_a_rule_that_another_one_implies_is_redundant(pair: tuple[str, str]) -> None:
    trigger = "a unit that moves between committees needs a bylaw change"
    more = () if trigger in pair else (trigger,)

    assert ("redundant", "r1", "r2") in found(*pair, *more)


NOT_IMPLIED = [
    (
        "there must be exactly 3 committees\n under M",
        "there must be exactly 3 committees\n under SV",
    ),
    ("BIU must not hold payroll tasks", "BIU should not hold payroll tasks"),
    ("a committee must not hold business tasks", "BIU must not hold business tasks"),
    ("BIU must not hold business tasks", "BIU must not hold business-policy tasks"),
    (
        "BIU must not hold payroll tasks",
        "BIU must not hold payroll tasks\n otherwise an amendment of OLD\n under KSL",
    ),
    (
        "BIU must not hold payroll tasks",
        "BIU must not hold payroll tasks unless it holds care tasks",
    ),
    (
        "BIU must not hold payroll tasks",
        "a committee that holds care tasks must not hold payroll tasks",
    ),
    ("BIU must not hold payroll tasks", "BIU must not hold payroll tasks\n under OLD"),
    ("BIU must not hold payroll tasks", "BIU must not hold payroll tasks\n under SV"),
    (
        "a bylaw change needs two readings in the council",
        "a bylaw change that takes effect at the start of a council term needs two readings in"
        " the council before the constituting meeting",
    ),
    (
        "KES needs a bylaw change when it moves to TMU",
        "KES needs a bylaw change when it moves to BIU",
    ),
    (
        "KES needs a bylaw change when it moves to TMU",
        "a unit that moves between committees needs a bylaw change",
    ),
    ("a committee must not hold care tasks", "a committee must hold care tasks"),
    ("KES must be under ØU\n under SV", "KES may only be under ØU"),
    (
        "business-policy tasks must be held by exactly one committee",
        "business tasks must be held by exactly one committee",
    ),
    (
        "care tasks must be performed by exactly one unit",
        "every task must be performed by exactly one unit",
    ),
    (
        "a bylaw change needs publication and approval by IM",
        "a bylaw change needs publication or approval by IM",
        "a unit that moves between committees needs a bylaw change",
    ),
    (
        'a bylaw change needs approval by IM, not available because "B"',
        "a bylaw change needs approval by IM",
        "a unit that moves between committees needs a bylaw change",
    ),
    (
        "a bylaw change needs publication",
        "a bylaw change needs publication",
        "a unit that moves between committees needs a bylaw change",
        'a bylaw change that touches SV § 19 needs approval by IM\n despite r2\n under KSL',
    ),
    (
        "BIU must not hold care tasks",
        "a committee must not hold care tasks",
        "BIU must not hold payroll tasks\n despite r2\n under SV",
    ),
    (
        "BIU must not hold care tasks\n despite r3\n under KSL",
        "a committee must not hold care tasks",
        "BIU must hold payroll tasks",
    ),
    (
        "BIU must not hold care tasks\n not waivable\n under SV",
        "a committee must not hold care tasks\n under SV",
    ),
]  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("pair", NOT_IMPLIED, ids=" / ".join)
def test_a_rule_that_says_more_is_not_redundant(pair: tuple[str, ...]) -> None:
    trigger = "a unit that moves between committees should be led as centre"

    assert [one for one in found(*pair, trigger) if one[:2] == ("redundant", "r1")] == []


def test_of_two_that_say_the_same_the_later_is_told_of() -> None:
    same = "BIU must not hold payroll tasks"

    assert found(same, same) == [("redundant", "r2", "r1")]


DEAD = [
    "a committee that holds care tasks must not hold payroll tasks unless it holds care tasks",
    "KES may only be led as centre, contract unit, order-supplier and unit administration",
    "BIU may only hold business, payroll and care tasks",
    "a unit that is under no committee must be under no committee",
    "KES must be led as centre\n in force from 2015-01-01\n under OLD",
]


@pytest.mark.parametrize("sentence", DEAD)
def test_a_rule_that_no_structure_breaches_is_dead(sentence: str) -> None:
    assert ("dead", "r1") in found(sentence)


def test_a_rule_that_is_in_force_on_no_day_is_told_of_with_its_days() -> None:
    ((report, example),) = [
        each
        for each in linted(
            "BIU must hold care tasks\n under OLD\n in force from 2015-01-01"
        ).reports
        if each[0].kind == "dead"
    ]

    assert (report.days, example) == ((date(2015, 1, 1), date(2014, 12, 31)), None)


def test_a_rule_that_is_always_displaced_is_dead() -> None:
    both = "BIU must not hold care tasks", "BIU must not hold care tasks\n despite r1\n under KSL"

    assert ("dead", "r1") in found(*both)


ALIVE = [
    "a committee that is new must not hold care tasks",
    "a committee that is merged must not hold care tasks",
    "a committee that is split may only hold care tasks",
    "note on a committee that is abolished \"N\"",
    "a unit that performs tasks of another committee must be led as unit administration",
    "a task that moves without its unit needs a bylaw change",
    "a task that is transferred needs a bylaw change",
    "a task within care that moves needs a bylaw change",
    "a committee that is new needs publication when the change takes effect during a council term",
    "BIU must not hold care tasks when the change takes effect at the start of a council term",
    "BIU must not hold care tasks when the change takes effect before 2014-01-01",
    "BIU must not hold care tasks unless the change takes effect after 2030-01-01",
    "a unit within care must be led as centre",
    "a standing committee must have an odd number of members",
    "a committee must have at most half of the council's members",
    "a committee that has at most 8 members must not have an even number of members",
    "KFU must have exactly 9 members",
    "a committee must have at most 2 units",
    "a committee must hold at most 2 tasks",
    "a unit must perform at most one care task",
    "a committee that holds no tasks needs a bylaw change",
    "a committee must hold at least one task",
    "every task must be held by exactly one committee",
    "every unit must be under exactly one committee",
    "KES must be led by the mayor of its committee",
    "there must be at most 2 special committees",
    "a special committee must not hold care tasks",
    "a unit that is new must be led as centre",
    'a unit must be led as centre unless the form is "udvalgsstyre"',
    "the finance committee needs a bylaw change when it is renamed",
    'note on a unit that performs tasks of another committee "N" when it moves between committees',
    "a unit that is new must be under the finance committee",
    "a unit that is renamed needs a bylaw change",
    'note on a unit that is abolished "N"',
    "a unit must not be under SU",
    "a task that is held by BIU must not be held by TMU",
    "KBS tasks must be held by exactly one committee",
    "a unit must be led by OB when it is led by BB and is under ØU",
    "BIU must not hold business tasks unless it holds business-policy tasks",
    "only KBS may perform care tasks",
    "KES may only be led by OB or BB",
    "BIU must not hold care tasks when it is new",
    "BIU must not hold care tasks when it is merged",
    "BIU must not hold care tasks when it is split",
    "SU must not hold care tasks when it is new",
    "KES must be led as centre when it is new",
    "a unit that is within care must be led as centre",
    "a task that is performed by KBS must not be held by TMU",
    "BIU must not hold care tasks unless no reason is stated",
]  # fmt: skip


ALIVE += [
    f"a {of} that {vocabulary('en').printed(kind.line().upper())} needs a bylaw change"
    for kind in FIXED
    if not issubclass(kind, OfInstrument)
    for of in kind.said_of
]


def test_each_predicate_is_in_a_rule_that_can_speak() -> None:
    """What lint must try of one with fields, nothing else tells."""
    base = parse(Source.of(rules(*ALIVE), "law.ressort"))
    said = {type(node) for node in base.walk()}

    kinds = {kind for kind in Predicate.kinds() if not issubclass(kind, OfInstrument)}

    assert {kind.__name__ for kind in kinds - said} == set()


@pytest.mark.slow
@pytest.mark.parametrize("sentence", ALIVE)
def test_no_rule_that_can_speak_is_called_dead(sentence: str) -> None:
    if "mayor of its" in sentence:
        assert found(sentence) == [("dead", "r1")]
    else:
        examined = linted(sentence)
        assert [one for one, _ in examined.reports if one.kind == "dead"] == []
        assert [one for one in examined.passed if one.why != "cases"] == []


def test_a_rule_base_without_areas_is_looked_at_too() -> None:
    law = 'source KSL law "L"\nrule r1 "R"\n {}\n under KSL\n'
    base = parse(Source.of(law.format("a task that moves needs a bylaw change"), "law.ressort"))

    examined = examine_rules([base], [parse(Source.of(TOWN))], [], [], "en")

    assert examined.reports == ()
    assert [one.why for one in examined.passed] == ["cases"]


def test_each_report_has_an_example_that_the_checker_accepts_and_that_shows_it() -> None:
    sentences = ["BIU may only hold business tasks", "BIU must not hold payroll tasks"]
    base = parse(Source.of(rules(*sentences), "law.ressort"))
    ((report, example),) = [
        each for each in linted(*sentences).reports if each[0].kind == "redundant"
    ]
    assert example is not None

    organisation = parse(Source.of(example.organisation))
    result = Checker([base], [organisation]).check(parse(Source.of(example.proposal)))

    assert set(report.rules) <= {*result.speaking}
