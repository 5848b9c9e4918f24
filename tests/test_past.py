# SPDX-License-Identifier: EUPL-1.2
"""What the conclusion says of steps whose last day is past, and of choices among them."""

import pytest
from engine import PROCEDURE
from steps import judged_on

from checker.report.express import wording_of
from checker.report.opening import summary

IN_TURN = """
rule heard "Statement"
    a bylaw change needs {}
    under KSL
"""
CHOICE = "consultation of BIU before the first reading or consultation of KU before the {} reading"
CHOSEN = (
    " each alternative, consultation of Beskæftigelsesudvalget{} and consultation of Kulturudvalget"
)


@pytest.mark.parametrize(
    ("needs", "told"),
    [
        (CHOICE.format("first"), CHOSEN.format("") + " (last day Saturday 23 November 2013). It"),
        (
            CHOICE.format("second"),
            CHOSEN.format(" (last day Saturday 23 November 2013)")
            + " (last day Friday 29 November 2013). It",
        ),
        (
            "a statement by ØU before the first reading and consultation of KU before the first"
            " reading",
            "; and the finance committee’s statement and consultation of Kulturudvalget (last day"
            " Saturday 23 November 2013). It",
        ),
    ],
)
def test_what_is_past_is_told_once_a_day_and_a_choice_that_is_past_as_one(needs, told):
    result = judged_on("2013-12-18", "", PROCEDURE + IN_TURN.format(needs))
    said = summary(result, wording_of(result, "en"), 0)
    assert told in said
    assert "No way" not in said


MOVED = """
rule moved "Moved"
    a unit that moves needs consultation of KU before the first reading
    under KSL
"""


def test_a_choice_with_a_step_that_reads_like_another_is_told_apart():
    result = judged_on("2013-12-18", "", PROCEDURE + IN_TURN.format(CHOICE.format("first")) + MOVED)
    said = summary(result, wording_of(result, "en"), 0)
    assert "each alternative" not in said
    assert "No way can be taken in time any more, whether" in said
