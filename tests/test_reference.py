# SPDX-License-Identifier: EUPL-1.2
"""The language reference: what it shows is read alike in both surfaces, and nothing is missing."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from sentences import AROUND, GRAMMAR, Pair, pairs

from checker.errors import MistakesError
from checker.language.parser import parse
from checker.language.words import vocabulary
from checker.source import Source

README = GRAMMAR / "README.md"
CASE = "fixtures/copenhagen-2013/kbs-biu.ressort"
TABLE = re.compile(r"<!-- (\w+) -->\n.*\n.*\n((?:\|.*\n)+)")


def tables() -> dict[str, str]:
    """The kind of each table that shows sentences, and its rows."""
    return dict(TABLE.findall(README.read_text(encoding="utf-8")))


@pytest.mark.parametrize("kind", AROUND)
def test_a_table_shows_the_sentences_of_its_kind(kind: str, request: pytest.FixtureRequest) -> None:
    """``--update`` writes the tables from ``grammar/sentences.txt``."""
    rows = [pair for pair in pairs() if pair.kind == kind and pair.shown]
    table = "".join(f"| `{pair.english}` | `{pair.danish}` |\n" for pair in rows)
    if request.config.getoption("--update"):
        text = README.read_text(encoding="utf-8").replace(tables()[kind], table)
        README.write_text(text, encoding="utf-8", newline="\n")

    assert tables()[kind] == table


EXAMPLE = re.compile(r"^```ressort\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def test_every_table_has_its_sentences() -> None:
    assert tables().keys() == AROUND.keys()


@pytest.mark.slow
def test_the_first_rule_stands_beside_the_shipped_ones(
    ressort: Callable, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(GRAMMAR.parent)
    first, _, others = README.read_text(encoding="utf-8").partition("\n## Three kinds")
    for number, example in enumerate(EXAMPLE.findall(first)):
        (tmp_path / f"{number}.ressort").write_text(example, encoding="utf-8")

    shown = ressort("rules", "list", "--rules", "rules", "--rules", tmp_path)
    case = ressort("check", CASE, "--rules", "rules", "--rules", tmp_path, "--format", "json")

    assert "property-in-one-place" in shown.out
    assert "property-in-one-place" in case.out
    assert [parse(Source.of(each)).kind for each in EXAMPLE.findall(others)] == [
        "rules",
        "organisation",
    ]


def words() -> list[str]:
    """The printed English wording of every keyword, without its marks."""
    table = vocabulary("en").wordings.items()
    printed = [each[0] for name, each in table if name not in ("MONTH", "NUMBER_WORD")]
    return [re.sub(r"\(,\)|>\w+|,", "", each).strip() for each in printed]


def test_no_keyword_is_left_out() -> None:
    shown = " ".join(f" {pair.english} " for pair in pairs() if pair.shown).replace(",", " ")
    said = " ".join(["", *shown.split(), ""])

    assert [word for word in words() if word and f" {word} " not in said] == []


def test_a_broken_row_would_be_noticed() -> None:
    broken = Pair("sentence", "TMU must nothold care tasks", "TMU må ikke varetage pleje")

    with pytest.raises(MistakesError):
        parse(Source.of(broken.text("en")))
