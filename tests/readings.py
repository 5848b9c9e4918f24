# SPDX-License-Identifier: EUPL-1.2
"""A small bylaw change by its readings, with the rules that ask for them."""

from engine import HEADER, PROCEDURE, checker

from checker.language.parser import parse
from checker.source import Source

MOVE = "move KBS from ØU to BIU\n"
LATER = HEADER.replace("effective", "as of 2013-12-20\n    effective")
MOVED = (
    'rule moved "M"\n    a unit that moves between committees needs a bylaw change\n    under KSL\n'
)


def rule(sentence, name="r", basis="KSL", more=""):
    return f'rule {name} "En regel"\n    {sentence}\n    under {basis}\n{more}'


STATEMENT = PROCEDURE + rule(
    "a bylaw change needs the finance committee's statement before the first reading"
)


def readings(*days):
    return "".join(f"carries a reading on {day}\n" for day in days)


def stated(day):
    return f"carries the finance committee's statement on {day}\n"


def rows(result, step):
    return [(row.number, row.day, row.met) for row in result.schedule if row.step == step]


LATE = "2013-10-20"
READ = MOVE + readings("2013-10-10", "2013-10-31")
MATTERS = rule('KBS needs a decision by BR on "Budget" da "Bevilling" when it moves to BIU')
TWO = MATTERS + rule('KBS needs a decision by BR on "Staff" when it moves to BIU', "s")


def planned(carried, text, header=LATER):
    from checker.weigh.plan import Planner
    from checker.weigh.sweep import Judge

    made = checker(text)
    proposal = made.settled(parse(Source.of(header + MOVE + carried, "p.ressort")))
    return Planner(Judge(made), proposal).plan()
