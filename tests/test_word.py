# SPDX-License-Identifier: EUPL-1.2
"""The Word files, read back by readers of others: the memo, tracked changes, letters."""

import html
import re
import subprocess
import sys
from datetime import date
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import made
import office
import pytest
from docx import Document
from docx.enum.section import WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.text.paragraph import Paragraph
from docx_revisions import RevisionDocument
from engine import HEADER, LAW, PROCEDURE, TOWN
from openxml_audit import OpenXmlValidator
from papers import notes, opened, text_of

from checker.commands.options import Shared
from checker.commands.runs import run_over
from checker.desk import paper, templates
from checker.desk.letters import letters
from checker.desk.numbering import labels
from checker.desk.redline import Draft, drafts
from checker.desk.tracked import Tracker
from checker.errors import UsageError
from checker.files.documents import read_library
from checker.folders import REPORTS
from checker.formats.catalogue import render
from checker.installed import adding
from checker.provision import edits
from checker.records import evolve
from checker.report.entries import ChangedEntry, TrustEntry
from checker.report.express import express
from checker.report.report import Options, as_json
from checker.report.wording import phrases
from checker.result import Ref
from checker.speech.node import Prose

CASE = "fixtures/copenhagen-2013/kbs-biu.ressort"
LANGUAGES = ("en", "da")

RULES = f"""{LAW}{PROCEDURE}
rule told "The supervising authority is told"
    a bylaw change needs notification to TS
    under KSL § 2, stk. 3
rule one-leader "Unit administration"
    a unit that is led as unit administration
        needs a dispensation from KSL § 64 a by IM granted under KSL § 65 c, stk. 2
    under KSL § 64 a
"""
OLD_18 = "Kulturudvalget varetager kultur, idræt og fritid."
OLD_19 = "Udvalget varetager endvidere Business Service, herunder turisme, samt anlæg og parker."
NEW_19 = "Udvalget varetager endvidere Erhvervsservice og puljer, samt anlæg."
FILED = f"""{TOWN}
provision SV § 18 of KU text "{OLD_18}" as of 2013-01-01
provision SV § 19, stk. 2 of KU text "{OLD_19}" as of 2013-01-01
provision SV § 21 of ØU phrase "borgerservice"
"""
CHANGES = """
move KBS from ØU to KU
reword SV § 19, stk. 2 from "Business Service, herunder turisme" to "Erhvervsservice og puljer"
remove " og parker" from SV § 19, stk. 2
insert "Udvalget varetager borgerservice." in SV § 18
insert "Mere." in SV § 21
"""


def document(language="da", *results):
    return express(results or [made.RESULT], language, made.sentence)


def memo(language="da", *results, **options):
    return render(document(language, *results), "word", language, Options(**options))


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


@pytest.fixture
def folder(tmp_path):
    """A small case with some wording of its bylaw on file."""
    for name, text in (("law", RULES), ("town", FILED), ("case", HEADER + CHANGES)):
        (tmp_path / f"{name}.ressort").write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def check(folder, ressort):
    """check("--report", …) checks the small case."""

    def command(*more, name="check"):
        known = ("--rules", folder / "law.ressort", "--organisations", folder / "town.ressort")
        return ressort(name, folder / "case.ressort", *known, "--lang", "da", *more)

    return command


def bylaw(path, *paragraphs):
    """A bylaw as Word has it; a paragraph is a text, or runs of which every other is bold."""
    word = Document()
    word.add_heading("Styrelsesvedtægt", 1)
    for runs in paragraphs:
        paragraph = word.add_paragraph()
        for number, text in enumerate([runs] if isinstance(runs, str) else runs):
            paragraph.add_run(text).bold = bool(number % 2) or None
    word.save(path)
    return path


SHIPPED = (
    "§ 18. Kulturudvalget varetager kultur,\tidræt og fritid.",
    "Stk. 2. Udvalget varetager Business Service, herunder turisme.",
    "§ 19. Udvalget består af 11 medlemmer.",
    ("Stk. 2. Udvalget varetager endvidere Busi", "ness Service, herunder", f" {OLD_19[56:]}"),
    "Stk. 3. Andet.",
    "§ 21. Økonomiudvalget.",
)  # fmt: skip


# ---------------------------------------------------------------- the memo


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
        "A & B <w:p/> {{ 7 * 7 }} {%p for %} ␁␛␀\ufffd]]> langt"
    )
    assert "<b>KBS</b> & co" in text_of(word)


@pytest.mark.slow
def test_several_proposals_are_one_memo():
    word = opened(memo("da", made.RESULT, evolve(made.RESULT, verdict="clear", findings=())))
    first = [p.text for p in word.paragraphs if p.style.name == "Heading 1"]

    assert first == ["KBS flyttes til BIU"] * 2


# ---------------------------------------------------------------- tracked changes


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("en to tre", "en fire tre", [(3, 5, "fire")]),
        ("kun det", "kun det, og mere", [(7, 7, ", og mere")]),
        ("A Business Service B", "A Ny Ting B", [(2, 18, "Ny Ting")]),
        ("alt", "", [(0, 3, "")]),
        ("ens", "ens", []),
    ],
)
def test_changes_are_words(old, new, expected):
    assert edits(old, new) == expected


@pytest.mark.slow
def test_the_bylaw_change_is_drafted_where_its_text_is_on_file(check, folder):
    check("--report", folder / "svar.docx")
    word = RevisionDocument(folder / "svar.docx")
    changed = [p for p in word.paragraphs if p.has_track_changes]

    texts = [(p.original_text, p.accepted_text) for p in changed]
    assert (OLD_19, NEW_19) in texts
    assert ("", "Udvalget varetager borgerservice.") in texts
    said = text_of(Document(folder / "svar.docx"))
    assert "Ordlyden af SV § 21 foreligger ikke, så her er intet udkast." in said
    assert "Forslaget siger ikke, hvor i SV § 18 ordene indsættes" in said


@pytest.mark.slow
def test_changes_are_by_ressort_on_the_day_of_the_proposal(check, folder):
    check("--report", folder / "svar.docx")
    word = Document(folder / "svar.docx")
    marks = word.element.body.xpath("//w:ins | //w:del")
    ids = [each.get(qn("w:id")) for each in marks]

    assert {each.get(qn("w:author")) for each in marks} == {"ressort"}
    assert {each.get(qn("w:date")) for each in marks} == {"2013-06-18T00:00:00Z"}
    assert len(set(ids)) == len(ids) > 3
    assert {each.author for each in word.comments} == {"ressort"}
    assert {each.timestamp.date().isoformat() for each in word.comments} == {"2013-06-18"}


def test_every_finding_has_one_comment(check, folder):
    import json

    check("--report", folder / "svar.docx", "--report", folder / "svar.json")
    findings = json.loads((folder / "svar.json").read_text(encoding="utf-8"))["results"][0][
        "findings"
    ]
    comments = [each.text.replace("\xa0", " ") for each in Document(folder / "svar.docx").comments]

    assert len(comments) == len(findings) > 2
    assert all(any(one["message"] in text for text in comments) for one in findings)
    assert any("gengivet efter sekundær kilde" in text for text in comments)


def test_where_nothing_is_on_file_nothing_is_drafted():
    word = opened(memo())

    assert not word.element.body.xpath("//w:ins | //w:del")
    assert list(word.comments) == []
    assert phrases("da")["w.nothing"] in text_of(word)


def test_the_draft_is_what_the_result_says(folder):
    places = [str(folder / f"{name}.ressort") for name in ("case", "law", "town")]
    run = run_over(read_library(*([each] for each in places)), Shared(), "da")
    (result,) = run.expressed(run.results()).results
    made_of = {each.provision: each for each in drafts(result, "da") if isinstance(each, Draft)}

    (reworded,) = [each for each in result.bylaw_changes if each.action == "reword" and each.cut]
    assert made_of["SV § 19, stk. 2"].old == (reworded.old,)
    assert made_of["SV § 19, stk. 2"].new == (reworded.new,)


# ---------------------------------------------------------------- the bylaw as a file


def test_a_bylaw_of_ones_own_is_changed_in_place(check, folder):
    path = bylaw(folder / "sv.docx", *SHIPPED)

    done = check("--to", folder / "breve", "--bylaw", path, name="letters")
    word = RevisionDocument(folder / "breve/vedtaegt.docx")
    changed = {p.original_text: p.accepted_text for p in word.paragraphs if p.has_track_changes}

    assert done.status == 0
    assert (
        changed[f"Stk. 2. {OLD_19}"]
        == "Stk. 2. Udvalget varetager endvidere Erhvervsservice og puljer, samt anlæg."
    )
    assert changed[""] in ("Udvalget varetager borgerservice.", "Mere.")
    kept = Document(folder / "breve/vedtaegt.docx")
    assert [p.text for p in kept.paragraphs if p.text.startswith("Stk. 3")] == ["Stk. 3. Andet."]
    bold = kept.element.body.xpath("//w:del/w:r[w:rPr/w:b]/w:delText")
    assert "".join(each.text for each in bold).startswith("ness Service")


COUNTED = """<w:abstractNum {0} w:abstractNumId="90"><w:multiLevelType w:val="multilevel"/>
<w:lvl w:ilvl="0"><w:start w:val="18"/><w:numFmt w:val="decimal"/>
<w:lvlText w:val="§ %1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="2"/><w:numFmt w:val="decimal"/>
<w:lvlText w:val="Stk. %2."/></w:lvl>
</w:abstractNum>"""


def counted(path):
    """A bylaw whose § and Stk. are counted by Word: levels of one list."""
    word = Document()
    numbering = word.part.numbering_part.element
    numbering.insert(0, parse_xml(COUNTED.format(nsdecls("w"))))
    number = numbering.add_num(90).numId
    lines = ((0, "Kultur."), (1, "Idræt."), (0, "Teknik."), (1, OLD_19), (1, "Andet."), (0, "Nr."))
    for level, text in lines:
        properties = word.add_paragraph(text)._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val = level
        properties.get_or_add_numId().val = number
    word.save(path)
    return path


def test_numbers_that_word_counts_are_read_and_stay_as_they_are(check, folder):
    check("--to", folder / "breve", "--bylaw", counted(folder / "sv.docx"), name="letters")
    word = Document(folder / "breve/vedtaegt.docx")
    changed = RevisionDocument(folder / "breve/vedtaegt.docx").paragraphs
    seen = labels(word, [each._p for each in word.paragraphs])

    assert [each.accepted_text for each in changed] == [
        "Kultur.", "Idræt.", "Udvalget varetager borgerservice.", "Teknik.", NEW_19, "Andet.", "Nr."
    ]  # fmt: skip
    assert seen == ["§ 18.", "Stk. 2.", "", "§ 19.", "Stk. 2.", "Stk. 3.", "§ 20."]


LISTED = """forslag "Udvalgene"
    vedrører town
    fremsat 2013-06-18
    virkning fra 2014-01-01

fjern "Trafikudvalget" fra SV § 6
ændr SV § 6 fra "Klimaudvalget" til "Klima- og Trafikudvalget"
ændr SV § 6 fra "Sportsudvalget" til "Idrætsudvalget"
indsæt "Der er tre udvalg." i SV § 6
"""


def test_committees_in_a_table_are_changed_there_and_each_edit_that_has_no_place_is_told(
    check, folder
):
    word = Document(bylaw(folder / "sv.docx", "§ 6. Der nedsættes:"))
    table = word.add_table(rows=0, cols=2)
    for name in ("Trafikudvalget", "Klimaudvalget"):
        for cell, text in zip(table.add_row().cells, (name, "7 medlemmer"), strict=True):
            cell.text = text
    word.add_paragraph("§ 7. Udvalgene fører en protokol.")
    word.save(folder / "sv.docx")
    (folder / "case.ressort").write_text(LISTED, encoding="utf-8")

    done = check("--to", folder / "breve", "--bylaw", folder / "sv.docx", name="letters")
    made = Document(folder / "breve/vedtaegt.docx").element.body
    gone, come = ("".join(made.xpath(f"//w:{kind}/text()")) for kind in ("delText", "ins//w:t"))

    assert (gone, come) == ("TrafikudvalgetKlimaudvalget", "Klima- og Trafikudvalget")
    assert len(made.xpath(".//w:tr")) == 2
    assert "Ordene »Sportsudvalget« står ikke netop én gang i SV § 6 i sv.docx" in done.err
    assert "slutter med en tabel, så »Der er tre udvalg.« er ikke indsat." in done.err
    assert "slet selv rækken, hvis resten af den også skal udgå." in done.err


@pytest.mark.slow
def test_contents_and_headings_are_no_part_of_a_provision(check, folder):
    word = Document(bylaw(folder / "sv.docx", *SHIPPED))
    word.styles.add_style("toc 1", WD_STYLE_TYPE.PARAGRAPH, builtin=True)
    first = word.paragraphs[0]
    for each in ("§ 18", "§ 19"):
        first.insert_paragraph_before(f"{each}\t7", "toc 1")
    following = next(each for each in word.paragraphs if each.text.startswith("§ 19. "))
    following.insert_paragraph_before("Teknik- og Miljøudvalget", "Heading 2")
    word.save(folder / "sv.docx")

    check("--to", folder / "breve", "--bylaw", folder / "sv.docx", name="letters")
    texts = [
        each.accepted_text for each in RevisionDocument(folder / "breve/vedtaegt.docx").paragraphs
    ]

    assert texts[texts.index("Teknik- og Miljøudvalget") - 1] == "Udvalget varetager borgerservice."
    assert f"Stk. 2. {NEW_19}" in texts


@pytest.mark.slow
def test_the_memo_shows_the_text_of_the_file(check, folder):
    path = bylaw(folder / "sv.docx", *SHIPPED)
    check("--report", folder / "svar.docx", "--bylaw", path)
    word = RevisionDocument(folder / "svar.docx")
    changed = [p.accepted_text for p in word.paragraphs if p.has_track_changes]

    assert "Stk. 2. Udvalget varetager endvidere Erhvervsservice og puljer, samt anlæg." in changed
    assert "sv.docx" in text_of(Document(folder / "svar.docx"))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("paragraphs", "key"),
    [
        (("§ 20. Noget helt andet.",), "w.no-such-provision"),
        (("§ 19. Udvalget.", "Stk. 2. Andre ord."), "w.words-not-there"),
        (
            ("§ 19. A.", f"Stk. 2. {OLD_19} {OLD_19}"),
            "w.words-not-there",
        ),
    ],
)
def test_what_the_file_does_not_have_is_said(check, folder, paragraphs, key):
    path = bylaw(folder / "sv.docx", *paragraphs)
    check("--report", folder / "svar.docx", "--bylaw", path)
    word = Document(folder / "svar.docx")
    said = text_of(word)

    assert phrases("da")[key].rpartition("}")[2] in said
    assert "SV § 19, stk. 2" in said
    assert not any(
        "Erhvervsservice" in each.text for each in word.element.body.xpath("//w:ins//w:t")
    )


@pytest.mark.slow
def test_a_file_with_tracked_changes_is_left_alone(check, folder):
    path = bylaw(folder / "sv.docx", *SHIPPED)
    word = Document(path)
    Tracker(word, date(2013, 1, 1)).rewrite(word.paragraphs[4], "Stk. 2. Noget.")
    word.save(path)

    check("--report", folder / "svar.docx", "--bylaw", path)

    assert "har allerede sporede ændringer" in text_of(Document(folder / "svar.docx"))


@pytest.mark.slow
def test_a_file_with_hidden_text_in_the_provision_is_left_alone(check, folder):
    path = bylaw(folder / "sv.docx", *SHIPPED)
    word = Document(path)
    word.paragraphs[4].add_run(" Skjult.").font.hidden = True
    word.save(path)

    check("--report", folder / "svar.docx", "--bylaw", path)

    assert "rummer tekst, der ikke ses" in text_of(Document(folder / "svar.docx"))


def test_a_bylaw_that_is_no_word_file_is_refused(check, folder):
    (folder / "sv.docx").write_text("ikke en zip", encoding="utf-8")

    done = check("--report", folder / "svar.docx", "--bylaw", folder / "sv.docx")

    assert done.status == 2
    assert "sv.docx" in done.err
    assert done.err.count("\n") == 1
    assert not (folder / "svar.docx").exists()


@pytest.mark.parametrize("spoil", [lambda d: d[: len(d) // 2], lambda d: d.replace(b"PK", b"pk")])
def test_a_broken_word_file_is_refused(check, folder, spoil):
    path = bylaw(folder / "sv.docx", *SHIPPED)
    path.write_bytes(spoil(path.read_bytes()))

    assert check("--report", folder / "svar.docx", "--bylaw", path).status == 2


@pytest.mark.slow
@pytest.mark.parametrize(
    ("part", "old", "new", "status"),
    [
        ("[Content_Types].xml", b"openxmlformats-officedocument.wordprocessingml.document.main",
         b"ms-word.document.macroEnabled.main", 2),
        ("word/document.xml", b"w:body", b"w:other", 2),
        ("word/numbering.xml", b'w:val="18"', b'w:val="x"', 2),
    ],
)  # fmt: skip
def test_an_odd_word_file_is_one_line(check, folder, part, old, new, status):
    counted(folder / "whole.docx")
    with ZipFile(folder / "whole.docx") as pack, ZipFile(folder / "sv.docx", "w") as odd:
        for name in pack.namelist():
            data = pack.read(name)
            odd.writestr(name, data.replace(old, new) if name == part else data)

    done = check("--to", folder / "breve", "--bylaw", folder / "sv.docx", name="letters")

    assert done.status == status
    assert "internal error" not in done.err
    assert "BytesIO" not in done.err


def test_a_bomb_is_refused(check, folder):
    with ZipFile(folder / "sv.docx", "w", ZIP_DEFLATED) as pack:
        pack.writestr("[Content_Types].xml", "x")
        pack.writestr("word/document.xml", b"\0" * (65 << 20))

    done = check("--report", folder / "svar.docx", "--bylaw", folder / "sv.docx")

    assert (done.status, "64 MB" in done.err) == (2, True)


def test_a_bylaw_is_for_word_only_and_is_not_overwritten(check, folder):
    path = bylaw(folder / "sv.docx", *SHIPPED)

    assert check("--bylaw", path, "--report", folder / "svar.md").status == 2
    assert check("--bylaw", path, "--report", path).status == 2


# ---------------------------------------------------------------- LibreOffice


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return tmp_path_factory.mktemp("office")


@pytest.mark.slow
@office.needed
def test_libreoffice_accepts_to_the_new_text_and_rejects_to_the_old(check, folder, home):
    path = bylaw(folder / "sv.docx", *SHIPPED)
    check("--report", folder / "svar.docx")
    check("--to", folder / "breve", "--bylaw", path, name="letters")
    begins = phrases("da")["w.redline"]
    accepted, rejected = (
        lines[[each.startswith(begins) for each in lines].index(True) :]
        for command in ("AcceptAll", "RejectAll")
        for lines in [office.settled(folder / "svar.docx", command, home)]
    )
    before = office.settled(path, "RejectAll", home)
    back = office.settled(folder / "breve/vedtaegt.docx", "RejectAll", home)
    new = office.settled(folder / "breve/vedtaegt.docx", "AcceptAll", home)

    assert NEW_19 in accepted
    assert accepted[accepted.index(OLD_18) + 1] == "Udvalget varetager borgerservice."
    assert OLD_19 in rejected
    assert len(rejected) == len(accepted) - 1
    assert [line for line in rejected if line not in accepted] == [OLD_19]
    assert back == before
    assert [line for line in new if line not in before] == [
        "Udvalget varetager borgerservice.",
        "Stk. 2. Udvalget varetager endvidere Erhvervsservice og puljer, samt anlæg.",
        "Mere.",
    ]


@pytest.mark.slow
@office.needed
def test_libreoffice_prints_the_memo_with_its_page_numbers(check, folder, home):
    from pypdf import PdfReader

    check("--report", folder / "print.docx")
    pages = PdfReader(office.pdf(folder / "print.docx", home)).pages

    assert f"Side 2 af {len(pages)}" in pages[1].extract_text().replace("\xa0", " ")


@pytest.mark.slow
@office.needed
@pytest.mark.parametrize(("case", "most"), [("kbs-biu", 10), ("kejd-oeu", 7)])
def test_the_memo_of_one_move_takes_few_pages(ressort, tmp_path, home, case, most):
    from pypdf import PdfReader

    ressort("check", f"fixtures/copenhagen-2013/{case}.ressort", "--report", tmp_path / "few.docx")
    pages = PdfReader(office.pdf(tmp_path / "few.docx", home)).pages

    assert len(pages) <= most


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


# ---------------------------------------------------------------- letters


def test_the_lines_of_what_a_branch_changes_stand_under_what_it_changes():
    changed = ChangedEntry("a", "rule", "warning", "x", ("- før", "+ nu"), "r.ressort", 1, 1)
    of_branch = evolve(document(), trust=TrustEntry("main", "0" * 40, (changed,)))
    items = opened(render(of_branch, "word", "da", Options())).paragraphs
    indents = {each.text: each.paragraph_format.left_indent for each in items}

    assert indents["+ nu"] > 0
    assert indents["Advarsel: X. (r.ressort:1)"] is None


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
    assert "LAB § 14, stk. 3 (Lov om ansvaret for" in told["kbs-biu ansoegning-2-"]


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
    assert "§ 21;" in duties
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
def test_letters_that_are_there_are_kept_each_told_unless_forced(check, folder):
    to = folder / "breve"
    assert check("--to", to, name="letters").status == 0
    edited = to / "indstilling-1.docx"
    edited.write_bytes(b"redigeret")
    (to / "underretning-1.docx").unlink()

    done = check("--to", to, name="letters")

    assert (done.status, done.out) == (2, "")
    for name in ("ansoegning-1-ksl-64-a-kbs.docx", "indstilling-1.docx"):
        assert f"{(to / name).as_posix()}: filen findes i forvejen; --force" in done.err
    assert done.err.count("filen findes i forvejen") == 3
    assert edited.read_bytes() == b"redigeret"
    assert not (to / "underretning-1.docx").exists()
    assert check("--to", to, "--force", name="letters").status == 0
    assert edited.read_bytes() != b"redigeret"


@pytest.mark.slow
def test_letters_need_a_folder(check, folder):
    assert check(name="letters").status == 2
    assert check("--to", folder / "a/b/c", name="letters").status == 2
    assert check("--to", folder / "x", "--templates", folder / "y", name="letters").status == 2
    assert not (folder / "x").exists()


# ---------------------------------------------------------------- templates


@pytest.mark.slow
def test_the_shipped_templates_are_those_the_script_makes():
    made_now = {"memo": templates.memo()}
    made_now |= {
        f"{kind}.{n}": templates.letter(kind, n)
        for n in ("da", "en")
        for kind in templates.kinds(n)
    }

    assert sorted(made_now) == sorted(each.stem for each in REPORTS.glob("*.docx"))
    for name, data in made_now.items():
        with ZipFile(BytesIO(data)) as new, ZipFile(REPORTS / f"{name}.docx") as old:
            for part in ("word/document.xml", "word/styles.xml", "word/numbering.xml"):
                assert new.read(part) == old.read(part), name


@pytest.mark.slow
def test_staff_can_change_a_template(check, folder):
    own = Document(REPORTS / "memo.docx")
    own.paragraphs[0].insert_paragraph_before("Brevhoved for {{ municipality }}")
    own.save(folder / "vores.docx")

    check("--report", folder / "svar.docx", "--template", folder / "vores.docx")

    assert Document(folder / "svar.docx").paragraphs[0].text == "Brevhoved for Prøveby Kommune"


@pytest.mark.slow
def test_a_plain_word_file_is_a_template_too(check, folder):
    plain = Document()
    plain.add_paragraph("Vores papir")
    plain.save(folder / "papir.docx")

    done = check("--report", folder / "svar.docx", "--template", folder / "papir.docx")
    word = Document(folder / "svar.docx")

    assert done.status == 1
    assert word.paragraphs[0].text == "Vores papir"
    assert OLD_18 in text_of(word)


def test_a_template_of_the_letters(check, folder):
    own = folder / "skabeloner"
    own.mkdir()
    word = Document()
    word.add_paragraph("Kære {{ authority }} om {{ norm }}")
    word.save(own / "application.da.docx")

    check("--to", folder / "breve", "--templates", own, name="letters")

    letter = Document(folder / "breve/ansoegning-1-ksl-64-a-kbs.docx")
    assert letter.paragraphs[0].text == "Kære Indenrigsministeriet om styrelseslovens § 64 a"
    assert (folder / "breve/indstilling-1.docx").exists()


@pytest.mark.slow
def test_templates_that_are_there_are_kept_each_told_unless_forced(folder):
    command = [sys.executable, "-m", "checker.desk.templates", folder]
    own = folder / "memo.docx"
    own.write_bytes(b"vores")

    kept = subprocess.run(command, capture_output=True, encoding="utf-8")
    assert (kept.returncode, own.read_bytes()) == (2, b"vores")
    assert "memo.docx: the file is there already; --force overwrites it" in kept.stderr
    assert not (folder / "notification.da.docx").exists()
    assert subprocess.run([*command, "--force"]).returncode == 0
    assert (folder / "notification.da.docx").exists()


@pytest.mark.parametrize("text", ["{{ ukendt }}", "{% if %}", "{{ ().__class__.__mro__ }}"])
def test_a_broken_template_is_one_line(check, folder, text):
    word = Document()
    word.add_paragraph(text)
    word.save(folder / "vores.docx")

    done = check("--report", folder / "svar.docx", "--template", folder / "vores.docx")

    assert done.status == 2
    assert "vores.docx" in done.err
    assert done.err.count("\n") == 1


def test_a_word_template_is_for_word_and_another_is_not(check, folder):
    (folder / "t.md.j2").write_text("Hej\n", encoding="utf-8")
    word = REPORTS / "memo.docx"

    assert check("--template", word, "--report", folder / "a.md").status == 2
    assert check("--template", folder / "t.md.j2", "--report", folder / "a.docx").status == 2


def test_no_template_asks_for_what_is_not_there():
    with pytest.raises(UsageError, match="cannot be used"):
        paper.filled(REPORTS / "application.da.docx", {})


@pytest.mark.slow
def test_every_word_file_is_valid(check, folder):
    path = bylaw(folder / "sv.docx", *SHIPPED)
    plain = Document()
    plain.save(folder / "papir.docx")
    check("--report", folder / "svar.docx", "--bylaw", path)
    check("--report", folder / "andet.docx", "--template", folder / "papir.docx")
    check("--to", folder / "breve", name="letters")

    written = [folder / "svar.docx", folder / "andet.docx", *(folder / "breve").iterdir()]
    for each in [*written, *REPORTS.glob("*.docx")]:
        assert OpenXmlValidator().validate(each).errors == []


# ---------------------------------------------------------------- the extra


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


@pytest.mark.parametrize("language", ["da", "en"])
def test_a_row_of_a_letters_timetable_stays_on_one_page(language):
    [table] = Document(REPORTS / f"council-item.{language}.docx").tables
    kept = [bool(row._tr.xpath("./w:trPr/w:cantSplit")) for row in table.rows]
    heads = [bool(row._tr.xpath("./w:trPr/w:tblHeader")) for row in table.rows]

    assert kept == [True, False, True, False]  # the others only steer, and are not written
    assert heads == [True, False, False, False]
