# SPDX-License-Identifier: EUPL-1.2
"""Two ways are no two orders: what of a choice is told, under way, or missed."""

import pytest
from contradictions import contradictions
from engine import HEADER, PROCEDURE, TOWN, check, instrument
from steps import EITHER, HELD, MOVE, WAYS, judged_on

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
    assert not [*contradictions(result)]


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
    assert list(contradictions(result)) == []


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

    assert told == [
        "the finance committee’s statement (under way)",
        "first reading in Byrådet",
        "second reading in Byrådet",
    ]


def test_readings_of_which_one_is_asked_about_are_under_way_and_no_order():
    held = f"{MOVE}carries a reading on 2013-10-10\ncarries a reading on 2013-12-05\n"
    result = check(held, PROCEDURE + STATED)
    said = summary(result, wording_of(result, "en"), 0)

    assert NO_STATEMENT in said
    assert "Besides, one question must be answered." in said
    assert f"What is under way must come in time too: {TWO_READINGS}" in said
    assert not [*contradictions(result)]

    later = HEADER.replace("effective", "as of 2013-12-06\n    effective")
    result = check(held, PROCEDURE + STATED, header=later)
    assert "under way" not in summary(result, wording_of(result, "en"), 0)
    assert not [*contradictions(result)]


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
    assert not [*contradictions(result)]


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
    assert not [*contradictions(result)]


def test_what_follows_anyhow_makes_the_choice():
    text = "a bylaw change entails a notification to TS after adoption"
    result = judged_on(
        "2013-11-01", HELD, f'{PROCEDURE}{WAYS}rule f "F"\n    {text}\n    under KSL\n'
    )
    wording = wording_of(result, "en")
    assert "it still takes notification to Statsforv" in summary(result, wording, 0)
    assert not any("approval" in step.words for step in next_steps(result, wording))
    assert not [*contradictions(result)]


def test_a_statement_on_something_else_is_told_apart_in_a_choice():
    sentences = (
        "a unit that moves needs a bylaw change",
        "a bylaw change needs the finance committee's statement",
        "a bylaw change needs approval by IM",
        "an approval by IM needs a decision by ØU or a consultation of ØU",
    )
    rules = "".join(
        f'rule s{at} "S"\n    {text}\n    under KSL\n' for at, text in enumerate(sentences)
    )
    result = check(MOVE, rules)
    for language, said in (("da", "Økonomiudvalgets erklæring"), ("en", "the finance committee’s")):
        wording = wording_of(result, language)
        names = [wording.instruments[one.id] for one in result.instruments]
        assert len({*names}) == len(names)
        own, other = sorted((one for one in names if said in one), key=len)
        assert other.startswith(f"{own} o")
        assert wording.definite["approval:IM:bylaw-change:SV"] in other
