"""The legal instruments that a rule can require and a proposal can carry: a row for each kind.

A row says all about its kind that is not the kind's own sentence: grammar, printer, checks, agenda,
timetable and every report read it, so that another kind of step is another row (with its wordings
in ``grammar/words.txt`` and its phrases in ``reports/``).
"""

from __future__ import annotations

from typing import ClassVar, Literal

from attrs import frozen

from checker.speech.node import Body, Citation, Fitting, Name, Node, fitting

Bound = Literal["last reading", "constituting meeting", "effective day"]
KeyPart = Literal["norm", "source", "subject", "holder", "body", "of"]


@frozen
class Window:
    """When an instrument may be had: the latest of what bounds its first day, the earliest of what
    bounds its last."""

    first: frozenset[Bound] = frozenset()
    last: frozenset[Bound] = frozenset()

    def joined(self, other: Window) -> Window:
        """The days that are in both windows."""
        return Window(self.first | other.first, self.last | other.last)


UNDATED = Window()
BEFORE_EFFECT = Window(last=frozenset({"effective day"}))
BEFORE_MEETING = Window(last=frozenset({"constituting meeting"}))
BEFORE_ADOPTION = Window(last=frozenset({"last reading"}))
AFTER_ADOPTION = Window(first=frozenset({"last reading"}))


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
        terminals: the keywords of a step, alone and before its body, where it can stand so.
        window: its days where no rule says otherwise; undated, it stands in no timetable.
        put_off: whether a later day of effect helps where it comes too late.
        about_its_subject: whether it is told what it is taken for (``concerning KBS``).
        spoken_of: whether what follows from it can name it (``the.…`` of the phrases).
        refusable: whether it may be refused, so that of several days the last decides.
    """

    name: str
    group: Literal["dispensations", "amendments", "steps"]
    order: int
    turn: int
    key: tuple[KeyPart, ...]
    answered_by: Literal["dispensations", "amendments", "bylaw change", "readings", "steps", ""]
    acts: tuple[str, ...]
    terminals: tuple[str | None, str | None]
    window: Window
    put_off: bool
    about_its_subject: bool
    spoken_of: bool
    refusable: bool

    @property
    def applied_for(self) -> bool:
        """Whether it is applied for and granted by others."""
        return self.answered_by in ("dispensations", "amendments")

    @property
    def slug(self) -> str:
        """Its name as the ids of instruments begin."""
        return self.name.replace(" ", "-")


def _step(
    name: str,
    order: int,
    turn: int,
    window: Window,
    *terminals: str | None,
    put_off: bool = False,
    refusable: bool = False,
) -> Kind:
    """A step that a body takes, for something, on a day."""
    alone, before_body = terminals
    return Kind(
        name=name,
        group="steps",
        order=order,
        turn=turn,
        key=("body", "of"),
        answered_by="steps",
        acts=("authority", "council", "committee", "unit"),
        terminals=(alone, before_body),
        window=window,
        put_off=put_off,
        about_its_subject=True,
        spoken_of=False,
        refusable=refusable,
    )


# In the order in which they are counted.
_KINDS = (
    Kind(
        name="dispensation",
        group="dispensations",
        order=0,
        turn=30,
        key=("norm", "subject", "holder"),
        answered_by="dispensations",
        acts=(),
        terminals=(None, None),
        window=BEFORE_EFFECT,
        put_off=True,
        about_its_subject=False,
        spoken_of=True,
        refusable=True,
    ),
    Kind(
        name="law amendment",
        group="amendments",
        order=10,
        turn=20,
        key=("source",),
        answered_by="amendments",
        acts=(),
        terminals=(None, None),
        window=BEFORE_EFFECT,
        put_off=True,
        about_its_subject=False,
        spoken_of=True,
        refusable=True,
    ),
    Kind(
        name="bylaw change",
        group="steps",
        order=20,
        turn=0,
        key=("source",),
        answered_by="bylaw change",
        acts=(),
        terminals=(None, None),
        window=UNDATED,
        put_off=False,
        about_its_subject=False,
        spoken_of=True,
        refusable=False,
    ),
    Kind(
        name="reading",
        group="steps",
        order=30,
        turn=40,
        key=("body", "of"),
        answered_by="readings",
        acts=("council", "committee"),
        terminals=(None, None),
        window=BEFORE_EFFECT,
        put_off=True,
        about_its_subject=False,
        spoken_of=False,
        refusable=False,
    ),
    _step(
        "approval",
        40,
        50,
        BEFORE_EFFECT,
        "AN_APPROVAL",
        "AN_APPROVAL_BY",
        put_off=True,
        refusable=True,
    ),
    _step("notification", 70, 80, AFTER_ADOPTION, "A_NOTIFICATION", "A_NOTIFICATION_TO"),
    _step("consultation", 50, 10, BEFORE_ADOPTION, "A_CONSULTATION", "A_CONSULTATION_OF"),
    _step("decision", 60, 60, BEFORE_EFFECT, "A_DECISION", "A_DECISION_BY", refusable=True),
    _step("publication", 80, 90, AFTER_ADOPTION, "PUBLICATION", None),
    Kind(
        name="reconstitution",
        group="steps",
        order=90,
        turn=70,
        key=(),
        answered_by="",
        acts=(),
        terminals=(None, None),
        window=UNDATED,
        put_off=False,
        about_its_subject=False,
        spoken_of=False,
        refusable=False,
    ),
)
KINDS = {kind.name: kind for kind in _KINDS}
STEPS = {terminal: kind.name for kind in _KINDS for terminal in kind.terminals if terminal}


@frozen
class Dispensation(Node):
    """``a dispensation [from NORM] [by AUTHORITY] [granted under …] [for one council term]``."""

    kind: ClassVar[str] = "dispensation"
    norm: Citation | None = None
    authority: Name | None = None
    granted_under: Citation | None = None
    one_term: bool = False

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
    """``N readings in BODY [at least D days apart] [before the constituting meeting]``."""

    kind: ClassVar[str] = "reading"
    count: int
    body: Body
    days_apart: int | None = None
    before_meeting: bool = False

    def spoken_names(self) -> Fitting:
        return fitting(KINDS[self.kind].acts, self.body)


@frozen
class Step(Node):
    """A step of one of the kinds that have a keyword, with the body that takes it."""

    kind: str
    body: Body | None = None

    def spoken_names(self) -> Fitting:
        return fitting(KINDS[self.kind].acts, self.body)


class Reconstitution(Node):
    """``a new constitution of the committees``."""

    kind: ClassVar[str] = "reconstitution"


Instrument = Dispensation | LawAmendment | BylawChange | Readings | Step | Reconstitution
