# SPDX-License-Identifier: EUPL-1.2
"""A small town, a small law and a proposal, as a lawyer writes them; and what the checker says.

Statements are read one by one and kept, so that many cases are read in little time.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from checker.language.parser import parse
from checker.language.printer import print_document
from checker.memo import Memo
from checker.pipeline import Checker
from checker.records import evolve, field, frozen
from checker.result import Result
from checker.source import Source
from checker.speech.node import Document
from checker.speech.saying import Phrase

AREAS = ("alfa", "bravo", "gamma")
LAW = """\
source LAW law "Law"
source OLD law "Old law" in force until 2013-12-31 known from 2013-09-01
source BYL bylaw "Bylaw" of "Town"
source SEC bylaw "Second bylaw" of "Town"
source MAN mandate "Mandate" of "Town" given by BR
source OFF mandate "Mandate of an office" of "Town" given by FIN
source ADV guideline "Advice"
authority MIN "Ministry"
authority SUP "Supervision"
area alfa "alfa"
area bravo "bravo" within alfa
area gamma "gamma"
"""
TOWN = """\
municipality town "Town" as of 2013-01-01
council BR "Council"
finance committee FIN "Finance" administration AF "Finance office" mayor M0 "Lord mayor"
committee C1 "One" administration A1 "Office one" mayor M1 "Mayor one" with 9 members
committee C2 "Two" mayor M2 "Mayor two"
special committee SPC "Special"
provision BYL § 7 of C1
provision BYL § 8 of C2 and FIN phrase "some words"
provision SEC § 3 of C1 text "old words" as of 2013-01-01
"""
PROPOSED = date(2013, 6, 18)
HEADER = 'proposal "Case"\n    concerns town\n    proposed 2013-06-18\n    effective 2014-01-01'
HEADS = {
    "rules": "",
    "organisation": 'municipality town "Town" as of 2013-01-01',
    "proposal": HEADER,
}


@frozen
class Written:
    """A case as statements: ``town``, ``rules``, ``changes`` and ``carried`` stand in any order."""

    header: str
    town: tuple[str, ...]
    rules: tuple[str, ...]
    changes: tuple[str, ...]
    carried: tuple[str, ...]
    effective: date = field(eq=False)

    @property
    def texts(self) -> tuple[str, str, str]:
        """The rule base, the organisation and the proposal."""
        return (
            LAW + "\n".join(self.rules),
            TOWN + "\n".join(self.town),
            "\n".join((self.header, *self.changes, *self.carried)),
        )

    @property
    def checker(self) -> Checker:
        """What checks it. Raises MistakesError where rules and town do not fit together."""
        return checker_of(self.rules, self.town)

    @property
    def proposal(self) -> Document:
        """The proposal alone."""
        return document("proposal", self.header, (*self.changes, *self.carried))

    def result(self, surface: str = "en") -> Result:
        """The answer. Raises MistakesError where the case does not fit together."""
        if surface == "en":
            return self.checker.check(self.proposal)
        return judged(self.texts, surface)

    def with_carried(self, *carried: str) -> Written:
        return evolve(self, carried=carried)


@lru_cache(50_000)
def statements(kind: str, text: str) -> tuple[object, ...]:
    """Some statements by themselves."""
    head = HEADS[kind]
    read = parse(Source.of(f"{head}\n{text}" if head else text, f"{kind}.ressort"))
    return read.statements[1 if head else 0 :]


@lru_cache(1000)
def headed(kind: str, head: str) -> Document:
    return parse(Source.of(head, f"{kind}.ressort"))


def document(kind: str, head: str, lines: tuple[str, ...]) -> Document:
    """What stands in a head and in statements, each of them read once."""
    first = headed(kind, head)
    more = (node for line in lines for node in statements(kind, line))
    return evolve(first, statements=(*first.statements, *more))


@lru_cache(8)
def checker_of(rules: tuple[str, ...], town: tuple[str, ...], memo: Memo | None = None) -> Checker:
    files = [document("rules", LAW, rules)], [document("organisation", TOWN, town)]
    return Checker(*files, memo=memo)


def judged(texts: tuple[str, str, str], surface: str = "en") -> Result:
    """The answer to three texts, after a translation where another surface is asked for."""
    rules, town, proposal = (
        parse(Source.of(text, name))
        for text, name in zip(texts, ("r.ressort", "o.ressort", "p.ressort"), strict=True)
    )
    if surface != "en":
        words = Checker([rules], [town]).words
        rules, town, proposal = (
            parse(Source.of(print_document(one, surface, words), one.span.path))
            for one in (rules, town, proposal)
        )
    return Checker([rules], [town]).check(proposal)


def told(result: Result) -> dict[str, object]:
    """All that a result says, but for the places in the files and the order of what is listed."""
    return {
        "verdict": result.verdict,
        "findings": [
            (
                *(one.id, one.rule, one.kind, one.status, one.severity, one.subject),
                *(unordered(one.message), unordered(one.questions), unordered(one.suggested)),
                unordered([witness.fact for witness in one.witnesses]),
                unordered([witness.fact for witness in one.support]),
                *(one.requirement, one.alternatives, one.chosen, unordered(one.remarks)),
            )
            for one in result.findings
        ],
        "instruments": [evolve(one, basis=()) for one in result.instruments],
        "bylaw": result.bylaw_changes,
        "schedule": result.schedule,
        "missed": (result.missed, result.earliest_effective, result.others),
    }


def unordered(value: object) -> object:
    """A value with every list in it sorted."""
    if isinstance(value, Phrase):
        return value.key, [(name, unordered(one)) for name, one in value.args]
    if isinstance(value, list | tuple):
        return sorted(map(unordered, value), key=repr)
    return value
