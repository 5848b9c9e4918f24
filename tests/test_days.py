# SPDX-License-Identifier: EUPL-1.2
"""Days never contradict: what a proposal may not say of its days, and where it is told."""

from datetime import date

import days
import pytest
from engine import HEADER, PROCEDURE, TOWN, check, instrument

from checker.errors import MistakesError
from checker.records import evolve
from checker.report.express import wording_of
from checker.report.opening import summary
from checker.report.steps import next_steps

MOVE = "move KBS from ØU to BIU\n"


def told(changes, header=HEADER):
    """The mistakes of a proposal, each as its line and what it says."""
    with pytest.raises(MistakesError) as caught:
        check(MOVE + changes, PROCEDURE, header=header)
    return [(one.span.line, str(one).split(": ", 1)[1]) for one in caught.value.errors]


def test_a_change_takes_effect_on_the_day_it_is_proposed_at_the_earliest():
    header = HEADER.replace("2014-01-01", "2013-06-17")
    ((line, text),) = told("", header)
    assert line == 2
    assert text.startswith("2013-06-17, the day of effect, is before 2013-06-18, the day proposed")
    assert check(MOVE, PROCEDURE, header=header.replace("06-17", "06-18")).verdict


AFTER = ["a reading in BR", "a notification to TS", "publication"]
BEFORE = ["a consultation of ØU", "a decision by BR", "an approval by IM"]


@pytest.mark.parametrize("step", AFTER)
def test_what_follows_a_proposal_is_not_dated_before_it(step):
    ((line, text),) = told(f"carries {step} on 2013-06-17\n")
    assert line == 7
    assert text.startswith("2013-06-17 is before 2013-06-18, the day the proposal is made")
    assert check(f"{MOVE}carries {step} on 2013-06-18\n", PROCEDURE)


@pytest.mark.parametrize("step", BEFORE)
def test_what_may_come_before_a_proposal_may_be_older_within_the_council_term(step):
    assert check(f"{MOVE}carries {step} on 2010-01-01\n", PROCEDURE)
    ((line, text),) = told(f"carries {step} on 2009-12-31\n")
    assert line == 7
    assert "before the council term that began on 2010-01-01" in text


def test_a_grant_may_be_older_than_the_council_term():
    change = "carries a dispensation for KBS from KSL § 64 a by IM, granted 2009-11-14\n"
    assert check(MOVE + change, PROCEDURE)


@pytest.mark.parametrize("step", [*AFTER, *BEFORE])
def test_no_step_is_of_an_earlier_council(step):
    ((_, text),) = told(f"carries {step} on 2003-06-17\n")
    assert "council term" in text


# ---------------------------------------------------------------- what was missed

STATEMENT = (
    PROCEDURE
    + """
rule heard "Statement"
    a bylaw change needs the finance committee's statement before the first reading
    under KSL
"""
)


def judged_on(day, changes="", rules=PROCEDURE):
    header = HEADER.replace("    effective", f"    as of {day}\n    effective")
    return check(MOVE + changes, rules, header=header)


READ = "carries a reading in BR on 2013-10-10\n"


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
    assert [one.split(":")[:2] for one in result.others] == [
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


APPROVED = (
    PROCEDURE
    + """
rule approved "Approved"
    a bylaw change needs an approval by IM before the constituting meeting
    under KSL
"""
)
HELD = READ + READ.replace("10-10", "10-31")


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


# ---------------------------------------------------------------- what changes nothing


@pytest.mark.parametrize(
    "changes",
    [
        "",
        "move KBS to ØU\n",
        "move KBS from ØU to the finance committee\n",
        "move jobs to BIU\n",
        "move citizen-service tasks to ØU\n",
        "transfer passports to KBS\n",
        "lead KBS as unit administration\n",
        "carries a reading in BR on 2013-10-10\n",
        'assuming "A"\ngiven jobs held by BIU\n',
    ],
)
def test_a_proposal_that_changes_nothing_says_so_at_its_first_line(changes):
    result = check(changes)
    (told,) = [one for one in result.findings if one.rule == "changes-nothing"]
    assert (told.severity, told.status, told.place.line) == ("warning", "new", 2)
    assert told.requirement is None
    assert all(one.subject.kind == "proposal" for one in result.findings if one.status == "new")


@pytest.mark.parametrize(
    "changes",
    ["move KBS to BIU\n", "resize KU to 9 members\n", 'insert "W" in SV § 3\n',
     "lead KBS as centre\n", 'rename KU to NU "Nyt"\n'],
)  # fmt: skip
def test_what_changes_anything_is_not_said_to_change_nothing(changes):
    assert not any(one.rule == "changes-nothing" for one in check(changes).findings)


def test_a_committee_that_keeps_its_number_of_members_is_not_resized():
    rule = 'rule r "R"\n    a committee that is resized needs a bylaw change\n    under KSL\n'
    town = TOWN.replace(
        'committee KU "Kulturudvalget"', 'committee KU "Kulturudvalget" with 9 members'
    )
    assert check("resize KU to 9 members\n", rule, town).verdict == "clear"
    assert check("resize KU to 7 members\n", rule, town).verdict == "incomplete"


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


# ---------------------------------------------------------------- two ways are no two orders

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


# ---------------------------------------------------------------- many at random


@pytest.mark.slow
def test_random_proposals_are_the_same_each_time_and_those_that_contradict_themselves_counted(
    monkeypatch,
):
    monkeypatch.setattr(days, "PART", 60)
    monkeypatch.setattr(days, "contradictions", lambda result: [f"it is {result.verdict}: so"])
    days.load()
    tally, found = days.look(3, of=1)
    assert (tally, found) == days.look(3, of=1) != days.look(4, of=1)
    assert tally["proposals"] == 60
    assert tally["contradict themselves"] == 60 - tally["do not fit together"] > 40
    assert {"it is clear", "it is incomplete"} <= found.keys()


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
    assert [*days.contradictions(result)] == []


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
