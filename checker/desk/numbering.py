# SPDX-License-Identifier: EUPL-1.2
"""The numbers that Word counts itself: ``§ 19.`` and ``Stk. 2.`` where nobody typed them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import nsmap
from lxml.etree import XPath

from checker.records import define, field

_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def labels(document: Document, paragraphs: Sequence[Any]) -> list[str]:
    """What Word writes before each of the body's paragraphs, or nothing.

    A level that counts in another way than with figures, letters or Roman numerals gives none.
    """
    lists = _Lists(document)
    return [lists.label(each) for each in paragraphs]


def numbered(document: Document, paragraph: Any) -> tuple[str, int]:
    """The list and the level of a paragraph: its own, or those of its style; no list is ``""``."""
    places = _at(paragraph, "./w:pPr")
    style = _at(paragraph, "string(./w:pPr/w:pStyle/@w:val)")
    seen: list[str] = []
    while style and style not in seen:
        seen.append(style)
        found = document.styles.element.get_by_id(style)
        places += _at(found, "./w:pPr") if found is not None else []
        style = _at(found, "string(./w:basedOn/@w:val)") if found is not None else ""
    numbers = [each for one in places for each in _at(one, "./w:numPr/w:numId/@w:val")]
    depths = [each for one in places for each in _at(one, "./w:numPr/w:ilvl/@w:val")]
    return numbers[0] if numbers else "", _figure(depths[0] if depths else None)


@define
class _Lists:
    """The lists of a document, counted as far as the paragraph read last.

    Attributes:
        counts: how far each list has come, by its definition and level; lists of one definition
            count on from each other.
        begun: the lists that have begun, each with its level.
    """

    document: Document
    counts: dict[str, dict[int, int]] = field(factory=dict)
    begun: set[tuple[str, int]] = field(factory=set)

    def label(self, paragraph: Any) -> str:
        number, depth = numbered(self.document, paragraph)
        found = self._numbering(f"./w:num[@w:numId='{number}']") if number.isdigit() else []
        levels = self._levels(found[0]) if found else {}
        if depth not in levels:
            return ""
        definition = _at(found[0], "./w:abstractNumId/@w:val")[0]
        counts = self.counts.setdefault(definition, {})
        again = _at(found[0], f"./w:lvlOverride[@w:ilvl='{depth}']/w:startOverride/@w:val")
        if again and (number, depth) not in self.begun:
            counts[depth] = _figure(again[0])
        else:
            counts[depth] = counts.get(depth, _start(levels[depth]) - 1) + 1
        self.begun.add((number, depth))
        for deeper in [each for each in counts if each > depth]:
            if _value(levels.get(deeper), "w:lvlRestart") != "0":
                del counts[deeper]
        text = _value(levels[depth], "w:lvlText") or ""
        legal = bool(_at(levels[depth], "./w:isLgl"))
        for each in range(depth + 1):
            if f"%{each + 1}" not in text:
                continue
            if each not in levels:
                return ""
            kind = "decimal" if legal and each < depth else _value(levels[each], "w:numFmt")
            written = _WRITTEN.get(kind or "decimal")
            if written is None:
                return ""
            text = text.replace(f"%{each + 1}", written(counts.get(each, _start(levels[each]))))
        return text

    def _numbering(self, path: str) -> Any:
        for relation in self.document.part.rels.values():
            if relation.reltype == RELATIONSHIP_TYPE.NUMBERING:
                return _at(relation.target_part.element, path)
        return []

    def _levels(self, number: Any) -> dict[int, Any]:
        id = _at(number, "string(./w:abstractNumId/@w:val)")
        found = self._numbering("./w:abstractNum")
        own = [each for each in found if _at(each, "string(./@w:abstractNumId)") == id]
        linked = _at(own[0], "string(./w:numStyleLink/@w:val)") if own else ""
        if linked:
            own = [each for each in found if _at(each, "string(./w:styleLink/@w:val)") == linked]
        levels = _at(own[0], "./w:lvl") if own else []
        levels += _at(number, "./w:lvlOverride/w:lvl")
        return {_figure(_at(each, "string(./@w:ilvl)")): each for each in levels}


def _at(element: Any, path: str) -> Any:
    """What stands at a path from an element; not every element of the reader's knows prefixes."""
    return XPath(path, namespaces=nsmap)(element)


def _value(level: Any, name: str) -> str | None:
    found = _at(level, f"./{name}/@w:val") if level is not None else []
    return str(found[0]) if found else None


def _figure(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 6 else 0


def _start(level: Any) -> int:
    return _figure(_value(level, "w:start"))


def _letter(number: int) -> str:
    return chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1) if number > 0 else ""


def _roman(number: int) -> str:
    written = ""
    for value, sign in _ROMAN:
        written += sign * (number // value)
        number %= value
    return written


_WRITTEN: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": "{:02}".format,
    "upperLetter": _letter,
    "lowerLetter": lambda number: _letter(number).lower(),
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "none": lambda _: "",
}
