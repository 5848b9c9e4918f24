# SPDX-License-Identifier: EUPL-1.2
"""Small proposals to bring a task about by steps, and what is told of them."""

import pytest
from engine import HEADER, PROCEDURE, check

from checker.errors import MistakesError

MOVE = "move KBS from ØU to BIU\n"


def told(changes, header=HEADER):
    """The mistakes of a proposal, each as its line and what it says."""
    with pytest.raises(MistakesError) as caught:
        check(MOVE + changes, PROCEDURE, header=header)
    return [(one.span.line, str(one).split(": ", 1)[1]) for one in caught.value.errors]


def judged_on(day, changes="", rules=PROCEDURE):
    header = HEADER.replace("    effective", f"    as of {day}\n    effective")
    return check(MOVE + changes, rules, header=header)


READ = "carries a reading in BR on 2013-10-10\n"
APPROVED = (
    PROCEDURE
    + """
rule approved "Approved"
    a bylaw change needs an approval by IM before the constituting meeting
    under KSL
"""
)
HELD = READ + READ.replace("10-10", "10-31")
WAYS = """
rule in-turn "In turn"
    a bylaw change needs an approval by IM or a notification to TS
    under KSL
rule owed "Owed"
    a bylaw change entails publication and a decision by BR or a statement by KU
    under KSL
rule there "There"
    a unit within property needs publication or a decision by BR
    under KSL
"""
EITHER = """
rule there "There"
    KEjd may only be under BIU
    under SV § 3
rule jobs-stay "Jobs"
    only BIU may hold employment tasks
    otherwise a bylaw change or a new constitution of the committees
    under M
rule stated "Stated"
    a bylaw change needs the finance committee's statement
    under KSL § 18
"""
