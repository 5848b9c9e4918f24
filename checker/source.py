"""A text and the places in it: file to ``Source``, offsets to line, column and excerpt."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable
from pathlib import Path

from attrs import field, frozen

from checker.errors import UnreadableError
from checker.say import Language, on_one_line
from checker.shown import shown, width

_LARGEST = 8 * 1024 * 1024
_PLAIN = {"\u2010": "-", "\u2011": "-", "\u00a0": " ", "\t": " "}


def bytes_of_file(file: Path, shown: str) -> bytes:
    """What is in a file of no more than 8 MiB. Raises UnreadableError where it cannot be had."""
    try:
        if file.is_dir():
            raise UnreadableError(shown, "is-folder")
        with file.open("rb") as opened:
            data = opened.read(_LARGEST + 1)
    except OSError as error:
        raise UnreadableError.refused(shown, error) from error
    if len(data) > _LARGEST:
        raise UnreadableError(shown, "too-large")
    return data


def digest_of(text: str) -> str:
    """The digest that documents write of a text: the first sixteen digits of its SHA-256."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


@frozen
class Source:
    """One text as it is read: normalised to NFC, with ``\\n`` line ends.

    Attributes:
        path: the name shown to people, with forward slashes.
        text: the normalised text; every offset counts its characters.
        sha256: of the bytes as they stand in the file.
        language: of its keywords, once it is parsed.
        bare_names: whether names may stand for ids without quotes: in a table.
    """

    path: str
    text: str = field(repr=False)
    sha256: str = field(repr=False, default="")
    language: Language = field(repr=False, default="en", kw_only=True)
    bare_names: bool = field(repr=False, default=False, kw_only=True)

    @classmethod
    def read(cls, file: Path, shown_as: str | None = None) -> Source:
        """The source in a file. Raises UnreadableError for anything but a readable UTF-8 text."""
        shown = shown_as if shown_as is not None else file.as_posix()
        data = bytes_of_file(file, shown)
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            raise UnreadableError(shown, "not-utf8", str(line)) from error
        if "\0" in text:
            raise UnreadableError(shown, "binary")
        return cls(shown, normalised(text), hashlib.sha256(data).hexdigest())

    @classmethod
    def of(cls, text: str, path: str = "text") -> Source:
        """A source made of a string, for tests and for texts that come from elsewhere."""
        digest = hashlib.sha256(text.encode("utf-8")).hexdigest()
        return cls(path, normalised(text), digest)

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, both counted from 1."""
        line = self.text.count("\n", 0, offset) + 1
        return line, offset - (self.text.rfind("\n", 0, offset) + 1) + 1

    def place(self, offset: int) -> str:
        """How a place is named to people, after the path: ``3:12``."""
        line, column = self.position(offset)
        return f"{line}:{column}"

    def line_of(self, offset: int) -> tuple[str, str, int]:
        """What an excerpt shows: the line's name, its text, and the column in it, from 1."""
        line, column = self.position(offset)
        return str(line), self.line_at(offset), column

    def line_at(self, offset: int) -> str:
        """The whole line that holds an offset, without its line end."""
        start = self.text.rfind("\n", 0, offset) + 1
        end = self.text.find("\n", offset)
        return self.text[start : end if end >= 0 else len(self.text)]


def together(digests: Iterable[str]) -> str:
    """One digest of several files, whatever their names and the folder they lie in."""
    return hashlib.sha256("\n".join(sorted(digests)).encode("ascii")).hexdigest()


def normalised(text: str) -> str:
    """A text in NFC with ``\\n`` line ends, plain hyphens and no tabs or hard blanks."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    text = unicodedata.normalize("NFC", text)
    for odd, plain in _PLAIN.items():
        text = text.replace(odd, plain)
    return text


@frozen
class Span:
    """A stretch of a source, from ``start`` up to but not including ``end``."""

    source: Source
    start: int
    end: int

    @property
    def line(self) -> int:
        return self.source.position(self.start)[0]

    @property
    def column(self) -> int:
        return self.source.position(self.start)[1]

    @property
    def text(self) -> str:
        return self.source.text[self.start : self.end]

    @property
    def path(self) -> str:
        return self.source.path

    @property
    def place(self) -> str:
        """Path and place, as they are named to people: ``a.ressort:3:12``."""
        return f"{on_one_line(self.path)}:{self.source.place(self.start)}"

    def excerpt(self) -> str:
        """The line with a caret under the span, cut to a width that fits a terminal."""
        name, line, column = self.source.line_of(self.start)
        cut = max(0, column - 60)
        start, end = column - 1 - cut + bool(cut), cut + 110 - bool(cut)
        line = "…" * bool(cut) + line[cut:end] + "…" * (len(line) > end)
        until = max(start, min(start + self.end - self.start, len(line)))
        before, marked, after = map(shown, (line[:start], line[start:until], line[until:]))
        gutter = f"{name} | "
        under = f"{' ' * (width(gutter + before))}{'^' * max(1, width(marked))}"
        return f"{gutter}{before}{marked}{after}\n{under}"


NOWHERE = Span(Source.of(""), 0, 0)  # of what no text says
