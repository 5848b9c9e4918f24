# SPDX-License-Identifier: EUPL-1.2
"""git, asked so that nothing of a repository's own runs: no hook, filter, monitor, pager, and no
fetch of what is missing; and whether a path lies in a repository, wherever links lead."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from checker import folders
from checker.errors import UsageError

if TYPE_CHECKING:
    from subprocess import CompletedProcess


_SET = ("core.fsmonitor=false", f"core.hooksPath={os.devnull}", "core.untrackedCache=false")
_MORE = ("protocol.allow=never", "safe.bareRepository=explicit", "core.warnAmbiguousRefs=true")
_COMMAND = (
    *("git", "--no-pager", "--no-replace-objects", "--no-optional-locks"),
    *(part for each in (*_SET, *_MORE) for part in ("-c", each)),
)
_OF_ONE = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_PREFIX")
# A branch or a commit by its plain name: what can be fetched.
_PLAIN = re.compile(r"(?:(?:refs/remotes/)?origin/)?(?=[^-/])[\w./+-]*(?<![/.])")
_REMOTE = re.compile(r"(?:refs/remotes/)?origin/(.+)")
_AROUND = {"GIT_NO_LAZY_FETCH": "1", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}


def repository(start: Path) -> Path:
    """The working folder of the repository that a folder lies in; the folder itself where it lies
    in none."""
    return next((each for each in (start, *start.parents) if (each / ".git").exists()), start)


def whole(path: str) -> Path:
    """A path from the root of the disk, without ``..``; no link is followed, as a repository may
    have made it."""
    return Path(os.path.abspath(path))  # noqa: PTH100  (resolve follows links)


def git(
    *arguments: str, at: Path | None = None, given: bytes = b"", found_there: bool = False
) -> bytes:
    """What git says, in a folder; ``given`` goes to its standard input; ``found_there``: of the
    repository that the folder lies in, whatever one a hook is of.

    Raises UsageError where there is no git, CalledProcessError where it refuses.
    """
    return _run(arguments, at, given, found_there).stdout


def commit_of(revision: str) -> str:
    """The commit that a revision is here. Raises UsageError where it is none, or where it could be
    one of two, such as a branch and a tag."""
    from subprocess import CalledProcessError

    named = ("rev-parse", "--verify", "--end-of-options", f"{revision}^{{commit}}")
    try:
        done = _run(named, None, b"", found_there=False)
    except (CalledProcessError, ValueError) as error:
        branch = _REMOTE.fullmatch(revision)
        wanted = f"+refs/heads/{branch[1]}:refs/remotes/origin/{branch[1]}" if branch else revision
        wanted = wanted if _PLAIN.fullmatch(revision) and ".." not in revision else ""
        raise UsageError("no-revision", name=revision, wanted=wanted) from error
    if b"is ambiguous" in done.stderr:
        raise UsageError("two-revisions", name=revision)
    return done.stdout.decode("ascii").strip()


def _run(
    arguments: Sequence[str], at: Path | None, given: bytes, found_there: bool
) -> CompletedProcess[bytes]:
    from subprocess import run

    around = {key: each for key, each in os.environ.items() if not (found_there and key in _OF_ONE)}
    try:
        return run(
            [*_COMMAND, *arguments],
            input=given,
            capture_output=True,
            check=True,
            cwd=at,
            env={**around, **_AROUND},
        )
    except OSError as error:
        raise UsageError("no-git", detail=error.strerror) from error


def is_tracked(file: Path) -> bool | None:
    """Whether git has a file under its care, in any case of its letters; None where git cannot
    say."""
    from subprocess import CalledProcessError

    try:
        return bool(
            git(
                "ls-files",
                "-z",
                "--",
                f":(icase,literal){file.name}",
                at=file.parent,
                found_there=True,
            )
        )
    except (CalledProcessError, UsageError, ValueError):
        return None


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
