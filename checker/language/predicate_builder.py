"""Subjects, verbs with their objects, and predicates to nodes."""

from __future__ import annotations

from datetime import date
from typing import Any

from checker.language.grammar import Keyword, Place
from checker.language.leaves import Leaves, Option, word
from checker.speech import node as n
from checker.speech import rule as r


class PredicateBuilder(Leaves):
    """One method for each line of the grammar, named alike; it builds one node."""

    def things(self, place: Place, *names: n.Name) -> r.Things:
        return r.Things(names, span=self.span(place))

    def spoken_of(self, place: Place, things: r.Things) -> n.Named:
        if len(things.names) > 1:
            self.mistakes.add(place, "one-subject")
        return n.Named(things.names[0], span=things.names[0].span)

    def led_so(self, place: Place, name: n.Name, construction: Any) -> n.Named:
        return n.Named(name, construction, span=self.span(place))

    def named(self, place: Place, name: n.Name, construction: Any = None) -> n.Named:
        return n.Named(name, construction, span=self.span(place))

    def role(self, place: Place, keyword: Keyword) -> n.Role:
        return n.Role(word(keyword), span=self.span(place))  # type: ignore[arg-type]

    office = office_place = role

    def mayor_of(self, place: Place, body: n.Body) -> n.Mayor:
        return n.Mayor(body, span=self.span(place))

    def own_mayor(self, place: Place) -> n.Mayor:
        return n.Mayor(None, span=self.span(place))

    def built_as(self, place: Place, construction: Any) -> n.BuiltAs:
        return n.BuiltAs(construction, span=self.span(place))

    def no_committee(self, place: Place) -> n.NoCommittee:
        return n.NoCommittee(span=self.span(place))

    def each(self, place: Place, noun: Any, clause: r.Condition | None = None) -> r.Each:
        return r.Each(noun, clause, span=self.span(place))

    def each_instrument(
        self, place: Place, instrument: Any, clause: r.Condition | None = None
    ) -> r.EachInstrument:
        return r.EachInstrument(instrument, clause, span=self.span(place))

    def condition(self, place: Place, *parts: Any) -> r.Condition:
        predicates = tuple(part for part in parts if not isinstance(part, str))
        joint: Any = next((part for part in parts if isinstance(part, str)), "and")
        return r.Condition(joint, predicates, span=self.span(place))

    relative_condition = condition

    def and_clause(self, place: Place) -> str:  # noqa: ARG002
        return "and"

    def or_clause(self, place: Place) -> str:  # noqa: ARG002
        return "or"

    def hold(self, place: Place, things: r.Things) -> r.Relation:
        return r.Relation("hold", (things,), span=self.span(place))

    def perform(self, place: Place, things: r.Things) -> r.Relation:
        return r.Relation("perform", (things,), span=self.span(place))

    def be_under(self, place: Place, *bodies: n.Body) -> r.Relation:
        return r.Relation("be under", bodies, span=self.span(place))

    def be_under_no_committee(self, place: Place) -> r.Relation:
        return r.Relation("be under", (self.no_committee(place),), span=self.span(place))

    def be_led_as(self, place: Place, *constructions: n.BuiltAs) -> r.Relation:
        return r.Relation("be led as", constructions, span=self.span(place))

    def be_led_by(self, place: Place, *leaders: n.Leader) -> r.Relation:
        return r.Relation("be led by", leaders, span=self.span(place))

    def be_held_by(self, place: Place, *bodies: n.Body) -> r.Relation:
        return r.Relation("be held by", bodies, span=self.span(place))

    def be_performed_by(self, place: Place, *units: n.Name) -> r.Relation:
        return r.Relation("be performed by", units, span=self.span(place))

    def moves(self, place: Place, *options: Option) -> r.Moves:
        return r.Moves(**self.fields(options), span=self.span(place))

    def moves_between_committees(self, place: Place) -> r.MovesBetweenCommittees:
        return r.MovesBetweenCommittees(span=self.span(place))

    def moves_without_unit(self, place: Place) -> r.MovesWithoutUnit:
        return r.MovesWithoutUnit(span=self.span(place))

    def becomes(self, place: Place, keyword: Keyword) -> r.Becomes:
        return r.Becomes(word(keyword), span=self.span(place))  # type: ignore[arg-type]

    def performs_for_others(self, place: Place) -> r.PerformsForOthers:
        return r.PerformsForOthers(span=self.span(place))

    def takes_effect(self, place: Place, relation: Any, day: date) -> r.TakesEffect:
        return r.TakesEffect(relation, day, span=self.span(place))

    def effect_relation(self, place: Place, keyword: Keyword) -> str:  # noqa: ARG002
        return word(keyword)

    def takes_effect_at_term_start(self, place: Place) -> r.TakesEffectAtTermStart:
        return r.TakesEffectAtTermStart(span=self.span(place))

    def adopted(self, place: Place, relation: Any) -> r.Adopted:
        return r.Adopted(relation, span=self.span(place))

    def adopted_relation(self, place: Place, keyword: Keyword) -> str:  # noqa: ARG002
        return word(keyword).split()[0]

    def touches(self, place: Place, provision: n.Citation) -> r.Touches:
        return r.Touches(provision, span=self.span(place))

    def form_is(self, place: Place, form: str) -> r.FormIs:
        return r.FormIs(form, span=self.span(place))
