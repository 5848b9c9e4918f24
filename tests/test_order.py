# SPDX-License-Identifier: EUPL-1.2
"""Order within a day: on which side of the constituting meeting a step lay."""

import json
from datetime import date

import made
import pytest
from engine import HEADER, PROCEDURE, TOWN, check, found, instrument

from checker.errors import MistakesError
from checker.report.express import express, wording_of
from checker.report.opening import summary
from checker.report.steps import next_steps

MOVE = "move KBS from ØU to BIU\n"
KNOWN = TOWN + "constituting meeting on 2013-12-10\n"
LATER = HEADER.replace("    effective", "    as of 2013-12-20\n    effective")
BEFORE, AFTER = " before the constituting meeting", " after the constituting meeting"


def read(last, rules=PROCEDURE, town=TOWN):
    """The result where the second reading is on a day, with what is said of its order."""
    carried = f"carries a reading on 2013-10-10\ncarries a reading on {last}\n"
    return check(MOVE + carried, rules, town, LATER)


def rows(result):
    """The readings in the timetable: their last day and whether they keep it."""
    return [(str(one.latest), one.met) for one in result.schedule if one.step == "reading"]


@pytest.mark.parametrize("town", [TOWN, KNOWN])
@pytest.mark.parametrize(
    ("order", "verdict", "latest", "met"),
    [("", "incomplete", None, None), (BEFORE, "clear", "2013-12-10", True),
     (AFTER, "incomplete", None, False)],
)  # fmt: skip
def test_on_the_day_of_the_meeting_and_in_its_window_the_order_decides(
    town, order, verdict, latest, met
):
    result = read("2013-12-10" + order, town=town)
    safe = ("2013-11-24", "2013-11-30") if town is TOWN else ("2013-12-03", "2013-12-09")
    assert result.verdict == verdict
    assert rows(result) == [(safe[0], True), (latest or safe[1], met)]
    assert not any(one.tight for one in result.schedule)
    kinds = [one for one in found(result) if one[2] == "before-meeting"]
    kind = {None: "undetermined", True: None, False: "breach"}[met]
    assert [one[1] for one in kinds] == ([kind] if kind else [])


@pytest.mark.parametrize(
    ("day", "town", "verdict"),
    [
        ("2013-12-01", TOWN, "incomplete"),
        ("2013-12-15", TOWN, "incomplete"),
        ("2013-12-16", TOWN, "incomplete"),
        ("2013-11-30", TOWN, "clear"),
        ("2013-12-09", KNOWN, "clear"),
        ("2013-12-11", KNOWN, "incomplete"),
    ],
)
def test_what_is_certain_asks_nothing(day, town, verdict):
    result = read(day, town=town)
    asked = [one for one in result.findings if one.questions]
    assert (result.verdict, len(asked)) == (verdict, day in ("2013-12-01", "2013-12-15"))
    if asked:
        assert asked[0].requirement is None
        assert (asked[0].severity, asked[0].place.line) == ("error", 9)
        assert asked[0].questions[0].key == "q.order"


def test_a_question_leaves_what_is_carried_pending_and_names_no_step_as_missing():
    result = read("2013-12-10", town=KNOWN)
    states = {one.kind: one.state for one in result.instruments}
    assert states == {"bylaw change": "pending", "reading": "pending"}
    assert not result.missed
    assert result.earliest_effective is None


def test_of_several_readings_the_certain_run_counts():
    carried = "carries a reading on 2013-11-20\n"
    result = check(
        f"{MOVE}{carried}carries a reading on 2013-10-10\ncarries a reading on 2013-12-10\n",
        PROCEDURE, TOWN, LATER,
    )  # fmt: skip
    assert (result.verdict, found(result)[1:]) == ("clear", [])


def test_one_reading_that_is_too_few_is_under_way_only_where_it_lay_before_the_meeting():
    result = check(MOVE + "carries a reading on 2013-12-10\n", PROCEDURE)
    assert [one[1] for one in found(result) if one[2] == "before-meeting"] == ["undetermined"]


def test_a_planned_reading_whose_last_day_is_past_hides_no_question():
    result = read("2013-12-10\ncarries a reading, planned")
    assert (result.verdict, result.missed) == ("incomplete", ())
    assert [one[1] for one in found(result) if one[2] == "before-meeting"] == ["undetermined"]
    early = HEADER.replace("    effective", "    as of 2013-11-20\n    effective")
    carried = "carries a reading on 2013-10-10\ncarries a reading on 2013-12-10\n"
    soon = check(f"{MOVE}{carried}carries a reading, planned\n", PROCEDURE, TOWN, early)
    assert (soon.verdict, found(soon)[1:]) == ("conditional", [])


def test_a_step_tells_of_the_others_on_which_side_they_lay():
    """The decision came after the meeting, so the meeting is no later than 12 December."""
    result = read(f"2013-12-13\ncarries a decision by BR on 2013-12-12{AFTER}")
    assert ("new", "breach", "before-meeting") in {one[:3] for one in found(result)}
    result = read(f"2013-12-03\ncarries a decision by BR on 2013-12-04{BEFORE}")
    assert result.verdict == "clear"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("steps", "town", "said"),
    [
        ([("2013-12-09", AFTER)], KNOWN, "2013-12-09 is not after"),
        ([("2013-12-11", BEFORE)], KNOWN, "2013-12-11 is not before"),
        ([("2013-11-30", AFTER)], TOWN, "lies no earlier than 2013-12-01"),
        ([("2013-12-16", BEFORE)], TOWN, "lies no later than 2013-12-15"),
        ([("2013-12-09", BEFORE), ("2013-12-03", AFTER)], TOWN, "2013-12-09 is not before"),
    ],
)
def test_an_order_against_the_day_on_file_or_another_step_is_an_error(steps, town, said):
    carried = "".join(f"carries a decision by BR on {day}{order}\n" for day, order in steps)
    with pytest.raises(MistakesError) as caught:
        check(MOVE + carried, PROCEDURE, town)
    (error,) = caught.value.errors
    assert said in str(error)
    assert error.span.text.endswith("meeting")


@pytest.mark.parametrize(
    ("step", "state"),
    [
        ("an approval by IM on {}", "granted"),
        ("a dispensation for KBS from KSL § 64 a, granted {}", "granted"),
    ],
)
def test_any_step_may_be_due_before_the_meeting(step, state):
    wanted = "an approval by IM" if "approval" in step else "a dispensation from KSL § 64 a"
    rule = f'rule r "R"\n    KBS needs {wanted} before the constituting meeting\n    under KSL\n'
    kind = "approval" if "approval" in step else "dispensation"

    def carried(order):
        said = step.format("2013-12-10" + order)
        return check(f"carries {said}\n", rule, KNOWN, LATER)

    assert instrument(carried(BEFORE), kind).status == state
    assert instrument(carried(AFTER), kind).state == "open"
    (question,) = [one for one in carried("").findings if one.kind == "undetermined"]
    assert (question.rule, question.status) == ("r", "existing")
    rows = [(str(one.day), str(one.latest), one.met) for one in carried("").schedule]
    assert rows == [("2013-12-10", "2013-12-09", None)]
    assert [one.order for one in carried(BEFORE).schedule] == ["before"]


def test_no_meeting_on_file_is_asked_for_only_where_nothing_is_said():
    town = TOWN.replace("constituting meeting between 1 December and 15 December\n", "")
    assert read("2013-12-10", town=town).verdict == "clear"
    assert read("2013-12-10" + AFTER, town=town).verdict == "incomplete"


@pytest.mark.parametrize(("order", "told"), [("", ["note"]), (BEFORE, []), (AFTER, ["breach"])])
def test_that_no_meeting_is_on_file_is_told_in_a_note(order, told):
    town = TOWN.replace("constituting meeting between 1 December and 15 December\n", "")
    result = read("2013-12-10" + order, town=town)
    notes = [one for one in result.findings if one.rule == "before-meeting"]
    assert [one.kind for one in notes] == told
    asked = [(one.severity, one.questions[0].key) for one in notes if one.questions]
    assert asked == ([] if order else [("note", "q.order")])
    assert [met for _, met in rows(result)] == {
        "": [None, None],
        BEFORE: [True, True],
        AFTER: [True, False],
    }[order]
    said = summary(result, wording_of(result, "en"), 0)
    assert ("still takes" in said) is (order == AFTER)


def test_a_step_planned_before_a_meeting_of_which_nothing_is_on_file_is_still_to_be_taken():
    town = TOWN.replace("constituting meeting between 1 December and 15 December\n", "")
    rule = """rule r "R"
    a unit that moves needs an approval by IM before the constituting meeting
    under KSL
"""
    result = check(f"{MOVE}carries an approval by IM on 2013-11-01\n", rule, town)
    assert [one.met for one in result.schedule] == [None]
    (step,) = next_steps(result, wording_of(result, "en"))
    day = "Friday 1 November 2013"
    assert step.words == f"Obtain approval by Indenrigsministeriet concerning Borgerservice {day}."


@pytest.mark.parametrize("asks", ["may need", "needs"])
def test_a_question_of_order_has_one_id_whatever_the_day(asks):
    rule = f"""rule told "Told"
    a bylaw change that is adopted after the constituting meeting {asks} publication
    under KSL
"""
    days = ("2013-12-10", "2013-12-11", "2013-12-12\ncarries a reading, planned")
    results = [read(day, PROCEDURE.partition("rule before")[0] + rule) for day in days]
    asked = [[one.id for one in result.findings if one.questions] for result in results]
    assert asked[0] == asked[1] == asked[2]
    assert len(asked[0]) == 1


ONCE = (
    PROCEDURE
    + """
rule told "Told"
    a bylaw change that is adopted after the constituting meeting needs publication
    under KSL
"""
)


@pytest.mark.parametrize(
    ("steps", "published"),
    [
        ("carries a reading on 2013-12-20\n", True),
        ("carries a reading on 2013-12-20\ncarries a reading, planned\n", True),
        ("carries a reading, planned\ncarries a reading, planned\n", False),
        ("carries a reading on 2013-11-20\n", False),
    ],
)
def test_too_few_readings_of_which_one_lies_after_the_meeting_are_adopted_after_it(
    steps, published
):
    result = check(MOVE + steps, ONCE)
    assert ("publication" in {one.kind for one in result.instruments}) == published
    asked = [one for one in result.findings if one.rule == "told"]
    assert bool(asked) == (not published)


def test_the_days_of_a_proposal_made_on_the_last_day_of_the_window_are_after_it():
    header = HEADER.replace("2013-06-18", "2013-12-15")
    result = check(MOVE, ONCE, header=header)
    assert date(2013, 12, 15) < result.schedule[-1].earliest
    assert "publication" in {one.kind for one in result.instruments}


BORNHOLM = """\
kommune bornholm-2025 "Bornholms Regionskommune" pr. 2025-11-27
styreform "udvalgsstyre"
kommunalbestyrelse KB "Bornholms Kommunalbestyrelse" med 23 medlemmer
konstituerende møde den 2025-12-11
økonomiudvalg ØEPU "Økonomi-, Erhvervs- og Planudvalget"
udvalg JUFU "Job-, Udviklings- og Fritidsudvalget"
opgave jobcenteret "Jobcenteret" inden for jobcenter varetaget af JUFU
"""
STRUCTURE = """\
forslag "Ændret udvalgsstruktur fra 2026"
    vedrører bornholm-2025
    fremsat 2025-11-27
    pr. 2025-12-12
    virkning fra 2026-01-01

omdøb ØEPU til ØU "Økonomiudvalget"
ændr medlemstallet i ØU til 9
opret udvalg SBU "Social- og Beskæftigelsesudvalget" med 5 medlemmer
flyt jobcenteret fra JUFU til SBU
ledsages af høring af ØEPU den 2025-11-19
ledsages af behandling i KB den 2025-11-27
ledsages af behandling i KB den 2025-12-11{}
"""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("order", "verdict", "questions", "status"),
    [
        ("", "incomplete", ["Lå mødet den 11. december 2025 før det konstituerende møde?"], 1),
        (" før det konstituerende møde", "clear", [], 0),
        (" efter det konstituerende møde", "incomplete", [], 1),
    ],
)
def test_a_reading_on_the_day_of_the_constituting_meeting(
    ressort, tmp_path, order, verdict, questions, status
):
    """Bornholm 2025: the second reading and the constituting meeting were both on 11 December."""
    town, danish, english = (tmp_path / f"{one}.ressort" for one in ("town", "da", "en"))
    town.write_text(BORNHOLM, "utf-8")
    danish.write_text(STRUCTURE.format(order), "utf-8")
    options = "--organisations", town, "--format", "json", "--no-config"
    told = ressort("rules", "translate", danish, "--to", "en", "--organisations", town)
    english.write_text(told.out, "utf-8")

    for file, language in ((danish, "da"), (english, "en")):
        done = ressort("check", file, *options)
        (got,) = json.loads(done.out)["results"]
        assert (got["verdict"], done.status) == (verdict, status)
        assert len(got["questions"]) == len(questions)
        if language == "da":
            assert [one["text"] for one in got["questions"]] == questions
        assert not got["missed"]


@pytest.mark.parametrize(
    "step", ["a consultation of KU on {}", "a dispensation for KBS, granted {}"]
)
def test_what_is_told_of_steps_on_one_day_hangs_on_no_order_of_statements(step):
    wanted = "a consultation of KU" if "consultation" in step else "a dispensation"
    rule = f'rule r "R"\n    KBS needs {wanted} before the constituting meeting\n    under KSL\n'
    told = [f"carries {step.format('2013-12-10' + order)}\n" for order in (BEFORE, "", AFTER)]
    results = [check("".join(each), rule, KNOWN, LATER) for each in (told, told[::-1])]
    assert len({(one.schedule, one.findings[0].requirement) for one in results}) == 1


def test_the_way_out_of_a_question_of_order_is_an_answer_and_tells_where_it_is_written():
    result = express([read("2013-12-10")], "da", str).results[0]
    [way] = {each.way_out for each in result.findings if each.questions}

    assert way.startswith("Oplys i forslaget, om behandlingen lå »før det konstituerende møde«")


@pytest.mark.parametrize(("order", "side"), [("", None), (BEFORE, "before"), (AFTER, "after")])
def test_the_timetable_tells_on_which_side_a_step_lay(order, side):
    readings = [one.order for one in read(f"2013-12-10{order}").schedule if one.step == "reading"]
    assert readings == [None, side]


def test_two_steps_that_contradict_are_both_told():
    carried = f"carries a reading on 2013-12-05{AFTER}\ncarries a reading on 2013-12-12{BEFORE}\n"
    with pytest.raises(MistakesError) as caught:
        check(MOVE + carried, PROCEDURE, TOWN, LATER)
    (error,) = caught.value.errors
    assert error.span.line == 9
    assert error.message.endswith("which lies no later than 2013-12-05, by what line 8 says")


def test_a_step_against_what_is_on_file_names_no_line():
    with pytest.raises(MistakesError) as caught:
        read("2013-12-11" + BEFORE, town=KNOWN)
    assert caught.value.errors[0].message.endswith("which lies no later than 2013-12-10")


def test_a_day_that_moves_is_no_other_finding():
    first, later = (read(day) for day in ("2013-12-17", "2013-12-19"))
    assert [one.id for one in first.findings] == [one.id for one in later.findings]
    assert any(one.kind == "breach" for one in first.findings)


def test_each_reading_says_of_which_bylaw_where_two_change():
    rules = PROCEDURE + 'source SV2 bylaw "Regulations"\n'
    town = TOWN + 'provision SV § 1 of KU phrase "a"\nprovision SV2 § 1 of KU phrase "b"\n'
    changes = 'reword SV § 1 from "a" to "c"\nreword SV2 § 1 from "b" to "d"\n'
    result = check(changes + "carries a reading on 2013-10-10\n", rules, town)
    for language, of in (("en", " of the change of "), ("da", " af ændringen af ")):
        told = next_steps(result, wording_of(result, language))
        assert len(told) == 4  # that which is set for a later day, and the other, of each
        assert all(of in one.words for one in told), told
        (shown,) = express([result], language, made.sentence).results
        assert len({one.words for one in shown.schedule}) == 4
        assert all(of in one.words for one in shown.schedule)
