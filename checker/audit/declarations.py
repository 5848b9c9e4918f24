"""What a rule base declares: areas that nothing speaks of, and what nothing on file names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from checker.lawbook.book import RuleBook
from checker.source import Span
from checker.speech import rule as written
from checker.speech.node import Document, Name


def gaps(book: RuleBook, documents: Iterable[Document]) -> list[str]:
    """The areas that no rule and no provision speaks of, and that no wider such area holds."""
    spoken = {
        one
        for rule in book.rules
        for node in rule.walk()
        if isinstance(node, Name) and node.text in book.areas
        for one in book.lineage(node.text)
    }
    named = {
        node.text
        for rule in book.rules
        for node in rule.walk()
        if isinstance(node, Name) and node.text in book.areas
    }
    for document in documents:
        for statement in document.statements:
            described = getattr(statement, "described", ())
            area = getattr(statement, "area", None)
            if described and area:
                spoken |= {*book.lineage(area.text)}
    silent = [
        area for area in book.areas if area not in spoken and not named & {*book.lineage(area)}
    ]
    return [area for area in silent if not {*book.lineage(area)[1:]} & {*silent}]


def unused(
    book: RuleBook, documents: Iterable[Document], others: Iterable[Document]
) -> list[tuple[str, Span]]:
    """Sources, authorities, areas and doubts that nothing on file names.

    Args:
        documents: the rule base itself.
        others: the settled organisations and proposals on file.
    """
    used: set[str] = set()
    for document in (*documents, *others):
        for statement in document.statements:
            own = getattr(statement, "id", None)
            for node in statement.walk():
                if isinstance(node, Name) and node is not own:
                    used.add(node.text)
                source = getattr(node, "source", None)
                if isinstance(source, str):
                    used.add(source)
    found: list[tuple[str, Span]] = []
    tables: tuple[Mapping[str, written.LegalSource | written.Authority | written.Area], ...] = (
        book.sources,
        book.authorities,
        book.areas,
    )
    for table in tables:
        found += [(id, one.id.span) for id, one in table.items() if id not in used]
    answered = {rule.interpretation.text for rule in book.rules if rule.interpretation}
    found += [
        (id, doubt.id.span)
        for id, doubt in book.doubts.items()
        if not answered & {each.id.text for each in doubt.interpretations}
    ]
    return found
