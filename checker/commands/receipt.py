# SPDX-License-Identifier: EUPL-1.2
"""The receipt of a run: all that an answer was made from, so that it can be made again."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from checker import __version__, folders
from checker.disk.nested import json_in
from checker.errors import UsageError
from checker.report.report import Report, as_json
from checker.source import Source, bytes_of_file, together

Json = dict[str, Any]
VERSION = 1
_FORM: dict[str, type] = {
    "ressort": str,
    "engine": str,
    "rule_base": str,
    "asked": dict,
    "inputs": list,
    "result": str,
    "proposals": list,
}
_ASKED: dict[str, type | tuple[type, ...]] = {
    "paths": list,
    "rules": list,
    "organisations": list,
    "waivers": list,
    "interpretation": list,
    "language": str,
    "law_date": (str, type(None)),
    "as_of": (str, type(None)),
    "baseline": (str, type(None)),
}
FILES = ("paths", "rules", "organisations", "waivers")
_INPUT: dict[str, type] = {"path": str, "sha256": str}
_PROPOSAL: dict[str, type] = {
    "path": str,
    "verdict": str,
    "findings": dict,
    "instruments": dict,
    "result": str,
}
_NO_ANSWER = ("path", "inputs", "receipt")
_PACKAGE = Path(__file__).parent.parent


# ------------------------------------------------------------ receipts


def engine() -> str:
    """One digest of the files that the checker itself is made of, with their names."""
    parts = [(_PACKAGE, "*.py"), (folders.GRAMMAR, "*"), (folders.REPORTS, "*")]
    found = hashlib.sha256()
    for folder, pattern in parts:
        files = {each.relative_to(folder).as_posix(): each for each in folder.rglob(pattern)}
        for name, file in sorted(files.items()):
            if file.is_file() and "__pycache__" not in name:
                found.update(f"{folder.name}/{name} {sha256(file.read_bytes())}\n".encode())
    return found.hexdigest()


def receipt_of(report: Report, asked: Json, at: Callable[[str], Path] = Path) -> Json:
    """The receipt of a report.

    Args:
        asked: what was asked for, by the names of the command line; paths become relative to the
            working folder.
        at: where the baseline of a name lies.
    """
    inputs: dict[str, Json] = {}
    proposals = []
    for result in map(as_json, report.results):
        for each in result["inputs"]:
            path = _relative(each["path"])
            inputs[path] = {"path": path, "sha256": each["sha256"]}
        proposals.append(_proposal(result))
    baseline = asked["baseline"] and _relative(asked["baseline"])
    if baseline:
        inputs[baseline] = {
            "path": baseline,
            "sha256": sha256(bytes_of_file(at(baseline), baseline)),
        }
    return {
        "receipt": VERSION,
        "ressort": __version__,
        "engine": engine(),
        "rule_base": next((each.receipt.rule_base for each in report.results), together(())),
        "asked": {
            **asked,
            **{key: [_relative(path) for path in asked[key]] for key in FILES},
            "baseline": baseline,
            "language": report.language,
        },
        "inputs": [inputs[path] for path in sorted(inputs)],
        "result": _digest([each["result"] for each in proposals]),
        "proposals": proposals,
    }


def _proposal(result: Json) -> Json:
    header = result["proposal"]
    return {
        "path": _relative(header["path"]),
        "law_date": header["law_date"],
        "as_of": header["as_of"],
        "verdict": result["verdict"],
        "findings": {
            each["id"]: f"{each['rule']}: {each['status']}, {each['requirement'] or each['kind']}"
            for each in result["findings"]
        },
        "instruments": {
            each["id"]: f"{each['kind']}: {each['status']}" for each in result["instruments"]
        },
        "result": _digest(_placeless(result)),
    }


def _placeless(value: Any) -> Any:
    """What a result answers, without what it was made from and the folder that lies in."""
    if isinstance(value, dict):
        return {key: _placeless(each) for key, each in value.items() if key not in _NO_ANSWER}
    return [_placeless(each) for each in value] if isinstance(value, list) else value


def _digest(value: Any) -> str:
    return sha256(json.dumps(value, ensure_ascii=True, sort_keys=True).encode("ascii"))


def sha256(data: bytes) -> str:
    """The digest of some bytes."""
    return hashlib.sha256(data).hexdigest()


def _relative(path: str) -> str:
    return Path(os.path.relpath(path) if Path(path).is_absolute() else path).as_posix()


def read_receipt(path: Path) -> Json:
    """The receipt in a file.

    Raises UnreadableError for a file that is no readable text, UsageError for one that is no
    receipt.
    """
    source = Source.read(path)
    receipt = json_in(source, "receipt-json")
    if not isinstance(receipt, dict) or "receipt" not in receipt:
        raise UsageError("receipt-form", place=source.path, name="receipt")
    if receipt["receipt"] != VERSION:
        raise UsageError("receipt-version", place=source.path, version=VERSION)
    for name in [
        *_mistyped(receipt, _FORM, ""),
        *_mistyped(receipt.get("asked"), _ASKED, "asked."),
    ]:
        raise UsageError("receipt-form", place=source.path, name=name)
    for name, form in (("inputs", _INPUT), ("proposals", _PROPOSAL)):
        for number, row in enumerate(receipt[name]):
            for wrong in _mistyped(row, form, f"{name}[{number}]."):
                raise UsageError("receipt-form", place=source.path, name=wrong)
    return receipt


def _mistyped(value: Any, form: Mapping[str, Any], prefix: str) -> Iterator[str]:
    """The keys that a part of a receipt lacks, or that hold another kind of value."""
    for key, kind in form.items():
        held = value.get(key, ...) if isinstance(value, dict) else ...
        texts = held if isinstance(held, list) and prefix == "asked." else []
        if not isinstance(held, kind) or any(type(each) is not str for each in texts):
            yield f"{prefix}{key}"
