# SPDX-License-Identifier: EUPL-1.2
"""Names that look alike: a letter of another alphabet, and letters that are drawn as others."""

from __future__ import annotations

from unicodedata import name

_FOREIGN = frozenset("×÷ıĲĳĸŉſ")  # no letters, or drawn as others are
_FIRST, _LAST = "À", "ž"
_PAIRS = {"rn": "m", "vv": "w", "cl": "d"}
_DRAWN = str.maketrans({"I": "l", "1": "l", "O": "0", "Đ": "Ð"})


def foreign(text: str) -> str:
    """The first sign of an id that is no Latin letter, figure or hyphen, or nothing."""
    if text.isascii():
        return ""
    others = (one for one in text if not one.isascii())
    return next((one for one in others if not _FIRST <= one <= _LAST or one in _FOREIGN), "")


def called(sign: str) -> str:
    """A sign by its number and its name."""
    return f"U+{ord(sign):04X} {name(sign, '')}".strip()


def drawn(text: str) -> str:
    """An id as it is drawn: the same for those that look alike."""
    for pair, one in _PAIRS.items():
        text = text.replace(pair, one)
    return text.translate(_DRAWN)
