"""What lark finds in a statement to its nodes: a line of the grammar becomes the class it names.

The parts of a line fill the fields of its class in their order; its options, the lines that begin
with ``set_``, fill the fields they are named for. Lines that become something else have a method
of their name in ``Oddities``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from checker.language.grammar import Extent, Keyword
from checker.language.leaves import FilledField, Leaves
from checker.language.mistakes import Spoiled
from checker.language.shapes import LineShape, classes, shape_of
from checker.language.words import vocabulary, word

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

    def node(self, line: str, place: Extent, *parts: Any) -> Any:
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
                head = Extent(place.start, place.head, place.head)
                self.mistakes.at(head, "twice", word=text)
            elif names[0] in shape.lists:
                given[names[0]] = given.get(names[0], ()) + values
            else:
                given |= zip(names, values or (True,), strict=True)
        return given

    def _complete(self, line: str, shape: LineShape, place: Extent, given: dict[str, Any]) -> None:
        missing = [row for row in shape.required if row[0] not in given]
        key = "header-line" if line == "proposal_header" else "missing"
        for field, keyword in missing:
            surface = self.mistakes.source.language
            names = (f"{line}.{field}", f"{surface}.{field}", field)
            examples = [_EXAMPLES[name] for name in names if name in _EXAMPLES]
            answers = given.get("interpretations")
            examples.append(answers[0].id.text if answers else "ID")
            said = {"word": vocabulary(surface).bare(keyword), "example": examples[0]}
            head = Extent(place.start, place.head, place.head)
            self.mistakes.at(head, key, **said)
        if missing:
            raise Spoiled
