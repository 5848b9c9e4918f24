"""What makes one text into another, word by word."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

_TOKEN = re.compile(r"\s+|[\w-]+|[^\w\s]")
Edit = tuple[int, int, str]


def edits(old: str, new: str) -> list[Edit]:
    """What makes one text into the other: places in the old one, and the words that come there.

    Changes that only blanks or marks part are one, as a lawyer would write them.
    """
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    starts = [0]
    for token in before:
        starts.append(starts[-1] + len(token))
    found: list[Edit] = []
    for what, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if what == "equal":
            continue
        start, words = starts[i], "".join(after[k:m])
        if found and not re.search(r"\w", between := old[found[-1][1] : start]):
            first, _, sooner = found.pop()
            start, words = first, sooner + between + words
        found.append((start, starts[j], words))
    return found
