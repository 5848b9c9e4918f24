# SPDX-License-Identifier: EUPL-1.2
"""The most that is read or made of anything: one row for each, so that nothing which a stranger
writes takes more time or memory than there is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zipfile import ZipInfo

MB = 1 << 20

FILE = 8 * MB  # bytes of a text: a document, a table, a baseline, a receipt, a template
SETTINGS = MB  # bytes of one of settings, some of which tomllib takes long for
SETTINGS_LIST = 1_000  # entries of one list in settings, each of which is looked for on the disk
WORD = 32 * MB  # bytes of a Word file, pictures and all
WORDS = 60_000  # of a document, which take some hundred times as much to hold as to write
LIBRARY = 2 * MB  # bytes of all rules together, ten times those shipped, and of organisations
STATE = 4 * MB  # characters that a page carries in its form: a proposal and what it was before
REQUEST = 32 * MB  # bytes of one request to a page, files and all
REQUEST_SECONDS = 20.0  # that one may take
COMING_SECONDS = 10.0  # in which a request has come whole
CONNECTIONS = 32  # to a page at a time
LONGER_SECONDS = 60.0  # where many placements are judged for one answer
FOUND = 100_000  # documents under a folder
KEPT = 64 * MB  # bytes of the cache folder, of which the oldest give way
BARE_WORD = 1_000  # signs of a number, or of a word without quotes, in JSON and TOML
DEPTH = 64  # brackets within brackets in JSON and TOML, and dots in a key of TOML
ERRORS = 100  # that are told, and as many warnings; the others are counted

WORKBOOK_UNPACKED = 16 * MB
WORD_UNPACKED = 64 * MB
WORD_TEXT = 8 * MB  # of that in one part of XML, which takes some ten times as much to hold
WORD_TAGS = 100_000  # signs < in one part of XML
BRACES = 10_000  # signs { in one part of a template
PACKED_PARTS = 1000  # files in a packed one
PACKED_TIMES = 250  # how much larger than packed; repeated rows of a table are some fifty
PACKED_SMALL = MB  # unpacked, below which that is not looked at

RUNTIME = 32 * MB  # bytes of each part of a Python for browsers

ROWS, COLUMNS = 5_000, 50  # of a table
MERGED = 10_000  # cells in one merged cell; in all of them, as many as a table has
SHEETS = 100  # of a workbook
TAGS = 1_000_000  # in all sheets and texts of a workbook; in each other part a twentieth

DOUBTS = 500  # of one rule base: a proposal is judged under each reading of them
CHAIN = 50  # rules on instruments, each of which is on what the one before it asks for
REQUIRED = 1_000  # instruments of one proposal
ASKED = 20_000  # questions put to find out how one thing hangs on what no file tells
FINDINGS = 6_000  # of one proposal, each of which takes some 20 KB and a millisecond to tell

TEMPLATE_WORDS = 50_000  # and signs between its brackets, with all that it includes
TEMPLATE_STEPS = 500_000  # of a template of one's own: rounds of its loops, and five a call
TEMPLATE_SECONDS = 60  # of a processor, for all that is made with one
TEMPLATE_MEMORY = 512 * MB  # beside what was there
TEMPLATE_TEXT = 32 * MB  # characters that one puts out, or that stand in one of its values


def unpacks_too_far(parts: Sequence[ZipInfo], packed: int, most: int) -> bool:
    """Whether the parts of a packed file are too many or too large, or larger than such a file's
    can be for what it takes packed."""
    unpacked = sum(part.file_size for part in parts)
    swollen = unpacked > max(PACKED_SMALL, PACKED_TIMES * packed)
    return len(parts) > PACKED_PARTS or unpacked > most or swollen
