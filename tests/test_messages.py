# SPDX-License-Identifier: EUPL-1.2
"""Every message is in both languages, is used, and is given what it has filled in."""

import ast
import re
import tomllib
from collections.abc import Iterator

import pytest
from modules import trees

from checker.folders import REPORTS
from checker.say import nearest, say, say_with_hint, sentences, slots

ENGLISH, DANISH = sentences("messages", "en"), sentences("messages", "da")
KEY_OF = {"UsageError": 0, "unknown": 0} | dict.fromkeys(
    ("say", "say_with_hint", "UnreadableError", "add", "at", "warn"), 1
)
BESIDE = {"unknown": "name", "UnreadableError": "detail"}  # what is given without its name


def begun() -> Iterator[str]:
    """What the keys begin with that are put together, such as ``kind.``."""
    for tree in trees().values():
        for node in ast.walk(tree):
            if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
                yield from re.findall(r"^[a-z.-]+[.-]$", str(node.values[0].value))


def said() -> Iterator[tuple[str, set[str] | None]]:
    """The key of every call that says something, and the names it gives, unless by ``**``."""
    for tree in trees().values():
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            name = getattr(call.func, "attr", getattr(call.func, "id", ""))
            key = call.args[KEY_OF[name] :][:1] if name in KEY_OF else []
            constant = [isinstance(each, ast.Constant) for each in call.args[: KEY_OF.get(name, 0)]]
            if key and isinstance(key[0], ast.Constant) and not any(constant):
                given = [BESIDE.get(name), *(each.arg or "**" for each in call.keywords)]
                yield str(key[0].value), None if "**" in given else {*map(str, given)}


@pytest.mark.parametrize("language", ["en", "da"])
def test_a_file_of_sentences_is_toml(language):
    for file in ("messages", "phrases", "page"):
        text = (REPORTS / f"{file}.{language}.toml").read_text(encoding="utf-8")

        assert tomllib.loads(text) == sentences(file, language)


def test_both_languages_have_the_same_messages_with_the_same_slots():
    assert {key: slots(text) for key, text in ENGLISH.items()} == {
        key: slots(text) for key, text in DANISH.items()
    }
    assert [" = " in text for text in ENGLISH.values()] == [
        " = " in text for text in DANISH.values()
    ]


@pytest.mark.slow
def test_every_message_is_used():
    nodes = (node for tree in trees().values() for node in ast.walk(tree))
    whole = {node.value for node in nodes if isinstance(node, ast.Constant)}
    parts = tuple(begun())

    assert [key for key in ENGLISH if key not in whole and not key.startswith(parts)] == []


def words() -> Iterator[str]:
    """Every text in code and in templates, those of the letters too."""
    yield from (
        str(node.value)
        for tree in trees().values()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
    )
    for path in REPORTS.glob("*.j2"):
        yield from re.findall(r"[\"']([\w .-]+)[\"']", path.read_text(encoding="utf-8"))
    for path in REPORTS.glob("letters.*.toml"):
        yield from re.findall(r"say\('([\w .-]+)'", path.read_text(encoding="utf-8"))


def put_together() -> Iterator[re.Pattern[str]]:
    """What keys look like that are put together, with a group for each part put in."""
    for tree in trees().values():
        for node in ast.walk(tree):
            if isinstance(node, ast.JoinedStr):
                parts = [
                    re.escape(str(part.value)) if isinstance(part, ast.Constant) else "(.+)"
                    for part in node.values
                ]
                yield re.compile("".join(parts))


@pytest.mark.slow
def test_every_phrase_is_used() -> None:
    """Written out, or put together of what is; ``l.`` are labels for one's own templates too."""
    phrases = sentences("phrases", "en")
    slots = re.findall(r":key (\w+)}", "".join(phrases.values()))
    known, patterns = {*words(), *slots}, {*put_together()}

    def is_used(text: str) -> bool:
        fits = filter(None, (pattern.fullmatch(text) for pattern in patterns))
        return text in known or any(
            all(part.isdecimal() or is_used(part) for part in fit.groups())
            for fit in fits
            if len(text) > len("".join(fit.groups()))
        )

    assert [key for key in phrases if not is_used(key)] == []


@pytest.mark.slow
def test_every_message_that_is_said_is_written_and_given_what_it_has_filled_in():
    phrases = sentences("phrases", "en")
    keys = [(key, given) for key, given in said() if key not in phrases]
    assert len(keys) > 200

    for key, given in keys:
        assert key in ENGLISH
        needed = slots(re.sub(r"\[[^\]]*\]", "", ENGLISH[key]))
        assert given is None or needed <= given, key


def told_at_a_place() -> Iterator[str]:
    """The keys of what is noted at a place of a text."""
    for tree in trees().values():
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            if getattr(call.func, "attr", "") in ("add", "at", "warn", "note", "write"):
                inner = (part for arg in call.args for part in ast.walk(arg))
                yield from (
                    str(part.value)
                    for part in inner
                    if isinstance(part, ast.Constant) and part.value in ENGLISH
                )


def test_each_mistake_at_a_place_is_told_with_what_to_write_instead():
    keys = {*told_at_a_place()}
    expected = {"unexpected", "ends-early"}  # these say what was expected
    files = {"not-a-proposal", "no-such-file"}
    bare = [key for key in keys if not re.search(" = |; ", ENGLISH[key])]

    assert len(keys) > 100
    assert {*bare} <= expected | files | {"table.guessed"}


def test_a_hint_is_said_beside_its_message():
    assert say_with_hint("en", "unexpected", text="x", expected="a name") == (
        "`x` was not expected here; expected a name",
        None,
    )
    assert say_with_hint("da", "unexpected", text="x", expected="et navn", word="[y] {z}") == (
        "`x` var ikke ventet her; ventet var et navn",
        "mente du `[y] {z}`?",
    )


def test_a_run_without_a_mistake_reads_no_messages(ressort):
    sentences.cache_clear()

    assert ressort("check", "fixtures/copenhagen-2013/kbs-biu.ressort").err == ""

    read = sentences.cache_info().currsize
    for language in ("en", "da"):
        sentences("phrases", language)
    assert read <= sentences.cache_info().currsize == 2


def test_a_path_is_said_on_one_line():
    assert say("en", "written", path="a\nb") == "written: a\\u000ab"


def test_the_nearest_name_is_found_whatever_its_case():
    assert nearest("kbs", ["KBS", "kes"]) == "KBS"
    assert nearest("x", ["KBS"]) is None


@pytest.mark.parametrize(
    ("key", "todo"),
    [("no-git", "; install"), ("bylaw-marks", "; write"), ("config-hidden", "; name it")],
)
def test_what_cannot_be_done_for_the_user_tells_what_to_do(key: str, todo: str) -> None:
    assert todo in sentences("messages", "en")[key]
