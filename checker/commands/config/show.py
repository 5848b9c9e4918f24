"""``ressort config show``: every setting of ``check``, its value, and where it comes from."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import click
from click.core import ParameterSource

from checker.commands import check, options, settings
from checker.disk import output
from checker.say import Language, say

Row = dict[str, Any]


@click.command("show")
@click.argument("arguments", metavar="[-- OPTION...]", nargs=-1, type=click.UNPROCESSED)
@options.one("--config", "FILE", "Settings, instead of the nearest file.")
@click.option("--no-config", is_flag=True, help="Read no file of settings.")
@options.choice("--format", ("text", "json"), "What is written to standard output.", "text")
@click.pass_context
def command(
    ctx: click.Context, arguments: tuple[str, ...], config: str | None, no_config: bool, format: str
) -> int:
    """Show what `ressort check` takes as set, and where each value comes from.

    Options of check may follow after `--`. Exit status: 0 shown, 2 a setting that cannot be used.
    """
    given = [*arguments]
    given = ["--config", config, *given] if config else given
    given = ["--no-config", *given] if no_config else given
    asked = check.command.make_context("check", given, ctx)
    rows = [_row(asked, key, param) for key, param in settings.keys(check.command).items()]
    file = next((path.as_posix() for path in settings.files(asked)), None)
    if format == "json":
        document = {"file": file, "settings": rows}
        output.put(json.dumps(document, ensure_ascii=False, indent=2) + "\n")
    else:
        output.put(
            "".join(f"{line}\n" for line in _lines(rows, file, asked.params["lang"] or "en"))
        )
    return 0


def _row(asked: click.Context, key: str, param: click.Parameter) -> Row:
    """One setting: ``origin`` is ``default``, ``command line`` or the file and line."""
    assert param.name
    origin: str | None = "default"
    match asked.get_parameter_source(param.name):
        case ParameterSource.COMMANDLINE:
            origin = "command line"
        case ParameterSource.DEFAULT_MAP:
            origin = settings.origin(asked, key)
    return {"key": key, "value": _plain(asked.params[param.name]), "origin": origin}


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [*value]
    return value.isoformat() if isinstance(value, date) else value


def _lines(rows: Sequence[Row], file: str | None, language: Language) -> Iterator[str]:
    yield f"# {file or say(language, 'config-none')}"
    shown = [(row["key"], _written(row["value"]), row["origin"]) for row in rows]
    keys = max(len(key) for key, _, _ in shown)
    values = min(40, max(len(value) for _, value, _ in shown))
    words = {each: say(language, f"config.{each}") for each in ("default", "command line")}
    for key, value, origin in shown:
        yield f"{key.ljust(keys)}  {value.ljust(values)}  {words.get(origin, origin)}"


def _written(value: Any) -> str:
    """A value as TOML writes it; what is not set is a dash."""
    return "–" if value in (None, []) else json.dumps(value, ensure_ascii=False)
