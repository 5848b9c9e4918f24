"""What lark finds in a statement to its nodes: a line of the grammar becomes the class it names.

The parts of a line fill the fields of its class in their order; its options, the lines that begin
with ``set_``, fill the fields they are named for. Lines that become something else have a method
of their name in ``Oddities``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple

from attrs import NOTHING, fields

from checker.language.grammar import Keyword, Place
from checker.language.leaves import FilledField, Leaves, word
from checker.language.lines import options
from checker.language.mistakes import Spoiled
from checker.language.words import vocabulary
from checker.speech import (
    instruments,
    node,
    organisation,
    proposal,
    relations,
    rule,
    sentences,
    subjects,
    waiver,
)
from checker.speech.part import PartOfSpeech

_NAMED_OTHERWISE: dict[str, type[node.Node]] = {
    "led_so": node.Named,
    "mayor_of": node.Mayor,
    "office": node.Role,
    "office_place": node.Role,
    "own_mayor": node.Mayor,
    "proposal_header": proposal.Proposal,
    "term_days": node.Interval,
}
_ONCE = frozenset({"committees", "holders", "otherwise", "things"})
_EXAMPLES = {
    "as_of": "2013-06-18",
    "concerns": "copenhagen-2013",
    "destination": "BIU",
    "effective": "2014-01-01",
    "journal": '"2026-0123"',
    "owner": "ØU",
    "proposed": "2013-06-18",
    "subject": "KBS",
    "transfer.destination": "KBS",
    "en.by": "BR on 2026-01-22",
    "da.by": "BR den 2026-01-22",
    "en.reason": '"The pilot ends with the year"',
    "da.reason": '"Forsøget slutter med året"',
}
_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")


class Builder(Leaves):
    """Builds the nodes of one file, and notes what is wrong with them."""

    def function(self, line: str) -> Callable[..., Any]:
        """What makes the value of a line of the grammar from its place and its parts' values."""
        odd: Callable[..., Any] | None = getattr(self, line, None)
        if odd is not None:
            return odd
        if line.startswith("set_"):
            return lambda place, *values: FilledField(line.removeprefix("set_"), values, place)
        if line in classes():
            return lambda place, *parts: self.node(line, place, *parts)
        return lambda place, *parts: word(parts[0].terminal)  # noqa: ARG005

    def node(self, line: str, place: Place, *parts: Any) -> Any:
        """The node of a line. Raises Spoiled where a field that it needs is not given."""
        shape = shape_of(line)
        given = self._filled(shape, [part for part in parts if isinstance(part, FilledField)])
        values = [
            word(part.terminal) if isinstance(part, Keyword) else part
            for part in parts
            if not isinstance(part, FilledField)
        ]
        after = len(shape.parts) - shape.list_at - 1
        for number, field in enumerate(shape.parts[: len(values)]):
            if number == shape.list_at:
                given[field] = tuple(values[number : len(values) - after])
            else:
                given[field] = values[
                    number if number < shape.list_at else number - len(shape.parts)
                ]
        self._complete(line, shape, place, given)
        if "id" in given:
            self.declared(given["id"])
        return shape.kind(**given, span=self.span(place))

    def _filled(self, shape: LineShape, filled: list[FilledField]) -> dict[str, Any]:
        """Fields to what their options say. Notes an option that is given twice."""
        given: dict[str, Any] = {}
        for name, values, place in filled:
            names = name.split("_and_")
            if names[0] in given and names[0] not in shape.lists - _ONCE:
                text = self.source.text[place.start : place.head]
                head = Place(place.start, place.head, place.head)
                self.mistakes.at(head, "twice", word=text)
            elif names[0] in shape.lists:
                given[names[0]] = given.get(names[0], ()) + values
            else:
                given |= zip(names, values or (True,), strict=True)
        return given

    def _complete(self, line: str, shape: LineShape, place: Place, given: dict[str, Any]) -> None:
        missing = [row for row in shape.required if row[0] not in given]
        key = "header-line" if line == "proposal_header" else "missing"
        for field, keyword in missing:
            surface = self.mistakes.source.language
            names = (f"{line}.{field}", f"{surface}.{field}", field)
            examples = [_EXAMPLES[name] for name in names if name in _EXAMPLES]
            answers = given.get("interpretations")
            examples.append(answers[0].id.text if answers else "ID")
            said = {"word": vocabulary(surface).bare(keyword), "example": examples[0]}
            head = Place(place.start, place.head, place.head)
            self.mistakes.at(head, key, **said)
        if missing:
            raise Spoiled


class LineShape(NamedTuple):
    """How a class is filled by a line of the grammar.

    Attributes:
        parts: the fields that the line's parts fill, in their order.
        list_at: which of them takes all that the others leave; where there is none, a number
            that is too high.
        lists: the fields that hold any number of values.
        required: the fields that an option must fill, with its keyword.
    """

    kind: type[node.Node]
    parts: tuple[str, ...]
    list_at: int
    lists: frozenset[str]
    required: list[tuple[str, str]]


@cache
def shape_of(line: str) -> LineShape:
    kind, by_option = classes()[line], options(line)
    attributes = [each for each in fields(kind) if each.name != "span"]
    parts = tuple(each.name for each in attributes if each.name not in by_option)
    lists = frozenset(each.name for each in attributes if str(each.type).endswith(", ...]"))
    list_at = next((at for at, name in enumerate(parts) if name in lists), len(parts))
    required = [
        (each.name, by_option[each.name])
        for each in attributes
        if each.default is NOTHING and by_option.get(each.name)
    ]
    return LineShape(kind, parts, list_at, lists, required)


@cache
def classes() -> dict[str, type[node.Node]]:
    """The class that each line of the grammar becomes, by the line's name."""
    found = {**_NAMED_OTHERWISE, **PartOfSpeech.parts}
    modules = (node, organisation, proposal, rule, instruments, waiver, relations, subjects)
    for module in (*modules, sentences):
        for name, kind in vars(module).items():
            if isinstance(kind, type) and issubclass(kind, node.Node) and not _is_abstract(kind):
                found[_CAPITAL.sub("_", name).lower()] = kind
    return found


@cache
def _lines() -> dict[type, str]:
    return {kind: line for line, kind in reversed(classes().items())}


def line_of(said: node.Node) -> str:
    """The line of the grammar that says a node."""
    return _lines()[type(said)]


def _is_abstract(kind: type[node.Node]) -> bool:
    return issubclass(kind, PartOfSpeech) and kind.abstract
