# SPDX-License-Identifier: EUPL-1.2
"""What is found says what it rests on, of whom it speaks, and what is expected of it."""

import pytest
from engine import (
    EMPLOYMENT_IN_ONE,
    HEADER,
    MOVE,
    TOWN,
    check,
    checker,
    found,
    rule,
)

from checker.language.parser import parse
from checker.report.express import express, wording_of
from checker.source import Source


def test_despite_displaces():
    general = rule("KBS needs publication")
    special = 'rule s "Undtagelse"\n    KBS needs a decision by BR\n    under KSL\n    despite r\n'
    assert found(check("", general + special)) == [("existing", "need", "s", "KBS")]
    expired = special + "    in force until 2013-01-01\n"
    assert found(check("", general + expired)) == [("existing", "need", "r", "KBS")]


def test_rename_alone_changes_nothing():
    limit = rule("BIU may only hold business tasks")
    assert found(check("", limit)) == [("existing", "breach", "r", "BIU")]
    assert found(check('rename BIU to BEU "Nyt navn"\n', limit)) == [
        ("existing", "breach", "r", "BEU")
    ]


def test_general_law_binds_everyone_and_bylaw_its_own():
    other = TOWN.replace("Prøveby Kommune", "En anden kommune")
    assert len(found(check(MOVE, rule("BIU may only hold employment tasks", "SV"), other))) == 0
    assert len(found(check(MOVE, rule("BIU may only hold employment tasks", "KSL"), other))) == 1


def test_moving_a_unit_takes_only_what_its_owner_held():
    result = check(MOVE)
    tasks = {change.committee: change.tasks for change in result.bylaw_changes}
    assert tasks == {"ØU": ("passports",), "BIU": ("passports",)}


def test_a_count_has_no_witness_and_shows_what_was_counted():
    breach, _ = check("", rule("there must be at least 4 committees")).findings
    assert (breach.witnesses, [one.fact.key for one in breach.support]) == ((), ["f.count"])


FACTS = [
    # a sentence, the facts that fail it
    ("every task must be held by exactly one committee", ["f.task"]),
    ("BIU must hold business-policy tasks", ["f.nobody"]),
    ("every task must be performed by exactly one unit", ["f.task"]),
    ("KBS must be led by KB", ["f.led-by"]),
]


@pytest.mark.parametrize(("sentence", "keys"), FACTS)
def test_facts_say_what_is_on_file(sentence, keys):
    town = TOWN + 'task mail "Post" within citizen-service performed by KBS\n'
    found = [one for one in check("", rule(sentence), town).findings if one.rule == "r"]
    assert sorted({each.fact.key for one in found for each in one.witnesses}) == keys


def test_an_expectation_of_the_unknown_is_an_error():
    with pytest.raises(Exception, match="did you mean `BIU`"):
        check("expect r for BIX\n", rule("BIU must not hold payroll tasks"))


def test_what_is_not_coded_is_told_of_the_law_that_binds_on_the_day():
    law = (
        'source OLD law "Gammel" in force until 2013-01-01\n'
        'source XX bylaw "En anden bys" of "En anden kommune"\n'
        'not coded OLD § 1 because "a"\nnot coded XX § 1 because "b"\n'
        'not coded KSL § 20 because "c"\n'
    )
    assert [one.provision for one in check("", law).not_coded] == ["KSL § 20"]


def test_a_provision_that_was_read_for_one_rule_is_second_hand_in_none():
    read = rule("KBS needs publication", "KSL § 2", more="checked against the text on 2026-11-24")
    other = read.replace("rule r", "rule s").replace(
        "    checked against the text on 2026-11-24\n", ""
    )
    other = other.replace("KSL § 2", "KSL § 2 and KSL § 6")
    bases = {one.rule: one.basis for one in check("", read + other).findings}
    assert [one.checked for one in bases["s"]] == [True, False]


EXPECTED = [
    ("expect a dispensation from KSL § 64 a for KBS", 0),
    ("expect a dispensation from KSL § 65", 1),
    ("expect no dispensation from KSL § 65", 0),
    ("expect a dispensation by BM", 1),
    ("expect a dispensation held by OB", 0),
    ("expect r for KBS", 0),
    ("expect resolved r for KBS", 1),
    ("expect no finding under KSL", 1),
    ("expect no finding under LAB", 0),
    ("expect clear", 0),
    ("expect forbidden", 1),
]


@pytest.mark.parametrize(("sentence", "unmet"), EXPECTED)
def test_expectations(sentence, unmet):
    judge = checker(rule("KBS unit administration needs a dispensation from KSL § 64 a by IM"))
    proposal = parse(Source.of(f"{HEADER}{sentence}\n", "p.ressort"))
    assert len(judge.expectations(proposal, judge.check(proposal))) == unmet


def test_exactly_one_names_all_who_hold_new_or_not():
    town = TOWN + 'task more-jobs "Mere" within employment held by KU\n'
    result = check("move jobs from BIU to ØU\n", rule(EMPLOYMENT_IN_ONE), town)
    assert {
        one.status: tuple(ref.id for ref in dict(one.message.args)["others"])
        for one in result.findings
        if one.rule == "r"
    } == {"new": ("KU", "ØU"), "existing": ("BIU", "KU"), "resolved": ("BIU", "KU")}


def test_another_organisation_of_the_same_id_is_looked_at_anew():
    rule = 'rule a "A"\n    a unit that is led as centre needs a bylaw change\n    under KSL\n'
    proposal = parse(Source.of(HEADER, "proposal.ressort"))
    one = checker(rule)
    town = parse(Source.of(TOWN.replace("led as contract unit", "led as centre"), "town.ressort"))

    assert found(one.check(proposal)) == []
    assert found(one.with_organisations([town]).check(proposal)) == [
        ("existing", "need", "a", "KEjd")
    ]


@pytest.mark.parametrize(
    ("noun", "speaks"),
    [("committee", True), ("standing committee", True), ("special committee", False)],
)
def test_of_what_is_abolished_a_rule_speaks_by_its_kind(noun, speaks):
    rule = f'rule gone "G"\n note on a {noun} that is abolished "N"\n under KSL\n'
    town = TOWN + 'committee SU "Socialudvalget"\n'
    result = check("abolish SU\n", rule, town)

    assert [one[2] for one in found(result)] == (["gone"] if speaks else [])


def test_a_special_committee_that_is_abolished_is_no_standing_one():
    rules = "".join(
        f'rule gone-{number} "G"\n note on a {noun} that is abolished "N"\n under KSL\n'
        for number, noun in enumerate(("committee", "standing committee", "special committee"))
    )
    town = TOWN + 'special committee SU "Særudvalget"\n'

    assert [one[2] for one in found(check("abolish SU\n", rules, town))] == ["gone-2"]


@pytest.mark.parametrize(
    "sentence", [EMPLOYMENT_IN_ONE, "every employment task must be held by exactly one committee"]
)
def test_an_existing_matter_names_those_of_before_and_no_committee_of_the_proposal(sentence):
    town = TOWN.replace("held by BIU", "held by BIU and KU")
    changes = 'create committee NY "Nyt udvalg"\nmove jobs from KU to NY\n'
    changes += 'rename BIU to AU "Arbejdsudvalget"\n'
    by_status = {
        each.status: {who.id for who in dict(each.message.args)["others"]}
        for each in check(changes, rule(sentence), town).findings
    }
    assert by_status["new"] == {"AU", "NY"}
    assert by_status["existing"] == {"AU", "KU"}


def test_what_ends_with_the_proposal_asks_nothing():
    town = TOWN + 'task lost "Tabt" within property performed by KEjd\n'
    limit = rule("lost must be held by KU")
    result = check("move property tasks to KU\n", limit, town)
    (one,) = [each for each in result.findings if each.rule == "r"]
    assert (one.status, one.kind) == ("resolved", "undetermined")
    (entry,) = express([result], "en", str).results
    assert not entry.questions
    assert not any(each.questions for each in entry.findings)


@pytest.mark.parametrize(
    ("changes", "sentence", "facts"),
    [
        ("move pay to KU\n", "KU must not hold payroll tasks", ["f.task.then"]),
        ("move jobs to ØU\n", "KU must not hold property tasks", ["f.task"]),  # of another
        ("abolish BIU into KU\n", "KU must not hold jobs", ["f.task.then"]),
        ("move KEjd to BIU\n", "KEjd must be under KU", ["f.unit.then"]),
        ("lead KEjd as centre\n", "KEjd must be led as contract unit", ["f.unit.then"]),
        ("move KEjd to BIU\n", "KEjd must be led by KB", ["f.led-by.then", "f.unit.then"]),
        ('rename BIU to X "Nyt"\n', "BIU must not hold jobs", ["f.task"]),
        (
            "resize KU to 8 members\n",
            "KU needs publication when it has an even number of members",
            ["f.members.then"],
        ),
    ],
)
def test_what_is_so_by_the_proposal_alone_is_told_as_it_is_after_the_change(
    changes, sentence, facts
):
    result = check(changes, rule(sentence), TOWN)
    told = [
        each for one in result.findings if one.rule == "r" and one.status != "resolved"
        for each in dict.fromkeys((*one.witnesses, *one.support))
    ]  # fmt: skip
    assert [each.fact.key for each in told if each.fact.key != "f.resized"] == facts
    for language, words in (("da", "efter ændringen"), ("en", "after the change")):
        said = [wording_of(result, language).say(each.fact) for each in told]
        assert any(words in one for one in said) is facts[0].endswith(".then")


def test_a_number_that_the_proposal_states_is_told_at_its_line_as_a_fact_and_no_change():
    needs = rule("KU needs publication when it has an even number of members")
    result = check("given KU with 8 members\n", needs, TOWN)
    (one,) = [each for each in result.findings if each.rule == "r"]
    (fact,) = one.witnesses
    assert (fact.fact.key, fact.place.path, fact.place.line) == ("f.members", "proposal.ressort", 6)


def test_the_size_of_a_committee_that_the_proposal_makes_is_told_as_it_is_after_the_change():
    needs = rule("a committee needs publication when it has an even number of members")
    result = check('create committee NU "Nyt" with 8 members\n', needs, TOWN)
    (one,) = [each for each in result.findings if each.rule == "r" and each.subject.id == "NU"]
    (fact,) = one.witnesses
    assert (fact.fact.key, fact.place.line) == ("f.members.then", 6)
