"""What holds of every case, however it is put together.

``CASES=100000 pytest tests/test_properties.py`` tries each property on so many random cases, other
ones at each run.
"""

import os
import re

import pytest
from attrs import evolve
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st
from towns import FIRST, LAST, Written, cases, judged, told

from checker.errors import CheckerError
from checker.language.words import vocabulary
from checker.speech.instruments import KINDS, Kind

pytestmark = pytest.mark.slow
CASES = int(os.environ.get("CASES", "0"))
RANK = ("clear", "conditional", "incomplete", "forbidden")


def property_of(*strategies):
    """A property over random cases; those that do not fit together are passed over."""

    def tried(test):
        bounds = settings(
            max_examples=CASES or 150,
            deadline=None,
            derandomize=not CASES,
            suppress_health_check=list(HealthCheck),
            phases=[Phase.generate] if CASES else [*Phase],
            database=None,
        )
        return bounds(given(*strategies)(test))

    return tried


def answer(case: Written):
    """What a case comes to; a case that does not fit together is passed over."""
    try:
        return case.result()
    except CheckerError:
        assume(False)


def shuffled(draw, items):
    return tuple(draw(st.permutations(items)))


@property_of(st.data(), cases())
def test_the_order_of_statements_says_nothing(data, case):
    first = answer(case)
    draw = data.draw
    carried = [one for one in case.carried if " on 20" not in one]
    dated = [one for one in case.carried if " on 20" in one]
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
    ids = re.compile(r"\b(FIN|C\d|SPC|U\d|t\d|A\d|AF|M\d|MIN|SUP|BR)\b")
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


@property_of(cases())
def test_carrying_what_is_missing_is_never_worse(case):
    first = answer(case)
    steps = {one.requires: one for one in first.schedule}
    for one in first.instruments:
        step = steps.get(one.id)
        if one.status != "missing" or step is None or one.kind == "reconstitution":
            continue
        said = CARRIED.get(one.kind, "").format(body=step.body, subject=one.subject)
        day = max(step.earliest or FIRST, FIRST)
        if not said or (step.latest and step.latest < day) or day > LAST:
            continue
        more = case.with_carried(*case.carried, f"carries {said} on {day}").result()
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
