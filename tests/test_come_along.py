# SPDX-License-Identifier: EUPL-1.2
"""Rules on tasks that move, where a committee ends that may hold what is of an unknown holder."""

import pytest
from engine import NEW, check, rule
from test_unknown_ends import ENDS, THIRD


def asked(result):
    """The open findings of the rule."""
    return [one for one in result.findings if one.rule == "r" and one.questions]


@pytest.mark.parametrize(("ends", "heir"), ENDS)
@pytest.mark.parametrize(
    "sentence",
    [
        "a task within payroll that moves needs an approval by IM",
        "a task within payroll that moves from TRE needs an approval by IM",
        "a task within payroll that moves to {} needs publication",
        "a task within payroll that moves between committees needs publication",
        "a task within payroll that moves without its unit needs publication",
        "a task within payroll that moves must be held by ØU",
        "a task within payroll that is held by {} needs publication",
    ],
)
def test_one_question_asks_of_all_tasks_that_may_come_along(sentence, ends, heir):
    result = check(ends, rule(sentence.replace("{}", heir)), THIRD)
    (one,) = asked(result)
    assert (one.kind, one.status, result.verdict) == ("undetermined", NEW, "incomplete")
    assert {dict(each.args)["task"].id for each in one.questions} == {"lost", "gone"}
    assert one.subject.id in ("TRE", "KU")
    assert one.place.line == 6
    assert not [each for each in result.findings if each.rule == "what-moves"]
    known = THIRD.replace("within payroll\n", "within payroll held by BIU\n")
    assert check(ends, rule(sentence.replace("{}", heir)), known).verdict == "clear"
    moved = THIRD.replace("within payroll\n", "within payroll held by TRE\n")
    assert check(ends, rule(sentence.replace("{}", heir)), moved).verdict != "clear"


@pytest.mark.parametrize(
    ("sentence", "more"),
    [
        ("a task that moves needs an approval by IM", ""),
        ("a task that moves between committees needs a bylaw change", ""),
        ("a task that moves needs publication or an approval by IM", ""),
        ("a task that moves must be held by ØU", ""),
        ("a task within payroll that moves needs a bylaw change", "BIU needs a bylaw change"),
        ("a task within payroll that moves needs publication",
         "a committee that is abolished needs publication and an approval by IM"),
        ("a task within payroll that moves needs two readings in the council",
         "a committee that is abolished needs a bylaw change"),
    ],
)  # fmt: skip
def test_it_asks_nothing_that_is_required_anyway(sentence, more):
    others = rule(more, when="when it is abolished").replace("rule r ", "rule q ") if more else ""
    others = others.replace("BIU needs", "TRE needs").replace("\n    when it", " when it")
    if "readings" in sentence:
        chain = rule("a bylaw change needs two readings in the council")
        others += chain.replace("rule r ", "rule p ")
    result = check("abolish TRE into KU\n", rule(sentence) + others, THIRD)
    assert not asked(result)
    assert result.verdict in ("incomplete", "forbidden")
    (note,) = [one for one in result.findings if one.rule == "what-moves"]
    assert {dict(one.args)["task"].id for one in note.questions} == {"lost", "gone"}


@pytest.mark.parametrize(
    ("sentence", "more"),
    [
        ("a task that moves needs a dispensation from LAB § 14", ""),  # one for each task
        ("a task within payroll that moves needs publication before the first reading",
         "a committee that is abolished needs publication"),
        ("a task within payroll that moves needs publication",
         "a committee that is abolished needs publication or an approval by IM"),
        ("a task within payroll that moves needs publication",
         "a committee that is abolished entails publication"),
        ("a task within payroll that moves needs publication", "KU needs publication"),  # anyway
        ("a task within payroll that moves must be held by ØU",
         "a task that moves needs publication"),
    ],
)  # fmt: skip
def test_it_asks_what_may_be_required_beside(sentence, more):
    others = rule(more).replace("rule r ", "rule q ") if more else ""
    result = check("abolish TRE into KU\n", rule(sentence) + others, THIRD)
    (one,) = asked(result)
    assert (one.kind, result.verdict) == ("undetermined", "incomplete")


@pytest.mark.parametrize(
    "sentence",
    [
        "a task within payroll that moves entails publication",
        "a task within payroll that moves should be held by ØU",
    ],
)
def test_the_verdict_does_not_hang_on_a_question_whether_a_duty_or_advice_follows(sentence):
    result = check("abolish TRE into KU\n", rule(sentence), THIRD)
    (one,) = asked(result)
    assert (one.kind, result.verdict) == ("note", "clear")


def test_a_committee_that_ends_is_not_asked_whether_it_holds_a_task_then():
    rules = rule("a task within payroll that moves should be held by KU")
    result = check('merge TRE and KU into NU "Nyt"\n', rules, THIRD)
    (one,) = asked(result)
    assert {each.key for each in one.questions} == {"q.held-by"}
