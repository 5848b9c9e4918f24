# SPDX-License-Identifier: EUPL-1.2
"""When a step is due, and what it is about."""

from datetime import date

import pytest
from engine import HEADER, PROCEDURE, check, instrument
from readings import LATER, MATTERS, MOVE, MOVED, READ, STATEMENT, TWO, readings, rows, rule

from checker.errors import MistakesError

DUE = [
    # due, day of the approval, verdict
    ("before the first reading", "2013-10-09", "clear"),
    ("before the first reading", "2013-10-10", "incomplete"),
    ("before the second reading", "2013-10-30", "clear"),
    ("before the second reading", "2013-10-31", "incomplete"),
    ("before the constituting meeting", "2013-11-30", "clear"),
    ("before the constituting meeting", "2013-12-01", "incomplete"),
    ("no later than it takes effect", "2014-01-01", "clear"),
    ("no later than it takes effect", "2014-01-02", "incomplete"),
    ("after adoption", "2013-10-31", "clear"),
    ("after adoption", "2014-05-01", "clear"),
    ("after adoption", "2013-10-30", "incomplete"),
    ("within 14 days of adoption", "2013-11-14", "clear"),
    ("within 14 days of adoption", "2013-11-15", "incomplete"),
    ("after the term begins", "2013-12-31", "incomplete"),
    ("after the term begins", "2014-01-01", "clear"),
    ("after the term begins", "2014-09-01", "clear"),
    ("after adoption no later than it takes effect", "2014-01-02", "incomplete"),
    ("before the constituting meeting no later than it takes effect", "2013-11-30", "clear"),
    ("before the constituting meeting no later than it takes effect", "2013-12-01", "incomplete"),
    ("after adoption within 14 days of adoption", "2013-11-01", "clear"),
]


@pytest.mark.parametrize(("due", "day", "verdict"), DUE)
def test_a_step_is_due(due, day, verdict):
    text = PROCEDURE + rule(f"a bylaw change needs approval by IM {due}")
    header = LATER.replace("2013-12-20", "2014-12-20")

    assert (
        check(READ + f"carries an approval by IM on {day}\n", text, header=header).verdict
        == verdict
    )


def test_what_is_due_after_adoption_is_not_kept_before_the_readings_can_have_been_held():
    text = PROCEDURE + rule("a bylaw change needs approval by IM after adoption")

    def told(day):
        carried = readings("2013-12-19") + f"carries an approval by IM on {day}\n"
        result = check(MOVE + carried, text, header=LATER)
        return result.schedule, rows(result, "approval")

    schedule, early = told("2013-12-22")
    first = next(each.earliest for each in schedule if each.step == "approval")
    assert early == [(None, date(2013, 12, 22), False)]
    assert first > date(2013, 12, 22)
    assert told(first)[1] == [(None, first, True)]


@pytest.mark.parametrize(("due", "day", "verdict"), [row for row in DUE if "reading" not in row[0]])
def test_a_dispensation_is_due(due, day, verdict):
    text = PROCEDURE + rule(f"a bylaw change needs a dispensation from KSL § 17 {due}")
    header = LATER.replace("2013-12-20", "2014-12-20")
    granted = f"carries a dispensation for KBS from KSL § 17, granted {day}\n"
    named = rule(f"KBS needs a dispensation from KSL § 17 {due} when it moves to BIU")

    assert check(READ + granted, PROCEDURE + named, header=header).verdict == verdict
    assert instrument(check(READ, text, header=header), "dispensation").status == "missing"


def test_an_earlier_step_does_not_answer_what_is_due_after_the_term_begins():
    text = PROCEDURE + rule("a bylaw change entails approval by the council after the term begins")
    one = instrument(check(READ + "carries an approval by BR on 2013-12-19\n", text), "approval")

    assert (one.status, one.state, one.duty) == ("missing", "open", True)


def test_several_dues_leave_the_latest_first_day_and_the_earliest_last():
    text = PROCEDURE + "".join(
        rule(f"a bylaw change needs notification to TS {due}", f"r{at}")
        for at, due in enumerate(
            ["after adoption", "within 30 days of adoption", "within 10 days of adoption", ""]
        )
    )
    (row,) = [one for one in check(READ, text).schedule if one.step == "notification"]

    assert (row.earliest, row.latest) == (date(2013, 10, 31), date(2013, 11, 10))


def test_no_day_lies_beyond_the_calendar():
    last = HEADER.replace("2014-01-01", "9999-12-31").replace("2013-06-18", "9999-12-31")
    text = STATEMENT + rule("a bylaw change entails publication within 14 days of adoption", "p")
    days = [row.latest for row in check(MOVE, text, header=last).schedule]

    assert max(day for day in days if day) == date.max


def test_where_no_rule_asks_for_readings_those_that_are_carried_count():
    text = MOVED + rule("a bylaw change needs approval by IM before the first reading")
    days = [
        check(READ + f"carries an approval by IM on {day}\n", text, header=LATER).verdict
        for day in ("2013-10-09", "2013-10-10")
    ]

    assert days == ["clear", "incomplete"]


def test_a_new_constitution_can_be_carried_and_stands_in_the_timetable():
    text = PROCEDURE + rule(
        "a bylaw change entails a new constitution of the committees no later than it takes effect"
    )
    result = check(READ + "carries a new constitution of the committees on 2014-01-01\n", text)
    one = instrument(result, "reconstitution")

    assert (one.status, one.state, one.duty) == ("declared", "pending", True)
    assert rows(result, "reconstitution") == [(None, date(2014, 1, 1), True)]


ABOUT = [
    # rules, matters carried, answered
    (MATTERS, [""], {"Budget"}),
    (MATTERS, [' on "Budget"'], {"Budget"}),
    (MATTERS, [' on "Bevilling"'], {"Budget"}),
    (MATTERS, [' on "Bevilling" da "Andet"'], {"Budget"}),
    (MATTERS, [' on "Staff"'], set()),
    (TWO, [' on "Staff"'], {"Staff"}),
    (TWO, [' on "Staff"', ' on "budget"'], {"Staff", "Budget"}),
]


@pytest.mark.parametrize(("text", "carried", "answered"), ABOUT)
def test_a_step_answers_what_is_about_the_same(text, carried, answered):
    steps = "".join(f"carries a decision by BR{matter} on 2013-06-01\n" for matter in carried)
    result = check(MOVE + steps, text)

    assert {one.matter.en for one in result.instruments if one.state == "met"} == answered
    assert (result.verdict == "clear") == (len(answered) == len(result.instruments))


def test_a_matter_left_out_where_more_than_one_fits_is_an_error():
    with pytest.raises(MistakesError, match=r"(?s)more than one matter fits.*Budget.*Staff"):
        check(MOVE + "carries a decision by BR on 2013-06-01\n", TWO)


def test_one_matter_in_either_language_is_one_instrument():
    text = MATTERS + rule('KBS needs a decision by BR on "Bevilling" when it moves to BIU', "s")

    assert len(instrument(check(MOVE, text), "decision").required_by) == 2


def test_a_rule_speaks_of_the_matter_it_names():
    text = TWO + rule('a decision by BR on "Bevilling" needs publication', "t")
    result = check(MOVE, text)

    assert instrument(result, "publication").required_by == ("decision:BR:Bevilling",)
