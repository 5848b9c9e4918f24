"""Nodes to the pieces of their lines: the printer goes along the node's line of the grammar.

Keywords are words of the surface; parts and options are printed where the line has them, options
in the order of the grammar. What is printed otherwise stands in the tables at the top.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from itertools import pairwise
from typing import Any, NamedTuple

from checker.language.builder import classes, line_of, shape_of
from checker.language.leaves import word
from checker.language.lines import (
    Choices,
    LinePart,
    choices,
    fields_of,
    joints,
    keeps_keywords,
    members,
)
from checker.language.names import NO_AREA
from checker.language.sentence_printer import SentencePrinter
from checker.language.wording import hard, is_neuter
from checker.speech import instruments as i
from checker.speech import node as n
from checker.speech import proposal as p
from checker.speech import rule as r
from checker.speech.predicates import Predicate
from checker.speech.relations import Relation, Things
from checker.speech.sentences import Alternative, Sentence
from checker.speech.subjects import Subject

_BODY = (n.Name, n.Role, n.Mayor)
_SPOKEN: dict[str, tuple[str, type | tuple[type, ...]]] = {
    "CITATION": ("citation", n.Citation),
    "DATE": ("day", date),
    "NAME": ("name", n.Name),
    "STRING": ("text", str),
    "_thing": ("area_or_id", n.Name),
    "_things": ("names", tuple),
    "alternative": ("way_out", n.Node),
    "body": ("body", _BODY),
    "citation": ("citation", n.Citation),
    "day_month": ("day_month", tuple),
    "instrument": ("instrument", n.Node),
    "leader": ("body", _BODY),
    "named": ("named", n.Named),
    "number": ("digits", int),
    "place": ("body", _BODY),
    "prose": ("prose", n.Prose),
    "read_in": ("read_in", n.ReadIn),
}
_ALONE: tuple[tuple[Any, str], ...] = (
    (n.Name, "name"),
    (n.Citation, "citation"),
    (n.Role | n.Mayor, "body"),
    (n.ReadIn, "read_in"),
    (Subject, "subject"),
    (Things, "things"),
    (Alternative, "way_out"),
    (i.Instrument, "instrument"),
    (Sentence, "sentence"),
    (Predicate, "predicate"),
)
_OWN_LINES = frozenset({"doubt", "legal_sentence", "proposal_header", "rule"})
_HARD = frozenset({"set_interval", "set_text_and_text_as_of"})
_CREATED = {"create_committee": "committee", "create_unit": "unit"}
_WORDINGS: dict[tuple[str, str], Callable[[bool, Any], int]] = {
    ("merge", "TO"): lambda danish, _: not danish,
    ("not_coded", "BECAUSE"): lambda danish, _: danish,
    ("resize", "MEMBERS"): lambda _, item: item.members == 1,
    ("set_holder", "HELD_BY"): lambda danish, _: danish,
    ("set_members", "MEMBERS"): lambda _, item: item.members == 1,
    ("set_reason", "BECAUSE"): lambda danish, _: danish,
    ("split", "TO"): lambda *_: 1,
}
_END = LinePart("")


class Piece(NamedTuple):
    """A stretch of a line that is kept together where it fits.

    Attributes:
        text: what is printed.
        offset: where what it says stands in the source, to keep comments at their place.
        own_line: whether it begins a line of its own.
    """

    text: str
    offset: int
    own_line: bool = False


class _Bit(NamedTuple):
    """What a part of a line says; ``fresh`` where a piece may begin with it; where it stands."""

    text: str
    fresh: str = ""
    at: Any = None


class _Misfit(Exception):  # noqa: N818  (caught where the next way to write a line is tried)
    """What cannot be written in this way."""


class _Line:
    """A line while it is printed: what its parts have still to say, each with its field."""

    def __init__(self, name: str, node: Any, values: list[tuple[str, Any]]) -> None:
        self.name, self.node, self.values = name, node, values
        self.bits: list[_Bit] = []

    def take(self) -> tuple[str, Any]:
        if not self.values:
            raise _Misfit
        return self.values.pop(0)


class StatementPrinter(SentencePrinter):
    """Writes whatever a document says in one surface."""

    def pieces(self, node: n.Node) -> list[Piece]:
        """A statement in the pieces that a line may be broken between."""
        line, start = line_of(node), node.span.start
        if isinstance(node, p.ExpectInstrument):
            return [Piece(self._expect_instrument(node), start)]
        made: list[Piece] = []
        for text, fresh, at in self._bits(line, node):
            if made and (not fresh or line.startswith("expect_")):
                made[-1] = made[-1]._replace(text=glued([made[-1].text, text]))
                continue
            own = line in _OWN_LINES and fresh not in ("", "more", "set_when", "set_unless")
            offset = start
            if isinstance(at, n.ReadIn) or (line == "rule" and isinstance(at, n.Node)):
                offset = at.span.start
            elif line == "rule":
                offset = max([start, *(piece.offset for piece in made)])
            made.append(Piece(text.removeprefix(", ") if own else text, offset, own))
        return made

    def node(self, node: n.Node) -> str:
        """Any node on one line, a predicate finite and a subject as a sentence begins with it."""
        for kinds, method in _ALONE:
            if isinstance(node, kinds):
                said: Any = getattr(self, method)(node)
                return said if isinstance(said, str) else glued(said)
        return glued(piece.text for piece in self.pieces(node))

    def predicate(self, predicate: Predicate, *, neuter: bool = False) -> str:
        """A predicate along its line of the grammar, or as the keyword of its name."""
        if isinstance(predicate, Relation) or (neuter and predicate.neuter):
            return super().predicate(predicate, neuter=neuter)
        return glued(bit.text for bit in self._bits(predicate.line(), predicate))

    def law(self, rule: r.Rule) -> str:
        """A rule's sentence, when, unless and otherwise."""
        told = _Line("rule", rule, [])
        for symbol in ("set_when", "set_unless"):
            self._option(symbol, told)
        if rule.otherwise:
            told.bits.append(_Bit(","))
            self._option("set_otherwise", told)
        return glued([*self.sentence(rule.sentence), *(bit.text for bit in told.bits)])

    def _bits(self, name: str, node: n.Node) -> list[_Bit]:
        said = getattr(node, _CREATED.get(name, ""), node)
        values = [
            (field, getattr(said, field)) for field in shape_of(_CREATED.get(name, name)).parts
        ]
        while values and values[-1][1] is None:
            values.pop()
        return self._whole(_Line(name, said, values))

    def _whole(self, line: _Line) -> list[_Bit]:
        """What a line says, in the first of its ways that leaves nothing unsaid."""
        values = line.values
        for way in choices(line.name):
            line.values, line.bits = [*values], []
            try:
                self._way(way, line)
            except _Misfit:
                continue
            if not line.values:
                return line.bits
        raise _Misfit

    def _first(self, ways: Choices, line: _Line) -> None:
        values, bits = [*line.values], [*line.bits]
        for way in ways:
            try:
                return self._way(way, line)
            except _Misfit:
                line.values, line.bits = [*values], [*bits]
        raise _Misfit

    def _way(self, way: tuple[LinePart, ...], line: _Line) -> None:
        told = False
        for part, after in pairwise((*way, _END)):
            if told:
                told = False
            elif (between := joints(part, after)) is not None:
                self._list(part.symbol, between, line)
                told = True
            elif part.times == "+":
                self._list(part.symbol, [], line)
            elif part.times == "*":
                for symbol in members(part):
                    self._option(symbol, line, fresh=symbol)
            elif part.times == "?":
                self._optional(part, line)
            elif part.choices:
                self._first(part.choices, line)
            else:
                self._symbol(part.symbol, line)

    def _optional(self, part: LinePart, line: _Line) -> None:
        if part.choices:
            self._first((*part.choices, ()), line)
        elif part.symbol.startswith("set_"):
            self._option(part.symbol, line)
        elif part.symbol.isupper():
            if (line.name, part.symbol) in _WORDINGS and not self.danish:
                self._symbol(part.symbol, line)
        elif line.values:
            self._symbol(part.symbol, line)

    def _symbol(self, symbol: str, line: _Line) -> None:
        if symbol in self.vocabulary.wordings:
            if keeps_keywords(line.name) and line.take()[1] != word(symbol):
                raise _Misfit
            fresh = "more" if (line.name, symbol) == ("set_by_and_day", "STEP_ON") else ""
            line.bits.append(_Bit(self._keyword(symbol, line), fresh))
        elif symbol.startswith("set_"):
            self._option(symbol, line, fresh=symbol, needed=True)
        elif symbol.startswith("_") and symbol not in _SPOKEN:
            self._first(choices(symbol), line)
        else:
            line.bits += self._part(symbol, *line.take())

    def _keyword(self, terminal: str, line: _Line) -> str:
        if line.name == "carried_step" and not self.danish:
            return self.with_article(terminal)
        wording = _WORDINGS.get((line.name, terminal))
        return self.key(terminal, int(wording(self.danish, line.node)) if wording else 0)

    def _list(self, symbol: str, between: list[str], line: _Line) -> None:
        field, values = line.take()
        texts = [glued(bit.text for bit in self._part(symbol, field, value)) for value in values]
        joint = next((each for each in between if each != "COMMA"), "")
        if "COMMA" in between and line.name != "set_committees":
            line.bits.append(_Bit(self.list(texts, joint)))
        elif joint in ("THEN", "AND_PART"):
            line.bits += [
                _Bit(texts[0]),
                *(_Bit(f"{self.key(joint)} {t}", "more") for t in texts[1:]),
            ]
        else:
            line.bits.append(_Bit(f" {self.key(joint)} ".join(texts) if joint else " ".join(texts)))

    def _option(self, symbol: str, line: _Line, fresh: str = "", *, needed: bool = False) -> None:
        """Tells an option where its field is filled; a field of many values may repeat it."""
        if not symbol.startswith("set_"):
            field, values = line.take()
            for value in values:
                text = glued(bit.text for bit in self._part(symbol, field, value))
                line.bits.append(_Bit(text, fresh, value))
            return
        filled = [(field, getattr(line.node, field)) for field in fields_of(symbol)]
        field, value = filled[0]
        if value in (None, (), False):
            if not needed:
                return
            filled = []
        fresh = "" if field == "subject" else fresh
        try:
            said = [(value, self._filled(symbol, line, [] if value is True else filled))]
        except _Misfit:
            if not isinstance(value, tuple) or not value:
                raise
            said = [(each, self._filled(symbol, line, [(field, each)])) for each in value]
        for each, (first, *others) in said:
            at = each[0] if isinstance(each, tuple) and each else each
            line.bits += [first._replace(fresh=fresh, at=at), *others]

    def _filled(self, symbol: str, line: _Line, values: list[tuple[str, Any]]) -> list[_Bit]:
        if symbol in ("set_when", "set_unless"):
            neuter = is_neuter(getattr(line.node.sentence, "subject", line.node))
            keyword = symbol.removeprefix("set_").upper()
            return [_Bit(self.condition(keyword, values[0][1], neuter=neuter))]
        bits = self._whole(_Line(symbol, line.node, values))
        return [_Bit(hard(glued(bit.text for bit in bits)))] if symbol in _HARD else bits

    def _part(self, symbol: str, field: str, value: Any) -> list[_Bit]:
        """What a part of a line says; a line of its own where its class has one."""
        kind = classes().get(symbol)
        if kind is not None and type(value) is not kind:
            raise _Misfit
        if symbol == "sentence":
            first, *others = self.sentence(value)
            return [_Bit(first, symbol, value), *(_Bit(text, "more", value) for text in others)]
        if symbol in _SPOKEN:
            return [_Bit(self._leaf(symbol, field, value))]
        if kind is None:
            bits = self._whole(_Line(symbol, value, [(field, value)]))
        else:
            bits = self._bits(symbol, value)
        text = glued(bit.text for bit in bits)
        if symbol == "state":
            return [_Bit(text, "" if text.startswith(",") else "more")]
        return bits if symbol == "carried_dispensation" else [_Bit(text)]

    def _leaf(self, symbol: str, field: str, value: object) -> str:
        spoken, kinds = _SPOKEN[symbol]
        if not isinstance(value, kinds):
            raise _Misfit
        if isinstance(value, n.Name) and symbol == "NAME" and field in NO_AREA:
            return value.text
        text: str = getattr(self, spoken)(value)
        return text

    def names(self, names: tuple[n.Name, ...]) -> str:
        """``A, B and C``."""
        return self.list(map(self.name, names))

    def digits(self, number: int) -> str:
        return str(number)

    def day_month(self, day: tuple[int, int]) -> str:
        """``1 December``."""
        dot = "." if self.danish else ""
        return f"{day[1]}{dot} {self.key('MONTH', day[0] - 1)}"

    def _expect_instrument(self, item: p.ExpectInstrument) -> str:
        said = [self.instrument(item.instrument, article=not self.danish)]
        if item.negated:
            said[0] = f"{self.key('NO')} {said[0].removeprefix('a ').removeprefix('an ')}"
        if item.subject:
            said.append(f"{self.key('FOR')} {self.named(item.subject)}")
        if item.holder:
            said.append(f"{self.key('HELD_BY', int(self.danish))} {self.body(item.holder)}")
        return glued([self.key("EXPECT"), *said])


def glued(parts: Iterable[str]) -> str:
    """Parts of a sentence, one blank between two of them and none before a comma."""
    return " ".join(parts).replace(" ,", ",")
