# SPDX-License-Identifier: EUPL-1.2
"""What was once found wrong in the meaning: whole cases with their right answers, and their kinds.

A folder of ``tests/meaning`` holds rules, an organisation, a proposal and ``answer.json``: a
finding, instrument or bylaw change like each that it names must come out, like none of ``not_…``.
"""

import ast
import json
from itertools import product
from pathlib import Path

import pytest
from engine import HEADER, MOVE, PROCEDURE, TOWN, check, found, instrument

from checker.speech.answers import Answers, all_of, any_of, decide
from checker.speech.saying import Phrase, Ref

CASES = sorted(path.parent for path in Path(__file__).parent.glob("meaning/*/answer.json"))
LISTS = ("findings", "instruments", "bylaw_changes")


def is_like(got, wanted):
    for key, value in wanted.items():
        if key == "subject":
            if (got["subject"] or {}).get("id") != value:
                return False
        elif key == "witness":
            shown = json.dumps(got["witnesses"], ensure_ascii=False)
            if not all(word in shown for word in value):
                return False
        elif key == "alternatives":
            if sorted(map(len, got[key])) != sorted(value):
                return False
        elif key != "count" and got[key] not in (value if isinstance(value, list) else [value]):
            return False
    return True


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_case_comes_out_right(case, ressort):
    wanted = json.loads((case / "answer.json").read_text(encoding="utf-8"))
    ran = ressort(
        "check", case / "proposal.ressort", "--rules", case / "rules", "--organisations",
        case / "organisations", "--format", "json", "--no-config",
    )  # fmt: skip
    (got,) = json.loads(ran.out)["results"]
    assert got["verdict"] == wanted["verdict"], wanted["says"]
    for key in LISTS:
        for one in wanted.get(key, ()):
            alike = [each for each in got[key] if is_like(each, one)]
            assert len(alike) == one.get("count", len(alike) or 1), one
        for one in wanted.get(f"not_{key}", ()):
            assert not any(is_like(each, one) for each in got[key]), one


# ---------------------------------------------------------------- open questions


class Open:
    """A situation that answers nothing but what is assumed."""

    def __init__(self):
        self.assumed = Answers()

    def asks(self, name):
        return lambda: self.assumed.to(Phrase.of("q", name=name, task=Ref("task", name)))


def as_test(node, asks):
    """A formula as a test of open questions."""
    match node:
        case ast.BoolOp(op, values):
            joined = any_of if isinstance(op, ast.Or) else all_of
            return lambda: joined([as_test(one, asks) for one in values])
        case ast.UnaryOp(_, operand):
            return lambda: not as_test(operand, asks)()
        case ast.Name(name):
            return asks(name)


@pytest.mark.parametrize(
    "formula",
    [
        "a or b and c",
        "a and not a and (b or c)",
        "a and b or not a and b or not b or c",
        "(a or b or c) and not (a and b)",
        "a and not b or c and b",
        "(a or not a or b) and c",
        "not (a and not b) and not (b and not a)",
    ],
)
def test_what_is_decided_is_what_every_way_to_answer_gives(formula):
    situation = Open()
    test = as_test(ast.parse(formula, mode="eval").body, situation.asks)

    def truth(*ways):
        return eval(formula, dict(zip("abc", ways, strict=True)))

    outcomes = {truth(*ways) for ways in product((True, False), repeat=3)}
    outcome = decide(test, situation.assumed)
    if len(outcomes) == 1:
        assert outcome is outcomes.pop()
    else:
        name = dict(outcome.args)["name"]
        index = "abc".index(name)
        split = [
            [truth(*ways) for ways in product((True, False), repeat=3) if ways[index] is answer]
            for answer in (True, False)
        ]
        assert split[0] != split[1]  # its answer would change something
    assert not list(situation.assumed.about(Ref("task", "a")))  # nothing stays assumed


def test_many_open_questions_are_decided_exactly_and_soon():
    situation = Open()
    many = [situation.asks(str(number)) for number in range(300)]
    assert isinstance(decide(lambda: any_of(many), situation.assumed), Phrase)
    assert isinstance(decide(lambda: not all_of(many), situation.assumed), Phrase)
    sure = [lambda: not many[0](), *many]
    assert decide(lambda: any_of(sure), situation.assumed) is True


@pytest.mark.parametrize("number", [8, 9, 40])
def test_a_breach_is_certain_beside_any_number_of_open_questions(number):
    rule = 'rule r "R"\n    business tasks must be held by exactly one committee\n    under KSL\n'
    town = TOWN + "".join(f'task x{n} "X {n}" held by KU\n' for n in range(number))
    town += 'task s "S" within business held by BIU\n'
    assert found(check("", rule, town)) == [("existing", "breach", "r", "business")]


def test_a_question_is_known_by_what_may_fail_not_by_its_words():
    """BIU may hold business tasks by either of two tasks; moving one of them makes nothing new."""
    rule = (
        'rule r "R"\n    a standing committee that holds business-policy tasks '
        "must not hold employment tasks\n    under KSL\n"
    )
    town = TOWN + "".join(f'task {n} "{n}" within business held by BIU\n' for n in "ab")
    result = check("move a from BIU to KU\n", rule, town)
    assert found(result) == [("existing", "undetermined", "r", "BIU")]
    assert result.verdict == "clear"


# ---------------------------------------------------------------- what moves


FILED = TOWN + (
    'task hotels "Hoteller" within business-service held by KU\n'
    'task strategy "Strategi" within business-policy\n'
)
NOT_BUSINESS = 'rule r "R"\n    ØU must not hold business tasks\n    under KSL\n'


def breaching(changes, rule=NOT_BUSINESS, town=FILED):
    """The tasks that break the one rule afterwards."""
    found = check(changes, rule, town).findings
    return sorted(
        dict(fact.fact.args)["task"].id for one in found if one.kind == "breach"
        for fact in one.witnesses
    )  # fmt: skip


def test_a_move_of_an_area_takes_the_tasks_whose_holder_is_on_no_file():
    assert breaching("move business tasks to ØU\n") == ["hotels", "permits", "strategy"]
    assert breaching("move business tasks from KU to ØU\n") == ["hotels", "permits"]


@pytest.mark.parametrize("order", [1, -1])
def test_the_narrower_change_wins_though_it_leaves_a_thing_in_its_place(order):
    moves = ["move business tasks to ØU\n", "move business-service tasks to KU\n"]
    assert breaching("".join(moves[::order])) == ["strategy"]
    moves = ["move KBS from ØU to BIU\n", "move citizen-service tasks to ØU\n"]
    rule = 'rule r "R"\n    BIU must not hold citizen-service tasks\n    under KSL\n'
    assert breaching("".join(moves[::order]), rule) == []


# ---------------------------------------------------------------- what displaces


@pytest.mark.parametrize(
    ("general", "special", "left"),
    [
        ("business tasks must be held by exactly one committee",) * 2 + (["s"],),
        ("business and property tasks must be held by exactly one committee",
         "business tasks must be held by exactly one committee", ["s"]),
        ("business tasks must be held by exactly one committee",
         "business-service tasks must be held by exactly one committee", ["g"]),
    ],
)  # fmt: skip
def test_despite_works_wherever_two_rules_speak_of_the_same(general, special, left):
    rules = f'rule g "G"\n    {general}\n    under KSL\nrule s "S"\n    {special}\n'
    town = TOWN + 'task strategy "Strategi" within business-policy held by BIU\n'
    result = check("", rules + "    despite g\n    under KSL\n", town)
    assert sorted({one.rule for one in result.findings if one.kind == "breach"}) == left


# ---------------------------------------------------------------- steps


APPROVED = """
rule approved "Approved"
    a unit that moves between committees needs an approval by IM
    under KSL
"""


@pytest.mark.parametrize(
    ("steps", "state"),
    [
        (("refused 2013-07-01", "on 2013-08-01"), "pending"),
        (("refused 2013-07-01", "on 2014-01-16"), "open"),
        (("on 2013-08-01", "refused 2013-09-01"), "failed"),
        (("on 2013-08-01", "on 2014-01-16"), "open"),
        (("on 2014-01-16", "planned"), "open"),
        (("planned",), "pending"),
    ],
)
def test_the_last_day_decides_of_what_may_be_refused(steps, state):
    carried = "".join(
        f"carries an approval by IM{' ' if each.startswith('on') else ', '}{each}\n"
        for each in steps
    )
    (need,) = [one for one in check(MOVE + carried, APPROVED).findings if one.rule == "approved"]
    assert need.requirement == state


@pytest.mark.parametrize(
    ("steps", "state"),
    [
        ((", refused 2013-07-01", " on 2013-08-01"), "pending"),
        ((", refused 2013-07-01", " on 2014-01-16"), "open"),
        ((", refused 2013-07-01", ", planned"), "failed"),
        ((" on 2013-07-01", ", refused 2013-08-01"), "met"),  # a foreseen refusal is none
    ],
)
def test_what_is_announced_after_a_refusal_counts(steps, state):
    header = HEADER.replace("    effective", "    as of 2013-07-15\n    effective")
    carried = "".join(f"carries an approval by IM{each}\n" for each in steps)
    result = check(MOVE + carried, APPROVED, header=header)
    (need,) = [one for one in result.findings if one.rule == "approved"]
    assert need.requirement == state


@pytest.mark.parametrize("body", ["KU", "NYT"])
def test_a_renamed_body_acts_under_either_name(body):
    heard = APPROVED.replace("an approval by IM", "a consultation of KU")
    rename = 'rename KU to NYT "Det nye udvalg"\n'
    result = check(f"{MOVE}{rename}carries a consultation of {body} on 2013-06-18\n", heard)
    assert instrument(result, "consultation").status == "granted"


def test_the_finance_committee_is_one_body_by_role_and_by_either_name():
    heard = APPROVED.replace("an approval by IM", "a consultation of the finance committee")
    rename = 'rename ØU to ØEPU "Det nye økonomiudvalg"\n'
    for body in ("ØU", "ØEPU", "the finance committee"):
        result = check(f"{MOVE}{rename}carries a consultation of {body} on 2013-06-18\n", heard)
        assert instrument(result, "consultation").status == "granted"
        assert result.verdict == "clear"


def test_of_what_cannot_be_refused_one_in_time_is_enough():
    heard = APPROVED.replace("an approval by IM", "a consultation of KU")
    carried = (
        "carries a consultation of KU on 2013-08-01\ncarries a consultation of KU on 2014-02-01\n"
    )
    (need,) = [one for one in check(MOVE + carried, heard).findings if one.rule == "approved"]
    assert need.requirement == "pending"


def test_readings_that_no_rule_asks_for_count_in_whatever_body_they_are_held():
    only_change = PROCEDURE.split("rule two-readings")[0]
    header = HEADER.replace("    effective", "    as of 2013-11-01\n    effective")
    readings = "carries a reading in BR on 2013-08-22\n"
    assert check(MOVE + readings, only_change, header=header).verdict == "clear"
    later = "carries a reading in BR on 2013-12-22\n"
    assert instrument(check(MOVE + later, only_change, header=header), "bylaw change").state == (
        "pending"
    )


def test_what_a_law_bars_is_forbidden_whether_the_change_is_carried_or_not():
    rules = PROCEDURE + (
        'rule ok "Ok"\n    a bylaw change needs an approval by IM\n    under KSL\n'
    )
    refused = "carries an approval by IM, refused 2013-06-10\n"
    for more in ("", "carries a bylaw change, planned\n"):
        assert check(MOVE + refused + more, rules).verdict == "forbidden"


def test_beside_a_way_that_is_taken_the_others_are_not_needed_for_what_existed_too():
    rule = APPROVED.replace("an approval by IM", "a dispensation or a decision by BR").replace(
        "a unit that moves between committees", "KBS"
    )
    result = check("carries a decision by BR on 2013-08-01\n", rule)
    assert found(result) == [("existing", "need", "approved", "KBS")]
    assert instrument(result, "dispensation").status == "not needed"


# ---------------------------------------------------------------- mandates and counts
