# SPDX-License-Identifier: EUPL-1.2
"""What is to be said, as data: things spoken of, sentences, facts with their places."""

from __future__ import annotations

from datetime import date
from typing import Literal, NamedTuple

from checker.source import Span
from checker.speech.node import Prose

SubjectKind = Literal["committee", "unit", "task", "area", "municipality", "instrument", "proposal"]


# Tuples, as each is compared and looked up thousands of times in a check.


class Ref(NamedTuple):
    """Something spoken of: its kind and its id. Kinds beside those of a subject: authority,
    mayor, construction, rule, body, citation."""

    kind: str
    id: str


NOBODY = Ref("nobody", "nobody")
Argument = str | int | date | Ref | Prose | tuple["Argument", ...]


def listed(value: Argument | None) -> tuple[Argument | None, ...]:
    """The parts of a list that a sentence speaks of; of what is none, itself."""
    return value if isinstance(value, tuple) and not isinstance(value, Ref) else (value,)


class Phrase(NamedTuple):
    """A sentence to be said: the key of a wording in ``reports/`` and what it speaks of."""

    key: str
    args: tuple[tuple[str, Argument], ...] = ()

    @classmethod
    def of(cls, key: str, **args: Argument) -> Phrase:
        return cls(key, tuple(sorted(args.items())))


class Witness(NamedTuple):
    """One fact behind a finding, and where it stands (None: it follows from a date)."""

    fact: Phrase
    place: Span | None
