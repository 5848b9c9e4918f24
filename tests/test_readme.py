# SPDX-License-Identifier: EUPL-1.2
"""The README and the pages it leads to: what they show is what happens."""

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
PAGES = [
    ROOT / "README.md",
    ROOT / "grammar" / "README.md",
    ROOT / "rules" / "README.md",
    ROOT / "reports" / "README.md",
    ROOT / ".github" / "GATE.md",
    ROOT / "CONTRIBUTING.md",
    ROOT / "SECURITY.md",
]
LINK = re.compile(r"\]\(([^):#]*)(?:#([^)]*))?\)")


def blocks(language: str, *pages: Path) -> list[str]:
    texts = [page.read_text(encoding="utf-8") for page in pages] or [README]
    return [
        block
        for text in texts
        for block in re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    ]


def anchors(page: Path) -> set[str]:
    """What a heading is linked by, as the hosts of repositories make it."""
    headings = re.findall(r"^#+ (.*)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", one.lower()).replace(" ", "-") for one in headings}


def links() -> list[tuple[Path, str, str]]:
    return [
        (page, *found)
        for page in PAGES
        for found in LINK.findall(page.read_text(encoding="utf-8"))
        if any(found)
    ]


@pytest.mark.parametrize(
    ("page", "path", "anchor"), links(), ids=lambda value: getattr(value, "name", str(value))
)
def test_a_link_leads_somewhere(page: Path, path: str, anchor: str) -> None:
    target = page.parent / path if path else page

    assert target.exists()
    assert not anchor or anchor in anchors(target)


def test_the_readme_is_short() -> None:
    assert len(README.splitlines()) <= 150


@pytest.fixture(autouse=True)
def in_the_checkout(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def test_the_answer_shown_is_the_answer(ressort: Callable) -> None:
    (shown,) = blocks("text")

    assert ressort("check", CASE, "--lang", "en").out.startswith(shown)


@pytest.mark.parametrize(
    "text", blocks("ressort", *PAGES[:1], *PAGES[2:]), ids=lambda text: text.split("\n")[0]
)
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
    lines = [line for block in blocks("sh", *PAGES) for line in block.splitlines()]
    return [line.split()[1:] for line in lines if line.startswith("ressort ")]


@pytest.mark.parametrize("words", commands(), ids=" ".join)
def test_a_command_shown_exists_with_its_options(ressort: Callable, words: list[str]) -> None:
    help_text = ressort(*words[: 2 if "organisation" in words[1:2] else 1], "--help").out

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


def test_every_promise_of_security_names_a_test_that_there_is() -> None:
    page = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| \*\*.*$", page, re.MULTILINE)

    assert len(rows) >= 8
    for row in rows:
        named = re.findall(r"`(tests/(?:\w+/)?\w+\.py)`", row)
        assert named, row
        assert all((ROOT / each).exists() for each in named), row
