"""What need not be worked out twice: answers, each under everything that it depends on."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable
from typing import TypeVar, cast

from checker.findings.find import Law, RawFinding
from checker.municipality.situation import View
from checker.records import frozen
from checker.speech.rule import Rule

_Answer = TypeVar("_Answer")
_ROOM = 256  # answers; the one that was asked for longest ago gives way


@frozen(eq=False, repr=False)
class Same:
    """Something that never changes, as a part of a key: it is equal to itself alone."""

    it: object

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and self.it is other.it

    def __hash__(self) -> int:
        return id(self.it)


class Memo:
    """Remembers answers, as many as there is room for.

    A key names all that an answer depends on, by value or as the same frozen thing. So whatever
    asks, of whatever rule base and municipality, can be given what another has worked out.
    """

    def __init__(self, room: int = _ROOM) -> None:
        self._room = room
        self._answers: OrderedDict[Hashable, object] = OrderedDict()

    @classmethod
    def none(cls) -> Memo:
        """One that remembers nothing: each answer is worked out anew."""
        return cls(room=0)

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
            if len(self._answers) > self._room:
                self._answers.popitem(last=False)
        return made

    def find(self, law: Law, view: View, seen: Hashable) -> list[RawFinding]:
        """What the rules of a law find in a view.

        Of each rule only what it found last is remembered, with the rules it had to look at: a
        rule base that says one thing otherwise asks all others again for nothing.

        Args:
            seen: all that the view depends on.
        """
        kept = self.once(("found", seen), dict[str, tuple[tuple[Rule, ...], list[RawFinding]]])
        found: list[RawFinding] = []
        for rule in law.speaking:
            looked_at = law.looked_at(rule)
            last = kept.get(rule.id.text)
            if last is None or [*map(id, last[0])] != [*map(id, looked_at)]:
                last = kept[rule.id.text] = looked_at, list(law.found_by(rule, view))
            found += last[1]
        return found


def same(things: Iterable[object]) -> tuple[Same, ...]:
    """Each of some things as a part of a key."""
    return tuple(map(Same, things))
