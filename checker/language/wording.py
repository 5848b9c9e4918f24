# SPDX-License-Identifier: EUPL-1.2
"""The smallest parts of a printed sentence: keywords, names, quotations, lists, numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date

from checker.language.words import vocabulary
from checker.speech import node as n
from checker.speech.amounts import Quantity
from checker.speech.counts import ExactlyOne
from checker.speech.node import Things
from checker.speech.workload import HoldsNone

HARD_BLANK = "\0"
_MARKS = (('"', '"'), ("“", "”"), ("»", "«"), ("«", "»"), ("„", "“"))
QUOTES = "".join(opening for opening, _ in _MARKS)
_NUMBER = re.compile(r"\d+(\.\d+)*")
_ONE = {"hold": "BE_HELD_BY", "perform": "BE_PERFORMED_BY", "be under": "BE_UNDER"}


class PartPrinter:
    """Writes the parts of a sentence in one surface.

    A blank that no line may be broken at is written as ``HARD_BLANK``.
    """

    def __init__(
        self, surface: n.Surface, words: Mapping[str, str], *, one_language: bool = False
    ) -> None:
        self.surface = surface
        self.one_language = one_language
        self.words = words
        self.vocabulary = vocabulary(surface)

    @property
    def danish(self) -> bool:
        return self.surface == "da"

    @property
    def no_names(self) -> tuple[str, ...]:
        """What stands in the place of a name, and is none, in several words."""
        offices = ("THE_FINANCE_COMMITTEE", "THE_COUNCIL", "NO_COMMITTEE")
        return tuple(wording for each in offices for wording in self.vocabulary.wordings[each])

    def key(self, terminal: str, wording: int = 0) -> str:
        """A keyword as it is printed."""
        wordings = self.vocabulary.wordings[terminal]
        return self.vocabulary.printed(terminal, min(wording, len(wordings) - 1))

    def chosen(self, terminal: str, *, article: bool) -> str:
        """The keyword of an instrument with its article or without it, where it can stand so."""
        for at, wording in enumerate(self.vocabulary.wordings[terminal]):
            if wording.startswith(("a ", "an ", "en ")) == article:
                return self.key(terminal, at)
        return self.key(terminal)

    def value(self, prefix: str, value: str) -> str:
        """The keyword for a word of the model: "A_" and "standing committee"."""
        return self.key(prefix + value.upper().replace(" ", "_").replace("-", "_"))

    def text(self, text: str) -> str:
        """A quotation, in the first marks that do not stand in it."""
        for opening, closing in _MARKS:
            if not {opening, closing} & set(text):
                return hard(f"{opening}{text}{closing}")
        return hard('"' + text.replace('"', "'") + '"')

    def prose(self, prose: n.Prose) -> str:
        """A text in the printer's language, then its translation where there is one."""
        own, other = (prose.da, prose.en) if self.danish else (prose.en, prose.da)
        if self.one_language or not prose.translated:
            return self.text(own)
        return f"{self.text(own)} {self.key('EN' if self.danish else 'DA')} {self.text(other)}"

    def citation(self, citation: n.Citation) -> str:
        return hard(str(citation))

    def name(self, name: n.Name) -> str:
        """An id, or the word of an area in Danish; a name that stands for an id, in quotes."""
        if name.text.startswith('"'):
            return self.text(name.text[1:-1])
        return self.words.get(name.text, name.text) if self.danish else name.text

    def area_or_id(self, name: n.Name) -> str:
        """The object of a change: an area's tasks are spoken of as such."""
        if name.text not in self.words:
            return self.name(name)
        if self.danish:
            return f"{self.key('TASKS_WITHIN')} {self.name(name)}"
        return f"{name.text} {self.key('TASKS')}"

    def plain(self, value: date | int) -> str:
        """A day, or a number as it is counted with."""
        return str(value)

    def number(self, number: int) -> str:
        """A number in words from two to ten, else in digits."""
        return self.key("NUMBER_WORD", number - 1) if 2 <= number <= 10 else str(number)

    def list(self, items: Iterable[str], joint: str = "AND") -> str:
        """``A, B and C``."""
        *most, last = items
        return f"{', '.join(most)} {self.key(joint)} {last}" if most else last

    def things(self, things: Things) -> str:
        """``employment, integration and business tasks``."""
        said = self.names(things.names)
        return said if self.danish else f"{said} {self.key('TASKS')}"

    def names(self, names: tuple[n.Name, ...]) -> str:
        """``A, B and C``."""
        return self.list(map(self.name, names))

    def named(self, named: n.Named) -> str:
        """``KBS``, ``KBS unit administration``, or an area alone."""
        if named.construction:
            name = self.name(named.name)
            if self.danish:
                quoted = named.name.text.startswith('"')
                name += "s" if quoted else "'" if name[-1] in "sxzSXZ" else "'s"
            return f"{name} {self.value('', named.construction)}"
        return self.name(named.name)

    def body(self, body: n.Name | n.Role | n.Mayor) -> str:
        """A committee, a unit, an office or a mayor."""
        match body:
            case n.Name():
                return self.name(body)
            case n.Role():
                return self.value("THE_", body.role)
            case n.Mayor(committee=None):
                return self.key("MAYOR_OF_ITS_COMMITTEE")
            case n.Mayor():
                assert body.committee is not None
                return f"{self.key('MAYOR_OF')} {self.body(body.committee)}"

    def quantity(self, quantity: Quantity) -> str:
        """``at most 6 units``, ``at least one task``, ``at most 3 employment tasks``."""
        number, noun = quantity.number, quantity.noun
        of_neuter = 10 if noun == "member" and self.danish else 0
        counted = self.key("NUMBER_WORD", of_neuter) if number == 1 else str(number)
        said = self.done(quantity.areas, one=number == 1)
        if noun != "task":
            said = self.key(f"N_{noun.upper()}S", int(number == 1))
        return f"{self.value('', quantity.comparison)} {counted} {said}"

    def done(self, areas: tuple[n.Name, ...], *, one: bool) -> str:
        """``tasks``, ``employment task``, ``opgaver inden for beskæftigelse``."""
        tasks = "TASK" if one else "TASKS"
        if not areas:
            return self.key(tasks)
        said = self.names(areas)
        return (
            f"{self.key(f'{tasks}_WITHIN')} {said}" if self.danish else f"{said} {self.key(tasks)}"
        )

    def holds_none(self, none: HoldsNone) -> str:
        """``holds no employment tasks``."""
        return f"{self.key('HOLDS_NO')} {self.done(none.areas, one=self.danish)}"

    def exactly_one(self, sentence: ExactlyOne) -> str:
        """``A tasks must be held by exactly one committee``."""
        subject = self.key("EVERY_UNIT" if sentence.verb == "be under" else "EVERY_TASK")
        if sentence.things is not None:
            subject = self.things(sentence.things)
        if sentence.things is not None and sentence.each:
            names = self.names(sentence.things.names)
            subject = f"{self.key('EVERY')} {names} {self.key('TASK')}"
            if self.danish:
                subject = f"{self.key('EVERY_TASK_WITHIN')} {names}"
        modal = "SHOULD" if sentence.advice else "MUST"
        than = "" if sentence.comparison == "exactly" else f"_{sentence.comparison.upper()}"
        one = f"{modal}_{_ONE[sentence.verb]}{than.replace(' ', '_')}_ONE"
        return f"{subject} {self.key(one)}"

    def day_month(self, day: tuple[int, int]) -> str:
        """``1 December``."""
        dot = "." if self.danish else ""
        return f"{day[1]}{dot} {self.key('MONTH', day[0] - 1)}"

    def read_in(self, read_in: n.ReadIn) -> str:
        section = read_in.section
        if not _NUMBER.fullmatch(section):
            section = self.text(section)
        document = self.text(read_in.document)
        parts = [hard(f"{self.key('READ_IN')} {document}{self.key('SECTION')} {section}")]
        if read_in.page is not None:
            number = _NUMBER.fullmatch(read_in.page)
            page = read_in.page if number else self.text(read_in.page)
            parts.append(f"{self.key('PAGE')} {page}")
        for keyword in ("anchor", "quote", "text_digest"):
            said = getattr(read_in, keyword)
            if said is not None:
                key = self.key("QUOTING" if keyword == "quote" else keyword.upper())
                parts.append(f"{key} {self.text(said)}")
        return glued(parts)


def glued(parts: Iterable[str]) -> str:
    """Parts of a sentence, one blank between two of them and none before a comma."""
    return " ".join(parts).replace(" ,", ",")


def hard(text: str) -> str:
    """A text that no line may be broken in."""
    return text.replace(" ", HARD_BLANK)
