# SPDX-License-Identifier: EUPL-1.2
"""The grammar with its keywords written out, as lark's own contextual lexer reads it.

Strict: no conflict of the grammar, and at no place two terminals that the same text could be.
"""

import re
from functools import cache

import pytest
from lark import Lark
from lark.exceptions import UnexpectedInput
from shipped import mostly_slow

from checker.language import lines
from checker.language.words import Vocabulary, vocabulary

KINDS = ("organisation", "rules", "proposal")
ID = r"[^\W\d_][^\W_]*(?:-[^\W_]*)*"
PART = rf"(?=\s*{ID}\s*[\"“”„»«])"
CITATION = rf"(?=\s+{ID}\s*§)"


def written_out(words: Vocabulary) -> str:
    """The grammar with each keyword as a regular expression, its priority its length."""
    keywords = [f"{name}.{_rank(words, name)}: /{_regex(words, name)}/" for name in words.wordings]
    text = lines.grammar_text()
    return "\n".join([text, *keywords, r"%ignore /\s+/", r"%ignore /#[^\n]*/"])


def _rank(words: Vocabulary, terminal: str) -> int:
    wordings = words.wordings[terminal]
    longest = max(len(wording.replace("(,)", " ").split()) for wording in wordings)
    return 10 * longest + 50 * any(">" in wording for wording in wordings)


def _regex(words: Vocabulary, terminal: str) -> str:
    wordings = sorted(words.wordings[terminal], key=lambda wording: -len(wording.split()))
    return "|".join(_wording(words, wording) for wording in wordings)


def _wording(words: Vocabulary, wording: str) -> str:
    follow, parts = "", []
    for word in wording.replace(",", " , ").replace("( , )", ",").split():
        if word.startswith(">"):
            follow = _follow(words, word[1:])
        else:
            parts.append(r"(?:,\s*)?" if word == "," else _word(word) + r"\s+")
    if parts == [r"(?:,\s*)?"]:
        return f",{follow}"
    text = "".join(parts).removesuffix(r"\s+")
    return text + ("" if text.endswith(".") else r"(?![\w-])") + follow


def _word(word: str) -> str:
    return f"[{word[0].lower()}{word[0].upper()}]{re.escape(word[1:])}"


def _follow(words: Vocabulary, follow: str) -> str:
    if follow != "clause":
        return PART if follow == "part" else CITATION
    starts = "|".join(_regex(words, terminal) for terminal in words.sections["predicates"])
    return rf"(?=\s+(?:{starts}))"


@cache
def built(surface: str, kind: str) -> Lark:
    """A parser of lark's own. Raises where the grammar has a conflict or two terminals collide."""
    text = written_out(vocabulary(surface))
    return Lark(text, parser="lalr", start=kind, maybe_placeholders=False, strict=True)


@pytest.mark.slow
@pytest.mark.parametrize("surface", mostly_slow(["en", "da"]))
@pytest.mark.parametrize("kind", mostly_slow(KINDS))
def test_lark_finds_no_conflict_and_no_collision(kind: str, surface: str) -> None:
    terminals = built(surface, kind).terminals

    assert {terminal.name for terminal in terminals} >= {"NAME", "STRING", "CITATION"}


@pytest.mark.slow
def test_a_collision_would_be_found() -> None:
    text = written_out(vocabulary("en")) + "\nEXTRA.20: /[Mm]ay\\s+only/\n"
    text = text.replace("may_only: subject MAY_ONLY", "may_only: subject (MAY_ONLY | EXTRA)")

    with pytest.raises(Exception, match="Collision between Terminals"):
        Lark(text, parser="lalr", start="rules", maybe_placeholders=False, strict=True)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("surface", "kind", "sentence", "terminals"),
    [
        (
            "en",
            "rules",
            'rule a "A" BIU may only hold care and sport tasks, when it is new and moves'
            " under KSL § 2",
            "RULE NAME STRING NAME MAY_ONLY HOLD NAME AND NAME TASKS WHEN IT IS_NEW AND_CLAUSE"
            " MOVES UNDER CITATION",
        ),
        (
            "da",
            "proposal",
            'opdel TMU i TPU "T" med pleje og sport og MKU "M" med resten',
            "SPLIT NAME TO NAME STRING WITH NAME AND NAME AND_PART NAME STRING WITH THE_REST",
        ),
        ("da", "proposal", "ændr KFU til 9", "RESIZE NAME TO NUMBER"),
        (
            "da",
            "proposal",
            'ændr SV § 3, 1. pkt. fra "a" til "b"',
            "REWORD CITATION FROM STRING TO STRING",
        ),
    ],
)
def test_lark_cuts_a_sentence_into_the_same_words(
    surface: str, kind: str, sentence: str, terminals: str
) -> None:
    interactive = built(surface, kind).parse_interactive(sentence)
    try:
        tokens = [token.type for token in interactive.iter_parse()]
    except UnexpectedInput as error:  # pragma: no cover
        pytest.fail(str(error))

    assert tokens == terminals.split()
