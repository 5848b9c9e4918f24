# SPDX-License-Identifier: EUPL-1.2
"""The documents under a folder."""

from __future__ import annotations

import os
from pathlib import Path

from checker import limits
from checker.errors import UnreadableError
from checker.files.kinds import ENDING, KEYED, TABLES, FoundFile
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
