# SPDX-License-Identifier: EUPL-1.2
"""A report as a code quality report of GitLab: an entry a finding, and one a verdict
that is not clear."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Any

from checker.formats.gate import BROKEN, TRUST, VERDICT, Gate
from checker.page.templates import json_list
from checker.report.broken import BrokenEntry
from checker.report.entries import ChangedEntry
from checker.report.report import Options, Report, ResultEntry, beyond
from checker.report.wording import Language

_SEVERITIES = {"error": "critical", "warning": "minor", "note": "info"}


def report(document: Report, language: Language, options: Options) -> Iterator[str]:
    """The document as a list of entries, one at a time; what could not be checked comes first."""
    gate = Gate(language, options)
    entries = (each for result in document.results for each in _entries(result, gate))
    broken = (each for one in document.broken for each in _broken(one, gate))
    changes = (_changed(each, gate) for each in document.changes)
    yield from json_list(chain(broken, changes, entries))
    yield "\n"


def _entry(
    said: str, name: str, fingerprint: str, severity: str, path: str, line: int
) -> dict[str, Any]:
    return {
        "description": said,
        "check_name": name,
        "fingerprint": fingerprint,
        "severity": _SEVERITIES.get(severity, severity),
        "location": {"path": path, "lines": {"begin": line}},
    }


def _broken(broken: BrokenEntry, gate: Gate) -> Iterator[dict[str, Any]]:
    for each in broken.errors:
        said = f"{gate.say('gate.not-checked')}: {each.whole}"
        known_by = gate.fingerprint(broken.path, f"{BROKEN}:{each.message}")
        path = gate.path(each.path or broken.path)
        yield _entry(said, BROKEN, known_by, "error", path, each.line or 1)


def _changed(change: ChangedEntry, gate: Gate) -> dict[str, Any]:
    known_by, path = gate.fingerprint(change.path, change.id), gate.path(change.path)
    return _entry(gate.changed(change), TRUST, known_by, change.severity, path, change.line)


def _entries(result: ResultEntry, gate: Gate) -> Iterator[dict[str, Any]]:
    path, verdict = result.proposal.path, result.verdict
    if verdict != "clear":
        gravity = "blocker" if beyond(result) == "forbidden" else gate.level(result)
        said = f"{gate.verdict(result)}. {gate.reasons(result)}"
        known_by = gate.fingerprint(path, f"{VERDICT}:{verdict}")
        yield _entry(said, VERDICT, known_by, gravity, gate.path(path), 1)
    for one in result.findings:
        barred = one.weight == "error" and one.requirement == "failed"  # no way out is left
        gravity = "blocker" if barred else one.weight
        said = f"{gate.heading(one)}: {gate.excused(one, result)}"
        known_by = gate.fingerprint(path, one.id)
        yield _entry(said, one.rule, known_by, gravity, gate.path(one.path), one.line)
