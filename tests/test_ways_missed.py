# SPDX-License-Identifier: EUPL-1.2
"""Of two ways, what is missed, refused or carried in each; and ways of two bylaws."""

from datetime import date

import pytest
from contradictions import contradictions
from engine import HEADER, PROCEDURE, check, instrument
from steps import APPROVED, EITHER, HELD, READ, WAYS, judged_on

from checker.records import evolve
from checker.report.express import wording_of
from checker.report.opening import summary
from checker.report.steps import next_steps


def test_what_only_another_way_would_take_is_not_missed():
    deep = 'rule deep "D"\n    an approval by IM needs a decision by BR\n    under KSL\n'
    steps = "carries an approval by IM, planned\ncarries a notification to TS on 2013-11-20\n"
    result = judged_on("2014-02-27", HELD + steps, PROCEDURE + WAYS + deep)
    assert (result.verdict, result.missed) == ("clear", ())


def test_of_ways_that_are_all_too_late_the_one_that_was_carried_is_told():
    text = "a bylaw change needs a decision by BR or a statement by KU"
    rules = f'{PROCEDURE}rule in-turn "In turn"\n    {text}\n    under KSL\n'
    result = judged_on("2014-02-01", f"{HELD}carries a statement by KU on 2014-01-10\n", rules)
    assert result.past == ("consultation:KU:bylaw-change:SV",)


def test_what_a_way_that_is_carried_needs_is_missed_though_another_way_is_left():
    rules = """
source SX bylaw "Anden" of "Prøveby Kommune"
rule r "R"
    KBS must be under ØU
    otherwise an approval by IM after the term begins
    under SX § 1
rule twice "Twice"
    a bylaw change needs two readings in the council at least 6 days apart
    under KSL
"""
    change = 'insert "W" in SV § 3\ncarries a bylaw change, planned\n'
    result = judged_on("2014-01-12", change + READ, rules)
    assert [one.id for one in result.roots] == ["bylaw-change:SV"]
    assert result.missed == ("reading:BR:bylaw-change:SV", "reading:BR:bylaw-change:SX")


def test_what_only_an_existing_matter_takes_is_not_missed():
    header = HEADER.replace("    effective", "    as of 2014-02-01\n    effective")
    result = check("move jobs from BIU to KU\n", EITHER, header=header)
    assert instrument(result, "consultation").status == "missing"
    assert result.missed == ()


@pytest.mark.parametrize(
    "change", ['insert "W" in SV § 3\n', "carries a reading in BR on 2013-10-10\n"]
)
def test_a_change_of_the_bylaw_that_is_refused_by_itself_is_told(change):
    """No finding asks for it: it is what the proposal is."""
    refused = "carries an approval by IM, refused 2013-09-17\n"
    result = check(change + refused, APPROVED)

    assert result.verdict == "forbidden"
    assert summary(result, wording_of(result, "en"), 0).startswith(
        "The proposal is forbidden by KSL: it takes approval by Indenrigsministeriet of the change "
        "of the bylaw, and that cannot be had (refused on 17 September 2013)."
    )
    assert list(contradictions(result)) == []


def test_a_change_of_the_bylaw_of_which_each_way_is_refused_is_told():
    rules = """rule either "E"
    a bylaw change needs an approval by IM or an approval by BM
    under KSL
"""
    refused = "carries an approval by {}, refused 2013-09-17\n"
    result = check('insert "W" in SV § 3\n' + refused.format("IM") + refused.format("BM"), rules)

    assert result.verdict == "forbidden"
    assert "it takes approval by Indenrigsministeriet of" in summary(
        result, wording_of(result, "en"), 0
    )


TWO_WAYS = """rule r "R"
    KBS must be under ØU
    otherwise a dispensation from KSL § 64 a by IM
    under SV § 1
rule two-readings "Two readings"
    a bylaw change needs two readings in the council at least 6 days apart
    under KSL § 2, stk. 2
"""


def test_of_two_ways_both_past_the_readings_of_one_that_is_taken_anyhow_are_missed_as_the_other():
    older = 'rule older "E"\n    pay must not be held by ØU\n    under SV § 2\n'
    result = judged_on("2014-02-18", "", TWO_WAYS + older)

    assert [id.split(":")[0] for id in result.missed] == ["dispensation", "reading"]
    said = summary(result, wording_of(result, "da"), 0)
    assert "desuden" not in said
    assert "hverken dispensationen til Borgerservice eller vedtægtsændringen." in said
    assert [*contradictions(result)] == []
    assert [*contradictions(evolve(result, schedule=()))] != []


def test_of_two_ways_both_past_a_change_of_the_bylaw_is_missed_by_the_day_of_effect():
    result = judged_on("2014-02-18", "", TWO_WAYS)
    assert [id.split(":")[0] for id in result.missed] == ["dispensation", "bylaw-change"]
    assert result.earliest_effective == date(2014, 2, 18)
    (step,) = next_steps(result, wording_of(result, "da"))
    assert step.words.count("sidste dag var onsdag den 1. januar 2014") == 2
    assert judged_on("2014-01-01", "", TWO_WAYS).missed == ()


@pytest.mark.parametrize("step", ["", "a bylaw change, planned", "a reading in BR on 2014-01-10"])
def test_a_change_of_the_bylaw_that_needs_no_readings_is_missed_by_the_day_of_effect(step):
    rules = 'rule r "R"\n    a unit that moves needs a bylaw change\n    under KSL\n'
    result = judged_on("2014-02-18", f"carries {step}\n" if step else "", rules)
    assert result.missed == ("bylaw-change:SV",)
    assert result.verdict == "incomplete"


def test_of_two_ways_that_are_carried_and_both_past_one_is_told():
    needs = "needs two readings in the council at least 6 days apart\n    under KSL\n"
    rules = f"""rule r "R"
    KBS must be under ØU
    otherwise a decision by BR or a decision by ØU on "X"
    under KSL § 1
rule first "First"
    a decision by BR {needs}rule other "Other"
    a decision by ØU {needs.replace("the council", "ØU")}"""
    carried = 'carries a decision by BR, planned\ncarries a decision by ØU on "X", planned\n'
    result = judged_on("2013-12-29", carried, rules)
    assert result.missed == ("reading:BR:decision:BR:KBS",)
    assert [*contradictions(result)] == []


TWO_BYLAWS = """source SX bylaw "Anden vedtægt" of "Prøveby Kommune"
rule a "A"
    a unit that moves needs a bylaw change
    under SV § 1
rule b "B"
    a unit that moves needs a bylaw change
    under SX § 1
rule in-turn "In turn"
    a bylaw change needs {}
    under KSL
"""


def test_two_choices_for_each_of_two_bylaws_are_told_apart():
    needs = 'a decision by BR on "Budget" or a decision by ØU on "Staff"'
    result = judged_on("2013-07-01", "", TWO_BYLAWS.format(needs))
    wording = wording_of(result, "da")
    said = summary(result, wording, 0)
    steps = [step.words for step in next_steps(result, wording)]
    for bylaw in ("styrelsesvedtægt", "anden vedtægt"):
        budget = f"beslutning i Byrådet om »Budget« vedrørende ændringen af {bylaw}"
        assert f"enten {budget} eller beslutning i Økonomiudvalget om »Staff« vedrør" in said
        assert sum(budget in each for each in steps) == 1
    assert [*contradictions(result)] == []


def test_a_step_for_each_of_two_bylaws_says_for_which():
    needs = "publication and a notification to TS and a consultation of KU and a dispensation by IM"
    result = judged_on("2013-07-01", "", TWO_BYLAWS.format(needs))
    wording = wording_of(result, "da")
    steps = [step.words for step in next_steps(result, wording)]
    for start in ("Offentliggør", "Underret", "Hør", "Søg"):
        of = [each for each in steps if each.startswith(start)]
        assert sum("anden vedtægt" in each for each in of) == 1
        assert sum("af styrelsesvedtægt" in each for each in of) == 1
    assert "bylaw-change" not in summary(result, wording, 0)


def test_what_is_needed_in_turn_for_each_of_two_bylaws_says_for_which():
    needs = """an approval by IM
    under KSL
rule deeper "Deeper"
    an approval by IM needs a decision by ØU on "Budget" or a consultation of ØU"""
    result = judged_on("2013-07-01", "", TWO_BYLAWS.format(needs))
    wording = wording_of(result, "da")
    said = summary(result, wording, 0)
    for bylaw in ("styrelsesvedtægt", "anden vedtægt"):
        on = f"om godkendelsen fra Indenrigsministeriet af ændringen af {bylaw}"
        assert f"Økonomiudvalgets erklæring {on}" in said
    assert [*contradictions(result)] == []


def test_of_two_ways_of_a_duty_that_are_as_far_the_first_is_ordered():
    rules = """
rule owed "Owed"
    a bylaw change entails a statement by KU or publication and a decision by BR
    under KSL
rule told "Told"
    a bylaw change entails publication
    under KSL
"""
    held = "carries publication on 2013-07-22\n"  # which is told too early, and held all the same
    planned = "carries a statement by KU on 2013-10-03\ncarries a decision by BR on 2013-11-29\n"
    result = judged_on("2013-09-13", HELD + held + planned, PROCEDURE + rules)
    steps = [step.instruments[0] for step in next_steps(result, wording_of(result, "en"))]
    assert [one for one in steps if "reading" not in one] == [
        "consultation:KU:bylaw-change:SV",
        "publication:bylaw-change:SV",
    ]
    assert [*contradictions(result)] == []


def test_what_is_refused_by_what_it_needs_is_not_missed_and_furthered_by_no_step():
    rules = """
rule approved "A"
    a bylaw change needs an approval by IM
    under KSL
"""
    carried = "carries a bylaw change, planned\ncarries an approval by IM, refused 2013-08-12\n"
    result = judged_on("2014-02-01", carried, rules)
    change = result.by_id["bylaw-change:SV"]
    assert (result.verdict, change.state, result.past) == ("forbidden", "failed", ())
    assert not any(one.instruments for one in next_steps(result, wording_of(result, "en")))
    assert [*contradictions(result)] == []
