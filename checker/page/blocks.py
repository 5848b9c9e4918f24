# SPDX-License-Identifier: EUPL-1.2
"""What a page is made of: sections of blocks, the same for every format that writes them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar, Protocol

from checker.records import frozen
from checker.report.entries import FindingEntry


@frozen
class Piece:
    """A piece of text with a look; ``language`` where it is not that of the page.

    Attributes:
        look: ``day``, ``lead``, ``place``, ``digest``, ``second-hand``, ``unread`` … or none.
        of: what it stands for: an ISO date, the id that a link leads to, a whole path.
    """

    text: str
    look: str = ""
    language: str = ""
    of: str = ""


Parts = tuple[str | Piece, ...]


def plain(parts: Parts) -> str:
    """Parts without looks."""
    return "".join(part if isinstance(part, str) else part.text for part in parts)


@frozen
class Title:
    text: str


@frozen
class Heading:
    text: str


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

    @property
    def text(self) -> str:
        """All of it without looks."""
        return plain(self.parts)


@frozen
class ListItem:
    """One item of a list.

    Attributes:
        flat: all of it in one text, where a format has no list in a list.
    """

    parts: Parts
    items: tuple[ListItem, ...] = ()
    flat: str = ""


@frozen
class Items:
    """A list; ``look``: ``steps``, ``doubts``, ``changes``, ``numbered`` or none."""

    kind: ClassVar[str] = "items"
    items: tuple[ListItem, ...]
    look: str = ""

    @classmethod
    def of(cls, texts: Iterable[str], look: str = "") -> Items:
        """A list of plain texts."""
        return cls(tuple(ListItem((text,), flat=text) for text in texts), look)


class Drawn(Protocol):
    """What a template of a picture is given, with all positions."""

    @property
    def height(self) -> float:
        """How high the picture is, in its own units."""
        ...


@frozen
class Picture:
    """What a table tells, as a picture.

    Attributes:
        id: what it is called by in a page; ``template``: the one that draws it, in ``reports``.
        name, description: what it is and what it shows, for whoever does not see it.
        values: what the template is given.
    """

    id: str
    template: str
    name: str
    description: str
    values: Drawn


@frozen
class TableCell:
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
        picture: the same, for a format that shows it.
    """

    kind: ClassVar[str] = "table"
    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[TableCell, ...], ...]
    widths: tuple[int, ...]
    look: str = ""
    flat: tuple[tuple[Parts, ...], ...] = ()
    picture: Picture | None = None

    @classmethod
    def of(cls, rows: Iterable[Sequence[str]], picture: Picture | None = None) -> Table:
        """A table of plain texts, the first row being the heads of the columns."""
        heads, *others = rows
        told = tuple(tuple(TableCell((text,)) for text in row) for row in others)
        return cls("", tuple(heads), told, (), picture=picture)

    @property
    def lines(self) -> tuple[tuple[Parts, ...], ...]:
        """Heads and rows where a cell has one line."""
        heads = tuple((head,) for head in self.heads)
        return self.flat or (heads, *(tuple(cell.parts for cell in row) for row in self.rows))


@frozen
class FactList:
    """The facts of a finding that are shown, how many more there are, whether some only say that no
    source has them, and whether they are but what the proposal does, which is told before."""

    given: bool = False
    items: tuple[ListItem, ...] = ()
    more: str = ""
    unstated: bool = False
    own: bool = False


@frozen
class FindingBlock:
    """A finding with its facts; ``ref``: what links lead to, ``rule``: the sentence of its rule as
    it is shown, ``says_way``: whether its way out is."""

    kind: ClassVar[str] = "finding"
    entry: FindingEntry
    ref: str
    marks: tuple[str, ...]
    support: FactList
    facts: FactList
    rule: str = ""
    says_way: bool = True

    @property
    def says_rule(self) -> bool:
        """Whether it tells the rule, or why the rule is."""
        return bool(self.rule or self.entry.because)

    @property
    def sheet(self) -> str:
        """What a link to the source sheet leads to."""
        return f"sources-{self.ref.partition('-')[0]}"


Inner = Facts | Paragraph | Items | Table | FindingBlock


@frozen
class Subsection:
    """Blocks under a heading of their own."""

    kind: ClassVar[str] = "group"
    key: str
    title: str
    blocks: tuple[Inner, ...]


Plain = Title | Heading | Paragraph | Items | Table  # what a page without sections is made of
Block = Inner | Subsection


@frozen
class Section:
    """A numbered part of a page."""

    key: str
    title: str
    blocks: tuple[Block, ...]
