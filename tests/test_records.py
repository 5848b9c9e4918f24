# SPDX-License-Identifier: EUPL-1.2
"""Records are made as attrs makes its own classes, as far as the house uses them."""

import pickle
from copy import deepcopy

import attrs
import pytest

from checker import records


def made_by(kit):
    @kit.frozen
    class Part:
        text: str
        place: int = kit.field(default=0, eq=False, repr=False, kw_only=True)

    @kit.frozen
    class Whole(Part):
        """A whole."""

        parts: tuple[Part, ...] = ()
        notes: dict[str, str] = kit.field(factory=dict, metadata={"key": "n"})
        size: int = kit.field(default=1, converter=int)

        @property
        def length(self):
            return len(self.parts)

    @kit.define(eq=False)
    class Count:
        _start: int
        seen: list[int] = kit.field(factory=list, init=False)
        total: int = kit.field(init=False)

        def __attrs_post_init__(self):
            self.total = self._start + 1

    @kit.define
    class Open:
        value: int

    return Part, Whole, Count, Open


def seen(kit):
    part, whole, count, opened = made_by(kit)
    one, other = part("a", place=1), part("a", place=2)
    full = whole("b", (one,), size="3")
    changed = kit.evolve(full, text="c")
    counted = count(start=4)
    match full:
        case whole(text, parts, notes):
            pass
    yield one == other, hash(one) == hash(other), one != part("b"), one == 1, {one: 1}[other]
    yield repr(full), repr(changed), changed.place, full.length, full.notes is changed.notes
    yield counted.total, counted.seen, counted == count(start=4), kit.evolve(counted).total
    yield text, len(parts), notes, opened(1) == opened(1), opened.__hash__
    yield kit.has(whole), kit.has(str), kit.asdict(full, recurse=False)["size"]
    yield [(each.name, each.alias, each.kw_only, dict(each.metadata)) for each in kit.fields(whole)]
    for wrong in ({}, {"text": "a", "else": 1}):
        with pytest.raises(TypeError, match="__init__"):
            part(**wrong)


def test_records_are_made_as_attrs_makes_them():
    assert [*seen(records)] == [*seen(attrs)]


def test_what_attrs_has_for_its_classes_takes_records():
    part, whole, *_ = made_by(records)

    again = attrs.evolve(whole("a", (part("b"),)), text="c")

    assert (again, attrs.has(whole)) == (whole("c", (part("b"),)), True)
    assert [each.name for each in attrs.fields(part)] == ["text", "place"]


@records.frozen
class Kept:
    text: str
    more: tuple[str, ...] = ()


def test_records_are_copied_and_pickled():
    one = Kept("a", ("b",))

    assert deepcopy(one) == one == pickle.loads(pickle.dumps(one))


def test_a_field_hides_a_property_of_its_base():
    class Base:
        @property
        def size(self) -> int:
            return 0

    @records.frozen
    class Sized(Base):
        size: int

    assert Sized(3).size == 3
