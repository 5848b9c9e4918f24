# SPDX-License-Identifier: EUPL-1.2
"""The reports, read aloud, the Danish first: what each case says, and no longer says."""

from io import BytesIO

import docx
import pytest
from papers import opened, text_of
from shipped import CASES, told
from test_shipped_reports import page

from checker.desk.letters import letters
from checker.formats.catalogue import render
from checker.records import evolve
from checker.report.report import Options

READ = [
    (
        "2013/kbs-kfu",
        "Borgerservice, på det første ordinære møde i valgperioden: tidligst onsdag",
        "Borgerservice: tidligst",
    ),
    ("2013/kbs-kfu-afslaaet", "1. Ændr eller frafald forslaget", "Fristen for pligter"),
    (
        "2013/biu-nedlagt",
        "Foretag omkonstituering i Borgerrepræsentationen",
        "omkonstituering i kommunalbestyrelsen",
    ),
    (
        "2013/kbs-biu",
        "på det første ordinære møde efter valgperiodens begyndelse onsdag den 1. januar 2014.",
        "begyndelse, tidligst",
    ),
    (
        "2013/kbs-biu",
        "MED (Rammeaftale om medindflydelse og medbestemmelse): læst i puf.dk, FAQ, "
        "MED-rammeaftalens §§ 6 og 7; gengivet efter sekundær kilde",
        "læsested ikke oplyst",
    ),
    (
        "2013/kbs-biu",
        "PRA (kommunal praksis ved ændring af udvalgenes opgaver): læst i",
        "Følger af ændringen: delegationsplan, kasse- og regnskabsregulativ, underskriftsregler (§ "
        "32)",
    ),
    (
        "2013/kbs-biu",
        "indhentes. (kommunal praksis ved ændring af udvalgenes opgaver; gengivet efter sekundær",
        "indhentes. (KSL § 17, stk. 1",
    ),
    (
        "2013/kommuneplan-tmu",
        "KSL § 18, stk. 4: læst i placering-2013, afsnit 2.7; danskelove.dk",
        "§ 18, stk. 4: Økonomi",
    ),
    ("2013/kbs-kfu-afslaaet", "senest onsdag den 1. januar 2014; afslået", "ikke overholdt"),
    ("2013/kbs-biu", "Lov om kommunernes styrelse i øvrigt: De læste tekster er", "KSL: De læste"),
    (
        "2013/ingen-aendring",
        "bestemmelser er ikke gengivet i nogen regel, men sagen berører dem ikke",
        "heller ikke gengivet",
    ),
    (
        "2013/kejd-oeu-i-moedeperioden",
        "Løsning: Oplys i forslaget, om behandlingen lå »før det konstituerende møde« eller »efter",
        "i forslaget skrives",
    ),
    ("2013/intern-revision-opgaver", "godkendt det på det vilkår, at enheden", "vilkår af"),
    ("2013/kbs-biu", "nævne enten borgmesteren for det nye udvalg eller blot funktionen", "(C15)"),
    ("2013/kbs-biu", "fremgår ikke af sagen", "står ikke i organisationen"),
    (
        "2013/kbs-kfu",
        "(rapporten »Placering af tværgående enheder« fra juni 2013, afsnit 3.2 og 3.6)",
        "udvalg (afsnit 3.2",
    ),
    (
        "2013/kbs-biu",
        "For Københavns Borgerservice kræves dispensation fra styrelseslovens § 64 a, så",
        "unit-administration Københavns Borgerservice kræver",
    ),
    (
        "other-form/magistrat",
        "Styreformen er en anden end den, kommissoriet forudsætter. (Kommissorium for",
        "kræves beslutning",
    ),
    (
        "2024/model-1-midt-i-perioden",
        "komme til: flytningen af de 19 opgaver i bilag 1 kan kræve omkonstituering. Disse forhold "
        "ville falde bort: ændring af styrelsesvedtægten kan kræve omkonstituering.",
        "; Flytningen af",
    ),
    (
        "2013/kbs-kfu-afslaaet",
        "Løsning: Ingen; dette kan ikke opnås: dispensation fra styrelseslovens § 64 a, så",
        "Københavns Borgerservice kan ikke opnås",
    ),
    (
        "2013/oeu-lige-medlemstal",
        "Økonomiudvalget skal have højst halvt så mange medlemmer som kommunalbestyrelsen, men "
        "har 30; kommunalbestyrelsen har 55.",
        ", og har 30",
    ),
    ("2013/kejd-oeu-en-behandling", "Én af to afholdt.", "1 af 2"),
    (
        "2013/kejd-oeu-sen-hoering",
        "Behandling i Borgerrepræsentationen (tæller ikke)",
        ", der ikke",
    ),
    (
        "2013/kbs-biu",
        "derefter bortfalder »Hvad et udvalg med beskæftigelsesindsatsen må varetage«;",
        "gælder ikke længere",
    ),
    (
        "2013/kbs-biu",
        "dispensation fra LAB § 14, stk. 3 til Københavns Borgerservice meddelt beskæftigelses- og "
        "integrationsborgmesteren.",
        "som indehaver",
    ),
    (
        "2024/model-1-otte-udvalg-fraveget",
        "journalnummer eksempel-1, til og med den 31. december 2029.",
        "til og med 31.",
    ),
    (
        "2013/kejd-tmu",
        "medfører, at erklæring fra Kultur- og Fritidsudvalget og Teknik- og Miljøudvalget "
        "indhentes.",
        "sammen med erklæring",
    ),
    (
        "2024/flyt-12a-koncernfaelles",
        "kræver ændring af styrelsesvedtægten.",
        "ikke oplyst i kilderne.",
    ),
    ("2013/kfu-medlemstal", "kan kræve omkonstituering.", "der kan blive behov for"),
    (
        "2013/biu-nedlagt",
        "Løsning: Udfaldet beror ikke herpå; det anbefales at rette op på det.",
        "kræves intet",
    ),
    (
        "2013/lovbestemte-organer-hoeres",
        "Hvad der ellers ledsager forslaget",
        "Ledsager også forslaget",
    ),
    ("2013/kejd-biu-afslaaet", "1. Der forudsættes en lovændring: lov om", "Alternativt forudsæt"),
    ("2013/kejd-biu-afslaaet", "er ikke oplyst i kilderne. Én af", "Dateret den 20. november"),
    ("2013/kejd-biu", "(b) alternativt forudsættes en lovændring: lov om", "(b) der forudsættes"),
    (
        "2013/kejd-oeu",
        "(a) træf beslutning i Borgerrepræsentationen om omplacering af bevillingerne eller "
        "vedtagelse af det kommende års budget med den nye placering",
        "få truffet",
    ),
    ("2013/kejd-oeu", "Københavns Ejendomme (til Økonomiudvalget med syv opgaver;", "til ØU"),
    ("2013/kejd-oeu", "Borgmesteren leder enheden alene og svarer", "får alene ledelsen"),
    (
        "2013/biu-sud-sammenlagt",
        "Før: til Beskæftigelses- og Socialudvalget: Betjening af beskæftigelsesborgmesteren i",
        "til BSU)",
    ),
    (
        "2013/kbs-kfu-vedtaget",
        "Løsning: Ændring af styrelsesvedtægten foreligger.",
        "Foreligger: ændring",
    ),
    (
        "2013/kbs-kfu-vedtaget",
        "Behandling den 10. oktober 2013 og den 31. oktober 2013.",
        "Dateret den 10. oktober",
    ),
    ("2013/kbs-kfu-vedtaget", "den nye skal gælde for kultur- og", "; den skal gælde for"),
    (
        "2013/kbs-kfu-meddelt",
        "nemlig ændring af styrelsesvedtægten og dispensation fra styrelseslovens § 64 a, så",
        "; og ændring",
    ),
    (
        "2013/kejd-oeu-efter-moedet",
        "kommer for sent (senest lørdag den 30. november 2013).",
        "sidste dag er",
    ),
    (
        "2013/ks-kfu-vedtaget",
        "Det ville ikke hjælpe, da noget andet i forslaget ikke kan gøres lovligt.",
        "hjælpe: noget",
    ),
    (
        "albertslund-2015/vu-social-og-sundhed-vedtaget",
        "Ny første behandling afholdes i Albertslund Kommunalbestyrelse – sidste dag var",
        "2. Første behandling afholdes",
    ),
    (
        "2013/it-kfu",
        "Koncernservice (bestiller-udfører-enhed); til Kultur- og Fritidsudvalget: It; Licens-",
        "(alle til",
    ),
    ("2013/kejd-oeu-fem-dage", "Der ligger færre end 6 hele dage mellem", "mindre end 6 hele"),
    (
        "2013/oeu-medlemstal",
        "Efter: 9 medlemmer; Københavns Borgerservice;",
        "Efter: Københavns Borgerservice",
    ),
]


@pytest.mark.slow
@pytest.mark.parametrize(("name", "told", "untold"), READ)
def test_what_a_lawyer_would_not_sign_is_said_otherwise(name: str, told: str, untold: str) -> None:
    said = page(name)

    assert told in said
    assert untold not in said


@pytest.mark.parametrize(
    ("name", "told", "untold"),
    [
        ("2013/intern-revision", "En enhed, der ikke hører under noget udvalg,", "der hører ikke"),
        ("2024/intern-revision-kfu", "mellem udvalg eller ikke hører under", "eller hører ikke"),
        ("2013/kbs-biu", "beskæftigelse, overordnet integrationspolitik, dansk", "overordnet-"),
        ("2013/it-kfu", "svarer for Koncernservices del som udfører", "KS'"),
        ("2013/kejd-byggeri", "høring af Intern Revision", "Intern-Revision"),
        ("2013/kes-enhedsforvaltning", "som ikke kan opnås, fordi »den anses", ", kan ikke opnås"),
        ("2013/it-kfu", "ledes som bestiller-udfører-enhed", "bestiller udfører"),
        ("2013/kes-ordlyd-vedtaget", "Kun de anførte ord foreligger; »", "er på sagen"),
        (
            "randers-2018/bfu-suu-sammenlaegges",
            "dispensation fra KSL § 17 meddelt af Indenrigs- og Sundhedsministeriet",
            "meddelt af IM",
        ),
    ],
)
def test_the_sentence_of_a_rule_is_told_as_people_write_it(
    name: str, told: str, untold: str
) -> None:
    memo = page(name, "markdown")

    assert told in memo
    assert untold not in memo


def drafted(name: str) -> str:
    """All letters of a case, paragraph by paragraph."""
    (path,) = [each for each in CASES if each.as_posix().endswith(f"{name}.ressort")]
    made, _ = letters(told(path, "da"), "da")
    return "\n".join(text_of(opened(each.data)) for each in made)


def test_a_letter_says_once_that_a_wording_is_missing_and_cites_within_its_sentences() -> None:
    said = drafted("2013/kbs-biu")

    assert "beskrivelse af Økonomiudvalget. [… bestemmelse og ny ordlyd]" in said
    assert "Styrelsesvedtægtens § 25 (Økonomiudvalget) ændres. [… ny ordlyd]" in said
    assert "ordlyd foreligger" not in said
    assert "kræver ændring af styrelsesvedtægten (jf. styrelseslovens § 17, stk. 1)." in said
    assert "ansøger med hjemmel i styrelseslovens § 65 c, stk. 2 om dispensation" in said
    assert "\nRetsgrundlaget er styrelseslovens § 64 a og § 65 c, stk. 2." in said
    assert "en ændring af styrelsesvedtægten for Københavns Kommune" in said


DOCUMENTS = ("placering-2013", "resumedatabase", "ressortanalyse-2024")


@pytest.mark.parametrize("format", ["markdown", "html", "text"])
@pytest.mark.parametrize(
    "name",
    [
        "2013/kbs-biu-fordele-og-ulemper",
        pytest.param("2013/kejd-biu", marks=pytest.mark.slow),
        "2024/model-1-planlagt",
        pytest.param("randers-2018/tandpleje-ou", marks=pytest.mark.slow),
    ],
)
def test_a_document_is_called_by_its_title_and_by_its_file_in_the_source_sheet_alone(
    name: str, format: str
) -> None:
    said = page(name, format)
    heading = 'id="sources-1"' if format == "html" else "Kildeark"
    before, _, sheet = said.rpartition(heading)

    assert before
    assert not [each for each in DOCUMENTS if each in before]
    assert "placering-2013, afsnit" in sheet


def test_the_council_is_told_which_report_weighs_and_which_one_is_meant() -> None:
    said = drafted("2013/kbs-biu-fordele-og-ulemper") + drafted("2013/kbs-kfu")

    assert "taler ifølge Placering af tværgående enheder (juni 2013):" in said
    assert "rapporten »Placering af tværgående enheder« fra juni 2013, afsnit 3.2" in said
    assert not [each for each in DOCUMENTS if each in said]


@pytest.mark.slow
def test_the_heading_of_the_contents_stays_with_them_and_the_sheet_with_its_words() -> None:
    documents = [told(path, "da") for path in CASES if path.stem in ("kejd-oeu", "kbs-biu")]
    both = evolve(documents[0], results=tuple(one.results[0] for one in documents))
    for document in (documents[0], both):
        memo = docx.Document(BytesIO(render(document, "word", "da", Options())))
        (head,) = [each for each in memo.paragraphs if each.text == "Indhold"]

        assert head.paragraph_format.keep_with_next
        sheet = "\n".join(each.text for each in memo.paragraphs)
        assert "MED-rammeaftalens\xa0§§\xa06 og 7 – Gengivet efter sekundær kilde" in sheet
        assert "MED – Rammeaftale om medindflydelse" in sheet


@pytest.mark.parametrize(
    ("name", "told", "untold"),
    [
        ("other-form/magistrat", "committee, but are held by nobody.", "but is held"),
        ("2013/kejd-oeu-fem-dage", "there are fewer than 6 whole days.", "less than 6 whole"),
        ("2013/nyt-udvalg", "No task is on file for Erhvervsudvalget.", "on file of"),
        ("2013/kejd-oeu-syv-dage", "met; nothing to spare", "met nothing to spare"),
    ],
)
def test_the_english_agrees_with_itself(name: str, told: str, untold: str) -> None:
    memo = page(name, "markdown", "en")

    assert told in memo
    assert untold not in memo
