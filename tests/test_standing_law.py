# SPDX-License-Identifier: EUPL-1.2
"""What the law says of every municipality, so that none need repeat it."""

import re
from pathlib import Path

import pytest
from engine import HEADER, LAW, TOWN, check
from shipped import checker, library, proposals, result

from checker.errors import MistakesError
from checker.language.parser import parse
from checker.pipeline import Checker
from checker.source import Source

BARE = re.sub(r"^(term|constituting|form) .*\n", "", TOWN, flags=re.MULTILINE)
TERMS = "terms of four years from 2010-01-01\n"
MEETING = "constituting meeting between 1 December and 15 December\n"
FORMS = """
form plain-form "committee rule" also "plain committee rule"
form magistrate "magistrate" also "magistrate rule" in force until 2013-12-31
form borough "borough rule" not covered because "no rule was read"
"""
ADOPTED = """
rule change-on-move "A move changes the bylaw"
    a unit that moves between committees needs a bylaw change
    under KSL § 17
rule before-meeting "Before the constituting meeting"
    a bylaw change that takes effect at the start of a council term
        needs two readings in the council before the constituting meeting
    under KSL § 2, stk. 2
"""
READINGS = "move KEjd to ØU\ncarries a reading in BR on 2013-11-20\ncarries a reading in BR on {}\n"
LATER = HEADER.replace("2013-06-18", "2013-06-18\n    as of 2013-12-31", 1)


@pytest.mark.parametrize(
    ("facts", "last", "verdict"),
    [
        ("", "2013-11-30", "clear"),
        ("", "2013-12-16", "incomplete"),
        ("", "2013-12-21", "incomplete"),
        ("constituting meeting on 2009-12-08", "2013-12-21", "incomplete"),
        ("constituting meeting on 2013-12-10", "2013-12-09", "clear"),
        ("constituting meeting between 9 December and 15 December", "2013-12-08", "clear"),
        ("term from 2010-01-01 until 2013-12-31", "2013-12-21", "incomplete"),
    ],
)
def test_the_law_tells_terms_and_meeting_where_a_town_does_not(
    facts: str, last: str, verdict: str
) -> None:
    law, town = LAW + TERMS + MEETING, f"{BARE}{facts}\n"

    assert check(READINGS.format(last), ADOPTED, town, LATER, law).verdict == verdict


def test_a_rule_base_without_terms_or_a_meeting_has_none() -> None:
    found = check(READINGS.format("2013-11-30"), ADOPTED, BARE, LATER).findings

    assert "q.term" in [question.key for one in found for question in one.questions]


@pytest.mark.parametrize(
    ("law", "day", "begins"),
    [
        ("from 2010-01-01", "2014-01-01", True),
        ("from 2010-01-01", "2015-01-01", False),
        ("from 2010-01-01 in force until 2013-12-31", "2014-01-01", None),
        ("from 2014-01-01", "2014-01-01", True),
        ("from 2014-06-01", "2014-01-01", None),
    ],
)
def test_terms_hold_from_their_first_day_while_they_are_law(
    law: str, day: str, begins: bool | None
) -> None:
    header = HEADER.replace("2014-01-01", day)
    rules = f"""terms of four years {law}
rule a "A"
    note on the municipality "N"
    under KSL
rule b "B"
    a bylaw change that takes effect at the start of a council term needs publication
    under KSL
rule c "C"
    the municipality needs a bylaw change
    under KSL
"""
    kinds = [one.kind for one in check("", rules, BARE, header).instruments]

    assert ("publication" in kinds) is bool(begins)


@pytest.mark.parametrize(
    ("fact", "told"),
    [
        ("term from 2013-01-01 until 2016-12-31", "from 2010-01-01 until 2013-12-31"),
        ("term from 2014-01-01 until 2018-12-31", "from 2014-01-01 until 2017-12-31"),
        ("constituting meeting between 1 November and 15 December", "1.12. – 15.12."),
        ("constituting meeting on 2013-12-21", "2013-12-21 lies outside"),
        ('form "council rule"', "`committee rule`, `magistrate`"),
        ('form "borough rule"', "no rule was read"),
        ('form "magistrate rule"', "no form of government in force on 2014-01-01"),
    ],
)
def test_a_fact_that_the_law_does_not_allow_is_an_error_at_it(fact: str, told: str) -> None:
    law, town = LAW + TERMS + MEETING + FORMS, f"{BARE}{fact}\n"

    with pytest.raises(MistakesError, match=re.escape(told)) as caught:
        check("move KEjd to ØU", "", town, law=law)

    assert str(caught.value).startswith("town.ressort:")


def test_a_form_is_told_by_any_of_its_names() -> None:
    town = f'{BARE}form "Plain Committee Rule"\n'
    rule = """rule a "A"
    the municipality needs publication when the form is "committee rule"
    under KSL
"""
    assert [one.kind for one in check("", FORMS + rule, town).instruments] == ["publication"]


def test_a_rule_cannot_speak_of_an_undeclared_form() -> None:
    rule = 'rule a "A"\n    note on KBS "N" when the form is "mellemformstyre"\n    under KSL\n'

    with pytest.raises(MistakesError, match="none of those the rules declare"):
        check("", FORMS + rule, f'{BARE}form "committee rule"\n')


@pytest.mark.slow
@pytest.mark.parametrize(
    "path",
    [path for path in proposals() if path.stem in ("model-1-vedtaget", "kejd-oeu-i-moedeperioden")],
    ids=lambda path: path.stem,
)
def test_no_shipped_organisation_need_repeat_the_law(path: Path) -> None:
    bare = [
        parse(
            Source.of(
                re.sub(r"^(valgperiode|konstituerende møde mellem) .*", "#", text, flags=re.M),
                organisation.span.path,
            )
        )
        for organisation in library().organisations
        for text in [organisation.span.source.text]
    ]
    other = Checker(checker().book, bare).check(proposals()[path])

    assert other.verdict == result(path).verdict
    assert other.schedule == result(path).schedule
