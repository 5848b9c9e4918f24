"""Small municipalities for a few rules: every structure that they can tell apart, smallest first.

A rule tells structures apart by the names it speaks of and by nothing else. So the structures made
of these names, of one committee, unit and area that no rule names, and of as many tasks as the
rules can look at together show everything that the rules can do; see ``Vocabulary.tasks``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import combinations, combinations_with_replacement, permutations, product
from math import comb

from attrs import evolve, field, frozen

from checker.law.organisation_reader import tasks_of_units
from checker.law.rulebook import RuleBook
from checker.law.rulenames import names_in
from checker.law.speech import allowed_kinds, conditions, subject_kind, subject_of
from checker.law.structure import Committee, Structure, Task, Unit
from checker.law.walk import walk
from checker.model import organisation as filed
from checker.model import proposal as proposed
from checker.model import rule as written
from checker.model.node import BuiltAs, Construction, Document, Name, Named, NoCommittee, Node
from checker.source import Source, Span

NOWHERE = Span(Source.of(""), 0, 0)
_CONSTRUCTIONS: tuple[Construction, ...] = (
    "centre",
    "contract unit",
    "order-supplier",
    "unit administration",
)
_MOST_TASKS = 4
_UNNAMED = ("Enhed-A", "Enhed-B")
_Names = tuple[tuple[Name, tuple[str, ...]], ...]


@frozen
class Place:
    """A unit of a small municipality: whose it is, and how it is led."""

    id: str
    owner: str | None
    construction: Construction | None


@frozen
class Work:
    """A task of a small municipality."""

    id: str
    area: str | None
    holders: tuple[str, ...]
    performer: str | None


@frozen
class World:
    """A small municipality, and what a proposal changes in it.

    Attributes:
        committees: id to kind, the finance committee first.
        mayors: committee to the id of its mayor, where a rule names it.
    """

    committees: tuple[tuple[str, filed.CommitteeKind], ...]
    units: tuple[Place, ...]
    tasks: tuple[Work, ...]
    form: str
    mayors: tuple[tuple[str, str], ...] = ()
    changes: tuple[Node, ...] = ()

    @cached_property
    def structure(self) -> Structure:
        """The structure without the changes."""
        mayors = dict(self.mayors)
        committees = {
            id: Committee(id, id, kind, None, _mayor(mayors.get(id)), None, (), NOWHERE)
            for id, kind in self.committees
        }
        units = {
            one.id: Unit(one.id, one.id, one.owner, None, one.construction, (), NOWHERE)
            for one in self.units
        }
        tasks = {
            one.id: Task(one.id, one.id, one.area, one.holders, one.performer, (), NOWHERE)
            for one in self.tasks
        }
        structure = Structure(committees, units, tasks, self.form)
        own = tasks_of_units(structure)
        return evolve(structure, tasks={**tasks, **own}) if own else structure

    @property
    def kinds(self) -> dict[str, str]:
        """Every id to its kind."""
        return {
            **{id: "committee" for id, _ in self.committees},
            **{one.id: "unit" for one in self.units},
            **{one.id: "task" for one in self.tasks},
        }

    def statements(self) -> list[Node]:
        """Committees, units and tasks as an organisation states them."""
        mayors = dict(self.mayors)
        nodes: list[Node] = [
            filed.Committee(kind, _name(id), id, mayor=_mayor(mayors.get(id)), span=NOWHERE)
            for id, kind in self.committees
        ]
        for one in self.units:
            owner = _name(one.owner) if one.owner else NoCommittee(span=NOWHERE)
            nodes.append(
                filed.Unit(
                    _name(one.id), one.id, owner, construction=one.construction, span=NOWHERE
                )
            )
        for task in self.tasks:
            nodes.append(
                filed.Task(
                    _name(task.id),
                    task.id,
                    _name(task.area) if task.area else None,
                    tuple(map(_name, task.holders)),
                    _name(task.performer) if task.performer else None,
                    span=NOWHERE,
                )
            )
        return nodes


def _name(text: str) -> Name:
    return Name(text, span=NOWHERE)


def _mayor(id: str | None) -> filed.Titled | None:
    return filed.Titled(_name(id), id, span=NOWHERE) if id else None


@frozen
class Known:
    """What the files on file tell of names: id to kind, the finance committees among them.

    Attributes:
        kinds: id to ``finance committee``, ``committee``, ``special committee``, ``unit``,
            ``task``, ``mayor`` or ``council``.
        finances: the name of a municipality to the id of its finance committee.
    """

    kinds: Mapping[str, str] = field(factory=dict)
    finances: Mapping[str, str] = field(factory=dict)
    _said: dict[str, tuple[_Names, tuple[Node, ...]]] = field(factory=dict, eq=False, repr=False)

    def said(self, rule: written.Rule) -> tuple[_Names, tuple[Node, ...]]:
        """The names that a rule speaks of, with the kinds that fit, and all its nodes."""
        if rule.id.text not in self._said:
            self._said[rule.id.text] = tuple(names_in(rule)), tuple(walk(rule))
        return self._said[rule.id.text]

    def kind(self, name: str, rule: written.Rule, fitting: Sequence[str]) -> str:
        """What a name in a rule stands for: as on file, else by what the rule says of it."""
        if name in self.kinds:
            return self.kinds[name]
        subject = subject_of(rule)
        if isinstance(subject, Named) and subject.name.text == name:
            said = [allowed_kinds(one) for part in conditions(rule) for one in part.predicates]
            return subject_kind(rule) or next((kinds[0] for kinds in said if kinds), fitting[0])
        return fitting[0]


@frozen
class Vocabulary:
    """What a few rules can tell apart.

    Attributes:
        areas: those named; where one lies within another, one more beside it there; and one outside
            them all. The last two only where the rule base has them.
        creatable: the committees and units named that a proposal may first make.
        tasks: how many tasks the rules can look at together: one for each thing that they name,
            and one that fails; never more than four.
        whole: whether these, and one kind of change at a time, show all that the rules can do.
    """

    finance: str
    standing: tuple[str, ...]
    special: tuple[str, ...]
    units: tuple[str, ...]
    named_tasks: tuple[str, ...]
    areas: tuple[str | None, ...]
    constructions: tuple[Construction, ...]
    forms: tuple[str, ...]
    mayors: tuple[str, ...]
    owned: bool
    ownerless: bool
    performed: bool
    shared: bool
    committees_counted: int
    special_counted: int
    units_counted: int
    changes: frozenset[str]
    creatable: tuple[str, ...]
    tasks: int
    whole: bool

    def size(self) -> int:
        """About how many worlds there are."""
        committees = len(self.standing) + len(self.special) + 1
        units = (committees if self.owned else 1) * (len(self.constructions) + 1)
        holders = committees + (committees * (committees - 1) // 2 + 1 if self.shared else 0)
        one = len(self.areas) * holders * (len(self.units) + 1 if self.performed else 1)
        total = sum(_multisets(one, count) for count in range(self.tasks + 1))
        frames: int = units ** len(self.units) * len(self.forms)
        return total * frames * (1 + 4 * len(self.changes))


def _multisets(kinds: int, count: int) -> int:
    return comb(kinds + count - 1, count)


def _forms(nodes: Iterable[Node]) -> tuple[str, ...]:
    """The forms of government that rules name, and one that none of them names."""
    named = tuple(dict.fromkeys(one.form for one in nodes if isinstance(one, written.FormIs)))
    return (*named, "anden styreform" if "udvalgsstyre" in named else "udvalgsstyre")


def gather(
    rules: Sequence[written.Rule], book: RuleBook, known: Known, municipality: str = ""
) -> Vocabulary:
    """The vocabulary of some rules, in a municipality that they bind."""
    named: dict[str, dict[str, None]] = {}
    for rule in rules:
        for name, fitting in known.said(rule)[0]:
            kind = "area" if name.text in book.areas else known.kind(name.text, rule, fitting)
            named.setdefault(kind, {})[name.text] = None
    nodes = [node for rule in rules for node in known.said(rule)[1]]
    relations = [node for node in nodes if isinstance(node, written.Relation)]
    verbs = {relation.verb for relation in relations}
    sentences = [rule.sentence for rule in rules]
    exact = [one for one in sentences if isinstance(one, written.ExactlyOne)]
    counts = [one for one in sentences if isinstance(one, written.Count)]
    demanded = {
        one.relation.verb for one in sentences if isinstance(one, written.Must) and not one.negated
    }
    speaks_of_units = any(subject_kind(rule) == "unit" for rule in rules) or bool(
        verbs & {"perform", "be performed by"} or any(one.verb == "perform" for one in exact)
    )
    changes = frozenset(_changes(nodes))
    areas = tuple(named.get("area", ()))
    needed = _looked_at(rules)
    own = known.finances.get(municipality, "Økonomi")
    finance = next(iter(named.get("finance committee", ())), own)
    special = tuple(named.get("special committee", ()))
    if any(isinstance(node, written.Each) and node.noun == "special committee" for node in nodes):
        special = (*special, "Særudvalg")
    units = tuple(named.get("unit", ()))
    if speaks_of_units and not all(_named_only(rule) for rule in rules):
        several = any(one.verb == "perform" for one in exact)
        units = (*units, *(_UNNAMED if several else _UNNAMED[:1]))
    # What a unit does for its old committee goes with it: only a third is another still.
    third = "merged" in changes or (
        "move unit" in changes and any(isinstance(n, written.PerformsForOthers) for n in nodes)
    )
    standing = (*named.get("committee", ()), "Udvalg-A", *(("Udvalg-B",) if third else ()))
    # Each mayor has a committee of their own, and one committee has none of them.
    lacking = len(named.get("mayor", ())) - len((*standing, *special))
    standing = (*standing, *(f"Udvalg-M{number}" for number in range(1, lacking + 1)))
    return Vocabulary(
        finance,
        standing,
        special,
        units,
        tuple(named.get("task", ())),
        (*areas, *_beside(areas, book), *_outside(areas, book)),
        _constructions(nodes),
        _forms(nodes),
        tuple(named.get("mayor", ())),
        owned=bool(units),
        ownerless=any(isinstance(node, NoCommittee) for node in nodes)
        or any(one.verb == "be under" for one in exact)
        or "be under" in demanded
        or any(isinstance(node, written.Moves) and not node.origin for node in nodes),
        performed=bool(units)
        and (
            bool(verbs & {"perform", "be performed by"})
            or any(isinstance(node, written.PerformsForOthers) for node in nodes)
            or any(isinstance(node, written.MovesWithoutUnit) for node in nodes)
            or any(one.verb == "perform" for one in exact)
            or any(
                isinstance(node, written.Things) and any(one.text in units for one in node.names)
                for node in nodes
            )
        ),
        shared=any(one.verb == "hold" for one in exact)
        or "hold" in demanded
        or "be held by" in verbs,
        committees_counted=max(
            (one.number + 1 for one in counts if one.noun in _ORDINARY), default=0
        ),
        special_counted=max(
            (one.number + 1 for one in counts if one.noun == "special committee"), default=0
        ),
        units_counted=max((one.number + 1 for one in counts if one.noun == "unit"), default=0),
        changes=changes,
        creatable=tuple(
            id
            for kind in ("committee", "special committee", "unit")
            if changes & _MAKING and (kind != "unit" or "new" in changes)
            for id in named.get(kind, ())
        ),
        tasks=min(needed, _MOST_TASKS),
        whole=needed <= _MOST_TASKS
        and len({one.replace("move task", "move unit") for one in changes}) <= 1
        and not any(one.noun in ("task", "administration") for one in counts),
    )


def _named_only(rule: written.Rule) -> bool:
    return isinstance(subject_of(rule), Named) and not isinstance(rule.sentence, written.OnlyMay)


def _looked_at(rules: Sequence[written.Rule]) -> int:
    """How many tasks some rules can look at together: one of each thing that they name, one for
    each condition that asks for a task, one that fails, and one more of what is to be in one
    place."""
    named: dict[str, None] = {}
    others = 0
    fails = False
    for rule in rules:
        relation = getattr(rule.sentence, "relation", None)
        relations = [one for part in conditions(rule) for one in part.predicates]
        others += sum(
            isinstance(one, written.PerformsForOthers | written.MovesWithoutUnit)
            for one in relations
        )
        others += 2 * any(
            isinstance(one, written.Becomes) and one.change == "split" for one in relations
        )
        for one in (relation, *relations):
            if isinstance(one, written.Relation) and one.verb in ("hold", "perform"):
                (things,) = one.objects
                assert isinstance(things, written.Things)
                named.update((name.text, None) for name in things.names if one is not relation)
                if not isinstance(rule.sentence, written.MayOnly | written.OnlyMay):
                    named.update((name.text, None) for name in things.names)
        fails = fails or (relation is not None and relation.verb in _OF_TASKS)
        if isinstance(rule.sentence, written.ExactlyOne):
            fails = True
            others += rule.sentence.things is not None
        fails = fails or subject_kind(rule) == "task"
    return len(named) + others + fails


_MAKING = frozenset(("new", "split", "merged"))
_ORDINARY = ("committee", "standing committee")
_OF_TASKS = ("hold", "perform", "be held by", "be performed by")


def _beside(areas: Sequence[str], book: RuleBook) -> list[str]:
    """For each area of which some narrower one is named too, another within it: what is filed
    under the wide one may lie in either."""
    found: dict[str, None] = {}
    for wide in areas:
        inner = [one for one in areas if one != wide and wide in book.lineage(one)]
        beside = (
            one
            for one in book.areas
            if one != wide
            and wide in book.lineage(one)
            and not any(one in book.lineage(other) or other in book.lineage(one) for other in inner)
        )
        if inner and (other := next(beside, None)):
            found[other] = None
    return list(found)


def _outside(areas: Sequence[str], book: RuleBook) -> Sequence[str]:
    """One area that is no wider and no narrower than any of some."""
    for one in book.areas:
        related = any(one in book.lineage(area) or area in book.lineage(one) for area in areas)
        if not related:
            return (one,)
    return ()


def _constructions(nodes: Iterable[Node]) -> tuple[Construction, ...]:
    """Those named, and one that is not."""
    named: dict[Construction, None] = {}
    for node in nodes:
        if isinstance(node, Named | BuiltAs) and node.construction:
            named[node.construction] = None
    if not named:
        return ()
    other = next((one for one in _CONSTRUCTIONS if one not in named), None)
    return (*named, other) if other else tuple(named)


def _changes(nodes: Iterable[Node]) -> Iterator[str]:
    for node in nodes:
        match node:
            case written.Moves() | written.MovesBetweenCommittees():
                yield from ("move unit", "move task")
            case written.MovesWithoutUnit():
                yield "move task"
            case written.Becomes(change=change):
                yield change


def worlds(vocabulary: Vocabulary) -> Iterator[World]:
    """Every small municipality of a vocabulary, those with the fewest tasks and changes first."""
    for count in range(vocabulary.tasks + 1):
        for changed in (False, True) if vocabulary.changes else (False,):
            for frame in _frames(vocabulary):
                if not changed and _still_to_come(vocabulary, frame):
                    continue
                for tasks in _task_lists(vocabulary, frame, count):
                    world = evolve(frame, tasks=tasks)
                    if not changed:
                        yield world
                        continue
                    for made in _all_changes(vocabulary, world):
                        yield evolve(world, changes=made)


def probes(vocabulary: Vocabulary) -> Iterator[World]:
    """A few worlds that show most: one committee that holds one task of each area.

    They stand among ``worlds`` too, but later; what a probe shows need not be looked for.
    """
    frame = next(_frames(vocabulary))
    if vocabulary.named_tasks or vocabulary.changes:
        return
    for count in range(1, vocabulary.tasks + 1):
        for areas in combinations(vocabulary.areas, count):
            for id, _ in frame.committees:
                tasks = (
                    Work(f"opgave-{number}", area, (id,), None)
                    for number, area in enumerate(areas, 1)
                )
                yield evolve(frame, tasks=tuple(tasks))


def transplanted(world: World, vocabulary: Vocabulary) -> World:
    """A world with the committees and units of a wider vocabulary beside its own."""
    frame = next(_frames(vocabulary))
    seats = {id for id, _ in world.committees}
    units = {unit.id for unit in world.units}
    return evolve(
        world,
        committees=(*world.committees, *(one for one in frame.committees if one[0] not in seats)),
        units=(*world.units, *(one for one in frame.units if one.id not in units)),
    )


def _frames(v: Vocabulary) -> Iterator[World]:
    """Committees, units and form, without tasks."""
    fixed: list[tuple[str, filed.CommitteeKind]] = [(v.finance, "finance committee")]
    fixed += [(id, "committee") for id in v.standing]
    fixed += [(id, "special committee") for id in v.special]
    sizes = [fixed]
    if v.committees_counted or v.special_counted:
        ordinary = [fixed[:-1], fixed]
        ordinary += [
            [*fixed, *((f"Udvalg-{at}", "committee") for at in range(number))]
            for number in range(1, v.committees_counted + 1)
        ]
        sizes = [
            [*each, *((f"Særudvalg-{at}", "special committee") for at in range(number))]
            for each in ordinary
            for number in range(v.special_counted + 1)
        ]
    # A unit that no rule names has a task at least, so it may also be away.
    unit_lists = list(dict.fromkeys((v.units, tuple(u for u in v.units if u not in _UNNAMED))))
    if v.units_counted:
        more = [f"Enhed-{number}" for number in range(v.units_counted)]
        unit_lists = [(*v.units, *more[:number]) for number in range(len(more) + 1)]
    for gone, all_committees, all_units in product(("", *v.creatable), sizes, unit_lists):
        committees = [one for one in all_committees if one[0] != gone]
        units = [one for one in all_units if one != gone]
        owners: list[str | None] = [id for id, _ in committees]
        if not v.owned:
            owners = owners[:1]
        if v.ownerless:
            owners.append(None)
        places = [
            [Place(unit, owner, built) for owner in owners for built in v.constructions or (None,)]
            for unit in units
        ]
        seats = [id for id, _ in committees]
        mayors = [
            tuple(zip(chosen, v.mayors, strict=True))
            for chosen in permutations(seats, len(v.mayors))
        ]
        for put, form, mayor in product(product(*places), v.forms, mayors):
            yield World(tuple(committees), put, (), form, mayor)


def _task_lists(v: Vocabulary, frame: World, count: int) -> Iterator[tuple[Work, ...]]:
    committees = [id for id, _ in frame.committees]
    holders: list[tuple[str, ...]] = [(id,) for id in committees]
    if v.shared:
        holders += list(combinations(committees, 2))
        holders += [tuple(committees)] if len(committees) > 2 else []
    performers: list[str | None] = [None]
    if v.performed:
        performers += [one.id for one in frame.units]
    kinds = list(product(v.areas or (None,), holders, performers))
    names = [*v.named_tasks, *(f"opgave-{number}" for number in range(1, count + 1))]
    wanted = max(count, len(v.named_tasks))
    for chosen in combinations_with_replacement(kinds, wanted):
        yield tuple(Work(id, *one) for id, one in zip(names, chosen, strict=False))


def _all_changes(v: Vocabulary, world: World) -> Iterator[tuple[Node, ...]]:
    """What a proposal can change in a world, of the kinds that the vocabulary tells apart."""
    committees = [id for id, _ in world.committees]
    standing = [id for id, kind in world.committees if kind == "committee"]
    coming = _still_to_come(v, world)
    made = coming if coming and coming not in v.units else _NEW
    if "new" in v.changes:
        yield from _creations(v, world, coming)
    if coming not in (*v.units, *v.special):
        yield from _splits_and_mergers(v, world, standing, made)
    if coming:
        return
    if "move unit" in v.changes:
        for unit in world.units:
            for id in committees:
                if id != unit.owner:
                    yield (moved(unit.id, id, unit.owner),)
    if "move task" in v.changes:
        for task in world.tasks:
            for id in committees:
                if id not in task.holders:
                    yield (moved(task.id, id),)
    for id in committees:
        if "renamed" in v.changes:
            yield (proposed.Rename(_name(id), _name(_NEW), _NEW, span=NOWHERE),)
        if "resized" in v.changes:
            yield (proposed.Resize(_name(id), 9, span=NOWHERE),)
    for unit in world.units:
        if "renamed" in v.changes:
            yield (proposed.Rename(_name(unit.id), _name(_NEW_UNIT), _NEW_UNIT, span=NOWHERE),)
        if "abolished" in v.changes and not any(t.performer == unit.id for t in world.tasks):
            yield (proposed.Abolish(_name(unit.id), span=NOWHERE),)
    for id in standing:
        holds = any(id in task.holders for task in world.tasks)
        holds = holds or any(unit.owner == id for unit in world.units)
        if "abolished" in v.changes and not holds:
            yield (proposed.Abolish(_name(id), span=NOWHERE),)


def _splits_and_mergers(
    v: Vocabulary, world: World, standing: Sequence[str], made: str
) -> Iterator[tuple[Node, ...]]:
    for id in standing if "split" in v.changes else ():
        own = [task for task in world.tasks if id in task.holders]
        if len(own) > 1:
            parts = (
                proposed.Part(_name(made), made, (_name(own[0].id),), span=NOWHERE),
                proposed.Part(_name("Udvalg-R"), "Udvalg-R", span=NOWHERE),
            )
            yield (proposed.Split(_name(id), parts, span=NOWHERE),)
    for pair in combinations(standing, 2) if "merged" in v.changes else ():
        yield (proposed.Merge(tuple(map(_name, pair)), _name(made), made, span=NOWHERE),)


def _still_to_come(v: Vocabulary, world: World) -> str | None:
    """The committee or unit that rules name and a proposal must make first."""
    return next((id for id in v.creatable if id not in world.kinds), None)


_NEW, _NEW_UNIT = "Udvalg-N", "Enhed-N"


def _creations(v: Vocabulary, world: World, coming: str | None) -> Iterator[tuple[Node, ...]]:
    """A new committee with any of the tasks, or a new unit that performs any of them; where one
    that rules name is still to come, that one."""
    kinds: tuple[filed.CommitteeKind, ...] = ("committee", "special committee")
    for kind in kinds:
        if coming and coming not in (v.special if kind == "special committee" else v.standing):
            continue
        new = coming or _NEW
        made = filed.Committee(kind, _name(new), new, span=NOWHERE)
        create = proposed.CreateCommittee(made, span=NOWHERE)
        for count in range(len(world.tasks) + 1):
            for chosen in combinations(world.tasks, count):
                yield (create, *(moved(task.id, new) for task in chosen))
    if coming and coming not in v.units:
        return
    new = coming or _NEW_UNIT
    owners = [id for id, _ in world.committees] if v.owned else [v.finance]
    for owner, construction in product(owners, v.constructions or (None,)):
        unit = filed.Unit(
            _name(new),
            new,
            _name(owner),
            construction=construction,
            span=NOWHERE,
        )
        create_unit = proposed.CreateUnit(unit, span=NOWHERE)
        performed = [task for task in world.tasks if task.performer]
        for count in range(len(performed) + 1):
            for chosen in combinations(performed, count):
                transfers = (
                    proposed.Transfer(_name(task.id), _name(new), span=NOWHERE) for task in chosen
                )
                yield (create_unit, *transfers)


def moved(thing: str, destination: str, origin: str | None = None) -> Node:
    """The change that moves a thing to a committee."""
    left = _name(origin) if origin else None
    return proposed.Move(_name(thing), _name(destination), left, span=NOWHERE)


def known(organisations: Iterable[Document]) -> Known:
    """What some organisation documents tell of names; they need not fit the rules."""
    kinds: dict[str, str] = {}
    finances: dict[str, str] = {}
    for document in organisations:
        header = document.statements[0]
        assert isinstance(header, filed.Municipality)
        for statement in document.statements:
            match statement:
                case filed.Committee():
                    kinds[statement.id.text] = statement.kind
                    if statement.kind == "finance committee":
                        finances[header.name] = statement.id.text
                    if statement.mayor:
                        kinds[statement.mayor.id.text] = "mayor"
                case filed.Unit():
                    kinds[statement.id.text] = "unit"
                case filed.Task():
                    kinds[statement.id.text] = "task"
                case filed.Council():
                    kinds[statement.id.text] = "council"
    return Known(kinds, finances)
