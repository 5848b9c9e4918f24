"""``ressort rules show``: statements of the rule base by their id."""

import click
from attrs import evolve

from checker.commands import options
from checker.commands.options import Shared
from checker.disk import output
from checker.errors import UsageError
from checker.files.documents import Reader
from checker.language.names import area_words, declared_ids, resolve_names
from checker.language.printer import print_document
from checker.say import Language
from checker.speech.node import Document, Node


@click.command("show")
@click.argument("ids", metavar="ID...", nargs=-1, required=True)
@options.shared("rules", "lang")
def command(ids: tuple[str, ...], shared: Shared) -> int:
    """Show what is written under an id: a rule, a source, an authority or an area."""
    reader = Reader()
    documents = reader.rules(shared.rules)
    reader.finish()
    words = area_words(documents)
    ids_on_file = declared_ids(documents)
    documents = tuple(resolve_names(each, words, ids_on_file) for each in documents)
    known = {
        each.id.text: (document, each)
        for document in documents
        for each in document.statements
        if hasattr(each, "id")
    }
    for id in ids:
        if id not in known:
            raise UsageError.unknown("unknown-rule", id, known)
    output.put("\n".join(_shown(*known[id], shared.lang, words) for id in ids))
    return 0


def _shown(
    document: Document, statement: Node, language: Language | None, words: dict[str, str]
) -> str:
    place = f"# {statement.span.path}:{statement.span.line}\n"
    alone = evolve(document, statements=(statement,), comments=())
    return place + print_document(alone, language or document.surface, words)
