"""Where a finding stands, in the terms of a repository, and what it is known by from run to run."""

from __future__ import annotations

import os
from collections import Counter
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote

from attrs import field, frozen


@frozen
class Places:
    """Paths as a gate wants them.

    Attributes:
        root: the folder that they begin in; None: the paths are taken as they stand.
    """

    root: Path | None = None
    _told: dict[str, str] = field(factory=dict)
    _met: Counter[tuple[str, str]] = field(factory=Counter)

    def path(self, path: str) -> str:
        """A path from the root, with forward slashes; absolute where it leads out of the root."""
        if path not in self._told:
            self._told[path] = path if self.root is None else self._from(self.root, path)
        return self._told[path]

    def _from(self, root: Path, path: str) -> str:
        plain = Path(os.path.abspath(path))  # noqa: PTH100  (a link keeps its own name)
        real = Path(os.path.realpath(plain.parent), plain.name)
        for place in (plain, real):
            if place.is_relative_to(root):
                return place.relative_to(root).as_posix()
        return plain.as_posix()

    def uri(self, path: str) -> tuple[str, bool]:
        """A path as a percent-encoded URI, and whether that is relative to the root."""
        place = self.path(path)
        encoded = quote(place, errors="surrogateescape")
        if not Path(place).is_absolute():
            return encoded, True
        return f"file://{'' if encoded.startswith('/') else '/'}{encoded}", False

    def fingerprint(self, path: str, id: str) -> str:
        """What a finding is known by: the proposal's file and the finding's id, which no line
        changes; of several alike each has its own, in their order."""
        alike = (self.path(path), id)
        self._met[alike] += 1
        parts = [*alike, *([str(self._met[alike])] if self._met[alike] > 1 else [])]
        return sha256("\0".join(parts).encode("utf-8", "backslashreplace")).hexdigest()


def repository(start: Path) -> Path:
    """The working folder of the repository that a folder lies in; the folder itself where it lies
    in none."""
    return next((each for each in (start, *start.parents) if (each / ".git").exists()), start)
