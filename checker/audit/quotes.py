"""Whether the words that a rule base quotes still stand in the documents they were read in."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from html.parser import HTMLParser
from typing import Literal

from attrs import frozen

from checker.speech.node import Document, ReadIn

_BLANK = re.compile(r"\s+")
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
    read_in: ReadIn
    state: Literal["found", "gone", "unread"]


def verify(documents: Sequence[Document], texts: Mapping[str, str]) -> tuple[Quotation, ...]:
    """Every quotation of some documents, in the order they are written.

    Args:
        texts: the name of a document to its text. Case, line breaks, blanks and the shape of
            quotation marks and hyphens make no difference.
    """
    plain = {_name(name): bare(text) for name, text in texts.items()}
    return tuple(
        Quotation(id, read, _state(read, plain)) for id, read in _quoted(documents) if read.quote
    )


def bare(text: str) -> str:
    """A text as it is compared."""
    folded = unicodedata.normalize("NFC", text).translate(_SAME)
    return _BLANK.sub(" ", folded).strip().casefold()


def text_of_html(html: str) -> str:
    """What a page of HTML says, without its tags, scripts and styles."""
    page = _Page()
    page.feed(html)
    page.close()
    return " ".join(page.said)


class _Page(HTMLParser):
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


def _quoted(documents: Sequence[Document]) -> Iterator[tuple[str, ReadIn]]:
    for document in documents:
        for statement in document.statements:
            id = getattr(statement, "id", None)
            name = id.text if id else statement.span.text.split("\n")[0].strip()
            for node in statement.walk():
                if isinstance(node, ReadIn):
                    yield name, node


def _name(document: str) -> str:
    return bare(document)


def _state(read: ReadIn, texts: Mapping[str, str]) -> Literal["found", "gone", "unread"]:
    text = texts.get(_name(read.document))
    if text is None:
        return "unread"
    return "found" if bare(read.quote or "") in text else "gone"
