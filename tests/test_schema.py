# SPDX-License-Identifier: EUPL-1.2
"""The schema of the JSON names every key that is printed, says what it is, and no other key may
stand there."""

import json
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest
from jsonschema import Draft202012Validator
from shipped import CASES, mostly_slow, told

from checker import result
from checker.folders import REPORTS
from checker.records import fields, has
from checker.report import entries, report
from checker.report.report import Report, as_json

FILE = REPORTS / "result.schema.json"
SCHEMA = json.loads(FILE.read_text(encoding="utf-8"))
RICH = """proposal "Two committees in mid-term"
    concerns copenhagen-2013
    proposed 2014-08-01
    effective 2015-01-01 until 2016-06-30
    reason "The areas of work have grown apart"

create special committee EVU "Erhvervs- og Vækstudvalget" until 2016-06-30
split TMU into TPU "Teknik- og Planudvalget" with planning and permits and
    MKU "Miljø- og Klimaudvalget" with the rest
insert "planlægning" in SV § 15 of TPU and MKU
consideration "It is closer to the citizens" for TPU read in "memo", section 2
consideration "It costs an administration" against MKU on "Economy"
given passports held by ØU
assuming "No unit moves"
carries a decision by the council on "udvalgets opgave", planned
"""


def closed(schema: Any) -> Any:
    """A schema in which no object may have a key that it does not name."""
    if isinstance(schema, list):
        return [closed(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    made = {key: closed(each) for key, each in schema.items()}
    return {"additionalProperties": False, **made} if made.get("type") == "object" else made


STRICT = Draft202012Validator(closed(SCHEMA))


def pointed(node: dict[str, Any]) -> dict[str, Any]:
    """What a part of the schema leads to: past references, choices with null, and lists."""
    for key in ("anyOf", "oneOf"):
        if key in node:
            return pointed(next(each for each in node[key] if each != {"type": "null"}))
    if "items" in node:
        return pointed(node["items"])
    if "$ref" not in node:
        return node
    found: Any = SCHEMA
    for step in node["$ref"].removeprefix("#/").split("/"):
        found = found[step]
    return pointed(found)


def entry_kinds(hint: Any) -> Iterator[type]:
    """The entries in the type of an attribute."""
    if isinstance(hint, type) and has(hint):
        yield hint
    for each in get_args(hint):
        yield from entry_kinds(each)


def told_of(kind: type) -> dict[str, str]:
    """What the docstring of an entry says of one attribute at a time."""
    told: dict[str, str] = {}
    for each in reversed(kind.__mro__):
        _, _, section = (each.__doc__ or "").partition("Attributes:")
        for line in re.findall(r"^ {8}(\w+: .*(?:\n {12}.*)*)", section, re.MULTILINE):
            parts = re.split(r"; ``(\w+)``", line)
            name, _, text = parts[0].partition(":")
            told |= {name: text, **dict(zip(parts[1::2], parts[2::2], strict=True))}
    return {name: sentence(text) for name, text in told.items()}


def sentence(text: str) -> str:
    """What a docstring says of an attribute as a sentence of its own."""
    said = " ".join(text.removeprefix(":").split()).rstrip(".").replace("``", "")
    said = re.sub(r"\bNone\b", "null", said)
    return f"{said[:1].upper()}{said[1:]}."


def entries_of(kind: type, node: dict[str, Any]) -> Iterator[tuple[type, dict[str, Any]]]:
    """An entry and those in it, each with its part of the schema."""
    yield kind, pointed(node)
    for key, hint in keys_of(kind).items():
        for inner in entry_kinds(hint):
            yield from entries_of(inner, pointed(node)["properties"][key])


def keys_of(kind: type) -> dict[str, Any]:
    """The keys of an entry with the types of their attributes."""
    names = {**vars(result), **vars(entries), **vars(report), **vars(sys.modules[kind.__module__])}
    hints = get_type_hints(kind, names)
    keys = {each.metadata.get("key", each.name): hints[each.name] for each in fields(kind)}
    keys.pop("", None)
    return keys


def unlike(kind: type, node: dict[str, Any], where: str) -> Iterator[str]:
    """The keys of an entry, and of those in it, that only it or only the schema names."""
    named, keys = pointed(node)["properties"], keys_of(kind)
    yield from (f"{where}.{key}" for key in sorted(keys.keys() ^ named.keys()))
    for key, hint in keys.items():
        for inner in entry_kinds(hint):
            yield from unlike(inner, named[key], f"{where}.{key}") if key in named else ()


def test_the_schema_names_the_keys_that_the_entries_have() -> None:
    assert sorted(set(unlike(Report, SCHEMA, ""))) == []


def test_it_says_of_a_key_what_the_entry_says_of_its_attribute(request: Any) -> None:
    said = []
    for kind, node in entries_of(Report, SCHEMA):
        key_of = {each.name: each.metadata.get("key", each.name) for each in fields(kind)}
        for name, text in told_of(kind).items():
            if part := node["properties"].get(key_of.get(name)):
                said.append((f"{kind.__name__}.{name}", part.get("description"), text))
                part |= {"description": text} if request.config.getoption("--update") else {}
    if request.config.getoption("--update"):
        text = json.dumps(SCHEMA, ensure_ascii=False, indent=2)
        FILE.write_text(f"{text}\n", encoding="utf-8", newline="\n")
        return

    assert len(said) > 20
    assert [each for each in said if each[1] != each[2]] == []


def undescribed(node: Any, where: str) -> Iterator[str]:
    """The keys in a part of the schema of which it does not say what they are."""
    if isinstance(node, list):
        yield from (key for each in node for key in undescribed(each, where))
    if not isinstance(node, dict):
        return
    for key, part in node.get("properties", {}).items():
        yield from () if where.endswith(".if") or part.get("description") else [f"{where}.{key}"]
    for key, part in node.items():
        yield from undescribed(part, f"{where}.{key}")


def test_it_says_of_each_key_what_it_is() -> None:
    assert [*undescribed(SCHEMA, "")] == []


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "da"])
@pytest.mark.parametrize("path", mostly_slow(CASES), ids=lambda path: path.stem)
def test_no_case_prints_a_key_that_the_schema_lacks(path: Path, language: Any) -> None:
    STRICT.validate(as_json(told(path, language)))


def test_nor_does_a_proposal_that_says_all_that_can_be_said(
    ressort: Callable, tmp_path: Path
) -> None:
    (tmp_path / "rich.ressort").write_text(RICH, encoding="utf-8")
    printed = json.loads(ressort("check", tmp_path / "rich.ressort", "--format", "json").out)
    (only,) = printed["results"]

    STRICT.validate(printed)
    optional = {"until", "endings", "reason", "given", "changes", "considerations"}
    assert optional <= only["proposal"].keys()
    assert any("committees" in each for each in only["bylaw_changes"])
    assert {"matter", "days_between"} <= {key for one in only["instruments"] for key in one}
