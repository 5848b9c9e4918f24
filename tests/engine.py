# SPDX-License-Identifier: EUPL-1.2
"""A small municipality and a small law, for tests of what sentences mean."""

from checker.language.parser import parse
from checker.pipeline import Checker
from checker.source import Source

NEW, OLD, GONE = "new", "existing", "resolved"
EMPLOYMENT_IN_ONE = "employment tasks must be held by exactly one committee"

LAW = """
source KSL law "Lov om kommunernes styrelse"
source LAB law "Beskæftigelsesloven" in force until 2014-12-31
source SV bylaw "Styrelsesvedtægt" of "Prøveby Kommune"
source M mandate "Kommissorium" of "Prøveby Kommune" given by BR
source G guideline "Vejledning"
authority IM "Indenrigsministeriet"
authority BM "Beskæftigelsesministeriet"
authority TS "Statsforvaltningen" until 2017-03-31 then "Ankestyrelsen"
area employment "beskæftigelse"
area business "erhverv"
area business-policy "erhvervspolitik" within business
area business-service "erhvervsservice" within business
area citizen-service "borgerservice"
area payroll "løn"
area property "ejendomme"
"""

PROCEDURE = """
rule change-on-move "A move changes the bylaw"
    a unit that moves between committees needs a bylaw change
    under KSL § 17
rule two-readings "Two readings"
    a bylaw change needs two readings in the council at least 6 days apart
    under KSL § 2, stk. 2
rule before-meeting "Before the constituting meeting"
    a bylaw change that takes effect at the start of a council term
        needs two readings in the council before the constituting meeting
    under KSL § 2, stk. 2
"""

TOWN = """
municipality town "Prøveby Kommune" as of 2013-06-01
form "mellemformstyre"
council BR "Byrådet"
term from 2010-01-01 until 2013-12-31
term from 2014-01-01 until 2017-12-31
constituting meeting between 1 December and 15 December
finance committee ØU "Økonomiudvalget" administration ØF "Økonomiforvaltningen"
    mayor OB "Overborgmesteren"
committee KU "Kulturudvalget" administration KF "Kulturforvaltningen" mayor KB "Kulturborgmesteren"
committee BIU "Beskæftigelsesudvalget" administration BF "Beskæftigelsesforvaltningen"
unit KBS "Borgerservice" under ØU within citizen-service led as unit administration
unit KEjd "Ejendomme" under KU within property led as contract unit
task jobs "Jobindsats" within employment held by BIU
task passports "Pas" within citizen-service held by ØU performed by KBS
task permits "Tilladelser" within business-service held by KU performed by KBS
task pay "Løn" within payroll held by ØU
"""

HEADER = """
proposal "Prøve"
    concerns town
    proposed 2013-06-18
    effective 2014-01-01
"""


MOVE = "move KBS from ØU to BIU\n"


def rule(sentence, basis="KSL", **extra):
    """One rule with a sentence, resting on a source."""
    lines = [f'rule r "En regel"\n    {sentence}\n    under {basis}\n']
    lines += [f"    {text}\n" for text in extra.values()]
    return "".join(lines)


def checker(rules="", town=TOWN, law=LAW):
    """A checker for the small law with some rules more."""
    documents = [parse(Source.of(law + rules, "law.ressort"))]
    return Checker(documents, [parse(Source.of(town, "town.ressort"))])


def check(changes="", rules="", town=TOWN, header=HEADER, law=LAW, **flags):
    """The result of a proposal with some changes, under some rules."""
    proposal = parse(Source.of(header + changes, "proposal.ressort"))
    return checker(rules, town, law).check(proposal, **flags)


def found(result, *, kinds=("breach", "need", "undetermined", "advice", "note")):
    """What was found, as (status, kind, rule, subject) without the warning that nothing changes."""
    return [
        (one.status, one.kind, one.rule, one.subject.id)
        for one in result.findings
        if one.kind in kinds and one.rule != "changes-nothing"
    ]


def instrument(result, kind):
    """The only instrument of a kind."""
    (one,) = [each for each in result.instruments if each.kind == kind]
    return one
