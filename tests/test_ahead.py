# SPDX-License-Identifier: EUPL-1.2
"""What is to come is told as to come, and what is past as past, by the proposal's own day."""

from __future__ import annotations

from functools import cache

import shipped

from checker.formats.catalogue import render
from checker.language.parser import parse
from checker.pipeline import Checker
from checker.report.express import express
from checker.source import Source

AUTUMN = """forslag "Nærdemokrati"
    vedrører copenhagen-2024
    fremsat 2025-08-15
    pr. {as_of}
    virkning fra 2026-01-01

flyt nærdemokrati fra ØU til KFU
ledsages af økonomiudvalgets erklæring den 2025-10-01
ledsages af behandling i BR den 2025-10-09
ledsages af behandling i BR den 2025-10-30
"""
MID_TERM = """forslag "Borgerservice"
    vedrører copenhagen-2024
    fremsat 2026-11-27
    virkning fra 2027-04-01

flyt KBS fra KFU til BIU
"""


@cache
def told(proposal: str) -> str:
    checker: Checker = shipped.checker()
    report = express([checker.check(parse(Source.of(proposal, "forslag.ressort")))], "da", str)
    return " ".join(render(report, "text", "da").split())


def test_a_reading_that_is_set_for_a_later_day_is_a_step_until_it_is_held() -> None:
    first = "Første behandling afholdes i Borgerrepræsentationen torsdag den 9. oktober 2025."
    second = "Anden behandling afholdes i Borgerrepræsentationen torsdag den 30. oktober 2025."
    before, between = (
        told(AUTUMN.format(as_of="2025-08-15")),
        told(AUTUMN.format(as_of="2025-10-10")),
    )

    assert first in before
    assert second in before
    assert first not in between
    assert second in between


def test_a_day_to_come_is_planned_and_not_kept() -> None:
    before, after = told(AUTUMN.format(as_of="2025-08-15")), told(AUTUMN.format(as_of="2025-11-01"))

    assert "senest søndag den 30. november 2025; rettidigt planlagt" in before
    assert "; overholdt" not in before
    assert "senest søndag den 30. november 2025; overholdt" in after


def test_in_mid_term_no_first_meeting_of_the_term_is_waited_for() -> None:
    assert "Godkendelse fra Borgerrepræsentationen af dispensationen" in told(MID_TERM)
    assert "på det første ordinære møde i valgperioden" not in told(MID_TERM)


def test_a_dispensation_that_has_ended_is_told_as_ended_and_as_lacking_already() -> None:
    assert "Dispensationen udløb den 31. december 2025." in told(MID_TERM)
    assert "Kræves allerede nu og til og med den 31. december 2029." in told(MID_TERM)
    assert "Dispensationen udløber den 31. december 2025." in told(
        AUTUMN.format(as_of="2025-08-15")
    )
