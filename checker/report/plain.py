"""A report, or a part of one, as plain data; and what is done to every text in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Any, TypeVar, cast

from attrs import evolve, fields, has

T = TypeVar("T")


def as_json(value: Any) -> Any:
    """A report, or a part of one, as what JSON can hold: the keys in their order."""
    if value is None or isinstance(value, str | int):
        return value
    if isinstance(value, dict):
        return {key: as_json(each) for key, each in value.items()}
    if isinstance(value, Sequence):
        return [as_json(each) for each in value]
    return {
        key: as_json(each)
        for name, key, of, optional in _keys(value.__class__)
        for each in [getattr(value, name)]
        if (of is None or of == value.kind) and not (optional and not each)
    }


@cache
def _keys(kind: Any) -> list[tuple[str, str, str | None, bool]]:
    """Name and key of each attribute, the kind it is a key of alone, and whether it may lack."""
    return [
        (each.name, told.get("key", each.name), told.get("of"), told.get("optional", False))
        for each in fields(kind)
        for told in [each.metadata]
    ]


def texts(value: Any) -> Iterator[str]:
    """Every text in a part of a report."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from texts(each)
    elif has(type(value)):
        for name, *_ in _keys(value.__class__):
            yield from texts(getattr(value, name))


def with_texts(value: T, change: Callable[[str], str]) -> T:
    """A part of a report with each of its texts changed."""
    return cast(T, _changed(value, change))


def _changed(value: Any, change: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, tuple):
        return tuple(_changed(each, change) for each in value)
    if isinstance(value, dict):
        return {key: _changed(each, change) for key, each in value.items()}
    if not has(type(value)):
        return value
    names = [name for name, *_ in _keys(value.__class__)]
    return evolve(value, **{name: _changed(getattr(value, name), change) for name in names})
