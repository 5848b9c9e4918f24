# SPDX-License-Identifier: EUPL-1.2
"""A parsed document to plain data, and back: lists, numbers and texts, of which nothing but parts
of a document is made."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache, cached_property
from importlib import import_module
from json import dumps, loads
from typing import Any, NamedTuple, TypeVar

from checker.records import evolve, fields
from checker.source import NOWHERE, Source, Span
from checker.speech.node import Comment, Document, Node, Prose

_SPEECH = "checker.speech."
_Kind = TypeVar("_Kind", bound=Node)

# A node is a list: the number of its class, where it stands, the values of its fields. Any other
# value that JSON has no word for is a dict of one entry, which says what it is.


def data_of(document: Document) -> dict[str, Any]:
    """A document without warnings as plain data. The source is left out: its path may be another
    one next time."""
    classes: dict[type, int] = {}
    header, *others = (_data(each, classes) for each in document.statements)
    comments = [[each.text, each.offset, each.own_line] for each in document.comments]
    rest = dumps([others, comments], ensure_ascii=False, separators=(",", ":"))
    return {
        "ids": sorted(document.ids),
        "kind": document.kind,
        "surface": document.surface,
        "language": document.span.source.language,
        "classes": [
            [f"{kind.__module__.removeprefix(_SPEECH)}.{kind.__name__}", *_fields(kind)]
            for kind in classes
        ],
        "header": header,
        "of": sorted({each[0] for each in (header, *others)}),
        "rest": rest,  # read where it is asked for
    }


def document_of(data: dict[str, Any], source: Source) -> Document:
    """The document that plain data was made of, with its source as it is read now."""
    source = evolve(source, language=data["language"])
    fields(Document)  # which must be whole, as no other may have been made
    document = object.__new__(KeptDocument)
    document.__dict__.update(
        kind=data["kind"],
        surface=data["surface"],
        warnings=(),
        span=Span(source, 0, len(source.text)),
        ids=frozenset(data["ids"]),
        _data=data,
        _classes=[_class(*one) for one in data["classes"]],
    )
    return document


class KeptDocument(Document):
    """A document whose statements are made once more than its header is asked for; then it is one
    like any other."""

    _data: dict[str, Any]
    _classes: Sequence[_Class]

    def __new__(cls, *values: Any, **named: Any) -> Document:  # type: ignore[misc]  # no subclass of itself
        """One that is made of another with something changed."""
        return Document(*values, **named)

    def __reduce__(self) -> tuple[Any, ...]:
        return document_of, (self._data, self.span.source)

    def _become_read(self) -> Document:
        made = NodeMaker(self._classes, self.span.source).made
        others, comments = loads(self._data["rest"])
        header = self.header
        del self.__dict__["_data"], self.__dict__["_classes"]
        self.__dict__.update(
            statements=(header, *map(made, others)),
            comments=tuple(Comment(*each) for each in comments),
        )
        object.__setattr__(self, "__class__", Document)
        return self

    @cached_property
    def header(self) -> Node:
        """Its first statement."""
        node: Node = NodeMaker(self._classes, self.span.source).made(self._data["header"])
        return node

    @property
    def statements(self) -> tuple[Node, ...]:
        return self._become_read().statements

    @property
    def comments(self) -> tuple[Comment, ...]:
        return self._become_read().comments

    def all_of(self, kind: type[_Kind]) -> list[_Kind]:
        """Its statements of a kind, in their order."""
        if not any(issubclass(self._classes[each].kind, kind) for each in self._data["of"]):
            return []
        return super().all_of(kind)

    def __eq__(self, other: object) -> bool:
        return self._become_read() == other

    def __hash__(self) -> int:
        return hash(self._become_read())


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


class _Class(NamedTuple):
    """A class of nodes.

    Attributes:
        fields: their names, but for the place.
        whole: whether a node of it is made at once, as one of its fields would not be missed.
    """

    kind: type[Node]
    fields: tuple[str, ...]
    whole: bool


@cache
def _class(name: str, *written: str) -> _Class:
    """The class of a node by its name, with its fields. Raises ValueError for anything else."""
    module, _, own = name.rpartition(".")
    kind = getattr(import_module(f"{_SPEECH}{module}"), own, None)
    if not (isinstance(kind, type) and issubclass(kind, Node) and [*written] == _fields(kind)):
        raise ValueError(name)
    whole = any(each.converter or hasattr(kind, each.name) for each in fields(kind))
    return _Class(kind, written, whole)


class NodeMaker:
    """Makes the values of the data of a document, and of a node no more than is asked for."""

    def __init__(self, classes: Sequence[_Class], source: Source) -> None:
        self._classes, self._source = classes, source

    def made(self, data: Any) -> Any:
        """A value of its data."""
        if type(data) is list:
            kind, names, whole = self._classes[data[0]]
            node: Any = object.__new__(kind)
            node.__dict__["_waiting"] = self, data
            if whole:
                return kind(**{name: self.part(data, name) for name in ("span", *names)})
            return node
        if type(data) is dict:
            ((what, value),) = data.items()
            if what == "":
                return tuple(map(self.made, value))
            return Prose(*value) if what == "prose" else date.fromisoformat(value)
        return data

    def part(self, data: Any, name: str) -> Any:
        """A field of a node, made of the data of the node. Raises AttributeError."""
        of, start, end, *_ = data
        if name == "span":
            return NOWHERE if start < 0 else Span(self._source, start, end)
        if name not in self._classes[of].fields:
            raise AttributeError(name)
        return self.made(data[3 + self._classes[of].fields.index(name)])
