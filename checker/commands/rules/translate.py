"""``ressort rules translate``: a document in the other language."""

from __future__ import annotations

import click

from checker import output
from checker.commands import options
from checker.errors import Language, UsageError
from checker.language.names import area_words, declared_ids, settle
from checker.language.printer import print_document
from checker.library import Reader


@click.command("translate")
@click.argument("path", metavar="PATH")
@options.choice("--to", ("en", "da"), "The language to write it in.")
@options.rules
@options.organisations
@options.language
def command(
    path: str,
    to: Language | None,
    rules: tuple[str, ...],
    organisations: tuple[str, ...],
    lang: str | None,  # noqa: ARG001
) -> int:
    """Print a document of any kind in the other language, to standard output.

    Ids stay; the words of areas come from the rules in use and from the document itself.
    """
    if to is None:
        raise UsageError("argument-missing", name="--to")
    reader = Reader()
    base = reader.rules(rules)
    places = reader.organisations(organisations)
    documents = reader.documents([path])
    reader.finish()
    if len(documents) > 1:
        raise UsageError("one-document", where=path, count=len(documents))
    words = area_words([*base, *documents])
    known = declared_ids([*base, *places, *documents])
    output.put(print_document(settle(documents[0], words, known), to, words))
    return 0
