"""``ressort rules list``: one line a rule."""

import click

from checker.commands import options
from checker.commands.options import Shared
from checker.disk import output
from checker.files.documents import read_rules
from checker.speech.rule import Rule


@click.command("list")
@options.shared("rules", "lang")
def command(shared: Shared) -> int:
    """List the rules: id, legal basis, title."""
    rows = [
        (
            each.id.text,
            ", ".join(str(basis) for basis in each.bases),
            each.title.said(shared.lang or document.surface),
        )
        for document in read_rules(shared.rules)
        for each in document.statements
        if isinstance(each, Rule)
    ]
    widths = [max((len(row[column]) for row in rows), default=0) for column in (0, 1)]
    output.put("".join(f"{row[0]:{widths[0]}}  {row[1]:{widths[1]}}  {row[2]}\n" for row in rows))
    return 0
