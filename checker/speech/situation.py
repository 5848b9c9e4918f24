"""What a part of speech may ask of a municipality: the only way from a sentence to the facts."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Protocol

from checker.source import Span
from checker.speech.node import Body, Citation, Construction
from checker.speech.organisation import Committee, Task, Titled, Unit
from checker.speech.saying import Ref
from checker.speech.truth import Answers


class TaskFacts(Protocol):
    """A task; ``holders`` None where no file says who is responsible.

    Attributes:
        filed: the statement that declares it, with every fact it gives.
    """

    @property
    def filed(self) -> Task: ...
    @property
    def id(self) -> str: ...
    @property
    def area(self) -> str | None: ...
    @property
    def holders(self) -> tuple[str, ...] | None: ...
    @property
    def performer(self) -> str | None: ...
    @property
    def of_unit(self) -> bool: ...
    @property
    def left_by(self) -> Mapping[str, str]: ...
    @property
    def span(self) -> Span: ...


class UnitFacts(Protocol):
    """A unit; ``owner`` None where it is under no committee; ``filed``: its statement."""

    @property
    def filed(self) -> Unit: ...
    @property
    def id(self) -> str: ...
    @property
    def owner(self) -> str | None: ...
    @property
    def construction(self) -> Construction | None: ...
    @property
    def span(self) -> Span: ...


class CommitteeFacts(Protocol):
    """A committee; ``administration`` None where it is on no file; ``filed``: its statement."""

    @property
    def filed(self) -> Committee: ...
    @property
    def id(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def administration(self) -> Titled | None: ...


class StructureFacts(Protocol):
    """Committees, units and tasks, each by its id."""

    @property
    def committees(self) -> Mapping[str, CommitteeFacts]: ...
    @property
    def units(self) -> Mapping[str, UnitFacts]: ...
    @property
    def tasks(self) -> Mapping[str, TaskFacts]: ...
    @property
    def form(self) -> str | None: ...
    @property
    def finance(self) -> str | None: ...
    def leader_of(self, unit: str) -> str | None: ...


class ChangeFacts(Protocol):
    """What a proposal changes; see ``municipality.structure.Changes``."""

    @property
    def renamed(self) -> Mapping[str, str]: ...
    @property
    def new(self) -> Collection[str]: ...
    @property
    def split(self) -> Collection[str]: ...
    @property
    def merged(self) -> Collection[str]: ...
    @property
    def resized(self) -> Mapping[str, int]: ...
    @property
    def abolished(self) -> Mapping[str, Span]: ...
    @property
    def ended(self) -> Mapping[str, str]: ...
    @property
    def owners(self) -> Mapping[str, tuple[str | None, str | None]]: ...
    @property
    def holders(self) -> Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]: ...
    @property
    def performers(self) -> Mapping[str, tuple[str | None, str | None]]: ...
    @property
    def causes(self) -> Mapping[str, Span]: ...
    def old(self, name: str) -> str: ...


class InstrumentFacts(Protocol):
    """What can be asked of a required instrument; any of them may raise UnknownError."""

    def takes_effect_at_term_start(self) -> bool: ...
    def adopted(self, relation: str) -> bool: ...
    def touches(self, provision: Citation) -> bool: ...


class Situation(Protocol):
    """A municipality as it is without a proposal, or with it. Any question may raise UnknownError.

    Attributes:
        kinds: every id to its kind.
        effective: the day it is looked at on.
        instrument: the required instrument that is spoken of, if any.
        assumed: the answers assumed to open questions.
    """

    @property
    def structure(self) -> StructureFacts: ...
    @property
    def changes(self) -> ChangeFacts: ...
    @property
    def kinds(self) -> Mapping[str, str]: ...
    @property
    def effective(self) -> date: ...
    @property
    def instrument(self) -> InstrumentFacts | None: ...
    @property
    def assumed(self) -> Answers: ...

    def ask(self, key: str, **args: str | Ref) -> bool:
        """The assumed answer to a question. Raises UnknownError where none is assumed."""

    def now(self, name: str) -> str:
        """The id a name stands for here: a renamed thing bears its new one."""

    def body(self, node: Body) -> str | None:
        """The id that a body stands for."""

    def lineage(self, area: str) -> Sequence[str]:
        """The area and every wider one, narrowest first."""

    def holds(self, committee: str, task: TaskFacts) -> bool:
        """Whether a committee is responsible for a task; one whose holder is on no file is
        passed over, unless its unit moves to the committee."""

    def held_by(self, task: TaskFacts, committee: str) -> bool:
        """Whether a task is held by a committee; a question where no file says who holds it."""

    def within(self, task: TaskFacts, name: str) -> bool:
        """Whether a task is one of ``name`` tasks: an area's, a unit's, a committee's, itself."""

    def led_as(self, unit: str, construction: str) -> bool:
        """Whether a unit is led so."""
