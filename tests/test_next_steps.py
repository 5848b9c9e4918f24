# SPDX-License-Identifier: EUPL-1.2
"""What a report says of the verdict, and of what must be done next."""

from datetime import date

import made
import pytest
from made import told

from checker.records import evolve
from checker.result import Root
from checker.speech.saying import Phrase, Ref


def test_the_summary_of_what_is_missing():
    assert told()["summary"] == (
        "Forslaget er ufuldstændigt: før det kan få virkning fra den 1. januar 2014, "
        "kræves endnu enten dispensation fra LAB § 14, stk. 3 til Beskæftigelses- og "
        "Integrationsudvalget eller ændring af jobloven; dispensation fra "
        "styrelseslovens § 64 a, så beskæftigelsesborgmesteren kan varetage den "
        "samlede administrative ledelse af Københavns Borgerservice; ændring af "
        "styrelsesvedtægten; og to behandlinger i Borgerrepræsentationen med mindst 6 "
        "dages mellemrum. Desuden skal ét spørgsmål besvares. Hertil kommer ét "
        "eksisterende forhold, som ikke beror på forslaget. Konklusionen hviler helt "
        "eller delvis på bestemmelser, der er gengivet efter sekundær kilde; se "
        "kildearket."
    )


def test_the_summary_of_a_proposal_that_only_a_question_holds_back():
    summary = told("en", findings=(made.UNCLEAR,), instruments=())["summary"]

    assert summary == (
        "The proposal is incomplete: one question must be answered before it can be "
        "judged. The verdict rests wholly or partly on provisions taken from a "
        "secondary source; see the source sheet."
    )


def test_the_summary_of_what_nothing_cures():
    breach = evolve(made.COMMITTEE, alternatives=(), requirement="failed")
    summary = told("en", verdict="forbidden", findings=(breach,))["summary"]

    assert summary.startswith(
        "The proposal is forbidden by LAB § 14, stk. 3: Beskæftigelses- og Integrationsudvalget"
    )
    assert "and the rules on file know no way to make that lawful." in summary


def test_the_summary_of_a_cure_that_failed():
    failed = evolve(made.LEADERSHIP, requirement="failed")
    summary = told("da", verdict="forbidden", findings=(failed,))["summary"]

    assert summary.startswith("Forslaget er ulovligt efter KSL § 2, stk. 2: flytningen af")
    assert summary.endswith(
        "men kravet kan ikke opfyldes (dispensationen udløber den 31. december 2013)."
    )


def test_the_summary_of_a_breach_of_which_every_cure_failed():
    failed = evolve(made.COMMITTEE, requirement="failed")
    assert failed.kind == "breach"
    summary = told("da", verdict="forbidden", findings=(failed,))["summary"]
    assert "og det, der kunne gøre det lovligt, er udelukket" in summary


@pytest.mark.parametrize(
    ("verdict", "requirement", "beginning"),
    [
        ("conditional", "pending", "The proposal is conditional: it can take effect on"),
        ("clear", "met", "The proposal is clear: all that it takes is in place, namely a change"),
    ],
)
def test_the_summary_of_what_is_carried(verdict, requirement, beginning):
    carried = evolve(made.MOVED, requirement=requirement, chosen=0)
    change = evolve(made.BYLAW, status="declared", state=requirement, own=requirement)
    read = evolve(made.READINGS, status="declared", state=requirement, own=requirement)
    result = told("en", verdict=verdict, findings=(carried,), instruments=(change, read))

    assert result["summary"].startswith(beginning)


def test_a_clear_proposal_is_no_clearance_of_what_no_rule_covers():
    summary = told("en", verdict="clear", findings=())["summary"]

    assert summary == (
        "The proposal is clear: the rules on file ask for nothing new. Provisions that no rule "
        "covers were not checked; see “What was not checked”."
    )


def test_a_mandate_is_called_a_mandate():
    mandate = evolve(made.SV, kind="mandate", provision="M2023")
    outside = evolve(made.MOVED, basis=(mandate,))

    assert "ligger uden for kommissoriet (M2023)" in told(findings=(outside,))["summary"]


def test_the_next_steps_say_what_by_whom_and_by_when():
    steps = told()["next_steps"]

    assert [step["words"] for step in steps] == [
        "Besvar: Varetages »Vielser« af Økonomiudvalget indtil flytningen?",
        "Udarbejd ændringen af styrelsesvedtægten, og forelæg den for kommunalbestyrelsen; "
        "ordlyden foreligger ikke.",
        (
            "Gør ét af følgende: (a) søg om dispensation fra LAB § 14, stk. 3 til "
            "Beskæftigelses- og Integrationsudvalget; det er ikke oplyst i kilderne, hvem "
            "der meddeler den; den skal være meddelt senest onsdag den 1. januar 2014; (b) "
            "alternativt forudsættes en lovændring: jobloven ændres med ikrafttræden "
            "senest onsdag den 1. januar 2014."
        ),
        (
            "Søg Indenrigsministeriet om dispensation fra styrelseslovens § 64 a, så "
            "beskæftigelsesborgmesteren kan varetage den samlede administrative ledelse af "
            "Københavns Borgerservice; den skal være meddelt senest onsdag den 1. januar "
            "2014."
        ),
        (
            "Første behandling afholdes i Borgerrepræsentationen senest søndag den 24. "
            "november 2013."
        ),
        ("Anden behandling afholdes i Borgerrepræsentationen senest lørdag den 30. november 2013."),
        "Underret Statsforvaltningen om den vedtagne ændring.",
    ]
    assert [(step["who"], step["by"]) for step in steps[3:5]] == [
        ("IM", "2014-01-01"),
        ("BR", "2013-11-24"),
    ]


def test_what_belongs_to_one_way_stays_together():
    ways = (("amend-lab", "notify"), ("disp-lab",))
    finding = evolve(made.COMMITTEE, alternatives=ways)
    notify = evolve(made.NOTIFICATION, subject=None)
    instruments = (made.LAB_AMENDMENT, notify, made.LAB_DISPENSATION)
    result = told("en", findings=(finding,), instruments=instruments)

    assert [len(step["choices"]) for step in result["next_steps"]] == [2]
    assert result["next_steps"][0]["choices"][0] == (
        "An amendment of law is presupposed: Jobloven amended, in force by "
        "Wednesday 1 January 2014, and notify Statsforvaltningen of the adopted change."
    )
    assert (
        "One of two ways or more; otherwise an amendment of Jobloven together with "
        "notification to Statsforvaltningen." in result["instruments"][2]["details"]
    )


def test_a_way_that_is_required_anyhow_leaves_no_choice():
    choice = evolve(made.COMMITTEE, alternatives=(("bylaw",), ("disp-lab",)))
    instruments = (made.BYLAW, made.LAB_DISPENSATION)
    steps = told(findings=(choice, made.MOVED), instruments=instruments)["next_steps"]

    assert [step["instruments"] for step in steps] == [["bylaw"]]
    assert [step["choices"] for step in steps] == [[]]


def test_questions_that_differ_in_their_task_are_asked_as_one():
    questions = tuple(
        Phrase.of("q.held-by", task=Ref("task", task), committee=made.ØU) for task in made.TASKS
    )
    result = told("en", findings=(evolve(made.UNCLEAR, questions=questions),), instruments=())

    assert result["findings"][0]["question"] == (
        "Which of the tasks “Pas”, “Kørekort”, “Register”, “Vielser”, “Post”, “KVIK” "
        "and “Telefon” does Økonomiudvalget hold until the move?"
    )
    assert result["next_steps"][0]["words"].endswith("Økonomiudvalget hold until the move?")
    assert "one question must be answered" in result["summary"]


@pytest.mark.parametrize(
    ("key", "asked"), [("q.held-by", True), ("q.within", False)], ids=["holder", "area"]
)
def test_an_unknown_holder_is_asked_for_where_the_question_is_of_holding(key, asked):
    task = made.Ref("task", "weddings")
    given = {"committee": made.ØU} if asked else {"area": made.Ref("area", "employment")}
    fact = made.Phrase.of("f.task", task=task, holders=(), performer=made.KBS, area="")
    unclear = evolve(
        made.UNCLEAR,
        questions=(made.Phrase.of(key, task=task, **given),),
        witnesses=(made.MOVES, made.Witness(fact, made.place())),
    )
    told_of = told("en", findings=(unclear,))["findings"][0]["witnesses"]

    assert [witness["asked"] for witness in told_of] == [False, asked]


def test_a_last_day_that_has_passed_is_said_to_have_passed():
    today = evolve(made.RESULT.proposal, as_of=date(2013, 12, 20))
    steps = told("en", proposal=today)["next_steps"]

    assert steps[4]["words"] == (
        "Hold the first reading in Borgerrepræsentationen – the last day was Sunday 24 "
        "November 2013, so the effective date must be put off."
    )


def test_a_day_that_is_too_late_is_to_be_brought_forward():
    late = evolve(made.FIRST, day=date(2013, 11, 28), met=False)
    steps = told("en", schedule=(late, made.SECOND))["next_steps"]

    assert steps[4]["words"] == (
        "First reading in Borgerrepræsentationen: 28 November 2013 is too late; bring "
        "it forward to Sunday 24 November 2013 at the latest, or put off the effective "
        "date."
    )


def test_what_the_proposal_itself_brings_is_part_of_what_it_takes():
    declared = evolve(made.BYLAW, status="declared", required_by=())
    root = Root(declared.id, declared.state, barred=False)
    listed = (declared, made.READINGS)
    summary = told("en", findings=(), instruments=listed, roots=(root,))["summary"]

    assert summary.endswith(
        "it still takes two readings in Borgerrepræsentationen at least 6 days apart."
    )


def test_what_is_under_way_is_named_with_what_it_needs_in_turn():
    applied = evolve(
        made.KSL_DISPENSATION,
        status="declared",
        state="pending",
        own="pending",
        reason=None,
        needs=((("approval",),),),
    )
    approval = made.instrument(
        "approval",
        "approval",
        subject=Ref("instrument", "disp-ksl"),
        authority="BR",
        status="declared",
        state="pending",
        required_by=("disp-ksl",),
    )
    need = evolve(made.LEADERSHIP, requirement="pending", chosen=0)
    summary = told("en", verdict="conditional", findings=(need,), instruments=(applied, approval))[
        "summary"
    ]

    assert summary.endswith(
        "of Københavns Borgerservice and approval by Borgerrepræsentationen of the dispensation "
        "for Københavns Borgerservice."
    )


@pytest.mark.parametrize(
    ("key", "reason"),
    [
        (
            "r.not-needed",
            "It would not help, as something else in the proposal cannot be made lawful.",
        ),
        ("r.not-needed-beside", "Another way is under way or in place."),
    ],
)
def test_why_an_instrument_is_not_needed(key, reason):
    idle = evolve(made.BYLAW, status="not needed", reason=Phrase.of(key))

    assert told("en", instruments=(idle,))["instruments"][0]["reason"] == reason


def test_a_renewal_that_the_proposal_does_not_cause_is_said_to_be_so():
    renewal = evolve(made.KSL_DISPENSATION, for_existing=True)
    there = evolve(made.LEADERSHIP, status="existing")
    steps = told("en", findings=(there,), instruments=(renewal,), verdict="clear")["next_steps"]

    assert steps[0]["words"].startswith("Whatever becomes of the proposal: apply to Inden")


def test_what_nothing_cures_must_be_changed_or_withdrawn():
    breach = evolve(made.COMMITTEE, alternatives=(), requirement="failed")
    steps = told("en", verdict="forbidden", findings=(breach,), instruments=())["next_steps"]

    assert [step["words"] for step in steps] == [
        (
            "Change or withdraw what concerns Beskæftigelses- og Integrationsudvalget: "
            "nothing on file makes it lawful."
        )
    ]


def test_nothing_to_do_is_said_too():
    steps = told("en", verdict="clear", findings=(), instruments=())["next_steps"]

    assert [step["words"] for step in steps] == ["Nothing more is required by the rules on file."]
