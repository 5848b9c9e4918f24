# SPDX-License-Identifier: EUPL-1.2
"""What a report rests on: provisions, where they were read, the source sheet that ends it; and what
speaks for a placing and against it."""

from __future__ import annotations

from datetime import date
from typing import Literal

from checker.records import field, frozen
from checker.result import OPTIONAL, Verdict
from checker.speech.rule import SourceKind


@frozen
class ReadInEntry:
    """Where something was read, and the digest of the text that was read there."""

    document: str
    section: str
    page: str | None = field(default=None, metadata=OPTIONAL)
    anchor: str | None = field(default=None, metadata=OPTIONAL)
    text_digest: str | None = field(default=None, metadata=OPTIONAL)


@frozen
class SignedEntry:
    """An office's word for a rule, what has changed since, and the sentence that says it."""

    office: str
    on: date
    stands: bool
    changed: tuple[str, ...]
    words: str


@frozen
class BasisEntry:
    """A provision that a rule rests on, and where it was read."""

    source: str
    kind: SourceKind
    provision: str
    checked: bool
    read_in: tuple[ReadInEntry, ...]
    read_in_words: str
    address: str | None
    signed: tuple[SignedEntry, ...] = field(default=(), metadata=OPTIONAL)


@frozen(eq=False, repr=False)
class ProvisionEntry:
    provision: str
    second_hand: bool


@frozen(eq=False, repr=False)
class SecondHandEntry:
    provision: str
    read_in: tuple[ReadInEntry, ...]
    read_in_words: str


@frozen(eq=False, repr=False)
class SourceEntry:
    """A line of the source sheet: a provision, where and when it was read, and in which text.

    Attributes:
        consolidation: the consolidated text that was read, where that is on file.
        read_on: the day a rule on it was held against the text; None: on no file.
        signed: the offices' word for the rules that rest on it.
        remarks: the digests of the texts read, and those sign-offs, in words.
    """

    provision: str
    source: str
    name: str
    kind: SourceKind
    read_in: tuple[ReadInEntry, ...]
    read_in_words: str
    consolidation: str | None
    read_on: date | None
    second_hand: bool
    address: str | None
    signed: tuple[SignedEntry, ...] = field(default=(), metadata=OPTIONAL)
    remarks: tuple[str, ...] = field(default=(), metadata=OPTIONAL)


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
