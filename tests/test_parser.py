# SPDX-License-Identifier: EUPL-1.2
"""Every sentence of the language, in both surfaces: read alike, and printed as shown."""

from contextlib import suppress
from functools import cache

import pytest
from areas import AREAS as WORDS
from sentences import AROUND, Pair, pairs

from checker.errors import MistakesError
from checker.language.names import resolve_names
from checker.language.parser import parse
from checker.language.printer import print_document
from checker.source import Source
from checker.speech.instruments import KINDS
from checker.speech.node import Document, Surface
from checker.speech.part import PartOfSpeech

KNOWN = {"KBS", "KES", "BIU", *WORDS}


@cache
def read(text: str) -> Document:
    return resolve_names(parse(Source.of(text)), WORDS, KNOWN)


def flat(text: str) -> str:
    return " ".join(text.split())


PAIRS = pairs()
in_each_section = pytest.mark.parametrize("section", dict.fromkeys(one.section for one in PAIRS))


def of(section: str) -> list[Pair]:
    return [pair for pair in PAIRS if pair.section == section]


@in_each_section
def test_both_surfaces_give_the_same_tree(section: str) -> None:
    for pair in of(section):
        english, danish = read(pair.text("en")), read(pair.text("da"))

        assert (english.surface, danish.surface) == ("en", "da"), pair
        assert english.statements == danish.statements, pair


@in_each_section
@pytest.mark.parametrize("surface", ["en", "da"])
def test_what_is_shown_is_what_is_printed(section: str, surface: Surface) -> None:
    for pair in of(section) if section != "qualifier" and "too" not in section else ():
        other = read(pair.text("da" if surface == "en" else "en"))

        assert flat(print_document(other, surface, WORDS)) == flat(pair.text(surface)), pair


@in_each_section
@pytest.mark.parametrize("surface", ["en", "da"])
def test_printed_text_is_read_back(section: str, surface: Surface) -> None:
    for pair in of(section):
        document = read(pair.text("en"))
        text = print_document(document, surface, WORDS)
        stated = document.statements

        assert read(text) == Document(document.kind, surface, stated, span=document.span), pair
        assert print_document(read(text), surface, WORDS) == text, pair


@in_each_section
def test_no_sentence_is_read_in_the_other_surface(section: str) -> None:
    taken = []
    for pair in of(section):
        for surface, sentence in (("en", pair.danish), ("da", pair.english)):
            around = AROUND[pair.kind][surface]
            if around == "{}" or pair.danish == "dispensation":
                continue
            with suppress(MistakesError):
                parse(Source.of(around.format(sentence.replace(" / ", "\n    "))))
                taken.append((surface, sentence))

    assert taken == []


def test_the_sentences_show_every_part_of_speech_and_every_instrument() -> None:
    nodes = [
        node for pair in PAIRS for one in read(pair.text("en")).statements for node in one.walk()
    ]
    shown = {type(node) for node in nodes}
    named = {getattr(node, "kind", None) for node in nodes}

    assert [kind.__name__ for kind in PartOfSpeech.kinds() if kind not in shown] == []
    assert [kind for kind in KINDS if kind not in named] == []


def test_a_number_is_read_and_written_whole() -> None:
    text = 'rule r "R"\n    there must be at most 12345678901 committees\n    under KSL\n'

    assert print_document(read(text), "en", WORDS) == text


def test_a_number_of_no_use_is_an_error() -> None:
    with pytest.raises(MistakesError, match="at most 100 digits"):
        read(f'rule r "R"\n    there must be at most {"9" * 5000} committees\n    under KSL\n')


@pytest.mark.parametrize(
    ("body", "plain"),
    [
        ("Employment and Business tasks must be held by exactly one committee",
         "employment and business tasks must be held by exactly one committee"),
        ("KBS Needs a dispensation, When it moves to ØU",
         "KBS needs a dispensation when it moves to ØU"),
        ("Beskæftigelse må kun varetages af ØU, Når den er ny, Medmindre den flyttes",
         "beskæftigelse må kun varetages af ØU, når den er ny, medmindre den flyttes"),
    ],
)  # fmt: skip
def test_keywords_and_area_words_may_begin_with_a_capital(body: str, plain: str) -> None:
    around = AROUND["sentence"]["da" if "må" in body else "en"]

    assert read(around.format(body)).statements == read(around.format(plain)).statements


def test_an_id_that_differs_from_an_area_by_its_capital_is_itself() -> None:
    text = AROUND["sentence"]["en"].format("Employment needs a dispensation")
    document = resolve_names(parse(Source.of(text)), WORDS, {*KNOWN, "Employment"})

    assert "Employment needs" in print_document(document, "en", WORDS)
