"""The sentences of organisation documents to nodes."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import Any

from checker.language.grammar import Keyword, Place
from checker.language.leaves import Leaves, Option, word
from checker.speech import node as n
from checker.speech import organisation as o

_MANY = frozenset({"read_in", "described", "holders"})


class OrganisationBuilder(Leaves):
    """One method for each line of the grammar, named alike; it builds one node."""

    def municipality(self, place: Place, id: n.Name, name: str, *options: Option) -> o.Municipality:
        fields = self.fields(options)
        self.require(place, fields, ("as_of", "AS_OF", "2013-06-18"))
        return o.Municipality(self.declared(id), name, **fields, span=self.span(place))

    def form(self, place: Place, text: str, *options: Option) -> o.Form:
        return o.Form(text, **self.fields(options), span=self.span(place))

    def council(self, place: Place, id: n.Name, name: str, *options: Option) -> o.Council:
        fields = self.fields(options)
        return o.Council(self.declared(id), name, **fields, span=self.span(place))

    def term(self, place: Place, start: date, end: date, *options: Option) -> o.Term:
        self.in_order(place, start, end)
        interval = n.Interval(start, end, span=self.span(place))
        return o.Term(interval, **self.fields(options), span=self.span(place))

    def meeting_window(
        self, place: Place, first: tuple[int, int], last: tuple[int, int], *options: Option
    ) -> o.MeetingWindow:
        if last < first:
            start, end = (f"{day}.{month}." for month, day in (first, last))
            self.mistakes.add(place, "reversed-dates", start=start, end=end)
        return o.MeetingWindow(first, last, **self.fields(options), span=self.span(place))

    def meeting_day(self, place: Place, day: date, *options: Option) -> o.MeetingDay:
        return o.MeetingDay(day, **self.fields(options), span=self.span(place))

    def day_month(self, place: Place, *parts: str | int) -> tuple[int, int]:
        month = next(part for part in parts if isinstance(part, int))
        text = next(part for part in parts if isinstance(part, str)).removesuffix(".")
        if not text.isdecimal() or not 1 <= int(text[:3]) <= monthrange(2000, month)[1]:
            written = self.source.text[place.start : place.end]
            self.mistakes.add(place, "no-such-day", text=written)
            return month, 1
        return month, int(text)

    def month(self, place: Place, keyword: Keyword) -> int:  # noqa: ARG002
        return keyword.wording + 1

    def committee(
        self, place: Place, kind: Any, id: n.Name, name: str, *options: Option
    ) -> o.Committee:
        fields = self.fields(options, many=_MANY)
        return o.Committee(kind, self.declared(id), name, **fields, span=self.span(place))

    def committee_kind(self, place: Place, keyword: Keyword) -> str:  # noqa: ARG002
        return word(keyword)

    def titled(self, place: Place, id: n.Name, name: str) -> o.Titled:
        return o.Titled(self.declared(id), name, span=self.span(place))

    def unit(self, place: Place, id: n.Name, name: str, *options: Option) -> o.Unit:
        fields = self.fields(options, many=_MANY)
        self.require(place, fields, ("owner", "UNDER_COMMITTEE", "ØU"))
        return o.Unit(self.declared(id), name, **fields, span=self.span(place))

    def set_described(self, place: Place, *provisions: n.Citation) -> Option:
        return Option("described", provisions, place)

    def task(self, place: Place, id: n.Name, name: str, *options: Option) -> o.Task:
        fields = self.fields(options, many=frozenset({"read_in", "described"}))
        return o.Task(self.declared(id), name, **fields, span=self.span(place))

    def set_holders(self, place: Place, *bodies: n.Body) -> Option:
        return Option("holders", bodies, place)

    def held_dispensation(self, place: Place, id: n.Name, *options: Option) -> o.HeldDispensation:
        fields = self.fields(options)
        self.require(place, fields, ("subject", "FOR", "KBS"))
        return o.HeldDispensation(self.declared(id), **fields, span=self.span(place))

    def provision(self, place: Place, provision: n.Citation, *options: Option) -> o.Provision:
        fields = self.fields(options)
        text = fields.get("text")
        if text:
            fields["text"], fields["text_as_of"] = text
        if text and "phrase" in fields:
            self.mistakes.add(place, "phrase-and-text")
        return o.Provision(provision, **fields, span=self.span(place))
