# SPDX-License-Identifier: EUPL-1.2
"""Whether what a rule counts is further from its limit with a proposal than without it."""

from __future__ import annotations

from collections.abc import Iterator

from checker.findings.raw import RawFinding
from checker.speech.saying import Phrase

_WAYS = {"at most": 1, "at least": -1}


def made_worse(then: RawFinding, now: RawFinding) -> Iterator[Phrase]:
    """A remark on what a rule counts without the proposal, where with it the count is further from
    the limit that it broke already; none where it is not, or no file tells."""
    before, after = (_distance(one.message) for one in (then, now))
    if then.question or now.question or before is None or after is None or after <= before:
        return
    yield Phrase.of("m.worse", was=dict(then.message.args)["found"])


def _distance(message: Phrase) -> int | None:
    """How far on the wrong side of its limit a message tells that a number is: the larger, the
    worse; None where it tells of none."""
    told = dict(message.args)
    found, limit = told.get("found"), told.get("number", told.get("council"))
    if not isinstance(found, int) or not isinstance(limit, int):
        return None
    beyond = (2 * found if "council" in told else found) - limit
    forbids = str(told["modal"]).endswith("-not")
    way = _WAYS.get(str(told["comparison"]))
    if way is None:  # exactly so many: not to have them has no distance
        return None if forbids else abs(beyond)
    return -way * beyond if forbids else way * beyond
