# SPDX-License-Identifier: EUPL-1.2
"""What commands share that write a document: how they ask, and what they write where."""

from __future__ import annotations

from pathlib import Path
from shlex import join

import click

from checker.commands import options
from checker.commands.dialogue import Dialogue
from checker.disk import output
from checker.errors import UsageError
from checker.files.kinds import ENDING
from checker.say import Language, say

_MARKS = ({'"'}, {"“", "”"}, {"»", "«"})


def dialogue(
    ctx: click.Context, target: str | None, language: Language, terminal: bool
) -> Dialogue:
    """The conversation of a command that writes a file, or to standard output."""
    kept = Path(f"{target or (ctx.info_name or '').replace(' ', '-')}.draft")
    given = [str(each) for each in ctx.meta[options.ARGUMENTS]]
    return Dialogue(language, terminal, f"{ctx.command_path} {join(given)}".rstrip(), kept)


def say_next(command: str, language: Language) -> None:
    """Tells the command to run next."""
    output.tell(say(language, "next-command", command=command))


def free_file(answer: str) -> str:
    """A file to write a document to, with its ending; empty where none is named. Raises UsageError
    where it cannot be written, or is there already."""
    if not answer:
        return ""
    path = Path(answer if Path(answer).suffix else f"{answer}{ENDING}")
    if path.suffix.casefold() != ENDING:
        raise UsageError("organisation-ending", path=path.as_posix())
    keep_what_is_there(path, force=False)
    return path.as_posix()


def keep_what_is_there(target: Path | None, force: bool) -> None:
    """Raises UsageError where a file would be overwritten that nobody says is to be, or where none
    can be written."""
    if target and target.exists() and not force:
        raise UsageError("exists", path=target.as_posix())
    if target:
        output.refuse(target)


def write(path: Path, data: str | bytes, language: Language) -> None:
    """Writes a file, and tells where."""
    output.write({path: data})
    output.tell(say(language, "written", path=path.as_posix()))


def clean_title(text: str) -> str:
    """A title that can be quoted. Raises UsageError for one that cannot."""
    text = " ".join(text.split())
    if not text or all(marks & set(text) for marks in _MARKS):
        raise UsageError("no-title", value=text)
    return text
