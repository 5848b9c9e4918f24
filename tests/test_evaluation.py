# SPDX-License-Identifier: EUPL-1.2
"""What each sentence means: a rule, a proposal, and what is found."""

from datetime import date

import pytest
from engine import (
    GONE,
    HEADER,
    LAW,
    MOVE,
    NEW,
    OLD,
    TOWN,
    check,
    found,
    rule,
)

from checker.errors import MistakesError

SENTENCES = [
    # sentence, changes, findings
    ("BIU may only hold employment tasks", "", []),
    ("BIU may only hold employment tasks", MOVE, [(NEW, "breach", "r", "BIU")]),
    ("BIU may only hold employment and citizen-service tasks", MOVE, []),
    ("BIU may only hold KBS tasks", MOVE, [(OLD, "breach", "r", "BIU")]),
    ("KU may only hold property tasks", "", [(OLD, "breach", "r", "KU")]),
    ("KU may only hold business tasks", "", [(OLD, "breach", "r", "KU")]),
    ("KU may only hold business-service and property tasks", "", []),
    ("KBS may only perform citizen-service and business tasks", "", []),
    ("KBS may only perform business tasks", "", [(OLD, "breach", "r", "KBS")]),
    ("KEjd may only perform property tasks", "", []),
    ("KBS may only be under ØU", MOVE, [(NEW, "breach", "r", "KBS")]),
    ("KBS may only be under ØU and BIU", MOVE, []),
    ("KEjd may only be led as contract unit", "", []),
    (
        "KEjd may only be led as contract unit",
        "lead KEjd as centre\n",
        [(NEW, "breach", "r", "KEjd")],
    ),
    ("KBS may only be led by OB", MOVE, [(NEW, "breach", "r", "KBS")]),
    ("KBS may only be led by the mayor of BIU", MOVE, [(GONE, "breach", "r", "KBS")]),
    ("only the finance committee may hold payroll tasks", "", []),
    (
        "only the finance committee may hold payroll tasks",
        "move pay from ØU to KU\n",
        [(NEW, "breach", "r", "KU")],
    ),
    (
        "only KU may hold citizen-service tasks",
        MOVE,
        [(NEW, "breach", "r", "BIU"), (GONE, "breach", "r", "ØU")],
    ),
    ("only KEjd may be under KU", "move KBS from ØU to KU\n", [(NEW, "breach", "r", "KBS")]),
    (
        "only KBS may be led as unit administration",
        "lead KEjd as unit administration\n",
        [(NEW, "breach", "r", "KEjd")],
    ),
    ("only KEjd may perform citizen-service tasks", "", [(OLD, "breach", "r", "KBS")]),
    ("BIU must hold employment tasks", "", []),
    ("BIU must hold employment tasks", "move jobs from BIU to KU\n", [(NEW, "breach", "r", "BIU")]),
    ("KU must hold business-policy tasks", "", [(OLD, "breach", "r", "KU")]),
    (
        "KBS must perform citizen-service tasks",
        "transfer passports from KBS to KEjd\n",
        [(NEW, "breach", "r", "KBS")],
    ),
    ("KBS must be under ØU", MOVE, [(NEW, "breach", "r", "KBS")]),
    ("KBS must be led by the mayor of its committee", MOVE, []),
    ("BIU must not hold citizen-service tasks", MOVE, [(NEW, "breach", "r", "BIU")]),
    ("BIU must not hold business tasks", MOVE, []),
    ("KBS must not be under BIU", MOVE, [(NEW, "breach", "r", "KBS")]),
    ("KBS must not be led as unit administration", "", [(OLD, "breach", "r", "KBS")]),
    ("KBS should not be under BIU", MOVE, [(NEW, "advice", "r", "KBS")]),
    ("KBS should be under ØU", MOVE, [(NEW, "advice", "r", "KBS")]),
    ("every task must be held by exactly one committee", "", []),
    ("every task must be held by exactly one committee", "abolish BIU\nmove jobs to KU\n", []),
    ("citizen-service tasks must be held by exactly one committee", "", []),
    (
        "business tasks must be held by exactly one committee",
        "",
        [],
    ),
    (
        "business-policy tasks must be held by exactly one committee",
        "",
        [(OLD, "breach", "r", "business-policy")],
    ),
    ("every unit should be under exactly one committee", "", []),
    ("employment tasks should be held by exactly one committee", "", []),
    (
        "business-policy tasks should be held by exactly one committee",
        "",
        [(OLD, "advice", "r", "business-policy")],
    ),
    ("there must be exactly 3 committees", "", []),
    (
        "there must be exactly 3 committees",
        'create committee X "Nyt"\n',
        [(NEW, "breach", "r", "town")],
    ),
    ("there must be exactly 3 committees", 'create special committee X "Nyt"\n', []),
    ("there must be exactly 2 standing committees", "", []),
    ("there must be at least 4 committees", "", [(OLD, "breach", "r", "town")]),
    ("BIU must hold employment and business-policy tasks", "", [(OLD, "breach", "r", "BIU")]),
    ("KU must hold business-service and property tasks", "", []),
    (
        "KU must hold business-service and property tasks",
        "move permits from KU to BIU\n",
        [(NEW, "breach", "r", "KU")],
    ),
    ("there should be at least 4 committees", "", [(OLD, "advice", "r", "town")]),
    ("there should be exactly 3 committees", "", []),
    (
        "business-policy tasks must be held by at least one committee",
        "",
        [(OLD, "breach", "r", "business-policy")],
    ),
    ("business-policy tasks must be held by at most one committee", "", []),
    ("citizen-service and payroll tasks must be held by at most one committee", MOVE, []),
    ("citizen-service tasks should be held by at least one committee", "", []),
    ("every citizen-service task must be held by exactly one committee", "", []),
    ("every business-policy task must be held by exactly one committee", "", []),
    (
        "every task must be performed by at least one unit",
        "",
        [(OLD, "breach", "r", "jobs"), (OLD, "breach", "r", "pay")],
    ),
    (
        "every payroll and property task must be performed by at least one unit",
        "",
        [(OLD, "breach", "r", "pay")],
    ),
    ("every task must be performed by at most one unit", "", []),
    (
        "only BIU may hold employment tasks",
        "abolish BIU\nmove jobs to KU\n",
        [(NEW, "note", "r", "BIU")],
    ),
    (
        "only BIU may hold employment tasks",
        'merge BIU and KU into X "Nyt"\n',
        [(NEW, "note", "r", "BIU")],
    ),
    ("only BIU may hold employment tasks", 'rename BIU to X "Nyt"\n', []),
    ('only a special committee may hold payroll tasks when the form is "magistrat"', "", []),
    (
        "only a special committee may hold payroll tasks unless the change takes effect on"
        " 2014-01-01",
        "",
        [],
    ),
    (
        "only a special committee may hold payroll tasks when the change takes effect on"
        " 2014-01-01",
        "",
        [(OLD, "breach", "r", "ØU")],
    ),
    ("there must be at most 12345678901 committees", "", []),
    ("there must be at least 12345678901 committees", "", [(OLD, "breach", "r", "town")]),
    ("there must be at most 3 units", 'create unit X "Nyt" under KU within business\n', []),
    ("there must be exactly 3 administrations", "", []),
]


@pytest.mark.parametrize(("sentence", "changes", "expected"), SENTENCES)
def test_sentence(sentence, changes, expected):
    assert sorted(found(check(changes, rule(sentence)))) == sorted(expected)


VERDICTS = [
    # a rule, its basis, changes, verdict
    ("BIU may only hold employment tasks", "KSL", MOVE, "forbidden"),
    ("BIU may only hold employment tasks", "SV", MOVE, "incomplete"),
    ("BIU may only hold employment tasks", "M", MOVE, "incomplete"),
    ("BIU may only hold employment tasks", "G", MOVE, "clear"),
    ("BIU may only hold employment tasks", "SV § 3 and KSL § 1", MOVE, "forbidden"),
    ("BIU may only hold employment tasks", "LAB", MOVE, "forbidden"),
    ("KBS should be under ØU", "KSL", MOVE, "clear"),
    ("KU may only hold property tasks", "KSL", MOVE, "clear"),
    ("KBS needs a bylaw change when it moves to BIU", "KSL", MOVE, "incomplete"),
    ("KBS needs a bylaw change when it moves to BIU", "G", MOVE, "clear"),
    (
        "KBS needs a bylaw change when it moves to BIU",
        "KSL",
        MOVE + "carries a reading, planned\n",
        "conditional",
    ),
]


@pytest.mark.parametrize(("sentence", "basis", "changes", "verdict"), VERDICTS)
def test_verdict(sentence, basis, changes, verdict):
    assert check(changes, rule(sentence, basis)).verdict == verdict


def test_out_of_force():
    later = HEADER.replace("2014-01-01", "2015-01-01")
    sentence = rule("BIU may only hold employment tasks", "LAB")
    assert found(check(MOVE, sentence, header=later)) == []
    assert len(found(check(MOVE, sentence, header=later, law_date=date(2014, 6, 1)))) == 1


@pytest.mark.parametrize(
    "sentence",
    [
        "a committee within payroll needs publication",
        "a unit must have an odd number of members",
        "a unit must have at most 3 units",
        "a unit that holds no tasks needs publication",
        "a committee must perform at most 3 tasks",
        "a task that has at most half of the council's members needs publication",
        "KBS must hold at most one task",
    ],
)
def test_what_cannot_be_said_of_its_subject_does_not_load(sentence):
    with pytest.raises(MistakesError, match="can be said of"):
        check("", rule(sentence))


def test_a_question_is_not_new_where_what_broke_the_rule_without_the_proposal_ends_with_it():
    """Whether XX performs tasks for identity cards or not, to bring it to ØU breaks nothing: where
    it does, two held them before."""
    town = TOWN + 'unit XX "X" under KU\ntask t1 "T" within identity\n'
    town += 'task t2 "T" within identity held by ØU\n'
    law = LAW + 'area identity "legitimation"\n'
    one = rule("identity tasks must be held by exactly one committee")
    result = check("move XX from KU to ØU\n", one, town, law=law)

    assert [(each.status, each.kind, each.questions[0].key) for each in result.findings] == [
        ("existing", "undetermined", "q.holder"),
        ("resolved", "undetermined", "q.within"),
    ]
