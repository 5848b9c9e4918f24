"""What a rule document says: sources, authorities, areas, rules, and what is not coded."""

from __future__ import annotations

from datetime import date
from typing import Literal

from attrs import frozen

from checker.speech.instruments import Instrument
from checker.speech.node import (
    Body,
    BuiltAs,
    Citation,
    Interval,
    Mayor,
    Name,
    Named,
    NoCommittee,
    Node,
    Prose,
    ReadIn,
    Role,
)

SourceKind = Literal["law", "bylaw", "mandate", "guideline"]
Noun = Literal[
    "committee", "standing committee", "special committee", "unit", "task", "administration"
]
Verb = Literal[
    "hold", "perform", "be under", "be led as", "be led by", "be held by", "be performed by"
]
Becoming = Literal["new", "abolished", "renamed", "split", "merged", "resized"]


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
class Things(Node):
    """A list that is spoken of as one: ``employment, integration and business tasks``.

    A name is an area, a task, a unit (the tasks it performs) or a committee (the tasks it
    holds).
    """

    names: tuple[Name, ...]


@frozen
class Relation(Node):
    """A verb with its objects; as a predicate (``holds A tasks``) or after a modal.

    Objects by verb: hold, perform: one Things; be under: bodies or NoCommittee;
    be led as: BuiltAs; be led by: Name or Mayor; be held by, be performed by: names or roles.
    """

    verb: Verb
    objects: tuple[Things | Name | Role | Mayor | BuiltAs | NoCommittee, ...]


@frozen
class Moves(Node):
    """``moves [from X] [to Y]``."""

    origin: Body | None = None
    destination: Body | None = None


@frozen
class MovesBetweenCommittees(Node):
    """``moves between committees``."""


@frozen
class MovesWithoutUnit(Node):
    """``moves without its unit``."""


@frozen
class Becomes(Node):
    """``is new``, ``abolished``, ``renamed``, ``split``, ``merged``, ``resized``."""

    change: Becoming


@frozen
class PerformsForOthers(Node):
    """``performs tasks of another committee``."""


@frozen
class TakesEffect(Node):
    """``takes effect before, after, on DATE``."""

    relation: Literal["before", "after", "on"]
    day: date


@frozen
class TakesEffectAtTermStart(Node):
    """``takes effect at the start of a council term``."""


@frozen
class Adopted(Node):
    """``is adopted before, after the constituting meeting``."""

    relation: Literal["before", "after"]


@frozen
class Touches(Node):
    """``touches SV § …``."""

    provision: Citation


@frozen
class FormIs(Node):
    """``the form is "…"``."""

    form: str


Predicate = (
    Relation
    | Moves
    | MovesBetweenCommittees
    | MovesWithoutUnit
    | Becomes
    | PerformsForOthers
    | TakesEffect
    | TakesEffectAtTermStart
    | Adopted
    | Touches
    | FormIs
)


@frozen
class Condition(Node):
    """Predicates joined by ``and`` or by ``or``; one alone is joined by ``and``."""

    joint: Literal["and", "or"]
    predicates: tuple[Predicate, ...]


@frozen
class Each(Node):
    """``a standing committee that …``: everything of a kind, with an optional relative clause."""

    noun: Noun
    clause: Condition | None = None


@frozen
class EachInstrument(Node):
    """``a bylaw change that …``: every required instrument of this kind."""

    instrument: Instrument
    clause: Condition | None = None


Subject = Named | Role | Each | EachInstrument


@frozen
class Alternative(Node):
    """One way to make a breach lawful, or to meet a need: all its instruments together.

    ``unavailable`` is the reason where the law would ask for it and it cannot be had.
    """

    instruments: tuple[Instrument, ...]
    unavailable: Prose | None = None


@frozen
class MayOnly(Node):
    """``S may only hold A, B and C tasks``."""

    subject: Subject
    relation: Relation


@frozen
class OnlyMay(Node):
    """``only S may hold A tasks``."""

    subject: Subject
    relation: Relation


@frozen
class Must(Node):
    """``S must``, ``must not``, ``should``, ``should not`` hold A tasks."""

    subject: Subject
    relation: Relation
    negated: bool = False
    advice: bool = False


@frozen
class ExactlyOne(Node):
    """``A tasks`` (or ``every task``, ``things`` None) ``must be held by exactly one committee``.

    ``verb`` hold: one committee; perform: one unit; be under: every unit, one committee.
    ``advice``: ``should``, not ``must``.
    """

    things: Things | None
    verb: Literal["hold", "perform", "be under"] = "hold"
    advice: bool = False


@frozen
class Count(Node):
    """``there must be exactly 7 committees``."""

    comparison: Literal["exactly", "at least", "at most"]
    number: int
    noun: Noun


@frozen
class Needs(Node):
    """``S needs I``."""

    subject: Subject
    alternatives: tuple[Alternative, ...]


@frozen
class MayNeed(Node):
    """``S may need I``."""

    subject: Subject
    alternatives: tuple[Alternative, ...]


@frozen
class NoteOn(Node):
    """``note on S "…"``."""

    subject: Subject
    text: Prose


Sentence = MayOnly | OnlyMay | Must | ExactlyOne | Count | Needs | MayNeed | NoteOn


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
