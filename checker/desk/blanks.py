# SPDX-License-Identifier: EUPL-1.2
"""What a draft leaves to people: blanks as content controls of Word, remarks as its comments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from itertools import count
from typing import Any

from docx.document import Document
from docx.enum.text import WD_COLOR_INDEX
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from checker.desk.paper import BLANK, node, slug
from checker.desk.tracked import Tracker
from checker.report.wording import capital

_NOTE = re.compile(r"\s*\[!\s*(.*?)\s*!\]", re.DOTALL)
_MOST = 64  # characters that Word takes in the name of a control
_CHANGED = "ancestor::w:ins or ancestor::w:del"
_WITHIN = "ancestor::w:sdt[w:sdtPr/w:text]"


def mark_blanks(document: Document) -> None:
    """Makes every ``[…]``, a fact that somebody must fill in, a control that is highlighted until
    it is; in a tracked change, and in a control already, it is highlighted alone."""
    ids = count(1)
    for element, text in _runs(document):
        if not BLANK.search(text):
            continue
        plain = element.xpath(f"boolean({_CHANGED} or {_WITHIN})")
        for piece in filter(None, re.split(f"({BLANK.pattern})", text)):
            part = Run(deepcopy(element), document)
            part.text, made = piece, part._r
            if BLANK.fullmatch(piece):
                part.font.highlight_color = WD_COLOR_INDEX.YELLOW
                made = part._r if plain else _control(part._r, piece, next(ids))
            element.addprevious(made)
        element.getparent().remove(element)


def mark_notes(tracker: Tracker) -> None:
    """Takes every ``[! … !]`` out of the text, as a comment on its paragraph, each once."""
    for element, text in list(_runs(tracker.document)):
        found = dict.fromkeys(_NOTE.findall(text))
        if not found:
            continue
        paragraph = Paragraph(element.getparent(), tracker.document._body)
        Run(element, paragraph).text = _NOTE.sub("", text)
        for each in found:
            tracker.comment(paragraph, each)


def note(text: str) -> str:
    """A remark to whoever finishes the draft, as it stands in a text."""
    return f" [! {text.replace('!]', '! ]')} !]"


def _runs(document: Document) -> Iterator[tuple[Any, str]]:
    for element in document.element.body.xpath(".//w:r[w:t][not(w:drawing | w:fldChar)]"):
        yield element, Run(element, document).text


def _control(run: Any, blank: str, id: int) -> Any:
    """A control that shows a blank until something is typed."""
    name = capital(blank.strip("[]… "))
    made, properties, content = node("w:sdt"), node("w:sdtPr"), node("w:sdtContent")
    properties.append(node("w:alias", val=name[:_MOST]))
    properties.append(node("w:tag", val=slug(name)[:_MOST]))
    properties.append(node("w:id", val=id))
    properties.append(node("w:showingPlcHdr"))
    properties.append(node("w:text", multiLine=1))
    content.append(run)
    made.extend((properties, content))
    return made
