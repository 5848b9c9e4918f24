# SPDX-License-Identifier: EUPL-1.2
"""The schema of the JSON names every key that is printed, and no other key may stand there."""

import json
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

SCHEMA = json.loads((REPORTS / "result.schema.json").read_text(encoding="utf-8"))
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


def unlike(kind: type, node: dict[str, Any], where: str) -> Iterator[str]:
    """The keys of an entry, and of those in it, that only it or only the schema names."""
    named = pointed(node)["properties"]
    names = {**vars(result), **vars(entries), **vars(report)}
    names |= vars(sys.modules[kind.__module__])
    hints = get_type_hints(kind, names)
    keys = {each.metadata.get("key", each.name): hints[each.name] for each in fields(kind)}
    keys.pop("", None)
    yield from (f"{where}.{key}" for key in sorted(keys.keys() ^ named.keys()))
    for key, hint in keys.items():
        for inner in entry_kinds(hint):
            yield from unlike(inner, named[key], f"{where}.{key}") if key in named else ()


def test_the_schema_names_the_keys_that_the_entries_have() -> None:
    assert sorted(set(unlike(Report, SCHEMA, ""))) == []


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
