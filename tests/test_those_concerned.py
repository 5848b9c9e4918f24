# SPDX-License-Identifier: EUPL-1.2
"""Who is asked before areas move, and whose label is looked at: shipped law in a small town."""

from __future__ import annotations

import pytest
from test_other_municipalities import TOWN, checker, proposal

from checker.errors import MistakesError
from checker.language.parser import parse
from checker.pipeline import Checker
from checker.result import Result
from checker.source import Source

DIVIDED = TOWN.replace('"udvalgsstyre"', '"mellemformstyre med delt administrativ ledelse"')
CENTRE = DIVIDED.replace("ledet som enhedsforvaltning", "ledet som center")


def check(changes: str, town: str = TOWN) -> Result:
    return checker(town=town).check(proposal(changes))


def asked(result: Result) -> dict[str | None, str]:
    """The committees that are asked for a statement as a duty, with its state."""
    duties = [one for one in result.instruments if one.kind == "consultation" and one.duty]
    return {one.authority: one.status for one in duties}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("changes", "bodies"),
    [
        ("flyt KEjd fra KFU til BIU\n", {"KFU", "BIU"}),
        ("flyt jobs fra BIU til KFU\n", {"KFU", "BIU"}),
        # The finance committee's statement is asked for by the change of the bylaw.
        ("flyt KEjd fra KFU til ØU\n", {"KFU"}),
        # A new committee cannot be asked; one that ends can.
        ('opret udvalg TU "Tu" med 5 medlemmer\nflyt KEjd fra KFU til TU\n', {"KFU"}),
        ('sammenlæg KFU og BIU til TU "Tu" med 5 medlemmer\n', {"KFU", "BIU"}),
        ("nedlæg BIU med opgaverne til KFU\n", {"KFU", "BIU"}),
        # Of one that ends nothing need be on file.
        ("nedlæg TOM med opgaverne til KFU\n", {"KFU", "TOM"}),
        ('sammenlæg TOM og BIU til TU "Tu" med 5 medlemmer\n', {"TOM", "BIU"}),
        ('opdel TOM i EN "En" med jobs og TO "To" med resten\n', {"TOM"}),
        ("nedlæg TOM\n", {"TOM"}),
        # One statement of each, whatever moves.
        ("flyt KEjd fra KFU til BIU\nflyt KES fra KFU til BIU\n", {"KFU", "BIU"}),
        ('omdøb KFU til KU "Kulturudvalg"\nflyt KEjd til BIU\n', {"KU", "BIU"}),
        ('omdøb KFU til KU "Kulturudvalg"\n', set()),
    ],
)
def test_the_committees_that_areas_leave_and_come_to_are_asked(
    changes: str, bodies: set[str]
) -> None:
    town = f'{TOWN}udvalg TOM "Tomt udvalg" med 5 medlemmer\n'
    assert asked(check(changes, town)) == dict.fromkeys(bodies, "missing")


def test_each_statement_is_carried_for_itself() -> None:
    step = "ledsages af erklæring fra BIU den 2021-05-03\n"
    result = check(f"flyt KEjd fra KFU til BIU\n{step}")
    assert asked(result) == {"KFU": "missing", "BIU": "granted"}
    other = "ledsages af høring af KFU den 2021-05-04\n"
    assert set(asked(check(f"flyt KEjd fra KFU til BIU\n{step}{other}")).values()) == {"granted"}


def test_what_only_a_new_committee_gets_from_the_finance_committee_asks_nobody() -> None:
    result = check('opret udvalg TU "Tu" med 5 medlemmer\nflyt KBS fra ØU til TU\n')
    assert asked(result) == {}
    assert "committees-asked-unit" not in {one.rule for one in result.findings}
    assert not [
        one for one in result.findings if one.requirement == "open" and not one.alternatives
    ]


def test_a_proposal_names_each_committee_whose_statement_it_carries() -> None:
    step = "ledsages af de berørte udvalgs erklæringer, planlagt\n"
    with pytest.raises(MistakesError, match="hvert udvalg"):
        check(f"flyt KEjd fra KFU til BIU\n{step}")


# ---------------------------------------------------------------- the label


def labelled(changes: str, town: str = CENTRE) -> list[tuple[str, str]]:
    found = check(changes, town).findings
    return [(one.status, one.subject.id) for one in found if one.rule == "construction-label"]


@pytest.mark.slow
@pytest.mark.parametrize(
    "changes",
    [
        "flyt KBS fra ØU til KFU\n",
        "led KBS som kontraktenhed\n",
        "overdrag jobs til KBS\n",
        "overdrag passports fra KBS til KES\n",
    ],
)
def test_a_label_is_looked_at_where_the_proposal_touches_the_unit(changes: str) -> None:
    assert ("new", "KBS") in labelled(changes)
    assert (
        labelled(
            changes,
            CENTRE.replace("mellemformstyre med delt administrativ ledelse", "udvalgsstyre"),
        )
        == []
    )


@pytest.mark.parametrize(
    "changes", ["", "flyt KEjd fra KFU til BIU\n", 'omdøb ØU til ØE "Økonomi"\n']
)
def test_no_label_is_told_of_a_unit_that_is_not_touched(changes: str) -> None:
    assert labelled(changes) == []


def test_no_label_is_told_of_a_unit_administration() -> None:
    assert labelled("flyt KBS fra ØU til KFU\n", DIVIDED) == []


# ---------------------------------------------------------------- what a rule may say


@pytest.mark.parametrize("subject", ["the municipality", "a bylaw change"])
def test_those_concerned_are_of_what_moves(subject: str) -> None:
    rule = f"""rule x "X"
    {subject} needs the statements of the committees concerned
    under KSL
"""
    rules = parse(Source.of('source KSL law "L"\n' + rule, "rules.ressort"))
    with pytest.raises(MistakesError, match="a unit or a task leaves and comes to"):
        Checker([rules], [])
