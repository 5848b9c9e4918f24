# SPDX-License-Identifier: EUPL-1.2
"""What every part of speech says of itself; one that leaves something out is refused."""

from __future__ import annotations

from abc import abstractmethod
from functools import cache
from typing import ClassVar, Literal, Self

from checker.records import frozen
from checker.speech.node import Node

TriedChange = Literal[
    "new",
    "abolished",
    "renamed",
    "split",
    "merged",
    "resized",
    "move unit",
    "move task",
    "transfer",
    "led",
]


@frozen(kw_only=True)
class Tried:
    """What ``rules lint`` must try in small municipalities to see all that a part can mean.

    Attributes:
        changes: the kinds of change that it can tell apart.
        tasks: how many tasks of its own it looks at.
        units: whether it speaks of units without naming one; ``several``: of two.
        performed: whether it tells who performs a task.
        shared: whether it tells that a task has several holders.
        facts: what else a task's statement can say that it tells apart: a field and its value.
        ownerless: whether it tells that a unit is under no committee.
        third: the change with which it takes a third committee to tell.
        committees, special, numbered_units: how many of them it can count.
        sizes: the numbers of members that it tells apart; ``half``: by the council's.
        endless: whether it counts what no small municipality has enough of.
    """

    changes: tuple[TriedChange, ...] = ()
    tasks: int = 0
    units: bool = False
    several: bool = False
    performed: bool = False
    shared: bool = False
    facts: tuple[tuple[str, object], ...] = ()
    ownerless: bool = False
    third: TriedChange | None = None
    committees: int = 0
    special: int = 0
    numbered_units: int = 0
    sizes: tuple[int, ...] = ()
    half: bool = False
    endless: bool = False


NOTHING_TRIED = Tried()


class PartOfSpeech(Node):
    """A part of speech. A kind of it is a subclass, which is refused where it leaves out its
    docstring (the explanation in the reference), what lint tries, or what its base asks for."""

    abstract: ClassVar[bool] = True
    parts: ClassVar[dict[str, type[PartOfSpeech]]] = {}

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        if cls.__dict__.get("abstract"):
            return
        named = sorted({name for base in cls.__mro__ for name in _left_by(base)})
        lacking = [name for name in named if _left_to_subclasses(getattr(cls, name))]
        lacking += [] if cls.__doc__ else ["a docstring"]
        if lacking:
            raise TypeError(f"{cls.__name__} lacks {', '.join(lacking)}")
        cls.abstract = False
        PartOfSpeech.parts[cls.line()] = cls

    @classmethod
    def kinds(cls) -> list[type[Self]]:
        """All kinds of it, module by module in the order they are declared, whatever was read
        first."""
        kinds = (kind for kind in PartOfSpeech.parts.values() if issubclass(kind, cls))
        return sorted(kinds, key=lambda kind: kind.__module__)

    @property
    @abstractmethod
    def tried(self) -> Tried:
        """What lint tries for it."""


@cache
def _left_by(kind: type) -> list[str]:
    """What a class itself leaves to its subclasses."""
    return [name for name, own in vars(kind).items() if _left_to_subclasses(own)]


def _left_to_subclasses(attribute: object) -> bool:
    return bool(getattr(attribute, "__isabstractmethod__", False))
