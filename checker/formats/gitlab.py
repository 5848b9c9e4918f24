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


def _broken(broken: BrokenEntry, gate: Gate) -> Iterator[dict[str, Any]]:
    for each in broken.errors:
        yield {
            "description": f"{gate.say('gate.not-checked')}: {each.whole}",
            "check_name": BROKEN,
            "fingerprint": gate.fingerprint(broken.path, f"{BROKEN}:{each.message}"),
            "severity": _SEVERITIES["error"],
            "location": {
                "path": gate.path(each.path or broken.path),
                "lines": {"begin": each.line or 1},
            },
        }


def _changed(change: ChangedEntry, gate: Gate) -> dict[str, Any]:
    return {
        "description": gate.changed(change),
        "check_name": TRUST,
        "fingerprint": gate.fingerprint(change.path, change.id),
        "severity": _SEVERITIES[change.severity],
        "location": {"path": gate.path(change.path), "lines": {"begin": change.line}},
    }


def _entries(result: ResultEntry, gate: Gate) -> Iterator[dict[str, Any]]:
    path, verdict = result.proposal.path, result.verdict
    if verdict != "clear":
        gravity = _SEVERITIES[gate.level(result)]
        yield {
            "description": f"{gate.verdict(result)}. {gate.reasons(result)}",
            "check_name": VERDICT,
            "fingerprint": gate.fingerprint(path, f"{VERDICT}:{verdict}"),
            "severity": "blocker" if beyond(result) == "forbidden" else gravity,
            "location": {"path": gate.path(path), "lines": {"begin": 1}},
        }
    for finding in result.findings:
        barred = finding.weight == "error" and finding.requirement == "failed"  # no way out left
        yield {
            "description": f"{gate.heading(finding)}: {gate.excused(finding, result)}",
            "check_name": finding.rule,
            "fingerprint": gate.fingerprint(path, finding.id),
            "severity": "blocker" if barred else _SEVERITIES[finding.weight],
            "location": {"path": gate.path(finding.path), "lines": {"begin": finding.line}},
        }
