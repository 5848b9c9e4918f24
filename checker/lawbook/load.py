# SPDX-License-Identifier: EUPL-1.2
"""Rule documents to the rule base that they make, or another that says one thing otherwise."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from datetime import date
from typing import Any, TypeVar

from checker.disk import keep, plain
from checker.language.names import area_words, declared_ids, resolve_names
from checker.lawbook import check
from checker.lawbook.book import Lawbook
from checker.lawbook.signing import signatures
from checker.mistakes import Mistakes
from checker.records import evolve
from checker.source import Span
from checker.speech import rule as written
from checker.speech.node import Citation, Document, Name, nodes_of

_Declared = TypeVar(
    "_Declared",
    written.LegalSource,
    written.Authority,
    written.Area,
    written.Rule,
    written.Doubt,
    written.Interpretation,
    written.KnownForm,
)


def load_lawbook(documents: Sequence[Document], organisations: Iterable[Document]) -> Lawbook:
    """The rule base that documents make. Raises MistakesError with all that is wrong in them.

    Args:
        organisations: those whose ids the rules may name, and whose sources are known too.
    """
    organisations = tuple(organisations)
    words = area_words(documents)
    known = {*words, *declared_ids(organisations)}
    with Mistakes() as mistakes:
        settled = tuple(resolve_names(document, words, known) for document in documents)
        book = _put_together(settled, _sources_in(organisations), words, mistakes)
        check.examine(book, mistakes)
    return evolve(book, signatures=signatures(book))


def recalled(documents: Sequence[Document], organisations: Iterable[Document]) -> Lawbook:
    """The same, raising as much, of documents in files: what was kept of an earlier run is taken,
    where they and the ids that they could mean are the same."""
    organisations = tuple(organisations)
    if any(each.warnings for each in documents) or _sources_in(organisations):
        return load_lawbook(documents, organisations)
    loaded: list[Lawbook] = []

    def load() -> dict[str, Any]:
        book = load_lawbook(documents, organisations)
        loaded.append(book)
        if not keep.keeps():
            return {}
        names = {each.text for one in documents for each in one.walk() if isinstance(each, Name)}
        genitives = sorted(each for each in names if each.endswith("s"))
        return {
            "genitives": {each: _known_as(each, book.words, ids) for each in genitives},
            "words": book.words,
            "documents": [*map(plain.data_of, book.documents)],
        }

    def serves(data: dict[str, Any]) -> bool:
        words, told = data["words"], data["genitives"]
        return all(_known_as(name, words, ids) == known for name, known in told.items())

    ids = declared_ids(organisations)
    sources = [each.span.source for each in documents]
    made_of = "\n".join(each.sha256 for each in sources)
    data = keep.kept("rule-base", load, made_of, serves)
    if loaded:
        return loaded[0]
    settled = tuple(map(plain.document_of, data["documents"], sources))
    with Mistakes() as mistakes:
        book = _put_together(settled, (), data["words"], mistakes)
    return evolve(book, signatures=signatures(book))


def _known_as(name: str, *known: Container[str]) -> list[bool]:
    """Whether a name that could be a genitive is known as it stands, and without its ending."""
    return [any(each in one for one in known) for each in (name, name[:-1])]


def _sources_in(organisations: Iterable[Document]) -> list[written.LegalSource]:
    return [each for one in organisations for each in one.all_of(written.LegalSource)]


def with_one_changed(
    book: Lawbook,
    old: written.Rule | written.LegalSource,
    new: written.Rule | written.LegalSource,
) -> Lawbook:
    """The rule base with another statement of the same id in the place of one of its own.

    Raises MistakesError where it is then wrong.
    """
    if isinstance(new, written.LegalSource):
        other = evolve(book, sources={**book.sources, new.id.text: new})
    else:
        other = evolve(book, rules=tuple(new if one.id == old.id else one for one in book.rules))
    with Mistakes() as mistakes:
        check.examine(other, mistakes)
    return other


def _put_together(
    documents: tuple[Document, ...],
    own: Sequence[written.LegalSource],
    words: dict[str, str],
    mistakes: Mistakes,
) -> Lawbook:
    nodes = [node for document in documents for node in document.statements]
    ids: dict[str, Span] = {}
    sources = _declared([*nodes_of(nodes, written.LegalSource), *own], ids, mistakes)
    authorities = _declared(nodes_of(nodes, written.Authority), ids, mistakes)
    areas = _declared(nodes_of(nodes, written.Area), ids, mistakes)
    known_rules = tuple(nodes_of(nodes, written.Rule))
    _declared(known_rules, ids, mistakes)
    doubts = _declared(nodes_of(nodes, written.Doubt), ids, mistakes)
    answers = [each for doubt in doubts.values() for each in doubt.interpretations]
    _declared(answers, ids, mistakes)
    _declared(nodes_of(nodes, written.KnownForm), ids, mistakes)
    seen: dict[str, str] = {}
    for id, span in ids.items():
        mistakes.expect_unlike(span, id, seen)
    _check_words(areas, mistakes)
    _check_wider(areas, mistakes)
    checked: dict[Citation, date] = {}
    for rule in known_rules:
        if day := rule.checked:
            checked |= {base: max(day, checked.get(base, day)) for base in rule.bases}
    return Lawbook(
        sources=sources,
        authorities=authorities,
        areas=areas,
        rules=known_rules,
        not_coded=tuple(nodes_of(nodes, written.NotCoded)),
        sentences=tuple(nodes_of(nodes, written.LegalSentence)),
        doubts=doubts,
        signatures=(),
        sign_offs=tuple(nodes_of(nodes, written.SignOff)),
        standing=tuple(nodes_of(nodes, written.StandingLaw)),
        documents=documents,
        words=words,
        checked=checked,
    )


def _declared(
    nodes: Iterable[_Declared], ids: dict[str, Span], mistakes: Mistakes
) -> dict[str, _Declared]:
    found: dict[str, _Declared] = {}
    for node in nodes:
        name = node.id
        if name.text in ids:
            other = ids[name.text]
            mistakes.add(name.span, "duplicate", id=name.text, other=f"{other.path}:{other.line}")
            continue
        ids[name.text] = name.span
        found[name.text] = node
    return found


def _check_words(areas: dict[str, written.Area], mistakes: Mistakes) -> None:
    taken: dict[str, str] = {}
    for area in areas.values():
        word = area.word.casefold()
        if word in taken:
            mistakes.add(area.id.span, "word-taken", word=area.word, id=taken[word])
        taken.setdefault(word, area.id.text)


def _check_wider(areas: dict[str, written.Area], mistakes: Mistakes) -> None:
    """Notes areas that lie in one that is unknown, and those that lie in themselves."""
    done: set[str] = set()
    for name in areas:
        path: dict[str, None] = {}
        while name not in done and name not in path:
            path[name] = None
            parent = areas[name].parent
            if parent is None:
                break
            if parent.text not in areas:
                mistakes.unknown(parent.span, ["area"], parent.text, areas)
                break
            name = parent.text
        else:
            if name in path:
                _note_circle([*path][[*path].index(name) :], areas, mistakes)
        done |= path.keys()


def _note_circle(circle: list[str], areas: dict[str, written.Area], mistakes: Mistakes) -> None:
    first = circle.index(min(circle))
    circle = [*circle[first:], *circle[:first]]
    name = circle[0]
    shown = check.path_of(circle)
    mistakes.add(areas[name].id.span, "area-cycle", id=name, path=shown)
