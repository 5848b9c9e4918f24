# SPDX-License-Identifier: EUPL-1.2
"""The grammar: no conflict that lark would settle in silence, and one word for each keyword."""

import pytest
from lark import Lark, Token

from checker.language import grammar, lines
from checker.language.lines import classes, options
from checker.language.tables import Leaf, Walk
from checker.language.words import vocabulary
from checker.records import fields

SURFACES = ("en", "da")
KINDS = ("rules", "organisation", "proposal")
NESTED = {"create_committee", "create_unit", "expect_instrument"}


@pytest.mark.parametrize("kind", KINDS)
def test_no_conflict_is_settled_in_silence(kind):
    built = Lark(grammar.source(), parser="lalr", lexer="basic", start=kind, strict=True)

    assert built.rules


def test_both_surfaces_have_the_same_keywords():
    assert list(vocabulary("en").wordings) == list(vocabulary("da").wordings)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("surface", SURFACES)
def test_every_statement_begins_with_a_word_of_its_own(kind, surface):
    words = vocabulary(surface).wordings
    first = [words[terminal][0].split(" >")[0] for terminal in grammar.openings(kind)]

    repeated = {word for word in first if first.count(word) > 1}

    assert repeated <= {"ændr"}


@pytest.mark.parametrize("surface", SURFACES)
def test_every_keyword_is_used(surface):
    used = lines.grammar_text()

    unused = [one for one in vocabulary(surface).wordings if one not in used]

    assert unused == []


def test_an_option_fills_a_field_of_the_class_that_its_line_becomes():
    filled = {line: {each.name for each in fields(kind)} for line, kind in classes().items()}

    assert [one for one in filled.keys() - NESTED if not options(one).keys() <= filled[one]] == []


def test_a_statement_is_read_as_lark_reads_it():
    """The walk over the tables and lark's own, token by token."""
    built = Lark(grammar.source(), parser="lalr", lexer="basic", start="rules")
    theirs, ours = built.parse_interactive(), Walk(grammar._table("rules"))
    words = (
        "RULE NAME STRING NAME COMMA NAME TASKS MUST_NOT HOLD NAME AND NAME TASKS UNDER CITATION"
    )
    for word in words.split():
        assert {one for one in ours.listed if ours.takes(one)} == theirs.accepts()
        theirs.feed_token(Token(word, ""))
        assert ours.take(Leaf(word, "", 0, 0)) is None

    assert shape(ours.take(Leaf("$END", "", 0, 0))) == shape(theirs.feed_eof())


def shape(tree):
    if isinstance(tree, Leaf | Token):
        return tree.terminal if isinstance(tree, Leaf) else tree.type
    return str(getattr(tree, "line", None) or tree.data), [*map(shape, tree.children)]
