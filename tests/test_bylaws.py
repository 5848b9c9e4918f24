# SPDX-License-Identifier: EUPL-1.2
"""Bylaws in Word as towns write them: contents, tables, parallel text, line breaks, numbers."""

import html
import json
import re
from collections.abc import Callable
from pathlib import Path

import office
import pytest
from docx import Document
from docx.document import Document as Word
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx_revisions import RevisionDocument
from engine import HEADER, LAW, PROCEDURE, TOWN
from openxml_audit import OpenXmlValidator

from checker.provision import ProvisionLine, Revision

OLD = "Udvalget varetager endvidere Business Service, herunder turisme, samt anlæg og parker."
NEW = "Udvalget varetager endvidere Erhvervsservice og puljer, samt anlæg."
CHANGES = """
reword SV § 19, stk. 2 from "Business Service, herunder turisme" to "Erhvervsservice og puljer"
remove " og parker" from SV § 19, stk. 2
"""


@pytest.fixture
def drafted(tmp_path: Path, ressort: Callable) -> Callable:
    """drafted(word, changes) writes a bylaw, drafts the changes in it; gives the answer."""

    def draft(
        word: Word,
        changes: str = CHANGES,
        command: str = "letters",
        *more: object,
        town: str = TOWN,
    ):
        for name, text in (("law", f"{LAW}{PROCEDURE}"), ("town", town)):
            (tmp_path / f"{name}.ressort").write_text(text, encoding="utf-8")
        word.save(tmp_path / "sv.docx")
        (tmp_path / "case.ressort").write_text(HEADER + changes, encoding="utf-8")
        known = ("--rules", tmp_path / "law.ressort", "--organisations", tmp_path / "town.ressort")
        where = ("--to", tmp_path / "breve") if command == "letters" else ()
        asked = (*known, *where, "--bylaw", tmp_path / "sv.docx", "--lang", "da", *more)
        return ressort(command, tmp_path / "case.ressort", *asked)

    return draft


@pytest.fixture
def read(tmp_path: Path) -> Callable:
    """read(accepted) gives the paragraphs of the drafted bylaw, accepted or rejected."""

    def texts(*, accepted: bool) -> list[str]:
        found = _paragraphs(tmp_path / "breve/vedtaegt.docx")
        return [each.accepted_text if accepted else each.original_text for each in found]

    return texts


def _paragraphs(path: Path) -> list:
    from docx_revisions import RevisionParagraph

    body = RevisionDocument(path).document.element.body
    return [RevisionParagraph(each, None) for each in body.iter(qn("w:p"))]


def plain(*texts: str) -> Word:
    word = Document()
    word.add_heading("Styrelsesvedtægt for Prøveby Kommune", 1)
    for each in texts:
        word.add_paragraph(each)
    return word


BODY = (
    "§ 18. Kulturudvalget varetager kultur, idræt og fritid.",
    "Stk. 2. Udvalget har syv medlemmer.",
    "§ 19. Udvalget består af 11 medlemmer.",
    f"Stk. 2. {OLD}",
    "Stk. 3. Andet.",
    "§ 20. Udvalgene fører en protokol.",
)


def contents(*entries: str) -> Word:
    return plain("Indholdsfortegnelse", *entries, "Kapitel I. Udvalgene", *BODY)


def parallel(beside: str) -> Word:
    """Provisions in one column, another text in the other."""
    word = plain()
    table = word.add_table(rows=1, cols=2)
    for cell, text in zip(table.rows[0].cells, ("Vedtægten", "Bemærkninger"), strict=True):
        cell.text = text
    for each in BODY:
        cells = table.add_row().cells
        cells[0].text, cells[1].text = each, beside or each.replace("Udvalget", "The committee")
    return word


def labelled() -> Word:
    """The number of a provision in one cell, its words in the next."""
    word = plain()
    table = word.add_table(rows=0, cols=2)
    for each in BODY:
        cells = table.add_row().cells
        cells[0].text, cells[1].text = re.match(r"((?:§|Stk\.) \d+\.) (.*)", each).groups()
    return word


def boxed() -> Word:
    """All in one cell of a table."""
    word = plain()
    cell = word.add_table(rows=1, cols=1).rows[0].cells[0]
    for each in BODY:
        cell.add_paragraph(each)
    return word


def broken() -> Word:
    """The parts of a provision after line breaks within one paragraph."""
    return plain("\n".join(BODY[:2]), "\n".join(BODY[2:5]), BODY[5])


def unsigned(form: str) -> Word:
    return plain(*(each.replace("§ ", form) for each in ("§ 17. Udvalgene.", *BODY)))


def missing() -> Word:
    """One sign is missing, and a list of numbers stands in a provision."""
    listed = ("1. Pas", "2. Folkeregister", "3. Valg")
    return plain(*BODY[:2], *listed, BODY[2].removeprefix("§ "), *BODY[3:])


STYLES = {
    "contents with pages": lambda: contents("§ 18\t7", "§ 19 ........ 8", "§ 20   9"),
    "contents with titles": lambda: contents(
        "Kapitel I", "§ 18. Kulturudvalget", "§ 19. Teknikudvalget", "§ 20. Protokol"
    ),
    "commentary beside": lambda: parallel("Business Service, herunder turisme, er ny."),
    "a translation beside": lambda: parallel(""),
    "numbers in a column": labelled,
    "in one cell": boxed,
    "line breaks": broken,
    "no blank": lambda: unsigned("§"),
    "a word for the sign": lambda: unsigned("Paragraf "),
    "a missing sign": missing,
}


@pytest.mark.slow
@pytest.mark.parametrize("style", STYLES)
def test_a_provision_is_found_and_changed_in_each_style(
    drafted: Callable, read: Callable, style: str
) -> None:
    done = drafted(STYLES[style]())

    assert (done.status, done.err) == (0, "")
    new, old = "\n".join(read(accepted=True)), "\n".join(read(accepted=False))
    assert NEW in new
    assert OLD in old
    assert new.replace(NEW, OLD) == old


@pytest.mark.slow
def test_an_edit_without_a_place_is_told_by_a_check_too(drafted: Callable, tmp_path: Path) -> None:
    report = ("--report", tmp_path / "svar.docx", "--fail-on", "never")

    lost = drafted(plain("§ 20. Udvalgene."), CHANGES, "check", *report)
    found = drafted(plain(*BODY), CHANGES, "check", *report)

    assert lost.status == 2
    assert lost.err == "SV § 19, stk. 2 blev ikke fundet i sv.docx, så her er intet udkast.\n"
    assert (found.status, found.err) == (0, "")


def test_a_number_that_two_lines_could_be_is_none(drafted: Callable) -> None:
    twice = plain(*BODY[:2], "19. Kulturudvalget.", *BODY[2:3], *BODY[3:])
    twice.paragraphs[4].runs[0].text = "19. Udvalget består af 11 medlemmer."

    assert drafted(twice).status == 2


@pytest.mark.slow
def test_the_text_beside_is_told_where_the_bylaw_is_read(
    drafted: Callable, tmp_path: Path, ressort: Callable
) -> None:
    drafted(parallel(""), CHANGES, "check", "--report", tmp_path / "svar.docx")
    said = "\n".join(each.text for each in Document(tmp_path / "svar.docx").paragraphs)
    said = said.replace("\xa0", " ")
    made = ressort(
        *("new", "organisation", "--from", tmp_path / "sv.docx"),
        *("--name", "By", "--as-of", "2026-01-01", "--lang", "en"),
    )

    assert "Ved siden af SV § 19, stk. 2 står en anden tekst i tabellen" in said
    assert "only the first column was read" in made.err


# ---------------------------------------------------------------- one edit, every writer

PHRASED = f"""{TOWN}
provision SV § 19, stk. 2 of KU phrase "Business Service, herunder turisme"
provision SV § 18 of KU text "Kulturudvalget varetager kultur, idræt og fritid." as of 2013-01-01
"""


@pytest.fixture
def checked(tmp_path: Path, ressort: Callable) -> Callable:
    """checked(town, changes, *reports) checks a case and gives the result as JSON."""

    def check(town: str, changes: str, *reports: str) -> dict:
        files = (("law", f"{LAW}{PROCEDURE}"), ("town", town), ("case", HEADER + changes))
        for name, text in files:
            (tmp_path / f"{name}.ressort").write_text(text, encoding="utf-8")
        known = ("--rules", tmp_path / "law.ressort", "--organisations", tmp_path / "town.ressort")
        asked = [part for each in reports for part in ("--report", tmp_path / each)]
        done = ressort(
            *("check", tmp_path / "case.ressort", *known, *asked),
            *("--format", "json", "--lang", "da", "--fail-on", "never"),
        )
        assert (done.status, done.err) == (0, "")
        return json.loads(done.out)["results"][0]

    return check


REWORDED = """
reword SV § 19, stk. 2 from "Business Service" to "Erhvervsservice"
remove "idræt" from SV § 18
"""


def test_a_phrase_is_drafted_between_gaps(checked: Callable, tmp_path: Path) -> None:
    checked(PHRASED, REWORDED, "svar.docx")
    drafted = [each for each in _paragraphs(tmp_path / "svar.docx") if each.has_track_changes]

    assert ("[…] Business Service, herunder turisme […]",
            "[…] Erhvervsservice, herunder turisme […]") in [
        (each.original_text, each.accepted_text) for each in drafted
    ]  # fmt: skip


@pytest.mark.slow
@office.needed
def test_office_accepts_and_rejects_a_rewording_and_a_phrase(
    checked: Callable, tmp_path: Path
) -> None:
    checked(PHRASED, REWORDED, "svar.docx")
    (tmp_path / "home").mkdir()
    new, old = (
        "\n".join(office.settled(tmp_path / "svar.docx", command, tmp_path / "home"))
        for command in ("AcceptAll", "RejectAll")
    )

    phrase, text = "[…] {}, herunder turisme […]", "Kulturudvalget varetager {}."
    for said, other, service, tasks in (
        (new, old, "Erhvervsservice", "kultur og fritid"),
        (old, new, "Business Service", "kultur, idræt og fritid"),
    ):
        mine, theirs = said.count(phrase.format(service)), other.count(phrase.format(service))
        assert mine > theirs
        assert said.count(text.format(tasks)) > other.count(text.format(tasks))


def test_an_edit_has_its_lines_and_its_amending_text_in_json(checked: Callable) -> None:
    first, second = checked(PHRASED, REWORDED)["bylaw_edits"]

    assert first["amending"] == ["I § 18 udgår », idræt«."]
    assert second["amending"] == [
        "I § 19, stk. 2, ændres »Business Service« til: »Erhvervsservice«."
    ]
    assert first["lines"] == [
        {
            "old": "Kulturudvalget varetager kultur, idræt og fritid.",
            "new": "Kulturudvalget varetager kultur og fritid.",
        }
    ]
    assert second["told"] == ["Kun de anførte ord foreligger; »[…]« er den øvrige tekst."]


@pytest.mark.parametrize("ending", ["md", "html", "docx"])
def test_reports_for_people_have_the_amending_text_and_both_wordings(
    checked: Callable, tmp_path: Path, ending: str
) -> None:
    checked(PHRASED, REWORDED, f"svar.{ending}")
    path = tmp_path / f"svar.{ending}"
    if ending == "docx":
        said = "\n".join(each.accepted_text for each in _paragraphs(path))
    else:
        said = html.unescape(path.read_text(encoding="utf-8")).replace("\\", "")
    said = said.replace("\xa0", " ")

    assert "Lovspejl" in said
    assert "I § 19, stk. 2, ændres »Business Service« til: »Erhvervsservice«." in said
    assert "[…] Business Service, herunder turisme […]" in said
    assert "Kulturudvalget varetager kultur og fritid." in said


def test_where_no_words_are_on_file_there_is_no_edit(checked: Callable) -> None:
    assert "bylaw_edits" not in checked(TOWN, "\nmove KBS from ØU to KU\n")


# ---------------------------------------------------------------- from a move to the words

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


def lines(edit: dict) -> list[tuple]:
    return [(each["old"], each["new"]) for each in edit["lines"]]


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


# ---------------------------------------------------------------- words that are taken out


@pytest.mark.parametrize(
    ("text", "words", "rest", "asks"),
    [
        ("Udvalget varetager pas, kultur og valg.", "pas", "kultur og valg.", False),
        ("Udvalget varetager pas, kultur og valg.", "kultur", "pas og valg.", False),
        ("Udvalget varetager pas, kultur og valg.", "valg", "pas og kultur.", False),
        ("Udvalget varetager pas, kultur og valg.", "og valg", "pas, kultur.", False),
        (
            "Udvalget varetager pas, herunder kort, og valg.",
            "og valg",
            "pas, herunder kort.",
            False,
        ),
        ("Udvalget varetager pas og kort, samt veje og parker.", " og parker", "samt veje.", False),
        ("Udvalget varetager pas, jf. § 3.", ", jf. § 3", "pas.", False),
        ("Udvalget varetager pas, der er røde, og valg.", "valg", "pas, der er røde, og.", True),
        ("Udvalget varetager pas, der er røde, og valg.", "pas", ", der er røde, og valg.", True),
        ("Udvalget fører tilsyn med havn, vej og bro.", "vej", "havn, og bro.", True),
        ("[…] pas og valg […]", "valg", "pas og […]", True),
    ],
)
def test_words_that_a_proposal_takes_out_leave_no_sign_behind_or_the_draft_asks(
    text, words, rest, asks
):
    revision = Revision.of([ProvisionLine(text)])

    assert revision.exchange(words, "")
    assert revision.rows[0].new.full.endswith(rest)
    assert [each for each, _ in revision.doubts] == ["w.ask-sentence"] * asks


def test_no_part_of_a_word_is_taken_out():
    revision = Revision.of([ProvisionLine("Udvalget varetager kultur.")])

    assert not revision.exchange("valg", "")
    assert revision.exchange("kultur", "idræt")
