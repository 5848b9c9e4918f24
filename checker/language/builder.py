# SPDX-License-Identifier: EUPL-1.2
"""What lark finds in a statement to its nodes: a line of the grammar becomes the class it names.

The parts of a line fill the fields of its class in their order; its options, the lines that begin
with ``set_``, fill the fields they are named for. A line that becomes something else has a method
of its name; ``check_…`` looks at the node of a line.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any, NamedTuple

from checker.language.grammar import Keyword
from checker.language.lines import LineShape, classes, shape_of
from checker.language.names import misnamed
from checker.language.scanner import Extent
from checker.language.sentences import SentenceBuilder
from checker.language.words import folded, vocabulary, word
from checker.records import evolve
from checker.speech import node as n
from checker.speech import organisation as o
from checker.speech import proposal as p
from checker.speech import rule as r
from checker.speech.instruments import OF_OFFICE, STEPS, Dispensation

_LONGEST_TERM = 20  # years
_MADE = ("resize", "merge", "part", "given")  # what says how many members one is to have
_ONCE = frozenset({"committees", "holders", "otherwise", "phrases", "things"})
_EXAMPLES = {
    "as_of": "2013-06-18",
    "concerns": "copenhagen-2013",
    "destination": "BIU",
    "effective": "2014-01-01",
    "journal": '"2026-0123"',
    "owner": "ØU",
    "proposed": "2013-06-18",
    "subject": "KBS",
    "transfer.destination": "KBS",
    "en.by": "BR on 2026-01-22",
    "da.by": "BR den 2026-01-22",
    "en.reason": '"The pilot ends with the year"',
    "da.reason": '"Forsøget slutter med året"',
}
_WORD = re.compile(r"[^\W\d_](?:[^\W_]|-)*")
Parts = tuple[Any, ...]


class FilledField(NamedTuple):
    """What an option says: the field that it fills, the values of its parts, its place."""

    name: str
    values: tuple[Any, ...]
    place: Extent


class Spoiled(Exception):  # noqa: N818  (caught where the next statement is taken up)
    """A statement of which no node can be made; why has been noted."""


class Builder(SentenceBuilder):
    """Builds the nodes of one file, and notes what is wrong with them."""

    def function(self, line: str) -> Callable[..., Any]:
        """What makes the value of a line of the grammar from its place and its parts' values."""
        odd: Callable[..., Any] | None = getattr(self, line, None)
        if odd is not None:
            return odd
        if line.startswith("set_"):
            return lambda place, *values: FilledField(line.removeprefix("set_"), values, place)
        if line in classes():
            return lambda place, *parts: self.node(line, place, *parts)
        return lambda place, *parts: word(parts[0].terminal)

    def node(self, line: str, place: Extent, *parts: Any) -> Any:
        """The node of a line, checked. Raises Spoiled where a field that it needs is not given."""
        shape = shape_of(line)
        given = self._filled(shape, [part for part in parts if isinstance(part, FilledField)])
        values = [
            word(part.terminal) if isinstance(part, Keyword) else part
            for part in parts
            if not isinstance(part, FilledField)
        ]
        if shape.list_at is not None:
            end = shape.list_at + len(values) - len(shape.parts) + 1
            values[shape.list_at : end] = [tuple(values[shape.list_at : end])]
        given |= zip(shape.parts, values, strict=False)
        self._complete(line, shape, place, given)
        for name in misnamed(given, self.mistakes.source.language):
            self.mistakes.add(name.span, "reserved", name=name.text)
        made = shape.kind(**given, span=self.span(place))
        if line in _MADE:
            self._check_members(made, place, parts)
        if check := getattr(self, f"check_{line}", None):
            check(made, place, parts)
        return made

    def _filled(self, shape: LineShape, filled: list[FilledField]) -> dict[str, Any]:
        """Fields to what their options say. Notes an option that is given twice."""
        given: dict[str, Any] = {}
        for name, values, place in filled:
            names = name.split("_and_")
            if names[0] in given and names[0] not in shape.lists - _ONCE:
                self.mistakes.at(place.first, "twice", word=self.span(place.first).text)
            elif names[0] in shape.lists:
                given[names[0]] = given.get(names[0], ()) + values
            else:
                given |= zip(names, values or (True,), strict=True)
        return given

    def _complete(self, line: str, shape: LineShape, place: Extent, given: dict[str, Any]) -> None:
        missing = [row for row in shape.required if row[0] not in given]
        key = "header-line" if line == "proposal_header" else "missing"
        for field, keyword in missing:
            surface = self.mistakes.source.language
            names = (f"{line}.{field}", f"{surface}.{field}", field)
            examples = [_EXAMPLES[name] for name in names if name in _EXAMPLES]
            answers = given.get("interpretations")
            examples.append(answers[0].id.text if answers else "ID")
            said = {"word": vocabulary(surface).bare(keyword), "example": examples[0]}
            self.mistakes.at(place.first, key, **said)
        if missing:
            raise Spoiled

    # Lines that become something else, and what more is checked (``check_…``): of rules

    def check_interval(self, made: n.Interval, place: Extent, _: Parts) -> None:
        self.in_order(place, made.start, made.end)

    def check_authority(self, made: r.Authority, place: Extent, _: Parts) -> None:
        for earlier, later in pairwise(made.names):
            self.in_order(place, earlier.until, later.until)

    def check_area(self, made: r.Area, place: Extent, _: Parts) -> None:
        start = self.source.text.rfind(made.word, place.start, place.end)
        inside = Extent(start, start + len(made.word)) if start >= 0 else place
        if made.word.strip() and not _WORD.fullmatch(made.word):
            self.mistakes.at(inside, "area-word", word=made.word)
        elif folded(made.word) in vocabulary("da").reserved:
            self.mistakes.at(inside, "reserved", name=made.word)

    def check_read_in(self, made: n.ReadIn, place: Extent, parts: Parts) -> None:
        for said in _options(parts, "quote"):
            self.check_quote(said.place, said.values[0])
        for said in _options(parts, "text_digest"):
            self.check_digest(said.place, said.values[0])
        for said in _options(parts, "page", "anchor"):
            if not said.values[0].strip():
                self.mistakes.at(said.place, "no-place-read")
        if made.page is not None and made.anchor is not None:
            self.mistakes.at(place, "page-and-anchor")

    def check_sign_off(self, made: r.SignOff, place: Extent, _: Parts) -> None:
        for text in (made.sentence, made.bases, made.quotations):
            self.check_digest(place, text)

    def check_legal_sentence(self, made: r.LegalSentence, place: Extent, _: Parts) -> None:
        if made.number is None and not made.bases:
            self.mistakes.at(place.first, "number-or-provision")

    def doubt(self, place: Extent, id: n.Name, *parts: Any) -> Any:
        if sum(isinstance(part, r.Interpretation) for part in parts) < 2:
            self.mistakes.add(id.span, "two-interpretations")
        return self.node("doubt", place, id, *parts)

    def check_doubt(self, made: r.Doubt | r.Rule, _: Extent, __: Parts) -> None:
        seen: set[str] = set()
        for reason in made.because:
            if reason.language in seen:
                self.mistakes.add(reason.span, "twice", word=reason.language)
            seen.add(reason.language)

    def check_rule(self, made: r.Rule, place: Extent, parts: Parts) -> None:
        self.check_doubt(made, place, parts)
        if not made.bases:
            self.mistakes.add(made.id.span, "no-basis", name=made.id.text)
        ways = (*getattr(made.sentence, "alternatives", ()), *made.otherwise)
        granted = [one for way in ways for one in way.instruments if isinstance(one, Dispensation)]
        for bases in _options(parts, "bases"):
            for one in granted:
                between = self.source.text[one.span.end : bases.place.start]
                if not (one.granted_under or between.strip(" ,") or "\n" in between):
                    self.mistakes.warn(bases.place, "granted-under")

    def check_legal_terms(self, made: r.LegalTerms, place: Extent, _: Parts) -> None:
        if not 1 <= made.years <= _LONGEST_TERM:
            self.mistakes.at(place, "term-years", most=_LONGEST_TERM)
        if (made.start.month, made.start.day) == (2, 29):
            self.mistakes.at(place, "no-such-day", text=f"{made.start:%m-%d}", last="02-28")

    def reading_count(self, place: Extent, number: int = 1) -> int:
        return number

    # Instruments

    def step(self, place: Extent, keyword: Keyword, *parts: Any) -> Any:
        return self._step("step", place, keyword, *parts)

    def carried_step(self, place: Extent, keyword: Keyword, *parts: Any) -> Any:
        return self._step("carried_step", place, keyword, *parts)

    def _step(self, line: str, place: Extent, keyword: Keyword, *parts: Any) -> Any:
        """A step with its wording; some keywords name its body themselves."""
        if office := OF_OFFICE.get(keyword.terminal):
            parts = (n.Role(office, span=self.span(place)), *parts)
        made = self.node(line, place, keyword, *parts)
        return evolve(made, wording=keyword.terminal if keyword.terminal in STEPS else "")

    # Organisations

    def check_term(self, made: o.Term, place: Extent, _: Parts) -> None:
        self.in_order(place, made.interval.start, made.interval.end)

    def check_meeting_window(
        self, made: o.MeetingWindow | r.LegalMeeting, place: Extent, _: Parts
    ) -> None:
        if made.last < made.first and not self.is_noted(place):
            start, end = (f"{day}.{month}." for month, day in (made.first, made.last))
            self.mistakes.at(place, "reversed-dates", start=start, end=end)

    check_legal_meeting = check_meeting_window

    def day_month(self, place: Extent, *parts: str | int) -> tuple[int, int]:
        month = next(part for part in parts if isinstance(part, int))
        text = next(part for part in parts if isinstance(part, str)).removesuffix(".")
        last = monthrange(2000, month)[1]
        if not text.isdecimal() or not 1 <= int(text[:3]) <= last:
            written = self.source.text[place.start : place.end]
            until = re.sub(r"\d+", str(last), written, count=1)
            self.mistakes.at(place, "no-such-day", text=written, last=until)
            return month, 1
        return month, int(text)

    def month(self, place: Extent, keyword: Keyword) -> int:
        return keyword.wording + 1

    def check_provision(self, made: o.Provision, place: Extent, _: Parts) -> None:
        if made.text and made.phrases:
            self.mistakes.at(place, "phrase-and-text")

    def check_committee(self, made: o.Committee, _: Extent, parts: Parts) -> None:
        for until in _options(parts, "until"):
            if made.kind != "special committee":
                self.mistakes.at(until.place, "until-special")

    # Proposals and waivers

    def check_proposal_header(self, made: p.Proposal, place: Extent, parts: Parts) -> None:
        for until in _options(parts, "until"):
            self.in_order(until.place, made.effective, made.until)
        reasons = [made.reason.en, made.reason.da] if made.reason else []
        if not all(any(map(str.isalnum, one)) for one in reasons):
            for part in _options(parts, "reason"):
                self.mistakes.at(part.place, "reason-blank")

    def check_given(self, made: o.Given, place: Extent, _: Parts) -> None:
        if all(getattr(made, name) in (None, (), made.thing) for name in n.children(o.Given)):
            self.mistakes.at(place, "given-nothing")

    def create_committee(self, place: Extent, *parts: Any) -> p.CreateCommittee:
        made = self.node("committee", place, *parts)
        self._check_members(made, place, parts)
        return p.CreateCommittee(made, span=self.span(place))

    def _check_members(self, made: Any, place: Extent, parts: Parts) -> None:
        """Notes a number of members that no committee has; one on file may have lost them all."""
        there = next((one.place for one in _options(parts, "members")), place)
        if made.members == 0 and not self.is_noted(there):
            self.mistakes.at(there, "no-members")

    def create_unit(self, place: Extent, *parts: Any) -> p.CreateUnit:
        return p.CreateUnit(self.node("unit", place, *parts), span=self.span(place))

    def check_merge(self, made: p.Merge, place: Extent, _: Parts) -> None:
        for at, body in enumerate(made.committees):
            if body in made.committees[:at]:
                self.mistakes.add(body.span, "twice", word=body.span.text)
                break
        else:
            if len(made.committees) == 1:
                there = {"id": made.committees[0].span.text, "new": made.id.text}
                self.mistakes.at(place, "one-merged", **there, name=made.name)

    def check_split(self, made: p.Split, place: Extent, _: Parts) -> None:
        if len(made.parts) == 1:
            part = made.parts[0]
            there = {"id": made.committee.span.text, "new": part.id.text, "name": part.name}
            self.mistakes.at(place, "one-split", **there)

    def check_state(self, made: p.State, place: Extent, _: Parts) -> None:
        self.in_order(place, made.day, made.until)

    def expect_dispensation(self, place: Extent, *parts: FilledField) -> Any:
        outer = [*_options(parts, "subject", "holder", "negated")]
        inner = [part for part in parts if part not in outer]
        wanted = self.node("dispensation", place, *inner)
        return self.node("expect_instrument", place, wanted, *outer)

    def check_waive(self, made: p.Waive, place: Extent, parts: Parts) -> None:
        for part in _options(parts, "reason", "journal", "proposal"):
            said = part.values[0].da if part.name == "reason" else part.values[0]
            if not said.strip():
                self.mistakes.at(part.place, "waiver-blank")
        self.in_order(place, made.day, made.until)


def _options(parts: Parts, *names: str) -> Iterator[FilledField]:
    return (part for part in parts if isinstance(part, FilledField) and part.name in names)
