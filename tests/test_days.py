"""Days never contradict: what a proposal may not say of its days, and where it is told."""

import pytest
from engine import HEADER, PROCEDURE, check

from checker.errors import MistakesError

MOVE = "move KBS from ØU to BIU\n"


def told(changes, header=HEADER):
    """The mistakes of a proposal, each as its line and what it says."""
    with pytest.raises(MistakesError) as caught:
        check(MOVE + changes, PROCEDURE, header=header)
    return [(one.span.line, str(one).split(": ", 1)[1]) for one in caught.value.errors]


def test_a_change_takes_effect_on_the_day_it_is_proposed_at_the_earliest():
    header = HEADER.replace("2014-01-01", "2013-06-17")
    ((line, text),) = told("", header)
    assert line == 2
    assert text.startswith("2013-06-17, the day of effect, is before 2013-06-18, the day proposed")
    assert check(MOVE, PROCEDURE, header=header.replace("06-17", "06-18")).verdict


AFTER = ["a reading in BR", "a notification to TS", "publication"]
BEFORE = ["a consultation of ØU", "a decision by BR", "an approval by IM"]


@pytest.mark.parametrize("step", AFTER)
def test_what_follows_a_proposal_is_not_dated_before_it(step):
    ((line, text),) = told(f"carries {step} on 2013-06-17\n")
    assert line == 7
    assert text.startswith("2013-06-17 is before 2013-06-18, the day the proposal is made")
    assert check(f"{MOVE}carries {step} on 2013-06-18\n", PROCEDURE)


@pytest.mark.parametrize("step", BEFORE)
def test_what_may_come_before_a_proposal_may_be_older_within_the_council_term(step):
    assert check(f"{MOVE}carries {step} on 2010-01-01\n", PROCEDURE)
    ((line, text),) = told(f"carries {step} on 2009-12-31\n")
    assert line == 7
    assert "before the council term that began on 2010-01-01" in text


def test_a_grant_may_be_older_than_the_council_term():
    change = "carries a dispensation for KBS from KSL § 64 a by IM, granted 2009-11-14\n"
    assert check(MOVE + change, PROCEDURE)


@pytest.mark.parametrize("step", [*AFTER, *BEFORE])
def test_no_step_is_of_an_earlier_council(step):
    ((_, text),) = told(f"carries {step} on 2003-06-17\n")
    assert "council term" in text
