"""Quotations: found in their documents, or told where they no longer stand."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from checker.commands.sources import bare, text_of_html

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
    assert lines[-1] == (
        "3 quotations: 1 stand in their document, 1 do not, 1 in documents that are not there"
    )


def test_a_folder_without_any_of_the_documents_is_no_answer(ressort: Callable, place: Path) -> None:
    done = verify(ressort, place)

    assert (done.status, done.out) == (2, "")
    assert "memo" in done.err


def test_a_missing_folder_is_told(ressort: Callable, place: Path) -> None:
    done = ressort("sources", "verify", place / "nowhere")

    assert (done.status, done.out) == (2, "")


def test_scripts_are_not_text() -> None:
    assert bare(text_of_html("<style>a</style><b>Jo</b><script>nej</script>")) == "jo"
