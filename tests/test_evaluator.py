# SPDX-License-Identifier: EUPL-1.2
"""The checker beside a second evaluator that was written from the pages of the language alone."""

import os
from collections import Counter

import pytest
from evaluated import COMMITTEES, WIDER, Case, Rule, Task, Unit, with_units
from evaluator import evaluate
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from towns import Written

from checker.records import fields

CASES = int(os.environ.get("CASES", "0"))
AREAS = ("alfa", "bravo", "gamma")
one_of = st.sampled_from
some = st.lists(one_of(AREAS), min_size=1, max_size=2, unique=True).map(tuple)
areas = one_of((None, *AREAS, *AREAS))
units = st.builds(
    Unit,
    one_of((None, *COMMITTEES, *COMMITTEES)),
    areas,
    one_of((None, "centre", "unit administration", "unit administration")),
)
holders = st.lists(one_of(COMMITTEES), min_size=1, max_size=2, unique=True).map(frozenset)
tasks = st.builds(Task, st.one_of(holders, holders, st.none()), one_of((None, "U1", "U2")), areas)
WAYS = ("", "", "dispensation", "bylaw change", "law amendment")
CHAIN = (("bylaw change", "reading"), ("bylaw change", "publication"),
         ("dispensation", "approval"), ("law amendment", "consultation"))  # fmt: skip


@st.composite
def rules(draw, number, there):
    id = f"r{number}"
    basis = draw(one_of(("law", "law", "bylaw")))
    whom = one_of(("committee", "standing committee", *there))
    verb = draw(
        one_of(
            ("may only hold", "must not hold", "must hold", "only may hold", "exactly one",
             "at most one", "at least one", "at most", "at least", "exactly", "be under",
             "be led as", "needs a unit", "needs a task")
        )
    )  # fmt: skip
    way, holds = draw(one_of(WAYS)), ()
    if verb in ("may only hold", "must not hold", "must hold", "at most", "at least", "exactly"):
        subject, things = draw(whom), draw(some)
        holds = draw(st.one_of(st.just(()), some)) if subject.endswith("committee") else ()
        if verb.split()[-1] not in ("hold",) and draw(st.booleans()):
            things = ()
    elif verb == "only may hold":
        subject, things = draw(one_of(there)), draw(some)
    elif verb == "needs a task":
        subject, things, way = "task", draw(some), way or "publication"
    elif verb in ("exactly one", "at most one", "at least one"):
        subject, things = "", draw(some)
    else:
        subject = draw(one_of(("unit", "U1", "U2")))
        things = {
            "be under": (draw(one_of(there)),), "be led as": ("centre",), "needs a unit": ()
        }[verb]  # fmt: skip
        way = way or ("dispensation" if verb == "needs a unit" else "")
    return Rule(id, subject, verb, things, draw(st.integers(1, 3)), holds, "", way, basis)


KINDS = {"exactly one": "area", "at most one": "area", "at least one": "area",
         "be under": "unit", "be led as": "unit", "needs a unit": "unit",
         "needs a task": "task"}  # fmt: skip


@st.composite
def whole(draw):
    ends = draw(one_of(ENDS))
    there = tuple(dict.fromkeys([*COMMITTEES, *Case({}, {}, (), (), (), ends).remaining]))
    made = [draw(rules(at, there)) for at in range(draw(st.integers(1, 3)))]
    for at in range(1, len(made)):
        same = KINDS.get(made[at].verb, "committee") == KINDS.get(made[at - 1].verb, "committee")
        apart = {"only may hold", "needs a unit", "needs a task"} & {
            made[at].verb,
            made[at - 1].verb,
        }
        if same and not apart and draw(st.integers(0, 2)) == 0:
            made[at] = Rule(**{**vars_of(made[at]), "despite": f"r{at - 1}"})
    there = {f"t{at}": draw(tasks) for at in range(1, draw(st.integers(2, 4)))}
    open_ = [name for name, one in there.items() if one.holders is None]
    for name in open_[2:]:  # each more is many more ways that things may be
        there[name] = Task(draw(holders), there[name].performer, there[name].area)
    gone = [one for old, _ in ends for one in old]
    for at, one in enumerate(gone):  # of which something is on file
        there[f"h{at}"] = Task(frozenset([one]), None, draw(one_of(("alfa", "bravo", "gamma"))))
    own = {"U1": draw(units), "U2": draw(units)}
    filed = with_units(own, there).values()
    held = {area: [one for one in filed if area in WIDER[one.area]] for area in AREAS}
    things = one_of(("U1", "U2", *there, *(area for area, tasks in held.items() if tasks)))
    moves = []
    for thing in draw(st.lists(things, max_size=2, unique=True)):
        having = sorted({name for one in held.get(thing, ()) for name in one.holders or ()})
        staying = [one for one in COMMITTEES if one not in gone]
        moves.append((thing, draw(one_of(("", *having))), draw(one_of(staying))))
    chain = tuple(draw(st.lists(one_of(CHAIN), unique=True)))
    ends = tuple(
        (old, tuple((name, tuple(there["h0"].area if each == "*" else each for each in things))
                    for name, things in parts))
        for old, parts in ends
    )  # fmt: skip
    return Case(own, there, tuple(made), chain, tuple(moves), ends)


# Which committees end, and who gets what of theirs: "*": the area of a task that is on file.
ENDS = (
    (),
    (),
    ((("C1",), (("C2", ()),)),),
    ((("C1",), (("FIN", ()),)),),
    ((("C3",), (("C2", ()),)),),
    ((("C1",), (("N1", ()),)),),
    ((("C1", "C2"), (("N1", ()),)),),
    ((("C1",), (("N1", ("*",)), ("N2", ()))),),
    ((("C1",), (("N1", ("h0",)), ("N2", ()))),),
    ((("C1",), (("C2", ()),)), (("C3",), (("C2", ()),))),
)


def vars_of(rule):
    return {field.name: getattr(rule, field.name) for field in fields(Rule)}


# ---------------------------------------------------------------- as statements


NOUN = {"dispensation": "a dispensation from LAW § 64", "bylaw change": "a bylaw change",
        "law amendment": "an amendment of LAW", "reading": "two readings in the council",
        "publication": "publication", "approval": "an approval by MIN",
        "consultation": "a consultation of C1"}  # fmt: skip


def sentence(rule):
    things = f"{' and '.join(rule.things)} tasks" if rule.things else "tasks"
    named = rule.subject[-1:].isdigit() or rule.subject == "FIN"
    whom = rule.subject if named else f"a {rule.subject}"
    if rule.holds:
        whom += f" that holds {' and '.join(rule.holds)} tasks"
    match rule.verb:
        case "only may hold":
            return f"only {whom} may hold {things}"
        case "exactly one" | "at most one" | "at least one":
            return f"{things} must be held by {rule.verb} committee"
        case "at most" | "at least" | "exactly":
            return f"{whom} must hold {rule.verb} {rule.number} {things}"
        case "be under" | "be led as":
            return f"{whom} must {rule.verb} {rule.things[0]}"
        case "needs a task":
            within = " and ".join(rule.things)
            return f"a task within {within} that moves needs {NOUN[rule.way]}"
        case "needs a unit":
            return f"{whom} that moves needs {NOUN[rule.way]}".replace("U1 that", "U1").replace(
                "U2 that", "U2"
            )
    return f"{whom} {rule.verb} {things}"


def statements(case):
    lines = []
    for rule in case.rules:
        text = sentence(rule)
        extra = ""
        if rule.verb == "needs a unit" and rule.subject != "unit":
            text, extra = text.replace(" moves needs", " needs"), "\n    when it moves"
        elif not rule.verb.startswith("needs") and rule.way:
            extra = f"\n    otherwise {NOUN[rule.way]}"
        despite = f"\n    despite {rule.despite}" if rule.despite else ""
        basis = "LAW § 5" if rule.basis == "law" else "BYL § 7"
        lines.append(f'rule {rule.id} "R"\n    {text}{extra}{despite}\n    under {basis}')
    for at, (of, need) in enumerate(case.chain):
        lines.append(f'rule c{at} "C"\n    {NOUN[of]} needs {NOUN[need]}\n    under LAW § 2')
    town = ['committee C3 "Three"']
    for name, one in case.units.items():
        line = f'unit {name} "Unit" under {one.owner or "no committee"}'
        line += f" within {one.area}" if one.area else ""
        town.append(line + (f" led as {one.construction}" if one.construction else ""))
    for name, one in case.tasks.items():
        line = f'task {name} "Task"' + (f" within {one.area}" if one.area else "")
        line += f" held by {' and '.join(sorted(one.holders))}" if one.holders else ""
        town.append(line + (f" performed by {one.performer}" if one.performer else ""))
    moves = tuple(
        f"move {name}{' tasks' * (name in AREAS)}{f' from {origin}' * bool(origin)} to {place}"
        for name, origin, place in case.moves
    )
    moves += tuple(ending(old, parts) for old, parts in case.ends)
    made = {name for _, parts in case.ends if len(parts) == 1 for name, _ in parts if name == "N1"}
    made -= {name for old, parts in case.ends if len(old) > 1 for name, _ in parts}
    moves += tuple(f'create committee {name} "New" with 9 members' for name in made)
    header = 'proposal "Case"\n    concerns town\n    proposed 2013-06-18\n    effective 2014-01-01'
    return Written(header, tuple(town), tuple(lines), moves, (), None)


def ending(old, parts):
    """That committees end, as a change."""
    if len(parts) > 1:
        each = (
            f'{name} "New {name}" with 9 members with '
            f"{' and '.join(things) if things else 'the rest'}"
            for name, things in parts
        )
        return f"split {old[0]} into {' and '.join(each)}"
    ((name, _),) = parts
    if len(old) > 1:
        return f'merge {" and ".join(old)} into {name} "New" with 9 members'
    return f"abolish {old[0]} into {name}"


SUBJECTS = ("exactly one", "at most one", "at least one", "be under", "be led as")


def both(case):
    """What each of the two says, put alike."""
    verdict, findings, instruments = evaluate(case)
    verbs = {rule.id: rule.verb for rule in case.rules}

    def alike(rule, subject, kind, status, witness):
        whole = verbs[rule] in SUBJECTS or kind == "undetermined"
        return rule, subject, kind, status, None if whole else witness

    wanted = {alike(*one) for one in findings}
    # Where something surely fails, another way to fail it is no question.
    result = statements(case).result()
    found = set()
    for one in result.findings:
        if one.status == "resolved" or one.kind == "note" or one.rule not in verbs:
            continue
        tasks = [dict(each.fact.args) for each in one.witnesses]
        names = [
            each["task"].id if "task" in each else each["thing"].id
            for each in tasks if "task" in each or "thing" in each
        ]  # fmt: skip
        counted = verbs[one.rule] in (
            "at most",
            "at least",
            "exactly",
            "needs a unit",
            "needs a task",
        )
        along = verbs[one.rule] == "needs a task" and one.subject.kind == "committee"
        for name in [None] if counted else names or [None]:
            found.add(
                alike(one.rule, "along" if along else one.subject.id, one.kind, one.status, name)
            )
    numbers = Counter(one.kind for one in result.instruments)
    # Who holds what one alone may hold is told apart by less: such a question errs to the new.
    careful = {
        one
        for one in found
        if verbs[one[0]] in ("exactly one", "at most one")
        if one not in wanted and one[2:4] == ("undetermined", "new")
        if (*one[:3], "existing", None) in wanted
    }
    for one in careful:
        found = found - {one} | {(*one[:3], "existing", None)}
    told = verdict if careful and result.verdict == "incomplete" else result.verdict
    return (verdict, wanted, instruments), (told, found, numbers)


@pytest.mark.slow
def test_two_evaluators_say_the_same(record_property):
    tally = Counter()

    @settings(
        max_examples=CASES or 120,
        deadline=None,
        derandomize=not CASES,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate, Phase.shrink],
        database=None,
    )
    @given(whole())
    def compared(case):
        one, two = both(case)
        tally[one[0]] += 1
        tally["questions"] += any(kind == "undetermined" for _, _, kind, *_ in one[1])
        assert two == one

    compared()
    record_property("tally", [*tally.items()])
