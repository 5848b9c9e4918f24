"""``ressort config pin``: the line that pins the rule base which is read now."""

from __future__ import annotations

import click

from checker.commands import options, settings
from checker.commands.options import Shared
from checker.commands.session import rule_base
from checker.disk import output
from checker.files.documents import Library, Reader


@click.command("pin")
@settings.configured("rules")
@options.shared("rules")
def command(shared: Shared) -> int:
    """Print the setting that pins the rule base, for ressort.toml.

    `check` then ends with status 2 where it reads another one.
    """
    reader = Reader()
    library = Library(rules=reader.rules(shared.rules))
    reader.finish()
    output.put(f'rule-base = "sha256:{rule_base(library.rules)}"\n')
    return 0
