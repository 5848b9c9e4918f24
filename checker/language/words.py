# SPDX-License-Identifier: EUPL-1.2
"""The vocabularies of the two surfaces: ``grammar/words.txt`` to phrases for parser and printer."""

from __future__ import annotations

from functools import cache, cached_property
from typing import NamedTuple, get_args

from checker import folders
from checker.speech.instruments import STEPS, WITHOUT_BODY
from checker.speech.node import Surface

SURFACES: tuple[Surface, ...] = get_args(Surface)
WORDS = folders.GRAMMAR / "words.txt"
_NAMED_OTHERWISE = {
    "ORDER_SUPPLIER": "order-supplier",
    "STEP_ON": "held",
    **STEPS,
}


class KeywordPhrase(NamedTuple):
    """One way to write a keyword, as the scanner meets it.

    Attributes:
        words: the lexemes it is made of; the first begins with a small letter.
        terminal: the keyword that it stands for.
        wording: which of the keyword's wordings it is, counted from 0.
        follow: what must follow: "clause", "part", "citation", "string", "number", or "".
    """

    words: tuple[str, ...]
    terminal: str
    wording: int
    follow: str


class Vocabulary:
    """The keywords of one surface.

    Attributes:
        surface: "en" or "da".
        wordings: terminal to its wordings, as they stand in the table.
        sections: section of the table to its terminals.
        reserved: single words, small first letter, that no id may be.
    """

    def __init__(self, surface: Surface, rows: list[tuple[str, str, str]]) -> None:
        self.surface = surface
        self.wordings: dict[str, list[str]] = {}
        self.sections: dict[str, list[str]] = {}
        for section, terminal, wordings in rows:
            self.sections.setdefault(section, []).append(terminal)
            self.wordings[terminal] = wordings.split(" / ")
            if alone := WITHOUT_BODY.get(terminal):
                self.sections[section].append(alone)
                shorter = (each.rpartition(" ")[0] for each in self.wordings[terminal])
                self.wordings[alone] = list(dict.fromkeys(shorter))

    @cached_property
    def phrases(self) -> dict[str, list[KeywordPhrase]]:
        """First lexeme to the phrases that begin with it, the longest first."""
        found: dict[str, list[KeywordPhrase]] = {}
        for terminal, wordings in self.wordings.items():
            for number, wording in enumerate(wordings):
                for phrase in _phrases(terminal, number, wording):
                    found.setdefault(phrase.words[0], []).append(phrase)
        for phrases in found.values():
            phrases.sort(key=_longest_first)
        return found

    @cached_property
    def reserved(self) -> frozenset[str]:
        single = {p.words[0] for group in self.phrases.values() for p in group if len(p.words) == 1}
        predicates = {
            folded(wording.split()[0])
            for terminal in self.sections["predicates"]
            for wording in self.wordings[terminal]
        }
        # What follows the keyword of a basis in another keyword could be read as the basis.
        basis = {self.bare("UNDER", at) for at in range(len(self.wordings["UNDER"]))}
        follows = {
            p.words[1] for one in basis for p in self.phrases.get(one, ()) if len(p.words) > 1
        }
        return frozenset((single | predicates | follows) - {",", "pr."})

    def printed(self, terminal: str, wording: int = 0) -> str:
        """A keyword as the printer writes it, with the comma that stands before it, if any."""
        words = [w for w in self.wordings[terminal][wording].split() if w[0] not in "(>"]
        return " ".join(words).replace(" ,", ",")

    def bare(self, terminal: str, wording: int = 0) -> str:
        """A keyword without the comma before it, as it is named to people."""
        return self.printed(terminal, wording).removeprefix(", ")


@cache
def vocabulary(surface: Surface) -> Vocabulary:
    """The vocabulary of a surface."""
    column = {"en": 1, "da": 2}[surface]
    section, rows = "", []
    for line in WORDS.read_text(encoding="utf-8").split("\n"):
        if line.startswith("["):
            section = line.strip("[]")
        elif line and not line.startswith("#"):
            cells = line.split(" | ")
            rows.append((section, cells[0], cells[column]))
    return Vocabulary(surface, rows)


def word(terminal: str) -> str:
    """What a keyword is called in the model: ``A_STANDING_COMMITTEE`` is a standing committee."""
    name = terminal
    if name in _NAMED_OTHERWISE:
        return _NAMED_OTHERWISE[name]
    if name.startswith("N_"):
        name = name[2:].removesuffix("S")
    for article in ("A_", "AN_", "THE_", "IS_"):
        name = name.removeprefix(article)
    for tail in ("_MEETING", "_CLAUSE"):
        name = name.removesuffix(tail)
    return name.lower().replace("_", " ")


def folded(word: str) -> str:
    """A word with a small first letter: keywords may begin with a capital."""
    return word[:1].lower() + word[1:]


def _phrases(terminal: str, number: int, wording: str) -> list[KeywordPhrase]:
    follow = ""
    made: list[tuple[str, ...]] = [()]
    for word in wording.replace(",", " , ").replace("( , )", ",").split():
        if word == ",":
            made += [(*words, ",") for words in made]
        elif word.startswith(">"):
            follow = word[1:]
        else:
            made = [(*words, word) for words in made]
    return [KeywordPhrase((folded(w[0]), *w[1:]), terminal, number, follow) for w in made if w]


def _longest_first(phrase: KeywordPhrase) -> tuple[int, bool]:
    return -sum(word != "," for word in phrase.words), not phrase.follow
