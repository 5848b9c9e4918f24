# SPDX-License-Identifier: EUPL-1.2
"""What the changes of a proposal do to the structure, and what else it states."""

import re
from itertools import chain

import pytest
from engine import HEADER, LAW, TOWN, check, found, rule

from checker.errors import MistakesError
from checker.language.parser import parse
from checker.municipality.apply import apply
from checker.municipality.case import resolve
from checker.municipality.given import stated_of
from checker.records import fields
from checker.report.wording import Wording
from checker.source import Source
from checker.speech.organisation import Committee, Given, Task, Unit
from checker.speech.saying import Ref

from engine import checker  # isort: skip

STATEMENTS = (Committee, Unit, Task)
FILE = """
unit REV "Revisionen" under no committee
unit KOR "Koret" under KU within business
task tourism "Turisme" within business-service
committee EU "Erhvervsudvalget"
task trade "Erhverv" within business-policy held by EU
"""
CLEAR = """rule a "A"
    KU must not hold business tasks
    under KSL
"""


def after(changes: str, town: str = TOWN + FILE):
    """The structure after a proposal."""
    judge = checker(town=town)
    case = resolve(
        parse(Source.of(HEADER + changes, "proposal.ressort")),
        judge.organisation("town"),
        judge.book,
    )
    return apply(case).after


@pytest.mark.parametrize(
    ("change", "owner", "holders"),
    [
        ("move KOR from KU to no committee", None, None),
        ("move KOR to no committee", None, None),
        ("move REV from no committee to KU", "KU", ("KU",)),
        ("move REV to KU", "KU", ("KU",)),
    ],
)
def test_a_unit_moves_to_and_from_no_committee(
    change: str, owner: str | None, holders: tuple[str, ...] | None
) -> None:
    name = change.split()[1]

    view = after(change)

    assert view.structure.units[name].owner == owner
    assert (view.structure.tasks[name].holders if name in view.structure.tasks else None) == holders
    assert name in view.changes.owners


def test_what_a_unit_did_has_no_committee_where_the_unit_has_none() -> None:
    assert after("move KBS from ØU to no committee").structure.tasks["passports"].holders == ()


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("move jobs to no committee", "only a unit can be under no committee"),
        ("move business tasks from no committee to KU", "only a unit can be under no committee"),
        ("move KOR from no committee to ØU", "it is under KU"),
        ("move REV from KU to ØU", "it is under no committee"),
        ("abolish KOR into KU", "only a committee hands all it has on"),
        ("abolish EU into EU", "EU"),
        ("abolish EU into KU\nabolish KU into ØU", "KU"),
        ("abolish EU into BUI", "did you mean `BIU`"),
        ("given jobs held by KU", "the organisation says otherwise of `jobs`"),
        ("given KOR led as centre\ngiven jobs led as centre", "not given of a task"),
        ("given KU held by BIU", "not given of a committee"),
        ("given nothing-known held by BIU", "unknown"),
        ("given trade within employment", "the organisation says otherwise"),
        (
            "given tourism held by KU\ngiven tourism held by KU and BIU",
            "`tourism` is given otherwise above",
        ),
        ('create committee NY "Nyt"\ngiven tourism held by NY', "unknown committee"),
        ('create unit NY "Ny" under KU\ngiven tourism performed by NY', "unknown unit"),
    ],
)
def test_a_change_that_does_not_fit_is_an_error(change: str, told: str) -> None:
    with pytest.raises(MistakesError, match=re.escape(told)):
        after(change)


@pytest.mark.parametrize(("kind", "statement"), [*zip(stated_of(), STATEMENTS, strict=True)])
def test_what_a_file_says_of_a_thing_can_be_given(kind: str, statement: type) -> None:
    """But what only a file can say: what it is, whom it belongs to and who leads it."""
    said, given = ({each.name for each in fields(one)} for one in (statement, Given))
    filed = {"kind", "administration", "mayor", "until", "owner", "described"}

    assert said - filed - {"span", "id", "name", "read_in"} == {*stated_of()[kind]}
    assert given - {"span", "thing"} == {*chain(*stated_of().values())}
    for name in stated_of()[kind]:
        told = Wording("da").words(f"given.{name}", thing=Ref("unit", "X"), fact="Y")
        assert told.startswith("X")
        assert "Y" in told


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("move KOR to SU", "SU ends on 2013-12-31, before the day of effect"),
        ("abolish EU into SU", "SU ends on 2013-12-31"),
        ('create unit X "X" under SU', "SU ends on 2013-12-31"),
        (
            'create special committee SX "S" until 2013-12-31',
            "the dates are reversed: 2013-12-31 is before 2014-01-01",
        ),
    ],
)
def test_a_special_committee_that_has_ended_on_the_day_of_effect_takes_nothing(
    change: str, told: str
) -> None:
    town = TOWN + FILE + 'special committee SU "S" until 2013-12-31\n'

    with pytest.raises(MistakesError, match=re.escape(told)):
        after(change, town)
    after("move KOR to SU", town.replace('"S" until 2013-12-31', '"S" until 2014-01-01'))


def test_a_committee_that_stays_takes_all_that_one_had_that_ends() -> None:
    town = TOWN + FILE + 'unit EH "Erhvervshuset" under EU within business\n'

    view = after("abolish EU into the finance committee", town)

    assert "EU" not in view.structure.committees
    assert view.structure.tasks["trade"].holders == ("ØU",)
    assert view.structure.units["EH"].owner == "ØU"
    assert view.changes.holders["trade"] == (("EU",), ("ØU",))
    assert not view.changes.merged
    assert view.changes.causes["trade"].text == "abolish EU into the finance committee"


def test_a_narrower_move_wins_over_what_takes_all() -> None:
    assert after("abolish EU into ØU\nmove trade from EU to KU").structure.tasks[
        "trade"
    ].holders == ("KU",)


def test_several_words_and_committees_of_one_provision() -> None:
    town = TOWN + 'provision SV § 6 of KU and BIU phrase "Kulturudvalget" and "Beskæftigelse"\n'
    changes = """
reword SV § 6 from "Kulturudvalget" to "Kultur- og Fritidsudvalget"
remove "words on no file" from SV § 6
insert "more" in SV § 6 of KU and ØU
"""
    entries = check(changes, town=town).bylaw_changes

    assert [one.on_file for one in entries] == ["phrase", "none", "phrase"]
    assert [one.committees for one in entries] == [("KU", "BIU"), ("KU", "BIU"), ("KU", "ØU")]


@pytest.mark.parametrize(
    ("given", "asked"),
    [
        ("", ["tourism"]),
        ("given tourism held by ØU", []),
        ("given tourism held by KU", []),
    ],
)
def test_what_is_given_answers_a_question(given: str, asked: list[str]) -> None:
    town = TOWN + FILE.replace(
        "within business-service\n", "within business-service performed by KBS\n"
    )
    result = check(f"move KBS to KU\n{given}\n", CLEAR, town)

    questions = [one for one in result.findings if one.kind == "undetermined"]
    assert bool(questions) is bool(asked)


def test_what_a_proposal_states_is_kept() -> None:
    header = """
proposal "P"
    concerns town
    proposed 2013-06-18
    effective 2014-01-01 until 2015-12-31
    reason "One place" read in "memo", section 2
"""
    changes = """
create special committee SU "S" until 2014-12-31
given tourism held by ØU
consideration "Near" for KU read in "memo", section 3
consideration "Far" against the finance committee
"""
    said = check(changes, town=TOWN + FILE, header=header).proposal

    assert str(said.until) == "2015-12-31"
    assert [(name, str(day)) for name, day in said.endings] == [("SU", "2014-12-31")]
    assert said.reason is not None
    assert said.reason.en == "One place"
    assert [one.key for one in said.given] == ["given.holders"]
    assert [(one.stance, one.committee.text) for one in said.considerations] == [
        ("for", "KU"),
        ("against", "ØU"),
    ]


@pytest.mark.parametrize(
    ("header", "warned"),
    [
        (HEADER, False),
        (HEADER.replace("2014-01-01", "2014-06-01"), True),
        (HEADER.replace("2014-01-01", '2014-06-01\n    reason "One place"'), False),
    ],
)
def test_a_change_within_a_term_without_a_reason_is_warned_of(header: str, warned: bool) -> None:
    rule = """rule a "A"
    warning on a unit that moves "W"
        when the change takes effect during a council term and no reason is stated
    under KSL
"""
    result = check("move KOR to ØU", rule, TOWN + FILE, header, LAW)

    severities = [one.severity for one in result.findings if one.rule == "a"]
    assert severities == (["warning"] if warned else [])
    assert result.verdict == "clear"
    assert found(result, kinds=("advice",)) == ([("new", "advice", "a", "KOR")] if warned else [])


@pytest.mark.parametrize(
    "sentence", ['note on KOR "N"', "KOR may need publication", "KOR must be under ØU"]
)
@pytest.mark.parametrize(
    ("condition", "without", "stated"), [("when", "new", None), ("unless", "resolved", "existing")]
)
def test_a_reason_is_lacking_in_what_is_proposed_and_not_before(
    sentence: str, condition: str, without: str, stated: str | None
) -> None:
    said = f"    {sentence}\n    {condition} no reason is stated\n"
    rule = f'rule a "A"\n{said}    under KSL\n'
    for header, status in (
        (HEADER, without),
        (HEADER + '    reason "One place"\n', stated),
    ):
        findings = check("resize KU to 9 members\n", rule, TOWN + FILE, header, LAW).findings
        assert [one.status for one in findings if one.rule == "a"] == ([status] if status else [])


@pytest.mark.parametrize("reason", ['""', '" "', '"–"', '"\u200b"', '"One place" da " "'])
def test_a_reason_without_a_word_is_none(reason: str) -> None:
    with pytest.raises(MistakesError, match="a reason needs words"):
        check(header=HEADER + f"    reason {reason}\n")


@pytest.mark.parametrize("name", ["og", "Efter", "høring", "to", "flyttes", "kommunen"])
def test_a_word_of_one_language_is_no_id_in_the_other(name: str) -> None:
    rule = f'rule r "R"\n    {name} must be under {name}\n    under KSL\n'

    with pytest.raises(MistakesError, match=r"is a word of the language|expected"):
        parse(Source.of(rule))


def test_what_would_be_read_as_an_area_is_not_translated(ressort, tmp_path) -> None:
    file = tmp_path / "town.ressort"
    file.write_text(
        'municipality m "M" as of 2013-06-18\nunit løn "L" under no committee\n', "utf-8"
    )

    said = ressort("rules", "translate", file, "--to", "da")

    assert (said.status, said.out) == (2, "")
    assert "løn" in said.err


def test_a_special_committee_that_has_ended_is_out_of_the_structure() -> None:
    town = TOWN + 'special committee SU "Særligt" until 2013-12-31\ntask x "X" held by SU\n'
    rules = (
        'rule count "N"\n    there must be at most 0 special committees\n    under KSL\n'
        'rule holder "O"\n    a task must be held by KU\n    under KSL\n'
    )

    def told(change: str, effective: str) -> list[tuple[str, str, str]]:
        header = HEADER.replace("2014-01-01", effective)
        found = check(change, rules, town, header).findings
        return [
            (one.kind, one.status, one.rule) for one in found if one.subject.id in ("x", "town")
        ]

    assert told("", "2013-12-31") == [
        ("breach", "existing", "count"),
        ("breach", "existing", "holder"),
    ]
    assert told("", "2014-01-01") == [("undetermined", "existing", "holder")]
    assert told("move x from SU to KU\n", "2014-01-01") == [("undetermined", "resolved", "holder")]


NAMED = """
move "Ejendomme" from "Kulturudvalget" to "økonomiudvalget"
carries a consultation of "Økonomiudvalget" on 2013-06-20
given "Turisme" held by "Kulturudvalget"
consideration "C" for "Beskæftigelsesudvalget"
"""


def test_a_name_stands_where_an_id_may_stand() -> None:
    by_id = (
        "move KEjd from KU to ØU\ncarries a consultation of ØU on 2013-06-20\n"
        'given tourism held by KU\nconsideration "C" for BIU\n'
    )
    named, plain = (check(one, town=TOWN + FILE) for one in (NAMED, by_id))

    assert (named.verdict, named.bylaw_changes) == (plain.verdict, plain.bylaw_changes)
    assert named.proposal.given == plain.proposal.given


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ('move "Ejendome" to ØU', "did you mean `KEjd`, “Ejendomme”?"),
        ('move "Ens" to ØU', "write the id of one: X1, X2"),
        ('abolish "Ejendomme" into ØU', "a unit"),
    ],
)
def test_a_name_of_nothing_or_of_several_is_an_error(change: str, told: str) -> None:
    town = TOWN + 'unit X1 "Ens" under KU\nunit X2 "Ens" under KU\n'

    with pytest.raises(MistakesError, match=re.escape(told)):
        after(change, town)


@pytest.mark.parametrize("called", ["KU", "X"])
@pytest.mark.parametrize(
    "sentence",
    [
        "{} must not hold business tasks",
        "{} must hold payroll tasks",
        "permits must not be held by {}",
        "a task that is held by {} needs publication",
        "KEjd must not be under {}",
        "only {} may hold payroll tasks",
        "{} must have at most 0 units",
    ],
)
def test_a_rename_alone_makes_nothing_new_of_what_a_rule_says_under_either_name(sentence, called):
    result = check('rename KU to X "Nyt"\n', rule(sentence.replace("{}", called)))
    assert {one.status for one in result.findings if one.rule == "r"} == {"existing"}
    assert result.verdict == "clear"
    moved = check(
        'rename KU to X "Nyt"\nmove pay to X\n', rule(f"{called} must not hold payroll tasks")
    )
    assert moved.verdict == "forbidden"
