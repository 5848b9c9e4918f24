"""What is kept between runs in the user's own cache folder; every failure means: make it anew.

Nothing in it changes an answer: names are digests of all that the kept thing was made of.
``RESSORT_CACHE`` names another folder; empty, it switches keeping off.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import pickle
import sys
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from attrs import evolve

from checker import __version__, folders
from checker.source import Source
from checker.speech.node import Document

_TRUSTED = ("checker.speech.", "checker.source")
_OTHERS_MAY_WRITE = 0o022


def place(kind: str, made_of: str) -> Path | None:
    """Where something of a kind, made of a text, is kept; None where nothing can be."""
    folder = _folder()
    if folder is None:
        return None
    key = f"{__version__} {sys.version_info[:3]} {made_of}"
    return folder / f"{kind}-{hashlib.sha256(key.encode('utf-8')).hexdigest()[:32]}"


@cache
def _folder() -> Path | None:
    """The cache folder, made where it is not there; None unless only the user can write in it."""
    own = os.environ.get("RESSORT_CACHE")
    above = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    if own == "":
        return None
    try:
        folder = Path(own) if own else Path(above or Path.home() / ".cache") / "ressort"
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        status = folder.stat()
        if hasattr(os, "getuid") and (
            status.st_uid != os.getuid() or status.st_mode & _OTHERS_MAY_WRITE
        ):
            return None
    except (OSError, RuntimeError):
        return None
    return folder


def recall(source: Source) -> Document | None:
    """The document parsed from a source before, by the same parser, or None."""
    file = place("document", f"{source.sha256} {_parser()}")
    if file is None:
        return None
    try:
        found = _Reader(BytesIO(file.read_bytes()), source).load()
    except Exception:
        return None
    return found if isinstance(found, Document) else None


def remember(document: Document) -> None:
    """Keeps a parsed document; one with warnings is parsed anew each time, to say them again."""
    source = document.span.source
    file = place("document", f"{source.sha256} {_parser()}")
    if file is None or document.warnings:
        return
    data = BytesIO()
    _Writer(data, source).dump(document)
    draft = file.with_name(f"{file.name}-{os.getpid()}")
    with contextlib.suppress(OSError):
        try:
            draft.write_bytes(data.getvalue())
            draft.replace(file)
        finally:
            draft.unlink(missing_ok=True)


@cache
def _parser() -> str:
    """What a parsed document depends on beside its text: the files that the parser is made of."""
    files = [
        *folders.GRAMMAR.glob("*.*"),
        *(Path(__file__).parent.parent / "language").glob("*.py"),
        *(Path(__file__).parent.parent / "speech").glob("*.py"),
    ]
    known = [(file.name, file.stat()) for file in sorted(files)]
    return " ".join(f"{name} {one.st_size} {one.st_mtime_ns}" for name, one in known)


class _Writer(pickle.Pickler):
    """Leaves the source itself out: its path may be another one next time."""

    def __init__(self, stream: BytesIO, source: Source) -> None:
        super().__init__(stream, protocol=pickle.HIGHEST_PROTOCOL)
        self._source = source

    def persistent_id(self, thing: Any) -> str | None:
        return self._source.language if thing is self._source else None


class _Reader(pickle.Unpickler):
    """Makes nodes of a document, and nothing else."""

    def __init__(self, stream: BytesIO, source: Source) -> None:
        super().__init__(stream)
        self._source = source

    def persistent_load(self, language: Any) -> Source:
        if self._source.language != language:
            self._source = evolve(self._source, language=language)
        return self._source

    def find_class(self, module: str, name: str) -> Any:
        if module.startswith(_TRUSTED) or (module, name) == ("datetime", "date"):
            found = super().find_class(module, name)
            if isinstance(found, type) and found.__module__ == module:
                return found
        raise pickle.UnpicklingError(module)
