# SPDX-License-Identifier: EUPL-1.2
"""Instruments: how requirements merge, chain, are chosen and answered."""

from datetime import date

import pytest
from engine import HEADER, PROCEDURE, TOWN, check, instrument
from required import MOVE, STEPS, rule

from checker.errors import MistakesError

LATER = HEADER.replace("effective", "as of 2013-12-20\n    effective")


HELD = "carries a reading on 2013-10-10\ncarries a reading on 2013-10-31\n"


def kinds(result):
    return sorted((one.kind, one.status, one.authority) for one in result.instruments)


def test_a_move_chains_to_all_its_steps():
    assert kinds(check(MOVE, STEPS)) == [
        ("bylaw change", "missing", "BR"),
        ("consultation", "missing", "ØU"),
        ("notification", "missing", "TS"),
        ("publication", "missing", None),
        ("reading", "missing", "BR"),
    ]


def test_readings_merge_to_the_largest_count_and_gap_and_the_tightest_date():
    more = rule("a bylaw change needs three readings in BR at least 3 days apart")
    one = instrument(check(MOVE, PROCEDURE + more), "reading")
    assert (one.count, one.days_apart, one.before) == (3, 6, date(2013, 12, 1))
    assert one.subject.kind == "instrument"
    assert one.required_by == ("bylaw-change:SV",)


@pytest.mark.parametrize("gaps", [(3, 6), (6, 3)])
def test_the_rule_that_set_the_largest_gap_is_named_whatever_the_order(gaps):
    rules = PROCEDURE.split("rule two-readings")[0] + "".join(
        rule(f"a bylaw change needs two readings in BR at least {gap} days apart", f"g{gap}")
        for gap in gaps
    )
    near = "carries a reading in BR on 2013-08-01\ncarries a reading in BR on 2013-08-05\n"
    result = check(MOVE + near, rules)
    assert [one.rule for one in result.findings if one.kind == "breach"] == ["g6"]


def test_one_bylaw_change_a_proposal_whatever_moves():
    one = instrument(check(MOVE + "move KEjd to ØU\n", PROCEDURE), "bylaw change")
    assert len(one.required_by) == 2
    assert one.subject.kind == "proposal"


def test_a_requirement_without_a_norm_merges_with_the_only_one_that_has_one():
    text = rule("KBS needs a dispensation from KSL § 64 a by IM") + rule(
        "KBS needs a dispensation", "s"
    )
    one = instrument(check("", text), "dispensation")
    assert (one.norm, one.authority, len(one.required_by)) == ("KSL § 64 a", "IM", 2)
    three = text + rule("KBS needs a dispensation from KSL § 65", "t")
    assert len(check("", three).instruments) == 3


def test_what_cannot_be_had_does_not_merge_with_what_can():
    text = rule("KBS needs a dispensation from KSL § 64 a") + rule(
        'KBS needs a dispensation from KSL § 64 a, not available because "nej"', "s"
    )
    statuses = sorted(one.status for one in check("", text).instruments)
    assert statuses == ["missing", "not available"]


ORDER = [
    # consultation, notification, verdict, warnings
    ("2013-09-24", "2013-11-05", "clear", []),
    ("2013-10-31", "2013-10-31", "clear", []),
    ("2013-11-01", "2013-11-05", "incomplete", []),
    ("2013-09-24", "2013-10-30", "clear", ["told"]),
]


@pytest.mark.parametrize(("heard", "told", "verdict", "warned"), ORDER)
def test_hearing_before_and_notification_after_the_last_reading(heard, told, verdict, warned):
    carried = (
        f"carries a consultation of ØU on {heard}\ncarries a notification to TS on {told}\n"
        "carries publication on 2013-11-06\n"
    )
    result = check(MOVE + HELD + carried, STEPS, header=LATER)
    assert result.verdict == verdict
    assert [one.rule for one in result.findings if one.severity == "warning"] == warned


def test_what_is_dated_after_the_proposals_day_is_declared():
    carried = "carries a consultation of ØU on 2013-09-24\n"
    assert instrument(check(MOVE + carried, STEPS), "consultation").status == "declared"
    after = check(MOVE + carried, STEPS, as_of=date(2013, 9, 24))
    assert instrument(after, "consultation").status == "granted"


APPROVALS = [
    ("carries an approval by IM on 2013-12-01\n", "granted", "clear"),
    ("carries an approval by IM on 2014-01-02\n", "declared", "incomplete"),
    ("carries an approval by IM, refused 2013-12-01\n", "refused", "forbidden"),
    ("carries an approval by IM, planned\n", "declared", "conditional"),
    ("carries an approval, planned\n", "declared", "conditional"),
    ("carries an approval by BM, planned\n", "missing", "incomplete"),
]


@pytest.mark.parametrize(("carried", "status", "verdict"), APPROVALS)
def test_approval(carried, status, verdict):
    text = rule("KBS needs approval by IM when it moves to BIU")
    result = check(MOVE + carried, text, header=LATER)
    assert (instrument(result, "approval").status, result.verdict) == (status, verdict)


def test_a_body_left_out_where_more_than_one_fits_is_an_error():
    text = rule("KBS needs approval by IM and approval by BM")
    with pytest.raises(Exception, match="more than one body fits"):
        check("carries an approval, planned\n", text)


def test_changes_of_two_bylaws_are_two_instruments():
    law = 'source S2 bylaw "En anden vedtægt" of "Prøveby Kommune"\n'
    changes = 'reword SV § 1 from "a" to "b"\nreword S2 § 1 from "a" to "b"\n'
    result = check(changes, law + PROCEDURE)
    assert [one.id for one in result.instruments if one.kind == "bylaw change"] == [
        "bylaw-change:S2",
        "bylaw-change:SV",
    ]
    assert len([one for one in result.instruments if one.kind == "reading"]) == 2


def test_touches_is_true_of_a_part():
    text = rule("a bylaw change that touches SV § 19 needs approval by IM")
    part = 'reword SV § 19, stk. 2 from "a" to "b"\n'
    assert "approval" in {one.kind for one in check(part, text).instruments}
    other = part.replace("§ 19", "§ 20")
    assert "approval" not in {one.kind for one in check(other, text).instruments}


def test_procedure_is_judged_on_the_law_of_its_step():
    old = rule("a bylaw change needs approval by IM", "old", more="    in force until 2013-09-30\n")
    carried = MOVE + "carries an approval by IM on {}\n"
    before = check(carried.format("2013-09-15"), PROCEDURE + old)
    assert "approval" in {one.kind for one in before.instruments}
    after = check(carried.format("2013-10-15"), PROCEDURE + old)
    assert "approval" not in {one.kind for one in after.instruments}
    asked = check(carried.format("2013-10-15"), PROCEDURE + old, law_date=date(2013, 6, 1))
    assert "approval" in {one.kind for one in asked.instruments}


MEETING = rule("a bylaw change that is adopted after the constituting meeting needs publication")


ADOPTED = [
    ("2013-11-30", False, []),
    ("2013-12-05", False, ["before-meeting", "r"]),
    ("2013-12-05 before the constituting meeting", False, []),
    ("2013-12-05 after the constituting meeting", True, []),
    ("2013-12-16", True, []),
]


@pytest.mark.parametrize(("last", "published", "open_"), ADOPTED)
def test_adopted_after_the_meeting(last, published, open_):
    carried = MOVE + f"carries a reading on 2013-10-10\ncarries a reading on {last}\n"
    result = check(carried, PROCEDURE + MEETING)
    assert ("publication" in {one.kind for one in result.instruments}) == published
    assert [one.rule for one in result.findings if one.kind == "undetermined"] == open_
    assert [one.rule for one in result.findings if one.kind == "note"] == []


def test_readings_too_close_and_too_late_are_told_of_both():
    steps = "carries a reading on 2013-12-29\ncarries a reading on 2014-01-02\n"
    for extra in ("", "carries a reading on 2013-10-10\ncarries a reading on 2013-10-12\n"):
        told = {one.rule: one for one in check(MOVE + steps + extra, PROCEDURE).findings}
        assert {"before-meeting", "two-readings"} <= {*told}
        assert told["two-readings"].message.key == "terms.apart"
    alone = check(MOVE + steps, PROCEDURE.split("rule before-meeting")[0])
    assert instrument(alone, "reading").reason.key == "r.too-late"
    assert [one.rule for one in alone.findings if one.kind == "breach"] == ["two-readings"]


@pytest.mark.parametrize("what", ["a reading", "a reading in BR", "a bylaw change"])
@pytest.mark.parametrize("state", ["applied", "refused"])
def test_a_reading_is_neither_applied_for_nor_refused(what, state):
    """It counted as held on that day."""
    carried = MOVE + f"carries a reading on 2013-10-10\ncarries {what}, {state} 2013-10-31\n"
    with pytest.raises(MistakesError, match="neither applied for nor refused"):
        check(carried, PROCEDURE)


@pytest.mark.parametrize(("state", "verdict"), [("applied", "conditional"), ("granted", "clear")])
@pytest.mark.parametrize("step", ["approval by IM", "consultation of KU", "decision by BR"])
def test_a_step_that_is_only_applied_for_is_under_way(step, state, verdict):
    result = check(
        MOVE + f"carries a {step}, {state} 2013-10-01\n".replace(" a approval", " an approval"),
        rule(f"a unit that moves needs {step}".replace("decision", "a decision")),
        header=HEADER + "    as of 2013-12-31\n",
    )
    assert result.verdict == verdict


def test_a_decision_on_a_matter_that_no_rule_names_answers_with_a_remark():
    needs = rule("a unit that moves needs a decision by BR")
    for matter, told in ((' on "Julefrokost"', ["m.matter"]), ("", [])):
        result = check(MOVE + f"carries a decision by BR{matter} on 2013-10-01\n", needs)
        (one,) = [each for each in result.findings if each.rule == "r"]
        assert [each.key for each in one.remarks] == told


def test_one_reading_written_twice_is_not_two_where_no_rule_gives_days_between():
    apart, header = " at least 6 days apart", HEADER + "    as of 2013-12-31\n"
    for second, verdict in (("10", "incomplete"), ("11", "clear")):
        steps = f"carries a reading on 2013-10-10\ncarries a reading on 2013-10-{second}\n"
        result = check(MOVE + steps, PROCEDURE.replace(apart, ""), header=header)
        assert result.verdict == verdict
        reason = instrument(result, "reading").reason
        assert (reason and reason.key) == ("r.one-day" if second == "10" else None)


@pytest.mark.parametrize(
    ("carried", "as_of", "rows"),
    [
        ("2013-11-29", "06-18", [(None, "2013-11-23"), ("2013-11-29", "2013-11-30")]),
        ("2013-10-29", "06-18", [("2013-10-29", "2013-11-24"), (None, "2013-11-30")]),
        ("2013-11-29", "11-24", [("2013-11-29", "2013-11-24"), (None, "2013-11-30")]),
    ],
)
def test_a_missing_reading_comes_before_one_that_is_carried_where_that_helps(carried, as_of, rows):
    header = HEADER.replace("    effective", f"    as of 2013-{as_of}\n    effective")
    result = check(MOVE + f"carries a reading on {carried}\n", PROCEDURE, header=header)
    told = [(one.day and str(one.day), str(one.latest)) for one in result.schedule]
    assert told == rows
    assert all(one.earliest is None or one.earliest <= one.latest for one in result.schedule)


def test_mid_term_readings_must_reach_the_effective_date():
    header = HEADER.replace("2014-01-01", "2015-07-01").replace("2013-06-18", "2015-01-10")
    days = [(step.earliest, step.latest) for step in check(MOVE, PROCEDURE, header=header).schedule]
    assert days == [
        (date(2015, 1, 10), date(2015, 6, 25)),
        (date(2015, 1, 16), date(2015, 7, 1)),
    ]


def test_a_term_that_is_not_on_file_is_not_stated():
    header = HEADER.replace("2014-01-01", "2018-02-01")
    text = rule("KBS needs a dispensation from KSL § 64 a for one council term")
    one = instrument(check("", text, header=header), "dispensation")
    assert (one.start, one.until) == (date(2018, 2, 1), None)
    result = check(MOVE, PROCEDURE, header=header)
    assert [one.questions[0].key for one in result.findings if one.kind == "note"] == ["q.term"]


def test_names_are_those_of_the_day():
    names = check("", rule("KBS needs notification to TS")).names
    assert names["TS"] == "Statsforvaltningen"
    later = HEADER.replace("2014-01-01", "2017-06-01")
    assert check("", "", header=later).names["TS"] == "Ankestyrelsen"


def test_a_guideline_on_an_instrument_is_advice_and_lists_nothing():
    result = check(
        'reword SV § 18 from "a" to "b"\ncarries a bylaw change, planned\n',
        rule("a bylaw change needs publication", basis="G"),
    )
    assert [one.kind for one in result.instruments] == ["bylaw change"]
    assert [(one.kind, one.severity) for one in result.findings] == [("advice", "warning")]


def test_a_reading_adopts_where_no_rule_asks_for_one():
    text = rule("a bylaw change that is adopted before the constituting meeting needs publication")
    result = check("carries a reading on 2013-11-20\n", text, header=LATER)
    assert "publication" in {one.kind for one in result.instruments}


def test_of_several_meetings_on_file_that_of_the_term_counts():
    town = TOWN.replace(
        "term from 2014-01-01 until 2017-12-31\n",
        "term from 2014-01-01 until 2017-12-31\nterm from 2018-01-01 until 2021-12-31\n",
    )
    town += "constituting meeting on 2013-12-05\nconstituting meeting on 2017-12-07\n"
    assert instrument(check(MOVE, PROCEDURE, town), "reading").before == date(2013, 12, 5)
    header = HEADER.replace("2014-01-01", "2018-01-01")
    result = check(MOVE, PROCEDURE, town, header=header)
    assert instrument(result, "reading").before == date(2017, 12, 7)


def test_a_first_reading_on_its_last_safe_day_is_tight():
    carried = "carries a reading on 2013-11-24\ncarries a reading on 2013-11-30\n"
    assert [step.tight for step in check(MOVE + carried, PROCEDURE).schedule] == [True, True]
