"""What is wrong with a text that is read: the mistakes of one file, at places of the parser."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import define, field

from checker.errors import CheckerError, MistakesError
from checker.language.words import Vocabulary, vocabulary
from checker.mistakes import Mistakes, TextWarning, by_place
from checker.source import Source, Span
from checker.speech.node import Document

if TYPE_CHECKING:
    from checker.language.grammar import Extent

_MOST = 100


class Spoiled(Exception):  # noqa: N818  (caught where the next statement is taken up)
    """A statement of which no node can be made; why has been noted."""


class HalfReadError(MistakesError):
    """All that is wrong with a text of which a part can be read.

    Attributes:
        readable: the document that the other statements make, so that what is wrong with their
            names can be said too.
    """

    def __init__(self, errors: list[CheckerError], readable: Document) -> None:
        self.readable = readable
        super().__init__(by_place(errors))


@define
class FileMistakes(Mistakes):
    """The errors of a file, no more than a hundred, and its warnings."""

    source: Source = field(kw_only=True)
    warnings: list[TextWarning] = field(factory=list)

    def span(self, place: Extent) -> Span:
        return Span(self.source, place.start, place.end)

    def at(self, place: Extent, key: str, /, **values: object) -> None:
        """Notes an error at a place of the parser."""
        self.add(self.span(place), key, **values)

    def add(self, span: Span, key: str, /, **values: object) -> None:
        if not self.full:
            Mistakes.add(self, span, key, **values)
            if self.full:
                Mistakes.add(self, span, "too-many-errors", count=_MOST)

    @property
    def words(self) -> Vocabulary:
        """The keywords of the file's language."""
        return vocabulary(self.source.language)

    @property
    def full(self) -> bool:
        """Whether so much is wrong that more would not help."""
        return len(self.errors) >= _MOST

    def warn(self, place: Extent, key: str, /, **values: object) -> None:
        """Notes a warning."""
        self.warnings.append(TextWarning.of(self.span(place), key, **values))
