# SPDX-License-Identifier: EUPL-1.2
"""All combinations of open placements: counted, ranked, and none of them dropped."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from checker.language.parser import parse
from checker.source import Source
from checker.weigh.choices import statements_together

BIU = "Beskæftigelses- og Integrationsudvalget"
HEADER = """forslag "{title}"
    vedrører copenhagen-2013
    fremsat 2013-06-18
    virkning fra 2014-01-01

"""


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """write("navn", "flyt …") writes a proposal to a folder and gives its path."""

    def written(name: str, text: str, header: str = HEADER) -> Path:
        path = tmp_path / f"{name}.ressort"
        path.write_text(header.format(title=name) + text + "\n", encoding="utf-8")
        return path

    return written


@pytest.fixture
def sweep(ressort: Callable) -> Callable:
    """sweep(path, …) gives the document of a sweep that must be answered."""

    def swept(*arguments: object) -> dict:
        done = ressort("sweep", *arguments, "--format", "json")
        assert (done.status, done.err) == (0, "")
        return json.loads(done.out)

    return swept


@pytest.mark.slow
def test_each_choice_of_each_open_placement_is_checked(write: Callable, sweep: Callable) -> None:
    path = write("to", "åben KBS under KFU eller BIU eller ØU\nåben KS under ØU eller KFU")

    document = sweep(path)

    # KS may only be under ØU; KBS stays, or it takes a dispensation, or two
    assert document["placements"] == document["tried"] == 6
    assert document["by_verdict"] == {
        "forbidden": 3,
        "incomplete": 2,
        "conditional": 0,
        "clear": 1,
    }
    assert document["not_combined"] == []


def test_the_best_are_ranked_by_what_they_take(write: Callable, sweep: Callable) -> None:
    path = write("kbs", "åben KBS under BIU eller KFU eller ØU")

    best = sweep(path)["best"]

    assert [one["choices"] for one in best] == [
        ["Københavns Borgerservice bliver under Økonomiudvalget"],
        ["Københavns Borgerservice placeres under Kultur- og Fritidsudvalget"],
        [f"Københavns Borgerservice placeres under {BIU}"],
    ]
    bylaw = {"bylaw change": 1, "reading": 1, "consultation": 1}
    assert [one["instruments"] for one in best] == [
        {},
        bylaw | {"dispensation": 1},
        bylaw | {"dispensation": 2},
    ]
    assert [one["verdict"] for one in best] == ["clear", "incomplete", "incomplete"]


def test_one_of_two_ways_is_counted(write: Callable, sweep: Callable) -> None:
    path = write("kejd", "åben KEjd under BIU")

    (row,) = sweep(path)["by_instruments"]

    assert row["instruments"]["dispensation"] == 1
    assert "law amendment" not in row["instruments"]


def test_the_counts_add_up(write: Callable, sweep: Callable) -> None:
    path = write("to", "åben KBS under KFU eller BIU eller ØU\nåben KEjd under KFU eller ØU")

    document = sweep(path, "--all")

    assert sum(document["by_verdict"].values()) == document["placements"] == 6
    assert sum(row["placements"] for row in document["by_instruments"]) == 6
    assert document["combinations"][:6] == [
        {key: value for key, value in one.items() if key != "reason"} for one in document["best"]
    ]


@pytest.mark.slow
def test_of_several_proposals_each_is_taken_or_left(write: Callable, sweep: Callable) -> None:
    write("kejd", "flyt KEjd fra KFU til ØU")
    write("ks", "flyt KS fra ØU til KFU")
    folder = write("kbs", "åben KBS under KFU eller BIU").parent

    document = sweep(folder, "--all")

    assert document["placements"] == 2 * 2 * 3
    assert document["by_verdict"]["forbidden"] == 6
    assert document["best"][0]["choices"] == ["intet ændres"]
    assert document["best"][1]["choices"] == ["»kejd«"]
    assert ["»kbs«", f"Københavns Borgerservice placeres under {BIU}", "»kejd«"] in [
        one["choices"] for one in document["combinations"]
    ]


def test_a_step_that_several_proposals_carry_is_one_step() -> None:
    planned = "ledsages af behandling i BR, planlagt\n"
    one, two = (
        parse(Source.of(HEADER.format(title=title) + text)).statements[1:]
        for title, text in (("a", planned * 2 + 'forudsat "A"\n'), ("b", planned + "nedlæg BIU\n"))
    )

    found = [type(node).__name__ for node in statements_together([two, one])]

    assert found == ["Carries", "Abolish", "Carries", "Assuming"]


def test_what_does_not_fit_together_is_counted_with_its_reason(
    write: Callable, sweep: Callable
) -> None:
    write("kbs-biu", "flyt KBS fra ØU til BIU")
    write("kbs-kfu", "flyt KBS fra ØU til KFU")
    folder = write("kejd", "flyt KEjd fra KFU til ØU").parent

    document = sweep(folder, "--lang", "en")

    assert (document["tried"], document["placements"]) == (8, 6)
    (unfit,) = document["not_combined"]
    assert unfit == {
        "reason": "two changes speak of `KBS`, and neither is narrower",
        "count": 2,
        "example": ["“kbs-biu”", "“kbs-kfu”"],
    }


def test_to_stay_beside_a_move_does_not_fit(write: Callable, sweep: Callable) -> None:
    write("a", "åben KBS under ØU eller KFU")
    folder = write("b", "flyt KBS fra ØU til BIU").parent

    assert sweep(folder)["not_combined"][0]["count"] == 2


@pytest.mark.slow
def test_the_answer_does_not_depend_on_the_number_of_processes(
    write: Callable, ressort: Callable
) -> None:
    everywhere = "KFU eller BIU eller ØU eller TMU eller SUD eller SOU"
    path = write("mange", f"åben KBS under {everywhere}\nåben KEjd under {everywhere}")

    one = ressort("sweep", path, "--jobs", "1", "--format", "json", "--all")
    two = ressort("sweep", path, "--jobs", "2", "--format", "json", "--all")

    assert (one.status, one.err) == (0, "")
    assert json.loads(one.out)["placements"] == 36
    assert one == two


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("flyt KBS fra KFU til BIU", "a.ressort:6:14: `KBS` hører ikke under KFU"),
        ("åben KBX under KFU eller BIU", "a.ressort:6:6: ukendt"),
        ("åben KBS under KFU eller BIU\nflyt KBS til SUD", "to ændringer angår `KBS`"),
    ],
)
def test_a_proposal_that_does_not_fit_alone_is_an_error_at_its_place(
    write: Callable, ressort: Callable, text: str, told: str
) -> None:
    folder = write("a", text).parent
    write("b", "flyt KEjd fra KFU til ØU")

    done = ressort("sweep", folder)

    assert (done.status, done.out) == (2, "")
    assert told in done.err


def test_headers_must_agree(write: Callable, ressort: Callable) -> None:
    folder = write("a", "flyt KEjd fra KFU til ØU").parent
    write("b", "flyt KBS fra ØU til BIU", HEADER.replace("2014-01-01", "2015-01-01"))

    done = ressort("sweep", folder)

    assert (done.status, done.out) == (2, "")
    assert "a.ressort and " in done.err
    assert "`effective 2014-01-01` and `effective 2015-01-01`" in done.err


def test_one_day_may_be_set_for_all(write: Callable, ressort: Callable) -> None:
    folder = write("a", "flyt KEjd fra KFU til ØU").parent
    later = HEADER.replace("    virkning", "    pr. 2013-09-01\n    virkning")
    write("b", "flyt KBS fra ØU til BIU", later)

    assert "`as of 2013-06-18`" in ressort("sweep", folder).err
    assert ressort("sweep", folder, "--as-of", "2013-09-01").status == 0


def test_too_many_combinations_are_refused_before_any_is_checked(
    write: Callable, ressort: Callable
) -> None:
    path = write("a", "åben KBS under KFU eller BIU eller ØU")

    done = ressort("sweep", path, "--limit", "2", "--lang", "da")

    assert done.status == 2
    assert done.err.startswith("ressort: der er 3 kombinationer, og --limit er 2")


@pytest.mark.slow
@pytest.mark.parametrize("format", ["text", "markdown", "html"])
@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "en",
            ["Two placements were checked.", "Københavns Borgerservice stays under", "nothing new"],
        ),
        (
            "da",
            [
                "To placeringer er kontrolleret.",
                "Københavns Borgerservice bliver under",
                "intet nyt",
            ],
        ),
    ],
)
def test_a_sweep_can_be_read(
    write: Callable, ressort: Callable, format: str, language: str, words: list[str]
) -> None:
    path = write("kbs", "åben KBS under ØU eller KFU")

    page = ressort("sweep", path, "--format", format, "--lang", language).out

    assert [word for word in words if word not in page] == []


@pytest.mark.slow
def test_text_fits_the_page(write: Callable, ressort: Callable) -> None:
    path = write("kbs", "åben KBS under ØU eller KFU eller BIU\nåben KEjd under BIU eller ØU")

    assert max(map(len, ressort("sweep", path).out.splitlines())) <= 100
