"""What can be wrong with the user's input; every error draws itself for a lawyer to act on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.say import Language, on_one_line, say

if TYPE_CHECKING:
    from checker.source import Span
    from checker.speech.node import Document


class CheckerError(Exception):
    """The input cannot be used. Shown without a traceback; exit status 2."""

    def told(self, language: Language) -> str:  # noqa: ARG002
        """The error for a user of a language; one at a place speaks its file's language."""
        return str(self)


class UsageError(CheckerError):
    """What was asked for cannot be done: a flag, a folder, an id on the command line.

    Attributes:
        key: of a message, as ``say`` takes it; ``values`` are put into it.
        near: the known name that was probably meant, or None.
    """

    def __init__(self, key: str, near: str | None = None, **values: object) -> None:
        self.key, self.near, self.values = key, near, values
        super().__init__(self.told("en"))

    def told(self, language: Language) -> str:
        problem = say(language, self.key, **self.values)
        if self.near is None:
            return problem
        return f"{problem}; {say(language, 'did-you-mean', near=self.near)}"


class UnreadableError(CheckerError):
    """A file that is not a readable UTF-8 text."""

    def __init__(self, path: str, problem: str, detail: str = "") -> None:
        self.path, self.problem, self.detail = path, problem, detail
        super().__init__(self.told("en"))

    def told(self, language: Language) -> str:
        return f"{on_one_line(self.path)}: {say(language, self.problem, detail=self.detail)}"


class TextError(CheckerError):
    """Something wrong at a place in a text.

    Attributes:
        message: what is wrong, in the file's own language, lower case, no full stop.
        span: the place to underline.
        hint: what to do, or None.
    """

    def __init__(self, message: str, span: Span, hint: str | None = None) -> None:
        self.message, self.span, self.hint = message, span, hint
        super().__init__(message)

    def __str__(self) -> str:
        text = f"{self.span.place}: {self.message}\n{self.span.excerpt()}"
        return f"{text}\n= {self.hint}" if self.hint else text


class TextWarning(TextError):  # noqa: N818  (never raised as an error)
    """A place that may not mean what its author thinks; shown, never fatal."""


class MistakesError(CheckerError):
    """All that is wrong with the input, in the order of files and places.

    Attributes:
        readable: the document that the statements make which could be read, if any, so that
            what is wrong with their names can be said too.
    """

    def __init__(self, errors: list[CheckerError], readable: Document | None = None) -> None:
        self.errors, self.readable = errors, readable
        super().__init__(self.told("en"))

    def told(self, language: Language) -> str:
        return "\n\n".join(error.told(language) for error in self.errors)
