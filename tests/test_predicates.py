# SPDX-License-Identifier: EUPL-1.2
"""Whom a sentence speaks of, and when: each predicate where it is true and where it is not."""

import pytest
from engine import (
    GONE,
    LAW,
    MOVE,
    NEW,
    OLD,
    check,
    found,
    rule,
)
from test_parts import FIXED

from checker.language.parser import parse
from checker.language.words import vocabulary
from checker.source import Source
from checker.speech.demands import Demand
from checker.speech.predicates import OfInstrument, Predicate

SENTENCES = [
    # sentence, changes, findings
    ("KBS needs publication", "", [(OLD, "need", "r", "KBS")]),
    ("BIU needs publication when it holds no tasks", "", []),
    (
        "BIU needs publication when it holds no business tasks",
        "",
        [(OLD, "need", "r", "BIU")],
    ),
    (
        "a unit that moves between committees needs a bylaw change",
        MOVE,
        [(NEW, "need", "r", "KBS")],
    ),
    ("a unit that moves to BIU needs a bylaw change", MOVE, [(NEW, "need", "r", "KBS")]),
    ("a unit that moves from BIU needs a bylaw change", MOVE, []),
    (
        "a task that moves between committees needs a bylaw change",
        MOVE,
        [(NEW, "need", "r", "passports")],
    ),
    ("a task that moves without its unit needs a bylaw change", MOVE, []),
    (
        "a task that moves without its unit needs a bylaw change",
        "move passports from ØU to KU\n",
        [(NEW, "need", "r", "passports")],
    ),
    (
        "a task that is transferred needs publication",
        "transfer passports from KBS to KEjd\n",
        [(NEW, "need", "r", "passports")],
    ),
    ("a task that is transferred needs publication", MOVE, []),
    (
        "a task that is transferred needs publication",
        "transfer citizen-service tasks to KEjd\ntransfer jobs to KBS\n",
        [(NEW, "need", "r", "jobs"), (NEW, "need", "r", "passports")],
    ),
    (
        "a unit that moves between committees needs a bylaw change",
        "move KBS from ØU to no committee\n",
        [],
    ),
    ("a committee that is abolished needs a bylaw change", 'rename BIU to BEU "Nyt"\n', []),
    (
        "a unit that performs tasks of another committee needs a bylaw change",
        "move permits from KU to ØU\n",
        [(GONE, "need", "r", "KBS")],
    ),
    ("a committee that is split needs a bylaw change", 'merge BIU and KU into X "Nyt"\n', []),
    ("a committee that is merged needs a bylaw change", 'rename KU to X "Nyt"\n', []),
    ("a committee that is renamed needs a bylaw change", "resize KU to 9 members\n", []),
    ("a committee that is resized needs a bylaw change", MOVE, []),
    (
        "a unit that is led anew needs a bylaw change",
        "lead KEjd as centre\n",
        [(NEW, "need", "r", "KEjd")],
    ),
    ("a unit that is led anew needs a bylaw change", "lead KEjd as contract unit\n", []),
    (
        "a unit that is touched by the proposal needs a bylaw change",
        "transfer passports from KBS to KEjd\n",
        [(NEW, "need", "r", "KBS"), (NEW, "need", "r", "KEjd")],
    ),
    ("a unit that is touched by the proposal needs a bylaw change", "resize KU to 9 members\n", []),
    (
        "a committee that is new needs a bylaw change",
        'create committee X "Nyt"\n',
        [(NEW, "need", "r", "X")],
    ),
    ("a committee that is new needs a bylaw change", 'create special committee X "Nyt"\n', []),
    (
        "a special committee needs publication",
        'create special committee X "Nyt"\n',
        [(NEW, "need", "r", "X")],
    ),
    (
        "a committee that is abolished needs a bylaw change",
        "abolish BIU\nmove jobs to KU\n",
        [(NEW, "need", "r", "BIU")],
    ),
    (
        "a committee that is renamed needs a bylaw change",
        'rename BIU to BEU "Nyt"\n',
        [(NEW, "need", "r", "BEU")],
    ),
    ("a committee that is new needs a bylaw change", 'rename BIU to BEU "Nyt"\n', []),
    (
        "a committee that is merged needs a bylaw change",
        'merge BIU and KU into X "Nyt"\n',
        [(NEW, "need", "r", "X")],
    ),
    (
        "a committee that is split needs a bylaw change",
        'split KU into X "En" with property and Y "To" with the rest\n',
        [(NEW, "need", "r", "X"), (NEW, "need", "r", "Y")],
    ),
    (
        "a committee that is resized needs a bylaw change",
        "resize KU to 9 members\n",
        [(NEW, "need", "r", "KU")],
    ),
    (
        "a unit that is new needs publication",
        'create unit X "Nyt" under KU\n',
        [(NEW, "need", "r", "X")],
    ),
    ("a unit that is under KU needs publication", "", [(OLD, "need", "r", "KEjd")]),
    ("a unit that is led as centre needs publication", "", []),
    (
        "a unit that performs tasks of another committee needs publication",
        "",
        [(OLD, "need", "r", "KBS")],
    ),
    (
        "a unit that is under ØU and performs tasks of another committee needs publication",
        "",
        [(OLD, "need", "r", "KBS")],
    ),
    ("a unit that is under KU or is under BIU needs publication", "", [(OLD, "need", "r", "KEjd")]),
    ("a committee that holds employment and payroll tasks needs publication", "", []),
    (
        "a committee that holds employment and citizen-service tasks needs publication",
        MOVE,
        [(NEW, "need", "r", "BIU")],
    ),
    (
        "a task that is held by KU needs publication",
        "",
        [(OLD, "need", "r", "KEjd"), (OLD, "need", "r", "permits")],
    ),
    (
        "a task that is performed by KBS needs publication",
        "",
        [(OLD, "need", "r", "passports"), (OLD, "need", "r", "permits")],
    ),
    ("passports must be held by ØU", MOVE, [(NEW, "breach", "r", "passports")]),
    ("passports must be held by ØU or BIU", MOVE, []),
    ("passports may only be held by ØU", MOVE, [(NEW, "breach", "r", "passports")]),
    ("passports may only be performed by KBS", "", []),
    ("passports must not be held by BIU", MOVE, [(NEW, "breach", "r", "passports")]),
    ("passports should not be performed by KBS", "", [(OLD, "advice", "r", "passports")]),
    (
        "only passports may be held by ØU",
        "",
        [(OLD, "breach", "r", "pay")],
    ),
    (
        "a task must be held by the finance committee",
        "",
        [(OLD, "breach", "r", one) for one in ("KEjd", "jobs", "permits")],
    ),
    ("KEjd may need publication", "", [(OLD, "note", "r", "KEjd")]),
    (
        'note on KEjd "Se her" when it moves to ØU',
        "move KEjd from KU to ØU\n",
        [(NEW, "note", "r", "KEjd")],
    ),
    ('note on KEjd "Se her" when it moves to ØU', "", []),
    (
        "the finance committee must not hold property tasks",
        "move KEjd to ØU\n",
        [(NEW, "breach", "r", "ØU")],
    ),
    (
        "a standing committee that holds employment tasks may only hold employment tasks",
        MOVE,
        [(NEW, "breach", "r", "BIU")],
    ),
    (
        "a standing committee that holds payroll tasks may only hold payroll tasks",
        "",
        [],
    ),
    (
        'the municipality needs publication when the form is "mellemformstyre"',
        "",
        [(OLD, "need", "r", "town")],
    ),
    ('the municipality needs publication when the form is "magistrat"', "", []),
    ("KBS needs publication unless it is under ØU", MOVE, [(NEW, "need", "r", "KBS")]),
    (
        "a task within citizen-service or property that moves needs publication",
        MOVE,
        [(NEW, "need", "r", "passports")],
    ),
    ("a task within business that moves needs publication", MOVE, []),
    ("a task within business needs publication", "", [(OLD, "need", "r", "permits")]),
    ("a task within business-policy needs publication", "", []),
    ("a unit within citizen-service needs publication", "", [(OLD, "need", "r", "KBS")]),
    ("a unit within business needs publication", "", []),
    (
        "a unit within business, payroll and property should be under ØU",
        "",
        [(OLD, "advice", "r", "KEjd")],
    ),
    (
        "passports needs publication when it is within citizen-service",
        "",
        [(OLD, "need", "r", "passports")],
    ),
    ("passports needs publication unless it is within citizen-service", "", []),
    *(
        (f"KBS needs publication when the change takes effect {when}", "", found)
        for when, found in {
            "before 2014-01-02": [(OLD, "need", "r", "KBS")],
            "before 2014-01-01": [],
            "on 2014-01-01": [(OLD, "need", "r", "KBS")],
            "on 2014-01-02": [],
            "after 2013-12-31": [(OLD, "need", "r", "KBS")],
            "after 2014-01-01": [],
            "at the start of a council term": [(OLD, "need", "r", "KBS")],
            "during a council term": [],
        }.items()
    ),
    (
        "there must be exactly 2 committees when the change takes effect on 2014-01-01",
        "",
        [(OLD, "breach", "r", "town")],
    ),
    (
        "there must be exactly 2 committees when the change takes effect during a council term",
        "",
        [],
    ),
]


@pytest.mark.parametrize(("sentence", "changes", "expected"), SENTENCES)
def test_sentence(sentence, changes, expected):
    assert sorted(found(check(changes, rule(sentence)))) == sorted(expected)


PREDICATES = [kind for kind in Predicate.kinds() if not issubclass(kind, OfInstrument | Demand)]
JUDGED = [kind for kind in FIXED if not (kind.clause or issubclass(kind, OfInstrument))]


@pytest.mark.parametrize(
    "kind", [kind for kind in PREDICATES if not kind.clause], ids=lambda kind: kind.__name__
)
def test_a_predicate_is_judged_where_it_is_true_and_where_it_is_not(kind):
    told = set()
    for sentence, _, expected in SENTENCES:
        if any(type(node) is kind for node in parse(Source.of(LAW + rule(sentence))).walk()):
            told.add(any(status != GONE for status, *_ in expected))

    assert told == {True, False}


@pytest.mark.parametrize("kind", JUDGED, ids=lambda kind: kind.__name__)
def test_where_a_predicate_is_true_it_names_what_makes_it_so(kind):
    said = f" that {vocabulary('en').printed(kind.line().upper())} needs "
    tried = [each[:2] for each in SENTENCES if said in each[0]]
    found = [one for said, changes in tried for one in check(changes, rule(said)).findings]

    assert all(one.witnesses for one in found if one.rule == "r" and one.status != GONE)
    assert any(one.rule == "r" for one in found)
