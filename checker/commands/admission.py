# SPDX-License-Identifier: EUPL-1.2
"""The waivers that a proposal brings itself: who is judged does not waive, so those count that a
revision has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from checker.commands.statements import in_law
from checker.errors import UnreadableError
from checker.files.documents import Reader
from checker.files.kinds import ENDING, FoundFile
from checker.language.words import SURFACES, vocabulary
from checker.records import evolve, frozen
from checker.source import bytes_of_file
from checker.speech.node import Document
from checker.speech.proposal import Waive, header_of


@frozen(eq=False, repr=False)
class Admission:
    """Leaves out of a proposal the waivers that it brings and that are not known."""

    known: frozenset[str] = frozenset()

    @classmethod
    def of(cls, files: Iterable[Path]) -> Admission:
        """What admits the waivers that the proposals among some files bring."""
        return cls(frozenset(_mark(each, one) for each, one in _brought(files)))

    def __call__(self, proposal: Document) -> Document:
        """The proposal with what counts."""
        kept = [
            one
            for one in proposal.statements
            if not isinstance(one, Waive) or _mark(proposal, one) in self.known
        ]
        return evolve(proposal, statements=tuple(kept))

    def refused(self, files: Iterable[Path]) -> Iterator[Waive]:
        """The waivers in some files that do not count."""
        for proposal, waiver in _brought(files):
            if _mark(proposal, waiver) not in self.known:
                yield waiver


def _brought(files: Iterable[Path]) -> Iterator[tuple[Document, Waive]]:
    """The waivers that proposals bring, as far as these can be read."""
    found = [FoundFile(each, each.as_posix(), named=False) for each in files if _may_waive(each)]
    for document in Reader().opened(found):
        waivers = (one for one in document.statements if isinstance(one, Waive))
        yield from ((document, one) for one in waivers)


def _mark(proposal: Document, waiver: Waive) -> str:
    """What a waiver is known again by: what it says, in a proposal of that title."""
    header = header_of(proposal)
    return repr((header.concerns.text, header.title.da, in_law(waiver)))


def _may_waive(file: Path) -> bool:
    """Whether a proposal may bring a waiver: a line of it begins as one does."""
    if file.suffix.casefold() != ENDING:
        return False
    words = "|".join(re.escape(vocabulary(each).bare("WAIVE")) for each in SURFACES)
    try:
        text = bytes_of_file(file, file.as_posix()).decode("utf-8", "replace").replace("\r", "\n")
    except UnreadableError:
        return False
    return re.search(rf"^\ufeff?(?:{words})\b", text, re.IGNORECASE | re.MULTILINE) is not None
