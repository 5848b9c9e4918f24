# SPDX-License-Identifier: EUPL-1.2
"""Texts as they may be shown: none of their characters steers a terminal, turns the direction of
what follows, is not seen, or begins a command of the program that runs a job."""

from __future__ import annotations

import re
from collections.abc import Callable
from json import dumps
from json.encoder import encode_basestring as encode
from typing import Any
from unicodedata import combining, east_asian_width

_STEERING = "\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069"
# What Unicode has ignored where it cannot be shown (Default_Ignorable_Code_Point), but the soft
# hyphen; and what is no sign.
_UNSEEN = (
    "\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200d\u2060-\u2065\u206a-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff\ufdd0-\ufdef"
) + "".join(chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
_STEERS = re.compile(f"[{_STEERING}\ufeff]")
_LETTERS = "\t\n -~\xa0-\u034e\u2010-\u2027"  # none of them: what most texts are made of
_PLAIN = re.compile(f"[{_LETTERS}]*").fullmatch
_HIDDEN = re.compile(f"(?![{_LETTERS}])[{_STEERING}{_UNSEEN}]")  # the second takes long to ask
_OF_US = re.compile(rf"\x1b\[[0-9;]*m|[{_STEERING}{_UNSEEN}]")
# Programs that run jobs take commands from what is written: ``::error::`` where a line begins,
# ``##[error]`` and ``##vso[…]`` anywhere in it.
_LINE_COMMAND = re.compile(r"^(\s*:)(?=:(?!:)[^\n]*::)", re.MULTILINE)
_COMMAND = re.compile(r"#(?=#\w*\[)")
_GAP, _MARK = "\u200b", "\ufeff"
_PARTED = ("@", "#", "!", "%", ":")  # what a gap of ours stands after
# How what has no parts is written, by its kind.
_LEAVES: dict[type, Callable[[Any], str]] = {
    str: encode,
    int: str,
    bool: {True: "true", False: "false"}.__getitem__,
    type(None): {None: "null"}.__getitem__,
}


def shown(text: str, *, coloured: bool = False) -> str:
    """A text in which each such character is told by its number; ``coloured``: but for the colours
    of a terminal."""
    if coloured:
        return _OF_US.sub(lambda found: found[0] if found[0][1:] else _told(found), text)
    return _HIDDEN.sub(_told, text)


def steady(text: str) -> str:
    """A text of which no character steers; what is not seen stays, as it is told where the text is
    shown."""
    return _STEERS.sub(_told, text)


def commandless(text: str) -> str:
    """A text of which no program that runs a job takes a line for a command."""
    if "::" not in text and "##" not in text:
        return text
    return _COMMAND.sub(f"#{_GAP}", _LINE_COMMAND.sub(rf"\1{_GAP}", text))


def as_json(value: object, indent: int | None = 2, margin: str = "") -> str:
    """A value as JSON, in which each such character is escaped; ``margin``: what each line but the
    first begins with."""
    if indent is None:
        return _escaped(dumps(value, ensure_ascii=False))
    told = _laid_out(value, f"\n{margin}")
    return told if _PLAIN(told) and "##" not in told else _escaped(told)


def _escaped(text: str) -> str:
    text = _HIDDEN.sub(lambda found: dumps(found[0])[1:-1], text)
    return _COMMAND.sub(r"\\u0023", text)


def _laid_out(value: object, line: str) -> str:
    """A value as ``dumps`` writes it with an indent of two, which is far slower.

    Args:
        line: what a new line begins with.
    """
    if value.__class__ in _LEAVES:
        return _LEAVES[value.__class__](value)
    deeper = f"{line}  "
    if isinstance(value, dict) and value:
        told = [
            f"{encode(key)}: "
            f"{_LEAVES[v.__class__](v) if v.__class__ in _LEAVES else _laid_out(v, deeper)}"
            for key, v in value.items()
        ]
        return f"{{{deeper}{f',{deeper}'.join(told)}{line}}}"
    if isinstance(value, (list, tuple)) and value:
        told = [
            _LEAVES[v.__class__](v) if v.__class__ in _LEAVES else _laid_out(v, deeper)
            for v in value
        ]
        return f"[{deeper}{f',{deeper}'.join(told)}{line}]"
    return dumps(value, ensure_ascii=False)


def width(text: str) -> int:
    """How many columns of a terminal a text takes."""
    return sum(0 if combining(one) else 1 + (east_asian_width(one) in "WF") for one in text)


def _told(found: re.Match[str]) -> str:
    """A sign by its number; a gap of ours, and the mark of UTF-8 that a file begins with, stay."""
    sign, at = found[0], found.start()
    ours = found.string.endswith(_PARTED, 0, at) if sign == _GAP else sign == _MARK and not at
    return sign if ours else f"U+{ord(sign):04X}"
