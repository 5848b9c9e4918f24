# SPDX-License-Identifier: EUPL-1.2
"""The memo as an HTML page: for a screen, a phone, paper and a reader's voice."""

import re
from itertools import pairwise

import browser
import made
import pytest
import shipped
from read_pages import LANGUAGES, document, html, report

from checker.folders import REPORTS
from checker.formats.catalogue import render
from checker.records import evolve
from checker.report.report import Options
from checker.report.wording import phrases
from checker.speech.node import Prose

TWO = (made.RESULT, evolve(made.RESULT, verdict="clear", findings=(), instruments=()))


@pytest.mark.parametrize("results", [(made.RESULT,), TWO], ids=["one", "two"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_is_well_formed_and_says_its_language(results, language):
    page = html(language, *results)

    assert page.broken == []
    assert page.open == []
    assert page.all("html") == [{"lang": language}]


def test_the_page_needs_no_network_and_no_script():
    page = html()
    sources = [attrs for _, attrs in page.tags if {"src", "srcset", "href", "style"} & set(attrs)]

    pictures = [attrs.pop("src") for attrs in page.all("img")]
    sources = [attrs for attrs in sources if {"srcset", "href", "style"} & set(attrs)]
    links = [attrs["href"] for attrs in sources if attrs["href"] != "#sources-1"]
    contents = [f"#{attrs['id']}" for tag, attrs in page.tags if tag == "h2"][1:]
    told = [each for each in contents if each != "#sources-1"]
    assert links == ["#verdict-1", *told, "#1-new-4"]
    assert not page.all("script", "link", "iframe", "object")
    assert len(pictures) == 1
    assert all(each.startswith("data:image/svg+xml;base64,") for each in pictures)
    assert "default-src 'none'; img-src data:; style-src 'unsafe-inline'" in report("html")
    assert "url(" not in report("html")
    assert "@import" not in report("html")


@pytest.mark.parametrize("results", [(made.RESULT,), TWO], ids=["one", "two"])
def test_the_headings_are_in_order(results):
    levels = [int(tag[1]) for tag, _ in html("da", *results).tags if re.fullmatch(r"h\d", tag)]

    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("results", [(made.RESULT,), TWO], ids=["one", "two"])
def test_every_link_and_every_label_has_its_target(results):
    page = html("da", *results)
    ids = [attrs["id"] for _, attrs in page.tags if "id" in attrs]
    links = [attrs["href"].removeprefix("#") for attrs in page.all("a")]
    labels = [attrs["aria-labelledby"] for _, attrs in page.tags if "aria-labelledby" in attrs]

    assert len(ids) == len(set(ids))
    assert {*links, *labels} <= set(ids)


def test_the_page_has_its_landmarks_and_a_way_past_them():
    page = html()
    tags = [tag for tag, _ in page.tags]

    assert tags.index("a") < tags.index("header") < tags.index("main") < tags.index("footer")
    assert page.all("a")[0] == {"class": "skip", "href": "#verdict-1"}


def test_tables_have_names_and_scopes():
    page = html()

    assert len(page.all("table")) == len(page.all("thead")) > 0
    assert all(attrs["aria-label"] for attrs in page.all("table"))
    assert all(attrs.get("scope") in ("col", "row") for attrs in page.all("th"))


def test_a_table_stands_row_by_row_on_a_phone_each_cell_with_its_label(tmp_path):
    file = tmp_path / "svar.html"
    file.write_text(render(document(), "html", "da"), "utf-8")

    with browser.chromium(tmp_path) as page:
        page.get(file.as_uri())
        browser.resized(page, 320)
        told = page.execute_script("""
            const rows = [...document.querySelectorAll("tbody tr")];
            const seen = row => [...row.cells].filter(cell => cell.getClientRects().length);
                return rows.map(row => seen(row).map(cell => [
                cell.dataset.label, getComputedStyle(cell, "::before").content,
                Math.round(cell.getBoundingClientRect().left), cell.getAttribute("role")]))""")

    rows = [row for row in told if len(row) > 1]
    assert {len(row) for row in rows} >= {2, 3}
    for row in rows:
        assert len({left for _, _, left, _ in row}) == 1  # below each other
        assert [role for *_, role in row] == ["rowheader", *["cell"] * (len(row) - 1)]
        assert [said for _, said, *_ in row[1:]] == [f'"{label}: "' for label, *_ in row[1:]]


def test_a_picture_keeps_a_size_that_can_be_read_on_a_phone_and_is_moved_within_its_frame(tmp_path):
    (path,) = [each for each in shipped.CASES if each.match("copenhagen-2013/kbs-biu.ressort")]
    file = tmp_path / "svar.html"
    file.write_text(render(shipped.told(path, "da"), "html", "da"), "utf-8")

    with browser.chromium(tmp_path) as page:
        page.get(file.as_uri())
        browser.resized(page, 320)
        pictures = page.execute_script("""
            return [...document.querySelectorAll("img.picture")].map(one => {
                const frame = one.parentElement;
                frame.focus(); frame.scrollLeft = 1000;
                return [one.clientWidth / one.naturalWidth, frame.clientWidth, frame.scrollLeft,
                        document.activeElement === frame]; })""")
        page_wide = page.execute_script("return document.documentElement.scrollWidth")

    assert page_wide <= 320
    assert len(pictures) == 2  # who has what, the timetable
    for scale, frame, moved, focused in pictures:
        assert scale * 9.5 > 8  # pixels of its smallest letters
        assert (frame <= 320, moved > 0, focused) == (True, True, True)


def test_where_styles_are_taken_off_nothing_stands_twice_and_a_label_is_apart_from_its_value():
    page = html()
    lines = [" ".join(line.split()) for line in "".join(page.text).splitlines() if line.strip()]

    assert f"Kommune: {made.RESULT.municipality}" in page.said
    assert page.all("caption") == []
    assert "user-select: none" in (REPORTS / "report.css").read_text("utf-8")
    assert [one for one, after in pairwise(lines) if one == after and len(one) > 20] == []


@pytest.mark.slow
@pytest.mark.parametrize("brief", [True, False])
@pytest.mark.parametrize("language", ["en", "da"])
def test_axe_finds_nothing_and_no_page_is_wider_than_a_phone(language, brief, tmp_path):
    (path,) = [each for each in shipped.CASES if each.match("copenhagen-2013/kbs-biu.ressort")]
    file = tmp_path / "svar.html"
    made_of = shipped.told(path, language)
    file.write_text(render(made_of, "html", language, Options(brief=brief)), "utf-8")

    with browser.chromium(tmp_path) as page:
        page.get(file.as_uri())
        for width in (1280, 320):
            browser.resized(page, width)
            assert browser.violations(page) == []
            assert page.execute_script("return document.documentElement.scrollWidth") <= width


def test_details_are_open_so_that_they_print():
    details = html().all("details")

    assert details
    assert all("open" in attrs for attrs in details)


def test_a_second_hand_provision_is_marked_wherever_it_is_shown():
    page = html()

    assert (
        "LAB § 14, stk. 3 (lov) Gengivet efter sekundær kilde Læst i placering-2013, afsnit 3.7"
        in page.said
    )
    assert "LAB § 14, stk. 3 (gengivet efter sekundær kilde)" in page.said
    assert "sammenholdt med teksten den 24. november 2026" in page.said.lower()


def test_what_users_write_is_shown_and_not_obeyed():
    title = "<script>alert(1)</script> & »{{ 7*7 }}«"
    strange = evolve(made.RESULT, proposal=evolve(made.RESULT.proposal, title=Prose.of(title)))
    page = html("da", strange)

    assert not page.all("script")
    assert title in page.said
    assert "»49«" not in page.said


def test_several_proposals_have_a_table_of_contents():
    page = html("en", *TWO)
    links = [attrs["href"] for attrs in page.all("a")]

    links = [each for each in links if not each.startswith("#sources-")]
    assert links == ["#contents", "#proposal-1", "#proposal-2", "#1-new-4"]
    assert "Legal check of two proposals" in page.said
    assert len(page.all("article")) >= 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_result_says_none(language):
    empty = evolve(
        made.RESULT,
        verdict="clear",
        findings=(),
        instruments=(),
        bylaw_changes=(),
        schedule=(),
        not_coded=(),
        proposal=evolve(made.RESULT.proposal, assuming=()),
    )

    for page in (html(language, empty).said, report("markdown", language, empty)):
        assert [page.count(phrases(language)[one]) for one in ("t.none", "t.nothing")] == [1, 2]
