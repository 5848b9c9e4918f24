# SPDX-License-Identifier: EUPL-1.2
"""Tracked changes and comments: what Word shows as a revision, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from datetime import date
from itertools import pairwise
from typing import Any

from docx.document import Document
from docx.enum.text import WD_COLOR_INDEX
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from checker.desk.numbering import numbered
from checker.desk.paper import BLANK, node
from checker.desk.unseen import hides
from checker.provision import edits
from checker.records import define, field

AUTHOR = "ressort"
NOTES = "./w:r[w:footnoteReference or w:endnoteReference]"
_SPACE = qn("xml:space")
_REVISIONS = [f".//w:{kind}" for kind in ("ins", "del", "moveFrom", "moveTo")]
_OWN_RUNS = ".//w:r[not(ancestor::w:del or ancestor::w:txbxContent)]"
_CONTENT = "./*[not(self::w:rPr)]"
_MARKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011"}


@define
class Tracker:
    """Marks changes in one Word document, all by one author on one day.

    Attributes:
        day: that of the proposal.
    """

    document: Document
    day: date
    author: str = AUTHOR
    _last: int = field(init=False)

    def __attrs_post_init__(self) -> None:
        ids = self.document.element.xpath(" | ".join(f"{each}/@w:id" for each in _REVISIONS))
        self._last = max((int(each) for each in ids if each.isdigit()), default=0)

    def rewrite(self, paragraph: Paragraph, new: str) -> None:
        """Marks what makes a paragraph's text into another; where all goes, its end goes too."""
        _part(paragraph)
        old = shown(paragraph)
        for start, end, words in reversed(edits(old, new)):
            self._replace(paragraph, start, end, words)
        if old and not new:
            for run in paragraph._p.xpath(NOTES):
                run.addprevious(mark := self._mark("w:del"))
                mark.append(run)
        if old and not new and cell_of(paragraph) is None:
            self._mark_end(paragraph, "w:del")

    def append(self, paragraph: Paragraph, text: str, *, counted: bool = False) -> Paragraph:
        """A new paragraph after another, marked as inserted; it looks like the one before, but is
        not counted, unless asked to be: what follows keeps its number.

        Where it is all that the one before is, or no paragraph follows, the end of the one before
        is what is marked, as where somebody goes on writing: rejecting leaves nothing behind.
        """
        numbers = bool(numbered(self.document, paragraph._p)[0])
        gone = bool(paragraph._p.xpath("./w:pPr/w:rPr/w:del"))
        element = deepcopy(paragraph._p)
        for child in list(element):
            if child.tag != qn("w:pPr"):
                element.remove(child)
        for mark in element.xpath("./w:pPr/w:rPr/w:ins | ./w:pPr/w:rPr/w:del"):
            mark.getparent().remove(mark)
        follows = paragraph._p.getnext()
        section = paragraph._p.xpath("./w:pPr/w:sectPr")
        last = follows is None or follows.tag != qn("w:p") or section
        goes_on = last or ((counted or not numbers) and not gone)
        paragraph._p.addnext(element)
        for each in section:
            each.getparent().remove(each)
        runs = [run for run, _ in _runs(paragraph)]
        element.append(mark := self._mark("w:ins"))
        mark.extend(_runs_of(text, runs[-1] if runs else None))
        made = Paragraph(element, paragraph._parent)
        if not goes_on:
            properties = element.get_or_add_pPr()
            properties._remove_numPr()
            if numbered(self.document, element)[0]:
                properties.get_or_add_numPr().get_or_add_numId().val = 0
        self._mark_end(paragraph if goes_on else made, "w:ins")
        return made

    def comment(self, paragraph: Paragraph, text: str) -> None:
        """A comment on a whole paragraph; no part of it stands in a change."""
        comment = self.document.comments.add_comment(
            text=text, author=self.author, initials=self.author[:1]
        )
        comment._comment_elm.set(qn("w:date"), f"{self.day}T00:00:00Z")
        id, whole, run = comment.comment_id, paragraph._p, node("w:r")
        run.append(node("w:commentReference", id=id))
        begin = [each for each in whole if each.tag in (qn("w:pPr"), qn("w:commentRangeStart"))]
        start = node("w:commentRangeStart", id=id)
        whole.insert(whole.index(begin[-1]) + 1 if begin else 0, start)
        whole.append(node("w:commentRangeEnd", id=id))
        whole.append(run)

    def _replace(self, paragraph: Paragraph, start: int, end: int, words: str) -> None:
        before, gone = _cut(paragraph, start, end)
        place = before
        for run in gone:
            for text in run.xpath("./w:t"):
                text.tag = qn("w:delText")
                text.set(_SPACE, "preserve")
            run.addprevious(place := self._mark("w:del"))
            place.append(run)
        if not words:
            return
        mark = self._mark("w:ins")
        mark.extend(_runs_of(words, gone[0] if gone else before))
        if place is not None:
            place.addnext(mark)
        else:
            following = [run for run, _ in _runs(paragraph)]
            following[0].addprevious(mark) if following else paragraph._p.append(mark)

    def _mark(self, kind: str) -> Any:
        self._last += 1
        return node(kind, id=self._last, author=self.author, date=f"{self.day}T00:00:00Z")

    def _mark_end(self, paragraph: Paragraph, kind: str) -> None:
        properties = paragraph._p.get_or_add_pPr()
        look = next(iter(properties.xpath("./w:rPr")), None)
        if look is None:
            look = node("w:rPr")
            later = properties.xpath("./w:sectPr | ./w:pPrChange")
            later[0].addprevious(look) if later else properties.append(look)
        look.insert(0, self._mark(kind))


def shown(paragraph: Paragraph) -> str:
    """The text of a paragraph as it stands, without what is deleted or hidden in it."""
    is_hidden = hides(paragraph)
    return "".join(text for run, text in _runs(paragraph) if not is_hidden(run))


def cell_of(paragraph: Paragraph) -> Any:
    """The cell of a table that a paragraph stands in, whose end cannot go; None outside one."""
    cells = paragraph._p.xpath("ancestor::w:tc[1]")
    return cells[0] if cells else None


def is_tracked(paragraph: Paragraph) -> bool:
    """Whether a paragraph has tracked changes already."""
    return bool(paragraph._p.xpath(" | ".join(_REVISIONS)))


def _runs(paragraph: Paragraph) -> Iterator[tuple[Any, str]]:
    """The runs of a paragraph that have text, those in links too, each with its text."""
    for run in paragraph._p.xpath(_OWN_RUNS):
        text = ""
        for each in run.xpath(_CONTENT):
            kind = each.tag.rpartition("}")[2]
            text += each.text or "" if kind == "t" else _MARKS.get(kind, "")
        if text:
            yield run, text


def _part(paragraph: Paragraph) -> None:
    """Gives each piece of text, tab and line break a run of its own, so that it can be marked."""
    for run in paragraph._p.xpath(_OWN_RUNS):
        for content in reversed(run.xpath(_CONTENT)[1:]):
            other = deepcopy(run)
            for each in other.xpath(_CONTENT):
                other.remove(each)
            other.append(content)
            run.addnext(other)


def _cut(paragraph: Paragraph, start: int, end: int) -> tuple[Any, list[Any]]:
    """The run before ``start``, and the runs from there to ``end``, split to fit."""
    at, before, inside = 0, None, []
    for run, text in list(_runs(paragraph)):
        cuts = [0, *(cut - at for cut in (start, end) if 0 < cut - at < len(text)), len(text)]
        bounds = list(pairwise(dict.fromkeys(cuts)))
        for piece, (first, last) in zip(_split(run, text, bounds), bounds, strict=True):
            if at + last <= start:
                before = piece
            elif at + first >= start and at + last <= end:
                inside.append(piece)
        at += len(text)
    return before, inside


def _split(run: Any, text: str, bounds: list[tuple[int, int]]) -> list[Any]:
    """A run as several beside each other."""
    pieces = [run]
    for first, last in bounds[1:]:
        pieces[-1].addnext(piece := _run_of(text[first:last], run))
        pieces.append(piece)
    if len(bounds) > 1:
        _say(run.xpath("./w:t")[0], text[slice(*bounds[0])])
    return pieces


def _run_of(text: str, like: Any) -> Any:
    """A run with a text, and with the look of another."""
    run = node("w:r")
    for look in like.xpath("./w:rPr") if like is not None else ():
        run.append(deepcopy(look))
    _say(content := node("w:t"), text)
    run.append(content)
    return run


def _runs_of(text: str, like: Any) -> Iterator[Any]:
    """Runs with a text, and with the look of another: line breaks and tabs as Word has them, and
    what is to be filled in highlighted."""
    for piece in filter(None, re.split(rf"({BLANK.pattern}|[\n\t])", text)):
        run = _run_of("" if piece in "\n\t" else piece, like)
        if piece in "\n\t":
            run.remove(run.xpath("./w:t")[0])
            run.append(node("w:br" if piece == "\n" else "w:tab"))
        elif BLANK.fullmatch(piece):
            for old in run.get_or_add_rPr().xpath("./w:highlight"):
                run.rPr.remove(old)
            run.rPr.highlight_val = WD_COLOR_INDEX.YELLOW
        yield run


def _say(element: Any, text: str) -> None:
    element.text = text
    element.set(_SPACE, "preserve")
