# SPDX-License-Identifier: EUPL-1.2
"""The sentences of ``grammar/sentences.txt``, and what must stand around each to be a document."""

from pathlib import Path
from typing import NamedTuple

from checker.speech.node import Surface

GRAMMAR = Path(__file__).parent.parent / "grammar"
SENTENCES = GRAMMAR / "sentences.txt"
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
    "register": {"en": "{}", "da": "{}"},
    "registered": {"en": "waivers of m\n{}", "da": "fravigelser for m\n{}"},
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
    """A sentence in both surfaces, under the heading that says what stands around it."""

    section: str
    english: str
    danish: str

    @property
    def kind(self) -> str:
        return self.section.partition(",")[0]

    @property
    def shown(self) -> bool:
        """Whether the reference shows it."""
        return "too" not in self.section or "shown" in self.section

    def text(self, surface: Surface) -> str:
        sentence = (self.english if surface == "en" else self.danish).replace(" / ", "\n    ")
        return AROUND[self.kind][surface].format(sentence)


def pairs() -> list[Pair]:
    """All sentences, in the order of the file."""
    section, found = "", []
    for line in SENTENCES.read_text(encoding="utf-8").split("\n"):
        if line.startswith("["):
            section = line.strip("[]")
        elif line and not line.startswith("#"):
            found.append(Pair(section, *line.split(" | ")))
    return found
