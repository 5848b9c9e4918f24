"""What a person who opens a Word file does not read as its text though it is there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
    hidden = (run for run in paragraph._p.xpath(".//w:r") if is_hidden(run, paragraph))
    texts = [text.text or "" for run in hidden for text in run.xpath("./w:t")]
    texts += [text.text or "" for text in paragraph._p.xpath(_DELETED)]
    return " ".join("".join(texts).split())


def is_hidden(run: Any, paragraph: Paragraph) -> bool:
    """Whether the text of a run is not to be seen, by its own look or by that of its style."""
    looks = [*_looks(run, paragraph)]
    if any(_is_on(_first(looks, kind)) for kind in ("w:vanish", "w:strike", "w:dstrike")):
        return True
    size, colour = (_value(_first(looks, kind)) for kind in ("w:sz", "w:color"))
    if size.isdigit() and int(size[:6]) < _LEAST_SIZE:
        return True
    return _is_white(colour) and not run.xpath(_GROUND)


def _looks(run: Any, paragraph: Paragraph) -> Iterator[Any]:
    """What says how a run looks, the nearest first."""
    yield from run.xpath("./w:rPr")
    styles = _by_id(paragraph.part.styles.element)  # type: ignore[attr-defined]
    for named in (*run.xpath("./w:rPr/w:rStyle"), *paragraph._p.xpath("./w:pPr/w:pStyle")):
        name: str | None = _value(named)
        for _ in range(_DEEPEST):
            style = styles.get(name or "")
            if style is None:
                break
            yield from style.xpath("./w:rPr")
            name = next(map(_value, style.xpath("./w:basedOn")), None)


@lru_cache(maxsize=2)
def _by_id(styles: Any) -> dict[str, Any]:
    return {each.get(qn("w:styleId"), ""): each for each in styles.xpath("./w:style")}


def _first(looks: Sequence[Any], kind: str) -> Any:
    return next((each for look in looks for each in look.xpath(f"./{kind}")), None)


def _value(element: Any) -> str:
    return "" if element is None else element.get(qn("w:val"), "")


def _is_on(element: Any) -> bool:
    return element is not None and _value(element) not in ("0", "false", "off")


def _is_white(colour: str) -> bool:
    try:
        return min(bytes.fromhex(colour), default=0) >= _NEARLY_WHITE
    except ValueError:
        return False
