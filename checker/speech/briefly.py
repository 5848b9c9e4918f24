# SPDX-License-Identifier: EUPL-1.2
"""A change in a few words that no language and no name of a thing alters."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.records import fields
from checker.speech.node import Name, NoCommittee, Node

_UNTOLD = ("name", "span", "origin", "described", "read_in", "administration", "mayor")


def briefly(change: Node) -> str:
    """What a change does to what and whereto, by ids: ``move KEjd ØU``. What it is called, and
    where a thing comes from, makes no other change."""
    kind = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", type(change).__name__).lower()
    return " ".join([kind, *_ids(change)])


def _ids(value: object) -> Iterator[str]:
    match value:
        case Name():
            yield value.text
        case NoCommittee():
            yield "–"
        case Node():
            for each in fields(type(value)):
                if each.name not in _UNTOLD:
                    yield from _ids(getattr(value, each.name))
        case tuple():
            for one in value:
                yield from _ids(one)
        case str() | int():
            yield str(value)
