"""Blocks of a page to text, Markdown and HTML; a document to JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from typing import Any

from checker import folders
from checker.disk.output import as_text
from checker.page.blocks import Heading, Items, Paragraph, Plain, Table, Title
from checker.page.inline import escape_markdown
from checker.report.wording import WIDTH, glued, wrapped

Json = dict[str, Any]


def render(document: Json, blocks: Sequence[Plain], format: str) -> str:
    """A document in a format, ending in a line end; ``blocks`` say it in words."""
    if format == "json":
        return as_text(document)
    if format == "html":
        return _html(blocks, document["language"])
    lines = _markdown(blocks) if format == "markdown" else _text(blocks)
    return "\n".join(lines).strip() + "\n"


def _text(blocks: Sequence[Plain]) -> Iterator[str]:
    for before, block in zip((None, *blocks), blocks, strict=False):
        if before is not None and _apart(before, block):
            yield ""
        yield from _lines(block)


def _rows(table: Table) -> list[list[str]]:
    """The texts of a table, its heads first."""
    cells = [["".join(map(str, cell.parts)) for cell in row] for row in table.rows]
    return [[*table.heads], *cells]


def _apart(before: Plain, block: Plain) -> bool:
    """Whether a blank line stands between two blocks."""
    if isinstance(before, Heading):
        return False
    return isinstance(block, Heading | Table) or isinstance(before, Items | Table)


def _lines(block: Plain) -> Iterator[str]:
    match block:
        case Items():
            for number, item in enumerate(block.items, 1):
                sign = f"{number:>3}. " if block.look else "  "
                yield from wrapped(item.flat, sign, "     ")
        case Table():
            for number, part in enumerate(_parts(_rows(block))):
                widths = _widths(part)
                yield from [""] if number else []
                for row in part:
                    cells = zip(row, widths, strict=True)
                    yield "  ".join(cell.ljust(width) for cell, width in cells).rstrip()
        case _:
            yield from wrapped(block.text)


def _parts(rows: Sequence[Sequence[str]]) -> Iterator[list[list[str]]]:
    """A table as several that are narrow enough, each with the first column."""
    widths = _widths(rows)
    start = 1
    while start < len(widths):
        end, used = start, widths[0]
        while end < len(widths) and (end == start or used + 2 + widths[end] <= WIDTH):
            used += 2 + widths[end]
            end += 1
        yield [[row[0], *row[start:end]] for row in rows]
        start = end


def _widths(rows: Sequence[Sequence[str]]) -> list[int]:
    return [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]


def _markdown(blocks: Sequence[Plain]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Title():
                yield f"# {escape_markdown(block.text)}"
            case Heading():
                yield f"## {escape_markdown(block.text)}"
            case Paragraph():
                yield escape_markdown(block.text)
            case Items():
                for number, item in enumerate(block.items, 1):
                    sign = f"{number}." if block.look else "-"
                    yield f"{sign} {escape_markdown(item.flat)}"
            case Table():
                head, *rows = [[escape_markdown(cell) for cell in row] for row in _rows(block)]
                for row in (head, ["---"] * len(head), *rows):
                    yield f"| {' | '.join(row)} |"
        yield ""


def _html(blocks: Sequence[Plain], language: str) -> str:
    style = (folders.REPORTS / "report.css").read_text(encoding="utf-8")
    title = next((block.text for block in blocks if isinstance(block, Title)), "ressort")
    body = "\n".join(_element(block) for block in blocks)
    return (
        f'<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>\n{style}</style>\n</head>\n"
        f"<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    )


def _element(block: Plain) -> str:
    match block:
        case Title():
            return f"<h1>{_escaped(block.text)}</h1>"
        case Heading():
            return f"<h2>{_escaped(block.text)}</h2>"
        case Paragraph():
            return f"<p>{_escaped(block.text)}</p>"
        case Items():
            kind = "ol" if block.look else "ul"
            items = "".join(f"<li>{_escaped(item.flat)}</li>\n" for item in block.items)
            return f"<{kind}>\n{items}</{kind}>" if items else ""
        case Table():
            head, *rows = _rows(block)
            heads = "".join(f'<th scope="col">{_escaped(cell)}</th>' for cell in head)
            body = "\n".join(_row(row) for row in rows)
            return f"<table>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>"


def _row(row: Sequence[str]) -> str:
    first, *cells = row
    rest = "".join(f"<td>{_escaped(cell)}</td>" for cell in cells)
    return f'<tr><th scope="row">{_escaped(first)}</th>{rest}</tr>'


def _escaped(text: str) -> str:
    return escape(glued(text))
