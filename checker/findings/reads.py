# SPDX-License-Identifier: EUPL-1.2
"""What an answer has read of a municipality, and in what two views of one differ.

A key is a kind of fact and an id; ``ALL`` stands for every one of a kind, ``IDS`` for which there
are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from itertools import repeat
from typing import Any, TypeVar

from checker.municipality.situation import View
from checker.records import fields
from checker.speech.answers import Test
from checker.speech.changed import Changes
from checker.speech.structure import (
    CommitteeFacts,
    Structure,
    TaskFacts,
    UnitFacts,
    others_in,
    takers,
)

Key = tuple[str, "str | None"]
ALL, IDS = "*", "ids"
_DAY, _FINANCE, _REASON = ("day", None), ("finance", None), ("unreasoned", None)
_THINGS = ("committees", "units", "tasks")
_MADE = tuple(field.name for field in fields(Changes) if field.name != "unreasoned")
_Kept = TypeVar("_Kept")


class Reads:
    """The keys that are read while it is looked at.

    Attributes:
        keys: those read since it was last emptied.
    """

    def __init__(self) -> None:
        self.keys: set[Key] = set()


class _Dict(dict[str, Any]):
    """A dictionary that notes what is read of it."""

    def __init__(self, kind: str, of: Mapping[str, Any], reads: Reads) -> None:
        super().__init__(of)
        self._kind, self._reads = kind, reads

    def _read(self, key: Any) -> None:
        self._reads.keys.add((self._kind, key))

    def __getitem__(self, key: str) -> Any:
        self._read(key)
        return super().__getitem__(key)

    def get(self, key: str, default: Any = None) -> Any:
        self._read(key)
        return super().get(key, default)

    def __contains__(self, key: object) -> bool:
        self._read(key)
        return super().__contains__(key)

    def __iter__(self) -> Iterator[str]:
        self._read(IDS)
        return super().__iter__()

    def __len__(self) -> int:
        self._read(IDS)
        return super().__len__()

    def keys(self) -> Any:
        self._read(IDS)
        return super().keys()

    def values(self) -> Any:
        self._read(ALL)
        return super().values()

    def items(self) -> Any:
        self._read(ALL)
        return super().items()


class _Set(frozenset[str]):
    """A set that notes what is read of it."""

    _kind: str
    _reads: Reads

    @classmethod
    def of(cls, kind: str, names: Iterable[str], reads: Reads) -> _Set:
        made = cls(names)
        made._kind, made._reads = kind, reads
        return made

    def __contains__(self, key: object) -> bool:
        self._reads.keys.add((self._kind, str(key)))
        return super().__contains__(key)

    def __iter__(self) -> Iterator[str]:
        self._reads.keys.add((self._kind, ALL))
        return super().__iter__()

    def __len__(self) -> int:
        self._reads.keys.add((self._kind, ALL))
        return super().__len__()


class _Structure(Structure):
    """A structure that notes what is read of it."""

    _plain: Structure
    _reads: Reads

    @classmethod
    def of(cls, plain: Structure, reads: Reads) -> _Structure:
        committees, units, tasks = (_Dict(kind, getattr(plain, kind), reads) for kind in _THINGS)
        made = cls(committees, units, tasks, plain.form, plain.council_members)
        object.__setattr__(made, "_plain", plain)
        object.__setattr__(made, "_reads", reads)
        return made

    def _note(self, kind: str, key: str | None) -> None:
        self._reads.keys.add((kind, key))

    @property
    def finance(self) -> str | None:
        self._note(*_FINANCE)
        return self._plain.finance

    def held(self, committee: str) -> Sequence[TaskFacts]:
        self._note("held", committee)
        return self._plain.held(committee)

    @property
    def unheld(self) -> Sequence[TaskFacts]:
        self._note("held", None)
        return self._plain.unheld

    def performed(self, unit: str) -> Sequence[TaskFacts]:
        self._note("performed", unit)
        return self._plain.performed(unit)

    def filed(self, areas: Iterable[str | None]) -> Sequence[TaskFacts]:
        areas = tuple(areas)
        for area in areas:
            self._note("filed", area)
        return self._plain.filed(areas)

    def under(self, committee: str) -> Sequence[UnitFacts]:
        self._note("under", committee)
        return self._plain.under(committee)

    def in_order(self, tasks: Iterable[TaskFacts]) -> Sequence[TaskFacts]:
        return self._plain.in_order(tasks)


class WatchedView(View):
    """A view that notes what is read of it; nothing is proposed in it."""

    reads: Reads
    _read_for: dict[object, set[Key]]

    @property
    def day(self) -> date:
        self.reads.keys.add(_DAY)
        return self.effective

    @property
    def is_unreasoned(self) -> bool:
        self.reads.keys.add(_REASON)
        return False

    def starts_term(self) -> bool | None:
        self.reads.keys.add(_DAY)
        return super().starts_term()

    def once(self, key: object, test: Test) -> bool:
        with self._noting(key):
            return super().once(key, test)

    def keep(self, key: object, make: Callable[[], _Kept]) -> _Kept:
        with self._noting(key):
            return super().keep(key, make)

    @contextmanager
    def _noting(self, key: object) -> Iterator[None]:
        """What has once been read for a key is read again where its outcome is remembered."""
        outer, self.reads.keys = self.reads.keys, set()
        try:
            yield
        finally:
            known = self._read_for.setdefault(key, set())
            known |= self.reads.keys
            self.reads.keys = outer | known

    def forget(self) -> None:
        """Lets go of what hangs on one law."""
        for kept in (self._settled, self._kept, self._read_for, self._assuming[1]):
            kept.clear()


def watched(view: View) -> WatchedView:
    """A view with nothing proposed that shows what another does, and notes what is read of it."""
    reads = Reads()
    made = WatchedView(
        _Structure.of(view.structure, reads),
        view.effective,
        view.council,
        _Dict("kinds", view.kinds, reads),
        _nothing(reads),
        book=view.book,
        calendar=view.calendar,
    )
    made.reads, made._read_for = reads, {}
    return made


def _nothing(reads: Reads) -> Changes:
    """No changes, that note what is read of them."""
    made = Changes()
    for name in _MADE:
        empty = isinstance(getattr(made, name), dict)
        value = _Dict(name, {}, reads) if empty else _Set.of(name, (), reads)
        object.__setattr__(made, name, value)
    return made


# ---------------------------------------------------------------- in what two views differ


def touched(base: View, other: View) -> set[Key] | None:
    """The keys under which another view of a municipality tells something else; None where it is
    another in what no key tells."""
    old, new = base.structure, other.structure
    alike = (old.form, old.council_members, base.council)
    if alike != (new.form, new.council_members, other.council):
        return None
    if base.calendar is not other.calendar:
        return None
    keys: set[Key] = {("kinds", name) for name in other.kinds.keys() - base.kinds.keys()}
    if base.effective != other.effective:
        keys.add(_DAY)
    if other.changes.unreasoned:
        keys.add(_REASON)
    if old is not new:
        for kind in _THINGS:
            for name, facts in _differing(getattr(old, kind), getattr(new, kind)).items():
                keys |= {(kind, name), (kind, ALL)}
                if None in facts:
                    keys.add((kind, IDS))
                for one in facts:
                    if isinstance(one, TaskFacts):
                        keys.update(zip(repeat("held"), takers(one)))
                        keys |= {("performed", one.performer), ("filed", one.area)}
                    elif isinstance(one, UnitFacts):
                        keys.add(("under", one.owner))
        if old.finance != new.finance:
            keys.add(_FINANCE)
    for name in _MADE:
        for one in getattr(other.changes, name):
            keys |= {(name, one), (name, ALL), (name, IDS)}
    return keys


_Facts = CommitteeFacts | UnitFacts | TaskFacts


def _differing(
    old: Mapping[str, _Facts], new: Mapping[str, _Facts]
) -> dict[str, tuple[_Facts | None, _Facts | None]]:
    """What is not the very same in both, by its id."""
    if old is new:
        return {}
    found = {name: (old.get(name), new.get(name)) for name in others_in(new, old)}
    return found | {name: (one, None) for name, one in old.items() if name not in new}
