# SPDX-License-Identifier: EUPL-1.2
"""Words of the bylaw move with a task or a unit, or are taken out, with their numbers and signs."""

import re
from collections.abc import Callable
from pathlib import Path

import office
import pytest
from docx import Document
from docx.document import Document as Word
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from drafts import _paragraphs, lines, plain
from engine import LAW, PROCEDURE, TOWN
from openxml_audit import OpenXmlValidator
from papers import text_of_paragraph

HELD = "Økonomiudvalget varetager: 1) pas og kørekort, 2) valg, og 3) løn."


WORDED = f"""{TOWN}
task pas "Pas" held by ØU described in SV § 12 with words "pas og kørekort"
task cards "Kørekort" held by ØU described in SV § 12 with words "pas og kørekort"
task valg "Valg" held by ØU described in SV § 12 with words "valg"
provision SV § 12 of ØU text "{HELD}" as of 2013-01-01
provision SV § 14 of KU text "Kulturudvalget varetager kultur, idræt og fritid." as of 2013-01-01
"""


MOVES = """
move pas from ØU to KU
move cards from ØU to KU
"""


def test_a_move_takes_its_words_along(checked: Callable) -> None:
    out, into = checked(WORDED, "\nmove valg from ØU to KU\n")["bylaw_edits"]

    assert lines(out) == [
        ("Økonomiudvalget varetager:", "Økonomiudvalget varetager:"),
        ("1) pas og kørekort,", "1) pas og kørekort, og"),
        ("2) valg, og", None),
        ("3) løn.", "2) løn."),
    ]
    assert lines(into) == [
        (
            "Kulturudvalget varetager kultur, idræt og fritid.",
            "Kulturudvalget varetager kultur, idræt, fritid og valg.",
        )
    ]
    assert out["amending"] == [
        "I § 12, nr. 1, indsættes efter »kørekort,«: »og«.",
        "I § 12 udgår nr. 2. Nr. 3 bliver herefter nr. 2.",
    ]
    assert into["amending"] == ["I § 14 ændres »idræt og fritid« til: »idræt, fritid og valg«."]
    assert out["questions"] == into["questions"] == []


def test_an_item_all_of_whose_words_are_removed_goes_with_its_number(checked: Callable) -> None:
    (edit,) = checked(WORDED, '\nremove "valg, og" from SV § 12\n')["bylaw_edits"]

    assert edit["amending"][-1] == "I § 12 udgår nr. 2. Nr. 3 bliver herefter nr. 2."
    assert ("2) valg, og", None) in lines(edit)


@pytest.mark.parametrize(
    ("held", "then"),
    [
        ("1) idræt, 2) fritid, og 3) valg.", "1) idræt, 2) fritid, og 3) pas og kørekort."),
        ("1) idræt, og 2) valg.", "1) idræt, og 2) pas og kørekort."),
    ],
)
def test_what_comes_where_the_last_item_went_is_joined_as_that_was(
    checked: Callable, held: str, then: str
) -> None:
    text = f"Kulturudvalget varetager: {held}"
    town = WORDED.replace("Kulturudvalget varetager kultur, idræt og fritid.", text).replace(
        'valg "Valg" held by ØU described in SV § 12', 'valg "Valg" held by KU described in SV § 14'
    )

    *_, edit = checked(town, f"\nmove valg from KU to ØU{MOVES}")["bylaw_edits"]

    assert edit["provision"] == "SV § 14"
    assert " ".join(new for _, new in lines(edit) if new) == f"Kulturudvalget varetager: {then}"


@pytest.mark.parametrize(
    ("change", "amending"),
    [
        ('reword SV § 14 from "Kulturudvalget" to "Vores Kulturudvalg"',
         "I § 14 ændres »Kulturudvalget« til: »Vores Kulturudvalg«."),
        ('reword SV § 14 from "Kulturudvalget" to "Fritids- og Kulturudvalget"',
         "I § 14 indsættes før »Kulturudvalget«: »Fritids- og«."),
        ('insert "Det er stående." in SV § 14',
         "I § 14 indsættes som nyt stykke: »Det er stående.«."),
    ],
)  # fmt: skip
def test_words_that_come_first_stand_before_the_next(
    checked: Callable, change: str, amending: str
) -> None:
    (edit,) = checked(WORDED, f"\n{change}\n")["bylaw_edits"]

    assert edit["amending"] == [amending]


@pytest.mark.parametrize("words", ["havne, herunder for både", "begravelse"])
def test_an_amending_text_quotes_words_without_the_blanks_beside_them(
    checked: Callable, words: str
) -> None:
    held = "Udvalget har ansvaret for havne, herunder for både, begravelse og pas og kørekort."
    town = WORDED.replace(HELD, held).replace('"valg"', f'"{words}"')

    out, _ = checked(town, "\nmove valg from ØU to KU\n")["bylaw_edits"]

    assert out["amending"] == [f"I § 12 udgår »{words}«."]
    assert len(out["questions"]) == 1


def test_where_the_place_is_unsure_the_draft_asks(checked: Callable, tmp_path: Path) -> None:
    out, into = checked(WORDED, MOVES, "svar.docx")["bylaw_edits"]
    body = Document(tmp_path / "svar.docx").element.body
    blanks = body.xpath(".//w:ins/w:r[w:rPr/w:highlight]/w:t/text()")

    assert out["tasks"] == into["tasks"] == ["cards", "pas"]
    assert lines(into)[1] == (
        None, "[… hvor i bestemmelsen, og i hvilken sætning?] pas og kørekort"
    )  # fmt: skip
    assert into["questions"] == [
        "Hvor skal »pas og kørekort« stå i styrelsesvedtægtens § 14, og i hvilken sætning?"
    ]
    assert blanks == ["[… hvor i bestemmelsen, og i hvilken sætning?]"]


def test_words_stay_while_one_of_the_tasks_that_they_describe_does(checked: Callable) -> None:
    found = checked(WORDED, "\nmove pas from ØU to KU\n")

    assert "bylaw_edits" not in found
    assert {each["on_file"] for each in found["bylaw_changes"]} == {"none"}


def test_words_that_the_proposal_writes_itself_are_not_moved_twice(checked: Callable) -> None:
    own = '\nremove "valg" from SV § 12\ninsert "valg" in SV § 14\nmove valg from ØU to KU\n'

    assert [each["tasks"] for each in checked(WORDED, own)["bylaw_edits"]] == [[], []]


def test_words_move_where_no_text_is_on_file(checked: Callable) -> None:
    town = "\n".join(one for one in WORDED.splitlines() if not one.startswith("provision"))
    out, into = checked(town, "\nmove valg from ØU to KU\n")["bylaw_edits"]

    assert lines(out) == [("[…] valg […]", "[…] […]")]
    assert out["amending"] == ["I § 12 udgår »valg«."]
    assert (into["provision"], into["committees"]) == (None, ["KU"])
    assert into["amending"] == [
        "I [… bestemmelsen om Kulturudvalget] indsættes »valg« "
        "[… hvor i bestemmelsen, og i hvilken sætning?]."
    ]


def test_words_that_do_not_stand_there_are_an_error(ressort: Callable, tmp_path: Path) -> None:
    town = WORDED.replace('with words "valg"', 'with words "folkeregister"')
    (tmp_path / "town.ressort").write_text(town, encoding="utf-8")
    (tmp_path / "law.ressort").write_text(LAW + PROCEDURE, encoding="utf-8")

    done = ressort("check", tmp_path / "town.ressort", "--rules", tmp_path / "law.ressort")

    assert done.status == 2
    assert "»folkeregister« " in done.err or "folkeregister" in done.err
    assert done.err.count("\n") <= 5


REFERRING = f"""{WORDED}
provision SV § 20 text "Sager efter § 12, nr. 3, og § 12, nr. 2, forelægges." as of 2013-01-01
"""


def test_references_to_what_is_renumbered_or_goes_are_told(checked: Callable) -> None:
    out, _ = checked(REFERRING, "\nmove valg from ØU to KU\n")["bylaw_edits"]

    assert out["told"][1:] == [
        "SV § 20 henviser til »§ 12, nr. 3«, som bliver »§ 12, nr. 2«; ret henvisningen."
    ]
    assert out["questions"] == [
        "SV § 20 henviser til »§ 12, nr. 2«, som udgår; hvad skal der henvises til?"
    ]


def test_the_bylaw_itself_has_what_is_told_as_comments(drafted: Callable, tmp_path: Path) -> None:
    lines = ("§ 12. Økonomiudvalget varetager:", "1) pas og kørekort,", "2) valg,", "3) løn, og",
             "4) it, jf. nr. 3.", "§ 13. Sager efter § 12, nr. 3, forelægges.",
             "§ 14. Kulturudvalget varetager kultur, idræt og fritid.")  # fmt: skip

    drafted(plain(*lines), "\nmove valg from ØU to KU\n", town=WORDED)
    told = [each.text for each in Document(tmp_path / "breve/vedtaegt.docx").comments]

    assert [each for each in told if "henviser" in each] == [
        "SV § 12 henviser til »nr. 3«, som bliver »nr. 2«; ret henvisningen.",
        "§ 13 henviser til »§ 12, nr. 3«, som bliver »§ 12, nr. 2«; ret henvisningen.",
    ]
    assert not any("SHA-256" in each for each in told)


@pytest.mark.parametrize(
    ("reference", "told"), [("nr. 3", ["nr. 3"]), ("§ 12, nr. 3", []), ("stk. 1, nr. 3", [])]
)
def test_a_bare_number_is_one_of_the_part_in_which_it_stands(
    checked: Callable, reference: str, told: list[str]
) -> None:
    text = f"Stk. 2. Udvalget varetager: 1) pas, 2) valg, 3) havn, og 4) is, jf. {reference}."
    town = WORDED.replace(HELD, text).replace("pas og kørekort", "pas")

    out, _ = checked(town.replace("SV § 12", "SV § 12, stk. 2"), "\nmove valg from ØU to KU\n")[
        "bylaw_edits"
    ]

    assert out["told"][1:] == [
        f"SV § 12, stk. 2 henviser til »{each}«, som bliver »nr. 2«; ret henvisningen."
        for each in told
    ]


LETTERED = """<w:abstractNum {0} w:abstractNumId="90"><w:multiLevelType w:val="multilevel"/>
<w:lvl w:ilvl="0"><w:start w:val="12"/><w:numFmt w:val="decimal"/>
<w:lvlText w:val="§ %1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/>
<w:lvlText w:val="%2)"/></w:lvl>
</w:abstractNum>"""


GIVING = ("Økonomiudvalget varetager:", "pas og kørekort,", "valg, og", "løn.")


RECEIVING = ("Kulturudvalget varetager:", "kultur, og", "idræt.")


def counted() -> Word:
    """Provisions and their items counted by Word."""
    word = plain()
    numbering = word.part.numbering_part.element
    numbering.insert(0, parse_xml(LETTERED.format(nsdecls("w"))))
    number = numbering.add_num(90).numId
    for text in (*GIVING, "Byrådet.", *RECEIVING, "Udvalgene."):
        properties = word.add_paragraph(text)._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val = 0 if text[0].isupper() else 1
        properties.get_or_add_numId().val = number
    return word


def numbered(join: str) -> Word:
    """Items with typed numbers, each a paragraph of its own or after a line break."""
    texts = [[f"§ {at}. {one[0]}", *(f"{n}) {each}" for n, each in enumerate(one[1:], 1))]
             for at, one in ((12, GIVING), (14, RECEIVING))]  # fmt: skip
    lists = [join.join(each).split("¶") for each in texts]
    return plain(*lists[0], "§ 13. Byrådet.", *lists[1], "Stk. 2. Udvalget.", "§ 15. Andet.")


@pytest.mark.slow
@office.needed
@pytest.mark.parametrize("style", ["counted", "typed", "broken"])
def test_a_move_is_tracked_in_the_lists_of_a_bylaw(
    drafted: Callable, tmp_path: Path, style: str
) -> None:
    word = counted() if style == "counted" else numbered("¶" if style == "typed" else "\n")
    (tmp_path / "home").mkdir()
    done = drafted(word, f"{MOVES}move valg from ØU to KU\n", town=WORDED)
    new = office.settled(tmp_path / "breve/vedtaegt.docx", "AcceptAll", tmp_path / "home")
    old = office.settled(tmp_path / "breve/vedtaegt.docx", "RejectAll", tmp_path / "home")
    before = office.settled(tmp_path / "sv.docx", "RejectAll", tmp_path / "home")
    said = [re.sub(r"^\s*(§ 1\d\. )?", "", each) for each in new]
    marks = ("a) ", "b) ", "c) ", "d) ") if style == "counted" else ("1) ", "2) ", "3) ", "4) ")

    assert (done.status, done.err) == (0, "")
    assert old == before
    assert said[1:3] == [GIVING[0], f"{marks[0]}løn."]
    assert said[4:9] == [
        RECEIVING[0], f"{marks[0]}kultur,", f"{marks[1]}idræt,",
        f"{marks[2]}pas og kørekort, og", f"{marks[3]}valg.",
    ]  # fmt: skip


BARE = f"""{TOWN}
task pas "Pas og kørekort" held by ØU
task valg "Valg" held by ØU described in SV § 12
"""


@pytest.mark.slow
def test_the_words_and_the_place_are_found_in_the_bylaw(
    drafted: Callable, tmp_path: Path, read: Callable
) -> None:
    moves = "\nmove pas from ØU to KU\nmove valg from ØU to KU\n"
    done = drafted(numbered("¶"), moves, town=BARE)
    told = drafted(numbered("¶"), moves, "check", "--report", tmp_path / "svar.docx", town=BARE)
    said = "\n".join(each.text for each in Document(tmp_path / "svar.docx").paragraphs)

    assert done.status == 0
    assert read(accepted=True)[1:9] == [
        "§ 12. Økonomiudvalget varetager:", "", "", "1) løn.", "§ 13. Byrådet.",
        "§ 14. Kulturudvalget varetager:", "1) kultur,", "2) idræt,",
    ]  # fmt: skip
    assert sorted(read(accepted=True)[9:11]) == ["3) pas og kørekort, og", "4) valg."]
    assert (told.status, told.err) == (0, "")
    assert "er fundet i filen ved opgavens navn" in said


def test_words_that_two_items_could_be_are_not_moved(drafted: Callable) -> None:
    word = numbered("¶")
    word.add_paragraph("§ 16. Økonomiudvalget varetager desuden valg.")
    town = f'{TOWN}\ntask valg "Valg" held by ØU\n'

    done = drafted(word, "\nmove valg from ØU to KU\n", town=town)

    assert done.status == 0
    assert "Bestemmelsen, der beskriver Økonomiudvalget, foreligger ikke" in done.err


@pytest.mark.slow
def test_letters_have_an_annex_on_the_bylaw(drafted: Callable, tmp_path: Path) -> None:
    drafted(numbered("¶"), f"{MOVES}move valg from ØU to KU\n", town=WORDED)
    path = tmp_path / "breve/vedtaegtsaendring.docx"
    word = Document(path)
    heads = [each.text for each in word.paragraphs if each.style.name == "Heading 1"]
    said = [each.text.replace("\xa0", " ") for each in word.paragraphs]
    table = word.tables[0]

    assert heads == [
        "Ændringstekst", "Lovspejl", "Den nye ordlyd", "Vedtægtsændringen som sporede ændringer"
    ]  # fmt: skip
    assert "I § 12 udgår nr. 1 og 2. Nr. 3 bliver herefter nr. 1." in said
    assert "I § 14, stk. 1, indsættes som nr. 4: »4) valg.«." in said
    assert [cell.text for cell in table.rows[0].cells] == [
        "Bestemmelse", "Gældende ordlyd", "Ny ordlyd"
    ]  # fmt: skip
    assert said.count("4) valg.") == 1
    assert any(each.has_track_changes for each in _paragraphs(path))
    assert list(word.comments) == []
    assert OpenXmlValidator().validate(path).errors == []


@pytest.mark.slow
def test_a_council_paper_tells_what_its_annex_has_and_asks_for_the_rest_alone(
    drafted: Callable, tmp_path: Path
) -> None:
    town = f'{WORDED}task hal "Haller" held by ØU\n'
    moves = "move KBS from ØU to KU\nmove valg from ØU to KU\nmove hal from ØU to KU\n"
    drafted(numbered("¶"), moves, town=town)
    item = Document(tmp_path / "breve/indstilling-1.docx")
    said = [text_of_paragraph(each) for each in item.paragraphs]

    assert "at styrelsesvedtægten for Prøveby Kommune ændres i § 12, § 14" in "\n".join(said)
    assert "I § 12 udgår nr. 2. Nr. 3 bliver herefter nr. 2." in said
    assert "I § 14, stk. 1, indsættes som nr. 3: »3) valg.«." in said
    assert [each for each in said if "[… bestemmelse og ny ordlyd]" in each] == [
        "»Haller« og »Pas« udgår af vedtægtens beskrivelse af Økonomiudvalget. "
        "[… bestemmelse og ny ordlyd]",
        "»Haller« og »Pas« optages i vedtægtens beskrivelse af Kulturudvalget. "
        "[… bestemmelse og ny ordlyd]",
    ]
    assert "Styrelsesvedtægten for Prøveby Kommune med ændringerne markeret" in said


def test_the_words_that_describe_a_unit_move_with_it(checked: Callable) -> None:
    led = "led as unit administration"
    town = WORDED.replace(led, f'{led} described in SV § 12 with words "løn"')
    town += 'provision SV § 6 of ØU and KU text "Der er to udvalg." as of 2013-01-01\n'
    out, into = checked(town, "\nmove KBS from ØU to KU\n")["bylaw_edits"]

    assert (out["provision"], out["tasks"]) == ("SV § 12", ["KBS"])
    assert lines(out)[2:] == [("2) valg, og", "2) valg."), ("3) løn.", None)]
    assert (into["provision"], into["amending"]) == (
        "SV § 14", ["I § 14 ændres »idræt og fritid« til: »idræt, fritid og løn«."]
    )  # fmt: skip


def test_a_note_goes_with_its_item_and_is_asked_for(drafted: Callable, tmp_path: Path) -> None:
    word = numbered("¶")
    item = next(each for each in word.paragraphs if "pas og" in each.text)
    mark = parse_xml(f'<w:r {nsdecls("w")}><w:footnoteReference w:id="2"/></w:r>')
    start = parse_xml(f'<w:bookmarkStart {nsdecls("w")} w:id="7" w:name="pas"/>')
    item._p.insert(0, start)
    item._p.append(parse_xml(f'<w:bookmarkEnd {nsdecls("w")} w:id="7"/>'))
    item._p.append(mark)

    done = drafted(word, f"{MOVES}move valg from ØU to KU\n", town=WORDED)
    made = Document(tmp_path / "breve/vedtaegt.docx")

    assert done.status == 0
    assert len(made.element.body.xpath("//w:del/w:r/w:footnoteReference")) == 1
    assert made.element.body.xpath("//w:bookmarkStart[@w:name='pas']")
    assert any("fodnote" in each.text for each in made.comments)
