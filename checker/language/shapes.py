"""Which class each line of the grammar becomes, and how its parts and options fill the fields."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from attrs import NOTHING, fields

from checker.language.lines import options
from checker.speech import (
    counts,
    instruments,
    node,
    organisation,
    proposal,
    relations,
    rule,
    sentences,
    subjects,
    verbs,
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
_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")


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
    parts = (relations, verbs, sentences, counts)
    for module in (node, organisation, proposal, rule, instruments, waiver, subjects, *parts):
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
