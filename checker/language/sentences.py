# SPDX-License-Identifier: EUPL-1.2
"""What a rule says to its nodes, where a line of the grammar does not simply become its class."""

from __future__ import annotations

from typing import Any

from checker.language.grammar import Keyword
from checker.language.leaves import LeafBuilder
from checker.language.scanner import Extent
from checker.speech import node as n
from checker.speech.amounts import (
    Amount,
    HaveHalf,
    HaveNumber,
    Quantity,
)
from checker.speech.circumstances import Comparison
from checker.speech.counts import Count, Doing, ExactlyOne
from checker.speech.demands import Demand
from checker.speech.node import Things
from checker.speech.predicates import Condition
from checker.speech.sentences import Must, Subject
from checker.speech.workload import HoldNumber, PerformNumber

_DOERS: dict[str, Doing] = {"HELD_BY": "hold", "PERFORMED_BY": "perform", "UNDER": "be under"}
_OneDoer = tuple[Doing, bool, Comparison]


class SentenceBuilder(LeafBuilder):
    """One method for a line of the grammar, named alike."""

    def must(self, place: Extent, subject: Subject, modal: str, relation: Demand) -> Must:
        negated, advice = modal.endswith("not"), modal.startswith("should")
        return Must(subject, relation, negated, advice, span=self.span(place))

    def at_most(self, place: Extent, subject: Subject, amount: Amount) -> Must:
        return Must(subject, amount, span=self.span(place))

    def most_half(self, place: Extent) -> HaveHalf:
        return HaveHalf("at most", span=self.span(place))

    def most_had(self, place: Extent, number: int, noun: str) -> HaveNumber:
        return HaveNumber(self.quantity(place, "at most", number, noun), span=self.span(place))

    def most_held(self, place: Extent, number: int, *areas: n.Name) -> HoldNumber:
        return HoldNumber(self.quantity(place, "at most", number, *areas), span=self.span(place))

    def most_performed(self, place: Extent, *parts: Any) -> PerformNumber:
        return PerformNumber(self.most_held(place, *parts).quantity, span=self.span(place))

    def quantity(self, place: Extent, comparison: Any, number: int, *of: Any) -> Quantity:
        noun: Any = of[0] if of and isinstance(of[0], str) else "task"
        areas = of if noun == "task" else ()
        return Quantity(comparison, number, noun, areas, span=self.span(place))

    def exactly_one(self, place: Extent, things: Things | None, how: _OneDoer) -> ExactlyOne:
        return ExactlyOne(things, *how, span=self.span(place))

    def every_task(self, place: Extent, how: _OneDoer) -> ExactlyOne:
        return self.exactly_one(place, None, how)

    every_unit = every_task

    def every_of(self, place: Extent, *parts: Any) -> ExactlyOne:
        *names, how = parts
        things = Things(tuple(names), span=names[0].span)
        verb, advice, comparison = how
        return ExactlyOne(things, verb, advice, comparison, each=True, span=self.span(place))

    def one_holder(self, place: Extent, keyword: Keyword) -> _OneDoer:
        modal, doer = keyword.terminal.removesuffix("_ONE").split("_BE_")
        verb, _, comparison = doer.partition("_AT_")
        compared: Any = f"at {comparison.lower()}" if comparison else "exactly"
        return _DOERS[verb], modal == "SHOULD", compared

    one_owner = one_holder

    def count(self, place: Extent, there: str, comparison: Any, number: int, noun: Any) -> Count:
        advice = there == "there should be"
        return Count(comparison, number, noun, advice, span=self.span(place))

    def spoken_of(self, place: Extent, things: Things) -> n.Named:
        if len(things.names) > 1:
            self.mistakes.at(place, "one-subject")
        return n.Named(things.names[0], span=things.names[0].span)

    def condition(self, place: Extent, *parts: Any) -> Condition:
        predicates = tuple(part for part in parts if not isinstance(part, str))
        joint: Any = next((part for part in parts if isinstance(part, str)), "and")
        return Condition(joint, predicates, span=self.span(place))

    relative_condition = condition
