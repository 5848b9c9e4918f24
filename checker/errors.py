"""What can be wrong with the user's input; every error draws itself for a lawyer to act on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from checker.source import Span

Language = Literal["en", "da"]


class CheckerError(Exception):
    """The input cannot be used. Shown without a traceback; exit status 2."""


class UsageError(CheckerError):
    """What was asked for cannot be done: a flag, a folder, an id on the command line."""


class UnreadableError(CheckerError):
    """A file that is not a readable UTF-8 text."""

    def __init__(self, path: str, problem: str, detail: str = "") -> None:
        self.path, self.problem, self.detail = path, problem, detail
        super().__init__(f"{path}: {_PROBLEMS[problem].format(detail=detail)}")


_PROBLEMS = {
    "missing": "there is no such file or folder",
    "is-folder": "this is a folder, and a file is needed here",
    "unreadable": "the file cannot be read ({detail})",
    "not-utf8": "the file is not UTF-8 text (line {detail}); save it as UTF-8",
    "binary": "this is not a text file",
    "too-large": "the file is larger than 8 MB; a document in this language never is",
}


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
        span = self.span
        text = f"{span.path}:{span.line}:{span.column}: {self.message}\n{span.excerpt()}"
        return f"{text}\n= {self.hint}" if self.hint else text


class TextWarning(TextError):  # noqa: N818  (never raised as an error)
    """A place that may not mean what its author thinks; shown, never fatal."""


class MistakesError(CheckerError):
    """All that is wrong with the input, in the order of files and places."""

    def __init__(self, errors: list[CheckerError]) -> None:
        self.errors = errors
        super().__init__("\n\n".join(str(error) for error in errors))
