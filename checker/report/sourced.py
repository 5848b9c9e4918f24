"""A line of the source sheet that ends every report."""

from __future__ import annotations

from datetime import date
from typing import Literal

from attrs import frozen

from checker.report.entries import ReadInEntry


@frozen(eq=False, repr=False)
class SourceEntry:
    """A line of the source sheet: a provision, where and when it was read, and in which text.

    Attributes:
        consolidation: the consolidated text that was read, where that is on file.
        read_on: the day a rule on it was held against the text; None: on no file.
    """

    provision: str
    source: str
    name: str
    kind: Literal["law", "bylaw", "mandate", "guideline"]
    read_in: tuple[ReadInEntry, ...]
    read_in_words: str
    consolidation: str | None
    read_on: date | None
    second_hand: bool
    address: str | None
