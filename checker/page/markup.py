# SPDX-License-Identifier: EUPL-1.2
"""Pieces and blocks of a page to text, Markdown and HTML; texts that show as they are in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from typing import Any

from checker import folders
from checker.disk.output import as_text
from checker.page.blocks import Heading, Items, Paragraph, Parts, Piece, Plain, Table, Title, plain
from checker.page.drawing import image
from checker.report.wording import WIDTH, glued, wrapped
from checker.shown import shown

_FORMULA = re.compile(r"'*[=+\-@]")
_CALL = re.compile(r"([@#!%])(?=\w)")
_EMPTY = "–"
_NARROW = 3  # columns of a table that has room on a telephone
_WITHIN = re.compile(r"(\s*)(.*?)(\s*)", re.DOTALL)
_MARKED = re.compile(r"([\\`*_{}\[\]<>#|~$])|^(\s*)([-+=]|\d+[.)])(?=\s|$)", re.MULTILINE)


# ------------------------------------------------------------ texts and pieces


def escape_markdown(text: str) -> str:
    """A text as Markdown that shows it as it is and calls nobody, on one line, in a table cell
    too."""

    def escaped(found: re.Match[str]) -> str:
        if found[1]:
            return f"\\{found[1]}"
        mark = found[3]
        return f"{found[2]}{mark[:-1]}\\{mark[-1]}"

    flat = " ".join(text.replace("&", "&amp;").split())
    return uncalled(_MARKED.sub(escaped, flat))


def uncalled(text: str) -> str:
    """A text no name or number in which a host of repositories turns into a call to a person or a
    link to another case."""
    return _CALL.sub("\\1\u200b", text)


def escape_csv(text: str) -> str:
    """A text as a cell of a CSV file that no spreadsheet takes for a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def csv_text(rows: Iterable[Iterable[str]], separator: str = ",") -> str:
    """Rows as a CSV file, no cell of which a spreadsheet takes for a formula."""
    import csv

    page = StringIO()
    writer = csv.writer(page, delimiter=separator, lineterminator="\n")
    writer.writerows([escape_csv(text) for text in row] for row in rows)
    return page.getvalue()


def markdown_of(parts: Parts) -> str:
    """Parts as Markdown."""
    return "".join(_piece_in_markdown(_piece(each)) for each in parts)


def html_of(parts: Parts, time: str = "") -> str:
    """Parts as HTML, without what the element of a lone one says; ``time``: the tag of a day."""
    if len(parts) == 1 and element(parts):
        return _in_html(_piece(parts[0]).text)
    return "".join(_piece_in_html(_piece(each), time) for each in parts)


def element(parts: Parts) -> str:
    """The attributes of an element whose whole content is one part."""
    one = parts[0] if len(parts) == 1 else ""
    if isinstance(one, str) or one.look == "link":
        return ""
    if one.look in ("path", "digest", "empty"):
        return f' class="{one.look}"'
    return f' lang="{one.language}"' if one.language else ""


def _piece(part: str | Piece) -> Piece:
    return Piece(part) if isinstance(part, str) else part


def _parted(text: str) -> tuple[str, str, str]:
    """The blanks before a text, the text, and those after it."""
    found = _WITHIN.fullmatch(text)
    assert found
    lead, bare, end = found.groups()
    return lead, bare, end


def _piece_in_markdown(piece: Piece) -> str:
    if piece.look in ("day", "empty", "break"):
        return piece.text
    lead, text, end = _parted(piece.text)
    told = escape_markdown(shown(text))
    match piece.look:
        case "second-hand":
            told = f"*[{told}](#{piece.of})*" if piece.of else f"*{told}*"
        case "place":
            told = f" ({escape_markdown(shown(piece.of))})"
        case "lead":
            told = f"**{told}**"
    return f"{lead}{told}{end}"


def _piece_in_html(piece: Piece, time: str) -> str:
    lead, text, end = _parted(piece.text)
    told = _in_html(text)
    match piece.look:
        case "second-hand":
            told = f'<em class="second-hand">{told}</em>'
            told = f'<a href="#{piece.of}">{told}</a>' if piece.of else told
        case "place":
            told = f' <span class="path">{told}</span>'
        case "path":
            told = f'<br><span class="path">{told}</span>'
        case "question" | "lead":
            told = f"<strong>{told}</strong>"
        case "rule":
            told = f"<em>{told}</em>"
        case "link":
            told = f'<a href="#{piece.of}" lang="{piece.language}">{told}</a>'
        case "break":
            return f"{text} <br>"
        case "day" if time:
            told = f'<{time} datetime="{piece.of}">{told}</{time}>'
        case "" if piece.language:
            told = f'<span lang="{piece.language}">{told}</span>'
    return f"{lead}{told}{end}"


def _in_html(text: str) -> str:
    import markupsafe  # only a page by a template needs it

    return str(markupsafe.escape(glued(shown(text))))


def _escaped(text: str) -> str:
    from html import escape

    return escape(text)


# ------------------------------------------------------------ pages without sections


def render(document: dict[str, Any], blocks: Sequence[Plain], format: str) -> str:
    """A document in a format, ending in a line end; ``blocks`` say it in words."""
    if format == "json":
        return as_text(document)
    if format == "html":
        return _html(blocks, document["language"])
    lines = _markdown(blocks) if format == "markdown" else _text(blocks)
    return "\n".join(lines).strip() + "\n"


def render_with_list(
    document: dict[str, Any],
    blocks: Sequence[Plain],
    format: str,
    key: str,
    items: Iterator[tuple[dict[str, Any], str]],
) -> Iterator[str]:
    """A document in a format, piece by piece, that ends with a list as long as need be.

    Args:
        key: that of the list in the document.
        items: each as it stands in the document, and in words.
    """
    page = render(document, blocks, format)
    if format == "json":
        yield page.removesuffix("\n}\n") + f',\n  "{key}": ['
        for at, (one, _) in enumerate(items):
            told = "".join(f"\n    {line}" for line in as_text(one).splitlines())
            yield "," * bool(at) + told
        yield "\n  ]\n}\n"
    elif format == "html":
        page, end = page.rsplit("\n</main>", 1)
        yield f"{page}\n<ol>\n"
        for _, words in items:
            yield f"<li>{_escaped(glued(words))}</li>\n"
        yield f"</ol>\n</main>{end}"
    else:
        yield page + "\n" * (format == "markdown")
        for number, (_, words) in enumerate(items, 1):
            if format == "markdown":
                yield f"{number}. {escape_markdown(words)}\n"
            else:
                lines = wrapped(words, f"{number:>3}. ", "     ")
                yield "".join(f"{line}\n" for line in lines)


def _rows(table: Table) -> list[list[str]]:
    """The texts of a table, its heads first."""
    return [[plain(parts) for parts in row] for row in table.lines]


def _text(blocks: Sequence[Plain]) -> Iterator[str]:
    before: Plain | None = None
    for block in blocks:
        apart = isinstance(block, Heading | Table) and not isinstance(before, Heading)
        if before is not None and (apart or isinstance(before, Items | Table)):
            yield ""
        before = block
        match block:
            case Items():
                for number, item in enumerate(block.items, 1):
                    sign = f"{number:>3}. " if block.look else "  "
                    yield from wrapped(item.flat, sign, "     ")
            case Table():
                rows = _rows(block)
                long = any(len(cell) > WIDTH // 2 for row in rows for cell in row)
                yield from stacked(block) if long else _columns(rows)
            case _:
                yield from wrapped(block.text)


def stacked(table: Table, width: int = WIDTH) -> Iterator[str]:
    """A table of long texts as lines of text, a paragraph a cell with the head of its column."""
    (_, *heads), *others = _rows(table)
    for first, *cells in others:
        yield from wrapped(first, "  ", "    ", width)
        for head, cell in zip(heads, cells, strict=True):
            if cell != _EMPTY:
                yield from wrapped(f"{head}: {cell}", "    ", "      ", width)


def _columns(rows: list[list[str]]) -> Iterator[str]:
    """A table as several that are narrow enough, each with the first column."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    start = 1
    while start < len(widths):
        end, used = start, widths[0]
        while end < len(widths) and (end == start or used + 2 + widths[end] <= WIDTH):
            used += 2 + widths[end]
            end += 1
        yield from [""] if start > 1 else []
        for row in rows:
            cells = zip([row[0], *row[start:end]], [widths[0], *widths[start:end]], strict=True)
            yield "  ".join(cell.ljust(width) for cell, width in cells).rstrip()
        start = end


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
        f"<title>{_escaped(title)}</title>\n<style>\n{style}</style>\n</head>\n"
        f"<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    )


def _element(block: Plain) -> str:
    match block:
        case Title():
            return f"<h1>{_escaped(glued(block.text))}</h1>"
        case Heading():
            return f"<h2>{_escaped(glued(block.text))}</h2>"
        case Paragraph():
            return f"<p>{_escaped(glued(block.text))}</p>"
        case Items():
            kind = "ol" if block.look else "ul"
            items = "".join(f"<li>{_escaped(glued(item.flat))}</li>\n" for item in block.items)
            return f"<{kind}>\n{items}</{kind}>" if items else ""
        case Table():
            head, *rows = [[_escaped(glued(cell)) for cell in row] for row in _rows(block)]
            stacks = len(head) > _NARROW
            heads = "".join(
                f'<th scope="col"{_role("columnheader", stacks)}>{cell}</th>' for cell in head
            )
            body = "\n".join(
                f"<tr{_role('row', stacks)}>"
                f'<th scope="row"{_role("rowheader", stacks)}>{first}</th>'
                + "".join(
                    f"<td{_role('cell', stacks, label)}>{cell}</td>"
                    for label, cell in zip(head[1:], cells, strict=True)
                )
                + "</tr>"
                for first, *cells in rows
            )
            group = _role("rowgroup", stacks)
            made = (
                f"<thead{group}><tr{_role('row', stacks)}>{heads}</tr></thead>\n"
                f"<tbody{group}>\n{body}\n</tbody>"
            )
            drawn = f"{image(block.picture)}\n" if block.picture else ""
            look = ' class="stacks" role="table"' if stacks else ""
            return f"{drawn}<table{look}>\n{made}\n</table>"


def _role(role: str, given: bool, label: str = "") -> str:
    """The role of a part of a table whose cells stand below each other on a narrow page, where a
    browser takes it for no table any more; and what a cell is called there."""
    named = f' data-label="{label}"' if label else ""
    return f' role="{role}"{named}' if given else ""
