# SPDX-License-Identifier: EUPL-1.2
"""What ends in "not checked": every error tells itself for a user to act on."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from checker import limits
from checker.say import Language, nearest, on_one_line, say


class CheckerError(Exception):
    """The input cannot be used. Shown without a traceback; exit status 2.

    Attributes:
        cause: errors of one cause are told together, by ``join``; None: it stands alone.
        spoken: the language of the conversation in which it came up, if it did in one.
    """

    cause: object = None
    spoken: Language | None = None

    def told(self, language: Language) -> str:  # noqa: ARG002  (a subclass needs it)
        """The error for a user of a language; one at a place speaks its file's language."""
        return str(self)

    @property
    def message(self) -> str:
        """What is wrong, without the place where it is."""
        return str(self)

    @property
    def said(self) -> object:
        """What it is and where: another that says the same is the same."""
        return str(self)

    def join(self, other: CheckerError) -> None:
        """Tells another error of the same cause with this one."""


class UsageError(CheckerError):
    """What was asked for cannot be done: a flag, a folder, an id on the command line.

    Attributes:
        key: of a message, as ``say`` takes it; ``values`` are put into it.
        near: the known name that was probably meant, or None.
    """

    def __init__(self, key: str, near: str | None = None, **values: object) -> None:
        self.key, self.near, self.values = key, near, values
        super().__init__(self.told("en"))

    @classmethod
    def unknown(cls, key: str, name: str, known: Iterable[str], /, **values: object) -> UsageError:
        """A name that is none of those that are known, with the nearest of them."""
        return cls(key, nearest(name, known), **{"name": name} | values)

    def told(self, language: Language) -> str:
        problem = say(language, self.key, **self.values)
        if self.near is None:
            return problem
        return f"{problem}; {say(language, 'did-you-mean', near=self.near)}"


class UnreadableError(CheckerError):
    """A file that is not a readable UTF-8 text; ``problem`` is the key of a message."""

    def __init__(self, path: str, problem: str, detail: str = "") -> None:
        self.path, self.problem, self.detail = path, problem, detail
        super().__init__(self.told("en"))

    @classmethod
    def refused(cls, path: str, error: OSError) -> UnreadableError:
        """What the system said of a file that it did not give out."""
        reason = "no-such-file" if isinstance(error, FileNotFoundError) else "unreadable"
        return cls(path, reason, error.strerror or "")

    def told(self, language: Language) -> str:
        said = f"{on_one_line(self.path)}: {say(language, self.problem, detail=self.detail)}"
        near = self._near() if self.problem == "no-such-file" else None
        return f"{said}; {say(language, 'did-you-mean', near=near)}" if near else said

    def _near(self) -> str | None:
        """The path beside it that was probably meant."""
        path = Path(self.path)
        with suppress(OSError, ValueError):
            beside = {each.name for each in path.parent.iterdir()} - {path.name}
            name = nearest(path.name, beside)
            return on_one_line(path.with_name(name).as_posix()) if name else None
        return None


class MoreError(CheckerError):
    """That so much is wrong that the rest is only counted."""

    def __init__(self, count: int) -> None:
        self.count = count
        super().__init__()

    def __str__(self) -> str:
        return self.told("en")

    def told(self, language: Language) -> str:
        return say(language, "too-many-errors", count=self.count)


class MistakesError(CheckerError):
    """All that is wrong with the input, each once, in the order of files and places; what is
    beyond the limit is counted."""

    def __init__(self, errors: Iterable[CheckerError]) -> None:
        found: dict[object, CheckerError] = {}
        causes: dict[object, CheckerError] = {}
        more = 0
        for error in errors:
            if isinstance(error, MoreError):
                more += error.count
            elif error.cause and causes.setdefault(error.cause, error) is not error:
                causes[error.cause].join(error)
            else:
                found.setdefault(error.said, error)
        told = [*found.values()]
        more += max(0, len(told) - limits.ERRORS)
        self.errors: list[CheckerError] = [
            *told[: limits.ERRORS],
            *([MoreError(more)] if more else ()),
        ]
        super().__init__()

    def __str__(self) -> str:
        return self.told("en")

    def told(self, language: Language) -> str:
        return "\n\n".join(error.told(language) for error in self.errors)
