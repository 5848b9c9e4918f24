# SPDX-License-Identifier: EUPL-1.2
"""Which readings count: after a late statement, with how many days between them."""

from datetime import date, timedelta

import pytest
from engine import HEADER, PROCEDURE, TOWN, check, instrument
from readings import LATE, LATER, MOVE, MOVED, STATEMENT, readings, rows, rule, stated

from checker.report.express import wording_of
from checker.report.steps import next_steps

OPEN_END = HEADER.replace("effective 2014-01-01", "as of 2014-12-20\n    effective 2015-07-01")
CURES = [
    # readings, statement, verdict
    (("2013-10-10", "2013-10-17"), "2013-10-09", "clear"),
    (("2013-10-10", "2013-10-17"), "2013-10-10", "incomplete"),
    (("2013-10-10", "2013-10-17"), LATE, "incomplete"),
    (("2013-10-10", "2013-10-17", "2013-10-21"), LATE, "incomplete"),
    (("2013-10-10", "2013-10-17", "2013-10-21", "2013-10-27"), LATE, "clear"),
    (("2013-10-10", "2013-10-17", "2013-10-21", "2013-10-26"), LATE, "incomplete"),
    (("2013-10-10", "2013-10-21", "2013-10-27"), LATE, "clear"),
    (("2013-10-10", "2013-10-21"), LATE, "incomplete"),
    (("2013-10-10", "2013-10-17", "2013-11-28", "2013-12-03"), LATE, "incomplete"),
]


@pytest.mark.parametrize(("held", "day", "verdict"), CURES)
def test_new_readings_cure_a_late_statement(held, day, verdict):
    result = check(MOVE + readings(*held) + stated(day), STATEMENT, header=LATER)

    assert result.verdict == verdict


@pytest.mark.parametrize("effective", ["2014-01-01", "2014-07-01", "2015-07-01"])
def test_a_later_day_of_effect_never_cures_a_late_statement(effective):
    header = OPEN_END.replace("2015-07-01", effective)
    late = MOVE + readings("2013-10-10", "2013-10-17") + stated(LATE)

    assert check(late, STATEMENT, header=header).verdict == "incomplete"


def test_earlier_readings_stand_as_not_counting():
    days = ["2013-10-10", "2013-10-17", "2013-10-21", "2013-10-27"]
    result = check(MOVE + readings(*days) + stated(LATE), STATEMENT, header=LATER)
    first, second, third, fourth = map(date.fromisoformat, days)

    assert rows(result, "reading") == [
        (None, first, False),
        (None, second, False),
        (1, third, True),
        (2, fourth, True),
    ]
    assert instrument(result, "reading").days == (third, fourth)


@pytest.mark.parametrize("day", ["2013-10-10", LATE])
def test_a_late_statement_is_told_of_the_readings_and_the_rule_that_set_the_day(day):
    result = check(MOVE + readings("2013-10-10", "2013-10-17") + stated(day), STATEMENT)
    (breach,) = [one for one in result.findings if one.kind == "breach"]

    assert (breach.rule, breach.requirement, breach.message.key) == ("r", "open", "terms.after")
    assert breach.subject.id.startswith("reading:")
    assert instrument(result, "consultation").state == "pending"
    assert instrument(result, "reading").state == "open"


def test_readings_do_not_count_before_a_statement_that_is_on_no_file():
    result = check(MOVE + readings("2013-10-10", "2013-10-17"), STATEMENT, header=LATER)

    assert result.verdict == "incomplete"
    assert {one.kind for one in result.instruments if one.state == "open"} == {
        "bylaw change",
        "consultation",
        "reading",
    }
    assert instrument(result, "reading").reason.key == "r.not-counting"


@pytest.mark.parametrize(
    ("step", "verdict"),
    [("consultation of KU", "clear"), ("approval by IM", "incomplete")],
)
def test_of_several_hearings_the_first_opens_the_readings_of_several_approvals_the_last(
    step, verdict
):
    text = PROCEDURE + rule(f"a bylaw change needs {step} before the first reading")
    a = "a" if step.startswith("c") else "an"
    days = "".join(f"carries {a} {step} on {day}\n" for day in ("2013-10-09", "2013-10-12"))
    result = check(MOVE + readings("2013-10-10", "2013-10-17") + days, text, header=LATER)

    assert result.verdict == verdict


def test_planned_readings_may_be_the_new_ones():
    planned = "carries a reading, planned\n" * 2
    days = readings("2013-10-10", "2013-10-17")
    result = check(MOVE + days + planned + stated(LATE), STATEMENT)

    assert instrument(result, "reading").state == "pending"
    assert result.verdict == "conditional"


def test_a_statement_due_before_the_second_reading_may_follow_the_first():
    rules = STATEMENT.replace("before the first", "before the second")
    held = readings("2013-10-10", "2013-10-17")
    verdicts = [
        check(MOVE + held + stated(day), rules, header=LATER).verdict
        for day in ("2013-10-16", "2013-10-17")
    ]
    more = readings("2013-10-24")

    assert verdicts == ["clear", "incomplete"]
    assert check(MOVE + held + more + stated("2013-10-17"), rules, header=LATER).verdict == "clear"


def test_a_duty_due_before_the_readings_does_not_make_them_count_less():
    rules = STATEMENT.replace("needs the finance", "entails the finance")
    held = MOVE + readings("2013-10-10", "2013-10-17")

    assert check(held, rules, header=LATER).verdict == "clear"
    assert instrument(check(held + stated(LATE), rules, header=LATER), "consultation").duty


def test_the_last_day_of_a_statement_is_before_the_first_reading_or_its_last_day():
    planned = check(MOVE, STATEMENT)
    dated = check(MOVE + readings("2013-10-10", "2013-10-17"), STATEMENT)

    def last(result):
        return [row.latest for row in result.schedule if row.step == "consultation"]

    assert last(planned) == [date(2013, 11, 23)]
    assert last(dated) == [date(2013, 10, 9)]


def test_a_dispensation_can_be_due_before_the_readings():
    text = PROCEDURE + rule(
        "KBS needs a dispensation from KSL before the first reading when it moves to BIU"
    )
    held = MOVE + readings("2013-10-10", "2013-10-17")
    granted = "carries a dispensation for KBS from KSL, granted {}\n"
    verdicts = [
        check(held + granted.format(day), text, header=LATER).verdict
        for day in ("2013-10-09", "2013-10-10")
    ]
    town = TOWN + "dispensation d for KBS held by the mayor of its committee from KSL\n"

    assert verdicts == ["clear", "incomplete"]
    assert check(held, text, town, header=LATER).verdict == "clear"


def test_a_dispensation_of_a_unit_is_no_statement_on_it():
    text = PROCEDURE + rule("KBS needs a statement by ØU before the first reading when it moves")
    text = text.replace("when it moves", "when it moves to BIU")
    carried = "carries a dispensation for KBS from KSL, granted 2013-10-01\n"
    result = check(MOVE + readings("2013-10-10", "2013-10-17") + carried, text, header=LATER)

    assert instrument(result, "reading").state == "open"


GAPS = [
    # sentence, days from first to last, verdict, tight
    ("at least 6 days apart", 5, "incomplete", False),
    ("at least 6 days apart", 6, "clear", True),
    ("at least 6 days apart", 7, "clear", False),
    ("at least 6 whole days between", 6, "incomplete", False),
    ("at least 6 whole days between", 7, "clear", True),
    ("at least 6 whole days between", 8, "clear", False),
    ("at least 7 days apart at least 6 whole days between", 7, "clear", True),
    ("at least 6 whole days between at least 9 days apart", 8, "incomplete", False),
]


@pytest.mark.parametrize(("gap", "days", "verdict", "tight"), GAPS)
def test_whole_days_between_are_one_day_more_apart(gap, days, verdict, tight):
    text = MOVED + rule(f"a bylaw change needs two readings in the council {gap}")
    first = date(2013, 10, 1)
    result = check(MOVE + readings(first, first + timedelta(days=days)), text, header=LATER)

    assert result.verdict == verdict
    assert any(row.tight for row in result.schedule) == tight


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_of_two_gaps_the_larger_counts_and_is_told_as_it_was_said(order):
    said = ("at least 6 whole days between", "at least 6 days apart")
    text = MOVED + "".join(
        rule(f"a bylaw change needs two readings in the council {said[at]}", f"r{at}")
        for at in order
    )
    one = instrument(check(MOVE, text), "reading")

    assert (one.days_apart, one.days_between) == (7, 6)
    close = check(MOVE + readings("2013-10-01", "2013-10-07"), text, header=LATER)
    (breach,) = [each for each in close.findings if each.kind == "breach"]
    assert (breach.rule, breach.message.key) == ("r0", "terms.apart-between")


HINDERED = [
    # as of, reading, verdict, whether a last day is past
    ("2013-11-01", "2013-11-28", "conditional", False),  # another goes before it
    ("2013-11-22", "2013-11-24", "conditional", False),
    ("2013-11-22", "2013-11-25", "incomplete", False),
    ("2013-11-24", "2013-11-28", "incomplete", False),
    ("2013-11-25", "2013-11-28", "incomplete", True),
    ("2013-11-26", "2013-11-24", "conditional", False),
    ("2013-11-26", "2013-11-25", "incomplete", True),
]


@pytest.mark.parametrize(("as_of", "day", "verdict", "past"), HINDERED)
@pytest.mark.parametrize("second", ["", "carries a reading in BR, planned\n"])
def test_a_reading_leaves_time_for_the_next(as_of, day, verdict, past, second):
    """The second of two, six days apart, is due by 30 November."""
    header = HEADER.replace("effective", f"as of {as_of}\n    effective")
    result = check(MOVE + readings(day) + second, PROCEDURE, header=header)

    assert result.verdict == verdict
    assert bool(result.past) is past
    assert (instrument(result, "reading").state == "open") is (verdict == "incomplete")


def test_a_reading_that_leaves_no_time_is_too_late_by_the_last_day_of_its_own():
    header = HEADER.replace("effective", "as of 2013-11-24\n    effective")
    result = check(MOVE + readings("2013-11-28"), PROCEDURE, header=header)
    (breach,) = [one for one in result.findings if one.kind == "breach"]

    assert breach.message.key == "terms.before"
    assert dict(breach.message.args)["latest"] == date(2013, 11, 24)
    assert rows(result, "reading") == [(1, date(2013, 11, 28), False), (2, None, None)]


def test_no_day_of_a_first_reading_is_kept_beside_a_second_that_comes_too_late():
    header = HEADER.replace("effective", "as of 2013-11-26\n    effective")
    result = check(MOVE + readings("2013-12-01", "2014-01-29"), PROCEDURE, header=header)

    assert result.past
    assert rows(result, "reading") == [
        (1, date(2013, 12, 1), False),
        (2, date(2014, 1, 29), False),
    ]


@pytest.mark.parametrize(
    ("language", "turn"), [("en", "planned too late"), ("da", "planlagt for sent")]
)
def test_a_day_to_come_that_is_too_late_is_not_said_to_be_past(language, turn):
    for as_of, said in (("2013-11-24", True), ("2013-11-25", False)):
        header = HEADER.replace("effective", f"as of {as_of}\n    effective")
        result = check(MOVE + readings("2013-11-28"), PROCEDURE, header=header)
        first = next_steps(result, wording_of(result, language))[0]
        assert (first.short.when == turn) is said


def test_what_goes_before_a_reading_to_be_brought_forward_goes_by_its_last_day():
    header = HEADER.replace("effective", "as of 2013-11-22\n    effective")
    result = check(MOVE + readings("2013-11-26"), STATEMENT, header=header)
    told = {row.step: row for row in result.schedule if row.step != "reading"}

    assert rows(result, "reading")[0] == (1, date(2013, 11, 26), False)
    assert told["consultation"].latest == date(2013, 11, 23)
