# SPDX-License-Identifier: EUPL-1.2
"""attrs, when it is needed: a class of records is made by attrs once the first of them is, for of
the three hundred there are a run makes few, and to make all would take a tenth of a second at each
start. A type checker reads attrs itself. And a record may be made piecemeal, where few of its parts
are asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache, partial
from typing import TYPE_CHECKING, Any

from attrs import NOTHING, asdict, field

__all__ = [
    "NOTHING",
    "Piecemeal",
    "asdict",
    "define",
    "evolve",
    "field",
    "fields",
    "frozen",
    "has",
]

if TYPE_CHECKING:
    from typing import Self

    from attrs import define, evolve, fields, frozen, has
else:
    from operator import attrgetter

    import attrs

    def define(kind=None, **said):
        """As attrs has it, but that a class stays as it is written until the first record."""

        def waiting(kind):
            def first(self, *values, **named):
                _make(kind)
                self.__init__(*values, **named)

            def brought(self, state):  # a record that another process made
                _make(type(self))
                self.__dict__.update(state)

            kind.__init__, kind.__setstate__, kind.__attrs_waiting__ = first, brought, said
            return kind

        return waiting(kind) if kind else waiting

    def frozen(kind=None, **said):
        """As attrs has it, but that a class stays as it is written until the first record."""
        return define(kind, frozen=True, **said)

    def evolve(record, /, **changes):
        """As attrs has it; what of a record made piecemeal waits still does."""
        if isinstance(record, Piecemeal):
            return record.but(**changes)
        parts = _copied(record.__class__)
        if parts is None or not changes.keys() <= parts:
            return attrs.evolve(record, **changes)
        made = object.__new__(record.__class__)
        own = made.__dict__
        for name in parts:
            own[name] = changes[name] if name in changes else getattr(record, name)
        return made

    @cache
    def _copied(kind):
        """The parts of a record, where a changed one is made of them and of nothing else."""
        parts = [(one.name, one.init and one.alias, one.converter) for one in fields(kind)]
        more = any(name != said or converter for name, said, converter in parts)
        own = "__attrs_attrs__" in vars(kind)  # else a class may keep more than its parts
        if more or not own or hasattr(kind, "__attrs_post_init__"):
            return None
        return dict.fromkeys(name for name, *_ in parts).keys()

    @cache
    def fields(kind):
        """As attrs has it."""
        _make(kind)
        return attrs.fields(kind)

    @cache
    def has(kind):
        """As attrs has it."""
        _make(kind)
        return attrs.has(kind)

    def _make(kind):
        """Has attrs make a class and its bases, those that still wait."""
        for each in reversed(kind.__mro__):
            said = vars(each).get("__attrs_waiting__")
            if said is not None:
                del each.__attrs_waiting__, each.__init__, each.__setstate__
                _made(each, **said)

    def _made(kind, *, eq=True, repr=True, **said):
        """What takes attrs longest, equality, hash and repr, is the same here for every class."""
        attrs.define(kind, slots=False, eq=False, repr=False, **said)
        own = vars(kind)
        if eq and "__eq__" not in own:
            compared = [each.name for each in attrs.fields(kind) if each.eq]
            kind.__compared__ = staticmethod(attrgetter(*compared) if compared else type)
            kind.__eq__ = _equal
            if "__hash__" not in own:
                kind.__hash__ = _hash if said.get("frozen") else None
        if repr and "__repr__" not in own:
            kind.__repr__ = _shown
        for name in own.get("__annotations__", ()):
            if isinstance(getattr(kind, name, None), property):
                setattr(kind, name, None)  # else a base's property would hide the field

    def _equal(self, other):
        if self.__class__ is not other.__class__:
            return NotImplemented
        return self.__compared__(self) == self.__compared__(other)

    def _hash(self):
        return hash(self.__compared__(self))

    def _shown(self):
        said = [each.name for each in attrs.fields(type(self)) if each.repr]
        values = ", ".join(f"{name}={getattr(self, name)!r}" for name in said)
        return f"{type(self).__qualname__.rpartition('>.')[2]}({values})"


class Piecemeal:
    """A record that need not be made whole: what nobody asks it for costs nothing."""

    @classmethod
    def made_by(cls, make: Callable[[str], Any], **known: Any) -> Self:
        """A record with the parts that are known; ``make`` gives each other one by its name."""
        made = cls._of(known)
        vars(made)["_make"] = make
        return made

    def but(self, **parts: Any) -> Self:
        """The same record with some parts otherwise; those that wait still do."""
        return self.made_by(partial(getattr, self), **self._known | parts)

    @classmethod
    def of(cls, it: object, **parts: Callable[[], Any]) -> Self:
        """A record of what something has by the same names, some parts of which are made where
        they are asked for."""
        return cls.made_by(lambda name: parts[name]() if name in parts else getattr(it, name))

    def later(self, **parts: Callable[[], Any]) -> Self:
        """The same record, some parts of which are made where they are asked for."""
        made, known = self.of(self, **parts), self._known
        vars(made).update({name: part for name, part in known.items() if name not in parts})
        return made

    @property
    def _known(self) -> dict[str, Any]:
        """The parts that do not wait."""
        names = _names_of(self)
        return {name: part for name, part in vars(self).items() if name in names}

    def only(self, names: Iterable[str]) -> Self:
        """Some parts of a record alone: it cannot be asked for another."""
        return self._of({name: getattr(self, name) for name in names})

    @classmethod
    def _of(cls, parts: dict[str, Any]) -> Self:
        made = cls.__new__(cls)
        _names_of(made)  # which has attrs make the class
        vars(made).update(parts)
        return made

    if not TYPE_CHECKING:

        def __getattr__(self, name):
            own = self.__dict__
            if "_make" not in own or name not in _names(type(self)):
                raise AttributeError(name)
            made = own[name] = own["_make"](name)
            return made

        def __getstate__(self):
            return self.only(_names_of(self))._known if "_make" in vars(self) else self._known


def _names_of(record: object) -> frozenset[str]:
    kind: Any = type(record)
    return _names(kind)


@cache
def _names(kind: Any) -> frozenset[str]:
    return frozenset(each.name for each in fields(kind))
