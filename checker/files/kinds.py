# SPDX-License-Identifier: EUPL-1.2
"""What a file is going to be, told by its first words before it is read, and whether it is ours."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache, cached_property
from pathlib import Path
from shlex import join
from typing import get_args

from checker.errors import CheckerError, MistakesError, UsageError
from checker.mistakes import TextError
from checker.records import frozen
from checker.say import nearest
from checker.source import Source, beginning_of_file, is_pipe
from checker.speech.node import DocumentKind

ENDING = ".ressort"
_HEAD = 2048  # bytes
KEYED = ".json"
TABLES = (".xlsx", ".ods", ".csv", ".tsv", ".xlsm", ".xlsb", ".xls", KEYED)
_PASTED = ".txt"  # may hold what was copied from a spreadsheet
_OTHERS = {
    "word": ".docx .docm .dotx",
    "writing": ".doc .odt .rtf .pages .ott",
    "pdf": ".pdf",
    "picture": ".png .jpg .jpeg .gif .bmp .tif .tiff .svg .heic .webp",
    "slides": ".pptx .ppt .odp",
    "archive": ".zip .7z .rar .gz .tar",
    "mail": ".msg .eml",
}
OTHERS = {ending: kind for kind, endings in _OTHERS.items() for ending in endings.split()}
_NAMED = 3  # files that are passed over
_FIRST_WORD = re.compile(r"\s*(?:#[^\n]*\n\s*)*([^\W\d]+)(?=[\W\d])")
_KINDS: dict[str, DocumentKind] = {
    "municipality": "organisation",
    "kommune": "organisation",
    "proposal": "proposal",
    "forslag": "proposal",
    "waivers": "waivers",
    "fravigelser": "waivers",
}
_HEADER = re.compile(
    r"\s*(?:#[^\n]*\n\s*)*(?:municipality|kommune)\s+(?P<id>[^\s\"]+)", re.IGNORECASE
)


_QUOTES = '"“”„»«'
_CONCERNS = re.compile(r"^\s+(?:concerns|vedrører)\s+(?P<id>\S+)", re.IGNORECASE | re.MULTILINE)


@frozen(eq=False, repr=False)
class FoundFile:
    """A file, the name it is shown under, and whether the user named the file itself.

    Attributes:
        real: where its links lead.
        kind: what it is going to be, as ``first_kind`` tells it.
        is_table: whether it is a table, by its name, or where that tells nothing by how it begins.
        organisation: the id of the organisation that it is going to be, if it is one.
    """

    file: Path
    shown: str
    named: bool

    @cached_property
    def real(self) -> Path:
        return Path(os.path.realpath(self.file))

    @cached_property
    def kind(self) -> DocumentKind | None:
        return first_kind(self.file)

    @cached_property
    def is_table(self) -> bool:
        if not is_pipe(self.file) and self.file.suffix.casefold() != _PASTED:
            return self.shown.casefold().endswith(TABLES)
        from checker.table.files import begins_a_table

        try:
            return begins_a_table(beginning_of_file(self.file, _HEAD))
        except CheckerError:
            return False

    @cached_property
    def organisation(self) -> str | None:
        return organisation_in(self.file) if self.kind == "organisation" else None


def some_of(files: Sequence[FoundFile]) -> str:
    """Some files by their names; of many the first."""
    more = f" … ({len(files)})" if len(files) > _NAMED else ""
    return ", ".join(each.shown for each in files[:_NAMED]) + more


def given_by(files: Sequence[FoundFile]) -> str:
    """The options by which the registers among some files would count; of many the first."""
    registers = [each.shown for each in files if each.kind == "waivers"]
    return join(part for one in registers[:_NAMED] for part in ("--waivers", one))


def concerned_in(file: Path) -> str | None:
    """The id of the organisation that a document concerns, itself one or a proposal, by its first
    words; empty where it concerns none, None where that is not seen before it is read."""
    if file.suffix.casefold() in TABLES or not (file.is_file() or is_pipe(file)):
        return None
    found = _CONCERNS.search(_head(file))
    if found is None:
        return organisation_in(file) or ""
    return found["id"] if found["id"][0] not in _QUOTES else None


def first_kind(file: Path) -> DocumentKind | None:
    """What a file is going to be; None where it cannot be read or has no whole word."""
    try:
        return _kind(_head(file)) or _kind(Source.read(file).text)
    except CheckerError:
        return None


def organisation_in(file: Path) -> str | None:
    """The id of the organisation that a file is going to be; None where it is none."""
    if first_kind(file) != "organisation":
        return None
    try:
        found = _HEADER.match(_head(file)) or _HEADER.match(Source.read(file).text)
    except CheckerError:
        return None
    return found["id"] if found else None


def _kind(text: str) -> DocumentKind | None:
    """What a text is going to be by its first word; None where it has no whole word."""
    first = _FIRST_WORD.match(text)
    return _KINDS.get(first[1].casefold(), "rules") if first else None


def _head(file: Path) -> str:
    """The beginning of a file, which mostly tells its kind; empty where it cannot be read."""
    try:
        return beginning_of_file(file, _HEAD).decode("utf-8-sig")
    except (CheckerError, UnicodeDecodeError):
        return ""


_SILENT = re.compile(r"(?:\s|#[^\n]*)*")
_WORD = re.compile(r"[^\W\d_]*")


@contextmanager
def unquoted(file: Path, text: str = "", *, pasted: bool = False) -> Iterator[None]:
    """What is wrong with a file is told as it is where that is a document of ours, else no more
    than where: raises UsageError in place of MistakesError. ``pasted``: it begins as a table."""
    try:
        yield
    except MistakesError as mistakes:
        places = [each.span.place for each in mistakes.errors if isinstance(each, TextError)]
        if not places or pasted or is_ours(file, text):
            raise
        word = _first_word(text)
        near = None if word in _openers() else nearest(word, _openers())
        raise UsageError("not-ours", near, place=places[0]) from mistakes


def is_ours(file: Path, text: str) -> bool:
    """Whether a file ends as a document does, where its links lead, and begins with a word that
    begins a statement, or says nothing at all; what is no file, such as a pipe, has no ending."""
    real = Path(os.path.realpath(file))
    if real.is_file() and real.suffix.casefold() != ENDING:
        return file.suffix.casefold() in TABLES and real.suffix.casefold() in TABLES
    return _silence(text) == len(text) or _first_word(text) in _openers()


def _silence(text: str) -> int:
    """Where the first statement begins, after blanks and comments."""
    found = _SILENT.match(text)
    return found.end() if found else 0


def _first_word(text: str) -> str:
    found = _WORD.match(text, _silence(text))
    return found[0].casefold() if found else ""


@cache
def _openers() -> frozenset[str]:
    """The first words of all statements."""
    from checker.language.grammar import openings  # only a mistake needs it
    from checker.language.words import SURFACES, vocabulary

    return frozenset(
        re.split(r"\W", wording.lstrip("("))[0].casefold()
        for kind in get_args(DocumentKind)
        for keyword in openings(kind)
        for surface in SURFACES
        for wording in vocabulary(surface).wordings[keyword]
    )
