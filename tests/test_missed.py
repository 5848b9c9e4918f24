# SPDX-License-Identifier: EUPL-1.2
"""What was missed, and the day from which a proposal can take effect all the same."""

from datetime import date

import pytest
from contradictions import contradictions
from engine import HEADER, PROCEDURE, check, instrument
from steps import APPROVED, HELD, MOVE, READ, judged_on

from checker.report.express import wording_of
from checker.report.opening import summary
from checker.report.steps import next_steps

STATEMENT = (
    PROCEDURE
    + """
rule heard "Statement"
    a bylaw change needs the finance committee's statement before the first reading
    under KSL
"""
)


@pytest.mark.parametrize(
    ("day", "steps", "missed"),
    [
        ("2013-11-24", "", False),  # the first reading can still be held on the day itself
        ("2013-11-25", "", True),
        ("2013-11-30", READ, False),
        ("2013-12-01", READ, True),
        ("2013-12-01", READ + "carries a reading in BR, planned\n", True),
        ("2013-12-01", READ + "carries a reading in BR on 2013-11-30\n", False),
        ("2013-12-18", READ + "carries a reading in BR on 2013-12-19\n", True),  # still to come
        ("2013-12-20", READ + "carries a reading in BR on 2013-12-19\n", False),  # held, too late
    ],
)
def test_a_step_not_held_by_its_last_day_is_missed_whatever_was_planned(day, steps, missed):
    result = judged_on(day, steps)
    reading = instrument(result, "reading")
    assert result.missed == ((reading.id,) if missed else ())
    assert any(step.missed for step in result.schedule) is missed
    if missed:
        assert (reading.state, result.verdict) == ("open", "incomplete")


LATER_ONES = READ.replace("10-10", "12-16") + READ.replace("10-10", "12-23")


@pytest.mark.parametrize(
    ("day", "step", "late", "earliest"),
    [
        ("2014-02-20", "carries a reading in BR on 2014-01-19\n", "reading", (2014, 2, 20)),
        ("2013-12-20", "carries a reading in BR on 2013-10-12\n", "reading", (2014, 1, 2)),
        ("2014-02-20", "carries a reading in BR on 2013-10-12\n", "reading", (2014, 2, 20)),
        ("2013-12-31", LATER_ONES, "reading", (2014, 1, 2)),  # they count once it is put off
        ("2013-11-30", "carries a reading in BR on 2013-10-12\n", None, None),
        (
            "2014-02-20",
            READ.replace("10-10", "10-31") + "carries an approval by IM on 2014-01-19\n",
            "approval",
            (2014, 2, 20),
        ),
    ],
)
def test_what_was_held_too_late_is_not_missed_and_puts_the_effect_off_all_the_same(
    day, step, late, earliest
):
    rule = 'rule approved "A"\n    a bylaw change needs an approval by IM\n    under KSL\n'
    result = judged_on(day, READ + step, PROCEDURE + rule * ("approval" in step))
    wording = wording_of(result, "en")
    assert (result.missed, any(row.missed for row in result.schedule)) == ((), False)
    assert [result.by_id[id].kind for id in result.late] == ([late] if late else [])
    assert result.earliest_effective == (date(*earliest) if earliest else None)
    said = summary(result, wording, 0)
    assert ("It cannot take effect on 1 January 2014 as proposed." in said) is bool(late)


@pytest.mark.parametrize(
    ("day", "steps", "rules", "earliest"),
    [
        ("2013-12-20", "", PROCEDURE, date(2014, 1, 2)),  # in mid-term, after the meeting
        ("2014-03-01", "", PROCEDURE, date(2014, 3, 7)),  # two readings, six days apart
        ("2014-03-01", READ, PROCEDURE, date(2014, 3, 1)),
        ("2014-03-01", "", STATEMENT, date(2014, 3, 8)),  # the readings come after it
        (
            "2014-03-01",
            READ + "carries a reading in BR on 2014-02-01\n",
            PROCEDURE,
            date(2014, 3, 1),
        ),
        (
            "2014-03-01",
            READ + "carries a reading in BR on 2013-10-12\n",
            PROCEDURE,
            date(2014, 3, 1),
        ),
        # readings held before the statement do not count
        ("2014-03-01", READ + READ.replace("10-10", "10-17"), STATEMENT, date(2014, 3, 8)),
    ],
)
def test_the_earliest_day_of_effect_is_worked_out_from_the_day_judged(day, steps, rules, earliest):
    assert judged_on(day, steps, rules).earliest_effective == earliest


def test_a_duty_whose_day_is_past_is_no_step_that_was_missed():
    duty = """
rule money "Money"
    a unit that moves between committees entails a decision by BR no later than it takes effect
    under KSL
"""
    held = "carries a reading in BR on 2013-10-10\ncarries a reading in BR on 2013-10-31\n"
    result = judged_on("2014-02-01", held, PROCEDURE + duty)
    assert (result.verdict, result.missed, result.earliest_effective) == ("clear", (), None)
    assert [step.step for step in result.schedule if step.missed] == ["decision"]


def test_what_can_take_effect_has_no_other_earliest_day():
    assert judged_on("2013-07-01").earliest_effective is None


def test_a_breach_that_nothing_cures_has_no_day_of_effect():
    barred = 'rule b "B"\n    KBS must be under ØU\n    under KSL\n'
    result = judged_on("2013-12-20", rules=PROCEDURE + barred)
    assert (result.verdict, result.earliest_effective) == ("forbidden", None)


def test_what_follows_from_a_later_day_of_effect_is_told():
    mid = """
rule mid "In mid-term"
    a bylaw change needs an approval by IM
    when the change takes effect during a council term
    under KSL
"""
    result = judged_on("2013-12-20", rules=PROCEDURE + mid)
    assert [one.kind for one in result.then_required] == ["approval"]


def test_what_others_decide_is_left_out_and_named_on_every_way():
    rules = (
        PROCEDURE
        + """
rule either "Either"
    a unit that moves needs a dispensation from LAB § 14 by BM or an amendment of LAB
    under LAB § 14
rule ok "Approved"
    a unit that moves needs an approval by IM and an approval by KU
    under KSL
"""
    )
    result = judged_on("2013-12-20", rules=rules)
    ids = [one for ways in result.others for way in ways for one in way]
    assert [one.split(":")[:2] for one in ids] == [
        ["dispensation", "LAB § 14"],
        ["law-amendment", "LAB"],
        ["approval", "IM"],
    ]
    assert result.earliest_effective == date(2014, 1, 2)


TOLD = """
rule told "Told"
    a bylaw change needs publication after adoption no later than it takes effect
    under KSL
"""


@pytest.mark.parametrize("steps", ["", READ + READ.replace("2013-10", "2014-01")])
def test_no_row_has_an_earliest_day_after_its_latest(steps):
    for day in ("2013-07-01", "2013-11-28", "2013-12-20"):
        schedule = judged_on(day, steps, STATEMENT + TOLD).schedule
        assert {step.step for step in schedule} >= {"reading", "consultation", "publication"}
        for step in schedule:
            assert not (step.earliest and step.latest) or step.earliest <= step.latest


@pytest.mark.parametrize(
    ("rules", "steps", "day", "effective"),
    [
        (APPROVED, HELD, "2013-12-20", "2014-01-01"),  # what others had to do is past
        (PROCEDURE, "", "2013-12-20", "2014-01-01 until 2014-01-01"),  # it has ended before
        (PROCEDURE, "", "9999-12-31", "9999-12-31"),  # there is no later day
    ],
)
def test_no_day_of_effect_is_told_that_is_none(rules, steps, day, effective):
    header = HEADER.replace("effective 2014-01-01", f"as of {day}\n    effective {effective}")
    result = check(MOVE + steps, rules, header=header)
    assert result.missed
    assert (result.verdict, result.earliest_effective) == ("incomplete", None)


DUES = ("within 30 days of adoption", "no later than it takes effect", "after adoption")


@pytest.mark.parametrize("due", DUES)
@pytest.mark.parametrize("step", ["a notification to TS", "publication"])
@pytest.mark.parametrize("verb", ["needs", "entails"])
def test_what_tells_of_an_adoption_before_it_is_a_warning_whenever_it_is_due(step, due, verb):
    rules = PROCEDURE + f'rule told "T"\n    a bylaw change {verb} {step} {due}\n    under KSL\n'
    early = f"{HELD}carries {step} on 2013-10-30\n"
    result = judged_on("2013-11-20", early, rules)
    assert ("told", "warning") in [(one.rule, one.severity) for one in result.findings]
    assert not any(row.met for row in result.schedule if row.step != "reading")
    result = judged_on("2013-11-20", early.replace("10-30", "10-31"), rules)
    assert all(row.met for row in result.schedule)


MID = """
rule mid "In mid-term"
    KBS must be under ØU
    when the change takes effect during a council term
{way}    under KSL
"""


def conclusion(rules):
    result = judged_on("2013-12-20", rules=PROCEDURE + rules)
    wording = wording_of(result, "en")
    return summary(result, wording, 0), [one.words for one in next_steps(result, wording)]


def test_what_others_must_grant_by_the_earliest_day_is_named_once():
    said, steps = conclusion(MID.format(way="    otherwise an approval by IM\n"))
    assert "It can take effect on 2 January 2014 at the earliest, if approval by" in said
    assert said.count("Indenrigsministeriet") == 1
    assert any(one.endswith("so the effective date must be put off.") for one in steps)


@pytest.mark.parametrize(
    ("way", "told"),
    [
        ("an approval by IM or a decision by the council", ""),  # which would do as well
        (
            "an approval by IM or an amendment of KSL",
            "if approval by Indenrigsministeriet or an amendment of Lov om kommunernes styrelse is",
        ),
    ],
)
def test_of_a_choice_what_others_grant_is_a_condition_where_each_way_hangs_on_them(way, told):
    said, _ = conclusion(MID.format(way=f"    otherwise {way}\n"))
    (_, after) = said.split("2 January 2014 at the earliest")
    assert ("which others decide" in after) is bool(told)
    assert told in after


def test_nothing_that_came_too_late_puts_a_day_off_either_where_none_is_lawful():
    late = "carries an approval by IM on 2013-12-19\n"
    result = judged_on("2013-12-20", HELD + late, APPROVED)
    (step,) = next_steps(result, wording_of(result, "en"))
    told = "19 December 2013 is too late, and the last day, Saturday 30 November 2013, is past."
    assert step.words.endswith(told)


def test_no_day_is_put_off_where_none_is_lawful():
    said, steps = conclusion(MID.format(way=""))
    assert "at the earliest" not in said
    assert "put off" not in "".join(steps)
    assert any(one.endswith("the last day, Sunday 24 November 2013, is past.") for one in steps)


HAD = "første behandling er afholdt den 10. oktober 2013"


@pytest.mark.parametrize(
    ("day", "more", "said"),
    [
        ("2013-11-01", "", f"({HAD} og anden behandling udestår)"),
        ("2013-10-11", " on 2013-10-20", f"({HAD} og anden behandling er planlagt til den 20. okt"),
        ("2013-10-11", ", planned", f"({HAD} og anden behandling udestår)"),
        ("2013-10-01", "", "(første behandling er planlagt til den 10. oktober 2013 og anden"),
        ("2013-12-01", "", f"({HAD} og anden behandling udestår; sidste dag var lørdag den 30."),
    ],
)
def test_of_readings_it_is_told_which_was_had_and_which_is_still_to_come(day, more, said):
    result = judged_on(day, READ + (f"carries a reading in BR{more}\n" if more else ""))
    assert f"dages mellemrum {said}" in summary(result, wording_of(result, "da"), 0)


def test_readings_that_are_all_as_far_are_told_as_one():
    planned = READ + "carries a reading in BR on 2013-10-20\n"
    result = judged_on("2013-10-01", planned)
    assert "to behandlinger i Byrådet med mindst 6 dages mellemrum." in summary(
        result, wording_of(result, "da"), 0
    )
    assert instrument(judged_on("2013-10-01", READ), "reading").reason.key == "r.too-few-planned"
    assert instrument(judged_on("2013-10-11", READ), "reading").reason.key == "r.too-few"


TOLD_WITHIN = (
    PROCEDURE
    + """
rule told "Told"
    a bylaw change needs a notification to TS within 14 days of adoption
    under KSL
"""
)


def test_where_only_new_readings_help_the_earliest_day_is_told_with_them():
    result = judged_on("2013-12-20", f"{READ}carries a reading in BR on 2013-10-20\n", TOLD_WITHIN)
    assert result.missed == ("notification:TS:bylaw-change:SV",)
    assert result.earliest_effective == date(2014, 1, 2)
    assert "reading:BR:bylaw-change:SV" in [one.id for one in result.then_required]
    said = summary(result, wording_of(result, "da"), 0)
    assert "Det kan ikke få virkning fra den 1. januar 2014 som foreslået." in said
    assert "tidligst få virkning fra den 2. januar 2014, hvis sagen behandles på ny." in said


def test_new_readings_may_be_in_time_for_the_day_of_effect_itself():
    result = judged_on("2013-11-05", f"{READ}carries a reading in BR on 2013-10-20\n", TOLD_WITHIN)
    assert result.missed == ("notification:TS:bylaw-change:SV",)
    assert result.earliest_effective == date(2014, 1, 1)
    said = summary(result, wording_of(result, "da"), 0)
    assert (
        "kun få virkning fra den 1. januar 2014 som foreslået, hvis sagen behandles på ny" in said
    )
    assert "tidligst" not in said
    assert [*contradictions(result)] == []


def test_new_readings_cure_no_refusal():
    refused = "carries an approval by IM, refused 2013-11-01\n"
    rules = (
        TOLD_WITHIN
        + """rule asked "Asked"
    a bylaw change needs an approval by IM
    under KSL
"""
    )
    readings = f"{READ}carries a reading in BR on 2013-10-20\n"
    assert judged_on("2013-12-20", readings + refused, rules).earliest_effective is None


@pytest.mark.parametrize(("body", "missed"), [("BR", True), ("ØU", False)])
def test_only_a_reading_of_the_council_sets_a_last_day(body, missed):
    rules = """
rule kept "K"
    KBS must be under ØU
    otherwise a notification to TS before the second reading
    under KSL
"""
    result = judged_on("2013-09-01", f"carries a reading in {body} on 2013-08-15\n", rules)
    assert result.missed == (("notification:TS:KBS",) if missed else ())
    assert [*contradictions(result)] == []


@pytest.mark.parametrize(("body", "asked"), [("BR", False), ("ØU", True)])
def test_only_a_reading_of_the_council_tells_when_a_change_is_adopted(body, asked):
    rules = """
rule change "C"
    a unit that moves needs a bylaw change
    under SV § 1
rule late "L"
    a bylaw change that is adopted after the constituting meeting needs an approval by IM
    under KSL
"""
    header = HEADER.replace("2014-01-01", "2014-03-01")
    result = check(f"{MOVE}carries a reading in {body} on 2013-12-20\n", rules, header=header)
    assert any(one.kind == "approval" for one in result.instruments) is not asked
    assert any(one.questions for one in result.findings) is asked
