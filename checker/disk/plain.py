"""A parsed document to plain data, and back: lists, numbers and texts, of which nothing but parts
of a document is made."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import cache
from importlib import import_module
from typing import Any

from checker.records import evolve, fields
from checker.source import NOWHERE, Source, Span
from checker.speech.node import Comment, Document, Node, Prose

_SPEECH = "checker.speech."

# A node is a list: the number of its class, where it stands, the values of its fields. Any other
# value that JSON has no word for is a dict of one entry, which says what it is.


def data_of(document: Document) -> dict[str, Any]:
    """A document without warnings as plain data. The source is left out: its path may be another
    one next time."""
    classes: dict[type, int] = {}
    statements = [_data(each, classes) for each in document.statements]
    return {
        "kind": document.kind,
        "surface": document.surface,
        "language": document.span.source.language,
        "classes": [
            [f"{kind.__module__.removeprefix(_SPEECH)}.{kind.__name__}", *_fields(kind)]
            for kind in classes
        ],
        "statements": statements,
        "comments": [[each.text, each.offset, each.own_line] for each in document.comments],
    }


def document_of(data: dict[str, Any], source: Source) -> Document:
    """The document that plain data was made of, with its source as it is read now."""
    source = evolve(source, language=data["language"])
    made = _maker([_class(*one) for one in data["classes"]], source)
    return Document(
        data["kind"],
        data["surface"],
        tuple(map(made, data["statements"])),
        tuple(Comment(*each) for each in data["comments"]),
        span=Span(source, 0, len(source.text)),
    )


def _fields(kind: type[Any]) -> list[str]:
    return [each.name for each in fields(kind) if each.name != "span"]


def _data(value: Any, classes: dict[type, int]) -> Any:
    match value:
        case Node():
            kind, span = type(value), value.span
            place = [-1, -1] if span is NOWHERE else [span.start, span.end]
            said = (_data(getattr(value, name), classes) for name in _fields(kind))
            return [classes.setdefault(kind, len(classes)), *place, *said]
        case tuple():
            return {"": [_data(each, classes) for each in value]}
        case date():
            return {"date": value.isoformat()}
        case Prose():
            return {"prose": [value.en, value.da]}
        case str() | int() | None:  # and what is true or false
            return value
    raise TypeError(type(value))


@cache
def _class(name: str, *written: str) -> tuple[type[Node], Sequence[str]]:
    """The class of a node by its name, with its fields. Raises ValueError for anything else."""
    module, _, own = name.rpartition(".")
    kind = getattr(import_module(f"{_SPEECH}{module}"), own, None)
    if not (isinstance(kind, type) and issubclass(kind, Node) and [*written] == _fields(kind)):
        raise ValueError(name)
    return kind, written


def _maker(
    classes: Sequence[tuple[type[Node], Sequence[str]]], source: Source
) -> Callable[[Any], Any]:
    """What makes a value of its data."""

    def made(data: Any) -> Any:
        if type(data) is list:
            kind, names = classes[data[0]]
            values = [made(one) if type(one) in (list, dict) else one for one in data[3:]]
            place = NOWHERE if data[1] < 0 else Span(source, data[1], data[2])
            return kind(**dict(zip(names, values, strict=True)), span=place)
        if type(data) is dict:
            ((what, value),) = data.items()
            if what == "":
                return tuple(map(made, value))
            return Prose(*value) if what == "prose" else date.fromisoformat(value)
        return data

    return made
