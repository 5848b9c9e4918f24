# SPDX-License-Identifier: EUPL-1.2
"""What holds of every case, however it is put together.

``CASES=100000 pytest tests/test_properties.py`` tries each property on so many random proposals,
other ones at each run, and tells at the end what they came to.
"""

import os
import re
from collections import Counter
from datetime import date, timedelta
from itertools import combinations

import pytest
from days import each_judged
from drawn import cases, families
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st
from towns import PROPOSED, Written, checker_of, judged, told

from checker.errors import CheckerError, MistakesError
from checker.language.words import vocabulary
from checker.memo import Memo
from checker.records import evolve
from checker.speech.instruments import KINDS, Kind
from checker.speech.node import Name
from checker.weigh.choices import Space, choices_in, frame_of
from checker.weigh.plan import Planner
from checker.weigh.sweep import BEST_FIRST, Judge, Trial, outcome_of, to_be_had
from checker.weigh.telling import Teller

pytestmark = pytest.mark.slow

CASES = int(os.environ.get("CASES", "0"))
FAMILY = 6
FORGETTING = Memo.none()
RANK = ("clear", "conditional", "incomplete", "forbidden")


def property_of(*strategies, few=150, each=1):
    """A property over random cases, of which those that do not fit together are passed over.

    Args:
        few: how many are tried where it is not said how many.
        each: how many proposals one of them is.
    """

    def tried(test):
        bounds = settings(
            max_examples=CASES // each or few,
            deadline=None,
            derandomize=not CASES,
            suppress_health_check=list(HealthCheck),
            phases=[Phase.generate] if CASES else [Phase.explicit, Phase.generate, Phase.shrink],
            database=None,
        )
        return bounds(given(*strategies)(test))

    return tried


@pytest.fixture
def tally(record_property):
    """What many cases came to; it is told at the end of the run."""
    counted = Counter()
    yield counted
    record_property("tally", [*counted.items()])


def answer(case: Written):
    """What a case comes to; a case that does not fit together is passed over."""
    try:
        return case.result()
    except CheckerError:
        assume(False)


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


@property_of(cases())
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


@property_of(cases(), st.sampled_from(("U1", "U2")), st.sampled_from(("FIN", "C1", "C2")))
def test_a_change_and_its_inverse_cancel_out(case, unit, place):
    """What a move makes new its inverse resolves, where rules speak of how things stand alone."""
    lines = {line.split()[1]: line for line in case.town if line.startswith("unit ")}
    origin = re.search(r" under (\w+ ?\w*?)( within| led| described|$)", lines[unit])[1]
    assume(origin not in ("no committee", place))
    performed = any(f"performed by {unit}" in line for line in case.town)
    words = " moves", " is new", " the change", " no reason", "dispensation"
    assume(not performed and not any(w in rule for w in words for rule in case.rules))
    there = evolve(case, changes=(f"move {unit} to {place}",), carried=())
    moved = lines[unit].replace(f" under {origin}", f" under {place}")
    town = tuple(moved if line == lines[unit] else line for line in case.town)
    back = evolve(there, town=town, changes=(f"move {unit} to {origin}",))

    def found(result, status):
        return {
            (one.rule, one.kind, one.subject, unordered_facts(one))
            for one in result.findings
            if one.status == status and one.kind != "note"
        }

    one, two = answer(there), answer(back)
    assert found(one, "new") == found(two, "resolved")
    assert found(one, "resolved") == found(two, "new")


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


# ---------------------------------------------------------------- many placements


@property_of(cases(), st.sampled_from(("U1", "U2", "t1")))
def test_each_placement_of_a_sweep_is_a_check_by_itself(case, thing):
    case = evolve(case, changes=())
    answer(case)
    places = ("FIN", "C1", "C2")
    checker = case.checker
    left = evolve(case, changes=(f"open {thing} under {' or '.join(places)}",)).proposal
    space = Space(frame_of(left), choices_in([left], checker))
    trial = Trial(Judge(checker), space)
    assert space.size == len(places)
    for number, place in enumerate(places):
        alone = evolve(case, changes=(f"move {thing} to {place}",)).result()
        assert told(trial.result(number)) == told(alone)
        assert trial.outcome(number) == outcome_of(alone)


@property_of(cases(), few=40)
def test_each_cell_of_a_matrix_is_a_check_by_itself(case):
    case = evolve(case, changes=(), carried=())
    answer(case)
    things = [line.split()[1] for line in case.town if line.startswith(("unit", "task"))]
    checker = case.checker
    frame = frame_of(checker.settled(case.proposal))
    teller = Teller.of(checker, [frame], "en")
    matrix = teller.matrix(Judge(checker), frame, [*map(Name, things)])
    assert len(matrix.cells) == len(things) * len(matrix.committees)
    for cell in matrix.cells:
        move = f"move {cell.subject.id} to {cell.committee}"
        moved = evolve(case, changes=(move,)).texts
        if cell.verdict is None:
            with pytest.raises(MistakesError) as caught:
                judged(moved)
            assert caught.value.errors[0].message in cell.reason
            continue
        alone = judged(moved)
        own = outcome_of(alone)
        said = cell.verdict, cell.instruments, cell.outside_mandate
        if cell.stays:
            assert any(one.rule == "changes-nothing" for one in alone.findings), move
            assert said == ("clear", {}, False) == (own.verdict, dict(own.instruments), False), move
        else:
            assert said == (own.verdict, dict(own.instruments), own.outside_mandate), move
            assert cell.reason == teller.reason(alone)


@property_of(cases(), few=15)
def test_a_plan_takes_no_more_than_the_fewest_that_are_enough(case):
    """Of what a plan takes each is needed: without it the verdict is worse or, where that can be
    had in no way, it is asked for all the same."""
    answer(case)
    planner = Planner(Judge(case.checker), case.checker.settled(case.proposal))
    plan = planner.plan()
    end = max(plan.result.proposal.effective, plan.result.proposal.as_of)
    wanted = {one.id: one for one in plan.when_carried.instruments if not one.duty}
    missing = [one for one in wanted.values() if one.status == "granted"]
    there = {one.id for one in plan.result.instruments if one.status != "missing"}
    taken = [one for one in missing if one.id in {x.id for x in plan.instruments} - there]
    assume(0 < len(taken) <= 4)
    best = BEST_FIRST.index(plan.when_carried.verdict)
    for left in taken:
        some = [one for one in taken if one is not left and left.id not in one.required_by]
        if left.kind == "bylaw change":  # one statement carries that of every bylaw
            some = [one for one in some if one.kind != left.kind]
        carried = planner._carried(some, plan.when_carried, end)
        result = planner._check(carried, end)
        worse = BEST_FIRST.index(result.verdict) > best
        assert worse or (best > 0 and left.id in to_be_had(result)), (left.id, taken)


@property_of(cases(), few=25)
def test_a_plan_adds_the_fewest_of_all_subsets(case):
    """No subset of what could be had makes a proposal as good with fewer, in a town with one
    bylaw: what carries a change of one carries that of every bylaw."""

    def of_one_bylaw(lines):
        kept = (line for line in lines if not line.startswith("reword SEC"))
        return tuple(line.replace("SEC § 3", "BYL § 7") for line in kept)

    case = evolve(
        case,
        town=of_one_bylaw(case.town),
        rules=of_one_bylaw(case.rules),
        changes=of_one_bylaw(case.changes),
    )
    answer(case)
    planner = Planner(Judge(case.checker), case.checker.settled(case.proposal))
    plan = planner.plan()
    best, end = plan.when_carried.verdict, max(case.effective, plan.result.proposal.as_of)
    under_way = {one.id for one in plan.result.instruments if one.status != "missing"}

    def with_all_of(wanted):
        """The result once some instruments, and what is under way, are in place."""
        carried, done = (), set()
        while True:
            result = planner._check(carried, end)
            more = [one for id, one in to_be_had(result).items() if id in wanted - done]
            more = [one for one in more if one.status != "granted"]
            if not more:
                return result
            carried += planner._carried(more, result, end)
            done |= {one.id for one in more}

    able = set()
    while more := to_be_had(with_all_of(able | under_way)).keys() - able - under_way:
        able |= more
    assume(best in ("clear", "conditional") and 0 < len(able) <= 7)
    added = {one.id for one in plan.instruments} - under_way
    for fewer in (set(some) for size in range(len(added)) for some in combinations(able, size)):
        result = with_all_of(fewer | under_way)
        there = {id for id, one in to_be_had(result).items() if one.status != "missing"}
        enough = BEST_FIRST.index(result.verdict) <= BEST_FIRST.index(best)
        assert not enough or len((there | fewer) - under_way) >= len(added), (fewer, added)
