# SPDX-License-Identifier: EUPL-1.2
"""The memo in Word, read back by readers of others."""

import html
import re
import sys
from io import BytesIO
from zipfile import ZipFile

import made
import pytest
from docx import Document
from docx.enum.section import WD_SECTION
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from memos import LANGUAGES, document, memo
from papers import opened, text_of

from checker.desk.letters import letters
from checker.folders import adding
from checker.formats.catalogue import render
from checker.records import evolve
from checker.report.entries import ChangedEntry, TrustEntry
from checker.report.report import Options, as_json
from checker.report.wording import phrases
from checker.speech.node import Prose

CASE = "fixtures/copenhagen-2013/kbs-biu.ressort"


def test_no_cell_of_a_memo_begins_with_a_gap():
    cells = [cell.text for table in opened(memo()).tables for cell in table._cells]
    assert [text for text in cells if text != text.lstrip()] == []


@pytest.mark.slow
def test_the_head_of_a_table_is_not_left_at_the_foot_of_a_page():
    files = [memo(), *(each.data for each in letters(document(), "da")[0])]
    rows = [table.rows[0] for data in files for table in opened(data).tables]
    heads = [row for row in rows if row._tr.findall(f".//{qn('w:tblHeader')}")]

    assert len(heads) > 1
    assert all(
        cell.paragraphs[0].paragraph_format.keep_with_next for row in heads for cell in row.cells
    )


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_memo_says_all_that_the_document_says(language):
    said = text_of(opened(memo(language)))
    result = as_json(document(language).results[0])

    assert result["summary"] in said
    for finding in result["findings"]:
        assert finding["message"] in said
        if finding["status"] == "existing":
            continue
        assert finding["way_out_said"] or finding["way_out"] in said
        assert all(fact["fact"] in said for fact in finding["witnesses"][:5])
        assert all(fact["fact"] in said for fact in finding["support"])
        assert all(basis["provision"] in said for basis in finding["basis"])
    for part in ("bylaw_changes", "schedule"):
        assert all(each["words"] in said for each in result[part])
    for step in result["next_steps"]:
        assert all(each in said for each in step["choices"] or [step["words"]])
    for instrument in result["instruments"]:
        assert instrument["name"][1:] in said
        assert all(each in said for each in instrument["details"])
    assert all(each["sha256"] in said for each in result["inputs"])
    assert all(each["provision"] in said for each in result["sources"])
    assert all(text in said for text in result["proposal"]["assuming"])
    assert all(each["name"] in said for each in result["abbreviations"])
    assert result["receipt"]["rule_base"] in said


@pytest.mark.slow
@pytest.mark.parametrize("case", ["copenhagen-2013/kbs-biu", "copenhagen-2013/ks-biu-fraveget"])
def test_the_same_sections_as_the_page(case, ressort, tmp_path):
    reports = [part for end in ("html", "docx") for part in ("--report", tmp_path / f"svar.{end}")]
    ressort("check", f"fixtures/{case}.ressort", *reports)
    page = html.unescape((tmp_path / "svar.html").read_text(encoding="utf-8"))
    heads = re.findall(r"<h[23] [^>]*><span class=.number.>[\d.]+</span> (.*)</h[23]>", page)
    styles = ("Heading 1", "Heading 2")
    word = Document(tmp_path / "svar.docx")
    own = [p.text for p in word.paragraphs if p.style.name in styles]

    redline = phrases("da")["h.redline"]
    assert [text for text in own if text != redline] == heads
    assert ("fraveget" in case) == (phrases("da")["h.waivers"] in own)


@pytest.mark.slow
@pytest.mark.parametrize(("language", "locale"), [("en", "en-GB"), ("da", "da-DK")])
def test_word_knows_the_language(language, locale):
    word = opened(memo(language))

    assert word.styles.element.xpath("./w:docDefaults//w:lang/@w:val") == [locale]
    assert word.core_properties.language == locale


def test_there_are_real_styles_headings_tables_and_contents():
    word = opened(memo())
    body = word.element.body
    contents = [p.text for p in word.paragraphs if p.style.name.startswith("toc ")]
    heads = [p.text for p in word.paragraphs if p.style.name == "Heading 1"]
    codes = [each.text.strip() for each in body.iter(qn("w:instrText"))]

    assert [text.split("  ", 1)[1] for text in contents] == heads
    assert codes == [r'TOC \o "1-1" \h \z \u']
    assert {"Title", "Heading 3", "List Number", "List Bullet"} <= {
        p.style.name for p in word.paragraphs
    }
    assert len(word.tables) == 5  # those of the annexes are lines of their columns
    names = {each.get(qn("w:name")) for each in body.iter(qn("w:bookmarkStart"))}
    assert {each.get(qn("w:anchor")) for each in body.iter(qn("w:hyperlink"))} <= names
    footer = word.sections[0].footer._element
    assert [each.text.strip() for each in footer.iter(qn("w:instrText"))] == ["PAGE", "NUMPAGES"]
    sources, tracked = phrases("da")["h.sources"], phrases("da")["h.redline"]
    assert heads.index(tracked) == heads.index(sources) - 1


@pytest.mark.slow
def test_second_hand_is_marked_wherever_it_shows():
    word = opened(memo())
    marked = [
        run.text
        for p in (Paragraph(each, word) for each in word.element.body.iter(qn("w:p")))
        for run in (*p.runs, *(run for link in p.hyperlinks for run in link.runs))
        if run.style.name == "ressort second hand"
    ]
    links = {each.get(qn("w:anchor")) for each in word.element.body.iter(qn("w:hyperlink"))}
    names = {each.get(qn("w:name")) for each in word.element.body.iter(qn("w:bookmarkStart"))}

    assert sum("gengivet efter sekundær kilde" in text for text in marked) >= 5
    assert "sources_1" in links <= names


@pytest.mark.slow
def test_the_same_bytes_and_no_clock(check, folder):
    check("--report", folder / "a.docx")
    check("--report", folder / "b.docx")
    data = (folder / "a.docx").read_bytes()

    assert data == (folder / "b.docx").read_bytes()
    assert {each.date_time[0] for each in ZipFile(BytesIO(data)).infolist()} == {1980}
    assert Document(BytesIO(data)).core_properties.modified.isoformat()[:10] == "2013-06-18"


def test_hostile_content_is_text():
    title = "A & B <w:p/> {{ 7 * 7 }} {%p for %} \x01\x1b\x00\ufffe]]> " + "langt " * 3000
    hostile = evolve(
        made.RESULT,
        proposal=evolve(made.RESULT.proposal, title=Prose.of(title)),
        names={**made.RESULT.names, "KBS": "<b>KBS</b> & co"},
    )
    word = opened(memo("da", hostile))

    assert word.paragraphs[1].text.startswith(
        "A & B <w:p/> {{ 7 * 7 }} {%p for %} ␁␛␀U+FFFE]]> langt"
    )
    assert "<b>KBS</b> & co" in text_of(word)


@pytest.mark.slow
def test_several_proposals_are_one_memo():
    word = opened(memo("da", made.RESULT, evolve(made.RESULT, verdict="clear", findings=())))
    first = [p.text for p in word.paragraphs if p.style.name == "Heading 1"]

    assert first == ["KBS flyttes til BIU"] * 2


def test_annexes_stand_in_two_columns_of_a_section_of_their_own():
    word = opened(memo())
    columns = [each.xpath("./w:cols/@w:num") for each in word.element.body.iter(qn("w:sectPr"))]
    begins = [each.start_type for each in word.sections]
    sizes = {name: word.styles[name].font.size.pt for name in ("Normal", "ressort annex")}
    narrow = [*word.sections[1].iter_inner_content()]
    heads = [each.text for each in narrow if each.style.name == "Heading 1"]
    annexes = [phrases("da")[f"h.{key}"] for key in ("annexes", "sources", "receipt")]

    assert columns == [["1"], ["2"], []]
    assert begins[1:] == [WD_SECTION.CONTINUOUS] * 2
    assert sizes == {"Normal": 10, "ressort annex": 8}
    assert heads == [each for each in annexes if each in heads]
    assert len(heads) >= 2
    assert all(isinstance(each, Paragraph) for each in narrow)  # a table there is but a few letters


def test_each_line_at_the_edge_ends_where_the_text_does():
    word = opened(memo())
    section = word.sections[0]
    wide = section.page_width - section.left_margin - section.right_margin
    foot = next(
        each.target_part.element
        for each in word.part.rels.values()
        if each.reltype.endswith("/footer")
    )
    (at,) = (int(each) for each in foot.xpath(".//w:tabs/w:tab/@w:pos"))

    assert abs(at - wide // 635) < 20  # of an inch, as Word measures lines, 1440 parts


def test_the_lines_of_what_a_branch_changes_stand_under_what_it_changes():
    changed = ChangedEntry("a", "rule", "warning", "x", ("- før", "+ nu"), "r.ressort", 1, 1)
    of_branch = evolve(document(), trust=TrustEntry("main", "0" * 40, (changed,)))
    items = opened(render(of_branch, "word", "da", Options())).paragraphs
    indents = {each.text: each.paragraph_format.left_indent for each in items}

    assert indents["+ nu"] > 0
    assert indents["Advarsel: X. (r.ressort:1)"] is None


@pytest.mark.slow
@pytest.mark.parametrize("name", ["docx", "docxtpl"])
def test_a_missing_extra_is_one_line(ressort, tmp_path, monkeypatch, name):
    gone = [each for each in sys.modules if each.split(".")[0] == name or ".desk." in each]
    for each in gone:
        monkeypatch.delitem(sys.modules, each)
    monkeypatch.setitem(sys.modules, name, None)

    done = ressort("check", CASE, "--report", tmp_path / "svar.docx")
    other = ressort("letters", CASE, "--to", tmp_path / "breve")
    town = ressort("new", "organisation", "--from", "vedtaegt.docx")

    for each in (done, other, town):
        assert (each.status, each.out) == (2, "")
        assert adding("word") in each.err
        assert each.err.count("\n") == 1
    assert list(tmp_path.iterdir()) == []
