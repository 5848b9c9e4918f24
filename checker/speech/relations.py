"""Verbs with their objects: what stands after a modal, or, in the finite, is a predicate."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator
from typing import ClassVar, assert_never

from attrs import frozen

from checker.speech.node import BuiltAs, Fitting, Mayor, Name, NoCommittee, Node, Role, fitting
from checker.speech.part import NOTHING_TRIED, Tried
from checker.speech.predicates import Predicate
from checker.speech.saying import NOBODY, Ref
from checker.speech.situation import Situation, Test


@frozen
class Things(Node):
    """A list that is spoken of as one: ``employment, integration and business tasks``.

    A name is an area, a task, a unit (the tasks it performs) or a committee (the tasks it
    holds).
    """

    names: tuple[Name, ...]

    def spoken_names(self) -> Fitting:
        return fitting(("area", "task", "unit", "committee"), *self.names)


@frozen
class Candidate:
    """Something a rule might find: the test says whether it does.

    Attributes:
        what: what would fail; None for a need and for a count.
        task: the id of the task that it hangs on.
    """

    subject: Ref
    what: Ref | None
    test: Test
    task: str | None = None


Candidates = Iterator[Candidate]
Object = Things | Name | Role | Mayor | BuiltAs | NoCommittee


@frozen
class Relation(Predicate):
    """A verb with its objects; as a predicate (``holds A tasks``) or after a modal.

    Attributes:
        of_tasks: whether a task is what fails.
        turned: whether it tells of the task what others tell of who does it.
        named: the kind that an object is where it is a name.
        demanded: what lint tries beside where it must be so.
    """

    abstract = True
    of_tasks: ClassVar[bool] = True
    turned: ClassVar[bool] = False
    named: ClassVar[str] = "committee"
    demanded: ClassVar[Tried] = NOTHING_TRIED
    objects: tuple[Object, ...]

    @classmethod
    def finite(cls) -> str:
        """``be_under`` to ``is_under``, ``hold`` to ``holds``."""
        line = cls.line()
        return f"is_{line[3:]}" if line.startswith("be_") else f"{line}s"

    @property
    @abstractmethod
    def verb(self) -> str:
        """As the phrases of ``reports/`` name it (``must.led-as``)."""

    @property
    @abstractmethod
    def family(self) -> str:
        """What it limits, from whichever side it is told."""

    @abstractmethod
    def beyond(self, subject: Ref, situation: Situation) -> Candidates:
        """What the subject stands in the relation to beside the objects."""

    @abstractmethod
    def among(self, subject: Ref, situation: Situation) -> Candidates:
        """Each thing among the objects that the subject stands in the relation to."""

    @abstractmethod
    def lacking(self, subject: Ref, situation: Situation) -> Candidates:
        """What the subject ought to stand in the relation to and may not."""

    @property
    def things(self) -> tuple[str, ...]:
        """The names of the tasks, areas, units or committees it speaks of."""
        lists = (one for one in self.objects if isinstance(one, Things))
        return tuple(name.text for one in lists for name in one.names)

    def spoken_names(self) -> Fitting:
        return fitting((self.named,), *self.objects)

    def spoken_of(self, situation: Situation) -> tuple[Ref, ...]:
        """The objects as they are told in a message."""
        return tuple(ref for one in self.objects for ref in self._refs(one, situation))

    def _refs(self, one: Object, situation: Situation) -> list[Ref]:
        match one:
            case Things():
                kinds = situation.kinds
                return [Ref(kinds.get(name.text, "area"), name.text) for name in one.names]
            case BuiltAs():
                return [Ref("construction", one.construction)]
            case NoCommittee():
                return [NOBODY]
            case Mayor():
                whose = situation.body(one.committee) if one.committee else "its committee"
                return [Ref("mayor", f"mayor of {whose}")]
            case Name():
                return [Ref(self.named, situation.now(one.text))]
            case Role():
                return [Ref("committee", situation.body(one) or one.role)]
        assert_never(one)
