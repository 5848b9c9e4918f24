# SPDX-License-Identifier: EUPL-1.2
"""Who has what before and after, and the pictures of a report: what they show, to whom."""

import json
import re
import sys
import xml.etree.ElementTree as ET
from base64 import b64decode
from html import unescape
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import office
import pytest
from engine import TOWN
from pictured import CASES, KBS, LATE, SVG, cells, drawn, page, tables, told_of, words
from shipped import CASES as CASES_OF_ALL
from shipped import told

from checker.commands import run
from checker.errors import UsageError
from checker.folders import FIXTURES, REPORTS
from checker.formats.catalogue import render
from checker.page.blocks import Picture
from checker.page.charts import BarRow, bars
from checker.page.drawing import WIDTH
from checker.page.memo import MemoPage
from checker.report.report import Options
from checker.report.wording import Wording


def pictures(of: MemoPage) -> dict[str, Picture]:
    found = [table.picture for table in tables(of) if table.picture]
    return {one.template.partition(".")[0]: one for one in found}


def shown_in(html: str) -> list[tuple[ET.Element, str]]:
    """Each picture of a page, with the words for whoever does not see it."""
    found = re.findall(
        r'<img class="picture" src="data:image/svg.xml;base64,(.*?)" alt="(.*?)"', html
    )
    assert html.count("<img ") == len(found)
    assert "<svg" not in html
    return [(ET.fromstring(b64decode(data)), unescape(said)) for data, said in found]


def test_a_unit_is_told_by_the_four_questions_of_the_report_before_and_after() -> None:
    unit = told(KBS, "da").results[0].placing.units[0]

    assert [(one.question, one.before, one.after) for one in unit.rows[1:]] == [
        (
            "Hvem har det administrative ledelsesansvar?",
            "Overborgmesteren",
            "Beskæftigelses- og integrationsborgmesteren",
        ),
        (
            "Hvordan er samarbejdsrelationen?",
            *["Flere ressortområder med én ledelsesstreng (enhedsforvaltning)"] * 2,
        ),
        (
            "Juridisk konstruktion",
            *["Løser opgaver med ansvar over for flere udvalg og én borgmester"] * 2,
        ),
    ]
    area = unit.rows[0]
    assert area.question == "Hvem har ressortansvaret?"
    assert area.before.startswith("Økonomiudvalget, Kultur- og Fritidsudvalget")
    assert "Økonomiudvalget" not in area.after
    assert "Beskæftigelses- og Integrationsudvalget" in area.after
    assert area.after.endswith("for 19 opgaver er det ikke oplyst i kilderne")


def test_another_construction_is_told_though_nothing_moves() -> None:
    unit = told(CASES / "kbs-udfoerer.ressort", "da").results[0].placing.units[0]

    assert unit.rows[2].after == "Bestiller-udfører-model"
    assert unit.rows[3].after == "Løser opgaver med ansvar over for ét udvalg og flere borgmestre"
    assert unit.rows[1].after.startswith("Hver borgmester for sine opgaver som bestiller; ")


def test_a_committee_that_ends_or_is_made_stands_on_one_side() -> None:
    placing = told(CASES / "biu-sud-sammenlagt.ressort", "en").results[0].placing
    sides = [
        (one.before and one.before.id, one.after and one.after.id) for one in placing.committees
    ]

    assert sides == [("BIU", None), ("SUD", None), (None, "BSU")]
    assert placing.committees[0].before.held[-1].words == "and four more tasks"
    assert {one.more for one in placing.committees[0].before.held} == {
        "to Beskæftigelses- og Socialudvalget"
    }


def test_a_committee_that_gets_another_name_is_one_committee() -> None:
    placing = told(CASES / "kfu-nyt-navn.ressort", "da").results[0].placing
    rows = cells(tables(page(CASES / "kfu-nyt-navn.ressort"))[0])

    assert [(one.before.id, one.after.id) for one in placing.committees] == [("KFU", "KU")]
    assert rows[1][1] == rows[1][2]


@pytest.mark.slow
def test_every_case_tells_who_has_what() -> None:
    for path in CASES_OF_ALL:
        placing = told(path, "da").results[0].placing
        assert placing is None or placing.committees or placing.units


def test_a_unit_that_is_made_is_told_with_its_committee() -> None:
    placing = told(FIXTURES / "copenhagen-2024" / "flyt-12d-it.ressort", "en").results[0].placing
    unit = next(one for one in placing.units if one.id == "FIT")

    assert {row.before for row in unit.rows} == {"There is no such unit"}
    assert "FIT" in {id for one in placing.committees for each in one.after.held for id in each.ids}


def test_what_changes_nothing_has_no_such_section() -> None:
    case = CASES / "ingen-aendring.ressort"

    assert told(case, "da").results[0].placing is None
    assert "changed" not in [one.key for one in page(case).sections]


@pytest.mark.parametrize("path", [KBS, LATE], ids=["kbs", "late"])
@pytest.mark.parametrize("language", ["da", "en"])
def test_a_picture_has_a_name_a_description_and_no_word_outside_it(path, language) -> None:
    found = pictures(page(path, language))

    assert {*found} == {"timetable", "structure"}
    for picture in found.values():
        root = drawn(picture)
        _, _, width, height = map(float, root.attrib["viewBox"].split())
        named = {one.attrib["id"]: one.text for one in root if "id" in one.attrib}
        assert root.attrib["role"] == "img"
        assert named[root.attrib["aria-labelledby"]] == picture.name
        assert named[root.attrib["aria-describedby"]] == picture.description
        assert width == WIDTH
        for one in root.iter(f"{SVG}rect"):
            of = ("x", "width", "stroke-width")
            x, wide, line = (float(one.attrib.get(key, 0)) for key in of)
            assert line / 2 <= x
            assert x + wide + line / 2 <= WIDTH
        for one in root.iter(f"{SVG}text"):
            x, y, size = (float(one.attrib[key]) for key in ("x", "y", "font-size"))
            long = 0.58 * size * len(one.text or "")
            left = x - long if one.attrib.get("text-anchor") == "end" else x
            assert left >= -1
            assert left + long <= WIDTH + 1
            assert size <= y <= height


def test_the_timetable_says_in_words_what_is_missed_and_what_was_held() -> None:
    said = words(pictures(page(LATE))["timetable"])

    assert "bedømt 30. nov 2013" in said
    assert "konstituerende møde 1. dec 2013 til 15. dec 2013" in said
    assert "senest 22. nov 2013: overskredet" in said
    assert "12. nov 2013: overholdt" in said
    assert "10. okt 2013: ikke overholdt" in said


def test_the_structure_shows_what_moves_on_both_sides() -> None:
    said = words(pictures(page(KBS))["structure"])

    assert said.count("Københavns Borgerservice") == 2
    assert any(one.startswith("til BIU") for one in said)
    assert any(one.startswith("fra ØU") for one in said)
    assert "TMU · Teknik- og" not in said


def test_what_a_name_holds_is_shown_as_text() -> None:
    evil = "<script>alert(1)</script>&amp;{{ 1 }}"
    town = TOWN.replace("Ejendomme", evil)
    assert evil in town

    report = told_of("move KEjd from KU to ØU", town)
    html = render(report, "html", "en")
    picture = pictures(MemoPage.of(report.results[0].merged, Wording("en")))["structure"]

    assert "<script>" not in html
    assert any(one.startswith("<script>") for one in words(picture))


def test_a_long_name_widens_no_picture() -> None:
    long = "Æ" * 4000
    report = told_of("move KEjd from KU to ØU", TOWN.replace("Ejendomme", long))
    picture = pictures(MemoPage.of(report.results[0].merged, Wording("en")))["structure"]

    assert max(map(len, words(picture))) < 40
    assert len(words(picture)) < 20


def test_the_bytes_are_the_same_each_time_and_the_page_has_each_picture_once() -> None:
    one, other = (render(told(KBS, "da"), "html", "da") for _ in range(2))

    assert one == other
    assert [drawing.find(f"{SVG}title").attrib["id"] for drawing, _ in shown_in(one)] == [
        "structure-1-name",
        "timetable-1-name",
    ]


@office.needed
@pytest.mark.slow
def test_a_word_processor_takes_a_page_over_with_its_pictures_and_without_their_words(tmp_path):
    file = tmp_path / "memo.html"
    file.write_text(render(told(KBS, "da"), "html", "da"), encoding="utf-8")

    with ZipFile(office.taken_over(file, "odt", tmp_path)) as pack:
        body = pack.read("content.xml").decode("utf-8")
    said = " ".join("".join(ET.fromstring(body).itertext()).split())

    for picture in pictures(page(KBS)).values():
        assert f"<svg:title>{picture.name}. {picture.description}</svg:title>" in body
    assert "Før Efter ØU" not in said
    assert "bedømt 18. jun 2013" not in said
    sizes = re.findall(r'<draw:frame [^>]*svg:width="([.0-9]*)in" svg:height="([.0-9]*)in"', body)
    drawn_sizes = [(float(width), float(height)) for width, height in sizes]
    assert len(drawn_sizes) == 2
    for (drawing, _), (width, height) in zip(
        shown_in(file.read_text(encoding="utf-8")), drawn_sizes, strict=True
    ):
        _, _, wide, high = map(float, drawing.attrib["viewBox"].split())
        assert width > 3
        assert abs(width / height - wide / high) < 0.1


def test_markdown_has_the_table_alone() -> None:
    said = render(told(KBS, "da"), "markdown", "da")

    assert "svg" not in said
    assert "| Økonomiudvalget | Koncernservice; Københavns Borgerservice" in said


def test_a_template_of_ones_own_with_older_blocks_still_has_the_tables(tmp_path: Path) -> None:
    shipped = (REPORTS / "blocks.html.j2").read_text(encoding="utf-8")
    older = shipped.replace("{{ given.picture|image }}", "")
    assert older != shipped
    (tmp_path / "blocks.html.j2").write_text(older, encoding="utf-8")
    own = tmp_path / "eget.html.j2"
    own.write_text((REPORTS / "report.html.j2").read_text(encoding="utf-8"), encoding="utf-8")

    said = render(told(KBS, "da"), "html", "da", Options(own))

    assert shown_in(said) == []
    assert '<table class="placing" role="table" aria-label=' in said
    assert '<table class="schedule"' in said


@pytest.mark.slow
def test_a_word_memo_has_the_pictures_with_their_words_for_whoever_does_not_see_them() -> None:
    made = render(told(KBS, "da"), "word", "da")
    assert isinstance(made, bytes)
    with ZipFile(BytesIO(made)) as pack:
        body = pack.read("word/document.xml").decode("utf-8")
        drawings = [pack.read(name) for name in pack.namelist() if name.endswith(".png")]

    assert made == render(told(KBS, "da"), "word", "da")
    assert [one[:8] for one in drawings] == [b"\x89PNG\r\n\x1a\n"] * 2
    for picture in pictures(page(KBS)).values():
        assert f'title="{picture.name}"' in body
        assert f'descr="{picture.name}. {picture.description}"' in body
    assert body.index("<w:drawing>") < body.index("<w:t>Koncernservice")


def test_without_what_draws_them_a_word_memo_says_what_to_install(monkeypatch) -> None:
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    for name in ("checker.desk.memo", "checker.desk.pieces"):
        monkeypatch.delitem(sys.modules, name, raising=False)

    with pytest.raises(UsageError, match=r"install .*\[word\]"):
        render(told(KBS, "da"), "word", "da")


OPEN = """proposal "Both"
    concerns copenhagen-2013
    proposed 2013-06-18
    effective 2014-01-01

open KBS under KFU or BIU
open KEjd under ØU or BIU
"""


ANSWERS = {
    "matrix": ["matrix", str(CASES), "--lang", "da"],
    "sweep": ["sweep", "open.ressort", "--organisations", str(CASES), "--lang", "da"],
    "coverage": ["rules", "coverage", "--lang", "da"],
}


def answered(tmp_path: Path, *arguments: str) -> int:
    (tmp_path / "open.ressort").write_text(OPEN, encoding="utf-8")
    return run([*arguments])


@pytest.mark.slow
@pytest.mark.parametrize("name", ANSWERS)
def test_an_answer_is_written_to_files_with_its_picture(
    name, tmp_path, monkeypatch, capsys
) -> None:
    monkeypatch.chdir(tmp_path)
    reports = [f"--report=a{end}" for end in (".html", ".md", ".json", ".txt", ".docx", ".pdf")]

    assert answered(tmp_path, *ANSWERS[name], *reports) == 0
    shown = capsys.readouterr().out

    page = (tmp_path / "a.html").read_text(encoding="utf-8")
    drawing, told_in_words = shown_in(page)[0]
    said = [one.text or "" for one in drawing.iter(f"{SVG}text")]
    expected = {
        "matrix": ["ØU", "BIU", "ufuldstændigt", "ulovligt", "uændret", "5"],
        "sweep": ["Ufuldstændigt", "4", "fire krav", "fem krav"],
        "coverage": [
            "placering-2013 · Placering af tværgående enheder (juni 2013)",
            "KSL · Lov om kommunernes styrel…",
        ],
    }
    assert {*expected[name]} <= {*said}
    assert not {*said} & {unescape(one) for one in re.findall(r"<h2[^>]*>(.*?)</h2>", page)}
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == shown
    assert json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
    assert "svg" not in (tmp_path / "a.md").read_text(encoding="utf-8")
    assert (tmp_path / "a.pdf").read_bytes()[:5] == b"%PDF-"
    with ZipFile(tmp_path / "a.docx") as pack:
        assert any(each.endswith(".png") for each in pack.namelist())
        assert told_in_words.startswith(f"{drawing.findtext(f'{SVG}title')}. ")
        assert drawing.findtext(f"{SVG}title") in pack.read("word/document.xml").decode("utf-8")


def test_the_mark_of_a_cell_is_told_in_the_legend_and_by_the_table(tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)

    assert answered(tmp_path, *ANSWERS["matrix"], "--unit", "KS", "--report", "a.html") == 0
    page = (tmp_path / "a.html").read_text(encoding="utf-8")

    (drawing, _) = shown_in(page)[0]
    drawn_lines = [one.attrib["d"] for one in drawing.iter(f"{SVG}path")]

    assert sum("m0 -8l-8 8" in one for one in drawn_lines) == 6 + 1  # those of KS, and the legend's
    assert (page + ET.tostring(drawing, "unicode")).count(">ulovligt<") == 6 + 1


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--report", "a.xlsx"], ".txt .json .md .html .pdf .docx .csv"),
        (["--report", "a.md", "--report", "./a.md"], "a.md"),
        (["--report", "missing/a.md"], "missing"),
    ],
)
def test_where_an_answer_cannot_be_written_it_is_an_error(
    arguments, told, tmp_path, monkeypatch, capsys
) -> None:
    monkeypatch.chdir(tmp_path)
    base = ["matrix", "--organisations", str(CASES), "--lang", "en"]

    assert run([*base, *arguments, str(CASES)]) == 2
    assert told in capsys.readouterr().err
    assert not [*tmp_path.iterdir()]


def test_more_placements_than_a_fraction_can_hold_are_drawn() -> None:
    rows = [BarRow("Both"), *(BarRow(str(at), "", ((10**at, 0),)) for at in (400, 399, 0))]

    widths = [one.width for one in bars(rows, "id", "name", "description").values.parts]

    assert widths == [WIDTH - 1, (WIDTH - 1) / 10, 1.5]


def test_a_part_of_a_sweep_has_no_report(tmp_path, monkeypatch, capsys) -> None:
    monkeypatch.chdir(tmp_path)

    assert answered(tmp_path, *ANSWERS["sweep"], "--shard", "1/2", "--report", "a.html") == 2
    assert "--merge" in capsys.readouterr().err
