# SPDX-License-Identifier: EUPL-1.2
"""How long a dispensation holds and for whom, and what it took that is on file."""

import pytest
from engine import HEADER, TOWN, check, instrument
from required import MOVE, rule

LATER = HEADER.replace("effective", "as of 2013-12-20\n    effective")
COUNT = rule("there must be at most 2 standing committees", more="    otherwise a dispensation\n")


MORE = 'create committee NU "Nyt udvalg"\n'


@pytest.mark.parametrize("held", [False, True])
def test_a_count_is_answered_by_a_dispensation_for_the_municipality(held):
    def check_with(state):
        carried = f"carries a dispensation for the municipality by IM, {state}\n"
        return check(MORE + carried, COUNT)

    granted = "dispensation d for the municipality by IM until 2017-12-31\n"
    town = TOWN + (granted if held else "")
    before = check(MORE, COUNT, town)
    assert instrument(before, "dispensation").state == ("met" if held else "open")
    assert check_with("planned").verdict == "conditional"
    assert check_with("granted 2013-06-10").verdict == "clear"
    assert check_with("refused 2013-06-10").verdict == "forbidden"
    assert check(MORE + "carries a dispensation for KU, planned\n", COUNT).verdict == "incomplete"


@pytest.mark.parametrize(
    ("until", "change", "state"),
    [
        ("", "", "met"),
        (" until 2015-12-31", "", "open"),
        (" until 2014-12-31", "", "met"),
        ("", 'create special committee SU "S" until 2015-12-31\nmove KEjd from KU to SU\n', "open"),
        ("", 'create special committee SU "S" until 2014-12-31\nmove KEjd from KU to SU\n', "met"),
    ],
)
def test_a_dispensation_reaches_the_end_of_what_it_is_needed_for(until, change, state):
    header = HEADER.replace("effective 2014-01-01", f"effective 2014-01-01{until}")
    carried = "carries a dispensation for KEjd, granted 2013-06-10 until 2014-12-31\n"
    need = rule("KEjd needs a dispensation from KSL § 64 a when it moves")
    move = change or "move KEjd from KU to BIU\n"
    one = instrument(check(move + carried, need, header=header), "dispensation")
    assert one.state == state
    if state == "open":
        assert (one.status, one.reason.key) == ("expired", "r.short")


def test_the_end_of_a_proposal_asks_nothing_of_what_it_does_not_touch():
    header = HEADER.replace("effective 2014-01-01", "effective 2014-01-01 until 2015-12-31")
    town = TOWN + "dispensation d for KBS unit administration by IM until 2014-12-31\n"
    result = check(
        "move KEjd from KU to BIU\n", rule("KBS needs a dispensation"), town, header=header
    )
    assert instrument(result, "dispensation").state == "met"


def test_a_dispensation_is_for_the_finance_committee_by_its_office_and_for_an_area():
    text = rule("the finance committee needs a dispensation from KSL § 64")
    carried = "carries a dispensation for {}, granted 2013-06-10\n"
    for subject in ("the finance committee", "ØU"):
        result = check(carried.format(subject), text)
        assert instrument(result, "dispensation").status == "granted"
    split = rule(
        "business tasks must be held by exactly one committee",
        more="    otherwise a dispensation\n",
    )
    share = TOWN + 'task trade "Handel" within business held by ØU\n'
    result = check(carried.format("business"), split, share)
    assert instrument(result, "dispensation").status == "granted"


def test_unit_that_moves_away_from_its_dispensation_says_who_holds_it():
    town = TOWN + "dispensation d for KBS unit administration held by OB until 2017-12-31\n"
    text = rule("KBS unit administration needs a dispensation from KSL § 64 a")
    one = instrument(check(MOVE, text, town), "dispensation")
    assert (one.status, one.reason.key) == ("missing", "r.other-holder")
    assert instrument(check("", text, town), "dispensation").status == "granted"


def test_a_dispensation_that_ends_on_the_effective_date_reaches_it():
    town = TOWN + "dispensation d for KBS unit administration held by OB until {}\n"
    text = rule("KBS unit administration needs a dispensation from KSL § 64 a")
    statuses = [
        instrument(check("", text, town.format(day)), "dispensation").status
        for day in ("2013-12-31", "2014-01-01")
    ]
    assert statuses == ["expired", "granted"]


@pytest.mark.parametrize(("until", "asked"), [("2013-12-31", True), ("2017-12-31", False)])
def test_what_a_dispensation_on_file_took_was_done_with_it_while_it_runs(until, asked):
    text = rule("KBS needs a dispensation from KSL § 64 a") + rule(
        "a dispensation from KSL § 64 a needs approval by BR", "s"
    )
    town = TOWN + f"dispensation d for KBS held by the mayor of its committee until {until}\n"
    result = check(MOVE, text, town)
    assert any(one.kind == "approval" for one in result.instruments) == asked
    assert result.verdict == ("incomplete" if asked else "clear")


def test_what_a_grant_takes_in_turn_is_missing_while_it_is_only_applied_for():
    text = rule("KBS needs a dispensation from KSL § 64 a when it moves to BIU") + rule(
        "a dispensation from KSL § 64 a needs approval by BR", "s"
    )
    applied = MOVE + "carries a dispensation for KBS, applied 2013-06-18\n"
    late = applied + "carries an approval by BR on 2014-02-01\n"
    granted = applied.replace("applied", "granted")
    verdicts = [check(one, text, header=LATER).verdict for one in (applied, late, granted)]
    assert verdicts == ["incomplete", "incomplete", "incomplete"]
