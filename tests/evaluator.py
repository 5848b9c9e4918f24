# SPDX-License-Identifier: EUPL-1.2
"""A second evaluator of the core of the language, written from its pages alone: plain and slow.

A case is data here, not statements. What no file says is tried in every way that it may be; what is
so in all of them is certain, what is so in some is a question.
"""

from __future__ import annotations

from collections import Counter

from evaluated import COMMITTEES, PASSING, WIDER, Case, Rule, Task, World, moved, with_units, worlds

from checker.records import evolve


def within(name: str, one: Task, things: tuple[str, ...]) -> bool:
    return any(thing == name or thing in WIDER[one.area] for thing in things)


def applies(rule: Rule, subject: str, world: World, rules: tuple[Rule, ...]) -> bool:
    """Whether a rule speaks of a subject, and no rule that does says ``despite`` it."""
    _, tasks, committees = world
    if not rule.subject and subject not in rule.things:  # it speaks of these areas
        return False
    if rule.subject in ("committee", "standing committee") and subject not in committees:
        return False
    if rule.subject == "standing committee" and subject == "FIN":
        return False
    kinds = "", "committee", "standing committee", "unit", "task"
    if rule.subject not in kinds and rule.subject != subject:
        return False
    for thing in rule.holds:
        if not any(subject in one.come and within(n, one, (thing,)) for n, one in tasks.items()):
            return False
    return not any(
        other.despite == rule.id and applies(other, subject, world, rules) for other in rules
    )


def failing(
    rule: Rule,
    world: World,
    rules: tuple[Rule, ...],
    moving: frozenset[str],
    more: set[str],
):
    """What fails a rule in a world: subject and witness; the witness None where there is none.

    Args:
        more: the committees that are taken to hold more than any file says.
    """
    units, tasks, committees = world
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
            known = frozenset().union(*(one.filed for one in own))
            if wrong and applies(rule, thing, world, rules):
                found |= {(thing, one) for one in (known if len(known) > 1 else ["nobody"])}
        return found
    if verb == "only may hold":
        others = [one for one in committees if one != rule.subject]
        if rule.subject not in committees:  # who alone may is no more: all may
            return set()
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
    if verb == "needs a task":
        return {(name, None) for name in inside & moving if applies(rule, name, world, rules)}
    for one in committees:
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
            number = max(count(rule, one, world), (one in more) * rule.number)
            kept = {"at most": number <= rule.number, "at least": number >= rule.number,
                    "exactly": number == rule.number}[verb]  # fmt: skip
            found |= set() if kept else {(one, None)}
    return found


def count(rule: Rule, who: str, world: World) -> int:
    """How many tasks, of those that a rule counts, somebody holds in a world."""
    held = [name for name, one in world[1].items() if who in one.holders]
    return sum(not rule.things or within(name, world[1][name], rule.things) for name in held)


KINDS = "need", "breach", "undetermined"
COUNTS = "at most", "at least", "exactly"


def states(
    rule: Rule, case: Case, before: World, after: World
) -> tuple[dict[tuple, str], dict[tuple, str], set[tuple]]:
    """What surely fails a rule, and what may: without the moves, and with them; and what in some
    world fails with them alone."""
    moving = {name for name, one in before[0].items() if one.owner != after[0][name].owner}

    def go(both) -> frozenset[str]:
        if rule.verb != "needs a task":
            return frozenset(moving)
        # What a proposal puts somewhere moves, whoever had it.
        put = {n for n, one in before[1].items() if one.holders is None and after[1][n].holders}
        old, new = (one[1] for one in both)
        return frozenset(
            n for n, one in new.items() if n in old and (n in put or old[n].holders != one.holders)
        )

    bare = [_bare(world, before) for world in (before, after)]
    seen = [
        tuple(
            failing(rule, world, case.rules, go(both) if at else frozenset(), more & bare[at])
            for at, world in enumerate(both)
        )
        for both in worlds(before, after, rule, case.rules)
        for more in ((set(), {*COMMITTEES}) if rule.verb in COUNTS else (set(),))
    ]
    kind = "need" if rule.verb.startswith("needs") else "breach"
    told = []
    for at in (0, 1):
        often = Counter(found for both in seen for found in both[at])
        told.append(
            {what: kind if times == len(seen) else "undetermined" for what, times in often.items()}
        )
    return *told, {what for both in seen for what in both[1] - both[0] if _is_worse(what, both[0])}


def _is_worse(what: tuple, before: set[tuple]) -> bool:
    """Whether what fails is more than failed: nobody is a witness only where none is known."""
    return what[1] != "nobody" or what[0] not in {subject for subject, _ in before}


def _bare(world: World, before: World) -> set[str]:
    """Those with nothing on file but what comes to them: where it is counted, what they hold is a
    question."""

    def came(name: str, one: str) -> bool:
        return name not in before[1] or one not in (before[1][name].holders or ())

    return {
        one
        for one in world[2]
        if one in before[2]
        and all(
            each.holders is not None and (one not in each.holders or came(name, one))
            for name, each in world[1].items()
        )
    }


def least(rule: Rule, who: str, before: World, after: World) -> bool:
    """Whether somebody holds as many of what is counted with the moves as without, as far as it is
    known."""
    there = [[count(rule, who, world) for world in both] for both in worlds(before, after, rule)]
    return min(one for one, _ in there) == min(one for _, one in there)


def evaluate(case: Case) -> tuple[str, set[tuple], Counter]:
    """The verdict; each finding as rule, subject, kind, status and witness; the instruments by
    kind, with what each needs in turn."""
    before = case.units, with_units(case.units, case.tasks), COMMITTEES
    after = moved(case)
    findings, wanted, chosen, verdicts = set(), set(), set(), {"clear"}
    sure, along = [], []
    for rule in case.rules:
        earlier, later, worse = states(rule, case, before, after)
        for (subject, witness), kind in later.items():
            ways = [rule.way] if rule.way else []
            ways += ["bylaw change"] if rule.basis == "bylaw" and kind == "breach" else []
            if (
                kind == "breach"
                and not ways
                and earlier.get((subject, witness)) == "undetermined"
                and (rule.verb not in COUNTS or least(rule, subject, before, after))
            ):
                findings.add((rule.id, subject, "undetermined", "new", witness))
                verdicts.add("incomplete")
                continue
            there = earlier.get((subject, witness)) in (
                (kind,) if kind != "undetermined" else KINDS
            )
            status = "existing" if there and (subject, witness) not in worse else "new"
            task = after[1].get(subject if rule.verb == "needs a task" else witness)
            if status == "new" and kind == "undetermined" and task and task.ended:
                if rule.verb == "needs a task":
                    along.append(rule)
                    continue
                anyway = any(
                    who == subject and what == "breach" and (who, which) not in earlier
                    for (who, which), what in later.items()
                )
                may = rule.verb in PASSING and subject in task.falls
                if may and (anyway or is_alike(rule)):
                    continue
            findings.add((rule.id, subject, kind, status, witness))
            if kind == "undetermined":
                verdicts |= {"incomplete"} if status == "new" else set()
                continue
            own = "dispensation", "publication"
            asked = {(way, subject if way in own else "") for way in ways}
            wanted |= asked
            chosen |= asked if len(asked) == 1 else set()
            if status == "new":
                sure.append({way for way, _ in asked})
                verdicts.add("incomplete" if ways else "forbidden")
    left = [*chosen]  # one of several ways is chosen by nobody here
    while left:
        way, subject = left.pop()
        for of, need in case.chain:
            one = (need, f"{way} {subject}")
            if of == way and one not in wanted | chosen:
                wanted.add(one)
                left.append(one)
    for rule in along:  # what a step does for one task it does for all
        if rule.way == "dispensation" or not any(
            ways and all(rule.way in needed(case, way) for way in ways) for ways in sure
        ):
            findings.add((rule.id, "along", "undetermined", "new", None))
            verdicts.add("incomplete")
    verdict = next(one for one in ("forbidden", "incomplete", "clear") if one in verdicts)
    return verdict, findings, Counter(way for way, _ in wanted)


def is_alike(rule: Rule) -> bool:
    """Whether a rule binds who gets something as it bound who had it."""
    return rule.verb == "only may hold" or (rule.subject.endswith("committee") and not rule.holds)


def needed(case: Case, way: str) -> set[str]:
    """An instrument with all that it needs in turn."""
    found, left = set(), [way]
    while left:
        one = left.pop()
        left += [need for of, need in case.chain if of == one and need not in found]
        found.add(one)
    return found
