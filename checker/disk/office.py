# SPDX-License-Identifier: EUPL-1.2
"""Office files before they are read: what keeps one that is whole from being read at all."""

from __future__ import annotations

import lzma
import struct
import zlib
from io import BytesIO
from typing import Literal
from zipfile import BadZipFile, ZipFile

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
