# SPDX-License-Identifier: EUPL-1.2
"""A committee's new name and new number of members, drafted wherever the bylaw says the old."""

from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as Word
from drafts import lines, plain
from engine import TOWN

from checker.called import Anew, rename, resize
from checker.provision import Revision, lines_in

BODY = (
    "§ 10. Byrådet nedsætter følgende stående udvalg:",
    "1) Økonomiudvalg",
    "2) Kulturudvalg med 7 medlemmer",
    "§ 11. Kulturudvalget varetager kultur, idræt og fritid.",
    "Stk. 2. Udvalget består af en formand og seks andre medlemmer.",
    "Stk. 3. Kulturudvalgsformanden leder Kulturudvalgets møder.",
    "§ 12. Beskæftigelsesudvalget forelægger sager for kulturudvalget.",
)
RENAMED = '\nrename KU to FKU "Fritids- og Kulturudvalget"\n'
RESIZED = "\nresize KU to 9 members\n"


def bylaw(*texts: str) -> Word:
    """A bylaw with a heading before § 11."""
    word = plain(*texts[:3])
    word.add_heading("KULTURUDVALGET", 2)
    for each in texts[3:]:
        word.add_paragraph(each)
    return word


def test_a_new_name_and_a_new_size_stand_wherever_the_bylaw_had_the_old(
    drafted: Callable, read: Callable, tmp_path: Path
) -> None:
    done = drafted(bylaw(*BODY), RENAMED + RESIZED)
    word = Document(tmp_path / "breve/vedtaegt.docx")
    asked = "\n".join(each.text for each in word.comments)
    annex = Document(tmp_path / "breve/vedtaegtsaendring.docx")
    said = [each.text.replace("\xa0", " ") for each in annex.paragraphs]

    assert (done.status, done.err) == (0, "")
    assert read(accepted=True)[2:] == [
        "1) Økonomiudvalg",
        "2) Fritids- og Kulturudvalg med 9 medlemmer",
        "FRITIDS- OG KULTURUDVALGET",
        "§ 11. Fritids- og Kulturudvalget varetager kultur, idræt og fritid.",
        "Stk. 2. Udvalget består af en formand og otte andre medlemmer.",
        "Stk. 3. Kulturudvalgsformanden leder Fritids- og Kulturudvalgets møder.",
        "§ 12. Beskæftigelsesudvalget forelægger sager for fritids- og kulturudvalget.",
    ]
    assert read(accepted=False)[2:4] + read(accepted=False)[5:] == [*BODY[1:]]
    assert "i stedet for »Kulturudvalgsformanden« i § 11" in asked
    assert "I § 11, stk. 2, ændres »seks« til: »otte«." in said
    assert any(each.startswith("I overskriften før § 11 ") for each in said)


def _sized(heading: str) -> Word:
    word = plain("§ 10. Udvalgene er:")
    table = word.add_table(rows=3, cols=3)
    for row, words in enumerate((("Udvalg", "Møder", heading), ("Kulturudvalget", "7", "7"),
                                 ("Økonomiudvalget", "7", "7"))):  # fmt: skip
        for column, each in enumerate(words):
            table.cell(row, column).text = each
    return word


def test_a_size_in_a_table_is_that_of_its_row_under_a_heading_of_members(
    drafted: Callable, read: Callable, tmp_path: Path
) -> None:
    done = drafted(_sized("Antal medlemmer"), RESIZED)
    annex = Document(tmp_path / "breve/vedtaegtsaendring.docx")
    said = [each.text.replace("\xa0", " ") for each in annex.paragraphs]

    assert (done.status, done.err) == (0, "")
    assert read(accepted=True)[5:] == ["Kulturudvalget", "7", "9", "Økonomiudvalget", "7", "7"]
    assert read(accepted=False)[5:8] == ["Kulturudvalget", "7", "7"]
    assert "I § 10, rækken »Kulturudvalget«, ændres »7« til: »9«." in said

    done = drafted(_sized("Stedfortrædere"), RESIZED)
    assert done.status == 2
    assert "9 er ikke indsat" in done.err


@pytest.mark.parametrize("kind", ["header", "footer"])
def test_an_old_name_beside_the_provisions_is_told_with_status_2(
    drafted: Callable, kind: str
) -> None:
    word = plain("§ 11. Kulturudvalget varetager kultur.")
    getattr(word.sections[0], kind).paragraphs[0].text = "Om Kulturudvalget"
    done = drafted(word, RENAMED)

    assert done.status == 2
    assert done.err.startswith("»Om Kulturudvalget« står uden for bestemmelserne i sv.docx")


def test_what_stands_nowhere_for_sure_is_told_with_status_2(drafted: Callable) -> None:
    word = plain("§ 10. Der er fem udvalg.", "§ 11. Udvalgene består hver af 7 medlemmer.")

    renamed, resized = drafted(word, RENAMED), drafted(word, RESIZED, "letters", "--force")

    assert renamed.status == resized.status == 2
    assert "»Kulturudvalget« blev ikke fundet i sv.docx" in renamed.err
    assert "Medlemstallet for Kulturudvalget blev ikke fundet i sv.docx" in resized.err


def test_a_sentence_on_several_committees_is_asked_about(checked: Callable) -> None:
    text = "Kulturudvalget og Beskæftigelsesudvalget består hver af 7 medlemmer."
    town = f'{TOWN}\nprovision SV § 11 of KU and BIU text "{text}" as of 2013-01-01\n'

    (edit,) = checked(town, RESIZED)["bylaw_edits"]

    assert lines(edit) == [(text, text)]
    assert edit["questions"] == [
        "Hvordan skal »Kulturudvalget og Beskæftigelsesudvalget består hver af 7 medlemmer« i "
        "styrelsesvedtægtens § 11 lyde, når Kulturudvalget får et andet medlemstal?"
    ]


@pytest.mark.parametrize(
    ("on_file", "change", "amending"),
    [
        ('text "Udvalget har syv medlemmer. Mere." as of 2013-01-01', RESIZED,
         "I § 11 ændres »syv« til: »ni«."),
        ('phrase "7 medlemmer"', RESIZED, "I § 11 ændres »7« til: »9«."),
        ('phrase "forelægges Kulturudvalget"', '\nrename KU to FU "Fritidsudvalget"\n',
         "I § 11 ændres »Kulturudvalget« til: »Fritidsudvalget«."),
    ],
)  # fmt: skip
def test_what_is_on_file_of_a_provision_is_drafted_too(
    checked: Callable, on_file: str, change: str, amending: str
) -> None:
    found = checked(f"{TOWN}\nprovision SV § 11 of KU {on_file}\n", change)

    assert [each["amending"] for each in found["bylaw_edits"]] == [[amending]]
    assert [each["provision"] for each in found["bylaw_changes"]] == ["SV § 11"]


def test_where_nothing_is_on_file_the_report_says_what_is_to_be_changed(checked: Callable) -> None:
    found = checked(TOWN, RENAMED + RESIZED)["bylaw_changes"]

    assert [each["words"] for each in found] == [
        "»Kulturudvalget« ændres overalt i vedtægten til »Fritids- og Kulturudvalget«; hverken "
        "bestemmelsen eller dens ordlyd foreligger.",
        "Medlemstallet for Fritids- og Kulturudvalget ændres i vedtægten til 9; hverken "
        "bestemmelsen eller dens ordlyd foreligger.",
    ]


def test_words_that_the_proposal_writes_itself_are_not_written_twice(checked: Callable) -> None:
    town = (
        f'{TOWN}\nprovision SV § 11 of KU text "Kulturudvalget har 7 medlemmer." as of 2013-01-01'
    )
    own = 'reword SV § 11 from "Kulturudvalget har 7" to "Fritids- og Kulturudvalget har 9"\n'

    (edit,) = checked(f"{town}\n", f"{RENAMED}{RESIZED}{own}")["bylaw_edits"]

    assert lines(edit)[0][1] == "Fritids- og Kulturudvalget har 9 medlemmer."
    assert edit["questions"] == []


def test_words_that_the_proposal_writes_of_one_provision_leave_the_others_to_be_renamed(
    checked: Callable, drafted: Callable, read: Callable
) -> None:
    town = f'{TOWN}\nprovision SV § 10, nr. 2 of KU phrase "Kulturudvalg"\n'
    own = 'reword SV § 10, nr. 2 from "Kulturudvalg" to "Fritids- og Kulturudvalg"\n'
    found = checked(town, RENAMED + own)
    done = drafted(bylaw(*BODY), RENAMED + own, town=town)

    assert [each["provision"] for each in found["bylaw_edits"]] == ["SV § 10, nr. 2"]
    assert [each["words"] for each in found["bylaw_changes"]][1:] == [
        "»Kulturudvalget« ændres overalt i vedtægten til »Fritids- og Kulturudvalget«."
    ]
    assert (done.status, done.err) == (0, "")
    assert read(accepted=True)[3] == "2) Fritids- og Kulturudvalg med 7 medlemmer"
    assert read(accepted=True)[-1].endswith("sager for fritids- og kulturudvalget.")


@pytest.mark.parametrize(
    ("text", "names", "becomes"),
    [
        ("Et kulturudvalg og Kulturudvalget.", {"Kulturudvalget": "Udvalget for Kultur"},
         "Et udvalg for kultur og Udvalget for Kultur."),
        ("Udvalg for Kultur, Udvalget for Kultur.", {"Udvalget for Kultur": "Kulturudvalget"},
         "Kulturudvalg, Kulturudvalget."),
        ("Børn og Unge, og alle børn og unge.", {"Børn og Unge": "Skole"},
         "Skole, og alle børn og unge."),
        ("Teknikudvalget og Kulturudvalget.",
         {"Teknikudvalget": "Kulturudvalget", "Kulturudvalget": "Teknikudvalget"},
         "Kulturudvalget og Teknikudvalget."),
        ("Teknik- og  Miljøudvalgets sag.", {"Teknik- og Miljøudvalget": "Klimaudvalget"},
         "Klimaudvalgets sag."),
        ("Det Sociale Kulturudvalg.", {"Kulturudvalget": "Magistraten"},
         "Det Sociale Kulturudvalg."),
    ],
)  # fmt: skip
def test_a_name_stands_in_the_form_of_the_old_one(text: str, names: dict, becomes: str) -> None:
    revision = Revision.of(lines_in(text))

    rename(revision, [(Anew("name", old, ()), new) for old, new in names.items()])

    assert [each.new.text for each in revision.rows if each.new] == [becomes]


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Børne- og Kulturudvalget.", "Børne- og Kulturudvalget"),
        ("En kulturudvalgssag.", "kulturudvalgssag"),
    ],
)
def test_what_may_be_another_name_is_asked_about(text: str, asked: str) -> None:
    revision = Revision.of(lines_in(text))

    rename(revision, [(Anew("name", "Kulturudvalget", ()), "Fritidsudvalget")])

    assert revision.doubts == [("w.ask-name", {"words": asked})]
    assert revision.rows[0].new == revision.rows[0].old


def test_the_name_of_another_committee_stays() -> None:
    revision = Revision.of(lines_in("Børne- og Kulturudvalget og Kulturudvalget."))

    named = Anew("name", "Kulturudvalget", ("Børne- og Kulturudvalget",))
    rename(revision, [(named, "Fritidsudvalget")])

    assert revision.rows[0].new
    assert revision.rows[0].new.text == "Børne- og Kulturudvalget og Fritidsudvalget."
    assert revision.doubts == []


def test_a_number_that_is_not_the_one_on_file_is_asked_about() -> None:
    revision = Revision.of(lines_in("Kulturudvalget består af 5 medlemmer."))

    assert resize(revision, Anew("size", "Kulturudvalget", ()), 7, 9)
    assert revision.rows[0].new
    assert revision.rows[0].new.text == "Kulturudvalget består af 9 medlemmer."
    assert [key for key, _ in revision.doubts] == ["w.ask-size"]


def test_a_size_that_is_put_together_is_asked_about_where_another_sentence_tells_it() -> None:
    of_three = "Magistraten består af borgmesteren, 5 rådmænd og 3 øvrige medlemmer"
    revision = Revision.of(lines_in(f"{of_three}.\nMagistraten har 9 medlemmer."))

    assert resize(revision, Anew("size", "Magistraten", ()), 9, 10)
    assert [each.new.text for each in revision.rows if each.new] == [
        f"{of_three}.", "Magistraten har 10 medlemmer."
    ]  # fmt: skip
    assert revision.doubts == [("w.ask-size-in", {"words": of_three})]


def test_a_vice_chair_beside_the_chair_makes_a_number_unsure() -> None:
    text = "Kulturudvalget består af en formand, en næstformand og 5 andre medlemmer."
    revision = Revision.of(lines_in(text))

    assert not resize(revision, Anew("size", "Kulturudvalget", ()), 7, 9)
    assert [key for key, _ in revision.doubts] == ["w.ask-size-in"]


def test_the_size_of_another_committee_stays() -> None:
    text = (
        "Kulturudvalget hører Teknikudvalget.\nTeknikudvalget er stort.\nUdvalget har 7 medlemmer."
    )
    revision = Revision.of(lines_in(text))

    assert not resize(revision, Anew("size", "Kulturudvalget", ("Teknikudvalget",)), 7, 9)
    assert revision.rows == Revision.of(lines_in(text)).rows


def test_words_move_to_a_committee_that_is_renamed(
    checked: Callable, drafted: Callable, read: Callable
) -> None:
    held = 'provision SV § 12 of ØU text "Økonomiudvalget varetager valg og løn." as of 2013-01-01'
    task = 'task valg "Valg" held by ØU'
    worded = f'{task} described in SV § 12 with words "valg"\n{held}\n'
    own = 'provision SV § 14 of KU text "Kulturudvalget varetager kultur." as of 2013-01-01'
    moved = '\nrename KU to FU "Fritidsudvalget"\nmove valg from ØU to FU\n'
    becomes = "Fritidsudvalget varetager kultur og valg."

    edits = checked(f"{TOWN}\n{worded}{own}\n", moved)["bylaw_edits"]
    word = plain("§ 12. Økonomiudvalget varetager valg og løn.",
                 "§ 14. Kulturudvalget varetager kultur.", "§ 15. Mere.")  # fmt: skip
    done = drafted(word, moved, town=f"{TOWN}\n{task}\n")

    assert [lines(each)[-1][1] for each in edits] == ["Økonomiudvalget varetager løn.", becomes]
    assert (done.status, done.err) == (0, "")
    assert read(accepted=True)[2] == f"§ 14. {becomes}"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("language", "missing", "step"),
    [("da", "foreligger ikke", "Udarbejd ændringen af"), ("en", "not on file", "Draft the change")],
)
def test_a_memo_on_a_bylaw_does_not_say_that_its_wording_is_missing(
    ressort: Callable, tmp_path: Path, language: str, missing: str, step: str
) -> None:
    plain("§ 14. Kultur- og Fritidsudvalget varetager kultur.").save(tmp_path / "sv.docx")
    case = Path(__file__).parents[2] / "fixtures/copenhagen-2013/kfu-nyt-navn.ressort"
    asked = ("check", case, "--lang", language, "--fail-on", "never")
    bylaw_given = ("--bylaw", tmp_path / "sv.docx")
    done = ressort(*asked, "--report", tmp_path / "svar.docx", *bylaw_given)
    ressort(*asked, "--report", tmp_path / "kort.docx", *bylaw_given, "--brief")
    short = "\n".join(each.text for each in Document(tmp_path / "kort.docx").paragraphs)
    lines = [each.text.replace("\xa0", " ") for each in Document(tmp_path / "svar.docx").paragraphs]

    assert done.status == 0
    point = "I § 14 ændres »Kultur- og Fritidsudvalget« til: »Kulturudvalget«."
    framed = {"da": point, "en": f"In the Danish amending text: {point}"}[language]
    assert [each for each in lines if point in each] == [framed, point]
    assert ("Amending text, in Danish as the bylaw" in lines) == (language == "en")
    assert [each for each in lines if each.startswith(step) and missing in each] == []
    assert any(each.startswith(step) for each in lines)
    assert missing not in short
    assert {"da": "ændring af styrelsesvedtægten", "en": "change of the"}[language] in short
