# SPDX-License-Identifier: EUPL-1.2
"""Sign-offs: an office's word for a rule as it stood, and what of it has changed since; and
whether a name is an office's, so that no person's stands beside a rule."""

from __future__ import annotations

import re
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
    changed = tuple(part for part in get_args(Part) if getattr(one, part)[:_LENGTH] != now[part])
    return Signature(one.rule.text, one.office, one.day, changed)


def _days(interval: Interval | None) -> str:
    return "–".join(
        str(getattr(interval, name, None) or "")
        for name in ("start", "end", "start_known", "end_known")
    )


_OFFICES = re.compile(
    r"advokat|afdeling|agency|attorney|audit|board|borgmester|bureau|cent(er|re)|chef|chief|city|"
    r"clerk|committee|council|counsel|department|direktion|direktør|director|division|enhed|"
    r"formand|forvaltning|head|jura|juridisk|jurist|kanslist|kommissær|kommune|kontor|lawyer|leder|"
    r"legal|mayor|ministeri|ministry|municipal|myndighed|nævn|office|region|revis|råd|secretar|"
    r"sekretari|service|solicitor|stab|statsforvaltning|styrelse|supervis|team|tilsyn|udvalg|unit",
    re.IGNORECASE,
)
_PARTS = re.compile(r"[,;/()]|\b(?:v/|ved|by|att\.?|c/o)(?!\w)", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_][\w'’.-]*")


def is_office(name: str) -> bool:
    """Whether a name is an office's: each of its parts has a word for an office, and no two names
    in a row begin it or follow such a word, as in ``Juridisk chef Mette Jensen``."""
    parts = [part for part in _PARTS.split(name) if part.strip()]
    return bool(parts) and all(map(_is_office, parts))


def _is_office(part: str) -> bool:
    words = _WORD.findall(part)
    if not any(_OFFICES.search(word) for word in words):
        return False
    names = 0
    before = "office"
    for word in words:
        kind = "office" if _OFFICES.search(word) else "name" if word[0].isupper() else "word"
        if kind != "name":
            names = 0
            before = kind
        elif before == "office":
            names += 1
        if names > 1:
            return False
    return True
