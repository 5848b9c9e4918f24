# SPDX-License-Identifier: EUPL-1.2
"""What lies where, and what is looked at by itself or as a whole."""

import pytest
from engine import TOWN, check, rule

SHARED = TOWN + (
    'task mail "Post" within payroll held by ØU and KU\ntask post "Post" within property\n'
)


@pytest.mark.parametrize(
    ("predicate", "expected"),
    [("moves", ["X"]), ("moves to KU", ["X"]), ("moves between committees", [])],
)
def test_a_unit_that_leaves_no_committee_moves_but_not_between_committees(predicate, expected):
    town = TOWN + 'unit X "X" under no committee\n'
    result = check("move X to KU\n", rule(f"a unit that {predicate} needs publication"), town)
    assert [one.subject.id for one in result.findings if one.rule == "r"] == expected


ONE_DOER = [
    # sentence, subject and what is found of it
    ("payroll tasks must be held by exactly one committee", [("payroll", "breach")]),
    ("payroll tasks must be held by at most one committee", [("payroll", "breach")]),
    ("payroll tasks must be held by at least one committee", []),
    ("every payroll task must be held by exactly one committee", [("mail", "breach")]),
    ("every payroll task should be held by at most one committee", [("mail", "advice")]),
    ("every property task must be held by at least one committee", [("post", "q.holder")]),
    ("every property task must be held by at most one committee", [("post", "q.most-one-holder")]),
    ("every property task must be held by exactly one committee", [("post", "q.one-holder")]),
    ("property tasks must be held by at least one committee", []),
    ("property tasks must be held by at most one committee", [("property", "q.holder")]),
]


@pytest.mark.parametrize(("sentence", "expected"), ONE_DOER)
def test_every_task_is_looked_at_by_itself_and_an_area_as_a_whole(sentence, expected):
    result = check("", rule(sentence), SHARED)
    assert [
        (one.subject.id, one.questions[0].key if one.questions else one.kind)
        for one in result.findings
        if one.rule == "r"
    ] == expected


NOT_FILED = 'unit X "X" under KU\n'
ONE_TASK = NOT_FILED + 'task t "T" within payroll held by KU performed by X\n'
UNITS = [
    # what is on file of X, what is found where it must not lie within payroll
    (NOT_FILED, "q.within"),
    (NOT_FILED.replace("KU", "KU within property"), None),
    (NOT_FILED.replace("KU", "KU within payroll"), "need"),
    (ONE_TASK, "need"),
    (ONE_TASK.replace(" under KU", " under KU within property"), None),
    (ONE_TASK + 'task u "U" within payroll held by KU performed by X\n', "need"),
    (ONE_TASK + 'task u "U" within property held by KU performed by X\n', "q.unit-within"),
    (ONE_TASK + 'task u "U" held by KU performed by X\n', "q.within"),
    ('unit X "X" under no committee\n', "q.unit-within"),
]


@pytest.mark.parametrize(("filed", "expected"), UNITS)
def test_a_unit_lies_where_it_is_filed_else_where_all_its_tasks_do(filed, expected):
    result = check("", rule("a unit within payroll needs publication"), TOWN + filed)
    said = [one for one in result.findings if one.subject.id == "X"]
    assert [one.questions[0].key if one.questions else one.kind for one in said] == (
        [expected] if expected else []
    )
