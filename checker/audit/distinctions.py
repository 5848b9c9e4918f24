# SPDX-License-Identifier: EUPL-1.2
"""What a few rules can tell apart in a municipality: the names they speak of, and one of each kind
that none of them names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from math import comb
from typing import get_args

from checker.days import days_later
from checker.lawbook.book import Lawbook, names_in
from checker.records import field, frozen
from checker.speech import organisation as filed
from checker.speech.circumstances import ChangeAtTermStart, ChangeTakesEffect
from checker.speech.demands import Relation
from checker.speech.node import (
    BuiltAs,
    Construction,
    Document,
    Name,
    Named,
    NoCommittee,
    Node,
    Things,
    nodes_of,
)
from checker.speech.part import PartOfSpeech, Tried, TriedChange
from checker.speech.predicates import FormIs, NoReasonStated
from checker.speech.rule import Rule
from checker.speech.sentences import Each

_CONSTRUCTIONS: tuple[Construction, ...] = get_args(Construction)
_MOST_TASKS = 4
_IN_TERMS = {date(2026, 1, 1), date(2027, 6, 1)}
_MOST_COUNTED = 1000
MADE_UP = re.compile("°([^°]+)°")


def made_up(name: str) -> str:
    """The id of something that no rule names: no document can write it, so none can name it."""
    return f"°{name}°"


# The changes that may make a committee or unit that rules name.
MAKING: frozenset[TriedChange] = frozenset(("new", "split", "merged"))
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

    def said(self, rule: Rule) -> tuple[_Names, tuple[Node, ...]]:
        """The names that a rule speaks of, with the kinds that fit, and all its nodes."""
        if rule.id.text not in self._said:
            self._said[rule.id.text] = tuple(names_in(rule)), tuple(rule.walk())
        return self._said[rule.id.text]

    def kind(self, name: str, rule: Rule, fitting: Sequence[str]) -> str:
        """What a name in a rule stands for: as on file, else by what the rule says of it."""
        if name in self.kinds:
            return self.kinds[name]
        if isinstance(rule.subject, Named) and rule.subject.name.text == name:
            said = (one.said_of[0] for one in rule.says if one.said_of)
            return rule.subject_kind or next(said, fitting[0])
        return fitting[0]


@frozen(kw_only=True)
class Distinctions:
    """What a few rules can tell apart.

    Attributes:
        areas: those named; where one lies within another, one more beside it there; and one outside
            them all. The last two only where the rule base has them.
        creatable: the committees and units named that a proposal may first make.
        sizes, councils: how many members a committee and the council may have.
        days: those on which a change may take effect; none: any will do.
        reasons: whether the proposal states one.
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
    facts: tuple[tuple[str, object], ...]
    committees_counted: int
    special_counted: int
    units_counted: int
    sizes: tuple[int | None, ...]
    councils: tuple[int | None, ...]
    days: tuple[date, ...]
    reasons: tuple[bool, ...]
    changes: frozenset[TriedChange]
    creatable: tuple[str, ...]
    tasks: int
    whole: bool

    def size(self) -> int:
        """About how many worlds there are."""
        committees = len(self.standing) + len(self.special) + 1
        units = (committees if self.owned else 1) * (len(self.constructions) + 1)
        holders = committees + (committees * (committees - 1) // 2 + 1 if self.shared else 0)
        one = len(self.areas or (None,)) * holders * 2 ** len(self.facts)
        one *= len(self.units) + 1 if self.performed else 1
        total = sum(comb(one + count - 1, count) for count in range(self.tasks + 1))
        frames: int = units ** len(self.units) * len(self.forms)
        frames *= len(self.sizes) ** committees * len(self.councils)
        frames *= max(len(self.days), 1) * len(self.reasons)
        return total * frames * (1 + 4 * len(self.changes))


def _forms(nodes: Iterable[Node]) -> tuple[str, ...]:
    """The forms of government that rules name, and one that none of them names."""
    named = tuple(dict.fromkeys(one.form for one in nodes if isinstance(one, FormIs)))
    return (*named, "anden styreform" if "udvalgsstyre" in named else "udvalgsstyre")


def _days(asked: Iterable[Node]) -> tuple[date, ...]:
    """Those that rules tell apart: beside a day that they name, at the start of a term, in one."""
    found: set[date] = set()
    for one in asked:
        if isinstance(one, ChangeTakesEffect):
            found |= {days_later(one.day, each) for each in (-1, 0, 1)}
        elif isinstance(one, ChangeAtTermStart):
            found |= _IN_TERMS
    return tuple(sorted(found))


def distinctions_of(
    rules: Sequence[Rule], book: Lawbook, known: Known, municipality: str
) -> Distinctions:
    """What some rules can tell apart, in a municipality that they bind."""
    named = _named_by_kind(rules, book, known)
    nodes = [node for rule in rules for node in known.said(rule)[1]]
    asked = [one for rule in rules for part in rule.conditions for one in part.predicates]
    tried = [node.tried for node in (*nodes, *asked) if isinstance(node, PartOfSpeech)]
    committees = max((one.committees for one in tried), default=0)
    special_ones = max((one.special for one in tried), default=0)
    numbered = max((one.numbered_units for one in tried), default=0)
    sizes = tuple(sorted({size for one in tried for size in one.sizes}))
    changes = frozenset(change for one in tried for change in one.changes)
    areas = tuple(named.get("area", ()))
    needed = _looked_at(rules)
    own = known.finances.get(municipality, made_up("Økonomi"))
    finance = next(iter(named.get("finance committee", ())), own)
    special = tuple(named.get("special committee", ()))
    if any(isinstance(node, Each) and node.noun == "special committee" for node in nodes):
        special = (*special, made_up("Særudvalg"))
    units = (*named.get("unit", ()), *_unnamed_units(rules, tried))
    third = any(one.third in changes for one in tried)
    others = ("Udvalg-A", "Udvalg-B") if third else ("Udvalg-A",)
    standing = (*named.get("committee", ()), *map(made_up, others))
    # Each mayor has a committee of their own, and one committee has none of them.
    lacking = len(named.get("mayor", ())) - len((*standing, *special))
    standing = (*standing, *(made_up(f"Udvalg-M{number}") for number in range(1, lacking + 1)))
    of_units = (name for node in nodes if isinstance(node, Things) for name in node.names)
    return Distinctions(
        finance=finance,
        standing=standing,
        special=special,
        units=units,
        named_tasks=tuple(named.get("task", ())),
        areas=(*areas, *_beside(areas, book), *_outside(areas, book)),
        constructions=_constructions(nodes),
        forms=_forms(nodes),
        mayors=tuple(named.get("mayor", ())),
        owned=bool(units),
        ownerless=any(one.ownerless for one in tried)
        or any(isinstance(node, NoCommittee) for node in nodes),
        performed=bool(units)
        and (any(one.performed for one in tried) or any(name.text in units for name in of_units)),
        shared=any(one.shared for one in tried),
        facts=tuple(dict.fromkeys(fact for one in tried for fact in one.facts)),
        committees_counted=min(committees, _MOST_COUNTED),
        special_counted=min(special_ones, _MOST_COUNTED),
        units_counted=min(numbered, _MOST_COUNTED),
        sizes=sizes or (None,),
        councils=(2 * max(sizes), 2 * min(sizes) - 1)
        if any(one.half for one in tried)
        else (None,),
        days=_days(asked),
        reasons=(False, True) if nodes_of(asked, NoReasonStated) else (False,),
        changes=changes,
        creatable=tuple(
            id
            for kind in ("committee", "special committee", "unit")
            if changes & MAKING and (kind != "unit" or "new" in changes)
            for id in named.get(kind, ())
        ),
        tasks=min(needed, _MOST_TASKS),
        whole=needed <= _MOST_TASKS
        and max(committees, special_ones, numbered) <= _MOST_COUNTED
        and len({one.replace("move task", "move unit") for one in changes}) <= 1
        and not any(one.endless for one in tried),
    )


def _named_by_kind(
    rules: Sequence[Rule], book: Lawbook, known: Known
) -> dict[str, dict[str, None]]:
    """What some rules name, by what it is, in the order they name it."""
    named: dict[str, dict[str, None]] = {}
    for rule in rules:
        for name, fitting in known.said(rule)[0]:
            kind = "area" if name.text in book.areas else known.kind(name.text, rule, fitting)
            named.setdefault(kind, {})[name.text] = None
    return named


def _unnamed_units(rules: Sequence[Rule], tried: Sequence[Tried]) -> tuple[str, ...]:
    """The units that it takes beside those that some rules name."""
    speaks_of_units = any(one.units for one in tried) or any(
        rule.subject_kind == "unit" for rule in rules
    )
    named_only = (isinstance(one.subject, Named) and not one.sentence.of_others for one in rules)
    if not speaks_of_units or all(named_only):
        return ()
    return UNNAMED if any(one.several for one in tried) else UNNAMED[:1]


def _looked_at(rules: Sequence[Rule]) -> int:
    """How many tasks some rules can look at together: one of each thing that they name, one for
    each condition that asks for a task, one that fails, and one more of what is to be in one
    place."""
    named: set[str] = set()
    others = 0
    fails = False
    for rule in rules:
        asked = [one for part in rule.conditions for one in part.predicates]
        others += sum(one.tried.tasks for one in (*rule.says, rule.sentence))
        demanded = rule.sentence.relation
        for one in asked:
            named |= {*one.things} if isinstance(one, Relation) else set()
        if demanded and not rule.sentence.only:
            named |= {*demanded.things}
        fails = fails or rule.subject_kind == "task" or bool(demanded and demanded.of_tasks)
    return len(named) + others + fails


def _beside(areas: Sequence[str], book: Lawbook) -> list[str]:
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


def _outside(areas: Sequence[str], book: Lawbook) -> Sequence[str]:
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
