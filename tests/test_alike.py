# SPDX-License-Identifier: EUPL-1.2
"""Ids that look alike are told apart: by their letters, and by how those are drawn."""

from collections.abc import Callable
from pathlib import Path

import pytest
from towns import LAW, TOWN

from checker.alike import drawn
from checker.language.names import declared_ids
from checker.language.parser import parse
from checker.source import Source

PROPOSAL = (
    'proposal "P"\n    concerns town\n    proposed 2013-06-18\n    effective 2014-01-01\n'
    "move U1 from C1 to C2\n"
)


@pytest.fixture
def told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ressort: Callable) -> Callable:
    """told(proposal, facts, law) is what ``check`` says of documents with more statements."""
    monkeypatch.chdir(tmp_path)

    def said(proposal: str = "", facts: str = "", law: str = "") -> str:
        Path("r.ressort").write_text(LAW + law, "utf-8")
        Path("o.ressort").write_text(f'{TOWN}unit U1 "U" under C1\n{facts}', "utf-8")
        Path("p.ressort").write_text(PROPOSAL + proposal, "utf-8")
        done = ressort("check", "p.ressort", "--rules", "r.ressort", "--organisations", "o.ressort",
                       "--lang", "en")  # fmt: skip
        assert done.status in (0, 1, 2)
        return done.err if done.status == 2 else ""

    return said


@pytest.mark.slow
@pytest.mark.parametrize(
    ("sign", "called"),
    [
        ("С", "U+0421 CYRILLIC CAPITAL LETTER ES"),
        ("Ϲ", "U+03F9 GREEK CAPITAL LUNATE SIGMA SYMBOL"),
        ("Ｃ", "U+FF23 FULLWIDTH LATIN CAPITAL LETTER C"),
        ("𝐂", "U+1D402 MATHEMATICAL BOLD CAPITAL C"),
        ("Ⅽ", "U+216D ROMAN NUMERAL ONE HUNDRED"),
        ("ı", "U+0131 LATIN SMALL LETTER DOTLESS I"),
        ("ſ", "U+017F LATIN SMALL LETTER LONG S"),
        ("C٢", "U+0662 ARABIC-INDIC DIGIT TWO"),
        ("Cª", "U+00AA FEMININE ORDINAL INDICATOR"),
    ],
)
def test_an_id_has_letters_of_one_alphabet(told: Callable, sign: str, called: str):
    for text in (
        f"lead {sign}1 as centre\n",
        f'create unit {sign}1 "U" under C1\n',
        f"carries an amendment of {sign}1, planned\n",
        f'reword {sign}1 § 7 from "a" to "b"\n',
    ):
        error = told(text)
        assert called in error
        assert "Latin letters" in error
    assert called in told(facts=f'unit {sign}1 "U" under C2\n')
    assert called in told(law=f'area {sign}1 "ord"\n')


@pytest.mark.parametrize(
    "name", ["Ærø", "Åen-2", "Économie", "Groß", "Łódź", "ØU", "Kommuneqarfik"]
)
def test_an_id_has_the_letters_of_europe(told: Callable, name: str):
    assert told(f'create unit {name} "U" under C1\n') == ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        *(("BIU", "BlU"), ("BIU", "B1U"), ("K0", "KO"), ("Ðu", "Đu")),
        *(("barn", "bam"), ("vvs", "ws"), ("club", "dub"), ("cirnvva", "cimwa")),
    ],
)
def test_an_id_that_looks_like_one_on_file_is_an_error(told: Callable, one: str, other: str):
    new = f'unit {other} "U" under C2\n'
    own = f'unit {one} "U" under C2\n'

    assert f"`{other}` looks like `{one}`" in told(f"create {new}", own)
    assert f"`{other}` looks like `{one}`" in told("", own + new)
    assert f"`{other}` looks like `{one}`" in told("", new, f'area {one} "ord"\n')
    assert f"`{other}` looks like `{one}`" in told("", "", f'area {one} "a"\narea {other} "b"\n')


def test_figures_are_those_of_ascii(told: Callable):
    for text in ('reword BYL § ٧ from "a" to "b"\n', "resize C2 to ٩ members\n"):
        assert "p.ressort:6:" in told(text)
    rule = 'rule r "R"\n    U1 needs a bylaw change\n    under LAW § 1\n    read in "a", section '
    for section in ("٣.٧", "3.٧"):
        assert "r.ressort:" in told(law=f"{rule}{section}\n")


def test_nothing_that_is_shipped_looks_alike(shipped_ids: set[str]):
    assert len({drawn(id) for id in shipped_ids}) == len(shipped_ids)


@pytest.fixture
def shipped_ids() -> set[str]:
    from checker.folders import RULES

    texts = (file.read_text(encoding="utf-8") for file in RULES.rglob("*.ressort"))
    return declared_ids(parse(Source.of(text)) for text in texts)
