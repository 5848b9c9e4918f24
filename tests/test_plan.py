# SPDX-License-Identifier: EUPL-1.2
"""The fewest instruments that make a proposal lawful, and what is lawful instead."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from engine import HEADER, checker

from checker.folders import FIXTURES
from checker.language.parser import parse
from checker.source import Source
from checker.weigh.plan import Planner
from checker.weigh.sweep import Judge

CASES = FIXTURES / "copenhagen-2013"
BYLAW = {
    "bylaw-change:SV",
    "reading:BR:bylaw-change:SV",
    "consultation:ØU:bylaw-change:SV",
}


@pytest.fixture
def plan(once: Callable) -> Callable:
    """plan(path, …) gives the document of a plan that must be answered."""

    def planned(*arguments: object) -> dict:
        done = once("plan", *arguments, "--format", "json")
        assert (done.status, done.err) == (0, "")
        return json.loads(done.out)

    return planned


def ids(document: dict) -> set[str]:
    return {one["id"] for one in document["plan"]}


def test_a_move_within_the_law_takes_a_bylaw_change(plan: Callable) -> None:
    document = plan(CASES / "kejd-oeu.ressort")

    assert (document["verdict"], document["verdict_when_carried"]) == ("incomplete", "clear")
    assert ids(document) == BYLAW
    assert document["alternatives"] == []


def test_one_of_two_ways_is_planned(plan: Callable) -> None:
    document = plan(CASES / "kejd-biu.ressort")

    assert document["verdict_when_carried"] == "clear"
    assert ids(document) == BYLAW | {"dispensation:LAB § 14, stk. 3:BIU"}


def test_a_way_that_is_refused_leaves_the_other(plan: Callable) -> None:
    document = plan(CASES / "kejd-biu-afslaaet.ressort")

    assert document["verdict_when_carried"] == "clear"
    assert "law-amendment:LAB" in ids(document)
    assert not any(one["kind"] == "dispensation" for one in document["plan"])


def test_a_way_that_is_carried_is_kept(plan: Callable) -> None:
    document = plan(CASES / "kejd-biu-lovaendring.ressort")

    assert document["verdict_when_carried"] == "clear"
    assert "law-amendment:LAB" in ids(document)


def test_two_acts_take_two_dispensations_and_a_question_stays(plan: Callable) -> None:
    document = plan(CASES / "kbs-biu.ressort")

    norms = {one["norm"] for one in document["plan"] if one["kind"] == "dispensation"}
    assert norms == {"KSL § 64 a", "LAB § 14, stk. 3"}
    assert len(document["plan"]) == 5
    assert document["verdict_when_carried"] == "incomplete"
    assert len(document["questions"]) == 1
    assert not document["late"]


def test_a_missing_reading_is_planned_before_one_that_is_carried(
    plan: Callable, tmp_path: Path
) -> None:
    text = (CASES / "kejd-oeu.ressort").read_text("utf-8").partition("forvent")[0]
    late = tmp_path / "late.ressort"
    late.write_text(text + "ledsages af behandling i BR den 2013-11-29\n", "utf-8")

    document = plan(late)

    (heard,) = [one["latest"] for one in document["plan"] if one["kind"] == "consultation"]
    assert document["verdict_when_carried"] == "clear"
    assert heard == "2013-11-21"  # the day before the first reading, a week before the one carried


def test_the_steps_come_in_order_with_their_days(plan: Callable) -> None:
    document = plan(CASES / "kbs-kfu.ressort")

    days = [(one["kind"], one["earliest"], one["latest"]) for one in document["plan"]]
    assert days == [
        ("bylaw change", None, None),
        ("consultation", None, "2013-11-22"),
        ("reading", "2013-06-19", "2013-11-30"),
        ("dispensation", None, "2014-01-01"),
    ]
    assert [step["by"] for step in document["steps"] if step["by"]] == [
        "2013-11-22",
        "2014-01-01",
        "2013-11-23",
        "2013-11-30",
    ]


def test_readings_too_close_are_held_again(plan: Callable) -> None:
    assert plan(CASES / "kejd-oeu-fem-dage.ressort")["verdict_when_carried"] == "clear"


@pytest.mark.parametrize("case", ["kejd-oeu-efter-moedet", "kejd-oeu-sen-hoering"])
def test_what_is_past_cannot_be_made_good(plan: Callable, case: str) -> None:
    document = plan(CASES / f"{case}.ressort")

    assert document["verdict_when_carried"] == "incomplete"
    assert document["late"]


def test_nothing_is_added_to_what_is_clear(plan: Callable) -> None:
    document = plan(CASES / "kejd-oeu-vedtaget.ressort")

    assert document["verdict"] == document["verdict_when_carried"] == "clear"
    assert {one["status"] for one in document["plan"]} == {"granted"}


@pytest.mark.slow
@pytest.mark.parametrize("committee", ["kfu", "tmu", "biu", "buu", "sud", "sou"])
def test_the_pay_office_is_lawful_only_where_it_is(plan: Callable, committee: str) -> None:
    document = plan(CASES / f"ks-{committee}.ressort", "--lang", "en")

    assert document["verdict"] == document["verdict_when_carried"] == "forbidden"
    assert document["plan"] == document["steps"] == []
    assert document["alternatives"] == [
        {
            "changes": ["Koncernservice stays under Økonomiudvalget."],
            "verdict": "clear",
            "instruments": {},
            "outside_mandate": False,
        }
    ]
    assert document["also_forbidden"] == 5


@pytest.mark.slow
def test_a_part_of_the_changes_may_be_lawful(plan: Callable, tmp_path: Path) -> None:
    path = tmp_path / "to.ressort"
    path.write_text(
        (CASES / "ks-kfu.ressort").read_text(encoding="utf-8").partition("forvent")[0]
        + "flyt KEjd fra KFU til ØU\n",
        encoding="utf-8",
    )

    found = [one["changes"] for one in plan(path, "--lang", "en")["alternatives"]]

    assert found[:2] == [
        [
            "Koncernservice stays under Økonomiudvalget.",
            "Københavns Ejendomme stays under Kultur- og Fritidsudvalget.",
        ],
        [
            "Koncernservice stays under Økonomiudvalget.",
            "Københavns Ejendomme is placed under Økonomiudvalget.",
        ],
    ]


@pytest.mark.slow
def test_of_what_is_open_the_best_is_planned(plan: Callable, tmp_path: Path) -> None:
    path = tmp_path / "open.ressort"
    text = (CASES / "kbs-biu.ressort").read_text(encoding="utf-8").partition("forudsat")[0]
    text = text.replace("flyt KBS fra ØU til BIU", "åben KBS under BIU eller KFU")
    path.write_text(text, encoding="utf-8")

    document = plan(path)

    assert document["choices"] == [
        "Københavns Borgerservice placeres under Kultur- og Fritidsudvalget"
    ]
    assert document["verdict_when_carried"] == "clear"
    assert [one["changes"] for one in document["alternatives"]] == [
        [("Københavns Borgerservice placeres under Beskæftigelses- og Integrationsudvalget.")]
    ]


@pytest.mark.slow
def test_where_every_choice_is_forbidden_what_is_there_stays(
    plan: Callable, tmp_path: Path
) -> None:
    path = tmp_path / "open.ressort"
    text = (CASES / "ks-kfu.ressort").read_text(encoding="utf-8").partition("forvent")[0]
    path.write_text(text.replace("flyt KS fra ØU til", "åben KS under BIU eller"), encoding="utf-8")

    document = plan(path)

    assert document["verdict_when_carried"] == "forbidden"
    assert [one["changes"] for one in document["alternatives"]] == [
        ["Koncernservice bliver under Økonomiudvalget."]
    ]


def test_one_proposal_is_planned_at_a_time(ressort: Callable) -> None:
    done = ressort("plan", CASES)

    assert done.status == 2
    assert "proposals; name one of them" in done.err


@pytest.mark.slow
@pytest.mark.parametrize("format", ["text", "markdown", "html"])
@pytest.mark.parametrize(
    ("language", "case", "words"),
    [
        ("en", "kbs-kfu", "When all of this is in place, the proposal is clear."),
        ("da", "kbs-kfu", "Når alt dette foreligger, er forslaget i orden."),
        ("en", "ks-kfu", "Five other placements would be forbidden too."),
        ("da", "ks-kfu", "Fem andre placeringer ville også være ulovlige."),
        ("da", "ks-kfu", "Koncernservice bliver under Økonomiudvalget. I orden: intet nyt."),
    ],
)
def test_a_plan_can_be_read(
    once: Callable, format: str, language: str, case: str, words: str
) -> None:
    path = CASES / f"{case}.ressort"

    assert words in once("plan", path, "--format", format, "--lang", language).out


def test_an_untold_order_within_a_day_is_a_question_and_nothing_late(
    plan: Callable, tmp_path: Path
) -> None:
    text = (CASES / "kejd-oeu.ressort").read_text("utf-8").partition("forvent")[0]
    text = text.replace("virkning fra", "pr. 2013-12-20\n    virkning fra")
    read = "ledsages af økonomiudvalgets erklæring den 2013-10-01\n"
    read += "ledsages af behandling i BR den 2013-10-10\nledsages af behandling i BR den 2013-12-05"
    for order, late in (("", False), (" efter det konstituerende møde", True)):
        file = tmp_path / f"{late}.ressort"
        file.write_text(f"{text}{read}{order}\n", "utf-8")
        document = plan(file)
        assert (len(document["questions"]), document["late"]) == (not late, late)


# What a plan takes beside the change of the bylaw: what that needs in turn, and how it can.
DEEP = """
rule change "Change"
    a unit that moves needs a bylaw change
    under KSL
rule either "Either"
    a bylaw change needs an approval by IM or publication
    under KSL
rule more "More"
    an approval by IM needs a decision by BR and an amendment of LAB
    under KSL
"""
OWED = """
rule owed "Owed"
    a unit that moves entails a statement by KU
    under KSL
rule there "There"
    a unit needs a statement by KU
    under KSL
"""


@pytest.mark.parametrize(("rules", "kinds"), [(DEEP, ["bylaw change", "publication"]), (OWED, [])])
def test_a_plan_takes_the_fewest_in_turn_and_no_duty_of_what_is_there(rules, kinds) -> None:
    bench = checker(rules)
    proposal = parse(Source.of(f"{HEADER}\nmove KBS from ØU to BIU\n", "p.ressort"))

    plan = Planner(Judge(bench), bench.settled(proposal)).plan()

    assert plan.when_carried.verdict == "clear"
    assert [one.kind for one in plan.instruments] == kinds


def test_what_sets_another_choice_apart_is_told(plan: Callable, tmp_path: Path) -> None:
    path = tmp_path / "open.ressort"
    text = (CASES / "kbs-biu.ressort").read_text(encoding="utf-8").partition("forudsat")[0]
    left = "åben KBS under KFU eller BIU\nåben KES under TMU eller KFU"
    path.write_text(text.replace("flyt KBS fra ØU til BIU", left), encoding="utf-8")

    first, *_ = plan(path, "--lang", "en")["alternatives"]

    assert first["differs"] == [
        "Københavns Erhvervsservice is placed under Kultur- og Fritidsudvalget"
    ]
    biu = next(one for one in plan(path, "--lang", "en")["alternatives"] if "more" in one)
    assert biu["more"] == {"dispensation": 1}
