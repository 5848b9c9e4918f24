"""The grammar as an LALR table: ``grammar/ressort.lark`` and the words to what the parser runs on.

The table is made by lark and kept in ``grammar/table.json``, so that a run neither imports lark
nor builds anything. ``python -m checker.language.tables`` writes it anew after a change of the
grammar; a table that is out of date is not used, and the grammar is then built in memory.
"""

from __future__ import annotations

import hashlib
import json
import re
from functools import cache
from typing import Any, NamedTuple, get_args

from checker import folders
from checker.language.words import Vocabulary, vocabulary
from checker.model.node import DocumentKind

GRAMMAR = folders.GRAMMAR / "ressort.lark"
TABLE = folders.GRAMMAR / "table.json"


class Production(NamedTuple):
    """One line of the grammar.

    Attributes:
        builder: the name of the function that builds its node.
        origin: what it makes, a nonterminal.
        length: of how many symbols it is made.
        kept: places of those whose value the builder is given.
        inlined: its values are handed on to the line that holds it.
        transparent: one value alone is handed on as it is.
    """

    builder: str
    origin: str
    length: int
    kept: tuple[int, ...]
    inlined: bool
    transparent: bool


class Tables(NamedTuple):
    """What the parser runs on.

    Attributes:
        states: state to symbol to what is done: shift to a state (n >= 0), reduce by
            production -n - 1.
        productions: the lines of the grammar.
        start, end: the first state, and the one after a whole statement.
    """

    states: list[dict[str, int]]
    productions: list[Production]
    start: int
    end: int


@cache
def tables(kind: DocumentKind) -> Tables:
    """The table for one kind of document."""
    kept = _kept()[kind]
    names = kept["symbols"]
    states = [
        {names[symbol]: action for symbol, action in zip(row[::2], row[1::2], strict=True)}
        for row in kept["states"]
    ]
    productions = [
        Production(builder, names[origin], length, tuple(places), bool(inlined), bool(transparent))
        for builder, origin, length, places, inlined, transparent in kept["productions"]
    ]
    return Tables(states, productions, kept["start"], kept["end"])


@cache
def patterns() -> dict[str, str]:
    """The terminals that are no keywords, to their regular expressions."""
    found: dict[str, str] = _kept()["patterns"]
    return found


@cache
def _kept() -> dict[str, Any]:
    try:
        kept: dict[str, Any] = json.loads(TABLE.read_text(encoding="utf-8"))
        return kept if kept["key"] == key() else build()
    except (OSError, ValueError, KeyError, TypeError):
        return build()


def key() -> str:
    """What the table depends on: the grammar, and which keywords there are."""
    keywords = " ".join(vocabulary("en").wordings)
    text = GRAMMAR.read_text(encoding="utf-8") + keywords
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def lark_grammar(words: Vocabulary) -> str:
    """The grammar with the keywords of one surface filled in, as lark reads it."""
    keywords = [f"{name}.{_rank(words, name)}: /{_regex(words, name)}/" for name in words.wordings]
    text = GRAMMAR.read_text(encoding="utf-8")
    return "\n".join([text, *keywords, r"%ignore /\s+/", r"%ignore /#[^\n]*/"])


def build() -> dict[str, Any]:
    """The table of the grammar, made by lark."""
    from lark import Lark
    from lark.grammar import Rule
    from lark.lexer import TerminalDef

    grammar = lark_grammar(vocabulary("en"))
    table: dict[str, Any] = {"key": key()}
    for kind in get_args(DocumentKind):
        built = Lark(grammar, start=kind, parser="lalr", maybe_placeholders=False)
        table[kind] = _compact(kind, *built.memo_serialize([TerminalDef, Rule]))
    table["patterns"] = {
        terminal.name: terminal.pattern.value
        for terminal in built.terminals
        if terminal.name not in vocabulary("en").wordings
        and terminal.name not in built.ignore_tokens
    }
    return table


def _compact(kind: str, data: dict[str, Any], memo: dict[int, dict[str, Any]]) -> dict[str, Any]:
    table = data["parser"]["parser"]
    symbols = [table["tokens"][index] for index in sorted(table["tokens"])]
    rules = [item for _, item in sorted(memo.items()) if item["__type__"] == "Rule"]
    places = {
        number: place
        for place, number in enumerate(n for n in sorted(memo) if memo[n]["__type__"] == "Rule")
    }
    numbers = {state: number for number, state in enumerate(sorted(table["states"]))}
    rows: list[list[int]] = []
    for state in sorted(table["states"]):
        row: list[int] = []
        for symbol, (is_reduce, target) in sorted(table["states"][state].items()):
            row += [symbol, -places[target["@"]] - 1 if is_reduce else numbers[target]]
        rows.append(row)
    keywords = vocabulary("en").wordings
    return {
        "symbols": symbols,
        "start": numbers[table["start_states"][kind]],
        "end": numbers[table["end_states"][kind]],
        "productions": [_production(rule, symbols, keywords) for rule in rules],
        "states": rows,
    }


def _production(
    rule: dict[str, Any], symbols: list[str], keywords: dict[str, list[str]]
) -> list[Any]:
    origin, options = rule["origin"]["name"], rule["options"]
    kept = [
        place
        for place, symbol in enumerate(rule["expansion"])
        if options["keep_all_tokens"]
        or not (symbol["name"] in keywords or symbol["name"] == "COMMA")
    ]
    return [
        rule["alias"] or origin,
        symbols.index(origin),
        len(rule["expansion"]),
        kept,
        int(origin.startswith("_")),
        int(options["expand1"]),
    ]


def _rank(words: Vocabulary, terminal: str) -> int:
    longest = max(len(w.replace("(,)", " ").split()) for w in words.wordings[terminal])
    return 10 * longest + 5 * any(">" in w for w in words.wordings[terminal])


def _regex(words: Vocabulary, terminal: str) -> str:
    phrases = sorted(words.wordings[terminal], key=lambda w: -len(w.split()))
    return "|".join(_wording_regex(words, wording) for wording in phrases)


def _wording_regex(words: Vocabulary, wording: str) -> str:
    follow, parts = "", []
    for word in wording.replace(",", " , ").replace("( , )", ",").split():
        if word.startswith(">"):
            follow = _follow_regex(words, word[1:])
        else:
            parts.append(r"(?:,\s*)?" if word == "," else re.escape(word) + r"\s+")
    if parts == [r"(?:,\s*)?"]:
        return f",{follow}"
    text = "".join(parts).removesuffix(r"\s+")
    first = re.search(r"[^\W\d_]", text.replace(r"\s", "  "))
    assert first is not None
    at = first.start()
    text = f"{text[:at]}[{text[at].lower()}{text[at].upper()}]{text[at + 1 :]}"
    return text + (r"(?![\w-])" if text[-1] != "." else "") + follow


def _follow_regex(words: Vocabulary, follow: str) -> str:
    if follow == "part":
        return r"(?=\s*[^\W\d_](?:[^\W_]|-)*\s*[\"“”„»«])"
    if follow == "citation":
        return r"(?=\s+[^\W\d_](?:[^\W_]|-)*\s*§)"
    starts = "|".join(_regex(words, terminal) for terminal in words.sections["predicates"])
    return rf"(?=\s+(?:{starts}))"


def main() -> None:
    """Writes the table anew."""
    table = build()
    body = json.dumps(table, ensure_ascii=False, separators=(",", ":"))
    TABLE.write_text(body.replace("],[", "],\n[") + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
