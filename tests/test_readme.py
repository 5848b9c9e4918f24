"""The README: what it shows is what happens."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

import checker
from checker.language.parser import parse
from checker.source import Source

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
CASE = "fixtures/copenhagen-2013/kbs-biu.ressort"


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


@pytest.fixture(autouse=True)
def in_the_checkout(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def test_the_answer_shown_is_the_answer(ressort: Callable) -> None:
    (shown,) = blocks("text")

    assert ressort("check", CASE, "--lang", "en").out.startswith(shown)


@pytest.mark.parametrize("text", blocks("ressort"), ids=lambda text: text.split("\n")[0])
def test_an_example_of_the_language_can_be_read(text: str) -> None:
    document = parse(Source.of(text, "README.md"))

    assert len(document.statements) > 1


SENTENCES = re.findall(r"^    ((?:BIU|KBS).*)$", README, re.MULTILINE)


def test_the_sentences_at_the_top_are_pairs() -> None:
    assert len(SENTENCES) == 4


@pytest.mark.parametrize(("keyword", "basis"), [("rule", "under"), ("regel", "efter")])
def test_the_sentences_at_the_top_are_rules(keyword: str, basis: str) -> None:
    own = SENTENCES[:2] if keyword == "rule" else SENTENCES[2:]
    rules = [
        f'{keyword} r{number} "R"\n    {sentence}\n    {basis} KSL\n'
        for number, sentence in enumerate(own)
    ]

    document = parse(Source.of("\n".join(rules)))

    assert document.surface == ("en" if keyword == "rule" else "da")
    assert len(document.statements) == 2


def commands() -> list[list[str]]:
    lines = [line for block in blocks("sh") for line in block.splitlines()]
    return [line.split()[1:] for line in lines if line.startswith("ressort ")]


@pytest.mark.parametrize("words", commands(), ids=" ".join)
def test_a_command_shown_exists_with_its_options(ressort: Callable, words: list[str]) -> None:
    help_text = ressort(*words[:1], "--help").out

    flags = {word for word in words if word.startswith("--")}
    assert {flag for flag in flags if flag not in help_text} == set()


def test_the_example_in_python_runs(capsys: pytest.CaptureFixture[str]) -> None:
    (program,) = blocks("python")

    exec(program)

    assert capsys.readouterr().out.startswith("incomplete ['employment-committee'")


def test_the_function_gives_the_result_of_the_command() -> None:
    result = checker.check(CASE)

    assert (result.verdict, result.proposal.path) == ("incomplete", CASE)
    with pytest.raises(checker.CheckerError, match="there is no such file"):
        checker.check("nowhere.ressort")
