# SPDX-License-Identifier: EUPL-1.2
"""The command that adds an extra names what is there: the checkout, the wheel, or the index."""

import json
import re
import tomllib
from importlib import metadata
from pathlib import Path

import pytest

from checker import folders
from checker.folders import adding
from checker.say import sentences

ROOT = Path(__file__).parent.parent
EXTRAS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"][
    "optional-dependencies"
]
CALLS = [
    found
    for path in sorted((ROOT / "checker").rglob("*.py"))
    for found in re.findall(r'adding\("(\w+)"\)', path.read_text(encoding="utf-8"))
]


def test_in_a_checkout_it_is_that_checkout() -> None:
    assert adding("word").endswith(f' install --editable "{ROOT}[word]"')


@pytest.mark.parametrize(
    ("origin", "named"),
    [
        (
            {"url": "file:///w/ressort-0.1.0-py3-none-any.whl", "archive_info": {}},
            '"ressort[word] @ file:///w/ressort-0.1.0-py3-none-any.whl"',
        ),
        ({"url": "file:///home/ressort", "dir_info": {}}, '"ressort[word] @ file:///home/ressort"'),
        (
            {"url": "https://example.org/r", "vcs_info": {"vcs": "git", "commit_id": "0a1b"}},
            '"ressort[word] @ git+https://example.org/r@0a1b"',
        ),
        (None, '"ressort[word]"'),
    ],
)
def test_elsewhere_it_is_what_was_installed(
    origin: dict | None, named: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Installed:
        def read_text(self, name: str) -> str | None:
            assert name == "direct_url.json"
            return json.dumps(origin) if origin else None

    monkeypatch.setattr(folders, "ROOT", tmp_path)
    monkeypatch.setattr(metadata, "distribution", lambda name: {"ressort": Installed()}[name])

    assert adding("word").endswith(f" install {named}")


def test_what_is_to_be_added_is_an_extra() -> None:
    assert {"dask", "excel", "page", "watch"} <= set(CALLS) <= set(EXTRAS)


@pytest.mark.parametrize("language", ["en", "da"])
def test_no_message_names_an_index_that_has_it_not(language: str) -> None:
    assert [
        text for text in sentences("messages", language).values() if "pip install" in text
    ] == []


@pytest.mark.parametrize("page", ["README.md", "grammar/README.md", "reports/README.md"])
def test_no_page_installs_by_the_name_alone(page: str) -> None:
    assert not re.search(r"install [^\n`]*['\"]ressort", (ROOT / page).read_text(encoding="utf-8"))
