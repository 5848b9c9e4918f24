# SPDX-License-Identifier: EUPL-1.2
"""What small rules require of a small town."""

from engine import PROCEDURE

MOVE = "move KBS from ØU to BIU\n"


STEPS = (
    PROCEDURE
    + """
rule hearing "Høring"
    a unit that moves between committees needs consultation of the finance committee
    under KSL § 18
rule told "Underretning"
    a bylaw change needs notification to TS
    under KSL § 2
rule shown "Offentliggørelse"
    a bylaw change needs publication
    under KSL § 2
"""
)


def rule(sentence, name="r", basis="KSL", more=""):
    return f'rule {name} "En regel"\n    {sentence}\n    under {basis}\n{more}'
