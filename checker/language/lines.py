# SPDX-License-Identifier: EUPL-1.2
"""``grammar/ressort.lark`` as it is written: its terminals, its lines with their parts and options,
and which class each line becomes."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from checker import folders
from checker.records import NOTHING, fields
from checker.speech import (
    amounts,
    counts,
    instruments,
    node,
    organisation,
    proposal,
    rule,
    sentences,
    verbs,
    workload,
)
from checker.speech.demands import Demand
from checker.speech.part import PartOfSpeech
from checker.speech.predicates import Predicate

GRAMMAR = folders.GRAMMAR / "ressort.lark"
_RULE = re.compile(r"^[!?]*(\w+): (.*(?:\n +.*)*)", re.MULTILINE)
_TOKEN = re.compile(r"->|[()|*+?]|\w+")
_TERMINAL = re.compile(r"^([A-Z]+)(?:\.\d+)?: /(.*)/$", re.MULTILINE)
_SYMBOL = re.compile(r"\b(?:set_\w+|_[a-z]\w*)\b")


_NAMED_OTHERWISE: dict[str, type[node.Node]] = {
    "led_so": node.Named,
    "mayor_of": node.Mayor,
    "office": node.Role,
    "office_place": node.Role,
    "own_mayor": node.Mayor,
    "proposal_header": proposal.Proposal,
    "term_days": node.Interval,
}


class LinePart(NamedTuple):
    """A part of a line: a symbol or a group of choices, and how often it stands there.

    Attributes:
        symbol: a terminal or the name of a line; "" where it is a group.
        choices: what the group chooses from, each the parts of one way to write it.
        times: "", "?", "*" or "+".
    """

    symbol: str
    choices: Choices = ()
    times: str = ""


Choices = tuple[tuple[LinePart, ...], ...]


@cache
def grammar_text() -> str:
    """The grammar without its keywords, with the lines that are made of the tables of instruments,
    of predicates and of the facts of a statement."""
    keywords = [kind.keywords for kind in instruments.KINDS.values()]
    before_body = " | ".join(one for each in keywords for one in each.before_body)
    others = " | ".join(one for each in keywords for one in (*each.alone, *each.of_office))
    steps = f"({before_body}) body | {others}"
    text = GRAMMAR.read_text(encoding="utf-8")
    plain = [kind for kind in Predicate.kinds() if not issubclass(kind, Demand)]
    said = ["_finite", *(one.line() for one in plain if not one.clause)]
    clauses = [one.line() for one in plain if one.clause]
    made = [f"_predicate: {' | '.join(said)}", f"_own_clause: {' | '.join(clauses)}"]
    made += [f"{one.line()}: {one.read_as or one.line().upper()}" for one in plain]
    facts = {kind: organisation.facts_of(kind) for kind in organisation.DECLARED}
    given = {name: line for each in facts.values() for name, line in each.items()}
    for kind, each in facts.items():
        made.append(f"_{kind.line()}_term: {' | '.join(f'set_{name}' for name in each)}")
    terms = [f"set_{name}" for name in node.children(organisation.Given) if name in given]
    made += [f"_given_term: {' | '.join(terms)}"]
    made += [f"set_{name}: {line}" for name, line in given.items()]
    return "\n".join([text, f"_step: {steps}", *made, ""])


@cache
def patterns() -> dict[str, str]:
    """The terminals that are no keywords, to their regular expressions."""
    return dict(_TERMINAL.findall(grammar_text()))


@cache
def _bodies() -> dict[str, str]:
    return dict(_RULE.findall(grammar_text()))


@cache
def options(line: str) -> dict[str, str]:
    """The fields that the options of a line fill, each with the keyword that its option begins
    with; the keyword stands with the first of several fields, the others have ""."""
    found: dict[str, str] = {}
    for name, body in _bodies().items():
        if name == line or body.endswith(f"-> {line}"):
            for symbol in _SYMBOL.findall(body):
                if symbol != line:
                    found |= _filled(symbol)
    return found


def _filled(symbol: str) -> dict[str, str]:
    if not symbol.startswith("set_"):
        return options(symbol)
    body, _, alias = _bodies()[symbol].partition(" -> ")
    first, *others = (alias or symbol).removeprefix("set_").split("_and_")
    return {first: body.partition(" ")[0]} | dict.fromkeys(others, "")


@cache
def choices(line: str) -> Choices:
    """The ways to write a line, in their order."""
    return _read(_TOKEN.findall(_bodies()[line])[::-1])


def _read(tokens: list[str]) -> Choices:
    ways: list[list[LinePart]] = [[]]
    while tokens and (token := tokens.pop()) != ")":
        if token == "|":
            ways.append([])
        elif token == "->":
            tokens.pop()
        elif token == "(":
            ways[-1].append(LinePart("", _read(tokens)))
        elif token in "*+?":
            ways[-1][-1] = ways[-1][-1]._replace(times=token)
        else:
            ways[-1].append(LinePart(token))
    return tuple(map(tuple, ways))


@cache
def keeps_keywords(line: str) -> bool:
    """Whether the keywords of a line are part of what it says (``!`` in the grammar)."""
    return f"\n!{line}: " in grammar_text()


@cache
def hands_on(line: str) -> bool:
    """Whether a line hands on a value that is alone in it (``?`` in the grammar)."""
    return f"\n?{line}: " in grammar_text()


def fields_of(option: str) -> tuple[str, ...]:
    """The fields that an option fills, in the order of its parts."""
    return tuple(_filled(option))


def joints(part: LinePart, after: LinePart) -> list[str] | None:
    """The keywords between the members of a list; None where a part is no list's first member."""
    parts = [each for way in after.choices for each in way] if after.times == "*" else []
    if part.symbol not in [each.symbol for each in parts]:
        return None
    parts += [each for group in parts for way in group.choices for each in way]
    return [each.symbol for each in parts if each.symbol.isupper() and each.symbol != part.symbol]


def members(group: LinePart) -> list[str]:
    """The options that a group, or a line in its place, chooses from, in their order."""
    found: list[str] = []
    for way in group.choices or (choices(group.symbol) if group.symbol[0] == "_" else ()):
        found += members(way[0])
    return found or [group.symbol]


@cache
def recursion(symbol: str) -> tuple[str, list[str]] | None:
    """The member and the joints of a line that is a list of any length, made by naming itself."""
    first, *others = choices(symbol)
    if not others or others[0][0].symbol != symbol:
        return None
    return first[0].symbol, joints(LinePart(symbol), LinePart("", tuple(others), "*")) or []


@cache
def becomes(line: str) -> str:
    """What a line is called in the tree: its own name, or another that it is given."""
    _, _, alias = _bodies().get(line, "").partition("-> ")
    return alias or line


# ---------------------------------------------------------------- classes of lines


class LineShape(NamedTuple):
    """How a class is filled by a line of the grammar.

    Attributes:
        parts: the fields that the line's parts fill, in their order.
        list_at: which of them takes all that the others leave, if any.
        lists: the fields that hold any number of values.
        required: the fields that an option must fill, with its keyword.
    """

    kind: type[node.Node]
    parts: tuple[str, ...]
    list_at: int | None
    lists: frozenset[str]
    required: list[tuple[str, str]]


@cache
def shape_of(line: str) -> LineShape:
    kind, by_option = classes()[line], options(line)
    attributes = [each for each in fields(kind) if each.eq]
    parts = tuple(each.name for each in attributes if each.name not in by_option)
    lists = frozenset(each.name for each in attributes if str(each.type).endswith(", ...]"))
    list_at = next((at for at, name in enumerate(parts) if name in lists), None)
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
    parts = (amounts, workload, verbs, sentences, counts)
    for module in (node, organisation, proposal, rule, instruments, *parts):
        for kind in vars(module).values():
            if isinstance(kind, type) and issubclass(kind, node.Node):
                found |= {} if getattr(kind, "abstract", False) else {kind.line(): kind}
    return found


@cache
def _lines() -> dict[type, str]:
    return {kind: line for line, kind in reversed(classes().items())}


def line_of(said: node.Node) -> str:
    """The line of the grammar that says a node."""
    return _lines()[type(said)]
