# SPDX-License-Identifier: EUPL-1.2
"""Which file is a document of ours: of any other no line is shown, whatever is wrong with it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import get_args

from checker.errors import MistakesError, UsageError
from checker.files.kinds import ENDING, TABLES
from checker.mistakes import TextError
from checker.say import nearest
from checker.speech.node import DocumentKind

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
