"""Pieces and comments to the lines of a document: where lines break and blank lines stand."""

from __future__ import annotations

import re

from checker.language.line_printer import Piece, glued
from checker.language.wording import HARD_BLANK, QUOTES
from checker.speech import node as n

_SHORTEST = 20
_WIDTH = 100
_BLANK_LINE = re.compile(r"\n[ ]*\n")
Line = tuple[int, str]


def lines_of(pieces: list[Piece]) -> list[Line]:
    """Pieces to lines: what does not fit goes on in a line that is indented more."""
    lines: list[Line] = []
    indent = ""
    for piece in pieces:
        own = piece.own_line or not lines
        text = piece.text if own else glued([lines[-1][1], piece.text])
        if own:
            indent = "    " if lines else ""
            lines += _wrapped(indent + piece.text, piece.offset, indent + "    ")
        elif len(text) <= _WIDTH or piece.text[0] in QUOTES:
            lines[-1] = (lines[-1][0], text)
        else:
            text = piece.text
            if text.startswith(","):
                lines[-1] = (lines[-1][0], lines[-1][1] + ",")
                text = text.removeprefix(", ")
            lines += _wrapped(f"{indent}    {text}", piece.offset, f"{indent}    ")
    return [(offset, line.replace(HARD_BLANK, " ")) for offset, line in lines]


def _wrapped(text: str, offset: int, hang: str) -> list[Line]:
    """A long line broken at its last blank that fits.

    A quotation stays beside its keyword, and no short word stands alone.
    """
    lines: list[Line] = []
    while len(text) > _WIDTH:
        margin = len(text) - len(text.lstrip(" "))
        blanks = [
            at
            for at in range(margin + _SHORTEST, len(text))
            if text[at] == " " and text[at + 1] not in QUOTES
        ]
        if not blanks:
            break
        at = max((one for one in blanks if one <= _WIDTH), default=blanks[0])
        lines.append((offset, text[:at]))
        text = hang + text[at + 1 :]
    return [*lines, (offset, text)]


def loose(comment: n.Comment, text: str) -> tuple[int, int, list[str]]:
    """A comment between statements: where it begins and ends, and its line."""
    indent = "" if comment.offset == 0 or text[comment.offset - 1] == "\n" else "    "
    return comment.offset, comment.offset + 1, [indent + _comment(comment)]


def _comment(comment: n.Comment) -> str:
    return f"# {comment.text}".rstrip()


def commented(lines: list[Line], comments: list[n.Comment], text: str) -> list[str]:
    """Lines with the comments that stand within their statement."""
    said = [line for _, line in lines]
    before: dict[int, list[str]] = {}
    for comment in comments:
        if comment.own_line:
            after = [k for k, (offset, _) in enumerate(lines) if offset > comment.offset]
            at = min(after, key=lambda k: lines[k][0]) if after else len(lines)
            before.setdefault(at, []).append(loose(comment, text)[2][0])
        else:
            earlier = [k for k, (offset, _) in enumerate(lines) if offset <= comment.offset]
            at = max(earlier, key=lambda k: (lines[k][0], k)) if earlier else len(lines) - 1
            joint = "; " if "  # " in said[at] else "  # "
            said[at] += f"{joint}{comment.text}"
    out: list[str] = []
    for number in range(len(said) + 1):
        out += before.get(number, [])
        out += said[number : number + 1]
    return out


def stacked(chunks: list[tuple[int, int, list[str]]], text: str) -> str:
    """Statements and loose comments one below the other, with the author's blank lines."""
    out: list[str] = []
    previous: int | None = None
    for start, end, lines in chunks:
        if previous is not None and _BLANK_LINE.search(text, previous, max(start, previous)):
            out.append("")
        out += lines
        previous = end
    return "\n".join(out) + "\n" if out else ""
