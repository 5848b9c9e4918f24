# SPDX-License-Identifier: EUPL-1.2
"""Printing: any tree comes back from its text in either surface, and comments keep their place."""

from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from node_trees import FILLED, WORDS
from shipped import FILES, mostly_slow
from trees import documents

from checker.language.names import area_words, declared_ids, resolve_names
from checker.language.parser import parse
from checker.language.printer import print_document, print_node, print_sentence
from checker.records import fields
from checker.source import Source
from checker.speech.node import Document, Surface
from checker.speech.part import PartOfSpeech
from checker.speech.rule import Rule

KNOWN = {"BIU", "ØU", "KBS", "KES", "SUDs", "cox", *WORDS}


def read(text: str) -> Document:
    return resolve_names(parse(Source.of(text)), WORDS, KNOWN)


def test_the_trees_fill_every_field() -> None:
    there = {kind: {each.name for each in fields(kind)} for kind in FILLED}

    assert {kind: filled | {"span"} for kind, filled in FILLED.items()} == there


def test_the_trees_have_every_part_of_speech() -> None:
    assert [kind.__name__ for kind in PartOfSpeech.kinds() if kind not in FILLED] == []


@pytest.mark.slow
@settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))
@given(documents, st.sampled_from(["en", "da"]))
def test_any_tree_comes_back(document: Document, surface: Surface) -> None:
    text = print_document(document, surface, WORDS)
    again = read(text)

    assert (again.kind, again.surface) == (document.kind, surface)
    assert again.statements == document.statements
    assert print_document(again, surface, WORDS) == text


@pytest.mark.parametrize("surface", ["en", "da"])
@pytest.mark.parametrize(
    "text",
    [
        'rule a "A"\n    two readings in BR at least 0 whole days between need publication\n'
        "    under KSL\n",
        'municipality m "M" as of 2013-06-18\ncommittee KFU "K" with 0 members\n',
    ],
)
def test_nought_is_printed_as_any_number_is(text: str, surface: Surface) -> None:
    document = read(text)

    assert read(print_document(document, surface, WORDS)).statements == document.statements


@cache
def shipped() -> tuple[dict[str, str], set[str]]:
    """The area words and the ids of all that is shipped."""
    documents = [parse(Source.read(file)) for file in FILES]
    return area_words(documents), declared_ids(documents)


@pytest.mark.slow
@pytest.mark.parametrize("path", mostly_slow(FILES), ids=lambda path: path.stem)
def test_shipped_files_can_be_translated_and_back(path: Path) -> None:
    words, known = shipped()
    document = resolve_names(parse(Source.read(path)), words, known)
    for surface in ("en", "da"):
        text = print_document(document, surface, words)
        again = resolve_names(parse(Source.of(text)), words, known)

        assert again.surface == surface
        assert again.statements == document.statements
        assert [c.text for c in again.comments] == [c.text for c in document.comments]
        assert print_document(again, surface, words) == text


COMMENTED = """\
# at the top

source KSL law "Lov"  # beside it


# before the rule
rule a "A"
    # before the sentence
    BIU   must not hold care tasks  # on care
    # before the basis

    under KSL
    # at its end
# at the end
"""
CANONICAL = """\
# at the top

source KSL law "Lov"  # beside it

# before the rule
rule a "A"
    # before the sentence
    BIU must not hold care tasks  # on care
    # before the basis
    under KSL
    # at its end
# at the end
"""


def test_comments_and_blank_lines_keep_their_place() -> None:
    assert print_document(parse(Source.of(COMMENTED)), "en", {}) == CANONICAL


def test_comments_survive_a_translation() -> None:
    danish = print_document(read(COMMENTED), "da", WORDS)

    assert print_document(read(danish), "en", WORDS) == CANONICAL
    assert "    BIU må ikke varetage pleje  # on care\n" in danish


LONG = """\
rule long "A rule that is longer than a line"
    a standing committee that holds employment tasks
        may only hold employment, overall-integration-policy, danish-education, business-policy,
        one-more-area, another-area and the-last-area tasks when it moves between committees
    otherwise a dispensation from LAB § 14, stk. 3 or an amendment of LAB
    under LAB § 14, stk. 3
"""


def test_long_sentences_are_broken_where_it_makes_sense() -> None:
    flat = " ".join(LONG.split())

    assert print_document(parse(Source.of(flat)), "en", {}) == LONG


def rule_of(sentence: str) -> Rule:
    (rule,) = parse(Source.of(f'rule a "A"\n    {sentence}\n    under KSL')).statements
    assert isinstance(rule, Rule)
    return rule


@pytest.mark.parametrize(
    ("sentence", "danish"),
    [
        (
            "BIU may only hold care tasks otherwise an amendment of LAB",
            "BIU må kun varetage pleje, ellers kræves ændring af LAB",
        ),
        (
            'note on a committee that is new "N" when it moves unless it is split',
            'bemærkning til et udvalg, der er nyt "N", når det flyttes, medmindre det opdeles',
        ),
        (
            'KES needs a dispensation, not available because "no"',
            'KES kræver dispensation, kan ikke opnås, fordi "no"',
        ),
        (
            "employment and care tasks must be held by exactly one committee",
            "beskæftigelse og pleje skal varetages af præcis ét udvalg",
        ),
    ],
)
def test_a_sentence_alone(sentence: str, danish: str) -> None:
    rule = rule_of(sentence)

    assert print_sentence(rule, "da", WORDS) == danish
    assert rule_of(print_sentence(rule, "en", WORDS)) == rule


def test_a_part_alone() -> None:
    rule = rule_of("BIU needs a dispensation from KSL § 64 a and approval by IM when it moves")
    assert rule.when is not None
    (moves,) = rule.when.predicates
    (way,) = rule.sentence.alternatives

    assert print_node(moves, "da", WORDS) == "flyttes"
    assert print_node(way, "da", WORDS) == "dispensation fra KSL § 64 a og godkendelse fra IM"
    assert print_node(way.instruments[0], "en", WORDS) == "a dispensation from KSL § 64 a"
    assert print_node(rule.sentence.subject, "da", WORDS) == "BIU"
    assert print_node(rule.bases[0], "da", WORDS) == "KSL"
    assert print_node(rule, "da", WORDS).startswith('regel a "A" BIU kræver')


@pytest.mark.parametrize(
    ("id", "danish"), [("KBS", "KBS'"), ("cox", "cox'"), ("BIU", "BIU's"), ("a-z", "a-z'")]
)
def test_danish_genitives(id: str, danish: str) -> None:
    rule = rule_of(f"{id} unit administration needs a dispensation")

    assert print_sentence(rule, "da", {}) == f"{danish} enhedsforvaltning kræver dispensation"


@pytest.mark.parametrize(
    ("surface", "said"), [("en", 'note on KBS "Beware"'), ("da", 'bemærkning til KBS "Pas på"')]
)
def test_a_reader_is_told_a_note_in_one_language(surface: Surface, said: str) -> None:
    text = 'source KSL law "L"\nrule x "X"\n note on KBS "Beware" da "Pas på"\n under KSL\n'

    assert print_sentence(read(text).statements[1], surface, WORDS) == said
