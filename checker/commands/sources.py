"""``ressort sources verify``: whether the words that a rule base quotes still stand in the
documents they were read in."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from html.parser import HTMLParser
from pathlib import Path
from typing import Literal

import click
from attrs import asdict, frozen

from checker.commands import options
from checker.commands.options import Shared
from checker.disk import output
from checker.errors import UnreadableError, UsageError
from checker.files.documents import Reader
from checker.say import Language, say
from checker.source import Source
from checker.speech.node import Document, ReadIn

_HTML = (".html", ".htm")
_ENDINGS = (".txt", ".md", *_HTML)
_ORDER = ("gone", "unread", "found")
_SAME = str.maketrans(
    {
        **dict.fromkeys("‘’‚′", "'"),
        **dict.fromkeys("“”„»«″", '"'),
        **dict.fromkeys("‐‑–—", "-"),
        "\u00ad": None,
        "\u200b": None,
    }
)


@frozen
class Quotation:
    """Words that a statement quotes.

    Attributes:
        id: of the statement, or what it begins with where it has none.
        state: whether they stand in the document; unread: the document is not there.
    """

    id: str
    state: Literal["found", "gone", "unread"]
    document: str
    section: str
    quote: str
    path: str
    line: int


@click.command("verify")
@click.argument("folder", metavar="DIR")
@options.shared(
    "rules",
    "organisations",
    options.choice("--format", ("text", "json"), "How the answer is written.", "text"),
    "lang",
)
def command(folder: str, shared: Shared, format: str) -> int:
    """Find each quotation of the rules and organisations in the documents in DIR.

    A document is a .txt, .md or .html file that bears its name (`placering-2013.txt`).
    Exit status: 0 each quotation stands in its document, or the document is not in DIR;
    1 one stands there no longer; 2 no quoted document is in DIR, or one cannot be read.
    """
    reader = Reader()
    documents = (*reader.rules(shared.rules), *reader.organisations(shared.organisations))
    reader.finish()
    quotations = list(_quotations(documents, folder))
    if all(each.state == "unread" for each in quotations):
        names = ", ".join(dict.fromkeys(each.document for each in quotations)) or "-"
        raise UsageError("no-quoted-document", where=folder, names=names)
    lines = _lines(quotations, folder, shared.lang or documents[0].surface)
    output.put_answer({"quotations": [*map(asdict, quotations)]}, lines, format)
    return int(any(each.state == "gone" for each in quotations))


def _quotations(documents: Sequence[Document], folder: str) -> Iterator[Quotation]:
    """Every quotation of some documents, in the order they are written, looked for in the files
    of a folder. Raises UnreadableError for a folder or file that cannot be read."""
    top = Path(folder)
    if not top.is_dir():
        raise UnreadableError(folder, "no-such-file")
    texts: dict[str, str] = {}
    for file in sorted(top.rglob("*")):
        if file.suffix.casefold() in _ENDINGS and file.is_file():
            text = Source.read(file, file.as_posix()).text
            text = text_of_html(text) if file.suffix.casefold() in _HTML else text
            texts.setdefault(file.stem, text)
    plain = {bare(name): bare(text) for name, text in texts.items()}
    for statement in (one for document in documents for one in document.statements):
        id = getattr(statement, "id", None)
        name = id.text if id else statement.span.text.split("\n")[0].strip()
        for node in statement.walk():
            if isinstance(node, ReadIn) and node.quote:
                found = plain.get(bare(node.document))
                stands = found is not None and bare(node.quote) in found
                place = node.span.path, node.span.line
                yield Quotation(
                    name,
                    "found" if stands else "unread" if found is None else "gone",
                    *(node.document, node.section, node.quote, *place),
                )


def bare(text: str) -> str:
    """A text as it is compared: case, line breaks, blanks and the shape of quotation marks and
    hyphens make no difference."""
    folded = unicodedata.normalize("NFC", text).translate(_SAME)
    return re.sub(r"\s+", " ", folded).strip().casefold()


def text_of_html(html: str) -> str:
    """What a page of HTML says, without its tags, scripts and styles."""
    page = _HtmlText()
    page.feed(html)
    page.close()
    return " ".join(page.said)


class _HtmlText(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002
        self.hidden += tag in ("script", "style")

    def handle_endtag(self, tag: str) -> None:
        self.hidden -= tag in ("script", "style") and self.hidden > 0

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.said.append(data)


def _lines(quotations: Sequence[Quotation], folder: str, language: Language) -> Iterator[str]:
    for each in sorted(quotations, key=lambda one: _ORDER.index(one.state)):
        state = say(language, f"quote.{each.state}", folder=folder)
        section = say(language, "section", document=each.document, section=each.section)
        yield f"{each.path}:{each.line}: {each.id}: {state}: »{each.quote}« ({section})"
    counts = Counter[str](each.state for each in quotations)
    total = {state: counts[state] for state in _ORDER}
    yield say(language, "quotes", quotes=len(quotations), **total)
