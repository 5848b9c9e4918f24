# SPDX-License-Identifier: EUPL-1.2
"""Area words and genitives to ids: a document as written to the document all others read."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import cache, cached_property
from operator import is_not
from typing import Any

from checker.language.words import SURFACES, folded, vocabulary
from checker.records import evolve
from checker.speech.node import Document, Name, Node, Surface, children
from checker.speech.rule import Area

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
    return {id for document in documents for id in document.ids}


def titles_in(organisations: Iterable[Document]) -> dict[str, str]:
    """The ids that organisations declare, but for those of administrations, with their names."""
    return {id: name for one in organisations for id, name in one.titles.items()}


def shown_with(id: str, title: str) -> str:
    """An id with its name, as lists of a table show the two: ``ØU – Økonomiudvalget``."""
    return f"{id} – {title}"


def bears(id: str, title: str, name: str) -> bool:
    """Whether what has an id and a title is called so, by its title alone or with its id."""
    return name_key(name) in (name_key(title), name_key(shown_with(id, title)))


def name_key(name: str) -> str:
    """What two spellings of a name have in common."""
    return name.strip('"').casefold().replace(" - ", " – ")


def misnamed(given: Mapping[str, Any], surface: Surface) -> list[Name]:
    """The names in a node that are words of either language. In Danish an area is named by its
    word, which may be a word of English, so only what declares an id is looked at.

    Args:
        given: the fields of the node.
    """
    said = given.values() if surface == "en" else (given.get("id"),)
    each = (one for value in said for one in (value if isinstance(value, tuple) else (value,)))
    return [one for one in each if isinstance(one, Name) and folded(one.text) in _reserved()]


@cache
def _reserved() -> frozenset[str]:
    return frozenset().union(*(vocabulary(one).reserved for one in SURFACES))


def resolve_names(
    document: Document,
    words: Mapping[str, str],
    known: Collection[str],
    titles: Mapping[str, str] | None = None,
) -> Document:
    """The document with every name an id.

    Args:
        words: area id to Danish word, as ``area_words`` gives them.
        known: every id that is declared anywhere; a genitive is stripped only to one of them.
        titles: id to the name that may stand quoted in its place, also after the id and a dash,
            in a table as it is; one that several bear stays as it is.
    """
    settling = _Settling(document, words, known, titles or {})
    statements = settling.settled(document.statements, "")
    same = statements is document.statements
    return document if same else evolve(document, statements=statements)


class _Settling:
    """Tells what each name in a document stands for; the arguments are those of
    ``resolve_names``."""

    def __init__(
        self,
        document: Document,
        words: Mapping[str, str],
        known: Collection[str],
        titles: Mapping[str, str],
    ) -> None:
        self._areas = {word if document.surface == "da" else id: id for id, word in words.items()}
        self._bare = document.span.source.bare_names
        self._known, self._titles = known, titles

    @cached_property
    def _by_title(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for id, title in self._titles.items():
            for name in (title, shown_with(id, title)):
                found.setdefault(name_key(name), []).append(id)
        return found

    def _identified(self, text: str, *, may_be_area: bool) -> str:
        known, areas = self._known, self._areas
        if self._titles and ((self._bare and text not in known) or text.startswith('"')):
            found = self._by_title.get(name_key(text), ())
            text = found[0] if len(found) == 1 else text
        capital = text not in known and areas.get(folded(text))
        area = may_be_area and (areas.get(text) or capital)
        if area:
            return area
        genitive = text not in known and text.endswith("s") and text[:-1] in known
        return text[:-1] if genitive else text

    def settled(self, value: Any, field: str) -> Any:
        """A value with its names settled; the same object where nothing changes."""
        if isinstance(value, tuple) and value and isinstance(value[0], Node):
            items = tuple(self.settled(item, field) for item in value)
            return items if any(map(is_not, items, value)) else value
        changed: dict[str, Any] = {}
        if isinstance(value, Name):
            text = self._identified(value.text, may_be_area=field not in NO_AREA)
            changed = {} if text == value.text else {"text": text}
        elif isinstance(value, Node):
            kind: Any = type(value)
            for name in children(kind):
                old = getattr(value, name)
                if (new := self.settled(old, name)) is not old:
                    changed[name] = new
        return evolve(value, **changed) if changed else value
