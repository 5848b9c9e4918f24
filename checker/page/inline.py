"""Pieces of text with a look to Markdown and HTML, and texts that stand for themselves in them."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from io import StringIO

from checker.page.blocks import Parts, Piece
from checker.report.wording import glued

_FORMULA = re.compile(r"'*[=+\-@]")
# Characters that turn the direction of what follows: shown by number, so that no text reads turned.
_TURNS = {at: f"U+{at:04X}" for at in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))}
_WITHIN = re.compile(r"(\s*)(.*?)(\s*)", re.DOTALL)
_MARKED = re.compile(r"([\\`*_{}\[\]<>#|~$])|^(\s*)([-+=]|\d+[.)])(?=\s|$)", re.MULTILINE)


def escape_markdown(text: str) -> str:
    """A text as Markdown that shows it as it is, on one line, in a table cell too."""
    flat = " ".join(text.replace("&", "&amp;").split())
    return _MARKED.sub(_escaped, flat)


def escape_csv(text: str) -> str:
    """A text as a cell of a CSV file that no spreadsheet takes for a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def csv_text(rows: Iterable[Iterable[str]], separator: str = ",") -> str:
    """Rows as a CSV file, no cell of which a spreadsheet takes for a formula."""
    page = StringIO()
    writer = csv.writer(page, delimiter=separator, lineterminator="\n")
    writer.writerows([escape_csv(text) for text in row] for row in rows)
    return page.getvalue()


def _escaped(found: re.Match[str]) -> str:
    if found[1]:
        return f"\\{found[1]}"
    mark = found[3]
    return f"{found[2]}{mark[:-1]}\\{mark[-1]}" if len(mark) > 1 else f"{found[2]}\\{mark}"


def unturned(text: str) -> str:
    """A text in which no character turns the direction of what follows."""
    return text.translate(_TURNS)


def markdown_of(parts: Parts) -> str:
    """Parts as Markdown."""
    return "".join(_markdown(_piece(each)) for each in parts)


def html_of(parts: Parts, time: str = "") -> str:
    """Parts as HTML, without what the element of a lone one says; ``time``: the tag of a day."""
    if len(parts) == 1 and element(parts):
        return _told(_piece(parts[0]).text)
    return "".join(_html(_piece(each), time) for each in parts)


def element(parts: Parts) -> str:
    """The attributes of an element whose whole content is one part."""
    one = parts[0] if len(parts) == 1 else ""
    if isinstance(one, str) or one.look == "link":
        return ""
    if one.look in ("path", "digest", "empty"):
        return f' class="{one.look}"'
    return f' lang="{one.language}"' if one.language else ""


def _markdown(piece: Piece) -> str:
    if piece.look in ("day", "empty", "break"):
        return piece.text
    lead, text, end = _WITHIN.fullmatch(piece.text).groups()  # type: ignore[union-attr]
    told = escape_markdown(unturned(text))
    match piece.look:
        case "second-hand":
            told = f"*{told}*"
        case "place":
            told = f" ({escape_markdown(unturned(piece.of))})"
    return f"{lead}{told}{end}"


def _html(piece: Piece, time: str) -> str:
    lead, text, end = _WITHIN.fullmatch(piece.text).groups()  # type: ignore[union-attr]
    told = _told(text)
    match piece.look:
        case "second-hand":
            told = f'<em class="second-hand">{told}</em>'
        case "place":
            told = f' <span class="path">{told}</span>'
        case "path":
            told = f'<br><span class="path">{told}</span>'
        case "question":
            told = f"<strong>{told}</strong>"
        case "rule":
            told = f"<em>{told}</em>"
        case "link":
            told = f'<a href="#{piece.of}" lang="{piece.language}">{told}</a>'
        case "break":
            return f"{text}<br>"
        case "day" if time:
            told = f'<{time} datetime="{piece.of}">{told}</{time}>'
        case "" if piece.language:
            told = f'<span lang="{piece.language}">{told}</span>'
    return f"{lead}{told}{end}"


def _told(text: str) -> str:
    from markupsafe import escape

    return str(escape(glued(unturned(text))))


def _piece(part: str | Piece) -> Piece:
    return Piece(part) if isinstance(part, str) else part
