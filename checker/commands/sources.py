# SPDX-License-Identifier: EUPL-1.2
"""``ressort sources``: whether what a rule base quotes and was read in still stands in its
documents, and the digest of a text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal

import click

from checker.commands import options
from checker.commands.options import Shared
from checker.disk import output
from checker.errors import UsageError
from checker.files.documents import read_base
from checker.files.texts import (
    ReadDocument,
    bare,
    digest_of_text,
    documents_in,
    read_document,
    same_digest,
)
from checker.records import asdict, frozen
from checker.say import Language, say
from checker.speech.node import Document, ReadIn

State = Literal["found", "moved", "gone", "unread"]
_ORDER: tuple[State, ...] = ("gone", "moved", "unread", "found")


@frozen
class Quotation:
    """Words that a statement quotes, or a text that it was read in.

    Attributes:
        id: of the statement, or what it begins with where it has none.
        state: whether they stand in the document; moved: the text of its page or anchor is
            another, or the words stand on another page; unread: the document is not there.
        digest_now: of the text that stands there now.
        now: the page or anchor where it stands now, where that can be told.
    """

    id: str
    state: State
    document: str
    section: str
    quote: str | None
    path: str
    line: int
    page: str | None = None
    anchor: str | None = None
    text_digest: str | None = None
    digest_now: str | None = None
    now: str | None = None


@click.command("verify", epilog="ressort sources verify kilder")
@click.argument("folder", metavar="DIR")
@options.shared(
    "rules",
    "organisations",
    options.choice("--format", ("text", "json"), "How the answer is written.", "text"),
    "lang",
)
def command(folder: str, shared: Shared, format: str) -> int:
    """Find each quotation and each text read of the rules and organisations in DIR.

    A document is a .txt, .md or .html file that bears its name (`placering-2013.txt`).
    A page is told by page breaks (form feeds), an anchor by its id; its text ends at the next.
    Exit status: 0 all stands in its document as it was read, or the document is not in DIR;
    1 something moved, or stands there no longer; 2 no quoted document is in DIR, or one cannot
    be read.
    """
    read = read_base(shared.rules, shared.organisations)
    documents = (*read.rules, *read.organisations)
    quotations = list(_quotations(documents, folder))
    if all(each.state == "unread" for each in quotations):
        names = ", ".join(dict.fromkeys(each.document for each in quotations)) or "-"
        raise UsageError("no-quoted-document", where=folder, names=names)
    lines = _lines(quotations, folder, shared.lang or documents[0].surface)
    output.put_answer({"quotations": [*map(asdict, quotations)]}, lines, format)
    return int(any(each.state in ("gone", "moved") for each in quotations))


@click.command("digest", epilog="ressort sources digest kilder/placering-2013.txt --page 12")
@click.argument("file", metavar="FILE")
@options.one("--page", "PAGE", "The digest of this page alone.")
@options.one("--anchor", "ID", "The digest of the text from this anchor to the next.")
@options.shared("lang")
def digest(file: str, page: str | None, anchor: str | None, **_: Shared) -> int:
    """Print the digest of the text in FILE, as `text digest` in a reading writes it."""
    if page is not None and anchor is not None:
        raise UsageError("page-or-anchor")
    text = read_document(Path(file)).part(page, anchor)
    if text is None:
        raise UsageError("no-such-part", path=file, part=page or anchor)
    output.put(f"{digest_of_text(text)}\n")
    return 0


def _quotations(documents: Sequence[Document], folder: str) -> Iterator[Quotation]:
    """Every quotation and text read of some documents, in the order they are written, looked for
    in the files of a folder. Raises UnreadableError for a folder or file that cannot be read."""
    texts = documents_in(folder)
    for statement in (one for document in documents for one in document.statements):
        id = getattr(statement, "id", None)
        name = id.text if id else statement.span.text.split("\n")[0].strip()
        for node in statement.walk():
            if isinstance(node, ReadIn) and (node.quote or node.text_digest):
                yield _verified(node, name, texts.get(bare(node.document)))


def _verified(node: ReadIn, id: str, at_hand: ReadDocument | None) -> Quotation:
    state: State = "found"
    digest_now = now = None
    if at_hand is None:
        state = "unread"
    else:
        part = at_hand.part(node.page, node.anchor)
        digest_now = digest_of_text(part) if part is not None and node.text_digest else None
        stands = not node.quote or (part is not None and bare(node.quote) in bare(part))
        if node.text_digest and (part is None or not same_digest(node.text_digest, part)):
            state = "moved"
            now = at_hand.where(node.text_digest)
        if part is None or not stands:
            now = now or (at_hand.place_of(node.quote) if node.quote else None)
            elsewhere = node.quote and bare(node.quote) in bare(at_hand.text)
            state = "moved" if now or elsewhere else "gone"
    said = {name: getattr(node, name) for name in ("page", "anchor", "text_digest")}
    place = node.span.path, node.span.line
    what = (node.document, node.section, node.quote)
    return Quotation(id, state, *what, *place, **said, digest_now=digest_now, now=now)


def _place(at: str, language: Language) -> str:
    """A page or an anchor as it is named."""
    return say(language, "quote.page", page=at) if at.isdigit() else at


def _lines(quotations: Sequence[Quotation], folder: str, language: Language) -> Iterator[str]:
    for each in sorted(quotations, key=lambda one: _ORDER.index(one.state)):
        state = say(language, f"quote.{each.state}", folder=folder)
        if each.now:
            state = say(language, "quote.now", now=_place(each.now, language))
        section = say(language, "section", document=each.document, section=each.section)
        part = each.page or each.anchor
        where = f"{section}, {_place(part, language)}" if part else section
        said = f": »{each.quote}«" if each.quote else ""
        yield f"{each.path}:{each.line}: {each.id}: {state}{said} ({where})"
    moved = dict.fromkeys(one.id for one in quotations if one.state in ("gone", "moved"))
    if moved:
        yield say(language, "quotes.rules", rules=", ".join(moved))
    counts = Counter[str](each.state for each in quotations)
    total = {state: counts[state] for state in _ORDER}
    yield say(language, "quotes", quotes=len(quotations), **total)
