"""A table to the text of the proposal that it says, each place of it known by its cell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from checker.language.wording import PartPrinter
from checker.mistakes import Mistakes
from checker.say import nearest
from checker.speech.node import Surface
from checker.table.columns import (
    BOTH,
    FORMS,
    HEADINGS,
    LABELS,
    NEEDED,
    REMARK,
    TITLE,
    Form,
    Shape,
    Slot,
    Words,
    number,
    slots,
)
from checker.table.grid import Cell, Grid, Stretch, TableSource, span_of

_TITLED = re.compile(r"(\S+) [\"“»«„]?(.+?)[\"”«»“]?")
_DANISH_DAY = re.compile(r"(\d{1,2})[-.](\d{1,2})[-.](\d{4})")
_LONG_DAY = re.compile(r"(\d{1,2})\.? ([a-z]+) (\d{4})")
_WHOLE = re.compile(r"(\d+)(?:[.,]0+)?", re.ASCII)


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
        self.heading, self.surface = self._language()
        self.wording = PartPrinter(self.surface, {})

    def source(self) -> TableSource:
        rows = self.grid.rows
        for row in rows:
            for cell in row.values():
                if cell.wrong:
                    self._wrong(cell, cell.wrong)
        if self.heading is None:
            self._wrong(self.grid.cell(1, 1), "table.no-heading", **self._change_word())
        elif not self.mistakes.errors:
            self._header(self.heading)
            columns = self._columns(rows[self.heading])
            last = max((at for at, row in enumerate(rows) if row), default=0)
            for at in range(self.heading + 1, last + 1):
                self._row(at + 1, columns)
        self.mistakes.settle()
        grid = self.grid
        return TableSource(grid.path, self.text, grid.sha256, tuple(self.stretches))

    def _language(self) -> tuple[int | None, Surface]:
        """The row of the headings and the language they are in; a table has one."""
        best: tuple[int, int | None, Surface] = (1, None, "en")
        labels = [c.text.casefold() for row in self.grid.rows for c in row.values()]
        if any(words[1].casefold() in labels for words in LABELS.values()):
            best = (1, None, "da")
        for at, row in enumerate(self.grid.rows):
            there = {cell.text.casefold() for cell in row.values()}
            for surface in ("en", "da"):
                own = number(surface)
                count = len(there & {words[own].casefold() for words in HEADINGS.values()})
                if count > best[0]:
                    best = (count, at, surface)
        return best[1:]

    def _words(self, table: Mapping[str, tuple[str, str]]) -> dict[str, str]:
        return {words[number(self.surface)].casefold(): key for key, words in table.items()}

    def _named(self, key: str, table: Mapping[str, tuple[str, str]] = HEADINGS) -> str:
        return table[key][number(self.surface)]

    def _change_word(self) -> dict[str, str]:
        return {"change": self._named("change"), "what": self._named("what")}

    def _header(self, heading: int) -> None:
        """The labelled cells above the headings, as the lines of the header."""
        labels = self._words(LABELS)
        found: dict[str, tuple[Cell, Cell]] = {}
        for at in range(heading):
            cells = [cell for _, cell in sorted(self.grid.rows[at].items())]
            if not cells:
                self._glue("\n" if self.text and not found else "")
                continue
            label, *values = cells
            if label.text == REMARK:
                self._remark(label, values)
                continue
            key = labels.get(label.text.casefold().rstrip(":"))
            if key is None:
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
        self._glue("\n")

    def _header_line(self, key: str, label: Cell, value: Cell) -> None:
        terminals = {
            "title": "PROPOSAL",
            "concerns": "CONCERNS",
            "proposed": "PROPOSED",
            "as of": "AS_OF",
            "effective": "EFFECTIVE",
        }
        self._glue("" if key == TITLE else "    ")
        self._put(self.wording.key(terminals[key]), label)
        self._glue(" ")
        shapes: dict[str, Shape] = {"title": "prose", "concerns": ""}
        shape = shapes.get(key, "day")
        self._value(Slot("", key, shape), value)
        self._glue("\n")

    def _columns(self, headings: Mapping[int, Cell]) -> dict[int, str]:
        words = self._words(HEADINGS)
        found: dict[int, str] = {}
        for column, cell in sorted(headings.items()):
            key = words.get(cell.text.casefold())
            if key is None:
                self._unknown(cell, "table.heading", HEADINGS.values())
            elif key in found.values():
                self._wrong(cell, "table.twice", name=cell.text)
            found[column] = key or ""
        return found

    def _row(self, row: int, columns: dict[int, str]) -> None:
        cells: dict[str, Cell] = {}
        for column, cell in sorted(self.grid.rows[row - 1].items()):
            if column in columns:
                cells[columns[column]] = cell
            else:
                self._wrong(cell, "table.no-column")
        if not cells:
            self._glue("\n")
            return
        change = cells.get("change")
        sentence = cells.get("sentence")
        if change and change.text == REMARK:
            self._remark(change, [cell for key, cell in cells.items() if key != "change"])
        elif sentence:
            for key, cell in cells.items():
                if key != "sentence":
                    self._wrong(cell, "table.beside", name=self._named("sentence"))
            self._put(sentence.text, sentence)
            self._glue("\n")
        elif change:
            self._form(row, change, cells, columns)
        elif self._named("change") not in self.meant:
            first = next(iter(cells.values()))
            self._wrong(first, "table.no-change", name=self._named("change"))

    def _remark(self, sign: Cell, values: list[Cell]) -> None:
        for extra in values[1:]:
            self._wrong(extra, "table.extra", name=REMARK)
        self._put(REMARK, sign)
        if values:
            self._glue(" ")
            self._put(values[0].text, values[0])
        self._glue("\n")

    def _form(
        self, row: int, change: Cell, cells: dict[str, Cell], columns: dict[int, str]
    ) -> None:
        own = number(self.surface)
        forms = [form for form in FORMS if form.change[own] == change.text.casefold()]
        if not forms:
            self._unknown(change, "table.change", [form.change for form in FORMS])
            return
        if forms[0].status[own]:
            status = cells.get("status") or self._empty(row, "status", columns, change)
            if not status.text:
                self._needed(status, change, "status")
                return
            if status.text.casefold() not in [form.status[own] for form in forms]:
                self._unknown(status, "table.status", [form.status for form in forms])
                return
            forms = [form for form in forms if form.status[own] == status.text.casefold()]
        self._sentence(forms[0], row, change, cells, columns)

    def _sentence(
        self,
        form: Form,
        row: int,
        change: Cell,
        cells: dict[str, Cell],
        columns: dict[int, str],
    ) -> None:
        used = {"change"} | ({"status"} if form.status[0] else set())
        begin = len(self.text)
        self.stretches.append(Stretch(begin, begin, change))
        for group in slots(form, self.surface):
            wanted = [slot for slot in group if slot.column]
            used |= {slot.column for slot in wanted}
            if any(slot.optional and slot.column not in cells for slot in wanted):
                continue
            for slot in group:
                if not slot.column:
                    self._glue(slot.words)
                elif slot.column in cells:
                    self._value(slot, cells[slot.column])
                else:
                    self._needed(
                        self._empty(row, slot.column, columns, change), change, slot.column
                    )
        self._glue("\n")
        for key, cell in cells.items():
            if key not in used and key:
                self._wrong(cell, "table.unused", change=change.text, name=self._named(key))

    def _empty(self, row: int, key: str, columns: dict[int, str], change: Cell) -> Cell:
        """The cell of a column that holds nothing, or the change where there is no column."""
        for column, each in columns.items():
            if each == key:
                return self.grid.cell(row, column)
        return change

    def _needed(self, cell: Cell, change: Cell, key: str) -> None:
        if self._named(key) not in self.meant:
            self._wrong(cell, "table.needs", change=change.text, name=self._named(key))

    def _value(self, slot: Slot, cell: Cell) -> None:
        """A cell as its place in the sentence takes it."""
        text = cell.text
        match slot.shape:
            case "quoted" | "prose":
                if slot.shape == "prose" and BOTH.fullmatch(text):
                    self._put(text, cell)
                else:
                    self._quoted(text, cell)
            case "titled":
                titled = _TITLED.fullmatch(text)
                if titled is None:
                    self._wrong(cell, "table.titled", value=text)
                    return
                self._put(titled[1], cell)
                self._glue(" ")
                self._quoted(titled[2], cell, titled.start(2))
            case "day":
                day = _day(text, self.wording.vocabulary.wordings["MONTH"])
                if day is None:
                    self._wrong(cell, "table.day", value=text)
                    return
                self._put(day.isoformat(), cell)
            case "number":
                whole = _WHOLE.fullmatch(text)
                if whole is None:
                    self._wrong(cell, "table.number", value=text)
                    return
                self._put(whole[1], cell)
            case _:
                if REMARK in text:  # it would hide the rest of the sentence
                    self._wrong(cell, "table.remark", name=self._named("change"))
                    return
                self._put(text, cell)

    def _quoted(self, text: str, cell: Cell, begin: int = 0) -> None:
        quoted = self.wording.text(text).replace("\0", " ")
        if quoted[1:-1] != text:
            self._wrong(cell, "table.marks")
            return
        self._glue(quoted[0])
        self._put(text, cell, begin)
        self._glue(quoted[-1])

    def _put(self, text: str, cell: Cell, begin: int = 0) -> None:
        start = len(self.text)
        self.text += text
        self.stretches.append(Stretch(start, len(self.text), cell, begin))

    def _glue(self, text: str) -> None:
        self.text += text

    def _wrong(self, cell: Cell, key: str, **values: object) -> None:
        self.mistakes.add(span_of(self.grid, cell, self.surface), key, **values)

    def _unknown(self, cell: Cell, key: str, pairs: Iterable[Words]) -> None:
        """Says which words are known; a word of the other language, or nearly one, is meant."""
        own = number(self.surface)
        known = {words[own]: words[1 - own] for words in pairs}
        text = cell.text.casefold().rstrip(":")
        other = [word for word, translated in known.items() if translated.casefold() == text]
        near = other[0] if other else nearest(text, known)
        if near:
            self.meant.add(near)
        self._wrong(cell, key, near=near, value=cell.text, known=", ".join(known))


def _day(text: str, months: Sequence[str]) -> date | None:
    """2026-01-31, or 31-01-2026, 31.01.2026 and 31. januar 2026 as Danes write it."""
    named = _LONG_DAY.fullmatch(text.casefold())
    numbers = {month.casefold(): str(at) for at, month in enumerate(months, start=1)}
    if named and named[2] in numbers:
        text = f"{named[1]}-{numbers[named[2]]}-{named[3]}"
    danish = _DANISH_DAY.fullmatch(text)
    if danish:
        text = f"{danish[3]}-{danish[2]:0>2}-{danish[1]:0>2}"
    try:
        return date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d\d-\d\d", text) else None
    except ValueError:
        return None
