# SPDX-License-Identifier: EUPL-1.2
"""What a result says in words, and the document it becomes."""

import ast
import re
import tomllib
from datetime import date

import made
import pytest
from modules import PACKAGE, trees

from checker.folders import REPORTS
from checker.municipality.given import stated_of
from checker.report.wording import Wording, glued, phrases
from checker.say import slots
from checker.speech.instruments import KINDS
from checker.speech.predicates import Becomes
from checker.speech.saying import Phrase, Ref

LANGUAGES = ("en", "da")
DANISH = Wording("da", made.RESULT.names, made.RESULT.kinds, made.RESULT.words)
ENGLISH = Wording("en", made.RESULT.names, made.RESULT.kinds, made.RESULT.words)
TASK = Ref("task", "passports")


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
    "|tasks|or|long|the|matter|ordinal|words|s|weekday|cited|(?:key|counted) [a-z]+|[^/]*/[^/]*"
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
    for path in sorted(PACKAGE.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        said.update(re.findall(r'(?:Phrase\.of|Phrase|\.ask)\(\s*"([^"]+)"', text))

    assert len(said) > 30
    assert said - set(phrases("en")) == set()


def spoken():
    """Where the package says a phrase with its arguments written out: key and their names."""
    for tree in trees().values():
        for node in ast.walk(tree):
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


@pytest.mark.parametrize(
    ("key", "danish"),
    [
        ("given.administration", "Kultur: forvaltning KFF"),
        ("f.administration", "Kultur: forvaltning KFF"),
        ("q.administration-asked", None),
        ("answer.administration", "Kultur: forvaltning?"),
        ("answer.span", None),
    ],
)
def test_a_fact_without_words_of_its_own_is_told_by_its_keyword(key, danish):
    said = {"committee": Ref("committee", "Kultur"), "administration": "KFF"}
    if danish is None:
        with pytest.raises(KeyError):
            DANISH.words(key, **said)
    else:
        assert DANISH.words(key, **said) == danish


def facts_asked_and_told():
    """The phrases of the facts that parts of speech ask for and tell by name."""
    said = {"has_number": ("q", "answer"), "told_of": ("f",)}
    for tree in (tree for path, tree in trees().items() if path.parent.name == "speech"):
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and (how := said.get(ast.unparse(node.func))):
                facts = [one.value for one in node.args if isinstance(one, ast.Constant)]
                yield from (f"{each}.{fact}" for each in how for fact in facts)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_fact_and_each_step_that_is_shipped_has_words_of_its_own(language):
    """Its keyword stands in for what somebody tries, and makes no good Danish."""
    facts = {f"given.{fact}" for facts in stated_of().values() for fact in facts}
    ways = ("name", "the", "do", "count", "instrument")
    wanted = facts | {*facts_asked_and_told()} | {f"{way}.{kind}" for way in ways for kind in KINDS}

    assert {"given.performer", "q.members", "f.members", "count.consultation"} <= wanted
    assert sorted(wanted - phrases(language).keys()) == []


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
                "»Pas«: det er ikke oplyst i kilderne, hvem der har ansvaret; opgaven udføres af "
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
