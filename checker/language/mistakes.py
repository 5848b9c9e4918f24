"""What is wrong in one file, collected; the sentences stand in ``grammar/errors.txt``."""

from __future__ import annotations

from functools import cache

from checker.disk import folders
from checker.errors import CheckerError, TextError, TextWarning
from checker.language.grammar import Place
from checker.source import Source, Span
from checker.speech.node import Surface

SENTENCES = folders.GRAMMAR / "errors.txt"
_MOST = 100


class Spoiled(Exception):  # noqa: N818  (caught where the next statement is taken up)
    """A statement of which no node can be made; why has been noted."""


class Mistakes:
    """The errors and warnings of a file, in its own language, in the order they were met."""

    def __init__(self, source: Source, surface: Surface) -> None:
        self.source, self.surface = source, surface
        self.errors: list[TextError] = []
        self.warnings: list[TextWarning] = []

    def add(self, place: Place, key: str, hint: str | None = None, /, **words: str) -> None:
        """Notes an error. ``hint`` is the key of a sentence, too."""
        self.add_span(Span(self.source, place.start, place.end), key, hint, **words)

    def add_span(self, span: Span, key: str, hint: str | None = None, /, **words: str) -> None:
        """Notes an error at a span that is there already."""
        if not self.full:
            self.errors.append(TextError(*self._said(span, key, hint, words)))
            if self.full:
                self.errors.append(TextError(self.say("too-many", count=str(_MOST)), span))

    @property
    def full(self) -> bool:
        """Whether so much is wrong that more would not help."""
        return len(self.errors) >= _MOST

    def in_order(self) -> list[CheckerError]:
        """The errors in the order of their places."""
        return [*sorted(self.errors, key=lambda error: error.span.start)]

    def warn(self, place: Place, key: str, hint: str | None = None, /, **words: str) -> None:
        """Notes a warning."""
        span = Span(self.source, place.start, place.end)
        self.warnings.append(TextWarning(*self._said(span, key, hint, words)))

    def say(self, key: str, /, **words: str) -> str:
        """A sentence in the file's language."""
        return sentences()[key][self.surface == "da"].format(**words)

    def _said(
        self, span: Span, key: str, hint: str | None, words: dict[str, str]
    ) -> tuple[str, Span, str | None]:
        return self.say(key, **words), span, self.say(hint, **words) if hint else None


@cache
def sentences() -> dict[str, tuple[str, str]]:
    """Key to the English and the Danish sentence."""
    lines = SENTENCES.read_text(encoding="utf-8").split("\n")
    rows = [line.split(" | ") for line in lines if line and not line.startswith("#")]
    return {key: (english, danish) for key, english, danish in rows}
