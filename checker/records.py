# SPDX-License-Identifier: EUPL-1.2
"""attrs, when it is needed: a class of records is made by attrs once the first of them is, for of
the three hundred there are a run makes few, and to make all would take a tenth of a second at each
start. A type checker reads attrs itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import NOTHING, asdict, field

__all__ = ["NOTHING", "asdict", "define", "evolve", "field", "fields", "frozen", "has"]

if TYPE_CHECKING:
    from attrs import define, evolve, fields, frozen, has
else:
    from operator import attrgetter

    import attrs
    from attrs import evolve

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

    def fields(kind):
        """As attrs has it."""
        _make(kind)
        return attrs.fields(kind)

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
            kind.__eq__, kind.__hash__ = _equal, _hash if said.get("frozen") else None
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
