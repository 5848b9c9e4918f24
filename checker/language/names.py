"""Area words and genitives to ids: a document as written to the document all others read."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from attrs import evolve, fields

from checker.language.words import folded
from checker.speech.node import Document, Name, Node
from checker.speech.rule import Area

_FIELDS: dict[type, tuple[str, ...]] = {}
NO_AREA = frozenset(
    {"id", "rule", "despite", "concerns", "following", "interpretation", "rules", "facts", "span"}
)


def area_words(documents: Iterable[Document]) -> dict[str, str]:
    """Area id to its Danish word, from the ``area`` statements of rule documents.

    Where an id is given twice the first word stands; that is the resolver's to report.
    """
    words: dict[str, str] = {}
    for document in documents:
        for statement in document.statements:
            if isinstance(statement, Area):
                words.setdefault(statement.id.text, statement.word)
    return words


def declared_ids(documents: Iterable[Document]) -> set[str]:
    """Every id that some documents declare, wherever in a statement it stands."""
    found: set[str] = set()
    waiting: list[Any] = [statement for document in documents for statement in document.statements]
    while waiting:
        node = waiting.pop()
        if isinstance(node, tuple):
            waiting.extend(node)
        elif isinstance(node, Node):
            found |= {node.id.text} if hasattr(node, "id") else set()
            waiting.extend(getattr(node, name) for name in _field_names(type(node)))
    return found


def resolve_names(document: Document, words: Mapping[str, str], known: Collection[str]) -> Document:
    """The document with every name an id.

    Args:
        words: area id to Danish word, as ``area_words`` gives them.
        known: every id that is declared anywhere; a genitive is stripped only to one of them.
    """
    areas = {word: id for id, word in words.items()} if document.surface == "da" else {}
    settler = _Settler(areas, known)
    statements = tuple(settler.node(statement) for statement in document.statements)
    if all(new is old for new, old in zip(statements, document.statements, strict=True)):
        return document
    return evolve(document, statements=statements)


class _Settler:
    def __init__(self, areas: Mapping[str, str], known: Collection[str]) -> None:
        self.areas, self.known = areas, known

    def node(self, node: Any) -> Any:
        """A node with its names settled; the same object where nothing changes."""
        changed: dict[str, Any] = {}
        for name in _field_names(type(node)):
            value = getattr(node, name)
            if isinstance(value, tuple):
                settled: Any = tuple(self._value(item, name) for item in value)
                if any(new is not old for new, old in zip(settled, value, strict=True)):
                    changed[name] = settled
            elif isinstance(value, Node):
                settled = self._value(value, name)
                if settled is not value:
                    changed[name] = settled
        return evolve(node, **changed) if changed else node

    def _value(self, value: Any, field: str) -> Any:
        if isinstance(value, Name):
            text = self._id(value.text, may_be_area=field not in NO_AREA)
            return value if text == value.text else evolve(value, text=text)
        return self.node(value) if isinstance(value, Node) else value

    def _id(self, text: str, *, may_be_area: bool) -> str:
        if may_be_area:
            area = self.areas.get(text) or self.areas.get(folded(text))
            if area:
                return area
        if text not in self.known and text.endswith("s") and text[:-1] in self.known:
            return text[:-1]
        return text


def _field_names(kind: type) -> tuple[str, ...]:
    if kind not in _FIELDS:
        _FIELDS[kind] = tuple(f.name for f in fields(kind) if f.name != "span")
    return _FIELDS[kind]
