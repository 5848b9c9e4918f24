# SPDX-License-Identifier: EUPL-1.2
"""The tables that statements are read by: made by lark from the grammar, kept as plain data, and
walked here, so that no statement waits for lark itself."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, NamedTuple


class Leaf(NamedTuple):
    """A word of a statement in its tree."""

    terminal: str
    value: Any
    start: int
    end: int


class Branch(NamedTuple):
    """A line of the grammar in the tree of a statement, with what stands in it."""

    line: str
    children: list[Any]


class Production(NamedTuple):
    """One way to write a line, as it is taken from the stack.

    Attributes:
        line: what the grammar calls the line.
        size: how many parts it has.
        becomes: the branch that is made of it.
        spliced: which of its parts are lists of parts.
        alone: whether a part that is alone in it takes its place.
    """

    line: str
    size: int
    becomes: str
    spliced: tuple[int, ...]
    alone: bool


class ParseTable:
    """What may stand at each place of a statement, and what comes of it.

    Attributes:
        rows: of each state every terminal that may follow: a number from 0 is the state after
            it, one below 0 the complement of the production that ends there.
        after: of each state the state after a line that begins there.
    """

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.rows: list[dict[str, int]] = data["rows"]
        self.after: list[dict[str, int]] = data["after"]
        self.start: int = data["start"]
        self.end: int = data["end"]
        self.productions = [
            Production(line, size, becomes, tuple(spliced), alone)
            for line, size, becomes, spliced, alone in data["productions"]
        ]


class Walk:
    """A statement as far as it has been read."""

    def __init__(self, table: ParseTable) -> None:
        self._table = table
        self._states = [table.start]
        self._values: list[Any] = []

    @property
    def listed(self) -> Collection[str]:
        """What the table lists at this place: all that may follow here, and more than that."""
        return self._table.rows[self._states[-1]]

    def takes(self, terminal: str) -> bool:
        """Whether a terminal may follow here."""
        rows, productions, over = self._table.rows, self._table.productions, self._states[:]
        while (action := rows[over[-1]].get(terminal)) is not None and action < 0:
            production = productions[~action]
            del over[len(over) - production.size :]
            over.append(self._table.after[over[-1]][production.line])
            if terminal == "$END" and over[-1] == self._table.end:
                return True
        return action is not None

    def take(self, leaf: Leaf) -> Any:
        """Goes on by a terminal that may follow; at ``$END`` gives the tree of the statement."""
        states, values, terminal = self._states, self._values, leaf.terminal
        while (action := self._table.rows[states[-1]][terminal]) < 0:
            production = self._table.productions[~action]
            at = len(states) - production.size
            parts = values[at - 1 :]
            del states[at:], values[at - 1 :]
            states.append(self._table.after[states[-1]][production.line])
            values.append(_made(production, parts))
            if terminal == "$END" and states[-1] == self._table.end:
                return values[-1]
        states.append(action)
        values.append(leaf)
        return None


def _made(production: Production, parts: list[Any]) -> Any:
    """The branch that some parts make; lists of parts, which lark names with ``_``, go into it."""
    if production.spliced:
        children: list[Any] = []
        for at, part in enumerate(parts):
            if at not in production.spliced:
                children.append(part)
            elif children:
                children += part.children
            else:  # a list that grows at its end is not copied each time
                children = part.children
        parts = children
    if production.alone and len(parts) == 1:
        return parts[0]
    return Branch(production.becomes, parts)


def made_by_lark(grammar: str, start: str) -> dict[str, Any]:
    """The table of a start symbol as plain data, from the grammar as lark is given it."""
    from lark import Lark
    from lark.grammar import Rule
    from lark.lexer import TerminalDef

    built = Lark(grammar, parser="lalr", lexer="basic", start=start, maybe_placeholders=False)
    data, rules = built.memo_serialize([TerminalDef, Rule])
    table = data["parser"]["parser"]
    # lark numbers states in an order of its own each time: here each is numbered by the way to it
    states = {table["start_states"][start]: 0}
    numbers: dict[int, int] = {}
    rows: list[dict[str, int]] = []
    after: list[dict[str, int]] = []
    for state in (waiting := [*states]):
        actions = {table["tokens"][token]: act for token, act in table["states"][state].items()}
        rows.append({})
        after.append({})
        for name, (reduces, to) in sorted(actions.items()):
            if not reduces and to not in states:
                states[to] = len(states)
                waiting.append(to)
            action = ~numbers.setdefault(to["@"], len(numbers)) if reduces else states[to]
            (rows if name.isupper() else after)[-1][name] = action
    return {
        "start": 0,
        "end": states[table["end_states"][start]],
        "rows": rows,
        "after": after,
        "productions": [_production(rules[number]) for number in numbers],
    }


def _production(rule: Mapping[str, Any]) -> list[Any]:
    """A rule of lark's as a Production."""
    line, alias, parts = rule["origin"]["name"], rule["alias"], rule["expansion"]
    spliced = [at for at, part in enumerate(parts) if part["name"].startswith("_")]
    return [line, len(parts), alias or line, spliced, rule["options"]["expand1"] and not alias]
