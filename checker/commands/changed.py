"""``check --changed-since``: which of the proposals have changed since a git revision."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable
from pathlib import Path

from attrs import evolve

from checker.documents import ENDING, Library
from checker.errors import UsageError


def since(
    library: Library, revision: str, roots: Iterable[Path], beside: Iterable[Path]
) -> tuple[Library, Path | None]:
    """The library with the proposals alone that changed, untracked ones among them.

    Where what all rest on has changed, all stay, and the first file that did is given too: a
    rule document or an organisation (in ``roots`` also one that is no longer there), or one of the
    files beside them, such as that of the settings.

    Raises UsageError where there is no git, no repository or no such revision.
    """
    changed = _changed(revision)
    waiting = {_real(each.file) for each in library.waiting}
    shared = {*library.files, *map(_real, beside)}
    tops = [_real(root) for root in roots]
    for path in sorted(changed):
        gone = path.suffix.casefold() == ENDING and not path.exists()
        if (path in shared and path not in waiting) or (
            gone and any(path.is_relative_to(top) for top in tops)
        ):
            return library, path
    kept = tuple(each for each in library.waiting if _real(each.file) in changed)
    return evolve(library, waiting=kept), None


def _changed(revision: str) -> set[Path]:
    """Every file that differs from a revision, whether it is committed or not."""
    try:
        top = _git("rev-parse", "--show-toplevel")
    except subprocess.CalledProcessError as error:
        raise UsageError("no-repository", folder=Path.cwd().as_posix()) from error
    try:
        named = ("--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
        commit = os.fsdecode(_git("rev-parse", *named)).strip()
    except (subprocess.CalledProcessError, ValueError) as error:
        raise UsageError("no-revision", name=revision) from error
    folder = Path(os.fsdecode(top.removesuffix(b"\n")))
    differing = _git("diff", "--name-only", "-z", "--no-renames", commit, "--", at=folder)
    untracked = _git("ls-files", "--others", "--exclude-standard", "-z", at=folder)
    names = (differing + untracked).split(b"\0")
    return {_real(folder / os.fsdecode(name)) for name in names if name}


def _git(*arguments: str, at: Path | None = None) -> bytes:
    try:
        return subprocess.run(["git", *arguments], capture_output=True, check=True, cwd=at).stdout
    except OSError as error:
        raise UsageError("no-git", detail=error.strerror) from error


def _real(path: Path) -> Path:
    return Path(os.path.realpath(path))
