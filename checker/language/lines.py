"""``grammar/ressort.lark`` as it is written: its terminals, and the options of its lines."""

from __future__ import annotations

import re
from functools import cache

from checker import folders
from checker.speech.instruments import KINDS

GRAMMAR = folders.GRAMMAR / "ressort.lark"
_RULE = re.compile(r"^[!?]*(\w+): (.*(?:\n +.*)*)", re.MULTILINE)
_TERMINAL = re.compile(r"^([A-Z]+)(?:\.\d+)?: /(.*)/$", re.MULTILINE)
_SYMBOL = re.compile(r"\b(?:set_\w+|_[a-z]\w*)\b")


@cache
def grammar_text() -> str:
    """The grammar without its keywords, with the steps that the table of instruments has."""
    alone, before_body = zip(*(kind.terminals for kind in KINDS.values()), strict=True)
    steps = f"({' | '.join(filter(None, before_body))}) body | {' | '.join(filter(None, alone))}"
    return f"{GRAMMAR.read_text(encoding='utf-8')}\n_step: {steps}\n"


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
