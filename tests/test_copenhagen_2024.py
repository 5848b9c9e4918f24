# SPDX-License-Identifier: EUPL-1.2
"""The answers for the moves and models of 2024, asked of the checker itself."""

from functools import cache
from itertools import chain, combinations

import pytest

from checker import folders
from checker.errors import MistakesError
from checker.language.parser import parse
from checker.pipeline import Checker
from checker.source import Source

CASES = folders.FIXTURES / "copenhagen-2024"
EARLIER = folders.FIXTURES / "copenhagen-2013"

# Verdict and number of committees.
ANSWERS = {
    "ingen-aendring": ("clear", 7),
    "flyt-01a-opdeling-af-tmu": ("incomplete", 8),
    "flyt-01b-byens-rum-til-kfu": ("incomplete", 7),
    "flyt-02a-hele-omraadet": ("incomplete", 6),
    "flyt-02b-udvalgte-maalgrupper": ("incomplete", 7),
    "flyt-03a-uu-og-stu": ("incomplete", 7),
    "flyt-04-byens-rum": ("incomplete", 7),
    "flyt-05a-klub-og-fritid-kfu": ("incomplete", 7),
    "flyt-06-hjemmepleje": ("incomplete", 7),
    "flyt-07b-hovedomraade": ("incomplete", 7),
    "flyt-08-naerdemokrati": ("incomplete", 7),
    "flyt-09-specialundervisning": ("incomplete", 7),
    "flyt-10a-borgerservice-udfoerer": ("clear", 7),
    "flyt-11-digitalt": ("clear", 7),
    "flyt-12a-koncernfaelles": ("incomplete", 7),
    "flyt-12c-regnskab-uden-for-oeu": ("forbidden", 7),
    "flyt-12d-it": ("clear", 7),
    "model-1-klimaforvaltning": ("incomplete", 7),
    "model-1-planlagt": ("conditional", 7),
    "model-1-vedtaget": ("clear", 7),
    "model-1-efter-moedet": ("incomplete", 7),
    "model-1-midt-i-perioden": ("clear", 7),
    "model-1-seks-udvalg": ("clear", 6),
    "model-1-otte-udvalg": ("clear", 8),
    "model-1-otte-udvalg-besluttet": ("clear", 8),
    "model-1-otte-udvalg-fraveget": ("clear", 8),
    "model-2-by-kultur-og-naerdemokrati": ("incomplete", 7),
    "model-3-erhvervsforvaltning-i-bif": ("incomplete", 7),
    "borgerservice-biu": ("incomplete", 7),
    "borgerservice-biu-2025": ("clear", 7),
}

HEADER = """
forslag "Prøve"
    vedrører copenhagen-2024
    fremsat 2024-11-05
    virkning fra 2026-01-01
"""
SPLIT = """
opdel TMU i TPU "Teknik- og Planudvalget" forvaltning TPF "Teknik og Plan" med planlægning
    og MKU "Miljøudvalget" forvaltning MKF "Miljø, Klima og Byrum" med resten
"""
MERGE = """
sammenlæg BIU og SUD til BSU "Beskæftigelses- og Socialudvalget" forvaltning BSF "Forvaltningen"
"""
MOVES = {
    SPLIT: 1,
    MERGE: -1,
    "flyt youth-clubs til KFU\n": 0,
    "flyt nærdemokrati fra ØU til KFU\n": 0,
    "flyt adult-special-education til SOU\n": 0,
}
SUBSETS = list(chain.from_iterable(combinations(MOVES, size) for size in range(len(MOVES) + 1)))


@cache
def rules():
    return [parse(Source.read(path)) for path in sorted(folders.RULES.rglob("*.ressort"))]


@cache
def town(*swaps):
    """A checker for the municipality of 2024, with words of its file swapped, and of 2013."""
    text = (CASES / "organisation.ressort").read_text(encoding="utf-8")
    for old, new in swaps:
        assert old in text
        text = text.replace(old, new)
    earlier = parse(Source.read(EARLIER / "organisation.ressort"))
    return Checker(rules(), [parse(Source.of(text)), earlier])


def check(changes, *swaps):
    return town(*swaps).check(parse(Source.of(HEADER + changes)))


@cache
def result(name):
    return town().check(parse(Source.read(CASES / f"{name}.ressort")))


def findings(found, rule, status="new"):
    return [one for one in found.findings if (one.rule, one.status) == (rule, status)]


def new_rules(found):
    return {one.rule for one in found.findings if one.status == "new"}


@pytest.mark.slow
@pytest.mark.parametrize("name", ANSWERS)
def test_verdict_and_number_of_committees(name):
    assert (result(name).verdict, len(result(name).mayors)) == ANSWERS[name]


@pytest.mark.slow
@pytest.mark.parametrize(
    "name", ["model-2-by-kultur-og-naerdemokrati", "model-3-erhvervsforvaltning-i-bif"]
)
def test_employment_in_two_committees_is_a_warning_that_rests_on_the_mandate(name):
    (one,) = findings(result(name), "employment-one-committee")

    assert (one.kind, one.severity, one.requirement) == ("advice", "warning", None)
    assert [(basis.source, basis.kind) for basis in one.basis] == [("M2023", "mandate")]
    assert [ref.id for ref in dict(one.message.args)["others"]] == ["BIU", "SUD"]


def test_a_committee_that_may_hold_a_task_is_asked_of_and_not_named_as_one_that_does():
    found = check("flyt IntRev til ØU\n")
    known = findings(found, "home-care-one-committee", "existing")
    asked = findings(found, "home-care-one-committee")

    assert {tuple(ref.id for ref in dict(one.message.args)["others"]) for one in known} == {
        ("SOU", "SUD")
    }
    assert [len(one.questions) for one in asked] == [1, 1]


@pytest.mark.parametrize("name", ["model-1-seks-udvalg", "model-1-otte-udvalg"])
def test_another_number_is_outside_the_mandate_and_the_adoption_decides_it(name):
    found = result(name)

    for rule in ("mandate-seven-committees", "mandate-seven-administrations"):
        (one,) = findings(found, rule)
        assert (one.kind, one.requirement, one.alternatives) == (
            "breach",
            "met",
            (("reading:BR:bylaw-change:SV",),),
        )
        assert one.severity == "warning"
        assert [basis.kind for basis in one.basis] == ["mandate"]
    assert {one.id for one in found.instruments if one.status == "missing" and not one.duty} == (
        set()
    )


def test_citizen_service_under_biu_takes_its_dispensation_and_nothing_of_employment_law():
    found = result("borgerservice-biu")
    (one,) = [each for each in found.instruments if each.norm == "KSL § 64 a"]

    assert (one.held_by, one.authority, one.status) == ("mayor of BIU", "IM", "expired")
    assert (one.start.isoformat(), one.until.isoformat()) == ("2026-01-01", "2029-12-31")
    assert not {each.kind for each in found.instruments} & {"law amendment"}
    assert "employment-committee" not in found.rules_run


def test_a_dispensation_given_by_function_follows_citizen_service_while_it_runs():
    (one,) = findings(result("borgerservice-biu-2025"), "unit-administration")
    assert one.requirement == "met"


def test_where_citizen_service_lies_today_does_not_change_what_biu_takes():
    here, elsewhere = (
        check("flyt KBS til BIU\n", *swaps)
        for swaps in ((), (('"Københavns Borgerservice" under KFU', '"KBS" under ØU'),))
    )

    assert here.verdict == elsewhere.verdict == "incomplete"
    assert new_rules(here) == new_rules(elsewhere)
    left = "consultation:KFU"  # the finance committee is heard as such
    assert [one.id for one in here.instruments if one.id != left] == [
        one.id for one in elsewhere.instruments
    ]


def test_in_mid_term_a_new_constitution_may_be_demanded_and_at_a_term_start_not():
    assert findings(result("model-1-midt-i-perioden"), "reconstitution-after-meeting")
    assert not findings(result("model-1-vedtaget"), "reconstitution-after-meeting")
    assert findings(result("model-1-efter-moedet"), "before-constitution")


@pytest.mark.slow
@pytest.mark.parametrize("moves", SUBSETS, ids=len)
def test_every_combination_with_another_number_is_outside_the_mandate(moves):
    found = check("".join(moves))
    committees = 7 + sum(MOVES[move] for move in moves)

    assert len(found.mayors) == committees
    assert found.verdict == ("incomplete" if moves else "clear")
    assert bool(findings(found, "mandate-seven-committees")) == (committees != 7)


def test_a_split_places_every_task():
    with pytest.raises(MistakesError) as raised:
        check(SPLIT.replace("resten", "klima"))

    assert "urban-operation" in str(raised.value.errors[0])


def test_another_form_of_government_is_outside_the_mandate_and_takes_no_decision():
    found = check("", ("mellemformstyre med delt administrativ ledelse", "magistratsordning"))
    (one,) = findings(found, "mandate-form", "existing")

    assert (one.kind, one.severity, one.alternatives) == ("advice", "warning", ())
    assert not [each for each in found.instruments if each.kind == "decision"]


def test_the_mandate_does_not_bind_before_it_was_given():
    earlier = town().check(parse(Source.read(EARLIER / "kbs-biu.ressort")))

    assert not {rule for rule in earlier.rules_run if rule.startswith("mandate")}
    assert {rule for rule in result("ingen-aendring").rules_run if rule.startswith("mandate")} == {
        "mandate-seven-committees",
        "mandate-seven-administrations",
        "mandate-form",
    }


def test_a_group_unit_for_it_is_told_that_the_division_must_be_clear():
    found = check('opret enhed KIT "Koncern IT" under ØU inden for it ledet som center\n')
    assert [one.subject.id for one in findings(found, "group-unit-it")] == ["KIT"]
