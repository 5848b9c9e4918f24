"""The settings of a folder: ``ressort.toml`` or ``[tool.ressort]``, each value with its place."""

from __future__ import annotations

import os
import re
import tomllib
from pathlib import Path
from typing import Any

from attrs import frozen

from checker.errors import CheckerError, UsageError
from checker.mistakes import TextError
from checker.say import Language
from checker.source import Source, Span

NAMES = ("ressort.toml", "pyproject.toml")
_AT = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")


class SettingError(CheckerError):
    """Something wrong at a place in a file of settings, told in the user's language."""

    def __init__(self, problem: UsageError, span: Span) -> None:
        self.problem, self.span = problem, span
        super().__init__(self.told("en"))

    def told(self, language: Language) -> str:
        return str(TextError(self.problem.told(language), self.span))


@frozen
class Setting:
    """One value as TOML reads it, and the place of its key."""

    value: Any
    span: Span


@frozen
class Config:
    """The settings in one file.

    Attributes:
        path: the file, as it is shown.
        folder: what the paths in it are relative to.
    """

    path: str
    folder: Path
    settings: dict[str, Setting]


def nearest(start: Path) -> Config | None:
    """The settings that hold in a folder: the nearest file upwards, no further than the top of a
    repository; in one folder ``ressort.toml`` comes before ``pyproject.toml``.

    Raises as ``read`` does.
    """
    for folder in (start, *start.parents):
        for name in NAMES:
            file = folder / name
            if file.is_file() and (name == NAMES[0] or _concerns(file)):
                return read(file)
        if (folder / ".git").exists():
            break
    return None


def read(file: Path) -> Config:
    """The settings in a file that is named.

    Raises UnreadableError where it is no readable text, SettingError where it is no TOML.
    """
    shown = Path(os.path.relpath(file)).as_posix() if file.is_absolute() else file.as_posix()
    source = Source.read(file, shown)
    try:
        document = tomllib.loads(source.text)
    except tomllib.TOMLDecodeError as error:
        raise _broken(error, source) from error
    table, header = document, ""
    if file.name == NAMES[1]:
        header = "tool.ressort"
        table = document.get("tool", {}).get("ressort", {})
    if not isinstance(table, dict):
        raise SettingError(UsageError("config-table", name=header), _place(source, "ressort", ""))
    settings = {key: Setting(value, _place(source, key, header)) for key, value in table.items()}
    return Config(shown, file.parent, settings)


def relative(config: Config, path: str) -> str:
    """A path in a file of settings as it is from the working folder."""
    return Path(os.path.relpath(config.folder / path)).as_posix()


def _concerns(file: Path) -> bool:
    """Whether a ``pyproject.toml`` has a table of ours; one that cannot be read has none."""
    try:
        text = file.read_text(encoding="utf-8-sig")
        if "ressort" not in text:
            return False
        return "ressort" in tomllib.loads(text).get("tool", {})
    except tomllib.TOMLDecodeError:
        return re.search(r"^\[\s*tool\s*\.\s*ressort\s*\]", text, re.MULTILINE) is not None
    except (OSError, UnicodeDecodeError):
        return False


def _place(source: Source, key: str, header: str) -> Span:
    """Where a key of a table is written: the first line that looks like it and that no text of
    several lines holds, which is where what comes before it is TOML in itself."""
    inside, fallback, offset = not header, 0, 0
    written = re.compile(rf"""\s*(["']?){re.escape(key)}\1\s*[=.]""")
    for line in source.text.splitlines(keepends=True):
        if heading := re.match(r"\s*\[\[?\s*([^\]]+?)\s*\]", line):
            name = re.sub(r"""[\s"']""", "", heading[1])
            named = f"{header}.{key}".lstrip(".") == name
            if named and _whole(source.text[:offset]):
                start = offset + line.index("[")
                return Span(source, start, offset + len(line.rstrip()))
            inside = name == header
            fallback = offset if inside else fallback
        elif inside and (found := written.match(line)) and _whole(source.text[:offset]):
            start = offset + found.start(1)
            return Span(source, start, start + len(key) + 2 * len(found[1]))
        offset += len(line)
    return Span(source, fallback, fallback + 1)


def _whole(text: str) -> bool:
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return False
    return True


def _broken(error: tomllib.TOMLDecodeError, source: Source) -> SettingError:
    detail = str(error)
    at = _AT.search(detail)
    offset = len(source.text.rstrip())
    if at and at[1]:
        lines = source.text.splitlines(keepends=True)
        offset = sum(map(len, lines[: int(at[1]) - 1])) + int(at[2]) - 1
    detail = _AT.sub("", detail)
    return SettingError(UsageError("config-toml", detail=detail), Span(source, offset, offset + 1))
