# SPDX-License-Identifier: EUPL-1.2
"""What is kept between runs, as JSON: in the wheel, or in the user's own cache folder.

Nothing in it changes an answer. An entry is named by a digest of all that it was made of, and
begins with a digest of its name and of what stands in it; one that is not so, whatever the reason,
is made anew. ``RESSORT_CACHE`` names another folder; empty, it switches keeping off.
"""

from __future__ import annotations

import contextlib
import os
import re
import stat
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

from checker import __version__, folders, limits
from checker.disk import plain
from checker.errors import UnreadableError
from checker.source import Source, bytes_of_file
from checker.speech.node import Document

_ENTRY = re.compile(r"[a-z-]+-[0-9a-f]{32}(?:-\d+)?")
_OTHERS_MAY_WRITE = 0o022
_ROOMS = ("language", "speech", "lawbook")
_Kept = TypeVar("_Kept")


def kept(
    kind: str,
    make: Callable[[], _Kept],
    made_of: str = "",
    serves: Callable[[_Kept], bool] = lambda _: True,
) -> _Kept:
    """What was made of the grammar, or of something with a digest, and kept, or is made now: lists,
    dicts by text, texts. ``serves``: whether what was kept can be taken."""
    name = _name(kind, made_of)
    found: _Kept | None = _read(name)
    if found is None or not serves(found):
        found = make()
        _write(name, found)
    return found


def keeps() -> bool:
    """Whether what is made in this run is there in the next one."""
    return _folder() is not None


def recall(source: Source) -> Document | None:
    """The document parsed from a source before, by the same parser, or None."""
    data = _read(_name("document", source.sha256))
    return None if data is None else plain.document_of(data, source)


def remember(document: Document) -> None:
    """Keeps a parsed document; one with warnings is parsed anew each time, to say them again."""
    if not document.warnings:
        _write(_name("document", document.span.source.sha256), plain.data_of(document))


def entries(made: Mapping[str, object], documents: Iterable[Document]) -> dict[str, bytes]:
    """What is kept of values by kind and of parsed documents, by the name it is kept under: for a
    folder that is to come with them."""
    told = [each for each in documents if not each.warnings]
    values = {_name(kind): value for kind, value in made.items()}
    values |= {_name("document", each.span.source.sha256): plain.data_of(each) for each in told}
    return {name: _entry(name, value) for name, value in sorted(values.items())}


def _name(kind: str, digest: str = "") -> str:
    """The name of an entry of a kind, made of a text with a digest by this parser."""
    key = f"{__version__} {_parser()} {digest}"
    return f"{kind}-{sha256(key.encode()).hexdigest()[:32]}"


def _read(name: str) -> Any:
    """What an entry holds, from the wheel or the cache folder; None where it is in neither, or is
    not as it was written."""
    from json import loads

    for folder in filter(None, (folders.KEPT, _folder())):
        if not os.path.lexists(folder / name):
            continue
        with contextlib.suppress(UnreadableError, ValueError, RecursionError):
            digest, _, data = bytes_of_file(folder / name, name).partition(b"\n")
            if digest.decode("ascii") == _digest(name, data):
                return loads(data)
    return None


def _write(name: str, value: object) -> None:
    """Writes an entry; where there is no folder, or that fails, it is made anew next time."""
    folder = _folder()
    if folder is None:
        return
    _make_room(folder)
    draft = folder / f"{name}-{os.getpid()}"
    with contextlib.suppress(OSError):
        try:
            draft.write_bytes(_entry(name, value))
            draft.replace(folder / name)
        finally:
            draft.unlink(missing_ok=True)


def _entry(name: str, value: object) -> bytes:
    """What stands in an entry."""
    from json import dumps

    data = dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
    return _digest(name, data).encode("ascii") + b"\n" + data


@cache
def _make_room(folder: Path) -> None:
    """Takes away the entries that were written first where there are too many, once a run; and
    nothing that is no entry."""
    found: list[tuple[float, int, Path]] = []
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for each in entries:
            if _ENTRY.fullmatch(each.name) and each.is_file(follow_symlinks=False):
                status = each.stat(follow_symlinks=False)
                found.append((status.st_mtime, status.st_size, folder / each.name))
    over = sum(size for _, size, _ in found) - limits.KEPT
    for _, size, entry in sorted(found) if over > 0 else ():
        if over <= -limits.KEPT // 2:
            break
        with contextlib.suppress(OSError):
            entry.unlink()
            over -= size


def _digest(name: str, data: bytes) -> str:
    return sha256(name.encode("utf-8") + b"\n" + data).hexdigest()


@cache
def _folder() -> Path | None:
    """The cache folder, made where it is not there; None where others could have written in it:
    another user, or whoever writes a repository."""
    own = os.environ.get("RESSORT_CACHE")
    above = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    if own == "":
        return None
    try:
        home = Path.home()
        named = Path(own) if own else Path(above or home / ".cache") / "ressort"
        folder = Path(os.path.realpath(named))
        if _in_checkout(folder, home):
            return None
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return folder if all(map(_is_ours, (folder, *folder.parents))) else None
    except (OSError, RuntimeError):
        return None


def _in_checkout(folder: Path, home: Path) -> bool:
    """Whether a folder lies in a repository, or in the working folder and that is not around the
    user's own."""
    working = Path(os.path.realpath("."))
    beside = folder.is_relative_to(working) and not home.is_relative_to(working)
    return beside or any((each / ".git").exists() for each in (folder, *folder.parents))


def _is_ours(folder: Path) -> bool:
    """Whether nobody but the user and the system can write or replace what is in a folder."""
    if not hasattr(os, "getuid"):
        return True
    status = folder.stat()
    shared = status.st_mode & _OTHERS_MAY_WRITE and not status.st_mode & stat.S_ISVTX
    return not shared and status.st_uid in (os.getuid(), 0)


@cache
def _parser() -> str:
    """What a parsed document, and a rule base, depends on beside its text: the files that the
    parser, and what loads a rule base, are made of, the grammar among them."""
    package = Path(__file__).parent.parent
    files = [
        *folders.GRAMMAR.glob("*.*"),
        *(each for room in _ROOMS for each in (package / room).glob("*.py")),
        *package.glob("*.py"),
        Path(plain.__file__),
    ]
    read = sha256()
    for file in sorted(files, key=lambda each: (each.parent.name, each.name)):
        read.update(f"{file.name}\n".encode())
        read.update(file.read_bytes())
    return read.hexdigest()
