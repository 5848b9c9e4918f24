# SPDX-License-Identifier: EUPL-1.2
"""The text of a provision line by line: words exchanged, taken out of it and put into it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from checker.enumeration import HOLDS, with_member, without
from checker.records import define, evolve, field, frozen

Edit = tuple[int, int, str]

STARTS = re.compile(
    r"\s*(?:§|paragraf|par\.)\s*(\d+)(?!\d|\s*,)(?:\s*([a-z])(?=\.|\s*$|\s+[A-ZÆØÅ]))?",
    re.IGNORECASE,
)
PART_STARTS = re.compile(r"\s*(?:stk\.?|stykke)\s*(\d+)\.?", re.IGNORECASE)
ITEM_STARTS = re.compile(
    r"\s*(?:(?:nr\.\s*)?(?P<n>\d{1,2}|[a-zæøå])(?P<end>[.)])(?=\s|$)|[-–•·o\uf0b7](?=\s))\s*"
)
BETWEEN = re.compile(r"(?:overskriften før|teksten efter) § \w+(?: \w)?$")  # what is in none
GAP = "[…]"  # what stands there and is not on file
_TOKEN = re.compile(r"\s+|[\w-]+|[^\w\s]")
_NEW_LINE = re.compile("\n")
_INLINE = re.compile(r"\s+(?=(?:\d{1,2}|[a-zæøå])\)\s)")
_BEGUN = re.compile(r"(?:^|\s)[1a]\)\s")
_END = re.compile(r"[,;.:]?(?:\s+(?:og|samt|eller))?\s*$")
# What words leave loose that are taken out between the two.
_LOOSE = re.compile(
    rf"(?:^|,|\b(?:og|samt|eller|herunder|med|om|af|for|til)|{HOLDS.pattern}|\[…\])\s*$", re.I
)
_LOOSENED = re.compile(r"\s*(?:$|[.,;:)]|\[…\]|(?:og|samt|eller)\b)")
_LETTERS = "abcdefghijklmnopqrstuvwxyzæøå"


@frozen
class ProvisionLine:
    """A line of a provision.

    Attributes:
        text: as it was typed.
        counted: the number that Word counts before it, or the sign of a bullet.
        row, column: of a cell the words that its row and its column begin with.
    """

    text: str
    counted: str = ""
    row: str = ""
    column: str = ""

    @property
    def full(self) -> str:
        """The line as a reader sees it."""
        return f"{self.counted} {self.text}".strip() if self.counted else self.text

    @property
    def head(self) -> int:
        """How much of ``full`` is numbers: of the provision, the part and the item."""
        at = 0
        for pattern in (STARTS, PART_STARTS, ITEM_STARTS):
            found = pattern.match(self.full, at)
            if found:
                at = found.end()
                at += len(self.full[at:]) - len(self.full[at:].lstrip(" .\t"))
        return at

    @property
    def body(self) -> str:
        """The line without those numbers."""
        return self.full[self.head :]

    @property
    def part(self) -> str:
        """The number of the part that begins here, or nothing."""
        starts = STARTS.match(self.full)
        rest = self.full[starts.end() :].lstrip(" .") if starts else self.full
        found = PART_STARTS.match(rest)
        return found[1] if found else ""

    @property
    def item(self) -> re.Match[str] | None:
        """The number of the item that it is, or the sign of its bullet."""
        return ITEM_STARTS.match(self.full)

    def with_full(self, full: str) -> ProvisionLine:
        """The same with another text, that which Word counts left out of what is typed."""
        typed = full.removeprefix(self.counted).removeprefix(" ") if self.counted else full
        return evolve(self, text=typed)

    def numbered(self, number: str) -> ProvisionLine:
        """The same with another number, of its item or else of its part."""
        pattern = ITEM_STARTS if self.item else PART_STARTS
        found = pattern.match(self.full)
        if found is None or not found.groups() or not found[1]:
            return self
        if self.counted:
            return evolve(self, counted=self.counted.replace(found[1], number, 1))
        return evolve(self, text=self.full[: found.start(1)] + number + self.full[found.end(1) :])


@frozen
class LineChange:
    """A line as it stands, and what it becomes; None where it is not there yet, or any more."""

    old: ProvisionLine | None
    new: ProvisionLine | None


@define
class Revision:
    """The lines of a provision while they are changed.

    Attributes:
        doubts: what is unsure of a change, by the keys of phrases with what they speak of.
    """

    rows: list[LineChange]
    doubts: list[tuple[str, dict[str, str]]] = field(factory=list)

    @classmethod
    def of(cls, lines: Iterable[ProvisionLine]) -> Revision:
        """Of a provision as it stands."""
        return cls([LineChange(each, each) for each in lines])

    def exchange(self, cut: str, put: str) -> bool:
        """Puts words in the place of others; whether it is plain where they stand."""
        hits = [*self._hits(cut)] or [*self._hits(cut, whole=not put)]
        if len(hits) != 1:
            return False
        at, found = hits[0]
        line = self._new(at)
        before, after = line.full[: found.start()], line.full[found.end() :]
        alone = not re.search(r"\w", before[line.head :] + after)
        if not put and alone and (line.item or line.part) and not STARTS.match(line.full):
            self._drop(at)
            return True
        if put:
            self._write(at, before + put + after)
            return True
        whole = without(line.full, *found.span(), line.head, listed=bool(line.item))
        if whole is not None and GAP not in line.full:
            self._write(at, whole)
            return True
        if not before or before[-1:].isspace():
            after = after.lstrip(" \t")
            if not after or after[0] in ".,;":
                before = before.rstrip()
        if before.endswith(",") and after[:1] in (".", ",", ";"):
            before = before[:-1]
        if _LOOSE.search(before[line.head :]) and _LOOSENED.match(after):
            self.ask_of(cut.strip())
        self._write(at, before + after)
        return True

    def ask_of(self, words: str) -> None:
        """Asks, once, how a sentence reads without some words."""
        doubt = ("w.ask-sentence", {"words": words})
        self.doubts += [doubt] if doubt not in self.doubts else []

    def add(self, text: str) -> None:
        """A line after the last."""
        self.rows.append(LineChange(None, ProvisionLine(text)))

    def take(self, words: str) -> bool:
        """Takes the words that describe a task out; whether it is plain where they stand."""
        core = core_of(words)
        hits = [*self._hits(core)]
        if len(hits) != 1:
            return False
        at, found = hits[0]
        line = self._new(at)
        alone = core_of(line.body) == core or line.body.strip() == words.strip()
        if alone and (line.item or line.part) and not STARTS.match(line.full):
            self._drop(at)
            return True
        if GAP in line.full:
            return self.exchange(core, "")
        rest = without(line.full, found.start(), found.end(), line.head, listed=bool(line.item))
        if rest is None:
            self.exchange(core, "")
            self.ask_of(core)
        else:
            self._write(at, rest)
        return True

    def put(self, words: str, holding: str, blank: str) -> None:
        """Puts the words that describe a task in, as the last of a list or of a sentence.

        Args:
            holding: the verb that they stood after.
            blank: what stands before them where their place is unsure.
        """
        core, lists = core_of(words), self._lists()
        led = [items for items in lists if items[0] and HOLDS.search(self._new(items[0] - 1).full)]
        if len(lists) == 1 and led:
            self._join(lists[0], core)
            return
        if re.search(r"\w\.$", words.strip()) and not lists:
            self.rows.append(LineChange(None, ProvisionLine(self._next_part() + words.strip())))
            return
        fuller = (
            (at, with_member(each.new.full, each.new.head, core, holding))
            for at, each in enumerate(self.rows)
            if each.new
        )
        said = [(at, full) for at, full in fuller if full]
        others = [each for each in self.rows if each.new and HOLDS.search(each.new.full)]
        if len(said) == len(others) == 1 and not lists:
            self._write(*said[0])
            return
        self.rows.append(LineChange(None, ProvisionLine(f"{blank} {core}")))
        self.doubts.append(("w.ask-place", {"words": core}))

    def holding(self, words: str) -> str:
        """The verb that words stand after, in their sentence or in that before their list."""
        hits = [*self._hits(core_of(words))]
        if not hits:
            return ""
        at, found = hits[0]
        texts = [self._new(at).full[: found.start()]]
        while at and self._new(at).item:
            at -= 1
        texts.append(self._new(at).full)
        verbs = [each for text in texts for each in [*HOLDS.finditer(text)][-1:]]
        return verbs[0][1].casefold() if verbs else ""

    def settle(self) -> list[tuple[LineChange, str, str]]:
        """Numbers what is numbered anew; gives each row with its old number and its new."""
        moved: list[tuple[LineChange, str, str]] = []
        last: dict[str, str] = {}
        shifts: dict[str, int] = {}
        for at, row in enumerate(self.rows):
            line = row.new or row.old
            assert line is not None
            kind, number = _number(line)
            if not number:
                continue
            if kind == "part":
                last, shifts = {kind: last.get(kind, "")}, {kind: shifts.get(kind, 0)}
            elif _value(number) == 1 and row.old:
                shifts[kind] = 0
            if row.new is None:
                shifts[kind] = shifts.get(kind, 0) - 1
                continue
            if row.old is None:
                following = _shifted(last.get(kind, ""), 1)
                shifts[kind] = shifts.get(kind, 0) + 1
                number, wanted = "", following or number
            else:
                wanted = _shifted(number, shifts.get(kind, 0))
            last[kind] = wanted
            if wanted != number:
                self.rows[at] = LineChange(row.old, row.new.numbered(wanted))
                if number:
                    moved.append((self.rows[at], number, wanted))
        return moved

    # ------------------------------------------------------------ how

    def _hits(self, words: str, *, whole: bool = True) -> Iterator[tuple[int, re.Match[str]]]:
        parts = re.split(r"(\s+)", words)
        pattern = "".join(r"\s+" if each.isspace() else re.escape(each) for each in parts)
        if whole:  # of a word at either end
            pattern = rf"(?<!\w){pattern}" if re.match(r"\w", words) else pattern
            pattern = rf"{pattern}(?!\w)" if re.search(r"\w$", words) else pattern
        for at, row in enumerate(self.rows):
            if row.new and words.strip():
                yield from ((at, found) for found in re.finditer(pattern, row.new.full))

    def _new(self, at: int) -> ProvisionLine:
        return self.rows[at].new or self.rows[at].old or ProvisionLine("")

    def _write(self, at: int, full: str) -> None:
        row = self.rows[at]
        assert row.new is not None
        self.rows[at] = LineChange(row.old, row.new.with_full(full) if full.strip() else None)

    def _drop(self, at: int) -> None:
        """Takes a whole line out; the item before it then ends as it did, where it was the last of
        a list, or the last but one with the word that joins the two."""
        items = next((each for each in self._lists() if at in each), [at])
        ending = _END.search(self._new(at).full)
        self.rows[at] = LineChange(self.rows[at].old, None)
        if at != items[0] and ending and (at == items[-1] or re.search(r"\w", ending[0])):
            self._end(items[items.index(at) - 1], ending[0])
        elif len(items) == 1 and self._new(at).item:
            self.doubts.append(("w.ask-empty", {"words": self._new(at).body}))

    def _join(self, items: Sequence[int], words: str) -> None:
        """Makes words the last item of a list."""
        last = self._new(items[-1])
        final = _ending(last)
        if len(items) > 1:
            between = _ending(self._new(items[-2]))
            if between.strip(" ,;.:"):  # and
                self._end(items[-2], between.partition(" ")[0] or ",")
        else:
            between = "," if final.startswith(".") else final
        was = self.rows[items[-1]].old
        if was and re.search(r"\w", _ending(was)):  # it stood before an item that goes
            between = _ending(was)
        if final != between:
            self._end(items[-1], between)
        head = "" if last.counted else last.full[: last.head]
        made = ProvisionLine(head + words + final, last.counted)
        self.rows.insert(items[-1] + 1, LineChange(None, made))

    def _end(self, at: int, ending: str) -> None:
        self._write(at, _END.sub("", self._new(at).full, count=1) + ending)

    def _lists(self) -> list[list[int]]:
        """The items of each list that stand together, of the level of its first."""
        found: list[list[int]] = []
        kinds: list[str] = []
        for at, row in enumerate(self.rows):
            if not row.new or not row.new.item or GAP in row.new.full:
                continue
            kind = _number(row.new)[0]
            last = found[-1][-1] if found else -2
            if found and at == last + 1 and kinds[-1] == kind and _number(row.new)[1] != "1":
                found[-1].append(at)
            else:
                found.append([at])
                kinds.append(kind)
        return found

    def _next_part(self) -> str:
        parts = [each.new.part for each in self.rows if each.new and each.new.part]
        return f"Stk. {int(parts[-1]) + 1 if parts else 2}. "


def lines_in(text: str) -> list[ProvisionLine]:
    """The lines of a text on file: the items of a list too, where it is written on."""
    shape = _INLINE if _BEGUN.search(text) else _NEW_LINE
    return [ProvisionLine(each) for line in text.split("\n") for each in shape.split(line)]


def taken_out(text: str, words: Iterable[str]) -> str:
    """A text on file without the words that describe some tasks."""
    revision = Revision.of(lines_in(text))
    for each in words:
        revision.take(each)
    revision.settle()
    kept = [each.new.text for each in revision.rows if each.new]
    return ("\n" if "\n" in text else " ").join(kept)


def edits(old: str, new: str) -> list[Edit]:
    """What makes one text into the other: places in the old one, and the words that come there.

    Changes that only blanks or marks part are one, as a lawyer would write them.
    """
    from difflib import SequenceMatcher  # only a change of words needs it

    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    starts = [0]
    for token in before:
        starts.append(starts[-1] + len(token))
    found: list[Edit] = []
    for what, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if what == "equal":
            continue
        start, words = starts[i], "".join(after[k:m])
        if found and not re.search(r"\w", between := old[found[-1][1] : start]):
            first, _, sooner = found.pop()
            start, words = first, sooner + between + words
        found.append((start, starts[j], words))
    return found


def core_of(words: str) -> str:
    """Words without what ends an item: a mark, an «and»."""
    return _END.sub("", " ".join(words.split()), count=1).strip()


def _ending(line: ProvisionLine) -> str:
    found = _END.search(line.full)
    return found[0].rstrip() if found else ""


def _number(line: ProvisionLine) -> tuple[str, str]:
    """The kind of number that a line begins with, and the number."""
    item = line.item
    if item:
        number = item["n"] or ""
        return ("figure" if number.isdigit() else "letter" if number else "bullet"), number
    return "part", line.part


def _value(number: str) -> int:
    return int(number) if number.isdigit() else _LETTERS.find(number) + 1


def _shifted(number: str, by: int) -> str:
    if not number:
        return ""
    value = _value(number) + by
    return str(value) if number.isdigit() else _LETTERS[max(value - 1, 0) : value] or number
