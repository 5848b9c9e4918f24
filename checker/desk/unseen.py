# SPDX-License-Identifier: EUPL-1.2
"""What a person who opens a Word file does not read as its text though it is there."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

_LEAST_SIZE = 6  # half points
_NEARLY_WHITE = 0xF0  # of each of red, green and blue
_DEEPEST = 20  # styles that rest on each other; Word takes eleven
_GROUND = (
    "./w:rPr/w:shd | ./w:rPr/w:highlight | ancestor::w:p[1]/w:pPr/w:shd"
    " | ancestor::w:tc/w:tcPr/w:shd | ancestor::w:tbl/w:tblPr/w:tblStyle"
)
_DELETED = ".//w:del//w:delText | .//w:moveFrom//w:t"


def hidden_in(paragraph: Paragraph) -> str:
    """What stands in a paragraph and is not to be seen: hidden, struck through, white, tiny, or
    deleted by a tracked change."""
    hidden = filter(hides(paragraph), paragraph._p.xpath(".//w:r"))
    texts = [text.text or "" for run in hidden for text in run.xpath("./w:t")]
    texts += [text.text or "" for text in paragraph._p.xpath(_DELETED)]
    return " ".join("".join(texts).split())


def hides(paragraph: Paragraph) -> Callable[[Any], bool]:
    """Whether the text of a run of a paragraph is not to be seen, by its own look or by that of a
    style."""
    styles = _by_id(paragraph.part.styles.element)  # type: ignore[attr-defined]  # a story part has them
    own = _looks(styles, paragraph._p.pPr, "w:pStyle")

    def is_hidden(run: Any) -> bool:
        look = run.find(qn("w:rPr"))
        looks = own if look is None else [look, *_looks(styles, look, "w:rStyle"), *own]
        if any(_is_on(_first(looks, kind)) for kind in ("w:vanish", "w:strike", "w:dstrike")):
            return True
        size, colour = (_value(_first(looks, kind)) for kind in ("w:sz", "w:color"))
        if size.isdigit() and int(size[:6]) < _LEAST_SIZE:
            return True
        return _is_white(colour) and not run.xpath(_GROUND)

    return is_hidden


def _looks(styles: Mapping[str, Any], properties: Any, kind: str) -> list[Any]:
    """What the style that some properties name says of the look of a text, the nearest first."""
    found: list[Any] = []
    named = None if properties is None else properties.find(qn(kind))
    for _ in range(_DEEPEST):
        style = None if named is None else styles.get(_value(named))
        if style is None:
            break
        found += style.xpath("./w:rPr")
        named = style.find(qn("w:basedOn"))
    return found


@lru_cache(maxsize=2)
def _by_id(styles: Any) -> dict[str, Any]:
    return {each.get(qn("w:styleId"), ""): each for each in styles.xpath("./w:style")}


def _first(looks: Sequence[Any], kind: str) -> Any:
    found = (look.find(qn(kind)) for look in looks)
    return next((each for each in found if each is not None), None)


def _value(element: Any) -> str:
    return "" if element is None else element.get(qn("w:val"), "")


def _is_on(element: Any) -> bool:
    return element is not None and _value(element) not in ("0", "false", "off")


def _is_white(colour: str) -> bool:
    try:
        return min(bytes.fromhex(colour), default=0) >= _NEARLY_WHITE
    except ValueError:
        return False
