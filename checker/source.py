# SPDX-License-Identifier: EUPL-1.2
"""A text and the places in it: file to ``Source``, offsets to line, column and excerpt."""

from __future__ import annotations

import hashlib
import os
import re
import stat
import sys
import unicodedata
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from functools import cached_property
from itertools import pairwise
from pathlib import Path

from checker import limits
from checker.errors import UnreadableError
from checker.records import field, frozen
from checker.say import Language, on_one_line
from checker.shown import shown, width

STDIN = Path("/dev/stdin")
_PIPE = re.compile(r"/dev/stdin|/dev/fd/\d+|/proc/self/fd/\d+")
_AT_ONCE = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)  # a pipe is not waited for
_LETTERS = re.compile(r"[^\u0300-\u036f][\u0300-\u036f]*|.")  # each with its marks
_MARKS = 30  # on one letter; no language has as many
_MARKED = re.compile(rf"[^\x00-\u02ff]{{{_MARKS + 1},}}")  # what may have more
_came: dict[str, bytes] = {}  # through pipes
_PLAIN = {"\u2010": "-", "\u2011": "-", "\u00a0": " ", "\t": " "}


@frozen(eq=False)
class Upload:
    """A file that somebody hands over: its name, and what is in it."""

    name: str
    data: bytes = field(repr=False)

    def as_posix(self) -> str:
        """Its name, as a path tells its own."""
        return self.name


File = Path | Upload


def bytes_of_file(file: File, shown: str, most: int = limits.FILE) -> bytes:
    """What is in a file, or what comes through a pipe that the caller opened (``STDIN``,
    ``/dev/fd/63``), which is read once and remembered.

    Raises UnreadableError where it cannot be had, where it is larger than ``most``, and for a pipe
    or a device by its name: that could keep whoever reads it waiting, or never end.
    """
    if isinstance(file, Upload):
        return _within(file.data, shown, most)
    if is_pipe(file):
        return _within(_of_pipe(file.as_posix(), shown), shown, most)
    return _read(file, shown, most)


def beginning_of_file(file: Path, size: int) -> bytes:
    """So many bytes of a file, or all that come through a pipe. Raises as ``bytes_of_file``."""
    if is_pipe(file):
        return bytes_of_file(file, file.as_posix())
    return _read(file, file.as_posix(), size, whole=False)


def is_pipe(file: Path) -> bool:
    """Whether a path stands for what the caller has opened, and not for a file."""
    return _PIPE.fullmatch(file.as_posix()) is not None


def _of_pipe(name: str, shown: str) -> bytes:
    if name not in _came:
        if name == STDIN.as_posix() and sys.stdin is not None:
            _came[name] = sys.stdin.buffer.read(limits.WORD + 1)
        else:
            _came[name] = _read(Path(name), shown, limits.WORD, regular=False)
    return _came[name]


def _read(file: Path, shown: str, most: int, *, whole: bool = True, regular: bool = True) -> bytes:
    try:
        opened = os.open(file, os.O_RDONLY | (_AT_ONCE if regular else 0))
        with os.fdopen(opened, "rb") as stream:
            status = os.fstat(opened)
            if stat.S_ISDIR(status.st_mode):
                raise UnreadableError(shown, "is-folder")
            if regular and not stat.S_ISREG(status.st_mode):
                raise UnreadableError(shown, "no-file")
            known = status.st_size if regular and whole else 0
            return _within(b"" if known > most else stream.read(most + whole), shown, most, known)
    except OSError as error:
        if file.is_dir():  # which Windows does not open
            raise UnreadableError(shown, "is-folder") from error
        raise UnreadableError.refused(shown, error) from error


def _within(data: bytes, shown: str, most: int, known: int = 0) -> bytes:
    """The data where neither it nor the known size is larger than ``most``."""
    if max(known, len(data)) > most:
        raise UnreadableError(shown, "too-large", str(most // limits.MB))
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
        decomposed: the lines of the file, by their numbers, that NFC makes shorter.
        bare_names: whether names may stand for ids without quotes: in a table.
    """

    path: str
    text: str = field(repr=False)
    sha256: str = field(repr=False, default="")
    language: Language = field(repr=False, default="en", kw_only=True)
    bare_names: bool = field(repr=False, default=False, kw_only=True)
    decomposed: Mapping[int, str] = field(eq=False, repr=False, factory=dict, kw_only=True)

    @classmethod
    def read(cls, file: Path, shown_as: str | None = None, most: int = limits.FILE) -> Source:
        """The source in a file. Raises UnreadableError for anything but a readable UTF-8 text of
        no more than so many bytes."""
        shown = shown_as if shown_as is not None else file.as_posix()
        data = bytes_of_file(file, shown, most)
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            raise UnreadableError(shown, "not-utf8", str(line)) from error
        if "\0" in text:
            raise UnreadableError(shown, "binary")
        digest, decomposed = hashlib.sha256(data).hexdigest(), _decomposed(text)
        return cls(shown, normalised(text), digest, decomposed=decomposed)

    @classmethod
    def of(cls, text: str, path: str = "text") -> Source:
        """A source made of a string, for tests and for texts that come from elsewhere."""
        digest = hashlib.sha256(text.encode("utf-8")).hexdigest()
        return cls(path, normalised(text), digest)

    @cached_property
    def _lines(self) -> array[int]:
        """Where each line begins."""
        lines = array("I", [0])
        lines.extend(found.end() for found in re.finditer("\n", self.text))
        return lines

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, both counted from 1 in the characters of the file."""
        line = bisect_right(self._lines, offset)
        column = offset - self._lines[line - 1] + 1
        return line, _in_file(self.decomposed[line], column) if line in self.decomposed else column

    def place(self, offset: int) -> str:
        """How a place is named to people, after the path: ``3:12``."""
        line, column = self.position(offset)
        return f"{line}:{column}"

    def line_of(self, offset: int) -> tuple[str, str, int]:
        """What an excerpt shows: the line's name, its text, and the column in it, from 1."""
        line = bisect_right(self._lines, offset)
        return str(line), self.line_at(offset), offset - self._lines[line - 1] + 1

    def line_at(self, offset: int) -> str:
        """The whole line that holds an offset, without its line end."""
        start = self.text.rfind("\n", 0, offset) + 1
        end = self.text.find("\n", offset)
        return self.text[start : end if end >= 0 else len(self.text)]


def together(digests: Iterable[str]) -> str:
    """One digest of several files, whatever their names and the folder they lie in."""
    return hashlib.sha256("\n".join(sorted(digests)).encode("ascii")).hexdigest()


def _with_line_ends(text: str) -> str:
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def composed(text: str) -> str:
    """A text in NFC; of very many marks on one letter, which take ever longer to be put in order,
    thirty at a time."""
    cuts = [0]
    for run in _MARKED.finditer(text):
        marks = 0
        for at in range(*run.span()):
            marks = marks + 1 if unicodedata.combining(text[at]) else 0
            if marks > _MARKS:
                cuts.append(at)
                marks = 1
    parts = pairwise([*cuts, len(text)])
    return "".join(unicodedata.normalize("NFC", text[start:end]) for start, end in parts)


def normalised(text: str) -> str:
    """A text in NFC with ``\\n`` line ends, plain hyphens and no tabs or hard blanks."""
    text = composed(_with_line_ends(text))
    for odd, plain in _PLAIN.items():
        text = text.replace(odd, plain)
    return text


def _decomposed(text: str) -> dict[int, str]:
    if composed(text) == text:
        return {}
    lines = enumerate(_with_line_ends(text).split("\n"), 1)
    return {number: line for number, line in lines if composed(line) != line}


def _in_file(line: str, column: int) -> int:
    """The column in a line of a file of a column in what NFC makes of it."""
    at = seen = 0
    for part in _LETTERS.findall(line):
        seen += len(composed(part))
        if seen >= column:
            break
        at += len(part)
    return at + 1


@frozen
class Span:
    """A stretch of a source, from ``start`` up to but not including ``end``."""

    source: Source
    start: int
    end: int

    def __hash__(self) -> int:
        return hash((self.start, self.end))

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
