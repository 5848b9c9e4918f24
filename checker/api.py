# SPDX-License-Identifier: EUPL-1.2
"""For programs: one proposal file to its result, without the command line."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from os import PathLike, fspath

from checker.errors import UsageError
from checker.files.documents import read_library
from checker.result import Result

Place = str | PathLike[str]


def check(
    proposal: Place,
    *,
    rules: Sequence[Place] = (),
    organisations: Sequence[Place] = (),
    waivers: Sequence[Place] = (),
    law_date: date | None = None,
    as_of: date | None = None,
) -> Result:
    """What a proposal needs to be lawful, by the shipped rules where none are given; of an
    organisation, what is found as it stands.

    Raises CheckerError when the proposal or anything it is checked against cannot be used.
    """
    library = read_library(
        [fspath(proposal)], _texts(rules), _texts(organisations), _texts(waivers), alone=True
    )
    if len(library.proposals) != 1:
        raise UsageError("one-proposal", where=fspath(proposal), count=len(library.proposals))
    checker = library.checker()
    return checker.check(library.proposals[0], law_date=law_date, as_of=as_of)


def _texts(places: Sequence[Place]) -> list[str]:
    return [fspath(place) for place in places]
