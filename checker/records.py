# SPDX-License-Identifier: EUPL-1.2
"""Records: classes as attrs has them, made in a quarter of the time it takes attrs, and each no
sooner than its first record is: of the four hundred there are a run makes half, and to make these
would take attrs as long as all else that a command does before it reads a file. A type checker
reads attrs itself, what attrs has for its own classes takes records, and a test holds the two side
by side. And a record may be made piecemeal, where few of its parts are asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache, partial
from typing import TYPE_CHECKING, Any

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

    from attrs import NOTHING, asdict, define, evolve, field, fields, frozen, has
else:
    from operator import attrgetter
    from types import FunctionType

    NOTHING = type("Nothing", (), {"__repr__": lambda _: "NOTHING"})()

    class field:  # noqa: N801  (called as of attrs)
        """As attrs has it, and what is told of it afterwards."""

        name = alias = ""
        type = None

        def __init__(
            self,
            default=NOTHING,
            *,
            factory=None,
            converter=None,
            metadata=None,
            init=True,
            eq=True,
            repr=True,
            kw_only=False,
        ):
            self.default, self.factory, self.converter = factory or default, factory, converter
            self.init, self.eq, self.repr, self.kw_only = init, eq, repr, kw_only
            self.metadata = metadata or {}

    def define(kind=None, **said):
        """As attrs has it, but that a class stays as it is written until the first record."""

        def waiting(kind):
            def first(self, *values, **named):
                _make(kind)
                kind.__init__ = _init_of(kind)
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

    @cache
    def fields(kind):
        """As attrs has it."""
        _make(kind)
        return kind.__attrs_attrs__

    @cache
    def has(kind):
        """As attrs has it."""
        _make(kind)
        return hasattr(kind, "__attrs_attrs__")

    def evolve(record, /, **changes):
        """As attrs has it; what of a record made piecemeal waits still does."""
        if isinstance(record, Piecemeal):
            return record.but(**changes)
        kind = type(record)
        for each in fields(kind):
            if each.init and each.alias not in changes:
                changes[each.alias] = getattr(record, each.name)
        return kind(**changes)

    def asdict(record, **how):
        """As attrs has it."""
        from attrs import asdict

        return asdict(record, **how)

    def _make(kind):
        """Makes a class and its bases, those that still wait, all but what fills in a record."""
        for each in reversed(kind.__mro__):
            said = vars(each).get("__attrs_waiting__")
            if said is not None:
                del each.__attrs_waiting__, each.__setstate__
                _made(each, **said)

    def _made(kind, *, frozen=False, eq=True, repr=True, kw_only=False):
        own = vars(kind)
        kind.__own_fields__ = _own_fields(kind, kw_only)
        of_bases = {}
        for base in reversed(kind.__mro__[1:]):
            for name, each in vars(base).get("__own_fields__", {}).items():
                of_bases.pop(name, None)
                if name not in kind.__own_fields__:
                    of_bases[name] = each
        told = kind.__attrs_attrs__ = (*of_bases.values(), *kind.__own_fields__.values())
        kind.__match_args__ = tuple(each.name for each in told if each.init and not each.kw_only)
        if frozen:
            kind.__setattr__, kind.__delattr__ = _refuse, _refuse
        if eq and "__eq__" not in own:
            compared = [each.name for each in told if each.eq]
            kind.__compared__ = staticmethod(attrgetter(*compared) if compared else type)
            kind.__eq__, kind.__hash__ = _equal, _hash if frozen else None
        if repr and "__repr__" not in own:
            kind.__repr__ = _shown
        for name in kind.__own_fields__:
            if isinstance(getattr(kind, name, None), property):
                setattr(kind, name, None)  # else a base's property would hide the field

    def _own_fields(kind, kw_only):
        """The fields that a class has beside those of its bases; what it says of them goes."""
        own, found = vars(kind), {}
        for name, said in kind.__annotations__.items():
            if str(said).startswith(("ClassVar", "typing.ClassVar")):
                continue
            each = own.get(name, NOTHING)
            if name in own:
                delattr(kind, name)
            each = found[name] = each if isinstance(each, field) else field(each)
            each.name, each.alias, each.type = name, name.lstrip("_"), said
            each.kw_only = each.kw_only or kw_only
        return found

    def _init_of(kind):
        """What fills in a new record, as it would be written by hand: compiled once for all classes
        of a shape, and given the names of this one's fields."""
        told = [each for each in fields(kind) if each.init or each.default is not NOTHING]
        shape = [(one.init, one.kw_only, bool(one.factory), bool(one.converter)) for one in told]
        code = _code_of(tuple(shape), hasattr(kind, "__attrs_post_init__"))
        said, known, defaults, by_name = {}, {"__nothing": NOTHING}, [], {}
        for at, each in enumerate(told):
            said[f"__{at}"], given = each, NOTHING if each.factory else each.default
            known |= {f"__{at}_made": each.default, f"__{at}_converted": each.converter}
            if each.init and each.default is not NOTHING:
                by_name |= {each.alias: given} if each.kw_only else {}
                defaults += [] if each.kw_only else [given]
        names = {at: each.name for at, each in said.items()}
        aliases = {at: each.alias for at, each in said.items()}
        code = code.replace(
            co_consts=tuple(names.get(one, one) for one in code.co_consts),
            co_varnames=tuple(aliases.get(one, one) for one in code.co_varnames),
        )
        init = FunctionType(code, known, "__init__", tuple(defaults))
        init.__kwdefaults__, init.__qualname__ = by_name, f"{kind.__qualname__}.__init__"
        return init

    @cache
    def _code_of(shape, after):
        """The code of what fills in a record; its fields are called by their numbers."""
        asked, by_name, lines = ["self"], [], ["    __own = self.__dict__"]
        for at, (init, kw_only, factory, converter) in enumerate(shape):
            name = value = f"__{at}"
            if init:
                (by_name if kw_only else asked).append(name)
            if factory:
                value = f"{name}_made() if {name} is __nothing else {name}"
            if not init:
                value = f"{name}_made()" if factory else f"{name}_made"
            value = f"{name}_converted({value})" if converter else value
            lines.append(f"    __own['{name}'] = {value}")
        given = ", ".join([*asked, *(["*", *by_name] if by_name else ())])
        after = ["    self.__attrs_post_init__()"] if after else []
        made = {}
        exec("\n".join([f"def __init__({given}):", *lines, *after]), made)
        return made["__init__"].__code__

    def _refuse(*_):
        from attrs.exceptions import FrozenInstanceError

        raise FrozenInstanceError

    def _equal(self, other):
        if self.__class__ is not other.__class__:
            return NotImplemented
        return self.__compared__(self) == self.__compared__(other)

    def _hash(self):
        return hash(self.__compared__(self))

    def _shown(self):
        said = [each.name for each in fields(type(self)) if each.repr]
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
        return {name: part for name, part in vars(self).items() if name in _names_of(self)}

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
