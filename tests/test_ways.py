# SPDX-License-Identifier: EUPL-1.2
"""Two ways are no two orders: what of a choice is told, under way, or missed."""

from datetime import date

import days
import pytest
from engine import HEADER, PROCEDURE, TOWN, check, instrument
from steps import APPROVED, HELD, MOVE, READ, judged_on

from checker.records import evolve
from checker.report.express import wording_of
from checker.report.opening import summary
from checker.report.steps import next_steps


def test_a_last_day_that_is_past_on_one_way_of_two_is_nothing_missed():
    either = """
rule either "E"
    a unit that moves needs a notification to TS within 14 days of adoption
        or a dispensation from LAB § 14 by BM
    under KSL
"""
    held = "carries a reading in BR on 2013-10-10\ncarries a reading in BR on 2013-10-31\n"
    result = judged_on("2013-12-20", held, PROCEDURE + either)
    assert (result.verdict, result.missed, result.earliest_effective) == ("incomplete", (), None)
    applied = "carries a dispensation for KBS from LAB § 14 by BM, applied 2013-11-01\n"
    result = judged_on("2013-12-20", held + applied, PROCEDURE + either)
    assert (result.verdict, result.missed) == ("conditional", ())


WAYS = """
rule in-turn "In turn"
    a bylaw change needs an approval by IM or a notification to TS
    under KSL
rule owed "Owed"
    a bylaw change entails publication and a decision by BR or a statement by KU
    under KSL
rule there "There"
    a unit within property needs publication or a decision by BR
    under KSL
"""
REFUSED = "carries an approval by IM, refused 2013-06-20\n"


def steps_and_conclusion(changes):
    result = judged_on("2013-11-01", changes, PROCEDURE + WAYS)
    wording = wording_of(result, "en")
    steps = next_steps(result, wording)
    told = [(len(one.choices), one.regardless, one.words.split(" no ")[0]) for one in steps]
    return told, summary(result, wording, 0)


def test_what_an_instrument_needs_or_entails_in_one_of_two_ways_is_one_order():
    told, said = steps_and_conclusion(HELD)
    assert [one[:2] for one in told] == [(2, False), (2, False), (2, True)]
    assert told[2][2].startswith("Whatever becomes of the proposal: do one of these: (a) publish")
    approval = "approval by Indenrigsministeriet of the change of the bylaw"
    assert f"it still takes either {approval} or notification to Statsforvaltningen" in said


def test_the_way_that_is_left_or_under_way_is_the_only_one_told():
    told, said = steps_and_conclusion(HELD + REFUSED)
    assert (0, False, "Notify Statsforvaltningen of the adopted change") in told
    assert "it still takes notification to Statsforvaltningen of the change of the bylaw." in said
    told, said = steps_and_conclusion(HELD + REFUSED.replace("refused", "applied"))
    assert not any("Notify" in words for *_, words in told)
    assert "all that it takes is under way" in said or "Indenrigsministeriet" in said


def test_what_a_way_that_is_carried_needs_in_turn_is_named_and_no_other_way():
    needs = "an approval by IM needs a decision by BR or publication"
    deep = f'rule deep "D"\n    {needs}\n    under KSL\n'
    applied = HELD + REFUSED.replace("refused", "applied")
    result = judged_on("2013-11-01", applied, PROCEDURE + WAYS + deep)
    said = summary(result, wording_of(result, "en"), 0)
    approval = "approval by Indenrigsministeriet of the change of the bylaw"
    assert "still takes either a decision by Byrådet on the approval by Ind" in said
    assert f" must come in time too: {approval}" in said
    assert "notification" not in said


def test_what_a_refused_way_needs_is_not_missed_though_the_other_way_is():
    needs = "an approval by IM needs a decision by BR or publication"
    rules = f"""{PROCEDURE}rule in-turn "In turn"
    a bylaw change needs an approval by IM or a notification to TS within 14 days of adoption
    under KSL
rule deep "D"
    {needs} no later than it takes effect
    under KSL
"""
    result = judged_on("2014-02-01", HELD + REFUSED, rules)

    assert {id.split(":")[0] for id in result.missed} == {"notification"}
    assert not [*days.contradictions(result)]


def test_ways_that_are_all_missed_are_no_choice_any_more():
    text = "a bylaw change needs an approval by IM or a decision by BR"
    rules = f'{PROCEDURE}rule in-turn "In turn"\n    {text}\n    under KSL\n'
    result = judged_on("2014-02-01", HELD, rules)
    said = summary(result, wording_of(result, "en"), 0)
    assert len(result.missed) == 2
    assert "either" not in said


def test_of_a_way_of_which_one_thing_is_refused_nothing_is_told():
    told, _ = steps_and_conclusion(HELD + "carries a decision by BR, refused 2013-09-01\n")
    words = [words for *_, words in told]
    assert (
        "Obtain a statement by Kulturudvalget – the last day, Thursday 31 October 2013, is past."
        in words
    )
    assert not any(one.startswith("Publish") for one in words)


def test_of_a_duty_of_two_things_the_other_is_owed_where_one_is_refused():
    rule = """rule owed "O"
    a unit that moves entails a dispensation from KSL § 64 a by IM and a decision by BR on "Budget"
    under KSL § 18
"""
    result = judged_on(
        "2013-11-01", 'carries a decision by BR on "Budget", refused 2013-10-01\n', rule
    )
    words = [one.words for one in next_steps(result, wording_of(result, "en"))]

    assert any(one.startswith("Apply to ") for one in words)
    assert list(days.contradictions(result)) == []


STATED = """rule stated "S"
    a reading in BR needs the finance committee's statement
    under KSL § 18
"""
NO_STATEMENT = "it still takes the finance committee’s statement. "
TWO_READINGS = "two readings in Byrådet at least 6 days apart"


@pytest.mark.parametrize(
    ("last", "takes", "under_way"),
    [
        ("2013-10-24", NO_STATEMENT, True),
        ("2014-01-24", f"it still takes {TWO_READINGS} and the ", False),
    ],
)
def test_readings_in_time_that_wait_for_a_statement_are_under_way(last, takes, under_way):
    read = f"{MOVE}carries a reading on 2013-10-10\ncarries a reading on {last}\n"
    result = check(read, PROCEDURE + STATED)
    said = summary(result, wording_of(result, "en"), 0)

    assert result.verdict == "incomplete"
    assert instrument(result, "reading").state == "open"
    assert takes in said
    assert under_way == (f"What is under way must come in time too: {TWO_READINGS}" in said)


def test_what_is_under_way_is_named_though_its_name_begins_another():
    two = """rule both "B"
    a unit that moves needs a bylaw change and a notification to TS
    under KSL § 18
rule told "T"
    a bylaw change needs a notification to TS within 14 days of adoption
    under KSL § 18
"""
    late = "carries a reading on 2013-06-20\ncarries a reading on 2013-06-30\n"
    result = check(f"{MOVE}{late}carries a notification to TS on 2013-12-20\n", PROCEDURE + two)
    said = summary(result, wording_of(result, "en"), 0)

    assert "it still takes notification to Statsforvaltningen of the change of the bylaw." in said
    assert f"in time too: {TWO_READINGS} and notification to Statsforvaltningen." in said


def test_readings_that_do_not_count_are_not_called_under_way_on_a_short_page():
    held = f"{MOVE}carries a reading on 2013-10-10\ncarries a reading on 2013-10-24\n"
    first = STATED.replace("statement\n", "statement before the first reading\n")
    result = check(f"{held}carries a consultation of ØU on 2013-10-11\n", PROCEDURE + first)
    told = [step.short.what for step in next_steps(result, wording_of(result, "en"))]

    assert told == ["the finance committee’s statement (under way)", "second reading in Byrådet"]


def test_readings_of_which_one_is_asked_about_are_under_way_and_no_order():
    held = f"{MOVE}carries a reading on 2013-10-10\ncarries a reading on 2013-12-05\n"
    result = check(held, PROCEDURE + STATED)
    said = summary(result, wording_of(result, "en"), 0)

    assert NO_STATEMENT in said
    assert "Besides, one question must be answered." in said
    assert f"What is under way must come in time too: {TWO_READINGS}" in said
    assert not [*days.contradictions(result)]

    later = HEADER.replace("effective", "as of 2013-12-06\n    effective")
    result = check(held, PROCEDURE + STATED, header=later)
    assert "under way" not in summary(result, wording_of(result, "en"), 0)
    assert not [*days.contradictions(result)]


SAME = "either the finance committee’s statement or a statement by "
KU, BIU = "Kulturudvalget", "Beskæftigelsesudvalget"


@pytest.mark.parametrize(
    ("moved", "other", "told"),
    [
        ("move mail to BIU\n", "KU", f"still takes {SAME}{KU}. "),
        (
            "move mail to BIU\nmove trees to BIU\n",
            "KU",
            f"{SAME}{KU}, for each of “Post” and “Træer”. ",
        ),
        (
            "move mail to BIU\nmove trees to BIU\n",
            "BIU",
            f"{SAME}{KU}, for “Post”; and {SAME}{BIU}, for “Træer”. ",
        ),
    ],
)
def test_choices_that_read_alike_name_what_each_is_for(moved, other, told):
    town = f"""{TOWN}task mail "Post" within citizen-service held by KU
task trees "Træer" within property held by KU
"""
    rules = "".join(
        f"""rule in-{area} "R"
    a task within {area} that moves needs a statement by ØU or a statement by {body}
    under KSL
"""
        for area, body in (("citizen-service", "KU"), ("property", other))
    )
    result = check(moved, rules, town)
    assert told in summary(result, wording_of(result, "en"), 0)


EITHER = """
rule there "There"
    KEjd may only be under BIU
    under SV § 3
rule jobs-stay "Jobs"
    only BIU may hold employment tasks
    otherwise a bylaw change or a new constitution of the committees
    under M
rule stated "Stated"
    a bylaw change needs the finance committee's statement
    under KSL § 18
"""


def test_what_may_be_chosen_stays_a_choice_beside_an_existing_matter_that_asks_for_it_anyhow():
    result = check("move jobs from BIU to KU\n", EITHER)
    wording = wording_of(result, "en")
    said, (choice, *owed) = summary(result, wording, 0), next_steps(result, wording)

    assert "it still takes either a change of the bylaw, a new constitution" in said
    assert "statement" not in said
    assert (len(choice.choices), choice.regardless) == (3, False)
    assert choice.choices[0].startswith("Draft the change of the bylaw")
    assert [one.words[:58] for one in owed] == [
        "Whatever becomes of the proposal: draft the change of the ",
        "Whatever becomes of the proposal: obtain the finance commi",
    ]
    assert not [*days.contradictions(result)]


def test_what_is_needed_anyhow_is_no_part_of_a_choice():
    rules = """
rule first "First"
    a unit that moves needs an approval by IM
    under KSL
rule second "Second"
    a unit that moves needs an approval by IM and a decision by BR or publication
    under KSL
"""
    result = check(MOVE, rules)
    said = summary(result, wording_of(result, "en"), 0)
    assert "it still takes approval by" in said
    assert said.count("Indenrigsministeriet") == 1
    steps = next_steps(result, wording_of(result, "en"))
    assert [len(one.choices) for one in steps] == [0, 2]
    assert not [*days.contradictions(result)]


def test_what_follows_anyhow_makes_the_choice():
    text = "a bylaw change entails a notification to TS after adoption"
    result = judged_on(
        "2013-11-01", HELD, f'{PROCEDURE}{WAYS}rule f "F"\n    {text}\n    under KSL\n'
    )
    wording = wording_of(result, "en")
    assert "it still takes notification to Statsforv" in summary(result, wording, 0)
    assert not any("approval" in step.words for step in next_steps(result, wording))
    assert not [*days.contradictions(result)]


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
    assert list(days.contradictions(result)) == []


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
    assert [*days.contradictions(result)] == []
    assert [*days.contradictions(evolve(result, schedule=()))] != []


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
    assert [*days.contradictions(result)] == []


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
    assert [*days.contradictions(result)] == []


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
    assert [*days.contradictions(result)] == []


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
    assert [*days.contradictions(result)] == []


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
    assert [*days.contradictions(result)] == []
