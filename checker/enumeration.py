# SPDX-License-Identifier: EUPL-1.2
"""The enumerations of a bylaw's sentences: what a committee holds, and one member more or less."""

from __future__ import annotations

import re

_SEPARATOR = re.compile(r"(,\s+(?:og|samt)\s+|,\s+|\s+og\s+|\s+samt\s+)")
HOLDS = re.compile(
    r"\b(varetager|forvalter|bestyrer|omfatter|ansvaret for|forvaltning(?:en)? af"
    r"|opgaver(?:ne)? (?:vedrørende|om|inden for|med))((?: endvidere| også| desuden)?)\s*",
    re.IGNORECASE,
)
_SUBORDINATE = re.compile(
    r"\b(?:herunder|bl\.a\.|blandt|der|som|at|dog|undtagen|bortset|jf\.|med|efter|når|hvis|såsom"
    r"|f\.eks\.)(?!\w)", re.IGNORECASE,
)  # fmt: skip


def members_of(text: str) -> list[str]:
    """The members of the enumeration that a text begins with, where they are for sure."""
    first = re.split(r"[.;:](?=\s|$)", text, maxsplit=1)[0]
    return [each.strip() for each in (_members(first) or [])[::2]]


def _members(text: str) -> list[str] | None:
    """The members of a sentence's enumeration with what stands between them; None where it is none
    for sure."""
    pieces = _SEPARATOR.split(text)
    if any(not each.strip() or _SUBORDINATE.search(each) for each in pieces[::2]):
        return None
    return pieces


def _sentence(full: str, head: int, at: int) -> tuple[int, int]:
    """Where the enumeration begins and ends that stands at a place of a line."""
    ends = [found.start() for found in re.finditer(r"[.;:](?=\s|$)", full)]
    end = next((each for each in ends if each >= at), len(full))
    start = max([head, *(each + 1 for each in ends if head < each < at)])
    verbs = [found.end() for found in HOLDS.finditer(full, start, at)]
    return (verbs[-1] if verbs else start), end


def without(full: str, start: int, end: int, head: int, *, listed: bool) -> str | None:
    """A line without one or more members of its enumeration; None where they are none for sure."""
    first, last = _sentence(full, head, start)
    pieces = _members(full[first:last])
    if pieces is None or (first == head and not listed):
        return None
    bounds, at = [], first
    for each in pieces:
        bounds.append((at, at + len(each)))
        at += len(each)
    inside = [n for n, (one, two) in enumerate(bounds) if start <= one and two <= end]
    if not inside or (bounds[inside[0]][0], bounds[inside[-1]][1]) != (start, end):
        return None
    if inside[0] % 2 or inside[-1] % 2:  # with what joins them
        return None
    left, right = pieces[: inside[0]], pieces[inside[-1] + 1 :]
    if not left and not right:
        return None
    if not right:  # the last goes: the one before it is joined as it was
        final, left = left[-1], left[:-1]
        if len(left) > 1:
            left[-2] = final
    kept = left + (right if left and right else right[1:])
    return full[:first] + "".join(_unseparated(kept)) + full[last:]


def _unseparated(pieces: list[str]) -> list[str]:
    """Pieces in which two separators follow each other with the first of them left out."""
    found: list[str] = []
    for each in pieces:
        if found and _SEPARATOR.fullmatch(each) and _SEPARATOR.fullmatch(found[-1]):
            found.pop()
        found.append(each)
    return found


def with_member(full: str, head: int, words: str, holding: str) -> str | None:
    """A line with one more member in its only enumeration, after the same verb; None where that is
    unsure."""
    verbs = [*HOLDS.finditer(full, head)]
    if len(verbs) != 1 or verbs[0][1].casefold() != holding or _SEPARATOR.search(words):
        return None
    first, last = _sentence(full, head, verbs[0].end())
    pieces = _members(full[first:last])
    if not pieces or full[last:].strip(" .;"):
        return None
    final = pieces[-2] if len(pieces) > 1 else " og "
    if len(pieces) > 1:
        pieces[-2] = ", "
    return full[:first] + "".join([*pieces, final, words]) + full[last:]
