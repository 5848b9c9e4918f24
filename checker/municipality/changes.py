"""What a proposal changes: organisation and proposal document to the structure afterwards."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import field, frozen

from checker.lawbook.book import RuleBook
from checker.mistakes import Mistakes
from checker.municipality.rearrangement import Rearrangement
from checker.municipality.structure import Structure, role_ids
from checker.municipality.town import Town
from checker.municipality.wanted import Wanted
from checker.source import Span
from checker.speech import organisation as filed
from checker.speech import proposal as written
from checker.speech.node import Document, Name


@frozen
class Changes:
    """What distinguishes the structure afterwards from the one before.

    Attributes:
        renamed: old id to new id.
        new, split, merged, resized: ids as they are afterwards.
        abolished: the committees and units that end, by their old id.
        ended: of these the committees, with what kind they were of.
        owners: unit to its owner before and after, for each unit that moves.
        holders: task to the committees it leaves and those it enters.
        causes: id of what changes to the place of the change that does it.
    """

    renamed: dict[str, str] = field(factory=dict)
    new: frozenset[str] = frozenset()
    split: frozenset[str] = frozenset()
    merged: frozenset[str] = frozenset()
    resized: dict[str, int] = field(factory=dict)
    abolished: dict[str, Span] = field(factory=dict)
    ended: dict[str, filed.CommitteeKind] = field(factory=dict)
    owners: dict[str, tuple[str | None, str | None]] = field(factory=dict)
    holders: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = field(factory=dict)
    performers: dict[str, tuple[str | None, str | None]] = field(factory=dict)
    led: frozenset[str] = frozenset()
    causes: dict[str, Span] = field(factory=dict)

    def old(self, name: str) -> str:
        """The id before the proposal: a renamed thing's old one, else the id itself."""
        return next((old for old, new in self.renamed.items() if new == name), name)


NOTHING = Changes()


def apply(
    document: Document, organisation: Town, book: RuleBook, complaints: Mistakes
) -> tuple[Structure, Changes]:
    """The structure after a settled proposal, and what changed.

    All changes take effect together: their order does not matter. The narrower wins: task,
    area, unit, committee. Raises MistakesError where the proposal does not fit.
    """
    before = organisation.structure
    wanted = Wanted(before, book, complaints, role_ids(before, organisation.council))
    nodes = document.statements
    for node in nodes:
        if isinstance(node, written.Open):
            complaints.add(node.span, "open", id=node.thing.text)
    complaints.settle()
    wanted.read_committees(nodes)
    wanted.read_moves(nodes)
    complaints.settle()
    work = Rearrangement(wanted)
    after = Structure(work.committees_after(), work.units_after(), work.tasks_after(), before.form)
    work.check_left_over(organisation.provisions)
    complaints.settle()
    return after, _difference(before, after, wanted)


def _difference(before: Structure, after: Structure, wanted: Wanted) -> Changes:
    renamed = {old: new for old, (new, _) in wanted.renamed.items()}

    def now(name: str | None) -> str | None:
        return renamed.get(name, name) if name else name

    owners = {}
    for old, one in before.units.items():
        moved = after.units.get(renamed.get(old, old))
        if moved and now(one.owner) != moved.owner:
            owners[moved.id] = (one.owner, moved.owner)
    holders = {}
    performers = {}
    for old, task in before.tasks.items():
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
    made = {*wanted.created} - wanted.split_made - wanted.merge_made
    return Changes(
        renamed,
        frozenset(made | set(wanted.units_made)),
        frozenset(wanted.split_made),
        frozenset(wanted.merge_made),
        {renamed.get(name, name): size for name, size in wanted.resized.items()},
        dict(wanted.abolished),
        {one: before.committees[one].kind for one in wanted.abolished if one in before.committees},
        owners,
        holders,
        performers,
        frozenset(renamed.get(name, name) for name in wanted.built_as),
        wanted.causes,
    )


def _causes_below(
    wanted: Wanted,
    owners: Mapping[str, tuple[str | None, str | None]],
    holders: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]],
) -> None:
    """What a split or merge moves is caused by it."""
    for name, (_, owner) in owners.items():
        if owner in wanted.causes:
            wanted.causes.setdefault(name, wanted.causes[owner])
    for name, (_, entered) in holders.items():
        for one in entered:
            if one in wanted.causes:
                wanted.causes.setdefault(name, wanted.causes[one])


def created_names(document: Document) -> list[tuple[Name, str, str]]:
    """What a proposal creates: name, title, kind; ids of mayors and administrations too."""
    made: list[tuple[Name, str, str]] = []

    def titled(*people: tuple[filed.Titled | None, str]) -> None:
        made.extend((one.id, one.name, kind) for one, kind in people if one)

    for node in document.statements:
        match node:
            case written.CreateCommittee():
                one = node.committee
                made.append((one.id, one.name, "committee"))
                titled((one.administration, "administration"), (one.mayor, "mayor"))
            case written.CreateUnit():
                made.append((node.unit.id, node.unit.name, "unit"))
            case written.Merge():
                made.append((node.id, node.name, "committee"))
                titled((node.administration, "administration"), (node.mayor, "mayor"))
            case written.Split():
                for part in node.parts:
                    made.append((part.id, part.name, "committee"))
                    titled((part.administration, "administration"), (part.mayor, "mayor"))
            case written.Rename():
                made.append((node.id, node.name, "renamed"))
    return made
