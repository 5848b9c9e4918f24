"""``ressort rules format``: documents as the printer writes them."""

from __future__ import annotations

import click

from checker import output
from checker.commands import options
from checker.language.printer import print_document
from checker.library import Reader


@click.command("format")
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@click.option("--check", is_flag=True, help="Only list the files that are written otherwise.")
@options.language
def command(paths: tuple[str, ...], check: bool, lang: str | None) -> int:  # noqa: ARG001
    """Print documents of any kind in their one written form, to standard output.

    Exit status with --check: 0 all are in that form, 1 some are not, 2 not read.
    """
    reader = Reader()
    documents = reader.documents(paths)
    reader.finish()
    printed = [(each, print_document(each, each.surface, {})) for each in documents]
    if not check:
        output.put("\n".join(text for _, text in printed))
        return 0
    other = [each.span.path for each, text in printed if each.span.source.text != text]
    output.put("".join(f"{path}\n" for path in other))
    return int(bool(other))
