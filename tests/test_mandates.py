# SPDX-License-Identifier: EUPL-1.2
"""Mandates, what a change is adopted by, and numbers that the change of their bylaw sets anew."""

import pytest
from engine import HEADER, LAW, MOVE, PROCEDURE, check, found, instrument

MANDATE = """
rule number "Committees"
    there must be exactly 3 committees
    under M
"""


FOURTH = 'create committee NU "Nyt udvalg" administration NF "Ny forvaltning"\n'


CREATED = PROCEDURE.replace("a unit that moves between committees", "a committee that is new")


READ = "carries a reading in BR on 2013-08-22\ncarries a reading in BR on 2013-09-12\n"


@pytest.mark.parametrize(
    ("rules", "steps", "requirement", "verdict"),
    [
        (CREATED, "", "open", "incomplete"),
        (CREATED, "carries a bylaw change, planned\n", "open", "incomplete"),
        (CREATED, READ, "met", "clear"),
        ("", READ, "met", "clear"),
    ],
)
def test_the_adoption_by_the_body_that_gave_a_mandate_is_its_decision(
    rules, steps, requirement, verdict
):
    header = HEADER.replace("    effective", "    as of 2013-11-01\n    effective")
    result = check(FOURTH + steps, MANDATE + rules, header=header)
    (outside,) = [one for one in result.findings if one.rule == "number"]
    assert (outside.severity, outside.requirement) == ("warning", requirement)
    assert not any(one.kind == "decision" for one in result.instruments)
    assert result.verdict == verdict


@pytest.mark.parametrize(
    ("law", "rules"),
    [
        (None, ""),  # nothing is read
        ("given by IM", CREATED),  # another gave it
    ],
)
def test_where_nothing_is_read_or_another_gave_it_a_mandate_takes_a_decision(law, rules):
    text = LAW.replace("given by BR", law) if law else LAW
    result = check(FOURTH, MANDATE + rules, law=text)
    (outside,) = [one for one in result.findings if one.rule == "number"]
    assert (outside.severity, outside.requirement) == ("error", "open")
    assert instrument(result, "decision").status == "missing"


@pytest.mark.parametrize(
    "step", ["a reading in ØU, planned", "a reading in ØU on 2013-08-15", "a reading, planned"]
)
def test_a_reading_in_another_body_than_adopts_the_change_decides_no_mandate(step):
    law = LAW.replace("given by BR", "given by ØU")
    header = HEADER.replace("    effective", "    as of 2013-11-01\n    effective")
    result = check(FOURTH + READ + f"carries {step}\n", MANDATE + CREATED, law=law, header=header)
    (outside,) = [one for one in result.findings if one.rule == "number"]
    assert (outside.severity, outside.requirement) == ("error", "open")
    assert instrument(result, "decision").status == "missing"
    assert result.verdict == "incomplete"


def test_a_mandate_binds_who_proposes_while_it_lasts():
    ended = LAW.replace("given by BR", "given by BR in force until 2013-06-17")
    lasting = LAW.replace("given by BR", "given by BR in force until 2013-06-18")
    assert found(check(FOURTH, MANDATE, law=ended)) == []
    assert found(check(FOURTH, MANDATE, law=lasting)) == [("new", "breach", "number", "town")]


COUNT = MANDATE.replace("under M", "under SV § 3")


@pytest.mark.parametrize(
    ("changes", "rules", "amended"),
    [
        (FOURTH, CREATED, True),  # needed by another
        (FOURTH + "carries a bylaw change, planned\n", "", True),  # carried
        (FOURTH, "", False),
    ],
)
def test_a_number_that_the_change_of_its_bylaw_sets_anew_is_not_breached(changes, rules, amended):
    result = check(changes, COUNT + rules)
    breached = [one for one in result.findings if one.rule == "number"]
    entries = [one for one in result.bylaw_changes if one.provision == "SV § 3"]
    assert (len(breached), len(entries)) == ((0, 1) if amended else (1, 0))
    assert instrument(result, "bylaw change").source == "SV"
    assert "number" in result.speaking


def test_a_number_that_was_breached_before_is_set_anew_by_no_change():
    rules = COUNT.replace("exactly 3", "exactly 2") + PROCEDURE
    result = check(MOVE, rules)
    assert ("existing", "breach", "number", "town") in found(result)
    assert [one.provision for one in result.bylaw_changes if one.provision == "SV § 3"] == []


def test_a_decision_that_a_mandate_asks_for_by_itself_is_no_adoption():
    asked = (
        'rule d "D"\n    a unit that moves between committees needs a decision by BR\n    under M\n'
    )
    result = check(MOVE + READ, PROCEDURE + asked)
    (need,) = [one for one in result.findings if one.rule == "d"]
    assert (need.severity, need.requirement) == ("error", "open")
    assert instrument(result, "decision").status == "missing"


def test_a_number_that_is_met_joins_nothing():
    result = check(FOURTH, COUNT.replace("exactly 3", "exactly 4") + CREATED)
    assert [one.provision for one in result.bylaw_changes] == []
