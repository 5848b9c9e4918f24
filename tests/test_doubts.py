# SPDX-License-Identifier: EUPL-1.2
"""Rival interpretations: which is followed, and what another would change."""

from collections.abc import Callable

import pytest
from engine import LAW, PROCEDURE, check, checker, found

from checker import pipeline
from checker.errors import MistakesError
from checker.language.printer import print_sentence
from checker.report.express import express
from checker.report.report import as_json

DOUBT = """
doubt payroll-doubt "May others hold payroll?" da "Må andre varetage løn?"
    interpretation strict "No"
    interpretation mild "Yes, but they should not"
    following strict
    because en "The act says so"
    read in "memo", section 1
rule strict-rule "S"
    only the finance committee may hold payroll tasks
    under KSL § 18
    in interpretation strict
rule mild-rule "M"
    a standing committee should not hold payroll tasks
    under KSL § 18
    in interpretation mild
"""
MOVE = "move pay from ØU to KU\n"


def test_a_rule_speaks_only_in_the_interpretation_that_is_followed() -> None:
    strict = check(MOVE, DOUBT)
    mild = check(MOVE, DOUBT, following=["mild"])

    assert (strict.verdict, mild.verdict) == ("forbidden", "clear")
    assert ("new", "breach", "strict-rule", "KU") in found(strict)
    assert ("new", "advice", "mild-rule", "KU") in found(mild)


def test_the_result_says_what_the_other_would_change() -> None:
    (doubt,) = check(MOVE, DOUBT).doubts
    (rival,) = doubt.rivals

    assert (doubt.followed.id.text, rival.interpretation.id.text) == ("strict", "mild")
    assert (rival.result.verdict, rival.changes) == ("clear", True)
    assert [one.rule for one in rival.come] == ["mild-rule"]
    assert [one.rule for one in rival.gone] == ["strict-rule"]


def test_asked_the_other_way_round_the_rival_is_the_one_the_rule_base_follows() -> None:
    (doubt,) = check(MOVE, DOUBT, following=["mild"]).doubts

    assert (doubt.followed.id.text, doubt.rivals[0].result.verdict) == ("mild", "forbidden")


def test_a_doubt_that_has_no_say_is_not_told() -> None:
    assert check("move KEjd from KU to ØU\n", DOUBT).doubts == ()


GAP = """
doubt days "How many days?"
    interpretation six-days "Six"
    interpretation seven-days "Seven"
    following six-days
rule longer-gap "Seven"
    a bylaw change needs two readings in the council at least 7 days apart
    under KSL § 2, stk. 2
    in interpretation seven-days
"""
HELD = "move KEjd from KU to ØU\ncarries a reading in BR on 2013-10-10\ncarries a reading in BR on "


@pytest.mark.parametrize(
    ("second", "rival_verdict", "changes"),
    [("2013-10-16", "incomplete", True), ("2013-10-18", "conditional", False)],
)
def test_a_term_that_is_met_either_way_changes_nothing(
    second: str, rival_verdict: str, changes: bool
) -> None:
    result = check(f"{HELD}{second}\n", PROCEDURE + GAP)

    ((rival,),) = [doubt.rivals for doubt in result.doubts]
    assert (result.verdict, rival.result.verdict) == ("conditional", rival_verdict)
    assert rival.changes is changes


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "en",
            "The verdict would be clear instead of forbidden. "
            "These findings would be added: Kulturudvalget",
        ),
        (
            "da",
            "Udfaldet ville være i orden i stedet for ulovligt. Disse forhold ville komme til",
        ),
    ],
)
def test_a_report_tells_it_in_words(language: str, words: str) -> None:
    one = checker(DOUBT)
    result = check(MOVE, DOUBT)
    told = express([result], language, lambda rule: print_sentence(rule, language, one.words))
    (doubt,) = as_json(told.results[0].doubts)

    assert words in doubt["interpretations"][0]["words"]
    assert doubt["question"] in told.results[0].summary


WRONG: dict[str, tuple[str, str]] = {
    "an interpretation that is none": (
        DOUBT.replace("in interpretation mild", "in interpretation mildd"),
        "unknown interpretation: `mildd`",
    ),
    "following none of them": (
        DOUBT.replace("following strict", "following strictt"),
        "unknown interpretation: `strictt`",
    ),
    "one alone": (
        'doubt d "D"\n interpretation a "A"\n following a\n',
        "a doubt has two interpretations or more",
    ),
    "none at all": (
        'doubt d "D"\n following a\n',
        "a doubt has two interpretations or more",
    ),
    "nothing followed": (
        'doubt d "D"\n interpretation a "A"\n interpretation b "B"\n',
        "`following` is missing here",
    ),
    "an id twice": (
        DOUBT + 'doubt e "E"\n interpretation strict "A"\n interpretation b "B"\n following b\n',
        "`strict` is already declared",
    ),
}


@pytest.mark.parametrize(("rules", "message"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_with_a_doubt_is_told(rules: str, message: str) -> None:
    with pytest.raises(MistakesError, match=message):
        checker(rules, law=LAW)


@pytest.mark.slow
def test_the_command_follows_another_and_knows_which_there_are(ressort: Callable) -> None:
    case = "fixtures/copenhagen-2013/kejd-oeu-seks-dage.ressort"
    followed = ressort("check", case, "--lang", "en")
    other = ressort("check", case, "--lang", "en", "--interpretation", "six-days-suffice")
    wrong = ressort("check", case, "--interpretation", "six-days-suffic")

    assert "INCOMPLETE" in followed.out
    assert "CLEAR" in other.out
    assert (wrong.status, wrong.out) == (2, "")
    assert "did you mean `six-days-suffice`?" in wrong.err


AUTHORITIES = """
doubt whose "Who may dispense?"
    interpretation one-ministry "One"
    interpretation two-ministries "Two"
    following one-ministry
rule by-one "One"
    a unit needs a dispensation from KSL § 64 a by IM when it moves between committees
    under KSL § 18
rule by-another "Two"
    KEjd needs a dispensation from KSL § 64 a by BM when it moves between committees
    under KSL § 18
    in interpretation two-ministries
"""
STATEMENTS = """
doubt whose "Who is asked?"
    interpretation one-body "One"
    interpretation two-bodies "Two"
    following one-body
rule asked "One"
    a unit that moves between committees needs a statement by the finance committee
    under KSL § 18
rule asked-too "Two"
    a unit that moves between committees needs a statement by BR
    under KSL § 18
    in interpretation two-bodies
"""


def test_another_reading_is_not_judged_before_somebody_asks_for_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    judged: list[object] = []
    weigh = pipeline.rivals.weigh
    monkeypatch.setattr(
        pipeline.rivals, "weigh", lambda *given: judged.append(given) or weigh(*given)
    )
    result = check(MOVE, DOUBT)

    assert (result.verdict, judged) == ("forbidden", [])
    assert len(result.doubts) == len(result.doubts) == len(judged) == 1


def test_a_summary_asks_another_reading_for_its_verdict_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told: list[object] = []
    tell = pipeline.result_of
    monkeypatch.setattr(pipeline, "result_of", lambda *given: told.append(given) or tell(*given))
    result = check(MOVE, DOUBT)
    (entry,) = express([result], "en", str).results

    assert "May others hold payroll?" in entry.summary
    assert len(told) == 1
    assert result.turning == tuple(one.doubt for one in result.doubts)
    assert len(told) == 2


GRANT = """
doubt grant "Who is heard?"
    interpretation nobody-heard "Nobody"
    interpretation council-heard "BR"
    following nobody-heard
rule heard "Heard"
    a dispensation from KSL § 64 a needs a statement by BR
    under KSL § 18
    in interpretation council-heard
"""
DISPENSED = """
rule dispensed "D"
    a unit needs a dispensation from KSL § 64 a by IM when it moves between committees
    under KSL § 18
"""


@pytest.mark.parametrize(
    ("rules", "judged", "rivals"), [(GRANT, 1, []), (GRANT + DISPENSED, 2, [True])]
)
def test_another_reading_is_judged_only_where_its_rules_on_instruments_speak(
    rules: str, judged: int, rivals: list[bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    considered: list[object] = []
    consider = pipeline._considered
    monkeypatch.setattr(
        pipeline, "_considered", lambda *given: considered.append(given) or consider(*given)
    )
    result = check("move KEjd from KU to ØU\n", rules)

    assert [rival.changes for doubt in result.doubts for rival in doubt.rivals] == rivals
    assert len(considered) == judged


@pytest.mark.parametrize(
    ("rules", "carried", "message"),
    [
        (AUTHORITIES, "", "two different values: BM, IM"),
        (STATEMENTS, "carries a statement planned\n", "BR, ØU"),
    ],
)
def test_a_proposal_that_another_reading_cannot_judge_is_refused_unasked(
    rules: str, carried: str, message: str
) -> None:
    with pytest.raises(MistakesError, match=message):
        check(f"move KEjd from KU to ØU\n{carried}", rules)
