# SPDX-License-Identifier: EUPL-1.2
"""Rules looked at by lint, and what it tells."""

from checker.audit.examination import Examination, examine_rules
from checker.language.parser import parse
from checker.source import Source

LAW = """
source KSL law "Lov om kommunernes styrelse"
source OLD law "Gammel lov" in force until 2014-12-31
source G guideline "Vejledning"
source SV bylaw "Vedtægt" of "Prøveby Kommune"
source M mandate "Kommissorium" of "Prøveby Kommune" given by the council
authority IM "Ministeriet"
area business "erhverv"
area business-policy "erhvervspolitik" within business
area business-service "erhvervsservice" within business
area payroll "løn"
area care "pleje"
"""


TOWN = """
municipality town "Prøveby Kommune" as of 2013-06-01
finance committee ØU "Økonomiudvalget" mayor OB "O"
committee BIU "B" mayor BB "B"
committee KFU "K"
committee TMU "T"
special committee SU "S"
unit KES "E" under TMU
unit KBS "S" under ØU
task passports "Pas" held by ØU
"""


def rules(*sentences: str) -> str:
    """A rule base: each sentence as a rule r1, r2, … under KSL unless it names its basis."""
    said = []
    for number, sentence in enumerate(sentences, 1):
        basis = "" if "\n under " in sentence else "\n under KSL"
        said.append(f'rule r{number} "R{number}"\n {sentence}{basis}\n')
    return LAW + "".join(said)


def linted(*sentences: str, town: str = TOWN) -> Examination:
    base = parse(Source.of(rules(*sentences), "law.ressort"))
    organisation = parse(Source.of(town, "town.ressort"))
    return examine_rules([base], [organisation], [organisation], [], "en")
