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
