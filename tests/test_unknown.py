# SPDX-License-Identifier: EUPL-1.2
"""What no file says: a question only where it matters, and what answers it."""

import pytest
from engine import EMPLOYMENT_IN_ONE, MOVE, NEW, OLD, TOWN, check, found, rule

from checker.errors import MistakesError
from checker.report.express import wording_of
from checker.report.findings import of_all
from checker.report.steps import next_steps


@pytest.mark.parametrize(
    ("form", "verdict", "kinds"),
    [
        ('form "mellemformstyre"', "conditional", []),
        ('form "magistratsordning"', "incomplete", ["approval"]),
        ("# the form is on no file", "incomplete", []),
    ],
)
def test_what_hangs_on_an_unknown_form_is_no_clearance(form, verdict, kinds):
    town = TOWN.replace('form "mellemformstyre"', form)
    needs = rule('a bylaw change needs approval by IM when the form is "magistratsordning"')
    result = check('reword SV § 1 from "a" to "b"\n', needs, town)
    assert [one.kind for one in result.instruments if one.kind == "approval"] == kinds
    assert result.verdict == verdict
    asked = [one for one in result.findings if one.kind == "undetermined"]
    assert [one.questions[0].key for one in asked] == ["q.form"] * form.startswith("#")
    assert {one.severity for one in asked} <= {"error"}


def test_wider_area_is_undetermined():
    town = TOWN.replace("within business-service", "within business")
    result = check(
        "move permits from KU to BIU\n",
        rule("BIU may only hold employment and business-policy tasks"),
        town,
    )
    assert found(result) == [("new", "undetermined", "r", "BIU")]
    assert result.verdict == "incomplete"
    question = (
        result.findings[-1].questions[0]
        if result.findings[0].rule != "r"
        else result.findings[0].questions[0]
    )
    assert question.key == "q.within"


@pytest.mark.parametrize(("changes", "status"), [("move KEjd from KU to BIU", NEW), ("", OLD)])
def test_a_question_on_a_dispensation_is_new_where_another_mayor_must_hold_it(changes, status):
    needs = rule("a unit that is led as unit administration needs a dispensation")
    for led, kind in ((" led as unit administration", "need"), ("", "undetermined")):
        result = check(changes, needs, TOWN.replace(" led as contract unit", led))
        assert [one for one in found(result) if one[0] != "resolved" and one[3] == "KEjd"] == [
            (status, kind, "r", "KEjd")
        ]
        assert result.verdict == ("incomplete" if changes else "clear")


def test_a_question_names_its_rule_also_where_it_is_of_several():
    needs = rule("a standing committee must have an odd number of members")
    result = check("", needs, TOWN)
    both = of_all([one for one in result.findings if one.rule == "r"])
    said = wording_of(result, "en").say(both.message)
    assert (
        "whether the rule “En regel” is met for Beskæftigelsesudvalget and Kulturudvalget" in said
    )


def test_a_task_that_is_filed_wider_may_lie_within():
    town = TOWN.replace("within business-service", "within business")
    result = check("", rule("a task within business-policy needs publication"), town)
    assert found(result) == [(OLD, "undetermined", "r", "permits")]


@pytest.mark.parametrize("when", ["at the start of", "during"])
def test_whether_a_term_begins_is_a_question_where_none_is_on_file(when):
    town = TOWN.replace("term from 2014-01-01 until 2017-12-31\n", "")
    sentence = (
        f"a unit that moves needs publication when the change takes effect {when} a council term"
    )
    (one,) = [each for each in check(MOVE, rule(sentence), town).findings if each.rule == "r"]
    assert (one.kind, [each.key for each in one.questions]) == ("undetermined", ["q.term"])


def test_question_that_changes_nothing_is_not_asked():
    town = TOWN.replace("within business-service", "within business")
    result = check(
        "move permits from KU to BIU\n", rule("BIU may only hold employment tasks"), town
    )
    assert found(result) == [("new", "breach", "r", "BIU")]


def test_holder_on_no_file():
    town = TOWN + 'task mail "Post" within citizen-service performed by KBS\n'
    limit = rule("BIU may only hold employment tasks")
    kinds = {(one[1], one[3]) for one in found(check(MOVE, limit, town))}
    assert kinds == {("breach", "BIU"), ("undetermined", "BIU")}
    assert found(check("", limit, town)) == []


LOST = 'task more-jobs "Mere" within employment\n'


@pytest.mark.parametrize(
    "sentence",
    [
        "KU must not hold employment tasks",
        "a task that moves needs publication",
        "a task that moves from BIU to KU needs publication",
    ],
)
def test_an_area_that_moves_asks_who_holds_its_task_of_an_unknown_holder(sentence):
    result = check("move employment tasks from BIU to KU\n", rule(sentence), TOWN + LOST)
    asked = [one for one in result.findings if one.kind == "undetermined" and one.rule == "r"]
    (one,) = asked
    (question,) = one.questions
    assert question.key == "q.held-by"
    assert [each.id for _, each in question.args] == ["BIU", "more-jobs"]
    assert one.place.line == 6
    assert result.verdict == ("forbidden" if "must not" in sentence else "incomplete")
    assert not [one for one in result.findings if one.rule == "what-moves"]


def test_an_area_may_move_from_who_may_hold_a_task_of_it():
    town, move = TOWN + 'task lost "Tabt" within payroll\n', "move payroll tasks from KU to BIU\n"
    result = check(move, rule("BIU must not hold payroll tasks"), town)
    assert found(result) == [(NEW, "undetermined", "r", "BIU")]
    with pytest.raises(MistakesError, match="KU holds no tasks within `payroll`"):
        check(f"given lost held by ØU\n{move}", town=town)


@pytest.mark.parametrize("number", ["exactly", "at most", "at least"])
@pytest.mark.parametrize("move", [MOVE, "move property tasks from KU to BIU\n"])
def test_no_move_parts_those_that_hold_one_task(number, move):
    town = TOWN + 'task lost "Tabt" within property performed by KBS\n'
    for each in ("task", "property task"):
        one = rule(f"every {each} must be held by {number} one committee")
        assert (OLD, "undetermined", "r", "lost") in found(check(move, one, town))


def test_who_holds_a_task_is_asked_in_one_way_and_once():
    rules = "".join(
        rule(text).replace("rule r ", f"rule {id} ")
        for text, id in [
            ("BIU must not hold property tasks", "a"),
            ("lost must be held by KU", "b"),
            ("a task that is held by BIU needs publication", "c"),
        ]
    )
    town = TOWN + 'task lost "Tabt" within property performed by KBS\n'
    result = check("move property tasks from KU to BIU\n", rules, town)
    asked = {
        (one.status, question.key)
        for one in result.findings
        for question in one.questions
        if "lost" in str(question.args)
    }
    assert asked == {(NEW, "q.held-by")}
    steps = next_steps(result, wording_of(result, "en"))
    told = [one.words for one in steps if "Tabt" in one.words]
    assert told[0] == "Answer: Does Kulturudvalget hold “Tabt” until the move?"


LEFT = f"""{TOWN}{LOST}unit JOB "Job" under BIU
task train "Oplæring" within payroll performed by JOB
"""


@pytest.mark.parametrize(
    ("sentence", "changes", "kind"),
    [
        ("more-jobs must be held by BIU", "move employment tasks from BIU to KU\n", "undetermined"),
        ("BIU must hold more-jobs", "move employment tasks from BIU to KU\n", "undetermined"),
        ("BIU must hold more-jobs", "move more-jobs to KU\n", "undetermined"),
        ("BIU must hold train", "move JOB from BIU to KU\n", "undetermined"),
        ("BIU must hold train", "move JOB to no committee\n", "undetermined"),
        ("BIU must hold at least one payroll task", "move JOB from BIU to KU\n", "undetermined"),
        ("KU must hold at most 1 payroll task", "move pay to KU\nmove train to KU\n", "breach"),
        ("BIU must hold train otherwise an amendment of KSL", "move JOB to KU\n", "breach"),
        ("BIU should hold train", "move JOB from BIU to KU\n", "advice"),
    ],
)
def test_whether_it_was_ever_kept_is_a_question_where_nothing_else_makes_it_lawful(
    sentence, changes, kind
):
    """What surely fails with a proposal, and nobody knows whether it does without."""
    result = check(changes, rule(sentence), LEFT)
    (one,) = [each for each in result.findings if each.rule == "r" and each.status == NEW]
    assert one.kind == kind
    cured = "otherwise" in sentence or kind in ("undetermined", "advice")
    assert result.verdict == ("incomplete" if cured and kind != "advice" else "clear") or not cured
    if kind == "undetermined":
        assert [each.key for each in one.questions] == ["q.held-by"]
        for held, told in (("BIU", (NEW, "breach")), ("ØU", (OLD, "breach"))):
            known = LEFT.replace(
                'Mere" within employment', f'Mere" within employment held by {held}'
            )
            known = known.replace("payroll performed", f"payroll held by {held} performed")
            assert told in [each[:2] for each in found(check(changes, rule(sentence), known))]


@pytest.mark.parametrize(
    ("changes", "town", "key"),
    [
        ("move employment tasks from BIU to KU\n", LOST, "q.held-by"),
        ("move employment tasks from BIU to KU\n", 'task a "A" held by BIU\n', "q.within"),
        ('merge BIU and KU into X "Nyt"\n', LOST, "q.held-by"),
        ("move business-policy tasks to BIU\n", 'task b "B" within business-policy held by KU\n'
         'task a "A" within business held by KU\n', "q.within"),
    ],
)  # fmt: skip
def test_what_goes_along_is_told_where_no_rule_asks(changes, town, key):
    result = check(changes, town=TOWN + town)
    (one,) = [each for each in result.findings if each.rule == "what-moves"]
    assert (one.kind, one.status) == ("note", NEW)
    assert {each.key for each in one.questions} == {key}


@pytest.mark.parametrize(
    ("changes", "town"),
    [
        ("move employment tasks to KU\n", LOST),
        (MOVE, 'task mail "Post" performed by KBS\n'),
        ("move employment tasks from BIU to KU\n", 'task a "A" held by KU\n'),
        ("rename BIU to X \"Nyt\"\n", LOST),
    ],
)  # fmt: skip
def test_what_goes_along_for_certain_or_with_its_unit_is_no_question(changes, town):
    result = check(changes, town=TOWN + town)
    assert not [one for one in result.findings if one.rule == "what-moves"]


def test_a_wider_move_from_anywhere_leaves_it_open_where_a_narrower_one_may_take_a_task():
    town = (
        TOWN + 'task a "A" within business-policy\ntask b "B" within business-policy held by KU\n'
    )
    changes = "move business tasks to ØU\nmove business-policy tasks from KU to BIU\n"
    for whom in ("ØU", "BIU"):
        result = check(changes, rule(f"{whom} must not hold business-policy tasks"), town)
        assert (NEW, "undetermined", "r", whom) in found(result)


def test_is_held_by_asks_where_no_file_says():
    town = TOWN + 'task mail "Post" within citizen-service performed by KBS\n'
    text = rule("a task that is held by KU needs publication when it moves to ØU")
    result = check("move mail to ØU\n", text.replace("held by KU", "held by ØU"), town)
    assert ("new", "need", "r", "mail") in found(result)
    result = check("", rule("mail must be held by KU"), town)
    assert found(result) == [("existing", "undetermined", "r", "mail")]
    assert result.findings[0].questions[0].key == "q.held-now"


def test_of_what_surely_fails_another_way_to_fail_is_no_question():
    town = TOWN.replace("within business-service", "within business")
    town += 'task policy "Politik" within business-policy held by BIU\n'
    result = check("", rule("BIU must hold business and business-policy tasks"), town)
    (one,) = [each for each in found(result) if each[3] == "BIU"]
    assert one == (OLD, "breach", "r", "BIU")


def test_an_answer_on_the_wider_area_answers_the_narrower():
    town = TOWN.replace(" within business-service", "")
    text = rule("a committee that holds business tasks must not hold business-policy tasks")
    result = check("move permits from KU to BIU\n", text, town)
    assert ("new", "undetermined", "r", "BIU") in found(result)
    none = rule("a committee that holds business-policy tasks must hold business tasks")
    assert ("new", "undetermined", "r", "BIU") not in found(
        check("move permits from KU to BIU\n", none, town)
    )


def test_beside_one_known_holder_the_question_is_who_holds_the_rest():
    town = TOWN + 'task more-jobs "Mere" within employment\n'
    one, _ = check("", rule(EMPLOYMENT_IN_ONE), town).findings
    assert (one.kind, one.questions[0].key) == ("undetermined", "q.holder")
    assert [each.fact.key for each in one.witnesses] == ["f.task"]


@pytest.mark.parametrize(
    ("changes", "verdict"),
    [
        ('create committee X "Nyt"\n', "incomplete"),
        ('create committee X "Nyt"\nmove lost to X\n', "clear"),
        ('create committee X "Nyt"\nmove jobs to X\n', "clear"),
    ],
)
def test_a_committee_that_is_created_holds_no_task_of_an_unknown_holder(changes, verdict):
    town = f'{TOWN}task lost "Fundne sager"\n'
    text = "a committee that is new and holds no tasks needs publication"
    rule = f'rule r "R"\n    {text}\n    under KSL\n'
    result = check(changes, rule, town)

    assert result.verdict == verdict
    assert not [one for one in result.findings if one.questions]


HALF = rule("a committee must have at most half of the council's members")
SIZED = TOWN.replace(
    'committee KU "Kulturudvalget"', 'committee KU "Kulturudvalget" with 7 members'
)
FEW = "".join(f'task t{at} "T" within payroll{" held by KU" * (at < 2)}\n' for at in range(5))
MOST = rule("KU must hold at most 3 payroll tasks")


@pytest.mark.parametrize(
    ("changes", "text", "town", "status"),
    [
        ("resize KU to 11 members\n", HALF, SIZED, NEW),
        ("resize KU to 5 members\n", HALF, SIZED, OLD),
        ("move pay to BIU\n", HALF, SIZED, OLD),
        ("move pay to KU\n", MOST, TOWN + FEW, NEW),
        ("move t0 to BIU\n", MOST, TOWN + FEW, OLD),
        ("move jobs to KU\n", MOST, TOWN + FEW, OLD),
        ("move jobs to KU\n", rule(EMPLOYMENT_IN_ONE), TOWN + LOST, NEW),
        ("move pay to KU\n", rule(EMPLOYMENT_IN_ONE), TOWN + LOST, OLD),
        ('rename BIU to X "Nyt"\n', rule(EMPLOYMENT_IN_ONE), TOWN + LOST, OLD),
        ('merge BIU and KU into X "Nyt"\n', rule(EMPLOYMENT_IN_ONE), TOWN + LOST, OLD),
        ("move more-jobs to KU\n", rule(EMPLOYMENT_IN_ONE), TOWN.replace(
            "within employment held by BIU", "within employment") + LOST, NEW),
    ],
)  # fmt: skip
def test_a_question_is_new_where_some_answer_is_only_in_order_without_the_proposal(
    changes, text, town, status
):
    result = check(changes, text, town)
    asked = [one for one in result.findings if one.rule == "r" and one.kind == "undetermined"]
    (one,) = [each for each in asked if each.subject.id in ("KU", "employment")]
    assert one.status == status
    assert (result.verdict == "incomplete") or status == OLD
