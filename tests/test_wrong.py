# SPDX-License-Identifier: EUPL-1.2
"""What an author is shown for each wrong file in ``wrong/``: the whole text, as printed."""

from collections.abc import Callable
from pathlib import Path

import pytest

from checker.errors import MistakesError
from checker.language.parser import parse
from checker.mistakes import TextError
from checker.source import Source

SLOW = pytest.mark.slow
HERE = Path(__file__).parent
WRONG = sorted((HERE / "wrong").glob("*.ressort"))
SHOWN = HERE / "snapshots" / "wrong"


def shown(source: Source) -> str:
    """The errors of a text, or the warnings of one that is read."""
    try:
        said = "\n\n".join(str(warning) for warning in parse(source).warnings)
    except MistakesError as error:
        said = str(error)
    return f"{said}\n"


@pytest.mark.parametrize("path", WRONG, ids=lambda path: path.stem)
def test_wrong_file(path: Path, matches: Callable[[str, str], None]) -> None:
    said = shown(Source.read(path, path.name))

    assert said.startswith(f"{path.name}:")
    matches(said, f"wrong/{path.stem}.txt")


@pytest.mark.parametrize("path", WRONG, ids=lambda path: path.stem)
def test_no_word_of_the_parser_is_shown(path: Path) -> None:
    said = shown(Source.read(path, path.name))

    for word in ("NAME", "STRING", "$END", "CITATION", "COMMA", "STRAY", "AND_CLAUSE", "{", "None"):
        assert word not in said


def test_every_snapshot_has_its_file() -> None:
    assert {path.stem for path in SHOWN.glob("*.txt")} == {path.stem for path in WRONG}


def mistakes(text: str) -> list[TextError]:
    with pytest.raises(MistakesError) as caught:
        parse(Source.of(text))
    errors = [error for error in caught.value.errors if isinstance(error, TextError)]
    assert len(errors) >= min(len(caught.value.errors), 100)  # then how many more there are
    return errors


@pytest.mark.parametrize(
    ("text", "underlined"),
    [
        ('rule a "A"\n    BIU must not hold care tasks', "a"),
        ('rule a "A"\n    BIU must hodl care tasks\n    under KSL', "hodl"),
        ('regel a "A"\n    BIU skal varetage pleje, erhverv eller sport\n    efter KSL', "eller"),
        ('source KSL law "L" in force from 2014-02-30', "2014-02-30"),
        ('source KSL law "L" of "K" of "K"', "of"),
        ('source KSL law "L\nsource SV bylaw "V"', '"L'),
        ('område a "to ord"', "to ord"),
    ],
)
def test_what_is_underlined(text: str, underlined: str) -> None:
    assert [error.span.text for error in mistakes(text)] == [underlined]


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        pytest.param("x" * 10_000_000, marks=SLOW),
        pytest.param("rule " * 200_000, marks=SLOW),
        'rule a "' + "x" * 5_000_000,
        pytest.param(
            'rule a "A"\n    BIU may only hold ' + "a, " * 10_000 + "\n    KSL",
            marks=pytest.mark.slow,
        ),
        'rule a "A"\n    BIU may only hold ' + "(" * 1_000_000,
        pytest.param("\n".join("move" for _ in range(5_000)), marks=SLOW),
        pytest.param("\n".join("nonsense" for _ in range(5_000)), marks=SLOW),
        pytest.param(
            'proposal "P"\n' + "\n".join(f"concerns c{n}" for n in range(5_000)),
            marks=pytest.mark.slow,
        ),
        "§" * 100_000,
        '"' * 100_001,
        "\x01\x02\ufffe",
        "KSL § 2" + ", stk. 2" * 100_000,
        "# only\n" * 100_000,
        "   " * 1_000_000,
    ],
    ids=lambda text: text[:20].encode("ascii", "backslashreplace").decode(),
)
def test_hostile_text_gets_errors(text: str) -> None:
    found = mistakes(text)

    assert 0 < len(found) <= 101
    assert all(len(str(error)) < 2000 for error in found)


@pytest.mark.slow
def test_a_long_list_and_many_statements_are_read() -> None:
    names = ", ".join(f"a{n}" for n in range(5_000))
    statement = f'rule r "R"\n    BIU may only hold {names} and b tasks\n    under KSL\n'
    many = "".join(f'area a{n} "a-{n}" within b\n' for n in range(5_000))

    assert len(parse(Source.of(statement + many)).statements) == 5_001
