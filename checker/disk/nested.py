# SPDX-License-Identifier: EUPL-1.2
"""What keeps a file from being read at all: in JSON and TOML a bracket in too many others, or a
longer number than Python reads; in an office file that it is locked, strict or broken."""

from __future__ import annotations

import lzma
import re
import struct
import zlib
from io import BytesIO
from typing import Any, Literal
from zipfile import BadZipFile, ZipFile

from checker import limits
from checker.errors import UsageError
from checker.source import Source, Span

# Texts and comments as TOML has them, and in JSON all texts there are; brackets; what nests a key
# of TOML, and what ends one; a word or a number.
_TOKEN = re.compile(
    r'"{3}(?:\\.|[^\\])*?"{3,5}(?!")|\'{3}.*?\'{3,5}(?!\')'
    r'|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'|#[^\n]*|([\[{])|([\]}])|(\.)|[=,\n]'
    r"|(\w+)",
    re.DOTALL,
)


def json_in(source: Source, key: str, *, every_key: bool = False) -> Any:
    """The JSON in a text. ``every_key``: an object is a tuple of its keys with their values, a key
    that stands twice too.

    Raises UsageError with the place where it is no JSON, or where a bracket stands in too many.
    """
    from json import JSONDecodeError, loads

    check_bounds(source, key)
    try:
        return loads(source.text, object_pairs_hook=tuple if every_key else None)
    except JSONDecodeError as error:
        place = f"{source.path}:{error.lineno}:{error.colno}"
        raise UsageError(key, place=place) from error


def check_bounds(source: Source, key: str = "nested-deeply") -> None:
    """Raises UsageError with the place of the first bracket that stands in too many others, of a
    dot in a key of too many words, or of a number that is too long."""
    depth = dots = 0
    for found in _TOKEN.finditer(source.text):
        if len(found[4] or "") > limits.BARE_WORD:
            place = Span(source, found.start(), found.end()).place
            raise UsageError("long-bare-word", place=place, most=limits.BARE_WORD)
        depth += bool(found[1]) - bool(found[2])
        dots = dots + 1 if found[3] else dots * (found[0] not in "=,\n")
        if max(depth, dots) > limits.DEPTH:
            place = Span(source, found.start(), found.end()).place
            raise UsageError(key, place=place, most=limits.DEPTH)


def without_long_texts(text: str) -> str:
    """TOML with blanks in the place of texts of several lines and of comments, so that what looks
    like a key is one."""

    def blank(found: re.Match[str]) -> str:
        long = found[0].startswith(('"""', "'''", "#"))
        return re.sub(r"[^\n]", " ", found[0]) if long else found[0]

    return _TOKEN.sub(blank, text)


Trouble = Literal["", "locked", "strict"]

# What a broken packed file makes happen where it is opened or read.
BROKEN = (
    *(BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError),
    *(LookupError, ArithmeticError, struct.error, zlib.error, lzma.LZMAError),
)
_OLD = bytes.fromhex("d0cf11e0")
_STRICT = b"http://purl.oclc.org/ooxml/"


def trouble(data: bytes) -> Trouble:
    """Whether a file is protected by a password or of the old kind, which begin alike, or saved as
    Strict Open XML. Raises one of BROKEN for what is no packed file."""
    if data.startswith(_OLD):
        return "locked"
    with ZipFile(BytesIO(data)) as pack:
        if any(each.flag_bits & 1 for each in pack.infolist()):
            return "locked"
        relations = pack.read("_rels/.rels") if "_rels/.rels" in pack.namelist() else b""
    return "strict" if _STRICT in relations else ""


def declares(xml: bytes) -> bool:
    """Whether a part declares a kind of document of its own, and so may name what is not in it; no
    program that makes such files does."""
    plain = xml.replace(b"\0", b"")
    return b"<!DOCTYPE" in plain or b"<!ENTITY" in plain
