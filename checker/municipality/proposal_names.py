"""The names in a proposal: everything it speaks of is known and of the right kind."""

from __future__ import annotations

from collections.abc import Mapping

from checker.lawbook.book import LABEL_RULE, WAIVER_RULES, RuleBook
from checker.mistakes import Mistakes
from checker.municipality.names import (
    authorities_of,
    check_citations,
    names_declared,
    names_on_file,
    taken_by_area,
)
from checker.municipality.town import Town
from checker.municipality.wanted import created_names
from checker.source import Span
from checker.speech import proposal as written
from checker.speech.node import Document, Name, Named
from checker.speech.waiver import Waive

_Expected = tuple[Name, tuple[str, ...]]


def declare(
    document: Document,
    town: Town,
    areas: Mapping[str, str],
    complaints: Mistakes,
) -> tuple[dict[str, str], dict[str, str]]:
    """Names and kinds of all ids, those on file and those the proposal creates."""
    names, kinds = dict(town.names), dict(town.kinds)
    places: dict[str, Span] = {}
    for name, title, kind in created_names(document):
        if kind == "renamed":
            thing = _renamed(document, name)
            kind = kinds.get(thing, "committee")
        if taken_by_area(name, areas, complaints):
            continue
        if name.text in kinds or name.text in places:
            other = places.get(name.text)
            place = f"{other.path}:{other.line}" if other else town.document.span.path
            complaints.add(name.span, "duplicate", id=name.text, other=place)
            continue
        places[name.text], names[name.text] = name.span, title
        kinds[name.text] = kind
    return names, kinds


def _renamed(document: Document, name: Name) -> str:
    for node in document.statements:
        if isinstance(node, written.Rename) and node.id is name and isinstance(node.thing, Name):
            return node.thing.text
    return ""


def check(
    document: Document,
    town: Town,
    kinds: dict[str, str],
    book: RuleBook,
    complaints: Mistakes,
) -> None:
    """Notes every name in a proposal that is unknown or of the wrong kind.

    Things that move must be on file; committees that receive may be created by the proposal.
    """
    filed = town.kinds
    everything = {**authorities_of(book), **kinds}
    rules = _rules(book) | dict.fromkeys(WAIVER_RULES, "rule")
    for node in (one for statement in document.statements for one in statement.walk()):
        if isinstance(node, written.ExpectFinding):
            complaints.expect(node.rule.span, node.rule.text, ("rule",), rules)
            if isinstance(node.subject, Named):
                name = node.subject.name
                complaints.expect(name.span, name.text, _FOUND_ON, everything)
        for name, allowed in names_on_file(node):
            complaints.expect(name.span, name.text, allowed, filed)
        for name, allowed in names_declared(node):
            complaints.expect(name.span, name.text, allowed, everything)
    check_citations(document, book, complaints)


def check_waiver(
    waiver: Waive, kinds: Mapping[str, str], book: RuleBook, complaints: Mistakes
) -> None:
    """Notes every name in a waiver that is unknown or of the wrong kind: a person has no id.

    Args:
        kinds: of the ids that it may speak of.
    """
    complaints.expect(waiver.rule.span, waiver.rule.text, ("rule",), _rules(book))
    everything = {**authorities_of(book), **kinds}
    if isinstance(waiver.subject, Named):
        name = waiver.subject.name
        complaints.expect(name.span, name.text, _FOUND_ON, everything)
    if isinstance(waiver.by, Name):
        complaints.expect(waiver.by.span, waiver.by.text, _DECIDING, everything)


def _rules(book: RuleBook) -> dict[str, str]:
    return {rule.id.text: "rule" for rule in book.rules} | {LABEL_RULE: "rule"}


_FOUND_ON = ("committee", "unit", "task", "area", "municipality")
_DECIDING = ("council", "committee", "authority", "administration", "mayor")
