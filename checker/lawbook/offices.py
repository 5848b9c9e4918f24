# SPDX-License-Identifier: EUPL-1.2
"""Whether a name is an office's, so that no person's stands beside a rule."""

from __future__ import annotations

import re

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
