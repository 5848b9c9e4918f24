# SPDX-License-Identifier: EUPL-1.2
"""A bylaw as a Word file of the user's own: changed in place, or left alone."""

from datetime import date
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx_revisions import RevisionDocument
from memos import NEW_19, OLD_19, SHIPPED, bylaw
from papers import text_of

from checker.desk.numbering import labels
from checker.desk.tracked import Tracker
from checker.pipeline import Checker
from checker.report.wording import phrases


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


@pytest.mark.parametrize("name", ["letters", "check"])
def test_a_bylaw_that_cannot_be_read_is_told_before_anything_is_judged(
    check, folder, monkeypatch, name
):
    def judged(*_):
        raise AssertionError("judged")

    monkeypatch.setattr(Checker, "check", judged)
    (folder / "sv.docx").write_bytes(b"no Word file")
    to = ("--to", folder / "breve") if name == "letters" else ("--report", folder / "svar.docx")

    done = check(*to, "--bylaw", folder / "sv.docx", name=name)

    assert done.status == 2
    assert done.err.startswith("ressort: ")
    assert "sv.docx" in done.err


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
