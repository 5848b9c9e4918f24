# SPDX-License-Identifier: EUPL-1.2
"""Changes of the bylaw as Word tracks them."""

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx_revisions import RevisionDocument
from memos import NEW_19, OLD_19, memo
from papers import opened, text_of

from checker.commands.options import Shared
from checker.commands.runs import run_over
from checker.desk.redline import Draft, drafts
from checker.files.documents import read_library
from checker.provision import edits
from checker.report.wording import phrases


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
