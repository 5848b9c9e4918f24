# SPDX-License-Identifier: EUPL-1.2
"""The documents under a folder, and the organisations that lie beside a proposal: in its folder,
and upwards to the repository's root."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from checker import limits
from checker.disk.git import repository
from checker.errors import UnreadableError
from checker.files.kinds import ENDING, KEYED, TABLES, FoundFile, concerned_in, organisation_in
from checker.mistakes import Mistakes


def walk(top: Path, shown: str, mistakes: Mistakes) -> tuple[list[FoundFile], dict[str, int]]:
    """The documents under a folder, hidden ones and links that lead out of it left aside; and the
    messages on what is passed over, with how many there are. Notes what cannot be read, and where
    there are too many."""
    real_top = real(top)
    files: list[FoundFile] = []
    outside = tables = 0
    waiting = [(top, "" if shown == "." else f"{shown.rstrip('/')}/")]
    while waiting and len(files) <= limits.FOUND:
        folder, prefix = waiting.pop()
        try:
            with os.scandir(folder) as there:
                entries = [entry for entry in there if not entry.name.startswith(".")]
        except OSError as error:
            mistakes.note(UnreadableError.refused(prefix.rstrip("/") or ".", error))
            continue
        for entry in entries:
            file = folder / entry.name
            if entry.is_symlink() and not real(file).is_relative_to(real_top):
                outside += 1
            elif _is_folder(entry):
                if not entry.is_symlink():
                    waiting.append((file, f"{prefix}{entry.name}/"))
            elif file.suffix.casefold() == ENDING and (file.is_file() or not file.is_fifo()):
                files.append(FoundFile(file, f"{prefix}{entry.name}", named=False))
            elif tabular(entry.name) and file.suffix.casefold() != KEYED:  # it may be anything
                tables += 1
    if len(files) > limits.FOUND:
        mistakes.note(UnreadableError(shown, "folder-full", str(limits.FOUND)))
        return [], {}
    passed_over = {"tables-passed-over": tables, "links-passed-over": outside}
    found = {key: count for key, count in passed_over.items() if count}
    return sorted(files, key=lambda each: each.shown), found


def _is_folder(entry: os.DirEntry[str]) -> bool:
    """Whether it is one; a link that leads back to itself is none."""
    try:
        return entry.is_dir()
    except OSError:
        return False


def tabular(name: str) -> bool:
    """Whether a file is a table by its name."""
    return name.casefold().endswith(TABLES)


def real(path: Path) -> Path:
    """Where a path leads on the disk."""
    return Path(os.path.realpath(path))


_MOST = 2000  # folders that are looked through for a file that could be meant


def files_beside(shown: Iterable[str]) -> list[str]:
    """The organisation files beside some files that these concern, as they are to be shown, the
    nearest first; each once. Where there is no repository, upwards to the working folder."""
    wanted: dict[Path, set[str | None]] = {}
    for each in map(Path, shown):
        wanted.setdefault(each.parent, set()).add(concerned_in(each))
    found: dict[str, str] = {}
    for folder, ids in wanted.items():
        for file in (each for place in _upwards(folder) for each in documents_in(place)):
            id = organisation_in(file)
            if id and (id in ids or None in ids):
                found.setdefault(os.path.realpath(file), file.as_posix())
    return [*found.values()]


def organisation_here(known: Collection[str]) -> str | None:
    """Of the organisations on file that of the working folder, or the only one there is."""
    beside = [organisation_in(Path(each)) for each in files_beside(["."])]
    own = [each for each in beside if each in known] or [*known]
    return own[0] if len(own) == 1 else None


def files_nearby(shown: str) -> dict[str, str]:
    """Organisation files anywhere around a file, by their ids: those beside it, and those in the
    folders under its top folder."""
    found: dict[str, str] = {}
    places = [*_upwards(Path(shown).parent)]
    for seen, (place, folders, _) in enumerate(os.walk(places[-1])):
        folders[:] = sorted(each for each in folders if not each.startswith("."))
        places.append(Path(place))
        if seen == _MOST:
            break
    for file in (each for place in places for each in documents_in(place)):
        if id := organisation_in(file):
            found.setdefault(id, Path(os.path.normpath(file)).as_posix())
    return found


def _upwards(folder: Path) -> Iterator[Path]:
    """A folder and those above it as far as an organisation is looked for, shown from it."""
    here = Path(os.path.realpath(folder))
    top, working = repository(here), Path.cwd()
    if not (top / ".git").exists() and here.is_relative_to(working):
        top = working
    for steps in range(len(here.parts) - len(top.parts) + 1):
        yield Path(os.path.normpath(Path(folder, *[os.pardir] * steps)))


def documents_in(folder: Path) -> list[Path]:
    """The documents that lie directly in a folder, by their names."""
    try:
        with os.scandir(folder) as entries:
            names = [each.name for each in entries if each.name[:1] != "." and each.is_file()]
    except OSError:
        return []
    return sorted(each for each in map(folder.joinpath, names) if each.suffix.casefold() == ENDING)
