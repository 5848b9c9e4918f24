# SPDX-License-Identifier: EUPL-1.2
"""What is otherwise in a municipality once a proposal has effect."""

from __future__ import annotations

from checker.records import field, frozen
from checker.source import Span
from checker.speech.organisation import CommitteeKind
from checker.speech.saying import Phrase


@frozen(eq=False, repr=False)
class Changes:
    """What distinguishes the structure afterwards from the one before.

    Attributes:
        renamed: old id to new id; ``former``: new id to old id.
        new, split, merged, resized: ids as they are afterwards.
        abolished: the committees and units that end, by their old id.
        ended: of these the committees, with what kind they were of.
        owners: unit to its owner before and after, for each unit that moves.
        holders: task to the committees it leaves and those it enters.
        performers: task to the unit that performs it before and after, where another one does.
        causes: id of what changes to the place of the change that does it.
        heirs: committee to those, by their old ids, that end and whose tasks it gets.
        brought: committee to those, by their old ids, that end and whose tasks it gets, or some of
            them, and none of them is on file.
        untold: questions on whether a task goes along: by its holder, or by its area.
        unreasoned: whether something is proposed and no reason stated.
        also_called: id to the one that bears it here, of what is known under both and not renamed.
    """

    renamed: dict[str, str] = field(factory=dict)
    new: frozenset[str] = frozenset()
    split: frozenset[str] = frozenset()
    merged: frozenset[str] = frozenset()
    resized: dict[str, int] = field(factory=dict)
    abolished: dict[str, Span] = field(factory=dict)
    ended: dict[str, CommitteeKind] = field(factory=dict)
    owners: dict[str, tuple[str | None, str | None]] = field(factory=dict)
    holders: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = field(factory=dict)
    performers: dict[str, tuple[str | None, str | None]] = field(factory=dict)
    led: frozenset[str] = frozenset()
    causes: dict[str, Span] = field(factory=dict)
    heirs: dict[str, tuple[str, ...]] = field(factory=dict)
    brought: dict[str, tuple[str, ...]] = field(factory=dict)
    untold: frozenset[Phrase] = frozenset()
    unreasoned: bool = False
    also_called: dict[str, str] = field(factory=dict)
    former: dict[str, str] = field(factory=dict, init=False)

    def __attrs_post_init__(self) -> None:
        self.former.update((new, old) for old, new in reversed(self.renamed.items()))

    @property
    def are_none(self) -> bool:
        """Whether all surely stays as it is."""
        made = self.renamed, self.new, self.split, self.merged, self.resized, self.abolished
        return not any((*made, self.owners, self.holders, self.performers, self.led, self.untold))

    @property
    def made(self) -> tuple[str, ...]:
        """The committees and units that the proposal makes."""
        return (*self.new, *self.split, *self.merged)

    def old(self, name: str) -> str:
        """The id before the proposal: a renamed thing's old one, else the id itself."""
        return self.former.get(name, name)

    def handed_over(self, unit: str) -> list[str]:
        """The tasks that come to a unit or leave it for another one."""
        return [task for task, ends in self.performers.items() if unit in ends]


NOTHING = Changes()
