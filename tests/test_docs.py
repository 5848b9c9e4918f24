# SPDX-License-Identifier: EUPL-1.2
"""The pages of the documentation are built, without a warning, and lack nothing they promise."""

import html
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from checker.say import sentences

ROOT = Path(__file__).parent.parent
PAGES = sorted((ROOT / ".docs").glob("*.md"))

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("docs")
    options = ["-W", "--keep-going", "-q", "-d", str(folder / "trees")]
    command = [sys.executable, "-m", "sphinx", *options, str(ROOT / ".docs"), str(folder / "html")]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")

    assert (done.stderr, done.returncode) == ("", 0)
    return folder / "html"


def words(page: Path) -> str:
    """What is read on a page, without its tags, blanks counting as one."""
    text = re.sub(r"<[^>]+>", "", page.read_text(encoding="utf-8"))
    return " ".join(html.unescape(text).split())


def test_each_page_is_in_its_language(built: Path) -> None:
    for page in PAGES:
        opening = (built / f"{page.stem}.html").read_text(encoding="utf-8")[:400]

        assert f'lang="{"da" if page.stem.endswith(".da") else "en"}"' in opening, page.name


@pytest.mark.parametrize("language", ["en", "da"])
def test_every_message_is_told_as_it_is_written(built: Path, language: str) -> None:
    page = words(built / f"messages.{language}.html")

    for key, text in sentences("messages", language).items():
        assert f"{key} {' '.join(text.replace('`', '').split())}" in page


def test_the_messages_in_danish_stand_under_danish_headings(built: Path) -> None:
    danish, english = (
        set(re.findall(r"^# --- (.*)$", text, re.MULTILINE))
        for text in (
            (ROOT / "reports" / f"messages.{language}.toml").read_text(encoding="utf-8")
            for language in ("da", "en")
        )
    )

    assert not danish & english
    assert "Filer, der ikke kan læses" in words(built / "messages.da.html")


def test_every_key_of_the_schema_is_told(built: Path) -> None:
    page = words(built / "schema.html")
    schema = json.loads((ROOT / "reports" / "result.schema.json").read_text(encoding="utf-8"))

    for name, part in [("The answer", schema), *schema["$defs"].items()]:
        assert name in page
        assert set(part.get("properties", [])) <= set(page.split())


def test_the_pages_of_the_checkout_lead_to_each_other(built: Path) -> None:
    assert 'href="gate.html#formats"' in (built / "reports.html").read_text(encoding="utf-8")
    assert 'href="language.html"' in (built / "rules.html").read_text(encoding="utf-8")
    assert 'href="changelog.html"' in (built / "security.html").read_text(encoding="utf-8")


def test_nothing_is_fetched_from_elsewhere(built: Path) -> None:
    for page in built.glob("*.html"):
        text = page.read_text(encoding="utf-8")
        fetched = re.findall(r'<(?:script|link|img|iframe)\b[^>]*(?:src|href)="(\w+:[^"]*)"', text)

        assert not [one for one in fetched if not one.startswith("data:")], page.name
