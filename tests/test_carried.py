# SPDX-License-Identifier: EUPL-1.2
"""What a proposal carries: dispensations and readings, their days, and what they answer."""

from datetime import date

import pytest
from engine import HEADER, MOVE, PROCEDURE, TOWN, check, found, instrument, rule

NEED = rule(
    "KBS unit administration needs a dispensation from KSL § 64 a by IM for one council term"
)
GRANT = "carries a dispensation for KBS unit administration by IM held by the mayor of BIU, {}\n"
STATES = [
    ("", "missing", "incomplete"),
    (GRANT.format("planned"), "declared", "conditional"),
    (GRANT.format("applied 2013-06-20"), "declared", "conditional"),
    (GRANT.format("granted 2013-06-17"), "granted", "clear"),
    (GRANT.format("granted 2013-06-17 until 2017-12-31"), "granted", "clear"),
    (GRANT.format("granted 2013-06-17 until 2013-12-31"), "expired", "incomplete"),
    (GRANT.format("granted 2013-09-01"), "declared", "conditional"),
    (GRANT.format("granted 2014-01-02"), "declared", "incomplete"),
    (GRANT.format("refused 2013-06-18"), "refused", "forbidden"),
    (GRANT.format("refused 2013-09-18"), "refused", "forbidden"),
    (GRANT.format("granted 2013-06-17").replace("the mayor of BIU", "OB"), "missing", "incomplete"),
    (
        GRANT.format("granted 2013-06-17").replace(
            "the mayor of BIU", "the mayor of its committee"
        ),
        "granted",
        "clear",
    ),
    (GRANT.format("granted 2013-06-17").replace("by IM", "by BM"), "missing", "incomplete"),
    (GRANT.format("granted 2013-06-17").replace("by IM", "from KSL"), "granted", "clear"),
    (
        GRANT.format("granted 2013-06-17").replace("by IM", "from KSL § 64 a, stk. 1"),
        "granted",
        "clear",
    ),
    (GRANT.format("granted 2013-06-17").replace("by IM", "from KSL § 65"), "missing", "incomplete"),
    (GRANT.format("refused 2013-06-10") + GRANT.format("granted 2013-06-17"), "granted", "clear"),
]


@pytest.mark.parametrize(("carries", "status", "verdict"), STATES)
def test_dispensation(carries, status, verdict):
    result = check(MOVE + carries, NEED)
    one = [each for each in result.instruments if each.kind == "dispensation"][-1]
    assert (one.status, result.verdict) == (status, verdict)
    assert one.held_by == "mayor of BIU"
    assert one.until == date(2017, 12, 31)


def test_need_moves_with_its_holder():
    held = TOWN + "dispensation d for KBS unit administration by IM held by OB until 2013-12-31\n"
    assert found(check("", NEED, held)) == [("existing", "need", "r", "KBS")]
    assert instrument(check("", NEED, held), "dispensation").status == "expired"
    moved = found(check(MOVE, NEED, held))
    assert moved == [("new", "need", "r", "KBS"), ("resolved", "need", "r", "KBS")]


def test_held_without_end_answers_and_gives_a_note():
    held = (
        TOWN
        + "dispensation d for KBS unit administration by IM held by the mayor of its committee\n"
    )
    result = check(MOVE, NEED, held)
    assert result.verdict == "clear"
    (note,) = [one for one in result.findings if one.kind == "note"]
    assert note.message.key == "m.no-end"


def test_not_available_forbids():
    text = (
        'KEjd unit administration needs a dispensation from KSL, not available because "ingen lov"'
    )
    result = check("lead KEjd as unit administration\n", rule(text))
    assert result.verdict == "forbidden"
    assert instrument(result, "dispensation").status == "not available"


READINGS = [
    # carried readings, status, verdict
    ("", "missing", "incomplete"),
    ("carries a reading, planned\n", "declared", "incomplete"),
    ("carries a reading, planned\n" * 2, "declared", "incomplete"),
    ("carries a reading on 2013-10-10\ncarries a reading on 2013-10-31\n", "granted", "clear"),
    (
        "carries a reading on 2013-10-10\ncarries a reading on 2013-10-15\n",
        "declared",
        "incomplete",
    ),
    ("carries a reading on 2013-10-10\ncarries a reading on 2013-10-16\n", "granted", "clear"),
    (
        "carries a reading on 2013-10-10\ncarries a reading on 2013-12-01\n",
        "declared",
        "incomplete",
    ),
    ("carries a reading on 2013-10-10\ncarries a reading on 2013-11-30\n", "granted", "clear"),
    ("carries a reading on 2013-10-10\n", "declared", "incomplete"),
    (
        "carries a reading on 2013-10-10\n"
        "carries a reading on 2013-10-12\n"
        "carries a reading on 2013-10-20\n",
        "granted",
        "clear",
    ),
]


@pytest.mark.parametrize(("carries", "status", "verdict"), READINGS)
def test_readings(carries, status, verdict):
    header = HEADER.replace("effective", "as of 2013-12-20\n    effective")
    result = check(MOVE + carries, PROCEDURE, header=header)
    assert (instrument(result, "reading").status, result.verdict) == (status, verdict)


def test_broken_terms_are_a_breach_of_the_rule_that_set_them():
    close = "carries a reading on 2013-10-10\ncarries a reading on 2013-10-15\n"
    result = check(MOVE + close, PROCEDURE)
    assert ("new", "breach", "two-readings") in {one[:3] for one in found(result)}
    late = "carries a reading on 2013-10-10\ncarries a reading on 2013-12-16\n"
    result = check(MOVE + late, PROCEDURE)
    assert ("new", "breach", "before-meeting") in {one[:3] for one in found(result)}
    told = late.replace("12-16", "12-01 after the constituting meeting")
    assert ("new", "breach", "before-meeting") in {
        one[:3] for one in found(check(MOVE + told, PROCEDURE))
    }


def test_schedule_of_a_term_start():
    steps = check(MOVE, PROCEDURE).schedule
    dates = [(step.number, str(step.earliest), str(step.latest)) for step in steps]
    assert dates == [(1, "2013-06-18", "2013-11-24"), (2, "2013-06-24", "2013-11-30")]


def test_known_meeting_day():
    town = TOWN + "constituting meeting on 2013-12-10\n"
    steps = check(MOVE, PROCEDURE, town).schedule
    assert [str(step.latest) for step in steps] == ["2013-12-03", "2013-12-09"]


def test_tight_readings():
    exact = "carries a reading on 2013-10-10\ncarries a reading on 2013-10-16\n"
    assert [step.tight for step in check(MOVE + exact, PROCEDURE).schedule] == [False, True]
    loose = exact.replace("2013-10-16", "2013-10-17")
    assert [step.tight for step in check(MOVE + loose, PROCEDURE).schedule] == [False, False]
