"""The language reference: what it shows is read alike in both surfaces, and nothing is missing."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from areas import AREAS

from checker.errors import MistakesError
from checker.language.names import settle
from checker.language.parser import parse
from checker.source import Source
from checker.speech.node import Surface

GRAMMAR = Path(__file__).parent.parent / "grammar"
REFERENCE = (GRAMMAR / "README.md").read_text(encoding="utf-8")
CASE = "fixtures/copenhagen-2013/kbs-biu.ressort"
ROW = re.compile(r"\| `(.+?)` \| `(.+?)` \|")
AROUND: dict[str, tuple[str, str]] = {
    "rules": ("{}", "{}"),
    "organisation": ("{}", "{}"),
    "proposal": ("{}", "{}"),
    "register": ("{}", "{}"),
    "registered": ("waivers of m\n{}", "fravigelser for m\n{}"),
    "fact": ('municipality m "M" as of 2013-06-18\n{}', 'kommune m "M" pr. 2013-06-18\n{}'),
    "change": (
        'proposal "P"\n concerns m\n proposed 2013-06-18\n effective 2014-01-01\n{}',
        'forslag "P"\n vedrører m\n fremsat 2013-06-18\n virkning fra 2014-01-01\n{}',
    ),
    "sentence": ('rule x "X"\n {}\n under KSL', 'regel x "X"\n {}\n efter KSL'),
    "predicate": (
        'rule x "X"\n a unit that {} needs a bylaw change\n under KSL',
        'regel x "X"\n en enhed, der {}, kræver vedtægtsændring\n efter KSL',
    ),
    "condition": (
        'rule x "X"\n note on KBS "N" when {}\n under KSL',
        'regel x "X"\n bemærkning til KBS "N", når {}\n efter KSL',
    ),
    "instrument": (
        'rule x "X"\n KBS needs {}\n under KSL',
        'regel x "X"\n KBS kræver {}\n efter KSL',
    ),
    "qualifier": (
        'rule x "X"\n TMU must not hold care tasks\n {}\n under KSL § 99',
        'regel x "X"\n TMU må ikke varetage pleje\n {}\n efter KSL § 99',
    ),
}  # fmt: skip


def rows() -> list[tuple[str, str, str]]:
    """The kind of table, the English and the Danish of every row that shows a sentence."""
    parts = re.split(r"<!-- (\w+) -->", REFERENCE)[1:]
    kinds = zip(parts[::2], parts[1::2], strict=True)
    return [(kind, *row) for kind, part in kinds for row in ROW.findall(part)]


def texts(kind: str, english: str, danish: str) -> tuple[str, str]:
    there = [each.replace(" / ", "\n ") for each in (english, danish)]
    return AROUND[kind][0].format(there[0]), AROUND[kind][1].format(there[1])


def test_every_kind_of_sentence_has_a_table() -> None:
    assert {kind for kind, _, _ in rows()} == set(AROUND)


@pytest.mark.parametrize("row", rows(), ids=lambda row: row[1].encode("ascii", "replace").decode())
def test_a_row_is_read_in_its_own_surface_only(row: tuple[str, str, str]) -> None:
    english, danish = texts(*row)
    surfaces: list[Surface] = [parse(Source.of(text)).surface for text in (english, danish)]

    assert surfaces == ["en", "da"]


@pytest.mark.parametrize("row", rows(), ids=lambda row: row[1].encode("ascii", "replace").decode())
def test_the_two_sides_of_a_row_say_the_same(row: tuple[str, str, str]) -> None:
    english, danish = (
        settle(parse(Source.of(text)), AREAS, {"KBS", "KES", "BIU", *AREAS}) for text in texts(*row)
    )

    assert english.statements == danish.statements


def test_the_first_rule_stands_beside_the_shipped_ones(
    ressort: Callable, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(GRAMMAR.parent)
    for number, example in enumerate(
        re.findall(r"^```ressort\n(.*?)^```$", REFERENCE, re.M | re.S)
    ):
        (tmp_path / f"{number}.ressort").write_text(example, encoding="utf-8")

    shown = ressort("rules", "list", "--rules", "rules", "--rules", tmp_path)
    case = ressort("check", CASE, "--rules", "rules", "--rules", tmp_path)

    assert "property-in-one-place" in shown.out
    assert "property-in-one-place" in case.out


def words() -> list[str]:
    """The printed English wording of every keyword, without its marks."""
    table = (GRAMMAR / "words.txt").read_text(encoding="utf-8").split("\n")
    cells = [line.split(" | ") for line in table if line[:1].isupper() and " | " in line]
    printed = [cell[1].split(" / ")[0] for cell in cells if cell[0] not in ("MONTH", "NUMBER_WORD")]
    return [re.sub(r"\(,\)|>\w+|,", "", each).strip() for each in printed]


@pytest.mark.parametrize("word", [each for each in words() if each])
def test_no_keyword_is_left_out(word: str) -> None:
    shown = " ".join(f" {english} " for _, english, _ in rows()).replace(",", " ")

    assert f" {word} " in " ".join(shown.split()) + " "


def test_a_broken_row_would_be_noticed() -> None:
    english, _ = texts("sentence", "TMU must nothold care tasks", "TMU må ikke varetage pleje")

    with pytest.raises(MistakesError):
        parse(Source.of(english))
