# SPDX-License-Identifier: EUPL-1.2
"""What stands run-on in a Word file, as on paper: a finding in three paragraphs, and annexes of
which a row is one, in narrow columns of a section of their own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy

from docx.oxml.ns import qn

from checker.desk.paper import node
from checker.desk.pieces import (
    ANNEX,
    BECAUSE,
    LABEL,
    PLACE,
    ROW,
    RULE,
    SECOND,
    STRONG,
    Part,
    WordPieces,
)
from checker.page.blocks import Block, FactList, Facts, FindingBlock, Items, Piece, Table, TableCell
from checker.records import define
from checker.report.wording import capital

_COLUMNS, _BETWEEN = 2, 340  # and twentieths of a point
_SEPARATOR = "\xa0· "
_LABELLED = {"sources": 2}  # the column from which the cells of a table need its heads
_LOOKS = {
    "": "",
    "break": "",
    "day": "",
    "empty": "",
    "lead": STRONG,
    "link": "",
    "question": STRONG,
    "rule": RULE,
    "second-hand": SECOND,
    "unread": SECOND,
}


def text_of(part: str | Piece) -> str:
    """A part without its look."""
    return part if isinstance(part, str) else part.text


def part_of(part: str | Piece) -> Part:
    """A part as Word has it: with its style, its language, or the heading that it leads to."""
    if isinstance(part, str):
        return part
    if part.look in ("place", "path"):
        return f"  {part.text}", PLACE
    if part.look == "second-hand" and part.of:
        return part.text, f"#{part.of}"
    if part.language and part.look != "link":
        return part.text, f"lang:{part.language}"
    return part.text, _LOOKS[part.look]


@define
class RunOnPieces(WordPieces):
    """Writes findings, and annexes in columns, into a document."""

    # ------------------------------------------------------------ a finding

    def finding(self, block: FindingBlock, level: int) -> None:
        """A finding: what sort and on which basis, what it says, and what it says so by."""
        entry = block.entry
        self.heading(level, entry.title, entry.title_language)
        self.paragraph(*self._basis(block), style="ressort mark")
        said: list[Part] = [entry.message]
        for question in entry.questions:
            said += self._labelled("question", question)
        if block.says_way:
            said += self._labelled("way", entry.way_out)
        for remark in entry.remarks:
            said += self._labelled("remark", remark)
        self.paragraph(*said)
        why: list[Part] = []
        if block.says_rule:
            rule: list[Part] = [(f"{block.rule}.", RULE)] if block.rule else []
            rule += [" "] if rule and entry.because else []
            why += self._labelled("rule", *rule)
            why.append((entry.because or "", f"lang:{entry.because_language}"))
        for key, facts in (("support", block.support), ("facts", block.facts)):
            if facts.given:
                why += self._labelled(key, *self._facts_of(facts))
        if why:
            self.paragraph(*why[1:], style=BECAUSE)  # nothing stands before it to keep away from

    def _labelled(self, key: str, *parts: Part) -> list[Part]:
        return [" ", (f"{self.say.words(f'l.{key}')}: ", STRONG), *parts]

    def _basis(self, block: FindingBlock) -> Iterator[Part]:
        entry, sheet = block.entry, f"#{block.sheet}"
        yield _SEPARATOR.join(block.marks)
        for basis in entry.basis:
            yield from (_SEPARATOR, (basis.provision, STRONG))
            yield f" ({self.say.words(f'source.{basis.kind}')})"
            if not basis.checked:
                yield from (", ", (self.say.words("t.second-hand"), sheet))
            elif entry.checked_on:
                yield f", {self.say.words('t.checked', day=entry.checked_on)}"
        if not entry.basis:
            yield f"{_SEPARATOR}{capital(self.say.words('t.no-basis'))}"

    def _facts_of(self, facts: FactList) -> Iterator[Part]:
        told: list[Sequence[Part]] = [[*map(part_of, each.parts)] for each in facts.items]
        told += [[facts.more]] if facts.more else []
        told += [[self.say.words("t.holders-unstated")]] if facts.unstated else []
        for index, parts in enumerate(told):
            yield from ([" "] if index else [])
            yield from parts

    # ------------------------------------------------------------ annexes

    def columns(self, count: int = _COLUMNS) -> None:
        """What was written since the last section is one of ``count`` columns; what follows
        begins another on the same page, if the place is not within a table."""
        if self.place._p.getparent() is not self.document.element.body:
            return
        following = self.place._p.xpath("./following::w:sectPr")[0]
        own = deepcopy(following)
        for each in own.findall(qn("w:cols")):
            each.getparent().remove(each)
        columns = node("w:cols", num=count, space=_BETWEEN)
        after = own.xpath("./w:formProt | ./w:vAlign | ./w:noEndnote | ./w:titlePg | "
                          "./w:textDirection | ./w:bidi | ./w:rtlGutter | ./w:docGrid | "
                          "./w:printerSettings | ./w:sectPrChange")  # fmt: skip
        after[0].addprevious(columns) if after else own.append(columns)
        gap = self.paragraph(style="ressort small gap")
        gap._p.get_or_add_pPr().append(own)
        for each in following.findall(qn("w:type")):
            following.remove(each)
        before = following.xpath("./w:headerReference | ./w:footerReference | ./w:footnotePr | "
                                 "./w:endnotePr")  # fmt: skip
        begins = node("w:type", val="continuous")
        before[-1].addnext(begins) if before else following.insert(0, begins)

    def run_on(self, block: Block) -> bool:
        """Whether a block was written as what stands in a narrow column: a list in one paragraph,
        each row of a table in one."""
        match block:
            case Items():
                self._one([[part_of(each) for each in item.parts] for item in block.items])
            case Facts(look="names"):
                self._one(
                    [[(f"{row.label}: ", LABEL), *map(part_of, row.parts)] for row in block.rows]
                )
            case Facts():
                for row in block.rows:
                    parts = map(text_of, row.parts)
                    self.paragraph((f"{row.label}: ", LABEL), *parts, style=ROW)
            case Table():
                heads = _SEPARATOR.join(block.heads[: _LABELLED.get(block.look)])
                head = self.paragraph((heads, LABEL), style=ROW)
                head.paragraph_format.keep_with_next = True
                for cells in block.rows:
                    self.paragraph(*self._row(block, cells), style=ROW)
            case _:
                return False
        return True

    def _one(self, items: Sequence[Sequence[Part]]) -> None:
        told: list[Part] = []
        for parts in items:
            told += [_SEPARATOR, *parts] if told else parts
        self.paragraph(*told, style=ANNEX)

    def _row(self, table: Table, cells: Sequence[TableCell]) -> Iterator[Part]:
        labelled = _LABELLED.get(table.look, len(cells))
        for index, cell in enumerate(cells):
            if any(isinstance(each, Piece) and each.look == "empty" for each in cell.parts):
                continue
            if index:
                yield _SEPARATOR
            if index >= labelled:
                yield f"{table.heads[index]} ", LABEL
            yield from map(_plain_place, cell.parts)
            if any(map(text_of, cell.under)):
                yield " – "
                yield from ((text_of(each), LABEL) for each in cell.under)


def _plain_place(part: str | Piece) -> Part:
    """A part as it stands in an annex, where all is as small as a path."""
    if isinstance(part, Piece) and part.look in ("path", "digest"):
        return part.text
    return part_of(part)
