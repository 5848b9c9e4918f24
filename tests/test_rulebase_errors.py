# SPDX-License-Identifier: EUPL-1.2
"""What is wrong with a rule base is said before any proposal is judged."""

import pytest
from engine import LAW, TOWN, check, checker

from checker.errors import CheckerError


def rule(sentence, basis="KSL", name="r", more=""):
    return f'rule {name} "En regel"\n    {sentence}\n    under {basis}\n{more}'


WRONG = [
    # rules, what is said
    (rule("BIX may only hold employment tasks"), "did you mean `BIU`?"),
    (rule("BIU may only hold employmint tasks"), "did you mean `employment`?"),
    (rule("BIU may only hold employment tasks", "KSX"), "unknown source: `KSX`"),
    (rule("KBS needs a dispensation by IX"), "unknown authority: `IX`"),
    (rule("KBS needs a dispensation from XX § 3"), "unknown source: `XX`"),
    (rule("KBS needs an amendment of XX"), "unknown source: `XX`"),
    (rule("KBS needs approval by XX"), "unknown"),
    (
        rule("KBS may only be under KEjd"),
        "`KEjd` is a unit, and here the language needs a committee",
    ),
    (rule("KBS must be led by BIU"), "`BIU` is a committee, and here the language needs a mayor"),
    (rule("BIU unit administration needs a dispensation"), "`BIU` is a committee"),
    (rule("KBS may only hold property tasks"), "this can be said of a committee, not of a unit"),
    (rule("BIU may only perform property tasks"), "this can be said of a unit, not of a committee"),
    (
        rule("a committee that moves between committees needs a bylaw change"),
        "this can be said of a unit or a task, not of a committee",
    ),
    (rule("a unit that is split needs a bylaw change"), "not of a unit"),
    (rule("a unit that moves without its unit needs a bylaw change"), "not of a unit"),
    (
        rule("a unit that takes effect at the start of a council term needs publication"),
        "not of a unit",
    ),
    (rule("a bylaw change that moves to BIU needs publication"), "not of an instrument"),
    (rule("a unit that touches SV § 2 needs publication"), "not of a unit"),
    (rule("a bylaw change that touches KSL § 2 needs publication"), "`KSL` is no bylaw"),
    (rule("KBS needs publication when it holds property tasks"), "not of a unit"),
    (
        rule("KBS should be under ØU", more="    otherwise a bylaw change\n"),
        "cannot stand after `should`",
    ),
    (
        rule("KBS may only be under ØU", "G", more="    otherwise a bylaw change\n"),
        "cannot stand after `should` or on a guideline",
    ),
    (rule("KBS needs publication", more="    despite other\n"), "unknown rule: `other`"),
    (
        rule("KBS needs publication", more="    despite s\n")
        + rule("KBS needs a bylaw change", name="s", more="    despite r\n"),
        "displace one another in a circle: r → s → r",
    ),
    (
        rule("a unit needs publication", more="    despite s\n")
        + rule("a committee needs publication", name="s"),
        "`s` speaks of a committee, this rule of a unit",
    ),
    (
        rule("BIU must not hold payroll tasks")
        + rule("KBS must not be under BIU", name="s", more="    despite r\n"),
        "`r` speaks of a committee, this rule of a unit",
    ),
    (
        rule("KBS needs publication")
        + rule("a bylaw change needs publication", name="s", more="    despite r\n"),
        "a rule can only displace one on the same kind",
    ),
    (
        rule("a bylaw change needs publication")
        + rule("publication needs a bylaw change", name="s"),
        "need one another in a circle",
    ),
    (
        rule("KBS needs a dispensation from KSL § 64 a by IM")
        + rule("KBS needs a dispensation from KSL § 64 a by BM", name="s"),
        "`s` and `r` ask for one instrument with two different values: IM, BM",
    ),
    (rule("a bylaw change needs 100 readings in the council"), "99 readings at most"),
    (
        rule("a bylaw change needs two readings in the council at least 1462 days apart"),
        "1461 days apart at most",
    ),
    (rule("KBS needs publication") + rule("KBS needs publication"), "`r` is already declared"),
    ('area sport "idræt" within sport\n', "lies within itself: sport → sport"),
    ('area a1 "x" within b1\narea b1 "y" within a1\n', "lies within itself"),
    ('area a1 "løn"\n', "the word »løn« already stands for `payroll`"),
    ('area a1 "x" within nowhere\n', "unknown area: `nowhere`"),
    ('source LAB law "En til"\n', "`LAB` is already declared"),
    ('not coded XX § 1 because "x"\n', "unknown source: `XX`"),
]


@pytest.mark.parametrize(("rules", "message"), WRONG)
def test_wrong_rule_base(rules, message):
    with pytest.raises(CheckerError) as caught:
        check("", rules)
    assert message in str(caught.value)
    assert "law.ressort:" in str(caught.value)


def test_values_that_only_meet_in_a_case_are_an_error_too():
    rules = rule("a unit that moves to BIU needs a dispensation from KSL § 64 a by IM") + rule(
        "KBS unit administration needs a dispensation from KSL § 64 a by BM", name="s"
    )
    assert check("", rules).verdict == "clear"
    with pytest.raises(CheckerError, match=r"`s` and `r`|`r` and `s`"):
        check("move KBS to BIU\n", rules)


def test_values_are_compared_with_all_that_is_asked_so_far():
    rules = (
        rule("a unit that moves to BIU needs a dispensation from KSL § 64 a")
        + rule("KBS needs a dispensation from KSL § 64 a by IM", name="s")
        + rule("KBS unit administration needs a dispensation from KSL § 64 a by BM", name="t")
    )
    with pytest.raises(CheckerError, match=r"`t` and `s` .* values: BM, IM"):
        check("move KBS to BIU\n", rules)


def test_two_values_are_no_conflict_where_the_rules_never_meet():
    rules = rule("KBS needs a dispensation from KSL § 64 a by IM", "LAB") + rule(
        "KBS needs a dispensation from KSL § 64 a by BM",
        name="s",
        more="    in force from 2015-01-01\n",
    )
    assert check("", rules).verdict == "clear"


def test_names_of_a_rule_that_does_not_bind_are_not_resolved():
    other = TOWN.replace("Prøveby Kommune", "En anden kommune")
    assert check("", rule("XYZ may only hold payroll tasks", "SV"), other).verdict == "clear"


def test_names_that_a_proposal_creates_are_known_to_its_rules():
    text = rule("NYT may only hold payroll tasks")
    assert check('create committee NYT "Nyt"\n', text).verdict == "clear"
    with pytest.raises(CheckerError, match="unknown"):
        check("", text)


ORGANISATIONS = [
    ('unit X1 "x" under NO\n', "unknown committee: `NO`"),
    ('unit X1 "x" under ØU within nothing\n', "unknown area: `nothing`"),
    ('task x1 "x" held by KBS\n', "`KBS` is a unit, and here the language needs a committee"),
    ('task x1 "x" performed by ØU\n', "`ØU` is a committee, and here the language needs a unit"),
    ('task pay "x"\n', "`pay` is already declared"),
    ('task løn "x"\n', "`løn` is the Danish word of the area `payroll`"),
    ('finance committee F2 "x"\n', "there is a second finance committee"),
    ("provision XX § 2 of ØU\n", "unknown source: `XX`"),
    ("provision SV § 2 of ØU\nprovision SV § 2 of KU\n", "SV § 2 is stated twice"),
    ("dispensation d1 for KBS by XX\n", "unknown authority: `XX`"),
    ("dispensation d1 for KBS held by BIU\n", "here the language needs a mayor"),
    ("term from 2013-01-01 until 2016-01-01\n", "two council terms overlap"),
    ("constituting meeting on 2013-12-20\n", "lies outside the window"),
    ('form "x"\n', "is stated twice"),
]


@pytest.mark.parametrize(("statement", "message"), ORGANISATIONS)
def test_wrong_organisation(statement, message):
    with pytest.raises(CheckerError) as caught:
        check("", "", TOWN + statement)
    assert message in str(caught.value)
    assert "town.ressort:" in str(caught.value)


def test_a_sound_rule_base_loads():
    assert len(checker(rule("KBS needs publication")).rules) == 1
    assert LAW.count("\narea ") == len(checker().words)


def test_a_circle_of_areas_is_told_once():
    with pytest.raises(CheckerError) as caught:
        check("", 'area a1 "x" within b1\narea b1 "y" within a1\n')
    assert str(caught.value).count("lies within itself") == 1
