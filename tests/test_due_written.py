# SPDX-License-Identifier: EUPL-1.2
"""How it is written when a step is due, and what it is about; what cannot be so."""

import pytest
from engine import HEADER, check, checker
from readings import MOVE, STATEMENT, rule

from checker.errors import MistakesError
from checker.language.parser import parse
from checker.report.express import wording_of
from checker.report.findings import clause
from checker.source import Source


def tree(text, surface):
    frame = {
        "en": 'rule r "R"\n    {}\n    under KSL § 2',
        "da": 'regel r "R"\n    {}\n    efter KSL § 2',
    }
    (made,) = parse(Source.of(frame[surface].format(text))).statements
    return made


@pytest.mark.parametrize(
    ("english", "danish", "when"),
    [
        ("after adoption", "efter vedtagelsen", "after adoption"),
        ("after the term begins", "efter valgperiodens begyndelse", "after term begins"),
        ("within 5 days of adoption", "senest 5 dage efter vedtagelsen", 5),
    ],
)
def test_a_due_is_not_read_as_a_basis(english, danish, when):
    told = tree(f"a bylaw change entails notification to TS {english}", "en")
    fortalt = tree(f"en vedtægtsændring medfører underretning af TS {danish}", "da")
    (step,) = fortalt.sentence.alternatives[0].instruments

    assert told == fortalt
    assert [due.when for due in step.dues] == [when]
    assert [str(base) for base in fortalt.bases] == ["KSL § 2"]


@pytest.mark.parametrize("name", ["vedtagelsen", "valgperiodens", "Vedtagelsen"])
@pytest.mark.parametrize("line", ['kilde {} lov "L"', 'source {} law "L"'])
def test_no_source_has_the_name_of_a_due(line, name):
    with pytest.raises(MistakesError, match=name):
        parse(Source.of(line.format(name) + "\n"))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("two readings in BR before the first reading", "cannot be said of readings"),
        ("two readings in BR after adoption", "cannot be said of readings"),
        ("publication after adoption after adoption", "given twice"),
        ("publication within 5 days of adoption within 6 days of adoption", "given twice"),
        ("publication within 0 days of adoption within 6 days of adoption", "given twice"),
        ("publication within 99999 days of adoption", "within 1461 days of adoption at most"),
        ("two readings in BR at least 99999 whole days between", "99 readings at most"),
        ("0 readings in BR", "one reading at least"),
        ("a reading in BR at least 6 days apart", "no other to lie apart from"),
        ("a reading in BR at least 6 whole days between", "no other to lie apart from"),
    ],
)
def test_what_cannot_be_due(text, message):
    with pytest.raises(MistakesError, match=message):
        check("", rule(f"a bylaw change needs {text}"))


READING, TERM, MEETING = "before the {} reading", "after the term begins", "constituting meeting"
NO_DAY = [
    (READING.format("first"), "after adoption"),
    (READING.format("second"), "after adoption"),
    (READING.format("first"), "within 14 days of adoption"),
    (f"before the {MEETING}", TERM),
]


@pytest.mark.parametrize("pair", [*NO_DAY, *(pair[::-1] for pair in NO_DAY)])
@pytest.mark.parametrize("step", ["approval by IM", "a dispensation from KSL"])
def test_what_no_day_can_be_is_an_error_at_the_later_of_the_two(pair, step):
    with pytest.raises(MistakesError) as told:
        check("", rule(f"a bylaw change needs {step} {' '.join(pair)}"))
    (error,) = told.value.errors
    assert error.span.text == pair[1]
    assert f"no day is both `{pair[0]}` and `{pair[1]}`" in str(error)
    assert "\n= keep one of them; " in str(error)


TWICE = "a bylaw change needs approval by IM {} and approval by IM {}"


@pytest.mark.parametrize("pair", NO_DAY)
def test_two_sentences_do_not_ask_for_one_step_on_days_that_exclude_each_other(pair):
    def asked(due, name, more="", matter=""):
        return rule(f"a bylaw change needs approval by IM{matter} {due}", name, more=more)

    with pytest.raises(MistakesError, match=f"`{pair[1]}`, as `b` says, and `{pair[0]}`, as `a`"):
        check("", asked(pair[0], "a") + asked(pair[1], "b"))
    with pytest.raises(MistakesError, match=f"both `{pair[0]}` and `{pair[1]}`"):
        check("", rule(TWICE.format(*pair)))
    later = asked(pair[1], "b", "    in force from 2014-01-01\n")
    assert check("", asked(pair[0], "a", "    in force until 2013-12-31\n") + later)
    other = asked(pair[0], "a", matter=' on "Staff"') + asked(pair[1], "b", matter=' on "Budget"')
    assert check("", other)


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        ("{} when it moves", "{}", True),
        ("{}", "{} when it moves and is led anew", True),
        ("{} when it moves and is led anew", "{} when it is led anew", True),
        ("{} when it moves or is led anew", "{} when it is led anew or moves", True),
        ("{} unless it is new", "{} when it moves", True),
        ("a unit that moves {}", "a unit {} when it is led anew and moves", True),
        ("a unit within property that moves {}", "a unit that is within property {}", True),
        ("a unit that moves {}", "a unit that is abolished {}", False),
        ("{} when it moves", "{} unless it moves", False),
        ("{} when it moves", "{} unless it moves or is new", False),
        ("{} when it moves or is new", "{} unless it is new or moves", False),
        ("{} when it moves and is new", "{} unless it is new and moves", False),
        ("{} when it moves", "{} unless it is new and moves", True),
    ],
)
def test_two_sentences_are_beside_each_other_where_one_speaks_wherever_the_other_does(
    one, other, told
):
    def loads(first, second):
        pair = ((one, first, "a"), (other, second, "b"))
        texts = [
            (text if text.startswith("a unit") else f"KBS {text}").replace("{}", f"needs {step}")
            for text, step, _ in pair
        ]
        rules = "".join(rule(text, pair[n][2]) for n, text in enumerate(texts))
        if not told:
            assert check("", rules)
            return
        with pytest.raises(MistakesError, match="`b`"):
            check("", rules)

    loads("approval by IM after adoption", "approval by IM before the first reading")
    loads("a dispensation from KSL by IM", "a dispensation from KSL by TS")


def test_a_decision_on_one_matter_may_need_one_on_another():
    sentence = 'a decision by BR on "{}" needs a decision by BR on "Budget"'
    assert check("", rule(sentence.format("Staff")))
    with pytest.raises(MistakesError, match="in a circle: r → r"):
        check("", rule(sentence.format("budget")))


CHANGE, EFFECT = "the change takes effect", "a bylaw change that takes effect"
NEVER = [
    f"KBS needs publication when {CHANGE} before 2014-01-01 and {CHANGE} after 2013-12-31",
    f"KBS needs publication when {CHANGE} on 2014-01-01 and {CHANGE} on 2014-01-02",
    f"KBS needs publication when {CHANGE} during a council term"
    f" and {CHANGE} at the start of a council term",
    f"{EFFECT} before 2014-01-01 needs publication when {CHANGE} on 2014-01-01",
    f"{EFFECT} at the start of a council term needs publication"
    f" when {CHANGE} during a council term",
    f"a bylaw change that is adopted before the {MEETING} and is adopted after the {MEETING}"
    " needs publication",
]
SOME_DAY = [
    f"KBS needs publication when {CHANGE} before 2014-01-02 and {CHANGE} after 2013-12-31",
    f"KBS needs publication when {CHANGE} on 2014-01-01 or {CHANGE} on 2014-01-02",
    f"{EFFECT} after 0001-01-01 needs publication when {CHANGE} before 9999-12-31",
    f"{EFFECT} before 2014-01-01 needs publication unless {CHANGE} on 2014-01-01",
]


@pytest.mark.parametrize("sentence", NEVER)
def test_conditions_that_no_day_meets_do_not_load(sentence):
    with pytest.raises(MistakesError, match="are never so together, and the rule could never"):
        check("", rule(sentence))


@pytest.mark.parametrize("sentence", SOME_DAY)
def test_conditions_that_some_day_meets_load(sentence):
    assert check("", rule(sentence))


LATE = "before the first reading"


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        (f"a bylaw change {LATE}", LATE, f"`{LATE}` cannot be said here\n.*\n.*\n= a rule says it"),
        (
            "an amendment of KSL within 9 days of adoption",
            "within",
            "`within 9 days of adoption` c",
        ),
        ('a dispensation from KSL on "M"', "on", "a matter cannot be said here"),
        (f'a decision by BR {LATE} on "M"', "on", "consultation, .*, before when that is due"),
        ("a decision by BR on Budget", "Budget", "`Budget` was not .*; expected a text in quotes"),
        (
            "publication within many days of adoption",
            "many",
            "`many` was not .*; expected a number",
        ),
    ],
)
def test_what_is_said_in_a_wrong_place_or_half_is_told_in_its_own_words(text, place, message):
    line = f"    KBS needs {text}"
    with pytest.raises(MistakesError, match=message) as told:
        check("", f'rule a "A"\n{line}\n    under KSL\n')
    assert f":{line.rindex(place) + 1}: " in str(told.value)
    assert "did you mean" not in str(told.value)


def test_an_instrument_is_expected_with_what_is_said_of_it():
    made = checker(STATEMENT + rule('a bylaw change entails a decision by BR on "Budget"', "b"))
    for text, unmet in [
        ("expect the finance committee's statement before the first reading\n", 0),
        ("expect a statement by ØU\n", 0),
        ("expect the finance committee's statement before the second reading\n", 1),
        ('expect a decision by BR on "Budget"\n', 0),
        ('expect a decision by BR on "Other"\n', 1),
    ]:
        proposal = parse(Source.of(HEADER + MOVE + text, "p.ressort"))
        assert len(made.expectations(proposal, made.check(proposal))) == unmet, text


@pytest.mark.parametrize("language", ["da", "en"])
def test_a_need_with_a_day_says_more_than_its_sibling_without(language):
    asked = "a unit that moves needs a dispensation from KSL § 64 by IM"
    day = rule(f"{asked} before the constituting meeting", "r-day")
    result = check(MOVE, rule(asked, "r") + day)
    wording = wording_of(result, language)
    said = {one.rule: clause(one, wording) for one in result.findings}
    before = {"da": "før det konstituerende møde", "en": "before the constituting meeting"}
    assert said["r-day"] == f"{said['r']} {before[language]}"


def test_where_what_is_needed_is_due_by_different_days_the_need_says_none():
    ways = "an approval by IM before the first reading or a decision by BR after adoption"
    result = check(MOVE, rule(f"a unit that moves needs {ways}", "r"))
    (need,) = [one for one in result.findings if one.rule == "r"]
    assert not {"before", "after"} & {*clause(need, wording_of(result, "en")).split()}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a decision by the council", "a decision by BR"),
        ('a decision by BR on "Budget"', "a decision by BR"),
        ('a decision by the council on "Budget"', 'a decision by BR on "budget"'),
        ('a decision by BR on "Budget"', 'a decision by the council on "Budget"'),
    ],
)
def test_what_may_be_one_decision_closes_a_circle_whoever_names_it_more_loosely(one, other):
    for first, second in ((one, other), (other, one)):
        texts = f"{first} needs publication", f"publication needs {second}"
        with pytest.raises(MistakesError, match="in a circle"):
            check("", rule(texts[0]) + rule(texts[1], name="s"))
