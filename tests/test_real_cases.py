# SPDX-License-Identifier: EUPL-1.2
"""What public cases of real municipalities came to, and others like them."""

from __future__ import annotations

from functools import cache

import pytest
from test_other_municipalities import read

from checker import folders
from checker.language.parser import parse
from checker.pipeline import Checker
from checker.report.express import express
from checker.result import Result
from checker.source import Source

AARHUS = """
kommune byen "Aarhus Kommune" pr. 2025-10-01
styreform "magistratsstyre"
kommunalbestyrelse AB "Aarhus Byråd" med 31 medlemmer
økonomiudvalg MAG "Magistraten" borgmester BM1 "Borgmesteren" med 9 medlemmer
udvalg MSB "Sociale Forhold og Beskæftigelse" borgmester RSB "Rådmanden"
"""
RANDERS = """
kommune byen "Randers Kommune" pr. 2015-06-01
styreform "udvalgsstyre"
kommunalbestyrelse RB "Randers Byråd" med 31 medlemmer
konstituerende møde den 2013-12-09
økonomiudvalg ØU "Økonomiudvalget"
udvalg SOU "Socialudvalget"
udvalg ELU "Erhvervs- og Landdistriktsudvalget"
udvalg SÆU "Sundheds- og Ældreudvalget"
udvalg AU "Arbejdsmarkedsudvalget"
enhed socialcenter "Socialcentret" under SOU inden for socialområdet
"""
SLAGELSE = """
kommune byen "Slagelse Kommune" pr. 2018-02-26
styreform "udvalgsstyre"
kommunalbestyrelse SB "Slagelse Byråd" med 31 medlemmer
konstituerende møde den 2017-12-01
økonomiudvalg ØU "Økonomiudvalget" med 9 medlemmer
udvalg SBU "Social- og Beskæftigelsesudvalget" med 7 medlemmer
udvalg SSU "Sundheds- og Seniorudvalget" med 7 medlemmer
"""
TEMA = """
kommune byen "Temakommunen" pr. 2007-05-01
styreform "udvalgsstyre"
kommunalbestyrelse BY "Byrådet" med 25 medlemmer
valgperiode fra 2006-01-01 til og med 2009-12-31
konstituerende møde den 2005-12-06
økonomiudvalg ØU "Økonomiudvalget" med 7 medlemmer
udvalg TU "Teknisk Udvalg" med 5 medlemmer
opgave vejnet "Vejnettet" inden for veje varetaget af TU
"""
KOEGE = """
kommune byen "Køge Kommune" pr. 2017-11-28
styreform "udvalgsstyre"
kommunalbestyrelse KB "Køge Byråd" med 27 medlemmer
økonomiudvalg ØU "Økonomiudvalget" med 9 medlemmer
udvalg BU "Børneudvalget" med 7 medlemmer
udvalg SU "Skoleudvalget" med 7 medlemmer
"""
BOTH = 'sammenlæg ELU og AU til EAU "Eau" med {n}\nsammenlæg SOU og SÆU til SSU "Ssu" med {n}\n'


@cache
def town(text: str) -> Checker:
    return Checker(read([folders.RULES]), [parse(Source.of(text, "organisation.ressort"))])


def judged(text: str, proposed: str, as_of: str, effective: str, changes: str) -> Result:
    header = f'forslag "P"\n    vedrører byen\n    fremsat {proposed}\n    pr. {as_of}\n'
    header += f"    virkning fra {effective}\n"
    return town(text).check(parse(Source.of(header + changes, "forslag.ressort")))


def rules(result: Result, status: str = "new") -> set[str]:
    return {one.rule for one in result.findings if one.status == status}


def carried(*steps: str) -> str:
    return "".join(f"ledsages af {step}\n" for step in steps)


# ---------------------------------------------------------------- members of the magistrate

TEN = "ændr medlemstallet i MAG til 10\n"
READ_IN_AARHUS = carried(
    "økonomiudvalgets erklæring den 2025-10-01",
    "behandling i AB den 2025-10-08",
    "behandling i AB den 2025-10-29",
)
CONFIRMED = "godkendelse fra IM, meddelt den 2025-11-20"
FOUR = (
    "dispensation til MAG fra KSL § 64 meddelt af IM med hjemmel i KSL § 65 c, stk. 2,"
    " meddelt den {day} til og med {until}"
)


def aarhus(steps: str, as_of: str = "2025-11-28", changes: str = TEN) -> Result:
    return judged(AARHUS, "2025-10-01", as_of, "2026-01-01", changes + READ_IN_AARHUS + steps)


@pytest.mark.slow
@pytest.mark.parametrize("form", ["magistratsstyre", "magistratsordning"])
@pytest.mark.parametrize("members", [8, 10, 11])
def test_confirmation_and_dispensation_are_due_before_the_constituting_meeting(
    form: str, members: int
) -> None:
    text = AARHUS.replace("magistratsstyre", form)
    change = TEN.replace("10", str(members))
    result = judged(text, "2025-10-01", "2025-10-30", "2026-01-01", change + READ_IN_AARHUS)

    assert result.verdict == "incomplete"
    assert not {one for one in rules(result) if "size" in one}
    wanted = {one.kind: one for one in result.instruments if not one.duty}
    assert wanted["approval"].authority == wanted["dispensation"].authority == "IM"
    assert wanted["dispensation"].norm == "KSL § 64"
    assert wanted["dispensation"].granted_under == "KSL § 65 c, stk. 2"
    assert str(wanted["dispensation"].until) == "2029-12-31"
    last = {row.step: str(row.latest) for row in result.schedule if row.latest}
    assert last["approval"] == last["dispensation"] == "2025-11-30"
    steps = express([result], "da", str).results[0].next_steps
    days = {str(one.by) for one in steps if one.instruments[0].startswith(("disp", "appr"))}
    assert days == {"2025-11-30"}
    assert any("senest søndag den 30. november 2025" in one.words for one in steps)


@pytest.mark.parametrize(
    ("steps", "verdict"),
    [
        (carried(CONFIRMED, FOUR.format(day="2025-11-20", until="2029-12-31")), "clear"),
        (carried(CONFIRMED), "incomplete"),
        (carried(FOUR.format(day="2025-11-20", until="2029-12-31")), "incomplete"),
        (carried(CONFIRMED, FOUR.format(day="2025-12-30", until="2029-12-31")), "incomplete"),
        (carried("godkendelse fra IM, planlagt"), "incomplete"),
    ],
)
def test_members_without_portfolio_take_both(steps: str, verdict: str) -> None:
    as_of = "2025-12-31" if "2025-12-30" in steps else "2025-11-28"
    assert aarhus(steps, as_of).verdict == verdict


def test_a_missed_last_day_is_told_in_the_step_too() -> None:
    steps = express([aarhus("", "2025-12-05")], "da", str).results[0].next_steps
    (told,) = [one.words for one in steps if "dispensation" in one.words]
    assert "sidste dag var søndag den 30. november 2025" in told
    assert "1. januar 2026" not in told


# ---------------------------------------------------------------- in the midst of a term

ADOPTED_IN_RANDERS = carried(
    "høring af ØU den 2015-06-01",
    "behandling i RB den 2015-06-08",
    "behandling i RB den 2015-06-22",
)


def randers(changes: str) -> Result:
    return judged(RANDERS, "2015-06-01", "2015-06-23", "2015-07-01", changes + ADOPTED_IN_RANDERS)


def test_a_merger_in_mid_term_is_clear_with_a_warning_at_the_top_and_a_new_constitution() -> None:
    result = randers(BOTH.format(n="7 medlemmer"))

    assert result.verdict == "clear"
    assert {"reason-committees", "reconstitution-of-committees"} <= rules(result)
    (duty,) = [one for one in result.instruments if one.kind == "reconstitution"]
    assert duty.duty
    assert duty.status == "missing"
    told = express([result], "da", str).results[0].summary
    assert "Advarsel: Ændringen får virkning midt i en valgperiode" in told
    assert told.count("Advarsel") == 1
    assert not [one for one in result.findings if one.questions]
    assert [one.source for one in result.instruments if one.kind == "bylaw change"] == [None]


def test_a_stated_reason_leaves_no_warning_and_an_election_meets_the_duty() -> None:
    changes = BOTH.format(n="7 medlemmer") + carried("omkonstituering den 2015-06-22")
    header = 'forslag "P"\n    vedrører byen\n    fremsat 2015-06-01\n    pr. 2015-06-23\n'
    header += '    virkning fra 2015-07-01\n    begrundelse "Opgaverne hænger sammen"\n'
    result = town(RANDERS).check(
        parse(Source.of(header + changes + ADOPTED_IN_RANDERS, "forslag.ressort"))
    )

    assert result.verdict == "clear"
    assert not {one for one in rules(result) if one.startswith("reason")}
    assert "Advarsel" not in express([result], "da", str).results[0].summary
    (duty,) = [one for one in result.instruments if one.kind == "reconstitution"]
    assert duty.status == "granted"


@pytest.mark.parametrize(
    ("members", "verdict"),
    [("", "incomplete"), (" med 8 medlemmer", "incomplete"), (" med 17 medlemmer", "incomplete")],
)
def test_a_merged_committee_has_a_number_that_the_law_allows(members: str, verdict: str) -> None:
    assert randers(BOTH.replace(" med {n}", members)).verdict == verdict


def test_at_the_start_of_a_term_neither_reason_nor_constitution_is_asked_for() -> None:
    result = judged(RANDERS, "2017-06-01", "2017-06-01", "2018-01-01", BOTH.format(n="7 medlemmer"))
    found = rules(result)
    assert not {one for one in found if one.startswith(("reason", "reconstitution"))}
    assert not [one for one in result.instruments if one.kind == "reconstitution"]


# ---------------------------------------------------------------- numbers


ADOPTED_IN_SLAGELSE = carried(
    "økonomiudvalgets erklæring den 2018-02-20",
    "behandling i SB den 2018-02-26",
    "behandling i SB den 2018-03-12",
)
PERMIT = (
    "dispensation til {body} fra KSL § 17 meddelt af IM med hjemmel i KSL § 65 c, stk. 1, {state}"
)
GRANTED = "meddelt den 2018-03-15 til og med 2021-12-31"


def slagelse(changes: str, text: str = SLAGELSE) -> Result:
    return judged(text, "2018-02-26", "2018-03-20", "2018-03-26", changes + ADOPTED_IN_SLAGELSE)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("body", "members", "broken"),
    [
        ("SBU", 8, {"committee-size-odd-mid-term"}),
        ("SBU", 9, set()),
        ("SBU", 15, set()),
        ("SBU", 16, {"committee-size-odd-mid-term", "committee-size-half-mid-term"}),
        ("SBU", 17, {"committee-size-half-mid-term"}),
        ("ØU", 8, {"finance-committee-size-odd-mid-term"}),
        ("ØU", 15, set()),
        ("ØU", 17, {"finance-committee-size-half-mid-term"}),
    ],
)
def test_a_number_is_odd_and_at_most_half_of_the_councils(
    body: str, members: int, broken: set[str]
) -> None:
    change = f"ændr medlemstallet i {body} til {members}\n"
    result = slagelse(change)

    assert {one.rule for one in result.findings if one.kind == "breach"} == broken
    assert result.verdict == ("incomplete" if broken else "clear")
    for state, verdict in ((GRANTED, "clear"), ("afslået den 2018-03-15", "forbidden")):
        permitted = slagelse(change + carried(PERMIT.format(body=body, state=state)))
        assert permitted.verdict == (verdict if broken else "clear")


def test_an_even_number_stays_even_where_it_was_even_before() -> None:
    text = SLAGELSE.replace('"Social- og Beskæftigelsesudvalget" med 7', '"Sbu" med 8')
    assert "committee-size-odd-mid-term" in rules(
        slagelse("ændr medlemstallet i SBU til 10\n", text)
    )


@pytest.mark.parametrize("members", [9, 8])
def test_where_the_councils_size_is_on_no_file_it_is_asked(members: int) -> None:
    text = SLAGELSE.replace(" med 31 medlemmer", "")
    result = slagelse(f"ændr medlemstallet i SBU til {members}\n", text)
    assert [one for one in result.findings if one.questions]
    assert result.verdict == "incomplete"


@pytest.mark.parametrize("body", ["SBU", "ØU"])
def test_at_the_start_of_a_term_the_permission_is_had_before_the_meeting(body: str) -> None:
    change = f"ændr medlemstallet i {body} til 8\n"
    result = judged(SLAGELSE, "2021-06-01", "2021-06-01", "2022-01-01", change)

    (permit,) = [one for one in result.instruments if one.kind == "dispensation"]
    (row,) = [one for one in result.schedule if one.requires == permit.id]
    assert (permit.norm, permit.granted_under) == ("KSL § 17", "KSL § 65 c, stk. 1")
    assert str(row.latest) == "2021-11-30"


# ---------------------------------------------------------------- a committee that holds nothing

NEW = 'opret udvalg TEMA "Temaudvalget" med {n} medlemmer\n'
ADOPTED_BY_THEME = carried(
    "økonomiudvalgets erklæring den 2007-05-02",
    "behandling i BY den 2007-05-08",
    "behandling i BY den 2007-06-12",
)
HOLDS_NOTHING = (
    "dispensation til TEMA fra KSL § 17, stk. 1 meddelt af IM med hjemmel i KSL § 65 c, stk. 1,"
    " meddelt den 2007-05-16 til og med {until}"
)


def theme(changes: str) -> Result:
    return judged(TEMA, "2007-05-01", "2007-06-30", "2007-07-01", changes + ADOPTED_BY_THEME)


@pytest.mark.parametrize(
    ("changes", "verdict"),
    [
        (NEW.format(n=7), "incomplete"),
        (NEW.format(n=7) + carried(HOLDS_NOTHING.format(until="2009-12-31")), "clear"),
        (NEW.format(n=7) + carried(HOLDS_NOTHING.format(until="2007-06-30")), "incomplete"),
        (NEW.format(n=7) + "flyt vejnet fra TU til TEMA\n", "clear"),
        (NEW.format(n=6) + "flyt vejnet fra TU til TEMA\n", "incomplete"),
        (NEW.format(n=13) + "flyt vejnet fra TU til TEMA\n", "incomplete"),
    ],
)
def test_a_standing_committee_holds_tasks_or_has_a_dispensation(changes: str, verdict: str) -> None:
    result = theme(changes)
    assert result.verdict == verdict
    held = "flyt" in changes
    assert ("committee-without-tasks" in rules(result)) != held


def test_the_dispensation_is_shown_with_its_last_day() -> None:
    result = theme(NEW.format(n=7) + carried(HOLDS_NOTHING.format(until="2009-12-31")))
    (one,) = [one for one in result.instruments if one.kind == "dispensation"]
    assert (one.status, str(one.until)) == ("granted", "2009-12-31")


# ---------------------------------------------------------------- the day of the meeting


@pytest.mark.slow
@pytest.mark.parametrize(
    ("facts", "second", "verdict"),
    [
        ("", "2017-12-21", "incomplete"),
        ("", "2017-12-05", "incomplete"),
        ("", "2017-11-30", "clear"),
        ("konstituerende møde den 2013-12-05\n", "2017-12-21", "incomplete"),
        ("konstituerende møde den 2017-12-06\n", "2017-12-05", "clear"),
        ("konstituerende møde den 2017-12-05\n", "2017-12-05", "incomplete"),
        ("konstituerende møde den 2017-12-05\n", "2017-12-05 før det konstituerende møde", "clear"),
        (
            "konstituerende møde den 2017-12-05\n",
            "2017-12-05 efter det konstituerende møde",
            "incomplete",
        ),
    ],
)
def test_what_a_file_leaves_out_loosens_no_answer(facts: str, second: str, verdict: str) -> None:
    steps = carried(
        "høring af ØU den 2017-11-14",
        "behandling i KB den 2017-11-21",
        f"behandling i KB den {second}",
    )
    changes = 'sammenlæg BU og SU til BSU "Børne- og Skoleudvalget" med 7 medlemmer\n'
    text = KOEGE + 'opgave skoler "Skoler" inden for unge varetaget af SU\n' + facts
    result = judged(text, "2017-11-21", "2017-12-22", "2018-01-01", changes + steps)
    assert result.verdict == verdict


@pytest.mark.parametrize(("proposed", "source"), [("2017-06-01", None), ("2018-02-01", "RSV")])
def test_a_bylaw_that_was_not_in_force_is_not_the_one_to_change(
    proposed: str, source: str | None
) -> None:
    result = judged(RANDERS, proposed, proposed, "2018-03-01", BOTH.format(n="7 medlemmer"))
    assert [one.source for one in result.instruments if one.kind == "bylaw change"] == [source]
