# SPDX-License-Identifier: EUPL-1.2
"""What ``matrix``, ``sweep`` and ``plan`` say of any case is what checks of each placement say."""

from itertools import combinations

import pytest
from drawn import cases
from hypothesis import assume
from hypothesis import strategies as st
from properties import answer, property_of
from towns import judged, told

from checker.errors import MistakesError
from checker.records import evolve
from checker.speech.node import Name
from checker.weigh.choices import Space, choices_in, frame_of
from checker.weigh.plan import Planner
from checker.weigh.sweep import BEST_FIRST, Judge, Trial, outcome_of, to_be_had
from checker.weigh.telling import Teller

pytestmark = pytest.mark.slow


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
