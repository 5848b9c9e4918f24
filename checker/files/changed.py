"""``check --changed-since``: which of the proposals have changed since a git revision."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

from attrs import evolve

from checker.errors import UsageError
from checker.files.documents import ENDING, Library


def since(
    library: Library, revision: str, roots: Iterable[Path], beside: Iterable[Path]
) -> tuple[Library, Path | None]:
    """The library with the proposals alone that changed or that git does not know, as they are
    untracked, ignored or in no repository; of a submodule that changed, all.

    Where what all rest on has changed, all stay, and the first file that did is given too: a
    rule document or an organisation (in ``roots`` also one that is no longer there), or one of the
    files beside them, such as that of the settings.

    Raises UsageError where there is no git, no repository or no such revision.
    """
    changed, known = _files(revision)

    def differs(path: Path) -> bool:
        return not changed.isdisjoint((path, *path.parents))

    waiting = {_real(each.file) for each in library.waiting}
    shared = {*library.files, *map(_real, beside)} - waiting
    tops = [_real(root) for root in roots]
    gone = {
        path
        for path in changed
        if path.suffix.casefold() == ENDING
        and not path.exists()
        and any(path.is_relative_to(top) for top in tops)
    }
    if others := {*filter(differs, shared), *gone}:
        return library, min(others)
    kept = tuple(
        each
        for each, path in ((each, _real(each.file)) for each in library.waiting)
        if path not in known or differs(path)
    )
    return evolve(library, waiting=kept), None


def _files(revision: str) -> tuple[set[Path], set[Path]]:
    """What differs from a revision, whether it is committed or not: files, and the folders of
    submodules; and every file that git knows."""
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
    known = _git("ls-files", "--recurse-submodules", "-z", at=folder)
    changed = {_real(path) for path in _paths(folder, differing + untracked)}
    return changed, {*_paths(_real(folder), known)}


def _paths(folder: Path, names: bytes) -> Iterator[Path]:
    return (folder / os.fsdecode(name) for name in names.split(b"\0") if name)


def _git(*arguments: str, at: Path | None = None) -> bytes:
    try:
        return subprocess.run(["git", *arguments], capture_output=True, check=True, cwd=at).stdout
    except OSError as error:
        raise UsageError("no-git", detail=error.strerror) from error


def _real(path: Path) -> Path:
    return Path(os.path.realpath(path))
