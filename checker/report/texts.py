# SPDX-License-Identifier: EUPL-1.2
"""The texts in a part of a report."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from operator import attrgetter, is_not
from typing import Any, TypeVar, cast

from checker.records import evolve, has
from checker.report.report import keys_of
from checker.speech.saying import Ref

T = TypeVar("T")


@cache
def _parts(kind: Any) -> Callable[[Any], Iterable[Any]] | None:
    """What gives the parts of one of a kind; None of what is no part of a report."""
    names = [name for name, *_ in keys_of(kind)] if has(kind) else []
    if len(names) > 1:
        return attrgetter(*names)
    return (lambda one: [getattr(one, name) for name in names]) if names else None


def texts(value: Any) -> list[str]:
    """Every text in a part of a report."""
    found, waiting = [], [value]
    while waiting:
        each = waiting.pop()
        if isinstance(each, str):
            found.append(each)
        elif isinstance(each, tuple):
            waiting += each
        elif parts := _parts(each.__class__):
            waiting += parts(each)
    return found


def with_texts(value: T, change: Callable[[str], str]) -> T:
    """A part of a report with each of its texts changed; the same object where none is."""
    made: Any = value
    if isinstance(made, str):
        told = change(made)
        made = made if told == made else told
    elif isinstance(made, tuple):
        each = tuple(with_texts(one, change) for one in made)
        whole: Any = Ref(*each) if isinstance(made, Ref) else each
        made = whole if any(map(is_not, each, made)) else made
    elif isinstance(made, dict):
        made = {key: with_texts(each, change) for key, each in made.items()}
    elif has(type(made)):
        before = {name: getattr(made, name) for name, *_ in keys_of(made.__class__)}
        after = {name: with_texts(each, change) for name, each in before.items()}
        changed = {name: each for name, each in after.items() if each is not before[name]}
        made = evolve(made, **changed) if changed else made
    return cast(T, made)
