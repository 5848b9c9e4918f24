# SPDX-License-Identifier: EUPL-1.2
"""Strategies for whole cases: what stands in a town and in its rules, what a proposal changes,
carries and states."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import strategies as st
from towns import AREAS, PROPOSED, Written

one_of = st.sampled_from
COMMITTEES, UNITS, TASKS = ("FIN", "C1", "C2"), ("U1", "U2"), ("t1", "t2", "t3", "t4", "t5")
CONSTRUCTIONS = ("centre", "contract unit", "unit administration")
WITHIN = ("", *(f" within {area}" for area in AREAS))
LED = ("", *(f" led as {one}" for one in CONSTRUCTIONS))


def some(*names: str, most: int = 2) -> st.SearchStrategy[str]:
    """One name or several, in words."""
    return st.lists(one_of(names), min_size=1, max_size=most, unique=True).map(" and ".join)


def chance(draw: st.DrawFn, one_in: int) -> bool:
    return draw(st.integers(1, one_in)) == one_in


# ---------------------------------------------------------------- the town


CALENDARS = (
    ("term from 2010-01-01 until 2013-12-31", "term from 2014-01-01 until 2017-12-31",
     "constituting meeting between 1 December and 15 December"),
    ("term from 2010-01-01 until 2013-12-31", "term from 2014-01-01 until 2017-12-31",
     "constituting meeting between 1 December and 15 December",
     "constituting meeting on 2013-12-05"),
    ("term from 2010-01-01 until 2013-12-31",),
    (),
)  # fmt: skip


@st.composite
def towns(draw: st.DrawFn) -> tuple[str, ...]:
    """The calendar, form, units, tasks and dispensations of a town."""
    lines = [*draw(one_of(CALENDARS))]
    lines += draw(one_of(([], ['form "form one"'], ['form "form two"'])))
    for unit in UNITS:
        owner = draw(one_of((*COMMITTEES, *COMMITTEES, "no committee")))
        described = draw(one_of(("", "", " described in BYL § 7")))
        where = draw(one_of(WITHIN)) + draw(one_of(LED))
        lines.append(f'unit {unit} "Unit {unit}" under {owner}{where}{described}')
    for task in ("t1", *draw(st.lists(one_of(TASKS[1:]), unique=True))):
        holders = draw(st.lists(one_of((*COMMITTEES, "SPC")), max_size=2, unique=True))
        line = f'task {task} "Task {task}"' + draw(one_of(WITHIN))
        line += f" held by {' and '.join(holders)}" if holders else ""
        line += draw(one_of(("", *(f" performed by {unit}" for unit in UNITS))))
        lines.append(
            line + draw(one_of(("", "", " described in BYL § 7", " described in SEC § 3")))
        )
    if chance(draw, 4):
        until = draw(one_of(("", " until 2013-12-31", " until 2015-12-31")))
        lines.append(f"dispensation d1 for U1 from LAW § 64 by MIN held by M1{until}")
    return tuple(lines)


# ---------------------------------------------------------------- the rules


things = some(*AREAS).map("{} tasks".format)
done = st.one_of(things, st.just("t1 and gamma tasks"))
amounts = st.builds("{} {}".format, one_of(("exactly", "at most", "at least")), st.integers(1, 4))
MODALS = ("must", "must not", "should", "should not")
# What can be said of each kind of subject.
SAID = {
    "committee": (
        "holds alfa tasks", "holds bravo and gamma tasks", "is new", "is renamed", "is merged",
        "is split", "is resized", "holds no tasks", "holds at most 1 task", "is abolished",
        "has an even number of members", "has at most 1 unit",
    ),
    "unit": (
        "moves", "moves between committees", "moves to C2", "moves from C1", "is within alfa",
        "is led as unit administration", "performs tasks of another committee", "is under C1",
        "performs gamma tasks", "is led by M1", "performs at most 1 task", "is new",
    ),
    "task": (
        "moves", "moves between committees", "moves to C2", "moves from C1", "is transferred",
        "moves without its unit", "is within bravo", "is held by C1", "is performed by U1",
    ),
}  # fmt: skip
DAY = (
    "the change takes effect at the start of a council term",
    "the change takes effect during a council term",
    "the change takes effect before 2014-02-01",
    'the form is "form one"',
    "no reason is stated",
)
STEPS = (
    "a dispensation from LAW § 64 by MIN",
    "a dispensation for one council term",
    "a bylaw change",
    "an approval by MIN",
    "an approval by BR",
    "a decision by BR",
    'a decision by BR on "Budget"',
    'a decision by FIN on "Staff" da "Personale"',
    "the finance committee's statement",
    "a statement by C1",
    "a notification to SUP",
    "publication",
    "an amendment of LAW",
    "a new constitution of the committees",
    'a dispensation from LAW § 9, not available because "never"',
)
DUES = (
    "before the first reading", "before the second reading", "before the constituting meeting",
    "no later than it takes effect", "after adoption", "within 14 days of adoption",
    "after the term begins", "after adoption no later than it takes effect",
)  # fmt: skip
TIMED = tuple(one for one in STEPS[1:13] if not one.startswith(("a bylaw", "an amend")))


@st.composite
def needed(draw: st.DrawFn) -> str:
    """One instrument, or several as alternatives or together; some of them due on a day."""
    ways = draw(st.lists(one_of(STEPS), min_size=1, max_size=2, unique=True))
    timed = [
        f"{one} {draw(one_of(DUES))}" if one in TIMED and chance(draw, 3) else one for one in ways
    ]
    return draw(one_of((" or ", " and "))).join(timed)


@st.composite
def said(draw: st.DrawFn, kind: str) -> str:
    """Some of what can be said of a kind."""
    return draw(one_of((" and ", " or "))).join(
        draw(st.lists(one_of(SAID[kind]), min_size=1, max_size=2, unique=True))
    )


@st.composite
def subjects(draw: st.DrawFn, kind: str) -> str:
    """A subject of a kind."""
    named = {
        "committee": (*COMMITTEES, "a committee", "a standing committee", "the finance committee",
                      "a special committee"),
        "unit": ("U1", "a unit", "U1 unit administration", "a unit within alfa"),
        "task": ("a task", "a task within alfa"),
    }[kind]  # fmt: skip
    one = draw(one_of(named))
    bare = one.startswith("a ") and chance(draw, 2)
    return f"{one} that {draw(said(kind))}" if bare else one


@st.composite
def sentences(draw: st.DrawFn) -> tuple[str, str]:
    """One sentence on the structure, with the kind of its subject."""
    kind = draw(one_of(("committee", "unit", "task")))
    modal = draw(one_of(MODALS))
    one = draw(subjects(kind))
    if chance(draw, 3):
        asks = draw(one_of(("needs", "needs", "needs", "entails", "may need")))
        return kind, f"{one} {asks} {draw(needed())}"
    if chance(draw, 6):
        number = draw(amounts)
        counted = draw(one_of(("committees", "standing committees", "units", "administrations")))
        where, each = (
            draw(one_of(("alfa", "gamma"))),
            draw(one_of(("exactly", "at least", "at most"))),
        )
        return "", draw(
            one_of(
                (
                    f"there must be {number} {counted}",
                    f"{where} tasks must be held by {each} one committee",
                    f"every {where} task must be held by {each} one committee",
                    "every task must be held by exactly one committee",
                    "every unit must be under exactly one committee",
                )
            )
        )
    who = draw(one_of(COMMITTEES))
    committee = (
        f"{one} may only hold {draw(done)}",
        f"{one} {modal} hold {draw(done)}",
        f"only {one} may hold {draw(done)}",
        f"{one} {modal} hold {draw(amounts)} tasks",
        f"{one} {modal} have {draw(amounts)} units",
        f"{one} {modal} have an odd number of members",
    )
    unit = (
        f"{one} {modal} be under {who}",
        f"{one} may only be under {who}",
        f"{one} {modal} be led as centre",
        f"{one} must be led by M1",
        f"{one} {modal} perform {draw(amounts)} tasks",
    )
    task = (f"{one} {modal} be held by {who}", f"{one} {modal} be performed by U1")
    return kind, draw(one_of({"committee": committee, "unit": unit, "task": task}[kind]))


PROCEDURES = (
    "a bylaw change needs two readings in the council at least 6 days apart",
    "a bylaw change needs two readings in the council at least 6 whole days between",
    "two readings in the council need the finance committee's statement before the first reading",
    "a bylaw change that takes effect at the start of a council term "
    "needs two readings in the council before the constituting meeting",
    "a bylaw change needs a statement by C1 before the second reading",
    "a bylaw change needs the finance committee's statement",
    "a bylaw change entails a notification to SUP after adoption",
    "a bylaw change needs a notification to SUP within 14 days of adoption",
    "a bylaw change needs publication after adoption no later than it takes effect",
    "a bylaw change entails publication",
    "a bylaw change needs an approval by MIN or a notification to SUP",
    "a bylaw change entails a statement by C1 or publication and a decision by BR",
    "an approval by MIN needs a decision by FIN or a consultation of FIN",
    "a dispensation from LAW § 64 needs an approval by BR after the term begins",
    "a dispensation from LAW § 64 entails an approval by BR after the term begins",
    "a bylaw change that is adopted after the constituting meeting needs an approval by MIN",
    "a bylaw change that touches BYL § 7 may need a new constitution of the committees",
    "a bylaw change entails a new constitution of the committees",
    'a bylaw change needs a decision by BR on "Budget" or a decision by FIN on "Staff"',
    'a decision by BR on "Budget" needs a consultation of FIN no later than it takes effect',
)


@st.composite
def rules(draw: st.DrawFn) -> tuple[str, ...]:
    """Some rules on the structure, and the procedure of a bylaw change."""
    made: list[str] = []
    kinds: list[str] = []
    for number in range(draw(st.integers(1, 4))):
        kind, sentence = draw(sentences())
        lines = [f'rule r{number} "R {number}"', f"    {sentence}"]
        basis = draw(
            one_of(("LAW § 5", "LAW § 5", "BYL § 7", "SEC § 3", "MAN", "OFF", "ADV", "OLD § 1"))
        )
        limits = not any(f" {word} " in sentence for word in ("should", "needs", "entails", "need"))
        if limits and basis != "ADV" and chance(draw, 3):
            lines.append(f"    otherwise {draw(needed())}")
        if kind and chance(draw, 4):
            asked = f"it {draw(one_of(SAID[kind]))}" if chance(draw, 2) else draw(one_of(DAY))
            lines.append(f"    {draw(one_of(('when', 'unless')))} {asked}")
        if kinds and kind == kinds[-1] and chance(draw, 3):
            lines.append(f"    despite r{number - 1}")
        kinds.append(kind)
        made.append("\n".join([*lines, f"    under {basis}"]))
    if chance(draw, 4):
        made.append("terms of four years from 2010-01-01")
    if chance(draw, 4):
        made.append("constituting meeting between 1 December and 15 December")
    if chance(draw, 5):
        made.append('form f1 "form one"\nform f2 "form two" also "form three"')
    if chance(draw, 2):
        move = draw(one_of(("a task that moves", "a unit that moves", "a committee that is new")))
        made.append(f'rule m "M"\n    {move} needs a bylaw change\n    under BYL § 7')
    chosen = draw(st.lists(st.integers(0, len(PROCEDURES) - 1), max_size=5, unique=True))
    made += [
        f'rule p{at} "P {at}"\n    {PROCEDURES[at]}\n    under LAW § 2' for at in sorted(chosen)
    ]
    return tuple(made)


# ---------------------------------------------------------------- the proposal


STRUCTURES = (
    ('rename C1 to C9 "Nine"', ("C1",), ("C9",)),
    ('create committee C8 "Eight" administration A8 "Office eight" with 7 members', (), ("C8",)),
    ('create committee C8 "Eight"', (), ("C8",)),
    ('create special committee C8 "Eight" until 2016-12-31', (), ("C8",)),
    ('merge C1 and C2 into C7 "Seven" with 8 members', ("C1", "C2"), ("C7",)),
    ('split C1 into C5 "Five" with alfa and C6 "Six" with 5 members with the rest',
     ("C1",), ("C5", "C6")),
    ("abolish C1 into C2", ("C1",), ()),
    ("abolish C2 into FIN", ("C2",), ()),
    ('create unit U9 "Nine" under FIN within alfa led as centre', (), ()),
    ("resize C2 to 9 members", (), ()),
)  # fmt: skip


@st.composite
def changes(draw: st.DrawFn, town: tuple[str, ...]) -> tuple[str, ...]:
    """Some changes of a town, each of another thing; most of them fit it."""
    made: list[str] = []
    targets = [*COMMITTEES]
    if chance(draw, 3):
        text, ending, coming = draw(one_of(STRUCTURES))
        made.append(text)
        targets = [one for one in (*targets, *coming) if one not in ending]
    stated = [line.split() for line in town if line.startswith(("task ", "unit "))]
    tasks = [one[1] for one in stated if one[0] == "task"]
    areas = {one[one.index("within") + 1] for one in stated if "within" in one}
    wide = areas | ({"alfa"} if "bravo" in areas else set())
    movable = [*tasks, *UNITS, *UNITS, *(f"{area} tasks" for area in sorted(wide))]
    for thing in draw(st.lists(one_of(movable), max_size=2, unique=True)):
        ends = [*targets, "no committee"] if thing in UNITS else targets
        made.append(f"move {thing} to {draw(one_of(ends))}")
    if chance(draw, 4):
        made.append(f"transfer {draw(one_of(tasks))} to {draw(one_of(UNITS))}")
    if chance(draw, 4):
        made.append(f"lead {draw(one_of(UNITS))} as {draw(one_of(CONSTRUCTIONS))}")
    if chance(draw, 8):
        made.append(
            draw(one_of(('insert "More" in BYL § 8', 'reword SEC § 3 from "old" to "new"')))
        )
    for one in stated:
        if one[0] == "task" and "held" not in one and chance(draw, 4):
            made.append(f"given {one[1]} held by {draw(one_of(COMMITTEES))}")
        if "within" not in one and chance(draw, 8):
            made.append(f"given {one[1]} within {draw(one_of(AREAS))}")
        if one[0] == "unit" and "led" not in one and chance(draw, 4):
            made.append(f"given {one[1]} led as {draw(one_of(CONSTRUCTIONS))}")
    return tuple(made)


CARRIED = (
    "a reading in BR", "a reading in BR", "a reading in BR", "a reading in FIN", "a reading",
    "a consultation of FIN", "a statement by C1", "an approval by MIN", "an approval by BR",
    "a decision by BR", 'a decision by BR on "Budget"', 'a decision by FIN on "Personale"',
    "a notification to SUP", "publication", "a new constitution of the committees",
)  # fmt: skip
REFUSED = ("an approval", "a decision")


@st.composite
def steps(draw: st.DrawFn, days: st.SearchStrategy[date]) -> tuple[str, ...]:
    """Some steps and grants that a proposal carries."""
    made = []
    for step in draw(st.lists(one_of(CARRIED), max_size=5)):
        states = [", planned", *[f" on {draw(days)}"] * 4]
        states += [f", refused {draw(days)}"] if step.startswith(REFUSED) else []
        made.append(f"carries {step}{draw(one_of(states))}")
    day, end = sorted((draw(days), draw(days)))
    until = draw(one_of(("", "", f" until {end}", " until 2018-12-31")))
    states = ("planned", f"applied {day}", f"granted {day}{until}", f"refused {day}")
    if chance(draw, 3):
        thing = draw(one_of((*UNITS, *COMMITTEES, "t1")))
        norm = draw(one_of((" from LAW § 64", " from LAW § 64 by MIN", " from LAW", "")))
        made.append(f"carries a dispensation for {thing}{norm}, {draw(one_of(states))}")
    if chance(draw, 8):
        made.append(f"carries an amendment of LAW, {draw(one_of(states))}")
    if chance(draw, 5):
        made.append("carries a bylaw change, planned")
    return tuple(dict.fromkeys(made))


EFFECTIVE = ("2014-01-01", "2014-01-01", "2014-01-01", "2013-10-01", "2014-03-15", "2018-01-01")


@st.composite
def cases(draw: st.DrawFn) -> Written:
    """A whole case, which may not fit together."""
    (case,) = draw(families(1))
    return case


@st.composite
def families(draw: st.DrawFn, most: int = 6) -> list[Written]:
    """Some proposals in one town under one law."""
    town, law = draw(towns()), draw(rules())
    return [draw(proposals(town, law)) for _ in range(most)]


@st.composite
def proposals(draw: st.DrawFn, town: tuple[str, ...], law: tuple[str, ...]) -> Written:
    """A proposal, judged on some day before or after its day of effect."""
    effective = date.fromisoformat(draw(one_of(EFFECTIVE)))
    span = (effective - PROPOSED).days + 60
    days = st.integers(0, span).map(lambda one: PROPOSED + timedelta(one))
    header = (
        f'proposal "Case"\n    concerns town\n    proposed {PROPOSED}\n    as of {draw(days)}\n'
    )
    header += f"    effective {effective}"
    header += draw(one_of(("", "", f" until {effective + timedelta(700)}")))
    header += '\n    reason "R"' if chance(draw, 4) else ""
    return Written(header, town, law, draw(changes(town)), draw(steps(days)), effective)
