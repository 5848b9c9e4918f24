# SPDX-License-Identifier: EUPL-1.2
"""Duties, when a step is due, which readings count, and what a step is about."""

from datetime import date, timedelta

import pytest
from engine import HEADER, PROCEDURE, TOWN, check, checker, instrument

from checker.errors import MistakesError
from checker.language.parser import parse
from checker.report.express import wording_of
from checker.report.opening import summary
from checker.source import Source

MOVE = "move KBS from ØU to BIU\n"
LATER = HEADER.replace("effective", "as of 2013-12-20\n    effective")
OPEN_END = HEADER.replace("effective 2014-01-01", "as of 2014-12-20\n    effective 2015-07-01")
HELD = "carries a reading on 2013-10-10\ncarries a reading on 2013-10-31\n"
MOVED = (
    'rule moved "M"\n    a unit that moves between committees needs a bylaw change\n    under KSL\n'
)


def rule(sentence, name="r", basis="KSL", more=""):
    return f'rule {name} "En regel"\n    {sentence}\n    under {basis}\n{more}'


STATEMENT = PROCEDURE + rule(
    "a bylaw change needs the finance committee's statement before the first reading"
)
TOLD = PROCEDURE + rule("a bylaw change entails notification to TS after adoption")


def carries(**days):
    return "".join(f"carries {what.replace('_', ' ')} on {day}\n" for what, day in days.items())


def readings(*days):
    return "".join(f"carries a reading on {day}\n" for day in days)


def stated(day):
    return f"carries the finance committee's statement on {day}\n"


def rows(result, step):
    return [(row.number, row.day, row.met) for row in result.schedule if row.step == step]


# ---------------------------------------------------------------- which readings count


LATE = "2013-10-20"
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


# ---------------------------------------------------------------- days between readings


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


# ---------------------------------------------------------------- when a step is due


READ = MOVE + readings("2013-10-10", "2013-10-31")
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


# ---------------------------------------------------------------- duties


def test_a_duty_is_listed_with_who_and_when_and_is_no_part_of_the_verdict():
    result = check(MOVE + HELD, TOLD, header=LATER)
    one = instrument(result, "notification")
    (row,) = [each for each in result.schedule if each.step == "notification"]

    assert result.verdict == "clear"
    assert (one.duty, one.status, one.state, one.authority) == (True, "missing", "open", "TS")
    assert (row.earliest, row.latest) == (date(2013, 10, 31), None)
    assert [each.kind for each in result.instruments if not each.duty] == [
        "bylaw change",
        "reading",
    ]
    assert "duty" not in {each.kind for each in result.findings}


@pytest.mark.parametrize("order", [("needs", "entails"), ("entails", "needs")])
def test_needs_wins_over_entails(order):
    text = PROCEDURE + "".join(
        rule(f"a bylaw change {verb} notification to TS", f"r{verb}") for verb in order
    )
    result = check(MOVE + HELD, text, header=LATER)

    assert not instrument(result, "notification").duty
    assert result.verdict == "incomplete"


def test_what_a_duty_needs_is_a_duty_but_for_what_is_needed_anyhow():
    text = TOLD + rule("a notification to TS needs publication and approval by IM", "s")
    result = check(MOVE + HELD, text, header=LATER)
    assert {one.kind for one in result.instruments if one.duty} == {
        "notification",
        "publication",
        "approval",
    }
    needed = text + rule("a bylaw change needs publication and approval by IM", "t")
    duties = {one.kind: one.duty for one in check(MOVE + HELD, needed, header=LATER).instruments}
    assert duties["notification"]
    assert check(MOVE + HELD, text, header=LATER).verdict == "clear"


def test_what_is_not_needed_entails_nothing():
    forbidden = rule("BIU may only hold employment tasks", "f")
    result = check(MOVE, TOLD + forbidden)
    assert {one.kind for one in result.instruments} == {"bylaw change", "reading"}

    cure = rule(
        "BIU may only hold employment tasks",
        "f",
        more="    otherwise a dispensation from LAB § 14 or an amendment of LAB\n",
    )
    told = rule("an amendment of LAB entails publication", "s")
    carried = MOVE + "carries a dispensation for BIU from LAB § 14, granted 2013-06-18\n"
    assert {one.kind: one.status for one in check(carried, cure + told).instruments} == {
        "dispensation": "granted",
        "law amendment": "not needed",
    }


FINDINGS = [
    # carried, requirement, severity
    ("", "open", "note"),
    ("carries a decision by BR, planned\n", "pending", "note"),
    ("carries a decision by BR on 2013-06-10\n", "met", "note"),
    ("carries a decision by BR, refused 2013-06-10\n", "open", "warning"),
]


@pytest.mark.parametrize(("carried", "requirement", "severity"), FINDINGS)
def test_a_duty_of_a_unit_is_a_finding_of_its_own(carried, requirement, severity):
    text = rule("a unit that moves between committees entails a decision by the council")
    result = check(MOVE + carried, text)
    (one,) = [each for each in result.findings if each.rule == "r"]

    assert (one.kind, one.status, one.requirement, one.severity) == (
        "duty",
        "new",
        requirement,
        severity,
    )
    assert (result.verdict, instrument(result, "decision").duty) == ("clear", True)


def test_a_duty_whose_last_day_is_past_is_a_warning():
    text = rule("a unit that moves between committees entails a decision by the council")
    for carried in ("", "carries a decision by BR, planned\n"):
        result = check(MOVE + carried, text, as_of=date(2014, 1, 2))
        (one,) = [each for each in result.findings if each.rule == "r"]
        assert (one.severity, one.requirement, result.verdict) == ("warning", "open", "clear")


def test_ways_to_do_a_duty():
    text = rule(
        "a unit that moves between committees entails"
        ' a decision by the council on "Budget" or a decision by the finance committee on "Budget"'
    )
    result = check(MOVE + 'carries a decision by ØU on "Budget", planned\n', text)
    (one,) = [each for each in result.findings if each.rule == "r"]

    assert (len(one.alternatives), one.chosen, one.requirement) == (2, 1, "pending")
    assert {each.authority: each.status for each in result.instruments} == {
        "BR": "not needed",
        "ØU": "declared",
    }


def test_a_duty_on_what_hangs_on_a_question_is_a_note():
    town = TOWN.replace('form "mellemformstyre"\n', "")
    text = PROCEDURE + rule('a bylaw change entails publication when the form is "x"')
    result = check(MOVE + HELD, text, town, header=LATER)

    assert result.verdict == "clear"
    assert [one.kind for one in result.findings if one.rule == "r"] == ["note"]


def test_what_is_told_before_the_last_reading_is_a_warning():
    early = "carries a notification to TS on 2013-10-30\n"
    result = check(MOVE + HELD + early, TOLD, header=LATER)
    (one,) = [each for each in result.findings if each.rule == "r"]

    assert (one.kind, one.severity, one.message.key) == ("advice", "warning", "terms.early")
    assert (result.verdict, instrument(result, "notification").state) == ("clear", "met")
    assert instrument(result, "notification").status == "declared"


def test_what_is_told_outside_its_days_is_not_shown_as_kept():
    early = "carries a notification to TS on 2013-10-30\n"
    assert rows(check(MOVE + HELD + early, TOLD, header=LATER), "notification")[0][2] is False
    late = readings("2013-10-10", "2013-10-17") + stated(LATE)
    both = STATEMENT + rule("a bylaw change entails notification to TS after adoption", "told")
    result = check(MOVE + late + "carries a notification to TS on 2013-10-19\n", both)
    (one,) = [each for each in result.findings if each.rule == "told"]
    assert dict(one.message.args)["earliest"] == date(2013, 10, 27)


def test_no_cure_stands_after_entails():
    with pytest.raises(MistakesError, match="after `needs` or `entails`"):
        check("", rule("KBS entails publication", more="    otherwise a bylaw change\n"))


# ---------------------------------------------------------------- what a step is about


MATTERS = rule('KBS needs a decision by BR on "Budget" da "Bevilling" when it moves to BIU')
TWO = MATTERS + rule('KBS needs a decision by BR on "Staff" when it moves to BIU', "s")
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


# ---------------------------------------------------------------- as it is written


def tree(text, surface):
    frame = {
        "en": 'rule r "R"\n    {}\n    under KSL § 2',
        "da": 'regel r "R"\n    {}\n    efter KSL § 2',
    }
    (made,) = parse(Source.of(frame[surface].format(text))).statements
    return made


@pytest.mark.parametrize(
    ("english", "danish", "when"),
    [
        ("after adoption", "efter vedtagelsen", "after adoption"),
        ("after the term begins", "efter valgperiodens begyndelse", "after term begins"),
        ("within 5 days of adoption", "senest 5 dage efter vedtagelsen", 5),
    ],
)
def test_a_due_is_not_read_as_a_basis(english, danish, when):
    told = tree(f"a bylaw change entails notification to TS {english}", "en")
    fortalt = tree(f"en vedtægtsændring medfører underretning af TS {danish}", "da")
    (step,) = fortalt.sentence.alternatives[0].instruments

    assert told == fortalt
    assert [due.when for due in step.dues] == [when]
    assert [str(base) for base in fortalt.bases] == ["KSL § 2"]


@pytest.mark.parametrize("name", ["vedtagelsen", "valgperiodens", "Vedtagelsen"])
@pytest.mark.parametrize("line", ['kilde {} lov "L"', 'source {} law "L"'])
def test_no_source_has_the_name_of_a_due(line, name):
    with pytest.raises(MistakesError, match=name):
        parse(Source.of(line.format(name) + "\n"))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("two readings in BR before the first reading", "cannot be said of readings"),
        ("two readings in BR after adoption", "cannot be said of readings"),
        ("publication after adoption after adoption", "given twice"),
        ("publication within 5 days of adoption within 6 days of adoption", "given twice"),
        ("publication within 99999 days of adoption", "within 1461 days of adoption at most"),
        ("two readings in BR at least 99999 whole days between", "99 readings at most"),
    ],
)
def test_what_cannot_be_due(text, message):
    with pytest.raises(MistakesError, match=message):
        check("", rule(f"a bylaw change needs {text}"))


def test_an_instrument_is_expected_with_what_is_said_of_it():
    made = checker(STATEMENT + rule('a bylaw change entails a decision by BR on "Budget"', "b"))
    for text, unmet in [
        ("expect the finance committee's statement before the first reading\n", 0),
        ("expect a statement by ØU\n", 0),
        ("expect the finance committee's statement before the second reading\n", 1),
        ('expect a decision by BR on "Budget"\n', 0),
        ('expect a decision by BR on "Other"\n', 1),
    ]:
        proposal = parse(Source.of(HEADER + MOVE + text, "p.ressort"))
        assert len(made.expectations(proposal, made.check(proposal))) == unmet, text


# ---------------------------------------------------------------- what is told of them


def planned(carried, text, header=LATER):
    from checker.weigh.plan import Planner
    from checker.weigh.sweep import Judge

    made = checker(text)
    proposal = made.settled(parse(Source.of(header + MOVE + carried, "p.ressort")))
    return Planner(Judge(made), proposal).plan()


def test_a_plan_takes_new_readings_and_no_duty():
    early = HEADER.replace("effective", "as of 2013-10-25\n    effective")
    text = STATEMENT + rule("a bylaw change entails publication", "p")
    plan = planned(readings("2013-10-10", "2013-10-17") + stated(LATE), text, early)

    assert plan.when_carried.verdict == "clear"
    assert {one.kind for one in plan.instruments} == {"bylaw change", "reading", "consultation"}


def test_a_plan_takes_a_matter_and_a_new_constitution_that_are_needed():
    text = TWO + rule("KBS needs a new constitution of the committees when it moves to BIU", "c")
    plan = planned("", text)

    assert plan.when_carried.verdict == "clear"
    assert len(plan.instruments) == 3


@pytest.mark.parametrize(
    ("language", "heading"), [("en", "After adoption"), ("da", "Efter vedtagelsen")]
)
@pytest.mark.parametrize("format", ["text", "markdown", "html"])
def test_duties_stand_under_a_heading_of_their_own(language, heading, format):
    from checker.formats.catalogue import render
    from checker.report.express import express
    from checker.report.report import Options

    report = express([check(MOVE + HELD, TOLD, header=LATER)], language, lambda rule: rule.id.text)

    assert heading in render(report, format, language, Options())


def test_a_duty_by_a_mandate_puts_nothing_outside_it():
    from checker.report.express import express

    text = rule("a unit that moves between committees entails a decision by IM", basis="M")
    report = express([check(MOVE, text)], "en", lambda rule: rule.id.text)

    assert "mandate" not in report.results[0].summary


def test_the_conclusion_tells_that_the_last_day_of_a_duty_is_past():
    text = PROCEDURE + rule("a bylaw change entails a consultation of TS before the first reading")
    past = check(READ, text, header=LATER)
    kept = check(READ + "carries a consultation of TS on 2013-10-09\n", text, header=LATER)

    told = [summary(one, wording_of(one, "en"), 0) for one in (past, kept)]
    assert [one.verdict for one in (past, kept)] == ["clear", "clear"]
    assert ["The last day for duties" in each for each in told] == [True, False]


OTHER = 'source BV bylaw "Bilag" of "Prøveby Kommune"\n'
ASKED = rule("a unit that moves needs a bylaw change", basis="SV § 1") + OTHER


@pytest.mark.parametrize(
    ("carried", "verdict"),
    [
        ("carries a reading in BIU on 2013-10-10\n", "incomplete"),
        ("carries a reading in BR on 2013-10-10\n", "clear"),
        ("carries a reading on 2013-10-10\n", "clear"),
        ('insert "T" in BV § 2\ncarries a reading in BR on 2013-10-10\n', "incomplete"),
        ('insert "T" in SV § 2\ncarries a reading in BR on 2013-10-10\n', "clear"),
    ],
)
def test_the_council_alone_adopts_a_bylaw_and_words_in_another_bylaw_answer_nothing(
    carried, verdict
):
    result = check(MOVE + carried, ASKED, header=LATER)

    assert result.verdict == verdict
    assert result.by_id["bylaw-change:SV"].state == ("met" if verdict == "clear" else "open")
