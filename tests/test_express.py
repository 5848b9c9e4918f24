# SPDX-License-Identifier: EUPL-1.2
"""The document that a result becomes: its keys, its languages, and what it says of a finding."""

import json
import re

import made
import pytest
from jsonschema import Draft202012Validator
from made import told

from checker.folders import REPORTS
from checker.records import evolve
from checker.report.express import express
from checker.report.report import as_json
from checker.speech.saying import Phrase

LANGUAGES = ("en", "da")
SCHEMA = json.loads((REPORTS / "result.schema.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_document_follows_its_schema(language):
    Draft202012Validator.check_schema(SCHEMA)
    document = as_json(express([made.RESULT, made.RESULT], language, made.sentence))

    Draft202012Validator(SCHEMA).validate(document)


def test_the_schema_bites():
    document = as_json(express([made.RESULT], "da", made.sentence))
    document["results"][0]["findings"][0]["severity"] = "fatal"

    assert not Draft202012Validator(SCHEMA).is_valid(document)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_of_the_document_has_a_sign_of_a_wording_left_in_it(language):
    document = json.dumps(told(language)["findings"], ensure_ascii=False)

    assert not re.search(r"\{\w|\[[A-Za-z]|\|", document)


def test_the_languages_differ_in_words_only():
    def bare(value):
        if isinstance(value, dict):
            return {key: bare(each) for key, each in value.items() if key not in worded}
        return [bare(each) for each in value] if isinstance(value, list) else value

    worded = {
        *("summary", "next_steps", "message", "question", "questions", "fact", "way_out", "chain"),
        *("because", "title", "reason", "name", "details", "words", "remarks", "suggested"),
        *("title_language", "because_language", "reason_language", "read_in_words", "changes"),
    }

    assert bare(told("en")) == bare(told("da"))
    assert told("en")["findings"] != told("da")["findings"]


def test_dates_are_iso_and_what_no_source_states_is_null():
    lab, ksl = told()["instruments"][1], told()["instruments"][3]

    assert (ksl["from"], ksl["until"]) == ("2014-01-01", "2017-12-31")
    assert (lab["authority"], lab["from"], lab["until"]) == (None, None, None)
    assert "ikke oplyst i kilderne" in " ".join(lab["details"])


def test_a_need_names_its_instrument_without_repeating_its_subject():
    need = told()["findings"][1]

    assert need["message"] == (
        "Flytningen af Københavns Borgerservice kræver dispensation fra "
        "styrelseslovens § 64 a, så beskæftigelsesborgmesteren kan varetage den "
        "samlede administrative ledelse."
    )
    assert "af Københavns Borgerservice" in need["way_out"]


def test_the_chain_goes_from_the_rule_by_the_facts_to_the_way_out():
    chain = told("en")["findings"][0]["chain"]

    assert chain[0] == "Rule (LAB § 14, stk. 3): committee kræver noget"
    assert chain[1] == (
        "Grounds: Københavns Borgerservice moves from Økonomiudvalget to "
        "Beskæftigelses- og Integrationsudvalget."
    )
    assert chain[-2].startswith("It follows: Beskæftigelses- og Integrationsudvalget may only hold")
    assert chain[-1] == (
        "Solution: It takes one of: a dispensation from LAB § 14, stk. 3 for "
        "Beskæftigelses- og Integrationsudvalget or an amendment of Jobloven."
    )


def test_a_finding_says_whether_its_provision_was_read():
    findings = told()["findings"]

    assert findings[0]["second_hand"]
    assert findings[0]["checked_on"] is None
    assert not findings[2]["second_hand"]
    assert findings[2]["checked_on"] == "2026-11-24"


def test_second_hand_provisions_are_listed_once_with_where_they_were_read():
    assert told()["second_hand"] == [
        {
            "provision": "LAB § 14, stk. 3",
            "read_in": [{"document": "placering-2013", "section": "3.7"}],
            "read_in_words": "placering-2013, afsnit 3.7",
        },
        {
            "provision": "SV",
            "read_in": [{"document": "placering-2013", "section": "6"}],
            "read_in_words": "placering-2013, afsnit 6",
        },
    ]


def test_a_document_read_in_two_sections_is_named_once():
    read = evolve(made.LAB, read_in=(("a", "1"), ("b", "2"), ("a", "3")))
    finding = evolve(made.COMMITTEE, basis=(read,))

    basis = told("en", findings=(finding,))["findings"][0]["basis"][0]

    assert basis["read_in_words"] == "a, sections 1 and 3; b, section 2"


def test_a_provision_of_two_rules_is_shown_once_with_its_mark():
    checked = evolve(made.LAB, checked=True)
    both = evolve(made.BYLAW, basis=(checked, made.KSL, made.LAB))

    assert told(instruments=(both,))["instruments"][0]["provisions"] == [
        {"provision": "LAB § 14, stk. 3", "second_hand": True},
        {"provision": "KSL § 2, stk. 2", "second_hand": False},
    ]


def test_the_rule_base_is_known_by_its_rules_alone():
    inputs = made.RESULT.inputs
    other_case = (evolve(inputs[0], sha256="d" * 64), *inputs[1:])
    other_law = (*inputs[:2], evolve(inputs[2], sha256="d" * 64))
    digest = told()["receipt"]["rule_base"]

    assert told(inputs=other_case)["receipt"]["rule_base"] == digest
    assert told(inputs=other_law)["receipt"]["rule_base"] != digest


def test_abbreviations_are_those_used_in_danish_order():
    ids = [each["id"] for each in told()["abbreviations"]]

    assert ids == ["BIU", "BR", "KBS", "KES", "KSL", "LAB", "SV", "TMU", "ØU"]


@pytest.mark.parametrize(
    ("index", "words"),
    [
        (
            0,
            (
                "»Pas« og »Kørekort« udgår af vedtægtens beskrivelse af Økonomiudvalget; "
                "hverken bestemmelsen eller dens ordlyd foreligger."
            ),
        ),
        (
            1,
            (
                "Styrelsesvedtægtens § 25 (Økonomiudvalget) ændres som følge af opgaverne i "
                "Københavns Borgerservice; den nye ordlyd foreligger ikke."
            ),
        ),
        (
            2,
            (
                "I styrelsesvedtægtens § 19, stk. 2 (Teknik- og Miljøudvalget) ændres ordene "
                "»gamle« til »nye«."
            ),
        ),
        (
            3,
            (
                "I styrelsesvedtægtens § 18 (Beskæftigelses- og Integrationsudvalget) "
                "indsættes »tilføjet«."
            ),
        ),
    ],
)
def test_a_bylaw_change_is_said_at_the_level_the_file_supports(index, words):
    assert told()["bylaw_changes"][index]["words"] == words


def test_a_note_is_told_in_the_language_of_the_report_where_the_rule_has_one():
    note = made.finding("note", Phrase.of("note", text="En bemærkning"), kind="note")

    assert told("da", findings=(note,))["findings"][0]["message"] == "En bemærkning."
    assert told("en", findings=(note,))["findings"][0]["message"] == "So it is."
