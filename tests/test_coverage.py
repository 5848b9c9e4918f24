# SPDX-License-Identifier: EUPL-1.2
"""The register of legal sentences: what became of each, and which gap is told."""

import json
import shutil
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import docx
import pytest
import shipped
from docx.shared import Mm
from engine import HEADER, LAW, TOWN

from checker import folders
from checker.audit.register import CoverageItem, cover, kept
from checker.desk.answer import word
from checker.language.parser import parse
from checker.page.blocks import Table
from checker.pipeline import Checker
from checker.source import Source
from checker.speech.node import Document

RULES = """
rule moved "A move changes the bylaw"
    a unit that moves between committees needs a bylaw change
    under KSL § 17
rule silent "S"
    KU must not hold payroll tasks
    under KSL § 18
    checked against the text on 2026-11-24
not coded KSL § 20 because "Not read" da "Ikke læst"
"""
CASE = HEADER + "move KEjd from KU to ØU\n"


def items(register: str, case: str = CASE) -> list[CoverageItem]:
    base = [parse(Source.of(LAW + RULES + register, "law.ressort"))]
    town = [parse(Source.of(TOWN, "town.ressort"))]
    cases: list[Document] = [parse(Source.of(case, "case.ressort"))]
    checker = Checker(base, town)
    results = [checker.check(one) for one in cases]
    return list(cover(checker.book, kept(cases, results, town)))


def the(number: int, register: str) -> CoverageItem:
    (one,) = [item for item in items(register) if item.sentence == number]
    return one


def test_a_sentence_coded_in_a_rule_names_it_and_the_cases_that_show_it() -> None:
    one = the(1, 'legal sentence 1 "T"\n coded in moved\n read in "memo", section 2\n')

    assert (one.status, one.where, one.cases, one.checked) == (
        "rule",
        ("moved",),
        ("case.ressort",),
        False,
    )
    assert one.gaps == ()


@pytest.mark.parametrize(
    ("register", "gap"),
    [
        ('legal sentence 1 "T"\n coded in silent\n', ("silent", "silent")),
        ('legal sentence 1 "T"\n fact Nowhere\n', ("fact", "Nowhere")),
        ('legal sentence 1 "T"\n shown in "Nowhere"\n', ("case", "Nowhere")),
        ('legal sentence 1 "T"\n', ("nothing", "")),
        ('legal sentence 2 "T"\n coded in moved\n', ("number", "")),
    ],
)
def test_what_is_missing_is_a_gap(register: str, gap: tuple[str, str]) -> None:
    assert [(one.key, one.name) for one in the(1, register).gaps] == [gap]


def test_facts_and_cases_and_reasons_are_accounts_too() -> None:
    register = (
        'legal sentence 1 "T"\n fact KEjd and passports\n'
        'legal sentence 2 "T"\n shown in "Prøve"\n'
        'legal sentence 3 "T"\n not coded because "It is history"\n'
    )

    assert [(one.status, one.gaps) for one in items(register) if one.sentence] == [
        ("fact", ()),
        ("case", ()),
        ("not coded", ()),
    ]


def test_every_provision_stands_in_the_register_once_in_order() -> None:
    found = items('legal sentence "T"\n under KSL § 3, stk. 1\n not coded because "A name"\n')

    assert [(one.provision, one.status) for one in found] == [
        ("KSL § 3, stk. 1", "not coded"),
        ("KSL § 17", "rule"),
        ("KSL § 18", "rule"),
        ("KSL § 20", "not coded"),
    ]
    assert [one.checked for one in found] == [False, False, True, False]


LINES = (
    'legal sentence "A"\n under KSL § 17\n coded in moved\n'
    'legal sentence "B"\n under KSL § 17\n {}\n'
)


@pytest.mark.parametrize(
    ("line", "status", "gaps"),
    [
        ("coded in moved", "rule", ()),
        ("fact KEjd", "rule", ()),
        ("coded in moved\n not coded because 'x'".replace("'", '"'), "partly", ()),
        ('not coded because "x"', "partly", ()),
        ("coded in deleted", "partly", (("gone", "deleted"),)),
        ("fact Nowhere", "partly", (("fact", "Nowhere"),)),
        ("", "partly", (("nothing", ""),)),
    ],
)
def test_a_provision_is_coded_only_while_each_of_its_lines_is(
    line: str, status: str, gaps: tuple[tuple[str, str], ...]
) -> None:
    (one,) = [item for item in items(LINES.format(line)) if item.provision == "KSL § 17"]

    assert one.status == status
    assert tuple((gap.key, gap.name) for gap in one.gaps) == gaps
    assert [line.text.en for line in one.lines if line.text] == ["A", "B"]


def test_a_numbered_sentence_is_a_line_too_and_one_whose_rules_are_gone_is_not_coded() -> None:
    found = items('legal sentence 1 "N"\n under KSL § 17\n coded in deleted\n')

    assert [(one.provision, one.status) for one in found[:2]] == [
        ("KSL § 17", "not coded"),
        ("KSL § 17", "partly"),
    ]
    assert [gap.key for gap in found[0].gaps] == ["gone"]
    assert not found[1].gaps


def test_what_is_not_coded_beside_a_rule_makes_its_provision_partly_so() -> None:
    found = items('not coded KSL § 17 because "x"\n')

    assert {one.provision: one.status for one in found}["KSL § 17"] == "partly"


@pytest.mark.slow
def test_a_rule_deleted_from_the_shipped_ones_leaves_its_provision_partly_coded(
    ressort: Callable, tmp_path: Path
) -> None:
    """The cases that expect the rule are counted all the same."""
    copy = tmp_path / "rules"
    shutil.copytree(folders.RULES, copy)
    law = copy / "general" / "ksl.ressort"
    blocks = law.read_text(encoding="utf-8").split("\n\n")
    kept = [block for block in blocks if "\nregel two-readings " not in f"\n{block}"]
    law.write_text("\n\n".join(kept), encoding="utf-8")

    done = ressort("rules", "coverage", "--rules", copy, "--format", "json")

    found = {one["provision"]: one for one in json.loads(done.out)["items"] if not one["sentence"]}
    assert (done.status, found["KSL § 2, stk. 2"]["status"]) == (1, "partly")
    assert {line["status"] for line in found["KSL § 2, stk. 2"]["lines"]} == {"rule", "not coded"}


@pytest.mark.slow
def test_each_shipped_rule_is_a_line_of_each_provision_that_it_rests_on() -> None:
    book = shipped.checker().book
    lines = {
        (base, name.text) for one in book.sentences for base in one.bases for name in one.rules
    }
    missing = [
        (rule.id.text, str(base))
        for rule in book.rules
        for base in rule.bases
        if base.parts and not rule.interpretation and (base, rule.id.text) not in lines
    ]

    assert not missing


def test_the_command_fails_on_a_gap_and_writes_every_format(
    ressort: Callable, tmp_path: Path
) -> None:
    (tmp_path / "law.ressort").write_text(LAW + RULES, encoding="utf-8")
    (tmp_path / "town.ressort").write_text(TOWN, encoding="utf-8")
    (tmp_path / "case.ressort").write_text(CASE, encoding="utf-8")
    places = (tmp_path, "--rules", tmp_path, "--organisations", tmp_path)

    text = ressort("rules", "coverage", *places, "--lang", "en")
    table = ressort("rules", "coverage", *places, "--lang", "da", "--format", "markdown")
    document = json.loads(ressort("rules", "coverage", *places, "--format", "json").out)

    assert text.status == table.status == 1
    assert "GAP: no kept case fires the rule silent" in text.out
    assert "**HUL:** ingen sag udløser reglen silent" in table.out
    assert {"sentence", "provision", "status", "where", "cases", "checked"} <= {
        *document["items"][0]
    }


def test_in_word_the_register_lies_on_its_side_and_no_word_of_a_head_is_broken() -> None:
    heads = ["Retssætning", "Bestemmelse", "Kodet som", "Hvor", "Sager", "Tekst læst"]
    row = ["Borgerrepræsentationen besluttede det " * 3, "KSL § 2", "kendsgerning", "x" * 60, "0"]
    made = docx.Document(BytesIO(word([Table.of([heads, [*row, "på anden hånd"]])], "da")))
    (section,), (table,) = made.sections, made.tables
    room = section.page_width - section.left_margin - section.right_margin

    assert section.page_width > section.page_height
    assert sum(each.width for each in table.columns) <= room
    for column, head in zip(table.columns, heads, strict=True):
        assert column.width / Mm(1.95) > max(map(len, head.split())) + 1


@pytest.mark.slow
def test_the_shipped_register_has_no_gap(ressort: Callable) -> None:
    done = ressort("rules", "coverage", "--format", "json")
    document = json.loads(done.out)
    numbers = [item["sentence"] for item in document["items"] if item["sentence"] is not None]

    assert (done.status, document["counts"]["gaps"]) == (0, 0)
    assert numbers == [*range(1, 107)]


@pytest.mark.parametrize("towns", [[], ["--organisations", "towns"]])
def test_rules_of_ones_own_that_no_shipped_case_fits_are_covered_by_none(
    ressort: Callable, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, towns: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("towns").mkdir()
    Path("towns/t.ressort").write_text('municipality t "T" as of 2026-01-01\n', "utf-8")
    Path("r.ressort").write_text(
        'source KSL law "L"\narea harbour "havne"\n'
        'rule own "T"\n    a committee must not hold harbour tasks\n    under KSL § 2\n',
        "utf-8",
    )
    where = ["--rules", "r.ressort", *towns]
    done = ressort("rules", "coverage", *where, "--format", "json")
    tested = ressort("rules", "test", *where)

    items = json.loads(done.out)["items"]
    assert [(one["provision"], one["where"], one["cases"]) for one in items] == [
        ("KSL § 2", ["own"], [])
    ]
    assert (done.status, tested.status, tested.out) == (1, 2, "")
    assert all(
        "the shipped cases do not fit these rules" in told.err and told.err.count("\n") == 1
        for told in (done, tested)
    )
