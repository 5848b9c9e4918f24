# SPDX-License-Identifier: EUPL-1.2
"""What a proposal does to the structure: moves, splits, merges, and what does not fit."""

import pytest
from engine import HEADER, TOWN, check, found

from checker.errors import CheckerError
from checker.report.express import wording_of
from checker.report.opening import summary

MORE = (
    TOWN
    + """
committee SU "Socialudvalget" administration SF "Socialforvaltningen"
special committee XU "Ad hoc"
unit IR "Intern revision" under no committee
task shared "Delt" within citizen-service held by ØU and KU
task trees "Træer" within property held by SU
task mail "Post" within citizen-service performed by KBS
"""
)


def after(changes, town=MORE):
    """Committee and tasks in the bylaw changes: what leaves and what enters."""
    found = {}
    for one in check(changes, town=town).bylaw_changes:
        sign = {"remove": "-", "insert": "+", "reword": "~"}[one.action]
        for task in one.tasks:
            found.setdefault(task, []).append(f"{sign}{one.committee}")
    return {task: " ".join(moves) for task, moves in sorted(found.items())}


MOVES = [
    ("move KBS to BIU\n", {"passports": "-ØU +BIU"}),
    ("move KBS from ØU to KU\n", {"passports": "-ØU +KU"}),
    ("move KEjd from KU to ØU\n", {"KEjd": "-KU +ØU"}),
    ("move property tasks from KU to ØU\n", {"KEjd": "-KU +ØU"}),
    ("move property tasks to ØU\n", {"KEjd": "-KU +ØU", "trees": "-SU +ØU"}),
    ("move passports from ØU to KU\n", {"passports": "-ØU +KU"}),
    ("move shared from ØU to KU\n", {"shared": "-ØU"}),
    ("move shared from ØU to BIU\n", {"shared": "-ØU +BIU"}),
    ("move shared to BIU\n", {"shared": "-KU -ØU +BIU"}),
    ("move mail to KU\n", {"mail": "+KU"}),
    # the narrower wins, in whatever order
    ("move KBS to BIU\nmove passports to KU\n", {"passports": "-ØU +KU"}),
    ("move passports to KU\nmove KBS to BIU\n", {"passports": "-ØU +KU"}),
    (
        "move citizen-service tasks from ØU to BIU\nmove passports to KU\n",
        {"passports": "-ØU +KU", "shared": "-ØU +BIU"},
    ),
    (
        "move business tasks from KU to ØU\nmove business-service tasks from KU to BIU\n",
        {"permits": "-KU +BIU"},
    ),
    ("transfer passports from KBS to KEjd\n", {}),
    ("lead KEjd as centre\n", {}),
    ('rename BIU to BEU "Nyt"\n', {}),
    ('rename BIU to BEU "Nyt"\nmove KBS to BIU\n', {"passports": "-ØU +BEU"}),
    ('rename BIU to BEU "Nyt"\nmove KBS to BEU\n', {"passports": "-ØU +BEU"}),
    (
        'merge BIU and SU into BSU "Nyt"\n',
        {"jobs": "-BIU +BSU", "trees": "-SU +BSU"},
    ),
    (
        'split KU into AU "A" with property and BU "B" with the rest\n',
        {"KEjd": "-KU +AU", "permits": "-KU +BU", "shared": "-KU +BU"},
    ),
    (
        'split KU into AU "A" with property and permits and BU "B" with the rest\n',
        {"KEjd": "-KU +AU", "permits": "-KU +AU", "shared": "-KU +BU"},
    ),
    (
        'split KU into AU "A" with property and BU "B" with the rest\nmove permits to ØU\n',
        {"KEjd": "-KU +AU", "permits": "-KU +ØU", "shared": "-KU +BU"},
    ),
    ("abolish BIU\nmove jobs to KU\n", {"jobs": "-BIU +KU"}),
    ('create committee NU "Nyt"\nmove jobs from BIU to NU\n', {"jobs": "-BIU +NU"}),
    ('create special committee NU "Nyt"\nmove jobs to NU\n', {"jobs": "-BIU +NU"}),
]


@pytest.mark.parametrize(("changes", "expected"), MOVES)
def test_tasks_go_where_the_proposal_says(changes, expected):
    assert after(changes) == expected


UNFIT = [
    # changes, what is underlined or said
    ("move KBS from KU to BIU\n", "`KBS` is not under KU"),
    ("move jobs from KU to BIU\n", "KU does not hold `jobs`"),
    ("move payroll tasks from KU to BIU\n", "KU holds no tasks within `payroll`"),
    ("move business-policy tasks to BIU\n", "no task on file lies within `business-policy`"),
    ("move KBS to KBU\n", "unknown committee: `KBU`"),
    ("move KBX to KU\n", "did you mean `KBS`?"),
    ("move KBS to KEjd\n", "`KEjd` is a unit, and here the language needs a committee"),
    ("move KBS to KU\nmove KBS to BIU\n", "two changes speak of `KBS`"),
    (
        "move property tasks to ØU\nmove property tasks to BIU\n",
        "two changes speak of `KEjd`",
    ),
    ("abolish BIU\n", "without a place once BIU ends: jobs"),
    ("abolish ØU\nmove KBS to KU\n", "the finance committee cannot be abolished"),
    ('split KU into A1 "A" with property and B1 "B" with payroll\n', "permits, shared"),
    ("abolish BIU\nmove jobs to KU\nmove KBS to BIU\n", "BIU ends with this proposal"),
    ('merge BIU and SU into KU "Nyt"\n', "`KU` is already declared"),
    ('create committee KBS "Nyt"\n', "`KBS` is already declared"),
    ("transfer passports from KEjd to KBS\n", "KEjd does not perform `passports`"),
    ("open KBS under KU or BIU\n", "is left open"),
    ('rename BIU to BEU "Nyt"\nabolish BIU\n', "two changes speak of `BIU`"),
    ("resize KU to 8 members\nresize KU to 9 members\n", "two changes speak of `KU`"),
    (
        'rename KU to NU "Nyt"\nresize KU to 8 members\nresize NU to 9 members\n',
        "two changes speak of `NU`",
    ),
    (
        'rename KEjd to NE "Nyt"\nlead KEjd as centre\nlead NE as contract unit\n',
        "two changes speak of `NE`",
    ),
    ("abolish KBS\n", "without a performer once KBS ends: passports, permits, mail"),
    ('reword SV § 9 from "a" to "b"\ncarries an approval by XX, planned\n', "unknown"),
]


@pytest.mark.parametrize(("changes", "message"), UNFIT)
def test_what_does_not_fit_is_an_error_of_the_file(changes, message):
    with pytest.raises(CheckerError) as caught:
        check(changes, town=MORE)
    assert message in str(caught.value)


def test_two_changes_of_a_unit_are_told_once_and_not_of_each_of_its_tasks():
    with pytest.raises(CheckerError) as caught:
        check("move KBS to KU\nmove KBS to BIU\n", town=MORE)
    assert str(caught.value).count("two changes speak of") == 1


def test_all_mistakes_come_at_once():
    with pytest.raises(CheckerError) as caught:
        check("move KBX to KU\nmove KBS to KBU\nlead KXX as centre\n", town=MORE)
    assert str(caught.value).count("proposal.ressort:") == 3


def test_a_provision_of_a_split_committee_needs_a_place():
    town = MORE + "provision SV § 19 of KU\n"
    parts = 'split KU into AU "A" with property and BU "B" with {}\n'
    with pytest.raises(CheckerError, match="SV § 19"):
        check(parts.format("business-service and citizen-service"), town=town)
    assert check(parts.format("the rest"), town=town).verdict == "clear"


WORDINGS = [
    ('reword SV § 19, stk. 2 from "gamle ord" to "nye ord"\n', ("gamle ord", "nye ord", "phrase")),
    ('reword SV § 20 from "B" to "D"\n', ("A B C", "A D C", "text")),
    ('remove "B" from SV § 20\n', ("A B C", "A C", "text")),
    ('insert "X" in SV § 18\n', (None, "X", "none")),
]


@pytest.mark.parametrize(("change", "expected"), WORDINGS)
def test_wording(change, expected):
    town = (
        TOWN
        + 'provision SV § 19, stk. 2 of KU phrase "gamle ord"\n'
        + 'provision SV § 20 of KU text "A B C" as of 2013-06-01\n'
    )
    (entry,) = check(change, town=town).bylaw_changes
    assert (entry.old, entry.new, entry.on_file) == expected


def test_words_that_do_not_stand_there():
    town = TOWN + 'provision SV § 19, stk. 2 of KU text "gamle ord" as of 2013-06-01\n'
    with pytest.raises(CheckerError, match=r"»andre ord« do not stand in SV § 19, stk\. 2"):
        check('reword SV § 19, stk. 2 from "andre ord" to "nye"\n', town=town)


def test_all_rewordings_of_a_text_take_effect_together():
    town = TOWN + 'provision SV § 20 of KU text "A B C" as of 2013-06-01\n'
    changes = 'reword SV § 20 from "A" to "X"\nreword SV § 20 from "C" to "Y"\n'
    entries = check(changes, town=town).bylaw_changes
    assert [(one.old, one.new) for one in entries] == [("A B C", "X B Y")] * 2


def test_the_same_words_cannot_be_changed_twice():
    changes = 'reword SV § 18 from "kultur" to "x"\nreword SV § 18 from "kultur" to "y"\n'
    with pytest.raises(CheckerError, match="two changes speak of `kultur`"):
        check(changes)


def test_a_unit_changes_its_own_provision_and_the_task_paragraphs_of_both_committees():
    town = TOWN.replace(
        "led as unit administration\n", "led as unit administration described in SV § 25\n", 1
    )
    town += "provision SV § 25 of ØU\n"
    entries = [
        (one.provision, one.committee, one.action, one.tasks)
        for one in check("move KBS to BIU\n", town=town).bylaw_changes
    ]
    assert entries == [
        (None, "ØU", "remove", ("passports",)),
        (None, "BIU", "insert", ("passports",)),
        ("SV § 25", "ØU", "reword", ()),
    ]


def test_a_task_that_enters_touches_a_provision_of_the_receiving_committee_only():
    approval = (
        'rule r "R"\n    a bylaw change that touches SV § 25 needs approval by IM\n    under KSL\n'
        'rule s "S"\n    a task that moves without its unit needs a bylaw change\n    under KSL\n'
    )
    town = TOWN + 'task mail "Post" within citizen-service described in SV § 25\n'
    town += "provision SV § 25 of ØU\n"
    kinds = [
        {one.kind for one in check(f"move mail to {name}\n", approval, town).instruments}
        for name in ("ØU", "KU")
    ]
    assert ["approval" in each for each in kinds] == [True, False]


def test_order_of_changes_does_not_matter():
    lines = ["move KBS to BIU\n", "move passports to KU\n", 'rename SU to SOU "Nyt"\n']
    one, two = check("".join(lines), town=MORE), check("".join(reversed(lines)), town=MORE)
    assert one.bylaw_changes == two.bylaw_changes
    assert [(f.id, f.status) for f in one.findings] == [(f.id, f.status) for f in two.findings]


def test_what_is_said_of_a_unit_by_its_new_id_is_said_of_it():
    rule = (
        'rule r "R"\n    a unit that is led as unit administration needs a dispensation\n'
        "    under KSL\n"
    )
    for name in ("KEjd", "NE"):
        result = check(f'rename KEjd to NE "Nyt"\nlead {name} as unit administration\n', rule)
        assert ("new", "need", "r", "NE") in found(result)


def test_the_conclusion_tells_which_rules_name_what_ends():
    rules = (
        'rule r "Ejendomme som center"\n    KEjd must be led as centre\n    under KSL\n'
        'rule s "Kun BIU"\n    only KU may hold employment tasks\n    under KSL\n'
        'rule t "Nedlagt"\n    KEjd needs a bylaw change when it is abolished\n    under KSL\n'
    )
    for change, ended in (
        ('abolish KEjd\ncreate unit NE "Nyt" under KU within property\n', ["Ejendomme som center"]),
        ('rename KEjd to NE "Nyt"\n', []),
        ("lead KEjd as unit administration\n", []),
    ):
        result = check(change, rules)
        assert [title.da for _, title in result.silenced] == ended
        said = summary(result, wording_of(result, "en"), 0)
        assert ("What one rule says of Ejendomme holds for nobody" in said) == bool(ended)


def test_a_unit_that_is_created_with_a_construction_is_led_anew():
    rule = 'rule r "R"\n    a unit that is led anew needs a bylaw change\n    under KSL\n'
    made = 'create unit NE "Nyt" under ØU within property'
    for led in (" led as centre\n", "\nlead NE as centre\n"):
        assert found(check(made + led, rule)) == [("new", "need", "r", "NE")]
    assert found(check(f"{made}\n", rule)) == []


MADE = [
    'create committee NU "Nyt" with 9 members\n',
    'merge BIU and KU into NU "Nyt" with 9 members\n',
    'split KU into NU "Nyt" with 9 members with property and B1 "B" with the rest\n',
]


@pytest.mark.parametrize("made", MADE)
def test_a_committee_that_the_proposal_makes_has_one_size(made):
    assert found(check(f"{made}resize NU to 9 members\n", "")) == found(check(made, ""))
    for written, size, other in (
        (f"{made}resize NU to 8 members\n", 8, 9),
        (f"resize NU to 8 members\n{made}", 9, 8),
    ):
        with pytest.raises(CheckerError) as error:
            check(written, "")
        (said,) = error.value.errors
        first, last = (HEADER.count("\n") + at for at in (1, 2))
        assert said.message.startswith(
            f"the number of members of `NU` is {size} here and {other} at "
        )
        assert said.message.endswith(f":{first}")
        assert said.span.line == last


@pytest.mark.parametrize("made", MADE)
def test_a_committee_that_is_made_without_a_size_is_given_one(made):
    rule = 'rule r "R"\n    a committee must have an odd number of members\n    under KSL\n'
    made = made.replace(" with 9 members", "")
    assert ("new", "breach", "r", "NU") in found(check(f"{made}resize NU to 8 members\n", rule))
    assert ("new", "breach", "r", "NU") not in found(check(f"{made}resize NU to 9 members\n", rule))


def test_a_proposal_before_the_organisation():
    with pytest.raises(CheckerError, match="before 2013-06-01"):
        check(
            "",
            header=HEADER.replace("2014-01-01", "2013-01-01").replace("2013-06-18", "2012-06-18"),
        )
