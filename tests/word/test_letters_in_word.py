# SPDX-License-Identifier: EUPL-1.2
"""Letters and the council item: what each says, and which files are written."""

import made
import pytest
from docx import Document
from memos import LANGUAGES, bylaw, document
from papers import notes, opened, text_of

from checker.desk.letters import letters
from checker.folders import REPORTS
from checker.records import evolve
from checker.report.report import as_json
from checker.report.wording import phrases
from checker.speech.saying import Ref


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_letter_for_each_instrument_and_an_item_for_the_council(language):
    drafted, _ = letters(document(language), language)
    say = phrases(language)
    names = [each.name for each in drafted]

    assert names == [
        f"{say['letter.application']}-1-lab-14-stk-3-biu.docx",
        f"{say['letter.application']}-2-ksl-64-a-kbs.docx",
        f"{say['letter.notification']}-1.docx",
        f"{say['letter.council-item']}-1.docx",
    ]
    texts = [text_of(opened(each.data)) for each in drafted]
    result = as_json(document(language).results[0])
    assert "Indenrigsministeriet" in texts[1]
    assert "Statsforvaltningen" in texts[2]
    assert all(each["words"].partition(";")[0] in texts[2] for each in result["bylaw_changes"])
    assert say["change.unplaced"] not in texts[2]  # the blank beside it says so
    assert all(each["words"] in texts[3] for each in result["schedule"])
    assert all("[…" in text for text in texts)
    assert "{{" not in "".join(texts)


def test_what_is_missing_is_a_blank_that_is_highlighted():
    application = opened(letters(document(), "da")[0][0].data)
    blanks = application.element.body.xpath(".//w:r[w:rPr/w:highlight]/w:t/text()")

    assert "[… myndighed: ikke oplyst i kilderne]" in blanks
    assert "[… varighed: ikke oplyst i kilderne]" in blanks
    assert "[… journalnummer]" in blanks
    assert "LAB § 14, stk. 3" in text_of(application)


def test_an_approval_that_is_not_the_councils_own_is_applied_for():
    approval = made.instrument(
        "ok", "approval", authority="IM", subject=Ref("instrument", "bylaw"), required_by=("bylaw",)
    )
    own = evolve(approval, id="own", authority="BR")
    result = evolve(made.RESULT, instruments=(made.READINGS, approval, own))

    names = [each.name for each in letters(document("en", result), "en")[0]]

    assert names == ["application-1-bylaw.docx", "council-item-1.docx"]


def test_what_is_in_place_or_of_no_use_is_not_applied_for():
    done = tuple(evolve(each, status="granted", state="met") for each in made.RESULT.instruments)

    assert letters(document("da", evolve(made.RESULT, instruments=done)), "da")[0] == []


@pytest.mark.slow
def test_letters_tell_the_proposal_alone_and_spell_out_their_law(ressort, tmp_path):
    for name in ("kejd-oeu", "kbs-biu"):
        case = f"fixtures/copenhagen-2013/{name}.ressort"
        assert ressort("letters", case, "--lang", "da", "--to", tmp_path / name).status == 0
    told = {
        f"{path.parent.name} {path.stem[:13]}": text_of(opened(path.read_bytes()))
        for path in sorted(tmp_path.glob("*/*.docx"))
    }

    assert "Københavns Borgerservice" not in told["kejd-oeu indstilling-1"]
    assert "Økonomiudvalget. [… bestemmelse og ny ordlyd]" in told["kejd-oeu underretning-"]
    assert "Det fremgår ikke af sagen" not in told["kbs-biu indstilling-1"]
    assert "§ 14, stk. 3, i lov om ansvaret for" in told["kbs-biu ansoegning-2-"]
    assert "Retsgrundlaget er LAB § 14, stk. 3." in told["kbs-biu ansoegning-2-"]


def test_what_cannot_be_drafted_in_the_bylaw_is_told(check, folder):
    path = bylaw(folder / "sv.docx", "§ 20. Noget helt andet.")

    done = check("--to", folder / "breve", "--bylaw", path, name="letters")

    assert done.status == 2
    assert done.err.startswith(phrases("da")["w.nothing"])
    assert "SV § 19, stk. 2 blev ikke fundet i sv.docx" in done.err
    assert not (folder / "breve/vedtaegt.docx").exists()


@pytest.mark.slow
def test_letters_are_written_whole_and_the_same(check, folder):
    first, second = folder / "et", folder / "to"
    done = check("--to", first, name="letters")
    check("--to", second, name="letters")

    names = sorted(each.name for each in first.iterdir())
    assert names == [
        "ansoegning-1-ksl-64-a-kbs.docx", "indstilling-1.docx", "underretning-1.docx",
        "vedtaegtsaendring.docx",
    ]  # fmt: skip
    assert done.out.count("\n") == 4
    assert all((first / n).read_bytes() == (second / n).read_bytes() for n in names)


@pytest.mark.slow
def test_an_application_says_its_last_day_and_its_approval_as_a_letter_does(ressort, tmp_path):
    case = "fixtures/copenhagen-2013/kbs-biu.ressort"
    assert ressort("letters", case, "--lang", "da", "--to", tmp_path).status == 0
    said = text_of(opened((tmp_path / "ansoegning-1-ksl-64-a-kbs.docx").read_bytes()))

    assert "fra den 1. januar 2014 til og med den 31. december 2017" in said
    assert "Godkendelse fra Borgerrepræsentationen af dispensationen" in said


@pytest.mark.slow
def test_a_council_item_puts_remarks_and_duties_behind_what_is_required(ressort, tmp_path):
    case = "fixtures/copenhagen-2013/kbs-biu.ressort"
    assert ressort("letters", case, "--lang", "da", "--to", tmp_path).status == 0
    item = opened((tmp_path / "indstilling-1.docx").read_bytes())
    said = text_of(item)
    breaches, _, rest = said.partition("Til orientering bemærkes:")
    required, _, duties = rest.partition("Ændringen medfører desuden:")

    assert ", over Beskæftigelses- og Integrationsudvalget og Økonomiudvalget" in breaches
    assert "falder uden for (jf. LAB § 14, stk. 3)." in breaches
    assert "(jf. styrelsesvedtægtens § 25; Placering af" in required
    assert "opgaver, der er placeret i Københavns Borgerservice." in required
    assert "Økonomiudvalgets erklæring (styrelseslovens § 18, stk. 2)" in required
    assert "Erklæring fra Beskæftigelses- og Integrationsudvalget (" in duties
    assert "MED-udvalget" not in breaches
    assert "Retsgrundlaget er" in duties
    assert "§ 21, § 40, stk. 2," in duties
    assert "efterprøv teksten, før udkastet sendes: " in notes(item)
    assert "styrelseslovens § 21;" in notes(item)


def test_a_bylaw_that_no_file_names_is_named_by_its_municipality():
    unnamed = (evolve(made.BYLAW, source=None), made.READINGS)
    drafted, _ = letters(document("da", evolve(made.RESULT, instruments=unnamed)), "da")
    said = text_of(opened(drafted[0].data))

    assert "at styrelsesvedtægten for Københavns Kommune ændres" in said
    assert "[… styrelsesvedtægten for Københavns Kommune med ændringerne markeret]" in said


@pytest.mark.slow
def test_a_council_item_spells_out_the_laws_that_it_abbreviates(ressort, tmp_path):
    case = "fixtures/randers-2018/tandpleje-ou.ressort"
    assert ressort("letters", case, "--lang", "da", "--to", tmp_path).status == 0
    said = text_of(opened((tmp_path / "indstilling-1.docx").read_bytes()))

    assert "RSL § 30 (Lov om retssikkerhed og administration på det sociale område)" in said


@pytest.mark.slow
def test_letters_that_are_there_are_kept_each_told_and_those_missing_written(check, folder):
    to = folder / "breve"
    assert check("--to", to, name="letters").status == 0
    edited, deleted = to / "indstilling-1.docx", to / "underretning-1.docx"
    edited.write_bytes(b"redigeret")
    before = deleted.read_bytes()
    deleted.unlink()

    done = check("--to", to, name="letters")

    assert done.status == 2
    assert done.out.startswith(f"{deleted.as_posix()}: underretning")
    assert done.out.count("\n") == 1
    for name in ("ansoegning-1-ksl-64-a-kbs.docx", "indstilling-1.docx"):
        said = f"{(to / name).as_posix()}: filen findes i forvejen og er ikke ændret; --force"
        assert said in done.err
    assert done.err.count("filen findes i forvejen") == 3
    assert edited.read_bytes() == b"redigeret"
    assert deleted.read_bytes() == before
    again = check("--to", to, name="letters")
    assert (again.status, again.out) == (2, "")
    assert check("--to", to, "--force", name="letters").status == 0
    assert edited.read_bytes() != b"redigeret"


@pytest.mark.slow
def test_letters_need_a_folder(check, folder):
    assert check(name="letters").status == 2
    assert check("--to", folder / "a/b/c", name="letters").status == 2
    assert check("--to", folder / "x", "--templates", folder / "y", name="letters").status == 2
    assert not (folder / "x").exists()


@pytest.mark.parametrize("language", ["da", "en"])
def test_a_row_of_a_letters_timetable_stays_on_one_page(language):
    [table] = Document(REPORTS / f"council-item.{language}.docx").tables
    kept = [bool(row._tr.xpath("./w:trPr/w:cantSplit")) for row in table.rows]
    heads = [bool(row._tr.xpath("./w:trPr/w:tblHeader")) for row in table.rows]

    assert kept == [True, False, True, False]  # the others only steer, and are not written
    assert heads == [True, False, False, False]
