# SPDX-License-Identifier: EUPL-1.2
"""Where documents name things, and of which kinds they may be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from checker.lawbook.book import Lawbook
from checker.mistakes import Mistakes
from checker.speech import organisation as filed
from checker.speech import proposal as proposed
from checker.speech.instruments import KINDS, Dispensation, Readings, Step
from checker.speech.node import Citation, Document, Leader, Mayor, Name, Named, Node, Role

Kinds = tuple[str, ...]
_Fields = Mapping[type[Node], Mapping[str, Kinds]]
_COMMITTEE, _UNIT, _AREA = ("committee",), ("unit",), ("area",)
_DISPENSED = ("committee", "unit", "task", "area")
_THING, _ENDING = ("unit", "task", "area"), ("committee", "unit")

# What must be on file: whatever moves, ends or changes, and what a fact is given of.
_ON_FILE: _Fields = {
    proposed.Move: {"thing": _THING, "origin": _COMMITTEE},
    proposed.Transfer: {"thing": ("task", "area"), "origin": _UNIT},
    proposed.Split: {"committee": _COMMITTEE},
    proposed.Part: {"things": ("area", "task", "unit")},
    proposed.Merge: {"committees": _COMMITTEE},
    proposed.Abolish: {"thing": _ENDING},
    filed.Given: {
        "thing": ("committee", "unit", "task"),
        "holders": _COMMITTEE,
        "performer": _UNIT,
    },
    proposed.Rename: {"thing": _ENDING},
    proposed.Open: {"thing": _THING},
    proposed.Placed: {"thing": _THING},
}
# What the document itself may declare.
_DECLARED: _Fields = {
    proposed.Move: {"destination": _COMMITTEE},
    proposed.Transfer: {"destination": _UNIT},
    proposed.Lead: {"unit": _UNIT},
    proposed.Abolish: {"successor": _COMMITTEE},
    proposed.Insert: {"committees": _COMMITTEE},
    proposed.Remove: {"committees": _COMMITTEE},
    proposed.Reword: {"committees": _COMMITTEE},
    filed.Given: {"area": _AREA},
    proposed.Consideration: {"committee": _COMMITTEE},
    proposed.Resize: {"committee": _COMMITTEE},
    proposed.Open: {"committees": _COMMITTEE},
    proposed.Placed: {"committee": _COMMITTEE},
    filed.Unit: {"owner": _COMMITTEE, "area": _AREA},
    filed.Task: {"holders": _COMMITTEE, "area": _AREA, "performer": _UNIT},
    filed.Provision: {"committees": _COMMITTEE},
}


def kind_given(fact: str) -> str:
    """What kind of thing a fact that is given names; that of a text is its own."""
    return ({**_ON_FILE[filed.Given], **_DECLARED[filed.Given]}.get(fact) or (fact,))[0]


def names_on_file(node: Node) -> Iterator[tuple[Name, Kinds]]:
    """What a node names that must be on file, with the kinds that fit there."""
    return _named_in(node, _ON_FILE)


def names_declared(node: Node) -> Iterator[tuple[Name, Kinds]]:
    """What a node names that a document may declare itself, with the kinds that fit there."""
    yield from _named_in(node, _DECLARED)
    match node:
        case (
            proposed.CarriedStep(body=Name() as body)
            | Readings(body=Name() as body)
            | Step(body=Name() as body)
        ):
            yield body, KINDS[node.kind].acts
        case proposed.CarriedDispensation():
            yield from _subject(node.subject, *_DISPENSED)
            yield from ((name, ("authority",)) for name in [node.authority] if name)
            yield from _leader(node.holder)
        case proposed.ExpectInstrument():
            yield from _leader(node.holder)
            yield from _subject(node.subject, *_DISPENSED)
        case filed.HeldDispensation():
            yield from _subject(node.subject, *_DISPENSED)
            yield from _leader(node.holder)
        case Dispensation(authority=Name() as authority):
            yield authority, ("authority",)
        case _:
            pass


def check_offices(node: Node, mistakes: Mistakes) -> None:
    """Notes where a node names the council by its office though no council fits there: no less
    than where it is named by its id."""
    for fields in (_ON_FILE, _DECLARED):
        for one, kinds in _said_in(node, fields):
            if isinstance(one, Role) and one.role == "council":
                mistakes.expect(one.span, one.span.text, kinds, {one.span.text: "council"})


def check_titles(
    document: Document,
    nodes: Sequence[Node],
    titles: Mapping[str, str],
    kinds: Mapping[str, str],
    mistakes: Mistakes,
) -> None:
    """Notes each quoted name, or in a table each bare one, that is of nothing here or of several
    things; ``titles``: the names by their ids on file, ``kinds``: what these are."""
    bare = document.span.source.bare_names
    named = [one for one in nodes if isinstance(one, Name) and (bare or one.text.startswith('"'))]
    called: dict[str, list[str]] = {}
    for id, title in titles.items() if named else ():
        called.setdefault(title.casefold(), []).append(id)
    places = ((*names_on_file(one), *names_declared(one)) for one in nodes if named)
    fitting = {name.span.start: fits for each in places for name, fits in each}
    for node in named:
        name, fits = node.text.strip('"'), fitting.get(node.span.start)
        same = called.get(name.casefold(), [])
        if len(same) > 1 and node.text not in titles:
            mistakes.add(node.span, "ambiguous-name", name=name, ids=", ".join(same))
        elif node.text.startswith('"') and fits:
            mistakes.expect(node.span, name, fits, kinds)
        elif node.text.startswith('"'):
            mistakes.unknown(node.span, ["name"], name, titles.values())


def _named_in(node: Node, fields: _Fields) -> Iterator[tuple[Name, Kinds]]:
    for one, kinds in _said_in(node, fields):
        if isinstance(one, Name):
            yield one, kinds


def _said_in(node: Node, fields: _Fields) -> Iterator[tuple[object, Kinds]]:
    for field, kinds in fields.get(type(node), {}).items():
        value = getattr(node, field)
        for one in value if isinstance(value, tuple) else (value,):
            yield one, kinds


def _subject(subject: Named | Role | None, *kinds: str) -> Iterator[tuple[Name, Kinds]]:
    if isinstance(subject, Named):
        yield subject.name, _UNIT if subject.construction else kinds


def _leader(leader: Leader | None) -> Iterator[tuple[Name, Kinds]]:
    """The name in ``held by M`` with the kinds that fit."""
    if isinstance(leader, Name):
        yield leader, ("mayor",)
    elif isinstance(leader, Mayor) and isinstance(leader.committee, Name):
        yield leader.committee, _COMMITTEE


def authorities_of(lawbook: Lawbook) -> dict[str, str]:
    """The ids of the authorities that a rule base declares, to their kind."""
    return dict.fromkeys(lawbook.authorities, "authority")


def check_citations(nodes: Iterable[Node], lawbook: Lawbook, mistakes: Mistakes) -> None:
    """Notes every source and authority of a document that no rule file declares.

    Args:
        nodes: all that is written in it.
    """
    for node in nodes:
        if isinstance(node, Citation) and node.source not in lawbook.sources:
            mistakes.unknown(node.span, ["source"], node.source, lawbook.sources)
        if isinstance(node, filed.HeldDispensation) and node.authority:
            name = node.authority
            mistakes.expect(name.span, name.text, ("authority",), authorities_of(lawbook))


def taken_by_area(name: Name, areas: Mapping[str, str], mistakes: Mistakes) -> bool:
    """Notes an id that is the Danish word of an area: Danish could not tell them apart."""
    text, words = name.text, areas.values()
    if text not in words and text[:1].lower() + text[1:] not in words:
        return False
    for area, word in areas.items():
        if name.text in (word, word[:1].upper() + word[1:]) and name.text != area:
            mistakes.add(name.span, "word-of-area", id=name.text, area=area)
            return True
    return False
