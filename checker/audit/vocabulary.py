"""What a few rules can tell apart in a municipality: the names they speak of, and one of each kind
that none of them names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import comb

from attrs import field, frozen

from checker.lawbook.book import RuleBook
from checker.lawbook.names import names_in
from checker.lawbook.spoken import allowed_kinds, conditions, subject_kind, subject_of
from checker.lawbook.walk import walk
from checker.speech import organisation as filed
from checker.speech import rule as written
from checker.speech.node import BuiltAs, Construction, Document, Name, Named, NoCommittee, Node

_CONSTRUCTIONS: tuple[Construction, ...] = (
    "centre",
    "contract unit",
    "order-supplier",
    "unit administration",
)
_MOST_TASKS = 4
MADE_UP = re.compile("°([^°]+)°")


def made_up(name: str) -> str:
    """The id of something that no rule names: no document can write it, so none can name it."""
    return f"°{name}°"


UNNAMED = (made_up("Enhed-A"), made_up("Enhed-B"))
_Names = tuple[tuple[Name, tuple[str, ...]], ...]


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
    own = known.finances.get(municipality, made_up("Økonomi"))
    finance = next(iter(named.get("finance committee", ())), own)
    special = tuple(named.get("special committee", ()))
    if any(isinstance(node, written.Each) and node.noun == "special committee" for node in nodes):
        special = (*special, made_up("Særudvalg"))
    units = tuple(named.get("unit", ()))
    if speaks_of_units and not all(_named_only(rule) for rule in rules):
        several = any(one.verb == "perform" for one in exact)
        units = (*units, *(UNNAMED if several else UNNAMED[:1]))
    # What a unit does for its old committee goes with it: only a third is another still.
    third = "merged" in changes or (
        "move unit" in changes and any(isinstance(n, written.PerformsForOthers) for n in nodes)
    )
    others = ("Udvalg-A", "Udvalg-B") if third else ("Udvalg-A",)
    standing = (*named.get("committee", ()), *map(made_up, others))
    # Each mayor has a committee of their own, and one committee has none of them.
    lacking = len(named.get("mayor", ())) - len((*standing, *special))
    standing = (*standing, *(made_up(f"Udvalg-M{number}") for number in range(1, lacking + 1)))
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
