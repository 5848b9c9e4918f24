# SPDX-License-Identifier: EUPL-1.2
"""What a result says in words, and the document it becomes."""

import ast
import json
import re
import tomllib
from datetime import date
from pathlib import Path

import made
import pytest
from jsonschema import Draft202012Validator

import checker
from checker.folders import REPORTS
from checker.records import evolve
from checker.report.express import express
from checker.report.report import as_json
from checker.report.wording import Wording, glued, phrases
from checker.result import Phrase, Ref, Root
from checker.say import slots
from checker.speech.predicates import Becomes

LANGUAGES = ("en", "da")
SCHEMA = json.loads((REPORTS / "result.schema.json").read_text(encoding="utf-8"))
DANISH = Wording("da", made.RESULT.names, made.RESULT.kinds, made.RESULT.words)
ENGLISH = Wording("en", made.RESULT.names, made.RESULT.kinds, made.RESULT.words)
TASK = Ref("task", "passports")


def told(language="da", **changed):
    report = express([evolve(made.RESULT, **changed)], language, made.sentence)
    return as_json(report.results[0])


# ---------------------------------------------------------------- the wordings


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_quick_reading_of_the_wordings_is_what_toml_reads(language):
    text = (REPORTS / f"phrases.{language}.toml").read_text(encoding="utf-8")

    assert phrases(language) == tomllib.loads(text)


def test_both_languages_have_the_same_wordings_with_the_same_slots():
    english, danish = phrases("en"), phrases("da")

    assert list(english) == list(danish)
    assert {key: slots(text) for key, text in english.items()} == {
        key: slots(text) for key, text in danish.items()
    }


SPELT = re.compile(
    "|tasks|or|long|the|ordinal|words|s|weekday|cited|(?:key|counted) [a-z]+|[^/]*/[^/]*"
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_filled_in_is_spelt_in_a_way_that_there_is(language):
    slots = [
        (key, spec)
        for key, text in phrases(language).items()
        for spec in re.findall(r"\{\w+:?([^{}]*)\}", text)
    ]

    assert [slot for slot in slots if not SPELT.fullmatch(slot[1])] == []


def test_every_phrase_that_the_law_says_has_a_wording():
    said = set()
    for path in sorted(Path(checker.__file__).parent.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        said.update(re.findall(r'(?:Phrase\.of|Phrase|\.ask)\(\s*"([^"]+)"', text))

    assert len(said) > 30
    assert said - set(phrases("en")) == set()


def spoken():
    """Where the package says a phrase with its arguments written out: key and their names."""
    for path in sorted(Path(checker.__file__).parent.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(
                ("Phrase.of", ".ask")
            ):
                key = node.args[0]
                if isinstance(key, ast.Constant):
                    yield key.value, {each.arg for each in node.keywords}


@pytest.mark.slow
def test_every_phrase_is_said_with_what_its_wording_needs():
    needs = {key: slots(re.sub(r"\[[^\]]*\]", "", text)) for key, text in phrases("en").items()}
    lacking = [(key, needs[key] - given) for key, given in spoken() if needs[key] - given]

    assert lacking == []


@pytest.mark.parametrize("kind", Becomes.kinds())
def test_every_change_of_a_thing_has_a_wording(kind):
    assert slots(phrases("en")[f"f.{kind.change}"]) <= {
        "thing",
        "old",
        "new",
        "committee",
        "members",
    }


@pytest.mark.parametrize("verb", ["hold", "perform", "under", "led-as", "led-by"])
@pytest.mark.parametrize(
    "modal", ["may-only", "only-may", "must", "must-not", "should", "should-not"]
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_modal_has_a_wording_for_every_verb(language, modal, verb):
    said = Wording(language).words(f"{modal}.{verb}", subject="S", objects=("O",), others=())

    assert "S" in said
    assert "O" in said
    assert not set("[]{}|") & set(said)


def test_an_unknown_phrase_is_an_error():
    with pytest.raises(KeyError, match="no-such"):
        DANISH.say(Phrase.of("no-such"))


def test_a_phrase_without_what_its_wording_speaks_of_is_an_error():
    with pytest.raises(KeyError, match="area"):
        DANISH.say(Phrase.of("q.within", task=TASK))


# ---------------------------------------------------------------- small forms


@pytest.mark.parametrize(
    ("phrase", "english", "danish"),
    [
        (
            Phrase.of("f.task", task=TASK, holders=(made.ØU, made.BIU), performer="", area=""),
            "“Pas” is held by Økonomiudvalget and Beskæftigelses- og Integrationsudvalget",
            "»Pas« varetages af Økonomiudvalget og Beskæftigelses- og Integrationsudvalget",
        ),
        (
            Phrase.of("f.task", task=TASK, holders=(), performer=made.KBS, area=""),
            (
                "“Pas”: who holds it is not stated in the sources; Københavns Borgerservice "
                "performs it"
            ),
            (
                "»Pas«: det er ikke oplyst i kilderne, hvem der varetager opgaven; udføres af "
                "Københavns Borgerservice"
            ),
        ),
        (
            Phrase.of(
                "f.unit",
                unit=made.KBS,
                owner="",
                construction=Ref("construction", "unit administration"),
            ),
            ("Københavns Borgerservice is under no committee and is led as a unit administration"),
            (
                "Københavns Borgerservice hører ikke under noget udvalg og ledes som "
                "enhedsforvaltning"
            ),
        ),
        (
            Phrase.of("f.moves", thing=Ref("task", "KEjd"), origin="", destination=made.ØU),
            "“KEjd” moves to Økonomiudvalget",
            "»KEjd« flyttes til Økonomiudvalget",
        ),
        (
            Phrase.of("f.moves", thing=Ref("task", "KES"), origin=made.TMU, destination=made.ØU),
            (
                "the work of Københavns Erhvervsservice moves from Teknik- og Miljøudvalget to "
                "Økonomiudvalget"
            ),
            (
                "opgaverne i Københavns Erhvervsservice flyttes fra Teknik- og Miljøudvalget "
                "til Økonomiudvalget"
            ),
        ),
        (
            Phrase.of("r.other-holder", holder=Ref("mayor", ""), needed=Ref("mayor", "BIB")),
            "it is needed by Beskæftigelsesborgmesteren, "
            "and who holds it is not stated in the sources",
            (
                "dispensationen skal gælde for beskæftigelsesborgmesteren, men det er ikke "
                "oplyst i kilderne, hvem den gælder for"
            ),
        ),
        (
            Phrase.of("m.ends", until=date(2014, 3, 1)),
            "the dispensation ends on 1 March 2014; after that a new one is needed",
            "dispensationen udløber den 1. marts 2014; derefter kræves en ny",
        ),
        (
            Phrase.of(
                "count", modal="must", comparison="exactly", number=7, found=1, noun="committee"
            ),
            "there must be exactly 7 committees; 1 is found",
            "der skal være præcis 7 udvalg; der er 1",
        ),
        (
            Phrase.of(
                "count", modal="should", comparison="at most", number=1, found=2, noun="unit"
            ),
            "there should be at most 1 unit; 2 are found",
            "der bør være højst 1 enhed; der er 2",
        ),
    ],
)
def test_a_phrase_in_both_languages(phrase, english, danish):
    assert (ENGLISH.say(phrase), DANISH.say(phrase)) == (english, danish)


def test_a_mayor_on_no_file_is_named_by_the_committee():
    assert DANISH.name(Ref("mayor", "mayor of KFU")) == "borgmesteren for KFU"


def test_an_area_is_its_danish_word_in_danish_and_its_id_in_english():
    area = Ref("area", "business-policy")

    assert (DANISH.name(area), ENGLISH.name(area)) == ("erhvervspolitik", "business policy")


@pytest.mark.parametrize(
    ("objects", "danish"),
    [
        ((Ref("area", "employment"),), "opgaver inden for beskæftigelse"),
        (
            (Ref("area", "employment"), TASK, made.KBS),
            "opgaver inden for beskæftigelse, »Pas« og opgaverne i Københavns Borgerservice",
        ),
    ],
)
def test_what_is_held_is_spoken_of_by_its_kind(objects, danish):
    said = DANISH.words("must-not.hold", subject=made.BIU, objects=objects, others=())

    assert said == f"Beskæftigelses- og Integrationsudvalget må ikke varetage {danish}"


def test_a_long_list_is_told_to_its_end():
    others = tuple(Ref("task", task) for task in made.TASKS)
    said = DANISH.words("must-not.hold", subject=made.BIU, objects=(TASK,), others=others)

    assert said.endswith("»Pas«, »Kørekort«, »Register«, »Vielser«, »Post«, »KVIK« og »Telefon«")


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("opgaverne falder uden for", "Opgaverne falder uden for."),
        ("Ligger den der?", "Ligger den der?"),
        ("kbs hører under ØU", "Kbs hører under ØU."),
    ],
)
def test_a_sentence_has_a_capital_and_a_stop(text, whole):
    assert DANISH.whole(text) == whole


def test_a_sentence_that_begins_with_an_id_keeps_its_letters():
    assert Wording("da", {"kbs-2010": "x"}).whole("kbs-2010 udløber") == "kbs-2010 udløber."


@pytest.mark.parametrize(
    "text", ["LAB § 14, stk. 3", "den 1. januar 2014"], ids=["citation", "date"]
)
def test_a_citation_and_a_date_hang_together(text):
    hard = glued(text)

    assert hard.replace("\xa0", " ") == text
    assert "\xa0" in hard


# ---------------------------------------------------------------- the document


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


# ---------------------------------------------------------------- verdict and next steps


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
    assert summary.endswith("og det kan ikke opnås (dispensationen udløber den 31. december 2013).")


@pytest.mark.parametrize(
    ("verdict", "requirement", "beginning"),
    [
        ("conditional", "pending", "The proposal is conditional: it can take effect on"),
        ("clear", "met", "The proposal is clear: all that it takes is in place, namely a change"),
    ],
)
def test_the_summary_of_what_is_carried(verdict, requirement, beginning):
    carried = evolve(made.MOVED, requirement=requirement, chosen=0)
    change = evolve(made.BYLAW, status="declared", state=requirement)
    result = told("en", verdict=verdict, findings=(carried,), instruments=(change, made.READINGS))

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
        "Besvar: Varetog Økonomiudvalget »Vielser« før flytningen?",
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
        "Otherwise an amendment of law is presupposed: Jobloven amended, in force by "
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
        "and “Telefon” did Økonomiudvalget hold before the move?"
    )
    assert result["next_steps"][0]["words"].endswith("Økonomiudvalget hold before the move?")
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
            "It would not help: something else in the proposal cannot be made lawful.",
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
