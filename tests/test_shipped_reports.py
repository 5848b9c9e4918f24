# SPDX-License-Identifier: EUPL-1.2
"""What the reports say of every shipped case, in both languages."""

import json
import re

import pytest
from jsonschema import Draft202012Validator
from shipped import CASES, mostly_slow, told

from checker.folders import REPORTS
from checker.formats.catalogue import render
from checker.report.report import as_json
from checker.report.wording import phrases

LANGUAGES = ("en", "da")
SCHEMA = Draft202012Validator(
    json.loads((REPORTS / "result.schema.json").read_text(encoding="utf-8"))
)
# What a program reads, not a person.
SILENT = {"alternative_of", "alternatives", "authority", "body", "chosen", "committee", "held_by"}
SILENT |= {"id", "ids", "inputs", "instruments", "kind", "names", "path", "receipt", "required_by"}
SILENT |= {"finding", "missed", "requires", "rule", "rules", "subject", "tasks", "who"}
ID = re.compile(r"\b(?:approval|bylaw-change|consultation|dispensation|reading|publication):")


def said(value):
    """All that a document says to people."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, each in value.items():
            if key not in SILENT:
                yield from said(each)
    elif isinstance(value, list):
        for each in value:
            yield from said(each)


def case(name, language="da", year=2013):
    (path,) = [
        path for path in CASES if path.as_posix().endswith(f"copenhagen-{year}/{name}.ressort")
    ]
    (result,) = told(path, language).results
    return as_json(result)


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "path", mostly_slow(CASES), ids=lambda path: f"{path.parent.name}-{path.stem}"
)
def test_every_case_becomes_a_document_in_words_and_a_report_in_every_format(path, language):
    document = told(path, language)
    words = list(said(as_json(document.results)))

    SCHEMA.validate(as_json(document))
    assert [text for text in words if ID.search(text) or re.search(r"\bNone\b|[{}]", text)] == []
    assert [text for text in words if "." in text and text in phrases(language)] == []
    for format in ("text", "markdown", "html"):
        page = render(document, format, language)
        assert not ID.search(page)
        assert language == "en" or "None" not in page  # an English word too
        assert format == "html" or not re.search(r";[A-Za-zÆØÅæøå]", page)


def test_a_refused_dispensation_is_not_asked_for_again():
    summary = case("kejd-biu-afslaaet")["summary"]

    assert "ændring af lov om ansvaret for" in summary
    assert "dispensation fra LAB" not in summary


def test_what_the_proposal_itself_carries_is_what_it_still_takes():
    summary = case("kes-ordlyd")["summary"]

    assert "kræves endnu to behandlinger" in summary
    assert "Økonomiudvalgets erklæring" in summary


def test_what_is_forbidden_is_to_be_changed_and_not_furthered():
    result = case("ks-kfu", "en")

    assert result["summary"].startswith("The proposal is forbidden by KSL § 18, stk. 3: only")
    own = [
        each["words"] for each in result["next_steps"] if "Whatever becomes" not in each["words"]
    ]
    assert len(own) == 1
    assert own[0].startswith("Change or withdraw")


def test_a_term_met_with_nothing_to_spare_is_told_on_the_first_page():
    assert "uden margen" in case("kejd-oeu-seks-dage")["summary"]
    assert "uden margen" not in case("kejd-oeu-planlagt")["summary"]


def test_second_hand_provisions_are_told_on_the_first_page():
    assert "gengivet efter sekundær kilde" in case("kbs-biu")["summary"]
    assert "gengivet efter sekundær kilde" not in case("ingen-aendring")["summary"]


def test_days_and_offices_are_written_as_in_danish():
    reasons = [each["message"] for each in case("kejd-oeu-fem-dage")["findings"]]

    assert any("den 10. oktober 2013 og den 15. oktober 2013" in text for text in reasons)
    assert (
        "så beskæftigelses- og integrationsborgmesteren kan varetage" in case("kbs-biu")["summary"]
    )


def test_a_question_is_counted_as_it_is_asked():
    result = case("kbs-biu", "en")

    assert "one question must be answered" in result["summary"]


@pytest.mark.parametrize(("name", "asked"), [("kbs-biu", 0), ("kbs-biu-kun-lab", 1)])
def test_a_question_is_a_step_once_what_the_rule_takes_in_any_case_is_had(name, asked):
    result = case(name, "en")

    assert result["verdict"] == "incomplete"
    assert sum(each["words"].startswith("Answer") for each in result["next_steps"]) == asked


@pytest.mark.parametrize(
    ("name", "language", "step"),
    [
        (
            "kbs-kfu-meddelt-for-sent",
            "da",
            "den 3. februar 2014 er for sent, og sidste dag, onsdag den 1. januar 2014, er "
            "passeret; udskyd virkningsdatoen.",
        ),
        (
            "kbs-kfu-meddelt-for-sent",
            "en",
            "3 February 2014 is too late, and the last day, Wednesday 1 January 2014, is past; "
            "put off the effective date.",
        ),
    ],
)
def test_what_came_too_late_is_not_waited_for(name, language, step):
    first, *_ = case(name, language)["next_steps"]
    assert first["words"].endswith(step)


def test_the_source_sheet_says_of_each_provision_when_and_where_that_one_was_read():
    sheet = {each["provision"]: each for each in case("kbs-biu")["sources"]}
    places = {name: [place["section"] for place in each["read_in"]] for name, each in sheet.items()}

    assert sheet["KSL § 18, stk. 2"]["read_on"] == "2026-11-27"
    assert sheet["KSL § 2, stk. 2"]["read_on"] == "2026-11-27"
    assert all((each["read_on"] is None) == each["second_hand"] for each in sheet.values())
    assert "§ 40" in places["KSL § 40, stk. 2"]
    assert "§ 40" not in places["KSL § 21"]


def test_texts_of_rules_and_cases_name_units_and_the_newly_elected_council():
    shown = re.compile(r"\b(?:KBS|KES)'|\bKEjds?\b|\bdet nye råd\b|\bnyvalgte råd\b|ikke på sagen")
    told = [
        text
        for name in ("kbs-biu", "kejd-oeu", "kejd-biu", "kes-ordlyd", "kbs-kfu-sen-godkendelse")
        for text in said(case(name))
        if "bemærkning til " not in text.lower()  # the rule's own sentence has ids
    ]

    assert [text for text in told if shown.search(text)] == []


def page(name, format="text", language="da"):
    (path,) = [each for each in CASES if each.as_posix().endswith(f"{name}.ressort")]
    return " ".join(render(told(path, language), format, language).split())


@pytest.mark.parametrize(
    ("name", "message"),
    [
        (
            "2013/nyt-udvalg",
            "Oprettelsen af Erhvervsudvalget kræver ændring af styrelsesvedtægten.",
        ),
        (
            "2013/tmu-opdelt",
            "Opdelingen i Miljøudvalget og Teknikudvalget medfører omkonstituering.",
        ),
        (
            "2013/biu-nedlagt",
            "Nedlæggelsen af Beskæftigelses- og Integrationsudvalget kræver ændring",
        ),
        (
            "2013/kfu-medlemstal",
            "Ændringen af medlemstallet i Kultur- og Fritidsudvalget kan kræve omkonstituering.",
        ),
        ("vu-social-og-sundhed", "Navneændringen til Social- og Sundhedsudvalget kræver ændring"),
        (
            "2013/kbs-kfu",
            "Københavns Borgerservice krævede dispensation fra styrelseslovens § 64 a, så "
            "overborgmesteren kunne varetage",
        ),
    ],
)
def test_it_is_the_change_that_takes_something_and_what_is_over_is_told_as_past(name, message):
    assert message in page(name)


@pytest.mark.parametrize("format", ["text", "markdown"])
def test_what_nothing_cures_is_told_with_its_reason_and_what_may_move_all_the_same(format):
    said = page("2013/ks-sou", format)

    assert (
        "en fravigelse kræver en godkendelse efter § 65 c, som der ikke er fundet praksis" in said
    )
    assert "It, statistik og licenser står ikke i stk. 3 og kan flyttes" in said


def test_a_long_list_of_tasks_stands_in_an_annex_once():
    said = page("2013/kbs-biu")
    memo = page("2013/kbs-biu", "markdown")

    question = "Hvilke af de 19 opgaver i bilag 1 varetages af Økonomiudvalget indtil flytningen?"
    for each in (said, memo):
        assert each.count(question) == 1
        assert "Bilag 1: 19 opgaver" in each
        assert "»Pas«, »Kørekort«" not in each
    assert "passports" not in said


def test_what_the_proposal_does_not_touch_stands_in_an_annex():
    for format in ("text", "markdown"):
        said = page("2013/kejd-oeu", format)
        _, _, first = said.partition("Hvad der nu skal ske")
        own, _, annex = first.partition("Eksisterende forhold")

        assert "§ 64 a, så overborgmesteren" not in own
        assert "§ 64 a, så overborgmesteren" in annex
        assert "Ét tvivlsspørgsmål vedrører alene eksisterende forhold." in own


def test_ids_and_places_stand_in_the_annexes_and_rules_speak_by_name():
    said = page("2013/kejd-oeu", "markdown")
    body, _, annexes = said.partition('<a id="sources-1"></a>')

    assert ".ressort" not in body
    assert "unit-bylaw-change" not in body
    assert "KEjd" not in body
    assert "| unit-bylaw-change | kejd-oeu.ressort:10 |" in annexes
    assert "*[gengivet efter sekundær kilde](#sources-1)*" in body


def test_a_remark_is_told_once_and_asks_nothing():
    said = page("2013/kejd-oeu", "markdown")

    assert said.count("tre udvalgsbehandlinger bliver til to.") == 2  # the remark, its reason
    assert "der kræves intet" not in said
    assert "huslejenævn" not in page("copenhagen-2024/flyt-01a-opdeling-af-tmu")


@pytest.mark.slow
@pytest.mark.parametrize("path", mostly_slow(CASES), ids=lambda path: path.stem)
def test_no_first_day_is_called_a_time_limit(path):
    details = [
        text
        for one in told(path, "da").results
        for each in one.instruments
        for text in each.details
    ]

    assert not [text for text in details if text.startswith("Frist: tidligst")]


def test_who_is_heard_stands_by_itself_and_before_the_readings():
    said = page("2013/kejd-oeu")
    steps = said.partition("Hvad der nu skal ske")[2].partition("Forhold, forslaget")[0]

    assert steps.index("erklæring fra Kultur- og Fritidsudvalget") < steps.index(
        "Første behandling"
    )
    heard = said.partition("Høringer og erklæringer")[2].partition("Efter vedtagelsen")[0]
    assert "erklæring fra Kultur- og Fritidsudvalget" in heard
    assert "underretning" not in heard


def test_an_approval_by_the_new_council_tells_why_it_comes_on_the_day_of_effect():
    steps = [each["words"] for each in case("kbs-biu")["next_steps"]]
    approval = next(each for each in steps if "godkendelse" in each)

    assert (
        "første ordinære møde efter valgperiodens begyndelse onsdag den 1. januar 2014" in approval
    )
    assert "tidligst" not in approval


def test_statements_that_are_due_alike_are_one_step():
    result = case("model-1-otte-udvalg", year=2024)
    steps = [each for each in result["next_steps"] if "erklæring fra" in each["words"]]

    assert len(steps) == 1
    assert len(steps[0]["instruments"]) == 5
    assert "Socialudvalget og Teknik- og Miljøudvalget" in steps[0]["words"]
    assert steps[0]["who"] is None


def test_several_assumptions_stand_under_one_word():
    said = page("copenhagen-2024/model-1-otte-udvalg")

    assert said.count("Forudsætninger:") == 1
    assert "Forudsætning:" not in said
    assert page("2013/kbs-biu").count("Forudsætning:") == 1
    assert "Forudsætninger" not in page("2013/kbs-biu", "markdown")
    assert "### Forudsætning" in page("2013/kbs-biu", "markdown")


def test_what_was_told_too_early_is_to_be_told_again():
    early = [
        each
        for each in case("kejd-oeu-sen-hoering")["findings"]
        if "før vedtagelsen" in each["message"]
    ]

    assert early
    assert {each["way_out"] for each in early} == {"Gentag det efter vedtagelsen."}


def test_a_memo_speaks_of_circumstances_and_names_its_sources_soberly():
    said = "ved disse forhold under »Forhold, forslaget giver anledning til«."
    assert said in page("2013/kbs-biu", "markdown")
    assert "gku.beru.dk, kommunestyrelsesloven, § 2, stk. 3" in page("2013/kbs-biu", "markdown")


@pytest.mark.parametrize("format", ["text", "markdown"])
def test_what_does_not_count_is_so_in_the_list_and_in_the_timetable(format):
    said = page("2013/kejd-oeu-sen-hoering", format)
    listed, _, timetable = said.lower().partition("tidsplan")

    assert listed.count("ikke overholdt") == 3  # both readings, notification, publication
    assert timetable.count("ikke overholdt") == 4
    steps = [each["words"] for each in case("kejd-oeu-sen-hoering")["next_steps"]]
    assert any(each.startswith("Underret ") for each in steps)


def test_a_rule_is_told_with_names_and_its_law_is_cited():
    said = page("2013/kbs-biu", "markdown")

    assert "dispensation fra KSL § 64 a meddelt af Økonomi- og Indenrigsministeriet" in said
    assert "medmindre styreformen er »udvalgsstyre«" in said


def test_a_mandate_is_named_by_its_title_and_a_waiver_by_that_of_its_rule():
    said = page("copenhagen-2024/model-1-otte-udvalg-fraveget", "markdown")
    body, _, annexes = said.partition('<a id="sources-1"></a>')

    assert "Kommissorium for ressortanalysen" in body
    assert "M2023" not in body
    assert "mandate-seven-committees" not in body
    assert "| mandate-seven-committees |" in annexes


def test_what_must_be_done_stands_before_what_it_is_assumed_on():
    said = page("copenhagen-2024/model-1-otte-udvalg", "markdown")

    assert said.index("### Hvad der nu skal ske") < said.index("### Forudsætninger")
