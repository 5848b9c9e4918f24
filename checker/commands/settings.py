"""Settings of a file in place of options that are not given: each key is the name of one."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from checker.commands.options import Decorator
from checker.errors import UsageError

if TYPE_CHECKING:
    from checker.files.config import Config

_META = "ressort.config"
_NOT_KEPT = ("help", "config", "no-config", "changed-since", "receipt")
SHARED = (
    "rules",
    "rule-base",
    "organisations",
    "waivers",
    "lang",
    "law-date",
    "as-of",
    "interpretation",
)
_PATHS = ("FILE", "DIR", "PATH...")


def configured(*shared: str) -> Decorator:
    """``--config`` and ``--no-config``; what the file says holds where an option is not given.

    ``shared``: the settings that concern the command, where it is not ``check``, whose they are.
    """

    def load(ctx: click.Context, _param: click.Parameter, values: tuple[str, ...]) -> None:
        _load(ctx, values, shared)

    file = click.option(
        "--config",
        metavar="FILE",
        multiple=True,
        is_eager=True,
        expose_value=False,
        callback=load,
        help="Settings, instead of the nearest ressort.toml or pyproject.toml.",
    )
    none = click.option(
        "--no-config",
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=_leave,
        help="Read no file of settings.",
    )
    return lambda command: none(file(command))


def _leave(ctx: click.Context, _param: click.Parameter, value: bool) -> None:
    if value and _META in ctx.meta:
        raise UsageError("config-both")
    if value:
        ctx.meta[_META] = None


def _load(ctx: click.Context, values: tuple[str, ...], shared: tuple[str, ...]) -> None:
    from checker.files import config

    if len(values) > 1:
        raise UsageError("given-twice", name="--config")
    if values and _META in ctx.meta:
        raise UsageError("config-both")
    if _META in ctx.meta or ctx.resilient_parsing:
        return
    found = config.read(Path(values[0])) if values else config.nearest(Path.cwd())
    ctx.meta[_META] = found
    if found is not None:
        ctx.default_map = read(found, ctx, shared)


def origin(ctx: click.Context, key: str) -> str | None:
    """The file and line of the setting with a name, or None where no file has it."""
    found = ctx.meta.get(_META)
    if found is None or key not in found.settings:
        return None
    return f"{found.path}:{found.settings[key].span.line}"


def files(ctx: click.Context) -> list[Path]:
    """The file of settings that is used, if one is."""
    found = ctx.meta.get(_META)
    return [Path(found.path)] if found else []


def keys(command: click.Command) -> dict[str, click.Parameter]:
    """What may be set in a file: the long names of a command's options, and its paths."""
    found: dict[str, click.Parameter] = {}
    for each in command.params:
        name = each.opts[0].removeprefix("--")
        if name not in _NOT_KEPT:
            found[name] = each
    return found


def read(found: Config, ctx: click.Context, shared: tuple[str, ...]) -> dict[str, Any]:
    """The settings as click takes them: parameter name to value.

    Raises SettingError at the place of the first that is unknown or not as its option takes it.
    """
    from checker.files.config import SettingError

    own = not shared
    known = keys(ctx.command if own else _check())
    defaults: dict[str, Any] = {}
    for key, setting in found.settings.items():
        try:
            if key not in known:
                raise UsageError.unknown("config-key", key, known)
            param = known[key]
            assert param.name
            value = _value(found, key, setting.value, param, ctx)
            if own or key in shared:
                defaults[param.name] = value
        except UsageError as error:
            raise SettingError(error, setting.span) from error
    return defaults


def _check() -> click.Command:
    from checker.commands.check import command

    return command


def _value(
    found: Config, key: str, value: object, param: click.Parameter, ctx: click.Context
) -> object:
    from checker.files.config import relative

    if isinstance(param, click.Option) and param.is_flag:
        return _typed(key, value, bool, "config-flag")
    several = param.nargs == -1 or (param.multiple and param.callback is None)
    metavar = param.metavar or ""
    given = value if several and isinstance(value, list) else [value]
    texts = []
    for each in given:
        if metavar == "DATE" and type(each) is date:
            texts.append(each.isoformat())
        elif metavar == "N":
            texts.append(str(_typed(key, each, int, "config-number")))
        else:
            text = str(_typed(key, each, str, "config-texts" if several else "config-text"))
            texts.append(relative(found, text) if metavar in _PATHS else text)
    if isinstance(param, click.Option) and param.callback is not None:
        param.callback(ctx, param, tuple(texts))
    return texts


def _typed(key: str, value: object, kind: type, problem: str) -> object:
    if type(value) is not kind:
        raise UsageError(problem, name=key)
    return value
