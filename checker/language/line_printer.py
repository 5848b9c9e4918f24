# SPDX-License-Identifier: EUPL-1.2
"""Nodes to the pieces of their lines: the printer goes along the node's line of the grammar.

Keywords are words of the surface; parts and options are printed where the line has them, options
in the order of the grammar. What is said otherwise stands in the tables at the top.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import date
from itertools import pairwise
from typing import Any, NamedTuple

from checker.language import lines
from checker.language.lines import Choices, LinePart
from checker.language.names import NO_AREA
from checker.language.wording import PartPrinter, glued, hard
from checker.language.words import word
from checker.speech import node as n
from checker.speech.amounts import Quantity
from checker.speech.counts import Count, ExactlyOne
from checker.speech.instruments import KINDS, STEPS, Instrument, Readings
from checker.speech.node import Things
from checker.speech.predicates import Condition, Predicate
from checker.speech.sentences import Must, Sentence
from checker.speech.workload import HoldsNone

Values = list[tuple[str, Any]]
_BODY = (n.Name, n.Role, n.Mayor)
# Lines and terminals that a method of the printer says, and what it says.
_SPOKEN: dict[str, tuple[str, type | tuple[type, ...]]] = {
    "CITATION": ("citation", n.Citation),
    "DATE": ("plain", date),
    "NAME": ("name", n.Name),
    "STRING": ("text", str),
    "_thing": ("area_or_id", n.Name),
    "_things": ("names", tuple),
    "body": ("body", _BODY),
    "citation": ("citation", n.Citation),
    "condition": ("condition", Condition),
    "day_month": ("day_month", tuple),
    "exactly_one": ("exactly_one", ExactlyOne),
    "holds_none": ("holds_none", HoldsNone),
    "instrument": ("instrument", n.Node),
    "ident": ("name", n.Name),
    "leader": ("body", _BODY),
    "named": ("named", n.Named),
    "number_done": ("quantity", Quantity),
    "number_had": ("quantity", Quantity),
    "number": ("plain", int),
    "place": ("body", _BODY),
    "prose": ("prose", n.Prose),
    "read_in": ("read_in", n.ReadIn),
    "reading_count": ("reading_count", int),
    "subject": ("subject", n.Node),
    "things": ("things", Things),
    "years": ("number", int),
}
# Which wording of a keyword is printed, where it is not the first: Danish or not, and the node.
_WORDINGS: dict[tuple[str, str], Callable[[bool, Any], int]] = {
    ("legal_terms", "YEARS_FROM"): lambda _, law: law.years == 1,
    ("set_successor", "TO"): lambda *_: 2,
    ("stance", "FOR"): lambda danish, _: danish,
    ("due", "DAYS_OF_ADOPTION"): lambda _, due: due.when == 1,
    ("entails", "ENTAILS"): lambda _, entails: _is_plural(entails.subject),
    ("merge", "TO"): lambda danish, _: not danish,
    ("needs", "NEEDS"): lambda _, needs: _is_plural(needs.subject),
    ("not_coded", "BECAUSE"): lambda danish, _: danish,
    ("nouns", ""): lambda _, count: count.number == 1,
    ("resize", "MEMBERS"): lambda _, resize: resize.members == 1,
    ("set_days_between", "WHOLE_DAYS_BETWEEN"): lambda _, readings: readings.days_between == 1,
    ("set_holder", "HELD_BY"): lambda danish, _: danish,
    ("set_members", "MEMBERS"): lambda _, committee: committee.members == 1,
    ("set_reason", "BECAUSE"): lambda danish, _: danish,
    ("split", "TO"): lambda *_: 1,
}
_OWN_LINES = frozenset({"doubt", "legal_sentence", "proposal_header", "rule"})
_HARD = frozenset({"set_interval", "set_text_and_text_as_of"})
_CREATED = {"create_committee": "committee", "create_unit": "unit"}
_AFTER_SUBJECT = frozenset({"ENTAILS", "MAY", "MAY_NEED", "MAY_ONLY", "NEEDS", "modal"})
_SAME_LINE = frozenset({"", "more", "set_unless", "set_until", "set_when"})
_END = LinePart("")


class LinePiece(NamedTuple):
    """A stretch of a line that is kept together where it fits.

    Attributes:
        text: what is printed.
        offset: where what it says stands in the source, to keep comments at their place.
        own_line: whether it begins a line of its own.
    """

    text: str
    offset: int
    own_line: bool = False


class Bit(NamedTuple):
    """What a part of a line says; ``fresh`` where a piece may begin with it; where it stands."""

    text: str
    fresh: str = ""
    at: Any = None


class _Misfit(Exception):  # noqa: N818  (caught where the next way to write a line is tried)
    """What cannot be written in this way."""


class LineSaid:
    """A line while it is printed: what its parts have still to say, each with its field; and what
    has been said."""

    def __init__(self, name: str, node: Any, values: Values, bits: list[Bit]) -> None:
        self.name, self.node, self.values, self.bits = name, node, values, bits

    def take(self) -> tuple[str, Any]:
        if not self.values:
            raise _Misfit
        return self.values.pop(0)


class LinePrinter(PartPrinter):
    """Writes whatever a document says in one surface.

    Attributes:
        article: whether instruments have their article; None: as they are printed alone.
        neuter: whether what is spoken of is a Danish ``det``.
    """

    article: bool | None = None
    neuter: bool = False

    def pieces(self, node: n.Node) -> list[LinePiece]:
        """A statement in the pieces that a line may be broken between."""
        line, start = lines.line_of(node), node.span.start
        made: list[LinePiece] = []
        for text, fresh, at in self.bits(line, node):
            if made and (not fresh or line.startswith("expect_")):
                made[-1] = made[-1]._replace(text=glued([made[-1].text, text]))
                continue
            own, offset = line in _OWN_LINES and fresh not in _SAME_LINE, start
            if isinstance(at, n.ReadIn) or (line == "rule" and isinstance(at, n.Node)):
                offset = at.span.start
            elif line == "rule":
                offset = max([start, *(piece.offset for piece in made)])
            made.append(LinePiece(text.removeprefix(", ") if own else text, offset, own))
        return made

    def bits(self, name: str, node: n.Node) -> list[Bit]:
        """What a node says in a line of the grammar, part by part."""
        said = getattr(node, _CREATED.get(name, ""), node)
        fields = lines.shape_of(_CREATED.get(name) or lines.becomes(name)).parts
        values = [(field, getattr(said, field)) for field in fields]
        if isinstance(node, Must):
            modal = ("should" if node.advice else "must") + (" not" if node.negated else "")
            values = [("subject", node.subject), ("modal", modal), ("relation", node.relation)]
        if isinstance(node, Count):
            there = "there should be" if node.advice else "there must be"
            values = [("there", there), *values[:-1]]
        while values and values[-1][1] is None:
            values.pop()
        return self._whole(name, said, values)

    def option(self, symbol: str, line: LineSaid, fresh: str = "", *, needed: bool = False) -> None:
        """Says an option where its field is filled; a field of many values may repeat it."""
        filled = [(field, getattr(line.node, field)) for field in lines.fields_of(symbol)]
        field, value = filled[0]
        if value is None or value is False or value == ():
            if not needed:
                return
            filled = []
        try:
            said = [(value, self._filled(symbol, line, [] if value is True else filled))]
        except _Misfit:
            if not isinstance(value, tuple) or not value:
                raise
            said = [(each, self._filled(symbol, line, [(field, each)])) for each in value]
        for each, (first, *others) in said:
            at = each[0] if isinstance(each, tuple) and each else each
            line.bits += [first._replace(fresh="" if field == "subject" else fresh, at=at), *others]

    def _filled(self, symbol: str, line: LineSaid, values: Values) -> list[Bit]:
        bits = self._whole(symbol, line.node, values)
        return [Bit(hard(text_of(bits)))] if symbol in _HARD else bits

    def _whole(self, name: str, node: Any, values: Values) -> list[Bit]:
        """What a line says, in the first of its ways that leaves nothing unsaid."""
        line = LineSaid(name, node, values, [])
        self._first(lines.choices(name), line, whole=True)
        return line.bits

    def _first(self, ways: Choices, line: LineSaid, *, whole: bool = False) -> None:
        values, bits = line.values, line.bits
        for way in ways:
            line.values, line.bits = [*values], [*bits]
            with suppress(_Misfit):
                self._way(way, line)
                if not (whole and line.values):
                    return
        raise _Misfit

    def _way(self, way: tuple[LinePart, ...], line: LineSaid) -> None:
        told = False
        for part, after in pairwise((*way, _END)):
            if told:
                told = False
            elif (between := lines.joints(part, after)) is not None:
                self._list(part.symbol, between, line)
                told = True
            elif part.times == "+":
                self._list(part.symbol, [], line)
            elif part.times == "*":
                for symbol in lines.members(part):
                    self._one_of_many(symbol, line)
            elif part.times == "?":
                self._optional(part, line)
            elif part.choices:
                self._first(part.choices, line)
            else:
                self._symbol(part.symbol, line)

    def _one_of_many(self, symbol: str, line: LineSaid) -> None:
        if symbol.startswith("set_"):
            self.option(symbol, line, fresh=symbol)
            return
        field, values = line.take()
        for value in values:
            (bit,) = self._part(symbol, field, value, line)
            line.bits.append(bit._replace(fresh=symbol, at=value))

    def _optional(self, part: LinePart, line: LineSaid) -> None:
        if part.choices:
            self._first((*part.choices, ()), line)
        elif part.symbol.startswith("set_"):
            self.option(part.symbol, line)
        elif part.symbol.isupper():  # read in both surfaces, printed in English where it is counted
            if (line.name, part.symbol) in _WORDINGS and not self.danish:
                self._symbol(part.symbol, line)
        elif line.values:
            self._symbol(part.symbol, line)

    def _symbol(self, symbol: str, line: LineSaid) -> None:
        fresh = "more" if symbol in _AFTER_SUBJECT else ""
        if fresh and self.danish and getattr(line.node.subject, "clause", None):
            line.bits.append(Bit(","))
        if symbol in self.vocabulary.wordings:
            if lines.keeps_keywords(line.name) and line.take()[1] != word(symbol):
                raise _Misfit
            if symbol in STEPS:
                self._step(symbol, line)
            if (line.name, symbol) == ("set_by_and_day", "STEP_ON"):
                fresh = "more"
            line.bits.append(Bit(self._keyword(symbol, line), fresh))
        elif symbol.startswith("set_"):
            self.option(symbol, line, fresh=symbol, needed=True)
        elif symbol.startswith("_") and symbol not in _SPOKEN:
            if repeated := lines.recursion(symbol):
                self._list(*repeated, line)
            else:
                self._first(lines.choices(symbol), line)
        else:
            field, value = line.take()
            if isinstance(value, tuple) and len(value) == 1 and symbol != "_things":
                (value,) = value
            first, *others = self._part(symbol, field, value, line)
            line.bits += [first._replace(fresh=fresh or first.fresh), *others]

    def _step(self, symbol: str, line: LineSaid) -> None:
        """Refuses a keyword of a step that is written with another one."""
        step, keywords = line.node, KINDS[line.node.kind].keywords
        wording = step.wording
        office = step.body.role if isinstance(step.body, n.Role) else None
        named = [word for word, role in keywords.of_office.items() if role == office]
        if self.danish and wording in ("", *keywords.before_body[:1]):
            wording = next(iter(named), wording)
        if wording and wording != symbol:
            raise _Misfit
        if symbol in keywords.of_office:
            line.take()
            if symbol not in named:
                raise _Misfit

    def _keyword(self, terminal: str, line: LineSaid) -> str:
        article = True if line.name == "carried_step" and not self.danish else self.article
        if article is not None:
            return self.chosen(terminal, article=article)
        if isinstance(line.node, Predicate):
            return self.key(terminal, line.node.neuter if self.neuter else 0)
        wording = _WORDINGS.get((line.name, terminal)) or _WORDINGS.get((line.name, ""))
        return self.key(terminal, int(wording(self.danish, line.node)) if wording else 0)

    def _list(self, symbol: str, between: list[str], line: LineSaid) -> None:
        field, values = line.take()
        if not isinstance(values, tuple):
            raise _Misfit
        texts = [text_of(self._part(symbol, field, value, line)) for value in values]
        joint = next((each for each in between if each != "COMMA"), "")
        if "COMMA" in between and line.name != "set_committees":
            line.bits.append(Bit(self.list(texts, joint)))
        elif joint in ("AND_PART", "THEN"):
            more = [Bit(f"{self.key(joint)} {text}", "more") for text in texts[1:]]
            line.bits += [Bit(texts[0]), *more]
        else:
            line.bits.append(Bit((f" {self.key(joint)} " if joint else " ").join(texts)))

    def _part(self, symbol: str, field: str, value: Any, line: LineSaid) -> list[Bit]:
        """What a part of a line says; in a line of its own where its class has one."""
        kind = lines.classes().get(lines.becomes(symbol))
        if kind is not None and type(value) is not kind:
            raise _Misfit
        if symbol in _SPOKEN:
            method, kinds = _SPOKEN[symbol]
            if not isinstance(value, kinds):
                raise _Misfit
            bare: Any = value if symbol == "NAME" and field in NO_AREA else None
            return [Bit(bare.text if bare else getattr(self, method)(value))]
        if kind is None:
            bits = self._whole(symbol, line.node, [(field, value)])
        else:
            bits = self.bits(symbol, value)
        if symbol == "sentence":
            return [bits[0]._replace(fresh=symbol, at=value), *bits[1:]]
        if symbol == "carried_dispensation" or isinstance(value, Sentence):
            return bits
        text = text_of(bits)
        return [Bit(text, "more" if symbol == "state" and not text.startswith(",") else "")]

    def instrument(self, instrument: Instrument, *, article: bool | None = None) -> str:
        """An instrument; with its article or without it, or as it is printed alone."""
        self.article = article
        said = text_of(self.bits(lines.line_of(instrument), instrument))
        self.article = None
        return said

    def reading_count(self, count: int) -> str:
        """``a reading``, ``two readings``."""
        if count != 1:
            return f"{self.number(count)} {self.key('READINGS')}"
        if self.article is None:
            return self.key("A_READING")
        return self.chosen("A_READING", article=self.article)


def text_of(bits: Iterable[Bit]) -> str:
    """What some parts of a line say, as one text."""
    return glued(bit.text for bit in bits)


def _is_plural(subject: n.Node) -> bool:
    instrument = getattr(subject, "instrument", None)
    return isinstance(instrument, Readings) and instrument.count != 1
