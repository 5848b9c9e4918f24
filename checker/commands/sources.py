"""``ressort sources``: the documents that the rule base was read in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from checker.audit.quotes import Quotation, text_of_html
from checker.audit.quotes import verify as verified
from checker.commands import options
from checker.commands.group import LazyGroup
from checker.commands.options import Shared
from checker.disk import output
from checker.errors import UnreadableError, UsageError
from checker.files.documents import Reader
from checker.say import Language, say
from checker.source import Source

_HTML = (".html", ".htm")
_ENDINGS = (".txt", ".md", *_HTML)
_ORDER = ("gone", "unread", "found")

command = LazyGroup(
    "sources",
    {"verify": ("sources:verify", "Find each quotation in the text of its document.")},
    "The documents that the rule base was read in.",
)


@click.command("verify")
@click.argument("folder", metavar="DIR")
@options.shared(
    "rules",
    "organisations",
    options.choice("--format", ("text", "json"), "How the answer is written.", "text"),
    "lang",
)
def verify(folder: str, shared: Shared, format: str) -> int:
    """Find each quotation of the rules and organisations in the documents in DIR.

    A document is a .txt, .md or .html file that bears its name (`placering-2013.txt`).
    Exit status: 0 each quotation stands in its document, or the document is not in DIR;
    1 one stands there no longer; 2 no quoted document is in DIR, or one cannot be read.
    """
    reader = Reader()
    documents = (*reader.rules(shared.rules), *reader.organisations(shared.organisations))
    reader.finish()
    quotations = verified(documents, _texts(folder))
    if all(each.state == "unread" for each in quotations):
        names = ", ".join(dict.fromkeys(each.read_in.document for each in quotations)) or "-"
        raise UsageError("no-quoted-document", where=folder, names=names)
    lines = _lines(quotations, folder, shared.lang or documents[0].surface)
    output.put_answer({"quotations": [_entry(each) for each in quotations]}, lines, format)
    return int(any(each.state == "gone" for each in quotations))


def _texts(folder: str) -> dict[str, str]:
    """Name of each document in a folder to its text. Raises UnreadableError, CheckerError."""
    top = Path(folder)
    if not top.is_dir():
        raise UnreadableError(folder, "no-such-file")
    texts: dict[str, str] = {}
    for file in sorted(top.rglob("*")):
        if file.suffix.casefold() in _ENDINGS and file.is_file():
            text = Source.read(file, file.as_posix()).text
            html = file.suffix.casefold() in _HTML
            texts.setdefault(file.stem, text_of_html(text) if html else text)
    return texts


def _lines(quotations: Sequence[Quotation], folder: str, language: Language) -> Iterator[str]:
    for each in sorted(quotations, key=lambda one: _ORDER.index(one.state)):
        read = each.read_in
        state = say(language, f"quote.{each.state}", folder=folder)
        section = say(language, "section", document=read.document, section=read.section)
        yield (f"{read.span.path}:{read.span.line}: {each.id}: {state}: »{read.quote}« ({section})")
    counts = Counter[str](each.state for each in quotations)
    total = {state: counts[state] for state in _ORDER}
    yield say(language, "quotes", quotes=len(quotations), **total)


def _entry(quotation: Quotation) -> dict[str, object]:
    read = quotation.read_in
    return {
        "id": quotation.id,
        "state": quotation.state,
        "document": read.document,
        "section": read.section,
        "quote": read.quote,
        "path": read.span.path,
        "line": read.span.line,
    }
