# SPDX-License-Identifier: EUPL-1.2
"""Days that cannot be, as an effect before its proposal; and what changes nothing."""

import days
import pytest
from engine import HEADER, PROCEDURE, TOWN, check
from steps import MOVE, told

from checker.errors import MistakesError


def test_a_change_takes_effect_on_the_day_it_is_proposed_at_the_earliest():
    header = HEADER.replace("2014-01-01", "2013-06-17")
    ((line, text),) = told("", header)
    assert line == 2
    assert text.startswith("2013-06-17, the day of effect, is before 2013-06-18, the day proposed")
    assert check(MOVE, PROCEDURE, header=header.replace("06-17", "06-18")).verdict


AFTER = ["a bylaw change", "a reading in BR", "a notification to TS", "publication"]
BEFORE = ["a consultation of ØU", "a decision by BR", "an approval by IM"]


@pytest.mark.parametrize("step", AFTER)
def test_what_follows_a_proposal_is_not_dated_before_it(step):
    ((line, text),) = told(f"carries {step} on 2013-06-17\n")
    assert line == 7
    assert text.startswith("2013-06-17 is before 2013-06-18, the day the proposal is made")
    assert check(f"{MOVE}carries {step} on 2013-06-18\n", PROCEDURE)


@pytest.mark.parametrize("step", BEFORE)
def test_what_may_come_before_a_proposal_may_be_older_within_the_council_term(step):
    assert check(f"{MOVE}carries {step} on 2010-01-01\n", PROCEDURE)
    ((line, text),) = told(f"carries {step} on 2009-12-31\n")
    assert line == 7
    assert "before the council term that began on 2010-01-01" in text


GRANTED = "carries a dispensation for {} from KSL § 64 a by IM, granted {}\n"
OLDER = [
    # what is carried, what the hint says
    (
        GRANTED.format("KBS unit administration", "2009-11-14 until 2014-12-31"),
        "the organisation: `dispensation ID for KBS unit administration from KSL § 64 a by IM"
        " until 2014-12-31`",
    ),
    ("carries a dispensation for KBS on 2009-11-14\n", "`dispensation ID for KBS`"),
    ("carries an amendment of LAB, granted 2009-11-14\n", '`source LAB law "…" in force from …`'),
    ("carries an amendment of LAB, refused 2009-11-14\n", "leave the step out"),
    ("carries a dispensation for KBS, applied 2009-11-14\n", "leave the step out"),
    ("carries a bylaw change on 2009-11-14\n", "leave the step out"),
]


@pytest.mark.parametrize(("change", "hint"), OLDER)
def test_what_is_of_an_earlier_council_is_refused_with_where_it_belongs(change, hint):
    ((line, text),) = told(change)
    assert line == 7
    assert text.startswith("2009-11-14 lies before the council term that began on 2010-01-01")
    assert hint in text


def test_a_grant_of_an_earlier_term_is_told_as_the_organisation_would_have_it_in_danish():
    header = (
        HEADER.replace("proposal", "forslag")
        .replace("concerns", "vedrører")
        .replace("proposed", "fremsat")
        .replace("effective", "virkning fra")
    )
    granted = "ledsages af dispensation til KBS' enhedsforvaltning, meddelt den {}\n"
    with pytest.raises(MistakesError, match="`dispensation ID til KBS' enhedsforvaltning`"):
        check(granted.format("2009-11-14"), header=header)
    assert check(granted.format("2010-01-01"), header=header)


def test_a_grant_may_be_older_than_the_proposal_within_the_council_term():
    assert check(MOVE + GRANTED.format("KBS", "2010-01-01"), PROCEDURE)


@pytest.mark.parametrize(
    "step", ["a consultation of ØU", "a notification to TS", "publication", "a statement by ØU"]
)
def test_what_nobody_can_refuse_is_not_refused(step):
    ((line, text),) = told(f"carries {step}, refused 2013-07-01\n")
    assert (line, text.split(" = ")[0].split("\n")[0]) == (
        7,
        "only a dispensation, an amendment, an approval and a decision can be refused",
    )


@pytest.mark.parametrize("step", [*AFTER, *BEFORE])
def test_no_step_is_of_an_earlier_council(step):
    ((_, text),) = told(f"carries {step} on 2003-06-17\n")
    assert "council term" in text


@pytest.mark.parametrize(
    "changes",
    [
        "",
        "move KBS to ØU\n",
        "move KBS from ØU to the finance committee\n",
        "move jobs to BIU\n",
        "move citizen-service tasks to ØU\n",
        "transfer passports to KBS\n",
        "lead KBS as unit administration\n",
        "carries a reading in BR on 2013-10-10\n",
        'assuming "A"\ngiven jobs held by BIU\n',
    ],
)
def test_a_proposal_that_changes_nothing_says_so_at_its_first_line(changes):
    result = check(changes)
    (told,) = [one for one in result.findings if one.rule == "changes-nothing"]
    assert (told.severity, told.status, told.place.line) == ("warning", "new", 2)
    assert told.requirement is None
    assert all(one.subject.kind == "proposal" for one in result.findings if one.status == "new")


@pytest.mark.parametrize(
    "changes",
    ["move KBS to BIU\n", "resize KU to 9 members\n", 'insert "W" in SV § 3\n',
     "lead KBS as centre\n", 'rename KU to NU "Nyt"\n'],
)  # fmt: skip
def test_what_changes_anything_is_not_said_to_change_nothing(changes):
    assert not any(one.rule == "changes-nothing" for one in check(changes).findings)


def test_a_committee_that_keeps_its_number_of_members_is_not_resized():
    rule = 'rule r "R"\n    a committee that is resized needs a bylaw change\n    under KSL\n'
    town = TOWN.replace(
        'committee KU "Kulturudvalget"', 'committee KU "Kulturudvalget" with 9 members'
    )
    assert check("resize KU to 9 members\n", rule, town).verdict == "clear"
    assert check("resize KU to 7 members\n", rule, town).verdict == "incomplete"


@pytest.mark.parametrize(
    "end",
    ["abolish KU into BIU", 'merge KU and BIU into NU "Nyt"',
     'split KU into AU "A" with business and NU "Nyt" with the rest'],
)  # fmt: skip
def test_a_committee_that_ends_is_given_no_number_of_members(end):
    for changes in (f"resize KU to 9 members\n{end}\n", f"{end}\nresize KU to 9 members\n"):
        with pytest.raises(MistakesError, match="two changes speak of `KU`"):
            check(changes)


@pytest.mark.slow
def test_random_proposals_are_the_same_each_time_and_those_that_contradict_themselves_counted(
    monkeypatch,
):
    monkeypatch.setattr(days, "PART", 60)
    monkeypatch.setattr(days, "contradictions", lambda result: [f"it is {result.verdict}: so"])
    days.load()
    tally, found = days.look(3, of=1)
    assert (tally, found) == days.look(3, of=1) != days.look(4, of=1)
    assert tally["proposals"] == 60
    assert tally["contradict themselves"] == 60 - tally["do not fit together"] > 40
    assert {"it is clear", "it is incomplete"} <= found.keys()
