"""Strategies for whole cases: a small town, a small law and a proposal, as a lawyer writes them."""

from __future__ import annotations

from datetime import date, timedelta

from attrs import evolve, frozen
from hypothesis import strategies as st

from checker.language.parser import parse
from checker.language.printer import print_document
from checker.pipeline import Checker
from checker.result import Phrase, Result
from checker.source import Source

AREAS = ("alfa", "bravo", "gamma")
LAW = """\
source LAW law "Law"
source BYL bylaw "Bylaw" of "Town"
source MAN mandate "Mandate" of "Town" given by BR
source ADV guideline "Advice"
authority MIN "Ministry"
authority SUP "Supervision"
area alfa "alfa"
area bravo "bravo" within alfa
area gamma "gamma"
"""
TOWN = """\
municipality town "Town" as of 2013-01-01
form "form one"
council BR "Council"
term from 2010-01-01 until 2013-12-31
term from 2014-01-01 until 2017-12-31
constituting meeting between 1 December and 15 December
finance committee FIN "Finance" administration AF "Finance office" mayor M0 "Lord mayor"
committee C1 "One" administration A1 "Office one" mayor M1 "Mayor one"
committee C2 "Two" administration A2 "Office two" mayor M2 "Mayor two"
special committee SPC "Special"
provision BYL § 7 of C1
"""
COMMITTEES, UNITS, TASKS = ("FIN", "C1", "C2"), ("U1", "U2"), ("t1", "t2", "t3", "t4", "t5")
CONSTRUCTIONS = ("centre", "contract unit", "unit administration")
FIRST, LAST = date(2013, 6, 18), date(2014, 6, 30)


@frozen
class Written:
    """A case as statements: ``town``, ``rules``, ``changes`` and ``carried`` stand in any order."""

    header: str
    town: tuple[str, ...]
    rules: tuple[str, ...]
    changes: tuple[str, ...]
    carried: tuple[str, ...]

    @property
    def texts(self) -> tuple[str, str, str]:
        """The rule base, the organisation and the proposal."""
        return (
            LAW + "\n".join(self.rules),
            TOWN + "\n".join(self.town),
            self.header + "\n" + "\n".join((*self.changes, *self.carried)),
        )

    def result(self, surface: str = "en") -> Result:
        """The answer. Raises MistakesError where the case does not fit together."""
        return judged(self.texts, surface)

    def with_carried(self, *carried: str) -> Written:
        return evolve(self, carried=carried)


def judged(texts: tuple[str, str, str], surface: str = "en") -> Result:
    """The answer to three texts, after a translation where another surface is asked for."""
    rules, town, proposal = (
        parse(Source.of(text, name))
        for text, name in zip(texts, ("r.ressort", "o.ressort", "p.ressort"), strict=True)
    )
    if surface != "en":
        words = Checker([rules], [town]).words
        rules, town, proposal = (
            parse(Source.of(print_document(one, surface, words), one.span.path))
            for one in (rules, town, proposal)
        )
    return Checker([rules], [town]).check(proposal)


def told(result: Result) -> dict[str, object]:
    """All that a result says, but for the places in the files and the order of what is listed."""
    return {
        "verdict": result.verdict,
        "findings": [
            (
                *(one.id, one.rule, one.kind, one.status, one.severity, one.subject),
                *(unordered(one.message), unordered(one.questions), unordered(one.suggested)),
                unordered([witness.fact for witness in one.witnesses]),
                unordered([witness.fact for witness in one.support]),
                *(one.requirement, one.alternatives, one.chosen, unordered(one.remarks)),
            )
            for one in result.findings
        ],
        "instruments": [evolve(one, basis=()) for one in result.instruments],
        "bylaw": result.bylaw_changes,
        "schedule": result.schedule,
    }


def unordered(value: object) -> object:
    """A value with every list in it sorted."""
    if isinstance(value, Phrase):
        return value.key, [(name, unordered(one)) for name, one in value.args]
    if isinstance(value, list | tuple):
        return sorted(map(unordered, value), key=repr)
    return value


days = st.dates(FIRST, LAST).map(date.isoformat)
one_of = st.sampled_from


def lists(*names: str) -> st.SearchStrategy[str]:
    some = st.lists(one_of(names), min_size=1, max_size=2, unique=True)
    return some.map(" and ".join)


things = lists(*AREAS).map("{} tasks".format)
owners = st.one_of(st.none(), one_of(COMMITTEES))


@st.composite
def towns(draw: st.DrawFn) -> tuple[str, ...]:
    """The units and tasks of a town."""
    lines = []
    for unit in UNITS:
        owner = draw(one_of((*COMMITTEES, "no committee")))
        line = f'unit {unit} "Unit {unit}" under {owner}'
        line += draw(one_of(("", *(f" within {area}" for area in AREAS))))
        line += draw(one_of(("", *(f" led as {one}" for one in CONSTRUCTIONS))))
        lines.append(line)
    for task in draw(st.lists(one_of(TASKS), unique=True)):
        line = f'task {task} "Task {task}"'
        line += draw(one_of(("", *(f" within {area}" for area in AREAS))))
        holders = draw(st.lists(one_of(COMMITTEES), max_size=2, unique=True))
        line += f" held by {' and '.join(holders)}" if holders else ""
        line += draw(one_of(("", *(f" performed by {unit}" for unit in UNITS))))
        line += draw(one_of(("", "", " described in BYL § 7")))
        lines.append(line)
    return tuple(lines)


committees = one_of((*COMMITTEES, "a committee", "a standing committee", "the finance committee"))
clauses = one_of(
    (
        "that holds alfa tasks",
        "that holds bravo and gamma tasks",
        "that is new",
        "that is renamed",
        "that is merged",
    )
)
moving = one_of(("moves", "moves between committees", "moves to C2", "moves from C1"))
predicates = one_of(
    ("it holds alfa tasks", "it holds gamma tasks", "it is new", 'the form is "form one"')
)
modals = one_of(("must", "must not", "should", "should not"))
verbs = st.one_of(
    things.map("hold {}".format),
    st.just("hold t1 and gamma tasks"),
)
STEPS = (
    "a dispensation from LAW § 64 by MIN",
    "a dispensation for one council term",
    "a bylaw change",
    "an approval by MIN",
    "a decision by BR",
    "a consultation of the finance committee",
    "an amendment of LAW",
)
needed = st.lists(one_of(STEPS), min_size=1, max_size=2, unique=True).flatmap(
    lambda ways: one_of((" or ".join(ways), " and ".join(ways)))
)


@st.composite
def sentences(draw: st.DrawFn) -> str:
    """One sentence on the structure."""
    subject = draw(st.one_of(committees, st.builds("a committee {}".format, clauses)))
    unit = draw(one_of(("U1", "a unit", "U1 unit administration")))
    return draw(
        one_of(
            (
                f"{subject} may only {draw(verbs)}",
                f"{subject} {draw(modals)} {draw(verbs)}",
                f"only {draw(one_of(COMMITTEES))} may {draw(verbs)}",
                f"{draw(things)} must be held by exactly one committee",
                "every task must be held by exactly one committee",
                f"{unit} {draw(modals)} be under {draw(one_of(COMMITTEES))}",
                f"a task that {draw(moving)} needs {draw(needed)}",
                f"a unit that {draw(moving)} needs {draw(needed)}",
                f"{unit} needs {draw(needed)}",
                f"a unit that performs tasks of another committee needs {draw(needed)}",
                f"there must be {draw(one_of(('exactly', 'at most', 'at least')))} "
                f"{draw(st.integers(2, 4))} committees",
            )
        )
    )


@st.composite
def rules(draw: st.DrawFn) -> tuple[str, ...]:
    """Some rules on the structure, and the procedure of a bylaw change."""
    made = []
    for number in range(draw(st.integers(1, 4))):
        lines = [f'rule r{number} "R {number}"', f"    {draw(sentences())}"]
        if draw(st.integers(0, 3)) == 0 and " should" not in lines[1] and " needs " not in lines[1]:
            lines.append(f"    otherwise {draw(needed)}")
        if draw(st.integers(0, 4)) == 0:
            lines.append(f"    {draw(one_of(('when', 'unless')))} {draw(predicates)}")
        basis = draw(one_of(("LAW § 5", "LAW § 5", "BYL § 7", "MAN", "ADV")))
        if basis == "ADV":
            lines = [one for one in lines if not one.startswith("    otherwise")]
        lines.append(f"    under {basis}")
        made.append("\n".join(lines))
    procedure = draw(st.lists(one_of(PROCEDURE), unique=True))
    return (*made, *procedure)


PROCEDURE = tuple(
    f'rule p{number} "P {number}"\n    {sentence}\n    under LAW § 2'
    for number, sentence in enumerate(
        (
            "a bylaw change needs two readings in the council at least 6 days apart",
            "a bylaw change that takes effect at the start of a council term "
            "needs two readings in the council before the constituting meeting",
            "a bylaw change needs a consultation of the finance committee",
            "a bylaw change needs a notification to SUP",
            "a bylaw change needs publication",
            "a dispensation from LAW § 64 needs an approval by BR",
            "a bylaw change that touches BYL § 7 may need a new constitution of the committees",
        )
    )
)


@st.composite
def changes(draw: st.DrawFn, town: tuple[str, ...]) -> tuple[str, ...]:
    """Some changes of a town; not all of them fit it."""
    tasks = [line.split()[1] for line in town if line.startswith("task ")]
    movable = (*tasks, *UNITS, *(f"{area} tasks" for area in AREAS))
    made = []
    for _ in range(draw(st.integers(0, 3))):
        target = draw(one_of(COMMITTEES))
        made.append(
            draw(
                st.one_of(
                    one_of(movable).map(lambda one, to=target: f"move {one} to {to}"),
                    one_of(movable).map(lambda one, to=target: f"move {one} to {to}"),
                    one_of(tasks or UNITS).map(lambda one: f"transfer {one} to U1"),
                    one_of(
                        (
                            'rename C1 to C9 "Nine"',
                            'create committee C8 "Eight" administration A8 "Office eight"',
                            'merge C1 and C2 into C7 "Seven"',
                            'split C1 into C5 "Five" with alfa and C6 "Six" with the rest',
                            "resize C2 to 9 members",
                            "lead U1 as unit administration",
                            "lead U2 as centre",
                        )
                    ),
                )
            )
        )
    return tuple(dict.fromkeys(made))


@st.composite
def steps(draw: st.DrawFn) -> tuple[str, ...]:
    """Some steps and grants that a proposal carries."""
    made = []
    for _ in range(draw(st.integers(0, 4))):
        step = draw(
            one_of(
                (
                    "a reading in BR",
                    "a reading in BR",
                    "a consultation of FIN",
                    "an approval by MIN",
                    "an approval by BR",
                    "a decision by BR",
                    "a notification to SUP",
                    "publication",
                )
            )
        )
        made.append(f"carries {step}{draw(one_of((', planned', f' on {draw(days)}')))}")
    for _ in range(draw(st.integers(0, 1))):
        thing = draw(one_of((*UNITS, *COMMITTEES)))
        state = draw(one_of(("planned", f"applied {draw(days)}", f"granted {draw(days)}")))
        made.append(f"carries a dispensation for {thing} from LAW § 64 by MIN, {state}")
    return tuple(dict.fromkeys(made))


@st.composite
def cases(draw: st.DrawFn) -> Written:
    """A whole case, which may not fit together."""
    town = draw(towns())
    effective = draw(one_of(("2014-01-01", "2014-01-01", "2013-10-01", "2014-03-15")))
    as_of = FIRST + timedelta(days=draw(st.integers(0, 300)))
    header = (
        f'proposal "Case"\n    concerns town\n    proposed {FIRST}\n'
        f"    as of {as_of}\n    effective {effective}"
    )
    return Written(header, town, draw(rules()), draw(changes(town)), draw(steps()))
