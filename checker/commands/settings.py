# SPDX-License-Identifier: EUPL-1.2
"""Settings of ``ressort.toml`` or ``[tool.ressort]`` in place of options that are not given: each
key is the name of one, each value has its place."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import click

from checker import limits
from checker.commands import options
from checker.commands.options import JUDGING, Decorator
from checker.disk.git import is_hidden, is_shipped, is_tracked, place_within, repository
from checker.disk.nested import check_bounds, without_long_texts
from checker.errors import CheckerError, UsageError
from checker.mistakes import TextError
from checker.records import frozen
from checker.say import Language
from checker.source import Source, Span

_META = "ressort.config"
_NAMED, _ANEW, _KEYS = (f"ressort.config-{each}" for each in ("named", "anew", "keys"))
_WRITTEN = ("receipt", "write-baseline", "output-file")  # what only the command line has written
_NOT_KEPT = ("help", "config", "no-config", "changed-since", "trust", *_WRITTEN)
ELSEWHERE = {"templates": "letters"}  # what is set for another command than check
SHARED = tuple(name.replace("_", "-") for name in JUDGING)
_PATHS = ("FILE", "DIR", "PATH", "PATH...")
_TEMPLATES = (".docx", ".html", ".j2", ".md")
_FILES = ("ressort.toml", "pyproject.toml")
# What TOML that has ``tool.ressort`` has somewhere, however it is written.
_MAY_CONCERN = re.compile(r"""\\[uU]|\btool["']?\s*(?:[\]=]|\.\s*["']?ressort)""")


def configured(*shared: str) -> Decorator:
    """``--config`` and ``--no-config``; what the file says holds where an option is not given.

    ``shared``: the settings that concern the command, where it is not ``check``, whose they are.
    """

    def load(ctx: click.Context, _param: click.Parameter, values: tuple[str, ...]) -> None:
        if len(values) > 1:
            raise UsageError("given-twice", name="--config")
        if _ANEW in ctx.meta:
            return
        if values and _META in ctx.meta:
            raise UsageError("config-both")
        if _META in ctx.meta or ctx.resilient_parsing:
            return
        ctx.meta[_NAMED], ctx.meta[_KEYS] = values[0] if values else None, shared
        found = ctx.meta[_META] = settings_in(Path(values[0])) if values else nearest(Path.cwd())
        if found is not None:
            ctx.default_map = _defaults(found, ctx, shared)

    def leave(ctx: click.Context, _param: click.Parameter, value: bool) -> None:
        if value and _ANEW in ctx.meta:
            return
        if value and _META in ctx.meta:
            raise UsageError("config-both")
        if value:
            ctx.meta[_META] = None

    help = "Settings, instead of the nearest ressort.toml or pyproject.toml."
    both: dict[str, Any] = {"is_eager": True, "expose_value": False}
    file = click.option("--config", metavar="FILE", multiple=True, callback=load, help=help, **both)
    none = click.option(
        "--no-config", is_flag=True, callback=leave, help="Read no file of settings.", **both
    )
    return lambda command: none(file(command))


def used(ctx: click.Context) -> SettingsFile | None:
    """The file of settings that is used, if one is."""
    found: SettingsFile | None = ctx.meta.get(_META)
    return found


def named(ctx: click.Context) -> str | None:
    """The file of settings that the command line names, if it does."""
    name: str | None = ctx.meta.get(_NAMED)
    return name


def anew(ctx: click.Context, there: Path | None) -> click.Context:
    """The same command asked by the same command line, with the settings that hold in the working
    folder now, or those in a file; none where none are used. Raises as ``configured`` does."""
    found = None
    if _NAMED in ctx.meta:  # else --no-config
        found = settings_in(there) if there else nearest(Path.cwd())
    ctx.meta[_ANEW] = True
    given = {} if found is None else _defaults(found, ctx, ctx.meta[_KEYS])
    arguments = list(ctx.meta[options.ARGUMENTS])
    made = ctx.command.make_context(ctx.info_name, arguments, ctx.parent, default_map=given)
    made.obj = found
    return made


def places(ctx: click.Context) -> list[Path]:
    """The files whose settings hold for a command, or would if they were there."""
    if _NAMED not in ctx.meta:
        return []
    if name := named(ctx):
        return [Path(name)]
    return [folder / name for folder in _folders(Path.cwd()) for name in _FILES]


def check_command(ctx: click.Context) -> click.Command:
    """The command ``check``, whose options the settings are."""
    root = ctx.find_root().command
    assert isinstance(root, click.Group)
    command = root.get_command(ctx, "check")
    assert command is not None
    return command


def keys(command: click.Command) -> dict[str, click.Parameter]:
    """What may be set in a file: the long names of a command's options, and its paths."""
    named = {each.opts[0].removeprefix("--"): each for each in command.params}
    return {name: each for name, each in named.items() if name not in _NOT_KEPT}


def _elsewhere(ctx: click.Context, key: str) -> click.Parameter | None:
    """The option of another command than ``check`` that a key sets."""
    root = ctx.find_root().command
    assert isinstance(root, click.Group)
    command = root.get_command(ctx, ELSEWHERE[key]) if key in ELSEWHERE else None
    return keys(command)[key] if command else None


def _defaults(found: SettingsFile, ctx: click.Context, shared: tuple[str, ...]) -> dict[str, Any]:
    """The settings as click takes them: parameter name to value.

    Raises SettingError at the place of the first that is unknown or not as its option takes it.
    """
    known = keys(check_command(ctx) if shared else ctx.command)
    defaults: dict[str, Any] = {}
    for key, setting in found.settings.items():
        try:
            if key in _WRITTEN:
                raise UsageError("config-writes", name=key)
            param = known.get(key) or _elsewhere(ctx, key)
            if param is None:
                raise UsageError.unknown("config-key", key, {**known, **ELSEWHERE})
            value = _value(found, key, setting, param, ctx)
            if key in (shared or known):
                defaults[str(param.name)] = value
        except UsageError as error:
            raise SettingError(error, found.place(key)) from error
    return defaults


def _value(
    found: SettingsFile, key: str, value: object, param: click.Parameter, ctx: click.Context
) -> object:
    if isinstance(param, click.Option) and param.is_flag:
        return _typed(key, value, bool, "config-flag")
    several = param.nargs == -1 or (param.multiple and param.callback is None)
    texts = []
    if isinstance(value, list) and len(value) > limits.SETTINGS_LIST:
        raise UsageError("config-many", name=key, most=limits.SETTINGS_LIST)
    for each in value if several and isinstance(value, list) else [value]:
        if param.metavar == "DATE" and type(each) is date:
            texts.append(each.isoformat())
        elif param.metavar == "N":
            texts.append(str(_typed(key, each, int, "config-number")))
        else:
            text = str(_typed(key, each, str, "config-texts" if several else "config-text"))
            texts.append(found.path_of(key, text) if param.metavar in _PATHS else text)
    if isinstance(param, click.Option) and param.callback is not None:
        param.callback(ctx, param, tuple(texts))
    return texts


def _typed(key: str, value: object, kind: type, problem: str) -> object:
    if type(value) is not kind:
        raise UsageError(problem, name=key)
    return value


# ------------------------------------------------------------ the file


class SettingError(CheckerError):
    """Something wrong at a place in a file of settings, told in the user's language."""

    def __init__(self, problem: UsageError, span: Span) -> None:
        self.problem, self.span = problem, span
        self.in_settings = True
        super().__init__(self.told("en"))

    def told(self, language: Language) -> str:
        return str(TextError(self.problem.told(language), self.span))


@frozen(eq=False, repr=False)
class SettingsFile:
    """The settings in one file.

    Attributes:
        path: the file, as it is shown.
        folder: what the paths in it are relative to.
        settings: each key with its value, as TOML reads it.
        header: the table that they stand in; "" where that is the whole file.
    """

    path: str
    folder: Path
    settings: dict[str, Any]
    source: Source
    header: str

    def place(self, key: str) -> Span:
        """Where a key is written."""
        return _place(self.source, key, self.header)

    def path_of(self, key: str, path: str) -> str:
        """A path in the file as it is from the working folder.

        Raises UsageError where it leads out of the repository, where a template is none by its
        name, or where a report would replace what is not a report.
        """
        whole, root = self.folder / path, repository(self.folder.absolute())
        place = place_within(root, whole, path)
        if place is None and key != "report" and is_shipped(whole):
            return Path(os.path.relpath(whole)).as_posix()
        if place is None:
            raise UsageError("config-outside", name=key, path=path)
        if key == "template" and place.suffix.casefold() not in _TEMPLATES:
            raise UsageError("config-template", path=path, endings=" ".join(_TEMPLATES))
        if key == "report":
            if is_hidden(place):
                raise UsageError("config-hidden", path=path)
            real = root / place
            if real.exists() and (root / ".git").exists() and is_tracked(real) is not False:
                raise UsageError("config-tracked", path=path)
        return Path(os.path.relpath(whole)).as_posix()


def nearest(start: Path) -> SettingsFile | None:
    """The settings that hold in a folder: the nearest file upwards, no further than the top of a
    repository; in one folder ``ressort.toml`` comes before ``pyproject.toml``.

    Raises as ``settings_in`` does.
    """
    root = repository(start)
    for folder in _folders(start):
        for name in _FILES:
            file = folder / name
            if not file.is_file() or (name != _FILES[0] and not _concerns(file, root)):
                continue
            place = place_within(root, file)
            if place is None or place.name not in _FILES:
                raise UsageError("config-leads-out", path=Path(os.path.relpath(file)).as_posix())
            return settings_in(file)
    return None


def _folders(start: Path) -> Iterator[Path]:
    """A folder and those above it, up to the top of a repository."""
    for folder in (start, *start.parents):
        yield folder
        if (folder / ".git").exists():
            return


def settings_in(file: Path) -> SettingsFile:
    """The settings in a file that is named.

    Raises UnreadableError where it is no readable text, UsageError where it is no TOML by its
    name, SettingError where it is none.
    """
    shown = Path(os.path.relpath(file)).as_posix() if file.is_absolute() else file.as_posix()
    if file.exists() and Path(os.path.realpath(file)).suffix.casefold() != ".toml":
        raise UsageError("config-ending", path=shown)
    source = Source.read(file, shown, limits.SETTINGS)
    check_bounds(source)
    import tomllib

    try:
        document = tomllib.loads(source.text)
    except tomllib.TOMLDecodeError as error:
        detail, offset = str(error), len(source.text.rstrip())
        if at := re.search(r" \(at (?:line (\d+), column (\d+)|end of document)\)$", detail):
            detail = detail[: at.start()]
            if at[1]:
                lines = source.text.splitlines(keepends=True)
                offset = sum(map(len, lines[: int(at[1]) - 1])) + int(at[2]) - 1
        problem = UsageError("config-toml", detail=detail)
        raise SettingError(problem, Span(source, offset, offset + 1)) from error
    header = "tool.ressort" if file.name == _FILES[1] else ""
    table = document.get("tool", {}).get("ressort", {}) if header else document
    if not isinstance(table, dict):
        raise SettingError(UsageError("config-table", name=header), _place(source, "ressort", ""))
    return SettingsFile(shown, file.parent, table, source, header)


def _concerns(file: Path, root: Path) -> bool:
    """Whether a ``pyproject.toml`` has a table of ours; one that cannot be read, or that leads out
    of the repository, has none."""
    if place_within(root, file) is None:
        return False
    try:
        source = Source.read(file, most=limits.SETTINGS)
        text = source.text
        if not _MAY_CONCERN.search(text):
            return False
        check_bounds(source)
    except CheckerError:
        return False
    import tomllib

    try:
        return "ressort" in tomllib.loads(text).get("tool", {})
    except tomllib.TOMLDecodeError:
        return re.search(r"^\[\s*tool\s*\.\s*ressort\s*\]", text, re.MULTILINE) is not None


def _place(source: Source, key: str, header: str) -> Span:
    """Where a key of a table is written: the first line that looks like it."""
    inside, fallback, offset = not header, 0, 0
    written = re.compile(rf"""\s*(["']?){re.escape(key)}\1\s*[=.]""")
    for line in without_long_texts(source.text).splitlines(keepends=True):
        if heading := re.match(r"\s*\[\[?\s*([^\]]+?)\s*\]", line):
            name = re.sub(r"""[\s"']""", "", heading[1])
            if f"{header}.{key}".lstrip(".") == name:
                start = offset + line.index("[")
                return Span(source, start, offset + len(line.rstrip()))
            inside = name == header
            fallback = offset if inside else fallback
        elif inside and (found := written.match(line)):
            start = offset + found.start(1)
            return Span(source, start, start + len(key) + 2 * len(found[1]))
        offset += len(line)
    return Span(source, fallback, fallback + 1)
