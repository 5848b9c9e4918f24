# SPDX-License-Identifier: EUPL-1.2
"""A second evaluator of the core of the language, written from its pages alone: plain and slow.

A case is data here, not statements. What no file says is tried in every way that it may be; what is
so in all of them is certain, what is so in some is a question.
"""

from __future__ import annotations

from collections import Counter
from itertools import product

from checker.records import evolve, frozen

WIDER = {"alfa": ("alfa",), "bravo": ("bravo", "alfa"), "gamma": ("gamma",), None: ()}
MAY_BE = {None: (None, "alfa", "bravo", "gamma"), "alfa": ("alfa", "bravo"), "bravo": ("bravo",),
          "gamma": ("gamma",)}  # fmt: skip
COMMITTEES = ("FIN", "C1", "C2")
CONSTRUCTIONS = ("centre", "contract unit", "order-supplier", "unit administration")
Doer = frozenset[str]


@frozen
class Unit:
    """``owner`` None: under no committee; ``construction`` None: on no file."""

    owner: str | None
    area: str | None
    construction: str | None


@frozen
class Task:
    """``holders`` None: on no file; ``maybe``: the committee that gets it if its unit's old owner
    held it; ``known``: those on file, where others are only tried."""

    holders: Doer | None
    performer: str | None
    area: str | None
    maybe: str | None = None
    known: Doer = frozenset()


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
    """Units, tasks, rules, what an instrument needs in turn, and the moves of a proposal."""

    units: dict[str, Unit]
    tasks: dict[str, Task]
    rules: tuple[Rule, ...]
    chain: tuple[tuple[str, str], ...]
    moves: tuple[tuple[str, str], ...]


World = tuple[dict[str, Unit], dict[str, Task]]


def with_units(units: dict[str, Unit], tasks: dict[str, Task]) -> dict[str, Task]:
    """A unit with no listed task counts as one task of its owner committee."""
    doing = {one.performer for one in tasks.values()}
    own = {
        name: Task(frozenset([one.owner]), name, one.area)
        for name, one in units.items()
        if one.owner and name not in doing
    }
    return {**tasks, **own}


def moved(case: Case) -> World:
    """What stands after the moves: the narrower wins, a task before its unit."""
    moves = dict(case.moves)
    tasks = {}
    for name, one in with_units(case.units, case.tasks).items():
        unit = one.performer if one.performer in moves else None
        owner = case.units[unit].owner if unit else None
        if name in moves and name not in case.units:
            one = evolve(one, holders=frozenset([moves[name]]))
        elif unit and one.holders is None and owner != moves[unit]:
            one = evolve(one, maybe=moves[unit] if owner else None)
        elif unit and one.holders and owner in one.holders:
            one = evolve(one, holders=one.holders - {owner} | {moves[unit]})
        tasks[name] = one
    units = {
        name: evolve(one, owner=moves.get(name, one.owner)) for name, one in case.units.items()
    }
    return units, with_units(units, tasks)


def worlds(units: dict[str, Unit], tasks: dict[str, Task], holding: str):
    """Every way that the facts on no file may be.

    Args:
        holding: ``passed over``: a task whose holder is on no file is held by nobody, or by who
            gets it with its unit; else by any committees, or nobody.
    """
    subsets = [frozenset(one for one, there in zip(COMMITTEES, x, strict=True) if there)
               for x in product((0, 1), repeat=3)]  # fmt: skip
    ways = []
    for one in tasks.values():
        held = [one.holders]
        if one.holders is None and holding == "passed over":
            held = [frozenset()] + ([frozenset([one.maybe])] if one.maybe else [])
        elif one.holders is None:
            held = subsets
        ways.append(
            [
                evolve(one, holders=h, area=a, known=one.holders or h & {one.maybe})
                for h in held
                for a in MAY_BE[one.area]
            ]
        )
    built = [
        [evolve(one, construction=how) for how in (one.construction,) * bool(one.construction)]
        or [evolve(one, construction=how) for how in CONSTRUCTIONS]
        for one in units.values()
    ]
    for some in product(*built, *ways):
        yield (
            dict(zip(units, some, strict=False)),
            dict(zip(tasks, some[len(units) :], strict=True)),
        )


def within(name: str, one: Task, things: tuple[str, ...]) -> bool:
    return any(thing == name or thing in WIDER[one.area] for thing in things)


def applies(rule: Rule, subject: str, world: World, rules: tuple[Rule, ...]) -> bool:
    """Whether a rule speaks of a subject, and no rule that does says ``despite`` it."""
    units, tasks = world
    if not rule.subject and subject not in rule.things:  # it speaks of these areas
        return False
    if rule.subject in ("committee", "standing committee") and subject not in COMMITTEES:
        return False
    if rule.subject == "standing committee" and subject == "FIN":
        return False
    if rule.subject in COMMITTEES + tuple(units) and rule.subject != subject:
        return False
    for thing in rule.holds:
        if not any(subject in one.known and within(n, one, (thing,)) for n, one in tasks.items()):
            return False
    return not any(
        other.despite == rule.id and applies(other, subject, world, rules) for other in rules
    )


def failing(
    rule: Rule, world: World, rules: tuple[Rule, ...], moving: frozenset[str], more: set[str]
):
    """What fails a rule in a world: subject and witness; the witness None where there is none.

    Args:
        more: the committees that are taken to hold more than any file says.
    """
    units, tasks = world
    things, verb = rule.things, rule.verb
    inside = {name for name, one in tasks.items() if within(name, one, things)}
    found = set()
    if verb in ("exactly one", "at most one", "at least one"):
        for thing in things:
            own = [one for name, one in tasks.items() if within(name, one, (thing,))]
            holders = frozenset().union(*(one.holders for one in own))
            wrong = (len(holders) > 1 and verb != "at least one") or (
                not holders and verb != "at most one"
            )
            known = frozenset().union(*(one.known for one in own))
            if wrong and applies(rule, thing, world, rules):
                found |= {(thing, one) for one in (known if len(known) > 1 else ["nobody"])}
        return found
    if verb == "only may hold":
        others = [one for one in COMMITTEES if one != rule.subject]
        displaced = evolve(rule, subject="committee")
        return {
            (one, name)
            for one in others
            for name in inside
            if one in tasks[name].holders and applies(displaced, one, world, rules)
        }
    if verb in ("be under", "be led as", "needs a unit"):
        for name, one in units.items():
            named = rule.subject in ("unit", name) and applies(rule, name, world, rules)
            has = one.owner if verb == "be under" else one.construction
            if named and (name in moving if verb == "needs a unit" else has != things[0]):
                found.add((name, None if verb == "needs a unit" else has))
        return found
    for one in COMMITTEES:
        if rule.subject not in ("committee", "standing committee", one):
            continue
        if not applies(rule, one, world, rules):
            continue
        held = {name for name, task in tasks.items() if one in task.holders}
        if verb == "may only hold":
            found |= {(one, name) for name in held - inside}
        elif verb == "must not hold":
            found |= {(one, name) for name in held & inside}
        elif verb == "must hold":
            found |= {(one, name) for name in inside - held}
            found |= {
                (one, thing)
                for thing in things
                if not any(within(name, task, (thing,)) for name, task in tasks.items())
            }
        else:
            number = len(held & inside if things else held) + (one in more) * rule.number
            kept = {"at most": number <= rule.number, "at least": number >= rule.number,
                    "exactly": number == rule.number}[verb]  # fmt: skip
            found |= set() if kept else {(one, None)}
    return found


PASSING = ("may only hold", "must not hold", "only may hold")


def state(rule: Rule, case: Case, world: World, moving: frozenset[str]) -> dict[tuple, str]:
    """What surely fails a rule, and what may."""
    units, tasks = world
    holding = "passed over" if rule.verb in PASSING else "any"
    # Of a committee with nothing on file, what it holds is a question where it is counted.
    bare = {
        one
        for one in COMMITTEES
        if all(each.holders is not None and one not in each.holders for each in tasks.values())
    }
    seen = [
        failing(rule, one, case.rules, moving, more)
        for one in worlds(units, tasks, holding)
        for more in (set(), bare)
    ]
    often = Counter(found for some in seen for found in some)
    kind = "need" if rule.verb == "needs a unit" else "breach"
    return {what: kind if number == len(seen) else "undetermined" for what, number in often.items()}


def evaluate(case: Case) -> tuple[str, set[tuple], Counter]:
    """The verdict; each finding as rule, subject, kind, status and witness; the instruments by
    kind, with what each needs in turn."""
    before = case.units, with_units(case.units, case.tasks)
    after = moved(case)
    moving = frozenset(
        name for name, place in case.moves if name in case.units and case.units[name].owner != place
    )
    findings, wanted, chosen, verdicts = set(), set(), set(), {"clear"}
    for rule in case.rules:
        earlier = state(rule, case, before, frozenset())
        later = state(rule, case, after, moving)
        for (subject, witness), kind in later.items():
            status = "existing" if earlier.get((subject, witness)) == kind else "new"
            findings.add((rule.id, subject, kind, status, witness))
            if kind == "undetermined":
                verdicts |= {"incomplete"} if status == "new" else set()
                continue
            ways = [rule.way] if rule.way else []
            ways += ["bylaw change"] if rule.basis == "bylaw" and kind == "breach" else []
            asked = {(way, subject if way == "dispensation" else "") for way in ways}
            wanted |= asked
            chosen |= asked if len(asked) == 1 else set()
            if status == "new":
                verdicts.add("incomplete" if ways else "forbidden")
    left = [*chosen]  # one of several ways is chosen by nobody here
    while left:
        way, subject = left.pop()
        for of, need in case.chain:
            one = (need, f"{way} {subject}")
            if of == way and one not in wanted | chosen:
                wanted.add(one)
                left.append(one)
    verdict = next(one for one in ("forbidden", "incomplete", "clear") if one in verdicts)
    return verdict, findings, Counter(way for way, _ in wanted)
