# SPDX-License-Identifier: EUPL-1.2
"""Sentences that count: members, units, tasks, committees."""

import pytest
from engine import GONE, MOVE, NEW, OLD, TOWN, check, found, rule

from checker.report.express import wording_of
from checker.report.opening import opening

SIZED = TOWN.replace('"Byrådet"', '"Byrådet" with 19 members')
for id, size in {"Økonomiudvalget": 9, "Kulturudvalget": 8, "Beskæftigelsesudvalget": 10}.items():
    SIZED = SIZED.replace(f'"{id}"', f'"{id}" with {size} members')
ODD = "a standing committee must have an odd number of members"
HALF = "a committee must have at most half of the council's members"
NUMBERS = [
    # sentence, changes, findings
    (ODD, "", [(OLD, "breach", "r", "BIU"), (OLD, "breach", "r", "KU")]),
    (ODD, "resize KU to 7 members\nresize BIU to 12 members\n",
     [(GONE, "breach", "r", "KU"), (OLD, "breach", "r", "BIU")]),
    ("a committee should not have an even number of members", "resize ØU to 6 members\n",
     [(OLD, "advice", "r", "BIU"), (OLD, "advice", "r", "KU"), (NEW, "advice", "r", "ØU")]),
    ("a committee that has an even number of members needs publication", "",
     [(OLD, "need", "r", "BIU"), (OLD, "need", "r", "KU")]),
    (HALF, "", [(OLD, "breach", "r", "BIU")]),
    (HALF, "resize BIU to 9 members\n", [(GONE, "breach", "r", "BIU")]),
    ("a committee must not have at least half of the council's members", "",
     [(OLD, "breach", "r", "BIU")]),
    ("KU must have exactly 8 members", "", []),
    ("KU must have at most 7 members", "", [(OLD, "breach", "r", "KU")]),
    ("KU must not have at least 8 members", "", [(OLD, "breach", "r", "KU")]),
    ("BIU should have at least 11 members", "", [(OLD, "advice", "r", "BIU")]),
    ("a committee must have at most one unit", "", []),
    ("a committee must have at most one unit", "move KBS to KU\n", [(NEW, "breach", "r", "KU")]),
    ("a committee that has at most 0 units needs publication", MOVE,
     [(NEW, "need", "r", "ØU"), (GONE, "need", "r", "BIU")]),
    ("a unit must perform at most one task", "",
     [(OLD, "breach", "r", "KBS"), (OLD, "undetermined", "r", "KEjd")]),
    ("a unit must perform at most one citizen-service task", "", []),
    ("a unit must perform at most one task", "transfer permits to KEjd\n",
     [(NEW, "breach", "r", "KEjd"), (GONE, "breach", "r", "KBS")]),
    ("a unit that performs at least 2 tasks needs publication", "",
     [(OLD, "need", "r", "KBS"), (OLD, "undetermined", "r", "KEjd")]),
    ("a committee must hold at most 2 tasks", "", []),
    ("a committee must hold at most 2 tasks", MOVE, []),
    ("a committee must hold at most 2 tasks", "move pay to KU\n", [(NEW, "breach", "r", "KU")]),
    ("a committee must hold at most one employment task", "move jobs to KU\n", []),
    ("a committee must hold at least one task", "", []),
    ("a committee must hold at least one task", "move jobs to KU\n",
     [(NEW, "undetermined", "r", "BIU")]),
    ("a committee must hold at least one task", 'create committee X "Nyt"\n',
     [(NEW, "breach", "r", "X")]),
    ("a committee that holds no tasks needs publication", 'create committee X "Nyt"\n',
     [(NEW, "need", "r", "X")]),
    ("a committee that holds no tasks needs publication", "move jobs to KU\n",
     [(NEW, "undetermined", "r", "BIU")]),
    ("a standing committee that holds no employment tasks needs publication", "",
     [(OLD, "need", "r", "KU")]),
    (ODD, 'merge KU and BIU into X "Nyt" with 12 members\n',
     [(NEW, "breach", "r", "X"), (GONE, "breach", "r", "BIU"), (GONE, "breach", "r", "KU")]),
    (ODD, 'split KU into X "En" with 8 members with property and Y "To" with 7 members'
     " with the rest\n", [(NEW, "breach", "r", "X"), (GONE, "breach", "r", "KU"),
                          (OLD, "breach", "r", "BIU")]),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "changes", "expected"), NUMBERS)
def test_numbers(sentence, changes, expected):
    assert sorted(found(check(changes, rule(sentence), SIZED))) == sorted(expected)


EMPTY = 'committee X "Tomt"\n'
UNSIZED = TOWN.replace('"Byrådet"', '"Byrådet" with 19 members')
QUESTIONS = [
    # sentence, organisation, question
    (ODD, TOWN, "q.odd"),
    (HALF, UNSIZED, "q.members"),
    (HALF, TOWN, "q.half"),
    (HALF, SIZED.replace("with 19 members", ""), "q.council"),
    ("KU must have at most 6 members", TOWN, "q.members"),
    ("KU must have at least 0 members", TOWN, None),
    ("KU must have exactly 6 members when it has at most 5 members", TOWN, "q.members"),
    ("KU must have at most 6 members when it has at most 5 members", TOWN, None),
    ("X must hold at least one task", TOWN + EMPTY, "q.tasks"),
    ("X must hold at most 3 tasks", TOWN + EMPTY, None),
    ("KU must hold at most 2 tasks", TOWN + 'task t "T" within payroll\n', "q.held-now"),
    ("KU must hold at most 3 tasks", TOWN + 'task t "T" within payroll\n', None),
    ("KU must hold at least 3 payroll tasks", TOWN + 'task t "T" within payroll\n', "breach"),
    ("KU must hold exactly 2 tasks", TOWN + 'task t "T" within payroll\n', "q.held-now"),
    ("KU must hold at most 0 business-policy tasks",
     TOWN.replace("within business-service", "within business"), "q.within"),
    ("KU must hold at most one business-policy task",
     TOWN.replace("within business-service", "within business"), None),
    ("KEjd must perform at least one task", TOWN, None),  # it counts as one, which may be many
    ("KEjd must perform at least 2 tasks", TOWN, "q.performs"),
    ("KEjd must perform exactly 3 tasks", TOWN, "q.performs"),
    ("KEjd must perform at most one task", TOWN, "q.performs"),
    ("KEjd must perform at most 0 tasks", TOWN, "breach"),
    ("KEjd must perform at most one property task", TOWN, "q.performs"),
    ("KEjd must perform at most one payroll task", TOWN, None),
    ("KBS must perform at most 2 tasks", TOWN, None),
    ("R must perform at least one task", TOWN + 'unit R "R" under no committee\n', "q.performs"),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "town", "expected"), QUESTIONS)
def test_a_count_is_a_question_only_where_the_limit_lies_within(sentence, town, expected):
    result = check("", rule(sentence), town)
    said = {
        one.questions[0].key if one.questions else one.kind
        for one in result.findings
        if one.rule == "r"
    }
    assert said == ({expected} if expected else set())
    assert {one.status for one in result.findings if one.rule == "r"} <= {"existing"}


@pytest.mark.parametrize(
    ("changes", "sentence", "expected"),
    [
        ("transfer passports to KEjd\n", "KEjd must perform at most one task", (NEW, "breach")),
        (
            "transfer passports to KEjd\n",
            "KEjd must perform at most 9 tasks",
            (NEW, "undetermined"),
        ),
        (
            "transfer passports to KEjd\n",
            "KEjd must perform at least 9 tasks",
            (OLD, "undetermined"),
        ),
        ("transfer passports to KEjd\n", "KBS must perform at least 2 tasks", (NEW, "breach")),
        ('rename KEjd to X "Nyt"\n', "KEjd must perform at most 9 tasks", (OLD, "undetermined")),
        ('create unit U "U" under KU\n', "U must perform at least 2 tasks", (NEW, "breach")),
        ('create unit U "U" under KU\n', "U must perform at most 2 tasks", None),
    ],
)
def test_how_many_tasks_a_unit_performs_of_which_none_is_on_file(changes, sentence, expected):
    result = check(changes, rule(sentence), TOWN)
    told = [one[:2] for one in found(result) if one[0] != GONE]
    assert told == ([expected] if expected else [])


def test_a_count_of_special_committees_shows_no_others() -> None:
    rule = 'rule some "S"\n there must be exactly 2 special committees\n under KSL\n'
    one, _ = check("", rule, TOWN + 'special committee SU "Særudvalget"\n').findings

    (fact,) = (witness.fact for witness in one.support)
    assert [thing.id for thing in dict(fact.args)["things"]] == ["SU"]


@pytest.mark.parametrize(
    ("sentence", "changes", "was"),
    [
        ("KU must have at most 7 members", "resize KU to 9 members\n", 8),
        ("KU must have at most 7 members", "resize KU to 7 members\n", None),
        ("BIU must have at least 15 members", "resize BIU to 9 members\n", 10),
        ("BIU must have at least 15 members", "resize BIU to 11 members\n", None),
        ("KU must have exactly 7 members", "resize KU to 5 members\n", 8),
        ("KU must have exactly 7 members", "resize KU to 6 members\n", None),
        ("KU must not have at least 8 members", "resize KU to 9 members\n", 8),
        ("KU must not have exactly 8 members", "move pay to KU\n", None),
        (HALF, "resize BIU to 11 members\n", 10),
        (ODD, "resize KU to 10 members\n", None),
        ("KU must hold at most 0 tasks", "move pay to KU\n", 2),
        ("KU should hold at least 6 tasks", "move permits to BIU\n", 2),
        ("ØU must hold at most 1 task", "move pay to KU\nmove jobs to ØU\n", None),
        ("there must be at most 2 committees", 'create committee X "Nyt"\n', 3),
        ("there must be at most 2 committees", "move pay to KU\n", None),
    ],
)
def test_a_number_that_the_proposal_makes_worse_is_warned_of(sentence, changes, was):
    result = check(changes, rule(sentence), SIZED)
    worse = [one for one in result.findings for each in one.remarks if each.key == "m.worse"]
    assert [dict(one.remarks[0].args)["was"] for one in worse] == ([was] if was else [])
    assert {one.status for one in worse} <= {OLD}
    wording = wording_of(result, "en")
    warned = [said for said in opening(result, wording, 1) if "makes worse what is wrong" in said]
    assert len(warned) == len(worse)
    assert all(f"without the proposal it is {was}" in said for said in warned)
    assert not any(said.startswith("Warning") for said in warned)  # none is counted
