# SPDX-License-Identifier: EUPL-1.2
"""Sign-offs: an office's word for a rule as it stood, which falls when the rule changes."""

import json
from collections.abc import Callable
from itertools import chain
from pathlib import Path

import pytest
from docx import Document
from engine import LAW, TOWN
from test_schema import STRICT

from checker.errors import MistakesError
from checker.language.parser import parse
from checker.lawbook.load import load_lawbook
from checker.lawbook.signing import is_office
from checker.source import Source

RULES = """
rule moved "A move changes the bylaw"
    a unit that moves between committees needs a bylaw change
    under KSL § 17
    because en "It stands there"
    read in "memo", section 2, page 4 quoting "stands in the bylaw"
rule other "O"
    KU must not hold payroll tasks
    under KSL § 18
"""
SIGNED = ("--by", "Juridisk Afdeling", "--on", "2026-11-27")


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "law.ressort").write_text(LAW + RULES, encoding="utf-8")
    (tmp_path / "town.ressort").write_text(TOWN, encoding="utf-8")
    return tmp_path


def sign(ressort: Callable, place: Path, *more: str):
    where = ("--rules", place, "--organisations", place, "--lang", "en")
    return ressort("rules", "sign", *more, *where)


def changed(place: Path, old: str, new: str) -> dict[str, tuple[str, ...]]:
    law = (place / "law.ressort").read_text(encoding="utf-8")
    assert old in law
    documents = [
        parse(Source.of(law.replace(old, new), "law.ressort")),
        parse(Source.read(place / "sign-offs.ressort")),
    ]
    book = load_lawbook(documents, [parse(Source.of(TOWN, "town.ressort"))])
    return {one.rule: ("gone",) if one.gone else one.changed for one in book.signatures}


def test_a_sign_off_is_written_beside_the_rules_by_rule_and_office(
    ressort: Callable, place: Path
) -> None:
    first = sign(ressort, place, "other", "moved", *SIGNED)
    again = sign(ressort, place, "moved", "--by", "Kommuneadvokaten", "--on", "2026-11-26")
    text = (place / "sign-offs.ressort").read_text(encoding="utf-8")
    sign(ressort, place, "moved", "--by", "Kommuneadvokaten", "--on", "2026-11-28")
    renewed = (place / "sign-offs.ressort").read_text(encoding="utf-8")

    assert (first.status, again.status) == (0, 0)
    assert "sign-offs.ressort: other, moved" in first.out
    heads = [line.split(" on ")[0] for line in text.splitlines() if line.startswith("sign-off")]
    assert heads == [
        'sign-off of moved signed by "Juridisk Afdeling"',
        'sign-off of moved signed by "Kommuneadvokaten"',
        'sign-off of other signed by "Juridisk Afdeling"',
    ]
    assert renewed == text.replace("2026-11-26", "2026-11-28")


@pytest.mark.parametrize(
    ("old", "new", "fallen"),
    [
        ("between committees", "from KU", ("sentence",)),
        ("needs a bylaw change\n", "needs a bylaw change when it is new\n", ("sentence",)),
        (
            "    under KSL § 17\n",
            "    under KSL § 17\n    in force from 2020-01-01\n",
            ("sentence",),
        ),
        ("under KSL § 17", "under KSL § 17 and KSL § 20", ("bases",)),
        ('KSL law "', 'KSL law "New: ', ("bases",)),
        ("stands in the", "stood in the", ("quotations",)),
        ("section 2", "section 3", ("quotations",)),
        ("rule moved", "rule went", ("gone",)),
        ('because en "It stands', 'because en "That stands', ()),
        ('"A move changes', '"Each move changes', ()),
        ("a unit that moves between", "a unit that\n        moves between", ()),
        ("page 4", "page 5", ()),
    ],
)
def test_it_falls_when_sentence_bases_or_quotations_change(
    ressort: Callable, place: Path, old: str, new: str, fallen: tuple[str, ...]
) -> None:
    sign(ressort, place, "moved", *SIGNED)

    assert changed(place, old, new) == {"moved": fallen}


def test_coverage_and_reports_tell_it_in_json_too(ressort: Callable, place: Path) -> None:
    sign(ressort, place, "moved", "other", *SIGNED)
    law = place / "law.ressort"
    law.write_text(
        law.read_text(encoding="utf-8").replace("payroll tasks", "business tasks"), encoding="utf-8"
    )
    case = place / "case.ressort"
    header = 'proposal "P"\n concerns town\n proposed 2013-01-01\n effective 2014-01-01\n'
    case.write_text(header + "move KEjd from KU to ØU\n", encoding="utf-8")
    where = (case, "--rules", place, "--organisations", place, "--lang", "en")

    told = ressort("rules", "coverage", *where)
    assert not told.err
    counted = json.loads(ressort("rules", "coverage", *where, "--format", "json").out)
    report = ressort("check", *where)
    checked = json.loads(ressort("check", *where, "--format", "json").out)

    assert "signed off by Juridisk Afdeling on 2026-11-27" in " ".join(report.out.split())
    assert "- `moved`: signed off by Juridisk Afdeling on 2026-11-27" in told.out
    assert "- `other`: the sign-off by Juridisk Afdeling on 2026-11-27 has fallen" in told.out
    assert "as there have changed: sentence" in told.out
    assert [(one["rule"], one["stands"]) for one in counted["signatures"]] == [
        ("moved", True),
        ("other", False),
    ]
    rules = {one["id"]: one["basis"][0].get("signed") for one in checked["rules"]}
    assert rules["moved"][0]["office"] == "Juridisk Afdeling"
    assert (rules["moved"][0]["stands"], rules["other"][0]["stands"]) == (True, False)
    STRICT.validate(checked)


def pages_of(folder: Path) -> dict[str, str]:
    """What a report says in each format, by its ending, blanks made alike."""
    word = Document(str(folder / "report.docx")).element.xpath("string(//w:body)")
    text = {end: (folder / f"report.{end}").read_text("utf-8") for end in ("txt", "md", "html")}
    return {end: " ".join(said.split()) for end, said in {**text, "docx": word}.items()}


def test_the_source_sheet_of_each_format_has_place_digest_and_sign_offs(
    ressort: Callable, place: Path
) -> None:
    law = place / "law.ressort"
    told = 'section 2, page 4 quoting "stands in the bylaw"'
    read = told + ', text digest "0123456789abcdef"'
    law.write_text(law.read_text("utf-8").replace(told, read), encoding="utf-8")
    sign(ressort, place, "moved", *SIGNED)
    law.write_text(law.read_text("utf-8").replace("A move changes", "Each move"), encoding="utf-8")
    case = place / "case.ressort"
    header = 'forslag "P"\n vedrører town\n fremsat 2013-01-01\n virkning fra 2014-01-01\n'
    case.write_text(header + "flyt KEjd fra KU til ØU\n", encoding="utf-8")
    reports = [("--report", place / f"report.{end}") for end in ("txt", "md", "html", "docx")]
    ressort("check", case, "--rules", place, "--organisations", place, *chain(*reports))

    for end, said in pages_of(place).items():
        _, _, sheet = said.rpartition("Kildeark")
        assert "afsnit 2 (side 4)" in sheet, end
        assert "har kontroltallet 0123456789abcdef." in sheet, end
        assert "Reglen moved: påtegnet af Juridisk Afdeling den 27. november 2026." in sheet, end


def test_with_a_file_of_rules_the_sign_offs_beside_it_are_read(
    ressort: Callable, place: Path
) -> None:
    sign(ressort, place, "moved", *SIGNED)
    case = place / "none"
    case.mkdir()

    done = ressort("rules", "list", "--rules", place / "law.ressort")
    (place / "sign-offs.ressort").write_text("sign-off of moved", encoding="utf-8")
    broken = ressort("rules", "list", "--rules", place / "law.ressort")

    assert (done.status, broken.status) == (0, 2)
    assert "sign-offs.ressort:1" in broken.err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("move", *SIGNED), "did you mean `moved`?"),
        (("moved",), "--by, --on is missing"),
        (("moved", "--on", "2026-11-27"), "--by is missing"),
        (("moved", "--by", "Kontoret"), "--on is missing"),
        (("moved", "--by", "Kontoret", "--on", "27-11-2026"), "is not a date"),
        (("moved", "--by", "Mette Jensen", "--on", "2026-11-27"), "is no office"),
        (("moved", "--by", 'Kontoret "Jura"', "--on", "2026-11-27"), "is no office"),
    ],
)
def test_misuse_is_told_and_nothing_is_written(
    ressort: Callable, place: Path, arguments: tuple[str, ...], told: str
) -> None:
    done = sign(ressort, place, *arguments)

    assert done.status == 2
    assert told in done.err
    assert not (place / "sign-offs.ressort").exists()


def test_what_is_no_sign_off_is_left_alone(ressort: Callable, place: Path) -> None:
    other = place / "sign-offs.ressort"
    other.write_text('authority NEW "M"\n', encoding="utf-8")

    done = sign(ressort, place, "moved", *SIGNED)

    assert (done.status, other.read_text(encoding="utf-8")) == (2, 'authority NEW "M"\n')
    assert "something else than sign-offs" in done.err


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('signed by "Mette Jensen" on 2026-11-27, sentence digest "{0}"', "is no office"),
        ('signed by "Kontoret" on 2026-11-27, sentence digest "abc"', "is no digest"),
    ],
)
def test_a_sign_off_that_is_wrong_is_told_at_its_line(line: str, told: str) -> None:
    digest = "0" * 16
    said = f'{line.format(digest)}, bases digest "{digest}", quotations digest "{digest}"'
    with pytest.raises(MistakesError, match=told):
        load_lawbook(
            [parse(Source.of(f"{LAW}{RULES}sign-off of moved {said}\n", "law.ressort"))],
            [parse(Source.of(TOWN, "town.ressort"))],
        )


@pytest.mark.parametrize(
    "name",
    [
        *("Juridisk Afdeling", "Kommuneadvokaten", "Økonomiforvaltningen", "Legal Department"),
        *("Teknik- og Miljøforvaltningen, Juridisk Kontor", "Center for Politik og Jura"),
        *("City Attorney's Office", "Borgmesterens Afdeling", "Køge Kommune, Jura"),
    ],
)
def test_offices_are_known_by_their_words(name: str) -> None:
    assert is_office(name)


@pytest.mark.parametrize(
    "name",
    [
        *("", " ", "Mette Jensen", "Jens P. Hansen", "Mette Jensen, Juridisk Afdeling"),
        *("Juridisk chef Mette Jensen", "Juridisk Afdeling v/ Mette Jensen", "mj"),
    ],
)
def test_a_persons_name_is_none(name: str) -> None:
    assert not is_office(name)
