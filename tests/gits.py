# SPDX-License-Identifier: EUPL-1.2
"""Repositories that tests make: git with a name to commit under, and a branch beside the main."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager


def git(*arguments: str) -> str:
    """What git says; a submodule may be a folder of this machine."""
    who = ("-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "commit.gpgsign=false")
    allowed = ("-c", "protocol.file.allow=always")
    done = subprocess.run(["git", *who, *allowed, *arguments], check=True, capture_output=True)
    return done.stdout.decode("utf-8")


def commit() -> None:
    """Commits all that there is."""
    git("add", "-A")
    git("commit", "-q", "-m", "x")


@contextmanager
def on_main() -> Iterator[None]:
    """What is done meanwhile stands on the main branch, and the branch begins after it."""
    git("checkout", "-q", "main")
    yield
    commit()
    git("checkout", "-q", "-B", "branch")
