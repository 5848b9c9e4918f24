"""What is wrong in one file, collected; in the language of the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.errors import CheckerError, MistakesError
from checker.mistakes import TextError, TextWarning
from checker.say import say, say_with_hint
from checker.source import Source, Span
from checker.speech.node import Document, Surface

if TYPE_CHECKING:
    from checker.language.grammar import Place

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
        super().__init__(errors)


class Mistakes:
    """The errors and warnings of a file, in its own language, in the order they were met."""

    def __init__(self, source: Source, surface: Surface) -> None:
        self.source, self.surface = source, surface
        self.errors: list[TextError] = []
        self.warnings: list[TextWarning] = []

    def add(self, place: Place, key: str, /, **words: str) -> None:
        """Notes an error."""
        self.add_span(Span(self.source, place.start, place.end), key, **words)

    def add_span(self, span: Span, key: str, /, **words: str) -> None:
        """Notes an error at a span that is there already."""
        if not self.full:
            self.errors.append(TextError(*self._said(span, key, words)))
            if self.full:
                self.errors.append(TextError(self.say("too-many-errors", count=str(_MOST)), span))

    @property
    def full(self) -> bool:
        """Whether so much is wrong that more would not help."""
        return len(self.errors) >= _MOST

    def in_order(self) -> list[CheckerError]:
        """The errors in the order of their places."""
        return [*sorted(self.errors, key=lambda error: error.span.start)]

    def warn(self, place: Place, key: str, /, **words: str) -> None:
        """Notes a warning."""
        span = Span(self.source, place.start, place.end)
        self.warnings.append(TextWarning(*self._said(span, key, words)))

    def say(self, key: str, /, **words: str) -> str:
        """A sentence in the file's language."""
        return say(self.surface, key, **words)

    def _said(self, span: Span, key: str, words: dict[str, str]) -> tuple[str, Span, str | None]:
        message, hint = say_with_hint(self.surface, key, **words)
        return message, span, hint
