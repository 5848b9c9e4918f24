# SPDX-License-Identifier: EUPL-1.2
"""The twelve rules of ``shapes.py`` by hand: plain loops over dicts, as one would write them for
this town alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import NamedTuple

Moves = list[tuple[str, str, str]]  # of what, from where, to where
Fails = set[tuple[str, str]]  # whom, and what fails; "" where it is nothing by itself
Found = dict[tuple[str, str, str], tuple[str, ...]]  # rule, status, whom to what fails


class Town(NamedTuple):
    """Who holds and performs what.

    Attributes:
        holders, within, performers: of a task, by its id; ``within``: its area and those around.
        owners, built: of a unit, by its id.
    """

    committees: list[str]
    holders: dict[str, list[str]]
    within: Mapping[str, frozenset[str]]
    performers: Mapping[str, str]
    owners: dict[str, str]
    built: Mapping[str, str]


class Change(NamedTuple):
    """A proposal as the rules see it: what moved, and the day."""

    tasks: set[str]
    units: set[str]
    effective: date


NOTHING = Change(set(), set(), date(2027, 1, 1))


def moved(town: Town, moves: Moves) -> tuple[Town, Change]:
    """The town after some moves: a unit takes along what it performs for its committee."""
    holders, owners = dict(town.holders), dict(town.owners)
    change = Change(set(), set(), NOTHING.effective)
    for thing, origin, place in moves:
        if thing in owners:
            owners[thing] = place
            change.units.add(thing)
            taken = [task for task, unit in town.performers.items() if unit == thing]
        else:
            taken = [thing]
        for task in taken:
            if origin in holders[task]:
                left = (place if one == origin else one for one in holders[task])
                holders[task] = list(dict.fromkeys(left))
                change.tasks.add(task)
    return town._replace(holders=holders, owners=owners), change


def may_only(town: Town, _: Change) -> Fails:
    allowed = {"a2", "a3"}
    return {
        ("C1", task)
        for task, holders in town.holders.items()
        if "C1" in holders and not town.within[task] & allowed
    }


def only_may(town: Town, _: Change) -> Fails:
    return {
        (holder, task)
        for task, holders in town.holders.items()
        if "a4" in town.within[task]
        for holder in holders
        if holder != "C2"
    }


def must_hold(town: Town, _: Change) -> Fails:
    return {
        ("C3", task)
        for task, holders in town.holders.items()
        if "a6" in town.within[task] and "C3" not in holders
    }


def must_hold_some(town: Town, _: Change) -> Fails:
    for task, holders in town.holders.items():
        if "C4" in holders and "a8" in town.within[task]:
            return set()
    return {("C4", "")}


def not_beside(town: Town, _: Change) -> Fails:
    beside, held = set(), []
    for task, holders in town.holders.items():
        if "a9" in town.within[task]:
            beside.update(holders)
        if "a10" in town.within[task]:
            held += [(holder, task) for holder in holders]
    return {(holder, task) for holder, task in held if holder in beside}


def every_task(town: Town, _: Change) -> Fails:
    found = set()
    for task, holders in town.holders.items():
        if not holders:
            found.add((task, ""))
        elif len(holders) > 1:
            found.update((task, holder) for holder in holders)
    return found


def area_of_one(town: Town, _: Change) -> Fails:
    doing = {
        holder
        for task, holders in town.holders.items()
        if "a12" in town.within[task]
        for holder in holders
    }
    if not doing:
        return {("a12", "")}
    return {("a12", holder) for holder in doing} if len(doing) > 1 else set()


def most_units(town: Town, _: Change) -> Fails:
    numbers = Counter(town.owners.values())
    return {(one, "") for one in town.committees if numbers[one] > 4}


def number_of_committees(town: Town, _: Change) -> Fails:
    return set() if len(town.committees) == 7 else {("town", "")}


def dispensation(town: Town, _: Change) -> Fails:
    return {
        (unit, town.owners[unit])  # it is held by the mayor of its committee
        for unit, built in town.built.items()
        if built == "contract unit" and town.owners[unit] != "C0"
    }


def approval(town: Town, change: Change) -> Fails:
    return {(task, "") for task in change.tasks if town.within[task] & {"a0", "a13"}}


def too_early(_: Town, change: Change) -> Fails:
    early = change.effective < date(2028, 1, 1)
    return {(unit, "") for unit in change.units} if early else set()


RULES: dict[str, Callable[[Town, Change], Fails]] = {
    "may-only": may_only,
    "only-may": only_may,
    "must-hold": must_hold,
    "must-hold-some": must_hold_some,
    "not-beside": not_beside,
    "every-task": every_task,
    "area-of-one": area_of_one,
    "most-units": most_units,
    "number-of-committees": number_of_committees,
    "contract-unit": dispensation,
    "moved-task": approval,
    "too-early": too_early,
}
_TOLD_WHOLE = ("every-task", "area-of-one")  # all who hold it or, of an existing one, did
_TOLD_APART = ("contract-unit",)  # each by itself, without what


def find(rules: Iterable[str], town: Town, change: Change) -> dict[str, Fails]:
    """What each rule finds."""
    return {name: RULES[name](town, change) for name in rules}


def check(before: dict[str, Fails], town: Town, moves: Moves) -> Found:
    """What the rules find in a town after some moves, each new, existing or resolved."""
    after = find(before, *moved(town, moves))
    found: Found = {}
    for name, fails in after.items():
        earlier = before[name]
        for status, some, whole in (
            ("new", fails - earlier, fails),
            ("existing", fails & earlier, earlier),
            ("resolved", earlier - fails, earlier),
        ):
            by_subject: dict[str, list[str]] = {}
            for subject, what in some:
                by_subject.setdefault(subject, []).append(what)
            for subject, what in by_subject.items():
                if name in _TOLD_WHOLE:
                    what = [one for other, one in whole if other == subject]
                elif name in _TOLD_APART:
                    what = []
                found[name, status, subject] = tuple(sorted(filter(None, what)))
    return found
