# SPDX-License-Identifier: EUPL-1.2
"""Duties: what only follows, who is told of it, and what is told where it is late."""

from datetime import date

import pytest
from engine import HEADER, PROCEDURE, TOWN, check, instrument
from readings import LATE, LATER, MOVE, READ, STATEMENT, TWO, planned, readings, rows, rule, stated

from checker.errors import MistakesError
from checker.report.express import wording_of
from checker.report.opening import summary

HELD = "carries a reading on 2013-10-10\ncarries a reading on 2013-10-31\n"
TOLD = PROCEDURE + rule("a bylaw change entails notification to TS after adoption")


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


def test_what_is_done_is_done_by_its_day_and_what_is_had_is_at_hand(ressort):
    said = ressort("check", "fixtures/copenhagen-2013/kejd-oeu.ressort", "--lang", "da", "--full")
    lines = " ".join(said.out.split())

    assert "om vedtægtsændringen (KSL § 2, stk. 3, 2. pkt.) Skal ske efter" in lines
    assert "erklæring (KSL § 18, stk. 2) Skal foreligge før første behandling" in lines


def test_a_duty_by_a_mandate_puts_nothing_outside_it():
    from checker.report.express import express

    text = rule("a unit that moves between committees entails a decision by IM", basis="M")
    report = express([check(MOVE, text)], "en", lambda rule: rule.id.text)

    assert "mandate" not in report.results[0].summary


def test_what_is_needed_without_the_proposal_is_not_missed_where_the_proposal_entails_it_too():
    needs = rule('KBS needs a decision by ØU on "Personale"')
    entails = rule('a unit entails a decision by ØU on "Personale"', name="duty")
    late = HEADER.replace("    effective", "    as of 2014-02-05\n    effective")
    result = check('create unit NY "Ny" under KU\n', needs + entails, header=late)
    one = instrument(result, "decision")

    assert (result.verdict, result.past, one.for_existing, one.duty) == ("clear", (), True, False)
    assert {each.status for each in result.findings if each.kind == "need"} == {"existing"}


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
