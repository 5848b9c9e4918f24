"""What a page is made of: sections of blocks, the same for every format that writes them."""

from __future__ import annotations

from typing import ClassVar

from attrs import frozen

from checker.report.entries import FindingEntry


@frozen
class Span:
    """A piece of text with a look; ``language`` where it is not that of the page.

    Attributes:
        look: ``day``, ``place``, ``digest``, ``second-hand``, ``unread`` … or none.
        of: what it stands for: an ISO date, the id that a link leads to, a whole path.
    """

    text: str
    look: str = ""
    language: str = ""
    of: str = ""


Parts = tuple[str | Span, ...]


@frozen
class Fact:
    """What something is, under a label."""

    label: str
    parts: Parts


@frozen
class Facts:
    """Several of them; ``look``: ``facts``, ``names`` or ``receipt``."""

    kind: ClassVar[str] = "facts"
    rows: tuple[Fact, ...]
    look: str = "facts"


@frozen
class Paragraph:
    kind: ClassVar[str] = "paragraph"
    parts: Parts
    look: str = ""


@frozen
class Item:
    """One item of a list.

    Attributes:
        flat: all of it in one text, where a format has no list in a list.
        facts: what is told below it.
    """

    parts: Parts
    items: tuple[Item, ...] = ()
    flat: str = ""
    facts: tuple[Fact, ...] = ()


@frozen
class Items:
    """A list; ``look``: ``steps``, ``doubts``, ``changes`` or none."""

    kind: ClassVar[str] = "items"
    items: tuple[Item, ...]
    look: str = ""


@frozen
class Cell:
    """A cell of a table, with what stands under it in small."""

    parts: Parts
    under: Parts = ()


@frozen
class Table:
    """A table.

    Attributes:
        look: ``instruments``, ``schedule``, ``waivers``, ``inputs`` or none.
        widths: the columns' shares, in percent.
        flat: the heads and rows where a format has no second line in a cell.
    """

    kind: ClassVar[str] = "table"
    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[int, ...]
    look: str = ""
    flat: tuple[tuple[Parts, ...], ...] = ()

    @property
    def lines(self) -> tuple[tuple[Parts, ...], ...]:
        """Heads and rows where a cell has one line."""
        heads = tuple((head,) for head in self.heads)
        return self.flat or (heads, *(tuple(cell.parts for cell in row) for row in self.rows))


@frozen
class FactList:
    """The facts of a finding that are shown, how many more there are, and whether some only say
    that no source has them."""

    given: bool
    items: tuple[Item, ...]
    more: str
    unstated: bool


@frozen
class FindingBlock:
    """A finding with its facts; ``ref``: what links lead to."""

    kind: ClassVar[str] = "finding"
    entry: FindingEntry
    ref: str
    marks: tuple[str, ...]
    support: FactList
    facts: FactList


@frozen
class Group:
    """Blocks under a heading of their own."""

    kind: ClassVar[str] = "group"
    key: str
    title: str
    blocks: tuple[Facts | Paragraph | Items | Table | FindingBlock, ...]


Block = Facts | Paragraph | Items | Table | FindingBlock | Group


@frozen
class Section:
    """A numbered part of a page."""

    key: str
    title: str
    blocks: tuple[Block, ...]
