# SPDX-License-Identifier: EUPL-1.2
"""The language of who sits there, as far as it is known before a file is: what the command line
says, the settings, or the locale."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from checker.say import Language, of_locale

# What a command speaks that writes in one language where nothing says which.
OF_COMMANDS: dict[str, Language] = {"new organisation": "da"}


def tongue(
    arguments: Sequence[str] = (), given: Language | None = None, *, settings: bool = True
) -> Language | None:
    """The language of a user; None where nothing says one.

    Args:
        arguments: the command line, which may be wrong; ``given``: what --lang was found to say.
        settings: whether they can be used.
    """
    said = given or _after(arguments, "--lang")
    return said or (_of_settings(arguments) if settings else None) or of_locale()


def _after(arguments: Sequence[str], option: str) -> Language | None:
    said = " ".join([*arguments, ""]).replace(f"{option}=", f"{option} ")
    return next((each for each in _LANGUAGES if f"{option} {each} " in said), None)


def _of_settings(arguments: Sequence[str]) -> Language | None:
    """What the settings say that hold here, where they can be read."""
    named = [after for each, after in pairwise(arguments) if each == "--config"]
    if "--no-config" in arguments or len(named) > 1:
        return None
    if not (named or any(map(_may_concern, (Path.cwd(), *Path.cwd().parents)))):
        return None
    from checker.commands import settings
    from checker.errors import CheckerError

    try:
        found = settings.settings_in(Path(named[0])) if named else settings.nearest(Path.cwd())
    except (CheckerError, OSError):
        return None
    said = found.settings.get("lang") if found else None
    return next((each for each in _LANGUAGES if each == said), None)


def _may_concern(folder: Path) -> bool:
    """Whether settings of ours lie in a folder, seen without what reads them."""
    try:
        text = (folder / "pyproject.toml").read_bytes()
    except OSError:
        text = b""
    return b"tool.ressort" in text or (folder / "ressort.toml").is_file()


_LANGUAGES: tuple[Language, ...] = ("da", "en")
