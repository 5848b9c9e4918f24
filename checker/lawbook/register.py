"""The register of legal sentences, as far as it matters for one result."""

from __future__ import annotations

from checker.lawbook.book import RuleBook
from checker.result import Result
from checker.speech.rule import LegalSentence


def at_hand(book: RuleBook, result: Result) -> tuple[LegalSentence, ...]:
    """The sentences that the speaking rules code, and those that no rule judges though they state
    a provision these rules rest on, or were read in the same section as one of the city's own.

    A sentence under another municipality's own source is none of the matter.
    """
    speaking = {*result.speaking}
    rules = [rule for rule in book.rules if rule.id.text in speaking]
    own = [rule for rule in rules if any(_is_own(base.source, book) for base in rule.bases)]
    sections = {(read.document, read.section) for rule in own for read in rule.read_in}
    bases = {base for rule in rules for base in rule.bases if base.parts}
    return tuple(
        one
        for one in book.sentences
        if book.binds(one, result.municipality)
        and (
            speaking & {name.text for name in one.rules}
            or (
                not one.rules
                and one.uncoded
                and (
                    bases & {*one.bases}
                    or sections & {(read.document, read.section) for read in one.read_in}
                )
            )
        )
    )


def _is_own(source: str, book: RuleBook) -> bool:
    return book.sources[source].municipality is not None
