# SPDX-License-Identifier: EUPL-1.2
"""What distinguishes the structure after a proposal from the one before it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain

from checker.municipality.wanted import Wanted
from checker.speech.changed import Changes
from checker.speech.saying import Phrase, Ref
from checker.speech.structure import Structure, TaskFacts, others_in


def difference(before: Structure, after: Structure, wanted: Wanted) -> Changes:
    """What a proposal has changed of a structure, and which of its changes did it."""
    renamed = wanted.renamed

    def now(name: str | None) -> str | None:
        return renamed.get(name, name) if name else name

    owners = {}
    for old in others_in(before.units, after.units):
        one = before.units[old]
        moved = after.units.get(renamed.get(old, old))
        if moved and now(one.owner) != moved.owner:
            owners[moved.id] = (one.owner, moved.owner)
    holders = {}
    performers = {}
    for old in others_in(before.tasks, after.tasks):
        task = before.tasks[old]
        new = after.tasks.get(renamed.get(old, old))
        if new is None:
            continue
        if now(task.performer) != new.performer:
            performers[new.id] = (task.performer, new.performer)
        if new.holders is None:
            continue
        earlier = tuple(now(one) or "" for one in task.holders or ())
        left = tuple(one for one in earlier if one not in new.holders)
        entered = tuple(one for one in new.holders if one not in earlier)
        if left or entered:
            holders[new.id] = (tuple(wanted.old_id(one) for one in left), entered)
    for move in wanted.moves:
        wanted.causes.setdefault(renamed.get(move.name, move.name), move.span)
    _causes_below(wanted, owners, holders)
    heirs: dict[str, tuple[str, ...]] = {}
    for old, heir in wanted.successor.items():
        heirs[heir] = (*heirs.get(heir, ()), old)
    for old, split in wanted.splits.items():
        heirs |= {one.id.text: (old,) for one in split.parts}
    brought: dict[str, tuple[str, ...]] = {}
    for heir, old in ((heir, one) for heir, ended in heirs.items() for one in ended):
        if old in before.committees and not before.held(old):
            brought[heir] = (*brought.get(heir, ()), old)
    made = {*wanted.created} - wanted.split_made - wanted.merge_made
    return Changes(
        renamed,
        frozenset(made | set(wanted.units_made)),
        frozenset(wanted.split_made),
        frozenset(wanted.merge_made),
        {renamed.get(name, name): size for name, size in wanted.resized_otherwise.items()},
        dict(wanted.abolished),
        {one: before.committees[one].kind for one in wanted.abolished if one in before.committees},
        owners,
        holders,
        performers,
        frozenset(map(wanted.new_id, wanted.led_otherwise)),
        wanted.causes,
        heirs,
        brought,
        frozenset(_untold(before, after, wanted)),
    )


def _untold(before: Structure, after: Structure, wanted: Wanted) -> Iterator[Phrase]:
    """What no file tells and decides whether a task goes along with an area or a committee. Of what
    goes along with its unit, the rules on who receives it ask."""

    def held(task: TaskFacts, committee: str) -> Phrase:
        whom = Ref("committee", committee)
        return Phrase.of("q.held-by", task=Ref("task", task.id), committee=whom)

    ending = {*chain(*wanted.ending)} & before.committees.keys()
    for task in after.unheld:
        unit = after.units.get(task.performer or "")
        moved = (
            (one, left) for one, left in task.left_by.items() if not (unit and unit.owner == one)
        )
        yield from (held(task, one) for one in {*ending, *chain(*(left for _, left in moved))})
    for move in (*wanted.moves, *wanted.transfers):
        wider = wanted.book.lineage(move.name)[1:] if move.kind == "area" else ()
        for task in before.filed((None, *wider)) if move.kind == "area" else ():
            doers = (task.performer,) if move in wanted.transfers else task.holders
            if None in (move.origin, doers) or move.origin in (doers or ()):
                yield Phrase.of("q.within", task=Ref("task", task.id), area=Ref("area", move.name))


def _causes_below(
    wanted: Wanted,
    owners: Mapping[str, tuple[str | None, str | None]],
    holders: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]],
) -> None:
    """What a split or merge moves, or what ends leaves behind, is caused by it."""
    ends = {name: ((old or "",), (new or "",)) for name, (old, new) in owners.items()}
    for name, (left, entered) in (*ends.items(), *holders.items()):
        for cause in (
            *(wanted.abolished.get(one) for one in left),
            *(wanted.causes.get(one) for one in entered),
        ):
            if cause:
                wanted.causes.setdefault(name, cause)
