# SPDX-License-Identifier: EUPL-1.2
"""Paths that settings or a receipt name: they lie under a root, wherever links lead."""

from __future__ import annotations

import os
from pathlib import Path

from checker import folders
from checker.disk.git import repository, whole
from checker.errors import UsageError

_GIT = ".git"


def place_within(root: Path, path: Path, shown: str = "") -> Path | None:
    """Where a path leads, seen from the real root; None where that is outside of it or among what
    git keeps for itself. Raises UsageError where it is neither a file nor a folder, or no path."""
    shown = shown or path.as_posix()
    if "\0" in shown:
        raise UsageError("path-nul", path=shown)
    real = Path(os.path.realpath(path))
    place = _place(root, path)
    if place is None:
        return None
    try:
        regular = real.is_file() or real.is_dir() or not real.exists()
    except OSError as error:  # a name is longer than the system has them
        raise UsageError("path-refused", path=shown, detail=error.strerror) from error
    if not regular:
        raise UsageError("not-regular", path=shown)
    return place


def leads_out(path: str) -> bool:
    """Whether a path that lies in the repository of the working folder leads out of it by a link,
    which who writes the repository has made, or to what git keeps for itself."""
    top = repository(Path.cwd())
    named = whole(path)
    if not (top / _GIT).exists() or not named.is_relative_to(top):
        return False
    return _place(top, named) is None


def is_shipped(path: Path) -> bool:
    """Whether a path leads into what ressort itself carries."""
    real = Path(os.path.realpath(path))
    return any(
        real.is_relative_to(os.path.realpath(each)) for each in (folders.RULES, folders.FIXTURES)
    )


def is_hidden(place: Path) -> bool:
    """Whether a place under a root is a file or a folder that begins with a dot, or in one."""
    return any(part.startswith(".") for part in place.parts)


def _place(root: Path, path: Path) -> Path | None:
    real, top = (Path(os.path.realpath(each)) for each in (path, root))
    if not real.is_relative_to(top):
        return None
    place = real.relative_to(top)
    return None if any(part.casefold() == _GIT for part in place.parts) else place
