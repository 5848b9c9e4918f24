# SPDX-License-Identifier: EUPL-1.2
"""``ressort rules …`` and ``ressort explain``: the rule base, and why an answer is what it is."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from checker.commands.options import Shared
from checker.commands.printing import DocumentPrinter
from checker.files.documents import Reader
from checker.folders import FIXTURES, ROOT, RULES

CASES = FIXTURES / "copenhagen-2013"
CASE = CASES / "kbs-biu.ressort"
DOCUMENTS = sorted([*FIXTURES.rglob("*.ressort"), *RULES.rglob("*.ressort")])


def answer(ressort: Callable, *flags: str) -> dict:
    return json.loads(ressort("check", CASE, "--format", "json", *flags).out)["results"][0]


def test_the_list_has_a_line_a_rule_with_its_basis(ressort: Callable) -> None:
    lines = ressort("rules", "list").out.splitlines()

    (line,) = [each for each in lines if each.startswith("two-readings ")]
    assert "KSL § 2, stk. 2" in line
    assert len(lines) == sum(
        path.read_text(encoding="utf-8").count("\nregel ") for path in RULES.rglob("*.ressort")
    )


def test_what_is_shown_is_what_is_written(ressort: Callable) -> None:
    shown = ressort("rules", "show", "two-readings", "LAB").out

    place, *_ = shown.splitlines()
    path, line = place.removeprefix("# ").rsplit(":", 1)
    written = (ROOT / path).read_text(encoding="utf-8").splitlines()
    assert written[int(line) - 1].startswith("regel two-readings")
    assert "kilde LAB lov" in shown


def test_a_rule_can_be_shown_in_the_other_language(ressort: Callable) -> None:
    shown = ressort("rules", "show", "two-readings", "--lang", "en").out

    assert "a bylaw change needs two readings in the council at least 6 whole days between" in shown


@pytest.mark.slow
def test_the_shipped_cases_pass(ressort: Callable) -> None:
    done = ressort("rules", "test", "--lang", "en")

    lines = done.out.splitlines()
    cases = [line for line in lines if line.startswith("passed  fixtures/")]
    assert (done.status, done.err) == (0, "")
    assert lines[: len(cases)] == cases
    assert lines[len(cases)] == f"cases: {len(cases)}, failed: 0"


@pytest.mark.slow
@pytest.mark.parametrize(
    "expectation",
    [
        "forvent i orden",
        "forvent ulovligt",
        "forvent two-readings for KBS",
        "forvent ingen anmærkning efter LAB",
        "forvent ændring af KSL",
    ],
)
def test_an_expectation_that_fails_is_one_with_its_place(
    ressort: Callable, tmp_path: Path, expectation: str
) -> None:
    case = tmp_path / "sag.ressort"
    kept = [line for line in CASE.read_text(encoding="utf-8").split("\n") if "forvent" not in line]
    case.write_text("\n".join([*kept, expectation, ""]), encoding="utf-8")

    done = ressort("rules", "test", case, CASE, "--lang", "en")

    assert done.status == 1
    assert f"{case.as_posix()}:{len(kept) + 1}: " in done.out
    assert "cases: 2, failed: 1" in done.out.splitlines()


def test_a_case_that_cannot_be_checked_is_two_and_nothing_is_shown(
    ressort: Callable, tmp_path: Path
) -> None:
    case = tmp_path / "sag.ressort"
    case.write_text(CASE.read_text(encoding="utf-8").replace("flyt KBS", "flyt KBX"), "utf-8")

    done = ressort("rules", "test", case, CASE)

    assert (done.status, done.out) == (2, "")
    assert "`KBX`" in done.err


def test_a_proposal_without_expectations_tests_nothing(ressort: Callable, tmp_path: Path) -> None:
    case = tmp_path / "sag.ressort"
    text = CASE.read_text(encoding="utf-8")
    case.write_text("\n".join(each for each in text.split("\n") if "forvent" not in each), "utf-8")

    done = ressort("rules", "test", case)

    assert (done.status, done.out) == (2, "")
    assert "so nothing was tested" in done.err


@pytest.fixture(scope="module")
def printed() -> Callable[[Path], str]:
    """printed(path) is how a shipped document is written by the words of all of them."""
    reader = Reader()
    documents = {Path(one.span.path): one for one in reader.documents([*map(str, DOCUMENTS)])}
    printer = DocumentPrinter(reader, Shared(), [*documents.values()])
    return lambda path: printer.print(documents[path])


@pytest.mark.slow
@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_shipped_document_is_in_its_one_written_form(printed: Callable, path: Path) -> None:
    assert printed(path) == path.read_text(encoding="utf-8")


@pytest.mark.slow
def test_all_that_is_shipped_is_printed_and_found_to_be_so_written(ressort: Callable) -> None:
    texts = [path.read_text(encoding="utf-8") for path in DOCUMENTS]

    assert ressort("rules", "format", "--check", *DOCUMENTS) == (0, "", "")
    assert ressort("rules", "format", *DOCUMENTS).out == "\n".join(texts)


def test_what_is_written_otherwise_is_named(ressort: Callable, tmp_path: Path) -> None:
    loose = tmp_path / "løs sag.ressort"
    loose.write_text(CASE.read_text(encoding="utf-8").replace("flyt KBS", "Flyt  KBS"), "utf-8")

    done = ressort("rules", "format", "--check", tmp_path, CASE)

    assert (done.status, done.out) == (1, f"{loose.as_posix()}\n")
    assert done.err == (f"ikke i den faste form; sådan vises den: ressort rules format '{loose}'\n")
    assert ressort("rules", "format", loose).out == CASE.read_text(encoding="utf-8")


@pytest.mark.slow
@pytest.mark.parametrize(
    "name", ["kbs-biu", "kes-ordlyd-vedtaget", "kbs-kfu-meddelt", "organisation"]
)
def test_a_document_comes_back_from_the_other_language(
    ressort: Callable, tmp_path: Path, name: str
) -> None:
    english = tmp_path / "english.ressort"
    original = CASES / f"{name}.ressort"

    done = ressort("rules", "translate", original, "--to", "en")
    english.write_text(done.out, encoding="utf-8")

    assert (done.status, done.err) == (0, "")
    assert "vedrører" not in done.out
    back = ressort("rules", "translate", english, "--to", "da").out
    assert back == original.read_text(encoding="utf-8")


def test_a_finding_is_explained_by_its_rule_its_facts_and_the_way_out(ressort: Callable) -> None:
    finding = next(
        each for each in answer(ressort)["findings"] if each["rule"] == "employment-committee"
    )

    done = ressort("explain", finding["id"], CASE)

    page = " ".join(done.out.split())
    assert done.status == 0
    assert page.startswith(finding["id"])
    for part in (finding["message"], finding["way_out"], finding["witnesses"][0]["fact"]):
        assert " ".join(part.split()) in page
    assert "LAB § 14, stk. 3" in page
    assert "på anden hånd" in page


def test_an_instrument_is_explained_up_to_the_finding_that_asks_for_it(ressort: Callable) -> None:
    result = answer(ressort)
    approval = next(each for each in result["instruments"] if each["kind"] == "approval")
    need = next(each for each in result["findings"] if each["rule"] == "unit-administration")

    page = ressort("explain", approval["id"], CASE).out

    assert f"[{need['id']}]" in page
    assert "KSL § 65 c, stk. 2" in page


def test_a_provision_that_was_read_for_one_rule_is_second_hand_in_none_explained(
    ressort: Callable, tmp_path: Path
) -> None:
    law = 'source KSL law "L"\n' + "".join(
        f'rule {id} "T"\n    a bylaw change needs publication\n    under {bases}\n{more}'
        for id, bases, more in (
            ("read", "KSL § 2", "    checked against the text on 2026-11-24\n"),
            ("same", "KSL § 2", ""),
            ("more", "KSL § 2 and KSL § 6", ""),
        )
    )
    (tmp_path / "l.ressort").write_text(law, "utf-8")
    text = {
        id: ressort("explain", id, "--rules", tmp_path, "--organisations", tmp_path).out
        for id in ("read", "same", "more")
    }

    assert [id for id, said in text.items() if "checked against the text on" in said] == [
        "read",
        "same",
    ]
    assert "second hand" in text["more"]


def test_a_rule_is_explained_with_and_without_a_proposal(ressort: Callable) -> None:
    alone = ressort("explain", "employment-committee").out
    within = ressort("explain", "employment-committee", CASE).out

    assert "LAB § 14, stk. 3 (Lov om ansvaret" in " ".join(alone.split())
    assert within.startswith(alone)
    assert "employment-committee:BIU:" in within


def test_a_finding_that_no_proposal_was_given_for_is_unknown(ressort: Callable) -> None:
    done = ressort("explain", "employment-committee:BIU")

    assert (done.status, done.out) == (2, "")
    assert "did you mean `employment-committee`?" in done.err


def test_one_of_several_proposals_must_be_named(ressort: Callable) -> None:
    done = ressort("explain", "two-readings", CASES)

    assert (done.status, done.out) == (2, "")
    assert "name one of them" in done.err


@pytest.mark.slow
def test_the_first_letters_of_an_id_are_enough_where_they_fit_one(ressort: Callable) -> None:
    page = ressort("explain", "law-amendment:LA", CASE)
    several = ressort("explain", "employment-committee:BIU", CASE)

    assert (page.status, page.out.splitlines()[0].split(":")[0]) == (0, "law-amendment")
    assert several.status == 2
    assert "employment-committee:BIU:" in several.err


def test_a_rule_says_when_it_is_in_force_and_what_it_displaces(ressort: Callable) -> None:
    page = ressort("explain", "kes-unit-administration", "--lang", "en").out
    limit = ressort("explain", "employment-committee", "--lang", "en").out

    assert "Displaces  unit-administration" in page
    assert "In force" in page
    assert "until 2014-12-31" in limit


@pytest.mark.slow
def test_ones_own_rules_are_asked_about_alone_beside_the_shipped_ones(
    ressort: Callable, tmp_path: Path
) -> None:
    own = tmp_path / "own.ressort"
    own.write_text(
        'source OWN guideline "Own" of "Københavns Kommune"\n'
        'authority UNNAMED "Nowhere named"\n'
        'rule own-one "One"\n KFU must hold culture tasks\n under OWN\n'
        'rule own-two "Two"\n BIU must not hold payroll tasks\n under OWN\n',
        "utf-8",
    )
    flags = ("fixtures/copenhagen-2013/ks-biu.ressort", "--format", "json", "--rules", "rules")
    flags = (*flags, "--rules", str(own), "--only", str(own))

    tested = json.loads(ressort("rules", "test", *flags).out)
    found = json.loads(ressort("rules", "lint", *flags).out)
    covered = json.loads(ressort("rules", "coverage", *flags).out)

    assert tested["unfired"] == ["own-one"]
    assert [each["id"] for each in tested["rules"]] == ["own-one", "own-two"]
    told = [(each["kind"], *each["rules"], *each["names"]) for each in found["reports"]]
    assert told == [
        ("redundant", "own-two", "finance-functions"),
        ("unused", "UNNAMED"),
        ("not fired", "own-one"),
    ]
    assert found["counts"]["rules"] == 2
    assert [each["where"] for each in covered["items"]] == [["own-one", "own-two"]]


def test_rules_asked_about_must_be_among_those_in_use(ressort: Callable) -> None:
    done = ressort("rules", "lint", CASE, "--only", "ruls/general")

    assert done.status == 2
    assert "did you mean `rules/general`?" in done.err
