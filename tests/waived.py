# SPDX-License-Identifier: EUPL-1.2
"""A rule of each rank that a move breaks, and what a waiver makes of it."""

from collections.abc import Sequence

from engine import HEADER, LAW, TOWN

from checker.language.parser import parse
from checker.pipeline import Checker
from checker.result import Finding, Result
from checker.source import Source

RULES = """
rule no-pay "KU holds no pay"
    KU must not hold payroll tasks
    under M
rule no-pay-by-bylaw "KU holds no pay"
    KU must not hold payroll tasks
    under SV § 1
rule no-pay-by-law "KU holds no pay"
    KU must not hold payroll tasks
    under KSL § 1
rule pay-advice "KU should hold no pay"
    KU should not hold payroll tasks
    under KSL § 1
rule no-pay-at-all "KU holds no pay"
    KU must not hold payroll tasks
    under SV § 2
    not waivable
rule who-holds "KU holds no property"
    KBS must be held by exactly one committee
    under KSL § 9
"""
ONE = RULES.split("rule no-pay-by-bylaw")[0]
MOVE = "move pay from ØU to KU\n"
DECIDED = 'because "A trial" decided by BR on 2013-06-10 journal "2013-0042"'


def rule(name: str) -> str:
    """One of the rules alone."""
    return next(f"rule {each}" for each in RULES.split("rule ") if each.startswith(f'{name} "'))


def check(
    changes: str,
    rules: str = ONE,
    registers: Sequence[str] = (),
    header: str = HEADER,
    **flags: object,
) -> Result:
    """The result of a proposal with some registers on file."""
    judge = Checker(
        [parse(Source.of(LAW + rules, "law.ressort"))],
        [parse(Source.of(TOWN, "town.ressort"))],
        [parse(Source.of(text, f"register-{at}.ressort")) for at, text in enumerate(registers)],
    )
    return judge.check(parse(Source.of(header + changes, "proposal.ressort")), **flags)


def of_rule(result: Result, name: str) -> Finding:
    (found,) = [one for one in result.findings if one.rule == name]
    return found


def rules_found(result: Result) -> list[str]:
    return sorted(one.rule for one in result.findings if one.rule.startswith("waiver-"))


REGISTER = "waivers of town\n"
