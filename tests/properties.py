# SPDX-License-Identifier: EUPL-1.2
"""Properties over random cases.

``CASES=100000 pytest tests/test_properties*`` tries each property on so many random proposals,
other ones at each run, and tells at the end what they came to.
"""

import os

from hypothesis import HealthCheck, Phase, assume, given, settings
from towns import Written

from checker.errors import CheckerError

CASES = int(os.environ.get("CASES", "0"))


def property_of(*strategies, few=150, each=1):
    """A property over random cases, of which those that do not fit together are passed over.

    Args:
        few: how many are tried where it is not said how many.
        each: how many proposals one of them is.
    """

    def tried(test):
        bounds = settings(
            max_examples=CASES // each or few,
            deadline=None,
            derandomize=not CASES,
            suppress_health_check=list(HealthCheck),
            phases=[Phase.generate] if CASES else [Phase.explicit, Phase.generate, Phase.shrink],
            database=None,
        )
        return bounds(given(*strategies)(test))

    return tried


def answer(case: Written):
    """What a case comes to; a case that does not fit together is passed over."""
    try:
        return case.result()
    except CheckerError:
        assume(False)
