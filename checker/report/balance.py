# SPDX-License-Identifier: EUPL-1.2
"""What speaks for a placing and against it, as entries of a report."""

from __future__ import annotations

from typing import Literal

from checker.records import field, frozen
from checker.result import OPTIONAL, Verdict


@frozen(eq=False, repr=False)
class WeighedRow:
    """What is told under one matter; ``matter`` "" where none is named."""

    matter: str
    speaks_for: tuple[str, ...] = field(metadata={"key": "for"})
    against: tuple[str, ...]


@frozen(eq=False, repr=False)
class LegalCell:
    """What the check says of a placing; no verdict where nothing is placed there.

    Attributes:
        stance: whether it stands among what speaks for it.
    """

    words: str
    stance: Literal["for", "against"] | None = None
    verdict: Verdict | None = None


@frozen(eq=False, repr=False)
class WeighedEntry:
    """What is weighed of placing something under a committee.

    Attributes:
        thing: what is placed, where it is one of several.
        read_in_words: where all of it was read, unless each cell says so itself.
    """

    committee: str
    title: str
    rows: tuple[WeighedRow, ...]
    legal: LegalCell
    thing: str | None = field(default=None, metadata=OPTIONAL)
    read_in_words: str | None = field(default=None, metadata=OPTIONAL)
