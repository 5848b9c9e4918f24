# SPDX-License-Identifier: EUPL-1.2
"""The legal instruments that a rule can require and a proposal can carry: a row for each kind.

A row says all about its kind that is not the kind's own sentence: grammar, printer, checks, agenda,
timetable and every report read it, so that another kind of step is another row, with its wordings
in ``grammar/words.txt``, by which reports name it where it has no phrases of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import ClassVar, Literal

from checker.records import field, frozen
from checker.speech.due import (
    AFTER_ADOPTION,
    BEFORE_ADOPTION,
    BEFORE_EFFECT,
    UNDATED,
    Due,
    Window,
)
from checker.speech.node import Body, Citation, Fitting, Name, Node, Office, Prose, Role, fitting

KeyPart = Literal["norm", "source", "subject", "holder", "body", "of", "matter"]
LetterKind = Literal["application", "notification", "consultation", "council-item"]


def without_body(before_body: str) -> str:
    """The keyword of a step without the word that its body follows."""
    return before_body.rpartition("_")[0]


@frozen
class StepKeywords:
    """The keywords that a step can be written with.

    Attributes:
        unplaced: those that no body can follow.
        before_body: where its body follows; without their last word they are written alone.
        of_office: with its body named in the keyword itself, to the office that body is.
    """

    before_body: tuple[str, ...] = ()
    unplaced: tuple[str, ...] = ()
    of_office: Mapping[str, Office] = field(factory=dict)

    @property
    def alone(self) -> tuple[str, ...]:
        """Where no body is named."""
        return (*map(without_body, self.before_body), *self.unplaced)

    @property
    def every(self) -> tuple[str, ...]:
        return (*self.alone, *self.before_body, *self.of_office)


@frozen(kw_only=True)
class Kind:
    """A kind of instrument.

    Attributes:
        name: as it stands in a result, and in the phrases ``name.…``, ``do.…``, ``count.…``.
        group: what it is listed under: the heading ``h.…`` of the phrases.
        order: its place among the instruments that are listed.
        turn: its place among the next steps.
        key: what must agree for two requirements to be one instrument.
        answered_by: which statements of a proposal, or which facts, answer it.
        acts: the kinds of body that may take it, where it is taken by or in one.
        keywords: those of a step.
        window: its days where no rule says otherwise; undated, it stands in no timetable.
        put_off: whether a later day of effect helps where it comes too late.
        about_its_subject: whether it is told what it is taken for (``concerning KBS``).
        awaited: whether it is others who act, once it is carried (``do.await-…`` of the phrases).
        refusable: whether it may be refused, so that of several days the last decides.
        letter: the letter that asks for it or tells of it, if any; one body's hearings share one.
    """

    name: str
    group: Literal["dispensations", "amendments", "steps"]
    order: int
    turn: int
    key: tuple[KeyPart, ...]
    answered_by: Literal["dispensations", "amendments", "bylaw change", "readings", "steps"]
    acts: tuple[str, ...]
    keywords: StepKeywords
    window: Window
    put_off: bool
    about_its_subject: bool
    awaited: bool
    refusable: bool
    letter: LetterKind | None

    @property
    def hears(self) -> bool:
        """Whether somebody is heard by it, which comes before the readings."""
        return self.letter == "consultation"

    @property
    def applied_for(self) -> bool:
        """Whether it is applied for and granted by others."""
        return self.answered_by in ("dispensations", "amendments")

    def is_for_others(self, outside: bool) -> bool:
        """Whether others than the municipality take it; ``outside``: the body it names is one."""
        return self.applied_for or (self.refusable and outside)

    @property
    def slug(self) -> str:
        """Its name as the ids of instruments begin."""
        return self.name.replace(" ", "-")

    def keyword(self, *, before_body: bool) -> str:
        """The first keyword that it is written with, its body after it or not; "" where none is."""
        words = self.keywords
        return next(iter(words.before_body if before_body else words.alone), "")

    @property
    def follows(self) -> bool:
        """Whether it tells of what was adopted, so that it makes no sense before."""
        return "last reading" in self.window.first


_step = partial(  # a step that a body takes, for something, on a day
    Kind,
    group="steps",
    key=("body", "of", "matter"),
    answered_by="steps",
    acts=("authority", "council", "committee", "unit"),
    awaited=False,
)
_others = partial(  # what is had from others, or adopted with the change
    Kind, acts=(), keywords=StepKeywords(), about_its_subject=False, awaited=True
)


# In the order in which they are counted.
_KINDS = (
    _others(
        name="dispensation",
        group="dispensations",
        order=0,
        turn=30,
        key=("norm", "subject", "holder"),
        answered_by="dispensations",
        window=BEFORE_EFFECT,
        put_off=True,
        refusable=True,
        letter="application",
    ),
    _others(
        name="law amendment",
        group="amendments",
        order=10,
        turn=20,
        key=("source",),
        answered_by="amendments",
        window=BEFORE_EFFECT,
        put_off=True,
        refusable=True,
        letter=None,
    ),
    _others(
        name="bylaw change",
        group="steps",
        order=20,
        turn=0,
        key=("source",),
        answered_by="bylaw change",
        window=BEFORE_EFFECT,
        put_off=False,
        refusable=False,
        letter=None,
    ),
    Kind(
        name="reading",
        group="steps",
        order=30,
        turn=40,
        key=("body", "of"),
        answered_by="readings",
        acts=("council", "committee"),
        keywords=StepKeywords(),
        window=BEFORE_EFFECT,
        put_off=True,
        about_its_subject=False,
        awaited=False,
        refusable=False,
        letter="council-item",
    ),
    _step(
        name="approval",
        order=40,
        turn=50,
        keywords=StepKeywords(("AN_APPROVAL_BY",)),
        window=BEFORE_EFFECT,
        put_off=True,
        about_its_subject=True,
        refusable=True,
        letter="application",
    ),
    _step(
        name="notification",
        order=70,
        turn=80,
        keywords=StepKeywords(("A_NOTIFICATION_TO",)),
        window=AFTER_ADOPTION,
        put_off=False,
        about_its_subject=True,
        refusable=False,
        letter="notification",
    ),
    _step(
        name="consultation",
        order=50,
        turn=10,
        keywords=StepKeywords(
            ("A_CONSULTATION_OF", "A_STATEMENT_BY"),
            of_office={
                "FINANCE_STATEMENT": "finance committee",
                "STATEMENTS_CONCERNED": "committees concerned",
            },
        ),
        window=BEFORE_ADOPTION,
        put_off=False,
        about_its_subject=True,
        refusable=False,
        letter="consultation",
    ),
    _step(
        name="decision",
        order=60,
        turn=60,
        keywords=StepKeywords(("A_DECISION_BY",)),
        window=BEFORE_EFFECT,
        put_off=False,
        about_its_subject=True,
        refusable=True,
        letter=None,
    ),
    _step(
        name="publication",
        order=80,
        turn=90,
        keywords=StepKeywords(unplaced=("PUBLICATION",)),
        window=AFTER_ADOPTION,
        put_off=False,
        about_its_subject=True,
        refusable=False,
        letter=None,
    ),
    _step(
        name="reconstitution",
        order=90,
        turn=70,
        keywords=StepKeywords(unplaced=("A_RECONSTITUTION",)),
        window=UNDATED,
        put_off=False,
        about_its_subject=False,
        refusable=False,
        letter=None,
    ),
)
KINDS = {kind.name: kind for kind in _KINDS}
STEPS = {terminal: kind.name for kind in _KINDS for terminal in kind.keywords.every}
WITHOUT_BODY = {each: without_body(each) for kind in _KINDS for each in kind.keywords.before_body}
OF_OFFICE = {word: role for kind in _KINDS for word, role in kind.keywords.of_office.items()}


@frozen
class Dispensation(Node):
    """``a dispensation [from NORM] [by AUTHORITY] [granted under …] [for one council term]``."""

    kind: ClassVar[str] = "dispensation"
    norm: Citation | None = None
    authority: Name | None = None
    granted_under: Citation | None = None
    one_term: bool = False
    dues: tuple[Due, ...] = ()

    def spoken_names(self) -> Fitting:
        return fitting(("authority",), self.authority)


@frozen
class LawAmendment(Node):
    """``an amendment of SOURCE``: a change of law by the legislature."""

    kind: ClassVar[str] = "law amendment"
    source: Citation


class BylawChange(Node):
    """``a bylaw change``."""

    kind: ClassVar[str] = "bylaw change"


@frozen
class Readings(Node):
    """``N readings in BODY [at least D days apart] [before the constituting meeting]``.

    Attributes:
        days_between: of ``at least D whole days between``, which are one day more apart.
    """

    kind: ClassVar[str] = "reading"
    count: int
    body: Body
    days_apart: int | None = None
    days_between: int | None = None
    dues: tuple[Due, ...] = ()

    @property
    def gap(self) -> int | None:
        """The least number of days from one to the next."""
        between = None if self.days_between is None else self.days_between + 1
        return max((each for each in (self.days_apart, between) if each is not None), default=None)

    def spoken_names(self) -> Fitting:
        return fitting(KINDS[self.kind].acts, self.body)


@frozen
class Step(Node):
    """A step of one of the kinds that have a keyword, with the body that takes it.

    Attributes:
        matter: what it is on.
        wording: the keyword that it is written with; what is written otherwise is equal.
    """

    kind: str
    body: Body | None = None
    matter: Prose | None = None
    dues: tuple[Due, ...] = ()
    wording: str = field(default="", eq=False, repr=False)

    def spoken_names(self) -> Fitting:
        return fitting(KINDS[self.kind].acts, self.body)


Instrument = Dispensation | LawAmendment | BylawChange | Readings | Step


def is_of_committees_concerned(node: Node) -> bool:
    """Whether a step is taken by each committee that its subject leaves or comes to."""
    body = node.body if isinstance(node, Step) else None
    return isinstance(body, Role) and body.role == "committees concerned"


def matter_words(matter: Prose | None) -> frozenset[str]:
    """What a matter is called, in either language; nothing where none is named."""
    return frozenset({matter.en.casefold(), matter.da.casefold()} if matter else ())


def one_matter(one: Prose | None, other: Prose | None) -> bool:
    """Whether two matters are the same, in either language, or neither is named."""
    if one is None or other is None:
        return one is other
    return not matter_words(one).isdisjoint(matter_words(other))
