# SPDX-License-Identifier: EUPL-1.2
"""What is counted from tables is what each single check says."""

from collections import Counter

import pytest
from attrs import evolve
from drawn import cases
from hypothesis import strategies as st
from properties import property_of

from checker.errors import CheckerError
from checker.weigh.choices import Space, choices_in, frame_of
from checker.weigh.factoring import NotApartError, factored
from checker.weigh.sweep import Judge, Outcome, Trial
from checker.weigh.tables import Order

pytestmark = pytest.mark.slow

PLACES = ("FIN", "C1", "C2")
KEPT = ("create", "lead", "transfer", "given", "rename", "resize")
ENOUGH = 10**6


def open_placements(draw, case):
    """A case that leaves placements open, beside some of its changes."""
    there = {line.split()[1] for line in case.town if line.startswith("task ")}
    things = st.sampled_from(["U1", "U2", *sorted(there)])
    left = draw(st.lists(things, min_size=2, max_size=3, unique=True))
    places = st.lists(st.sampled_from(PLACES), min_size=2, max_size=3, unique=True)
    lines = tuple(f"open {thing} under {' or '.join(draw(places))}" for thing in left)
    kept = [line for line in case.changes if line.startswith(KEPT)] if draw(st.booleans()) else []
    return evolve(case, changes=(*kept, *lines))


def compare(trial, tally):
    """Each placement checked by itself, judged with those that demand the same, and told from
    tables where these can be made."""
    numbers = range(trial.space.size)
    single = {number: trial.check(number) for number in numbers}
    assert {number: trial.outcome(number) for number in numbers} == single
    tally["placements"] += trial.space.size
    tally["outcomes"] += len({*single.values()})
    try:
        tables = factored(trial.space, trial.judge.considered, ENOUGH).tables
    except NotApartError:
        tally["looked at one by one"] += 1
        return
    tally["from tables"] += 1
    sums = tables.sums(ENOUGH)
    said = {one: trial.outcome(first) for one, (_, first) in sums.items()}
    told = dict(tables.every())
    assert {number: said[one] for number, one in told.items()} == single
    assert {number: tables.sum_of(number) for number in numbers} == told
    for one, (count, first) in sums.items():
        alike = [number for number in numbers if told[number] == one]
        assert (count, first) == (len(alike), min(alike))
    order = Order(trial.space)
    for verdict in {one.verdict for one in said.values() if isinstance(one, Outcome)}:
        wanted = [sum for sum, one in said.items() if getattr(one, "verdict", "") == verdict]
        alike = sorted((one for one in numbers if told[one] in wanted), key=order.key)
        for most in (1, 3, ENOUGH):
            assert tables.best(wanted, most) == alike[:most]


def test_open_placements_are_counted_as_they_are_checked(record_property):
    tally = Counter()

    @property_of(cases(), st.data(), few=60)
    def tried(case, data):
        case = open_placements(data.draw, case)
        try:
            checker = case.checker
            left = checker.settled(case.proposal)
            space = Space(frame_of(left), choices_in([left], checker))
        except CheckerError:
            return
        compare(Trial(Judge(checker), space), tally)

    tried()
    record_property("tally", [*tally.items()])
    assert tally["from tables"]
    assert tally["looked at one by one"]


def test_proposals_taken_or_left_are_counted_as_they_are_checked(record_property):
    tally = Counter()

    @property_of(cases(), few=100)
    def tried(case):
        carried = [case.carried, *[()] * len(case.changes)]
        try:
            checker = case.checker
            proposals = [
                checker.settled(evolve(case, changes=(one,), carried=steps).proposal)
                for one, steps in zip(case.changes[:4], carried, strict=False)
            ]
            for each in proposals:
                checker.check(each)
        except CheckerError:
            return
        if len(proposals) > 1:
            space = Space(frame_of(proposals[0]), choices_in(proposals, checker))
            compare(Trial(Judge(checker), space), tally)

    tried()
    record_property("tally", [*tally.items()])
    assert tally["from tables"]
    assert tally["looked at one by one"]
