# SPDX-License-Identifier: EUPL-1.2
"""What need not be worked out twice: answers, each under everything that it depends on."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import TypeVar, cast

_Answer = TypeVar("_Answer")
_ROOM = 256  # answers; the one that was asked for longest ago gives way


class Same(int):
    """Something that never changes, as a part of a key: it is equal to itself alone."""

    it: object

    def __new__(cls, it: object) -> Same:
        """The thing as its identity, which is compared faster than any method could."""
        made = super().__new__(cls, id(it))
        made.it = it
        return made


class Memo:
    """Remembers answers, as many as there is room for.

    A key names all that an answer depends on, by value or as the same frozen thing. So whatever
    asks, of whatever rule base and municipality, can be given what another has worked out.
    """

    def __init__(self, room: int = _ROOM) -> None:
        self._room = room
        self._answers: OrderedDict[Hashable, object] = OrderedDict()
        self._hang_on: dict[Hashable, frozenset[int]] = {}

    @classmethod
    def none(cls) -> Memo:
        """One that remembers nothing: each answer is worked out anew."""
        return cls(room=0)

    @property
    def forgets(self) -> bool:
        """Whether nothing is remembered."""
        return not self._room

    def __reduce__(self) -> tuple[type[Memo], tuple[int]]:
        """Another process begins with nothing remembered."""
        return Memo, (self._room,)

    def once(self, key: Hashable, make: Callable[[], _Answer]) -> _Answer:
        """What ``make`` gives, or gave under the same key; what it raises is not remembered."""
        if key in self._answers:
            self._answers.move_to_end(key)
            return cast(_Answer, self._answers[key])
        made = make()
        if self._room:
            self._answers[key] = made
            self._hang_on[key] = frozenset(map(id, _things(key)))
            if len(self._answers) > self._room:
                del self._hang_on[self._answers.popitem(last=False)[0]]
        return made

    def forget(self, it: object) -> None:
        """Lets go of the answers that depend on a thing which is not asked about again."""
        for key in [key for key, things in self._hang_on.items() if id(it) in things]:
            del self._answers[key], self._hang_on[key]


def _things(key: Hashable) -> Iterator[object]:
    """The things that are parts of a key."""
    if isinstance(key, Same):
        yield key.it
    elif isinstance(key, tuple):
        for each in key:
            if isinstance(each, Same | tuple):
                yield from _things(each)


def same(things: Iterable[object]) -> tuple[Same, ...]:
    """Each of some things as a part of a key."""
    return tuple(map(Same, things))
