# SPDX-License-Identifier: EUPL-1.2
"""A group of commands over a table: each is imported when it runs, its help speaks the user's
language, and what may be typed is completed."""

from __future__ import annotations

import inspect
from collections.abc import Collection, Iterable, Mapping
from importlib import import_module
from typing import TYPE_CHECKING

import click

from checker.commands.tongue import tongue
from checker.disk import output
from checker.errors import UsageError
from checker.say import sentences

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

NOT_CHECKED = 2
_LINE = "ressort.line"  # the command line, as it was given
Table = Mapping[str, tuple[str | click.Command, str]]


class _Formatter(click.HelpFormatter):
    """Writes help, each text of which is looked up in ``reports/help.da.toml`` for a Dane."""

    danish = False

    def _said(self, text: str) -> str:
        text = " ".join(text.split())
        return sentences("help", "da").get(text, text) if self.danish else text

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        for each in ("[OPTIONS]", "COMMAND [ARGS]..."):
            args = args.replace(each, self._said(each))
        super().write_usage(prog, args, prefix or f"{self._said('Usage:')} ")

    def write_heading(self, heading: str) -> None:
        super().write_heading(self._said(heading))

    def write_text(self, text: str) -> None:
        paragraphs = inspect.cleandoc(text).split("\n\n")
        super().write_text("\n\n".join(map(self._said, paragraphs)))

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2
    ) -> None:
        super().write_dl([(first, self._said(text)) for first, text in rows], col_max, col_spacing)


class _Context(click.Context):
    """What is known while a command runs, with the language that its help is shown in."""

    formatter_class = _Formatter

    def make_formatter(self) -> click.HelpFormatter:
        """A formatter in the language of who asks."""
        made = super().make_formatter()
        assert isinstance(made, _Formatter)
        made.danish = tongue(self.meta.get(_LINE, ())) == "da"
        return made

    def get_help(self) -> str:
        """The help of the command, with an example of it."""
        command, formatter = self.command, self.make_formatter()
        for write in (command.format_usage, command.format_help_text, command.format_options):
            write(self, formatter)
        if command.epilog:
            formatter.write_paragraph()
            formatter.write_heading("Example")
            formatter.write(f"  {command.epilog}")
        return formatter.getvalue().rstrip("\n")


class LazyGroup(click.Group):
    """A click group over a table: command name to its place and its one line of help.

    A place is ``module:attribute`` among the commands, the attribute being ``command`` where none
    is named, so that a module is imported only when its command runs; or the command itself.

    Attributes:
        sections: headings to the commands that stand under each in the help; the others stand
            under the last.
    """

    context_class = _Context

    def __init__(
        self,
        name: str,
        table: Table,
        help: str,
        sections: Mapping[str, Collection[str]] | None = None,
        epilog: str | None = None,
    ) -> None:
        names = {"help_option_names": ["-h", "--help"]}
        super().__init__(name, help=help, context_settings=names, epilog=epilog)
        self.table = table
        self.sections = sections or {"Commands": ()}

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """The arguments; none at all shows the help, as a wrong usage."""
        ctx.meta.setdefault(_LINE, (*args,))
        if not args and not ctx.resilient_parsing:
            output.tell(ctx.get_help())
            ctx.exit(NOT_CHECKED)
        return super().parse_args(ctx, args)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that arguments begin with, and the others; its name may be two words."""
        if (two := " ".join(args[:2])) in self.table:
            return two, self.get_command(ctx, two), args[2:]
        return super().resolve_command(ctx, args)

    def list_commands(self, _: click.Context) -> list[str]:
        return list(self.table)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name. Raises UsageError where there is none."""
        if cmd_name not in self.table:
            if ctx.resilient_parsing or cmd_name.startswith("-"):
                return None
            raise UsageError.unknown("no-such-command", cmd_name, self.table)
        command = self.table[cmd_name][0]
        if isinstance(command, str):
            module, _, attribute = command.partition(":")
            command = getattr(import_module(f"checker.commands.{module}"), attribute or "command")
            assert isinstance(command, click.Command)
        command.context_class = _Context
        if ctx.resilient_parsing:
            from checker.commands.completion import complete_in

            complete_in(command)
        return command

    def format_commands(self, _: click.Context, formatter: click.HelpFormatter) -> None:
        named = {each for names in self.sections.values() for each in names}
        last = [*self.sections][-1]
        for heading, names in self.sections.items():
            there = [*names, *(each for each in self.table if each not in named)]
            there = there if heading == last else [*names]
            with formatter.section(heading):
                formatter.write_dl([(each, self.table[each][1]) for each in there])

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """The commands and options that begin so; no command is imported for it."""
        from click.shell_completion import CompletionItem

        there = [(name, line) for name, (_, line) in self.table.items()]
        found = [CompletionItem(name, help=line) for name, line in there
                 if name.startswith(incomplete)]  # fmt: skip
        return [*found, *click.Command.shell_complete(self, ctx, incomplete)]
