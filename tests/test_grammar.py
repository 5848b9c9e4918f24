"""The grammar: no conflict that lark would settle in silence, and one word for each keyword."""

import pytest
from attrs import fields
from lark import Lark

from checker.language import grammar, lines
from checker.language.lines import classes, options
from checker.language.words import vocabulary

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


@pytest.mark.parametrize("line", sorted(classes().keys() - NESTED))
def test_an_option_fills_a_field_of_the_class_that_its_line_becomes(line):
    assert options(line).keys() <= {each.name for each in fields(classes()[line])}


def test_a_kept_grammar_that_is_broken_is_made_anew(tmp_path, monkeypatch):
    kept = tmp_path / "grammar"
    kept.write_bytes(b"no grammar at all")
    monkeypatch.setattr(grammar.keep, "place", lambda *_: kept)
    grammar._parser.cache_clear()
    try:
        assert "MOVE" in grammar.openings("proposal")
    finally:
        grammar._parser.cache_clear()
