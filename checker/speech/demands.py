# SPDX-License-Identifier: EUPL-1.2
"""What can stand after a modal, whatever it is made of; and a verb with its objects."""

from __future__ import annotations

from abc import abstractmethod
from typing import ClassVar, assert_never

from checker.records import frozen
from checker.speech.answers import Candidates
from checker.speech.node import BuiltAs, Fitting, Mayor, Name, NoCommittee, Role, Things, fitting
from checker.speech.part import NOTHING_TRIED, Tried
from checker.speech.predicates import Predicate
from checker.speech.saying import NOBODY, Argument, Phrase, Ref
from checker.speech.situation import Situation

Object = Things | Name | Role | Mayor | BuiltAs | NoCommittee


class Demand(Predicate):
    """What can stand after a modal, and, in the finite, is a predicate.

    Attributes:
        of_tasks: whether a task is what fails.
        turned: whether it tells of the task what others tell of who does it.
        demanded: what lint tries beside where it must be so.
        things: the names of the tasks, areas, units or committees it speaks of.
        named_things: these as a list; None where it speaks of all.
    """

    abstract = True
    of_tasks: ClassVar[bool] = False
    turned: ClassVar[bool] = False
    demanded: ClassVar[Tried] = NOTHING_TRIED

    @property
    @abstractmethod
    def family(self) -> str:
        """What it limits, from whichever side it is told."""

    @abstractmethod
    def among(self, subject: Ref, situation: Situation) -> Candidates:
        """What of it is so of the subject."""

    @abstractmethod
    def lacking(self, subject: Ref, situation: Situation) -> Candidates:
        """What of it ought to be so of the subject and may not."""

    def beyond(self, subject: Ref, situation: Situation) -> Candidates:
        """What else is so of the subject."""
        return self.lacking(subject, situation)

    @abstractmethod
    def told(self, modal: str, subject: Ref, situation: Situation, **more: Argument) -> Phrase:
        """It as it is said of a subject in a message."""

    @property
    def things(self) -> tuple[str, ...]:
        return ()

    @property
    def named_things(self) -> Things | None:
        return None


@frozen
class Relation(Demand):
    """A verb with its objects; as a predicate (``holds A tasks``) or after a modal.

    Attributes:
        named: the kind that an object is where it is a name.
    """

    abstract = True
    of_tasks: ClassVar[bool] = True
    named: ClassVar[str] = "committee"
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
    def named_things(self) -> Things | None:
        first = self.objects[0]
        return first if isinstance(first, Things) else None

    @property
    def things(self) -> tuple[str, ...]:
        lists = (one for one in self.objects if isinstance(one, Things))
        return tuple(name.text for one in lists for name in one.names)

    def spoken_names(self) -> Fitting:
        return fitting((self.named,), *self.objects)

    def told(self, modal: str, subject: Ref, situation: Situation, **more: Argument) -> Phrase:
        objects = tuple(ref for one in self.objects for ref in self._refs(one, situation))
        return Phrase.of(f"{modal}.{self.verb}", subject=subject, objects=objects, **more)

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
