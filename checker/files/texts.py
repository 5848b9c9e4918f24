# SPDX-License-Identifier: EUPL-1.2
"""The documents that a rule base was read in: what stands in them, by page and anchor, as it is
compared and digested."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from checker.errors import UnreadableError
from checker.records import frozen
from checker.source import Source, composed, digest_of

_HTML = (".html", ".htm")
_ENDINGS = (".txt", ".md", *_HTML)
_ANCHOR = re.compile(
    r"<[^<>]*?\b(?:id|name)\s*=\s*[\"']?([^\"'\s>]+)[^<>]*>|\{#([^}\s]+)\}", re.IGNORECASE
)
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
class ReadDocument:
    """A document at hand: its text, and whether that is HTML."""

    raw: str
    is_html: bool

    @property
    def text(self) -> str:
        return self._said(self.raw)

    def part(self, page: str | None = None, anchor: str | None = None) -> str | None:
        """The text of a page, or from an anchor up to the next one; the whole text where neither
        is named, or pages are asked of a document that has no page breaks. None: no such part."""
        if anchor is not None:
            return dict(self._anchors()).get(anchor.removeprefix("#"))
        if page is None or "\f" not in self.raw:
            return self.text
        return dict(self._pages()).get(page)

    def where(self, digest: str) -> str | None:
        """The page or anchor whose text has a digest."""
        return next((name for name, text in self._parts() if same_digest(digest, text)), None)

    def place_of(self, quote: str) -> str | None:
        """The first page or anchor at which words stand."""
        return next((name for name, text in self._parts() if bare(quote) in bare(text)), None)

    def _parts(self) -> Iterator[tuple[str, str]]:
        yield from self._pages()
        yield from self._anchors()

    def _pages(self) -> list[tuple[str, str]]:
        pages = self.raw.split("\f") if "\f" in self.raw else []
        return [(str(number), self._said(text)) for number, text in enumerate(pages, 1)]

    def _anchors(self) -> Iterator[tuple[str, str]]:
        found = [*_ANCHOR.finditer(self.raw)]
        for number, match in enumerate(found):
            following = found[number + 1 :]
            end = following[0].start() if following else len(self.raw)
            yield match[1] or match[2], self._said(self.raw[match.end() : end])

    def _said(self, raw: str) -> str:
        return text_of_html(raw) if self.is_html else raw


def documents_in(folder: str) -> dict[str, ReadDocument]:
    """The documents in a folder by their names as they are compared. Raises UnreadableError for a
    folder or file that cannot be read."""
    top = Path(folder)
    if not top.is_dir():
        raise UnreadableError(folder, "no-such-file")
    found: dict[str, ReadDocument] = {}
    for file in sorted(top.rglob("*")):
        if file.suffix.casefold() in _ENDINGS and file.is_file():
            found.setdefault(bare(file.stem), read_document(file))
    return found


def read_document(file: Path) -> ReadDocument:
    """A document. Raises UnreadableError where it is no readable text."""
    text = Source.read(file, file.as_posix()).text
    return ReadDocument(text, file.suffix.casefold() in _HTML)


def digest_of_text(text: str) -> str:
    """The digest of a text as it is compared."""
    return digest_of(bare(text))


def same_digest(written: str, text: str) -> bool:
    """Whether a digest is that of a text."""
    return written[:16] == digest_of_text(text)


def bare(text: str) -> str:
    """A text as it is compared: case, line breaks, blanks and the shape of quotation marks and
    hyphens make no difference."""
    folded = composed(text).translate(_SAME)
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

    def handle_starttag(self, tag: str, _: object) -> None:
        self.hidden += tag in ("script", "style")

    def handle_endtag(self, tag: str) -> None:
        self.hidden -= tag in ("script", "style") and self.hidden > 0

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.said.append(data)
