# SPDX-License-Identifier: EUPL-1.2
"""What says the same of several things is told once, and nothing is lost of it."""

from datetime import date

import made
import pytest

from checker.formats.catalogue import render
from checker.records import evolve
from checker.report.express import express
from checker.report.report import as_json
from checker.result import ScheduledStep
from checker.speech.saying import Phrase, Ref, Witness

TASKS = tuple(Ref("task", task) for task in made.TASKS[:3])


def consultation(task):
    return made.instrument(
        f"hear-{task.id}", "consultation", subject=task, authority="ØU", required_by=(task.id,)
    )


def need(task):
    fact = Phrase.of("f.moves", thing=task, origin=made.ØU, destination=made.BIU)
    return evolve(
        made.MOVED,
        id=task.id,
        subject=task,
        message=Phrase.of("needs", subject=task),
        alternatives=((f"hear-{task.id}",),),
        witnesses=(Witness(fact, made.place()),),
    )


def row(task):
    return ScheduledStep(
        step="consultation",
        number=None,
        body="ØU",
        requires=f"hear-{task.id}",
        day=None,
        earliest=None,
        latest=date(2013, 11, 30),
        rule="moved-unit",
        met=None,
        tight=False,
        missed=False,
    )


def result(**changed):
    alike = {
        "findings": tuple(need(task) for task in TASKS),
        "instruments": tuple(consultation(task) for task in TASKS),
        "schedule": tuple(row(task) for task in TASKS),
        "bylaw_changes": (),
    }
    return evolve(made.RESULT, **alike | changed)


def merged(language="en", **changed):
    return as_json(express([result(**changed)], language, made.sentence).results[0].merged)


def told(language="en", **changed):
    return as_json(express([result(**changed)], language, made.sentence).results[0])


def test_the_lists_of_the_document_stay_as_they_are():
    document = told()

    assert [each["subject"]["id"] for each in document["findings"]] == list(made.TASKS[:3])
    assert [each["name"] for each in document["instruments"]] == [
        "consultation of Økonomiudvalget concerning “Pas”",
        "consultation of Økonomiudvalget concerning “Kørekort”",
        "consultation of Økonomiudvalget concerning “Register”",
    ]
    assert len(document["schedule"]) == 3


@pytest.mark.parametrize(
    ("language", "message", "name"),
    [
        (
            "en",
            "Moving “Pas”, “Kørekort” and “Register” takes consultation of Økonomiudvalget.",
            "consultation of Økonomiudvalget concerning “Pas”, “Kørekort” and “Register”",
        ),
        (
            "da",
            ("Flytningen af »Pas«, »Kørekort« og »Register« kræver høring af Økonomiudvalget."),
            "høring af Økonomiudvalget vedrørende »Pas«, »Kørekort« og »Register«",
        ),
    ],
)
def test_what_is_alike_is_told_as_one(language, message, name):
    shown = merged(language)

    assert [each["message"] for each in shown["findings"]] == [message]
    assert [each["name"] for each in shown["instruments"]] == [name]
    assert [each["words"] for each in shown["schedule"]] == [name[:1].upper() + name[1:]]


def test_a_group_keeps_the_facts_and_ids_of_all():
    shown = merged()

    assert [each["fact"] for each in shown["findings"][0]["witnesses"]] == [
        "“Pas” moves from Økonomiudvalget to Beskæftigelses- og Integrationsudvalget.",
        ("“Kørekort” moves from Økonomiudvalget to Beskæftigelses- og Integrationsudvalget."),
        ("“Register” moves from Økonomiudvalget to Beskæftigelses- og Integrationsudvalget."),
    ]
    assert shown["findings"][0]["ids"] == list(made.TASKS[:3])
    assert shown["instruments"][0]["required_by"] == list(made.TASKS[:3])


def test_the_steps_and_the_summary_say_it_once():
    document = told()

    assert [step["words"] for step in document["next_steps"]] == [
        (
            "Consult Økonomiudvalget concerning “Pas”, “Kørekort” and “Register” no later "
            "than Saturday 30 November 2013."
        )
    ]
    assert document["next_steps"][0]["instruments"] == [f"hear-{task}" for task in made.TASKS[:3]]
    assert document["summary"].endswith("it still takes consultation of Økonomiudvalget.")


@pytest.mark.parametrize("format", ["text", "markdown", "html"])
def test_every_report_shows_the_groups(format):
    document = express([result()], "en", made.sentence)
    page = " ".join(render(document, format, "en").replace("\xa0", " ").split())

    assert (
        page.count("Moving “Pas”, “Kørekort” and “Register” takes consultation of Økonomiudvalget.")
        == 1
    )
    assert "“Pas” needs consultation" not in page


def test_what_stands_otherwise_stays_apart():
    first, second, third = (consultation(task) for task in TASKS)
    held = evolve(second, status="granted", state="met", days=(date(2013, 10, 1),))
    met = evolve(need(TASKS[1]), requirement="met", severity="note", chosen=0)
    shown = merged(
        instruments=(first, held, third),
        findings=(need(TASKS[0]), met, need(TASKS[2])),
    )

    assert [each["name"] for each in shown["instruments"]] == [
        "consultation of Økonomiudvalget concerning “Pas” and “Register”",
        "consultation of Økonomiudvalget concerning “Kørekort”",
    ]
    assert [each["message"] for each in shown["findings"]] == [
        "Moving “Pas” and “Register” takes consultation of Økonomiudvalget.",
        "Moving “Kørekort” takes consultation of Økonomiudvalget.",
    ]


def of_two_ways(row_of=lambda row: row):
    """Two steps of which one is enough; ``row_of``: what becomes of the row of the second."""
    first, second = (evolve(consultation(task), subject=None) for task in TASKS[:2])
    second = evolve(second, authority="TMU")
    ways = (
        evolve(first, alternative_of=(second.id,)),
        evolve(second, alternative_of=(first.id,)),
    )
    rows = (row(TASKS[0]), row_of(evolve(row(TASKS[1]), body="TMU")))
    return merged("da", findings=(), instruments=ways, schedule=rows)["schedule"]


def test_steps_of_which_one_is_enough_are_one_row_of_the_timetable():
    assert [each["words"] for each in of_two_ways()] == [
        "Høring af Økonomiudvalget eller høring af Teknik- og Miljøudvalget"
    ]


def test_steps_of_which_one_is_enough_stand_apart_where_their_days_do():
    shown = of_two_ways(lambda row: evolve(row, latest=date(2013, 12, 31)))

    assert [each["words"] for each in shown] == [
        "Høring af Økonomiudvalget",
        "Høring af Teknik- og Miljøudvalget",
    ]


def test_two_dispensations_are_never_one():
    other = evolve(made.LAB_DISPENSATION, id="other", subject=made.TMU)
    shown = merged(instruments=(made.LAB_DISPENSATION, other), findings=(), schedule=())

    assert len(shown["instruments"]) == 2


def test_the_same_note_on_several_things_is_told_once():
    notes = tuple(
        evolve(
            made.MOVED,
            id=task.id,
            kind="note",
            severity="note",
            subject=task,
            message=Phrase.of("note", text="Husk budgettet", subject=task),
            requirement=None,
            alternatives=(),
        )
        for task in TASKS
    )
    shown = merged("da", findings=notes, instruments=(), schedule=())

    assert [each["message"] for each in shown["findings"]] == ["Husk budgettet."]


def open_question(task, committee=made.ØU):
    return evolve(
        made.MOVED,
        id=f"open-{task.id}",
        kind="undetermined",
        severity="error",
        subject=task,
        message=Phrase.of("undetermined", subject=task),
        questions=(Phrase.of("q.held-by", task=task, committee=committee),),
        witnesses=(),
        requirement=None,
        alternatives=(),
    )


def test_one_question_of_several_tasks_is_told_once():
    shown = merged("da", findings=tuple(map(open_question, TASKS)), instruments=(), schedule=())

    assert [(each["message"], each["questions"]) for each in shown["findings"]] == [
        (
            "Det fremgår ikke af sagen, om reglen er opfyldt for »Pas«, »Kørekort« og »Register«.",
            [
                "Hvilke af opgaverne »Pas«, »Kørekort« og »Register« varetages af Økonomiudvalget "
                "indtil flytningen?"
            ],
        )
    ]
    assert shown["counts"]["errors"] == 1


def test_tasks_that_are_asked_about_stand_in_the_order_on_file():
    findings = tuple(map(open_question, reversed(TASKS)))
    kinds = {task.id: "task" for task in TASKS} | made.RESULT.kinds
    shown = merged("da", findings=findings, instruments=(), schedule=(), kinds=kinds)

    (question,) = shown["findings"][0]["questions"]
    assert question.startswith("Hvilke af opgaverne »Pas«, »Kørekort« og »Register« varetages")


def test_questions_of_two_committees_are_told_apart():
    findings = (open_question(TASKS[0]), open_question(TASKS[1], made.BIU))
    shown = merged("da", findings=findings, instruments=(), schedule=())

    assert [each["questions"] for each in shown["findings"]] == [
        ["Varetages »Pas« af Økonomiudvalget indtil flytningen?"],
        ["Varetages »Kørekort« af Beskæftigelses- og Integrationsudvalget indtil flytningen?"],
    ]


def test_a_provision_read_in_no_named_place_says_so():
    unread = evolve(made.LAB, read_in=())
    breach = evolve(made.COMMITTEE, basis=(unread,))
    document = express([result(findings=(breach,))], "da", made.sentence)

    assert "LAB § 14, stk. 3: læsested ikke oplyst" in render(document, "text", "da")
    assert "læsested ikke oplyst" in render(document, "html", "da")
    assert "| LAB § 14, stk. 3 | læsested ikke oplyst |" in render(document, "markdown", "da")
