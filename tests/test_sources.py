# SPDX-License-Identifier: EUPL-1.2
"""Quotations: found in their documents, or told where they no longer stand."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from checker.files.texts import bare, text_of_html

RULES = """
source KSL law "Lov"
rule x "X"
    there must be exactly 7 committees
    under KSL
    read in "memo", section 1 quoting "the »seven« committees of the city"
    read in "Memo", section 2 quoting "never written"
    read in "other", section 3 quoting "elsewhere"
"""
TEXT = "Of old\nthe “seven” commit\u00adtees\n   of the City.\n"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "law.ressort").write_text(RULES, encoding="utf-8")
    (tmp_path / "town.ressort").write_text(
        'municipality t "T" as of 2013-01-01\n', encoding="utf-8"
    )
    (tmp_path / "kilder").mkdir()
    return tmp_path


def verify(ressort: Callable, place: Path, *more: str):
    options = ("--rules", place, "--organisations", place, "--lang", "en")
    return ressort("sources", "verify", place / "kilder", *options, *more)


@pytest.mark.parametrize(
    ("name", "text"),
    [("memo.txt", TEXT), ("memo.md", TEXT), ("memo.html", f"<p>{TEXT}</p><script>x</script>")],
)
def test_a_quotation_is_found_whatever_the_line_breaks_and_marks(
    ressort: Callable, place: Path, name: str, text: str
) -> None:
    (place / "kilder" / name).write_text(text, encoding="utf-8")

    done = verify(ressort, place, "--format", "json")
    states = [(one["document"], one["state"]) for one in json.loads(done.out)["quotations"]]

    assert states == [("memo", "found"), ("Memo", "gone"), ("other", "unread")]
    assert done.status == 1


def test_what_no_longer_stands_comes_first_with_its_rule_and_place(
    ressort: Callable, place: Path
) -> None:
    (place / "kilder" / "memo.txt").write_text(TEXT, encoding="utf-8")

    lines = verify(ressort, place).out.splitlines()

    assert "law.ressort:7: x: NO LONGER STANDS: »never written« (Memo, section 2)" in lines[0]
    counts = "1 stand in their document, 1 do not, 0 moved, 1 in documents that are not there"
    assert lines[-1] == f"3 quotations: {counts}"


def test_a_folder_without_any_of_the_documents_is_no_answer(ressort: Callable, place: Path) -> None:
    done = verify(ressort, place)

    assert (done.status, done.out) == (2, "")
    assert "memo" in done.err


def test_a_missing_folder_is_told(ressort: Callable, place: Path) -> None:
    done = ressort("sources", "verify", place / "nowhere")

    assert (done.status, done.out) == (2, "")


def test_scripts_are_not_text() -> None:
    assert bare(text_of_html("<style>a</style><b>Jo</b><script>nej</script>")) == "jo"


PAGES = "The first page.\fOn the second stands the rule.\fThe third."
HTML = '<h2 id="one">One</h2><p>The rule of one.</p><h2 id="two">Two</h2><p>Of two.</p>'


def digest(ressort: Callable, file: Path, *more: str) -> str:
    return ressort("sources", "digest", file, *more).out.strip()


def read_at(place: Path, reading: str) -> None:
    law = (
        'source KSL law "Lov"\nrule x "X"\n    there must be exactly 7 committees\n    under KSL\n'
    )
    (place / "law.ressort").write_text(f"{law}    under KSL\n    {reading}\n", encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "text", "part", "changed", "state", "now"),
    [
        ("memo.txt", PAGES, "page 2", PAGES, "found", None),
        ("memo.txt", PAGES, "page 2", f"New.\f{PAGES}", "moved", "3"),
        ("memo.txt", PAGES, "page 2", PAGES.replace("rule", "law"), "moved", None),
        ("memo.txt", PAGES, "page 2", PAGES.replace("third", "last"), "found", None),
        ("memo.txt", PAGES, "page 2", PAGES.replace(" stands", "\n  stands"), "found", None),
        ("memo.html", HTML, 'anchor "one"', HTML, "found", None),
        ("memo.html", HTML, 'anchor "one"', HTML.replace("of one", "of many"), "moved", None),
        ("memo.html", HTML, 'anchor "one"', HTML.replace("Of two", "To two"), "found", None),
        ("memo.html", HTML, 'anchor "one"', HTML.replace('"one"', '"first"'), "moved", "first"),
        (
            "memo.md",
            "# One {#one}\nThe rule.\n",
            'anchor "one"',
            "# One {#one}\nNo.\n",
            "moved",
            None,
        ),
    ],
)
def test_what_moved_since_it_was_read_is_told_with_its_rule(
    ressort: Callable,
    place: Path,
    name: str,
    text: str,
    part: str,
    changed: str,
    state: str,
    now: str | None,
) -> None:
    file = place / "kilder" / name
    file.write_text(text, encoding="utf-8")
    option, value = part.split(" ", 1)
    read = digest(ressort, file, f"--{option}", value.strip('"'))
    read_at(place, f'read in "memo", section 1, {part}, text digest "{read}"')
    file.write_text(changed, encoding="utf-8")

    done = verify(ressort, place)
    (one,) = json.loads(verify(ressort, place, "--format", "json").out)["quotations"]

    assert (one["state"], one["now"], one["text_digest"]) == (state, now, read)
    assert done.status == int(state != "found")
    assert ("moved: x" in done.out.splitlines()) == (state != "found")


def test_words_that_stand_on_another_page_have_moved(ressort: Callable, place: Path) -> None:
    (place / "kilder" / "memo.txt").write_text(PAGES, encoding="utf-8")
    read_at(place, 'read in "memo", section 1, page 1 quoting "stands the rule"')

    (one,) = json.loads(verify(ressort, place, "--format", "json").out)["quotations"]

    assert (one["state"], one["now"]) == ("moved", "2")
    told = verify(ressort, place).out
    assert "stands at page 2 now" in told
    assert "section 1, page 1)" in told


def test_without_pages_or_anchors_the_digest_is_of_the_whole_text(
    ressort: Callable, place: Path
) -> None:
    file = place / "kilder" / "memo.txt"
    file.write_text("One text.", encoding="utf-8")

    assert len(digest(ressort, file)) == 16
    assert digest(ressort, file) == digest(ressort, file, "--page", "2")


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (("--page", "1", "--anchor", "a"), "do not go together"),
        (("--page", "9"), "no page or anchor `9`"),
        (("--anchor", "b"), "no page or anchor `b`"),
    ],
)
def test_a_part_that_is_not_there_is_told(
    ressort: Callable, place: Path, more: tuple[str, ...], told: str
) -> None:
    file = place / "kilder" / "memo.txt"
    file.write_text(PAGES, encoding="utf-8")
    done = ressort("sources", "digest", file, *more)

    assert (done.status, told in done.err) == (2, True)


@pytest.mark.parametrize(
    ("reading", "told"),
    [
        ('page 2, anchor "a"', "a page or an anchor, not both"),
        ('anchor " "', "a page or anchor is empty"),
        ('text digest "abc"', "is no digest"),
        ("page 2, page 3", "twice"),
    ],
)
def test_a_reading_that_is_wrong_is_told_at_its_place(
    ressort: Callable, place: Path, reading: str, told: str
) -> None:
    (place / "kilder" / "memo.txt").write_text(PAGES, encoding="utf-8")
    read_at(place, f'read in "memo", section 1, {reading}')
    done = verify(ressort, place)

    assert done.status == 2
    assert "law.ressort:6" in done.err
    assert told in done.err
