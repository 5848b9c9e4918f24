"""A group of commands whose modules are imported only when they run."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module

import click

from checker.disk import output
from checker.errors import UsageError


class LazyGroup(click.Group):
    """A click group over a table: command name to its place and its one line of help.

    A place is ``module:attribute`` among the commands, the attribute being ``command`` where none
    is named.
    """

    def __init__(self, name: str, table: Mapping[str, tuple[str, str]], help: str) -> None:
        super().__init__(name, help=help)
        self.table = table

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """The arguments; none at all shows the help, as a wrong usage."""
        if not args and not ctx.resilient_parsing:
            output.tell(ctx.get_help())
            ctx.exit(2)
        return super().parse_args(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(self.table)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name. Raises UsageError where there is none."""
        if cmd_name not in self.table:
            if ctx.resilient_parsing or cmd_name.startswith("-"):
                return None
            raise UsageError.unknown("no-such-command", cmd_name, self.table)
        module, _, attribute = self.table[cmd_name][0].partition(":")
        command = getattr(import_module(f"checker.commands.{module}"), attribute or "command")
        assert isinstance(command, click.Command)
        return command

    def format_commands(
        self,
        ctx: click.Context,  # noqa: ARG002
        formatter: click.HelpFormatter,
    ) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in self.table.items()])
