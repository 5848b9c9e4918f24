# SPDX-License-Identifier: EUPL-1.2
"""Sign-offs: an office's word for a rule as it stood, and what of it has changed since."""

from __future__ import annotations

from typing import Literal, get_args

from checker.language.printer import print_sentence
from checker.lawbook.book import Lawbook
from checker.source import digest_of
from checker.speech.node import Interval
from checker.speech.rule import Rule, Signature, SignOff

Part = Literal["sentence", "bases", "quotations"]
_LENGTH = 16


def signed(rule: Rule, office: str, day: str, book: Lawbook) -> str:
    """The sign-off of a rule as it stands, as an English file has it."""
    said = ", ".join(f'{part} digest "{value}"' for part, value in digests(rule, book).items())
    return f'sign-off of {rule.id.text} signed by "{office}" on {day}, {said}'


def digests(rule: Rule, book: Lawbook) -> dict[Part, str]:
    """The digests of a rule's sentence with all that qualifies it, of its bases with their sources,
    and of what it quotes and where. Layout, comments, language and order make no difference."""
    sentence = [print_sentence(rule, surface, book.words) for surface in ("en", "da")]
    sentence += [_days(rule.interval), *sorted(name.text for name in rule.despite)]
    sentence += [rule.interpretation.text if rule.interpretation else "", str(rule.not_waivable)]
    bases = []
    for base in rule.bases:
        source = book.sources[base.source]
        given_by = getattr(source.given_by, "text", getattr(source.given_by, "role", ""))
        own = (source.kind, source.title, source.municipality or "", given_by)
        bases.append("\t".join([str(base), *own, _days(source.interval)]))
    quotations = [
        "\t".join([one.document, one.section, one.quote or "", one.text_digest or ""])
        for one in rule.read_in
    ]
    return {
        "sentence": digest_of("\n".join(sentence)),
        "bases": digest_of("\n".join(sorted(bases))),
        "quotations": digest_of("\n".join(sorted(quotations))),
    }


def signatures(book: Lawbook) -> tuple[Signature, ...]:
    """Every sign-off in a rule base, and whether it stands."""
    rules = book.by_id
    return tuple(_signature(one, rules.get(one.rule.text), book) for one in book.sign_offs)


def _signature(one: SignOff, rule: Rule | None, book: Lawbook) -> Signature:
    if rule is None:
        return Signature(one.rule.text, one.office, one.day, gone=True)
    now = digests(rule, book)
    changed = tuple(part for part in get_args(Part) if not _same(getattr(one, part), now[part]))
    return Signature(one.rule.text, one.office, one.day, changed)


def _same(written: str, now: str) -> bool:
    return written[:_LENGTH] == now


def _days(interval: Interval | None) -> str:
    return "–".join(
        str(getattr(interval, name, None) or "")
        for name in ("start", "end", "start_known", "end_known")
    )
