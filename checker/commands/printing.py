# SPDX-License-Identifier: EUPL-1.2
"""``ressort rules list``, ``show``, ``format`` and ``translate``: rules in a line each, and
documents as the printer writes them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from shlex import join

import click

from checker.commands import options, settings
from checker.commands.options import Shared
from checker.disk import output
from checker.errors import UsageError
from checker.files.documents import Reader, read_rules
from checker.files.printing import BasePrinter
from checker.language.names import area_words, declared_ids, resolve_names
from checker.language.printer import print_document
from checker.records import evolve
from checker.say import Language, say
from checker.speech.node import Document
from checker.speech.rule import Rule


class DocumentPrinter(BasePrinter):
    """Prints documents by the rules and organisations that options name."""

    def __init__(self, reader: Reader, shared: Shared, documents: Sequence[Document]) -> None:
        """Reads rule base and organisations. Raises MistakesError for all that ``reader`` met."""
        near = [each.span.path for each in documents]
        base = [*reader.rules(shared.rules), *reader.organisations(shared.organisations, near)]
        reader.finish()
        super().__init__(base, documents)


@click.command("list", epilog="ressort rules list --lang da")
@options.shared("rules", "lang")
def list_rules(shared: Shared) -> int:
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


@click.command("show", epilog="ressort rules show two-readings")
@click.argument("ids", metavar="ID...", nargs=-1, required=True)
@options.shared("rules", "lang")
def show(ids: tuple[str, ...], shared: Shared) -> int:
    """Show what is written under an id: a rule, a source, an authority or an area."""
    known = said_by_id(read_rules(shared.rules))
    for id in ids:
        if id not in known:
            raise UsageError.unknown("unknown-rule", id, known)
    output.put("\n".join(known[id](shared.lang) for id in ids))
    return 0


def said_by_id(rules: Sequence[Document]) -> dict[str, Callable[[Language | None], str]]:
    """What prints the statement under each id of some rules, with its place, in its own language or
    another."""
    words, declared = area_words(rules), declared_ids(rules)

    def printed(document: Document, language: Language | None) -> str:
        span, surface = document.statements[0].span, language or document.surface
        return f"# {span.path}:{span.line}\n{print_document(document, surface, words)}"

    return {
        statement.id.text: partial(printed, evolve(document, statements=(statement,), comments=()))
        for document in (resolve_names(each, words, declared) for each in rules)
        for statement in document.statements
        if hasattr(statement, "id")
    }


@click.command("format", epilog="ressort rules format forslag.ressort --check")
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@click.option("--check", is_flag=True, help="Only list the files that are written otherwise.")
@settings.configured(*settings.SHARED)
@options.shared("rules", "organisations", "lang")
def format(paths: tuple[str, ...], check: bool, shared: Shared) -> int:
    """Print documents of any kind in their one written form, to standard output.

    Exit status with --check: 0 all are in that form, 1 some are not, 2 not read.
    """
    reader = Reader()
    documents = reader.documents(paths)
    printer = DocumentPrinter(reader, shared, documents)
    printed = [(each, printer.print(each)) for each in documents]
    if not check:
        output.put("\n".join(text for _, text in printed))
        return 0
    other = [each.span.path for each, text in printed if each.span.source.text != text]
    output.put("".join(f"{path}\n" for path in other))
    if other:
        command = join(("ressort", "rules", "format", other[0]))
        language = shared.lang or documents[0].surface
        output.tell(say(language, "written-otherwise", command=command))
    return int(bool(other))


@click.command("translate", epilog="ressort rules translate forslag.ressort --to en")
@click.argument("path", metavar="PATH")
@options.choice("--to", ("en", "da"), "The language to write it in.")
@options.shared("rules", "organisations", "lang")
def translate(path: str, to: Language | None, shared: Shared) -> int:
    """Print a document of any kind in the other language, to standard output.

    Ids stay; the words of areas come from the rules in use and from the document itself.
    """
    if to is None:
        raise UsageError("argument-missing", name="--to")
    reader = Reader()
    documents = reader.documents([path])
    printer = DocumentPrinter(reader, shared, documents)
    if len(documents) > 1:
        raise UsageError("one-document", where=path, count=len(documents))
    output.put(printer.print(documents[0], to))
    return 0
