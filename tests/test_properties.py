# SPDX-License-Identifier: EUPL-1.2
"""What holds of every case, however it is put together."""

import re
from collections import Counter
from contextlib import suppress
from datetime import date, timedelta
from unittest.mock import patch

import pytest
from days import each_judged
from drawn import COMMITTEES, PROCEDURES, UNITS, cases, chance, families
from hypothesis import assume
from hypothesis import strategies as st
from properties import CASES, answer, property_of
from towns import PROPOSED, checker_of, judged, told

from checker.errors import MistakesError
from checker.language.words import vocabulary
from checker.memo import Memo
from checker.records import evolve
from checker.speech.instruments import KINDS, Kind
from checker.speech.situation import Situation

pytestmark = pytest.mark.slow
FAMILY = 6
FORGETTING = Memo.none()
RANK = ("clear", "conditional", "incomplete", "forbidden")


@pytest.fixture
def tally(record_property):
    """What many cases came to; it is told at the end of the run."""
    counted = Counter()
    yield counted
    record_property("tally", [*counted.items()])


def shuffled(draw, items):
    return tuple(draw(st.permutations(items)))


# ---------------------------------------------------------------- what is remembered


def test_what_is_remembered_changes_no_answer(tally):
    """Whatever was asked before, the answer is that of a checker that remembers nothing."""

    @property_of(families(FAMILY), few=40, each=FAMILY)
    def tried(family):
        for case in family:
            try:
                remembering, forgetting = (
                    checker_of(case.rules, case.town, memo) for memo in (None, FORGETTING)
                )
            except MistakesError:
                return
            assert whole(remembering, case) == whole(forgetting, case)
            tally["proposals"] += 1

    tried()
    assert tally["proposals"]


def test_what_is_passed_over_as_known_changes_no_answer(tally):
    """Tasks whose area tells that they are no matter are passed over: asked one by one, each gives
    the same."""

    @property_of(families(FAMILY), few=40, each=FAMILY)
    def tried(family):
        for case in family:
            with suppress(MistakesError):
                found = whole(checker_of(case.rules, case.town, FORGETTING), case)
                with patch.object(Situation, "known_among", lambda *_: {}):
                    each = whole(checker_of(case.rules, case.town, FORGETTING), case)
                assert found == each
                tally["proposals"] += 1

    tried()
    assert tally["proposals"]


def whole(checker, case):
    """All of an answer, or all that is wrong with the case."""
    try:
        return checker.check(case.proposal)
    except MistakesError as mistakes:
        return [str(error) for error in mistakes.errors]


# ---------------------------------------------------------------- days never contradict


def test_no_result_contradicts_itself(tally):
    """One of the sentences on days that never contradict each other, all of them, of each result:
    what is missed, kept, orders, and what the conclusion names."""

    @property_of(families(FAMILY), few=40, each=FAMILY)
    def tried(family):
        for _, result, found in each_judged(family, tally):
            tally["missed a last day"] += bool(result.missed)
            tally["with an earliest day of effect"] += bool(result.earliest_effective)
            for kind in {one.kind for one in result.findings if one.status == "new"}:
                tally[f"new {kind}"] += 1
            assert not found, found

    tally["contradict themselves"] = 0
    tried()
    rare = ("new need", "new undetermined", "forbidden") if CASES else ()
    for reached in (*RANK[:3], "missed a last day", "new breach", *rare):
        assert tally[reached], f"no case is {reached}"


@st.composite
def late_cases(draw):
    """Cases of which most are judged when a bylaw can hardly be changed in time any more."""
    case = draw(cases())
    if chance(draw, 4):
        return case
    day = case.effective - timedelta(draw(st.integers(-30, 20)))
    header = re.sub(r"as of \S+", f"as of {max(day, PROPOSED)}", case.header)
    rules = [rule for rule in case.rules if not rule.startswith(("rule m ", "rule p0 "))]
    changes = case.changes if any("move U" in one for one in case.changes) else ("move U1 to C2",)
    return evolve(case, header=header, rules=(*rules, *LATE), changes=changes)


LATE = (
    'rule m "M"\n    a unit that moves needs a bylaw change\n    under BYL § 7',
    f'rule p0 "P 0"\n    {PROCEDURES[0]}\n    under LAW § 2',
)


@property_of(late_cases())
def test_what_was_missed_can_be_had_by_the_earliest_day(case):
    """Judged for that day nothing is missed, and each row of the timetable leaves time; where it is
    said that readings must be held anew, without those that were held."""
    first = answer(case)
    day = first.earliest_effective
    assume(day is not None)
    if any(one.id in first.by_id for one in first.then_required):
        kept = [one for one in case.carried if not one.startswith("carries a reading")]
        case = case.with_carried(*kept, "carries a bylaw change, planned")
    header = re.sub(r"effective \S+( until \S+)?", f"effective {day}", case.header)
    later = evolve(case, header=header, effective=day).result()
    outside = {one.id for one in later.instruments if one.id in first.others}
    assert not {*later.missed} - outside
    assert later.verdict != "forbidden"


@property_of(cases(), st.integers(1, 400))
def test_no_change_takes_effect_before_it_is_proposed(case, days):
    header = re.sub(
        r"effective \S+( until \S+)?", f"effective {PROPOSED - timedelta(days)}", case.header
    )
    with pytest.raises(MistakesError) as caught:
        evolve(case, header=header).result()
    places = {one.span.line for one in caught.value.errors if "the day of effect" in str(one)}
    assert places <= {1}


DATED = ("a reading in BR", "a notification to SUP", "publication")
OLDER = ("a consultation of FIN", "a decision by BR", "an approval by MIN")
TERM = date(2010, 1, 1)


@property_of(cases(), st.sampled_from((*DATED, *OLDER)), st.integers(-30, 2500))
def test_what_follows_a_proposal_is_no_older_and_nothing_is_of_an_earlier_council(case, step, days):
    answer(case)
    assume(
        any("terms of four" in one for one in case.rules)
        or "term from 2010-01-01 until 2013-12-31" in case.town
    )
    day = PROPOSED - timedelta(days)
    more = case.with_carried(*case.carried, f"carries {step} on {day}")
    wrong = day < TERM or (step in DATED and day < PROPOSED)
    if not wrong:
        assert more.result()
        return
    with pytest.raises(MistakesError) as caught:
        more.result()
    (error,) = caught.value.errors
    assert f"carries {step} on {day}" in error.span.text


@property_of(cases())
def test_what_changes_nothing_says_so_and_nothing_else_does(case):
    result = answer(case)
    says = any(one.rule == "changes-nothing" for one in result.findings)
    moved = [
        one for one in case.changes if not one.startswith(("given", "move", "transfer", "lead"))
    ]
    moves = {"f.moves", "f.transferred", "f.new", "f.split", "f.merged", "f.renamed", "f.resized"}
    facts = {
        each.fact.key
        for one in result.findings
        if one.status == "new"
        for each in (*one.witnesses, *one.support)
    }
    assert not (says and (moves & facts or [one for one in moved if "resize" not in one]))
    assert says or case.changes


# ---------------------------------------------------------------- what makes no difference


@property_of(st.data(), cases())
def test_the_order_of_statements_says_nothing(data, case):
    first = answer(case)
    draw = data.draw
    carried = [one for one in case.carried if " 20" not in one]
    dated = [one for one in case.carried if " 20" in one]
    other = evolve(
        case,
        town=shuffled(draw, case.town),
        rules=shuffled(draw, case.rules),
        changes=shuffled(draw, case.changes),
        carried=(*shuffled(draw, carried), *dated),
    )
    assert told(other.result()) == told(first)


@property_of(cases())
def test_a_translation_says_the_same(case):
    first = answer(case)
    assert told(case.result("da")) == told(first)


@property_of(cases())
def test_other_ids_say_the_same(case):
    """Every id gets a sign more, so that their order stays."""
    first = answer(case)
    ids = re.compile(r"\b(FIN|C\d|SPC|U\d|t\d|A\d|AF|M\d|MIN|SUP|BR|OFF)\b")
    texts = tuple(ids.sub(r"\1x", text) for text in case.texts)
    other = judged(texts)
    assert other.verdict == first.verdict
    assert [(one.rule, one.kind, one.status, one.subject.id) for one in other.findings] == [
        (one.rule, one.kind, one.status, ids.sub(r"\1x", one.subject.id)) for one in first.findings
    ]


@property_of(cases())
def test_what_has_nothing_to_do_with_it_says_nothing(case):
    first = answer(case)
    others = (
        'source FAR law "Far" of "Elsewhere"',
        'area zulu "zulu"',
        'rule far "Far"\n    FIN must hold alfa tasks\n    under FAR § 1',
    )
    assert told(evolve(case, rules=(*case.rules, *others)).result()) == told(first)


@st.composite
def still_cases(draw):
    """Cases whose rules speak of how things stand alone, with a unit that nothing is performed by,
    where it is and a committee that it can go to."""
    case, unit = draw(cases()), draw(st.sampled_from(UNITS))
    words = " moves", " is new", " the change", " no reason", "dispensation"
    kept = tuple(rule for rule in case.rules if not any(word in rule for word in words))
    lines = [line.replace(f" performed by {unit}", "") for line in case.town]
    (at,) = (at for at, line in enumerate(lines) if line.startswith(f"unit {unit} "))
    lines[at] = lines[at].replace(" under no committee", " under FIN")
    origin = re.search(r" under (\w+)", lines[at])[1]
    place = draw(st.sampled_from([one for one in COMMITTEES if one != origin]))
    return evolve(case, rules=kept, town=tuple(lines)), unit, origin, place


@property_of(still_cases())
def test_a_change_and_its_inverse_cancel_out(drawn):
    """What a move makes new its inverse resolves, where rules speak of how things stand alone.

    A question that there is both ways may be worse in one of them, or in both: t1, whose holder is
    on no file, beside what moves from FIN to C1 is kept where FIN holds it, and back where C1 does.
    """
    case, unit, origin, place = drawn
    assume(any(rule.startswith("rule r") for rule in case.rules))
    (line,) = (line for line in case.town if line.startswith(f"unit {unit} "))
    there = evolve(case, changes=(f"move {unit} to {place}",), carried=())
    moved = line.replace(f" under {origin}", f" under {place}")
    town = tuple(moved if each == line else each for each in case.town)
    back = evolve(there, town=town, changes=(f"move {unit} to {origin}",))

    def found(result, status):
        return {
            (one.rule, one.kind, one.subject, unordered_facts(one))
            for one in result.findings
            if one.status == status and one.kind not in ("note", "undetermined")
        }

    def is_asked(result, finding):
        return any(one.questions and (one.rule, one.subject) == finding for one in result.findings)

    def asked(result, *statuses):
        every = (one for one in result.findings if one.kind == "undetermined")
        return {(one.rule, one.subject) for one in every if one.status in statuses}

    one, two = answer(there), answer(back)
    for first, other in ((one, two), (two, one)):
        made, undone = found(first, "new"), found(other, "resolved")
        assert undone <= made
        assert all(is_asked(other, one[::2]) for one in made - undone)  # it may be so still
        assert asked(first, "resolved") <= asked(other, "new")
        assert asked(first, "new") <= asked(other, "new", "existing", "resolved")


def unordered_facts(finding):
    return frozenset(dict(one.fact.args).get("task", finding.subject) for one in finding.witnesses)


# ---------------------------------------------------------------- more carried, and less


@property_of(cases())
def test_carrying_what_is_missing_is_never_worse(case):
    first = answer(case)
    steps = {one.requires: one for one in first.schedule}
    last = case.effective + timedelta(180)
    for one in first.instruments:
        step = steps.get(one.id)
        if one.status != "missing" or step is None or one.kind == "reconstitution":
            continue
        said = CARRIED.get(one.kind, "").format(body=step.body)
        day = max(step.earliest or PROPOSED, PROPOSED)
        if not said or (step.latest and step.latest < day) or day > last:
            continue
        matter = f' on "{one.matter.en}"' if one.matter else ""
        more = case.with_carried(*case.carried, f"carries {said}{matter} on {day}").result()
        assert RANK.index(more.verdict) <= RANK.index(first.verdict), (one.id, day)


def carrying(kind: Kind) -> str:
    """How a step is carried, with a place for its body where it can name one."""
    before = kind.keywords.before_body
    said = vocabulary("en").printed((before or kind.keywords.alone)[0])
    return f"{said} {{body}}" if before else said


CARRIED = {kind.name: carrying(kind) for kind in KINDS.values() if kind.keywords.every}


@property_of(cases())
def test_leaving_out_what_is_carried_is_never_better(case):
    """What breaks its terms or comes too late may be left out, and what declares the change."""
    first = answer(case)
    late = {one.subject.id for one in first.findings if one.subject.kind == "instrument"}
    sound = {one.kind for one in first.instruments if one.state in ("met", "pending")}
    for line in case.carried:
        kind = next((kind for kind in CARRIED if re.search(rf"\b{kind}\b", line)), None)
        if kind in sound and not late:
            left = case.with_carried(*(one for one in case.carried if one != line)).result()
            assert RANK.index(left.verdict) >= RANK.index(first.verdict), line
