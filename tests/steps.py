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
