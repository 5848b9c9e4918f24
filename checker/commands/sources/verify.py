"""``ressort sources verify``: every quotation found in its document, or reported."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import click

from checker.audit.quotes import Quotation, text_of_html, verify
from checker.commands import options
from checker.commands.options import Shared
from checker.disk import output
from checker.errors import UnreadableError, UsageError
from checker.files.documents import Reader
from checker.say import Language, say
from checker.source import Source

_HTML = (".html", ".htm")
_ENDINGS = (".txt", ".md", *_HTML)


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
    language = shared.lang or documents[0].surface
    texts = _texts(folder)
    quotations = verify(documents, texts)
    if all(each.state == "unread" for each in quotations):
        names = ", ".join(dict.fromkeys(each.read_in.document for each in quotations)) or "-"
        raise UsageError("no-quoted-document", where=folder, names=names)
    write = _json if format == "json" else _text
    output.put(write(quotations, folder, language))
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


def _text(quotations: tuple[Quotation, ...], folder: str, language: Language) -> str:
    lines = []
    for each in sorted(quotations, key=lambda one: _ORDER[one.state]):
        place = f"{each.read_in.span.path}:{each.read_in.span.line}"
        state = say(language, f"quote.{each.state}", folder=folder)
        read = each.read_in
        section = say(language, "section", document=read.document, section=read.section)
        lines.append(f"{place}: {each.id}: {state}: »{read.quote}« ({section})")
    counts = Counter[str](each.state for each in quotations)
    total = {state: counts[state] for state in _ORDER}
    lines.append(say(language, "quotes", quotes=len(quotations), **total))
    return "".join(f"{line}\n" for line in lines)


_ORDER = {"gone": 0, "unread": 1, "found": 2}


def _json(quotations: tuple[Quotation, ...], folder: str, language: Language) -> str:  # noqa: ARG001
    told = [
        {
            "id": each.id,
            "state": each.state,
            "document": each.read_in.document,
            "section": each.read_in.section,
            "quote": each.read_in.quote,
            "path": each.read_in.span.path,
            "line": each.read_in.span.line,
        }
        for each in quotations
    ]
    return json.dumps({"quotations": told}, ensure_ascii=False, indent=2) + "\n"
