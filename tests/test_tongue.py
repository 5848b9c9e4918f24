# SPDX-License-Identifier: EUPL-1.2
"""In which language somebody is spoken to, and days as people write them."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from checker.commands.draft import day_in
from checker.commands.tongue import tongue
from checker.errors import UsageError
from checker.say import Language


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({"LC_ALL": "da_DK.UTF-8"}, "da"),
        ({"LC_MESSAGES": "da_DK"}, "da"),
        ({"LANG": "da"}, "da"),
        ({"LC_ALL": "C.UTF-8", "LANG": "da_DK.UTF-8"}, None),
        ({"LANG": "en_US.UTF-8"}, None),
        ({}, None),
    ],
)
def test_the_language_of_a_locale(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, environment: dict[str, str], said: str | None
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)

    assert tongue() == said
    assert tongue(["check", "--lang", "en"]) == "en"

    Path("ressort.toml").write_text('lang = "da"\n', "utf-8")
    assert tongue() == "da"
    assert tongue(["check", "--no-config"]) == said


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["chek"], "der er ingen kommando `chek`; mente du `check`?"),
        (["check", "--foo"], "der er intet tilvalg `--foo`"),
        (["check", "ingen.ressort"], "ingen.ressort: filen eller mappen findes ikke"),
        (["check", "--format"], "`--format` kræver en værdi"),
        (["new", "a", "b", "c"], "der er ikke plads til: b c"),
        (["new", "--force=1"], "`--force` tager ingen værdi"),
    ],
)
def test_wrong_usage_is_told_in_the_language_of_the_locale_or_the_settings(
    ressort: Callable,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    arguments: list[str],
    said: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "da_DK.UTF-8")
    assert said in ressort(*arguments).err

    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    assert said not in ressort(*arguments).err

    Path("ressort.toml").write_text('lang = "da"\n', "utf-8")
    assert said in ressort(*arguments).err


@pytest.mark.parametrize(
    ("language", "text", "day"),
    [
        ("da", "den 18. juni 2013", "2013-06-18"),
        ("da", "11/10-2013", "2013-10-11"),
        ("en", "18 June 2013", "2013-06-18"),
        ("en", "18 Oct 2013", "2013-10-18"),
        ("en", "2013-06-18", "2013-06-18"),
    ],
)
def test_a_day_is_taken_as_people_of_the_language_write_it(
    language: Language, text: str, day: str
) -> None:
    assert str(day_in(text, language)) == day


@pytest.mark.parametrize(
    ("language", "text", "told"),
    [
        ("en", "11/10-2013", "`11/10-2013` may be read as 2013-10-11 or 2013-11-10; write year, "),
        ("en", "18. juni 2013", "is not a date"),
        ("da", "i morgen", "is not a date"),
    ],
)
def test_what_is_no_day_or_may_be_two_is_told(language: Language, text: str, told: str) -> None:
    with pytest.raises(UsageError, match=re.escape(told)):
        day_in(text, language)
