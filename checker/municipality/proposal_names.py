"""The names in a proposal: everything it speaks of is known and of the right kind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from checker.lawbook.book import LABEL_RULE, WAIVER_RULES, RuleBook
from checker.mistakes import Mistakes
from checker.municipality.structure import leader_names, taken_by_area
from checker.municipality.town import Town, check_citations
from checker.municipality.wanted import created_names
from checker.source import Span
from checker.speech import proposal as written
from checker.speech.instruments import KINDS, Dispensation, Readings, Step
from checker.speech.node import Body, Document, Name, Named
from checker.speech.organisation import Unit
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
    everything = {**_authorities(book), **kinds}
    rules = _rules(book) | dict.fromkeys(WAIVER_RULES, "rule")
    for node in _nodes(document):
        if isinstance(node, written.ExpectFinding):
            complaints.expect(node.rule.span, node.rule.text, ("rule",), rules)
            if isinstance(node.subject, Named):
                name = node.subject.name
                complaints.expect(name.span, name.text, _FOUND_ON, everything)
        for name, allowed in _moved(node):
            complaints.expect(name.span, name.text, allowed, filed)
        for name, allowed in _spoken_of(node):
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
    everything = {**_authorities(book), **kinds}
    if isinstance(waiver.subject, Named):
        name = waiver.subject.name
        complaints.expect(name.span, name.text, _FOUND_ON, everything)
    if isinstance(waiver.by, Name):
        complaints.expect(waiver.by.span, waiver.by.text, _DECIDING, everything)


def _rules(book: RuleBook) -> dict[str, str]:
    return {rule.id.text: "rule" for rule in book.rules} | {LABEL_RULE: "rule"}


def _authorities(book: RuleBook) -> dict[str, str]:
    return dict.fromkeys(book.authorities, "authority")


def _nodes(document: Document) -> Iterator[object]:
    for statement in document.statements:
        yield from statement.walk()


def _moved(node: object) -> Iterator[_Expected]:
    """What must be on file: whatever moves, ends or changes."""
    match node:
        case written.Move():
            yield node.thing, ("unit", "task", "area")
            yield from _committee(node.origin)
        case written.Transfer():
            yield node.thing, ("task", "area")
            yield from ((name, ("unit",)) for name in [node.origin] if name)
        case written.Split():
            yield from _committee(node.committee)
            for part in node.parts:
                for name in part.things:
                    yield name, ("area", "task", "unit")
        case written.Merge():
            for body in node.committees:
                yield from _committee(body)
        case written.Abolish() | written.Rename():
            if isinstance(node.thing, Name):
                yield node.thing, ("committee", "unit")
        case written.Open() | written.Placed():
            yield node.thing, ("unit", "task", "area")
        case _:
            pass


def _committee(body: Body | None) -> Iterator[_Expected]:
    if isinstance(body, Name):
        yield body, ("committee",)


def _spoken_of(node: object) -> Iterator[_Expected]:
    match node:
        case written.Move():
            yield from _committee(node.destination)
        case written.Transfer():
            yield node.destination, ("unit",)
        case written.Lead():
            yield node.unit, ("unit",)
        case written.Resize():
            yield from _committee(node.committee)
        case Unit(owner=Name() as owner):
            yield owner, ("committee",)
            yield from ((name, ("area",)) for name in [node.area] if name)
        case Unit():
            yield from ((name, ("area",)) for name in [node.area] if name)
        case written.Open():
            for body in node.committees:
                yield from _committee(body)
        case written.Placed():
            yield from _committee(node.committee)
        case (
            written.CarriedStep(body=Name() as body)
            | Readings(body=Name() as body)
            | Step(body=Name() as body)
        ):
            yield body, KINDS[node.kind].acts
        case written.CarriedDispensation():
            yield from _subject(node.subject)
            yield from ((name, ("authority",)) for name in [node.authority] if name)
            yield from leader_names(node.holder)
        case written.ExpectInstrument():
            yield from leader_names(node.holder)
            yield from _subject(node.subject) if node.subject else ()
        case Dispensation(authority=Name() as authority):
            yield authority, ("authority",)
        case _:
            pass


_FOUND_ON = ("committee", "unit", "task", "area", "municipality")
_DECIDING = ("council", "committee", "authority", "administration", "mayor")


def _subject(subject: Named) -> Iterator[_Expected]:
    yield subject.name, ("unit",) if subject.construction else ("committee", "unit", "task")
