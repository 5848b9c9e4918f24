# SPDX-License-Identifier: EUPL-1.2
"""``ressort config``: what is set, and where; and the setting that pins the rule base."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import click
from click.core import ParameterSource

from checker.commands import options, settings
from checker.commands.options import Shared
from checker.disk import output
from checker.files.documents import read_rules, rule_base
from checker.say import Language, of_locale, say


@click.command("show", epilog="ressort config show -- --fail-on never")
@click.argument("arguments", metavar="[-- OPTION...]", nargs=-1, type=click.UNPROCESSED)
@options.one("--config", "FILE", "Settings, instead of the nearest file.")
@click.option("--no-config", is_flag=True, help="Read no file of settings.")
@options.choice("--format", ("text", "json"), "What is written to standard output.", "text")
@click.pass_context
def show(
    ctx: click.Context, arguments: tuple[str, ...], config: str | None, no_config: bool, format: str
) -> int:
    """Show what `ressort check` takes as set, and where each value comes from.

    Options of check may follow after `--`. Exit status: 0 shown, 2 a setting that cannot be used.
    """
    check = settings.check_command(ctx)
    given = [*(["--no-config"] if no_config else []), *(["--config", config] if config else [])]
    asked = check.make_context("check", [*given, *arguments], ctx)
    found = settings.used(asked)
    rows = []
    for key, param in settings.keys(check).items():
        name = str(param.name)
        value, origin = asked.params[name], "default"
        match asked.get_parameter_source(name):
            case ParameterSource.COMMANDLINE:
                origin = "command line"
            case ParameterSource.DEFAULT_MAP if found:
                origin = f"{found.path}:{found.place(key).line}"
        value = value.isoformat() if isinstance(value, date) else value
        rows.append({"key": key, "value": value, "origin": origin})
    for key in settings.ELSEWHERE:
        value, origin = None, "default"
        if found and key in found.settings:
            value = found.path_of(key, found.settings[key])
            origin = f"{found.path}:{found.place(key).line}"
        rows.append({"key": key, "value": value, "origin": origin})
    document = {"file": found and found.path, "settings": rows}
    output.put_answer(
        document, _lines(document, asked.params["lang"] or of_locale() or "en"), format
    )
    return 0


@click.command("pin", epilog="ressort config pin >> ressort.toml")
@settings.configured("rules")
@options.shared("rules")
def pin(shared: Shared) -> int:
    """Print the setting that pins the rule base, for ressort.toml.

    `check` then ends with status 2 where it reads another one.
    """
    output.put(f'rule-base = "sha256:{rule_base(read_rules(shared.rules))}"\n')
    return 0


def _lines(document: dict[str, Any], language: Language) -> Iterator[str]:
    """Each setting as TOML writes it; what is not set is a dash."""
    from json import dumps

    yield f"# {document['file'] or say(language, 'config-none')}"
    words = {each: say(language, f"config.{each}") for each in ("default", "command line")}
    shown = []
    for row in document["settings"]:
        unset = row["value"] in (None, ())
        text = "–" if unset else dumps(row["value"], ensure_ascii=False)
        shown.append((row["key"], text, words.get(row["origin"], row["origin"])))
    keys = max(len(key) for key, _, _ in shown)
    values = min(40, max(len(value) for _, value, _ in shown))
    for key, value, origin in shown:
        yield f"{key.ljust(keys)}  {value.ljust(values)}  {origin}"
