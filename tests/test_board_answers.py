# SPDX-License-Identifier: EUPL-1.2
"""A question on a fact is answered on the page: whoever adds a fact is told where it cannot be."""

import pytest

from checker.board.forms import FACTS, answer_in, taken
from checker.board.state import Request
from checker.errors import UsageError
from checker.language.printer import print_node
from checker.records import fields
from checker.report.wording import Wording, phrases
from checker.speech.organisation import DECLARED, fact_asked
from checker.speech.saying import Ref

# What is on no file of units, tasks and committees is answered by what is assumed, or carried.
ASSUMED = {
    *("q.administration", "q.council", "q.form", "q.performs", "q.tasks"),
    *("q.adopted", "q.end", "q.meeting", "q.order", "q.term"),
}
QUESTIONS = {key.removesuffix("-many") for key in phrases("en") if key.startswith("q.")}
ASKED = {question: found for question in QUESTIONS if (found := fact_asked(question))}
WRITTEN = {"bodies": ("ØU", "BIU"), "name": ("libraries",), "number": ("7",)}


def given(fact, *values):
    fields = {"asked": (fact,), "thing": ("X",), fact: values}
    return print_node(answer_in(Request(fields=fields)), "en", {})


def test_each_question_is_one_on_a_fact_or_answered_by_what_is_assumed():
    # q.task is a task's name alone; q.fact is said of facts that have no question of their own
    assert {*ASKED} | ASSUMED | {"q.task", "q.fact"} == QUESTIONS
    assert not {*ASKED} & ASSUMED


def test_what_a_fact_answers_is_asked():
    said = {
        question
        for kind in DECLARED
        for each in fields(kind)
        for question in each.metadata.get("answers", ())
    }
    assert said == {key for key in ASKED if key.removeprefix("q.") not in FACTS}


@pytest.mark.parametrize("fact", sorted({fact for _, fact in ASKED.values()}))
def test_each_fact_that_is_asked_has_its_form(fact):
    assert fact in FACTS
    for language in ("da", "en"):
        assert Wording(language).words(f"answer.{fact}", thing=Ref("unit", "X")).endswith("?")
        for word in taken(fact)[1]:
            assert f"{fact}.{word}" in phrases(language)


@pytest.mark.parametrize("fact", FACTS)
def test_each_fact_that_can_be_given_is_read_from_its_form(fact):
    how, words = taken(fact)
    for values in [(word,) for word in words] or [WRITTEN[how]]:
        assert given(fact, *values).startswith("given X ")


@pytest.mark.parametrize("fact", FACTS)
def test_nothing_is_no_answer(fact):
    for value in ("", "nothing of the kind"):
        with pytest.raises(UsageError):
            given(fact, value)


def test_what_is_no_fact_is_no_answer():
    with pytest.raises(UsageError):
        given("span", "X")
