# SPDX-License-Identifier: EUPL-1.2
"""Texts to standard output and to files: UTF-8, ``\\n`` line ends, whole or not at all."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from errno import ELOOP
from pathlib import Path
from typing import TextIO

from checker import shown
from checker.errors import UsageError


def speak_utf8() -> None:
    """Makes both standard streams write UTF-8 with ``\\n``, whatever the console's code page."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def put(text: str | Iterable[str], *, commands: bool = False) -> None:
    """Writes a result, or the pieces of one, to standard output; ``commands``: its lines are
    commands of the program that runs the job.

    Raises UsageError where it cannot be written, BrokenPipeError where nobody reads on.
    """
    if sys.stdout is None:
        raise UsageError("cannot-write", path="stdout", detail="closed")
    coloured = in_colour()
    try:
        for piece in (text,) if isinstance(text, str) else text:
            safe = shown.shown(piece, coloured=coloured)
            sys.stdout.write(safe if commands else shown.commandless(safe))
        sys.stdout.flush()
    except BrokenPipeError:
        _drop(sys.stdout)
        raise
    except OSError as error:
        _drop(sys.stdout)
        raise UsageError("cannot-write", path="stdout", detail=error.strerror) from error


def as_text(document: object) -> str:
    """A document as JSON, as all of ours is written."""
    return shown.as_json(document) + "\n"


def put_answer(document: object, lines: Iterable[str], format: str = "text") -> None:
    """Writes an answer to standard output: the document where the format is ``json``, else the
    lines. Raises as ``put`` does."""
    put(as_text(document) if format == "json" else "".join(f"{line}\n" for line in lines))


def tell(text: str) -> None:
    """Writes a diagnostic to standard error; where that fails nobody can be told."""
    if sys.stderr is None:
        return
    try:
        sys.stderr.write(shown.commandless(shown.shown(text)) + "\n")
        sys.stderr.flush()
    except OSError:
        _drop(sys.stderr)


def progress(text: str) -> None:
    """Shows how far a command has come, on a terminal alone; each text replaces the last, and an
    empty one takes it away."""
    if sys.stderr is not None and sys.stderr.isatty():
        sys.stderr.write(f"\r\x1b[K{text}")
        sys.stderr.flush()


def clear() -> None:
    """Takes away what stands on the terminal, if standard output is one."""
    if sys.stdout is not None and sys.stdout.isatty():
        sys.stdout.write("\x1b[H\x1b[J")
        sys.stdout.flush()


def _drop(stream: TextIO) -> None:
    """Lets a stream that failed end in nothing, so that it does not fail again at exit."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
    except OSError:
        return


def give_up(error: Exception) -> None:
    """Leaves standard output alone for good where the system refused to take it."""
    if isinstance(error, OSError) and sys.stdout is not None:
        _drop(sys.stdout)


def leave(status: int) -> None:
    """Ends the process at once, if all that was written is out."""
    try:
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:
                stream.flush()
    except (OSError, ValueError):
        return
    os._exit(status)


def in_colour() -> bool:
    """Whether standard output is a terminal whose user has not asked for no colour."""
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return not plain and on_terminal()


def on_terminal() -> bool:
    """Whether standard output is a terminal."""
    return sys.stdout is not None and sys.stdout.isatty()


def columns() -> int | None:
    """How wide the terminal is that standard output goes to, as far as lines are read with ease;
    None where it is none."""
    if not on_terminal():
        return None
    from shutil import get_terminal_size

    return min(max(get_terminal_size().columns, 40), 120)


def screen() -> os.terminal_size | None:
    """How many columns and lines the terminal has that standard output goes to; None where it is
    none."""
    if not on_terminal():
        return None
    from shutil import get_terminal_size

    return get_terminal_size()


def write(texts: Mapping[Path, str | bytes | Iterable[str]]) -> None:
    """Writes every text to its file; where one cannot be written no file is changed.

    Raises UsageError for the first that cannot be written.
    """
    if not texts:
        return
    for path in texts:
        refuse(path)
    from secrets import token_hex

    drafts: dict[Path, Path] = {}
    try:
        for path, text in texts.items():
            target = _target(path)
            # no other process has the name, nor had one that was ended and left its own
            drafts[path] = target.with_name(f".ressort-{token_hex(8)}.draft")
            _draft(target, drafts[path], text)
        for path in list(drafts):
            drafts[path].replace(_target(path))
            del drafts[path]
    except OSError as error:
        raise _refused(path, error) from error
    finally:
        for draft in drafts.values():
            draft.unlink(missing_ok=True)


@contextmanager
def in_folder(path: Path) -> Iterator[None]:
    """A folder to write to within, made where it is not there; one that was made and stays empty
    goes again. Raises UsageError where it cannot be made."""
    is_new = not path.exists()
    try:
        if is_new:
            path.mkdir()
    except OSError as error:
        raise _refused(path, error) from error
    try:
        yield
    finally:
        if is_new and not any(path.iterdir()):
            path.rmdir()


def _refused(path: Path, error: OSError) -> UsageError:
    detail = error.strerror or type(error).__name__
    return UsageError("cannot-write", path=path.as_posix(), detail=detail)


def refuse(path: Path) -> None:
    """Raises UsageError for a target that must not, or cannot, be replaced, before anything is
    written."""
    shown, target = path.as_posix(), _target(path)
    try:
        if target.is_symlink():  # it leads to itself
            raise OSError(ELOOP, os.strerror(ELOOP))
        if not target.parent.is_dir():
            raise UsageError("no-folder", path=shown, folder=path.parent.as_posix())
        if target.exists() and not target.is_file():
            raise UsageError("not-a-file", path=shown)
        for place in (target, target.parent):
            if place.exists() and not place.stat().st_mode & 0o222:
                raise UsageError("write-protected", path=shown)
    except OSError as error:
        raise _refused(path, error) from error


def _draft(path: Path, draft: Path, text: str | bytes | Iterable[str]) -> None:
    with draft.open("xb") as file:
        for piece in (text,) if isinstance(text, str | bytes) else text:
            file.write(piece if isinstance(piece, bytes) else encoded(piece))
        file.flush()
        os.fsync(file.fileno())
    if path.exists():
        draft.chmod(path.stat().st_mode)


def encoded(text: str) -> bytes:
    """A text as it is written to a file."""
    return shown.shown(text).encode("utf-8", "backslashreplace")


def _target(path: Path) -> Path:
    """Where a path leads: a link keeps being one, and the file behind it is replaced."""
    return Path(os.path.realpath(path))
