# SPDX-License-Identifier: EUPL-1.2
"""What a rule document says: sources, authorities, areas, rules, and what is not coded."""

from __future__ import annotations

from collections.abc import Container, Iterator
from datetime import date
from functools import cached_property
from typing import Literal

from checker.days import days_later, in_year
from checker.records import field, frozen
from checker.speech.node import Body, Citation, Interval, Name, Node, Prose, ReadIn
from checker.speech.predicates import Condition, Predicate
from checker.speech.saying import Ref
from checker.speech.sentences import Alternative, Each, EachInstrument, Sentence, Subject

SourceKind = Literal["law", "bylaw", "mandate", "guideline"]


@frozen
class LegalSource(Node):
    """``source KSL law "…" [of "…"] [given by BR] [address "…"] [in force …]``.

    Attributes:
        municipality: the only municipality that rules resting on it bind, or None.
        given_by: the body that gave a mandate.
        address: where it is published (an ELI).
    """

    id: Name
    kind: SourceKind
    title: str
    municipality: str | None = None
    given_by: Body | None = None
    address: str | None = None
    interval: Interval | None = None
    read_in: tuple[ReadIn, ...] = ()


@frozen
class AuthorityName(Node):
    """A name that an authority bears, the last day inclusive; None means to now."""

    name: str
    until: date | None = None


@frozen
class Authority(Node):
    """``authority IM "…" until D then "…" also "…"``."""

    id: Name
    names: tuple[AuthorityName, ...]
    also: tuple[str, ...] = ()
    read_in: tuple[ReadIn, ...] = ()


@frozen
class Area(Node):
    """``area ID "word" [within AREA]``; ``word`` is what Danish documents write."""

    id: Name
    word: str
    parent: Name | None = None
    read_in: tuple[ReadIn, ...] = ()


@frozen
class Because(Node):
    """The one sentence for the report, in one language."""

    language: Literal["en", "da"]
    text: str


@frozen
class Rule(Node):
    """One sentence of law, with what qualifies it.

    Attributes:
        otherwise: the ways to make a breach lawful.
        bases: the provisions it rests on.
        interval: narrows that of its sources.
        despite: the rules it displaces for a subject it applies to.
        checked: the day its provision's own text was read; None means second hand.
        interpretation: the answer to a doubt that it belongs to: where another one is followed
            it does not speak.
        not_waivable: no decision can let a finding of it stand, whatever its basis.
    """

    id: Name
    title: Prose
    sentence: Sentence
    otherwise: tuple[Alternative, ...] = ()
    bases: tuple[Citation, ...] = ()
    interval: Interval | None = None
    when: Condition | None = None
    unless: Condition | None = None
    despite: tuple[Name, ...] = ()
    because: tuple[Because, ...] = ()
    read_in: tuple[ReadIn, ...] = ()
    checked: date | None = None
    interpretation: Name | None = None
    not_waivable: bool = False

    def speaks_under(self, followed: Container[str]) -> bool:
        """Whether it speaks where some interpretations are followed."""
        return self.interpretation is None or self.interpretation.text in followed

    def spoken(self) -> Iterator[Node]:
        """The rule and all that it says, without what it rests on and why."""
        return self.walk(without=("bases", "because", "read_in"))

    @property
    def subject(self) -> Subject | None:
        """The subject of its sentence; None for counts and ``exactly one``."""
        return self.sentence.subject

    @property
    def subject_kind(self) -> str | None:
        """The kind of subject it speaks of, as far as the rule alone tells; None: a name."""
        return self.sentence.subject_kind

    @cached_property
    def asked(self) -> list[Condition]:
        """What must be so of its subject: what that says of itself, and ``when``."""
        subject = self.subject
        own = subject.conditions if isinstance(subject, Each | EachInstrument) else []
        return [*own, self.when] if self.when else own

    @property
    def conditions(self) -> list[Condition]:
        """All that is asked of its subject, ``unless`` too."""
        return [*self.asked, self.unless] if self.unless else self.asked

    @property
    def says(self) -> list[Predicate]:
        """All that it says of its subject: what is asked in conditions, and what is demanded."""
        asked = [predicate for one in self.conditions for predicate in one.predicates]
        return [*asked, self.sentence.relation] if self.sentence.relation else asked


@frozen
class StandingLaw(Node):
    """What the law says of every municipality, so that none need say it of itself."""

    bases: tuple[Citation, ...] = field(default=(), kw_only=True)
    interval: Interval | None = field(default=None, kw_only=True)
    read_in: tuple[ReadIn, ...] = field(default=(), kw_only=True)
    checked: date | None = field(default=None, kw_only=True)

    def stands_on(self, day: date) -> bool:
        """Whether it is the law of a day."""
        return self.interval is None or self.interval.covers(day)


@frozen
class LegalTerms(StandingLaw):
    """``terms of four years from 2010-01-01``."""

    years: int
    start: date

    def term_of(self, day: date) -> Interval | None:
        """The council term that holds a day; None before the first, or where it is no law."""
        if day < self.start or not self.stands_on(day):
            return None
        before = (day.month, day.day) < (self.start.month, self.start.day)
        terms = (day.year - self.start.year - before) // self.years
        start, following = (self._beginning(number) for number in (terms, terms + 1))
        return Interval(start, days_later(following, -1), span=self.span)

    def next_start(self, day: date) -> date:
        """The first day of the term after a day."""
        term = self.term_of(day)
        return days_later(term.end, 1) if term and term.end else self.start

    def _beginning(self, number: int) -> date:
        year = self.start.year + number * self.years
        return in_year(year, self.start.month, self.start.day)


@frozen
class LegalMeeting(StandingLaw):
    """``constituting meeting between 1 December and 15 December``: (month, day) pairs."""

    first: tuple[int, int]
    last: tuple[int, int]


@frozen
class KnownForm(StandingLaw):
    """``form ID "…" [also "…"] [not covered because "…"]``: a form of government, and its names."""

    id: Name
    name: str
    also: tuple[str, ...] = ()
    not_covered: Prose | None = None

    @cached_property
    def names(self) -> tuple[str, ...]:
        """All that it is called, as it is compared."""
        return tuple(name.casefold() for name in (self.name, *self.also))


@frozen
class NotCoded(Node):
    """``not coded SV § 15 because "…"``: data too, so that silence is never read as clearance."""

    provision: Citation
    reason: Prose
    read_in: tuple[ReadIn, ...] = ()


@frozen
class LegalSentence(Node):
    """``legal sentence 43 "…"``: what became of a sentence of law that a source holds.

    Attributes:
        number: its number in the register; None where it is told by its provision alone.
        bases: the provisions it states.
        rules: the rules that code it.
        facts: ids or provisions of organisations that state it.
        shown_in: titles of the proposals whose expectations state it.
        uncoded: why it is not coded.
    """

    text: Prose
    number: int | None = None
    bases: tuple[Citation, ...] = ()
    rules: tuple[Name, ...] = ()
    facts: tuple[Name | Citation, ...] = ()
    shown_in: tuple[str, ...] = ()
    uncoded: Prose | None = None
    read_in: tuple[ReadIn, ...] = ()


@frozen
class SignOff(Node):
    """``sign-off of RULE signed by "office" on D …``: an office's word for a rule as it stood.

    Attributes:
        office: never a person.
        sentence, bases, quotations: the digests of what it signed.
    """

    rule: Name
    office: str
    day: date
    sentence: str
    bases: str
    quotations: str


@frozen
class Signature:
    """An office's word for a rule, beside the rule as it stands now.

    Attributes:
        changed: what is no longer as it was signed; with anything here it has fallen.
        gone: whether there is no such rule any more.
    """

    rule: str
    office: str
    on: date
    changed: tuple[Literal["sentence", "bases", "quotations"], ...] = ()
    gone: bool = False

    @property
    def stands(self) -> bool:
        return not (self.changed or self.gone)


@frozen
class ComingChange:
    """A rule or source that begins or ends, or a dispensation that ends.

    Attributes:
        gap: no rule takes its place.
        name: what it is called, or what the dispensation is for.
        titles: of the rules that begin or end with it.
    """

    kind: Literal["rule", "source", "dispensation"]
    id: str
    way: Literal["begins", "ends"]
    day: date
    rules: tuple[str, ...] = ()
    gap: bool = False
    name: str | Prose | Ref | None = None
    titles: tuple[Prose, ...] = ()


@frozen
class Interpretation(Node):
    """``interpretation ID "…"``: one answer to a doubt."""

    id: Name
    text: Prose


@frozen
class Doubt(Node):
    """``doubt ID "…" interpretation A "…" interpretation B "…" following A``.

    A question that the sources leave open, with the answers that can be given to it. Rules of
    one answer speak only where that answer is followed.
    """

    id: Name
    text: Prose
    interpretations: tuple[Interpretation, ...]
    following: Name
    because: tuple[Because, ...] = ()
    read_in: tuple[ReadIn, ...] = ()
