# SPDX-License-Identifier: EUPL-1.2
"""``ressort completion``: what a shell takes to complete commands, options, files and ids."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import click
from click.shell_completion import CompletionItem, get_completion_class

from checker.disk import output
from checker.errors import UsageError
from checker.speech.node import Document
from checker.speech.organisation import Committee, Task, Unit, municipality_of

_SHELLS = ("bash", "zsh", "fish")
_FILES = ("FILE", "PATH", "RECEIPT", "A", "B")
Named = Iterator[tuple[str, str]]


@click.command("completion", epilog='eval "$(ressort completion bash)"')
@click.argument("shell", metavar="|".join(_SHELLS))
@click.pass_context
def command(ctx: click.Context, shell: str) -> int:
    """Print what makes a shell complete commands, options, files and ids by Tab.

    For bash and zsh its setup file has the line of the example, with the name of the shell; for
    fish: `ressort completion fish | source`.
    """
    kind = get_completion_class(shell) if shell in _SHELLS else None
    if kind is None:
        said = {"value": shell, "name": "SHELL", "choices": ", ".join(_SHELLS)}
        raise UsageError.unknown("not-one-of", shell, _SHELLS, **said)
    root = ctx.find_root().command
    output.put(kind(root, {}, "ressort", "_RESSORT_COMPLETE").source() + "\n")
    return 0


class _Completed(click.types.StringParamType):
    """Any text, for which a shell is told what can stand there."""

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """What begins so: words of a choice, ids, or what the shell knows of files and folders."""
        metavar = str(param.metavar or "").strip("[].")
        kind = next((kind for each in param.opts if (kind := _IDS.get(each))), None)
        if metavar in ("ID", "RULE") and isinstance(param, click.Argument):
            kind = _rules
        if "|" in metavar:
            return [CompletionItem(each) for each in metavar.split("|")
                    if each.startswith(incomplete)]  # fmt: skip
        if kind:
            found = dict(sorted(kind(ctx.params)))
            begun = incomplete.casefold()
            return [
                CompletionItem(id, help=name)
                for id, name in found.items()
                if id.casefold().startswith(begun)
            ]
        if metavar in _FILES or metavar == "DIR":
            return [CompletionItem(incomplete, type="dir" if metavar == "DIR" else "file")]
        return []


def complete_in(command: click.Command) -> None:
    """Has what the parameters of a command take be completed."""
    for param in command.params:
        if param.type is click.STRING:
            param.type = _Completed()


def _documents(given: dict[str, Any], kind: str) -> tuple[Document, ...]:
    """The rules or the organisations that a command would read, as far as they can be."""
    from checker.files.documents import Reader

    reader = Reader()
    if kind == "rules":
        return reader.rules(given.get("rules") or ())
    return reader.organisations(given.get("organisations") or (), ["."])


def _organisations(given: dict[str, Any]) -> Named:
    for each in _documents(given, "organisations"):
        town = municipality_of(each)
        yield town.id.text, f"{town.name}, {town.as_of.isoformat()}"


def _things(*kinds: type[Committee | Unit | Task]) -> Callable[[dict[str, Any]], Named]:
    def named(given: dict[str, Any]) -> Named:
        from checker.files.walk import organisation_here

        towns = {municipality_of(each).id.text: each for each in _documents(given, "organisations")}
        whose = given.get("organisation") or organisation_here(towns)
        for each in [towns[whose]] if whose in towns else towns.values():
            for one in each.statements:
                if isinstance(one, kinds):
                    yield one.id.text, one.name

    return named


def _of_rules(kind: str, called: Callable[[Any], str | None]) -> Callable[[dict[str, Any]], Named]:
    def named(given: dict[str, Any]) -> Named:
        from checker.speech import rule

        for each in _documents(given, "rules"):
            for one in each.walk():
                if isinstance(one, getattr(rule, kind)):
                    yield one.id.text, called(one) or ""

    return named


_rules = _of_rules("Rule", lambda one: one.title.en or one.title.da)
_IDS: dict[str, Callable[[dict[str, Any]], Named]] = {
    "--organisation": _organisations,
    "--unit": _things(Unit),
    "--task": _things(Task),
    "--area": _of_rules("Area", lambda one: one.word),
    "--rule": _rules,
    "--interpretation": _of_rules("Interpretation", lambda _: ""),
}
