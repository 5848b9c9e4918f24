"""``ressort rules format``: documents as the printer writes them."""

from __future__ import annotations

import click

from checker.commands import options, settings
from checker.commands.options import Shared
from checker.commands.rules.printing import Printer
from checker.disk import output
from checker.files.documents import Reader


@click.command("format")
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@click.option("--check", is_flag=True, help="Only list the files that are written otherwise.")
@settings.configured(*settings.SHARED)
@options.shared("rules", "organisations", "lang")
def command(paths: tuple[str, ...], check: bool, shared: Shared) -> int:
    """Print documents of any kind in their one written form, to standard output.

    Exit status with --check: 0 all are in that form, 1 some are not, 2 not read.
    """
    reader = Reader()
    documents = reader.documents(paths)
    printer = Printer(reader, shared, documents)
    printed = [(each, printer.print(each)) for each in documents]
    if not check:
        output.put("\n".join(text for _, text in printed))
        return 0
    other = [each.span.path for each, text in printed if each.span.source.text != text]
    output.put("".join(f"{path}\n" for path in other))
    return int(bool(other))
