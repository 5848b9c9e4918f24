# SPDX-License-Identifier: EUPL-1.2
"""What a proposal carries is shown, also where no rule asks for it."""

from __future__ import annotations

import pytest
from engine import check
from test_those_concerned import check as checked_in_town

from checker.report.express import express
from checker.report.sheet import sources_intro
from checker.report.wording import Wording

MOVE = "flyt KEjd fra KFU til BIU\n"


def besides(changes: str, language: str = "da") -> tuple[str, ...]:
    report = express([checked_in_town(changes)], language, str)
    return report.results[0].proposal.besides


@pytest.mark.slow
@pytest.mark.parametrize(
    ("step", "told"),
    [
        (
            "høring af KBS den 2021-05-03",
            "Gennemført den 3. maj 2021; ingen regel kræver det: høring af Borgerbutikken.",
        ),
        (
            "godkendelse fra IM, planlagt",
            "På vej; ingen regel kræver det: godkendelse fra Indenrigs- og Boligministeriet.",
        ),
        (
            "beslutning i BIU, afslået den 2021-05-03",
            "Afslået den 3. maj 2021; ingen regel kræver det: beslutning i Jobudvalget.",
        ),
        (
            "dispensation til KES fra KSL § 64 a meddelt af IM, meddelt den 2021-05-03",
            "Gennemført den 3. maj 2021; ingen regel kræver det: dispensation fra styrelseslovens "
            "§ 64 a til Erhvervskontoret.",
        ),
    ],
)
def test_what_no_rule_asks_for_is_shown(step: str, told: str) -> None:
    assert besides(f"{MOVE}ledsages af {step}\n") == (told,)


@pytest.mark.slow
@pytest.mark.parametrize(
    "step",
    [
        "økonomiudvalgets erklæring den 2021-05-03",
        "høring af KFU den 2021-05-03",
        "behandling i BY den 2021-06-02",
        "offentliggørelse, planlagt",
    ],
)
def test_what_a_rule_asks_for_is_not_told_twice(step: str) -> None:
    assert besides(f"{MOVE}ledsages af {step}\n") == ()


def test_a_reading_that_no_rule_asks_for_is_told_of_the_bylaw_change() -> None:
    assert check("carries a reading in BR on 2013-07-01\n").besides == ()


def test_a_dispensation_for_the_municipality_that_no_rule_asks_for_is_shown() -> None:
    step = "dispensation til kommunen fra KSL § 64 b meddelt af IM, ansøgt den 2021-05-03"
    (told,) = besides(f"{MOVE}ledsages af {step}\n")
    assert told.startswith("På vej (3. maj 2021); ingen regel kræver det: dispensation fra")


@pytest.mark.parametrize("language", ["da", "en"])
def test_the_source_sheet_says_once_that_no_page_is_known(language: str) -> None:
    report = express([checked_in_town(MOVE)], language, str)
    wording = Wording(language)
    intro = sources_intro(report.results[0], wording)
    assert intro.endswith(wording.words("t.unplaced"))


RENEWED = """rule renew "Renew"
    a dispensation from KSL § 64 a {}
    under KSL § 3
rule disp "D"
    a unit that moves needs a dispensation from KSL § 64 a by IM
    under KSL § 64 a
"""
MOVED = """move KBS from ØU to BIU
carries a dispensation for KBS from KSL § 64 a by IM, granted 2013-11-01
"""


@pytest.mark.parametrize("verb", ["needs", "entails"])
@pytest.mark.parametrize(
    ("step", "carried", "name"),
    [
        ("an approval by BR", "an approval by BR", "godkendelse fra Byrådet af dispensationen til"),
        ('a decision by BR on "B"', 'a decision by BR on "B"', "beslutning i Byrådet om »B«."),
        ("the finance committee's statement", "a consultation of ØU", "Økonomiudvalgets erklæring"),
        ("publication", "publication", "offentliggørelse af dispensationen til Borgerservice."),
    ],
)
def test_what_the_old_council_did_of_what_the_new_one_must_do_is_too_early(
    step: str, carried: str, name: str, verb: str
) -> None:
    rules = RENEWED.format(f"{verb} {step} after the term begins")
    result = check(f"{MOVED}carries {carried} on 2013-11-20\n", rules)
    (told,) = express([result], "da", str).results[0].proposal.besides
    assert told.startswith("For tidligt den 20. november 2013; det tæller ikke og skal ske på ny, ")
    assert f"tidligst onsdag den 1. januar 2014: {name}" in told
    (one,) = [each for each in result.instruments if each.dues]
    assert (one.status, one.state) == ("missing", "open")
    assert one.reason is not None
    assert one.reason.key == "r.too-early"


def test_what_the_new_council_does_is_not_too_early() -> None:
    rules = RENEWED.format("entails an approval by BR after the term begins")
    result = check(f"{MOVED}carries an approval by BR on 2014-01-20\n", rules)
    assert result.besides == ()
    assert all(one.reason is None for one in result.instruments)
