"""``ressort rules translate``: a document in the other language."""

from __future__ import annotations

import click

from checker.commands import options
from checker.commands.options import Shared
from checker.commands.rules.printing import Printer
from checker.disk import output
from checker.errors import UsageError
from checker.files.documents import Reader
from checker.say import Language


@click.command("translate")
@click.argument("path", metavar="PATH")
@options.choice("--to", ("en", "da"), "The language to write it in.")
@options.shared("rules", "organisations", "lang")
def command(path: str, to: Language | None, shared: Shared) -> int:
    """Print a document of any kind in the other language, to standard output.

    Ids stay; the words of areas come from the rules in use and from the document itself.
    """
    if to is None:
        raise UsageError("argument-missing", name="--to")
    reader = Reader()
    documents = reader.documents([path])
    printer = Printer(reader, shared, documents)
    if len(documents) > 1:
        raise UsageError("one-document", where=path, count=len(documents))
    output.put(printer.print(documents[0], to))
    return 0
