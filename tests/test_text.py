# SPDX-License-Identifier: EUPL-1.2
"""What a lawyer reads in a terminal."""

import re

import made
import pytest
from engine import HEADER

from checker import pipeline
from checker.commands import run
from checker.days import days_later
from checker.page import text
from checker.records import evolve
from checker.report.express import express
from checker.report.report import Options
from checker.speech.saying import Phrase


def page(language="da", *results, colour=False):
    document = express(results or [made.RESULT], language, made.sentence)
    return "".join(text.report(document, language, Options(colour=colour)))


def unwrapped(language="da", *results):
    return " ".join(page(language, *results).split())


@pytest.mark.slow
@pytest.mark.parametrize("format", ["text", "json"])
def test_only_the_rules_that_are_shown_are_put_into_words(format, monkeypatch, capsys):
    printed, print_sentence = [], pipeline.print_sentence

    def printing(rule, *more):
        printed.append(rule.id.text)
        return print_sentence(rule, *more)

    monkeypatch.setattr(pipeline, "print_sentence", printing)
    run(["check", "fixtures/copenhagen-2013/kbs-biu.ressort", "--format", format])

    assert capsys.readouterr().err == ""
    assert len(printed) == len({*printed})
    assert (len(printed) > 60) == (format == "json")


def test_the_verdict_comes_before_all_else_but_the_title():
    lines = page().splitlines()

    assert lines[0] == "KBS flyttes til BIU"
    assert lines[1] == "sag/kbs.ressort · Københavns Kommune · virkning fra den 1. januar 2014"
    assert lines[4] == "UFULDSTÆNDIGT"
    assert lines[5].startswith("Forslaget er ufuldstændigt:")


@pytest.mark.parametrize(
    ("language", "headings"),
    [
        (
            "da",
            [
                "Hvad der nu skal ske",
                "Forhold, forslaget giver anledning til",
                "Hvad forslaget kræver",
                "Vedtægtsændringer",
                "Tidsplan",
                "Hvad der ikke er kontrolleret",
                "Kildeark",
            ],
        ),
        (
            "en",
            [
                "What must be done next",
                "What the proposal gives rise to",
                "What the proposal takes",
                "Changes of the bylaw",
                "Timetable",
                "What was not checked",
                "Source sheet",
            ],
        ),
    ],
)
def test_the_parts_come_in_their_order(language, headings):
    lines = page(language).splitlines()

    assert [line for line in lines if line in headings] == headings


def test_a_finding_has_place_severity_rule_provision_and_way_out():
    said = unwrapped()

    assert (
        "sag/kbs.ressort:2:1 fejl committee Beskæftigelses- og Integrationsudvalget må "
        "kun varetage opgaver inden for"
    ) in said
    assert (
        "falder uden for. (LAB § 14, stk. 3; gengivet efter sekundær kilde) Løsning: Det kræver"
        in said
    )
    assert (
        "sag/kbs.ressort:2:1 fejl moved-unit Flytningen af Københavns Borgerservice kræver ændring"
        in said
    )
    assert "styrelsesvedtægten. (KSL § 2, stk. 2) Grundlag" in said


def test_a_question_stands_with_its_finding():
    assert (
        "Spørgsmål: Varetages »Vielser« af Økonomiudvalget indtil flytningen? Løsning: Besvar"
        in unwrapped()
    )


def test_facts_have_their_places_and_a_long_list_is_cut():
    said = unwrapped()

    assert (
        "Grundlag: Københavns Borgerservice flyttes fra Økonomiudvalget til "
        "Beskæftigelses- og Integrationsudvalget. (sag/kbs.ressort:2)"
    ) in said
    assert (
        "Grundlag: »Pas« varetages af Økonomiudvalget; opgaven udføres af Københavns "
        "Borgerservice. (sag/organisation"
    ) in said
    assert "… og fem forhold mere" in said
    assert said.index("Grundlag: »Pas«") < said.index("… og fem")


def test_a_finding_without_a_provision_says_so():
    assert (
        "opgaver for TMU og ØU. (ingen bestemmelse: det følger af de faktiske forhold)"
        in unwrapped()
    )


def test_an_instrument_has_its_state_its_basis_and_what_is_not_stated():
    said = unwrapped("en")

    assert (
        "missing: a dispensation from LAB § 14, stk. 3 for Beskæftigelses- og "
        "Integrationsudvalget (LAB § 14, stk. 3; from a secondary source) The "
        "authority that grants it is not stated in the sources."
    ) in said
    assert "falls short: a dispensation from § 64 a of the Local Government Act" in said
    assert "The dispensation ends on 31 December 2013." in said


def test_what_is_needed_anyway_and_what_is_not_needed_stand_apart():
    renewal = evolve(made.KSL_DISPENSATION, for_existing=True)
    idle = evolve(made.BYLAW, status="not needed", reason=Phrase.of("r.not-needed"))
    said = unwrapped("en", evolve(made.RESULT, instruments=(idle, renewal)))

    assert "Needed whatever becomes of the proposal falls short: a dispensation" in said
    assert "Not needed not needed: a change of the bylaw" in said
    assert "What the proposal takes" not in said


def test_the_timetable_has_its_days_and_its_margin():
    held = evolve(made.FIRST, day=made.FIRST.earliest, met=True, tight=True)
    said = unwrapped("en", evolve(made.RESULT, schedule=(held, made.SECOND)))

    assert (
        "First reading in Borgerrepræsentationen: dated Tuesday 18 June 2013; earliest Tuesday "
        "18 June 2013; latest Sunday 24 November 2013; met; nothing to spare: check how the days "
        "are counted" in said
    )
    assert "Second reading in Borgerrepræsentationen: latest Saturday 30 November 2013" in said


def test_what_was_not_checked_is_named_with_its_reason():
    said = unwrapped()

    assert "Forudsætning: Kun ØU's opgaver flytter med" in said
    assert "Én bestemmelse er ikke gengivet i nogen regel" in said
    assert "LAB § 14, stk. 3: læst i placering-2013, afsnit 3.7" in said


def test_the_counts_close_the_report():
    assert page("en").splitlines()[-1] == "incomplete: 4 errors, 0 warnings, 1 note"


def test_no_line_is_wider_than_a_terminal_and_none_breaks_a_date():
    lines = page().splitlines()

    assert max(map(len, lines)) <= 100
    assert not [line for line in lines if re.search(r"(§|stk\.|\b(?<!stk\. )\d{1,2}\.)$", line)]
    assert "\xa0" not in page()


def test_several_proposals_end_in_a_table():
    clear = evolve(made.RESULT, verdict="clear", findings=(), instruments=())
    lines = page("en", made.RESULT, clear).splitlines()

    assert lines[-7:] == [
        "Overview",
        "  incomplete  fails   KBS flyttes til BIU  (sag/kbs.ressort)",
        "  clear       passes  KBS flyttes til BIU  (sag/kbs.ressort)",
        "2 proposals: 4 errors, 0 warnings, 1 note",
        "1 of 2 fails: sag/kbs.ressort (incomplete ≥ incomplete)",
        "Next: ressort plan sag/kbs.ressort",
        "      ressort explain committee sag/kbs.ressort",
    ]


def test_a_clear_proposal_has_no_empty_parts():
    clear = evolve(
        made.RESULT, verdict="clear", findings=(), instruments=(), bylaw_changes=(), schedule=()
    )
    said = page("en", clear)

    assert "What the proposal gives rise to" not in said
    assert "Timetable" not in said
    assert "Nothing more is required by the rules on file." in said


def test_colour_changes_nothing_but_the_colour():
    painted = page(colour=True)

    assert "\x1b[31m" in painted
    assert re.sub(r"\x1b\[\d+m", "", painted) == page()


def test_what_a_user_writes_cannot_break_the_page():
    strange = made.finding("strange", Phrase.of("note", text="a  {x} [y] %s"), kind="note")

    assert "A {x} [y] %s. (KSL § 2, stk. 2)" in unwrapped(
        "da", evolve(made.RESULT, findings=(strange,))
    )


def test_a_day_judged_before_the_proposal_is_made_is_said_in_the_head():
    day = made.RESULT.proposal.proposed
    for before, words in ((0, "fremsat den "), (1, "fremsættes den ")):
        proposal = evolve(made.RESULT.proposal, as_of=days_later(day, -before))
        head = page("da", evolve(made.RESULT, proposal=proposal)).splitlines()[2]
        assert head.startswith(words)
        assert ("bedømt forinden" in head) == bool(before)


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (["check", "--format", "markdown"], "- To be proposed: 18 June 2013"),
        (["plan"], "to be proposed 18 June 2013"),
    ],
)
def test_every_page_says_of_a_proposal_judged_before_it_that_it_is_to_be_made(
    here, capsys, command, words
):
    header = HEADER.replace("concerns town", "concerns copenhagen-2013\n    as of 2013-06-01")
    (here / "p.ressort").write_text(header + "move KBS from ØU to BIU\n", encoding="utf-8")
    run([*command, "p.ressort"])
    assert words in capsys.readouterr().out


@pytest.mark.parametrize(("language", "said"), [("da", "rækker ikke"), ("en", "falls short")])
def test_a_dispensation_that_ends_before_the_change_falls_short(ressort, language, said):
    case = "fixtures/copenhagen-2013/kejd-oeu.ressort"
    lines = ressort("check", case, "--lang", language, "--full").out.splitlines()

    (line,) = [each for each in lines if each.strip().startswith(f"{said}: ")]
    assert "dispensation" in line
    assert "§ 64 a" in line
