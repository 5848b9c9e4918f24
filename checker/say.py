# SPDX-License-Identifier: EUPL-1.2
"""What is said to a user: a key and its values to a sentence, by ``reports/messages.*.toml``.

Every sentence in ``reports/*.toml`` is written in one notation: ``{x}`` is filled in, and
``[A|B]`` says A where all that A speaks of is known, else B; in a message, what stands after
`` = `` is a hint.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Mapping, Set
from functools import cache, lru_cache
from typing import Literal

from checker import folders

Language = Literal["en", "da"]

_LINE = re.compile(r'^"([^"]+)" = "(.*)"$', re.MULTILINE)
_CHOICE = re.compile(r"\[([^\[\]|]*)(?:\|([^\[\]]*))?\]")
_SLOT = re.compile(r"\{(\w+)(?::([^{}]*))?\}")
_TEMPLATES = 8192  # sentences, of which the parts are kept
_PLAIN = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ä": "ae", "ö": "oe", "é": "e", "ü": "u"})
_BARE = str.maketrans("æøåäöéü", "aoaaoeu")
_BEGUN = 4  # letters that say what is meant where a name stops or goes on
_HARDLY = 0.75  # of how near two names are
_PATHS = ("path", "folder", "where", "place")


def say(language: Language, key: str, /, **values: object) -> str:
    """The message of a key, with its values put in. Raises KeyError for one that is not there."""
    return _filled(_template(language, key, values), values)


def say_with_hint(language: Language, key: str, /, **values: object) -> tuple[str, str | None]:
    """The message of a key and its hint, if it has one. Raises KeyError as ``say`` does."""
    message, _, hint = _template(language, key, values).partition(" = ")
    return _filled(message, values), _filled(hint, values) or None


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name that was probably meant, or None: before others one of the same letters in
    another order, with `æ`, `ø` and `å` written as `ae`, `oe` and `aa`, as `a`, `o` and `a`, or as
    they are; of those equally near the one that begins alike; before one that is hardly near the
    only one that begins as the name does."""
    from difflib import SequenceMatcher, get_close_matches  # only a mistake needs it

    meant = plain(name)
    names = sorted(known, reverse=True)
    written = {each.casefold().translate(_BARE): each for each in names}
    written |= {plain(each): each for each in names}
    letters = sorted(meant)
    same = [one for one in written if len(one) == len(meant) and sorted(one) == letters]
    near = get_close_matches(meant, same, 8, 0) or get_close_matches(meant, written, 8)

    def nearness(one: str) -> tuple[float, int]:
        alike = sum(meant.startswith(one[:end]) for end in range(1, len(one)))
        return SequenceMatcher(None, one, meant).ratio(), alike

    best = max(near, key=nearness, default=None)
    begun = {written[one] for one in written if min(len(one), len(meant)) >= _BEGUN
             and (one.startswith(meant) or meant.startswith(one))}  # fmt: skip
    if len(begun) == 1 and (best is None or nearness(best)[0] < _HARDLY):
        return begun.pop()
    return written[best] if best is not None else None


def plain(name: str) -> str:
    """A name in small letters of any keyboard: ``OEU`` and ``ØU`` are the same."""
    return name.casefold().translate(_PLAIN)


def of_locale() -> Language | None:
    """Danish where the locale is: any other says nothing of what somebody reads."""
    said = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    if not said and os.name == "nt":
        from locale import getlocale

        said = getlocale()[0] or ""
    return "da" if said.casefold().startswith(("da_", "da.", "danish")) or said == "da" else None


def on_one_line(path: str) -> str:
    """A path as it is shown: what would break or colour the line is told by its number."""
    return "".join(each if each.isprintable() else f"\\u{ord(each):04x}" for each in path)


@cache
def sentences(file: str, language: Language) -> dict[str, str]:
    """Every sentence of a file in ``reports`` by its key, as it is written there.

    The file is TOML with one basic string a line, read by a pattern: the TOML parser of the
    standard library costs more than the rest of a check.
    """
    text = (folders.REPORTS / f"{file}.{language}.toml").read_text(encoding="utf-8")
    return dict(_LINE.findall(text.replace('\\"', '"')))


def slots(template: str) -> set[str]:
    """The names that a sentence has filled in."""
    return {name for _, name, _ in _filling(template)[0]}


def chosen(template: str, known: Set[str]) -> str:
    """A sentence with its choices made.

    Args:
        known: the names of which something is known.
    """
    choices, rest = _choices(template)
    if not choices:
        return template
    return (
        "".join([text + (one if names <= known else other) for text, one, names, other in choices])
        + rest
    )


def stated(values: Mapping[str, object]) -> set[str]:
    """The names of which something is known."""
    return {name for name, value in values.items() if value}


def filled(template: str, word: Callable[[str, str], str]) -> str:
    """A sentence with its names filled in.

    Args:
        word: gives the words for a name and what is written after its colon, or "".
    """
    slots, rest = _filling(template)
    return "".join([text + word(name, spec) for text, name, spec in slots]) + rest


@lru_cache(_TEMPLATES)
def _choices(template: str) -> tuple[list[tuple[str, str, set[str], str]], str]:
    """Each choice of a sentence: the text before it, both its parts, and what the first one speaks
    of; then the text after the last."""
    *parts, rest = _CHOICE.split(template)
    found = zip(parts[::3], parts[1::3], parts[2::3], strict=True)
    return [(text, one, slots(one), other or "") for text, one, other in found], rest


@lru_cache(_TEMPLATES)
def _filling(template: str) -> tuple[list[tuple[str, str, str]], str]:
    """Each name that a sentence has filled in, with the text before it and what is written after
    its colon; then the text after the last."""
    *parts, rest = _SLOT.split(template)
    found = zip(parts[::3], parts[1::3], parts[2::3], strict=True)
    return [(text, name, spec or "") for text, name, spec in found], rest


def _template(language: Language, key: str, values: dict[str, object]) -> str:
    return chosen(sentences("messages", language)[key], stated(values))


def _filled(template: str, values: dict[str, object]) -> str:
    def word(name: str, _: str) -> str:
        text = str(values[name])
        return on_one_line(text) if name in _PATHS else text

    return filled(template, word)
