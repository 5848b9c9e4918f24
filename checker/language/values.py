"""A citation or a day as it is written, to what it says."""

from __future__ import annotations

import re
from functools import cache

_PROVISION = re.compile(r"([^\s§]+)\s*§\s*(\d+)\s?([a-zæøå](?!\w))?")
_PART = re.compile(
    r"(stk|nr|litra|pkt|bullit)(?!\w)\.?\s*(\d+|[a-zæøå](?!\w))|(\d+)\.?\s*(stk|nr|pkt|bullit)(?!\w)"
)


@cache
def cited(text: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The source and the parts of a citation."""
    head = _PROVISION.match(text)
    assert head is not None
    source, number, letter = head.groups()
    parts = [("§", f"{number} {letter}" if letter else number)]
    for unit, after, before, unit_after in _PART.findall(text, head.end()):
        parts.append((unit or unit_after, after or before))
    return source, tuple(parts)
