"""``attrs`` as far as the house uses it, for a start that does not wait: a class stays as it is
written, and each of its methods is made when it is first called. What attrs has for its own classes
takes these too; a type checker reads attrs itself, and so holds that nothing frozen is changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

__all__ = ["NOTHING", "asdict", "define", "evolve", "field", "fields", "frozen", "has"]

if TYPE_CHECKING:
    from attrs import NOTHING, asdict, define, evolve, field, fields, frozen, has
else:
    from functools import cache
    from operator import attrgetter

    NOTHING = object()

    class field:  # noqa: N801  (as it is called in attrs)
        """What is said of an attribute, and what is known of it once its class is made."""

        def __init__(
            self,
            *,
            default=NOTHING,
            factory=None,
            converter=None,
            metadata=None,
            init=True,
            eq=True,
            repr=True,
            kw_only=False,
        ):
            self.default, self.factory, self.converter = default, factory, converter
            self.metadata = metadata or {}
            self.init, self.eq, self.repr, self.kw_only = init, eq, repr, kw_only
            self.name = self.alias = self.type = ""

    def define(kind=None, *, frozen=False, eq=True, repr=True, kw_only=False):
        """Makes records of a class: its fields are the attributes that it annotates."""

        def made(kind):
            own = kind.own_fields = {}
            for name, type in kind.__annotations__.items():
                if "ClassVar[" in str(type):
                    continue
                value = vars(kind).get(name, NOTHING)
                said = own[name] = value if isinstance(value, field) else field(default=value)
                said.name, said.alias, said.type = name, name.lstrip("_"), type
                said.kw_only = said.kw_only or kw_only
                if said.default is not NOTHING or any(hasattr(one, name) for one in kind.__bases__):
                    setattr(kind, name, said.default)  # so that no property of a base has its name
                elif said is value:
                    delattr(kind, name)
            eq_too = eq and "__eq__" not in vars(kind)
            methods = {"__init__": _init, "__repr__": repr and _repr}
            methods |= {"__eq__": eq_too and _eq, "__hash__": eq_too and frozen and _hash}
            for name, make in methods.items():
                if make and not vars(kind).get(name):
                    setattr(kind, name, _when_called(kind, name, make))
            if eq_too and not frozen:
                kind.__hash__ = None
            kind.__attrs_attrs__, kind.__match_args__ = _OfClass(fields), _OfClass(_positional)
            return kind

        return made(kind) if kind else made

    def frozen(kind=None, **said):
        """The same of a class whose records are never changed, so that they can be keys."""
        return define(kind, frozen=True, **said)

    class _OfClass:
        """What a function says of a class, as an attribute of it."""

        def __init__(self, says):
            self.says = says

        def __get__(self, _, kind):
            return self.says(kind)

    def _when_called(kind, name, make):
        def first(self, *values, **named):
            method = make(kind)
            setattr(kind, name, method)
            return method(self, *values, **named)

        return first

    @cache
    def fields(kind):
        """The fields of a class of records, those of its bases first."""
        found = {}
        for each in reversed(kind.__mro__):
            own = vars(each).get("own_fields", {})
            found = {name: one for name, one in found.items() if name not in own} | own
        return tuple(found.values())

    def has(kind):
        """Whether a class is one of records."""
        return hasattr(kind, "own_fields")

    def asdict(one, recurse=False):  # noqa: ARG001
        """The values of a record by the names of their fields."""
        return {each.name: getattr(one, each.name) for each in fields(type(one))}

    def evolve(one, /, **changes):
        """Another record with some values changed."""
        kind = type(one)
        names, values = _taken(kind)
        return kind(**{**dict(zip(names, values(one), strict=True)), **changes})

    def _positional(kind):
        return tuple(each.name for each in fields(kind) if each.init and not each.kw_only)

    @cache
    def _taken(kind):
        taken = [each for each in fields(kind) if each.init]
        return [each.alias for each in taken], _values(taken)

    def _values(found):
        """What gives the values of some fields of a record, as a tuple."""
        names = [each.name for each in found]
        if len(names) > 1:
            return attrgetter(*names)
        return (lambda one: (getattr(one, names[0]),)) if names else lambda _: ()

    def _init(kind):
        given, parameters, named, lines = {"unsaid": NOTHING}, ["self"], ["*"], []
        for each in fields(kind):
            name, value = each.name, each.alias
            given |= {f"default_{name}": each.default, f"make_{name}": each.factory}
            if each.init:
                optional = each.factory or each.default is not NOTHING
                default = "unsaid" if each.factory else f"default_{name}"
                (named if each.kw_only else parameters).append(
                    f"{value}={default}" if optional else value
                )
            if each.factory:
                made = f"make_{name}()"
                value = f"{made} if {value} is unsaid else {value}" if each.init else made
            if each.converter:
                given[f"convert_{name}"], value = each.converter, f"convert_{name}({value})"
            if each.init or each.factory:
                lines.append(f"self.{name} = {value}")
        if hasattr(kind, "__attrs_post_init__"):
            lines.append("self.__attrs_post_init__()")
        head = ", ".join([*parameters, *(named if len(named) > 1 else ())])
        exec(f"def __init__({head}): {'; '.join(lines) or 'pass'}", given)
        return given["__init__"]

    def _eq(kind):
        values = _values([each for each in fields(kind) if each.eq])

        def equal(self, other):
            if self.__class__ is not other.__class__:
                return NotImplemented
            return values(self) == values(other)

        return equal

    def _hash(kind):
        values = _values([each for each in fields(kind) if each.eq])
        return lambda self: hash(values(self))

    def _repr(kind):
        names = [each.name for each in fields(kind) if each.repr]

        def shown(self):
            said = ", ".join(f"{name}={getattr(self, name)!r}" for name in names)
            return f"{type(self).__qualname__.rpartition('>.')[2]}({said})"

        return shown
