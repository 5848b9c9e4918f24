# SPDX-License-Identifier: EUPL-1.2
"""What a repository holds at a revision: read from git's objects alone, laid out in a folder, so
that it is read there as files are."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from itertools import takewhile
from pathlib import Path
from subprocess import CalledProcessError
from tempfile import TemporaryDirectory

from checker import limits
from checker.disk.git import commit_of, git
from checker.errors import UsageError
from checker.records import define, field, frozen

_AT_ONCE = 64 * limits.MB
_LINK, _SUBMODULE = "120000", "160000"


@frozen(eq=False, repr=False)
class Held:
    """A file or a link that a revision holds; ``home``: the repository, or a submodule of it."""

    mode: str
    id: str
    size: int
    home: Path


@frozen(eq=False, repr=False)
class Tree:
    """What a repository holds at a revision.

    Attributes:
        named: the revision as it was asked for; ``commit`` is what it is.
        top: the working folder of the repository.
        held: files and links by their paths from there, those of submodules too.
        absent: the submodules of which that commit is not here, with it.
    """

    named: str
    commit: str
    top: Path
    held: dict[str, Held]
    absent: dict[str, str]

    @classmethod
    def at(cls, revision: str) -> Tree:
        """The tree of a revision of the repository that the working folder lies in.

        Raises UsageError where there is no git, no repository or no such revision here.
        """
        try:
            top = Path(os.fsdecode(git("rev-parse", "--show-toplevel").removesuffix(b"\n")))
        except CalledProcessError as error:
            said = error.stderr.decode("utf-8", "replace").splitlines()
            detail = next((each for each in said if "dubious ownership" in each), "")
            raise UsageError("no-repository", folder=Path.cwd(), detail=detail) from error
        commit = commit_of(revision)
        tree = cls(revision, commit, Path(os.path.realpath(top)), {}, {})
        if not Path(os.path.realpath(".")).is_relative_to(tree.top):
            raise UsageError("no-repository", folder=Path.cwd(), detail="")
        try:
            tree._list(commit, tree.top, "")
        except CalledProcessError as error:
            raise UsageError("revision-in-part", name=revision) from error
        return tree

    def _list(self, commit: str, home: Path, prefix: str) -> None:
        asked = ("ls-tree", "-r", "-z", "-l", "--full-tree", commit)
        for row in git(*asked, at=home, found_there=bool(prefix)).split(b"\0"):
            about, _, name = row.partition(b"\t")
            path = prefix + os.fsdecode(name)
            if not name or not all(map(_is_plain, path.split("/"))):
                continue
            mode, _, id, size = about.decode("ascii").split()
            if mode != _SUBMODULE:
                self.held[path] = Held(mode, id, int(size), home)
            elif (self.top / path / ".git").exists():
                with suppress(CalledProcessError):
                    self._list(id, self.top / path, f"{path}/")
                    continue
                self.absent[path] = id
            else:
                self.absent[path] = id

    def holds(self, path: Path) -> bool:
        """Whether a file of the working folder, named from the top, is as the revision has it, also
        as a link; line ends, which git may turn, do not count in a text."""
        held = self.held.get(path.relative_to(self.top).as_posix())
        if held is None or Path(os.path.realpath(path.parent)) != path.parent:
            return False
        try:
            if path.is_symlink() or held.mode == _LINK:
                return held.mode == _LINK and held.id == self._id(os.fsencode(path.readlink()))
            if not path.is_file() or path.stat().st_size > limits.WORD:
                return False
            data = path.read_bytes()
        except OSError:
            return False
        texts = (data, data if b"\0" in data else data.replace(b"\r\n", b"\n"))
        return held.id in map(self._id, texts)

    def differs(self, path: Path) -> bool:
        """Whether a file is another than the revision has, or one that it does not know."""
        return not path.is_relative_to(self.top) or not self.holds(path)

    def agrees(self, other: Tree, path: Path) -> bool:
        """Whether another revision of the repository has the same file, or as little of one."""
        place = path.relative_to(self.top).as_posix()
        ids = [each.held[place].id if place in each.held else None for each in (self, other)]
        return ids[0] == ids[1]

    def _id(self, data: bytes) -> str:
        made = hashlib.sha1 if len(self.commit) == 40 else hashlib.sha256
        return made(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()

    @contextmanager
    def laid_out(self) -> Iterator[Layout]:
        """An empty folder for what is read of the tree; it is gone afterwards."""
        with TemporaryDirectory(prefix="ressort-") as folder:
            real = Path(os.path.realpath(folder))
            (real / ".git").mkdir()  # it ends where the repository does
            yield Layout(self, real)


@define(eq=False, repr=False)
class Layout:
    """A folder in which some of a tree is laid out."""

    tree: Tree
    folder: Path
    laid: set[str] = field(factory=set)

    def lay(self, wanted: Callable[[str], bool]) -> None:
        """Lays out what is wanted by its path and is not laid out yet, and the links that may lead
        to it.

        Raises UsageError where git lacks some of it.
        """
        there = self.tree.held.items()
        found = (path for path, each in there if each.mode == _LINK or wanted(path))
        new = [each for each in found if each not in self.laid]
        self.laid.update(new)
        waiting: dict[Path, list[str]] = {}
        for path in new:
            held = self.tree.held[path]
            if held.size > limits.WORD:
                self._put(path, b"")
                os.truncate(self.folder / path, held.size)
            else:
                waiting.setdefault(held.home, []).append(path)
        for home, paths in waiting.items():
            for part in self._parts(paths):
                for path, data in zip(part, self._read(home, part), strict=True):
                    self._put(path, data)

    def lay_with(self, place: Path, endings: tuple[str, ...]) -> None:
        """Lays out the file of a place in the folder; where it has one of some endings, those that
        end so beside it and below too."""
        file = place.relative_to(self.folder).as_posix()
        folder = file[: file.rfind("/") + 1]
        parts = endings if file.casefold().endswith(endings) else ()
        self.lay(lambda path: path == file or (path.startswith(folder) and path.endswith(parts)))

    def _parts(self, paths: Iterable[str]) -> Iterator[list[str]]:
        """Paths in parts that are read at once."""
        part: list[str] = []
        size = 0
        for path in paths:
            part.append(path)
            size += self.tree.held[path].size
            if size > _AT_ONCE:
                yield part
                part, size = [], 0
        yield part

    def _read(self, home: Path, paths: list[str]) -> Iterator[bytes]:
        ids = "".join(f"{self.tree.held[path].id}\n" for path in paths).encode("ascii")
        try:
            inner = home != self.tree.top
            data = git("cat-file", "--batch", at=home, given=ids, found_there=inner)
        except CalledProcessError as error:
            raise UsageError("revision-in-part", name=self.tree.named) from error
        at = 0
        for path in paths:
            end = data.index(b"\n", at)
            if data[at:end].endswith(b" missing"):
                raise UsageError("revision-in-part", name=self.tree.named)
            at = end + 1 + self.tree.held[path].size
            yield data[end + 1 : at]
            at += 1

    def _put(self, path: str, data: bytes) -> None:
        """A file; a link only where it leads to something in the folder."""
        place = self.folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        if self.tree.held[path].mode != _LINK:
            place.write_bytes(data)
            return
        target = Path(os.fsdecode(data))
        up = [*takewhile(os.pardir.__eq__, target.parts)]
        # Above a link no one knows where it leads until all are laid out.
        above = os.pardir in target.parts[len(up) :] or len(up) > path.count("/")
        if not target.is_absolute() and not above:
            with suppress(OSError, ValueError):
                place.symlink_to(target)


def _is_plain(part: str) -> bool:
    """Whether a part of a path is a name: git refuses others, and nothing rests on that."""
    return part not in ("", ".", "..") and part.casefold() != ".git" and "\\" not in part
