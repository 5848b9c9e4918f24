# SPDX-License-Identifier: EUPL-1.2
"""Small municipalities and proposals for the second evaluator: what moves, what comes of one that
ends, and every way that the facts on no file may be."""

from __future__ import annotations

from itertools import product

from checker.records import evolve, frozen

WIDER = {"alfa": ("alfa",), "bravo": ("bravo", "alfa"), "gamma": ("gamma",), None: ()}
MAY_BE = {None: (None, "alfa", "bravo", "gamma"), "alfa": ("alfa", "bravo"), "bravo": ("bravo",),
          "gamma": ("gamma",)}  # fmt: skip
COMMITTEES = ("FIN", "C1", "C2", "C3")
CONSTRUCTIONS = ("centre", "contract unit", "order-supplier", "unit administration")
PASSING = ("may only hold", "must not hold", "only may hold")
Doer = frozenset[str]


@frozen
class Unit:
    """``owner`` None: under no committee; ``construction`` None: on no file."""

    owner: str | None
    area: str | None
    construction: str | None


@frozen
class Task:
    """``holders`` None: on no file; ``goes``: where each committee would leave it then; ``come``:
    who is known to hold it, or gets it from who would leave it; ``filed``: who does on file;
    ``falls``: who can get it by no move, but only from a committee that ends;
    ``ended``: whether it can come from one by no move."""

    holders: Doer | None
    performer: str | None
    area: str | None
    goes: tuple[tuple[str, str], ...] = ()
    come: Doer = frozenset()
    filed: Doer = frozenset()
    falls: Doer = frozenset()
    ended: bool = False


@frozen
class Rule:
    """A rule as data.

    Attributes:
        subject: a name, ``committee``, ``standing committee``, ``unit`` or ``task``; "" for counts.
        verb: what it says, as the functions of this module tell it apart.
        holds: areas that its subject must hold some of each, to be spoken of.
        way: the instrument that it needs, or that makes a breach lawful.
    """

    id: str
    subject: str
    verb: str
    things: tuple[str, ...] = ()
    number: int = 0
    holds: tuple[str, ...] = ()
    despite: str = ""
    way: str = ""
    basis: str = "law"


@frozen
class Case:
    """Units, tasks, rules, what an instrument needs in turn, the moves of a proposal: of what, from
    where (or from anywhere: "") and to where; and the committees that end: which of them, and who
    gets what they have, each the tasks of some things, or (none) the rest."""

    units: dict[str, Unit]
    tasks: dict[str, Task]
    rules: tuple[Rule, ...]
    chain: tuple[tuple[str, str], ...]
    moves: tuple[tuple[str, str, str], ...]
    ends: tuple[tuple[tuple[str, ...], tuple[tuple[str, tuple[str, ...]], ...]], ...] = ()

    @property
    def remaining(self) -> tuple[str, ...]:
        """The committees that there are with the proposal."""
        gone = {one for old, _ in self.ends for one in old}
        heirs = [name for _, parts in self.ends for name, _ in parts]
        return tuple(dict.fromkeys([*(one for one in COMMITTEES if one not in gone), *heirs]))


World = tuple[dict[str, Unit], dict[str, Task], tuple[str, ...]]


def with_units(units: dict[str, Unit], tasks: dict[str, Task]) -> dict[str, Task]:
    """A unit with no listed task counts as one task of its owner committee."""
    doing = {one.performer for one in tasks.values()}
    own = {
        name: Task(frozenset([one.owner]), name, one.area)
        for name, one in units.items()
        if one.owner and name not in doing
    }
    return {**tasks, **own}


def left_at(case: Case, name: str, one: Task, holder: str | None) -> str | None:
    """Where one of its holders leaves a task: a move of the task wins over one of its area, that
    over one of a wider area, and that over one of its unit."""
    found = {}
    for thing, origin, place in case.moves:
        areas = WIDER[one.area]
        if thing in areas and origin in ("", holder):
            found[1 + areas.index(thing)] = place
        elif thing == name and name not in case.units:
            found[0] = place
        elif thing == one.performer and holder == case.units[thing].owner:
            found[9] = place
    return found[min(found)] if found else heir(case, name, one, holder)


def heir(case: Case, name: str, one: Task, holder: str | None) -> str | None:
    """Who has a task once its holder ends: by its own name, its area, its unit, else the rest."""
    for old, parts in case.ends:
        for thing in (name, *WIDER[one.area], one.performer) if holder in old else ():
            for place, things in parts:
                if thing in things:
                    return place
        if holder in old:
            return next(place for place, things in parts if not things)
    return holder


def moved(case: Case) -> World:
    """What stands after the moves. A task whose holder is on no file is taken by a move of it, or
    of its area from anywhere, where nothing narrower may leave it elsewhere."""
    taken = {thing for thing, origin, _ in case.moves if not origin}
    tasks = {}
    for name, one in with_units(case.units, case.tasks).items():
        places = {each: left_at(case, name, one, each) for each in one.holders or COMMITTEES}
        sure = len({*places.values()}) == 1 and not taken.isdisjoint(WIDER[one.area])
        unknown = one.holders is None
        if one.holders or sure or name in taken:
            one = evolve(one, holders=frozenset(places.values()))
        along = one.performer and case.units[one.performer].owner
        by_move = {
            each
            for each in places
            if places[each] != each and (each == along or reached(case, name, one, each))
        }
        got = {places[each] for each in by_move}
        ends = {each for each in places if heir(case, name, one, each) != each} - by_move
        falls = frozenset(places[each] for each in ends) - got if unknown else frozenset()
        one = evolve(one, goes=tuple(places.items()), falls=falls, ended=unknown and bool(ends))
        tasks[name] = one
    own = with_units(case.units, case.tasks)
    given = {thing: place for thing, _, place in case.moves}
    units = {
        name: evolve(
            one,
            owner=left_at(case, name, own[name], one.owner)
            if name in own
            else given.get(name, heir(case, name, Task(None, name, one.area), one.owner)),
        )
        for name, one in case.units.items()
    }
    listed = {name: one for name, one in tasks.items() if name not in units}
    return units, {**listed, **with_units(units, listed)}, case.remaining


def reached(case: Case, name: str, one: Task, holder: str) -> bool:
    """Whether a move takes a task from a holder, if that is who has it."""
    return any(
        (thing == name and name not in case.units)
        or (thing in WIDER[one.area] and origin in ("", holder))
        for thing, origin, _ in case.moves
    )


def worlds(before: World, after: World, rule: Rule, rules: tuple[Rule, ...] = ()):
    """Every way that the facts on no file may be, without the moves and with them.

    For a rule on what some may hold, a task whose holder is on no file is held by nobody, or by who
    gets it from who would leave it; else by any committees, or nobody. What a rule does not hang on
    (how a unit is led, who holds a task) is looked at in one way alone.
    """
    holding = "passed over" if rule.verb in PASSING else "any"
    kinds = {**after[1], **before[1]}
    of_units = rule.verb in ("be under", "be led as", "needs a unit")
    things = bool(rule.things) or any(one.holds for one in rules)
    ways = [[*_ways(name, before[1], after[1], holding, things)] for name in kinds]
    ways = [one[:1] for one in ways] if of_units else ways
    hows = CONSTRUCTIONS if rule.verb == "be led as" else CONSTRUCTIONS[:1]
    built = [
        [evolve(one, construction=how) for how in (one.construction,) * bool(one.construction)]
        or [evolve(one, construction=how) for how in hows]
        for one in before[0].values()
    ]
    for some in product(*built, *ways):
        units = dict(zip(before[0], some, strict=False))
        then = {name: evolve(one, owner=after[0][name].owner) for name, one in units.items()}
        tasks = dict(zip(kinds, some[len(units) :], strict=True))
        yield tuple(
            (there, {name: each[at] for name, each in tasks.items() if each[at]}, known)
            for at, (there, known) in enumerate(((units, before[2]), (then, after[2])))
        )


def _ways(name: str, before: dict[str, Task], after: dict[str, Task], holding: str, things: bool):
    """Every way that a task may be before and after; None where it is not there; its area told
    apart where there are ``things``."""
    one, then = before.get(name), after.get(name)
    goes = dict((then or one).goes)
    for area in MAY_BE[(one or then).area] if things else ((one or then).area,):
        if one is None or one.holders is not None:
            yield tuple(
                each and evolve(each, area=area, come=each.holders, filed=each.holders)
                for each in (one, then)
            )
            continue
        leaving = [each for each in COMMITTEES if goes[each] != each]
        for some in _subsets(leaving if holding == "passed over" else COMMITTEES):
            come = frozenset(goes[each] for each in some if each in leaving)
            held = come if holding == "passed over" else frozenset(goes[each] for each in some)
            yield (
                evolve(one, area=area, holders=frozenset() if holding == "passed over" else some),
                evolve(then, area=area, come=then.holders, filed=then.holders)
                if then.holders
                else evolve(then, area=area, holders=held, come=come),
            )


def _subsets(some):
    for there in product((0, 1), repeat=len(some)):
        yield frozenset(one for one, is_in in zip(some, there, strict=True) if is_in)
