"""Paths that settings or a receipt name: they lie under a root, wherever links lead."""

from __future__ import annotations

import os
from pathlib import Path

from checker import folders
from checker.errors import UsageError

_GIT = ".git"


def place_within(root: Path, path: Path, shown: str = "") -> Path | None:
    """Where a path leads, seen from the real root; None where that is outside of it or among what
    git keeps for itself. Raises UsageError where it is neither a file nor a folder."""
    shown = shown or path.as_posix()
    if "\0" in shown:
        raise UsageError("path-nul", path=shown)
    real, top = (Path(os.path.realpath(each)) for each in (path, root))
    if not real.is_relative_to(top):
        return None
    place = real.relative_to(top)
    if any(part.casefold() == _GIT for part in place.parts):
        return None
    if real.exists() and not (real.is_file() or real.is_dir()):
        raise UsageError("not-regular", path=shown)
    return place


def is_shipped(path: Path) -> bool:
    """Whether a path leads into what ressort itself carries."""
    real = Path(os.path.realpath(path))
    return any(
        real.is_relative_to(os.path.realpath(each)) for each in (folders.RULES, folders.FIXTURES)
    )


def is_hidden(place: Path) -> bool:
    """Whether a place under a root is a file or a folder that begins with a dot, or in one."""
    return any(part.startswith(".") for part in place.parts)
