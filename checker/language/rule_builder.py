"""The sentences of rule documents, and the instruments, to nodes."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from checker.language.grammar import Keyword, Place
from checker.language.leaves import Leaves, Option, is_word, word
from checker.language.words import folded, vocabulary
from checker.speech import instruments as i
from checker.speech import node as n
from checker.speech import rule as r

_MANY = frozenset({"read_in", "bases", "despite", "because", "rules", "facts", "shown_in"})
_EXACTLY_ONE = {"HELD_BY": "hold", "PERFORMED_BY": "perform", "UNDER": "be under"}


class RuleBuilder(Leaves):
    """One method for each line of the grammar, named alike; it builds one node."""

    def legal_source(
        self, place: Place, id: n.Name, kind: str, title: str, *options: Option
    ) -> r.LegalSource:
        fields = self.fields(options)
        return r.LegalSource(self.declared(id), kind, title, **fields, span=self.span(place))  # type: ignore[arg-type]

    def source_kind(self, place: Place, keyword: Keyword) -> str:  # noqa: ARG002
        return word(keyword)

    def authority(self, place: Place, id: n.Name, *parts: Any) -> r.Authority:
        names = tuple(part for part in parts if isinstance(part, r.AuthorityName))
        for earlier, later in pairwise(names):
            self.in_order(place, earlier.until, later.until)
        fields = self.fields(
            [part for part in parts if isinstance(part, Option)],
            many=frozenset({"also", "read_in"}),
        )
        return r.Authority(self.declared(id), names, **fields, span=self.span(place))

    def authority_name(
        self, place: Place, name: str, until: Option | None = None
    ) -> r.AuthorityName:
        return r.AuthorityName(name, until.value if until else None, span=self.span(place))

    def area(self, place: Place, id: n.Name, text: str, *options: Option) -> r.Area:
        if not is_word(text):
            self.mistakes.add(self._inside(place, text), "area-word", word=text)
        elif folded(text) in vocabulary("da").reserved:
            self.mistakes.add(self._inside(place, text), "reserved", name=text)
        return r.Area(self.declared(id), text, **self.fields(options), span=self.span(place))

    def _inside(self, place: Place, text: str) -> Place:
        start = self.source.text.rfind(text, place.start, place.end)
        return Place(start, start + len(text), place.end) if start >= 0 else place

    def not_coded(
        self, place: Place, provision: n.Citation, reason: n.Prose, *options: Option
    ) -> r.NotCoded:
        return r.NotCoded(provision, reason, **self.fields(options), span=self.span(place))

    def legal_sentence(self, place: Place, *parts: Any) -> r.LegalSentence:
        number = parts[0] if isinstance(parts[0], int) else None
        text, *options = parts[number is not None :]
        fields = self.fields(options, many=_MANY)
        if number is None and not fields.get("bases"):
            head = Place(place.start, place.head, place.head)
            self.mistakes.add(head, "number-or-provision")
        return r.LegalSentence(number, text, **fields, span=self.span(place))

    def set_rules(self, place: Place, *rules: n.Name) -> Option:
        return Option("rules", rules, place)

    def set_facts(self, place: Place, *facts: n.Name | n.Citation) -> Option:
        return Option("facts", facts, place)

    def set_shown_in(self, place: Place, *titles: str) -> Option:
        return Option("shown_in", titles, place)

    def doubt(self, place: Place, id: n.Name, text: n.Prose, *parts: Any) -> r.Doubt:
        answers = tuple(part for part in parts if isinstance(part, r.Interpretation))
        fields = self.fields([part for part in parts if isinstance(part, Option)], many=_MANY)
        self._once_a_language(fields.get("because", ()))
        if len(answers) < 2:
            self.mistakes.add_span(id.span, "two-interpretations")
        self.require(
            place, fields, ("following", "FOLLOWING", answers[0].id.text if answers else "ID")
        )
        return r.Doubt(self.declared(id), text, answers, **fields, span=self.span(place))

    def interpretation(self, place: Place, id: n.Name, text: n.Prose) -> r.Interpretation:
        return r.Interpretation(self.declared(id), text, span=self.span(place))

    def rule(
        self, place: Place, id: n.Name, title: n.Prose, sentence: r.Sentence, *options: Option
    ) -> r.Rule:
        fields = self.fields(options, many=_MANY)
        self._once_a_language(fields.get("because", ()))
        if not fields.get("bases"):
            self.mistakes.add_span(id.span, "no-basis", name=id.text)
        self._may_mean_granted_under(sentence, options)
        return r.Rule(self.declared(id), title, sentence, **fields, span=self.span(place))

    def _once_a_language(self, reasons: tuple[r.Because, ...]) -> None:
        seen: set[str] = set()
        for reason in reasons:
            if reason.language in seen:
                self.mistakes.add_span(reason.span, "twice", word=reason.language)
            seen.add(reason.language)

    def _may_mean_granted_under(self, sentence: r.Sentence, options: tuple[Option, ...]) -> None:
        instruments = [
            instrument
            for way in _ways(sentence, options)
            for instrument in way.instruments
            if isinstance(instrument, i.Dispensation) and not instrument.granted_under
        ]
        for option in options:
            for instrument in instruments if option.field == "bases" else []:
                between = self.source.text[instrument.span.end : option.place.start]
                if not between.strip(" ,") and "\n" not in between:
                    self.mistakes.warn(option.place, "granted-under")

    def set_bases(self, place: Place, *bases: n.Citation) -> Option:
        return Option("bases", bases, place)

    def set_despite(self, place: Place, *rules: n.Name) -> Option:
        return Option("despite", rules, place)

    def set_not_waivable(self, place: Place) -> Option:
        return Option("not_waivable", True, place)

    def set_because(self, place: Place, *reasons: r.Because) -> Option:
        return Option("because", reasons, place)

    def because(self, place: Place, language: Keyword, text: str) -> r.Because:
        return r.Because(word(language), text, span=self.span(place))  # type: ignore[arg-type]

    def may_only(self, place: Place, subject: r.Subject, relation: r.Relation) -> r.MayOnly:
        return r.MayOnly(subject, relation, span=self.span(place))

    def only_may(self, place: Place, subject: r.Subject, relation: r.Relation) -> r.OnlyMay:
        return r.OnlyMay(subject, relation, span=self.span(place))

    def must(self, place: Place, subject: r.Subject, modal: str, relation: r.Relation) -> r.Must:
        negated, advice = modal.endswith("not"), modal.startswith("should")
        return r.Must(subject, relation, negated, advice, span=self.span(place))

    def modal(self, place: Place, keyword: Keyword) -> str:  # noqa: ARG002
        return word(keyword)

    def exactly_one(self, place: Place, things: r.Things | None, terminal: str) -> r.ExactlyOne:
        modal, verb = terminal.removesuffix("_ONE").split("_BE_")
        advice = modal == "SHOULD"
        return r.ExactlyOne(things, _EXACTLY_ONE[verb], advice, span=self.span(place))  # type: ignore[arg-type]

    def every_task(self, place: Place, terminal: str) -> r.ExactlyOne:
        return self.exactly_one(place, None, terminal)

    def every_unit(self, place: Place, terminal: str) -> r.ExactlyOne:
        return self.exactly_one(place, None, terminal)

    def one_holder(self, place: Place, keyword: Keyword) -> str:  # noqa: ARG002
        return keyword.terminal

    def one_owner(self, place: Place, keyword: Keyword) -> str:  # noqa: ARG002
        return keyword.terminal

    def count(self, place: Place, comparison: Any, number: int, noun: Any) -> r.Count:
        return r.Count(comparison, number, noun, span=self.span(place))

    def comparison(self, place: Place, keyword: Keyword) -> str:  # noqa: ARG002
        return word(keyword)

    nouns = noun = construction = comparison

    def needs(self, place: Place, subject: r.Subject, ways: tuple[r.Alternative, ...]) -> r.Needs:
        return r.Needs(subject, ways, span=self.span(place))

    def may_need(
        self, place: Place, subject: r.Subject, ways: tuple[r.Alternative, ...]
    ) -> r.MayNeed:
        return r.MayNeed(subject, ways, span=self.span(place))

    def note_on(self, place: Place, subject: r.Subject, text: n.Prose) -> r.NoteOn:
        return r.NoteOn(subject, text, span=self.span(place))

    def alternatives(self, place: Place, *ways: r.Alternative) -> tuple[r.Alternative, ...]:  # noqa: ARG002
        return ways

    def alternative(self, place: Place, *parts: Any) -> r.Alternative:
        fields = self.fields([part for part in parts if isinstance(part, Option)])
        instruments = tuple(part for part in parts if not isinstance(part, Option))
        return r.Alternative(instruments, **fields, span=self.span(place))

    def dispensation(self, place: Place, *options: Option) -> i.Dispensation:
        return i.Dispensation(**self.fields(options), span=self.span(place))

    def set_one_term(self, place: Place) -> Option:
        return Option("one_term", True, place)

    def law_amendment(self, place: Place, source: n.Citation) -> i.LawAmendment:
        return i.LawAmendment(source, span=self.span(place))

    def bylaw_change(self, place: Place) -> i.BylawChange:
        return i.BylawChange(span=self.span(place))

    def readings(self, place: Place, count: int, body: n.Body, *options: Option) -> i.Readings:
        return i.Readings(count, body, **self.fields(options), span=self.span(place))

    def reading_count(self, place: Place, number: int = 1) -> int:  # noqa: ARG002
        return number

    def set_before_meeting(self, place: Place) -> Option:
        return Option("before_meeting", True, place)

    def step(self, place: Place, keyword: Keyword, body: n.Body | None = None) -> i.Step:
        return i.Step(i.STEPS[keyword.terminal], body, span=self.span(place))

    def reconstitution(self, place: Place) -> i.Reconstitution:
        return i.Reconstitution(span=self.span(place))


def _ways(sentence: r.Sentence, options: tuple[Option, ...]) -> list[r.Alternative]:
    ways = list(getattr(sentence, "alternatives", ()))
    for option in options:
        if option.field == "otherwise":
            ways += option.value
    return ways
