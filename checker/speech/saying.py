# SPDX-License-Identifier: EUPL-1.2
"""What is to be said, as data: things spoken of, sentences, facts with their places."""

from __future__ import annotations

from datetime import date
from typing import Literal

from checker.records import frozen
from checker.source import Span
from checker.speech.node import Prose

SubjectKind = Literal["committee", "unit", "task", "area", "municipality", "instrument", "proposal"]


@frozen
class Ref:
    """Something spoken of: its kind and its id. Kinds beside those of a subject: authority,
    mayor, construction, rule, body, citation."""

    kind: str
    id: str

    def __hash__(self) -> int:
        return hash(self.id)


NOBODY = Ref("nobody", "nobody")
Argument = str | int | date | Ref | Prose | tuple["Argument", ...]


@frozen
class Phrase:
    """A sentence to be said: the key of a wording in ``reports/`` and what it speaks of."""

    key: str
    args: tuple[tuple[str, Argument], ...] = ()

    @classmethod
    def of(cls, key: str, **args: Argument) -> Phrase:
        return cls(key, tuple(sorted(args.items())))


@frozen
class Witness:
    """One fact behind a finding, and where it stands (None: it follows from a date)."""

    fact: Phrase
    place: Span | None
