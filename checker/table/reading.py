# SPDX-License-Identifier: EUPL-1.2
"""A table to the text of the proposal that it says, each place of it known by its cell."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping

from checker.language.wording import PartPrinter
from checker.language.words import SURFACES, folded, vocabulary
from checker.mistakes import Mistakes, TextWarning
from checker.records import evolve, field, frozen
from checker.say import Language, nearest, of_locale
from checker.source import Source, Span
from checker.speech.node import Surface
from checker.table.columns import (
    FORMS,
    HEADINGS,
    LABEL_SHAPES,
    LABELS,
    NEEDED,
    REMARK,
    TITLE,
    RowForm,
    Shape,
    UnfitCellError,
    Words,
    in_sentence,
)
from checker.table.grid import Grid, GridCell, column_letter
from checker.table.guess import change_of, first_row, guessed_columns


@frozen
class Stretch:
    """A stretch of text that stands in a cell, from a character of it on."""

    start: int
    end: int
    cell: GridCell
    begin: int = 0


@frozen
class TableSource(Source):
    """The text that a table says; every place in it is that of a cell.

    Attributes:
        guessed: tells what columns were taken for, where there were no headings.
    """

    bare_names: bool = field(default=True, repr=False, kw_only=True)
    stretches: tuple[Stretch, ...] = field(default=(), repr=False)
    guessed: TextWarning | None = field(default=None, eq=False, repr=False)

    def position(self, offset: int) -> tuple[int, int]:
        """Row and column of the cell."""
        cell = self._stretch(offset).cell
        return cell.row, cell.column

    def place(self, offset: int) -> str:
        return self._stretch(offset).cell.place

    def line_of(self, offset: int) -> tuple[str, str, int]:
        found = self._stretch(offset)
        at = found.begin + min(max(offset, found.start), found.end) - found.start
        name = found.cell.place.rpartition("!")[2]
        return name, found.cell.text, at + 1

    def _stretch(self, offset: int) -> Stretch:
        at = bisect_right(self.stretches, offset, key=lambda each: each.start)
        return self.stretches[max(0, at - 1)]


def span_of(grid: Grid, cell: GridCell, language: Language) -> Span:
    """The place of a cell, all of it."""
    whole = Stretch(0, len(cell.text), cell)
    source = TableSource(grid.path, cell.text, grid.sha256, (whole,), language=language)
    return Span(source, 0, len(cell.text))


def source_of(grid: Grid) -> TableSource:
    """The text that a table says. Raises MistakesError with all that is wrong in any cell."""
    return _Table(grid).source()


class _Table:
    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self.mistakes = Mistakes()
        self.text = ""
        self.stretches: list[Stretch] = []
        self.meant: set[str] = set()  # words suggested for a heading or a label that is none
        self.columns: dict[int, str] = {}
        self.heading, self.surface = self._language()
        self.above = self.heading or 0  # how many rows may be labelled cells
        self.below = 0 if self.heading is None else self.heading + 1  # where sentences begin
        self.guess: GridCell | None = None  # where columns had to be guessed
        self.asked: dict[str, GridCell] = {}  # columns that are missing, with what needs them
        self.printer = PartPrinter(self.surface, {})

    def source(self) -> TableSource:
        grid = self.grid
        with self.mistakes:
            if self.heading is None:
                self._guess()
            if not self.columns and self.heading is None:
                below = first_row(grid, self.surface)
                if below < len(grid.rows):  # its labels say that it is a proposal
                    row = grid.rows[below]
                    change = row[min(row)]
                    known = ", ".join(dict.fromkeys(form.change for form in FORMS[self.surface]))
                    named = {"name": self._named("change"), "change": "", "known": known}
                    self._wrong(change, "table.no-such-column", **named)
                    return TableSource(grid.path, "")
                # then it may be anything, and nothing of it is shown
                self.surface = of_locale() or self.surface
                named = {key: self._named(key) for key in ("change", "what")}
                self._wrong(evolve(grid.cell(1, 1), text=""), "table.no-heading", **named)
                return TableSource(grid.path, "")
            for row in grid.rows:
                for cell in row.values():
                    if cell.wrong:
                        self._wrong(cell, cell.wrong)
            if not self.mistakes.errors:
                self._header(self.above)
                if self.heading is not None:
                    self._headings(grid.rows[self.heading])
                last = max((at for at, row in enumerate(grid.rows) if row), default=0)
                for at in range(self.below, last + 1):
                    self._row(at + 1)
                self._ask_columns()
                if self.guess and self.mistakes.errors:
                    self.mistakes.note(self._told_guess())
        source = TableSource(grid.path, self.text, grid.sha256, tuple(self.stretches))
        return evolve(source, guessed=self._told_guess()) if self.guess else source

    def _guess(self) -> None:
        """The columns of a table without headings, by what stands below the labelled cells."""
        at = first_row(self.grid, self.surface)
        first = self.grid.rows[at] if at < len(self.grid.rows) else {}
        keys = self._keys(HEADINGS)
        unknown = any(cell.text.casefold() in keys for cell in first.values())  # headings are
        self.columns = guessed_columns(self.grid.rows[at + unknown :], self.surface)
        if self.columns:
            self.above, self.below, self.guess = at, at + unknown, next(iter(first.values()))

    def _told_guess(self) -> TextWarning:
        assert self.guess
        named = (
            f"{column_letter(column)} {self._named(key)}" for column, key in self.columns.items()
        )
        place = span_of(self.grid, self.guess, self.surface)
        return TextWarning.of(place, "table.guessed", columns=", ".join(named))

    def _ask_columns(self) -> None:
        """Tells each column that rows need and that is missing, once, at the headings."""
        row = self.below if self.heading is None else self.heading
        headings = self.grid.rows[row] if row < len(self.grid.rows) else {}
        for key, change in self.asked.items():
            last = headings[max(headings)] if headings else change
            at, words = change if self.guess else last, [one.status for one in FORMS[self.surface]]
            known = ", ".join(filter(None, words)) if key == "status" else ""
            name, needs = self._named(key), change.text if key != "change" else ""
            self._wrong(at, "table.no-such-column", name=name, change=needs, known=known)

    def _language(self) -> tuple[int | None, Surface]:
        """The row of the headings and the language they are in; a table has one."""
        labels = [cell.text.casefold() for row in self.grid.rows for cell in row.values()]
        said = [folded(word) for label in labels for word in label.split()]
        en, da = (sum(word in vocabulary(one).phrases for word in said) for one in SURFACES)
        danish = any(words.da.casefold() in labels for words in LABELS.values()) or da > en
        best: tuple[int, int | None, Surface] = (1, None, "da" if danish else "en")
        surfaces: tuple[Surface, ...] = ("en", "da")
        for at, row in enumerate(self.grid.rows):
            there = {cell.text.casefold() for cell in row.values()}
            for surface in surfaces:
                known = {words.own(surface).casefold() for words in HEADINGS.values()}
                if (count := len(there & known)) > best[0]:
                    best = (count, at, surface)
        return best[1:]

    def _keys(self, table: Mapping[str, Words]) -> dict[str, str]:
        return {words.own(self.surface).casefold(): key for key, words in table.items()}

    def _named(self, key: str, table: Mapping[str, Words] = HEADINGS) -> str:
        return table[key].own(self.surface)

    # ------------------------------------------------------------ header

    def _header(self, heading: int) -> None:
        """The labelled cells above the headings, as the lines of the header."""
        labels = self._keys(LABELS)
        found: dict[str, tuple[GridCell, GridCell]] = {}
        for at in range(heading):
            cells = [cell for _, cell in sorted(self.grid.rows[at].items())]
            if not cells:
                self.text += "\n" if self.text and not found else ""
                continue
            label, *values = cells
            if label.text == REMARK:
                self._remark(label, values)
                continue
            key = labels.get(label.text.casefold().rstrip(":"))
            titled = not (values or found or self.text) and self._near(label, LABELS.values()) == ""
            if key is None and titled:  # a line above all, as a sheet is often headed by
                self.text += f"{REMARK} "
                self._put(label.text, label)
                self.text += "\n"
            elif key is None:
                self._unknown(label, "table.label", LABELS.values())
            elif key in found:
                self._wrong(label, "table.twice", name=label.text)
            else:
                found[key] = label, values[0] if values else self.grid.cell(at + 1, 2)
                for extra in values[1:]:
                    self._wrong(extra, "table.extra", name=label.text)
        for key in LABELS:
            if key in found and found[key][1].text:
                self._header_line(key, *found[key])
            elif key in NEEDED and self._named(key, LABELS) not in self.meant:
                at_cell = found[key][1] if key in found else self.grid.cell(1, 1)
                self._wrong(at_cell, "table.missing", name=self._named(key, LABELS))
        self.text += "\n"

    def _header_line(self, key: str, label: GridCell, value: GridCell) -> None:
        keyword = "PROPOSAL" if key == TITLE else key.upper().replace(" ", "_")
        self.text += "" if key == TITLE else "    "
        self._put(self.printer.key(keyword), label)
        self.text += " "
        self._value(LABEL_SHAPES.get(key, "day"), value)
        self.text += "\n"

    def _headings(self, headings: Mapping[int, GridCell]) -> None:
        keys = self._keys(HEADINGS)
        for column, cell in sorted(headings.items()):
            key = keys.get(cell.text.casefold())
            if key is None:
                self._unknown(cell, "table.heading", HEADINGS.values())
            elif key in self.columns.values():
                self._wrong(cell, "table.twice", name=cell.text)
            self.columns[column] = key or ""

    # ------------------------------------------------------------ rows

    def _row(self, row: int) -> None:
        cells: dict[str, GridCell] = {}
        remark: GridCell | None = None
        for column, cell in sorted(self.grid.rows[row - 1].items()):
            if self.columns.get(column) == "remark":
                remark = cell
            elif column in self.columns:
                cells[self.columns[column]] = cell
            else:
                self._wrong(cell, "table.no-column")
        change, sentence = cells.get("change"), cells.get("sentence")
        begin = len(self.text)
        if not cells:
            self.text += "" if remark else "\n"
        elif change and change.text == REMARK:
            self._remark(change, [cell for key, cell in cells.items() if key != "change"])
        elif sentence:
            for key, cell in cells.items():
                if key != "sentence":
                    self._wrong(cell, "table.beside", name=self._named("sentence"))
            self._put(sentence.text, sentence)
            self.text += "\n"
        elif change:
            form = self._form(row, change, cells)
            if form:
                self._sentence(form, row, change, cells)
        elif "change" not in self.columns.values():
            self._needed(next(iter(cells.values())), next(iter(cells.values())), "change")
        elif self._named("change") not in self.meant:
            first = next(iter(cells.values()))
            self._wrong(first, "table.no-change", name=self._named("change"))
        if remark:
            self._beside(remark, begin)

    def _beside(self, remark: GridCell, begin: int) -> None:
        """A remark on its row: after the row's own line, which began somewhere, or as a line."""
        said = self.text.removesuffix("\n")
        alone = len(said) <= begin or self.text.startswith(REMARK, begin)
        self.text = self.text if alone else f"{said}  "
        self.text += f"{REMARK} "
        self._put(remark.text, remark)
        self.text += "\n"

    def _remark(self, sign: GridCell, values: list[GridCell]) -> None:
        for extra in values[1:]:
            self._wrong(extra, "table.extra", name=REMARK)
        self._put(REMARK, sign)
        if values:
            self.text += " "
            self._put(values[0].text, values[0])
        self.text += "\n"

    def _form(self, row: int, change: GridCell, cells: dict[str, GridCell]) -> RowForm | None:
        """The kind of a row by its change and, where that is not enough, its status."""
        both = list(zip(FORMS["en"], FORMS["da"], strict=True))
        said = change_of(change.text, self.surface)
        forms = [one for one in FORMS[self.surface] if one.change == said]
        if not forms:
            pairs = [Words(en.change, da.change) for en, da in both]
            self._unknown(change, "table.change", pairs)
            return None
        if not forms[0].status:
            return forms[0]
        status = cells.get("status") or self._empty(row, "status", change)
        if not status.text or "status" not in self.columns.values():
            self._needed(status, change, "status")
            return None
        said = status.text.casefold()
        if cells.get("date") and said == forms[0].status:  # what is planned on a day is announced
            said = forms[-1].status
        found = next((one for one in forms if one.status == said), None)
        if not found:
            pairs = [Words(en.status, da.status) for en, da in both if en.status]
            self._unknown(status, "table.status", pairs)
        return found

    def _sentence(
        self, form: RowForm, row: int, change: GridCell, cells: dict[str, GridCell]
    ) -> None:
        self._put("", change)
        for group in form.groups:
            for slot in group.slots if group.stands(cells) else ():
                if not slot.column:
                    self.text += slot.words
                elif slot.column in cells:
                    self._value(slot.shape, cells[slot.column])
                else:
                    empty = self._empty(row, slot.column, change)
                    self._needed(empty, change, slot.column)
        self.text += "\n"
        for key, cell in cells.items():
            if key and key not in form.columns:
                self._wrong(cell, "table.unused", change=change.text, name=self._named(key))

    def _empty(self, row: int, key: str, change: GridCell) -> GridCell:
        """The cell of a column that holds nothing, or the change where there is no column."""
        columns = [column for column, each in self.columns.items() if each == key]
        return self.grid.cell(row, columns[0]) if columns else change

    def _needed(self, cell: GridCell, change: GridCell, key: str) -> None:
        if key not in self.columns.values() and self._named(key) not in self.meant:
            self.asked.setdefault(key, change)
        elif self._named(key) not in self.meant:
            words = [one.status for one in FORMS[self.surface] if one.status]
            known = ", ".join(words) if key == "status" else ""
            self._wrong(cell, "table.needs", change=change.text, name=self._named(key), known=known)

    def _value(self, shape: Shape, cell: GridCell) -> None:
        """A cell as its place in the sentence takes it."""
        at = 0
        try:
            for text, begin in in_sentence(shape, cell.text, self.printer):
                at = at if begin is None else begin
                self._put(text, cell, at)
                at += len(text) if begin is not None else 0
        except UnfitCellError as unfit:
            values = {"value": cell.text, "text": cell.text, "meant": unfit.meant}
            self._wrong(cell, unfit.key, **values, name=self._named("change"))

    def _put(self, text: str, cell: GridCell, begin: int = 0) -> None:
        start = len(self.text)
        self.text += text
        self.stretches.append(Stretch(start, len(self.text), cell, begin))

    def _wrong(self, cell: GridCell, key: str, **values: object) -> None:
        self.mistakes.add(span_of(self.grid, cell, self.surface), key, **values)

    def _unknown(self, cell: GridCell, key: str, pairs: Iterable[Words]) -> None:
        """Says which words are known; a word of the other language, or nearly one, is meant."""
        known, near = [words.own(self.surface) for words in pairs], self._near(cell, pairs)
        if near:
            self.meant.add(near)
        self._wrong(cell, key, near=near or None, value=cell.text, known=", ".join(known))

    def _near(self, cell: GridCell, pairs: Iterable[Words]) -> str:
        """The word that a cell may mean: of the other language, or nearly one; else nothing."""
        other: Surface = "en" if self.surface == "da" else "da"
        known = {words.own(self.surface): words.own(other) for words in pairs}
        text = cell.text.casefold().rstrip(":")
        translated = [word for word, its in known.items() if its.casefold() == text]
        return translated[0] if translated else nearest(text, known) or ""
