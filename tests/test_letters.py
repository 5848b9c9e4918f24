# SPDX-License-Identifier: EUPL-1.2
"""Letters and council papers as they are sent: of every case, in both languages."""

import re
from collections.abc import Callable
from pathlib import Path

import docx
import office
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.text.paragraph import CT_P
from engine import HEADER
from openxml_audit import OpenXmlValidator
from papers import controls, drafts, notes, of, opened, text_of, text_of_paragraph
from pypdf import PdfReader
from shipped import CASES, mostly_slow, told

from checker.commands import run
from checker.desk.letters import letters
from checker.desk.paper import BLANK
from checker.folders import REPORTS
from checker.report.wording import Language, phrases

LANGUAGES: tuple[Language, ...] = ("da", "en")
EVERY = mostly_slow([(path, language) for path in CASES for language in LANGUAGES], 13)
each_case = pytest.mark.parametrize("case", EVERY, ids=lambda case: f"{case[0].stem}-{case[1]}")
TOOL = re.compile(
    r"\bressort\b|regelgrundlag|rule base|\.docx\b|ufuldstændig|incomplete|på anden hånd"
    r"|second hand|sekundær kilde|secondary source|område:|area:|tæller ikke\)|does not count\)",
    re.IGNORECASE,
)
EMPTY = re.compile(
    r"\(\s*\)|\[\s*\]|»\s*«|“\s*”|\(jf\. ?\)|\.\.|,,| [,;]|\{\{|\{%|\[!|!\]|\bNone\b"
)
LAWS = {"LAB", "RSL", "SEL", "FKL", "EUL", "TBL"}  # which lawyers call so, and a letter spells out


def level(element: CT_P) -> int:
    """That of a heading; 0: none."""
    style = element.style or "" if element.tag == qn("w:p") else ""
    return int(style.removeprefix("Heading")) if style.startswith("Heading") else 0


def headings(word: Document) -> list[str]:
    return [each.text for each in word.paragraphs if level(each._p) == 1]


@each_case
def test_a_letter_has_no_empty_part_no_word_of_the_tool_no_id_and_no_path(
    case: tuple[Path, Language],
) -> None:
    path, language = case
    result, found = drafts(path, language)
    names = " ".join([*result.names.values(), result.proposal.title])
    ids = {id for id in result.names if id != result.names[id]} | {*result.receipt.rules_run}
    ids -= {*re.findall(r"[\w-]+", names)} | LAWS

    for name, word in found.items():
        said = text_of(word)
        proposal = result.proposal  # whose own words stand as they are
        for own in (*proposal.assuming, *(each.text for each in proposal.considerations)):
            said = said.replace(own, "")
        plain = re.sub(r"[»“][^«”]*[«”]", "…", said)
        assert (EMPTY.search(said), TOOL.search(said)) == (None, None), name
        assert path.name not in said
        assert "fixtures" not in said
        assert {*re.findall(r"[\w-]+", plain)} & ids == set(), name
        body = [each for each in word.element.body if each.tag != qn("w:sectPr")]
        following = [level(each) or 9 for each in body[1:]] + [0]
        lone = [each for each, after in zip(body, following, strict=True) if level(each) >= after]
        assert [each.text for each in lone if level(each)] == [], name


@each_case
def test_every_blank_of_a_letter_is_a_control_that_is_named_for_it(
    case: tuple[Path, Language],
) -> None:
    path, language = case
    for name, word in drafts(path, language)[1].items():
        boxes, ids = [*controls(word)], word.element.body.xpath("//w:sdtPr/w:id/@w:val")
        tracked = word.element.body.xpath("//w:ins//w:t/text() | //w:del//w:delText/text()")
        said = text_of(word)
        for words in tracked:
            said = said.replace(words, "", 1)

        assert BLANK.findall(said) == [text for *_, text in boxes], name
        assert len(ids) == len({*ids})
        for title, tag, text in boxes:
            assert text.strip("[]… ")[:64].casefold() == title.casefold()
            assert re.fullmatch(r"[a-z0-9-]{1,64}", tag)
            assert len(title) <= 64


@each_case
def test_each_body_that_is_still_to_be_heard_has_a_letter_of_its_own(
    case: tuple[Path, Language],
) -> None:
    path, language = case
    result, found = drafts(path, language)
    waiting = [
        each.authority
        for each in result.instruments
        if each.kind == "consultation"
        and each.status in ("missing", "declared", "expired")
        and not each.for_existing
    ]
    start = phrases(language)["letter.consultation"]
    heads = [word.paragraphs[0].text for name, word in found.items() if name.startswith(start)]
    to = {"da": "Til", "en": "To"}[language]

    assert sorted(heads) == sorted(f"{to} {result.names[each or '']}" for each in {*waiting})


def test_a_committee_that_is_heard_is_told_what_concerns_it_and_the_finance_committee_all() -> None:
    committee, finance = (text_of(each) for each in of("2013/kbs-biu", "consultation"))

    assert "Hvad forslaget betyder for Beskæftigelses- og Integrationsudvalget" in committee
    assert "optages i vedtægtens beskrivelse af Beskæftigelses- og" in committee
    assert "udgår af vedtægtens beskrivelse af Økonomiudvalget" not in committee
    assert "anmodes Økonomiudvalget om at afgive erklæring" in finance
    assert "udgår af vedtægtens beskrivelse af Økonomiudvalget" in finance
    assert "senest fredag den 22. november 2013." in finance


def test_a_council_of_users_is_consulted_and_committees_are_asked_for_a_statement() -> None:
    said = [text_of(each) for each in of("2024/flyt-06-hjemmepleje", "consultation")]
    titles = [each.splitlines()[3] if "Ældrerådet" in each.splitlines()[1] else "" for each in said]

    assert any("Forinden høres Ældrerådet (jf." in each for each in said), titles
    assert any("om at afgive erklæring" in each for each in said)
    (item,) = of("2024/flyt-06-hjemmepleje", "council-item")
    assert "over Ældrerådet" not in text_of(item)
    assert "[… høringssvar fra Ældrerådet]" in text_of(item)


def test_a_council_paper_has_the_form_of_its_municipality() -> None:
    (copenhagen,) = of("2013/kbs-biu", "council-item")
    (randers,) = of("randers-2018/tandpleje-ou", "council-item")

    assert headings(copenhagen) == [
        "Indstilling", "Problemstilling", "Løsning", "Økonomi", "Videre proces", "Bilag",
    ]  # fmt: skip
    assert headings(randers) == [
        "Indstilling", "Sagsfremstilling", "Retsgrundlag", "Økonomi", "Videre proces", "Bilag",
    ]  # fmt: skip


def test_the_recommendation_names_what_is_moved_the_provisions_the_application_and_the_money() -> (
    None
):
    (item,) = of("2013/kbs-biu", "council-item")
    points = [
        text_of_paragraph(each) for each in item.paragraphs if each.style.name == "List Number"
    ]

    assert points[0].startswith("at Københavns Borgerservice flyttes fra Økonomiudvalget til")
    assert points[1].endswith(
        "bestemmelsen om Beskæftigelses- og Integrationsudvalget og § 25 som anført nedenfor,"
    )
    assert points[2].startswith("at ændringen undergives to behandlinger i Borgerrepræsentationen")
    assert points[3].startswith("at Økonomi- og Indenrigsministeriet ansøges om dispensation fra")
    assert points[4].startswith(
        "at der søges om dispensation fra § 14, stk. 3, i lov om ansvaret for og styringen af den "
        "aktive beskæftigelsesindsats (LAB) til"
    )
    assert points[5] == (
        "at de bevillinger, der hører til de opgaver, som skifter udvalg, flyttes med virkning fra "
        "den 1. januar 2014 [… ved omplacering eller med det kommende års budget; beløb og "
        "bevillingsområder]."
    )
    money = "Flytning af de bevillinger, der hører til de opgaver, som skifter udvalg"
    texts = [text_of_paragraph(each) for each in item.paragraphs]
    assert [each for each in texts if each.startswith(money)] == [
        f"{money} (styrelseslovens § 40, stk. 2)"
    ]
    steps = [row.cells[0].text for table in item.tables for row in table.rows]
    assert money in steps
    assert not [each for each in (*texts, *steps) if "budget med den nye placering" in each]


@pytest.mark.parametrize(
    ("case", "change"),
    [
        ("2013/kfu-nyt-navn",
         "»Kultur- og Fritidsudvalget« ændres overalt i vedtægten til »Kulturudvalget«."),
        ("randers-2018/for-stort-udvalg",
         "Medlemstallet for Miljø- og teknikudvalget ændres i vedtægten fra 7 til 16."),
    ],
)  # fmt: skip
def test_a_new_name_or_size_asks_for_its_provisions_alone(case: str, change: str) -> None:
    (item,) = of(case, "council-item")
    said = [text_of_paragraph(each) for each in item.paragraphs]

    assert f"{change} [… de bestemmelser, hvor det står]" in said
    assert any(each.endswith("Kommune ændres som anført nedenfor,") for each in said)
    assert "[… bestemmelse og ny ordlyd]" not in "\n".join(said)


def test_an_act_is_spelt_out_where_it_is_first_cited_and_called_for_short_from_there() -> None:
    _, application = of("2013/kbs-biu", "application")
    heard = text_of(of("randers-2018/hjaelpemidler-bu", "consultation")[0])
    (title,) = [each for each in application.paragraphs if each.style.name == "Title"]
    act = "i lov om ansvaret for og styringen af den aktive beskæftigelsesindsats (LAB)"

    assert text_of_paragraph(title) == f"Ansøgning om dispensation fra § 14, stk. 3, {act}"
    assert "ansøger om dispensation fra LAB § 14, stk. 3 til" in text_of(application)
    assert "(jf. § 30 i lov om retssikkerhed og administration på det sociale område)" in heard


@each_case
def test_each_act_is_spelt_out_before_it_is_called_for_short_and_cited_once_at_a_place(
    case: tuple[Path, Language],
) -> None:
    path, language = case
    result, found = drafts(path, language)
    for name, word in found.items():
        said = text_of(word).replace(result.proposal.title, "")
        for law in LAWS:
            if first := re.search(rf"\b{law}\b", said):
                assert said[first.start() - 1 : first.end() + 1] == f"({law})", name
        assert not re.search(r"(styrelseslovens|lov om \w+)[^;()]*; \1 §", said), name


def test_the_provisions_of_a_paper_stand_in_the_order_of_the_law() -> None:
    (item,) = of("2013/kbs-biu", "council-item")

    assert (
        "Retsgrundlaget er LAB § 14, stk. 3; styrelseslovens § 2, stk. 2, § 2, stk. 3, 2. pkt., "
        "§ 2, stk. 3, 3. pkt., § 6, § 17, stk. 1, § 18, stk. 2, § 21, § 40, stk. 2, § 64 a og "
        "§ 65 c, stk. 2; styrelsesvedtægtens § 25."
    ) in text_of(item)
    assert "(jf. styrelseslovens § 64 a og § 65 c, stk. 2)" in text_of(item)


@pytest.mark.parametrize("kind", ["council-item", "application", "consultation", "notification"])
def test_a_lead_stays_on_the_page_of_its_list_and_a_greeting_with_who_signs(kind: str) -> None:
    for word in of("2013/kbs-biu", kind):
        for one in word.paragraphs:
            said = text_of_paragraph(one)
            if said == "Med venlig hilsen" or (one.style.name == "Normal" and said[-1:] == ":"):
                assert one.paragraph_format.keep_with_next, said


def test_a_letter_tells_the_powers_the_days_and_the_steps_of_its_case() -> None:
    applied, heard, item = (
        text_of(of("2013/kbs-biu", kind)[0])
        for kind in ("application", "consultation", "council-item")
    )

    assert "ansøger med hjemmel i styrelseslovens § 65 c, stk. 2 om dispensation" in applied
    assert "Periode: fra den 1. januar 2014 til og med den 31. december 2017" in applied
    assert "ligger følgende, som det vil være efter ændringen:" in applied
    assert "(jf. kommunal praksis ved ændring af udvalgenes opgaver)." in heard
    assert "Erklæringen skal foreligge senest fredag den 22. november 2013." in heard
    assert "Ændringen medfører desuden:" in item
    assert "Erklæring fra Beskæftigelses- og Integrationsudvalget (kommunal praksis" in item
    steps, _, annexes = item.partition("Videre proces")[2].partition("\nBilag\n")
    result = told(next(each for each in CASES if each.stem == "kbs-biu"), "da").results[0].merged
    told_otherwise = [each.words for each in result.schedule if each.words not in steps]
    assert [each for each in told_otherwise if "omplacering af bevillingerne" not in each] == []
    assert "Flytning af de bevillinger, der hører til de opgaver, som skifter udvalg" in steps
    assert "[… erklæring fra Beskæftigelses- og Integrationsudvalget]" in annexes
    assert "[… Økonomiudvalgets erklæring]" in annexes


def test_an_authority_is_told_the_day_of_adoption_and_not_that_of_the_first_reading(
    ressort: Callable, tmp_path: Path
) -> None:
    (path,) = [each for each in CASES if each.stem == "kejd-oeu-vedtaget"]
    held = path.read_text(encoding="utf-8").partition("ledsages af underretning")[0]
    (tmp_path / "case.ressort").write_text(held, encoding="utf-8")
    ressort("letters", tmp_path / "case.ressort", "--to", tmp_path, "--lang", "da")
    said = text_of(docx.Document(str(tmp_path / "underretning-1.docx")))

    assert "Borgerrepræsentationen vedtog den 31. oktober 2013 en ændring" in said
    assert "Første behandling i Borgerrepræsentationen: 10. oktober 2013" in said


@office.needed
@pytest.mark.slow
def test_an_application_of_one_page_has_its_greeting_on_it(tmp_path: Path) -> None:
    (path,) = [each for each in CASES if each.as_posix().endswith("2013/kbs-biu.ressort")]
    made, _ = letters(told(path, "da"), "da")
    (one,) = [each for each in made if each.name == "ansoegning-2-lab-14-stk-3-biu.docx"]
    (tmp_path / one.name).write_bytes(one.data)

    printed = office.pdf(tmp_path / one.name, tmp_path / "home")
    assert len(PdfReader(printed).pages) == 1


def test_a_change_of_words_alone_moves_no_money_and_nothing_that_is_not_said() -> None:
    (item,) = of("2013/kes-ordlyd", "council-item")
    points = [
        text_of_paragraph(each) for each in item.paragraphs if each.style.name == "List Number"
    ]

    assert points == [
        "at styrelsesvedtægten for Københavns Kommune ændres i § 19, stk. 2 som anført nedenfor,",
        "at ændringen undergives to behandlinger i Borgerrepræsentationen med mindst 6 hele dage "
        "imellem.",
    ]
    assert "evilling" not in text_of(item)


def test_what_only_who_writes_the_paper_must_know_is_a_comment() -> None:
    (item,) = of("2013/kbs-biu", "council-item")
    said, told_besides = text_of(item), notes(item)

    for words in ("Indstillingen bør angive de væsentlige grunde", "afklaret: Hvilke af opgaverne"):
        assert words not in said
        assert words in told_besides
    assert {each.author for each in item.comments} == {"Københavns Kommune"}
    assert item.core_properties.author == "Københavns Kommune"


def test_an_authority_is_not_told_of_readings_that_do_not_count() -> None:
    notified = [text_of(each) for each in of("2013/kejd-oeu-uden-hoering", "notification")]

    assert all("tæller ikke" not in each for each in notified)


def test_the_letters_of_shipped_forms_are_made_for_form_filling() -> None:
    for path in REPORTS.glob("*.docx"):
        ready = opened(path.read_bytes()).settings.element.xpath("./w:documentProtection")
        assert [each.get(qn("w:edit")) for each in ready] == ["forms"] * (path.stem != "memo")


@office.needed
@pytest.mark.slow
def test_libreoffice_opens_each_letter_and_keeps_each_blank_a_control(tmp_path: Path) -> None:
    (path,) = [each for each in CASES if each.as_posix().endswith("2013/kbs-biu.ressort")]
    made, _ = letters(told(path, "da"), "da")
    for letter in made:
        (tmp_path / letter.name).write_bytes(letter.data)
        ours = [(name, text) for name, _, text in controls(opened(letter.data))]
        saved = office.resaved(tmp_path / letter.name, tmp_path / "home")
        theirs = [(name, text) for name, _, text in controls(opened(saved.read_bytes()))]

        assert OpenXmlValidator().validate(tmp_path / letter.name).errors == []
        assert ours == theirs
        assert len(ours) > 4


def test_the_bylaw_for_the_council_has_no_comment_on_what_the_proposal_does_not_touch(
    tmp_path: Path, ressort: Callable
) -> None:
    bylaw = docx.Document()
    bylaw.add_paragraph("§ 19. Udvalget har 11 medlemmer.")
    bylaw.add_paragraph("Stk. 2. Udvalget varetager Copenhagen Business Service og parker.")
    bylaw.save(tmp_path / "sv.docx")
    case, to = "fixtures/copenhagen-2013/kes-ordlyd.ressort", tmp_path / "breve"

    done = ressort("letters", case, "--lang", "da", "--to", to, "--bylaw", tmp_path / "sv.docx")
    made = opened((to / "vedtaegt.docx").read_bytes())
    found = drafts(Path(CASES[0].parents[1] / "copenhagen-2013/kes-ordlyd.ressort"), "da")[0]
    changed = made.element.body.xpath("//w:ins | //w:del")

    assert done.status == 0, done.err
    assert {each.status for each in found.findings} == {"existing"}
    annex = opened((to / "vedtaegtsaendring.docx").read_bytes())
    assert "sv.docx" not in text_of(annex)
    assert "SHA-256" not in text_of(annex)
    assert notes(annex) == ""
    assert "SV §" not in text_of(annex)
    assert notes(made) == ""
    assert {each.get(qn("w:author")) for each in changed} == {"Københavns Kommune"}


def test_a_template_of_a_municipality_goes_before_the_form_of_all(
    tmp_path: Path, ressort: Callable
) -> None:
    for name in ("notification", "notification.koebenhavns-kommune", "council-item"):
        own = docx.Document()
        own.add_paragraph(f"Vores {name}: [… dato]")
        own.save(tmp_path / f"{name}.da.docx")
    case, to = "fixtures/copenhagen-2013/kes-ordlyd.ressort", tmp_path / "breve"

    assert ressort("letters", case, "--lang", "da", "--to", to, "--templates", tmp_path).status == 0

    said = {path.stem: text_of(opened(path.read_bytes())).strip() for path in to.iterdir()}
    assert said["underretning-1"] == "Vores notification.koebenhavns-kommune: [… dato]"
    assert said["indstilling-1"] == "Vores council-item: [… dato]"
    assert "Anmodning om erklæring" in said["hoering-1-oeu"]


@pytest.mark.parametrize(
    ("as_of", "said"),
    [("2013-06-18", "som er fremsat den 18."), ("2013-06-01", "som fremsættes den 18.")],
)
def test_a_proposal_to_come_is_called_so(here, as_of, said):
    header = HEADER.replace("concerns town", f"concerns copenhagen-2013\n    as of {as_of}")
    (here / "p.ressort").write_text(header + "move KBS from ØU to BIU\n", encoding="utf-8")
    run(["letters", "p.ressort", "--to", "out", "--lang", "da"])
    (file,) = (here / "out").glob("ansoegning-1-*.docx")

    assert said in text_of(docx.Document(str(file)))
