# SPDX-License-Identifier: EUPL-1.2
"""What comes of a committee that ends, where no file tells all that it has."""

import pytest
from engine import GONE, MOVE, NEW, OLD, TOWN, check, found, rule

ONE = 'task few "Få" within property held by TOM\n'


ENDING = [  # of which nothing is on file, and who gets what it has
    ("abolish TOM into KU\n", "KU"),
    ('merge TOM and KU into ALT "Alt"\n', "ALT"),
    ('split TOM into EN "En" with citizen-service and RES "Rest" with the rest\n', "RES"),
]


@pytest.mark.parametrize(("ends", "heir"), ENDING)
@pytest.mark.parametrize(
    "sentence",
    [
        "{} must hold at most 9 tasks",
        "{} must not hold payroll tasks",
        "{} may only hold property and business tasks",
        "{} needs publication when it holds payroll tasks",
        "a committee must hold at most 9 tasks",
        "a committee must not hold payroll tasks when it is split or holds property tasks",
    ],
)
def test_what_comes_of_one_that_ends_with_nothing_on_file_is_a_question(sentence, ends, heir):
    town = TOWN + 'committee TOM "Tomt udvalg"\n'
    result = check(ends, rule(sentence.replace("{}", heir)), town)
    assert (NEW, "undetermined", "r", heir) in found(result)
    assert {one.key for each in result.findings for one in each.questions} == {"q.tasks"}
    listed = check(ends, rule(sentence.replace("{}", heir)), town + ONE)
    assert not [one for one in listed.findings if one.questions]


@pytest.mark.parametrize(("ends", "heir"), ENDING)
@pytest.mark.parametrize(
    "sentence",
    [
        "only BIU may hold payroll tasks",
        "a committee must not hold citizen-service tasks",
        "{} must not hold jobs",
        "{} needs publication when it holds jobs",
    ],
)
def test_it_is_none_where_it_was_bound_alike_or_all_is_listed(sentence, ends, heir):
    town = TOWN + 'committee TOM "Tomt udvalg"\n'
    result = check(ends, rule(sentence.replace("{}", heir)), town)
    assert heir not in {one.subject.id for one in result.findings if one.status == NEW}


HELP = "{} must hold at least {} employment tasks"


@pytest.mark.parametrize(
    ("sentence", "filed"),
    [
        (HELP.format("TOM", 1), ""),  # nothing on file of it
        (HELP.format("TOM", 2), ""),
        (HELP.format("TOM", 1), 'task wage "Løn" within payroll held by TOM\n'),  # surely too few
        ("TOM needs publication when it holds at most 0 employment tasks", ""),
    ],
)
def test_what_can_only_help_makes_no_new_question(sentence, filed):
    town = TOWN + 'committee TOM "Tomt udvalg"\n' + 'unit HUS "Hus" under KU\n' + filed
    result = check("move HUS from KU to TOM\n", rule(sentence), town)
    mine = [one for one in found(result) if one[3] == "TOM"]
    assert mine == [(OLD, "undetermined", "r", "TOM")]
    assert result.verdict == "clear"


def test_a_unit_that_comes_to_a_committee_does_not_tell_what_it_holds_else():
    town = TOWN + 'committee TOM "Tomt udvalg"\n'
    move = rule("TOM must hold at least 1 payroll task")
    result = check(MOVE.replace("BIU", "TOM"), move, town)
    assert found(result) == [(OLD, "undetermined", "r", "TOM")]
    most = rule("TOM must hold at most 1 task")
    assert (NEW, "breach", "r", "TOM") in found(
        check("move pay to TOM\nmove KBS to TOM\n", most, town)
    )
    none = check("move REV to TOM\n", move, town + 'unit REV "Revision" under no committee\n')
    assert found(none) == [(OLD, "undetermined", "r", "TOM")]
    back = check("move pay to TOM\n", move, town)
    assert found(back) == [(GONE, "undetermined", "r", "TOM")]


@pytest.mark.parametrize(
    ("sentence", "status", "subject"),
    [
        ("every task must be held by exactly one committee", NEW, "lost"),
        ("every task must be held by at least one committee", NEW, "lost"),
        ("every task must be held by at most one committee", OLD, "lost"),
        ("property tasks must be held by exactly one committee", NEW, "property"),
        ("property tasks must be held by at most one committee", OLD, "property"),
        ("a task that moves needs publication", NEW, "lost"),
        ("BIU must hold lost", OLD, "BIU"),
    ],
)
def test_what_may_go_along_to_no_committee_is_held_by_none(sentence, status, subject):
    town = TOWN + 'task lost "Tabt" within property performed by KEjd\n'
    result = check("move KEjd from KU to no committee\n", rule(sentence), town)
    assert (status, "undetermined", "r", subject) in found(result)


@pytest.mark.parametrize("number", ["exactly", "at most"])
def test_no_move_parts_those_that_hold_the_only_task_of_an_area(number):
    town = TOWN + 'task lost "Tabt" within property performed by KEjd\n'
    one = rule(f"property tasks must be held by {number} one committee")
    move = "move KEjd to BIU\n"
    assert (OLD, "undetermined", "r", "property") in found(check(move, one, town))
    two = town + 'task more "Mere" within property\n'
    assert (NEW, "undetermined", "r", "property") in found(check(move, one, two))


ENDS = [  # of which a task is on file, and who gets what it has
    ("abolish TRE into KU\n", "KU"),
    ('abolish TRE into NU\ncreate committee NU "Nyt"\n', "NU"),
    ('merge TRE and KU into NU "Nyt"\n', "NU"),
    ('split TRE into EN "En" with property and NU "Nyt" with the rest\n', "NU"),
]


THIRD = f"""{TOWN}committee TRE "Tredjeudvalget"
task works "Byggeri" within property held by TRE
task lost "Tabt" within payroll
task gone "Mistet" within payroll
"""


@pytest.mark.parametrize(("ends", "heir"), ENDS)
@pytest.mark.parametrize(
    "sentence",
    [
        "{} must not hold lost and gone tasks",
        "{} must not hold payroll tasks",
        "{} must not hold payroll tasks when it holds payroll tasks",
        "{} must hold at most 1 payroll task",
        "{} needs publication when it holds payroll tasks",
    ],
)
def test_whether_tasks_of_an_unknown_holder_come_of_one_that_ends_is_asked(sentence, ends, heir):
    rules = rule(sentence.replace("{}", heir))
    result = check(ends, rules, THIRD)
    (one,) = [each for each in result.findings if each.rule == "r" and each.status == NEW]
    assert (one.kind, one.subject.id, result.verdict) == ("undetermined", heir, "incomplete")
    known = THIRD.replace("within payroll\n", "within payroll held by BIU\n")
    assert check(ends, rules, known).verdict == "clear"


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize(
    ("sentence", "verdict"),
    [
        ("a committee must not hold payroll tasks", "clear"),  # so TRE must not either
        ("only ØU may hold payroll tasks", "clear"),
        ("{} must not hold payroll and property tasks", "forbidden"),
    ],
)
def test_it_is_not_where_the_proposal_makes_it_no_worse_or_breaks_the_rule_anyway(
    sentence, verdict, end
):
    ends, heir = end
    if heir == "NU" and "split" in ends:
        sentence = sentence.replace("property", "property and citizen-service")
        ends = ends.replace("with property", "with citizen-service")
    result = check(ends, rule(sentence.replace("{}", heir)), THIRD)
    assert not [one for one in result.findings if one.kind == "undetermined"]
    assert result.verdict == verdict
    (note,) = [one for one in result.findings if one.rule == "what-moves"]
    assert {"lost", "gone"} <= {dict(one.args)["task"].id for one in note.questions}


def test_a_committee_that_a_split_makes_is_not_asked_what_it_held_before():
    split = 'split TRE into EN "En" with property and NU "Nyt" with the rest\n'

    sure = check(split, rule("EN must hold lost"), THIRD)
    open_ = check(split, rule("NU must hold lost"), THIRD)

    assert found(sure)[0] == (NEW, "breach", "r", "EN")
    assert found(open_)[0][:2] == (NEW, "undetermined")
