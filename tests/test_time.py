# SPDX-License-Identifier: EUPL-1.2
"""Two axes of time: in force on the effective date, known on the proposal's day."""

from datetime import date

import pytest
from engine import HEADER, LAW, check, found, instrument

from checker.source import Source, Span
from checker.speech.node import Interval

NOWHERE = Span(Source.of(""), 0, 0)
NEW = """
source NEW law "Ny lov" in force from 2014-01-01 known from 2013-09-01
source OLD law "Gammel lov" in force until 2013-12-31 known from 2013-09-01
rule new-rule "N"
    KU must not hold payroll tasks
    under NEW
rule old-rule "O"
    KU must not hold payroll tasks
    under OLD
"""
MOVE = "move pay from ØU to KU\n"


@pytest.mark.parametrize(
    ("as_of", "rule"),
    [
        ("2013-06-18", "old-rule"),
        ("2013-08-31", "old-rule"),
        ("2013-09-01", "new-rule"),
        ("2014-02-01", "new-rule"),
    ],
)
def test_law_counts_as_it_is_known_on_the_proposals_day(as_of: str, rule: str) -> None:
    result = check(MOVE, NEW, as_of=date.fromisoformat(as_of))

    assert [one[2] for one in found(result)] == [rule]


def test_one_proposal_may_meet_two_states_of_the_law() -> None:
    law = LAW.replace(
        "source SV bylaw", 'source NOW law "Nu" in force until 2013-12-31\nsource SV bylaw'
    )
    rules = """
rule change "C"
    a unit that moves between committees needs a bylaw change
    under KSL
rule read-twice "R"
    a bylaw change needs two readings in the council
    under NOW
rule no-property "P"
    ØU must not hold property tasks
    under NOW
"""
    moved = "move KEjd from KU to ØU\n"
    held = "carries a reading in BR on 2013-10-10\ncarries a reading in BR on 2013-10-20\n"

    assert instrument(check(moved + held, rules, law=law), "reading").count == 2
    assert [one.kind for one in check(moved, rules, law=law).instruments] == ["bylaw change"]
    assert "no-property" not in {one[2] for one in found(check(moved + held, rules, law=law))}


def test_the_law_of_another_day_can_be_asked_for() -> None:
    rule = 'rule lab-rule "L"\n BIU must not hold payroll tasks\n under LAB\n'
    header = HEADER.replace("effective 2014-01-01", "effective 2015-01-01")
    moved = "move pay from ØU to BIU\n"

    assert found(check(moved, rule, header=header)) == []
    asked = check(moved, rule, header=header, law_date=date(2014, 12, 31))
    assert found(asked) == [("new", "breach", "lab-rule", "BIU")]


@pytest.mark.parametrize(
    ("day", "known_on", "covered"),
    [
        ("2013-12-31", None, False),
        ("2014-01-01", None, True),
        ("2014-01-01", "2013-08-31", False),
        ("2014-01-01", "2013-09-01", True),
        ("2018-01-01", None, False),
        ("2018-01-01", "2016-12-31", True),
        ("2018-01-01", "2017-01-01", False),
    ],
)
def test_a_bound_counts_from_the_day_it_is_known(
    day: str, known_on: str | None, covered: bool
) -> None:
    interval = Interval(
        date(2014, 1, 1), date(2017, 12, 31), date(2013, 9, 1), date(2017, 1, 1), span=NOWHERE
    )
    known = date.fromisoformat(known_on) if known_on else None

    assert interval.covers(date.fromisoformat(day), known) is covered


def test_a_dispensation_that_ends_says_until_when_and_what_then() -> None:
    rule = (
        'rule led-so "L"\n KBS unit administration needs a dispensation from KSL by IM'
        " for one council term\n under KSL\n"
    )
    until = "carries a dispensation for KBS unit administration by IM held by OB, granted"
    result = check(f"{until} 2013-06-01 until 2015-06-30\n", rule)
    (finding,) = [one for one in result.findings if one.rule == "led-so"]

    assert ("m.ends", (("until", date(2015, 6, 30)),)) in [
        (one.key, one.args) for one in finding.remarks
    ]
