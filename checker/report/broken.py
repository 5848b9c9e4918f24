# SPDX-License-Identifier: EUPL-1.2
"""What could not be checked among what was, as reports tell it: a file with what is wrong in it."""

from __future__ import annotations

from collections.abc import Iterator

from checker.errors import CheckerError, MistakesError, UnreadableError
from checker.mistakes import TextError
from checker.records import frozen
from checker.say import Language, say


@frozen(eq=False, repr=False)
class MistakeEntry:
    """What is wrong, in the language of its file where it has a place, with what to do."""

    message: str
    hint: str | None
    path: str | None
    line: int | None
    column: int | None

    @property
    def whole(self) -> str:
        """What is wrong and what to do."""
        return self.message if self.hint is None else f"{self.message} – {self.hint}"


@frozen(eq=False, repr=False)
class BrokenEntry:
    """A file that is no usable proposal."""

    path: str
    errors: tuple[MistakeEntry, ...]

    def places(self) -> Iterator[tuple[str, MistakeEntry]]:
        """Each thing that is wrong with its place."""
        for each in self.errors:
            at = [each.path or self.path, each.line, each.column]
            yield ":".join(str(one) for one in at if one), each


def mistakes_told(error: CheckerError, language: Language) -> tuple[MistakeEntry, ...]:
    """All that is wrong, one by one; what has no place speaks a language."""
    errors = error.errors if isinstance(error, MistakesError) else [error]
    return tuple(_entry(each, language) for each in errors)


def _entry(error: CheckerError, language: Language) -> MistakeEntry:
    match error:
        case TextError(span=span):
            hint = "; ".join(filter(None, (error.hint, error.elsewhere))) or None
            return MistakeEntry(error.message, hint, span.path, span.line, span.column)
        case UnreadableError():
            said = say(language, error.problem, detail=error.detail)
            return MistakeEntry(said, None, error.path, None, None)
    return MistakeEntry(error.told(language), None, None, None, None)
