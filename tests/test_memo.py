# SPDX-License-Identifier: EUPL-1.2
"""What is remembered changes no answer, whatever is asked in between."""

import gc
from functools import cache
from itertools import islice

import pytest
import shipped as kept
from engine import HEADER, LAW, PROCEDURE, TOWN

from checker import folders
from checker.audit import mutants
from checker.errors import MistakesError
from checker.language.parser import parse
from checker.memo import Memo, Same
from checker.pipeline import Checker
from checker.source import Source
from checker.speech.node import Document

RULES = """
doubt d "Who may hold employment tasks?"
    interpretation wide "All may"
    interpretation narrow "One may"
    following wide
rule limit "L"
    a committee that holds employment tasks may only hold employment and business-policy tasks
    otherwise a dispensation from LAB or an amendment of LAB
    under LAB
rule special "S"
    a committee that holds employment tasks may only hold employment and citizen-service tasks
    under LAB § 2
    despite limit
    when the form is "mellemformstyre"
rule single "O"
    employment tasks must be held by exactly one committee
    under SV § 3
rule narrowly "N"
    only ØU may hold payroll tasks
    under KSL
    in interpretation narrow
rule crowded "U"
    a committee must have at most 1 unit
    under KSL § 17
rule unreasoned "W"
    there must be at most 1 unit
    when no reason is stated
    under KSL § 17
rule purse "P"
    the finance committee may only hold citizen-service tasks
    under KSL § 18
rule few "F"
    there must be at most 3 committees
    under KSL § 17
"""
CHANGES = [
    "",
    "move KBS from ØU to BIU",
    "move jobs to KU",
    'rename BIU to BEU "Nyt"\nmove KBS to BEU',
    "move pay to KU\ncarries a reading in BR on 2013-08-22",
    "move KBS from ØU to BIU\ncarries a bylaw change, planned",
    '    reason "R"\nmove KBS from ØU to BIU',
    "move KEjd from KU to ØU",
    '    reason "R"',
    'rename ØU to FU "Finans"',
]


def read(text: str, path: str) -> Document:
    return parse(Source.of(text, path))


def small(memo: Memo | None = None) -> Checker:
    return Checker(
        [read(LAW + PROCEDURE + RULES, "law.ressort")], [read(TOWN, "town.ressort")], memo=memo
    )


@cache
def shipped_files() -> tuple[list[Document], list[Document], list[Document]]:
    rules = [parse(Source.read(one)) for one in sorted(folders.RULES.rglob("*.ressort"))]
    cases = sorted((folders.FIXTURES / "copenhagen-2013").rglob("*.ressort"))
    documents = [parse(Source.read(one)) for one in cases]
    towns = [one for one in documents if one.kind == "organisation"]
    return rules, towns, [one for one in documents if one.kind == "proposal"][:3]


def shipped(memo: Memo | None = None) -> Checker:
    rules, towns, _ = shipped_files()
    return Checker(rules, towns, memo=memo)


def answer(checker: Checker, case: Document) -> object:
    try:
        return checker.check(case)
    except MistakesError as mistakes:
        return [str(error) for error in mistakes.errors]


SMALL = [read(f"{HEADER}\n{one}\n", "proposal.ressort") for one in CHANGES]


def test_asked_again_and_again_the_answer_is_that_of_nothing_remembered():
    remembering, forgetting = small(), small(Memo.none())

    for case in (*SMALL, *reversed(SMALL)):
        assert answer(remembering, case) == answer(forgetting, case)


def test_what_only_a_proposal_makes_is_known_where_it_does():
    about_new = 'rule newest "N"\n    NU must hold employment tasks\n    under KSL\n'
    about_new += 'rule theirs "N"\n    KU must hold NU tasks\n    under KSL\n'
    rules = [read(LAW + PROCEDURE + RULES + about_new, "law.ressort")]
    remembering, forgetting = (
        Checker(rules, [read(TOWN, "town.ressort")], memo=memo) for memo in (None, Memo.none())
    )
    made = 'create committee NU "Nyt"\n'
    cases = [
        read(f"{HEADER}\n{one}\n", "proposal.ressort")
        for one in (made, f"{made}move jobs from BIU to NU", 'rename BIU to NU "Nyt"', "")
    ]

    for case in (*cases, *reversed(cases)):
        assert answer(remembering, case) == answer(forgetting, case)


def every(checker: Checker, step: int) -> list[mutants.Mutant]:
    return list(islice(mutants.mutants_of(checker), 0, None, step))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("made", "cases", "step"),
    [
        pytest.param(small, SMALL, 1, id="small"),
        pytest.param(shipped, None, 61, id="shipped", marks=pytest.mark.slow),
    ],
)
def test_a_rule_base_with_one_rule_changed_answers_as_if_it_were_new(made, cases, step):
    remembering, forgetting = made(), made(Memo.none())
    cases = cases or shipped_files()[2]
    kept = [answer(forgetting, case) for case in cases]

    for one in every(remembering, step):
        try:
            other = forgetting.with_one_changed(one.before, one.after)
        except MistakesError:
            continue
        changed = remembering.with_one_changed(one.before, one.after)
        for case in cases:
            assert answer(changed, case) == answer(other, case), one

    assert [answer(remembering, case) for case in cases] == kept


def test_other_organisations_are_not_taken_for_those_before():
    remembering = small()
    other = read(TOWN.replace("held by BIU", "held by KU"), "town.ressort")

    mine = [answer(remembering.with_organisations([other]), case) for case in SMALL]

    assert mine == [answer(small(Memo.none()).with_organisations([other]), case) for case in SMALL]
    assert mine != [answer(remembering, case) for case in SMALL]


def test_there_is_room_for_so_many_answers_and_the_eldest_gives_way():
    memo, made = Memo(room=2), []

    for key in ("a", "b", "a", "c", "b", "a"):
        memo.once(key, lambda key=key: made.append(key))

    assert made == ["a", "b", "c", "b", "a"]


def test_a_thing_in_a_key_is_equal_to_itself_alone():
    one, other = read(HEADER, "a"), read(HEADER, "a")

    assert one == other
    assert Same(one) == Same(one) != Same(other)


def left_in_circles(checker: Checker, case: Document) -> list[str]:
    """The objects of an answer, told to its end, that only a collection lets go of."""
    gc.disable()
    gc.freeze()  # what is there already is not looked at, which would take a second each time
    gc.set_debug(gc.DEBUG_SAVEALL)
    try:
        result = checker.check(case)
        assert result.doubts is not None
        assert result.schedule is not None
        del result
        checker.forget(case)
        gc.collect()
        kinds = map(type, gc.garbage)  # other threads of a run of tests leave some of their own
        return [one.__qualname__ for one in kinds if one.__module__.startswith("checker")]
    finally:
        gc.set_debug(0)
        gc.garbage.clear()
        gc.unfreeze()
        gc.enable()


@cache
def undisturbed() -> Checker:
    """One that remembers nothing of what other tests have asked, and may let go of meanwhile."""
    library = kept.library()
    return Checker(library.rules, library.organisations)


@pytest.mark.parametrize("path", [*kept.proposals()][::12], ids=lambda path: path.stem)
def test_an_answer_is_let_go_of_without_a_collection(path):
    text = path.read_text(encoding="utf-8")
    undisturbed().check(read(text, "p"))  # what is remembered of all stays

    assert left_in_circles(undisturbed(), read(text, "p")) == []
