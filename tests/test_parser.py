"""Every sentence of the language, in both surfaces: read alike, and printed as shown."""

from pathlib import Path
from typing import NamedTuple

import pytest
from areas import AREAS as WORDS

from checker.errors import MistakesError
from checker.language.names import settle
from checker.language.parser import parse
from checker.language.printer import print_document
from checker.source import Source
from checker.speech.node import Document, Surface

SENTENCES = Path(__file__).parent / "sentences.txt"
KNOWN = {"KBS", "KES", "BIU", *WORDS}
HEADER = {
    "en": 'municipality m "M" as of 2013-06-18\n{}',
    "da": 'kommune m "M" pr. 2013-06-18\n{}',
}
PROPOSAL = {
    "en": 'proposal "P"\n concerns m\n proposed 2013-06-18\n effective 2014-01-01\n{}',
    "da": 'forslag "P"\n vedrører m\n fremsat 2013-06-18\n virkning fra 2014-01-01\n{}',
}
AROUND: dict[str, dict[str, str]] = {
    "rules": {"en": "{}", "da": "{}"},
    "organisation": {"en": "{}", "da": "{}"},
    "proposal": {"en": "{}", "da": "{}"},
    "fact": HEADER,
    "change": PROPOSAL,
    "sentence": {
        "en": 'rule x "X"\n    {}\n    under KSL',
        "da": 'regel x "X"\n    {}\n    efter KSL',
    },
    "predicate": {
        "en": 'rule x "X"\n    a unit that {} needs a bylaw change\n    under KSL',
        "da": 'regel x "X"\n    en enhed, der {}, kræver vedtægtsændring\n    efter KSL',
    },
    "condition": {
        "en": 'rule x "X"\n    note on KBS "N" when {}\n    under KSL',
        "da": 'regel x "X"\n    bemærkning til KBS "N", når {}\n    efter KSL',
    },
    "instrument": {
        "en": 'rule x "X"\n    KBS needs {}\n    under KSL',
        "da": 'regel x "X"\n    KBS kræver {}\n    efter KSL',
    },
    "qualifier": {
        "en": 'rule x "X"\n    TMU must not hold care tasks\n    {}\n    under KSL § 99',
        "da": 'regel x "X"\n    TMU må ikke varetage pleje\n    {}\n    efter KSL § 99',
    },
}


class Pair(NamedTuple):
    section: str
    english: str
    danish: str

    def text(self, surface: Surface) -> str:
        sentence = (self.english if surface == "en" else self.danish).replace(" / ", "\n    ")
        return AROUND[self.section.split(",")[0]][surface].format(sentence)


def pairs() -> list[Pair]:
    section, found = "", []
    for line in SENTENCES.read_text(encoding="utf-8").split("\n"):
        if line.startswith("["):
            section = line.strip("[]")
        elif line and not line.startswith("#"):
            found.append(Pair(section, *line.split(" | ")))
    return found


def read(text: str) -> Document:
    return settle(parse(Source.of(text)), WORDS, KNOWN)


def flat(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("pair", pairs(), ids=lambda pair: f"{pair.section}: {pair.english}"[:60])
def test_both_surfaces_give_the_same_tree(pair: Pair) -> None:
    english, danish = read(pair.text("en")), read(pair.text("da"))

    assert (english.surface, danish.surface) == ("en", "da")
    assert english.statements == danish.statements


@pytest.mark.parametrize(
    "pair",
    [pair for pair in pairs() if pair.section not in ("qualifier",) and "too" not in pair.section],
    ids=lambda pair: f"{pair.section}: {pair.english}"[:60],
)
@pytest.mark.parametrize("surface", ["en", "da"])
def test_what_is_shown_is_what_is_printed(pair: Pair, surface: Surface) -> None:
    other = read(pair.text("da" if surface == "en" else "en"))

    assert flat(print_document(other, surface, WORDS)) == flat(pair.text(surface))


@pytest.mark.parametrize("pair", pairs(), ids=lambda pair: f"{pair.section}: {pair.english}"[:60])
@pytest.mark.parametrize("surface", ["en", "da"])
def test_printed_text_is_read_back(pair: Pair, surface: Surface) -> None:
    document = read(pair.text("en"))
    text = print_document(document, surface, WORDS)

    assert read(text) == Document(document.kind, surface, document.statements, span=document.span)
    assert print_document(read(text), surface, WORDS) == text


@pytest.mark.parametrize("pair", pairs(), ids=lambda pair: f"{pair.section}: {pair.english}"[:60])
def test_no_sentence_is_read_in_the_other_surface(pair: Pair) -> None:
    other: dict[Surface, Surface] = {"en": "da", "da": "en"}
    for surface, sentence in (("en", pair.danish), ("da", pair.english)):
        around = AROUND[pair.section.split(",")[0]][surface]
        if around == "{}" or pair.danish == "dispensation":
            continue
        with pytest.raises(MistakesError):
            parse(Source.of(around.format(sentence.replace(" / ", "\n    "))))
    assert parse(Source.of(pair.text("da"))).surface == other["en"]
